/* A control chart of weekly rates. */
#ifndef HF_REPORT_CHART_H
#define HF_REPORT_CHART_H

#include "report/figure.h"
#include "report/proportion.h"

#include <stddef.h>
#include <stdint.h>

enum { HF_CHART_RUN = 8 };

/** Beyond either limit is outside; a clamped limit is 0 or 1. */
typedef struct hf_chart_limits {
    double low;
    double high;
    bool is_outside;
} hf_chart_limits;

/** A week. The first three are the caller's; a week without cases has no
 * limits and no z. */
typedef struct hf_chart_point {
    int64_t k;
    int64_t n;
    int segment; /* weeks of one number, side by side, share a baseline */

    hf_rate rate;
    hf_figure center; /* the segment's pooled rate; unknown without cases */
    hf_figure spread; /* the segment's sigma_z; unknown below two weeks */
    hf_figure z;      /* from the centre, in binomial standard deviations */
    bool has_limits;
    hf_chart_limits plain; /* of the p-chart */
    hf_chart_limits wide;  /* the same by the spread, never narrower */
    bool is_run;           /* the eighth or a later one in a row on one side */
} hf_chart_point;

/**
 * Fill in the weeks, which stand in time order. The centre is the pooled rate
 * of the segment and the limits lie 3 sqrt(p (1 - p) / n) around it: W. A.
 * Shewhart (1931), Economic Control of Quality of Manufactured Product. The
 * spread is the mean moving range of z over 1.128: D. B. Laney (2002),
 * Improved control charts for attributes, Quality Engineering 14: 531-537;
 * here a spread below 1 does not narrow the limits. Eight in a row on one
 * side: Western Electric (1956), Statistical Quality Control Handbook. Weeks
 * without cases are passed over by the moving range and by runs; a rate on
 * the centre ends a run.
 */
void hf_chart_fill(hf_chart_point *points, size_t count);

#endif
