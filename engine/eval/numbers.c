/*
 * Numbers and dates: tests into bits without a branch a row, arithmetic in
 * plain loops over 64-bit columns. What a row without a value holds is worked
 * with and thrown away by its bit; the plan has proven that values fit, and
 * rows without one may hold anything, so that sums are taken unsigned, where
 * wrapping is defined.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "eval/run.h"

#include <string.h>

// ---- Tests ------------------------------------------------------------------

void
hf_numbers_range(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    uint64_t low = (uint64_t)op->low;
    uint64_t span = (uint64_t)op->high - low;
    uint64_t is_empty = op->low > op->high ? 0 : UINT64_MAX;
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t bits =
            scorer->lanes->in_range(a->numbers + word * 64, low, span);
        out->yes[word] = bits & a->present[word] & is_empty;
        out->known[word] = a->present[word];
    }
}

void
hf_numbers_among(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t rows = hf_run_present(scorer, a, word), bits = 0;
        while (rows) {
            size_t row = hf_run_next(&rows);
            bits |= (uint64_t)hf_ops_has_number(op->data,
                                                a->numbers[word * 64 + row])
                    << row;
        }
        out->yes[word] = bits;
        out->known[word] = a->present[word];
    }
}

typedef uint64_t compare_64(const int64_t *a, const int64_t *b);

static uint64_t
bits_same(const int64_t *a, const int64_t *b)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < 64; i++) {
        bits |= (uint64_t)(a[i] == b[i]) << i;
    }
    return bits;
}

static uint64_t
bits_less(const int64_t *a, const int64_t *b)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < 64; i++) {
        bits |= (uint64_t)(a[i] < b[i]) << i;
    }
    return bits;
}

static uint64_t
bits_less_equal(const int64_t *a, const int64_t *b)
{
    return ~bits_less(b, a);
}

static void
compare(hf_scorer *scorer, const hf_op *op, compare_64 *compare_rows)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    const hf_column *b = hf_run_column(scorer, op, 1);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t known = a->present[word] & b->present[word];
        out->known[word] = known;
        out->yes[word] = known & compare_rows(a->numbers + word * 64,
                                              b->numbers + word * 64);
    }
}

void
hf_numbers_same(hf_scorer *scorer, const hf_op *op)
{
    compare(scorer, op, bits_same);
}

void
hf_numbers_less(hf_scorer *scorer, const hf_op *op)
{
    compare(scorer, op, bits_less);
}

void
hf_numbers_less_equal(hf_scorer *scorer, const hf_op *op)
{
    compare(scorer, op, bits_less_equal);
}

// ---- Arithmetic -------------------------------------------------------------

// A value where all of the args have one.
static hf_column *
begin(hf_scorer *scorer, const hf_op *op)
{
    hf_column *out = scorer->columns[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t present = UINT64_MAX;
        for (uint32_t arg = 0; arg < op->count; arg++) {
            present &= hf_run_column(scorer, op, arg)->present[word];
        }
        out->present[word] = present;
    }
    return out;
}

void
hf_numbers_add(hf_scorer *scorer, const hf_op *op)
{
    const int64_t *a = hf_run_column(scorer, op, 0)->numbers;
    const int64_t *b = hf_run_column(scorer, op, 1)->numbers;
    int64_t *out = begin(scorer, op)->numbers;
    for (size_t row = 0; row < scorer->rows; row++) {
        out[row] = (int64_t)((uint64_t)a[row] + (uint64_t)b[row]);
    }
}

void
hf_numbers_subtract(hf_scorer *scorer, const hf_op *op)
{
    const int64_t *a = hf_run_column(scorer, op, 0)->numbers;
    const int64_t *b = hf_run_column(scorer, op, 1)->numbers;
    int64_t *out = begin(scorer, op)->numbers;
    for (size_t row = 0; row < scorer->rows; row++) {
        out[row] = (int64_t)((uint64_t)a[row] - (uint64_t)b[row]);
    }
}

void
hf_numbers_multiply(hf_scorer *scorer, const hf_op *op)
{
    const int64_t *a = hf_run_column(scorer, op, 0)->numbers;
    int64_t *out = begin(scorer, op)->numbers;
    for (size_t row = 0; row < scorer->rows; row++) {
        out[row] = (int64_t)((uint64_t)a[row] * (uint64_t)op->low);
    }
}

void
hf_numbers_least(hf_scorer *scorer, const hf_op *op)
{
    int64_t *out = begin(scorer, op)->numbers;
    memcpy(out, hf_run_column(scorer, op, 0)->numbers,
           scorer->rows * sizeof *out);
    for (uint32_t arg = 1; arg < op->count; arg++) {
        const int64_t *a = hf_run_column(scorer, op, arg)->numbers;
        for (size_t row = 0; row < scorer->rows; row++) {
            out[row] = a[row] < out[row] ? a[row] : out[row];
        }
    }
}

void
hf_numbers_greatest(hf_scorer *scorer, const hf_op *op)
{
    int64_t *out = begin(scorer, op)->numbers;
    memcpy(out, hf_run_column(scorer, op, 0)->numbers,
           scorer->rows * sizeof *out);
    for (uint32_t arg = 1; arg < op->count; arg++) {
        const int64_t *a = hf_run_column(scorer, op, arg)->numbers;
        for (size_t row = 0; row < scorer->rows; row++) {
            out[row] = a[row] > out[row] ? a[row] : out[row];
        }
    }
}

void
hf_numbers_days(hf_scorer *scorer, const hf_op *op)
{
    const int64_t *a = hf_run_column(scorer, op, 0)->numbers;
    const int64_t *b = hf_run_column(scorer, op, 1)->numbers;
    const hf_column *out = begin(scorer, op);
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t rows = hf_run_present(scorer, out, word);
        while (rows) {
            size_t row = word * 64 + hf_run_next(&rows);
            out->numbers[row] = hf_date_day(b[row] - a[row]) * HF_DECIMAL_ONE;
        }
    }
}
