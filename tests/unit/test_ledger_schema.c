/* The schema: that of each version stays what it was, and the questions of
 * the ledger's README can be asked. */
#include "testing.h"

#include "base/buffer.h"
#include "handoff/ledger.h"
#include "ledger/store.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/handoff-schema-XXXXXX";
static char path[64];
static handoff_findings *findings;

static int
set_up(void **state)
{
    (void)state;
    findings = handoff_findings_new();
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/l", folder);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    char command[64];
    handoff_findings_free(findings);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void
read_file(const char *name, hf_buffer *out)
{
    char bytes[4096];
    size_t len = 0;
    FILE *file = fopen(name, "r");
    assert_non_null(file);
    while ((len = fread(bytes, 1, sizeof bytes, file)) > 0) {
        hf_buffer_add(out, bytes, len);
    }
    fclose(file);
}

static handoff_ledger *
open_ledger(void)
{
    handoff_ledger *ledger = NULL;
    assert_int_equal(
        handoff_ledger_open(path, HANDOFF_ACCESS_CREATE, 0, &ledger, findings),
        HANDOFF_OK);
    return ledger;
}

static void
a_new_ledger_has_the_schema_of_version_1(void **state)
{
    (void)state;
    hf_buffer kept = {0};
    hf_buffer made = {0};
    handoff_ledger *ledger = open_ledger();
    hf_buffer_add_text(
        &made, "-- The schema of version 1, as the first migration makes it.\n"
               "PRAGMA application_id = 1213154886;\n"
               "PRAGMA user_version = 1;\n");
    hf_query *query = hf_db_prepare(
        ledger->db,
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid");
    while (hf_db_next(query)) {
        hf_buffer_add_view(&made, hf_db_get_text(query, 0));
        hf_buffer_add_text(&made, ";\n");
    }
    hf_db_free_query(query);
    read_file("tests/ledger/v1.sql", &kept);
    assert_view(hf_buffer_view(&made), hf_buffer_text(&kept));
    hf_buffer_clear(&kept);
    hf_buffer_clear(&made);
    handoff_ledger_close(ledger);
}

// The statements between ```sql and ```, each up to its semicolon.
static size_t
ask_all(handoff_ledger *ledger, const char *text)
{
    size_t count = 0;
    const char *at = strstr(text, "```sql\n");
    assert_non_null(at);
    at += strlen("```sql\n");
    const char *last = strstr(at, "```");
    assert_non_null(last);
    for (const char *end = strchr(at, ';'); end && end < last;
         at = end + 1, end = strchr(at, ';')) {
        // A `;` inside quotes ends no statement.
        while (end[1] != '\n') {
            end = strchr(end + 1, ';');
        }
        hf_buffer sql = {0};
        hf_buffer_add(&sql, at, (size_t)(end - at));
        hf_query *query = hf_db_prepare(ledger->db, hf_buffer_text(&sql));
        while (hf_db_next(query)) {
        }
        hf_db_free_query(query);
        if (hf_db_status(ledger->db, findings) != HANDOFF_OK) {
            fail_msg("%s", hf_buffer_text(&sql));
        }
        hf_buffer_clear(&sql);
        count++;
    }
    return count;
}

static void
the_ten_questions_of_the_readme_can_be_asked(void **state)
{
    (void)state;
    hf_buffer text = {0};
    handoff_ledger *ledger = open_ledger();
    read_file("engine/ledger/README.md", &text);
    assert_int_equal(ask_all(ledger, hf_buffer_text(&text)), 10);
    hf_buffer_clear(&text);
    handoff_ledger_close(ledger);
}

static void
assert_indexed(handoff_ledger *ledger, const char *sql, const char *index)
{
    hf_buffer plan = {0};
    hf_query *query = hf_db_prepare(ledger->db, sql);
    while (hf_db_next(query)) {
        hf_buffer_add_view(&plan, hf_db_get_text(query, 3));
        hf_buffer_add_byte(&plan, '\n');
    }
    hf_db_free_query(query);
    if (!strstr(hf_buffer_text(&plan), index)) {
        fail_msg("'%s' is not in the plan:\n%s", index, hf_buffer_text(&plan));
    }
    hf_buffer_clear(&plan);
}

static void
what_is_asked_often_goes_by_an_index(void **state)
{
    (void)state;
    handoff_ledger *ledger = open_ledger();
    assert_indexed(ledger,
                   "EXPLAIN QUERY PLAN SELECT * FROM decision WHERE lead = 1"
                   " AND ruleset = 1 AND as_of <= 9 ORDER BY as_of DESC",
                   "USING INDEX decision_lead");
    assert_indexed(ledger,
                   "EXPLAIN QUERY PLAN SELECT * FROM disposition"
                   " WHERE lead = 1 AND at BETWEEN 1 AND 9",
                   "USING INDEX disposition_lead");
    assert_indexed(ledger,
                   "EXPLAIN QUERY PLAN SELECT * FROM disagreement"
                   " WHERE lead = 1",
                   "USING INDEX disagreement_lead");
    assert_indexed(ledger,
                   "EXPLAIN QUERY PLAN SELECT * FROM disagreement"
                   " WHERE at BETWEEN 1 AND 9",
                   "USING INDEX disagreement_at");
    assert_indexed(ledger,
                   "EXPLAIN QUERY PLAN SELECT * FROM disputed"
                   " JOIN disagreement ON disagreement.id = disagreement"
                   " WHERE criterion = 'size'",
                   "USING COVERING INDEX disputed_criterion (criterion=?)");
    handoff_ledger_close(ledger);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_ledger_has_the_schema_of_version_1),
        cmocka_unit_test(the_ten_questions_of_the_readme_can_be_asked),
        cmocka_unit_test(what_is_asked_often_goes_by_an_index),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
