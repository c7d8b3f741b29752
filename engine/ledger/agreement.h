/*
 * The agreement file as its authors meant it: every name that Sales uses,
 * mapped. Immutable after loading; one arena. Names compare trimmed and with
 * ASCII case folded (hf_agreement_find_*).
 */
#ifndef HF_LEDGER_AGREEMENT_H
#define HF_LEDGER_AGREEMENT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/table.h"
#include "base/view.h"
#include "diag/findings.h"
#include "handoff/ledger.h"
#include "ledger/calendar.h"
#include "rule/expr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What a disposition means, in the order of facts of one second. */
typedef enum hf_action {
    HF_ACTION_HANDED, /* says that Sales has it, nothing more */
    HF_ACTION_ACCEPTED,
    HF_ACTION_TOUCHED,
    HF_ACTION_REJECTED,
    HF_ACTION_RECYCLED,
    HF_ACTION_DISQUALIFIED,
    HF_ACTION_CONVERTED,
    HF_ACTION_REASSIGNED,
    HF_ACTION_REPRIORITISED,
    HF_ACTION_PULLED,
    HF_ACTION_COUNT,
    HF_ACTION_UNMAPPED = HF_ACTION_COUNT
} hf_action;

typedef enum hf_level {
    HF_LEVEL_MEETING,
    HF_LEVEL_OPPORTUNITY,
    HF_LEVEL_WON,
    HF_LEVEL_LOST,
    HF_LEVEL_NO_DECISION,
    HF_LEVEL_COUNT,
    HF_LEVEL_UNMAPPED = HF_LEVEL_COUNT
} hf_level;

typedef enum hf_handoff_kind {
    HF_HANDOFF_HANDED,
    HF_HANDOFF_FORCED,
    HF_HANDOFF_BLOCKED,
    HF_HANDOFF_UNMAPPED
} hf_handoff_kind;

/** Which columns of an export hold what; the first of the header that is
 * listed serves. */
typedef enum hf_role {
    HF_ROLE_LEAD,
    HF_ROLE_STATUS, /* or stage, or kind */
    HF_ROLE_AT,
    HF_ROLE_ACTOR, /* or by */
    HF_ROLE_TEAM,  /* or to */
    HF_ROLE_REASON,
    HF_ROLE_COMMENT,
    HF_ROLE_PRIORITY,
    HF_ROLE_OWNER,
    HF_ROLE_OPPORTUNITY,
    HF_ROLE_AMOUNT,
    HF_ROLE_CURRENCY,
    HF_ROLE_CONTACT,
    HF_ROLE_MASTER,
    HF_ROLE_COUNT
} hf_role;

typedef struct hf_columns {
    hf_view *names;        /* best first */
    size_t count;          /* 0: not given */
    bool is_salesforce_id; /* 15 characters mean the same as 18 */
} hf_columns;

/** A name Sales uses and what it stands for: an hf_action, hf_level,
 * hf_handoff_kind, or the rank of a priority (0 is the highest). */
typedef struct hf_mapping {
    hf_view name; /* as written */
    unsigned to;
    hf_span span;
} hf_mapping;

typedef struct hf_filter { /* `only` */
    hf_view column;
    hf_view *values;
    size_t count;
} hf_filter;

/** One export format. */
typedef struct hf_agreement_block {
    hf_span span;
    hf_columns columns[HF_ROLE_COUNT];
    hf_date_format format; /* of `at` */
    hf_zone zone;
    char decimal_mark; /* of `amount` */
    hf_filter *only;
    size_t only_count;
    hf_mapping *statuses; /* or stages, kinds */
    size_t status_count;
    hf_mapping *priorities;
    size_t priority_count;
} hf_agreement_block;

typedef enum hf_disputes_kind {
    HF_DISPUTES_CRITERION, /* or a gate */
    HF_DISPUTES_GROUP,
    HF_DISPUTES_AXIS
} hf_disputes_kind;

typedef struct hf_disputes {
    hf_disputes_kind kind;
    hf_view name;
    hf_span span;
} hf_disputes;

typedef struct hf_reason {
    hf_view code;
    hf_span span;
    hf_view *values; /* as Sales writes it */
    size_t value_count;
    hf_view class_name;
    hf_disputes *disputes;
    size_t dispute_count;
    const hf_expr *contradicted_when; /* NULL: never */
    hf_view contradicted_text;        /* as written */
    int64_t needs_attempts;           /* -1: the general minimum */
} hf_reason;

typedef enum hf_side {
    HF_SIDE_SALES,
    HF_SIDE_MARKETING,
    HF_SIDE_SYSTEM
} hf_side;

typedef struct hf_person {
    hf_view name, team;
    hf_side side;
} hf_person;

struct handoff_agreement {
    hf_arena arena;
    handoff_findings *sources; /* owns what the spans point into */
    char hash[65];             /* SHA-256 of the text with people.csv */
    hf_view text;              /* self-contained: people written out */
    hf_agreement_block *dispositions, *outcomes, *handoffs, *links;
    size_t disposition_count, outcome_count, handoff_count, link_count;
    bool imports_handoffs; /* handoffs: from: imported */
    hf_reason *reasons;
    size_t reason_count;
    hf_table reason_values; /* folding; to a reason by the array below */
    uint32_t *reason_of;
    int64_t grace; /* seconds */
    hf_calendar calendar;
    int64_t minimum_attempts;
    hf_view *conversation; /* statuses */
    size_t conversation_count;
    hf_person *people;
    size_t person_count;
    hf_table person_names; /* folding; numbered as people */
    hf_view lead_url;
    bool has_value;
    int64_t deal, minutes_per_lead, hour; /* millionths */
    hf_view currency, agreed_by;
    int64_t maturity; /* seconds; 90d */
    int64_t pulled_touches;
    int64_t minimum_cell;
};

/** The mapping of a trimmed name, or NULL. */
const hf_mapping *hf_agreement_find(const hf_mapping *mappings, size_t count,
                                    hf_view name);

/** What a status means in any block of dispositions, or HF_ACTION_UNMAPPED. */
hf_action hf_agreement_action(const handoff_agreement *agreement,
                              hf_view status);

/** What a stage means in any block of outcomes, or HF_LEVEL_UNMAPPED. */
hf_level hf_agreement_level(const handoff_agreement *agreement, hf_view stage);

/** What a kind means in any block of handoffs; "handed" and "scored" need no
 * mapping. */
hf_handoff_kind hf_agreement_handoff(const handoff_agreement *agreement,
                                     hf_view kind);

/** The rank of a priority in any block, 0 the highest; -1: it has none. */
int hf_agreement_priority(const handoff_agreement *agreement, hf_view name);

/** The reason whose values hold the text, or NULL. */
const hf_reason *hf_agreement_reason(const handoff_agreement *agreement,
                                     hf_view reason);

/** Whether the status is one of a conversation. */
bool hf_agreement_is_conversation(const handoff_agreement *agreement,
                                  hf_view status);

/** The person of the name, or NULL. */
const hf_person *hf_agreement_person(const handoff_agreement *agreement,
                                     hf_view name);

/** Whether a field is used by a `contradicted_when`. */
bool hf_agreement_uses_field(const handoff_agreement *agreement, hf_view name);

/**
 * The rules with one more condition for each `contradicted_when`, in the order
 * of the reasons, made ready: those with one are conditions
 * `rules->condition_count` and on of the plan. Statuses and findings as
 * handoff_plan_new; the caller frees.
 */
handoff_status hf_agreement_plan(const handoff_agreement *agreement,
                                 const handoff_rules *rules, handoff_time as_of,
                                 handoff_plan **out,
                                 handoff_findings *findings);

/** The agreement of a text as the ledger keeps it; `name` stands in findings.
 * As handoff_agreement_load. */
handoff_status hf_agreement_load_text(const char *name, hf_view text,
                                      handoff_agreement **out,
                                      handoff_findings *findings);

#endif
