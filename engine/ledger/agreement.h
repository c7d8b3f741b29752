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
#include "ledger/agreement_parts.h"
#include "ledger/calendar.h"
#include "rule/expr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/** When an SLA of `sla` seconds that begins at `from` ends, by the calendar of
 * the agreement, or round the clock when it is NULL. False: there is none. */
bool hf_agreement_due(const handoff_agreement *agreement, int64_t from,
                      int64_t sla, int64_t *out);

/** Which fields of the plan a decision is kept with, by field: those that its
 * rules use and those behind each `contradicted_when` of the agreement (it may
 * be NULL). False when memory ran out. */
bool hf_agreement_mark_fields(const handoff_agreement *agreement,
                              const handoff_plan *plan, bool *is_used);

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

/** The newest agreement kept as known by batch `known_by` (0: all), as
 * handoff_ledger_agreement. */
handoff_status hf_agreement_kept(handoff_ledger *ledger, int64_t known_by,
                                 handoff_agreement **out,
                                 handoff_findings *findings);

/** The agreement of a text as the ledger keeps it; `name` stands in findings.
 * As handoff_agreement_load. */
handoff_status hf_agreement_load_text(const char *name, hf_view text,
                                      handoff_agreement **out,
                                      handoff_findings *findings);

#endif
