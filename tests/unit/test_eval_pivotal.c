/* Margins, and the gates and criteria that decided alone. */
#include "testing.h"

#include "base/memory.h"

#include "base/bitmap.h"
#include "base/buffer.h"
#include "csv/input.h"
#include "eval/pivotal.h"
#include "handoff/plan.h"

#include <string.h>

static const char two_axes[] =
    "handoff: 1\n"
    "ruleset: two\n"
    "leads:\n"
    "  id: id\n"
    "  fields:\n"
    "    id: { column: Id, type: id }\n"
    "    fit: { column: F, type: number }\n"
    "    will: { column: W, type: number }\n"
    "    out: { column: Out, type: boolean }\n"
    "    vip: { column: Vip, type: boolean }\n"
    "gates: [ { id: gate, when: out } ]\n"
    "axes:\n"
    "  likely: { max: 40, bands: { A: 30, B: any } }\n"
    "  eager:  { max: 20, bands: { '1': 10, '2': any } }\n"
    "groups: { web: { axis: eager, max: 15 } }\n"
    "criteria:\n"
    "  - { id: fits, axis: likely, when: fit >= 1, points: 20 }\n"
    "  - { id: fits-well, axis: likely, when: fit >= 2, points: 15 }\n"
    "  - { id: wants, group: web, when: will >= 1, points: 10 }\n"
    "  - { id: wants-much, group: web, when: will >= 2, points: 12 }\n"
    "verdicts:\n"
    "  - { verdict: out, means: disqualify, when: gated }\n"
    "  - { verdict: vip, means: pass, when: vip and likely >= 20 }\n"
    "  - { verdict: mql, means: pass, when: 'cell in [A1]' }\n"
    "  - { verdict: later, means: hold }\n";

// One lead of an export, read into `batch` for a plan.
static void
read_lead(const handoff_plan *plan, hf_view export, hf_input **input,
          hf_block **block, hf_batch *batch, handoff_findings *findings)
{
    hf_input_options options;
    hf_kind kinds[16];
    hf_field_stats stats[16] = {{0}};
    hf_reject *rejects = NULL;
    size_t reject_count = 0, room = 0;
    bool has_more = false;
    hf_input_defaults(&options);
    assert_int_equal(
        hf_input_open_bytes("leads", export, &options, input, findings),
        HANDOFF_OK);
    assert_int_equal(
        hf_input_bind(*input, &plan->fields, false, NULL, 0, findings),
        HANDOFF_OK);
    for (size_t at = 0; at < plan->fields.count; at++) {
        kinds[at] = hf_fields_kind(plan->fields.specs[at].type);
    }
    assert_true(hf_batch_init(batch, kinds, plan->fields.count, 0));
    *block = hf_block_new();
    assert_int_equal(hf_input_next(*input, *block, &has_more, findings),
                     HANDOFF_OK);
    assert_int_equal(
        hf_block_read(*block, batch, stats, &rejects, &reject_count, &room),
        HANDOFF_OK);
    assert_int_equal(batch->rows, 1);
    hf_memory_free(rejects);
}

static void
assert_row(const handoff_plan *plan, hf_pivotal_row row, const char *expected)
{
    hf_buffer text = {0};
    if (row.has_margin) {
        hf_buffer_add_int(&text, row.margin);
    }
    for (size_t at = 0; at < plan->active_subjects; at++) {
        if (hf_bitmap_get(row.subjects, at)) {
            hf_buffer_add_byte(&text, ' ');
            hf_buffer_add_view(&text, plan->subjects[at].id);
        }
    }
    assert_view(hf_buffer_view(&text), expected);
    hf_buffer_clear(&text);
}

// Says margin and pivotal criteria of one lead: "4 fits;wants".
static void
assert_near(const char *rules_text, const char *values, const char *expected)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    hf_input *input = NULL;
    hf_block *block = NULL;
    hf_batch batch;
    hf_buffer export = {0};
    handoff_status status = handoff_rules_load_text(
        "r", rules_text, strlen(rules_text), NULL, &rules, findings);
    if (status != HANDOFF_OK) {
        fail_msg("%s", handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    }
    assert_int_equal(handoff_plan_new(rules, 0, &plan, findings), HANDOFF_OK);
    hf_buffer_printf(&export, "Id,F,W,Out,Vip\nL,%s\n", values);
    read_lead(plan, hf_buffer_view(&export), &input, &block, &batch, findings);
    hf_scorer *scorer = hf_scorer_new(plan);
    hf_pivotal *pivotal = hf_pivotal_new(plan);
    const hf_verdicts *verdicts = hf_scorer_run(scorer, &batch);
    for (int again = 0; again < 2; again++) { // the second is remembered
        assert_row(plan, hf_pivotal_find(pivotal, scorer, verdicts, 0),
                   expected);
    }
    hf_pivotal_free(pivotal);
    hf_scorer_free(scorer);
    hf_block_free(block);
    hf_batch_clear(&batch);
    hf_input_close(input);
    handoff_plan_free(plan);
    handoff_rules_free(rules);
    hf_buffer_clear(&export);
    handoff_findings_free(findings);
}

static void
a_pass_may_lose_what_no_axis_needs(void **state)
{
    (void)state;
    // 35 of likely against 30, 10 of eager against 10: eager has nothing to
    // lose.
    assert_near(two_axes, "2,1,no,no", "0 fits fits-well wants");
    // The group is clamped: without wants there are 12, which is enough.
    assert_near(two_axes, "2,2,no,no", "5 fits fits-well");
}

static void
a_hold_has_to_gain_on_one_axis(void **state)
{
    (void)state;
    assert_near(two_axes, "1,1,no,no", "-10");
    assert_near(two_axes, "2,0,no,no", "-10");
    // Two axes are short: no single one helps.
    assert_near(two_axes, "1,0,no,no", "");
}

static void
a_gate_decides_alone_or_not_at_all(void **state)
{
    (void)state;
    assert_near(two_axes, "2,1,yes,no", " gate");
    // Behind the gate there would be a hold: that is another meaning, too.
    assert_near(two_axes, "0,0,yes,no", " gate");
}

static void
fields_in_verdicts_count_as_they_were_seen(void **state)
{
    (void)state;
    assert_near(two_axes, "1,0,no,yes", "0 fits");
    assert_near(two_axes, "2,0,no,yes", "15 fits");
}

static void
verdicts_may_add_and_ask_what_fired(void **state)
{
    static const char text[] =
        "handoff: 1\n"
        "ruleset: one\n"
        "leads:\n"
        "  id: id\n"
        "  fields: { id: Id, f: { column: F, type: number } }\n"
        "criteria:\n"
        "  - { id: a, when: f >= 1, points: 5 }\n"
        "  - id: b\n"
        "    first: [ { when: f >= 3, points: 9 }, { when: f >= 2, points: 4 } "
        "]\n"
        "score: { max: 12 }\n"
        "verdicts:\n"
        "  - { verdict: yes, means: pass, when: 'score + 2 >= 14' }\n"
        "  - { verdict: also, means: pass, when: 'fired(\"b.2\")' }\n"
        "  - { verdict: no, means: hold }\n";
    (void)state;
    assert_near(text, "3,,,", "2 a b");
    assert_near(text, "2,,,", " b");
    assert_near(text, "1,,,", "-7");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pass_may_lose_what_no_axis_needs),
        cmocka_unit_test(a_hold_has_to_gain_on_one_axis),
        cmocka_unit_test(a_gate_decides_alone_or_not_at_all),
        cmocka_unit_test(fields_in_verdicts_count_as_they_were_seen),
        cmocka_unit_test(verdicts_may_add_and_ask_what_fired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
