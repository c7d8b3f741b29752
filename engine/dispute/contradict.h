/* Whether a reason disagrees with what was known of the lead when the rules
 * decided: `contradicted_when`, on the inputs kept. */
#ifndef HF_DISPUTE_CONTRADICT_H
#define HF_DISPUTE_CONTRADICT_H

#include "dispute/units.h"

/** Plans made so far; NULL when memory ran out. What it is given outlives
 * it. */
typedef struct hf_contradict hf_contradict;

hf_contradict *hf_contradict_new(handoff_ledger *ledger,
                                 const hf_ground *ground);
void hf_contradict_free(hf_contradict *self);

/** Set `is_contradicted` of a unit of the lead `key`. What cannot be told,
 * because inputs were not kept or the rules know no such field, is not
 * contradicted. */
handoff_status hf_contradict_unit(hf_contradict *self, hf_view key,
                                  hf_unit *unit, handoff_findings *findings);

#endif
