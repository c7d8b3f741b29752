/* How an export is read, in figures. */
#include "checked.h"

static const char RULES[] =
    "handoff: 1\n"
    "ruleset: t\n"
    "leads:\n"
    "  id: lead_id\n"
    "  missing: [N/A]\n"
    "  fields:\n"
    "    lead_id: { column: Id, type: id }\n"
    "    email: { column: Email, type: email, personal: true }\n"
    "    employees: { column: [Size, Employees], type: number }\n"
    "    fax: { column: Fax, optional: true }\n"
    "criteria: [{ id: big, when: employees > 9, points: 1 }]\n"
    "verdicts: [{ verdict: v, means: hold }]\n";

// How `bytes` is read, to be freed.
static char *
inspect(const char *bytes, handoff_shape shape, int show_values)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_input_options input = checked_input();
    handoff_plan *plan = planned_must(RULES);
    char *text = NULL;
    assert_int_equal(handoff_inspect(plan, checked_file("leads.csv", bytes),
                                     &input, shape, 80, show_values, &text,
                                     findings),
                     HANDOFF_OK);
    handoff_plan_free(plan);
    handoff_findings_free(findings);
    return text;
}

static const char LEADS[] = "Id;Email;Employees;Notes;State\r\n"
                            "1;a@b;10;x;y\r\n"
                            "2;at home;many;;\r\n"
                            "1;N/A;;;\r\n"
                            ";c@d;1;;\r\n"
                            "3;c@d\r\n"
                            "4;\"c\"d;1;;\r\n"
                            "5;e@f;\"1,000\";;\r\n"
                            "\r\n"
                            "Confidential\r\n";

static void
dialect_records_and_footer_are_told(void **state)
{
    (void)state;
    char *text = inspect(LEADS, HANDOFF_SHAPE_TEXT, 0);
    assert_has(text, "CSV, separator ';' (found), UTF-8 (found), lines end in "
                     "CRLF\n");
    assert_has(text, "records     4 read, 3 rejected\n");
    assert_has(text, "1 short record, the first on line 6\n");
    assert_has(text, "1 missing id, the first on line 5\n");
    assert_has(text, "footer      2 lines at the end left out");
    assert_has(text,
               "ids         1 lead with an id that came before, the first "
               "on line 4\n");
    handoff_free(text);
}

static void
each_field_has_its_column_and_how_full_it_is(void **state)
{
    (void)state;
    char *text = inspect(LEADS, HANDOFF_SHAPE_TEXT, 0);
    assert_has(text,
               "lead_id    Id         id       100.0%         -         -  "
               " yes\n");
    assert_has(text,
               "email      Email      email     50.0%         1         1  "
               "  no\n");
    assert_has(text,
               "employees  Employees  number    50.0%         1         1  "
               " yes\n");
    assert_has(text,
               "fax        (none)     text       0.0%         4         -  "
               "  no\n");
    assert_has(text, "columns of no field\n  Notes, State\n");
    handoff_free(text);
}

static void
personal_examples_are_hidden_unless_asked_for(void **state)
{
    (void)state;
    char *text = inspect(LEADS, HANDOFF_SHAPE_TEXT, 0);
    assert_has(text, "employees: 1, the first on line 3: 'many'\n");
    assert_lacks(text, "at home");
    handoff_free(text);
    text = inspect(LEADS, HANDOFF_SHAPE_JSON, 0);
    assert_lacks(text, "at home");
    handoff_free(text);
    text = inspect(LEADS, HANDOFF_SHAPE_TEXT, 1);
    assert_has(text, "email: 1, the first on line 3: 'at home'\n");
    handoff_free(text);
}

static void
an_export_without_records_is_read_too(void **state)
{
    (void)state;
    char *text = inspect("Id,Email,Size\n", HANDOFF_SHAPE_TEXT, 0);
    assert_has(text, "records     0 read, 0 rejected\n");
    assert_has(text, "none comes again");
    handoff_free(text);
}

static void
ndjson_has_no_separator(void **state)
{
    (void)state;
    char *text = inspect("{\"Id\":1,\"Email\":null,\"Size\":5}\n",
                         HANDOFF_SHAPE_JSON, 0);
    assert_has(text, "\"format\": \"NDJSON\"");
    assert_lacks(text, "separator");
    handoff_free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dialect_records_and_footer_are_told),
        cmocka_unit_test(each_field_has_its_column_and_how_full_it_is),
        cmocka_unit_test(personal_examples_are_hidden_unless_asked_for),
        cmocka_unit_test(an_export_without_records_is_read_too),
        cmocka_unit_test(ndjson_has_no_separator),
    };
    return cmocka_run_group_tests(tests, NULL, checked_remove);
}
