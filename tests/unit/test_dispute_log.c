/*
 * The log of a ledger: leads are scored into it, what Sales did is recorded,
 * and disagreements are listed. Derived at once or bit by bit, the rows are
 * the same.
 */
#include "logged.h"

#include "dispute/log_question.h"
#include "ledger/pseudonym.h"

static void
expect_log(const handoff_log_options *asked, const char *expected)
{
    hf_buffer text = {0};
    read_log(asked, &text);
    assert_string_equal(text.len ? hf_buffer_text(&text) : "", expected);
    hf_buffer_clear(&text);
}

static void
expect_verified(void)
{
    char *text = NULL;
    expect_ok(handoff_ledger_verify_derived(ledger, &text, findings));
    assert_non_null(strstr(text, " derived rows came out the same\n"));
    handoff_free(text);
}

// What was kept so far, against all of it derived anew.
static void
expect_same_anew(const char *as_of)
{
    hf_buffer before = {0};
    hf_buffer after = {0};
    handoff_log_options options = {
        .agreement = agreement, .as_of = moment(as_of), .output = "log"};
    expect_ok(handoff_ledger_log(ledger, &options, findings));
    read_units(&before);
    expect_verified();
    expect_ok(
        handoff_ledger_derive(ledger, agreement, moment(as_of), findings));
    read_units(&after);
    assert_true(after.len > 0);
    assert_string_equal(hf_buffer_text(&before), hf_buffer_text(&after));
    hf_buffer_clear(&before);
    hf_buffer_clear(&after);
}

static void
fill(void)
{
    score("Id,Size\nL1,60\nL2,300\nL3,10\nL4,70\n", "2026-11-01");
    record(HANDOFF_RECORD_DISPOSITIONS,
           "Id,Status,At,By,Reason\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Ann,Too small\n"
           "L2,Rejected,2026-11-01T04:00:00Z,=Bob,Too small\n"
           "L3,Accepted,2026-11-02T05:30:00Z,Ann,\n"
           "L4,Working,2026-11-03T00:00:00Z,Ann,\n");
}

// ---- Tests -----------------------------------------------------------------

static void
the_log_has_the_columns_agreed_on(void **state)
{
    (void)state;
    fill();
    handoff_log_options options = {.as_of = moment("2026-11-10"),
                                   .format = HANDOFF_LOG_CSV,
                                   .code = "hs_reject",
                                   .has_until = 1,
                                   .until = moment("2026-11-01T03:30:00Z")};
    hf_buffer text = {0};
    read_log(&options, &text);
    const char *line =
        "lead,cycle,code,side,mode,decided,verdict,means,score,cell,margin,"
        "route,handed,due,at,minutes,actor,team,reason,reason_code,class,"
        "disputes,unexplained,contradicted,bulk,reversed,fired,pivotal,"
        "resolution,revision\n"
        "L1,1,HS_REJECT,high,explicit,2026-11-01T00:00:00Z,mql,pass,30,,0,"
        "EMEA,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z,"
        "2026-11-01T03:00:00Z,180,Ann,,Too small,too_small,fit,company-size,"
        "0,0,0,0,company-size:30,company-size,open,";
    assert_int_equal(text.len, strlen(line) + 65);
    text.ptr[strlen(line)] = '\0';
    assert_string_equal(text.ptr, line);
    hf_buffer_clear(&text);
}

static void
people_read_a_line_a_case(void **state)
{
    (void)state;
    fill();
    handoff_log_options options = {.as_of = moment("2026-11-10")};
    expect_log(&options,
               "2026-11-01T03:00:00Z  L1                  HS_REJECT     "
               "passed, not followed: Ann"
               " \"Too small\"; disputes company-size; outcome open\n"
               "2026-11-01T04:00:00Z  L2                  HS_REJECT     "
               "passed, not followed: =Bob"
               " \"Too small\"; disputes company-size; does not match our data;"
               " outcome open\n"
               "2026-11-02T05:30:00Z  L3                  LS_PULL       held, "
               "worked anyway: Ann;"
               " unexplained; outcome open\n");
    options.side = "low";
    expect_log(&options, "2026-11-02T05:30:00Z  L3                  LS_PULL    "
                         "   held, worked anyway: Ann;"
                         " unexplained; outcome open\n");
    options.side = NULL;
    options.criterion = "company-size";
    options.lead = "L2";
    options.format = HANDOFF_LOG_MARKDOWN;
    expect_log(&options,
               "| at | code | what happened | lead | cell | who | team | reason"
               " | disputes | resolution |\n"
               "|---|---|---|---|---|---|---|---|---|---|\n"
               "| 2026-11-01T04:00:00Z | HS\\_REJECT | passed, not followed |"
               " L2 |  | =Bob |  | Too small | company-size | open |\n");
}

static void
a_lead_is_found_by_the_name_that_a_report_shows(void **state)
{
    (void)state;
    hf_buffer name = {0};
    score("Id,Size\nL1,60\nL2,60\n", "2026-10-01T09:00:00Z");
    hf_pseudonym_add(&name, ledger, 'L', HF_VIEW("L2"));
    handoff_log_options options = {.as_of = moment("2026-11-10"),
                                   .lead = hf_buffer_text(&name),
                                   .is_all = 1,
                                   .format = HANDOFF_LOG_NDJSON};
    hf_buffer log = {0};
    read_log(&options, &log);
    assert_non_null(strstr(hf_buffer_text(&log), "\"lead\":\"L2\""));
    assert_null(strstr(hf_buffer_text(&log), "\"lead\":\"L1\""));
    hf_buffer_clear(&log);
    hf_buffer_clear(&name);
}

static void
a_lead_has_a_story(void **state)
{
    (void)state;
    fill();
    record(HANDOFF_RECORD_OUTCOMES, "Id,Opp,Stage,At\n"
                                    "L4,O1,Won,2026-11-09T00:00:00Z\n");
    handoff_log_options options = {.as_of = moment("2026-11-10"), .lead = "L4"};
    expect_log(&options,
               "lead L4, by the rules of t\n"
               "2026-11-01T00:00:00Z  the rules say mql (pass), score 30,"
               " margin 0, to EMEA\n"
               "  company-size:30     large enough\n"
               "                      would differ without company-size\n"
               "2026-11-01T00:00:00Z  handed over to EMEA,"
               " due 2026-11-02T00:00:00Z\n"
               "2026-11-03T00:00:00Z  Sales: Working, by Ann\n"
               "2026-11-09T00:00:00Z  outcome: Won, opportunity O1\n"
               "\n"
               "what it comes to, as of 2026-11-10T00:00:00Z\n"
               "2026-11-03T00:00:00Z  L4                  LATE        "
               "  passed, worked late: Ann; both were right\n");
}

static void
what_two_exports_tell_of_one_deed_is_told_once(void **state)
{
    (void)state;
    score("Id,Size\nL1,60\n", "2026-11-01");
    record(HANDOFF_RECORD_DISPOSITIONS,
           "Id,Status,At,By,Reason\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Ann,\n");
    record(HANDOFF_RECORD_DISPOSITIONS,
           "Id,Status,At,By,Reason\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Ann,Too small\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Bob,\n");
    handoff_log_options options = {.as_of = moment("2026-11-10"), .lead = "L1"};
    hf_buffer told = {0};
    read_log(&options, &told);
    assert_non_null(strstr(hf_buffer_text(&told),
                           "Sales: Rejected, by Ann, because \"Too small\"\n"));
    assert_null(strstr(told.ptr, "Sales: Rejected, by Ann\n"));
    assert_non_null(strstr(told.ptr, "Sales: Rejected, by Bob\n"));
    hf_buffer_clear(&told);
}

static void
bit_by_bit_or_at_once_the_rows_are_the_same(void **state)
{
    (void)state;
    score("Id,Size\nL1,60\nL2,300\nL3,10\nL4,70\n", "2026-11-01");
    expect_same_anew("2026-11-01T01:00:00Z");
    expect_same_anew("2026-11-02T03:00:00Z");
    record(HANDOFF_RECORD_DISPOSITIONS,
           "Id,Status,At,By,Reason\n"
           "L1,Rejected,2026-11-01T03:00:00Z,Ann,Too small\n"
           "L4,Working,2026-11-20T03:00:00Z,Ann,\n");
    expect_same_anew("2026-11-03");
    expect_same_anew("2026-11-21");
    score("Id,Size\nL2,300\nL3,90\nL4,10\nL5,60\n", "2026-11-22");
    expect_same_anew("2026-11-23");
    record(HANDOFF_RECORD_OUTCOMES, "Id,Opp,Stage,At\n"
                                    "L1,O1,Won,2026-11-05T00:00:00Z\n");
    expect_same_anew("2026-11-24");
    expect_same_anew("2027-03-01");
}

static void
add_closings(hf_buffer *out, int from, int to)
{
    hf_buffer_add_text(out, "Id,Status,At,By,Reason\n");
    for (int at = from; at <= to; at++) {
        hf_buffer_printf(out, "B%d,Rejected,2026-11-01T03:00:%02dZ,%s,\n", at,
                         at, at % 2 ? "Ann" : " ann ");
    }
}

static void
more_than_twenty_closings_in_a_minute_are_one_decision(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "Id,Size\n");
    for (int at = 1; at <= 21; at++) {
        hf_buffer_printf(&text, "B%d,60\n", at);
    }
    score(hf_buffer_text(&text), "2026-11-01");
    handoff_log_options options = {.as_of = moment("2026-11-03"),
                                   .format = HANDOFF_LOG_NDJSON};
    for (int last = 20; last <= 21; last++) {
        hf_buffer log = {0};
        hf_buffer_reset(&text);
        add_closings(&text, last == 20 ? 1 : 21, last);
        record(HANDOFF_RECORD_DISPOSITIONS, hf_buffer_text(&text));
        read_log(&options, &log);
        size_t count = 0;
        for (const char *at = hf_buffer_text(&log);
             (at = strstr(at, "\"bulk\":true")); at++) {
            count++;
        }
        assert_int_equal(count, last == 20 ? 0 : 21);
        hf_buffer_clear(&log);
    }
    expect_same_anew("2026-11-04");
    hf_buffer_clear(&text);
}

static void
an_earlier_moment_leaves_what_is_kept_alone(void **state)
{
    (void)state;
    fill();
    hf_buffer before = {0};
    hf_buffer after = {0};
    handoff_log_options options = {.as_of = moment("2026-11-10")};
    read_log(&options, &before);
    hf_buffer_reset(&before);
    read_units(&before);
    options.as_of = moment("2026-11-01T03:30:00Z");
    expect_log(&options,
               "2026-11-01T03:00:00Z  L1                  HS_REJECT     "
               "passed, not followed: Ann"
               " \"Too small\"; disputes company-size; outcome open\n");
    read_units(&after);
    assert_string_equal(hf_buffer_text(&before), hf_buffer_text(&after));
    hf_buffer_clear(&before);
    hf_buffer_clear(&after);
}

static void
a_reader_changes_nothing(void **state)
{
    (void)state;
    fill();
    handoff_ledger_close(ledger);
    expect_ok(
        handoff_ledger_open("l", HANDOFF_ACCESS_READ, 100, &ledger, findings));
    handoff_log_options options = {
        .as_of = moment("2026-11-10"), .team = "emea", .is_all = 1};
    hf_buffer units = {0};
    for (int time = 0; time < 2; time++) {
        expect_log(&options, "");
        options.team = NULL;
        options.code = "LS_PULL";
        expect_log(&options, "2026-11-02T05:30:00Z  L3                  "
                             "LS_PULL       held, worked anyway:"
                             " Ann; unexplained; outcome open\n");
        options.code = NULL;
        options.team = "emea";
    }
    read_units(&units);
    assert_int_equal(units.len, 0);
    hf_buffer_clear(&units);
}

static void
names_that_are_not_there_are_refused(void **state)
{
    (void)state;
    fill();
    handoff_log_options options[] = {{.code = "HS_NONE"},
                                     {.side = "left"},
                                     {.lead = "L9"},
                                     {.ruleset = "u"}};
    for (size_t at = 0; at < sizeof options / sizeof *options; at++) {
        assert_int_equal(handoff_ledger_log(ledger, &options[at], findings),
                         HANDOFF_USAGE);
    }
}

static void
memory_that_runs_out_is_told(void **state)
{
    (void)state;
    fill();
    handoff_log_options options = {.agreement = agreement,
                                   .as_of = moment("2026-11-10"),
                                   .lead = "L1",
                                   .output = "log"};
    for (unsigned long nth = 1;; nth += 7) {
        handoff_findings *own = handoff_findings_new();
        expect_ok(hf_db_execute(ledger->db, "DELETE FROM derivation")
                      ? HANDOFF_OK
                      : HANDOFF_LEDGER);
        hf_memory_fail_at(nth);
        handoff_status status = handoff_ledger_log(ledger, &options, own);
        hf_memory_fail_at(0);
        handoff_findings_free(own);
        if (status == HANDOFF_OK) {
            break;
        }
        assert_int_equal(status, HANDOFF_SYSTEM);
    }
}

// How SQLite goes about it, one step a line.
static void
explain(const handoff_log_options *options, hf_buffer *out)
{
    hf_log_question question = {0};
    hf_buffer sql = {0};
    hf_log_question_make(options, false, &question);
    hf_buffer_add_text(&sql, "EXPLAIN QUERY PLAN ");
    hf_buffer_add_view(&sql, hf_buffer_view(&question.sql));
    hf_query *query = hf_db_prepare(ledger->db, hf_buffer_text(&sql));
    while (hf_db_next(query)) {
        hf_buffer_add_view(out, hf_db_get_text(query, 3));
        hf_buffer_add_byte(out, '\n');
    }
    hf_db_free_query(query);
    expect_ok(hf_db_status(ledger->db, findings));
    hf_buffer_clear(&sql);
    hf_buffer_clear(&question.sql);
}

static void
a_lead_a_criterion_and_a_week_are_found_by_index(void **state)
{
    (void)state;
    static const struct {
        handoff_log_options options;
        const char *step;
    } cases[] = {
        {{.lead = "A"}, "SEARCH d USING INDEX disagreement_lead (lead=?)"},
        {{.lead = "A", .ruleset = "t"},
         "SEARCH d USING INDEX disagreement_lead (lead=? AND ruleset=?)"},
        {{.criterion = "company-size"},
         "SEARCH d USING INTEGER PRIMARY KEY (rowid=?)"},
        {{.criterion = "company-size"},
         "SEARCH disputed USING COVERING INDEX disputed_criterion "
         "(criterion=?)"},
        {{.criterion = "company-size", .has_since = 1, .since = 1},
         "SEARCH disputed USING COVERING INDEX disputed_criterion"
         " (criterion=? AND at>?)"},
        {{.has_since = 1, .has_until = 1, .since = 1, .until = 604801},
         "SEARCH d USING INDEX disagreement_at (at>? AND at<?)"},
        {{.code = "HS_REJECT", .has_since = 1, .since = 1},
         "SEARCH d USING INDEX disagreement_code (code=? AND at>?)"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        hf_buffer plan = {0};
        explain(&cases[at].options, &plan);
        const char *text = hf_buffer_text(&plan);
        if (!strstr(text, cases[at].step) || strstr(text, "SCAN")) {
            fail_msg("'%s' is not how it is found:\n%s", cases[at].step, text);
        }
        hf_buffer_clear(&plan);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_new, close_it)
    const struct CMUnitTest tests[] = {
        TEST(the_log_has_the_columns_agreed_on),
        TEST(people_read_a_line_a_case),
        TEST(a_lead_is_found_by_the_name_that_a_report_shows),
        TEST(a_lead_has_a_story),
        TEST(what_two_exports_tell_of_one_deed_is_told_once),
        TEST(bit_by_bit_or_at_once_the_rows_are_the_same),
        TEST(more_than_twenty_closings_in_a_minute_are_one_decision),
        TEST(an_earlier_moment_leaves_what_is_kept_alone),
        TEST(a_reader_changes_nothing),
        TEST(a_lead_a_criterion_and_a_week_are_found_by_index),
        TEST(names_that_are_not_there_are_refused),
        TEST(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests_name("dispute log", tests, set_up, tear_down);
}
