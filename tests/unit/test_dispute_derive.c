/*
 * The derived rows: as they were known at an earlier batch, whatever the order
 * in which runs came, and compared with what the facts make of them.
 */
#include "logged.h"

#include "dispute/derive.h"

static const char LATER_AGREEMENT[] =
    "handoff_agreement: 1\n"
    "dispositions:\n"
    "  columns: { lead: Id, status: Status, at: At, actor: By,"
    " reason: Reason }\n"
    "  statuses:\n"
    "    touched: [Working, Accepted]\n"
    "    rejected: [Rejected]\n    recycled: [Nurture]\n"
    "  reasons:\n"
    "    too_small: { values: [Too small], class: fit }\n"
    "outcomes:\n"
    "  columns: { lead: Id, opportunity: Opp, stage: Stage, at: At }\n"
    "  stages: { won: [Won] }\n";

static const char LATE[] = "2027-06-01";

// Rows of which nothing is kept.
static void
read_derived(int64_t known_by, const char *as_of, hf_buffer *out)
{
    handoff_agreement *kept = NULL;
    expect_ok(hf_agreement_kept(ledger, known_by, &kept, findings));
    hf_derive asked = {
        .agreement = kept, .as_of = moment(as_of), .known_by = known_by};
    expect_ok(hf_derive_begin(ledger, &asked, findings));
    read_units(out);
    expect_ok(hf_derive_end(ledger, &asked, findings));
    handoff_agreement_free(kept);
}

static void
retract(int64_t batch)
{
    handoff_receipt receipt;
    expect_ok(handoff_ledger_retract(ledger, batch, "wrong", "tester", 0,
                                     &receipt, findings));
}

static void
use_agreement(const char *text)
{
    write_file("a.yaml", text);
    handoff_agreement_free(agreement);
    agreement = NULL;
    expect_ok(handoff_agreement_load("a.yaml", &agreement, findings));
}

// ---- What was known --------------------------------------------------------

#define FIRST_DEEDS                                                            \
    "Id,Status,At,By,Reason\n"                                                 \
    "L1,Rejected,2026-11-01T03:00:00Z,Ann,Too small\n"                         \
    "L2,Rejected,2026-11-01T04:00:00Z,Bob,Too small\n"                         \
    "L3,Accepted,2026-11-02T05:30:00Z,Ann,\n"

// One batch after the other, of all kinds that change what is derived.
static void
take_step(int step)
{
    switch (step) {
    case 1:
        score("Id,Size\nL1,60\nL2,300\nL3,10\nL4,70\n", "2026-11-01");
        return;
    case 2:
        record(HANDOFF_RECORD_DISPOSITIONS, FIRST_DEEDS);
        return;
    case 3:
        score("Id,Size\nL1,60\nL2,10\nL3,90\nL4,70\nL5,80\n", "2026-11-10");
        return;
    case 4:
        record(HANDOFF_RECORD_OUTCOMES, "Id,Opp,Stage,At\n"
                                        "L1,O1,Won,2026-12-05T00:00:00Z\n");
        return;
    case 5:
        use_agreement(LATER_AGREEMENT);
        record(HANDOFF_RECORD_DISPOSITIONS,
               FIRST_DEEDS "L4,Working,2026-11-03T00:00:00Z,Ann,\n");
        return;
    case 6:
        retract(2);
        return;
    case 7:
        retract(3);
        return;
    case 8:
        score("Id,Size\nL1,10\nL2,10\nL3,90\nL4,70\nL6,80\n", "2026-10-20");
        return;
    case 9:
        use_agreement(AGREEMENT);
        record(HANDOFF_RECORD_DISPOSITIONS,
               "Id,Status,At,By,Reason\n"
               "L1,Working,2026-11-02T03:00:00Z,Ann,\n"
               "L6,Nurture,2026-10-21T03:00:00Z,Ann,\n");
        return;
    case 10:
        retract(5);
        return;
    }
}

enum { STEPS = 10 };

// Without the rows of lead 2.
static void
drop_second(hf_buffer *rows)
{
    hf_buffer kept = {0};
    char *rest = NULL;
    char *text = rows->len ? rows->ptr : NULL;
    for (char *row = text ? strtok_r(text, "\n", &rest) : NULL; row;
         row = strtok_r(NULL, "\n", &rest)) {
        if (strncmp(row, "1|2|", 4) != 0) {
            hf_buffer_printf(&kept, "%s\n", row);
        }
    }
    hf_buffer_clear(rows);
    *rows = kept;
}

static void
expect_known(hf_buffer rows[STEPS + 1])
{
    for (int step = 1; step <= STEPS; step++) {
        hf_buffer now = {0};
        read_derived(step, LATE, &now);
        assert_view(hf_buffer_view(&now),
                    rows[step].len ? hf_buffer_text(&rows[step]) : "");
        hf_buffer_clear(&now);
    }
}

static void
what_was_known_is_what_those_batches_make(void **state)
{
    (void)state;
    hf_buffer rows[STEPS + 1] = {{0}};
    handoff_receipt receipt;
    const char *forgotten = "L2";
    for (int step = 1; step <= STEPS; step++) {
        take_step(step);
        expect_ok(handoff_ledger_derive(ledger, NULL, moment(LATE), findings));
        read_units(&rows[step]);
        assert_true(rows[step].len > 0);
    }
    expect_known(rows);
    expect_ok(handoff_ledger_forget(ledger, &forgotten, 1, "tester", 0,
                                    &receipt, findings));
    for (int step = 1; step <= STEPS; step++) {
        drop_second(&rows[step]);
    }
    expect_known(rows);
    for (int step = 1; step <= STEPS; step++) {
        hf_buffer_clear(&rows[step]);
    }
}

// ---- The order of runs -----------------------------------------------------

// Sizes of leads, month by month: those of 50 and more pass.
static void
score_month(int month)
{
    static const char *const sizes[][4] = {
        {"60", "60", "60", "60"}, // L1 passes all the time
        {"60", "10", "60", "60"}, // L2 falls once
        {"10", "10", "60", "10"}, // L3 rises once
        {"60", "60", "10", "60"}, // L4
        {"10", "60", "10", "60"}, // L5 changes each time
        {"60", "10", "10", "60"}, // L6
        {"10", "", "60", "60"},   // L7 is not known once
        {"10", "10", "10", "10"}, // L8 is held all the time
    };
    char leads[256];
    static const char *const moments[] = {"2026-07-01", "2026-08-01",
                                          "2026-09-01", "2026-10-01"};
    int len = snprintf(leads, sizeof leads, "Id,Size\n");
    for (size_t lead = 0; lead < sizeof sizes / sizeof *sizes; lead++) {
        len += snprintf(leads + len, sizeof leads - (size_t)len, "L%zu,%s\n",
                        lead + 1, sizes[lead][month]);
    }
    score(leads, moments[month]);
}

#define WORKED_HEAD "Id,Status,At,By,Reason\n"

// A run hands a lead over again that it knows to be recycled.
static const char RECYCLED[] =
    WORKED_HEAD "L1,Nurture,2026-08-15T03:00:00Z,Ann,\n";

static const char WORKED[] =
    WORKED_HEAD "L2,Working,2026-08-15T03:00:00Z,Ann,\n"
                "L3,Rejected,2026-09-02T03:00:00Z,Ann,Too small\n"
                "L4,Working,2026-07-02T03:00:00Z,Ann,\n"
                "L4,Rejected,2026-10-02T03:00:00Z,Ann,Too small\n"
                "L5,Working,2026-09-15T03:00:00Z,Ann,\n"
                "L6,Rejected,2026-07-01T03:00:00Z,Ann,\n"
                "L6,Working,2026-10-01T03:00:00Z,Ann,\n"
                "L8,Accepted,2026-09-20T03:00:00Z,Ann,\n";

// The derived rows of a new ledger, by what they say and not by number.
static void
derive_months(const int order[4], bool is_worked_first, hf_buffer *out)
{
    close_it(NULL);
    assert_int_equal(open_new(NULL), 0);
    if (is_worked_first) {
        record(HANDOFF_RECORD_DISPOSITIONS, RECYCLED);
        record(HANDOFF_RECORD_DISPOSITIONS, WORKED);
    }
    for (size_t at = 0; at < 4; at++) {
        score_month(order[at]);
    }
    if (!is_worked_first) {
        record(HANDOFF_RECORD_DISPOSITIONS, WORKED);
    }
    expect_ok(handoff_ledger_derive(ledger, NULL, moment(LATE), findings));
    hf_query *query = hf_db_prepare(
        ledger->db,
        "SELECT identity.key, cycle, code, side, mode, decided, handed, due,"
        " d.at, minutes, touched, attempts, actor, team, reason, reason_code,"
        " class, disputes, unexplained, contradicted, bulk, reversed,"
        " resolution, until, verdict, means, cell, route, fired, unknown,"
        " (SELECT group_concat(criterion) FROM disputed"
        "  WHERE disagreement = d.id) FROM disagreement AS d"
        " JOIN identity ON identity.lead = d.lead"
        " JOIN decision ON decision.id = d.decision"
        " JOIN rationale ON rationale.id = decision.rationale"
        " ORDER BY identity.key, d.at, cycle, decided");
    while (hf_db_next(query)) {
        for (int at = 0; at < hf_db_columns(query); at++) {
            hf_buffer_add_view(out, hf_db_get_text(query, at));
            hf_buffer_add_byte(out, '|');
        }
        hf_buffer_add_byte(out, '\n');
    }
    hf_db_free_query(query);
    expect_ok(hf_db_status(ledger->db, findings));
}

// All orders of four, by exchanging.
static void
expect_orders(int order[4], size_t fixed, bool is_worked_first,
              const hf_buffer *expected)
{
    if (fixed == 4) {
        hf_buffer rows = {0};
        derive_months(order, is_worked_first, &rows);
        const char *found = hf_buffer_text(&rows);
        const char *wanted = expected->ptr;
        size_t same = 0;
        while (found[same] && found[same] == wanted[same]) {
            same++;
        }
        while (same && found[same - 1] != '\n') {
            same--;
        }
        if (strcmp(found, wanted) != 0) {
            fail_msg("order %d%d%d%d: %.200s\ninstead of %.200s", order[0],
                     order[1], order[2], order[3], found + same, wanted + same);
        }
        hf_buffer_clear(&rows);
        return;
    }
    for (size_t at = fixed; at < 4; at++) {
        int one = order[fixed];
        order[fixed] = order[at];
        order[at] = one;
        expect_orders(order, fixed + 1, is_worked_first, expected);
        order[at] = order[fixed];
        order[fixed] = one;
    }
}

static void
runs_may_come_in_any_order(void **state)
{
    (void)state;
    for (int first = 0; first < 2; first++) {
        int order[4] = {0, 1, 2, 3};
        hf_buffer expected = {0};
        derive_months(order, first == 1, &expected);
        assert_non_null(hf_buffer_text(&expected));
        expect_orders(order, 0, first == 1, &expected);
        hf_buffer_clear(&expected);
    }
}

static void
a_late_run_is_derived_bit_by_bit_as_at_once(void **state)
{
    (void)state;
    static const int order[] = {0, 3, 1, 2};
    record(HANDOFF_RECORD_DISPOSITIONS, WORKED);
    for (size_t at = 0; at < 4; at++) {
        hf_buffer before = {0};
        hf_buffer after = {0};
        handoff_log_options options = {.as_of = moment(LATE), .output = "log"};
        score_month(order[at]);
        expect_ok(handoff_ledger_log(ledger, &options, findings));
        read_units(&before);
        expect_ok(handoff_ledger_derive(ledger, NULL, moment(LATE), findings));
        read_units(&after);
        assert_string_equal(hf_buffer_text(&before), hf_buffer_text(&after));
        hf_buffer_clear(&before);
        hf_buffer_clear(&after);
    }
}

// ---- Verified --------------------------------------------------------------

static void
expect_verified(const char *expected)
{
    char *text = NULL;
    expect_ok(handoff_ledger_verify_derived(ledger, &text, findings));
    assert_string_equal(text, expected);
    handoff_free(text);
}

static void
derived_rows_are_compared_with_the_facts(void **state)
{
    (void)state;
    static const char *const edits[] = {
        "UPDATE disagreement SET code = 'AGREE_PASS' WHERE lead = 2",
        "UPDATE disagreement SET resolution = 'both_right' WHERE lead = 2",
        "DELETE FROM disagreement WHERE lead = 2",
        "INSERT INTO disagreement SELECT 99, ruleset, lead, cycle, code, side,"
        " mode, decision, decided, handed, due, at, minutes, touched, attempts,"
        " actor, team, reason, reason_code, class, disputes, unexplained,"
        " contradicted, bulk, reversed, resolution, until FROM disagreement"
        " WHERE lead = 2",
        "UPDATE disagreement SET lead = 9 WHERE lead = 2",
        "DELETE FROM disputed",
        "INSERT INTO disputed VALUES (1, 'other', 0)",
        "UPDATE disputed SET criterion = 'other'"};
    expect_verified("no rows are derived yet\n");
    take_step(1);
    take_step(2);
    expect_ok(handoff_ledger_derive(ledger, NULL, moment(LATE), findings));
    expect_verified("4 derived rows came out the same\n");
    for (size_t at = 0; at < sizeof edits / sizeof *edits; at++) {
        char *text = NULL;
        handoff_findings *own = handoff_findings_new();
        expect_ok(hf_db_execute(ledger->db, "SAVEPOINT edit") &&
                          hf_db_execute(ledger->db, edits[at])
                      ? HANDOFF_OK
                      : HANDOFF_LEDGER);
        expect_ok(hf_db_execute(ledger->db, "RELEASE edit") ? HANDOFF_OK
                                                            : HANDOFF_LEDGER);
        assert_int_equal(handoff_ledger_verify_derived(ledger, &text, own),
                         HANDOFF_LEDGER);
        handoff_findings_free(own);
        expect_ok(handoff_ledger_derive(ledger, NULL, moment(LATE), findings));
    }
    expect_verified("4 derived rows came out the same\n");
}

static void
rows_are_compared_as_of_when_they_were_derived(void **state)
{
    (void)state;
    take_step(1);
    take_step(2);
    expect_ok(handoff_ledger_derive(ledger, NULL, moment(LATE), findings));
    for (int step = 3; step <= STEPS; step++) {
        take_step(step);
        expect_verified("4 derived rows came out the same\n");
    }
    // A lead whose first fact is yet to come.
    expect_ok(
        handoff_ledger_derive(ledger, NULL, moment("2026-10-19"), findings));
    expect_verified("0 derived rows came out the same\n");
    take_step(4);
    expect_verified("0 derived rows came out the same\n");
}

static void
an_agreement_that_is_not_kept_is_said(void **state)
{
    (void)state;
    handoff_agreement *other = NULL;
    take_step(1);
    write_file("b.yaml", LATER_AGREEMENT);
    expect_ok(handoff_agreement_load("b.yaml", &other, findings));
    expect_ok(handoff_ledger_derive(ledger, other, moment(LATE), findings));
    expect_verified("derived rows not compared: the ledger does not keep the "
                    "agreement that they follow\n");
    handoff_agreement_free(other);
}

static int
open_first(void **state)
{
    use_agreement(AGREEMENT);
    return open_new(state);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_first, close_it)
    const struct CMUnitTest tests[] = {
        TEST(what_was_known_is_what_those_batches_make),
        TEST(runs_may_come_in_any_order),
        TEST(a_late_run_is_derived_bit_by_bit_as_at_once),
        TEST(derived_rows_are_compared_with_the_facts),
        TEST(rows_are_compared_as_of_when_they_were_derived),
        TEST(an_agreement_that_is_not_kept_is_said),
    };
    return cmocka_run_group_tests_name("derived rows", tests, set_up,
                                       tear_down);
}
