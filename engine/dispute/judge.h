/* The steps by which a unit that was found is judged, in their order. */
#ifndef HF_DISPUTE_JUDGE_H
#define HF_DISPUTE_JUDGE_H

#include "dispute/units.h"

/** Code, deed, at, touches: rules 2 to 4 of the way a unit gets its code. */
void hf_classify_unit(const hf_ground *ground, hf_unit *unit);

/** Who, and why; false when memory ran out. */
bool hf_reasons_apply(const hf_ground *ground, hf_unit *unit, hf_arena *arena);

/** The agreed minimum of attempts for a unit whose closing deed is `closing`,
 * NULL for the general one. */
int64_t hf_reasons_minimum(const hf_ground *ground, const hf_unit *unit,
                           const hf_deed *closing);

/** What became of it; `deeds` are all of the lead. */
void hf_resolve_unit(const hf_ground *ground, const hf_story *story,
                     const hf_deed *deeds, size_t deed_count, hf_unit *unit);

#endif
