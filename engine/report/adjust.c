/*
 * Corrections for many comparisons and for unlike cases. In come p-values, or
 * counts by stratum; out come q-values, standardised rates and a common odds
 * ratio. Which strata to take, and what to call out, is for others.
 */
#include "report/adjust.h"

#include "base/memory.h"
#include "report/normal.h"
#include "report/proportion.h"

#include <math.h>
#include <stdlib.h>

typedef struct ranked {
    double p;
    size_t at; /* place in the caller's order */
} ranked;

static int
order_ranked(const void *a, const void *b)
{
    const ranked *one = a;
    const ranked *other = b;
    return (one->p > other->p) - (one->p < other->p);
}

handoff_status
hf_adjust_q_values(const double *p, size_t count, double *q)
{
    if (count == 0) {
        return HANDOFF_OK;
    }
    ranked *order = hf_memory_zero(count, sizeof *order);
    if (order == NULL) {
        return HANDOFF_SYSTEM;
    }
    for (size_t at = 0; at < count; at++) {
        order[at] = (ranked){p[at], at};
    }
    qsort(order, count, sizeof *order, order_ranked);

    // From the largest down, each at most what the one above it got.
    double least = 1;
    for (size_t rank = count; rank > 0; rank--) {
        const ranked *it = &order[rank - 1];
        double adjusted = it->p * ((double)count / (double)rank);
        least = adjusted < least ? adjusted : least;
        q[it->at] = least;
    }
    hf_memory_free(order);
    return HANDOFF_OK;
}

hf_adjust_rate
hf_adjust_direct(const hf_adjust_stratum *strata, size_t count)
{
    double all = 0;
    double shared = 0;
    double sum = 0;
    double below = 0; // squared distances to the limits
    double above = 0;
    for (size_t at = 0; at < count; at++) {
        double weight = (double)strata[at].standard_n;
        all += weight;
        if (strata[at].n == 0) {
            continue;
        }
        hf_rate rate = hf_proportion_wilson(strata[at].k, strata[at].n);
        double down = weight * (rate.rate - rate.low);
        double up = weight * (rate.high - rate.rate);
        shared += weight;
        sum += weight * rate.rate;
        below += down * down;
        above += up * up;
    }
    if (shared <= 0) {
        return (hf_adjust_rate){0};
    }
    double rate = sum / shared;
    double low = rate - sqrt(below) / shared;
    double high = rate + sqrt(above) / shared;
    return (hf_adjust_rate){.is_known = true,
                            .rate = rate,
                            .low = hf_figure_clamp(low, 0, rate),
                            .high = hf_figure_clamp(high, rate, 1),
                            .covered = shared / all};
}

hf_adjust_expected
hf_adjust_indirect(const hf_adjust_stratum *strata, size_t count)
{
    int64_t observed = 0;
    double expected = 0;
    for (size_t at = 0; at < count; at++) {
        const hf_adjust_stratum *it = &strata[at];
        if (it->standard_n > 0) {
            observed += it->k;
            expected += (double)it->n *
                        ((double)it->standard_k / (double)it->standard_n);
        }
    }
    return (hf_adjust_expected){observed, expected,
                                hf_figure_ratio((double)observed, expected)};
}

// What the strata add up to. In the words of Robins, Breslow and Greenland a
// table has P = (a + d) / n, Q = (b + c) / n, R = a d / n and S = b c / n.
typedef struct strata_sums {
    double r;
    double s;
    double pr;
    double ps_qr;
    double qs;
    double deviation; /* of a from what chance expects */
    double variance;  /* of a by chance */
} strata_sums;

static void
add_table(strata_sums *sums, const hf_adjust_table *it)
{
    double a = (double)it->a;
    double b = (double)it->b;
    double c = (double)it->c;
    double d = (double)it->d;
    double n = a + b + c + d;
    if (n == 0) {
        return;
    }
    double r = a * d / n;
    double s = b * c / n;
    sums->r += r;
    sums->s += s;
    sums->pr += (a + d) / n * r;
    sums->ps_qr += (a + d) / n * s + (b + c) / n * r;
    sums->qs += (b + c) / n * s;
    sums->deviation += a - (a + b) * ((a + c) / n);
    if (n > 1) {
        sums->variance +=
            (a + b) / n * ((c + d) / n) * (a + c) * ((b + d) / (n - 1));
    }
}

static void
add_test(hf_adjust_odds *odds, const strata_sums *sums)
{
    double deviation = fabs(sums->deviation);
    deviation -= deviation < 0.5 ? deviation : 0.5;
    odds->chi2 = hf_figure_ratio(deviation * deviation, sums->variance);
    if (odds->chi2.is_known) {
        odds->p = hf_figure_of(hf_normal_chi2_tail(odds->chi2.value));
    }
}

static void
add_interval(hf_adjust_odds *odds, const strata_sums *sums)
{
    if (sums->r <= 0 || sums->s <= 0) {
        return;
    }
    double variance = sums->pr / (2 * sums->r * sums->r) +
                      sums->ps_qr / (2 * sums->r * sums->s) +
                      sums->qs / (2 * sums->s * sums->s);
    double factor = hf_normal_exp(HF_PROPORTION_Z95 * sqrt(variance));
    odds->low = hf_figure_of(odds->ratio.value / factor);
    odds->high = hf_figure_of(odds->ratio.value * factor);
}

hf_adjust_odds
hf_adjust_mantel_haenszel(const hf_adjust_table *tables, size_t count)
{
    strata_sums sums = {0};
    for (size_t at = 0; at < count; at++) {
        add_table(&sums, &tables[at]);
    }
    hf_adjust_odds odds = {.ratio = hf_figure_ratio(sums.r, sums.s)};
    add_interval(&odds, &sums);
    add_test(&odds, &sums);
    return odds;
}

bool
hf_adjust_is_flip(double crude, double adjusted)
{
    return (crude < 0 && adjusted > 0) || (crude > 0 && adjusted < 0);
}
