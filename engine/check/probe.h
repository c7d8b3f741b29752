/* Leads given as raw cells, scored: what tests, explanations and tried changes
 * have in common. */
#ifndef HF_CHECK_PROBE_H
#define HF_CHECK_PROBE_H

#include "base/view.h"
#include "batch/batch.h"
#include "batch/fields.h"
#include "diag/findings.h"
#include "eval/verdicts.h"
#include "plan/plan.h"
#include "plan/trace.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct hf_probe {
    const handoff_plan *plan;
    hf_scorer *scorer;
    hf_batch batch;
    hf_view *cells;        /* of one column */
    hf_field_stats *stats; /* of the last leads, one a field */
} hf_probe;

/** False when memory ran out. The plan outlives it; the caller clears, on
 * failure too. */
bool hf_probe_init(hf_probe *probe, const handoff_plan *plan);
void hf_probe_clear(hf_probe *probe);

/**
 * Score up to HF_BATCH_ROWS leads: `leads[row]` has a raw cell a field (`ptr`
 * NULL: none) that outlives the answer. Values are in `probe->batch`. The
 * answer lives until the next call; NULL when memory ran out.
 */
const hf_verdicts *hf_probe_score(hf_probe *probe, const hf_view *const *leads,
                                  size_t rows);

/** Whether a pattern hit its limit on a row. */
bool hf_probe_has_failed(const hf_verdicts *verdicts, size_t row);

/** Name of the route of a row, "" for none; and of its cell. */
hf_view hf_probe_route(const handoff_plan *plan, const hf_verdicts *verdicts,
                       size_t row);
hf_view hf_probe_cell(const handoff_plan *plan, const hf_verdicts *verdicts,
                      size_t row);

/** Bits by item of a row, and by subject. */
bool hf_probe_fired(const hf_verdicts *verdicts, size_t row, size_t item);
bool hf_probe_unknown(const hf_verdicts *verdicts, size_t row, size_t subject);

/** Whether a personal field is inside a value, through derived values but not
 * through the conditions of their cases. */
bool hf_probe_is_personal(const handoff_plan *plan, const hf_trace *value);

/** The status that a call ends with: a HANDOFF_SYSTEM that nothing was said of
 * is memory, and said to be. */
handoff_status hf_probe_conclude(handoff_status status,
                                 handoff_findings *findings);

#endif
