/*
 * The plan: a rule set resolved, typed, shared and ordered for one moment.
 * Immutable, in one arena, borrowing nothing from the rule set, shared by
 * threads. What output, explanation and ledger need to know of it stands
 * here; the operations stand in plan/ops.h.
 */
#ifndef HF_PLAN_PLAN_H
#define HF_PLAN_PLAN_H

#include "base/arena.h"
#include "batch/fields.h"
#include "diag/findings.h"
#include "handoff/plan.h"
#include "plan/trace.h"
#include "rule/rules.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * What can fire: a gate or one case of a criterion that is active or shadow
 * and inside its dates. Items are numbered gates first, then the active
 * criteria in the order of the file, case by case, then the shadow ones.
 */
typedef struct hf_item {
    hf_view label;    /* as in the `fired` column: "size.1:30", "optout:gate" */
    hf_view id;       /* "size", of the gate or criterion */
    uint32_t subject; /* index into subjects */
    uint32_t number;  /* of the case from 1; 0 without `first` */
    int64_t points;   /* 0 for gates */
    hf_view because;  /* of the case, else of the criterion or gate */
    hf_view when;     /* canonical text of its condition */
} hf_item;

typedef enum hf_subject_kind {
    HF_SUBJECT_GATE,
    HF_SUBJECT_CRITERION,
    HF_SUBJECT_SHADOW
} hf_subject_kind;

/** A gate or criterion: what can be unknown. Same order as the items. */
typedef struct hf_subject {
    hf_view id;
    hf_subject_kind kind;
    bool is_consent;
    uint32_t first_item, item_count;
    uint32_t axis;  /* criteria: index */
    uint32_t group; /* criteria: index, or UINT32_MAX */
    hf_view because, owner;
} hf_subject;

typedef struct hf_plan_axis {
    hf_view name;
    hf_limits limits;
    uint32_t first_band, band_count; /* into bands */
} hf_plan_axis;

typedef struct hf_plan_group {
    hf_view name;
    uint32_t axis;
    hf_limits limits;
} hf_plan_group;

typedef struct hf_plan_band {
    hf_view name;
    bool is_any;
    int64_t from;
} hf_plan_band;

typedef struct hf_plan_verdict {
    hf_view name;
    hf_means means;
    hf_view when; /* canonical text; empty on the last */
} hf_plan_verdict;

typedef struct hf_plan_route {
    hf_view to;
    int64_t sla; /* seconds, 0: none */
    hf_view when;
} hf_plan_route;

typedef struct hf_program hf_program; /* plan/ops.h */

struct handoff_plan {
    hf_arena arena;
    handoff_time as_of;
    hf_view name, title;
    char revision[65];
    hf_fields fields;
    hf_item *items;
    uint32_t item_count;   /* all */
    uint32_t active_items; /* gates and active criteria: in `fired` */
    hf_subject *subjects;
    uint32_t subject_count;
    uint32_t active_subjects; /* gates and active criteria: in `unknown` */
    hf_plan_axis *axes;
    uint32_t axis_count;
    hf_plan_group *groups;
    uint32_t group_count;
    hf_plan_band *bands;
    uint32_t band_count;
    hf_limits score;
    bool has_cells; /* every axis has bands */
    hf_view *cells; /* names by cell number, when has_cells */
    uint32_t cell_count;
    hf_plan_verdict *verdicts;
    uint32_t verdict_count;
    hf_plan_route *routes;
    uint32_t route_count;
    hf_traces traces;
    hf_program *program;
};

#endif
