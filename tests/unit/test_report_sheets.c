/* The report as tables: every cell can be read back, and none is run. */
#include "testing.h"

#include "base/memory.h"
#include "report/fixture.h"
#include "report/sheets.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char work[] = "/tmp/handoff-sheets-XXXXXX";
static char tables[64];
static char text[64 << 10];

static const char *
read_table(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", tables, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t len = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[len] = '\0';
    return text;
}

static size_t
count_lines(const char *name)
{
    size_t count = 0;
    for (const char *at = read_table(name); *at; at++) {
        count += *at == '\n';
    }
    return count;
}

// Everything in the folder, temporary files too.
static size_t
empty_folder(void)
{
    size_t count = 0;
    char path[400];
    DIR *opened = opendir(tables);
    struct dirent *entry;
    while (opened && (entry = readdir(opened))) {
        snprintf(path, sizeof path, "%s/%s", tables, entry->d_name);
        count += unlink(path) == 0;
    }
    if (opened) {
        closedir(opened);
    }
    return count;
}

static int
set_up(void **state)
{
    (void)state;
    if (!mkdtemp(work)) {
        return 1;
    }
    snprintf(tables, sizeof tables, "%s/tables", work);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    empty_folder();
    rmdir(tables);
    return rmdir(work);
}

static handoff_status
write_fixture(const char *payload)
{
    hf_document document;
    hf_folder *folder = NULL;
    handoff_findings *findings = handoff_findings_new();
    assert_non_null(findings);
    hf_fixture_lay_out(&document, payload);
    handoff_status status = hf_folder_open(tables, &folder, findings);
    if (status == HANDOFF_OK) {
        status = hf_sheets_write(&document, folder, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_folder_commit(folder, findings);
    }
    hf_folder_close(folder);
    hf_arena_clear(&document.arena);
    handoff_findings_free(findings);
    return status;
}

static void
each_table_is_a_file(void **state)
{
    (void)state;
    assert_int_equal(write_fixture(""), HANDOFF_OK);
    assert_int_equal(count_lines("cells.csv"), 1 + 3);
    assert_int_equal(count_lines("teams.csv"), 1 + 3);
    assert_int_equal(count_lines("untouched.csv"), 1 + 60);
    assert_int_equal(count_lines("steps.csv"), 1 + 6);
    assert_int_equal(count_lines("agenda.csv"), 1 + 3);
    assert_true(count_lines("headlines.csv") > 1);
    assert_int_equal(empty_folder(), 6);
}

static void
a_rate_is_five_columns_empty_without_cases(void **state)
{
    (void)state;
    assert_int_equal(write_fixture(""), HANDOFF_OK);
    const char *cells = read_table("cells.csv");
    assert_non_null(strstr(cells, "cell,high_side_k,high_side_n,high_side_rate,"
                                  "high_side_low,high_side_high,low_side_k,"
                                  "low_side_n,low_side_rate,low_side_low,"
                                  "low_side_high,lift\n"));
    assert_non_null(
        strstr(cells, "A2,0,96,0.000000,0.000000,0.038476,0,0,,,,0.000000\n"));
    assert_non_null(strstr(cells, "A2,12,96,0.125000,"));
    assert_non_null(strstr(cells, ",1,20,0.050000,"));
    empty_folder();
}

static void
times_shares_and_flags_are_for_programs(void **state)
{
    (void)state;
    assert_int_equal(write_fixture(""), HANDOFF_OK);
    const char *teams = read_table("teams.csv");
    assert_non_null(strstr(teams, ",adjusted,late,median,since,flip\n"));
    assert_non_null(
        strstr(teams, ",0.320000,1234,360,2026-10-02T09:10:00Z,1\n"));
    assert_non_null(strstr(teams, ",0.310000,0,45,2026-10-01T09:10:00Z,0\n"));
    empty_folder();
}

static void
the_agenda_has_the_columns_of_reviews(void **state)
{
    (void)state;
    assert_int_equal(write_fixture(""), HANDOFF_OK);
    const char *agenda = read_table("agenda.csv");
    assert_non_null(strstr(agenda, "lead,cycle,code,why,by,at,rule_right,"
                                   "response_right,note,action\n"
                                   "L-7F3A91C0,1,HS_REJECT,"
                                   "Chosen for the largest margin.,,,,,,\n"));
    empty_folder();
}

static void
a_name_is_no_formula_and_breaks_no_row(void **state)
{
    (void)state;
    assert_int_equal(write_fixture("=cmd|' /C calc'!A0,\"\n"), HANDOFF_OK);
    assert_non_null(strstr(read_table("teams.csv"),
                           "\n\"'=cmd|' /C calc'!A0,\"\"\nEnterprise EMEA\","));
    assert_non_null(strstr(read_table("agenda.csv"),
                           "\n\"'=cmd|' /C calc'!A0,\"\"\nL-7F3A91C0\",1,"));
    empty_folder();
}

static void
nothing_is_written_when_one_file_fails(void **state)
{
    (void)state;
    char path[128];
    assert_int_equal(mkdir(tables, 0777), 0);
    snprintf(path, sizeof path, "%s/teams.csv", tables);
    assert_int_equal(symlink("/dev/full", path), 0);
    assert_int_equal(write_fixture(""), HANDOFF_SYSTEM);
    assert_int_equal(empty_folder(), 1);
    assert_int_equal(rmdir(tables), 0);
}

static void
what_is_no_folder_is_left_alone(void **state)
{
    (void)state;
    FILE *file = fopen(tables, "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(write_fixture(""), HANDOFF_SYSTEM);
    assert_int_equal(unlink(tables), 0);
}

static void
without_memory_there_is_no_folder(void **state)
{
    (void)state;
    hf_document document;
    handoff_status status = HANDOFF_SYSTEM;
    hf_fixture_lay_out(&document, "");
    for (unsigned long nth = 1; status != HANDOFF_OK; nth += 1 + nth / 8) {
        hf_folder *folder = NULL;
        handoff_findings *findings = handoff_findings_new();
        assert_non_null(findings);
        hf_memory_fail_at(nth);
        status = hf_folder_open(tables, &folder, findings);
        if (status == HANDOFF_OK) {
            status = hf_sheets_write(&document, folder, findings);
        }
        if (status == HANDOFF_OK) {
            status = hf_folder_commit(folder, findings);
        }
        hf_memory_fail_at(0);
        hf_folder_close(folder);
        handoff_findings_free(findings);
        assert_int_equal(access(tables, F_OK) == 0, status == HANDOFF_OK);
    }
    assert_int_equal(empty_folder(), 6);
    hf_arena_clear(&document.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_written_when_one_file_fails),
        cmocka_unit_test(what_is_no_folder_is_left_alone),
        cmocka_unit_test(without_memory_there_is_no_folder),
        cmocka_unit_test(each_table_is_a_file),
        cmocka_unit_test(a_rate_is_five_columns_empty_without_cases),
        cmocka_unit_test(times_shares_and_flags_are_for_programs),
        cmocka_unit_test(the_agenda_has_the_columns_of_reviews),
        cmocka_unit_test(a_name_is_no_formula_and_breaks_no_row),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
