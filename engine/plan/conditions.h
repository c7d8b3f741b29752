/* Conditions: tests, names that stand alone, and what joins them. Private to
 * engine/plan. */
#ifndef HF_PLAN_CONDITIONS_H
#define HF_PLAN_CONDITIONS_H

#include "plan/build.h"

/** Resolve and type a condition; `expr` NULL is one that always holds. NULL
 * with a finding, or without memory. */
hf_trace *hf_conditions_type(hf_build *build, const hf_expr *expr);

#endif
