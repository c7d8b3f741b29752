/* What differs between two revisions of a rule set, in words. */
#ifndef HF_REPORT_RULE_CHANGES_H
#define HF_REPORT_RULE_CHANGES_H

#include "report/parts_cases.h"
#include "rule/rules.h"

/** A line a gate, criterion, axis, group, verdict, route, list, derived value
 * or named condition that was added, removed, or has another property. Into the
 * arena; false when memory ran out. */
bool hf_rule_changes_list(const handoff_rules *before,
                          const handoff_rules *after, hf_arena *arena,
                          hf_lines *out);

#endif
