/* The trend: weeks, their limits, and where the rules changed. */
#include "unit/made_report.h"

#define WEEK (7 * MADE_DAY)

static void
build(void)
{
    assert_int_equal(hf_weeks_build(&made.report, made.ledger, made.findings),
                     HANDOFF_OK);
}

static void
add_week(int place, int high, int followed)
{
    int64_t at = MADE_MONDAY + place * WEEK + 3600;
    made_cases(high, HF_UNIT_HS_REJECT, at);
    made_cases(followed, HF_UNIT_AGREE_PASS, at);
}

static void
a_week_is_named_as_iso_8601_does(void **state)
{
    (void)state;
    const struct {
        int64_t start;
        int year, week;
    } cases[] = {{MADE_MONDAY, 2026, 40},
                 {MADE_MONDAY + 13 * WEEK, 2026, 53},
                 {MADE_MONDAY + 14 * WEEK, 2027, 1}};
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY);
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY + 15 * WEEK - 1);
    build();
    assert_int_equal(made.report.weeks.count, 15);
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        const hf_week_part *week =
            &made.report.weeks.items[(cases[at].start - MADE_MONDAY) / WEEK];
        assert_int_equal(week->start, cases[at].start);
        assert_int_equal(week->year, cases[at].year);
        assert_int_equal(week->week, cases[at].week);
    }
}

static void
a_week_without_cases_stands_empty(void **state)
{
    (void)state;
    add_week(0, 1, 1);
    add_week(2, 1, 1);
    build();
    assert_int_equal(made.report.weeks.count, 3);
    assert_rate(made.report.weeks.items[1].rate, 0, 0);
    assert_near(made.report.weeks.items[1].limit_high, 1, 0);
    assert_false(made.report.weeks.items[1].is_outside);
}

static void
limits_are_those_of_the_reference(void **state)
{
    (void)state;
    const int k[] = {12, 9, 22, 15, 30};
    const int n[] = {60, 50, 70, 65, 62};
    for (int at = 0; at < 5; at++) {
        add_week(at, k[at], n[at] - k[at]);
    }
    build();
    const hf_week_part *last = &made.report.weeks.items[4];
    assert_near(last->centre.value, 0.286645, SIX_DIGITS);
    assert_near(last->z, 3.4343, 5e-5);
    assert_false(last->is_outside); // spread by 1.839673, it is inside
}

static void
a_change_of_the_rules_begins_a_new_baseline(void **state)
{
    (void)state;
    hf_revision_part revisions[] = {
        {.id = 1, .since = MADE_MONDAY, .rules_hash = HF_VIEW("a")},
        {.id = 2, .since = MADE_MONDAY + WEEK, .rules_hash = HF_VIEW("a")},
        {.id = 3, .since = MADE_MONDAY + 2 * WEEK, .rules_hash = HF_VIEW("b")},
    };
    made.report.revisions.items = revisions;
    made.report.revisions.count = 3;
    add_week(0, 10, 10);
    add_week(1, 10, 10);
    add_week(2, 5, 15);
    add_week(3, 5, 15);
    build();
    const hf_week_part *weeks = made.report.weeks.items;
    assert_null(weeks[1].revision); // new lists are no change of the rules
    assert_ptr_equal(weeks[2].revision, &revisions[2]);
    assert_near(weeks[1].centre.value, 0.5, 1e-12);
    assert_near(weeks[2].centre.value, 0.25, 1e-12);
}

static void
what_cannot_be_judged_is_in_no_week(void **state)
{
    (void)state;
    made_case(HF_UNIT_PENDING, MADE_MONDAY);
    made_case(HF_UNIT_INDETERMINATE, MADE_MONDAY);
    build();
    assert_int_equal(made.report.weeks.count, 0);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_week_is_named_as_iso_8601_does),
        TEST(a_week_without_cases_stands_empty),
        TEST(limits_are_those_of_the_reference),
        TEST(a_change_of_the_rules_begins_a_new_baseline),
        TEST(what_cannot_be_judged_is_in_no_week),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
