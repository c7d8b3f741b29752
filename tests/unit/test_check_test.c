/* Tests beside the rules: what holds, what fails, what is refused. */
#include "checked.h"

static const char RULES[] =
    "handoff: 1\n"
    "ruleset: t\n"
    "leads:\n"
    "  id: lead_id\n"
    "  fields:\n"
    "    lead_id: { column: Id, type: id, salesforce_id: true }\n"
    "    title: Title\n"
    "    employees: { column: [No. of Employees], type: number }\n"
    "    source: { column: Source, default: Web }\n"
    "    seen: { column: Seen, type: date }\n"
    "conditions: { large: employees >= 1000 }\n"
    "gates: [{ id: student, when: title contains \"student\" }]\n"
    "axes: { fit: { max: 40, bands: { A: 30, B: any } } }\n"
    "criteria:\n"
    "  - id: size\n"
    "    axis: fit\n"
    "    first:\n"
    "      - { when: large, points: 30 }\n"
    "      - { when: employees >= 200, points: 20 }\n"
    "  - { id: demo, axis: fit, when: 'source = \"Demo\"', points: 25 }\n"
    "  - { id: fresh, axis: fit, when: seen within 7d, points: 1 }\n"
    "  - { id: trial, axis: fit, when: 'title = \"CEO\"', points: 9, status: "
    "shadow }\n"
    "verdicts:\n"
    "  - { verdict: out, means: disqualify, when: gated }\n"
    "  - { verdict: mql, means: pass, when: fit >= 30 }\n"
    "  - { verdict: nurture, means: hold }\n"
    "routes: [{ to: enterprise, when: large }, { to: inbound }]\n";

typedef struct run_result {
    handoff_status status;
    char *text, *found;
} run_result;

// The tests `tests` beside RULES; the caller ends it.
static run_result
run_with(const char *tests, handoff_test_options options)
{
    run_result result = {0};
    handoff_findings *findings = handoff_findings_new();
    const char *rules = checked_file("t.yaml", RULES);
    checked_file("t.test.yaml", tests);
    options.width = 80;
    result.status = handoff_test(rules, &options, &result.text, findings);
    result.found = checked_findings(findings);
    handoff_findings_free(findings);
    return result;
}

static run_result
run(const char *tests)
{
    return run_with(tests, (handoff_test_options){0});
}

static void
end(run_result *result)
{
    handoff_free(result->text);
    handoff_free(result->found);
}

// One case with this lead and expectation holds, or does not.
static void
assert_case(const char *lead, const char *expect, bool holds)
{
    char text[1024];
    snprintf(text, sizeof text,
             "as_of: 2026-10-01\ncases:\n  - name: it\n    lead: { %s }\n"
             "    expect: { %s }\n",
             lead, expect);
    run_result result = run(text);
    if (result.status != (holds ? HANDOFF_OK : HANDOFF_FINDINGS)) {
        fail_msg("%s, %s: status %d\n%s%s", lead, expect, (int)result.status,
                 result.text ? result.text : "", result.found);
    }
    end(&result);
}

static void
each_output_can_be_expected(void **state)
{
    (void)state;
    static const char lead[] =
        "lead_id: 00Q5e00001AbcDE, title: CEO, employees: \"1,200\", source: "
        "Demo, seen: 2026-09-30";
    static const char *const holds[] = {
        "lead: 00Q5e00001AbcDEEAZ, verdict: mql, means: pass",
        "score: 40, fit: 40, cell: A, route: enterprise, completeness: 100",
        "fired: [size, demo, size.1, \"size.1:30\"], not_fired: [student]",
        "not_fired: [size.2, trial], unknown: [], shadow: [trial]",
        "fired: demo, not_fired: student",
    };
    static const char *const fails[] = {
        "verdict: nurture", "means: hold",
        "score: 41",        "cell: B",
        "route: inbound",   "route: \"\"",
        "fired: [student]", "not_fired: [size]",
        "unknown: [fresh]", "fired: [\"size.1:29\"]",
        "fired: []",        "shadow: []",
        "fired: [size.2]",  "completeness: 99",
        "fit: 0",           "lead: 00Q5e00001AbcDE",
    };
    for (size_t at = 0; at < sizeof holds / sizeof *holds; at++) {
        assert_case(lead, holds[at], true);
    }
    for (size_t at = 0; at < sizeof fails / sizeof *fails; at++) {
        assert_case(lead, fails[at], false);
    }
}

static void
what_is_not_named_is_missing_and_takes_its_default(void **state)
{
    (void)state;
    assert_case("title: VP", "unknown: [size, fresh], not_fired: [demo]", true);
    assert_case("title: VP", "unknown: [size]", false);
    assert_case("title: VP", "fired: [], route: \"\"", true);
}

static void
a_failure_shows_expected_and_actual_with_its_place(void **state)
{
    (void)state;
    run_result result = run("as_of: 2026-10-01\n"
                            "cases:\n"
                            "  - name: a large firm passes\n"
                            "    lead: { employees: many }\n"
                            "    expect: { verdict: mql, fired: [size] }\n");
    assert_int_equal(result.status, HANDOFF_FINDINGS);
    assert_has(result.text, "FAIL  a large firm passes\n");
    assert_has(result.text, "t.test.yaml:3\n");
    assert_has(result.text, "      verdict       expected  mql\n"
                            "                    actual    nurture\n");
    assert_has(result.text, "'many' is not a number, so that 'employees' is "
                            "missing\n");
    assert_has(result.text, "1 test: 0 passed, 1 failed\n");
    end(&result);
}

static void
a_case_has_a_moment_of_its_own(void **state)
{
    (void)state;
    run_result result =
        run("as_of: 2026-10-01\n"
            "cases:\n"
            "  - lead: { seen: 2026-10-01 }\n"
            "    expect: { fired: [fresh] }\n"
            "  - lead: { seen: 2026-10-01 }\n"
            "    as_of: 2026-11-01\n"
            "    expect: { not_fired: [fresh], unknown: [student, size] }\n");
    assert_int_equal(result.status, HANDOFF_OK);
    assert_has(result.text, "2 tests: 2 passed\n");
    end(&result);
}

static void
without_a_moment_it_is_now_with_a_warning_or_an_error(void **state)
{
    (void)state;
    static const char tests[] = "cases: [{ lead: { seen: 2026-09-30 }, expect: "
                                "{ fired: [fresh] } }]\n";
    run_result result =
        run_with(tests, (handoff_test_options){.now = PLANNED_AS_OF});
    assert_int_equal(result.status, HANDOFF_OK);
    assert_has(result.found, "warning[T009]");
    end(&result);
    result = run(tests);
    assert_int_equal(result.status, HANDOFF_RULES);
    assert_has(result.found, "error[T005]");
    end(&result);
}

static void
a_table_is_a_case_a_line(void **state)
{
    (void)state;
    checked_file("cases.csv",
                 "name,Id,Title,employees,Source,verdict,expect.fit,fired,"
                 "unknown,route\n"
                 "first,1,VP,1200,Demo,mql,40,size.1:30;demo,fresh,\n"
                 "second,2,Student,,,out,,,,-\n"
                 ",3,VP,200,Web,mql,20,size.2,,\n");
    run_result result = run("as_of: 2026-10-01\nleads: cases.csv\n");
    assert_int_equal(result.status, HANDOFF_FINDINGS);
    assert_has(result.text, "3 tests: 2 passed, 1 failed\n");
    assert_has(result.text, "FAIL  line 4 of cases.csv\n");
    assert_has(result.text, "cases.csv:4\n");
    end(&result);
}

static void
names_that_are_not_there_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *tests, *finding;
    } cases[] = {
        {"as_of: 2026-10-01\ncase: []\n", "did you mean 'cases'"},
        {"as_of: soon\ncases: [{ expect: { score: 1 } }]\n", "error[T005]"},
        {"as_of: 2026-10-01\ncases: [{ lead: { titel: x } }]\n",
         "did you mean 'title'"},
        {"as_of: 2026-10-01\ncases: [{ expect: { verdikt: mql } }]\n",
         "did you mean 'verdict'"},
        {"as_of: 2026-10-01\ncases: [{ expect: { verdict: mqll } }]\n",
         "did you mean 'mql'"},
        {"as_of: 2026-10-01\ncases: [{ expect: { route: inbond } }]\n",
         "did you mean 'inbound'"},
        {"as_of: 2026-10-01\ncases: [{ expect: { cell: AB } }]\n",
         "no cell is called 'AB'"},
        {"as_of: 2026-10-01\ncases: [{ expect: { fired: [sise] } }]\n",
         "did you mean 'size'"},
        {"as_of: 2026-10-01\ncases: [{ expect: { fired: [size.3] } }]\n",
         "numbered from 1 to 2"},
        {"as_of: 2026-10-01\ncases: [{ expect: { fired: [demo.1] } }]\n",
         "written without 'first'"},
        {"as_of: 2026-10-01\ncases: [{ expect: { score: high } }]\n",
         "'high' is not a whole number"},
        {"as_of: 2026-10-01\nleads: ../x.csv\n", "error[R200]"},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        run_result result = run(cases[at].tests);
        assert_int_equal(result.status, HANDOFF_RULES);
        assert_null(result.text);
        assert_has(result.found, cases[at].finding);
        end(&result);
    }
}

static void
a_table_that_cannot_be_read_whole_is_refused(void **state)
{
    (void)state;
    checked_file("cases.csv", "Id,verdict,expect.fitt\n1,mql\n");
    run_result result = run("as_of: 2026-10-01\nleads: cases.csv\n");
    assert_int_equal(result.status, HANDOFF_RULES);
    assert_has(result.found, "error[T003]");
    assert_has(result.found, "error[T007]: short record: 2 of 3 cells");
    end(&result);
}

static void
a_misspelt_expectation_of_a_table_is_refused(void **state)
{
    (void)state;
    checked_file("cases.csv", "Id,verdct,colour\n1,mql,red\n");
    run_result result = run("as_of: 2026-10-01\nleads: cases.csv\n");
    assert_int_equal(result.status, HANDOFF_RULES);
    assert_has(result.found, "error[T003]: the column 'verdct' is no field");
    assert_has(result.found, "did you mean 'verdict'?");
    assert_has(result.found, "warning[T006]: the column 'colour'");
    end(&result);
}

static void
cases_are_taken_by_name(void **state)
{
    (void)state;
    static const char tests[] =
        "as_of: 2026-10-01\n"
        "cases:\n"
        "  - { name: A demo passes, lead: { employees: 5 }, expect: { verdict: "
        "mql } }\n"
        "  - { name: a student, lead: { title: student }, expect: { verdict: "
        "out } }\n";
    run_result result =
        run_with(tests, (handoff_test_options){.pattern = "Student"});
    assert_int_equal(result.status, HANDOFF_OK);
    assert_has(result.text, "1 test: 1 passed\n");
    end(&result);
    result = run_with(tests, (handoff_test_options){.pattern = "none"});
    assert_int_equal(result.status, HANDOFF_NOTHING);
    assert_has(result.found, "error[T001]");
    end(&result);
}

static void
coverage_is_a_gate_and_rounds_down(void **state)
{
    (void)state;
    // Reached: out of 3 verdicts 1, of 2 routes none, the gate once of twice,
    // of 4 criteria that do not fire 3, no case, the condition not at all.
    static const char tests[] =
        "as_of: 2026-10-01\n"
        "cases: [{ lead: { title: student }, expect: { verdict: out } }]\n";
    run_result result =
        run_with(tests, (handoff_test_options){.min_coverage = 22});
    assert_int_equal(result.status, HANDOFF_FINDINGS);
    assert_has(result.text, "coverage      21% is below the 22% asked for\n");
    assert_has(result.text,
               "  verdicts    1 of 3        not seen: mql, nurture\n");
    assert_has(result.text, "  gates       1 of 2        not seen: student not "
                            "firing\n");
    end(&result);
    result = run_with(tests, (handoff_test_options){.min_coverage = 21});
    assert_int_equal(result.status, HANDOFF_OK);
    end(&result);
}

static void
json_says_the_same(void **state)
{
    (void)state;
    run_result result =
        run_with("as_of: 2026-10-01\n"
                 "cases: [{ name: it, expect: { verdict: mql } }]\n",
                 (handoff_test_options){.shape = HANDOFF_SHAPE_JSON});
    assert_int_equal(result.status, HANDOFF_FINDINGS);
    assert_has(result.text, "\"name\": \"it\"");
    assert_has(result.text, "\"actual\": \"nurture\"");
    assert_has(result.text, "\"percent\": ");
    end(&result);
}

static void
files_are_checked_without_being_run(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    checked_file("t.yaml", RULES);
    const char *path = checked_file(
        "t.test.yaml",
        "as_of: 2026-10-01\ncases: [{ expect: { verdict: mql } }]\n");
    assert_int_equal(handoff_test_load(path, 0, findings), HANDOFF_OK);
    checked_file("t.test.yaml", "as_of: 2026-10-01\n");
    assert_int_equal(handoff_test_load(path, 0, findings), HANDOFF_NOTHING);
    checked_file("t.yaml", "handoff: 2\n");
    assert_int_equal(handoff_test_load(path, 0, findings), HANDOFF_RULES);
    char *found = checked_findings(findings);
    assert_has(found, "error[T010]");
    handoff_free(found);
    handoff_findings_free(findings);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_output_can_be_expected),
        cmocka_unit_test(what_is_not_named_is_missing_and_takes_its_default),
        cmocka_unit_test(a_failure_shows_expected_and_actual_with_its_place),
        cmocka_unit_test(a_case_has_a_moment_of_its_own),
        cmocka_unit_test(without_a_moment_it_is_now_with_a_warning_or_an_error),
        cmocka_unit_test(a_table_is_a_case_a_line),
        cmocka_unit_test(names_that_are_not_there_are_refused),
        cmocka_unit_test(a_table_that_cannot_be_read_whole_is_refused),
        cmocka_unit_test(a_misspelt_expectation_of_a_table_is_refused),
        cmocka_unit_test(cases_are_taken_by_name),
        cmocka_unit_test(coverage_is_a_gate_and_rounds_down),
        cmocka_unit_test(json_says_the_same),
        cmocka_unit_test(files_are_checked_without_being_run),
    };
    return cmocka_run_group_tests(tests, NULL, checked_remove);
}
