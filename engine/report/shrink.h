/*
 * Lists of "the most" without the luck of small numbers: rates drawn toward
 * what all have in common, or put in order by what is certain of them.
 */
#ifndef HF_REPORT_SHRINK_H
#define HF_REPORT_SHRINK_H

#include "report/figure.h"
#include "report/proportion.h"

#include <stddef.h>
#include <stdint.h>

/**
 * How rates differ between units: a beta distribution with `mean` = alpha /
 * (alpha + beta) and `strength` = alpha + beta, counted in cases. Unknown
 * when no unit has cases; `is_same` when the units differ no more than chance
 * has them differ, and then `strength`, which has no bound, is 0.
 */
typedef struct hf_shrink_prior {
    bool is_known;
    bool is_same;
    double mean;
    double strength;
} hf_shrink_prior;

/**
 * The prior by moments from `k` of `n` each. `mean` is the pooled rate m; the
 * correlation r within a unit is (S - m (1 - m) (I - 1)) / (m (1 - m) (N -
 * sum of n^2 / N - (I - 1))), S being the sum of n (rate - m)^2 over I units
 * and N cases; `strength` is (1 - r) / r, and r above 1 counts as 1. Source:
 * J. C. Kleinman (1973), Proportions with extraneous variance: single and
 * independent samples, Journal of the American Statistical Association 68:
 * 46-54, with weights n.
 */
hf_shrink_prior hf_shrink_fit(const hf_rate *rates, size_t count);

/** (k + alpha) / (n + alpha + beta); the mean alone for a unit without cases
 * and where `is_same`. Unknown when the prior is. */
hf_figure hf_shrink_rate(const hf_shrink_prior *prior, int64_t k, int64_t n);

/** Below 0 when `one` stands before `other` in a list of the highest: by the
 * lower limit of the interval, then by cases, more first; 0 for a tie. */
int hf_shrink_order(const hf_rate *one, const hf_rate *other);

#endif
