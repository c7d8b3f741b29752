/* Rule sets and their revisions, kept with their text and criteria. */
#ifndef HF_LEDGER_REVISION_H
#define HF_LEDGER_REVISION_H

#include "ledger/facts.h"
#include "rule/rules.h"

#include <stdbool.h>
#include <stdint.h>

/** Where a revision came from. */
typedef struct hf_revision_origin {
    hf_view git_commit; /* or empty */
    bool is_dirty;      /* the files differ from the commit */
} hf_revision_origin;

/** The ids of the rule set (by name) and of the revision; what is not there
 * yet is added. */
handoff_status hf_revision_keep(hf_facts *facts, const handoff_rules *rules,
                                const hf_revision_origin *origin,
                                int64_t *ruleset, int64_t *revision,
                                handoff_findings *findings);

/** Load a kept revision again, from what the ledger holds alone. HANDOFF_RULES
 * when it does not load or has another hash. The caller frees it. */
handoff_status hf_revision_load(handoff_ledger *ledger, int64_t revision,
                                handoff_rules **out,
                                handoff_findings *findings);

#endif
