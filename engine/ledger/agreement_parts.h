/*
 * The parts of an agreement: what names stand for, how one export format is
 * read, and what a reason says. Texts live in the agreement's arena.
 */
#ifndef HF_LEDGER_AGREEMENT_PARTS_H
#define HF_LEDGER_AGREEMENT_PARTS_H

#include "base/date.h"
#include "base/view.h"
#include "diag/source.h"
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
    HF_ROLE_SOURCE, /* id of the row itself */
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
    bool is_current; /* rows say what is so, and `at` when it was looked at or
                        last changed */
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

#endif
