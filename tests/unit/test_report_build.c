/* A report built from facts, written in its forms, and when memory runs out. */
#include "logged.h"

#include "report/document.h"
#include "report/report.h"
#include "report/report_json.h"

static void
fill_ledger(void)
{
    score("Id,Size\nL1,60\nL2,300\nL3,10\nL4,70\n", "2026-11-01");
    record(HANDOFF_RECORD_DISPOSITIONS,
           "Id,Status,At,By,Reason\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Ann,Too small\n"
           "L3,Working,2026-11-02T05:30:00Z,Ann,\n"
           "L4,Working,2026-11-03,Bob,\n");
    record(HANDOFF_RECORD_OUTCOMES, "Id,Opp,Stage,At\n"
                                    "L4,O1,Won,2026-11-09T00:00:00Z\n");
}

static handoff_report_options
options_as_of(const char *as_of)
{
    handoff_report_options options;
    handoff_report_options_init(&options);
    options.as_of = moment(as_of);
    options.show_people = 1;
    return options;
}

static void
a_report_counts_what_facts_come_to(void **state)
{
    (void)state;
    hf_report report;
    handoff_report_options options = options_as_of("2027-03-01");
    fill_ledger();
    expect_ok(hf_report_build(&report, ledger, &options, agreement, findings));
    assert_int_equal(report.funnel.scored, 4);
    assert_int_equal(report.funnel.handed, 3);
    assert_int_equal(report.codes[HF_UNIT_HS_REJECT], 1);
    assert_int_equal(report.codes[HF_UNIT_LS_PULL], 1);
    assert_int_equal(report.codes[HF_UNIT_LATE], 1);
    assert_int_equal(report.right.won, 1);
    assert_int_equal(report.revisions.count, 1);
    assert_int_equal(report.from, moment("2026-11-01"));
    assert_int_equal(report.facts_without_decision, 0);
    hf_report_clear(&report);
}

static void
a_period_takes_cases_by_their_beginning(void **state)
{
    (void)state;
    hf_report report;
    handoff_report_options options = options_as_of("2027-03-01");
    fill_ledger();
    score("Id,Size\nL5,60\n", "2026-12-01");
    options.has_from = options.has_to = options.compare = 1;
    options.from = moment("2026-12-01");
    options.to = moment("2027-01-01");
    expect_ok(hf_report_build(&report, ledger, &options, agreement, findings));
    assert_int_equal(report.funnel.scored, 1);
    assert_true(report.before.is_there);
    assert_int_equal(report.before.from, moment("2026-10-31"));
    assert_int_equal(report.before.rates.high_side.n, 3);
    assert_int_equal(report.before.begins, moment("2026-11-01"));
    hf_report_clear(&report);
}

static void
a_few_days_are_no_period_to_compare_with(void **state)
{
    (void)state;
    hf_report report;
    handoff_report_options options = options_as_of("2027-03-01");
    fill_ledger();
    options.has_from = options.compare = 1;
    options.from = moment("2026-11-10");
    expect_ok(hf_report_build(&report, ledger, &options, agreement, findings));
    assert_false(report.before.is_there);
    assert_false(report.before.high_side.is_known);
    hf_report_clear(&report);
}

static void
names_that_are_not_there_are_refused(void **state)
{
    (void)state;
    hf_report report;
    handoff_report_options options = options_as_of("2027-03-01");
    fill_ledger();
    options.ruleset = "u";
    assert_int_equal(
        hf_report_build(&report, ledger, &options, agreement, findings),
        HANDOFF_USAGE);
    hf_report_clear(&report);
    options.ruleset = "t";
    options.known_by = 77;
    assert_int_equal(
        hf_report_build(&report, ledger, &options, agreement, findings),
        HANDOFF_USAGE);
    hf_report_clear(&report);
}

// Everything that can fail: built, laid out, written for programs.
static handoff_status
make_all(const handoff_report_options *options)
{
    handoff_findings *own = handoff_findings_new();
    hf_report report = {0};
    hf_document document = {0};
    hf_buffer out = {0};
    handoff_status status =
        own ? hf_report_build(&report, ledger, options, agreement, own)
            : HANDOFF_SYSTEM;
    if (status == HANDOFF_OK &&
        !(hf_document_lay_out(&document, &report, ledger) &&
          hf_report_json_write(&report, ledger, &out))) {
        status = HANDOFF_SYSTEM;
    }
    hf_document_clear(&document);
    hf_report_clear(&report);
    hf_buffer_clear(&out);
    handoff_findings_free(own);
    return status;
}

static void
memory_that_runs_out_is_told(void **state)
{
    (void)state;
    handoff_report_options options = options_as_of("2027-03-01");
    handoff_status status = HANDOFF_SYSTEM;
    fill_ledger();
    for (unsigned long nth = 1; status != HANDOFF_OK; nth += 3) {
        hf_memory_fail_at(nth);
        status = make_all(&options);
        hf_memory_fail_at(0);
        if (status != HANDOFF_OK) {
            assert_int_equal(status, HANDOFF_SYSTEM);
        }
    }
    expect_ok(make_all(&options));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_new, close_it)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_report_counts_what_facts_come_to),
        TEST(a_period_takes_cases_by_their_beginning),
        TEST(a_few_days_are_no_period_to_compare_with),
        TEST(names_that_are_not_there_are_refused),
        TEST(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
