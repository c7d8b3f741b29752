/*
 * What the sections of a report are made of: one row of each of its tables.
 * Rates are hf_rate: k of n with a 95 % Wilson interval.
 */
#ifndef HF_REPORT_PARTS_H
#define HF_REPORT_PARTS_H

#include "base/view.h"
#include "dispute/units.h"
#include "report/episodes.h"
#include "report/parts_grounds.h"
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

#endif
