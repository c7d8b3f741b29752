/* From nodes to the program. Private to engine/plan. */
#ifndef HF_PLAN_LINK_H
#define HF_PLAN_LINK_H

#include "plan/build.h"

/** Keep what something that counts asks for, give it registers, join the
 * tests of each text column, and bind the trees. False without memory. */
bool hf_link_program(hf_build *build);

#endif
