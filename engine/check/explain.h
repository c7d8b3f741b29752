/* One lead, whole: what two printers have in common. */
#ifndef HF_CHECK_EXPLAIN_H
#define HF_CHECK_EXPLAIN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "check/flip.h"
#include "check/probe.h"
#include "eval/seen.h"
#include "handoff/check.h"
#include "plan/plan.h"
#include "plan/trace.h"

#include <stdbool.h>
#include <stdint.h>

/** Points of the lead, sum by sum. A clamp took or gave what its two sums
 * differ by. */
typedef struct hf_explain_sums {
    int64_t *groups;      /* before clamping, by group */
    int64_t *groups_kept; /* and after */
    int64_t *axes;        /* with clamped groups, before clamping, by axis */
    int64_t total;        /* of the clamped axes */
} hf_explain_sums;

typedef struct hf_explain {
    const handoff_plan *plan;
    const char *file;
    uint64_t line;
    bool shows_values;
    hf_probe probe; /* the lead is row 0 */
    const hf_verdicts *verdicts;
    const hf_view *cells; /* raw, by field; ptr NULL: no column */
    hf_explain_sums sums;
    hf_flips flips;
    hf_arena arena;
} hf_explain;

/** Sum up what fired. False when memory ran out. */
bool hf_explain_add_up(hf_explain *explain);

/** "true", "false", "unknown". */
const char *hf_explain_answer(hf_answer answer);

/** The answer of a gate or criterion: true when it fired. `*item` becomes the
 * item that fired, else its first. */
hf_answer hf_explain_subject(const hf_explain *explain, uint32_t subject,
                             uint32_t *item);

/** Whether a value may be shown: not when it is, or is made of, a personal
 * one, unless only its length or a case of the author's remains of it. */
bool hf_explain_shows(const hf_explain *explain, const hf_trace *value);

/** A derived value as a value that a condition would name. */
hf_trace hf_explain_derived(const hf_explain *explain, uint32_t index);

/** Append a value as a condition would spell it. */
void hf_explain_value(hf_buffer *out, const hf_seen *seen);

/** Values that a test or value was made of, each once: what it compares, then
 * the fields and derived values inside. At most `most`; returns how many. */
size_t hf_explain_operands(const hf_trace *trace, const hf_trace **out,
                           size_t most);

/** Whether a condition is a test, and not made of conditions. */
bool hf_explain_is_leaf(const hf_trace *condition);

/** For people, and as JSON; to be freed with handoff_free, NULL when memory
 * ran out. */
char *hf_explain_text(hf_explain *explain, handoff_shape shape, int width);
char *hf_explain_json(const hf_explain *explain);

#endif
