/*
 * What a row of Sales adds to those before it. Rows with an id of their own
 * are corrected by the one recorded last. A row that tells what is so (a block
 * with `current: true`) is a fact only in what differs from before; one that
 * tells what happened always is. Private to engine/ledger.
 */
#ifndef HF_LEDGER_SAID_H
#define HF_LEDGER_SAID_H

#include "ledger/story.h"

/** Drop what was corrected, bring the rest of one lead's dispositions into the
 * order of time and set `says` of each. What system users wrote, by the
 * agreement (or NULL), does not take the word from people. */
void hf_said_settle(hf_story_disposition *items, size_t *count,
                    const handoff_agreement *agreement);

#endif
