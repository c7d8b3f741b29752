/* Which named condition is looked at before which. Private to engine/plan. */
#ifndef HF_PLAN_ORDER_H
#define HF_PLAN_ORDER_H

#include "plan/build.h"

/**
 * The conditions in an order in which each comes behind those it uses, into
 * `order` (condition_count of them). Conditions that use one another in a
 * ring are a finding that shows the ring; they are in the order all the same.
 * False when memory ran out.
 */
bool hf_order_conditions(hf_build *build, uint32_t *order);

#endif
