/* Rates, their intervals, and how those behave as counts grow. */
#include "unit/near.h"

#include "report/proportion.h"

static void
assert_wilson(int64_t k, int64_t n, double low, double high)
{
    hf_rate rate = hf_proportion_wilson(k, n);
    assert_true(rate.has_rate);
    assert_int_equal(rate.k, k);
    assert_int_equal(rate.n, n);
    assert_near(rate.low, low, SIX_DIGITS);
    assert_near(rate.high, high, SIX_DIGITS);
}

static void
known_wilson_intervals_come_out(void **state)
{
    (void)state;
    assert_wilson(0, 5, 0.000000, 0.434482);
    assert_wilson(3, 20, 0.052369, 0.360419);
    assert_wilson(7, 9, 0.452589, 0.936775);
    assert_wilson(37, 142, 0.195353, 0.338387);
    assert_wilson(5, 5, 0.565518, 1.000000);
}

static void
a_rate_of_nothing_is_flagged_and_could_be_anything(void **state)
{
    (void)state;
    hf_rate rate = hf_proportion_wilson(0, 0);
    assert_false(rate.has_rate);
    assert_near(rate.low, 0, 0);
    assert_near(rate.high, 1, 0);
}

static void
an_interval_holds_its_rate_and_mirrors(void **state)
{
    (void)state;
    for (int64_t n = 1; n <= 60; n++) {
        for (int64_t k = 0; k <= n; k++) {
            hf_rate rate = hf_proportion_wilson(k, n);
            hf_rate other = hf_proportion_wilson(n - k, n);
            assert_true(0 <= rate.low && rate.low <= rate.rate);
            assert_true(rate.rate <= rate.high && rate.high <= 1);
            assert_near(rate.low, 1 - other.high, 1e-15);
            if (k > 0) {
                hf_rate before = hf_proportion_wilson(k - 1, n);
                assert_true(before.low < rate.low && before.high < rate.high);
            }
        }
    }
}

static void
more_of_the_same_narrows_and_more_confidence_widens(void **state)
{
    (void)state;
    hf_rate few = hf_proportion_wilson(3, 10);
    hf_rate many = hf_proportion_wilson(300, 1000);
    hf_rate sure = hf_proportion_wilson_at(3, 10, HF_PROPORTION_Z998);
    assert_true(few.low < many.low && many.high < few.high);
    assert_true(sure.low < few.low && few.high < sure.high);
    hf_rate vast = hf_proportion_wilson(1, INT64_C(1000000000000));
    assert_true(0 < vast.low && vast.low < 1e-12 && vast.high < 6e-12);
}

static void
the_known_difference_comes_out(void **state)
{
    (void)state;
    hf_rate one = hf_proportion_wilson(18, 60);
    hf_rate other = hf_proportion_wilson(42, 210);
    hf_difference found = hf_proportion_difference(&one, &other);
    assert_true(found.is_known);
    assert_near(found.value, .100000, SIX_DIGITS);
    assert_near(found.low, -.017123, SIX_DIGITS);
    assert_near(found.high, .234158, SIX_DIGITS);
}

static void
a_difference_turned_round_changes_its_sign(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int round = 0; round < 500; round++) {
        int64_t n = 1 + draw_below(&seed, 80);
        int64_t m = 1 + draw_below(&seed, 80);
        hf_rate one = hf_proportion_wilson(draw_below(&seed, n + 1), n);
        hf_rate other = hf_proportion_wilson(draw_below(&seed, m + 1), m);
        hf_difference there = hf_proportion_difference(&one, &other);
        hf_difference back = hf_proportion_difference(&other, &one);
        assert_true(-1 <= there.low && there.low <= there.value);
        assert_true(there.value <= there.high && there.high <= 1);
        assert_near(there.value, -back.value, 0);
        assert_near(there.low, -back.high, 1e-15);
    }
}

static void
a_difference_to_nothing_is_unknown(void **state)
{
    (void)state;
    hf_rate one = hf_proportion_wilson(1, 2);
    hf_rate none = hf_proportion_wilson(0, 0);
    assert_false(hf_proportion_difference(&one, &none).is_known);
    assert_false(hf_proportion_difference(&none, &one).is_known);
}

static void
what_was_never_observed_opens_the_bounds(void **state)
{
    (void)state;
    hf_bounds bounds = hf_proportion_bounds(12, 30, 100);
    assert_near(bounds.low.rate, .12, 1e-15);
    assert_near(bounds.high.rate, .42, 1e-15);
    assert_true(bounds.low.low < .12 && .42 < bounds.high.high);
    bounds = hf_proportion_bounds(12, 0, 100);
    assert_near(bounds.low.rate, bounds.high.rate, 0);
    assert_false(hf_proportion_bounds(0, 0, 0).low.has_rate);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_wilson_intervals_come_out),
        cmocka_unit_test(a_rate_of_nothing_is_flagged_and_could_be_anything),
        cmocka_unit_test(an_interval_holds_its_rate_and_mirrors),
        cmocka_unit_test(more_of_the_same_narrows_and_more_confidence_widens),
        cmocka_unit_test(the_known_difference_comes_out),
        cmocka_unit_test(a_difference_turned_round_changes_its_sign),
        cmocka_unit_test(a_difference_to_nothing_is_unknown),
        cmocka_unit_test(what_was_never_observed_opens_the_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
