/*
 * Figures as text: fixed decimals, a point, no locale. Halves are rounded away
 * from zero, and what rounds to zero has no sign.
 */
#ifndef HF_REPORT_DECIMAL_TEXT_H
#define HF_REPORT_DECIMAL_TEXT_H

#include "base/buffer.h"

#include <stdint.h>

/** `value` with `decimals` (0 to 9) digits behind the point. The promise of
 * the caller: |value| times 10^decimals is below 9 * 10^15. */
void hf_decimal_text_add(hf_buffer *out, double value, int decimals);

/** `k` of `n` in hundredths, rounded from the exact fraction: 1 of 3 with one
 * decimal is `33.3`. `0 <= k <= n`, 0 < n <= 10^12, `decimals` 0 to 3. */
void hf_decimal_text_percent(hf_buffer *out, int64_t k, int64_t n,
                             int decimals);

#endif
