/*
 * Units (teams, sources, segments) around their common rate. A funnel plot
 * says who stands out for their size; it ranks nobody.
 */
#ifndef HF_REPORT_FUNNEL_H
#define HF_REPORT_FUNNEL_H

#include "report/binomial.h"
#include "report/figure.h"
#include "report/proportion.h"

#include <handoff/status.h>

#include <stddef.h>
#include <stdint.h>

/** A unit. `k` and `n` are the caller's. One without cases has neither z nor
 * limits (all of [0, 1]), and mid-P and q are 1. */
typedef struct hf_funnel_unit {
    int64_t k;
    int64_t n;

    hf_rate rate;
    hf_figure z; /* from the pooled rate, in binomial standard deviations */
    hf_binomial_range limits95;
    hf_binomial_range limits998;
    bool is_outside95;
    bool is_outside998;
    double mid_p; /* exact, against the pooled rate; not widened */
    double q;     /* of mid_p among the units that have cases */
} hf_funnel_unit;

typedef struct hf_funnel {
    hf_rate pooled;
    hf_figure phi; /* unknown when no unit has a z */
    double widen;  /* sqrt(phi), at least 1: what the limits were widened by */
} hf_funnel;

/**
 * Fill in the units and what they have in common. Limits are the exact ones of
 * binomial.h around the pooled rate, widened by the square root of phi, the
 * mean of z squared after the outer tenth on either side is drawn in, when
 * that exceeds 1: D. J. Spiegelhalter (2005), Funnel plots for comparing
 * institutional performance, Statistics in Medicine 24: 1185-1202, and
 * Handling over-dispersion of performance indicators, Quality and Safety in
 * Health Care 14: 347-351. A tenth is the quantile by linear interpolation
 * (definition 7 of R. J. Hyndman and Y. Fan (1996), Sample quantiles in
 * statistical packages, The American Statistician 50: 361-365).
 * HANDOFF_OK or HANDOFF_SYSTEM (memory).
 */
handoff_status hf_funnel_fill(hf_funnel_unit *units, size_t count,
                              hf_funnel *out);

/** The limits of a unit of `n` > 0, for drawing the funnel: `tail` beyond
 * each (0.025, 0.001), after `funnel->widen`. */
hf_binomial_range hf_funnel_limits(const hf_funnel *funnel, int64_t n,
                                   double tail);

#endif
