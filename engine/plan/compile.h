/* From typed trees to nodes. Private to engine/plan. */
#ifndef HF_PLAN_COMPILE_H
#define HF_PLAN_COMPILE_H

#include "plan/build.h"

/** The node of a condition or value; remembered in `trace->reg`, which is a
 * node until the plan is linked. HF_NO_NODE without memory. */
uint32_t hf_compile_condition(hf_build *build, hf_trace *trace);
uint32_t hf_compile_value(hf_build *build, hf_trace *trace);

/** The nodes of a derived value: its column, or its cases. */
void hf_compile_derived(hf_build *build, size_t index);

/** The answer of a test (compile_tests.c). */
uint32_t hf_compile_test(hf_build *build, hf_trace *trace);

#endif
