/*
 * A plan while it is made. The parts, in the order in which they work:
 * names (what a name means here), members (right sides of `in`), values, tests
 * and conditions (typed trees), nodes (operations, each once), compile (trees
 * to nodes), link (nodes to the program). Private to engine/plan.
 */
#ifndef HF_PLAN_BUILD_H
#define HF_PLAN_BUILD_H

#include "base/buffer.h"
#include "base/table.h"
#include "diag/findings.h"
#include "plan/ops.h"
#include "plan/plan.h"
#include "plan/trace.h"
#include "rule/rules.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_name_kind {
    HF_NAME_UNKNOWN,
    HF_NAME_FIELD,
    HF_NAME_DERIVED,
    HF_NAME_CONDITION,
    HF_NAME_AXIS, /* from here on: results */
    HF_NAME_SCORE,
    HF_NAME_COMPLETENESS,
    HF_NAME_CELL,
    HF_NAME_GATED
} hf_name_kind;

typedef struct hf_name {
    hf_name_kind kind;
    uint32_t index; /* of the field, derived value, condition or axis */
} hf_name;

/** Where an expression stands: what it may use. */
typedef enum hf_place {
    HF_PLACE_DERIVED,   /* fields, derived values above */
    HF_PLACE_CONDITION, /* fields, derived values, conditions */
    HF_PLACE_VERDICT    /* results too */
} hf_place;

/** The answers of one gate or criterion that counts. */
typedef struct hf_case_nodes {
    uint32_t answer;       /* HF_NO_NODE: it does not count */
    const uint32_t *taken; /* by case */
} hf_case_nodes;

/** A derived `first`: true where some case is, and by case. */
typedef struct hf_derived_nodes {
    uint32_t value; /* of one that is written as a value */
    uint32_t any;
    const uint32_t *taken;
} hf_derived_nodes;

/** Ids in their order of first use. One that stands twice, which is a mistake,
 * has one number, so numbers alone are no places in the rule set. */
typedef struct hf_ids {
    hf_table table;
    uint32_t *places; /* by number: index in the rule set */
} hf_ids;

enum { HF_NO_NODE = UINT32_MAX };

typedef struct hf_build {
    handoff_plan *plan;
    const handoff_rules *rules;
    handoff_findings *findings;
    bool out_of_memory;
    hf_buffer text; /* for one spelling at a time */

    /* names */
    hf_table names; /* number: index into name_list */
    hf_name *name_list;
    size_t name_count;
    hf_ids lists, gates, criteria;
    hf_place place;
    size_t derived_count;            /* those that may be used now */
    const hf_members **list_members; /* [list * 6 + kind], as needed */

    /* trees */
    hf_trace **traces; /* every node, to bind its register at the end */
    size_t trace_count, trace_room;
    hf_trace **criteria_traces; /* the cases of every criterion, in order */
    hf_trace **gate_traces;

    /* nodes */
    hf_op *nodes; /* args and out are nodes here */
    size_t node_count, node_room;
    hf_table node_keys;
    hf_buffer key;
    hf_derived_nodes *derived_nodes;
    hf_case_nodes *gate_nodes, *criterion_nodes;
    uint32_t *item_nodes, *subject_nodes, *verdict_nodes, *route_nodes;
    hf_pattern_matcher *matcher;
} hf_build;

/** Cleared room in the plan's arena, or NULL with `out_of_memory` set. Room
 * for no element is not NULL. */
void *hf_build_zero(hf_build *build, size_t count, size_t size);

/** A copy in the plan's arena; `ptr` is NULL and `out_of_memory` set when
 * memory ran out. */
hf_view hf_build_copy(hf_build *build, hf_view text);

/** Give back what serves the making alone. */
void hf_build_clear(hf_build *build);

#endif
