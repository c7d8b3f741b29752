/* Scoring runs, kept: what is written, what is not, and that it is derived
 * again. */
#include "testing.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "handoff/ledger.h"
#include "ledger/store.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/handoff-recorder-XXXXXX";
static handoff_findings *findings;
static handoff_ledger *ledger;
static handoff_receipt receipt;

#define RULES(name)                                                            \
    "handoff: 1\n"                                                             \
    "ruleset: " name "\n"                                                      \
    "leads:\n"                                                                 \
    "  id: lead_id\n"                                                          \
    "  fields:\n"                                                              \
    "    lead_id: { column: Id, type: id }\n"                                  \
    "    size: { column: Size, type: number }\n"                               \
    "    email: { column: Email, type: email, personal: true }\n"              \
    "lists: { free: [gmail.com] }\n"                                           \
    "gates:\n"                                                                 \
    "  - { id: free-mail, when: domain(email) in free }\n"                     \
    "criteria:\n"                                                              \
    "  - id: large\n"                                                          \
    "    because: large companies buy\n"                                       \
    "    first:\n"                                                             \
    "      - { when: size >= 100, points: 20 }\n"                              \
    "      - { when: size >= 10, points: 10 }\n"                               \
    "  - { id: known, when: email is not missing, points: 5 }\n"               \
    "verdicts:\n"                                                              \
    "  - { verdict: out, means: disqualify, when: gated }\n"                   \
    "  - { verdict: mql, means: pass, when: score >= 15 }\n"                   \
    "  - { verdict: later, means: hold }\n"                                    \
    "routes:\n"                                                                \
    "  - { to: sales, when: size >= 100, sla: 4h }\n"                          \
    "  - { to: inbound }\n"

static int
set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static int
open_new(void **state)
{
    (void)state;
    findings = handoff_findings_new();
    unlink("l");
    unlink("l-wal");
    unlink("l-shm");
    return handoff_ledger_open("l", HANDOFF_ACCESS_CREATE, 100, &ledger,
                               findings) == HANDOFF_OK
               ? 0
               : -1;
}

static int
close_it(void **state)
{
    (void)state;
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
    return 0;
}

// ---- Helpers ---------------------------------------------------------------

typedef struct run {
    unsigned long fails_at; // allocation of the run, 0: none
    const char *rules, *leads, *as_of;
    bool is_dry_run, is_baseline;
    int64_t max_shift;
} run;

static handoff_status
score_with(const run *what)
{
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    handoff_recorder *recorder = NULL;
    handoff_summary *summary = NULL;
    handoff_score_options options;
    handoff_time as_of = 0;
    const char *leads[] = {"leads.csv"};
    FILE *file = fopen("leads.csv", "w");
    assert_non_null(file);
    fputs(what->leads, file);
    fclose(file);
    assert_true(handoff_time_read(what->as_of, &as_of));
    assert_int_equal(handoff_rules_load_text("r", what->rules,
                                             strlen(what->rules), NULL, &rules,
                                             findings),
                     HANDOFF_OK);
    assert_int_equal(handoff_plan_new(rules, as_of, &plan, findings),
                     HANDOFF_OK);
    handoff_score_options_init(&options);
    options.leads = leads;
    options.lead_count = 1;
    options.output = "scores.csv";
    options.is_dry_run = what->is_dry_run;
    handoff_record_run kept = {.who = "tester",
                               .is_baseline = what->is_baseline,
                               .max_shift =
                                   what->max_shift ? what->max_shift : -1};
    options.threads = 1;
    hf_memory_fail_at(what->fails_at);
    handoff_status status = handoff_ledger_recorder(ledger, rules, &options,
                                                    &kept, &recorder, findings);
    options.recorder = recorder;
    if (status == HANDOFF_OK) {
        status = handoff_score(plan, &options, &summary, findings);
        receipt = handoff_recorder_receipt(recorder);
    }
    hf_memory_fail_at(0);
    handoff_recorder_free(recorder);
    handoff_summary_free(summary);
    handoff_plan_free(plan);
    handoff_rules_free(rules);
    return status;
}

static void
score(const char *leads, const char *as_of)
{
    run what = {.rules = RULES("small"), .leads = leads, .as_of = as_of};
    assert_int_equal(score_with(&what), HANDOFF_OK);
}

static int64_t
count(const char *sql)
{
    hf_query *query = hf_db_prepare(ledger->db, sql);
    assert_true(hf_db_next(query));
    int64_t number = hf_db_get_int(query, 0);
    hf_db_free_query(query);
    return number;
}

static void
assert_rows(const char *sql, const char *expected)
{
    hf_buffer text = {0};
    hf_query *query = hf_db_prepare(ledger->db, sql);
    while (hf_db_next(query)) {
        for (int at = 0; at < hf_db_columns(query); at++) {
            hf_buffer_add_text(&text, at ? "|" : "");
            hf_buffer_add_view(&text, hf_db_get_text(query, at));
        }
        hf_buffer_add_byte(&text, '\n');
    }
    assert_int_equal(hf_db_status(ledger->db, findings), HANDOFF_OK);
    hf_db_free_query(query);
    assert_view(hf_buffer_view(&text), expected);
    hf_buffer_clear(&text);
}

static void
assert_verifies(void)
{
    char *text = NULL;
    assert_int_equal(handoff_ledger_verify(ledger, NULL, &text, findings),
                     HANDOFF_OK);
    handoff_free(text);
}

#define HEADER "Id,Size,Email\n"

// ---- Decisions -------------------------------------------------------------

static void
a_run_keeps_what_the_rules_said(void **state)
{
    (void)state;
    score(HEADER "A,200,ann@firm.com\nB,50,\nC,1,\nD,50,d@gmail.com\n",
          "2026-10-01");
    assert_rows(
        "SELECT lead, verdict, means, score, axes, margin, route,"
        " completeness, fired, unknown, pivotal, sla_due IS NOT NULL"
        " FROM decisions ORDER BY lead",
        "A|mql|pass|25|points:25|10|sales|100|large.1:20;known:5||large|1\n"
        "B|later|hold|10|points:10|-5||66|large.2:10|free-mail||0\n"
        "C|later|hold|0|points:0|-15||66||free-mail||0\n"
        "D|out|disqualify|15|points:15|||100|"
        "free-mail:gate;large.2:10;known:5||free-mail|0\n");
    assert_rows("SELECT name, kind, points, because FROM criterion",
                "free-mail|gate||\nlarge|criterion|20;10|large companies buy\n"
                "known|criterion|5|\n");
    assert_int_equal(receipt.decisions, 4);
    assert_int_equal(receipt.handoffs, 1);
    assert_verifies();
}

static void
thirty_nights_without_a_change_add_no_decision(void **state)
{
    (void)state;
    char as_of[32];
    for (int night = 1; night <= 30; night++) {
        snprintf(as_of, sizeof as_of, "2026-09-%02d", night);
        score(HEADER "A,200,\nB,50,x@firm.com\nC,1,\n", as_of);
    }
    assert_int_equal(count("SELECT count(*) FROM decision"), 3);
    assert_int_equal(count("SELECT count(*) FROM handoff"), 2);
    assert_int_equal(count("SELECT count(*) FROM batch"), 30);
    assert_int_equal(receipt.known, 3);
    assert_verifies();
}

static void
a_lead_that_changes_gets_a_new_decision(void **state)
{
    (void)state;
    score(HEADER "A,200,a@firm.com\n", "2026-10-01");
    score(HEADER "A,200,other@firm.com\n", "2026-10-02"); // says the same
    score(HEADER "A,1,\n", "2026-10-03");
    score(HEADER "A,200,a@firm.com\n", "2026-10-04");
    assert_rows("SELECT lead, means, date(as_of, 'unixepoch') FROM decisions",
                "A|pass|2026-10-01\nA|hold|2026-10-03\nA|pass|2026-10-04\n");
    assert_rows("SELECT cycle, date(at, 'unixepoch'), recipient,"
                " (due - at) / 3600 FROM handoff",
                "1|2026-10-01|sales|4\n2|2026-10-04|sales|4\n");
    assert_verifies();
}

static void
the_first_of_an_id_counts(void **state)
{
    (void)state;
    score(HEADER "A,200,\nA,1,\nB,1,\n", "2026-10-01");
    assert_int_equal(receipt.rejected, 1);
    assert_rows("SELECT lead, means FROM decisions", "A|pass\nB|hold\n");
}

static void
two_rule_sets_do_not_touch_each_other(void **state)
{
    (void)state;
    run other = {.rules = RULES("other"),
                 .leads = HEADER "A,200,\n",
                 .as_of = "2026-10-02"};
    score(HEADER "A,200,\n", "2026-10-01");
    assert_int_equal(score_with(&other), HANDOFF_OK);
    assert_int_equal(count("SELECT count(*) FROM decision"), 2);
    assert_rows("SELECT ruleset, cycle FROM handoff", "1|1\n2|1\n");
    assert_int_equal(count("SELECT count(*) FROM lead"), 1);
    assert_verifies();
}

static void
a_baseline_starts_no_clock(void **state)
{
    (void)state;
    run first = {.rules = RULES("small"),
                 .leads = HEADER "A,200,\n",
                 .as_of = "2026-10-01",
                 .is_baseline = true};
    assert_int_equal(score_with(&first), HANDOFF_OK);
    assert_int_equal(count("SELECT count(*) FROM handoff"), 0);
    assert_rows("SELECT kind FROM batch", "baseline\n");
}

static void
a_dry_run_says_and_writes_nothing(void **state)
{
    (void)state;
    run dry = {.rules = RULES("small"),
               .leads = HEADER "A,200,\nB,1,\n",
               .as_of = "2026-10-01",
               .is_dry_run = true};
    assert_int_equal(score_with(&dry), HANDOFF_OK);
    assert_int_equal(receipt.decisions, 2);
    assert_int_equal(receipt.handoffs, 1);
    assert_int_equal(receipt.batch, 0);
    assert_int_equal(count("SELECT count(*) FROM batch"), 0);
}

static void
a_shift_of_verdicts_trips_the_gate(void **state)
{
    (void)state;
    run next = {.rules = RULES("small"),
                .leads = HEADER "A,1,\nB,1,\n",
                .as_of = "2026-10-02",
                .max_shift = 300000};
    score(HEADER "A,200,\nB,1,\n", "2026-10-01");
    unlink("scores.csv");
    assert_int_equal(score_with(&next), HANDOFF_FINDINGS);
    assert_int_equal(access("scores.csv", F_OK), -1);
    assert_int_equal(count("SELECT count(*) FROM batch"), 1);
    next.max_shift = 600000;
    assert_int_equal(score_with(&next), HANDOFF_OK);
    assert_int_equal(count("SELECT count(*) FROM batch"), 2);
}

// ---- Inputs ----------------------------------------------------------------

static void
personal_inputs_are_kept_as_hashes(void **state)
{
    (void)state;
    score(HEADER "A,200,ann@firm.com\nB,50,\n", "2026-10-01");
    assert_rows("SELECT length(text) > 40, instr(text, 'ann') FROM input"
                " WHERE decision = 1",
                "1|0\n");
    assert_rows("SELECT text FROM input WHERE decision = 2", "{\"size\":50}\n");
}

static void
a_decision_that_does_not_follow_from_its_inputs_is_found(void **state)
{
    (void)state;
    char *text = NULL;
    score(HEADER "A,200,\n", "2026-10-01");
    score(HEADER "B,50,\n", "2026-10-02");
    // Rules that say otherwise, under the hash of those that were used.
    assert_true(hf_db_execute(
        ledger->db, "DROP TRIGGER revision_no_update; UPDATE revision SET"
                    " text = replace(text, 'points: 20', 'points: 21')"));
    assert_int_equal(handoff_ledger_verify(ledger, NULL, &text, findings),
                     HANDOFF_LEDGER);
    assert_null(text);
}

static void
a_person_is_forgotten_by_mail_and_stays_so(void **state)
{
    (void)state;
    const char *who[] = {"Ann@Firm.com"};
    handoff_receipt forgotten;
    score(HEADER "A,200,ann@firm.com\nB,50,\n", "2026-10-01");
    assert_int_equal(handoff_ledger_forget(ledger, who, 1, "tester", 0,
                                           &forgotten, findings),
                     HANDOFF_OK);
    assert_int_equal(forgotten.erased, 1);
    assert_rows("SELECT key FROM identity", "B\n");
    assert_verifies();
    score(HEADER "A,200,\nB,50,\nNEW,1,ANN@firm.com\nC,1,\n", "2026-10-02");
    assert_int_equal(receipt.rejected, 2);
    assert_rows("SELECT key FROM identity", "B\nC\n");
    assert_verifies();
}

static void
a_withdrawn_run_leaves_what_came_again(void **state)
{
    (void)state;
    handoff_receipt withdrawn;
    score(HEADER "A,200,\nB,1,\n", "2026-10-01");
    score(HEADER "A,200,\n", "2026-10-02");
    assert_int_equal(handoff_ledger_retract(ledger, 1, "wrong", "tester", 0,
                                            &withdrawn, findings),
                     HANDOFF_OK);
    score(HEADER "A,200,\nB,1,\n", "2026-10-03");
    assert_int_equal(receipt.known, 1);
    assert_int_equal(receipt.added, 1); // B, as if it had not come before
    assert_verifies();
}

static void
failing_memory_leaves_nothing_half_done(void **state)
{
    (void)state;
    run failing = {.rules = RULES("small"),
                   .leads = HEADER "A,200,a@firm.com\nB,1,\nC,50,\n",
                   .as_of = "2026-10-01"};
    handoff_status status = HANDOFF_SYSTEM;
    for (unsigned long nth = 1; status != HANDOFF_OK; nth++) {
        handoff_findings_free(findings); // one that lost something says so
        findings = handoff_findings_new();
        failing.fails_at = nth;
        status = score_with(&failing);
        assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
        assert_int_equal(count("SELECT count(*) FROM batch"),
                         status == HANDOFF_OK);
    }
    assert_int_equal(count("SELECT count(*) FROM decision"), 3);
    assert_verifies();
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_new, close_it)
    const struct CMUnitTest tests[] = {
        TEST(a_run_keeps_what_the_rules_said),
        TEST(thirty_nights_without_a_change_add_no_decision),
        TEST(a_lead_that_changes_gets_a_new_decision),
        TEST(the_first_of_an_id_counts),
        TEST(two_rule_sets_do_not_touch_each_other),
        TEST(a_baseline_starts_no_clock),
        TEST(a_dry_run_says_and_writes_nothing),
        TEST(a_shift_of_verdicts_trips_the_gate),
        TEST(personal_inputs_are_kept_as_hashes),
        TEST(a_decision_that_does_not_follow_from_its_inputs_is_found),
        TEST(a_person_is_forgotten_by_mail_and_stays_so),
        TEST(a_withdrawn_run_leaves_what_came_again),
        TEST(failing_memory_leaves_nothing_half_done),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
