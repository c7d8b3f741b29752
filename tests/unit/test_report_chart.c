/* Weekly rates: what is outside, what is a run, what a new baseline does. */
#include "unit/near.h"

#include "report/chart.h"

static void
the_known_chart_comes_out(void **state)
{
    (void)state;
    hf_chart_point weeks[] = {{.k = 12, .n = 60},
                              {.k = 9, .n = 50},
                              {.k = 22, .n = 70},
                              {.k = 15, .n = 65},
                              {.k = 30, .n = 62}};
    hf_chart_fill(weeks, 5);
    const hf_chart_point *last = &weeks[4];
    assert_near(last->center.value, .286645, SIX_DIGITS);
    assert_near(last->rate.rate, .483871, SIX_DIGITS);
    assert_near(last->plain.high, .458931, SIX_DIGITS);
    assert_near(last->z.value, 3.4343, 5e-5);
    assert_near(last->spread.value, 1.839673, SIX_DIGITS);
    assert_true(last->plain.is_outside);
    assert_false(last->wide.is_outside);
}

static void
an_empty_week_stands_and_is_passed_over(void **state)
{
    (void)state;
    hf_chart_point with[] = {
        {.k = 3, .n = 10}, {.n = 0}, {.k = 6, .n = 10}, {.k = 2, .n = 12}};
    hf_chart_point without[] = {
        {.k = 3, .n = 10}, {.k = 6, .n = 10}, {.k = 2, .n = 12}};
    hf_chart_fill(with, 4);
    hf_chart_fill(without, 3);
    assert_near(with[3].spread.value, without[2].spread.value, 0);
    assert_near(with[3].wide.high, without[2].wide.high, 0);
    assert_false(with[1].has_limits || with[1].z.is_known);
    assert_false(with[1].rate.has_rate || with[1].wide.is_outside);
    assert_true(with[1].center.is_known);
}

static void
weeks_without_any_case_have_no_centre(void **state)
{
    (void)state;
    hf_chart_point weeks[] = {{.n = 0}, {.n = 0}};
    hf_chart_fill(weeks, 2);
    assert_false(weeks[0].center.is_known || weeks[0].has_limits);
    hf_chart_fill(weeks, 0);
}

static void
rates_that_never_vary_are_inside(void **state)
{
    (void)state;
    hf_chart_point weeks[] = {{.k = 4, .n = 4}, {.k = 9, .n = 9}};
    hf_chart_fill(weeks, 2);
    assert_false(weeks[0].z.is_known || weeks[0].spread.is_known);
    assert_true(weeks[0].has_limits);
    assert_false(weeks[0].plain.is_outside || weeks[1].wide.is_outside);
    assert_near(weeks[0].plain.low, 1, 0);
}

static void
calm_weeks_do_not_narrow_the_limits(void **state)
{
    (void)state;
    hf_chart_point weeks[] = {
        {.k = 30, .n = 100}, {.k = 31, .n = 100}, {.k = 30, .n = 100}};
    hf_chart_fill(weeks, 3);
    assert_true(weeks[0].spread.value < 1);
    assert_near(weeks[0].plain.low, weeks[0].wide.low, 0);
    assert_near(weeks[0].plain.high, weeks[0].wide.high, 0);
}

static void
limits_vary_with_the_week_and_stay_in_range(void **state)
{
    (void)state;
    hf_chart_point weeks[] = {
        {.k = 1, .n = 4}, {.k = 40, .n = 400}, {.k = 0, .n = 3}};
    hf_chart_fill(weeks, 3);
    assert_near(weeks[0].plain.low, 0, 0);
    assert_true(weeks[1].plain.high < weeks[0].plain.high);
    for (int at = 0; at < 3; at++) {
        assert_true(0 <= weeks[at].wide.low && weeks[at].wide.high <= 1);
        assert_true(weeks[at].wide.low <= weeks[at].plain.low);
        assert_true(weeks[at].plain.high <= weeks[at].wide.high);
    }
}

// One high week, then low ones; an empty one in between does not end the run.
static void
the_eighth_in_a_row_on_one_side_is_marked(void **state)
{
    (void)state;
    hf_chart_point weeks[11] = {{.k = 9, .n = 10}};
    for (int at = 1; at < 11; at++) {
        weeks[at] =
            (hf_chart_point){.k = at == 4 ? 0 : 2, .n = at == 4 ? 0 : 10};
    }
    hf_chart_fill(weeks, 11);
    for (int at = 0; at < 11; at++) {
        assert_int_equal(weeks[at].is_run, at >= 9);
    }
}

static void
a_week_on_the_centre_ends_a_run(void **state)
{
    (void)state;
    hf_chart_point weeks[12];
    for (int at = 0; at < 12; at++) {
        int64_t k = at == 0 ? 10 : at == 6 ? 3 : at <= 10 ? 2 : 6;
        weeks[at] = (hf_chart_point){.k = k, .n = 10};
    }
    weeks[11].k = 36 - 10 - 3 - 18; // so that the mean is three of ten
    hf_chart_fill(weeks, 12);
    assert_near(weeks[0].center.value, .3, 0);
    for (int at = 0; at < 12; at++) {
        assert_false(weeks[at].is_run);
    }
}

static void
a_new_segment_has_a_baseline_of_its_own(void **state)
{
    (void)state;
    hf_chart_point weeks[] = {{.k = 10, .n = 100, .segment = 1},
                              {.k = 12, .n = 100, .segment = 1},
                              {.k = 60, .n = 100, .segment = 2},
                              {.k = 62, .n = 100, .segment = 2}};
    hf_chart_fill(weeks, 4);
    assert_near(weeks[1].center.value, .11, 0);
    assert_near(weeks[2].center.value, .61, 0);
    for (int at = 0; at < 4; at++) {
        assert_false(weeks[at].plain.is_outside);
        weeks[at].segment = 0;
    }
    hf_chart_fill(weeks, 4);
    assert_true(weeks[0].plain.is_outside && weeks[3].plain.is_outside);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_known_chart_comes_out),
        cmocka_unit_test(an_empty_week_stands_and_is_passed_over),
        cmocka_unit_test(weeks_without_any_case_have_no_centre),
        cmocka_unit_test(rates_that_never_vary_are_inside),
        cmocka_unit_test(calm_weeks_do_not_narrow_the_limits),
        cmocka_unit_test(limits_vary_with_the_week_and_stay_in_range),
        cmocka_unit_test(the_eighth_in_a_row_on_one_side_is_marked),
        cmocka_unit_test(a_week_on_the_centre_ends_a_run),
        cmocka_unit_test(a_new_segment_has_a_baseline_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
