/*
 * The tally: verdicts of a batch in, counts out. Gates and criteria come as
 * one row of bits a lead; 64 leads at a time are turned into one row of bits
 * an item, whose bits are counted. What the counts mean is left to the
 * summary.
 */
#include "output/tally.h"

#include "base/bitmap.h"

#include <string.h>

bool
hf_tally_init(hf_tally *tally, const handoff_plan *plan, hf_arena *arena)
{
    hf_tally made = {
        .verdicts = hf_arena_zero(arena, plan->verdict_count, sizeof(uint64_t)),
        .routes = hf_arena_zero(arena, plan->route_count, sizeof(uint64_t)),
        .fired = hf_arena_zero(arena, plan->item_count, sizeof(uint64_t)),
        .unknown = hf_arena_zero(arena, plan->subject_count, sizeof(uint64_t)),
        .fields =
            hf_arena_zero(arena, plan->fields.count, sizeof(hf_field_stats)),
        .example_file =
            hf_arena_zero(arena, plan->fields.count, sizeof(uint32_t)),
    };
    if (!made.verdicts || !made.routes || !made.fired || !made.unknown ||
        !made.fields || !made.example_file) {
        return false;
    }
    *tally = made;
    return true;
}

void
hf_tally_reset(hf_tally *tally, const handoff_plan *plan)
{
    tally->leads = 0;
    memset(tally->verdicts, 0, plan->verdict_count * sizeof(uint64_t));
    memset(tally->routes, 0, plan->route_count * sizeof(uint64_t));
    memset(tally->fired, 0, plan->item_count * sizeof(uint64_t));
    memset(tally->unknown, 0, plan->subject_count * sizeof(uint64_t));
    memset(tally->fields, 0, plan->fields.count * sizeof(hf_field_stats));
    memset(tally->example_file, 0, plan->fields.count * sizeof(uint32_t));
}

// Add to counts[i] how many of the rows that are in `counted` have bit i.
static void
count_bits(uint64_t *counts, size_t count, const uint64_t *bits, size_t words,
           size_t rows, const uint64_t *counted)
{
    for (size_t from = 0; from < rows; from += 64) {
        size_t some = rows - from < 64 ? rows - from : 64;
        for (size_t word = 0; word * 64 < count; word++) {
            uint64_t square[64] = {0};
            for (size_t row = 0; row < some; row++) {
                square[row] = bits[(from + row) * words + word];
            }
            hf_bitmap_transpose(square);
            size_t left = count - word * 64;
            for (size_t bit = 0; bit < (left < 64 ? left : 64); bit++) {
                uint64_t holds = square[bit] & counted[from / 64];
                counts[word * 64 + bit] +=
                    (uint64_t)__builtin_popcountll(holds);
            }
        }
    }
}

void
hf_tally_rows(hf_tally *tally, const handoff_plan *plan,
              const hf_verdicts *verdicts)
{
    uint64_t counted[HF_BATCH_WORDS] = {0};
    size_t words = hf_bitmap_words(verdicts->rows);
    hf_bitmap_fill(counted, verdicts->rows);
    for (size_t word = 0; word < words; word++) {
        counted[word] &= ~verdicts->failed[word];
    }
    tally->leads += hf_bitmap_count(counted, words);
    for (size_t row = 0; row < verdicts->rows; row++) {
        if (!hf_bitmap_get(counted, row)) {
            continue;
        }
        tally->verdicts[verdicts->verdict[row]]++;
        if (verdicts->route[row] != HF_NO_ROUTE) {
            tally->routes[verdicts->route[row]]++;
        }
    }
    count_bits(tally->fired, plan->item_count, verdicts->fired,
               verdicts->item_words, verdicts->rows, counted);
    count_bits(tally->unknown, plan->subject_count, verdicts->unknown,
               verdicts->subject_words, verdicts->rows, counted);
}

static void
add_counts(uint64_t *sums, const uint64_t *counts, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        sums[at] += counts[at];
    }
}

void
hf_tally_add(hf_tally *tally, const handoff_plan *plan, const hf_tally *block,
             uint32_t file)
{
    tally->leads += block->leads;
    add_counts(tally->verdicts, block->verdicts, plan->verdict_count);
    add_counts(tally->routes, block->routes, plan->route_count);
    add_counts(tally->fired, block->fired, plan->item_count);
    add_counts(tally->unknown, block->unknown, plan->subject_count);
    for (size_t field = 0; field < plan->fields.count; field++) {
        hf_field_stats *sum = &tally->fields[field];
        const hf_field_stats *part = &block->fields[field];
        sum->present += part->present;
        sum->missing += part->missing;
        sum->unparsed += part->unparsed;
        if (sum->example_line == 0 && part->example_line != 0) {
            sum->example_line = part->example_line;
            memcpy(sum->example, part->example, sizeof sum->example);
            tally->example_file[field] = file;
        }
    }
}
