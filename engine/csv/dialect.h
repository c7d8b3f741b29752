/* What the first bytes of an export say about how it is written. */
#ifndef HF_CSV_DIALECT_H
#define HF_CSV_DIALECT_H

#include "base/view.h"

#include <stdbool.h>

/** Whether a byte can part cells: ASCII, no NUL, quote, LF or CR. */
bool hf_dialect_is_separator(int byte);

/** Whether the first byte behind blanks is `{`. */
bool hf_dialect_is_ndjson(hf_view head);

/** Length of a first line `sep=;` with its end, and its separator; 0 when the
 * first line is another. */
size_t hf_dialect_sep_line(hf_view head, char *separator);

/** Bytes of a line end at `at`: 2 for CRLF, 1 for LF and CR, else 0. */
size_t hf_dialect_line_end(hf_view text, size_t at);

/** The one of , TAB ; | that stands most often outside quotes in the first
 * line that is not empty, the first of them on a tie. */
char hf_dialect_guess(hf_view head);

#endif
