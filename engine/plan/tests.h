/* Tests: a value, an operator, and what stands behind it. Private to
 * engine/plan. */
#ifndef HF_PLAN_TESTS_H
#define HF_PLAN_TESTS_H

#include "plan/build.h"

/** Resolve and type a test (HF_EXPR_EQUAL to HF_EXPR_IS_MISSING). NULL with a
 * finding, or without memory. */
hf_trace *hf_tests_type(hf_build *build, const hf_expr *expr);

#endif
