/* UTF-8: whether it is, how many code points, one at a time. */
#ifndef HF_BASE_UTF8_H
#define HF_BASE_UTF8_H

#include "base/buffer.h"
#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Offset of the first byte that is not UTF-8, or `text.len`. */
size_t hf_utf8_invalid_at(hf_view text);

/** As above, but a character cut off by the end of the text is no fault. */
size_t hf_utf8_invalid_start_at(hf_view text);

/** Code points of a valid text. */
size_t hf_utf8_count(hf_view text);

/** The code point at `*at` of a valid text; moves `*at` behind it. */
uint32_t hf_utf8_next(hf_view text, size_t *at);

/** A code point as UTF-8 (a surrogate too, as three bytes that are invalid). */
void hf_utf8_add(hf_buffer *out, uint32_t code);

/**
 * Terminal cells of a valid text: 0 for combining marks and controls, 2 for
 * East Asian wide, else 1; own small table, no locale.
 */
size_t hf_utf8_width(hf_view text);

#endif
