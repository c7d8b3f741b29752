/*
 * Rates with their intervals. Counts come in; `0 <= k <= n` is the caller's
 * promise, and n up to 10^12 keeps nine digits.
 */
#ifndef HF_REPORT_PROPORTION_H
#define HF_REPORT_PROPORTION_H

#include "report/figure.h"

#include <stdint.h>

/** The normal quantiles of two-sided 95 % and 99.8 %. */
#define HF_PROPORTION_Z95 1.9599639845400545
#define HF_PROPORTION_Z998 3.090232306167813

/** `k` of `n`. Without `has_rate` (n is 0) `rate` is 0 and the interval is
 * all of [0, 1]. */
typedef struct hf_rate {
    int64_t k;
    int64_t n;
    bool has_rate;
    double rate;
    double low; /* low <= rate <= high, all in [0, 1] */
    double high;
} hf_rate;

/** A difference of two rates with its interval, in [-1, 1]; unknown when one
 * of the rates is. */
typedef struct hf_difference {
    bool is_known;
    double value;
    double low;
    double high;
} hf_difference;

/** A share of which a part was never observed: each end a rate with its own
 * interval. `low.low` to `high.high` holds both kinds of doubt. */
typedef struct hf_bounds {
    hf_rate low;  /* as if no unobserved one were a success */
    hf_rate high; /* as if every one were */
} hf_bounds;

/**
 * The 95 % score interval. Source: E. B. Wilson (1927), Probable inference,
 * the law of succession, and statistical inference, Journal of the American
 * Statistical Association 22: 209-212.
 */
hf_rate hf_proportion_wilson(int64_t k, int64_t n);

/** The same at another normal quantile `z` > 0. */
hf_rate hf_proportion_wilson_at(int64_t k, int64_t n, double z);

/**
 * `one` minus `other`, of independent groups, from their Wilson limits (hybrid
 * score; method 10). Source: R. G. Newcombe (1998), Interval estimation for
 * the difference between independent proportions: comparison of eleven
 * methods, Statistics in Medicine 17: 873-890.
 */
hf_difference hf_proportion_difference(const hf_rate *one,
                                       const hf_rate *other);

/**
 * Bounds of the share of successes among `all`, of which `unobserved` may be
 * either: [s/N, (s+u)/N], each with its Wilson interval. Source: C. F. Manski
 * (1990), Nonparametric bounds on treatment effects, American Economic Review
 * 80: 319-323. `successes + unobserved <= all`.
 */
hf_bounds hf_proportion_bounds(int64_t successes, int64_t unobserved,
                               int64_t all);

#endif
