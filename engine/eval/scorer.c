/*
 * A scorer: the registers of a plan for one thread, and the loop that runs its
 * operations over a batch. All room is taken when it is made; a batch only
 * fills it.
 */
#include "base/bitmap.h"
#include "base/memory.h"
#include "eval/run.h"

#include <string.h>

typedef void run_op(hf_scorer *scorer, const hf_op *op);

static run_op *const RUN[HF_OP_COUNT] = {
#define HF_FILLED(name, output)
#define HF_OP(name, function, output) [HF_OP_##name] = hf_##function,
#include "plan/ops.def"
#undef HF_OP
};

// ---- Room -------------------------------------------------------------------

static void *
take(hf_scorer *scorer, size_t count, size_t size)
{
    void *room = hf_arena_zero(&scorer->storage, count ? count : 1, size);
    scorer->out_of_memory |= !room;
    return room;
}

static void
init_verdicts(hf_scorer *scorer)
{
    const handoff_plan *plan = scorer->plan;
    hf_verdicts *out = &scorer->verdicts;
    enum { ROWS = HF_BATCH_ROWS };
    // One word at least, so that a row is never without room.
    out->item_words = hf_bitmap_words(plan->item_count + !plan->item_count);
    out->subject_words =
        hf_bitmap_words(plan->subject_count + !plan->subject_count);
    out->verdict = take(scorer, ROWS, sizeof *out->verdict);
    out->route = take(scorer, ROWS, sizeof *out->route);
    out->score = take(scorer, ROWS, sizeof *out->score);
    out->axes =
        take(scorer, ROWS * (size_t)plan->axis_count, sizeof *out->axes);
    out->cell = take(scorer, ROWS, sizeof *out->cell);
    out->completeness = take(scorer, ROWS, sizeof *out->completeness);
    out->fired = take(scorer, ROWS * out->item_words, sizeof *out->fired);
    out->unknown =
        take(scorer, ROWS * out->subject_words, sizeof *out->unknown);
}

static void
init_columns(hf_scorer *scorer)
{
    const hf_program *program = scorer->plan->program;
    scorer->columns = take(scorer, program->column_count, sizeof(hf_column *));
    scorer->answers =
        take(scorer, program->answer_count, sizeof *scorer->answers);
    for (uint32_t i = program->field_count;
         !scorer->out_of_memory && i < program->column_count; i++) {
        hf_column *column = take(scorer, 1, sizeof *column);
        if (!column || !hf_batch_column_init(column, program->kinds[i],
                                             &scorer->storage)) {
            scorer->out_of_memory = true;
            return;
        }
        scorer->columns[i] = column;
    }
}

static void
fill_column(hf_column *column, const hf_op *op)
{
    const hf_view *text = op->data;
    memset(column->present, 0xff, sizeof column->present);
    memset(column->bits, op->low ? 0xff : 0, sizeof column->bits);
    for (size_t row = 0; row < HF_BATCH_ROWS; row++) {
        if (column->texts) {
            column->texts[row] = *text;
        } else if (column->numbers) {
            column->numbers[row] = op->low;
        }
    }
}

// Constants and results are there on every row of every batch.
static void
fill_constants(hf_scorer *scorer)
{
    const hf_program *program = scorer->plan->program;
    for (uint32_t i = 0; i < program->constant_count; i++) {
        const hf_op *op = &program->constants[i];
        if (op->code == HF_OP_CONSTANT) {
            fill_column(scorer->columns[op->out], op);
            continue;
        }
        hf_answers *out = &scorer->answers[op->out];
        memset(out->yes, op->low ? 0xff : 0, sizeof out->yes);
        memset(out->known, 0xff, sizeof out->known);
    }
    for (uint32_t i = 0; i < program->result_count; i++) {
        hf_column *column = scorer->columns[program->results[i].column];
        memset(column->present, 0xff, sizeof column->present);
    }
}

static void
init_points(hf_scorer *scorer)
{
    const handoff_plan *plan = scorer->plan;
    int64_t *points = take(scorer, plan->item_count, sizeof *points);
    for (uint32_t i = 0; points && i < plan->item_count; i++) {
        points[i] = plan->items[i].points;
    }
    scorer->points = points;
    scorer->sums =
        take(scorer, (size_t)plan->group_count + plan->axis_count + 1,
             sizeof *scorer->sums);
}

static size_t
most_words(const hf_program *program)
{
    size_t most = 1;
    for (uint32_t i = 0; i < program->count; i++) {
        const hf_op *op = &program->ops[i];
        if (op->code == HF_OP_TEXTS || op->code == HF_OP_SETS) {
            const hf_text_group *group = op->data;
            most = group->words > most ? group->words : most;
        }
    }
    return most;
}

static void
init_tests(hf_scorer *scorer)
{
    const hf_program *program = scorer->plan->program;
    scorer->masks =
        take(scorer, 64 * most_words(program), sizeof *scorer->masks);
    scorer->members = take(scorer, hf_bitmap_words(program->most_members),
                           sizeof *scorer->members);
    scorer->memos = take(scorer, program->memo_count, sizeof(hf_memo *));
    for (uint32_t i = 0; scorer->memos && i < program->memo_count; i++) {
        scorer->memos[i] = hf_memo_new(program->memo_words[i]);
        scorer->out_of_memory |= !scorer->memos[i];
    }
    scorer->quicks = take(scorer, program->group_count, sizeof(hf_quick *));
    for (uint32_t i = 0; scorer->quicks && i < program->group_count; i++) {
        scorer->quicks[i] =
            hf_quick_new(program->group_words[i], scorer->lanes);
        scorer->out_of_memory |= !scorer->quicks[i];
    }
    if (program->pattern_count > 0) {
        scorer->matcher = hf_pattern_matcher_new();
        scorer->out_of_memory |= !scorer->matcher;
    }
}

hf_scorer *
hf_scorer_new(const handoff_plan *plan)
{
    hf_scorer *scorer = hf_memory_zero(1, sizeof *scorer);
    if (!scorer) {
        return NULL;
    }
    scorer->plan = plan;
    scorer->lanes = hf_fields_lanes(&plan->fields);
    init_verdicts(scorer);
    init_columns(scorer);
    init_points(scorer);
    init_tests(scorer);
    if (scorer->out_of_memory) {
        hf_scorer_free(scorer);
        return NULL;
    }
    fill_constants(scorer);
    return scorer;
}

void
hf_scorer_free(hf_scorer *scorer)
{
    if (!scorer) {
        return;
    }
    uint32_t memos = scorer->memos ? scorer->plan->program->memo_count : 0;
    for (uint32_t i = 0; i < memos; i++) {
        hf_memo_free(scorer->memos[i]);
    }
    uint32_t quicks = scorer->quicks ? scorer->plan->program->group_count : 0;
    for (uint32_t i = 0; i < quicks; i++) {
        hf_quick_free(scorer->quicks[i]);
    }
    hf_pattern_matcher_free(scorer->matcher);
    hf_arena_clear(&scorer->scratch);
    hf_arena_clear(&scorer->storage);
    hf_memory_free(scorer);
}

// ---- A batch ----------------------------------------------------------------

// Answers that are given stand in for the operation that would give them.
static bool
put_given(hf_scorer *scorer, uint32_t op)
{
    const hf_program *program = scorer->plan->program;
    bool is_given = false;
    for (uint32_t i = 0; i < program->personal_count; i++) {
        const hf_personal_test *test = &program->personal[i];
        if (test->op == op) {
            scorer->answers[test->answer] = scorer->given[i];
            is_given = true;
        }
    }
    return is_given;
}

static void
run_ops(hf_scorer *scorer, uint32_t from, uint32_t to)
{
    const hf_program *program = scorer->plan->program;
    for (uint32_t i = from; i < to; i++) {
        const hf_op *op = &program->ops[i];
        if (!scorer->given || !put_given(scorer, i)) {
            RUN[op->code](scorer, op);
        }
    }
}

const hf_verdicts *
hf_scorer_run(hf_scorer *scorer, const hf_batch *batch)
{
    const hf_program *program = scorer->plan->program;
    hf_verdicts *verdicts = &scorer->verdicts;
    scorer->rows = verdicts->rows = batch->rows;
    scorer->words = hf_bitmap_words(batch->rows);
    scorer->out_of_memory = false;
    hf_arena_reset(&scorer->scratch);
    memset(verdicts->failed, 0, sizeof verdicts->failed);
    for (uint32_t i = 0; i < program->field_count; i++) {
        scorer->columns[i] = &batch->columns[i];
    }
    run_ops(scorer, 0, program->before);
    hf_results_compute(scorer);
    run_ops(scorer, program->before, program->count);
    hf_results_decide(scorer);
    return scorer->out_of_memory ? NULL : verdicts;
}
