/* The right sides of `in`, `any of` and `all of`. Private to engine/plan. */
#ifndef HF_PLAN_MEMBERS_H
#define HF_PLAN_MEMBERS_H

#include "plan/build.h"

/** Read a list or the elements of [ ] as `kind`. NULL with a finding when one
 * of them is not of the kind or there is no such list. */
const hf_members *hf_members_read(hf_build *build, const hf_expr *set,
                                  hf_kind kind);

#endif
