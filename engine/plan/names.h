/* What a name means in one place of a rule set. Private to engine/plan. */
#ifndef HF_PLAN_NAMES_H
#define HF_PLAN_NAMES_H

#include "plan/build.h"

/** Number all names and ids of the rule set. False without memory. */
bool hf_names_init(hf_build *build);

/** What `name` means at build->place. A name that means something, but not
 * here (a result, a derived value further down, a condition under `derived`),
 * or nothing at all is a finding at `span` and HF_NAME_UNKNOWN. `wanted` is
 * what stands in the message: "field", "field or condition". */
hf_name hf_names_find(hf_build *build, hf_view name, hf_span span,
                      const char *wanted);

/** What `name` means anywhere, without a finding. */
hf_name hf_names_peek(const hf_build *build, hf_view name);

/** Where the id stands in the rule set, the first of two alike, or
 * HF_TABLE_NONE. */
uint32_t hf_names_place(const hf_ids *ids, hf_view id);

/** The index of a list, or HF_TABLE_NONE with a finding. */
uint32_t hf_names_list(hf_build *build, hf_view name, hf_span span);

/** Hang "did you mean" on a finding: the nearest of `words`. False when there
 * is none. Accepts a finding of NULL. */
bool hf_names_suggest(hf_build *build, hf_finding *finding, hf_view word,
                      const hf_view *words, size_t count);

#endif
