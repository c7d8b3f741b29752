/*
 * Answers of answers: Kleene's three values as two bitmaps, "true" and
 * "known". False is known and not true.
 */
#include "base/bitmap.h"
#include "eval/run.h"

#include <string.h>

void
hf_logic_not(hf_scorer *scorer, const hf_op *op)
{
    const hf_answers *a = hf_run_answers(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        out->yes[word] = a->known[word] & ~a->yes[word];
        out->known[word] = a->known[word];
    }
}

// False as soon as one is false, true when all are, else unknown.
void
hf_logic_and(hf_scorer *scorer, const hf_op *op)
{
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t all = UINT64_MAX, none_false = UINT64_MAX;
        for (uint32_t arg = 0; arg < op->count; arg++) {
            const hf_answers *a = hf_run_answers(scorer, op, arg);
            all &= a->yes[word];
            none_false &= a->yes[word] | ~a->known[word];
        }
        out->yes[word] = all;
        out->known[word] = all | ~none_false;
    }
}

// True as soon as one is true, false when all are, else unknown.
void
hf_logic_or(hf_scorer *scorer, const hf_op *op)
{
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t some = 0, all_known = UINT64_MAX;
        for (uint32_t arg = 0; arg < op->count; arg++) {
            const hf_answers *a = hf_run_answers(scorer, op, arg);
            some |= a->yes[word];
            all_known &= a->known[word];
        }
        out->yes[word] = some;
        out->known[word] = some | all_known;
    }
}

// ---- at_least ---------------------------------------------------------------

/* Bits of a count: op->count is a 32-bit number. */
enum { PLANES = 33 };

// Add one to the counts of the rows in `bits`; plane i holds bit i of each.
static void
count_rows(uint64_t planes[PLANES], uint64_t bits)
{
    for (size_t i = 0; bits != 0 && i < PLANES; i++) {
        uint64_t carry = planes[i] & bits;
        planes[i] ^= bits;
        bits = carry;
    }
}

// The rows whose count is at least `wanted`, from the highest bit down.
static uint64_t
rows_at_least(const uint64_t planes[PLANES], uint64_t wanted)
{
    uint64_t above = 0, equal = UINT64_MAX;
    for (size_t i = PLANES; i-- > 0;) {
        if (wanted >> i & 1) {
            equal &= planes[i];
        } else {
            above |= equal & planes[i];
            equal &= ~planes[i];
        }
    }
    return above | equal;
}

void
hf_logic_at_least(hf_scorer *scorer, const hf_op *op)
{
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t yes[PLANES] = {0}, possible[PLANES] = {0};
        for (uint32_t arg = 0; arg < op->count; arg++) {
            const hf_answers *a = hf_run_answers(scorer, op, arg);
            count_rows(yes, a->yes[word]);
            count_rows(possible, a->yes[word] | ~a->known[word]);
        }
        uint64_t wanted = (uint64_t)op->low;
        out->yes[word] = rows_at_least(yes, wanted);
        out->known[word] = out->yes[word] | ~rows_at_least(possible, wanted);
    }
}

// ---- The first that holds ---------------------------------------------------

void
hf_logic_known(hf_scorer *scorer, const hf_op *op)
{
    const hf_answers *a = hf_run_answers(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    memcpy(out->yes, a->yes, sizeof out->yes);
    memset(out->known, 0xff, sizeof out->known);
}

void
hf_logic_some(hf_scorer *scorer, const hf_op *op)
{
    const hf_answers *a = hf_run_answers(scorer, op, 0);
    const hf_answers *b = hf_run_answers(scorer, op, 1);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        out->yes[word] = a->yes[word] | b->yes[word];
        out->known[word] = out->yes[word];
    }
}

void
hf_logic_taken(hf_scorer *scorer, const hf_op *op)
{
    const hf_answers *a = hf_run_answers(scorer, op, 0);
    const hf_answers *before = hf_run_answers(scorer, op, 1);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        out->yes[word] = a->yes[word] & ~before->yes[word];
        out->known[word] = UINT64_MAX;
    }
}

void
hf_logic_choose(hf_scorer *scorer, const hf_op *op)
{
    const hf_answers *any = hf_run_answers(scorer, op, 0);
    hf_answers *out = &scorer->answers[op->out];
    for (size_t word = 0; word < scorer->words; word++) {
        uint64_t some = 0;
        for (uint32_t arg = 1; arg < op->count; arg++) {
            some |= hf_run_answers(scorer, op, arg)->yes[word];
        }
        out->yes[word] = some;
        out->known[word] = any->yes[word];
    }
}
