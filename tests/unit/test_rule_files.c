/*
 * Rule sets over several files: includes, merging, and paths that stay inside
 * the folder of the top file.
 */
#include "rule_cases.h"

static void
included_sections_come_first(void **state)
{
    (void)state;
    enter_folder();
    assert_int_equal(mkdir("parts", 0700), 0);
    write_text("parts/fields.yaml",
               "leads: { missing: [x], fields: { i: Id, a: A } }\n"
               "include: [deeper.yaml]\n");
    write_text("parts/deeper.yaml", "criteria:\n"
                                    "  - { id: c1, when: a = \"1\", points: 1 }"
                                    "\n");
    write_text("r.yaml", "handoff: 1\n"
                         "ruleset: top\n"
                         "include: [parts/fields.yaml]\n"
                         "leads: { id: i, missing: [y], fields: { b: B } }\n"
                         "criteria: [{ id: c2, when: b = \"1\", points: 2 }]\n"
                         "verdicts: [{ verdict: open, means: hold }]\n");
    handoff_rules *rules = NULL;
    assert_int_equal(check_file("", &rules), HANDOFF_OK);
    assert_int_equal(rules->field_count, 3);
    assert_view(rules->fields[0].name, "i");
    assert_view(rules->fields[2].name, "b");
    assert_int_equal(rules->missing_count, 2);
    assert_view(rules->missing[0], "x");
    assert_view(rules->criteria[0].id, "c1");
    assert_view(rules->criteria[1].id, "c2");
    assert_string_equal(rules->criteria[0].span.source->name,
                        "parts/deeper.yaml");
    handoff_rules_free(rules);
}

static void
what_is_given_twice_shows_both_places(void **state)
{
    (void)state;
    enter_folder();
    write_text("part.yaml", "handoff: 1\n"
                            "title: Part\n"
                            "leads: { id: i, fields: { i: Id } }\n"
                            "groups: { g: {} }\n"
                            "score: { min: 0 }\n"
                            "criteria:\n"
                            "  - { id: c, when: i = \"1\", points: 1 }\n");
    write_text("r.yaml", LEAST "include: [part.yaml]\n"
                               "title: Top\n"
                               "groups: { g: {} }\n"
                               "score: { min: 1, max: 2 }\n"
                               "criteria:\n"
                               "  - { id: c, when: i = \"1\", points: 1 }\n");
    assert_int_equal(
        check_file("R008 3:14 'id' is given twice | with part.yaml:3:14\n"
                   "R008 3:27 'i' is given twice | with part.yaml:3:27\n"
                   "R008 6:8-10 'title' is given twice | with part.yaml:2:8\n"
                   "R008 7:11 'g' is given twice | with part.yaml:4:11\n"
                   "R008 8:10-12 'min' is given twice | with part.yaml:5:10\n"
                   "R027 10:11 the name 'c' is already taken by a criterion | "
                   "with part.yaml:7:11",
                   NULL),
        HANDOFF_RULES);
}

static void
a_file_is_included_once(void **state)
{
    (void)state;
    enter_folder();
    write_text("a.yaml", "include: [./b.yaml]\n");
    write_text("b.yaml", "include: [a.yaml, r.yaml]\n");
    write_text("r.yaml", LEAST "include: [a.yaml, b.yaml]\n");
    assert_int_equal(
        check_file("R201 b.yaml:1:11-16 'a.yaml' includes itself in the end\n"
                   "R201 b.yaml:1:19-24 'r.yaml' includes itself in the end\n"
                   "R201 5:19-24 'b.yaml' is included already",
                   NULL),
        HANDOFF_RULES);
}

static void
includes_are_limited_in_depth(void **state)
{
    (void)state;
    enter_folder();
    char name[20];
    char text[40];
    for (int at = 0; at < 20; at++) {
        snprintf(name, sizeof name, "p%d.yaml", at);
        snprintf(text, sizeof text, "include: [p%d.yaml]\n", at + 1);
        write_text(name, text);
    }
    write_text("r.yaml", LEAST "include: [p0.yaml]\n");
    assert_int_equal(check_file("R006 p15.yaml:1:11-18 files include one "
                                "another more than 16 deep",
                                NULL),
                     HANDOFF_RULES);
}

static void
paths_stay_inside(void **state)
{
    (void)state;
    enter_folder();
    assert_int_equal(mkdir("in", 0700), 0);
    assert_int_equal(mkdir("in/lists", 0700), 0);
    write_text("secret.txt", "x\n");
    write_text("in/lists/a.txt", "x\n");
    write_text("in/lists/part.yaml",
               "lists: { up: { file: ../lists/./a.txt } }\n");
    assert_int_equal(symlink("../secret.txt", "in/link.txt"), 0);
    assert_int_equal(symlink("lists/a.txt", "in/inner.txt"), 0);
    assert_int_equal(chdir("in"), 0);
    write_text("r.yaml", LEAST "include: [lists/part.yaml, /etc/passwd]\n"
                               "lists:\n"
                               "  a: { file: ../secret.txt }\n"
                               "  b: { file: lists/../../secret.txt }\n"
                               "  c: { file: link.txt }\n"
                               "  d: { file: inner.txt }\n"
                               "  e: { file: \"\" }\n");
    assert_int_equal(
        check_file(
            "R200 5:28-38 '/etc/passwd' leads out of the folder of the rule "
            "set | paths are relative to the file they stand in\n"
            "R200 7:14-26 '../secret.txt' leads out of the folder of the rule "
            "set | '..' goes no higher than the top rule file\n"
            "R200 8:14-35 'lists/../../secret.txt' leads out of the folder of "
            "the rule set | '..' goes no higher than the top rule file\n"
            "R200 9:14-21 'link.txt' leads out of the folder of the rule set "
            "| a symbolic link leads there\n"
            "S001 11:15 cannot open '': no such file",
            NULL),
        HANDOFF_SYSTEM);
}

static void
what_cannot_be_opened_is_the_systems_status(void **state)
{
    (void)state;
    enter_folder();
    assert_int_equal(
        check_file("S001 -:0:0 cannot open 'r.yaml': no such file", NULL),
        HANDOFF_SYSTEM);
    assert_int_equal(mkdir("r.yaml", 0700), 0);
    assert_int_equal(
        check_file("S001 -:0:0 cannot open 'r.yaml': it is a folder", NULL),
        HANDOFF_SYSTEM);
    assert_int_equal(rmdir("r.yaml"), 0);
    assert_int_equal(mkdir("lists", 0700), 0);
    write_text("r.yaml", LEAST "include: [none.yaml]\n"
                               "lists: { a: { file: no.txt }, b: { file: lists "
                               "} }\n");
    assert_int_equal(
        check_file("S001 5:11-19 cannot open 'none.yaml': no such file\n"
                   "S001 6:21-26 cannot open 'no.txt': no such file\n"
                   "S001 6:42-46 cannot open 'lists': it is a folder",
                   NULL),
        HANDOFF_SYSTEM);
}

static void
an_empty_file_is_one_clear_finding(void **state)
{
    (void)state;
    enter_folder();
    write_text("r.yaml", "# nothing yet\n");
    assert_int_equal(
        check_file("R014 1:1 this file holds nothing but comments | a rule set "
                   "begins with 'handoff: 1'",
                   NULL),
        HANDOFF_RULES);
    write_text("part.yaml", "");
    write_text("r.yaml", "handoff: 1\nruleset: x\ninclude: [part.yaml]\n");
    assert_int_equal(
        check_file("R014 part.yaml:1:1 this file is empty | a rule set begins "
                   "with 'handoff: 1'",
                   NULL),
        HANDOFF_RULES);
}

static void
a_large_file_is_refused_unread(void **state)
{
    (void)state;
    enter_folder();
    write_text("r.yaml", LEAST);
    assert_int_equal(truncate("r.yaml", 1L << 40), 0); // holes only
    assert_int_equal(
        check_file("R005 -:0:0 'r.yaml' has more than 4 MiB", NULL),
        HANDOFF_RULES);
}

static void
a_large_list_is_refused_unread(void **state)
{
    (void)state;
    enter_folder();
    write_text("l.txt", "x\n");
    assert_int_equal(truncate("l.txt", 1L << 40), 0); // holes only
    write_text("r.yaml", LEAST "lists: { a: { file: l.txt } }\n");
    assert_int_equal(
        check_file("R206 5:21-25 'l.txt' has more than 256 MiB", NULL),
        HANDOFF_RULES);
}

static void
values_are_counted_over_all_files(void **state)
{
    (void)state;
    enter_folder();
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "lists:\n  a: [x");
    for (int at = 0; at < 60000; at++) {
        hf_buffer_add_text(&text, ",x");
    }
    hf_buffer_add_text(&text, "]\n");
    write_file("a.yaml", text.ptr, text.len);
    text.ptr[9] = 'b';
    write_file("b.yaml", text.ptr, text.len);
    hf_buffer_clear(&text);
    write_text("r.yaml", LEAST "include: [a.yaml, b.yaml]\n");
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    assert_int_equal(handoff_rules_load("r.yaml", &rules, findings),
                     HANDOFF_RULES);
    assert_int_equal(findings->errors, 1);
    assert_string_equal(handoff_findings_get(findings, 0).code, "R007");
    assert_string_equal(handoff_findings_get(findings, 0).file, "b.yaml");
    handoff_findings_free(findings);
}

static void
findings_outlive_the_rules_and_the_other_way_round(void **state)
{
    (void)state;
    enter_folder();
    write_text("r.yaml", LEAST "lists: { a: [] }\n");
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    assert_int_equal(handoff_rules_load("r.yaml", &rules, findings),
                     HANDOFF_OK);
    handoff_rules_free(rules);
    assert_findings(findings, "", "R207 5:10 the list 'a' has no values");
    assert_int_equal(handoff_rules_load("r.yaml", &rules, findings),
                     HANDOFF_OK);
    handoff_findings_free(findings);
    assert_int_equal(hf_source_line(rules->lists[0].span), 5);
    handoff_rules_free(rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(included_sections_come_first),
        cmocka_unit_test(what_is_given_twice_shows_both_places),
        cmocka_unit_test(a_file_is_included_once),
        cmocka_unit_test(includes_are_limited_in_depth),
        cmocka_unit_test(paths_stay_inside),
        cmocka_unit_test(what_cannot_be_opened_is_the_systems_status),
        cmocka_unit_test(an_empty_file_is_one_clear_finding),
        cmocka_unit_test(a_large_file_is_refused_unread),
        cmocka_unit_test(a_large_list_is_refused_unread),
        cmocka_unit_test(values_are_counted_over_all_files),
        cmocka_unit_test(findings_outlive_the_rules_and_the_other_way_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
