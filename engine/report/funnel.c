/*
 * A funnel plot: counts of units in, their common rate, limits for their size
 * and exact tests out. Small units are pooled by the caller, and so are names
 * kept back; drawing is elsewhere.
 */
#include "report/funnel.h"

#include "base/memory.h"
#include "report/adjust.h"

#include <math.h>
#include <stdlib.h>

// The share of z on either side that is drawn in before phi is taken.
#define DRAWN_IN 0.1

#define TAIL95 0.025
#define TAIL998 0.001

static int
order_numbers(const void *a, const void *b)
{
    double one = *(const double *)a;
    double other = *(const double *)b;
    return (one > other) - (one < other);
}

// The quantile of sorted numbers by linear interpolation.
static double
quantile(const double *sorted, size_t count, double share)
{
    double place = share * (double)(count - 1);
    size_t at = (size_t)place;
    if (at + 1 >= count) {
        return sorted[count - 1];
    }
    return sorted[at] + (place - (double)at) * (sorted[at + 1] - sorted[at]);
}

// The mean of the squares, the outermost drawn in. Sorts `z`.
static hf_figure
measure_phi(double *z, size_t count)
{
    if (count == 0) {
        return (hf_figure){0};
    }
    qsort(z, count, sizeof *z, order_numbers);
    double low = quantile(z, count, DRAWN_IN);
    double high = quantile(z, count, 1 - DRAWN_IN);
    double sum = 0;
    for (size_t at = 0; at < count; at++) {
        double drawn = hf_figure_clamp(z[at], low, high);
        sum += drawn * drawn;
    }
    return hf_figure_of(sum / (double)count);
}

static hf_rate
pool(const hf_funnel_unit *units, size_t count)
{
    int64_t k = 0;
    int64_t n = 0;
    for (size_t at = 0; at < count; at++) {
        k += units[at].k;
        n += units[at].n;
    }
    return hf_proportion_wilson(k, n);
}

static void
standardise(hf_funnel_unit *unit, double pooled)
{
    unit->rate = hf_proportion_wilson(unit->k, unit->n);
    unit->z = (hf_figure){0};
    if (unit->n > 0) {
        double variance = pooled * (1 - pooled) / (double)unit->n;
        unit->z = hf_figure_ratio(unit->rate.rate - pooled, sqrt(variance));
    }
}

hf_binomial_range
hf_funnel_limits(const hf_funnel *funnel, int64_t n, double tail)
{
    double center = funnel->pooled.rate;
    hf_binomial_range exact = hf_binomial_limits(n, center, tail);
    if (funnel->widen <= 1) { // as they are, to the last digit
        return exact;
    }
    double below = (center - exact.low) * funnel->widen;
    double above = (exact.high - center) * funnel->widen;
    return (hf_binomial_range){hf_figure_clamp(center - below, 0, 1),
                               hf_figure_clamp(center + above, 0, 1)};
}

static bool
is_outside(const hf_funnel_unit *unit, hf_binomial_range limits)
{
    return unit->rate.rate < limits.low || unit->rate.rate > limits.high;
}

static void
judge(hf_funnel_unit *unit, const hf_funnel *funnel)
{
    hf_binomial_range anything = {0, 1};
    bool has_cases = unit->n > 0;
    unit->limits95 =
        has_cases ? hf_funnel_limits(funnel, unit->n, TAIL95) : anything;
    unit->limits998 =
        has_cases ? hf_funnel_limits(funnel, unit->n, TAIL998) : anything;
    unit->is_outside95 = has_cases && is_outside(unit, unit->limits95);
    unit->is_outside998 = has_cases && is_outside(unit, unit->limits998);
    unit->mid_p = has_cases
                      ? hf_binomial_mid_p(unit->k, unit->n, funnel->pooled.rate)
                      : 1;
    unit->q = 1;
}

// `numbers` has room for two a unit: the p-values, then their q-values.
static handoff_status
correct(hf_funnel_unit *units, size_t count, double *numbers)
{
    size_t tested = 0;
    for (size_t at = 0; at < count; at++) {
        if (units[at].n > 0) {
            numbers[tested++] = units[at].mid_p;
        }
    }
    const double *next = numbers + count;
    handoff_status status =
        hf_adjust_q_values(numbers, tested, numbers + count);
    for (size_t at = 0; status == HANDOFF_OK && at < count; at++) {
        if (units[at].n > 0) {
            units[at].q = *next++;
        }
    }
    return status;
}

handoff_status
hf_funnel_fill(hf_funnel_unit *units, size_t count, hf_funnel *out)
{
    hf_funnel funnel = {.pooled = pool(units, count), .widen = 1};
    double *numbers = hf_memory_zero(2 * count + 1, sizeof *numbers);
    if (numbers == NULL) {
        return HANDOFF_SYSTEM;
    }
    size_t found = 0;
    for (size_t at = 0; at < count; at++) {
        standardise(&units[at], funnel.pooled.rate);
        if (units[at].z.is_known) {
            numbers[found++] = units[at].z.value;
        }
    }
    funnel.phi = measure_phi(numbers, found);
    if (funnel.phi.is_known && funnel.phi.value > 1) {
        funnel.widen = sqrt(funnel.phi.value);
    }
    for (size_t at = 0; at < count; at++) {
        judge(&units[at], &funnel);
    }
    handoff_status status = correct(units, count, numbers);
    hf_memory_free(numbers);
    if (status == HANDOFF_OK) {
        *out = funnel;
    }
    return status;
}
