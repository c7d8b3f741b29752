/*
 * Reading the registers back: every condition of a tree is bound to its
 * answer, every value to its column. Constants, the cell and derived values
 * with cases have no column unless somebody needed one; they are read from
 * where they come from.
 */
#include "eval/seen.h"

#include "base/bitmap.h"
#include "base/decimal.h"
#include "eval/run.h"

hf_answer
hf_seen_answer(const hf_scorer *scorer, const hf_trace *condition, size_t row)
{
    if (condition->reg == HF_TRACE_UNBOUND) {
        return HF_ANSWER_UNKNOWN;
    }
    const hf_answers *answers = &scorer->answers[condition->reg];
    if (!hf_bitmap_get(answers->known, row)) {
        return HF_ANSWER_UNKNOWN;
    }
    return hf_bitmap_get(answers->yes, row) ? HF_ANSWER_TRUE : HF_ANSWER_FALSE;
}

size_t
hf_seen_case(const hf_scorer *scorer, const hf_trace_derived *derived,
             size_t row)
{
    for (size_t i = 0; i < derived->case_count; i++) {
        if (hf_seen_answer(scorer, derived->cases[i].when, row) ==
            HF_ANSWER_TRUE) {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool
see_cases(const hf_scorer *scorer, const hf_trace_derived *derived, size_t row,
          hf_seen *out)
{
    if (derived->cases[0].when->reg == HF_TRACE_UNBOUND) {
        return false;
    }
    size_t found = hf_seen_case(scorer, derived, row);
    out->is_missing = found == SIZE_MAX;
    if (!out->is_missing) {
        out->text = derived->cases[found].is;
        out->number = derived->cases[found].number;
    }
    return true;
}

static void
see_column(const hf_column *column, size_t row, hf_seen *out)
{
    out->is_missing = !hf_bitmap_get(column->present, row);
    if (out->is_missing) {
        return;
    }
    switch (column->kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        out->text = column->texts[row];
        break;
    case HF_KIND_NUMBER:
    case HF_KIND_DATE:
        out->number = column->numbers[row];
        break;
    case HF_KIND_BOOLEAN:
        out->is_true = hf_bitmap_get(column->bits, row);
        break;
    case HF_KIND_SET:
        out->set = column->sets[row];
        break;
    }
}

// A result that no operation wanted as a column.
static void
see_result(const hf_scorer *scorer, uint32_t result, size_t row, hf_seen *out)
{
    const handoff_plan *plan = scorer->plan;
    const hf_verdicts *verdicts = &scorer->verdicts;
    int64_t whole = 0;
    if (result == HF_TRACE_CELL) {
        out->text =
            plan->has_cells ? plan->cells[verdicts->cell[row]] : HF_VIEW("");
    } else if (result == HF_TRACE_SCORE) {
        whole = verdicts->score[row];
    } else if (result == HF_TRACE_COMPLETENESS) {
        whole = verdicts->completeness[row];
    } else {
        whole = verdicts->axes[row * plan->axis_count + result - HF_TRACE_AXIS];
    }
    out->number = whole * HF_DECIMAL_ONE;
}

bool
hf_seen_value(const hf_scorer *scorer, const hf_trace *value, size_t row,
              hf_seen *out)
{
    hf_seen seen = {.kind = value->kind};
    bool ok = true;
    if (value->op == HF_TRACE_CONSTANT) {
        seen.text = value->literal;
        seen.number = value->number;
        seen.is_true = value->number != 0;
    } else if (value->op == HF_TRACE_RESULT) {
        see_result(scorer, value->ref, row, &seen);
    } else if (value->op == HF_TRACE_DERIVED &&
               !scorer->plan->traces.derived[value->ref].value) {
        ok = see_cases(scorer, &scorer->plan->traces.derived[value->ref], row,
                       &seen);
    } else if (value->reg == HF_TRACE_UNBOUND) {
        ok = false;
    } else {
        see_column(scorer->columns[value->reg], row, &seen);
    }
    if (ok) {
        *out = seen;
    }
    return ok;
}
