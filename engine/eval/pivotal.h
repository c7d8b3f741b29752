/*
 * How near a verdict was to another: its margin, and the gates and criteria
 * that decided it alone. Worked out from what a scorer saw, with sums
 * changed: groups, axes and the total are clamped, bands and conditions are
 * asked again.
 */
#ifndef HF_EVAL_PIVOTAL_H
#define HF_EVAL_PIVOTAL_H

#include "eval/verdicts.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stdint.h>

/** One a thread. */
typedef struct hf_pivotal hf_pivotal;

/** NULL when memory ran out. The plan outlives it. */
hf_pivotal *hf_pivotal_new(const handoff_plan *plan);
void hf_pivotal_free(hf_pivotal *pivotal);

typedef struct hf_pivotal_row {
    bool has_margin;
    int64_t margin; /* points; 0 or more for a pass, below 0 for the rest */
    /** Bits by subject: leaving it out flips `means`. Alive until the next
     * call. */
    const uint64_t *subjects;
} hf_pivotal_row;

/**
 * One row of the batch that `scorer` scored last. The margin is, for a pass,
 * the most points that any one axis can lose without changing `means`; else
 * minus the fewest that one axis must gain to pass; there is none when no
 * change of one axis within its limits would do.
 */
hf_pivotal_row hf_pivotal_find(hf_pivotal *pivotal, const hf_scorer *scorer,
                               const hf_verdicts *verdicts, size_t row);

#endif
