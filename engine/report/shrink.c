/*
 * Shrinkage: rates of many units in, a prior and the rates it leaves out. A
 * unit of three cases is believed less than one of three hundred.
 */
#include "report/shrink.h"

hf_shrink_prior
hf_shrink_fit(const hf_rate *rates, size_t count)
{
    double k = 0;
    double n = 0;
    double squares = 0;
    double units = 0; // with cases
    for (size_t at = 0; at < count; at++) {
        double size = (double)rates[at].n;
        k += (double)rates[at].k;
        n += size;
        squares += size * size;
        units += rates[at].has_rate;
    }
    if (n <= 0) {
        return (hf_shrink_prior){0};
    }
    double mean = k / n;
    double spread = 0;
    for (size_t at = 0; at < count; at++) {
        double apart = rates[at].rate - mean;
        spread += (double)rates[at].n * apart * apart;
    }
    double chance = mean * (1 - mean);
    double excess = spread - chance * (units - 1);
    double room = chance * (n - squares / n - (units - 1));
    if (excess <= 0 || room <= 0) {
        return (hf_shrink_prior){
            .is_known = true, .is_same = true, .mean = mean};
    }
    double within = hf_figure_clamp(excess / room, 0, 1);
    return (hf_shrink_prior){
        .is_known = true, .mean = mean, .strength = (1 - within) / within};
}

hf_figure
hf_shrink_rate(const hf_shrink_prior *prior, int64_t k, int64_t n)
{
    if (!prior->is_known) {
        return (hf_figure){0};
    }
    if (prior->is_same || n == 0) {
        return hf_figure_of(prior->mean);
    }
    double alpha = prior->mean * prior->strength;
    return hf_figure_of(((double)k + alpha) / ((double)n + prior->strength));
}

int
hf_shrink_order(const hf_rate *one, const hf_rate *other)
{
    if (one->low > other->low || one->low < other->low) {
        return one->low > other->low ? -1 : 1;
    }
    return (one->n < other->n) - (one->n > other->n);
}
