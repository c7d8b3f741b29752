/*
 * Results: from the bitmaps of what fired to a score, row by row. A lead's
 * fired items are walked once; groups, axes and the total are clamped in this
 * order; then verdicts and routes take the first that holds, 64 leads at a
 * time.
 */
#include "base/bitmap.h"
#include "base/decimal.h"
#include "eval/run.h"

#include <string.h>

// ---- Rows of bits -----------------------------------------------------------

/* Whose bits are turned: one word of "fired" or "unknown" of each answer. */
typedef uint64_t bits_of(const hf_answers *answers, size_t word);

static uint64_t
bits_true(const hf_answers *answers, size_t word)
{
    return answers->yes[word];
}

static uint64_t
bits_unknown(const hf_answers *answers, size_t word)
{
    return ~answers->known[word];
}

// Bitmaps by answer become `row_words` words a row, a bit an answer.
static void
turn_rows(hf_scorer *scorer, const uint32_t *regs, size_t count, bits_of *bits,
          size_t row_words, uint64_t *out)
{
    for (size_t word = 0; word < scorer->words; word++) {
        size_t rows = scorer->rows - word * 64;
        rows = rows < 64 ? rows : 64;
        for (size_t part = 0; part < row_words; part++) {
            uint64_t square[64] = {0};
            for (size_t i = 0; i < 64 && part * 64 + i < count; i++) {
                square[i] = bits(&scorer->answers[regs[part * 64 + i]], word);
            }
            hf_bitmap_transpose(square);
            for (size_t row = 0; row < rows; row++) {
                out[(word * 64 + row) * row_words + part] = square[row];
            }
        }
    }
}

// ---- Points -----------------------------------------------------------------

static int64_t
clamp(const hf_limits *limits, int64_t sum)
{
    if (limits->has_min && sum < limits->min) {
        return limits->min;
    }
    return limits->has_max && sum > limits->max ? limits->max : sum;
}

// Points by slot: groups, then axes, then gates (which have none).
static void
add_points(hf_scorer *scorer, size_t row)
{
    const handoff_plan *plan = scorer->plan;
    const hf_verdicts *verdicts = &scorer->verdicts;
    const uint64_t *fired = verdicts->fired + row * verdicts->item_words;
    size_t slots = (size_t)plan->group_count + plan->axis_count + 1;
    memset(scorer->sums, 0, slots * sizeof *scorer->sums);
    for (size_t at = 0; at < plan->active_items; at += 64) {
        uint64_t bits = fired[at / 64];
        if (plan->active_items - at < 64) {
            bits &= (UINT64_C(1) << (plan->active_items - at)) - 1;
        }
        while (bits) {
            size_t item = at + hf_run_next(&bits);
            scorer->sums[plan->program->slots[item]] += scorer->points[item];
        }
    }
}

static uint32_t
band_of(const handoff_plan *plan, const hf_plan_axis *axis, int64_t sum)
{
    const hf_plan_band *bands = plan->bands + axis->first_band;
    uint32_t band = 0;
    while (band + 1 < axis->band_count && !bands[band].is_any &&
           sum < bands[band].from) {
        band++;
    }
    return band;
}

static void
sum_row(hf_scorer *scorer, size_t row)
{
    const handoff_plan *plan = scorer->plan;
    hf_verdicts *verdicts = &scorer->verdicts;
    int64_t *axes = verdicts->axes + row * plan->axis_count;
    memcpy(axes, scorer->sums + plan->group_count,
           plan->axis_count * sizeof *axes);
    for (uint32_t i = 0; i < plan->group_count; i++) {
        const hf_plan_group *group = &plan->groups[i];
        axes[group->axis] += clamp(&group->limits, scorer->sums[i]);
    }
    int64_t score = 0;
    uint32_t cell = 0;
    for (uint32_t i = 0; i < plan->axis_count; i++) {
        const hf_plan_axis *axis = &plan->axes[i];
        axes[i] = clamp(&axis->limits, axes[i]);
        score += axes[i];
        if (plan->has_cells) {
            cell = cell * axis->band_count + band_of(plan, axis, axes[i]);
        }
    }
    verdicts->score[row] = clamp(&plan->score, score);
    verdicts->cell[row] = cell;
}

static uint8_t
completeness_of(const hf_scorer *scorer, size_t row)
{
    const hf_verdicts *verdicts = &scorer->verdicts;
    size_t asked = scorer->plan->active_subjects;
    const uint64_t *words = verdicts->unknown + row * verdicts->subject_words;
    size_t unknown = 0;
    for (size_t at = 0; at < asked; at += 64) {
        uint64_t bits = words[at / 64];
        if (asked - at < 64) {
            bits &= (UINT64_C(1) << (asked - at)) - 1;
        }
        unknown += hf_bitmap_count(&bits, 1);
    }
    return asked == 0 ? 100 : (uint8_t)((asked - unknown) * 100 / asked);
}

// The results that verdicts and routes look at, as columns of numbers.
static void
fill_columns(hf_scorer *scorer)
{
    const hf_program *program = scorer->plan->program;
    const hf_verdicts *verdicts = &scorer->verdicts;
    size_t axes = scorer->plan->axis_count;
    for (uint32_t i = 0; i < program->result_count; i++) {
        uint32_t result = program->results[i].result;
        hf_column *column = scorer->columns[program->results[i].column];
        for (size_t row = 0; row < scorer->rows; row++) {
            int64_t whole;
            if (result == HF_TRACE_SCORE) {
                whole = verdicts->score[row];
            } else if (result == HF_TRACE_COMPLETENESS) {
                whole = verdicts->completeness[row];
            } else {
                whole = verdicts->axes[row * axes + (result - HF_TRACE_AXIS)];
            }
            column->numbers[row] = whole * HF_DECIMAL_ONE;
        }
    }
}

void
hf_results_compute(hf_scorer *scorer)
{
    const handoff_plan *plan = scorer->plan;
    const hf_program *program = plan->program;
    hf_verdicts *verdicts = &scorer->verdicts;
    turn_rows(scorer, program->items, plan->item_count, bits_true,
              verdicts->item_words, verdicts->fired);
    turn_rows(scorer, program->subjects, plan->subject_count, bits_unknown,
              verdicts->subject_words, verdicts->unknown);
    for (size_t row = 0; row < scorer->rows; row++) {
        add_points(scorer, row);
        sum_row(scorer, row);
        verdicts->completeness[row] = completeness_of(scorer, row);
    }
    fill_columns(scorer);
}

// ---- Verdicts and routes ----------------------------------------------------

// Write `choice` on the rows of `word` that are open and on which its answer
// is true; they are open no more.
static void
choose(const hf_scorer *scorer, uint32_t reg, uint32_t choice, size_t word,
       uint64_t *open, uint16_t *out)
{
    uint64_t rows = scorer->answers[reg].yes[word] & *open;
    *open &= ~rows;
    while (rows) {
        out[word * 64 + hf_run_next(&rows)] = (uint16_t)choice;
    }
}

void
hf_results_decide(hf_scorer *scorer)
{
    const handoff_plan *plan = scorer->plan;
    const hf_program *program = plan->program;
    hf_verdicts *verdicts = &scorer->verdicts;
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t open = hf_run_rows(scorer, word), passed = 0;
        for (uint32_t i = 0; i < plan->verdict_count && open; i++) {
            uint64_t before = open;
            choose(scorer, program->verdicts[i], i, word, &open,
                   verdicts->verdict);
            if (plan->verdicts[i].means == HF_MEANS_PASS) {
                passed |= before & ~open;
            }
        }
        for (size_t row = word * 64; row < scorer->rows && row < word * 64 + 64;
             row++) {
            verdicts->route[row] = HF_NO_ROUTE;
        }
        for (uint32_t i = 0; i < plan->route_count && passed; i++) {
            choose(scorer, program->routes[i], i, word, &passed,
                   verdicts->route);
        }
    }
}
