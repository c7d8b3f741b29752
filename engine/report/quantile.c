/*
 * Medians and ninetieth percentiles of waiting times: waits in, one of their
 * minutes out. What a minute is (of a calendar, or round the clock) is decided
 * where the waits come from.
 */
#include "report/quantile.h"

#include <stdlib.h>

static int
order_waits(const void *a, const void *b)
{
    const hf_quantile_wait *one = a;
    const hf_quantile_wait *other = b;
    if (one->minutes != other->minutes) {
        return one->minutes < other->minutes ? -1 : 1;
    }
    return one->is_open - other->is_open;
}

void
hf_quantile_sort(hf_quantile_wait *waits, size_t count)
{
    if (count > 0) {
        qsort(waits, count, sizeof *waits, order_waits);
    }
}

hf_quantile
hf_quantile_closed(const hf_quantile_wait *sorted, size_t count, int percent)
{
    size_t closed = 0;
    for (size_t at = 0; at < count; at++) {
        closed += !sorted[at].is_open;
    }
    size_t done = 0;
    for (size_t at = 0; at < count; at++) {
        done += !sorted[at].is_open;
        if (!sorted[at].is_open && done * 100 >= closed * (size_t)percent) {
            return (hf_quantile){true, sorted[at].minutes};
        }
    }
    return (hf_quantile){0};
}

// The share that is not done is `share` at the last open wait that was passed,
// times what is left of those at risk then: between open waits the factors of
// the product cancel, and without any of them the test is one of integers.
hf_quantile
hf_quantile_survival(const hf_quantile_wait *sorted, size_t count, int percent)
{
    // Room for the roundings of `share`, far below what one wait can change.
    const double slack = 1 + 1e-12;
    double share = 1;
    size_t at_risk = count;
    for (size_t at = 0; at < count; at++) {
        size_t left = count - at - 1;
        if (sorted[at].is_open) {
            share *= (double)(left + 1) / (double)at_risk;
            at_risk = left;
        } else if (share * 100 * (double)left <=
                   (double)(100 - percent) * (double)at_risk * slack) {
            return (hf_quantile){true, sorted[at].minutes};
        }
    }
    return (hf_quantile){0};
}
