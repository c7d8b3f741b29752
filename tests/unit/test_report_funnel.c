/* Units around their common rate. */
#include "unit/near.h"

#include "base/memory.h"
#include "report/funnel.h"

static void
a_lenient_team_stands_out(void **state)
{
    (void)state;
    hf_funnel_unit units[] = {
        {.k = 20, .n = 100}, {.k = 24, .n = 120}, {.k = 22, .n = 100},
        {.k = 17, .n = 90},  {.k = 20, .n = 110}, {.k = 26, .n = 130},
        {.k = 18, .n = 95},  {.k = 21, .n = 105}, {.k = 19, .n = 98},
        {.k = 60, .n = 100}, {.k = 2, .n = 9},
    };
    size_t count = sizeof units / sizeof *units;
    hf_funnel funnel;
    assert_int_equal(hf_funnel_fill(units, count, &funnel), HANDOFF_OK);
    assert_near(funnel.pooled.rate, 249. / 1057, 1e-15);
    for (size_t at = 0; at < count; at++) {
        assert_int_equal(units[at].is_outside998, at == 9);
        assert_int_equal(units[at].q <= .1, at == 9);
        assert_true(units[at].q >= units[at].mid_p);
    }
}

static void
units_that_differ_for_other_reasons_widen_the_limits(void **state)
{
    (void)state;
    hf_funnel_unit units[12];
    for (int at = 0; at < 12; at++) {
        units[at] = (hf_funnel_unit){.k = at % 2 ? 40 : 20, .n = 100};
    }
    hf_funnel funnel;
    assert_int_equal(hf_funnel_fill(units, 12, &funnel), HANDOFF_OK);
    assert_near(funnel.phi.value, .01 / (.3 * .7 / 100), 1e-12);
    assert_near(funnel.widen * funnel.widen, funnel.phi.value, 1e-12);
    hf_binomial_range exact = hf_binomial_limits(100, .3, .025);
    assert_near(.3 - units[0].limits95.low, (.3 - exact.low) * funnel.widen,
                1e-12);
    assert_true(units[0].rate.rate < exact.low);
    assert_false(units[0].is_outside95);
}

static void
like_units_keep_the_exact_limits(void **state)
{
    (void)state;
    hf_funnel_unit units[] = {
        {.k = 30, .n = 100}, {.k = 15, .n = 50}, {.k = 61, .n = 200}};
    hf_funnel funnel;
    assert_int_equal(hf_funnel_fill(units, 3, &funnel), HANDOFF_OK);
    assert_true(funnel.phi.value < 1);
    assert_near(funnel.widen, 1, 0);
    hf_binomial_range exact = hf_binomial_limits(50, funnel.pooled.rate, .025);
    assert_near(units[1].limits95.low, exact.low, 0);
    assert_near(units[1].limits95.high, exact.high, 0);
    hf_binomial_range drawn = hf_funnel_limits(&funnel, 50, .025);
    assert_near(drawn.high, exact.high, 0);
}

// Two far ones in twenty count as much as the next ones do.
static void
a_few_far_ones_do_not_make_the_spread(void **state)
{
    (void)state;
    hf_funnel_unit units[20];
    for (int at = 0; at < 20; at++) {
        units[at] = (hf_funnel_unit){.k = 30, .n = 100};
    }
    units[4].k = 90;
    units[5].k = 88;
    hf_funnel funnel;
    assert_int_equal(hf_funnel_fill(units, 20, &funnel), HANDOFF_OK);
    double plain = 0;
    for (int at = 0; at < 20; at++) {
        plain += units[at].z.value * units[at].z.value / 20;
    }
    assert_true(funnel.phi.value < plain / 4);
    assert_true(units[4].is_outside998 && !units[0].is_outside95);
}

static void
a_unit_without_cases_is_not_judged(void **state)
{
    (void)state;
    hf_funnel_unit units[] = {{.n = 0}, {.k = 3, .n = 10}, {.k = 5, .n = 10}};
    hf_funnel funnel;
    assert_int_equal(hf_funnel_fill(units, 3, &funnel), HANDOFF_OK);
    assert_false(units[0].rate.has_rate || units[0].z.is_known);
    assert_false(units[0].is_outside95);
    assert_near(units[0].q, 1, 0);
    assert_near(units[1].q, units[2].q, 1e-12); // of two, not of three
    assert_near(units[1].q, units[1].mid_p, 1e-12);
}

static void
no_units_or_no_variety_is_no_trouble(void **state)
{
    (void)state;
    hf_funnel funnel;
    assert_int_equal(hf_funnel_fill(NULL, 0, &funnel), HANDOFF_OK);
    assert_false(funnel.pooled.has_rate || funnel.phi.is_known);
    hf_funnel_unit units[] = {{.k = 4, .n = 4}, {.k = 7, .n = 7}};
    assert_int_equal(hf_funnel_fill(units, 2, &funnel), HANDOFF_OK);
    assert_false(funnel.phi.is_known || units[0].is_outside95);
    assert_near(units[0].q, 1, 0);
}

static void
failing_memory_is_told(void **state)
{
    (void)state;
    for (unsigned long nth = 1; nth <= 2; nth++) {
        hf_funnel_unit unit = {.k = 3, .n = 10};
        hf_funnel funnel = {.widen = 7};
        hf_memory_fail_at(nth);
        handoff_status status = hf_funnel_fill(&unit, 1, &funnel);
        hf_memory_fail_at(0);
        assert_int_equal(status, HANDOFF_SYSTEM);
        assert_near(funnel.widen, 7, 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lenient_team_stands_out),
        cmocka_unit_test(units_that_differ_for_other_reasons_widen_the_limits),
        cmocka_unit_test(like_units_keep_the_exact_limits),
        cmocka_unit_test(a_few_far_ones_do_not_make_the_spread),
        cmocka_unit_test(a_unit_without_cases_is_not_judged),
        cmocka_unit_test(no_units_or_no_variety_is_no_trouble),
        cmocka_unit_test(failing_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
