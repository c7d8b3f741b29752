/* Which answers come from personal fields. Private to engine/plan. */
#ifndef HF_PLAN_PERSONAL_H
#define HF_PLAN_PERSONAL_H

#include "plan/build.h"

/** List, in the linked program, the tests that read a personal field or a
 * value worked out from one, and say which they are by a print of 32 bits. The
 * id is none of them: a lead is known by it. False without memory. */
bool hf_personal_find(hf_build *build);

#endif
