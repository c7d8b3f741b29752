/* What the rules say of the leads of one batch, and who works it out. */
#ifndef HF_EVAL_VERDICTS_H
#define HF_EVAL_VERDICTS_H

#include "batch/batch.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HF_NO_ROUTE = UINT16_MAX };

/** Row-major where it has more than one value a row. */
typedef struct hf_verdicts {
    size_t rows;
    uint16_t *verdict; /* index into plan->verdicts */
    uint16_t *route;   /* index into plan->routes, or HF_NO_ROUTE */
    int64_t *score;
    int64_t *axes;         /* [row * axis_count + axis], clamped */
    uint32_t *cell;        /* index into plan->cells, when has_cells */
    uint8_t *completeness; /* 0 to 100 */
    size_t item_words;     /* words a row of `fired` */
    uint64_t *fired;       /* bits by item, shadow ones too */
    size_t subject_words;
    uint64_t *unknown;               /* bits by subject, shadow ones too */
    uint64_t failed[HF_BATCH_WORDS]; /* rows on which a pattern hit a limit:
                                        to be rejected, rest not defined */
} hf_verdicts;

/** One a thread: registers, memos, match contexts. After warm-up it allocates
 * nothing. */
typedef struct hf_scorer hf_scorer;

/** NULL when memory ran out. The plan outlives the scorer. */
hf_scorer *hf_scorer_new(const handoff_plan *plan);
void hf_scorer_free(hf_scorer *scorer);

/** Score the batch; the answer belongs to the scorer and lives until the next
 * call. NULL when memory ran out. */
const hf_verdicts *hf_scorer_run(hf_scorer *scorer, const hf_batch *batch);

#endif
