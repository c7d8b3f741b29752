/*
 * Taking facts in: a batch is begun, facts are added to it, it is sealed into
 * the chain and committed, all in one transaction. A fact that is there
 * already (it says the same, in a batch that counts) is only noted as seen
 * again. All views are copied; texts may be empty, which is kept as NULL.
 */
#ifndef HF_LEDGER_FACTS_H
#define HF_LEDGER_FACTS_H

#include "ledger/agreement.h"
#include "ledger/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HF_FACTS_NO_TIME INT64_MIN

/** What is known of a batch when it begins. */
typedef struct hf_facts_batch {
    hf_view kind; /* "score", "dispositions", ...: see migrations.def */
    int64_t at;   /* now */
    hf_view who;
    hf_view file;      /* or empty */
    hf_view file_hash; /* 64 hex digits, or empty */
    int64_t as_of;     /* or HF_FACTS_NO_TIME */
} hf_facts_batch;

/** What is known when it is sealed; HF_FACTS_NO_TIME where it is not. */
typedef struct hf_facts_totals {
    int64_t ruleset, revision, agreement; /* ids, 0: none */
    int64_t covers_from, covers_to;
    int64_t rows_read, rows_rejected;
    hf_view totals; /* JSON of a scoring run, or empty */
} hf_facts_totals;

typedef struct hf_facts hf_facts;

/** BEGIN IMMEDIATE and the open batch. The caller ends with hf_facts_close;
 * statuses of all calls as hf_db_status. */
handoff_status hf_facts_begin(handoff_ledger *ledger,
                              const hf_facts_batch *batch, hf_facts **out,
                              handoff_findings *findings);

int64_t hf_facts_batch_id(const hf_facts *facts);

/** Counts so far: rows added, and known already. */
uint64_t hf_facts_added(const hf_facts *facts);
uint64_t hf_facts_known(const hf_facts *facts);

/** Into the chain; nothing may be added behind it. */
handoff_status hf_facts_seal(hf_facts *facts, const hf_facts_totals *totals,
                             handoff_findings *findings);

/** After the seal. */
handoff_status hf_facts_commit(hf_facts *facts, handoff_findings *findings);

/** Roll back what was not committed, free. Accepts NULL. */
void hf_facts_close(hf_facts *facts);

/** A lead, new or not. `is_forgotten`: it was erased and stays so; then there
 * is no id. */
typedef struct hf_facts_lead {
    int64_t id;
    bool is_new;
    bool is_forgotten;
    unsigned char salt[HF_STORE_SALT];
} hf_facts_lead;

/** The lead of a key (the id as shown). */
handoff_status hf_facts_find_lead(hf_facts *facts, hf_view key,
                                  hf_facts_lead *out,
                                  handoff_findings *findings);

/** Whether any rule set has decided on the lead, or on one that it is linked
 * with. */
bool hf_facts_is_decided(hf_facts *facts, int64_t lead);

/** Whether a batch that counts has the same file, kind, agreement and covered
 * time; `totals` are those this one would be sealed with. */
bool hf_facts_is_repeated(hf_facts *facts, const hf_facts_totals *totals);

typedef struct hf_disposition {
    int64_t at;
    hf_view actor, team, status, reason, priority, owner; /* as written */
    hf_view source;  /* id of the row where it comes from, or empty */
    bool is_current; /* says what is so at that time, not what happened */
    hf_view comment; /* erasable */
    int64_t line;
} hf_disposition;

typedef struct hf_outcome {
    hf_view opportunity, stage;
    int64_t at;
    bool has_amount;
    int64_t amount; /* millionths */
    hf_view currency;
    hf_view matched; /* "lead", "contact", "opportunity": whose id it gave */
    int64_t line;
} hf_outcome;

typedef struct hf_handoff {
    int64_t ruleset;  /* 0: imported, for whichever has decided on the lead */
    int64_t cycle;    /* 0: imported, it follows from the times */
    int64_t decision; /* 0: imported */
    int64_t at;
    int64_t due;                    /* or HF_FACTS_NO_TIME: none */
    hf_view recipient, kind, actor; /* kind as written; "scored" of a run */
    int64_t line;
} hf_handoff;

typedef struct hf_review {
    int64_t cycle;
    hf_view code, reviewer;
    int64_t at;
    int rule_right, response_right; /* 0, 1; -1: not said */
    hf_view note;                   /* erasable */
    hf_view action;
    int64_t line;
} hf_review;

typedef enum hf_link_kind {
    HF_LINK_CONTACT,
    HF_LINK_OPPORTUNITY,
    HF_LINK_MASTER
} hf_link_kind;

/** "contact", "opportunity", "master". */
hf_view hf_facts_link_name(hf_link_kind kind);

/** Add a fact of a lead; `*is_known` when it was there already. */
handoff_status hf_facts_add_disposition(hf_facts *facts,
                                        const hf_facts_lead *lead,
                                        const hf_disposition *disposition,
                                        bool *is_known,
                                        handoff_findings *findings);
handoff_status hf_facts_add_outcome(hf_facts *facts, const hf_facts_lead *lead,
                                    const hf_outcome *outcome, bool *is_known,
                                    handoff_findings *findings);
handoff_status hf_facts_add_handoff(hf_facts *facts, const hf_facts_lead *lead,
                                    const hf_handoff *handoff, bool *is_known,
                                    handoff_findings *findings);
handoff_status hf_facts_add_review(hf_facts *facts, const hf_facts_lead *lead,
                                   const hf_review *review, bool *is_known,
                                   handoff_findings *findings);
/** `key` is the id of the contact, opportunity or surviving lead. */
handoff_status hf_facts_add_link(hf_facts *facts, const hf_facts_lead *lead,
                                 hf_link_kind kind, hf_view key, int64_t line,
                                 bool *is_known, handoff_findings *findings);

/** Keep the agreement unless it is the newest one kept; its id. */
handoff_status hf_facts_keep_agreement(hf_facts *facts,
                                       const handoff_agreement *agreement,
                                       int64_t *out,
                                       handoff_findings *findings);

/**
 * Add any row: `values[0]` is its id and `values[1]` the batch, both filled in
 * here; `*id` is the new id. Goes into the digest of the batch.
 */
handoff_status hf_facts_add_row(hf_facts *facts, hf_facts_table table,
                                hf_db_value *values, int count, int64_t *id,
                                handoff_findings *findings);

/** The fact was seen again in this batch. */
handoff_status hf_facts_see(hf_facts *facts, hf_facts_table table, int64_t id,
                            handoff_findings *findings);

#endif
