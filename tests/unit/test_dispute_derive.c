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
        TEST(derived_rows_are_compared_with_the_facts),
        TEST(rows_are_compared_as_of_when_they_were_derived),
        TEST(an_agreement_that_is_not_kept_is_said),
    };
    return cmocka_run_group_tests_name("derived rows", tests, set_up,
                                       tear_down);
}
