/* Values: what stands on either side of a test. Private to engine/plan. */
#ifndef HF_PLAN_VALUES_H
#define HF_PLAN_VALUES_H

#include "plan/build.h"

/** Resolve and type a value. NULL with a finding, or without memory. */
hf_trace *hf_values_type(hf_build *build, const hf_expr *expr);

/** Whether a call by this name is a value rather than a condition. */
bool hf_values_is_function(hf_view name);

#endif
