/*
 * Numbers as whole millionths in 64 bits ("Numbers, money, dates" of the rule
 * language). Every text is one that has been trimmed; nothing here depends on
 * a locale or on floating point.
 */
#ifndef HF_BASE_DECIMAL_H
#define HF_BASE_DECIMAL_H

#include "base/buffer.h"
#include "base/view.h"

#include <stdbool.h>
#include <stdint.h>

#define HF_DECIMAL_ONE INT64_C(1000000)
/** |value| stays below this: 9 * 10^12, in millionths. */
#define HF_DECIMAL_LIMIT (INT64_C(9000000000000) * HF_DECIMAL_ONE)

/**
 * `decimal_mark` is '.' or ','; the other one groups. False when the text is
 * not of the type or out of range; then `*out` is untouched.
 */
bool hf_decimal_number(hf_view text, char decimal_mark, int64_t *out);

/** A number with a currency before or after, K M B, (300) for a negative. */
bool hf_decimal_money(hf_view text, char decimal_mark, int64_t *out);

/** `51-200`, `10,001+`: the lower end; a plain number is itself. */
bool hf_decimal_range(hf_view text, char decimal_mark, int64_t *out);

/** A literal of a condition: `200` `-1.5` `1_000_000` `2.5M`. */
bool hf_decimal_literal(hf_view text, int64_t *out);

/** Decimal digits with an optional sign, within [min, max]; no separators. */
bool hf_decimal_whole(hf_view text, int64_t min, int64_t max, int64_t *out);

/** The shortest text that reads back: `12`, `-0.5`, `1000000`. */
void hf_decimal_print(hf_buffer *out, int64_t millionths);

#endif
