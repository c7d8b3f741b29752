/* Axes, groups, cells; gates and criteria that count. Private to
 * engine/plan. */
#ifndef HF_PLAN_POINTS_H
#define HF_PLAN_POINTS_H

#include "plan/build.h"

/** Copy axes, bands, groups and limits, and name the cells. False without
 * memory; too many cells are a finding. */
bool hf_points_axes(hf_build *build);

/** Whether a criterion is on and inside its dates at the plan's moment. */
bool hf_points_counts(const hf_build *build, const hf_criterion *criterion);

/** Gates and criteria, typed already, as nodes, subjects and items. False
 * without memory. */
bool hf_points_items(hf_build *build);

#endif
