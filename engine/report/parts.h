/*
 * What the sections of a report are made of: one row of each of its tables.
 * Rates are hf_rate: k of n with a 95 % Wilson interval.
 */
#ifndef HF_REPORT_PARTS_H
#define HF_REPORT_PARTS_H

#include "base/view.h"
#include "dispute/units.h"
#include "report/adjust.h"
#include "report/episodes.h"
#include "report/funnel.h"
#include "report/proportion.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A revision by which cases of the period were decided. */
typedef struct hf_revision_part {
    int64_t id;
    hf_view ruleset, hash, git_commit;
    hf_view rules_hash; /* without lists: the same in both is no rule change */
    bool is_dirty;
    int64_t since; /* its first run's as-of */
    int64_t cases; /* units of the period that it decided */
} hf_revision_part;

/** A week, Monday to Monday UTC, of handed units that were judged. */
typedef struct hf_week_part {
    int year, week; /* ISO 8601 */
    int64_t start;
    hf_rate rate;                 /* high-side */
    double limit_low, limit_high; /* Laney; of a week without units 0 and 1 */
    double z;
    hf_figure centre; /* of its stretch of weeks; unknown without cases */
    bool is_outside;
    bool is_run; /* the eighth or a later one in a row on one side */
    const hf_revision_part *revision; /* that came in force in it, or NULL */
} hf_week_part;

typedef struct hf_cell_part {
    hf_name cell;
    hf_rate high_side, low_side;
    hf_rate conversion; /* opportunity or better, of worked and matured ones */
    hf_figure lift;     /* its conversion over that of all others */
} hf_cell_part;

/** A bar of the margin histogram: least <= margin < least + width. */
typedef struct hf_margin_part {
    int64_t least, width;
    int64_t overridden, followed; /* judged passes, judged holds below 0 */
} hf_margin_part;

/** A rate where something holds, beside that of others in the same cells. */
typedef struct hf_contrast {
    hf_rate here;
    hf_adjust_rate elsewhere; /* with the cells of `here` */
    hf_adjust_odds odds;      /* closings in bulk count once */
    bool is_tried;            /* enough cases: one of the report's tests */
    double q;                 /* among all of them; 1: not tried */
} hf_contrast;

/** Who was right, of overrides of which that can be told; `p` against as often
 * one as the other. */
typedef struct hf_vindicated {
    int64_t rule, sales;
    double p, q;
} hf_vindicated;

typedef struct hf_criterion_part {
    hf_view ruleset;
    hf_name id;
    hf_view because, axis, kind, owner, points; /* of the newest revision */
    int64_t fired, pivotal;                     /* judged units */
    int64_t scored;         /* judged units under revisions that have it */
    hf_contrast overridden; /* high-side: where it fired, against the same
                               cells where it did not */
    hf_rate worked_anyway;  /* low-side: of judged holds on which it fired */
    hf_contrast conversion; /* opportunity or better, of worked and matured
                               passes: likewise */
    int64_t disputed;       /* overrides whose reason disputes it */
    hf_rate disputes;       /* of overrides on which it fired */
    hf_figure shrunken;     /* that share, beta-binomial */
    hf_vindicated when_disputed; /* of those that dispute it, matured */
    hf_vindicated vindicated; /* overrides that dispute it or pivot on it; not
                                 tried: q is 1 */
} hf_criterion_part;

/** A reason that overrides (HS_*, LS_*) were given. */
typedef struct hf_reason_part {
    hf_name code, reason_class;
    int64_t n, contradicted;
    int64_t rule_vindicated, sales_vindicated;
    double cumulative; /* share of all with a reason up to here */
} hf_reason_part;

/** One class of reasons with one team. */
typedef struct hf_class_part {
    hf_view reason_class; /* empty: see is_silent */
    hf_view team;         /* a group of the first grouping, by name */
    bool is_silent;       /* never touched; else no reason, or none that is
                             mapped */
    int64_t n;
} hf_class_part;

/** Overrides (HS_*, LS_*) by what they say. They add up. */
typedef struct hf_objections_part {
    int64_t overrides;
    int64_t with_reason;
    int64_t unmapped;       /* a reason as written that the agreement has not */
    int64_t silent;         /* passive, no reason */
    int64_t no_reason;      /* explicit, no reason */
    uint32_t *contradicted; /* into episodes.items, by at */
    size_t contradicted_count;
} hf_objections_part;

/** A team, source or segment in a funnel plot; small ones are pooled. */
typedef struct hf_group_part {
    hf_view name;
    hf_rate rate;                       /* high-side */
    hf_adjust_rate adjusted;            /* standardised to the cells of all */
    double expected_low, expected_high; /* 95 % limits around the pooled rate */
    double far_low, far_high;           /* 99.8 % */
    bool is_outside, is_far_outside;    /* of them */
    double p, q;           /* mid-P against the pooled rate; among the groups */
    hf_contrast high_side; /* against all other groups */
    hf_contrast silence;   /* HS_IGNORE and HS_PAPER, of the same passes */
    int64_t unexplained, late; /* of k; of n */
    hf_rate low_side; /* of a field; a team: 0 of 0, as a held lead that
                         was left alone has none */
    int64_t pulled;   /* LS_* */
    int64_t rule_vindicated, sales_vindicated; /* of its overrides */
    bool is_pooled;                            /* several that were too small */
    bool is_flipped; /* crude and adjusted lie on other sides of the
                        pooled rate, one of them beyond its interval */
} hf_group_part;

typedef struct hf_grouping_part {
    hf_view field; /* "team", "source", or a field */
    hf_rate pooled;
    hf_funnel funnel;     /* its limits: hf_funnel_limits */
    hf_group_part *items; /* by name, the pooled one last */
    size_t count;
    size_t pooled_count; /* groups that were too small */
} hf_grouping_part;

typedef struct hf_person_part {
    hf_view actor, team; /* the pooled one last, without a name */
    hf_rate rate;
    int64_t overrides;                         /* HS_*, LS_* and LAT_REROUTE */
    int64_t rule_vindicated, sales_vindicated; /* of them */
    bool is_pooled;
} hf_person_part;

/** Closings by one hand within a minute or so: one decision. */
typedef struct hf_bulk_part {
    hf_name actor, team;
    int64_t at, n; /* its first closing, and how many */
} hf_bulk_part;

enum { HF_TIME_BINS = 8 };

/** Times to the first touch, in whole minutes round the clock. */
typedef struct hf_time_part {
    int64_t touched, untouched; /* of judged passes */
    int64_t median, p90;        /* Kaplan-Meier: the untouched are open until
                                   they were closed, or to where what Sales
                                   did is covered; -1: not reached */
    int64_t bins[HF_TIME_BINS]; /* under 15 min, 1 h, 4 h, 1 d, 2 d, 5 d, 10 d,
                                   more */
    uint32_t *ignored; /* HS_IGNORE, longest first: into episodes.items */
    size_t ignored_count;
    uint32_t *paper; /* HS_PAPER */
    size_t paper_count;
    hf_bulk_part *bulks; /* by time */
    size_t bulk_count;
    hf_rate once; /* the high-side rate with each of them counted once */
} hf_time_part;

/** Who was right, of cases whose outcome is known or whose time is up. */
typedef struct hf_right_part {
    int64_t matured, open;        /* by age: see hf_episodes_is_matured */
    int64_t early;                /* of the open: an opportunity already */
    hf_rate worked_pass;          /* opportunity or better: of worked passes */
    hf_rate worked_hold;          /* of low-side overrides */
    hf_difference yield;          /* worked holds minus worked passes */
    hf_rate high_vindicates_rule; /* rule_vindicated of high-side overrides that
                                     are rule_ or sales_vindicated */
    hf_rate low_vindicates_sales; /* likewise of low-side ones */
    int64_t unobservable;         /* high-side, never worked */
    hf_bounds bounds;             /* conversion of all matured passes */
    int64_t won, lost;            /* of worked passes; money beside */
    uint32_t *draw; /* unobservable cases to be worked: into episodes.items */
    size_t draw_count;
} hf_right_part;

typedef struct hf_value_part {
    bool has_money;
    int64_t unworked;           /* passes that nobody worked, matured or not */
    double lost_low, lost_high; /* opportunities they might have been */
    double money_low, money_high; /* times a deal */
    int64_t held;                 /* left alone */
    double saved_low, saved_high; /* of which would have led nowhere */
    double hours_low, hours_high; /* times the minutes of a lead */
} hf_value_part;

typedef struct hf_discussed_part {
    uint32_t at;     /* into episodes.items */
    hf_view why;     /* it was chosen: "largest margin", "newest", "drawn" */
    hf_view comment; /* as written, with --show-values alone */
    hf_view outcome; /* "won", "opportunity", ...; empty: none */
} hf_discussed_part;

/** A change of the rules and what it does to the same leads. */
typedef struct hf_change_part {
    const hf_revision_part *before, *after;
    hf_view what; /* criteria added, removed, changed, lines of text */
    int64_t replayed, not_replayed;
    int64_t to_pass, from_pass; /* flips of `means` */
    double mcnemar_p;
} hf_change_part;

typedef struct hf_review_part {
    hf_view code;
    int64_t n, rule_right, response_right; /* yes */
} hf_review_part;

typedef struct hf_finding_part {
    hf_view text;   /* a sentence */
    hf_view figure; /* "31 of 80 (39 %, 29 % to 50 %)" */
    double q;
    int section; /* 1 to 15 */
} hf_finding_part;

#endif
