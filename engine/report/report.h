/*
 * The override report as data: built once from the episodes of a ledger, then
 * laid out as a document (document.h) or written as JSON. Texts live in the
 * report's arena or in its cases. Every count says in its comment what it is
 * a count of; sections.c says it to people.
 */
#ifndef HF_REPORT_REPORT_H
#define HF_REPORT_REPORT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "handoff/report.h"
#include "ledger/agreement.h"
#include "report/agreement_table.h"
#include "report/episodes.h"
#include "report/mix.h"
#include "report/parts.h"
#include "report/parts_cases.h"
#include "report/proportion.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HF_REPORT_RESOLUTIONS = HF_RESOLUTION_BOTH_MISSED + 1 };

/** A list in the arena. */
#define HF_LIST(type)                                                          \
    struct {                                                                   \
        type *items;                                                           \
        size_t count;                                                          \
    }

/** Each step holds all of the next one; of units that began in the period. */
typedef struct hf_report_funnel {
    int64_t scored;   /* units: a handoff, or a lead that was held */
    int64_t in_scope; /* without those that the rules exclude */
    int64_t passed;   /* the rules said pass */
    int64_t handed;   /* went to Sales */
    int64_t due;      /* their time is up, or they were answered */
    int64_t answered; /* Sales did something: not silence, not untold */
} hf_report_funnel;

/** The rates of the first page. */
typedef struct hf_report_rates {
    hf_rate high_side;    /* HS_* of passes that were judged */
    hf_rate low_side;     /* LS_* of holds that were judged */
    hf_rate disputed;     /* name a criterion: of HS_* and LS_* */
    hf_rate unexplained;  /* no reason, "other", silence: of HS_* and LS_* */
    hf_rate elsewhere;    /* neither of these two: of HS_* and LS_* */
    hf_rate contradicted; /* do not match our data: of HS_* and LS_* */
    hf_rate sla_kept;     /* first touch by due + grace: of judged passes with
                             an SLA, without those closed before it ran out */
    hf_rate reversed;     /* taken back: of handoffs that were ever closed */
} hf_report_rates;

/** The same rates of the period before, and what changed. Not there, too, when
 * the ledger holds less than half of that time. */
typedef struct hf_report_before {
    bool is_there;
    int64_t begins; /* the ledger's first run when it lies behind `from`, or
                       HF_FACTS_NO_TIME */
    int64_t from, to;
    hf_report_rates rates;
    hf_difference high_side, low_side; /* now minus before */
} hf_report_before;

/** How much of a rate came late: the period, or the one before it, as it was
 * when its exports had first been taken in (restated.h). */
typedef struct hf_report_restated {
    bool is_there;
    int64_t from, to; /* of which period */
    int64_t as_of;    /* then */
    int64_t known_by; /* batch */
    hf_rate high_side_then, high_side_now;
    hf_rate low_side_then, low_side_now;
    int64_t late_dispositions, late_outcomes, late_others; /* facts since */
} hf_report_restated;

typedef struct hf_report {
    hf_arena arena;
    const handoff_report_options *options;
    const handoff_agreement *agreement;
    hf_episodes episodes, before_episodes;
    hf_mix mix; /* cells as strata, seen by both */
    hf_mix_sight sight, before_sight;
    int64_t from, to, as_of;
    int64_t known_by; /* 0: all */
    hf_view head;     /* of the chain, "BATCH:HASH" */
    hf_view ruleset;  /* asked for, or empty: all */

    HF_LIST(hf_revision_part) revisions; /* in force in the period */
    hf_report_funnel funnel;
    int64_t codes[HF_UNIT_CODE_COUNT];
    int64_t leads;                  /* distinct leads of the units */
    int64_t facts_without_decision; /* dispositions of leads never scored, or
                                       before their first decision */
    hf_report_rates rates;
    hf_report_before before;
    hf_report_restated restated;
    hf_agreement_table agreed;

    HF_LIST(hf_week_part) weeks;
    HF_LIST(hf_cell_part) cells;         /* of passes and holds, by name */
    HF_LIST(hf_margin_part) margins;     /* histogram, from below to above 0 */
    HF_LIST(hf_criterion_part) criteria; /* in the order of the rules */
    hf_objections_part objections;
    HF_LIST(hf_reason_part) reasons;     /* most frequent first */
    HF_LIST(hf_class_part) classes;      /* class by team */
    HF_LIST(hf_grouping_part) groupings; /* teams first, sources, segments */
    HF_LIST(hf_person_part) people;      /* with --people alone */
    hf_time_part time;
    int64_t resolution[HF_REPORT_RESOLUTIONS]; /* all that have one */
    hf_right_part right;
    HF_LIST(hf_listed_part) compliance; /* LS_GATE, by at */
    hf_rate gated;                      /* LS_GATE, of judged holds on which a
                                           consent gate fired */
    HF_LIST(hf_listed_part) marketing;  /* MK_*, likewise */
    hf_rate forced;                     /* MK_FORCE of all that was handed */
    hf_rate blocked;                    /* MK_BLOCK of all that passed */
    hf_value_part value;
    HF_LIST(hf_discussed_part) discussed;
    HF_LIST(hf_change_part) changes;   /* of the rules, by time */
    size_t changes_left_out;           /* older ones */
    HF_LIST(hf_review_part) reviews;   /* judgements of meetings */
    HF_LIST(hf_finding_part) findings; /* at most three, surest first */
    size_t comparisons;                /* that were made and corrected for */
    HF_LIST(hf_view) warnings;
} hf_report;

/**
 * Build it from a ledger. HANDOFF_USAGE when what the options name does not
 * exist; else as hf_db_status. `options` and `agreement` outlive the report.
 * Clear in any case.
 */
handoff_status hf_report_build(hf_report *report, handoff_ledger *ledger,
                               const handoff_report_options *options,
                               const handoff_agreement *agreement,
                               handoff_findings *findings);
void hf_report_clear(hf_report *report);

/** How a lead is shown: a pseudonym that is the same in all reports of one
 * ledger and that reviews may name it by, or with --show-values its id. In the
 * arena; `ptr` NULL when memory ran out. */
hf_view hf_report_lead(hf_report *report, handoff_ledger *ledger,
                       const hf_episode *one);

/** Append what a case is known by in draws: its decision and cycle, the same
 * in every ledger with its facts. */
void hf_report_case_name(const hf_episode *one, hf_buffer *out);

#endif
