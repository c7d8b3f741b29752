/* Counts of what the rules said, over a block or over a run. */
#ifndef HF_OUTPUT_TALLY_H
#define HF_OUTPUT_TALLY_H

#include "base/arena.h"
#include "batch/fields.h"
#include "eval/verdicts.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stdint.h>

/** All counts are of leads that were accepted. */
typedef struct hf_tally {
    uint64_t leads;
    uint64_t *verdicts;     /* by verdict of the plan */
    uint64_t *routes;       /* by route */
    uint64_t *fired;        /* by item */
    uint64_t *unknown;      /* by subject */
    hf_field_stats *fields; /* by field */
    uint32_t *example_file; /* by field: number of the file its example is of */
} hf_tally;

/** All zero, in `arena`; false when memory ran out. */
bool hf_tally_init(hf_tally *tally, const handoff_plan *plan, hf_arena *arena);

/** Back to zero. */
void hf_tally_reset(hf_tally *tally, const handoff_plan *plan);

/** Count the rows of a batch that no pattern failed on. Fields are counted by
 * who reads the cells. */
void hf_tally_rows(hf_tally *tally, const handoff_plan *plan,
                   const hf_verdicts *verdicts);

/** Add what was counted on a block of the file with this number. Blocks come
 * in order, so that the example of a field is the first of the run. */
void hf_tally_add(hf_tally *tally, const handoff_plan *plan,
                  const hf_tally *block, uint32_t file);

#endif
