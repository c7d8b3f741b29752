/*
 * A control chart: weekly counts in, a baseline per segment, limits and flags
 * out. Where a segment begins (a change of the rules that was accepted) is
 * for the caller to say; drawing is elsewhere.
 */
#include "report/chart.h"

#include <math.h>

// The mean range of two standard normal values, as control charts round it.
#define MEAN_RANGE 1.128

static hf_figure
pool(const hf_chart_point *points, size_t count)
{
    int64_t k = 0;
    int64_t n = 0;
    for (size_t at = 0; at < count; at++) {
        k += points[at].k;
        n += points[at].n;
    }
    return hf_figure_ratio((double)k, (double)n);
}

// One binomial standard deviation of the week's rate.
static double
deviation(const hf_chart_point *point, double center)
{
    return sqrt(center * (1 - center) / (double)point->n);
}

static void
standardise(hf_chart_point *point, hf_figure center)
{
    point->rate = hf_proportion_wilson(point->k, point->n);
    point->center = center;
    point->z = (hf_figure){0};
    if (point->n > 0) {
        point->z = hf_figure_ratio(point->rate.rate - center.value,
                                   deviation(point, center.value));
    }
}

static hf_figure
measure_spread(const hf_chart_point *points, size_t count)
{
    double ranges = 0;
    int64_t weeks = 0;
    double last = 0;
    for (size_t at = 0; at < count; at++) {
        if (!points[at].z.is_known) {
            continue;
        }
        if (weeks > 0) {
            ranges += fabs(points[at].z.value - last);
        }
        last = points[at].z.value;
        weeks++;
    }
    return weeks < 2 ? (hf_figure){0}
                     : hf_figure_of(ranges / (double)(weeks - 1) / MEAN_RANGE);
}

static hf_chart_limits
limits_at(double center, double half, double rate)
{
    hf_chart_limits limits = {hf_figure_clamp(center - half, 0, 1),
                              hf_figure_clamp(center + half, 0, 1), false};
    limits.is_outside = rate < limits.low || rate > limits.high;
    return limits;
}

static void
set_limits(hf_chart_point *point, hf_figure spread)
{
    point->spread = spread;
    point->has_limits = point->n > 0;
    point->plain = point->wide = (hf_chart_limits){0};
    if (!point->has_limits) {
        return;
    }
    double center = point->center.value;
    double half = 3 * deviation(point, center);
    double widen = spread.is_known && spread.value > 1 ? spread.value : 1;
    point->plain = limits_at(center, half, point->rate.rate);
    point->wide = limits_at(center, half * widen, point->rate.rate);
}

static void
mark_runs(hf_chart_point *points, size_t count)
{
    int side = 0;
    int length = 0;
    for (size_t at = 0; at < count; at++) {
        hf_chart_point *point = &points[at];
        point->is_run = false;
        if (point->n == 0) {
            continue;
        }
        double rate = point->rate.rate;
        double center = point->center.value;
        int its = (rate > center) - (rate < center);
        length = its != 0 && its == side ? length + 1 : its != 0;
        side = its;
        point->is_run = length >= HF_CHART_RUN;
    }
}

static void
fill_segment(hf_chart_point *points, size_t count)
{
    hf_figure center = pool(points, count);
    for (size_t at = 0; at < count; at++) {
        standardise(&points[at], center);
    }
    hf_figure spread = measure_spread(points, count);
    for (size_t at = 0; at < count; at++) {
        set_limits(&points[at], spread);
    }
    mark_runs(points, count);
}

void
hf_chart_fill(hf_chart_point *points, size_t count)
{
    size_t start = 0;
    for (size_t at = 1; at <= count; at++) {
        if (at == count || points[at].segment != points[start].segment) {
            fill_segment(points + start, at - start);
            start = at;
        }
    }
}
