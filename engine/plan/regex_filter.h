/* What a text must hold to be worth a search. */
#ifndef HF_PLAN_REGEX_FILTER_H
#define HF_PLAN_REGEX_FILTER_H

#include "kernel/lanes.h"
#include "plan/regex.h"

#include <stdbool.h>

/**
 * Fill in a filter that every text passes in which the pattern is found. False
 * when the tree gives none that is worth it. The regex has a tree.
 */
bool hf_regex_filter(const hf_regex *regex, hf_lanes_filter *out);

#endif
