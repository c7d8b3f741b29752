/*
 * Reading facts back, one lead at a time and in time order: what disagreements
 * are derived from. Withdrawn batches do not count, except for their facts
 * that a batch which counts has seen again.
 */
#ifndef HF_LEDGER_STORY_H
#define HF_LEDGER_STORY_H

#include "ledger/facts.h"
#include "ledger/overtaken.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_story_decision {
    int64_t id, as_of, revision, rationale;
    int64_t lead;    /* of which it was said: of one that was merged, too */
    int64_t sla_due; /* or HF_FACTS_NO_TIME */
    hf_view verdict, means, cell, route, fired, unknown, pivotal;
    int64_t score;
    bool has_margin;
    int64_t margin;
    int64_t state; /* another one than that of the decision before it */
} hf_story_decision;

typedef struct hf_story_handoff {
    int64_t id;
    hf_handoff fact;
    bool is_again; /* a run saw it again, which then was overtaken */
} hf_story_handoff;

/** What a disposition says that those before it do not. */
typedef enum hf_story_says {
    HF_STORY_SAYS_ALL,    /* everything in it */
    HF_STORY_SAYS_REASON, /* the status stands, its reason is new */
    HF_STORY_SAYS_REST,   /* another owner or priority alone */
    HF_STORY_SAYS_NOTHING
} hf_story_says;

typedef struct hf_story_disposition {
    int64_t id, batch;
    hf_disposition fact; /* comment empty once erased */
    hf_story_says says;
} hf_story_disposition;

typedef struct hf_story_outcome {
    int64_t id;
    hf_outcome fact;
} hf_story_outcome;

typedef struct hf_story_review {
    int64_t id;
    hf_review fact;
} hf_story_review;

/** All there is of one lead under one rule set; each list by time, then id.
 * Rows that a later one with the same id corrects are left out. Facts of its
 * contacts, opportunities and of leads that were merged into it are among
 * them; those have no story of their own.
 * Facts without a decision before them are there too. */
typedef struct hf_story {
    int64_t lead;
    hf_view key; /* empty: forgotten */
    hf_story_decision *decisions;
    size_t decision_count;
    hf_story_handoff *handoffs; /* scored ones of this rule set, imported ones
                                   of the lead */
    size_t handoff_count;
    hf_story_disposition *dispositions;
    size_t disposition_count;
    hf_story_outcome *outcomes;
    size_t outcome_count;
    hf_story_review *reviews;
    size_t review_count;
} hf_story;

/** What is to be read. */
typedef struct hf_story_range {
    int64_t ruleset;                    /* id */
    int64_t lead;                       /* id, 0: all */
    int64_t known_by;                   /* last batch that counts, 0: all */
    const handoff_agreement *agreement; /* who is a system; or NULL */
    const hf_overtaken *overtaken; /* of the rule set, or NULL: decisions and
                                      handoffs stand where they were kept */
} hf_story_range;

typedef struct hf_stories hf_stories;

/** Begin to read, in order of lead numbers; the caller has a transaction open
 * and closes. */
handoff_status hf_story_open(handoff_ledger *ledger,
                             const hf_story_range *range, hf_stories **out,
                             handoff_findings *findings);

/** The next lead, alive until the next call; `*has_one` false at the end. */
handoff_status hf_story_next(hf_stories *stories, hf_story *out, bool *has_one,
                             handoff_findings *findings);

void hf_story_close(hf_stories *stories);

/** The lead in whose story a lead is told: mostly itself. */
handoff_status hf_story_whole(handoff_ledger *ledger, int64_t lead,
                              int64_t *out, handoff_findings *findings);

/** Until when dispositions were observed: the latest `covers_to` of recorded
 * batches of the kind that count, or HF_FACTS_NO_TIME without one. */
handoff_status hf_story_covered(handoff_ledger *ledger, hf_view kind,
                                int64_t known_by, int64_t *out,
                                handoff_findings *findings);

/** The typed inputs of a decision, a JSON object; empty when erased or not
 * kept. Alive until the next call. */
handoff_status hf_story_inputs(handoff_ledger *ledger, int64_t decision,
                               hf_view *out, handoff_findings *findings);

/** The newest agreement kept, as known by batch `known_by` (0: all), as text;
 * empty: none. */
handoff_status hf_story_agreement(handoff_ledger *ledger, int64_t known_by,
                                  hf_buffer *out, handoff_findings *findings);

#endif
