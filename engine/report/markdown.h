/* The report for a pull request, a ticket or a wiki. */
#ifndef HF_REPORT_MARKDOWN_H
#define HF_REPORT_MARKDOWN_H

#include "base/buffer.h"
#include "report/document.h"

#include <stdbool.h>

/**
 * Append the report as Markdown with tables and boxes to tick (GFM). Whatever
 * a text holds is shown and does nothing: it is no markup, no element, no link,
 * and mentions nobody. False when memory ran out.
 */
bool hf_markdown_write(const hf_document *document, hf_buffer *out);

#endif
