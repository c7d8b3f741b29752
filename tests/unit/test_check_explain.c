/* One lead, whole, and the nearest change of it. */
#include "checked.h"

static const char HEADER[] = "Id,Title,Country,Email,Employees,Revenue,Created,"
                             "Touched,Out,Customer,Topics\n";

typedef struct explained {
    handoff_status status;
    char *text, *found;
} explained;

// The lead `lead` of these records, by the rest of a rule set.
static explained
explain_with(const char *rest, const char *records, const char *lead,
             handoff_shape shape, int width)
{
    explained result = {0};
    hf_buffer rules = {0}, leads = {0};
    handoff_findings *findings = handoff_findings_new();
    handoff_input_options input = checked_input();
    hf_buffer_add_text(&rules, PLANNED_HEAD);
    hf_buffer_add_text(&rules, rest);
    hf_buffer_add_text(&leads, HEADER);
    hf_buffer_add_text(&leads, records);
    handoff_plan *plan = planned_must(hf_buffer_text(&rules));
    result.status =
        handoff_explain(plan, checked_file("leads.csv", hf_buffer_text(&leads)),
                        &input, lead, shape, width, 0, &result.text, findings);
    result.found = checked_findings(findings);
    handoff_plan_free(plan);
    handoff_findings_free(findings);
    hf_buffer_clear(&rules);
    hf_buffer_clear(&leads);
    return result;
}

static void
end(explained *result)
{
    handoff_free(result->text);
    handoff_free(result->found);
}

// A lead that passes where `condition` is true: the nearest change is told so.
static void
assert_nearest(const char *condition, const char *record, const char *told)
{
    char rest[512], label[256];
    snprintf(rest, sizeof rest,
             "criteria: [{ id: it, points: 1, when: '%s' }]\n"
             "verdicts:\n"
             "  - { verdict: yes, means: pass, when: fired(\"it\") }\n"
             "  - { verdict: no, means: hold }\n",
             condition);
    snprintf(label, sizeof label, "nearest change  %s", told);
    explained result = explain_with(rest, record, "1", HANDOFF_SHAPE_TEXT, 120);
    assert_int_equal(result.status, HANDOFF_OK);
    assert_has(result.text, label);
    end(&result);
}

static void
thresholds_are_met_in_the_units_of_the_data(void **state)
{
    (void)state;
    assert_nearest("employees >= 200", "1,,,,120,,,,,,\n",
                   "employees from 120 to 200 makes it yes (pass)");
    assert_nearest("employees > 200", "1,,,,120,,,,,,\n",
                   "employees from 120 to 201 makes it yes");
    assert_nearest("employees < 200", "1,,,,120,,,,,,\n",
                   "employees from 120 to 200 makes it no");
    assert_nearest("employees > 2.5", "1,,,,2,,,,,,\n",
                   "employees from 2 to 2.6 makes it yes");
    assert_nearest("employees between 10 and 20", "1,,,,120,,,,,,\n",
                   "employees from 120 to 20 makes it yes");
    assert_nearest("employees = 7", "1,,,,5,,,,,,\n",
                   "employees from 5 to 7 makes it yes");
    assert_nearest("employees in figures", "1,,,,190,,,,,,\n",
                   "employees from 190 to 200 makes it yes");
    assert_nearest("employees > revenue", "1,,,,9,12,,,,,\n",
                   "employees from 9 to 13 makes it yes");
}

static void
values_are_traced_back_to_their_fields(void **state)
{
    (void)state;
    assert_nearest("least(greatest(size, 0), 1K) * 2 + 10 >= 100",
                   "1,,,,20,,,,,,\n", "employees from 20 to 45 makes it yes");
    assert_nearest("domain(email) = \"acme.com\"", "1,,,a@b.com,,,,,,,\n",
                   "email from \"a@b.com\" to \"someone@acme.com\" makes it");
    assert_nearest("length(title) >= 5", "1,VP,,,,,,,,,\n",
                   "title from \"VP\" to \"VPxxx\" makes it yes");
    assert_nearest("greatest(employees, revenue) >= 50", "1,,,,40,3,,,,,\n",
                   "employees from 40 to 50 makes it yes");
    assert_nearest("seniority = \"c-level\"", "1,Clerk,,,,,,,,,\n",
                   "title from \"Clerk\" to \"chief\" makes it yes");
    assert_nearest("enterprise", "1,,,,900,,,,,,\n",
                   "employees from 900 to 1000 makes it yes");
}

static void
dates_are_moved_by_days(void **state)
{
    (void)state;
    assert_nearest("days_since(created) < 30", "1,,,,,,2026-08-01,,,,\n",
                   "created from 2026-08-01 to 2026-09-02 makes it yes");
    assert_nearest("created within 30d", "1,,,,,,2026-08-01,,,,\n",
                   "created from 2026-08-01 to 2026-09-02 makes it yes");
    assert_nearest("created older than 30d", "1,,,,,,2026-09-20,,,,\n",
                   "created from 2026-09-20 to 2026-09-01 makes it yes");
    assert_nearest("created >= 2026-09-01", "1,,,,,,2026-08-01,,,,\n",
                   "created from 2026-08-01 to 2026-09-01 makes it yes");
}

static void
texts_booleans_and_sets_are_changed_as_they_are_spelt(void **state)
{
    (void)state;
    assert_nearest("opted_out", "1,,,,,,,,No,,\n",
                   "opted_out from No to Yes makes it yes");
    assert_nearest("not opted_out", "1,,,,,,,,TRUE,,\n",
                   "opted_out from TRUE to FALSE makes it yes");
    assert_nearest("title contains \"head\"", "1,VP,,,,,,,,,\n",
                   "title from \"VP\" to \"head\" makes it yes");
    assert_nearest("title matches /^chief .* officer$/", "1,VP,,,,,,,,,\n",
                   "title from \"VP\" to \"chief  officer\" makes it yes");
    assert_nearest("country in core", "1,,SE,,,,,,,,\n",
                   "country from \"SE\" to \"US\" makes it yes");
    assert_nearest("country not in core", "1,,us,,,,,,,,\n",
                   "country from \"us\" to \"other\" makes it yes");
    assert_nearest("topics has \"crm\"", "1,,,,,,,,,,a;b\n",
                   "topics from \"a;b\" to \"a;b;crm\" makes it yes");
    assert_nearest("not topics has \"crm\"", "1,,,,,,,,,,crm;b\n",
                   "topics from \"crm;b\" to \"b\" makes it yes");
    assert_nearest("topics has all of [a, b]", "1,,,,,,,,,,a\n",
                   "topics from \"a\" to \"a;b\" makes it yes");
}

static void
a_missing_value_is_given_and_a_present_one_taken_away(void **state)
{
    (void)state;
    assert_nearest("employees >= 200", "1,,,,,,,,,,\n",
                   "employees from nothing to 200 makes it yes");
    assert_nearest("title is missing", "1,VP,,,,,,,,,\n",
                   "title from \"VP\" to nothing makes it yes");
    assert_nearest("title is not missing", "1,N/A,,,,,,,,,\n",
                   "title from \"N/A\" to \"something\" makes it yes");
    assert_nearest("employees >= 200", "1,,,,many,,,,,,\n",
                   "employees from many to 200 makes it yes");
}

static void
two_values_are_changed_where_one_is_not_enough(void **state)
{
    (void)state;
    assert_nearest("employees >= 200 and opted_out", "1,,,,10,,,,no,,\n",
                   "employees from 10 to 200 and opted_out from no to yes make "
                   "it yes");
}

static void
personal_values_are_hidden_from_both_sides(void **state)
{
    (void)state;
    // `email` is personal here; the title would have to become what it is.
    static const char rules[] =
        "handoff: 1\nruleset: t\nleads:\n  id: lead_id\n  fields:\n"
        "    lead_id: { column: Id, type: id }\n"
        "    email: { column: Email, type: email, personal: true }\n"
        "    title: Title\n"
        "criteria: [{ id: it, points: 1, when: title = email }]\n"
        "verdicts:\n  - { verdict: yes, means: pass, when: score > 0 }\n"
        "  - { verdict: no, means: hold }\n";
    handoff_findings *findings = handoff_findings_new();
    handoff_input_options input = checked_input();
    handoff_plan *plan = planned_must(rules);
    const char *leads =
        checked_file("p.csv", "Id,Email,Title\n1,ann@example.org,VP\n");
    for (int shape = HANDOFF_SHAPE_TEXT; shape <= HANDOFF_SHAPE_JSON;
         shape += 2) {
        for (int shows = 0; shows <= 1; shows++) {
            char *text = NULL;
            assert_int_equal(handoff_explain(plan, leads, &input, "1",
                                             (handoff_shape)shape, 80, shows,
                                             &text, findings),
                             HANDOFF_OK);
            (shows ? assert_has : assert_lacks)(text, "ann@example.org");
            assert_has(text, shape == HANDOFF_SHAPE_TEXT ? "VP" : "\"VP\"");
            handoff_free(text);
        }
    }
    handoff_plan_free(plan);
    handoff_findings_free(findings);
}

static const char POINTS[] =
    "gates: [{ id: out, when: opted_out, consent: true, because: They asked. "
    "}]\n"
    "axes:\n"
    "  fit: { max: 50, bands: { A: 45, B: any } }\n"
    "  web: { min: 0, bands: { \"1\": 5, \"2\": any } }\n"
    "groups: { firm: { axis: fit, max: 30 } }\n"
    "score: { max: 49 }\n"
    "criteria:\n"
    "  - { id: a, group: firm, points: 25, when: employees > 1, because: Why "
    "a. "
    "}\n"
    "  - { id: b, group: firm, points: 15, when: revenue > 1 }\n"
    "  - { id: c, axis: fit, points: 25, when: seniority = \"VP\" }\n"
    "  - { id: d, axis: web, points: -5, when: not customer }\n"
    "  - { id: e, axis: web, points: 9, when: topics has any of core }\n"
    "verdicts:\n"
    "  - { verdict: out, means: disqualify, when: gated }\n"
    "  - { verdict: mql, means: pass, when: 'cell in [A1, A2]' }\n"
    "  - { verdict: nurture, means: hold }\n"
    "routes: [{ to: big, when: enterprise }, { to: all }]\n";

static void
the_lines_of_points_add_up(void **state)
{
    (void)state;
    explained result = explain_with(POINTS, "7,VP,,,5,9,,,no,no,\n", "7",
                                    HANDOFF_SHAPE_TEXT, 80);
    assert_int_equal(result.status, HANDOFF_OK);
    assert_has(result.text, "points\n"
                            "    +25  a  (group firm)\n"
                            "           Why a.\n"
                            "    +15  b  (group firm)\n"
                            "    +25  c\n"
                            "    -10  group firm is at most 30  (it was 40)\n"
                            "     -5  fit is at most 50  (it was 55)\n"
                            "   = 50  fit\n"
                            "     -5  d\n"
                            "     +5  web is at least 0  (it was -5)\n"
                            "    = 0  web\n"
                            "     -1  score is at most 49  (it was 50)\n"
                            "   = 49  score\n");
    assert_has(result.text, "verdict         mql (pass), to all\n");
    assert_has(result.text, "score           49, cell A2, fit 50, web 0\n");
    assert_has(result.text, "complete        83%, unknown: e\n");
    assert_has(result.text,
               "  e  unknown\n    unknown  topics has any of core");
    assert_has(result.text, "  not asked: nurture\n");
    assert_has(result.text, "    false    enterprise  (see conditions)\n");
    assert_has(result.text, "conditions\n  enterprise\n"
                            "    false    employees >= 1000                "
                            "employees = 5\n");
    assert_has(result.text, "derived values\n  seniority = \"VP\"\n");
    end(&result);
}

static void
a_gate_tells_why(void **state)
{
    (void)state;
    explained result = explain_with(POINTS, "7,VP,,,5,9,,,yes,no,\n", "7",
                                    HANDOFF_SHAPE_TEXT, 80);
    assert_has(result.text, "  out  holds, a gate of consent\n");
    assert_has(result.text, "    They asked.\n");
    assert_has(result.text, "opted_out from yes to no makes it mql (A2): gate "
                            "out holds");
    end(&result);
}

static void
json_holds_the_same(void **state)
{
    (void)state;
    explained result = explain_with(POINTS, "7,VP,,,5,9,,,no,no,\n", "7",
                                    HANDOFF_SHAPE_JSON, 80);
    assert_int_equal(result.status, HANDOFF_OK);
    assert_has(result.text, "\"verdict\": \"mql\"");
    assert_has(result.text, "\"clamped_group\": \"firm\",\n      \"points\": "
                            "-10");
    assert_has(result.text, "\"test\": \"employees > 1\"");
    end(&result);
}

static void
a_lead_is_found_by_its_id_alone(void **state)
{
    (void)state;
    static const char records[] = "a,,,,1,,,,,,\nA,,,,2,,,,,,\n"
                                  " b ,,,,3,,,,,,\nb,,,,4,,,,,,\n";
    explained result =
        explain_with(POINTS, records, "A", HANDOFF_SHAPE_TEXT, 80);
    assert_has(result.text, "line 3\n");
    end(&result);
    result = explain_with(POINTS, records, " b", HANDOFF_SHAPE_TEXT, 80);
    assert_has(result.text, "line 4\n");
    end(&result);
    result = explain_with(POINTS, records, "c", HANDOFF_SHAPE_TEXT, 80);
    assert_int_equal(result.status, HANDOFF_NOTHING);
    assert_null(result.text);
    assert_has(result.found, "error[D080]");
    assert_has(result.found, "has the id 'c'; 4 were read, 0 rejected");
    end(&result);
}

static void
that_no_change_helps_is_told(void **state)
{
    (void)state;
    static const char rest[] =
        "criteria: [{ id: it, points: 1, when: 'employees > 5' }]\n"
        "verdicts: [{ verdict: v, means: hold }]\n";
    explained result =
        explain_with(rest, "1,,,,1,,,,,,\n", "1", HANDOFF_SHAPE_TEXT, 120);
    assert_has(result.text, "nearest change  none found: ");
    assert_has(result.text, " of one or two values were tried\n");
    end(&result);
}

static void
a_pattern_that_gives_up_is_told(void **state)
{
    (void)state;
    static const char rest[] =
        "criteria: [{ id: it, points: 1, when: 'title matches "
        "/^(?=(a+)+$)(a|aa)+b$/' }]\nverdicts: [{ verdict: v, means: hold }]\n";
    char record[256] = "1,";
    memset(record + 2, 'a', 120);
    strcpy(record + 122, "!,,,,,,,,,\n");
    explained result = explain_with(rest, record, "1", HANDOFF_SHAPE_TEXT, 80);
    if (result.status != HANDOFF_OK) { // some versions see through it
        assert_int_equal(result.status, HANDOFF_DATA);
        assert_has(result.found, "error[D081]");
    }
    end(&result);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_are_met_in_the_units_of_the_data),
        cmocka_unit_test(values_are_traced_back_to_their_fields),
        cmocka_unit_test(dates_are_moved_by_days),
        cmocka_unit_test(texts_booleans_and_sets_are_changed_as_they_are_spelt),
        cmocka_unit_test(a_missing_value_is_given_and_a_present_one_taken_away),
        cmocka_unit_test(two_values_are_changed_where_one_is_not_enough),
        cmocka_unit_test(personal_values_are_hidden_from_both_sides),
        cmocka_unit_test(the_lines_of_points_add_up),
        cmocka_unit_test(a_gate_tells_why),
        cmocka_unit_test(json_holds_the_same),
        cmocka_unit_test(a_lead_is_found_by_its_id_alone),
        cmocka_unit_test(that_no_change_helps_is_told),
        cmocka_unit_test(a_pattern_that_gives_up_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, checked_remove);
}
