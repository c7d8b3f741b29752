/* What is said before a number is trusted. */
#include "unit/made_report.h"

static void
build(void)
{
    hf_report *report = &made.report;
    assert_int_equal(hf_overview_build(report, made.ledger, made.findings),
                     HANDOFF_OK);
    assert_int_equal(hf_waiting_build(report, made.ledger, made.findings),
                     HANDOFF_OK);
    assert_int_equal(hf_outcomes_build(report, made.ledger, made.findings),
                     HANDOFF_OK);
    assert_int_equal(hf_cautions_build(report, made.ledger, made.findings),
                     HANDOFF_OK);
}

static bool
is_said(const char *part)
{
    for (size_t at = 0; at < made.report.warnings.count; at++) {
        if (hf_view_contains(made.report.warnings.items[at],
                             hf_view_of(part))) {
            return true;
        }
    }
    return false;
}

// A batch of what Sales did, with no row that anybody would look at.
static void
record_until(const char *kind, int64_t until)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO batch (id, kind, at, who, engine, covers_from,"
             " covers_to, hash) SELECT coalesce(max(id), 0) + 1, '%s', 0, '',"
             " '', 0, %lld, x'00' FROM batch",
             kind, (long long)until);
    assert_true(hf_db_execute(made.ledger->db, sql));
}

static void
nothing_is_said_of_nothing(void **state)
{
    (void)state;
    build();
    assert_int_equal(made.report.warnings.count, 0);
}

static void
what_was_not_taken_in_is_named(void **state)
{
    (void)state;
    made_case(HF_UNIT_INDETERMINATE, MADE_MONDAY);
    build();
    assert_true(is_said("No record of what Sales did"));
    assert_true(is_said("No outcomes were taken in"));
    assert_true(is_said("1 case cannot be told"));
}

static void
where_the_record_ends_silence_is_not_judged(void **state)
{
    (void)state;
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY);
    record_until("dispositions", MADE_MONDAY + MADE_DAY);
    record_until("outcomes", MADE_MONDAY + MADE_DAY);
    build();
    assert_true(is_said("is recorded up to 29 September 2026"));
    assert_true(is_said("No export shows touches"));
    assert_false(is_said("No outcomes"));
}

static void
a_few_cases_could_mean_anything(void **state)
{
    (void)state;
    made_cases(4, HF_UNIT_HS_REJECT, MADE_MONDAY);
    build();
    assert_true(is_said("Only 4 cases of passed leads can be judged"));
    made.report.warnings.count = 0;
    made.report.funnel = (hf_report_funnel){0};
    made_cases(6, HF_UNIT_AGREE_PASS, MADE_MONDAY);
    build();
    assert_false(is_said("can be judged: the rate"));
}

static void
rules_without_a_commit_and_rule_sets_together_are_named(void **state)
{
    (void)state;
    hf_revision_part revisions[] = {
        {.id = 1, .ruleset = HF_VIEW("a"), .is_dirty = true, .cases = 1},
        {.id = 2, .ruleset = HF_VIEW("b"), .cases = 1},
    };
    made_case(HF_UNIT_AGREE_PASS, MADE_MONDAY);
    build();
    assert_false(is_said("in no commit"));
    made.report.revisions.items = revisions;
    made.report.revisions.count = 2;
    assert_int_equal(
        hf_cautions_build(&made.report, made.ledger, made.findings),
        HANDOFF_OK);
    assert_true(is_said("1 revision of the rules was in no commit"));
    assert_true(is_said("2 rule sets are counted together"));
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, made_set_up, made_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_said_of_nothing),
        TEST(what_was_not_taken_in_is_named),
        TEST(where_the_record_ends_silence_is_not_judged),
        TEST(a_few_cases_could_mean_anything),
        TEST(rules_without_a_commit_and_rule_sets_together_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
