/* What units are judged by: the agreement, the moment, what was observed, and
 * the rules of each revision. */
#ifndef HF_DISPUTE_GROUND_H
#define HF_DISPUTE_GROUND_H

#include "ledger/agreement.h"
#include "ledger/story.h"
#include "rule/rules.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_ground_revision {
    int64_t id;
    handoff_rules *rules; /* NULL: they do not load */
} hf_ground_revision;

typedef struct hf_ground {
    const handoff_agreement *agreement;
    int64_t as_of;         /* facts after it are not known yet */
    int64_t covered;       /* dispositions; HF_FACTS_NO_TIME: none */
    bool has_seen_touches; /* an export that would show them was recorded */
    hf_ground_revision *revisions; /* ascending by id */
    size_t revision_count;
} hf_ground;

/** The rules of a revision, or NULL. */
const handoff_rules *hf_ground_rules(const hf_ground *ground, int64_t revision);

/** Seconds of the SLA that a decision's route promises, 0: none. */
int64_t hf_ground_sla(const hf_ground *ground,
                      const hf_story_decision *decision);

/**
 * Read all of it from the ledger: `revisions` are loaded, `covered` and
 * `has_seen_touches` asked for. `agreement` and `as_of` are the caller's.
 * Statuses as hf_db_status; clear in any case.
 */
handoff_status hf_ground_load(hf_ground *ground, handoff_ledger *ledger,
                              int64_t known_by, handoff_findings *findings);
void hf_ground_clear(hf_ground *ground);

/** Id of a fired label: "size" of "size.1:30" and of "size:gate". */
hf_view hf_ground_label_id(hf_view label);

/** Take the next label off `*rest`, which they stand in joined by `;`. */
bool hf_ground_next_label(hf_view *rest, hf_view *out);

#endif
