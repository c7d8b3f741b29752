/* What happened in a made-up CRM, and the exports that tell it: the files that
 * Salesforce writes of lead history, tasks, closed leads and opportunities,
 * and two that people keep by hand. */
#ifndef BENCH_CRM_H
#define BENCH_CRM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CRM_ID = 19 };

/** A user: "ae" and 7 is ae-07; number 0 leaves the kind alone. */
typedef struct crm_user {
    const char *kind;
    uint32_t number;
} crm_user;

typedef enum crm_kind {
    CRM_STATUS,
    CRM_RATING,
    CRM_OWNER, /* `owner` is the new one */
    CRM_TASK,  /* done; `text` is its subject */
    CRM_PLAN   /* a task still to be done */
} crm_kind;

/** Texts are static, ids those of the runs that were read. */
typedef struct crm_fact {
    const char *lead;
    int64_t at;
    crm_kind kind;
    crm_user by, owner;
    const char *text, *reason;
    const char *before; /* crm_write finds it, and what is below */
    bool has_contact;   /* the lead was converted in the end */
} crm_fact;

typedef struct crm_deal {
    const char *lead;
    int64_t at, decided;
    bool is_meeting; /* and nothing came of it yet */
    const char *end; /* the stage from `decided` on */
    uint32_t amount;
} crm_deal;

/** What a marketer did with a handoff. */
typedef struct crm_step {
    const char *lead, *kind, *to;
    int64_t at;
    crm_user by;
} crm_step;

/** What a meeting judged of a case. */
typedef struct crm_review {
    const char *lead, *code, *rule_right, *response_right, *note, *action;
    uint32_t cycle;
    int64_t at;
    crm_user by;
} crm_review;

typedef struct crm {
    crm_fact *facts;
    crm_deal *deals;
    crm_step *steps;
    crm_review *reviews;
    size_t fact_count, deal_count, step_count, review_count;
} crm;

/** One more of each; they end the program when memory runs out. */
void crm_add_fact(crm *all, crm_fact fact);
void crm_add_deal(crm *all, crm_deal deal);
void crm_add_step(crm *all, crm_step step);
void crm_add_review(crm *all, crm_review review);

void crm_clear(crm *all);

/** The files of what happened from `from` and before `until` into `folder`:
 * lead-history.csv, tasks.csv, closed-leads.csv, opportunities.csv,
 * own-handoffs.csv, reviews.csv. Closed leads and opportunities are those of
 * the moment `until`. False, with errno, when one cannot be written. */
bool crm_write(crm *all, const char *folder, int64_t from, int64_t until);

#endif
