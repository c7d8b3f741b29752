/*
 * What the sections on the grounds of disagreements are made of: criteria,
 * reasons, groups, and what of it survives correction. Rates are hf_rate.
 */
#ifndef HF_REPORT_PARTS_GROUNDS_H
#define HF_REPORT_PARTS_GROUNDS_H

#include "base/view.h"
#include "report/adjust.h"
#include "report/episodes.h"
#include "report/funnel.h"
#include "report/proportion.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A rate where something holds, beside that of others in the same cells. */
typedef struct hf_contrast {
    hf_rate here;
    hf_adjust_rate elsewhere; /* with the cells of `here` */
    hf_adjust_odds odds;      /* closings in bulk count once */
    bool is_tried;            /* enough cases: one of the report's tests */
    double q;                 /* among all of them; 1: not tried */
    bool is_called;           /* it survives, and is worth naming */
} hf_contrast;

/** Who was right, of overrides of which that can be told, and of how many it
 * cannot: nobody worked them, and they may have been either. */
typedef struct hf_vindicated {
    int64_t rule, sales, unobservable;
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
    hf_vindicated when_disputed; /* high-side ones, matured */
    hf_vindicated vindicated;    /* overrides that dispute it or pivot on it */
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

typedef struct hf_finding_part {
    hf_view text;   /* a sentence */
    hf_view figure; /* of it: "31 of 80, 29 % to 50 %" */
    double q;
    int section; /* 1 to 15 */
} hf_finding_part;

#endif
