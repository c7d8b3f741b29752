/*
 * Rates with their intervals: counts in, limits out. What is counted, and what
 * a rate of nothing is called, is for others to say.
 */
#include "report/proportion.h"

#include <math.h>

hf_rate
hf_proportion_wilson_at(int64_t k, int64_t n, double z)
{
    if (n <= 0) {
        return (hf_rate){.low = 0, .high = 1};
    }
    double size = (double)n;
    double rate = (double)k / size;
    double spread = z * z / size;
    double middle = rate + spread / 2;
    double half = z * sqrt(rate * (1 - rate) / size + spread / size / 4);
    double low = hf_figure_clamp((middle - half) / (1 + spread), 0, rate);
    double high = hf_figure_clamp((middle + half) / (1 + spread), rate, 1);

    // At the ends the formula gives 0 and 1, but for its last digits.
    return (hf_rate){.k = k,
                     .n = n,
                     .has_rate = true,
                     .rate = rate,
                     .low = k == 0 ? 0 : low,
                     .high = k == n ? 1 : high};
}

hf_rate
hf_proportion_wilson(int64_t k, int64_t n)
{
    return hf_proportion_wilson_at(k, n, HF_PROPORTION_Z95);
}

static double
hypotenuse(double a, double b)
{
    return sqrt(a * a + b * b);
}

hf_difference
hf_proportion_difference(const hf_rate *one, const hf_rate *other)
{
    if (!one->has_rate || !other->has_rate) {
        return (hf_difference){.low = -1, .high = 1};
    }
    double value = one->rate - other->rate;
    double below = hypotenuse(one->rate - one->low, other->high - other->rate);
    double above = hypotenuse(one->high - one->rate, other->rate - other->low);

    return (hf_difference){.is_known = true,
                           .value = value,
                           .low = hf_figure_clamp(value - below, -1, value),
                           .high = hf_figure_clamp(value + above, value, 1)};
}

hf_bounds
hf_proportion_bounds(int64_t successes, int64_t unobserved, int64_t all)
{
    return (hf_bounds){hf_proportion_wilson(successes, all),
                       hf_proportion_wilson(successes + unobserved, all)};
}
