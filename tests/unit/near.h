/* What the tests of statistics share. */
#ifndef HF_TESTS_UNIT_NEAR_H
#define HF_TESTS_UNIT_NEAR_H

#include "testing.h"

/** Half of the last digit of the reference values. */
#define SIX_DIGITS 5.1e-7

/** Fail unless the two are at most `within` apart. */
static inline void
assert_near(double found, double expected, double within)
{
    double apart = found < expected ? expected - found : found - expected;
    if (!(apart <= within)) {
        fail_msg("%.12g is not %.12g", found, expected);
    }
}

/** The next of a fixed series of numbers below `bound`. */
static inline int64_t
draw_below(uint64_t *seed, int64_t bound)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (int64_t)((*seed >> 33) % (uint64_t)bound);
}

#endif
