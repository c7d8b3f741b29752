/* Scoring runs, kept: what is written, what is not, and that it is derived
 * again. */
#include "testing.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "handoff/ledger.h"
#include "ledger/store.h"
#include "ledger/verify.h"

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

// Of the tests on e-mail in those rules: ledgers are kept for years, so that it
// never changes.
#define PRINT "b5faa269:"

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
    assert_rows("SELECT text FROM input WHERE decision = 2",
                "{\"size\":50,\"?\":\"" PRINT "?0\"}\n");
}

// ---- Scored again -----------------------------------------------------------

// Every kind of test on a personal field or on what is worked out from one.
static const char private_rules[] =
    "handoff: 1\n"
    "ruleset: private\n"
    "leads:\n"
    "  id: lead_id\n"
    "  fields:\n"
    "    lead_id: { column: Id, type: id, personal: true }\n"
    "    size: { column: Size, type: number }\n"
    "    email: { column: Email, type: email, personal: true }\n"
    "    title: { column: Title, personal: true }\n"
    "    born: { column: Born, type: date, personal: true }\n"
    "    pay: { column: Pay, type: number, personal: true }\n"
    "    tags: { column: Tags, type: set, personal: true }\n"
    "    vip: { column: Vip, type: boolean, personal: true }\n"
    "lists: { free: [gmail.com, web.de] }\n"
    "derived:\n"
    "  host: domain(email)\n"
    "  twice: least(greatest(pay, 0), 1000) * 2\n"
    "  level: { first: [{ when: title contains \"chief\", is: top },\n"
    "                   { when: title matches /^head/, is: head }] }\n"
    "gates: [ { id: free, when: host in free } ]\n"
    "criteria:\n"
    "  - { id: top, when: level = \"top\", points: 1 }\n"
    "  - { id: level, when: level is missing, points: 2 }\n"
    "  - { id: old, when: days_since(born) > 10000, points: 4 }\n"
    "  - { id: paid, when: twice between 100 and 200, points: 8 }\n"
    "  - { id: more, when: pay > size, points: 16 }\n"
    "  - { id: tagged, when: 'tags has any of [a, b]', points: 32 }\n"
    "  - { id: both, when: 'tags has all of [a, b]', points: 64 }\n"
    "  - { id: vip, when: vip, points: 128 }\n"
    "  - { id: same, when: host starts with title, points: 256 }\n"
    "  - { id: mail, when: email is not missing, points: 512 }\n"
    "  - { id: named, when: lead_id starts with \"A\", points: 1024 }\n"
    "verdicts:\n"
    "  - { verdict: out, means: disqualify, when: gated }\n"
    "  - { verdict: mql, means: pass, when: score >= 20 and level = \"top\" }\n"
    "  - { verdict: later, means: hold }\n"
    "routes: [ { to: sales, when: vip, sla: 4h }, { to: inbound } ]\n";

#define PRIVATE_HEADER "Id,Size,Email,Title,Born,Pay,Tags,Vip\n"
#define PRIVATE_LEADS                                                          \
    PRIVATE_HEADER                                                             \
    "A,200,ann@firm.com,Chief of all,1970-01-01,60,a;b,true\n"                 \
    "B,50,,,,,,\n"                                                             \
    "C,10,c@web.de,head,2020-01-01,500,b,false\n"                              \
    "D,,d@head.com,Head,1999-05-05,10,,no\n"                                   \
    "A2,1,x@y.z,,,1,c,\n"

static void
assert_verified(const char *expected)
{
    char *text = NULL;
    assert_int_equal(handoff_ledger_verify(ledger, NULL, &text, findings),
                     HANDOFF_OK);
    *strstr(text, "head ") = '\0';
    assert_view(hf_view_of(strchr(text, '\n') + 1), expected);
    handoff_free(text);
}

static void
answers_stand_in_for_personal_values(void **state)
{
    (void)state;
    run what = {
        .rules = private_rules, .leads = PRIVATE_LEADS, .as_of = "2026-10-01"};
    assert_int_equal(score_with(&what), HANDOFF_OK);
    assert_verified("5 of 5 decisions, scored again, came out the same\n");
    assert_int_equal(count("SELECT count(*) FROM input WHERE text LIKE"
                           " '%chief%' OR text LIKE '%1970-01%'"),
                     0);
    const char *forgotten = "A";
    assert_int_equal(handoff_ledger_forget(ledger, &forgotten, 1, "tester", 0,
                                           &receipt, findings),
                     HANDOFF_OK);
    assert_verified("4 of 5 decisions, scored again, came out the same\n"
                    "1 not scored again: their leads were forgotten\n");
}

static void
decisions_without_answers_are_counted(void **state)
{
    (void)state;
    score(HEADER "A,200,ann@firm.com\nB,50,\n", "2026-10-01");
    hf_verified verified = {.first_bad = INT64_MAX};
    assert_true(hf_db_execute(
        ledger->db, "DROP TRIGGER input_no_update; UPDATE input SET text ="
                    " replace(text, '" PRINT "', '00000000:')"
                    " WHERE decision = 1"));
    assert_int_equal(hf_rederive_run(ledger, &verified, findings), HANDOFF_OK);
    assert_int_equal(verified.unanswered, 1);
    assert_int_equal(verified.scored, 1);
    assert_true(verified.first_bad == INT64_MAX);
}

static void
a_margin_that_needs_the_value_is_not_claimed(void **state)
{
    (void)state;
    run what = {.rules =
                    "handoff: 1\n"
                    "ruleset: mixed\n"
                    "leads:\n"
                    "  id: lead_id\n"
                    "  fields:\n"
                    "    lead_id: { column: Id, type: id }\n"
                    "    pay: { column: Pay, type: number,"
                    " personal: true }\n"
                    "criteria: [ { id: paid, when: pay > 1, points: 5 } ]\n"
                    "verdicts:\n"
                    "  - { verdict: mql, means: pass, when: score > pay }\n"
                    "  - { verdict: later, means: hold }\n",
                .leads = "Id,Pay\nA,3\nB,7\n",
                .as_of = "2026-10-01"};
    assert_int_equal(score_with(&what), HANDOFF_OK);
    assert_verified("0 of 2 decisions, scored again, came out the same\n"
                    "2 not scored again: their rules compare a personal field "
                    "with a score\n");
}

// Behind the back of the chain: whoever seals the batch anew.
static void
every_part_of_a_decision_is_compared(void **state)
{
    (void)state;
    static const char *const edits[] = {
        "rationale SET verdict = 'later'", "rationale SET means = 'hold'",
        "rationale SET score = score + 1", "rationale SET axes = 'points:1'",
        "rationale SET margin = NULL",     "rationale SET route = 'inbound'",
        "rationale SET completeness = 1",  "rationale SET fired = 'known:5'",
        "rationale SET unknown = 'large'", "rationale SET pivotal = 'known'",
        "rationale SET state = state + 1", "decision SET sla_due = NULL",
        "decision SET as_of = as_of + 1"};
    score(HEADER "A,200,ann@firm.com\n", "2026-10-01");
    assert_true(hf_db_execute(ledger->db, "DROP TRIGGER rationale_no_update;"
                                          "DROP TRIGGER decision_no_update"));
    for (size_t at = 0; at < sizeof edits / sizeof *edits; at++) {
        hf_verified verified = {.first_bad = INT64_MAX};
        char sql[128];
        snprintf(sql, sizeof sql, "BEGIN; UPDATE %s", edits[at]);
        assert_true(hf_db_execute(ledger->db, sql));
        assert_int_equal(hf_rederive_run(ledger, &verified, findings),
                         HANDOFF_OK);
        assert_true(hf_db_execute(ledger->db, "ROLLBACK"));
        assert_int_equal(verified.first_bad, 1);
        assert_string_equal(verified.reason, "a decision comes out different");
    }
    assert_verifies();
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
        TEST(answers_stand_in_for_personal_values),
        TEST(decisions_without_answers_are_counted),
        TEST(a_margin_that_needs_the_value_is_not_claimed),
        TEST(every_part_of_a_decision_is_compared),
        TEST(a_decision_that_does_not_follow_from_its_inputs_is_found),
        TEST(a_person_is_forgotten_by_mail_and_stays_so),
        TEST(a_withdrawn_run_leaves_what_came_again),
        TEST(failing_memory_leaves_nothing_half_done),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
