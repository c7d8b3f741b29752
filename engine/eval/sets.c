/*
 * Sets: an element from another column, and `has all of`, which counts the
 * different elements that are wanted. Both take time in proportion to the set.
 */
#include "base/bitmap.h"
#include "eval/run.h"

#include <string.h>

static bool
has_element(const hf_set *set, hf_view text)
{
    for (size_t i = 0; i < set->count; i++) {
        if (hf_view_equal_fold(set->elements[i], text)) {
            return true;
        }
    }
    return false;
}

void
hf_sets_has(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *set = hf_run_column(scorer, op, 0);
    const hf_column *text = hf_run_column(scorer, op, 1);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t known =
            hf_run_present(scorer, set, word) & text->present[word];
        uint64_t rows = known, bits = 0;
        while (rows) {
            size_t bit = hf_run_next(&rows);
            size_t row = word * 64 + bit;
            bits |= (uint64_t)has_element(&set->sets[row], text->texts[row])
                    << bit;
        }
        out->yes[word] = bits;
        out->known[word] = known;
    }
}

static bool
has_all(hf_scorer *scorer, const hf_dictionary *wanted, const hf_set *set)
{
    size_t missing = wanted->table.count;
    if (set->count < missing) {
        return false;
    }
    memset(scorer->members, 0,
           hf_bitmap_words(missing) * sizeof *scorer->members);
    for (size_t i = 0; missing > 0 && i < set->count; i++) {
        uint32_t number = hf_table_find(&wanted->table, set->elements[i]);
        if (number != HF_TABLE_NONE &&
            !hf_bitmap_get(scorer->members, number)) {
            hf_bitmap_set(scorer->members, number);
            missing--;
        }
    }
    return missing == 0;
}

void
hf_sets_has_all(hf_scorer *scorer, const hf_op *op)
{
    const hf_column *set = hf_run_column(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t known = hf_run_present(scorer, set, word);
        uint64_t rows = known, bits = 0;
        while (rows) {
            size_t bit = hf_run_next(&rows);
            bits |=
                (uint64_t)has_all(scorer, op->data, &set->sets[word * 64 + bit])
                << bit;
        }
        out->yes[word] = bits;
        out->known[word] = known;
    }
}
