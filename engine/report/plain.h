/* Texts of strangers on one line of plain text. */
#ifndef HF_REPORT_PLAIN_H
#define HF_REPORT_PLAIN_H

#include "base/buffer.h"

#include <stddef.h>

/**
 * Append `text` on one line: ends of lines and tabs become blanks, blanks at
 * the ends are left out, and what a terminal would obey or hide is spelt out
 * (diag/quote.h). Over `most` terminal cells it ends in "...".
 */
void hf_plain_add(hf_buffer *out, hf_view text, size_t most);

/**
 * The next line of a text that is plain already, `cells` wide at most: cut at
 * a blank, but before no percent sign, or where it must be. An LF ends a line.
 * `*at` moves behind it and the blanks that follow; at text.len all was given.
 */
hf_view hf_plain_line(hf_view text, size_t *at, size_t cells);

/** Cells of the longest word, and of the longest line between LFs. */
size_t hf_plain_widest_word(hf_view text);
size_t hf_plain_widest_line(hf_view text);

#endif
