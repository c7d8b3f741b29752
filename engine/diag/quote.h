/* A line of a source quoted on a terminal, with an underline below. */
#ifndef HF_DIAG_QUOTE_H
#define HF_DIAG_QUOTE_H

#include "base/buffer.h"
#include "diag/source.h"

/** A text that a terminal shows as it is: controls, marks that change the
 * direction of writing and what is no UTF-8 become `<U+001B>` and `<9F>`. */
void hf_quote_add(hf_buffer *out, hf_view text);

/**
 * The first line of the span behind its number, and below it carets under
 * the span, `color` before and `reset` behind them (both may be ""), without
 * a line end. A line that is too long is cut around the span.
 */
void hf_quote_span(hf_buffer *out, hf_span span, const char *color,
                   const char *reset);

#endif
