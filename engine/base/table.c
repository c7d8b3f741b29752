/*
 * A string table by open addressing. Slots hold a text's number and, beside
 * it, the upper half of its hash: both the place to start probing and a tag
 * that spares most comparisons of texts, so that growing never looks at a
 * text again. At most half of the slots are taken.
 */
#include "base/table.h"

#include "base/memory.h"

enum { FIRST_SLOTS = 64 };

static uint32_t
tag_of(const hf_table *table, hf_view text)
{
    uint64_t hash =
        table->is_folding ? hf_view_hash_fold(text) : hf_view_hash(text);
    return (uint32_t)(hash >> 32);
}

static bool
is_equal(const hf_table *table, hf_view a, hf_view b)
{
    return table->is_folding ? hf_view_equal_fold(a, b) : hf_view_equal(a, b);
}

// The slot that holds `text`, or the free one where it would stand.
static size_t
probe(const hf_table *table, hf_view text, uint32_t tag)
{
    size_t at = tag & table->mask;
    while (table->slots[at] != 0 &&
           (table->tags[at] != tag ||
            !is_equal(table, table->texts[table->slots[at] - 1], text))) {
        at = (at + 1) & table->mask;
    }
    return at;
}

// One block holds the slots and, behind them, the tags.
static bool
grow_slots(hf_table *table)
{
    size_t count = table->slots ? (table->mask + 1) * 2 : FIRST_SLOTS;
    uint32_t *slots = hf_memory_zero(count, 2 * sizeof *slots);
    if (!slots) {
        return false;
    }
    uint32_t *tags = slots + count;
    for (size_t from = 0; table->slots && from <= table->mask; from++) {
        if (table->slots[from] == 0) {
            continue;
        }
        size_t at = table->tags[from] & (count - 1);
        while (slots[at] != 0) {
            at = (at + 1) & (count - 1);
        }
        slots[at] = table->slots[from];
        tags[at] = table->tags[from];
    }
    hf_memory_free(table->slots);
    table->slots = slots;
    table->tags = tags;
    table->mask = count - 1;
    return true;
}

uint32_t
hf_table_intern(hf_table *table, hf_view text)
{
    if ((!table->slots || table->count > table->mask / 2) &&
        !grow_slots(table)) {
        return HF_TABLE_NONE;
    }
    uint32_t tag = tag_of(table, text);
    size_t at = probe(table, text, tag);
    if (table->slots[at] != 0) {
        return table->slots[at] - 1;
    }
    if (table->count == HF_TABLE_NONE - 1) {
        return HF_TABLE_NONE;
    }
    hf_view *texts = hf_memory_grow(table->texts, &table->room,
                                    (size_t)table->count + 1, sizeof *texts);
    if (!texts) {
        return HF_TABLE_NONE;
    }
    table->texts = texts;
    hf_view copy = hf_arena_copy(&table->arena, text);
    if (!copy.ptr) {
        return HF_TABLE_NONE;
    }
    texts[table->count] = copy;
    table->slots[at] = ++table->count;
    table->tags[at] = tag;
    return table->count - 1;
}

uint32_t
hf_table_find(const hf_table *table, hf_view text)
{
    if (!table->slots) {
        return HF_TABLE_NONE;
    }
    uint32_t number = table->slots[probe(table, text, tag_of(table, text))];
    return number ? number - 1 : HF_TABLE_NONE;
}

void
hf_table_clear(hf_table *table)
{
    hf_memory_free(table->texts);
    hf_memory_free(table->slots);
    hf_arena_clear(&table->arena);
    *table = (hf_table){.is_folding = table->is_folding};
}
