/*
 * Changes of one field that could change a verdict, gathered from what the
 * conditions compare it with. They are proposals: whether one changes
 * anything is found out by scoring it (flip.h).
 */
#ifndef HF_CHECK_CANDIDATES_H
#define HF_CHECK_CANDIDATES_H

#include "base/arena.h"
#include "base/view.h"
#include "check/probe.h"
#include "eval/seen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HF_CANDIDATES_EACH = 48,   /* of one field */
    HF_CANDIDATES_MEMBERS = 6, /* of one list, that are proposed */
    HF_CHANGE_WHOLE = 1000000  /* a change into something altogether other */
};

/** Another raw text for one field. */
typedef struct hf_candidate {
    uint32_t field;
    hf_view text;     /* as a cell would hold it; empty: no value */
    int64_t distance; /* how large the change is, HF_CHANGE_WHOLE: wholly */
    bool is_private;  /* the text holds something of a personal value */
} hf_candidate;

typedef struct hf_candidates {
    const handoff_plan *plan;
    const hf_probe *probe; /* has the lead in row 0 */
    const hf_view *cells;  /* its raw cells, by field; ptr NULL: no column,
                              and nothing is proposed */
    hf_arena *arena;
    hf_candidate *items;
    size_t count, room;
    uint32_t *of_field; /* how many, by field */
    bool *seen_derived, *seen_conditions;
    bool is_private; /* what is added now */
    bool out_of_memory;
} hf_candidates;

/**
 * Gather from all that counts now. Texts live in `arena`, nothing points into
 * the probe afterwards. False when memory ran out; the caller clears.
 */
bool hf_candidates_collect(hf_candidates *candidates, const hf_probe *probe,
                           const hf_view *cells, hf_arena *arena);

void hf_candidates_clear(hf_candidates *candidates);

/** Add one, unless it is there or is what the cell holds. The text is
 * copied. */
void hf_candidates_add(hf_candidates *candidates, uint32_t field, hf_view text,
                       int64_t distance);

/* ---- Aiming (aim.c) ------------------------------------------------------ */

/** Propose cells of the fields below `value` that would make it `target`, of
 * the value's kind. */
void hf_aim_value(hf_candidates *candidates, const hf_trace *value,
                  const hf_seen *target);

/** Propose that the set below `value` has, or has no longer, this element. */
void hf_aim_element(hf_candidates *candidates, const hf_trace *value,
                    hf_view element, bool is_wanted);

/** Propose that the fields below `value` hold none, or some value. */
void hf_aim_missing(hf_candidates *candidates, const hf_trace *value);

#endif
