/* Cells, and how far from the line cases were. */
#include "unit/made_report.h"

static void
build(void)
{
    assert_int_equal(hf_cells_build(&made.report, made.ledger, made.findings),
                     HANDOFF_OK);
}

static void
cells_stand_by_name_with_both_sides(void **state)
{
    (void)state;
    made_grounds("B1", HF_EPISODES_PASS, 5);
    made_cases(2, HF_UNIT_HS_REJECT, MADE_MONDAY);
    made_cases(3, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    made_case(HF_UNIT_PENDING, MADE_MONDAY);
    made_grounds("A3", HF_EPISODES_HOLD, -5);
    made_cases(4, HF_UNIT_AGREE_HOLD, MADE_MONDAY);
    made_case(HF_UNIT_LS_PULL, MADE_MONDAY);
    build();
    assert_int_equal(made.report.cells.count, 2);
    const hf_cell_part *cells = made.report.cells.items;
    assert_view(hf_episodes_text(&made.report.episodes, cells[0].cell), "A3");
    assert_rate(cells[0].low_side, 1, 5);
    assert_rate(cells[0].high_side, 0, 0);
    assert_rate(cells[1].high_side, 2, 5);
}

static void
only_what_has_ripened_says_how_often_a_cell_converts(void **state)
{
    (void)state;
    int64_t young = made.report.as_of - 90 * MADE_DAY;
    made_grounds("A1", HF_EPISODES_PASS, 5);
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->resolution =
        HF_RESOLUTION_BOTH_RIGHT;
    made_case(HF_UNIT_LATE, MADE_MONDAY)->resolution = HF_RESOLUTION_RULE_WRONG;
    made_case(HF_UNIT_AGREE_PASS, young)->resolution = HF_RESOLUTION_BOTH_RIGHT;
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY)->resolution =
        HF_RESOLUTION_RULE_VINDICATED; // not worked
    made_grounds("B1", HF_EPISODES_PASS, 5);
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->resolution =
        HF_RESOLUTION_BOTH_RIGHT;
    build();
    assert_rate(made.report.cells.items[0].conversion, 1, 2);
    assert_rate(made.report.cells.items[1].conversion, 1, 1);
    assert_true(made.report.cells.items[0].lift.is_known);
    assert_near(made.report.cells.items[0].lift.value, 0.5, 1e-12);
    assert_near(made.report.cells.items[1].lift.value, 2, 1e-12);
}

static void
bars_of_margins_part_at_nought(void **state)
{
    (void)state;
    made_grounds("A1", HF_EPISODES_PASS, 0);
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY);
    made_grounds("A1", HF_EPISODES_PASS, 19);
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY);
    made_grounds("C1", HF_EPISODES_HOLD, -1);
    made_case(HF_UNIT_LS_PULL, MADE_MONDAY);
    made_grounds("C1", HF_EPISODES_HOLD, -30);
    made_case(HF_UNIT_AGREE_HOLD, MADE_MONDAY);
    build();
    const hf_margin_part *bars = made.report.margins.items;
    assert_int_equal(bars[0].width, 5);
    assert_int_equal(bars[0].least, -30);
    assert_int_equal(bars[0].followed, 1);
    assert_int_equal(made.report.margins.count, 10);
    assert_int_equal(bars[5].least, -5);
    assert_int_equal(bars[5].overridden, 1);
    assert_int_equal(bars[6].least, 0);
    assert_int_equal(bars[6].overridden, 1);
    assert_int_equal(bars[9].followed, 1);
}

static void
a_ledger_without_cases_has_neither(void **state)
{
    (void)state;
    build();
    assert_int_equal(made.report.cells.count, 0);
    assert_int_equal(made.report.margins.count, 0);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cells_stand_by_name_with_both_sides),
        TEST(only_what_has_ripened_says_how_often_a_cell_converts),
        TEST(bars_of_margins_part_at_nought),
        TEST(a_ledger_without_cases_has_neither),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
