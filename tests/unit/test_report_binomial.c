/* Tails, tests and limits, small ones by hand and vast ones by symmetry. */
#include "unit/near.h"

#include "report/binomial.h"

static void
known_two_sided_mid_ps_come_out(void **state)
{
    (void)state;
    assert_near(hf_binomial_mid_p(9, 14, .28), .005940, SIX_DIGITS);
    assert_near(hf_binomial_mid_p(3, 4, .28), .075515, SIX_DIGITS);
    assert_near(hf_binomial_mid_p(20, 60, .28), .360449, SIX_DIGITS);
    assert_near(hf_binomial_mid_p(40, 90, .28), .000913, SIX_DIGITS);
}

static void
a_small_one_is_what_it_is_by_hand(void **state)
{
    (void)state;
    hf_binomial split = hf_binomial_split(1, 3, .25);
    assert_near(split.below, 27. / 64, 1e-15);
    assert_near(split.at, 27. / 64, 1e-15);
    assert_near(split.above, 10. / 64, 1e-15);
}

static void
a_certain_one_is_in_one_place(void **state)
{
    (void)state;
    assert_near(hf_binomial_split(0, 7, 0).at, 1, 0);
    assert_near(hf_binomial_split(2, 7, 0).below, 1, 0);
    assert_near(hf_binomial_split(7, 7, 1).at, 1, 0);
    assert_near(hf_binomial_split(6, 7, 1).above, 1, 0);
    assert_near(hf_binomial_mid_p(0, 0, .3), 1, 0);
    assert_near(hf_binomial_mid_p(7, 7, 1), 1, 0);
    assert_near(hf_binomial_mid_p(6, 7, 1), 0, 0);
}

static void
the_parts_of_a_vast_one_add_up(void **state)
{
    (void)state;
    int64_t n = 10000000;
    hf_binomial split = hf_binomial_split(n / 2, n, .5);
    assert_near(split.below, split.above, 1e-12);
    // The middle term by Stirling: (1 - 1/4n + 1/32n^2) / sqrt(pi n / 2).
    assert_near(split.at, 2.523132458941848e-4, 1e-15);

    split = hf_binomial_split(2801000, n, .28);
    assert_near(split.below + split.at + split.above, 1, 1e-14);
    hf_binomial mirrored = hf_binomial_split(n - 2801000, n, .72);
    assert_near(split.below, mirrored.above, 1e-10);
    assert_near(split.at, mirrored.at, 1e-12);
}

static void
a_far_tail_keeps_its_digits(void **state)
{
    (void)state;
    // All of 200 at one quarter: 2^-400.
    double expected = 1;
    for (int at = 0; at < 400; at++) {
        expected /= 2;
    }
    double found = hf_binomial_split(200, 200, .25).at;
    assert_near(found / expected, 1, 1e-12);
    assert_near(hf_binomial_split(0, 10000000, .9).at, 0, 0);
}

static void
mid_p_grows_toward_the_middle_and_mirrors(void **state)
{
    (void)state;
    for (int64_t n = 1; n <= 40; n++) {
        for (int64_t k = 0; k <= n; k++) {
            double p = hf_binomial_mid_p(k, n, .375);
            assert_true(0 < p && p <= 1);
            assert_near(p, hf_binomial_mid_p(n - k, n, .625), 1e-13);
            if (k > 0 && 1000 * k <= 375 * n) {
                assert_true(hf_binomial_mid_p(k - 1, n, .375) < p);
            }
        }
    }
}

// What a count must be to be outside, and how likely that is.
static void
limits_leave_no_more_than_the_tail_outside(void **state)
{
    (void)state;
    static const double tails[] = {.025, .001};
    static const double rates[] = {.003, .05, .28, .5, .81, .999};
    for (int pick = 0; pick < 12; pick++) {
        double tail = tails[pick % 2];
        double p = rates[pick / 2];
        for (int64_t n = 1; n <= 300; n += 1 + n / 9) {
            hf_binomial_range range = hf_binomial_limits(n, p, tail);
            double below = 0;
            double above = 0;
            for (int64_t k = 0; k <= n; k++) {
                double rate = (double)k / (double)n;
                double at = hf_binomial_split(k, n, p).at;
                below += rate < range.low ? at : 0;
                above += rate > range.high ? at : 0;
            }
            assert_true(below <= tail + 1e-12 && above <= tail + 1e-12);
            assert_true(0 <= range.low && range.low <= p);
            assert_true(p <= range.high && range.high <= 1);
        }
    }
}

static void
limits_close_in_as_a_unit_grows(void **state)
{
    (void)state;
    hf_binomial_range few = hf_binomial_limits(40, .3, .025);
    hf_binomial_range sure = hf_binomial_limits(40, .3, .001);
    hf_binomial_range many = hf_binomial_limits(4000, .3, .025);
    assert_true(few.low < many.low && many.high < few.high);
    assert_true(sure.low < few.low && few.high < sure.high);
    // Ten million: within a count or two of the normal limits.
    hf_binomial_range vast = hf_binomial_limits(10000000, .5, .025);
    assert_near(vast.low, .5 - 1.9599639845 / 2 / 3162.27766, 2e-7);
    assert_near(vast.high, 1 - vast.low, 1e-15);
    hf_binomial_range none = hf_binomial_limits(9, 0, .025);
    assert_near(none.low, 0, 0);
    assert_near(none.high, 0, 0);
}

static void
disagreement_in_one_direction_shows(void **state)
{
    (void)state;
    assert_near(hf_binomial_mcnemar(0, 0), 1, 0);
    assert_near(hf_binomial_mcnemar(4, 4), 1, 0);
    assert_near(hf_binomial_mcnemar(0, 5), 2. / 32, 1e-15);
    assert_near(hf_binomial_mcnemar(1, 5), 14. / 64, 1e-15);
    assert_near(hf_binomial_mcnemar(5, 1), 14. / 64, 1e-15);
    assert_true(hf_binomial_mcnemar(4990000, 5010000) < 1e-9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_two_sided_mid_ps_come_out),
        cmocka_unit_test(a_small_one_is_what_it_is_by_hand),
        cmocka_unit_test(a_certain_one_is_in_one_place),
        cmocka_unit_test(the_parts_of_a_vast_one_add_up),
        cmocka_unit_test(a_far_tail_keeps_its_digits),
        cmocka_unit_test(mid_p_grows_toward_the_middle_and_mirrors),
        cmocka_unit_test(limits_leave_no_more_than_the_tail_outside),
        cmocka_unit_test(limits_close_in_as_a_unit_grows),
        cmocka_unit_test(disagreement_in_one_direction_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
