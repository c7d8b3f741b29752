/*
 * Units: one handoff, or one held lead, with the facts that belong to it.
 * Found by units.c, given a code by classify.c, a reason by reasons.c, and
 * what became of it by resolve.c.
 */
#ifndef HF_DISPUTE_UNITS_H
#define HF_DISPUTE_UNITS_H

#include "base/arena.h"
#include "dispute/ground.h"
#include "ledger/story.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_unit_code {
#define HF_UNIT_CODE(name, side, mode, words) HF_UNIT_##name,
#include "dispute/codes.def"
#undef HF_UNIT_CODE
    HF_UNIT_CODE_COUNT
} hf_unit_code;

typedef enum hf_resolution {
    HF_RESOLUTION_NONE,
#define HF_RESOLUTION(code, name, words) HF_RESOLUTION_##code,
#include "dispute/resolutions.def"
#undef HF_RESOLUTION
} hf_resolution;

/** A disposition and what it means. */
typedef struct hf_deed {
    const hf_story_disposition *fact;
    int64_t at;
    hf_action action;
    hf_side side; /* whose hand; of an unknown one, Sales */
    int priority; /* rank, -1: none */
    bool is_conversation;
    hf_view team; /* as written, else of the person */
} hf_deed;

typedef enum hf_unit_kind {
    HF_UNIT_HANDED,
    HF_UNIT_HELD,
    HF_UNIT_KEPT_BACK /* a pass that was never handed over */
} hf_unit_kind;

typedef struct hf_unit {
    hf_unit_kind kind;
    bool is_forced, is_blocked; /* by a marketer */
    hf_view blocker;
    int64_t cycle;
    int64_t began;                      /* handed, or first decided */
    int64_t handed, due;                /* or HF_FACTS_NO_TIME */
    int64_t sla;                        /* seconds, 0: none */
    const hf_story_handoff *handoff;    /* NULL: not handed */
    const hf_story_decision *decisions; /* of a held one: all, in a row */
    size_t decision_count;
    hf_deed *deeds;
    size_t deed_count;

    /* classify.c */
    const hf_story_decision *decision; /* the one that counts */
    hf_unit_code code;
    const hf_deed *deed; /* that decided the code, NULL: none did */
    int64_t at;
    int64_t touched; /* first touch, or HF_FACTS_NO_TIME */
    int64_t attempts;
    bool is_reversed;
    int64_t until; /* until then time alone changes nothing;
                      HF_FACTS_NO_TIME: for good */

    /* reasons.c */
    hf_view actor, team, reason;
    const hf_reason *means; /* NULL: no reason that is mapped */
    hf_view disputes;       /* joined by `;`, in the arena */
    bool is_unexplained;
    bool is_contradicted; /* contradict.c */
    bool is_bulk;         /* closings.c */

    hf_resolution resolution; /* resolve.c */
} hf_unit;

/** The units of one lead; reused from lead to lead. */
typedef struct hf_units {
    hf_unit *items;
    size_t count, room;
    hf_deed *deeds;
    size_t deed_count, deed_room;
    bool out_of_memory;
    int64_t next_fact; /* the earliest after as-of, or HF_FACTS_NO_TIME */
    hf_arena arena;
} hf_units;

/** "HS_REJECT"; "high" or ""; "passive" or ""; what people say. */
hf_view hf_units_code_text(hf_unit_code code);
hf_view hf_units_side(hf_unit_code code);
hf_view hf_units_mode(hf_unit_code code);
hf_view hf_units_words(hf_unit_code code);
hf_view hf_units_resolution_text(hf_resolution resolution);

/** What people say for a resolution's name in data; "" for what is none. */
hf_view hf_units_resolution_words(hf_view name);

/** The code of a name in any case; HF_UNIT_CODE_COUNT: there is none. */
hf_unit_code hf_units_code(hf_view name);

/** Whether it is a disagreement. */
bool hf_units_is_override(hf_unit_code code);

/**
 * The units of a story with all that can be told from it alone: everything
 * but is_contradicted and is_bulk. They point into story and ground. False
 * when memory ran out.
 */
bool hf_units_find(hf_units *units, const hf_ground *ground,
                   const hf_story *story);
void hf_units_clear(hf_units *units);

#endif
