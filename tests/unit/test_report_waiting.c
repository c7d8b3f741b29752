/* Time and silence. */
#include "unit/made_report.h"

static void
build(void)
{
    hf_report *report = &made.report;
    assert_int_equal(hf_overview_build(report, made.ledger, made.findings),
                     HANDOFF_OK);
    assert_int_equal(hf_waiting_build(report, made.ledger, made.findings),
                     HANDOFF_OK);
}

static void
touches_fall_into_bins(void **state)
{
    (void)state;
    const int64_t minutes[] = {14, 15, 60, 239, 1440, 14400};
    for (size_t at = 0; at < sizeof minutes / sizeof *minutes; at++) {
        made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->touched =
            MADE_MONDAY + minutes[at] * 60 + 59;
    }
    build();
    const int64_t bins[] = {1, 1, 2, 0, 1, 0, 0, 1};
    for (size_t at = 0; at < HF_TIME_BINS; at++) {
        assert_int_equal(made.report.time.bins[at], bins[at]);
    }
    assert_int_equal(made.report.time.touched, 6);
    assert_int_equal(made.report.time.median, 60);
    assert_int_equal(made.report.time.p90, 14400);
}

static void
what_nobody_touched_is_still_waiting(void **state)
{
    (void)state;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY)->touched = MADE_MONDAY + 600;
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY)->at = MADE_MONDAY + 60;
    made_case(HF_UNIT_HS_REJECT, MADE_MONDAY)->at = MADE_MONDAY + 1200;
    build();
    assert_int_equal(made.report.time.touched, 1);
    assert_int_equal(made.report.time.untouched, 2);
    // closed after a minute it is not at risk any more, after twenty it was
    assert_int_equal(made.report.time.median, 10);
    assert_int_equal(made.report.time.p90, -1);
}

static void
silence_is_listed_the_longest_first(void **state)
{
    (void)state;
    made_case(HF_UNIT_HS_IGNORE, MADE_MONDAY);
    made_case(HF_UNIT_HS_PAPER, MADE_MONDAY + 1);
    made_case(HF_UNIT_HS_IGNORE, MADE_MONDAY + 2);
    build();
    assert_int_equal(made.report.time.ignored_count, 2);
    assert_int_equal(made.report.time.ignored[0], 0);
    assert_int_equal(made.report.time.ignored[1], 2);
    assert_int_equal(made.report.time.paper_count, 1);
    assert_int_equal(made.report.time.paper[0], 1);
}

static void
add_bulk(const char *actor, int64_t at, int count, hf_unit_code code)
{
    for (int one = 0; one < count; one++) {
        hf_episode *closed = made_case(code, MADE_MONDAY);
        closed->actor = made_name(actor);
        closed->at = at + one;
        closed->is_bulk = true;
    }
}

static void
a_closure_in_bulk_is_one_decision(void **state)
{
    (void)state;
    int64_t at = MADE_MONDAY + MADE_DAY;
    add_bulk("Sam", at, 25, HF_UNIT_HS_REJECT);
    add_bulk("Sam", at + 3600, 30, HF_UNIT_DQ_WORKED);
    add_bulk("Kim", at, 21, HF_UNIT_HS_REJECT);
    made_cases(10, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    build();
    const hf_time_part *time = &made.report.time;
    assert_int_equal(time->bulk_count, 3);
    assert_int_equal(time->bulks[0].at, at);
    assert_int_equal(time->bulks[2].at, at + 3600);
    assert_int_equal(time->bulks[2].n, 30);
    assert_rate(made.report.rates.high_side, 46, 86);
    assert_rate(time->once, 2, 13);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(touches_fall_into_bins),
        TEST(what_nobody_touched_is_still_waiting),
        TEST(silence_is_listed_the_longest_first),
        TEST(a_closure_in_bulk_is_one_decision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
