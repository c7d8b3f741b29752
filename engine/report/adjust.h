/*
 * What keeps a comparison honest: many comparisons at once, and groups whose
 * cases differ.
 */
#ifndef HF_REPORT_ADJUST_H
#define HF_REPORT_ADJUST_H

#include "report/figure.h"

#include <handoff/status.h>

#include <stddef.h>
#include <stdint.h>

/**
 * The q-value of each of `count` p-values, in their order: the least false
 * discovery rate at which it would be called out. Monotone in p, equal for
 * equal p, at most 1. Source: Y. Benjamini and Y. Hochberg (1995),
 * Controlling the false discovery rate: a practical and powerful approach to
 * multiple testing, Journal of the Royal Statistical Society B 57: 289-300,
 * in its adjusted form. HANDOFF_OK or HANDOFF_SYSTEM (memory).
 */
handoff_status hf_adjust_q_values(const double *p, size_t count, double *q);

/** One stratum (a cell, a segment) of one group, and of the standard that
 * groups are compared by, mostly all groups together. */
typedef struct hf_adjust_stratum {
    int64_t k;
    int64_t n;
    int64_t standard_k;
    int64_t standard_n;
} hf_adjust_stratum;

/** A standardised rate. Unknown (and 0) when the group has no stratum in
 * common with the standard. */
typedef struct hf_adjust_rate {
    bool is_known;
    double rate;
    double low; /* 95 % */
    double high;
    double covered; /* share of the standard in strata the group has */
} hf_adjust_rate;

/**
 * Direct standardisation: the rate the group would have with the standard's
 * mix, sum of w p over sum of w, w being `standard_n`. Strata without cases
 * of the group are left out of both sums and lower `covered`. The interval
 * puts the strata's Wilson limits together as G. Y. Zou, W. Huang and X.
 * Zhang (2009), A note on confidence interval estimation for a linear
 * function of binomial proportions, Computational Statistics and Data
 * Analysis 53: 1080-1085.
 */
hf_adjust_rate hf_adjust_direct(const hf_adjust_stratum *strata, size_t count);

/** Observed and expected counts and their ratio. */
typedef struct hf_adjust_expected {
    int64_t observed;
    double expected;
    hf_figure ratio;
} hf_adjust_expected;

/**
 * Indirect standardisation: the count the group would have at the standard's
 * rates, sum of n standard_k / standard_n. A stratum that the standard does
 * not have is left out of both counts.
 */
hf_adjust_expected hf_adjust_indirect(const hf_adjust_stratum *strata,
                                      size_t count);

/** Two groups in one stratum, each with (a, c) and without (b, d). */
typedef struct hf_adjust_table {
    int64_t a;
    int64_t b;
    int64_t c;
    int64_t d;
} hf_adjust_table;

/** Each unknown when the tables do not determine it. */
typedef struct hf_adjust_odds {
    hf_figure ratio; /* odds of the first group over those of the second */
    hf_figure low;   /* 95 % */
    hf_figure high;
    hf_figure chi2; /* one degree of freedom, continuity corrected */
    hf_figure p;
} hf_adjust_odds;

/**
 * The common odds ratio over strata and its test. The correction is one half,
 * or the whole deviation where that is less. Source: N. Mantel and W. Haenszel
 * (1959), Statistical aspects of the analysis of data from retrospective
 * studies of disease, Journal of the National Cancer Institute 22: 719-748;
 * of the interval: J. Robins, N. Breslow and S. Greenland (1986), Estimators
 * of the Mantel-Haenszel variance consistent in both sparse data and
 * large-strata limiting models, Biometrics 42: 311-323.
 */
hf_adjust_odds hf_adjust_mantel_haenszel(const hf_adjust_table *tables,
                                         size_t count);

/** True when a difference and its adjusted twin point in opposite directions:
 * what E. H. Simpson (1951), The interpretation of interaction in contingency
 * tables, Journal of the Royal Statistical Society B 13: 238-241, warns of. */
bool hf_adjust_is_flip(double crude, double adjusted);

#endif
