/* Which cases a meeting discusses, and what is shown of them. */
#include "logged.h"

#include "ledger/pseudonym.h"
#include "report/report.h"

static hf_report report;
static handoff_report_options options;

static void
build(void)
{
    handoff_report_options_init(&options);
    options.as_of = moment("2026-11-10");
    expect_ok(hf_report_build(&report, ledger, &options, agreement, findings));
}

static void
fill(void)
{
    score("Id,Size\nL1,60\nL2,300\nL3,10\nL4,70\n", "2026-11-01");
    record(HANDOFF_RECORD_DISPOSITIONS,
           "Id,Status,At,By,Reason\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Ann,Too small\n"
           "L2,Rejected,2026-11-01T04:00:00Z,Bob,Too small\n"
           "L3,Working,2026-11-02T05:30:00Z,Ann,\n"
           "L4,Working,2026-11-01T09:00:00Z,Ann,\n");
    record(HANDOFF_RECORD_OUTCOMES, "Id,Opp,Stage,At\nL3,O1,Won,2026-11-05\n");
}

static bool
has_line(const hf_lines *lines, const char *part)
{
    for (size_t at = 0; at < lines->count; at++) {
        if (hf_view_contains(lines->items[at], hf_view_of(part))) {
            return true;
        }
    }
    return false;
}

static const hf_discussed_part *
find(hf_unit_code code, const char *why)
{
    for (size_t at = 0; at < report.discussed.count; at++) {
        const hf_discussed_part *one = &report.discussed.items[at];
        if (report.episodes.items[one->at].code == code &&
            hf_view_equal(one->why, hf_view_of(why))) {
            return one;
        }
    }
    fail_msg("no case is there because: %s", why);
    return NULL;
}

static void
every_override_of_a_few_is_chosen_once(void **state)
{
    (void)state;
    fill();
    build();
    assert_int_equal(report.discussed.count, 3);
    const hf_discussed_part *one =
        find(HF_UNIT_HS_REJECT, "the reason does not match our data");
    assert_true(has_line(&one->saw, "company-size, +30: large enough"));
    assert_true(has_line(&one->did, "Rejected; reason Too small"));
    assert_true(has_line(&one->became, "No outcome"));
    one = find(HF_UNIT_LS_PULL, "among the clearest holds that were worked "
                                "anyway");
    assert_true(has_line(&one->became, "5 November 2026: won"));
    assert_true(has_line(&one->became, "Sales was right"));
    hf_report_clear(&report);
}

static void
persons_show_when_they_are_asked_for(void **state)
{
    (void)state;
    fill();
    build();
    const hf_discussed_part *one =
        find(HF_UNIT_HS_REJECT, "the reason does not match our data");
    assert_false(has_line(&one->did, "Bob"));
    hf_report_clear(&report);
    options.show_people = 1;
    expect_ok(hf_report_build(&report, ledger, &options, agreement, findings));
    one = find(HF_UNIT_HS_REJECT, "the reason does not match our data");
    assert_true(has_line(&one->did, "Sales, Bob"));
    hf_report_clear(&report);
    options.hide_people = 1;
    expect_ok(hf_report_build(&report, ledger, &options, agreement, findings));
    one = find(HF_UNIT_HS_REJECT, "the reason does not match our data");
    assert_false(has_line(&one->did, "Bob"));
    assert_true(has_line(&one->did, "Sales, P-"));
    hf_report_clear(&report);
}

// Saved from the page under a made-up name, a judgement comes back to its case.
static void
what_a_meeting_judged_is_counted_at_its_case(void **state)
{
    (void)state;
    hf_buffer text = {0};
    fill();
    build();
    const hf_discussed_part *one =
        find(HF_UNIT_HS_REJECT, "the reason does not match our data");
    const hf_episode *episode = &report.episodes.items[one->at];
    hf_view lead = hf_report_lead(&report, ledger, episode);
    assert_true(hf_pseudonym_is_lead(lead));
    for (int at = 0; at < 2; at++) { // the newest counts
        hf_buffer_printf(&text, "%s%.*s,%d,HS_REJECT,Mo,2026-11-0%d,%s,no,,\n",
                         at ? ""
                            : "lead,cycle,code,by,at,rule_right,"
                              "response_right,note,action\n",
                         (int)lead.len, lead.ptr, (int)episode->cycle, 6 + at,
                         at ? "yes" : "no");
    }
    hf_report_clear(&report);
    record(HANDOFF_RECORD_REVIEWS, hf_buffer_text(&text));
    hf_buffer_clear(&text);
    build();
    assert_int_equal(report.reviews.count, 1);
    const hf_review_part *judged = &report.reviews.items[0];
    assert_int_equal(judged->n, 1);
    assert_int_equal(judged->rule_right.k, 1);
    assert_int_equal(judged->response_right.k, 0);
    assert_int_equal(judged->both[1][0], 1);
    one = find(HF_UNIT_HS_REJECT, "the reason does not match our data");
    assert_true(has_line(&one->became, "the rule was right; the response was "
                                       "wrong"));
    hf_report_clear(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_new, close_it)
        TEST(every_override_of_a_few_is_chosen_once),
        TEST(persons_show_when_they_are_asked_for),
        TEST(what_a_meeting_judged_is_counted_at_its_case),
#undef TEST
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
