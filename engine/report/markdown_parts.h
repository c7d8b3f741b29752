/* The parts of the report as Markdown. Private to markdown*.c. */
#ifndef HF_REPORT_MARKDOWN_PARTS_H
#define HF_REPORT_MARKDOWN_PARTS_H

#include "base/buffer.h"
#include "report/document.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    HF_MARKDOWN_LONGEST = 2000, /* terminal cells of a text; CSV has the rest */
    HF_MARKDOWN_CELL = 300      /* and of a cell of a table */
};

/** A text as it was written, on one line and harmless, within a line. */
void hf_markdown_text(hf_buffer *out, hf_view text, size_t most);

/** The same where a line begins, and a number or a dash could be a list. */
void hf_markdown_line(hf_buffer *out, hf_view text);

/** An id or a hash in another type face, or as a text when it has more than
 * such things are made of. */
void hf_markdown_code(hf_buffer *out, hf_view text, size_t most);

/** A value in a cell; links lead into the page or to http and https alone. */
void hf_markdown_value(hf_buffer *out, const hf_value *value);

/** `[`, when `link` may be one; hf_markdown_close_link is for those alone. */
bool hf_markdown_open_link(hf_buffer *out, hf_view link);
void hf_markdown_close_link(hf_buffer *out, hf_view link);

/** A place that links lead to, when the name is of lower case letters, digits
 * and dashes; ends the paragraph. */
void hf_markdown_anchor(hf_buffer *out, hf_view name);

/** A paragraph in bold, set off by an empty line; nothing for no text. */
void hf_markdown_bold(hf_buffer *out, hf_view text);

/** The blocks that are tables. */
void hf_markdown_sheet(hf_buffer *out, const hf_sheet *sheet);
void hf_markdown_chart(hf_buffer *out, const hf_chart *chart);

#endif
