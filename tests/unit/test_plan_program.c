/* What a plan is made of: each test once, nothing that nobody asks for, and
 * trees that are bound to the answers of the program. */
#include "planned.h"

#include "plan/ops.h"
#include "plan/plan.h"

static handoff_plan *
plan_of(const char *rest)
{
    hf_buffer text = {0};
    hf_buffer_add_text(&text, PLANNED_HEAD);
    hf_buffer_add_text(&text, rest);
    handoff_plan *plan = planned_must(hf_buffer_text(&text));
    hf_buffer_clear(&text);
    return plan;
}

/* The program as a line: names of its operations, `|` before those that need
 * results. */
static void
expect_program(const char *rest, const char *expected)
{
    handoff_plan *plan = plan_of(rest);
    const hf_program *program = plan->program;
    hf_buffer out = {0};
    for (uint32_t i = 0; i < program->count; i++) {
        hf_buffer_add_text(&out, i ? " " : "");
        hf_buffer_add_text(&out, i == program->before ? "| " : "");
        hf_buffer_add_text(&out, hf_ops_name(program->ops[i].code));
    }
    assert_string_equal(hf_buffer_text(&out), expected);
    hf_buffer_clear(&out);
    handoff_plan_free(plan);
}

#define LAST "verdicts: [{ verdict: v, means: hold }]\n"

static void
equal_tests_are_worked_out_once(void **state)
{
    (void)state;
    expect_program(
        "criteria:\n"
        "  - { id: a, points: 1, when: employees >= 200 }\n"
        "  - { id: b, points: 2, when: 200 <= employees and opted_out }\n"
        "  - { id: c, points: 3, when: opted_out and not employees >= 200 }\n"
        "  - { id: d, points: 4, when: employees between 1 and 9 }\n" LAST,
        "RANGE FLAG AND NOT AND RANGE");
}

static void
tests_of_one_text_column_are_one_operation(void **state)
{
    (void)state;
    static const char rest[] =
        "criteria:\n"
        "  - { id: a, points: 1, when: 'title = \"x\" or title in [y, z]' }\n"
        "  - { id: b, points: 2, when: 'title matches /vp/ and country in core'"
        " }\n"
        "  - { id: c, points: 3, when: 'title starts with \"x\"' }\n"
        "  - { id: d, points: 3, when: 'title not in [y, z]' }\n" LAST;
    expect_program(rest, "TEXTS OR TEXTS AND NOT");
    handoff_plan *plan = plan_of(rest);
    const hf_text_group *title = plan->program->ops[0].data;
    assert_int_equal(title->test_count, 4);
    assert_int_equal(title->exact_count, 2);
    assert_int_equal(title->memo, 0); // for its pattern
    const hf_text_group *country = plan->program->ops[2].data;
    assert_int_equal(country->test_count, 1);
    assert_int_equal(country->memo, HF_NO_MEMO);
    handoff_plan_free(plan);
}

static void
what_does_not_count_is_not_there(void **state)
{
    (void)state;
    static const char rest[] =
        "criteria:\n"
        "  - { id: a, points: 1, when: opted_out }\n"
        "  - { id: b, points: 2, when: title = \"x\", status: off }\n"
        "  - { id: c, points: 3, when: enterprise, until: 2020-01-01 }\n" LAST;
    expect_program(rest, "FLAG");
    handoff_plan *plan = plan_of(rest);
    assert_int_equal(plan->item_count, 1);
    assert_int_equal(plan->traces.conditions[0].when->reg, HF_TRACE_UNBOUND);
    for (size_t i = 0; i < plan->fields.count; i++) {
        bool is_asked =
            strcmp(plan->fields.specs[i].name.ptr, "opted_out") == 0;
        assert_int_equal(plan->fields.specs[i].is_used, is_asked);
    }
    handoff_plan_free(plan);
}

static void
cases_of_a_derived_value_stay_bitmaps(void **state)
{
    (void)state;
    expect_program("criteria:\n"
                   "  - { id: a, points: 1, when: 'rank >= 2' }\n"
                   "  - { id: b, points: 1, when: 'rank in [1]' }\n" LAST,
                   "RANGE RANGE TAKEN SOME TAKEN SOME CHOOSE CHOOSE");
    expect_program("criteria:\n"
                   "  - { id: a, points: 1, when: 'rank = title' }\n" LAST,
                   "RANGE RANGE TAKEN SOME TAKEN SOME CASES TEXT_SAME");
}

static void
only_what_asks_for_results_waits_for_them(void **state)
{
    (void)state;
    expect_program(
        "criteria: [{ id: a, points: 1, when: opted_out }]\n"
        "verdicts:\n"
        "  - { verdict: a, means: hold, when: fired(\"a\") and customer }\n"
        "  - { verdict: b, means: hold, when: score > 0 and points < 5 }\n"
        "  - { verdict: v, means: hold }\n",
        "FLAG KNOWN FLAG AND | RANGE RANGE AND");
}

static void
every_condition_is_bound(const handoff_plan *plan, const hf_trace *trace)
{
    if (trace->op == HF_TRACE_NAMED) {
        every_condition_is_bound(plan,
                                 plan->traces.conditions[trace->ref].when);
    }
    if (!hf_trace_is_value(trace)) {
        assert_true(trace->reg < plan->program->answer_count);
    } else if (trace->op == HF_TRACE_FIELD) {
        assert_int_equal(trace->reg, trace->ref);
    }
    assert_true(trace->text.len > 0);
    for (size_t i = 0; i < trace->count; i++) {
        every_condition_is_bound(plan, trace->args[i]);
    }
}

static void
trees_are_bound_to_the_program(void **state)
{
    (void)state;
    handoff_plan *plan = plan_of(
        "gates: [{ id: g, when: not opted_out and country in core }]\n"
        "criteria:\n"
        "  - id: a\n"
        "    first:\n"
        "      - { when: 'enterprise or at_least(2, size > 3, title is missing,"
        " seniority = \"vp\")', points: 5 }\n"
        "      - { points: 1 }\n"
        "verdicts:\n"
        "  - { verdict: a, means: pass, when: 'gated or gate(\"g\") and "
        "fired(\"a.2\") and score between 1 and 4' }\n"
        "  - { verdict: v, means: pass }\n"
        "routes: [{ to: x, when: rank not between 1 and 2 }, { to: y }]\n");
    for (uint32_t i = 0; i < plan->item_count; i++) {
        every_condition_is_bound(plan, plan->traces.items[i]);
    }
    for (uint32_t i = 0; i < plan->verdict_count; i++) {
        every_condition_is_bound(plan, plan->traces.verdicts[i]);
    }
    for (uint32_t i = 0; i < plan->route_count; i++) {
        every_condition_is_bound(plan, plan->traces.routes[i]);
    }
    assert_view(plan->traces.items[0]->text,
                "not opted_out and country in core");
    assert_string_equal(plan->items[1].label.ptr, "a.1:5");
    assert_string_equal(plan->items[0].label.ptr, "g:gate");
    handoff_plan_free(plan);
}

static void
items_are_gates_then_active_then_shadow(void **state)
{
    (void)state;
    handoff_plan *plan =
        plan_of("criteria:\n"
                "  - { id: s, points: 1, when: opted_out, status: shadow }\n"
                "  - { id: a, first: [{ when: opted_out, points: 2 }, { "
                "points: 3 }] }\n"
                "gates: [{ id: g, when: customer, consent: true }]\n" LAST);
    static const char *const labels[] = {"g:gate", "a.1:2", "a.2:3", "s:1"};
    assert_int_equal(plan->item_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(plan->items[i].label.ptr, labels[i]);
    }
    assert_int_equal(plan->active_items, 3);
    assert_int_equal(plan->active_subjects, 2);
    assert_int_equal(plan->subjects[1].item_count, 2);
    assert_int_equal(plan->subjects[2].kind, HF_SUBJECT_SHADOW);
    assert_true(plan->subjects[0].is_consent);
    handoff_plan_free(plan);
}

static void
ten_thousand_conditions_may_use_one_another(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "handoff: 1\nruleset: t\nleads: { id: i, fields: "
                              "{ i: { column: I, type: id } } }\n"
                              "conditions:\n");
    for (int i = 0; i < 10000; i++) {
        hf_buffer_printf(&text, "  c%d: not c%d\n", i, i + 1);
    }
    hf_buffer_add_text(&text,
                       "  c10000: i = \"x\"\n"
                       "criteria: [{ id: a, when: c0, points: 1 }]\n" LAST);
    handoff_plan_free(planned_must(hf_buffer_text(&text)));
    hf_buffer_clear(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_tests_are_worked_out_once),
        cmocka_unit_test(tests_of_one_text_column_are_one_operation),
        cmocka_unit_test(what_does_not_count_is_not_there),
        cmocka_unit_test(cases_of_a_derived_value_stay_bitmaps),
        cmocka_unit_test(only_what_asks_for_results_waits_for_them),
        cmocka_unit_test(trees_are_bound_to_the_program),
        cmocka_unit_test(items_are_gates_then_active_then_shadow),
        cmocka_unit_test(ten_thousand_conditions_may_use_one_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
