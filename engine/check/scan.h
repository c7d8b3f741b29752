/* Reading one export from its start to its end, batch by batch. */
#ifndef HF_CHECK_SCAN_H
#define HF_CHECK_SCAN_H

#include "batch/batch.h"
#include "csv/footer.h"
#include "csv/input.h"
#include "csv/options.h"
#include "diag/findings.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Which fields' raw cells are kept beside the values: none, or every field's
 * that has a column. */
typedef enum hf_scan_cells {
    HF_SCAN_NO_CELLS,
    HF_SCAN_RAW_CELLS
} hf_scan_cells;

typedef struct hf_scan {
    const handoff_plan *plan;
    hf_input *input;
    hf_input_options options;
    hf_block *block;
    bool is_in_block;
    hf_batch batch;        /* the present rows; every field is read */
    hf_field_stats *stats; /* one a field, over all rows so far */
    hf_reject *items;      /* of the last step, marks among them */
    size_t item_count, item_room;
    hf_footer footer;
    uint64_t leads, rejected;
    uint64_t reasons[HF_REJECT_COUNT];
    hf_reject first[HF_REJECT_COUNT]; /* of each reason; without its bytes */
    hf_footer_size footer_size;       /* at the end */
    size_t *kept_of; /* by field: index into batch.kept, or SIZE_MAX */
} hf_scan;

/** Open `path` and bind it to the fields of the plan. Statuses and findings as
 * hf_input_open and hf_input_bind. The caller closes, on failure too. */
handoff_status hf_scan_open(hf_scan *scan, const char *path,
                            const handoff_input_options *input,
                            const handoff_plan *plan, hf_scan_cells cells,
                            handoff_findings *findings);

/** The next rows into `scan->batch`; none at the end, when all counts are
 * complete. HANDOFF_DATA, HANDOFF_SYSTEM as hf_input_next. */
handoff_status hf_scan_next(hf_scan *scan, handoff_findings *findings);

void hf_scan_close(hf_scan *scan);

#endif
