/*
 * The footer of a report: rejects and marks in, rejects out that are none of
 * it. Marks are left out; a record's bytes are copied while it is held, for
 * its block is used again meanwhile.
 */
#include "csv/footer.h"

#include "base/memory.h"

// Bytes of records held: as for their number, more is no footer.
enum { HELD_BYTES = 4 << 20 };

static bool
push(hf_footer *footer, const hf_reject *reject)
{
    hf_reject *items = hf_memory_grow(footer->items, &footer->room,
                                      footer->count + 1, sizeof *items);
    if (!items) {
        return false;
    }
    footer->items = items;
    items[footer->count++] = *reject;
    return true;
}

// What is held are rejects after all.
static void
release(hf_footer *footer)
{
    footer->ready = footer->count;
    footer->is_open = false;
}

static bool
hold(hf_footer *footer, const hf_reject *reject)
{
    if (!push(footer, reject)) {
        return false;
    }
    hf_view *record = &footer->items[footer->count - 1].record;
    *record = hf_arena_copy(&footer->records, *record);
    if (!record->ptr) {
        footer->count--;
        return false;
    }
    if (footer->count > HF_FOOTER_HELD || footer->records.used > HELD_BYTES) {
        release(footer);
    }
    return true;
}

// Forget what was taken.
static void
tidy(hf_footer *footer)
{
    if (footer->taken > 0 && footer->taken == footer->count) {
        footer->count = footer->taken = footer->ready = 0;
        hf_arena_reset(&footer->records);
    }
}

bool
hf_footer_add(hf_footer *footer, const hf_reject *reject)
{
    tidy(footer);
    if (reject->reason == HF_REJECT_EMPTY_LINE) {
        if (!footer->is_open) {
            footer->is_open = true;
            footer->first_line = reject->line;
        }
        return true;
    }
    if (reject->reason == HF_REJECT_FULL_RECORD) {
        release(footer);
        return true;
    }
    if (footer->is_open && reject->cells < reject->wanted) {
        return hold(footer, reject);
    }
    // One that is as wide as the header ends what might have been a footer.
    if (!push(footer, reject)) {
        return false;
    }
    release(footer);
    return true;
}

const hf_reject *
hf_footer_take(hf_footer *footer)
{
    return footer->taken < footer->ready ? &footer->items[footer->taken++]
                                         : NULL;
}

hf_footer_size
hf_footer_finish(hf_footer *footer)
{
    hf_footer_size size = {0};
    size.records = footer->count - footer->ready;
    if (size.records > 0) {
        uint64_t last = footer->items[footer->count - 1].line;
        size.lines = last - footer->first_line + 1;
    }
    footer->count = footer->taken = footer->ready = 0;
    footer->is_open = false;
    hf_arena_reset(&footer->records);
    return size;
}

void
hf_footer_clear(hf_footer *footer)
{
    hf_memory_free(footer->items);
    hf_arena_clear(&footer->records);
    *footer = (hf_footer){0};
}
