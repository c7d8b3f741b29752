/* The report for a terminal. */
#ifndef HF_REPORT_TEXT_H
#define HF_REPORT_TEXT_H

#include "base/buffer.h"
#include "report/document.h"

#include <stdbool.h>

typedef struct hf_text_look {
    unsigned width; /* columns, 40 to 120; what lies outside is brought in */
    bool has_color; /* emphasis and warnings, which words say too */
    bool is_ascii;  /* charts of #, =, - and |, not of blocks and lines */
} hf_text_look;

/** Append the report. False when memory ran out. */
bool hf_text_write(const hf_document *document, const hf_text_look *look,
                   hf_buffer *out);

#endif
