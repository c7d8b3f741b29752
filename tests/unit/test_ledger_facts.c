/* Facts: taken in once, chained, withdrawn, forgotten, and never changed. */
#include "testing.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "ledger/facts.h"
#include "ledger/story.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/handoff-facts-XXXXXX";
static handoff_findings *findings;
static handoff_ledger *ledger;

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
    ledger = NULL;
    return 0;
}

// ---- Helpers ---------------------------------------------------------------

static hf_facts *
begin(const char *kind)
{
    hf_facts *facts = NULL;
    hf_facts_batch batch = {.kind = hf_view_of(kind),
                            .at = 1000,
                            .who = HF_VIEW("tester"),
                            .as_of = HF_FACTS_NO_TIME};
    assert_int_equal(hf_facts_begin(ledger, &batch, &facts, findings),
                     HANDOFF_OK);
    return facts;
}

static int64_t
end(hf_facts *facts)
{
    hf_facts_totals totals = {.covers_from = HF_FACTS_NO_TIME,
                              .covers_to = HF_FACTS_NO_TIME};
    int64_t id = hf_facts_batch_id(facts);
    assert_int_equal(hf_facts_seal(facts, &totals, findings), HANDOFF_OK);
    assert_int_equal(hf_facts_commit(facts, findings), HANDOFF_OK);
    hf_facts_close(facts);
    return id;
}

static bool
add(hf_facts *facts, const char *key, int64_t at, const char *status,
    const char *comment)
{
    hf_facts_lead lead;
    bool is_known = false;
    hf_disposition fact = {.at = at,
                           .status = hf_view_of(status),
                           .actor = HF_VIEW("Ann"),
                           .comment = hf_view_of(comment),
                           .line = 2};
    assert_int_equal(
        hf_facts_find_lead(facts, hf_view_of(key), &lead, findings),
        HANDOFF_OK);
    if (lead.is_forgotten) {
        return false;
    }
    assert_int_equal(
        hf_facts_add_disposition(facts, &lead, &fact, &is_known, findings),
        HANDOFF_OK);
    return !is_known;
}

static int64_t
import(const char *first, const char *second)
{
    hf_facts *facts = begin("dispositions");
    add(facts, first, 10, "Working", "a remark on a person");
    add(facts, second, 20, "Rejected", "");
    return end(facts);
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

static handoff_status
verify(const char *against)
{
    char *text = NULL;
    handoff_status status =
        handoff_ledger_verify(ledger, against, &text, findings);
    handoff_free(text);
    return status;
}

static void
refuse(const char *sql)
{
    assert_false(hf_db_execute(ledger->db, sql));
    assert_int_equal(hf_db_status(ledger->db, findings), HANDOFF_LEDGER);
}

static size_t
count_stories(void)
{
    hf_stories *stories = NULL;
    hf_story_range range = {.ruleset = 1};
    hf_story story;
    bool has_one = true;
    size_t facts = 0;
    assert_int_equal(hf_story_open(ledger, &range, &stories, findings),
                     HANDOFF_OK);
    while (has_one) {
        assert_int_equal(hf_story_next(stories, &story, &has_one, findings),
                         HANDOFF_OK);
        facts += has_one ? story.disposition_count : 0;
    }
    hf_story_close(stories);
    return facts;
}

// ---- Taking in -------------------------------------------------------------

static void
a_file_taken_in_twice_adds_nothing_twice(void **state)
{
    (void)state;
    import("A", "B");
    hf_facts *facts = begin("dispositions");
    assert_false(add(facts, "A", 10, "Working", "a remark on a person"));
    assert_false(add(facts, "B", 20, "Rejected", ""));
    assert_true(add(facts, "B", 21, "Rejected", ""));
    assert_int_equal(hf_facts_known(facts), 2);
    assert_int_equal(hf_facts_added(facts), 1);
    end(facts);
    assert_int_equal(count("SELECT count(*) FROM disposition"), 3);
    assert_int_equal(count("SELECT count(*) FROM lead"), 2);
    assert_int_equal(verify(NULL), HANDOFF_OK);
}

static void
what_was_not_committed_is_not_there(void **state)
{
    (void)state;
    hf_facts *facts = begin("dispositions");
    assert_true(add(facts, "A", 10, "Working", ""));
    hf_facts_close(facts);
    assert_int_equal(count("SELECT count(*) FROM batch"), 0);
    assert_int_equal(count("SELECT count(*) FROM lead"), 0);
    assert_int_equal(verify(NULL), HANDOFF_OK);
}

static void
a_second_writer_is_told_that_the_ledger_is_busy(void **state)
{
    (void)state;
    handoff_ledger *other = NULL;
    hf_facts *second = NULL;
    hf_facts_batch batch = {.kind = HF_VIEW("outcomes"),
                            .as_of = HF_FACTS_NO_TIME};
    hf_facts *facts = begin("dispositions");
    assert_int_equal(
        handoff_ledger_open("l", HANDOFF_ACCESS_WRITE, 50, &other, findings),
        HANDOFF_OK);
    assert_int_equal(hf_facts_begin(other, &batch, &second, findings),
                     HANDOFF_LEDGER);
    assert_null(second);
    hf_facts_close(facts);
    handoff_ledger_close(other);
}

// ---- Never changed ---------------------------------------------------------

static void
facts_are_not_changed_deleted_or_replaced(void **state)
{
    (void)state;
    import("A", "B");
    refuse("UPDATE disposition SET status = 'Accepted'");
    refuse("DELETE FROM disposition");
    refuse("REPLACE INTO disposition SELECT * FROM disposition");
    refuse("UPDATE batch SET hash = x'00'");
    refuse("DELETE FROM batch");
    refuse("REPLACE INTO lead SELECT * FROM lead");
    refuse("UPDATE identity SET key = 'C'");
    assert_int_equal(verify(NULL), HANDOFF_OK);
}

static void
a_forced_edit_is_found_in_its_batch(void **state)
{
    (void)state;
    import("A", "B");
    import("C", "D");
    import("E", "F");
    assert_true(hf_db_execute(ledger->db,
                              "DROP TRIGGER disposition_no_update;"
                              "UPDATE disposition SET status = 'Accepted'"
                              " WHERE id = 3"));
    assert_int_equal(verify(NULL), HANDOFF_LEDGER);
    handoff_finding last = handoff_findings_get(findings, 0);
    assert_string_equal(last.message,
                        "batch 2 does not fit: its hash comes out different");
}

static void
a_text_that_was_changed_is_found(void **state)
{
    (void)state;
    import("A", "B");
    assert_true(hf_db_execute(ledger->db, "DROP TRIGGER remark_no_update;"
                                          "UPDATE remark SET text = 'other'"));
    assert_int_equal(verify(NULL), HANDOFF_LEDGER);
}

static void
a_text_that_nobody_forgot_is_missed(void **state)
{
    (void)state;
    import("A", "B");
    assert_true(hf_db_execute(ledger->db, "DELETE FROM identity"));
    assert_int_equal(verify(NULL), HANDOFF_LEDGER);
}

static void
a_tail_that_was_cut_off_is_found_by_a_head(void **state)
{
    (void)state;
    char *head = NULL;
    import("A", "B");
    import("C", "D");
    assert_int_equal(handoff_ledger_head(ledger, &head, findings), HANDOFF_OK);
    assert_int_equal(strncmp(head, "2:", 2), 0);
    assert_int_equal(strlen(head), 2 + 64);
    assert_int_equal(verify(head), HANDOFF_OK);
    assert_true(hf_db_execute(
        ledger->db,
        "DROP TRIGGER disposition_no_delete; DROP TRIGGER batch_no_delete;"
        "DROP TRIGGER lead_no_delete; PRAGMA foreign_keys = OFF;"
        "DELETE FROM disposition WHERE batch = 2;"
        "DELETE FROM remark WHERE fact > 2; DELETE FROM identity WHERE lead > "
        "2;"
        "DELETE FROM lead WHERE batch = 2; DELETE FROM batch WHERE id = 2"));
    assert_int_equal(verify(NULL), HANDOFF_OK);
    assert_int_equal(verify(head), HANDOFF_LEDGER);
    assert_int_equal(verify("nothing"), HANDOFF_USAGE);
    handoff_free(head);
}

// ---- Withdrawn -------------------------------------------------------------

static void
facts_of_a_withdrawn_batch_do_not_count(void **state)
{
    (void)state;
    handoff_receipt receipt;
    int64_t batch = import("A", "B");
    assert_int_equal(count_stories(), 2);
    assert_int_equal(handoff_ledger_retract(ledger, batch, "wrong", "tester", 0,
                                            &receipt, findings),
                     HANDOFF_OK);
    assert_int_equal(count_stories(), 0);
    assert_int_equal(verify(NULL), HANDOFF_OK);
    assert_int_equal(handoff_ledger_retract(ledger, batch, "again", "tester", 0,
                                            &receipt, findings),
                     HANDOFF_USAGE);
    assert_int_equal(handoff_ledger_retract(ledger, 99, "none", "tester", 0,
                                            &receipt, findings),
                     HANDOFF_USAGE);
    import("A", "B"); // taken in anew, for the first did not come
    assert_int_equal(count_stories(), 2);
    assert_int_equal(verify(NULL), HANDOFF_OK);
}

static void
what_came_again_counts_when_its_first_batch_is_withdrawn(void **state)
{
    (void)state;
    handoff_receipt receipt;
    int64_t batch = import("A", "B");
    hf_facts *facts = begin("dispositions");
    assert_false(add(facts, "B", 20, "Rejected", ""));
    end(facts);
    assert_int_equal(handoff_ledger_retract(ledger, batch, "wrong", "tester", 0,
                                            &receipt, findings),
                     HANDOFF_OK);
    assert_int_equal(count_stories(), 1);
    assert_int_equal(verify(NULL), HANDOFF_OK);
}

// ---- Forgotten -------------------------------------------------------------

static bool
file_holds(const char *path, const char *bytes)
{
    hf_buffer text = {0};
    char piece[4096];
    size_t len = 0;
    FILE *file = fopen(path, "r");
    while (file && (len = fread(piece, 1, sizeof piece, file)) > 0) {
        hf_buffer_add(&text, piece, len);
    }
    if (file) {
        fclose(file);
    }
    bool is_there =
        text.len && memmem(text.ptr, text.len, bytes, strlen(bytes)) != NULL;
    hf_buffer_clear(&text);
    return is_there;
}

static void
nothing_of_a_forgotten_person_is_left(void **state)
{
    (void)state;
    handoff_receipt receipt;
    const char *who[] = {"someone-at-home"};
    import("someone-at-home", "B");
    assert_true(file_holds("l-wal", "someone-at-home") ||
                file_holds("l", "someone-at-home"));
    assert_int_equal(
        handoff_ledger_forget(ledger, who, 1, "tester", 0, &receipt, findings),
        HANDOFF_OK);
    assert_int_equal(receipt.erased, 1);
    for (int at = 0; at < 2; at++) {
        const char *path = at ? "l-wal" : "l";
        assert_false(file_holds(path, "someone-at-home"));
        assert_false(file_holds(path, "a remark on a person"));
    }
    assert_int_equal(verify(NULL), HANDOFF_OK);
    hf_facts *facts = begin("dispositions");
    assert_false(add(facts, "someone-at-home", 10, "Working", "a remark"));
    assert_true(add(facts, "C", 10, "Working", ""));
    end(facts);
    assert_int_equal(verify(NULL), HANDOFF_OK);
}

static void
forgetting_nobody_is_a_mistake(void **state)
{
    (void)state;
    handoff_receipt receipt;
    const char *blank[] = {"  "};
    assert_int_equal(handoff_ledger_forget(ledger, blank, 1, "tester", 0,
                                           &receipt, findings),
                     HANDOFF_USAGE);
    assert_int_equal(count("SELECT count(*) FROM batch"), 0);
}

// ---- The file --------------------------------------------------------------

static void
a_file_that_is_no_ledger_is_left_alone(void **state)
{
    (void)state;
    handoff_ledger *other = NULL;
    FILE *file = fopen("text", "w");
    assert_non_null(file);
    fputs("lead,verdict\nA,mql\nand more so that it is not small at all\n",
          file);
    fclose(file);
    assert_int_equal(
        handoff_ledger_open("text", HANDOFF_ACCESS_CREATE, 0, &other, findings),
        HANDOFF_LEDGER);
    assert_true(file_holds("text", "lead,verdict"));
    assert_int_equal(
        handoff_ledger_open("absent", HANDOFF_ACCESS_READ, 0, &other, findings),
        HANDOFF_SYSTEM);
    assert_null(other);
}

static void
a_newer_ledger_is_refused(void **state)
{
    (void)state;
    handoff_ledger *other = NULL;
    assert_true(hf_db_execute(ledger->db, "PRAGMA user_version = 99"));
    assert_int_equal(
        handoff_ledger_open("l", HANDOFF_ACCESS_WRITE, 0, &other, findings),
        HANDOFF_LEDGER);
    assert_null(other);
}

static void
failing_memory_leaves_nothing_half_done(void **state)
{
    (void)state;
    import("A", "B");
    for (unsigned long nth = 1; nth < 12; nth++) {
        hf_facts *facts = NULL;
        hf_facts_batch batch = {.kind = HF_VIEW("outcomes"),
                                .as_of = HF_FACTS_NO_TIME};
        hf_memory_fail_at(nth);
        handoff_status status =
            hf_facts_begin(ledger, &batch, &facts, findings);
        hf_memory_fail_at(0);
        hf_facts_close(facts);
        assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
        assert_int_equal(count("SELECT count(*) FROM batch"), 1);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_new, close_it)
    const struct CMUnitTest tests[] = {
        TEST(a_file_taken_in_twice_adds_nothing_twice),
        TEST(what_was_not_committed_is_not_there),
        TEST(a_second_writer_is_told_that_the_ledger_is_busy),
        TEST(facts_are_not_changed_deleted_or_replaced),
        TEST(a_forced_edit_is_found_in_its_batch),
        TEST(a_text_that_was_changed_is_found),
        TEST(a_text_that_nobody_forgot_is_missed),
        TEST(a_tail_that_was_cut_off_is_found_by_a_head),
        TEST(facts_of_a_withdrawn_batch_do_not_count),
        TEST(what_came_again_counts_when_its_first_batch_is_withdrawn),
        TEST(nothing_of_a_forgotten_person_is_left),
        TEST(forgetting_nobody_is_a_mistake),
        TEST(a_file_that_is_no_ledger_is_left_alone),
        TEST(a_newer_ledger_is_refused),
        TEST(failing_memory_leaves_nothing_half_done),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
