/*
 * The binomial distribution by ratios of neighbouring terms. The largest term
 * is set to 1, the others follow outward, and the sum of all takes the place
 * of the factorials. In come counts and a probability, out go tails, tests
 * and limits; whether several tests were made is for adjust.c.
 */
#include "report/binomial.h"

#include "report/figure.h"

// A term this much smaller than the largest adds nothing, and the next ones
// would lose digits to underflow.
#define LEAST_TERM 1e-290

// The term of k + 1 over that of k.
static double
ratio_up(int64_t k, int64_t n, double p)
{
    return (double)(n - k) / (double)(k + 1) * (p / (1 - p));
}

// The term of k - 1 over that of k.
static double
ratio_down(int64_t k, int64_t n, double p)
{
    return (double)k / (double)(n - k + 1) * ((1 - p) / p);
}

static int64_t
mode_of(int64_t n, double p)
{
    int64_t mode = (int64_t)((double)(n + 1) * p);
    return mode > n ? n : mode;
}

static void
add_term(hf_binomial *sums, int64_t at, int64_t k, double term)
{
    if (at < k) {
        sums->below += term;
    } else if (at > k) {
        sums->above += term;
    } else {
        sums->at += term;
    }
}

hf_binomial
hf_binomial_split(int64_t k, int64_t n, double p)
{
    hf_binomial sums = {0, 0, 0};
    if (p <= 0 || p >= 1) { // all of it in one place
        add_term(&sums, p <= 0 ? 0 : n, k, 1);
        return sums;
    }
    int64_t mode = mode_of(n, p);
    add_term(&sums, mode, k, 1);
    double term = 1;
    for (int64_t at = mode; at > 0 && term > LEAST_TERM; at--) {
        term *= ratio_down(at, n, p);
        add_term(&sums, at - 1, k, term);
    }
    term = 1;
    for (int64_t at = mode; at < n && term > LEAST_TERM; at++) {
        term *= ratio_up(at, n, p);
        add_term(&sums, at + 1, k, term);
    }
    double total = sums.below + sums.at + sums.above;
    sums.below /= total;
    sums.at /= total;
    sums.above /= total;
    return sums;
}

static double
smaller(double a, double b)
{
    return a < b ? a : b;
}

double
hf_binomial_mid_p(int64_t k, int64_t n, double p)
{
    hf_binomial split = hf_binomial_split(k, n, p);
    double tail = smaller(split.below, split.above) + split.at / 2;
    return smaller(2 * tail, 1);
}

// With r the least count for which P(X <= r) exceeds `tail`: r, less the part
// of its term that lies above `tail`, as a rate. It is looked for downward from
// the mode, where P(X <= r) is above one quarter whatever n and p are.
static double
lower_limit(int64_t n, double p, double tail)
{
    if (p <= 0 || p >= 1) {
        return p <= 0 ? 0 : 1;
    }
    int64_t r = mode_of(n, p);
    hf_binomial split = hf_binomial_split(r, n, p);
    double term = split.at;
    double up_to = split.below + split.at;
    while (r > 0 && up_to - term > tail) {
        up_to -= term;
        term *= ratio_down(r, n, p);
        r--;
    }
    double count = (double)r - (up_to - tail) / term;
    return hf_figure_clamp(count / (double)n, 0, p);
}

hf_binomial_range
hf_binomial_limits(int64_t n, double p, double tail)
{
    return (hf_binomial_range){lower_limit(n, p, tail),
                               1 - lower_limit(n, 1 - p, tail)};
}

double
hf_binomial_mcnemar(int64_t b, int64_t c)
{
    hf_binomial split = hf_binomial_split(b < c ? b : c, b + c, 0.5);
    return smaller(2 * (split.below + split.at), 1);
}
