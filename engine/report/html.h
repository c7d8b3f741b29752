/*
 * The report as one page: HTML with its style, its script and its charts
 * inside, which asks nothing of any other place. It is whole without the
 * script; the script sorts and narrows tables and keeps the meeting's
 * judgements until they are saved.
 */
#ifndef HF_REPORT_HTML_H
#define HF_REPORT_HTML_H

#include "base/buffer.h"
#include "report/document.h"

#include <stdbool.h>

/** Append the page. False when memory ran out. */
bool hf_html_write(const hf_document *document, hf_buffer *out);

#endif
