/* What changed in the rules, and what it does to the leads of the period. */
#include "logged.h"

#include "report/report.h"

#define HEAD                                                                   \
    "handoff: 1\nruleset: t\ntitle: t\nowner: ops\nleads:\n  id: lead\n"       \
    "  fields:\n    lead: { column: Id, type: id }\n"                          \
    "    size: { column: Size, type: number }\n"
#define TAIL                                                                   \
    "verdicts:\n  - { verdict: mql, when: score >= 30, means: pass }\n"        \
    "  - { verdict: nurture, means: hold }\n"                                  \
    "routes:\n  - { to: EMEA, sla: 24h }\n"

static hf_report report;
static handoff_report_options options;

static void
build(void)
{
    handoff_report_options_init(&options);
    options.as_of = moment("2026-11-20");
    expect_ok(hf_report_build(&report, ledger, &options, agreement, findings));
}

static void
score_by(const char *rules, const char *leads, const char *as_of)
{
    write_file("r.yaml", rules);
    score(leads, as_of);
}

static void
expect_line(const hf_change_part *one, size_t at, const char *text)
{
    hf_view line = one->what.items[at];
    assert_int_equal(line.len, strlen(text));
    assert_memory_equal(line.ptr, text, line.len);
}

static void
a_change_is_replayed_on_the_same_leads(void **state)
{
    (void)state;
    score_by(RULES, "Id,Size\nL1,60\nL2,300\nL3,10\nL4,70\n", "2026-11-01");
    record(HANDOFF_RECORD_DISPOSITIONS,
           "Id,Status,At,By,Reason\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Ann,Too small\n"
           "L2,Working,2026-11-01T04:00:00Z,Ann,\n"
           "L4,Working,2026-11-01T04:00:00Z,Ann,\n");
    score_by(HEAD "criteria:\n  - { id: company-size, when: size >= 100,"
                  " points: 30, because: larger }\n"
                  "  - { id: extra, when: size >= 5000, points: 5,"
                  " because: huge }\n" TAIL,
             "Id,Size\nL5,80\n", "2026-11-10");
    build();
    assert_int_equal(report.changes.count, 1);
    const hf_change_part *one = &report.changes.items[0];
    assert_int_equal(one->replayed, 5);
    assert_int_equal(one->cases, 5);
    assert_int_equal(one->to_pass, 0);
    assert_int_equal(one->from_pass, 3); // L1, L4, L5
    assert_true(one->mcnemar_p > 0.2499 && one->mcnemar_p < 0.2501);
    assert_int_equal(one->overrides, 1);
    assert_int_equal(one->mended, 1); // L1
    assert_int_equal(one->followed, 4);
    assert_int_equal(one->broken, 1); // L4: worked, would not pass
    assert_int_equal(one->what.count, 3);
    expect_line(one, 0,
                "criterion company-size: when `size >= 50` became `size >= "
                "100`");
    expect_line(one, 1,
                "criterion company-size: rationale `large enough` became "
                "`larger`");
    expect_line(one, 2, "criterion extra: added (points `5 on points`)");
    hf_report_clear(&report);
}

static void
what_was_not_kept_is_not_guessed(void **state)
{
    (void)state;
    score_by(RULES, "Id,Size\nL1,60\nL2,300\n", "2026-11-01");
    score_by(HEAD
             "    country: { column: Country, type: text }\n"
             "criteria:\n  - { id: company-size, when: size >= 50 and"
             " country = \"NL\", points: 30, because: large enough }\n" TAIL,
             "Id,Size,Country\nL3,80,NL\nL4,80,DE\n", "2026-11-10");
    build();
    const hf_change_part *one = &report.changes.items[0];
    assert_int_equal(one->replayed, 2); // L3 and L4
    assert_int_equal(one->new_fields, 2);
    assert_true(hf_view_equal(one->missing, HF_VIEW("country")));
    assert_int_equal(one->from_pass, 1);
    hf_report_clear(&report);
}

static void
one_revision_is_no_change(void **state)
{
    (void)state;
    score_by(RULES, "Id,Size\nL1,60\n", "2026-11-01");
    build();
    assert_int_equal(report.changes.count, 0);
    hf_report_clear(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_new, close_it)
        TEST(a_change_is_replayed_on_the_same_leads),
        TEST(what_was_not_kept_is_not_guessed),
        TEST(one_revision_is_no_change),
#undef TEST
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
