/*
 * The normal tail: a number in, a probability out. A power series serves the
 * middle, a continued fraction the tails.
 */
#include "report/normal.h"

#include <math.h>

// ln 2 in two parts; the first has 32 bits, so that small multiples are exact.
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define SQRT_2PI 2.5066282746310002

// Where the series still keeps its digits and the fraction already has them.
#define SERIES_UNTIL 3.0

enum {
    EXP_TERMS = 20,       // of |r| <= ln 2 / 2: the rest is below 10^-25
    FRACTION_DEPTH = 250, // enough at SERIES_UNTIL, more than that beyond
};

double
hf_normal_exp(double x)
{
    int powers = (int)(x / LN2_HIGH + (x < 0 ? -0.5 : 0.5));
    double rest = x - powers * LN2_HIGH - powers * LN2_LOW;
    double sum = 1;
    for (int at = EXP_TERMS; at > 0; at--) {
        sum = 1 + sum * rest / at;
    }
    for (; powers > 0; powers--) {
        sum *= 2;
    }
    for (; powers < 0; powers++) {
        sum /= 2;
    }
    return sum;
}

static double
density(double z)
{
    return hf_normal_exp(-z * z / 2) / SQRT_2PI;
}

// From 0 to z: the density times z + z^3/3 + z^5/(3 5) + ...
static double
series(double z)
{
    double term = z;
    double sum = z;
    for (int odd = 3; sum + term != sum; odd += 2) {
        term *= z * z / odd;
        sum += term;
    }
    return density(z) * sum;
}

// Above z: the density over z + 1/(z + 2/(z + 3/(z + ...))).
static double
fraction(double z)
{
    double under = z;
    for (int at = FRACTION_DEPTH; at > 0; at--) {
        under = z + at / under;
    }
    return density(z) / under;
}

double
hf_normal_tail(double z)
{
    if (z < 0) {
        return 1 - hf_normal_tail(-z);
    }
    if (z > 37) { // its density cannot be told from 0
        return 0;
    }
    return z < SERIES_UNTIL ? 0.5 - series(z) : fraction(z);
}

double
hf_normal_chi2_tail(double chi2)
{
    return 2 * hf_normal_tail(sqrt(chi2));
}
