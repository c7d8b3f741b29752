/*
 * How long things took, in whole minutes, some of them still open. A quantile
 * is always one of the values: the least by which at least that share is done
 * (the inverse of the distribution function, definition 1 of R. J. Hyndman and
 * Y. Fan (1996), Sample quantiles in statistical packages, The American
 * Statistician 50: 361-365). `percent` is 1 to 99.
 */
#ifndef HF_REPORT_QUANTILE_H
#define HF_REPORT_QUANTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HF_QUANTILE_MEDIAN = 50, HF_QUANTILE_P90 = 90 };

/** Minutes until it was done, or so far when `is_open`. */
typedef struct hf_quantile_wait {
    int64_t minutes;
    bool is_open;
} hf_quantile_wait;

/** Unknown when nothing is there, or fewer than that share are done. */
typedef struct hf_quantile {
    bool is_known;
    int64_t minutes;
} hf_quantile;

/** In ascending order; what is done stands before what is open at the same
 * minute. */
void hf_quantile_sort(hf_quantile_wait *waits, size_t count);

/** Of sorted waits, as if the open ones were not there. */
hf_quantile hf_quantile_closed(const hf_quantile_wait *sorted, size_t count,
                               int percent);

/**
 * Of sorted waits, the open ones counted as at risk for as long as they have
 * been open. Source: E. L. Kaplan and P. Meier (1958), Nonparametric
 * estimation from incomplete observations, Journal of the American Statistical
 * Association 53: 457-481. Without open ones it is the same as above, exactly.
 */
hf_quantile hf_quantile_survival(const hf_quantile_wait *sorted, size_t count,
                                 int percent);

#endif
