/*
 * What is wrong with names and types in conditions, and what a reader is told
 * to write instead: one row a mistake, on the rule set of planned.h.
 */
#include "planned.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct mistake {
    const char *condition;
    const char *code;
    const char *said[2]; /* pieces of what is printed */
};

static const struct mistake MISTAKES[] = {
    // Names.
    {"employes >= 200",
     "R021",
     {"no field is called 'employes'",
      "did you mean 'employees', declared on"}},
    {"country = Norway",
     "R021",
     {"no field is called 'Norway'", "in quotes: \"Norway\""}},
    {"enterprize",
     "R021",
     {"no field or condition is called 'enterprize'", "'enterprise'"}},
    {"country in kore", "R021", {"no list is called 'kore'", "'core'"}},
    {"score >= 10",
     "R151",
     {"the result 'score' is not known here", "verdicts"}},
    {"gated", "R151", {"the result 'gated' is not known here", NULL}},
    {"points > 3", "R151", {"the result 'points' is not known here", NULL}},
    {"fired(\"it\")", "R151", {"'fired' asks for a result", NULL}},
    // Conditions and values.
    {"enterprise = true",
     "R153",
     {"a condition stands where a value", "'not enterprise'"}},
    {"(size > 3) = opted_out",
     "R153",
     {"a condition stands where a value", NULL}},
    {"title",
     "R154",
     {"the text field 'title' stands where", "title = \"text\""}},
    {"employees and opted_out",
     "R154",
     {"the number field 'employees' stands", ">= 200"}},
    {"created", "R154", {"the date field 'created' stands", "within 30d"}},
    {"not 5", "R154", {"the number 5 stands where", NULL}},
    // Two types.
    {"country = 450",
     "R155",
     {"the text field 'country' is compared with the number 450", "\"450\""}},
    {"employees = \"450\"",
     "R155",
     {"compared with the text \"450\"", "without quotes: 450"}},
    {"created >= \"2026-01-31\"",
     "R155",
     {"the date field", "without quotes: 2026-01-31"}},
    {"created < 30", "R155", {"the date field", "days_since(created)"}},
    {"opted_out = \"yes\"",
     "R155",
     {"the boolean field", "without quotes: true"}},
    {"opted_out = 0", "R155", {"the boolean field", "write false"}},
    {"title = employees",
     "R155",
     {"the text field 'title' is", "type: number"}},
    {"title = true", "R155", {"the boolean true", "\"true\""}},
    {"coalesce(title, employees) = \"x\"",
     "R155",
     {"'coalesce' works on one type", NULL}},
    {"seniority = 3",
     "R155",
     {"the derived text 'seniority' is compared", NULL}},
    {"rank = \"3\" and rank = created",
     "R155",
     {"the derived text 'rank'", NULL}},
    // No order.
    {"title >= \"m\"", "R156", {"only numbers and dates have an order", NULL}},
    {"opted_out < true", "R156", {"not the boolean field 'opted_out'", NULL}},
    {"country between \"A\" and \"M\"", "R156", {"have an order", NULL}},
    // Operators and functions.
    {"employees contains \"4\"",
     "R157",
     {"'contains' works on text, not on the number", NULL}},
    {"title contains 4", "R157", {"not on the number 4", "\"4\""}},
    {"topics contains \"News\"",
     "R157",
     {"not on the set field 'topics'", "topics has \"News\""}},
    {"employees matches /4/", "R157", {"'matches' works on text", NULL}},
    {"title has \"x\"",
     "R157",
     {"'has' works on sets, not on the text field", "type: set"}},
    {"topics has 3",
     "R157",
     {"'has' works on text, not on the number 3", "\"3\""}},
    {"topics in [a]",
     "R157",
     {"'in' works on single values", "topics has any of"}},
    {"topics = topics", "R157", {"sets are not compared", "has any of"}},
    {"title within 30d", "R157", {"'within' works on a date", "type: date"}},
    {"size older than 1d", "R157", {"'older than' works on a date", NULL}},
    {"length(employees) > 3", "R157", {"'length' works on text", NULL}},
    {"days_since(title) > 3", "R157", {"'days_since' works on a date", NULL}},
    {"least(title, employees) > 3",
     "R157",
     {"'least' works on numbers or dates", NULL}},
    {"created + 30 > 3", "R157", {"'+' works on numbers", "days_between"}},
    {"rank + 1 > 3",
     "R157",
     {"'+' works on numbers, not on the derived text", NULL}},
    // Elements.
    {"employees in [1, ten]", "R158", {"'ten' is not a number", "2.5M"}},
    {"employees in core",
     "R158",
     {"the list 'core' holds 'US'", "it stands here"}},
    {"created in [1/2/2026]", "R158", {"is not a date", "2026-01-31"}},
    {"opted_out in [yes]",
     "R158",
     {"'yes' is not true or false", "lower case"}},
    // Arithmetic.
    {"employees * revenue > 3", "R159", {"two values are multiplied", NULL}},
    {"employees * 0.5 > 3", "R159", {"the factor is not a whole number", NULL}},
    {"employees + revenue > 3",
     "R160",
     {"this sum could leave", "least(greatest(employees"}},
    {"employees * 2 > 3", "R160", {"this product could leave", NULL}},
    // Lookups.
    {"lookup(core, country, tier) = \"x\"",
     "R163",
     {"has no column 'tier'", "plain values"}},
};

static void
check_mistake(const struct mistake *mistake)
{
    hf_buffer text = {0};
    planned_ask(&text, mistake->condition);
    handoff_findings *findings = handoff_findings_new();
    handoff_plan *plan = planned_new(hf_buffer_text(&text), findings);
    char *printed = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
    if (plan || handoff_findings_count(findings, HANDOFF_ERROR) != 1 ||
        !strstr(printed, mistake->code)) {
        fail_msg("%s: not one %s but\n%s", mistake->condition, mistake->code,
                 printed);
    }
    for (size_t i = 0; i < 2 && mistake->said[i]; i++) {
        if (!strstr(printed, mistake->said[i])) {
            fail_msg("%s: not said: %s\n%s", mistake->condition,
                     mistake->said[i], printed);
        }
    }
    handoff_free(printed);
    handoff_findings_free(findings);
    hf_buffer_clear(&text);
}

static void
a_mistake_is_named_with_what_to_write_instead(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        check_mistake(&MISTAKES[i]);
    }
}

static const char *const WELL_TYPED[] = {
    "size + 0 > 3 or employees + 1_000 >= 5 or 1 - employees < 3",
    "least(greatest(employees, -1B), 1B) * 12 >= 5000",
    "(length(title) + 1) * 7 >= 3 and days_since(created) * -2 < 4",
    "rank >= 2 and rank = \"2\" and rank in [1, 2] and 3 > rank",
    "rank between 1 and 2 and employees > rank",
    "opted_out and opted_out != customer and coalesce(opted_out, false)",
    "opted_out in [true] and not (customer = true)",
    "lead_id = title and lead_id in core and domain(email) in core",
    "topics has title and topics has any of core and topics has all of [a]",
    "created between 2026-01-01 and touched or created in [2026-01-31]",
    "coalesce(created, touched) within 30d and topics is not missing",
    "least(created, 2026-01-01) < touched and 5 > 3 and \"a\" = \"A\"",
    "lower(seniority) contains country and length(seniority) > 2",
    "at_least(2, enterprise, opted_out, size in figures)",
    "true or not false",
};

static void
what_is_well_typed_makes_a_plan(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof WELL_TYPED / sizeof *WELL_TYPED; i++) {
        hf_buffer text = {0};
        planned_ask(&text, WELL_TYPED[i]);
        handoff_plan_free(planned_must(hf_buffer_text(&text)));
        hf_buffer_clear(&text);
    }
}

// ---- Mistakes of whole rule sets --------------------------------------------

static void
expect_said(const char *text, size_t errors, const char *const *said)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_plan *plan = planned_new(text, findings);
    char *printed = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
    if (handoff_findings_count(findings, HANDOFF_ERROR) != errors) {
        fail_msg("not %zu errors:\n%s", errors, printed);
    }
    for (; *said; said++) {
        if (!strstr(printed, *said)) {
            fail_msg("not said: %s\n%s", *said, printed);
        }
    }
    handoff_free(printed);
    handoff_findings_free(findings);
    handoff_plan_free(plan);
}

#define LEADS                                                                  \
    "handoff: 1\nruleset: t\nleads: { id: i, fields: { i: { column: I, type: " \
    "id }, n: { column: N, type: number } } }\n"

#define LAST "  - { verdict: v, means: hold }\n"

static void
a_ring_of_conditions_is_shown(void **state)
{
    (void)state;
    expect_said(LEADS "conditions:\n  a: b and n > 3\n  b: n > 1 or not c\n"
                      "  c: a\n  d: c\nverdicts:\n" LAST,
                1, (const char *[]){"R152", "a -> b -> c -> a", NULL});
    expect_said(LEADS "conditions: { a: not a }\nverdicts:\n" LAST, 1,
                (const char *[]){"a -> a", NULL});
}

static void
conditions_may_use_others_below_them(void **state)
{
    (void)state;
    handoff_plan_free(planned_must(
        LEADS "conditions:\n  a: b and n > 3\n  b: n > 1\nverdicts:\n" LAST));
}

static void
a_derived_value_uses_what_is_above_it(void **state)
{
    (void)state;
    expect_said(LEADS "derived:\n  a: b + 1\n  b: length(i)\n  c: length(c)\n"
                      "  d: { first: [{ when: big, is: x }] }\n"
                      "conditions: { big: n > 3 }\nverdicts:\n" LAST,
                3,
                (const char *[]){"R150", "'b' is not known yet", "move 'b' up",
                                 "'c' is not known yet",
                                 "may not use the named condition 'big'",
                                 NULL});
}

static void
ids_of_gates_and_criteria_are_checked(void **state)
{
    (void)state;
    expect_said(
        LEADS "gates: [{ id: out, when: n < 0 }]\ncriteria:\n"
              "  - { id: size, first: [{ when: n > 3, points: 1 }, { points: 2 "
              "}] }\n"
              "  - { id: plain, when: n > 3, points: 1 }\nverdicts:\n"
              "  - { verdict: a, means: hold, when: fired(\"sice\") }\n"
              "  - { verdict: b, means: hold, when: fired(\"size.3\") }\n"
              "  - { verdict: c, means: hold, when: fired(\"plain.1\") }\n"
              "  - { verdict: d, means: hold, when: fired(\"out\") }\n"
              "  - { verdict: e, means: hold, when: gate(\"size\") }\n"
              "  - { verdict: f, means: hold, when: fired(\"size.2\") or "
              "gate(\"out\") or gated }\n" LAST,
        5,
        (const char *[]){"R161", "did you mean 'size'?",
                         "\"size.1\" to \"size.2\"", "'plain' has no cases",
                         "write gate(\"out\")", "write fired(\"size\")", NULL});
}

static void
a_cell_has_to_be_one_that_bands_make(void **state)
{
    (void)state;
    expect_said(
        LEADS "axes:\n  fit: { bands: { A: 5, B: any } }\n"
              "  use: { bands: { \"1\": 5, \"2\": any } }\nverdicts:\n"
              "  - { verdict: a, means: hold, when: 'cell in [A1, A3]' }\n"
              "  - { verdict: b, means: hold, when: cell = \"b2\" }\n" LAST,
        1, (const char *[]){"R162", "no bands make the cell 'A3'", NULL});
    expect_said(LEADS
                "verdicts:\n"
                "  - { verdict: a, means: hold, when: cell = \"A\" }\n" LAST,
                1, (const char *[]){"R162", "there are no cells", NULL});
}

static void
too_many_cells_are_refused(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, LEADS "axes:\n");
    for (int axis = 0; axis < 2; axis++) {
        hf_buffer_printf(&text, "  a%d: { bands: { ", axis);
        for (int band = 0; band < 256; band++) {
            hf_buffer_printf(&text, "b%d: %d, ", band, 1000 - band);
        }
        hf_buffer_add_text(&text, "last: any } }\n");
    }
    hf_buffer_add_text(&text, "verdicts:\n" LAST);
    expect_said(hf_buffer_text(&text), 1, (const char *[]){"R164", NULL});
    hf_buffer_clear(&text);
}

static void
criteria_that_do_not_count_are_typed_all_the_same(void **state)
{
    (void)state;
    expect_said(LEADS
                "criteria:\n"
                "  - { id: a, when: n = \"x\", points: 1, status: off }\n"
                "  - { id: b, when: m > 3, points: 1, until: 2020-01-01 }\n"
                "verdicts:\n" LAST,
                2, (const char *[]){"R155", "R021", NULL});
}

static void
every_mistake_of_a_condition_is_found(void **state)
{
    (void)state;
    expect_said(LEADS "criteria:\n"
                      "  - { id: a, points: 1, when: \"m > 1 and (n = 'x' or k "
                      "is missing) and not n\" }\nverdicts:\n" LAST,
                4, (const char *[]){"'m'", "'k'", "R155", "R154", NULL});
}

static void
rules_of_the_future_are_a_warning(void **state)
{
    (void)state;
    expect_said(LEADS "effective_from: 2026-10-02\nverdicts:\n" LAST, 0,
                (const char *[]){"warning[R166]", "2026-10-02", NULL});
}

// What is refused in part is checked on; names then go by their places.
static void
expect_of_file(const char *folder, const char *text, size_t errors,
               const char *said)
{
    char path[256];
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    snprintf(path, sizeof path, "%s/r.yaml", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(
        handoff_plan_load(path, PLANNED_AS_OF, &rules, &plan, findings),
        HANDOFF_RULES);
    char *printed = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
    if (handoff_findings_count(findings, HANDOFF_ERROR) != errors ||
        !strstr(printed, said)) {
        fail_msg("not %zu errors with %s:\n%s", errors, said, printed);
    }
    handoff_free(printed);
    handoff_findings_free(findings);
    handoff_rules_free(rules);
    assert_int_equal(remove(path), 0);
}

static void
an_id_that_stands_twice_moves_no_other(void **state)
{
    (void)state;
    char folder[] = "/tmp/handoff-plan-XXXXXX";
    assert_non_null(mkdtemp(folder));
    expect_of_file(folder,
                   LEADS "criteria:\n"
                         "  - { id: a, when: n = 1, points: 1 }\n"
                         "  - { id: a, when: n = 1, points: 1 }\n"
                         "  - { id: cs, first: [{ when: n = 2, points: 3 }] }\n"
                         "verdicts:\n"
                         "  - { verdict: w, means: hold, when: "
                         "'fired(\"cs.1\")' }\n" LAST,
                   1, "R027");
    assert_int_equal(rmdir(folder), 0);
}

static void
a_refused_list_has_no_rows(void **state)
{
    (void)state;
    char folder[] = "/tmp/handoff-plan-XXXXXX";
    char path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/l.csv", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("key,value\nx,1\ny,2\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    expect_of_file(folder,
                   LEADS "lists: { l: { file: l.csv, column: other } }\n"
                         "criteria:\n"
                         "  - { id: a, when: i in l, points: 1 }\n"
                         "  - { id: b, when: n in l, points: 1 }\n"
                         "verdicts:\n" LAST,
                   1, "has no column 'other'");
    assert_int_equal(remove(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mistake_is_named_with_what_to_write_instead),
        cmocka_unit_test(what_is_well_typed_makes_a_plan),
        cmocka_unit_test(a_ring_of_conditions_is_shown),
        cmocka_unit_test(conditions_may_use_others_below_them),
        cmocka_unit_test(a_derived_value_uses_what_is_above_it),
        cmocka_unit_test(ids_of_gates_and_criteria_are_checked),
        cmocka_unit_test(a_cell_has_to_be_one_that_bands_make),
        cmocka_unit_test(too_many_cells_are_refused),
        cmocka_unit_test(criteria_that_do_not_count_are_typed_all_the_same),
        cmocka_unit_test(every_mistake_of_a_condition_is_found),
        cmocka_unit_test(an_id_that_stands_twice_moves_no_other),
        cmocka_unit_test(a_refused_list_has_no_rows),
        cmocka_unit_test(rules_of_the_future_are_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
