/*
 * A batch says of each lead what a batch of that lead alone says, whatever its
 * size and whatever was scored before it; and what a scorer saw can be read
 * back by the trees of the plan.
 */
#include "planned.h"

#include "base/bitmap.h"
#include "base/decimal.h"
#include "eval/seen.h"
#include "eval/verdicts.h"
#include "plan/plan.h"

static const char RULES[] =
    "gates: [{ id: g, when: opted_out or title ends with \"intern\" }]\n"
    "axes: { fit: { max: 20, bands: { A: 10, B: any } },\n"
    "        use: { min: -3, bands: { \"1\": 5, \"2\": any } } }\n"
    "criteria:\n"
    "  - { id: a, axis: fit, points: 7, when: 'title matches /\\bvp\\b/' }\n"
    "  - { id: b, axis: fit, points: 5, when: 'seniority in [vp, c-level]' }\n"
    "  - { id: c, axis: use, points: 9, when: 'employees >= 100 and country in "
    "core' }\n"
    "  - id: d\n"
    "    axis: use\n"
    "    first: [{ when: employees < 50, points: -5 }, { when: customer, "
    "points: 3 }]\n"
    "  - { id: e, axis: use, points: 1, when: 'topics has all of [a, b] or "
    "topics has any of core' }\n"
    "  - { id: s, axis: use, points: 1, when: length(title) > 8, status: "
    "shadow }\n"
    "verdicts:\n"
    "  - { verdict: out, means: disqualify, when: gated }\n"
    "  - { verdict: mql, means: pass, when: 'cell in [A1, B1] or score > 12' "
    "}\n"
    "  - { verdict: rest, means: hold }\n"
    "routes: [{ to: us, when: country = \"us\" }, { to: x, when: use >= 9 }]\n";

/* Cells by field of PLANNED_HEAD, some of them missing or malformed. */
static const char *const CELLS[][6] = {
    {"L1", "L2", "L3", "L4", "L5", "L6"},
    {"VP Sales", "Chief clerk", "clerk", "", "head of vp", "sales intern"},
    {"US", "no", "SE", "", "ca", "us"},
    {"a@x.org", "", "bad", "b@y.org", "c@z", "d@x.org"},
    {"99", "100", "", "49", "about 5", "1,000"},
    {"$5", "", "7K", "x", "9", "1"},
    {"2026-01-01", "", "2026-09-30", "2027-01-01", "x", "2026-10-01"},
    {"2026-01-01", "", "2026-09-30", "2027-01-01", "x", "2026-10-01"},
    {"yes", "no", "", "no", "no", "0"},
    {"yes", "no", "", "maybe", "1", "0"},
    {"a;b", "B;a;x", "us", "", "c", ";"},
};

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 16;
}

static void
init_batch(const handoff_plan *plan, hf_batch *batch)
{
    hf_kind kinds[16];
    for (size_t i = 0; i < plan->fields.count; i++) {
        kinds[i] = hf_fields_kind(plan->fields.specs[i].type);
    }
    assert_true(hf_batch_init(batch, kinds, plan->fields.count, 0));
}

static void
fill(const handoff_plan *plan, hf_batch *batch, const uint8_t (*rows)[11],
     size_t count)
{
    hf_batch_reset(batch);
    for (size_t field = 0; field < plan->fields.count; field++) {
        hf_view cells[HF_BATCH_ROWS];
        for (size_t row = 0; row < count; row++) {
            cells[row] = hf_view_of(CELLS[field][rows[row][field]]);
        }
        hf_field_stats stats = {0};
        assert_true(hf_fields_read(&plan->fields, field, cells, count, NULL,
                                   &batch->scratch, &batch->columns[field],
                                   &stats));
    }
    batch->rows = count;
}

static void
expect_same(const handoff_plan *plan, const hf_verdicts *many, size_t row,
            const hf_verdicts *one)
{
    assert_int_equal(many->verdict[row], one->verdict[0]);
    assert_int_equal(many->route[row], one->route[0]);
    assert_int_equal(many->score[row], one->score[0]);
    assert_int_equal(many->cell[row], one->cell[0]);
    assert_int_equal(many->completeness[row], one->completeness[0]);
    assert_memory_equal(many->axes + row * plan->axis_count, one->axes,
                        plan->axis_count * sizeof *one->axes);
    assert_memory_equal(many->fired + row * many->item_words, one->fired,
                        many->item_words * sizeof *one->fired);
    assert_memory_equal(many->unknown + row * many->subject_words, one->unknown,
                        many->subject_words * sizeof *one->unknown);
}

static handoff_plan *
new_plan(void)
{
    hf_buffer text = {0};
    hf_buffer_add_text(&text, PLANNED_HEAD);
    hf_buffer_add_text(&text, RULES);
    handoff_plan *plan = planned_must(hf_buffer_text(&text));
    hf_buffer_clear(&text);
    assert_int_equal(plan->fields.count, 11);
    return plan;
}

static void
a_lead_is_scored_alike_in_any_batch(void **state)
{
    (void)state;
    static const size_t sizes[] = {512, 1, 63, 64, 65, 0, 127, 300, 511};
    handoff_plan *plan = new_plan();
    hf_scorer *many = hf_scorer_new(plan), *one = hf_scorer_new(plan);
    hf_batch batch, single;
    uint8_t rows[HF_BATCH_ROWS][11];
    uint32_t seed = 7;
    init_batch(plan, &batch);
    init_batch(plan, &single);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t cell = 0; cell < HF_BATCH_ROWS * 11; cell++) {
            rows[cell / 11][cell % 11] = (uint8_t)(next_random(&seed) % 6);
        }
        fill(plan, &batch, rows, sizes[i]);
        const hf_verdicts *found = hf_scorer_run(many, &batch);
        assert_non_null(found);
        assert_int_equal(found->rows, sizes[i]);
        for (size_t row = 0; row < sizes[i]; row++) {
            fill(plan, &single, rows + row, 1);
            expect_same(plan, found, row, hf_scorer_run(one, &single));
        }
    }
    hf_batch_clear(&batch);
    hf_batch_clear(&single);
    hf_scorer_free(many);
    hf_scorer_free(one);
    handoff_plan_free(plan);
}

static void
answers_and_values_can_be_read_back(void **state)
{
    (void)state;
    handoff_plan *plan = new_plan();
    hf_scorer *scorer = hf_scorer_new(plan);
    hf_batch batch;
    init_batch(plan, &batch);
    // VP Sales at an unknown size in the US, a customer.
    static const uint8_t rows[1][11] = {{0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0}};
    fill(plan, &batch, rows, 1);
    hf_scorer_run(scorer, &batch);
    hf_seen seen;
    hf_trace **items = plan->traces.items; // g a b c d.1 d.2 e s
    assert_int_equal(hf_seen_answer(scorer, items[0], 0), HF_ANSWER_FALSE);
    assert_int_equal(hf_seen_answer(scorer, items[1], 0), HF_ANSWER_TRUE);
    assert_int_equal(hf_seen_answer(scorer, items[3], 0), HF_ANSWER_UNKNOWN);
    assert_int_equal(hf_seen_answer(scorer, items[3]->args[1], 0),
                     HF_ANSWER_TRUE);

    assert_true(hf_seen_value(scorer, items[1]->args[0], 0, &seen));
    assert_view(seen.text, "VP Sales");
    assert_true(hf_seen_value(scorer, items[2]->args[0], 0, &seen));
    assert_view(seen.text, "VP"); // a derived value with cases
    assert_int_equal(hf_seen_case(scorer, &plan->traces.derived[1], 0), 1);
    assert_true(hf_seen_value(scorer, items[4]->args[0], 0, &seen));
    assert_true(seen.is_missing);
    assert_true(hf_seen_value(scorer, items[5]->args[0], 0, &seen));
    assert_true(seen.is_true && seen.kind == HF_KIND_BOOLEAN);
    assert_true(hf_seen_value(scorer, items[6]->args[0]->args[0], 0, &seen));
    assert_int_equal(seen.set.count, 2);
    assert_true(hf_seen_value(scorer, items[7]->args[0], 0, &seen));
    assert_int_equal(seen.number, 8 * HF_DECIMAL_ONE);

    const hf_trace *verdict = plan->traces.verdicts[1]; // cell in, score >
    assert_true(hf_seen_value(scorer, verdict->args[0]->args[0], 0, &seen));
    assert_view(seen.text, "A2");
    assert_true(hf_seen_value(scorer, verdict->args[1]->args[0], 0, &seen));
    assert_int_equal(seen.number, 16 * HF_DECIMAL_ONE);
    assert_false(hf_seen_value(scorer, plan->traces.derived[0].value, 0,
                               &seen)); // nobody asks for it
    hf_batch_clear(&batch);
    hf_scorer_free(scorer);
    handoff_plan_free(plan);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lead_is_scored_alike_in_any_batch),
        cmocka_unit_test(answers_and_values_can_be_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
