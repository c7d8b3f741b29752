/* The 1st, 2nd, 3rd ... allocation fails: a plan or a score is refused, and
 * nothing is left behind (run under a sanitizer to see that). */
#include "planned.h"

#include "base/memory.h"

static const char RULES[] =
    "gates: [{ id: g, when: opted_out or seniority = \"vp\" }]\n"
    "axes: { fit: { max: 20, bands: { A: 10, B: any } } }\n"
    "groups: { some: { axis: fit, max: 9 } }\n"
    "criteria:\n"
    "  - { id: a, axis: fit, points: 7, when: 'title matches /\\bvp\\b/' }\n"
    "  - { id: b, group: some, points: 5, when: 'country in core and "
    "lower(title)"
    " contains country' }\n"
    "  - { id: c, axis: fit, points: 9, when: 'employees in figures and "
    "topics has all of core' }\n"
    "  - { id: d, axis: fit, points: 9, when: 'enterprise and rank >= 2 and "
    "seniority = title' }\n"
    "verdicts:\n"
    "  - { verdict: a, means: pass, when: 'cell in [A] and fit > 3' }\n"
    "  - { verdict: v, means: hold, when: 'fired(\"b\") or gated' }\n"
    "  - { verdict: w, means: pass }\n"
    "routes: [{ to: x, when: score > 1 }, { to: y }]\n";

static handoff_rules *
load(const char *rest)
{
    hf_buffer text = {0};
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    hf_buffer_add_text(&text, PLANNED_HEAD);
    hf_buffer_add_text(&text, rest);
    assert_int_equal(handoff_rules_load_text("r", text.ptr, text.len, NULL,
                                             &rules, findings),
                     HANDOFF_OK);
    hf_buffer_clear(&text);
    handoff_findings_free(findings);
    return rules;
}

static void
score(const handoff_plan *plan, unsigned long fail_at, handoff_status *status)
{
    static const handoff_value values[] = {
        {"lead_id", "1"},     {"title", "VP of the US"}, {"country", "us"},
        {"employees", "200"}, {"topics", "US;CA;NO"},    {"opted_out", "no"}};
    handoff_findings *findings = handoff_findings_new();
    handoff_verdict verdict;
    hf_memory_fail_at(fail_at);
    handoff_scorer *scorer = handoff_scorer_new(plan);
    *status = HANDOFF_SYSTEM;
    if (scorer) {
        *status = handoff_score_lead(scorer, values, 6, &verdict, findings);
    }
    handoff_scorer_free(scorer);
    hf_memory_fail_at(0);
    handoff_findings_free(findings);
}

static void
a_plan_without_memory_is_refused(void **state)
{
    (void)state;
    handoff_rules *rules = load(RULES);
    handoff_status status = HANDOFF_SYSTEM;
    unsigned long nth = 0;
    while (status != HANDOFF_OK) {
        handoff_plan *plan = NULL;
        handoff_findings *findings = handoff_findings_new();
        hf_memory_fail_at(++nth);
        status = handoff_plan_new(rules, PLANNED_AS_OF, &plan, findings);
        hf_memory_fail_at(0);
        assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
        assert_true((status == HANDOFF_OK) == (plan != NULL));
        assert_true(nth < 100000);
        handoff_plan_free(plan);
        handoff_findings_free(findings);
    }
    assert_true(nth > 20);
    handoff_rules_free(rules);
}

static void
mistakes_without_memory_are_refused(void **state)
{
    (void)state;
    handoff_rules *rules =
        load("criteria:\n"
             "  - { id: a, points: 1, when: 'tytle = \"x\" or title > 3' }\n"
             "  - { id: b, points: 1, when: 'employees in core' }\n"
             "verdicts: [{ verdict: v, means: hold, when: fired(\"c\") }, { "
             "verdict: w, means: hold }]\n");
    bool has_failed = true;
    for (unsigned long nth = 1; has_failed; nth++) {
        handoff_plan *plan = NULL;
        handoff_findings *findings = handoff_findings_new();
        hf_memory_fail_at(nth);
        handoff_status status =
            handoff_plan_new(rules, PLANNED_AS_OF, &plan, findings);
        has_failed = hf_memory_asked() >= nth;
        hf_memory_fail_at(0);
        assert_true(status == HANDOFF_RULES || status == HANDOFF_SYSTEM);
        assert_null(plan);
        handoff_findings_free(findings);
    }
    handoff_rules_free(rules);
}

static void
a_score_without_memory_is_refused(void **state)
{
    (void)state;
    handoff_rules *rules = load(RULES);
    handoff_findings *findings = handoff_findings_new();
    handoff_plan *plan = NULL;
    assert_int_equal(handoff_plan_new(rules, PLANNED_AS_OF, &plan, findings),
                     HANDOFF_OK);
    handoff_status status = HANDOFF_SYSTEM;
    unsigned long nth = 0;
    while (status != HANDOFF_OK) {
        score(plan, ++nth, &status);
        assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
        assert_true(nth < 100000);
    }
    assert_true(nth > 10);
    handoff_plan_free(plan);
    handoff_rules_free(rules);
    handoff_findings_free(findings);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plan_without_memory_is_refused),
        cmocka_unit_test(mistakes_without_memory_are_refused),
        cmocka_unit_test(a_score_without_memory_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
