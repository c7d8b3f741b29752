/*
 * Columns of any kind: the first value that is there, the texts and numbers of
 * a derived `first`, cells, and tests that do not look at what a value is.
 */
#include "base/bitmap.h"
#include "eval/run.h"

#include <string.h>

// ---- Values -----------------------------------------------------------------

static void
copy_value(hf_column *out, const hf_column *from, size_t row)
{
    switch (out->kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        out->texts[row] = from->texts[row];
        break;
    case HF_KIND_NUMBER:
    case HF_KIND_DATE:
        out->numbers[row] = from->numbers[row];
        break;
    case HF_KIND_SET:
        out->sets[row] = from->sets[row];
        break;
    case HF_KIND_BOOLEAN:
        hf_bitmap_put(out->bits, row, hf_bitmap_get(from->bits, row));
        break;
    }
}

void
hf_columns_coalesce(hf_scorer *scorer, const hf_op *op)
{
    hf_column *out = scorer->columns[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t have = 0;
        for (uint32_t arg = 0; arg < op->count; arg++) {
            const hf_column *a = hf_run_column(scorer, op, arg);
            uint64_t rows = hf_run_present(scorer, a, word) & ~have;
            have |= rows;
            while (rows) {
                copy_value(out, a, word * 64 + hf_run_next(&rows));
            }
        }
        out->present[word] = have;
    }
}

void
hf_columns_cases(hf_scorer *scorer, const hf_op *op)
{
    hf_column *out = scorer->columns[op->out];
    const hf_view *texts = op->kind == HF_KIND_TEXT ? op->data : NULL;
    const int64_t *numbers = texts ? NULL : op->data;
    for (size_t word = 0; word < scorer->words; word++) {
        for (uint32_t arg = 1; arg < op->count; arg++) {
            uint64_t rows = hf_run_answers(scorer, op, arg)->yes[word] &
                            hf_run_rows(scorer, word);
            while (rows) {
                size_t row = word * 64 + hf_run_next(&rows);
                if (texts) {
                    out->texts[row] = texts[arg - 1];
                } else {
                    out->numbers[row] = numbers[arg - 1];
                }
            }
        }
        out->present[word] = hf_run_answers(scorer, op, 0)->yes[word];
    }
}

void
hf_columns_cell(hf_scorer *scorer, const hf_op *op)
{
    hf_column *out = scorer->columns[op->out];
    const handoff_plan *plan = scorer->plan;
    memset(out->present, 0xff, sizeof out->present);
    for (size_t row = 0; row < scorer->rows; row++) {
        out->texts[row] = plan->has_cells
                              ? plan->cells[scorer->verdicts.cell[row]]
                              : HF_VIEW("");
    }
}

// ---- Tests ------------------------------------------------------------------

void
hf_columns_in_cells(hf_scorer *scorer, const hf_op *op)
{
    const uint64_t *is_in = op->data;
    hf_answers *out = &scorer->answers[op->out];
    memset(out->yes, 0, sizeof out->yes);
    memset(out->known, 0xff, sizeof out->known);
    for (size_t row = 0; row < scorer->rows; row++) {
        hf_bitmap_put(out->yes, row,
                      hf_bitmap_get(is_in, scorer->verdicts.cell[row]));
    }
}

void
hf_columns_flag(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        out->yes[word] = a->bits[word] & a->present[word];
        out->known[word] = a->present[word];
    }
}

void
hf_columns_flag_same(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    const hf_column *b = hf_run_column(scorer, op, 1);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t known = a->present[word] & b->present[word];
        out->yes[word] = ~(a->bits[word] ^ b->bits[word]) & known;
        out->known[word] = known;
    }
}

void
hf_columns_present(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    memcpy(out->yes, a->present, sizeof out->yes);
    memset(out->known, 0xff, sizeof out->known);
}
