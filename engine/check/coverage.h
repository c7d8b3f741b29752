/* How much of a rule set tests have seen. */
#ifndef HF_CHECK_COVERAGE_H
#define HF_CHECK_COVERAGE_H

#include "base/arena.h"
#include "eval/verdicts.h"
#include "plan/plan.h"
#include "rule/rules.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What can be reached. */
typedef enum hf_goal_kind {
    HF_GOAL_VERDICT,
    HF_GOAL_ROUTE,
    HF_GOAL_GATE,
    HF_GOAL_CRITERION,
    HF_GOAL_CASE,
    HF_GOAL_CONDITION,
    HF_GOAL_KINDS
} hf_goal_kind;

/** One part of the rule set and how often tests saw it how. */
typedef struct hf_goal {
    hf_goal_kind kind;
    hf_view name;
    uint64_t true_count, false_count, unknown_count;
} hf_goal;

/** What the tests reached: of gates, criteria and conditions both true and
 * false, of the rest that it came about. Unknown is shown, not asked for: of
 * many conditions it cannot come. */
typedef struct hf_coverage {
    hf_goal *goals; /* by kind, in the order of the rule set */
    size_t count;
    uint32_t first[HF_GOAL_KINDS + 1];
    uint32_t *criteria; /* by criterion of the rule set: its goal */
    uint32_t *cases;    /* by criterion of the rule set: its first case */
} hf_coverage;

/** All parts of a rule set that are not off, in `arena`; false: no memory. */
bool hf_coverage_init(hf_coverage *coverage, const handoff_rules *rules,
                      hf_arena *arena);

enum { HF_NO_GOAL = UINT32_MAX };

/** Where each item and subject of one plan counts. */
typedef struct hf_coverage_map {
    uint32_t *items;    /* by item: goal of its case, or HF_NO_GOAL */
    uint32_t *subjects; /* by subject */
} hf_coverage_map;

bool hf_coverage_map_init(hf_coverage_map *map, const hf_coverage *coverage,
                          const handoff_rules *rules, const handoff_plan *plan,
                          hf_arena *arena);

/** Count the lead that the scorer has just scored, in row 0. */
void hf_coverage_count(hf_coverage *coverage, const hf_coverage_map *map,
                       const handoff_plan *plan, const hf_scorer *scorer,
                       const hf_verdicts *verdicts);

/** What is to be reached in a kind of goals, and what was. */
void hf_coverage_tally(const hf_coverage *coverage, hf_goal_kind kind,
                       uint64_t *reached, uint64_t *wanted);

/** Percent of all goals, rounded down; 100 when there is none. */
int hf_coverage_percent(const hf_coverage *coverage);

/** "verdicts", "criteria". */
const char *hf_coverage_kind(hf_goal_kind kind);

/** Whether being false is to be reached as well. */
bool hf_coverage_wants_both(hf_goal_kind kind);

#endif
