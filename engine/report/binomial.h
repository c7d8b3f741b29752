/*
 * The binomial distribution, exact for any n up to 10^9: sums of ratios from
 * the mode outward, so that nothing overflows and no logarithm is needed. `p`
 * is in [0, 1], `0 <= k <= n`. Errors stay below 10^-9 of what is returned,
 * for terms down to 10^-290 of the largest; smaller ones count as 0.
 */
#ifndef HF_REPORT_BINOMIAL_H
#define HF_REPORT_BINOMIAL_H

#include <stdint.h>

/** P(X < k), P(X = k) and P(X > k); they add up to 1. */
typedef struct hf_binomial {
    double below;
    double at;
    double above;
} hf_binomial;

/** Limits of a rate, in [0, 1]. */
typedef struct hf_binomial_range {
    double low;
    double high;
} hf_binomial_range;

hf_binomial hf_binomial_split(int64_t k, int64_t n, double p);

/**
 * Two-sided mid-P of `k` of `n` against `p`: twice the smaller tail, of which
 * the observed value counts half, at most 1. Source: H. O. Lancaster (1961),
 * Significance tests in discrete distributions, Journal of the American
 * Statistical Association 56: 223-234. Of nothing (n is 0) it is 1.
 */
double hf_binomial_mid_p(int64_t k, int64_t n, double p);

/**
 * Control limits of the rate of `n` around `p`, with at most `tail` (0.025,
 * 0.001) beyond each: the exact quantile, interpolated between two counts so
 * that the limits are smooth in n. Source of the interpolation, for the lower
 * limit: D. J. Spiegelhalter (2005), Funnel plots for comparing institutional
 * performance, Statistics in Medicine 24: 1185-1202, appendix. The upper is
 * the lower one of the failures, mirrored, which keeps its tail below `tail`
 * too. A count is outside when its rate is below `low` or above `high`. `n`
 * > 0 and 0 < `tail` <= 0.25.
 */
hf_binomial_range hf_binomial_limits(int64_t n, double p, double tail);

/**
 * Exact two-sided test that the pairs which disagree do so in both directions
 * alike: twice the smaller binomial tail at one half, at most 1. Source: Q.
 * McNemar (1947), Note on the sampling error of the difference between
 * correlated proportions or percentages, Psychometrika 12: 153-157, with the
 * binomial in place of his approximation. Without such pairs it is 1.
 */
double hf_binomial_mcnemar(int64_t b, int64_t c);

#endif
