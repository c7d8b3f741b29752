/* Who was right, over cases that have ripened. */
#include "unit/made_report.h"

static void
build(void)
{
    assert_int_equal(
        hf_outcomes_build(&made.report, made.ledger, made.findings),
        HANDOFF_OK);
}

static void
add_resolved(int count, hf_unit_code code, int64_t began,
             hf_resolution resolution)
{
    for (int at = 0; at < count; at++) {
        made_case(code, began)->resolution = (uint8_t)resolution;
    }
}

static void
both_directions_are_counted(void **state)
{
    (void)state;
    add_resolved(3, HF_UNIT_AGREE_PASS, MADE_MONDAY, HF_RESOLUTION_BOTH_RIGHT);
    add_resolved(7, HF_UNIT_LATE, MADE_MONDAY, HF_RESOLUTION_RULE_WRONG);
    add_resolved(2, HF_UNIT_HS_REJECT, MADE_MONDAY,
                 HF_RESOLUTION_RULE_VINDICATED);
    add_resolved(1, HF_UNIT_HS_REJECT, MADE_MONDAY,
                 HF_RESOLUTION_SALES_VINDICATED);
    add_resolved(5, HF_UNIT_HS_IGNORE, MADE_MONDAY, HF_RESOLUTION_UNOBSERVABLE);
    add_resolved(1, HF_UNIT_LS_PULL, MADE_MONDAY,
                 HF_RESOLUTION_SALES_VINDICATED);
    add_resolved(3, HF_UNIT_LS_PULL, MADE_MONDAY,
                 HF_RESOLUTION_RULE_VINDICATED);
    add_resolved(4, HF_UNIT_AGREE_HOLD, MADE_MONDAY, HF_RESOLUTION_BOTH_RIGHT);
    build();
    const hf_right_part *right = &made.report.right;
    assert_int_equal(right->matured, 26);
    assert_int_equal(right->open, 0);
    assert_rate(right->worked_pass, 3, 10);
    assert_rate(right->worked_hold, 1, 4);
    assert_near(right->yield.value, -0.05, 1e-12);
    assert_rate(right->high_vindicates_rule, 2, 3);
    assert_rate(right->low_vindicates_sales, 1, 4);
    assert_int_equal(right->unobservable, 5);
    assert_rate(right->bounds.low, 5, 18);
    assert_rate(right->bounds.high, 10, 18);
    assert_int_equal(made.report.resolution[HF_RESOLUTION_BOTH_RIGHT], 7);
}

static void
a_young_hit_does_not_count_before_a_young_miss_can(void **state)
{
    (void)state;
    int64_t young = made.report.as_of - 90 * MADE_DAY;
    add_resolved(4, HF_UNIT_AGREE_PASS, young, HF_RESOLUTION_BOTH_RIGHT);
    add_resolved(6, HF_UNIT_AGREE_PASS, young, HF_RESOLUTION_OPEN);
    add_resolved(1, HF_UNIT_AGREE_PASS, young - 1, HF_RESOLUTION_RULE_WRONG);
    build();
    assert_rate(made.report.right.worked_pass, 0, 1);
    assert_int_equal(made.report.right.matured, 1);
    assert_int_equal(made.report.right.open, 10);
    assert_int_equal(made.report.right.early, 4);
    assert_int_equal(made.report.resolution[HF_RESOLUTION_BOTH_RIGHT], 4);
}

static void
a_draw_is_the_same_for_the_same_seed(void **state)
{
    (void)state;
    uint32_t first[10];
    add_resolved(40, HF_UNIT_HS_IGNORE, MADE_MONDAY,
                 HF_RESOLUTION_UNOBSERVABLE);
    build();
    assert_int_equal(made.report.right.draw_count, 10);
    memcpy(first, made.report.right.draw, sizeof first);
    made.report.right = (hf_right_part){0};
    build();
    assert_memory_equal(made.report.right.draw, first, sizeof first);
    made.report.right = (hf_right_part){0};
    made.options.seed = 2;
    build();
    assert_memory_not_equal(made.report.right.draw, first, sizeof first);
}

static void
fewer_than_are_drawn_are_all_drawn(void **state)
{
    (void)state;
    add_resolved(2, HF_UNIT_HS_IGNORE, MADE_MONDAY, HF_RESOLUTION_UNOBSERVABLE);
    build();
    assert_int_equal(made.report.right.draw_count, 2);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(both_directions_are_counted),
        TEST(a_young_hit_does_not_count_before_a_young_miss_can),
        TEST(a_draw_is_the_same_for_the_same_seed),
        TEST(fewer_than_are_drawn_are_all_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
