/* Rates drawn together, and lists by what is certain. */
#include "unit/near.h"

#include "report/shrink.h"

static void
a_small_unit_is_drawn_in_more_than_a_large_one(void **state)
{
    (void)state;
    hf_rate rates[] = {
        hf_proportion_wilson(2, 2), hf_proportion_wilson(60, 100),
        hf_proportion_wilson(10, 100), hf_proportion_wilson(45, 150)};
    hf_shrink_prior prior = hf_shrink_fit(rates, 4);
    assert_true(prior.is_known && !prior.is_same);
    assert_near(prior.mean, 117. / 352, 1e-15);
    assert_true(prior.strength > 0);
    double small = hf_shrink_rate(&prior, 2, 2).value;
    double large = hf_shrink_rate(&prior, 60, 100).value;
    assert_true(prior.mean < small && small < 1);
    assert_true(prior.mean < large && large < .6);
    assert_true(1 - small > .6 - large);
    assert_near(hf_shrink_rate(&prior, 0, 0).value, prior.mean, 0);
}

// m = .4; S = 2 * 100 * .01; chance .24; room .24 * (200 - 100 - 1).
static void
the_moments_are_as_by_hand(void **state)
{
    (void)state;
    hf_rate rates[] = {hf_proportion_wilson(30, 100),
                       hf_proportion_wilson(50, 100)};
    hf_shrink_prior prior = hf_shrink_fit(rates, 2);
    double within = (2 - .24) / (.24 * 99);
    assert_near(prior.strength, (1 - within) / within, 1e-10);
}

static void
units_that_differ_by_chance_alone_share_one_rate(void **state)
{
    (void)state;
    hf_rate rates[] = {hf_proportion_wilson(3, 10), hf_proportion_wilson(4, 10),
                       hf_proportion_wilson(7, 20)};
    hf_shrink_prior prior = hf_shrink_fit(rates, 3);
    assert_true(prior.is_known && prior.is_same);
    assert_near(hf_shrink_rate(&prior, 9, 10).value, 14. / 40, 1e-15);
    assert_true(hf_shrink_fit(rates, 1).is_same);
}

static void
units_of_all_or_nothing_are_believed(void **state)
{
    (void)state;
    hf_rate rates[] = {hf_proportion_wilson(50, 50),
                       hf_proportion_wilson(0, 50)};
    hf_shrink_prior prior = hf_shrink_fit(rates, 2);
    assert_false(prior.is_same);
    assert_near(hf_shrink_rate(&prior, 50, 50).value, 1, 1e-12);
}

static void
no_cases_leave_it_unknown(void **state)
{
    (void)state;
    hf_rate rate = hf_proportion_wilson(0, 0);
    hf_shrink_prior prior = hf_shrink_fit(&rate, 1);
    assert_false(prior.is_known);
    assert_false(hf_shrink_rate(&prior, 1, 2).is_known);
}

static void
a_list_is_by_the_lower_limit(void **state)
{
    (void)state;
    hf_rate lucky = hf_proportion_wilson(2, 2);
    hf_rate proven = hf_proportion_wilson(60, 100);
    hf_rate nobody = hf_proportion_wilson(0, 9);
    hf_rate silent = hf_proportion_wilson(0, 90);
    assert_true(hf_shrink_order(&proven, &lucky) < 0);
    assert_true(hf_shrink_order(&lucky, &proven) > 0);
    assert_true(hf_shrink_order(&silent, &nobody) < 0);
    assert_int_equal(hf_shrink_order(&lucky, &lucky), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_unit_is_drawn_in_more_than_a_large_one),
        cmocka_unit_test(the_moments_are_as_by_hand),
        cmocka_unit_test(units_that_differ_by_chance_alone_share_one_rate),
        cmocka_unit_test(units_of_all_or_nothing_are_believed),
        cmocka_unit_test(no_cases_leave_it_unknown),
        cmocka_unit_test(a_list_is_by_the_lower_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
