/*
 * Scoring one lead at a time, for programs that have leads of their own: web
 * forms, queues, tests. For exports see output.h, which is far faster.
 */
#ifndef HANDOFF_VERDICT_H
#define HANDOFF_VERDICT_H

#include "handoff/leads.h"
#include "handoff/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct handoff_scorer handoff_scorer;

/** What the rules say of one lead. All texts and arrays belong to the scorer
 * and live until its next call. Points and sums are whole, after clamping. */
typedef struct handoff_verdict {
    const char *lead;    /* the id as shown */
    const char *verdict; /* the team's word: "mql" */
    const char *route;   /* "" when none holds */
    const char *cell;    /* "A2"; "" when an axis has no bands */
    int64_t score;
    const int64_t *axes;        /* handoff_plan_axis_count of them */
    const char *const *fired;   /* "size.1:30", "competitor:gate" */
    const char *const *unknown; /* ids of gates and criteria */
    const char *const *shadow;  /* as fired */
    size_t fired_count, unknown_count, shadow_count;
    int completeness; /* percent, rounded down */
    handoff_means means;
} handoff_verdict;

/** One a thread. NULL when memory ran out. The plan outlives it. */
HANDOFF_API handoff_scorer *handoff_scorer_new(const handoff_plan *plan);

/** Accepts NULL. */
HANDOFF_API void handoff_scorer_free(handoff_scorer *scorer);

/**
 * Score one lead given as field values; a field that is not named is missing
 * (and takes its default). HANDOFF_USAGE with a finding for an unknown field;
 * HANDOFF_DATA without an id or when a pattern hit its limit.
 */
HANDOFF_API handoff_status handoff_score_lead(handoff_scorer *scorer,
                                              const handoff_value *values,
                                              size_t count,
                                              handoff_verdict *out,
                                              handoff_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
