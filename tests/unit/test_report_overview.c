/* Counts and rates of the first page. */
#include "unit/made_report.h"

static void
build(void)
{
    assert_int_equal(
        hf_overview_build(&made.report, made.ledger, made.findings),
        HANDOFF_OK);
}

static void
a_rate_has_its_own_denominator(void **state)
{
    (void)state;
    for (int code = 0; code < HF_UNIT_CODE_COUNT; code++) {
        made_case((hf_unit_code)code, MADE_MONDAY);
    }
    build();
    const hf_report_rates *rates = &made.report.rates;
    assert_rate(rates->high_side, 4, 8);
    assert_rate(rates->low_side, 3, 4);
    assert_rate(rates->disputed, 0, 7);
    assert_rate(rates->unexplained, 0, 7);
    assert_int_equal(made.report.codes[HF_UNIT_PENDING], 1);
    assert_int_equal(made.report.agreed.a, 5);
    assert_int_equal(made.report.agreed.b, 3);
    assert_int_equal(made.report.agreed.c, 2);
    assert_int_equal(made.report.agreed.d, 2);
}

static void
nothing_has_no_rate(void **state)
{
    (void)state;
    build();
    assert_rate(made.report.rates.high_side, 0, 0);
    assert_int_equal(made.report.funnel.scored, 0);
    assert_int_equal(made.report.leads, 0);
}

static void
each_step_of_the_funnel_holds_the_next(void **state)
{
    (void)state;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY);
    made_case(HF_UNIT_HS_IGNORE, MADE_MONDAY);
    made_case(HF_UNIT_INDETERMINATE, MADE_MONDAY);
    made_case(HF_UNIT_PENDING, MADE_MONDAY);
    made_case(HF_UNIT_MK_FORCE, MADE_MONDAY);
    made_case(HF_UNIT_EXCLUDED, MADE_MONDAY);
    made_grounds("C3", HF_EPISODES_HOLD, -5);
    made_case(HF_UNIT_AGREE_HOLD, MADE_MONDAY);
    build();
    const hf_report_funnel *funnel = &made.report.funnel;
    assert_int_equal(funnel->scored, 7);
    assert_int_equal(funnel->in_scope, 6);
    assert_int_equal(funnel->passed, 5);
    assert_int_equal(funnel->handed, 4);
    assert_int_equal(funnel->due, 3);
    assert_int_equal(funnel->answered, 1);
}

static void
a_lead_with_two_cases_is_one_lead(void **state)
{
    (void)state;
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY)->lead = 9;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY + MADE_DAY)->lead = 9;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->lead = 1;
    build();
    assert_int_equal(made.report.leads, 2);
}

static void
an_sla_is_kept_with_its_grace(void **state)
{
    (void)state;
    int64_t end = MADE_MONDAY + MADE_DAY + 7200;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->touched = end;
    made_case(HF_UNIT_LATE, MADE_MONDAY)->touched = end + 1;
    made_case(HF_UNIT_HS_IGNORE, MADE_MONDAY)->at = end;
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY)->at = end; // there was time yet
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY)->at = end + 1;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->due = HF_FACTS_NO_TIME;
    build();
    assert_rate(made.report.rates.sla_kept, 1, 4);
}

static void
what_was_taken_back_was_closed_once(void **state)
{
    (void)state;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->is_reversed = true;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY);
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY);
    made_case(HF_UNIT_DQ_WORKED, MADE_MONDAY);
    build();
    assert_rate(made.report.rates.reversed, 1, 3);
}

static void
the_period_before_is_compared(void **state)
{
    (void)state;
    made_cases(18, HF_UNIT_HS_REJECT, MADE_MONDAY);
    made_cases(42, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    made.report.before_episodes = made.report.episodes;
    made.report.episodes = (hf_episodes){0};
    made_cases(42, HF_UNIT_HS_REJECT, MADE_MONDAY);
    made_cases(168, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    made.report.before.is_there = true;
    build();
    assert_rate(made.report.rates.high_side, 42, 210);
    assert_rate(made.report.before.rates.high_side, 18, 60);
    assert_true(made.report.before.high_side.is_known);
    assert_near(made.report.before.high_side.value, -0.1, SIX_DIGITS);
    assert_near(made.report.before.high_side.low, -0.234158, SIX_DIGITS);
    assert_near(made.report.before.high_side.high, 0.017123, SIX_DIGITS);
    assert_false(made.report.before.low_side.is_known);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rate_has_its_own_denominator),
        TEST(nothing_has_no_rate),
        TEST(each_step_of_the_funnel_holds_the_next),
        TEST(a_lead_with_two_cases_is_one_lead),
        TEST(an_sla_is_kept_with_its_grace),
        TEST(what_was_taken_back_was_closed_once),
        TEST(the_period_before_is_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
