/* What not following cost and what the rules saved. */
#include "unit/made_report.h"

static void
add(int count, hf_unit_code code, hf_resolution resolution)
{
    for (int at = 0; at < count; at++) {
        made_case(code, MADE_MONDAY)->resolution = (uint8_t)resolution;
    }
}

static const hf_value_part *
build(void)
{
    handoff_findings *findings = made.findings;
    made.report.codes[HF_UNIT_AGREE_HOLD] = 0;
    for (size_t at = 0; at < made.report.episodes.count; at++) {
        made.report.codes[made.report.episodes.items[at].code]++;
    }
    assert_int_equal(hf_outcomes_build(&made.report, made.ledger, findings),
                     HANDOFF_OK);
    assert_int_equal(hf_worth_build(&made.report, made.ledger, findings),
                     HANDOFF_OK);
    return &made.report.value;
}

static void
each_cell_is_compared_with_itself(void **state)
{
    (void)state;
    made_grounds("A1", HF_EPISODES_PASS, 10);
    add(5, HF_UNIT_AGREE_PASS, HF_RESOLUTION_BOTH_RIGHT);
    add(5, HF_UNIT_AGREE_PASS, HF_RESOLUTION_RULE_WRONG);
    add(4, HF_UNIT_HS_IGNORE, HF_RESOLUTION_UNOBSERVABLE);
    made_grounds("B2", HF_EPISODES_PASS, 1);
    add(1, HF_UNIT_LATE, HF_RESOLUTION_BOTH_RIGHT);
    add(9, HF_UNIT_LATE, HF_RESOLUTION_RULE_WRONG);
    add(10, HF_UNIT_HS_REJECT, HF_RESOLUTION_UNOBSERVABLE);
    const hf_value_part *value = build();
    assert_true(value->has_lost);
    assert_int_equal(value->unworked, 14);
    assert_int_equal(value->uncompared, 0);
    // Wilson: 5 of 10 is .236593 to .763407, 1 of 10 is .017876 to .404150.
    assert_near(value->lost_low, 4 * 0.2365931 + 10 * 0.0178762, 1e-5);
    assert_near(value->lost_high, 4 * 0.7634069 + 10 * 0.4041500, 1e-5);
    assert_false(value->has_money);
}

static void
what_was_worked_later_is_no_loss(void **state)
{
    (void)state;
    add(1, HF_UNIT_AGREE_PASS, HF_RESOLUTION_BOTH_RIGHT);
    add(2, HF_UNIT_HS_REJECT, HF_RESOLUTION_RULE_VINDICATED);
    add(2, HF_UNIT_HS_REJECT, HF_RESOLUTION_SALES_VINDICATED);
    add(2, HF_UNIT_HS_DOWNGRADE, HF_RESOLUTION_RULE_WRONG);
    assert_int_equal(build()->unworked, 0);
    assert_false(made.report.value.has_lost);
}

static void
a_cell_where_nobody_worked_is_left_out(void **state)
{
    (void)state;
    add(3, HF_UNIT_HS_IGNORE, HF_RESOLUTION_UNOBSERVABLE);
    const hf_value_part *value = build();
    assert_int_equal(value->unworked, 3);
    assert_int_equal(value->uncompared, 3);
    assert_false(value->has_lost);
    assert_false(value->has_saved);
}

static void
what_was_left_alone_is_counted_in_hours_and_money(void **state)
{
    (void)state;
    made.agreement.has_value = true;
    made.agreement.deal = 12000 * INT64_C(1000000);
    made.agreement.minutes_per_lead = 30 * INT64_C(1000000);
    made.agreement.hour = 60 * INT64_C(1000000);
    made_grounds("C3", HF_EPISODES_HOLD, -5);
    add(5, HF_UNIT_LS_PULL, HF_RESOLUTION_SALES_VINDICATED);
    add(5, HF_UNIT_LS_PULL, HF_RESOLUTION_RULE_VINDICATED);
    add(100, HF_UNIT_AGREE_HOLD, HF_RESOLUTION_BOTH_RIGHT);
    const hf_value_part *value = build();
    assert_true(value->has_saved && value->has_money);
    assert_near(value->saved_low, 100 * (1 - 0.7634069), 1e-4);
    assert_near(value->saved_high, 100 * (1 - 0.2365931), 1e-4);
    assert_near(value->hours_low, value->saved_low / 2, 1e-9);
    assert_near(value->wages_high, value->saved_high * 30, 1e-9);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_cell_is_compared_with_itself),
        TEST(what_was_worked_later_is_no_loss),
        TEST(a_cell_where_nobody_worked_is_left_out),
        TEST(what_was_left_alone_is_counted_in_hours_and_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
