/*
 * What scores mean: three values, points and clamps, cells, verdicts, routes,
 * completeness; each on leads given by hand. The bulk path runs the same
 * operations; tests/oracle compares that with a second implementation.
 */
#include "planned.h"

#include <stdlib.h>

enum { VALUES_MOST = 12 };

/* A lead as one text: "field=text;field=text". */
static size_t
read_lead(char *text, handoff_value *values)
{
    size_t count = 0;
    values[count++] = (handoff_value){"lead_id", "L1"};
    for (char *part = strtok(text, ";"); part; part = strtok(NULL, ";")) {
        char *equals = strchr(part, '=');
        *equals = '\0';
        values[count++] = (handoff_value){part, equals + 1};
    }
    return count;
}

static void
score(handoff_scorer *scorer, const char *lead, handoff_verdict *out)
{
    char text[512];
    handoff_value values[VALUES_MOST];
    handoff_findings *findings = handoff_findings_new();
    snprintf(text, sizeof text, "%s", lead);
    size_t count = read_lead(text, values);
    handoff_status status =
        handoff_score_lead(scorer, values, count, out, findings);
    if (status != HANDOFF_OK) {
        fail_msg("%s: %s", lead,
                 handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    }
    handoff_findings_free(findings);
}

// ---- Conditions -------------------------------------------------------------

static const struct {
    const char *condition;
    const char *lead;
    char answer; /* t, f or u */
} ASKED[] = {
    // Missing is not zero, not empty and not false.
    {"employees < 5", "", 'u'},
    {"employees < 5", "employees=0", 't'},
    {"employees < 5", "employees=n/a", 'u'},
    {"employees < 5", "employees=about 3", 'u'},
    {"title != \"x\"", "", 'u'},
    {"not opted_out", "", 'u'},
    {"title is missing", "", 't'},
    {"title is not missing", "title=x", 't'},
    {"employees is missing", "employees=x", 't'},
    // Kleene.
    {"employees > 1 and opted_out", "opted_out=no", 'f'},
    {"employees > 1 and opted_out", "opted_out=yes", 'u'},
    {"employees > 1 or opted_out", "opted_out=yes", 't'},
    {"employees > 1 or opted_out", "opted_out=no", 'u'},
    {"not (employees > 1 and opted_out)", "opted_out=no", 't'},
    {"at_least(2, opted_out, customer, employees > 1)",
     "opted_out=y;customer=y", 't'},
    {"at_least(2, opted_out, customer, employees > 1)", "opted_out=y", 'u'},
    {"at_least(2, opted_out, customer, employees > 1)",
     "opted_out=n;customer=n", 'f'},
    // Numbers, at their thresholds.
    {"employees >= 200", "employees=200", 't'},
    {"employees > 200", "employees=200", 'f'},
    {"employees > 200", "employees=200.000001", 't'},
    {"200 > employees", "employees=199.999999", 't'},
    {"employees between 10 and 20", "employees=20", 't'},
    {"employees not between 10 and 20", "employees=20.5", 't'},
    {"employees between 20 and 10", "employees=15", 'f'},
    {"employees between 10 and revenue", "employees=15;revenue=$14", 'f'},
    {"employees in figures", "employees=-1.5", 't'},
    {"employees not in [1, 200]", "employees=1", 'f'},
    {"employees = revenue", "employees=2000;revenue=2K", 't'},
    {"employees <= revenue", "employees=2000;revenue=1K", 'f'},
    {"least(employees, revenue, 7) = 7", "employees=9;revenue=8", 't'},
    {"greatest(employees, revenue) = 9", "employees=9", 'u'},
    {"coalesce(employees, revenue, 1) = 8", "revenue=8", 't'},
    {"100 - employees = 40", "employees=60", 't'},
    {"length(title) * 3 - 1 = 11",
     "title=h\xc3\xa9llo;title=v\xc3\xa9l\xc3\xb6", 't'},
    {"size = 10 and employees is missing", "", 't'},
    // Dates: windows are half-open, a future date is in neither.
    {"created within 30d", "created=2026-09-01T12:00:00Z", 'f'},
    {"created within 30d", "created=2026-09-01T12:00:01Z", 't'},
    {"created within 30d", "created=2026-10-01T12:00:00Z", 't'},
    {"created within 30d", "created=2026-10-01T12:00:01Z", 'f'},
    {"created older than 30d", "created=2026-09-01T12:00:00Z", 't'},
    {"created older than 30d", "created=2026-10-01T12:00:01Z", 'f'},
    {"created = 2026-01-31", "created=2026-01-31", 't'},
    {"days_since(created) = 0", "created=2026-09-30T12:00:01Z", 't'},
    {"days_since(created) = -1", "created=2026-10-01T12:00:01Z", 't'},
    {"days_between(created, touched) = 1",
     "created=2026-01-01;touched=2026-01-02", 't'},
    {"least(created, touched) < 2026-01-02",
     "created=2026-01-01;touched=2027-01-02", 't'},
    // Texts fold ASCII letters and nothing else; ids are exact.
    {"country = \"no\"", "country=NO", 't'},
    {"country in core", "country=no", 't'},
    {"country in core", "country=CA", 't'},
    {"country not in core", "country=SE", 't'},
    {"title = \"kelvin\"",
     "title=\xe2\x84\xaa"
     "elvin",
     'f'},
    {"lead_id = \"l1\"", "", 'f'},
    {"lead_id in [x, L1]", "", 't'},
    {"lead_id starts with \"l\"", "", 'f'},
    {"lead_id matches /l1/", "", 'f'},
    {"title matches /^vp\\b/", "title=VP, Sales", 't'},
    {"title matches /^vp\\b/c", "title=VP, Sales", 'f'},
    {"title contains \"\"", "title=x", 't'},
    {"title ends with \"SALES\"", "title=vp sales", 't'},
    {"title not starts with \"vp\"", "title=vp sales", 'f'},
    {"title contains country", "title=in US now;country=us", 't'},
    {"title ends with country", "title=in US;country=us", 't'},
    {"title starts with lower(country)", "title=US;country=us", 't'},
    {"lower(title) matches /us/c", "title=US", 't'},
    {"domain(email) = \"x.org\"", "email=a@b@X.org", 't'},
    {"domain(title) is missing", "title=a@", 't'},
    {"domain(title) is missing", "title=plain", 't'},
    {"\"abc\" contains title", "title=B", 't'},
    // Derived values with cases.
    {"seniority = \"vp\"", "title=VP Sales", 't'},
    {"seniority in [C-Level, vp]", "title=chief clerk", 't'},
    {"seniority != \"vp\"", "title=Chief VP", 't'},
    {"seniority = \"vp\"", "title=baker", 'u'},
    {"seniority is missing", "title=baker", 't'},
    {"seniority starts with \"c-\"", "title=chief", 't'},
    {"seniority matches /^o.*r$/", "title=clerk", 't'},
    {"length(seniority) = 7", "title=chief", 't'},
    {"seniority = country", "title=vp;country=VP", 't'},
    {"rank >= 2", "employees=50", 't'},
    {"rank < 2", "employees=5", 't'},
    {"rank = employees", "employees=3", 'f'},
    {"rank = 2", "", 't'},
    {"employees > rank", "employees=5", 't'},
    // Sets.
    {"topics has \"news\"", "topics=News,x", 'f'},
    {"topics has \"news\"", "topics=News", 't'},
    {"topics has any of core", "topics=ca", 't'},
    {"topics not has any of [a, b]", "topics=c", 't'},
    {"topics has all of [news, NEWS]", "topics=News", 't'},
    {"topics has all of [news, x]", "topics=News", 'f'},
    {"topics has title", "topics=News;title=NEWS", 't'},
    {"topics has title", "topics=News", 'u'},
    {"topics is missing", "topics= ", 't'},
    // Booleans.
    {"opted_out = customer", "opted_out=no;customer=0", 't'},
    {"opted_out in [true, false]", "", 'u'},
    {"opted_out in [false]", "opted_out=no", 't'},
    {"coalesce(opted_out, customer)", "customer=checked", 't'},
    {"coalesce(opted_out, false) = false", "", 't'},
    {"enterprise", "employees=1000", 't'},
    {"not enterprise", "", 'u'},
    {"true", "", 't'},
    {"1 < 2 and not \"a\" = \"b\"", "", 't'},
};

static char
answer_of(const char *condition, const char *lead)
{
    hf_buffer text = {0};
    planned_ask(&text, condition);
    handoff_plan *plan = planned_must(hf_buffer_text(&text));
    handoff_scorer *scorer = handoff_scorer_new(plan);
    handoff_verdict verdict;
    score(scorer, lead, &verdict);
    char answer = verdict.fired_count ? 't' : verdict.unknown_count ? 'u' : 'f';
    assert_int_equal(verdict.completeness, answer == 'u' ? 0 : 100);
    assert_int_equal(verdict.score, answer == 't');
    handoff_scorer_free(scorer);
    handoff_plan_free(plan);
    hf_buffer_clear(&text);
    return answer;
}

static void
conditions_have_three_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        char found = answer_of(ASKED[i].condition, ASKED[i].lead);
        if (found != ASKED[i].answer) {
            fail_msg("%s on {%s}: %c", ASKED[i].condition, ASKED[i].lead,
                     found);
        }
    }
}

// ---- Whole rule sets --------------------------------------------------------

#define FIELDS                                                                 \
    "handoff: 1\nruleset: t\nleads: { id: lead_id, fields: { lead_id: { "      \
    "column: I, type: id }, n: { column: N, type: number }, m: { column: M, "  \
    "type: number }, t: T } }\n"

/* What a lead comes to: "verdict score axes cell route completeness fired
 * unknown shadow". */
static void
expect(const char *rules, const char *lead, const char *expected)
{
    handoff_plan *plan = planned_must(rules);
    handoff_scorer *scorer = handoff_scorer_new(plan);
    handoff_verdict v;
    score(scorer, lead, &v);
    hf_buffer out = {0};
    hf_buffer_printf(&out, "%s %lld", v.verdict, (long long)v.score);
    for (size_t i = 0; i < handoff_plan_axis_count(plan); i++) {
        hf_buffer_printf(&out, "%c%lld", i ? ',' : ' ', (long long)v.axes[i]);
    }
    hf_buffer_printf(&out, " %s %s %d", v.cell, v.route, v.completeness);
    for (size_t i = 0; i < v.fired_count; i++) {
        hf_buffer_printf(&out, "%c%s", i ? ';' : ' ', v.fired[i]);
    }
    for (size_t i = 0; i < v.unknown_count; i++) {
        hf_buffer_printf(&out, "%s%s", i ? ";" : " ?", v.unknown[i]);
    }
    for (size_t i = 0; i < v.shadow_count; i++) {
        hf_buffer_printf(&out, "%s%s", i ? ";" : " ~", v.shadow[i]);
    }
    assert_string_equal(hf_buffer_text(&out), expected);
    hf_buffer_clear(&out);
    handoff_scorer_free(scorer);
    handoff_plan_free(plan);
}

static void
groups_then_axes_then_the_total_are_clamped(void **state)
{
    (void)state;
    static const char rules[] =
        FIELDS "axes:\n  fit: { min: -5, max: 40, bands: { A: 40, B: 0, C: any "
               "} }\n  use: { bands: { \"1\": 1, \"2\": any } }\n"
               "groups: { size: { axis: fit, max: 30 }, low: { axis: fit, min: "
               "-3 } }\nscore: { max: 35 }\ncriteria:\n"
               "  - { id: a, group: size, when: n > 1, points: 25 }\n"
               "  - { id: b, group: size, when: n > 2, points: 25 }\n"
               "  - { id: c, axis: fit, when: n > 3, points: 15 }\n"
               "  - { id: d, group: low, when: n < 0, points: -50 }\n"
               "  - { id: e, axis: fit, when: n < -1, points: -50 }\n"
               "  - { id: f, axis: use, when: m > 0, points: 1 }\n"
               "verdicts: [{ verdict: v, means: hold }]\n";
    expect(rules, "n=2;m=0", "v 25 25,0 B2  100 a:25");
    expect(rules, "n=3;m=0", "v 30 30,0 B2  100 a:25;b:25");
    expect(rules, "n=4;m=1", "v 35 40,1 A1  100 a:25;b:25;c:15;f:1");
    expect(rules, "n=-1;m=0", "v -3 -3,0 C2  100 d:-50");
    expect(rules, "n=-2", "v -5 -5,0 C2  83 d:-50;e:-50 ?f");
}

static void
an_unknown_case_is_passed_over(void **state)
{
    (void)state;
    static const char rules[] =
        FIELDS "criteria:\n  - id: c\n    first:\n"
               "      - { when: n > 5, points: 3 }\n"
               "      - { when: m > 5, points: 2 }\n"
               "      - { when: m > 3, points: 1 }\n"
               "verdicts: [{ verdict: v, means: hold }]\n";
    expect(rules, "m=9", "v 2 2   100 c.2:2");
    expect(rules, "m=4", "v 1 1   100 c.3:1");
    expect(rules, "m=1", "v 0 0   0 ?c");
    expect(rules, "n=1", "v 0 0   0 ?c");
    expect(rules, "n=6", "v 3 3   100 c.1:3");
    expect(rules, "n=1;m=1", "v 0 0   100");
}

static void
criteria_out_of_their_dates_are_not_there(void **state)
{
    (void)state;
    // The moment is 2026-10-01T12:00Z: its whole UTC day is inside.
    expect(
        FIELDS
        "criteria:\n"
        "  - { id: a, when: n > 0, points: 1, from: 2026-10-01 }\n"
        "  - { id: b, when: n > 0, points: 2, from: 2026-10-02 }\n"
        "  - { id: c, when: n > 0, points: 4, until: 2026-10-01 }\n"
        "  - { id: d, when: n > 0, points: 8, until: 2026-09-30 }\n"
        "  - { id: e, when: n > 0, points: 16, status: off }\n"
        "  - { id: f, when: m > 0, points: 32, status: off }\n"
        "verdicts:\n"
        "  - { verdict: x, means: hold, when: fired(\"b\") or fired(\"e\") }\n"
        "  - { verdict: v, means: hold }\n",
        "n=1", "v 5 5   100 a:1;c:4");
}

static void
shadow_criteria_are_listed_and_nothing_else(void **state)
{
    (void)state;
    static const char rules[] =
        FIELDS "criteria:\n"
               "  - { id: s, status: shadow, points: 7, when: n > 0 }\n"
               "  - { id: a, when: n > 1, points: 1 }\n"
               "verdicts:\n"
               "  - { verdict: x, means: hold, when: fired(\"s\") }\n"
               "  - { verdict: v, means: hold }\n";
    expect(rules, "n=1", "v 0 0   100 ~s:7");
    expect(rules, "", "v 0 0   0 ?a");
}

static void
verdicts_see_clamped_results(void **state)
{
    (void)state;
    static const char rules[] = FIELDS
        "gates: [{ id: out, when: t = \"out\" }]\n"
        "axes: { fit: { max: 10, bands: { A: 10, B: any } } }\n"
        "criteria:\n"
        "  - { id: c, axis: fit, first: [{ when: n > 5, points: 25 }, { "
        "when: n > 1, points: 5 }] }\n"
        "verdicts:\n"
        "  - { verdict: gated, means: disqualify, when: gated }\n"
        "  - { verdict: never, means: hold, when: fit > 10 or score > 10 "
        "}\n"
        "  - { verdict: mql, means: pass, when: cell = \"a\" and "
        "completeness >= 50 }\n"
        "  - { verdict: case, means: pass, when: fired(\"c.2\") and fit "
        "+ score = 10 }\n"
        "  - { verdict: rest, means: hold }\n"
        "routes:\n"
        "  - { to: big, when: n > 7 and not gate(\"out\") }\n"
        "  - { to: some, when: cell starts with \"A\" }\n";
    expect(rules, "n=8;t=x", "mql 10 10 A big 100 c.1:25");
    expect(rules, "n=6", "mql 10 10 A some 50 c.1:25 ?out");
    expect(rules, "n=8;t=OUT", "gated 10 10 A  100 out:gate;c.1:25");
    expect(rules, "n=2", "case 5 5 B  50 c.2:5 ?out");
    expect(rules, "", "rest 0 0 B  0 ?out;c");
}

static void
an_unknown_verdict_is_passed_over(void **state)
{
    (void)state;
    expect(FIELDS "verdicts:\n"
                  "  - { verdict: a, means: pass, when: n > 1 }\n"
                  "  - { verdict: b, means: pass, when: not n > 1 }\n"
                  "  - { verdict: c, means: pass }\n"
                  "routes: [{ to: r, when: n > 1 }, { to: s }]\n",
           "", "c 0 0  s 100");
}

static void
many_criteria_and_tests_take_many_words(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, FIELDS "criteria:\n");
    for (int i = 0; i < 200; i++) {
        // Half in the dictionary, half searched for.
        hf_buffer_printf(&text,
                         "  - { id: c%d, points: 1, when: 't %s \"%d\"' }\n", i,
                         i % 2 ? "=" : "contains", i);
    }
    hf_buffer_add_text(&text, "verdicts: [{ verdict: v, means: hold }]\n");
    expect(hf_buffer_text(&text), "t=7", "v 1 1   100 c7:1");
    expect(hf_buffer_text(&text), "t=178", "v 3 3   100 c8:1;c78:1;c178:1");
    expect(hf_buffer_text(&text), "t=199", "v 1 1   100 c199:1");
    hf_buffer_clear(&text);
}

static void
lookups_take_the_first_row_of_a_key(void **state)
{
    (void)state;
    char folder[] = "/tmp/handoff-lookup-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char path[64];
    snprintf(path, sizeof path, "%s/a.csv", folder);
    FILE *file = fopen(path, "w");
    fputs("Domain,Tier\nx.org,gold\nX.ORG,silver\ny.org,\n", file);
    fclose(file);
    static const char text[] = FIELDS
        "lists: { a: { file: a.csv, column: domain } }\ncriteria:\n"
        "  - { id: g, points: 1, when: 'lookup(a, t, TIER) = \"GOLD\"' }\n"
        "  - { id: m, points: 2, when: 'lookup(a, t, tier) is missing' }\n"
        "verdicts: [{ verdict: v, means: hold }]\n";
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    assert_int_equal(handoff_rules_load_text("r", text, strlen(text), folder,
                                             &rules, findings),
                     HANDOFF_OK);
    remove(path);
    remove(folder);
    assert_int_equal(handoff_plan_new(rules, PLANNED_AS_OF, &plan, findings),
                     HANDOFF_OK);
    handoff_rules_free(rules); // the plan borrows nothing from it
    handoff_scorer *scorer = handoff_scorer_new(plan);
    handoff_verdict v;
    score(scorer, "t=X.org", &v);
    assert_int_equal(v.score, 1);
    score(scorer, "t=y.org", &v);
    assert_int_equal(v.score, 2);
    score(scorer, "t=z.org", &v);
    assert_int_equal(v.score, 2);
    handoff_scorer_free(scorer);
    handoff_plan_free(plan);
    handoff_findings_free(findings);
}

// ---- Calls that go wrong ----------------------------------------------------

static void
expect_status(const handoff_value *values, size_t count, handoff_status wanted,
              const char *said)
{
    handoff_plan *plan =
        planned_must(FIELDS "criteria: [{ id: c, points: 1, when: 't matches "
                            "/^(\\w+\\s?)*(?!y)$/' }]\n"
                            "verdicts: [{ verdict: v, means: hold }]\n");
    handoff_scorer *scorer = handoff_scorer_new(plan);
    handoff_findings *findings = handoff_findings_new();
    handoff_verdict v;
    assert_int_equal(handoff_score_lead(scorer, values, count, &v, findings),
                     wanted);
    char *printed = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
    if (!strstr(printed, said)) {
        fail_msg("not said: %s\n%s", said, printed);
    }
    handoff_free(printed);
    handoff_findings_free(findings);
    handoff_scorer_free(scorer);
    handoff_plan_free(plan);
}

static void
a_lead_that_cannot_be_scored_is_refused(void **state)
{
    (void)state;
    handoff_value values[] = {{"lead_id", "1"}, {"tt", "x"}};
    expect_status(values, 2, HANDOFF_USAGE, "no field is called 'tt'");
    values[1] = (handoff_value){"t", "\xff"};
    expect_status(values, 2, HANDOFF_DATA, "'t' is not UTF-8");
    values[0] = (handoff_value){"lead_id", " "};
    expect_status(values, 1, HANDOFF_DATA, "no id");
    values[0] = (handoff_value){"lead_id", "1"};
    values[1] = (handoff_value){
        "t", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"};
    expect_status(values, 2, HANDOFF_DATA, "limit");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_have_three_values),
        cmocka_unit_test(groups_then_axes_then_the_total_are_clamped),
        cmocka_unit_test(an_unknown_case_is_passed_over),
        cmocka_unit_test(criteria_out_of_their_dates_are_not_there),
        cmocka_unit_test(shadow_criteria_are_listed_and_nothing_else),
        cmocka_unit_test(verdicts_see_clamped_results),
        cmocka_unit_test(an_unknown_verdict_is_passed_over),
        cmocka_unit_test(many_criteria_and_tests_take_many_words),
        cmocka_unit_test(lookups_take_the_first_row_of_a_key),
        cmocka_unit_test(a_lead_that_cannot_be_scored_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
