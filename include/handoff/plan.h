/*
 * Plans: a rule set made ready to score at one moment. Making one resolves
 * every name and checks every type, so it is also the second half of checking
 * a rule set. A plan is immutable and may be shared by threads.
 */
#ifndef HANDOFF_PLAN_H
#define HANDOFF_PLAN_H

#include "handoff/leads.h"
#include "handoff/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct handoff_plan handoff_plan;

/**
 * Resolve `rules` as of a moment, which fixes `days_since`, `within`, and
 * which criteria are inside their dates. HANDOFF_RULES with findings when a
 * name or type is wrong; HANDOFF_SYSTEM when memory ran out. The plan does
 * not need the rule set any more; the caller frees it.
 */
HANDOFF_API handoff_status handoff_plan_new(const handoff_rules *rules,
                                            handoff_time as_of,
                                            handoff_plan **out,
                                            handoff_findings *findings);

/**
 * Load the rule set at `path` and make its plan: handoff_rules_load and
 * handoff_plan_new in one, with the mistakes of both told in one go. `rules`
 * may be NULL; else the caller frees `*rules` as well.
 */
HANDOFF_API handoff_status handoff_plan_load(const char *path,
                                             handoff_time as_of,
                                             handoff_rules **rules,
                                             handoff_plan **out,
                                             handoff_findings *findings);

/** Accepts NULL. */
HANDOFF_API void handoff_plan_free(handoff_plan *plan);

/** The moment it was made for. */
HANDOFF_API handoff_time handoff_plan_as_of(const handoff_plan *plan);

/** Axes in the order of the rule set; names belong to the plan. */
HANDOFF_API size_t handoff_plan_axis_count(const handoff_plan *plan);
HANDOFF_API const char *handoff_plan_axis_name(const handoff_plan *plan,
                                               size_t axis);

#ifdef __cplusplus
}
#endif

#endif
