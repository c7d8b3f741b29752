/* Cells as they stand in the files that handoff writes. */
#ifndef HF_CSV_WRITE_H
#define HF_CSV_WRITE_H

#include "base/buffer.h"

#include <stdbool.h>

typedef struct hf_csv_style {
    char separator;
    bool is_guarded; /* put ' before what a spreadsheet would run */
} hf_csv_style;

/** One text cell: guarded, quoted when it holds the separator, a quote, CR or
 * LF, and only then. */
void hf_csv_write_cell(hf_buffer *out, const hf_csv_style *style, hf_view text);

#endif
