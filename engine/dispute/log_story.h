/* The whole story of one lead, told to people. Private to engine/dispute. */
#ifndef HF_DISPUTE_LOG_STORY_H
#define HF_DISPUTE_LOG_STORY_H

#include "base/buffer.h"
#include "ledger/agreement.h"
#include "ledger/store.h"

#include <stdint.h>

typedef struct hf_log_story {
    const handoff_agreement *agreement;
    const char *lead;
    const char *ruleset; /* NULL: each of them */
    int64_t as_of;
    int64_t known_by; /* 0: all */
} hf_log_story;

/** Append it: decisions with their rationale, handoffs, what Sales did and
 * why, outcomes, reviews, and what all of it comes to. */
handoff_status hf_log_story_write(handoff_ledger *ledger,
                                  const hf_log_story *asked, hf_buffer *out,
                                  handoff_findings *findings);

#endif
