/*
 * All tests of one column against what the rules say, at once: a text is
 * looked up once, its answer is a word of bits by test, and 64 rows of words
 * are turned into a bitmap for each test. Answers that are dear (patterns, or
 * many searches) are remembered by text.
 */
#include "base/bitmap.h"
#include "eval/run.h"

#include <string.h>

// Equal and `in`: one probe of the dictionary answers them all.
static void
add_listed(const hf_text_group *group, hf_view text, uint64_t *answer)
{
    const uint64_t *found =
        group->dictionary ? hf_dictionary_find(group->dictionary, text) : NULL;
    for (uint32_t i = 0; found && i < group->words; i++) {
        answer[i] |= found[i];
    }
}

// The other tests, one by one. False when a pattern hit a limit.
static bool
add_tried(hf_scorer *scorer, const hf_text_group *group, hf_view text,
          uint64_t *answer)
{
    bool ok = true;
    for (uint32_t i = group->exact_count; i < group->test_count; i++) {
        const hf_text_test *test = &group->tests[i];
        int holds;
        if (test->kind == HF_TEXT_MATCHES) {
            holds = hf_pattern_find(scorer->matcher, test->pattern, text);
            ok &= holds >= 0;
        } else {
            holds = hf_ops_text_holds(test, group->is_exact, text);
        }
        hf_bitmap_put(answer, i, holds > 0);
    }
    return ok;
}

static bool
answer_text(hf_scorer *scorer, const hf_text_group *group, hf_view text,
            uint64_t *answer)
{
    hf_memo *memo =
        group->memo == HF_NO_MEMO ? NULL : scorer->memos[group->memo];
    uint64_t hash = 0;
    if (memo && hf_memo_find(memo, text, answer, &hash)) {
        return true;
    }
    add_listed(group, text, answer);
    bool ok = add_tried(scorer, group, text, answer);
    if (memo && ok) {
        hf_memo_keep(memo, text, hash, answer);
    }
    return ok;
}

/* Up to so many tests are gathered one by one in less time than a square of
 * 64 by 64 bits is turned. */
enum { GATHERED = 8 };

static uint64_t
gather(const uint64_t *masks, size_t test)
{
    uint64_t bits = 0;
    for (size_t row = 0; row < 64; row++) {
        bits |= (masks[row] >> test & 1) << row;
    }
    return bits;
}

// Rows of answers, in scorer->masks, become the registers of the tests.
static void
turn_answers(hf_scorer *scorer, const hf_text_group *group, size_t word,
             uint64_t known)
{
    for (uint32_t part = 0; part < group->words; part++) {
        size_t first = (size_t)part * 64;
        bool is_turned = group->test_count > GATHERED;
        uint64_t square[64];
        for (size_t row = 0; row < 64; row++) {
            square[row] = scorer->masks[row * group->words + part];
        }
        if (is_turned) {
            hf_bitmap_transpose(square);
        }
        for (size_t i = 0; i < 64 && first + i < group->test_count; i++) {
            hf_answers *out = &scorer->answers[group->tests[first + i].out];
            out->yes[word] = is_turned ? square[i] : gather(square, i);
            out->known[word] = known;
        }
    }
}

// The answers of one word of rows, into scorer->masks.
static void
answer_rows(hf_scorer *scorer, const hf_text_group *group, const hf_view *texts,
            uint64_t known, size_t word)
{
    hf_quick *quick = scorer->quicks[group->number];
    bool keeps;
    uint64_t left =
        known & ~hf_quick_find(quick, texts, known, scorer->masks, &keeps);
    while (left) {
        size_t bit = hf_run_next(&left);
        uint64_t *answer = scorer->masks + bit * group->words;
        if (!answer_text(scorer, group, texts[bit], answer)) {
            hf_bitmap_set(scorer->verdicts.failed, word * 64 + bit);
        } else if (keeps) {
            hf_quick_keep(quick, texts[bit], answer);
        }
    }
}

void
hf_groups_texts(hf_scorer *scorer, const hf_op *op)
{
    const hf_text_group *group = op->data;
    const hf_column *a = hf_run_column(scorer, op, 0);
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t known = hf_run_present(scorer, a, word);
        memset(scorer->masks, 0, 64 * group->words * sizeof *scorer->masks);
        answer_rows(scorer, group, a->texts + word * 64, known, word);
        turn_answers(scorer, group, word, known);
    }
}

// A set has what one of its elements has.
void
hf_groups_sets(hf_scorer *scorer, const hf_op *op)
{
    const hf_text_group *group = op->data;
    const hf_column *a = hf_run_column(scorer, op, 0);
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t known = hf_run_present(scorer, a, word);
        memset(scorer->masks, 0, 64 * group->words * sizeof *scorer->masks);
        for (uint64_t rows = known; rows;) {
            size_t bit = hf_run_next(&rows);
            const hf_set *set = &a->sets[word * 64 + bit];
            for (size_t i = 0; i < set->count; i++) {
                add_listed(group, set->elements[i],
                           scorer->masks + bit * group->words);
            }
        }
        turn_answers(scorer, group, word, known);
    }
}
