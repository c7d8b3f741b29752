/*
 * Texts: functions of them, and tests of two columns. Tests against what the
 * rules say are in groups.c.
 */
#include "base/decimal.h"
#include "base/utf8.h"
#include "eval/run.h"

#include <string.h>

// ---- Functions --------------------------------------------------------------

void
hf_texts_length(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_column *out = scorer->columns[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t rows = hf_run_present(scorer, a, word);
        out->present[word] = rows;
        while (rows) {
            size_t row = word * 64 + hf_run_next(&rows);
            out->numbers[row] =
                (int64_t)hf_utf8_count(a->texts[row]) * HF_DECIMAL_ONE;
        }
    }
}

// What stands behind the last @; empty when nothing does.
static hf_view
domain_of(hf_view text)
{
    const char *at = memrchr(text.ptr, '@', text.len);
    size_t behind = at ? (size_t)(at - text.ptr) + 1 : text.len;
    return hf_view_slice(text, behind, text.len - behind);
}

void
hf_texts_domain(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_column *out = scorer->columns[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t rows = hf_run_present(scorer, a, word), found = 0;
        while (rows) {
            size_t bit = hf_run_next(&rows);
            hf_view domain = domain_of(a->texts[word * 64 + bit]);
            out->texts[word * 64 + bit] = domain;
            found |= (uint64_t)(domain.len > 0) << bit;
        }
        out->present[word] = found;
    }
}

static hf_view
lower(hf_scorer *scorer, hf_view text)
{
    char *copy = hf_arena_alloc(&scorer->scratch, text.len + 1);
    if (!copy) {
        scorer->out_of_memory = true;
        return HF_VIEW("");
    }
    for (size_t i = 0; i < text.len; i++) {
        copy[i] = (char)hf_view_fold_byte((unsigned char)text.ptr[i]);
    }
    return (hf_view){copy, text.len};
}

void
hf_texts_lower(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_column *out = scorer->columns[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t rows = hf_run_present(scorer, a, word);
        out->present[word] = rows;
        while (rows) {
            size_t row = word * 64 + hf_run_next(&rows);
            out->texts[row] = lower(scorer, a->texts[row]);
        }
    }
}

void
hf_texts_lookup(hf_scorer *scorer, const hf_op *op)
{
    const hf_lookup *lookup = op->data;
    const hf_column *a = hf_run_column(scorer, op, 0);
    hf_column *out = scorer->columns[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t rows = hf_run_present(scorer, a, word), found = 0;
        while (rows) {
            size_t bit = hf_run_next(&rows);
            size_t row = word * 64 + bit;
            uint32_t key = hf_table_find(&lookup->keys->table, a->texts[row]);
            hf_view value =
                key == HF_TABLE_NONE ? HF_VIEW("") : lookup->values[key];
            out->texts[row] = value;
            found |= (uint64_t)(value.len > 0) << bit;
        }
        out->present[word] = found;
    }
}

// ---- Tests of two columns ---------------------------------------------------

typedef bool compare_texts(hf_view a, hf_view b);

static void
compare(hf_scorer *scorer, const hf_op *op, compare_texts *exact,
        compare_texts *folded)
{
    const hf_column *a = hf_run_column(scorer, op, 0);
    const hf_column *b = hf_run_column(scorer, op, 1);
    compare_texts *holds = op->low ? exact : folded;
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t known = hf_run_present(scorer, a, word) & b->present[word];
        uint64_t rows = known, bits = 0;
        while (rows) {
            size_t bit = hf_run_next(&rows);
            size_t row = word * 64 + bit;
            bits |= (uint64_t)holds(a->texts[row], b->texts[row]) << bit;
        }
        out->yes[word] = bits;
        out->known[word] = known;
    }
}

void
hf_texts_same(hf_scorer *scorer, const hf_op *op)
{
    compare(scorer, op, hf_view_equal, hf_view_equal_fold);
}

void
hf_texts_contains(hf_scorer *scorer, const hf_op *op)
{
    compare(scorer, op, hf_view_contains, hf_view_contains_fold);
}

void
hf_texts_starts(hf_scorer *scorer, const hf_op *op)
{
    compare(scorer, op, hf_view_starts, hf_view_starts_fold);
}

void
hf_texts_ends(hf_scorer *scorer, const hf_op *op)
{
    compare(scorer, op, hf_view_ends, hf_view_ends_fold);
}
