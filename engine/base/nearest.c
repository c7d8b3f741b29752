/*
 * "Did you mean": the word with the least restricted Damerau-Levenshtein
 * distance, that is the fewest insertions, deletions, replacements and swaps
 * of neighbours, by three rows of the usual table. Words longer than any name
 * that a person misspells are passed over, which keeps the rows on the stack
 * and a header of a megabyte cheap.
 */
#include "base/nearest.h"

enum { LONGEST = 64 };

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static unsigned char
folded_at(hf_view text, size_t at)
{
    return hf_view_fold_byte((unsigned char)text.ptr[at]);
}

// The distance of two words that are at most LONGEST bytes long.
static size_t
distance(hf_view a, hf_view b)
{
    size_t rows[3][LONGEST + 1];
    size_t *older = rows[0];
    size_t *above = rows[1];
    size_t *row = rows[2];

    for (size_t j = 0; j <= b.len; j++) {
        above[j] = j;
        older[j] = 0;
    }
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            bool is_same = folded_at(a, i - 1) == folded_at(b, j - 1);
            size_t steps = least(above[j], row[j - 1]) + 1;
            steps = least(steps, above[j - 1] + !is_same);
            if (i > 1 && j > 1 && folded_at(a, i - 1) == folded_at(b, j - 2) &&
                folded_at(a, i - 2) == folded_at(b, j - 1)) {
                steps = least(steps, older[j - 2] + 1);
            }
            row[j] = steps;
        }
        size_t *spare = older;
        older = above;
        above = row;
        row = spare;
    }
    return above[b.len];
}

hf_view
hf_nearest(hf_view word, const hf_view *words, size_t count)
{
    hf_view best = {"", 0};
    size_t best_distance = SIZE_MAX;

    if (word.len == 0 || word.len > LONGEST) {
        return best;
    }
    for (size_t at = 0; at < count; at++) {
        hf_view other = words[at];
        if (other.len == 0 || other.len > LONGEST) {
            continue;
        }
        size_t longer = word.len > other.len ? word.len : other.len;
        // Of a single letter one change would leave nothing.
        size_t allowed = longer < 2 ? 0 : longer < 6 ? 1 : longer / 3;
        size_t apart = longer - least(word.len, other.len);
        if (apart > allowed || apart >= best_distance) {
            continue; // the distance is at least that of the lengths
        }
        size_t steps = distance(word, other);
        if (steps <= allowed && steps < best_distance) {
            best = other;
            best_distance = steps;
        }
    }
    return best;
}
