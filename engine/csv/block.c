/*
 * Reading a block: its index says where cells and records end, so that only
 * the columns that someone asked for are looked at, a column at a time. Cells
 * point into the block. What a record has wrong is decided here; which records
 * there are was decided when the block was cut.
 */
#include "csv/block.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

// Marks and records a block may hold; denser text makes shorter blocks.
enum { MARK_ROOM = 256 << 10, RECORD_ROOM = 64 << 10, FLAG_PADDING = 8 };

// ---- Storage ----------------------------------------------------------------

hf_block *
hf_block_new(void)
{
    return hf_memory_zero(1, sizeof(hf_block));
}

void
hf_block_free(hf_block *block)
{
    if (!block) {
        return;
    }
    hf_memory_free(block->bytes);
    hf_memory_free(block->index.marks);
    hf_memory_free(block->index.records);
    hf_memory_free(block->index.flags);
    hf_memory_free(block->cells);
    hf_ndjson_free(block->json);
    hf_memory_free(block);
}

uint64_t
hf_block_sequence(const hf_block *block)
{
    return block->sequence;
}

size_t
hf_block_bytes(const hf_block *block)
{
    return block->end;
}

static bool
reserve_index(hf_block *block, size_t width)
{
    hf_kernel_index *index = &block->index;
    // A record as wide as the header, and as wide again, always fits.
    size_t wanted = 2 * width + HF_KERNEL_WORD;
    wanted = wanted > MARK_ROOM ? wanted : MARK_ROOM;
    if (index->mark_room < wanted) {
        uint32_t *marks = hf_memory_grow(index->marks, &index->mark_room,
                                         wanted, sizeof *marks);
        if (!marks) {
            return false;
        }
        index->marks = marks;
    }
    if (!index->records) {
        index->records = hf_memory_grow(NULL, &index->record_room, RECORD_ROOM,
                                        sizeof *index->records);
    }
    return index->records != NULL;
}

static bool
reserve_cells(hf_block *block, size_t slots)
{
    if (!block->json && !(block->json = hf_ndjson_new())) {
        return false;
    }
    hf_view *cells = hf_memory_grow(block->cells, &block->cell_room,
                                    slots * HF_BATCH_ROWS, sizeof *cells);
    if (!cells) {
        return false;
    }
    block->cells = cells;
    return true;
}

bool
hf_block_begin(hf_block *block, const hf_shape *shape)
{
    block->shape = shape;
    block->len = block->end = 0;
    block->index.mark_count = block->index.record_count = 0;
    block->index.all_flags = 0;
    block->is_unclosed = false;
    hf_block_rewind(block, 0, 0);
    return shape->is_ndjson ? reserve_cells(block, shape->slot_count)
                            : reserve_index(block, shape->width);
}

bool
hf_block_reserve(hf_block *block, size_t len)
{
    if (block->room < len || !block->bytes) {
        char *bytes = hf_memory_resize(block->bytes, len);
        if (!bytes) {
            return false;
        }
        block->bytes = bytes;
        block->room = len;
    }
    size_t flags = len / HF_KERNEL_WORD + 1 + FLAG_PADDING;
    if (block->flag_room < flags) {
        uint8_t *grown = hf_memory_resize(block->index.flags, flags);
        if (!grown) {
            return false;
        }
        // What pads them is read together with them, and masked.
        memset(grown, 0, flags);
        block->index.flags = grown;
        block->flag_room = flags;
    }
    return true;
}

void
hf_block_rewind(hf_block *block, size_t at, uint64_t line)
{
    block->at = at;
    block->first_line = block->line = line;
    block->record = block->mark = 0;
    block->has_mark = false;
    block->wants_full = true;
}

// ---- Records ----------------------------------------------------------------

// Whether the words that are not ASCII hold UTF-8. All bytes of a character
// beyond ASCII are, so that none crosses into a word that is left out.
static bool
is_utf8(const hf_block *block, size_t start, size_t end)
{
    const uint8_t *flags = block->index.flags;
    size_t stop = (end + HF_KERNEL_WORD - 1) / HF_KERNEL_WORD;
    for (size_t word = start / HF_KERNEL_WORD; word < stop; word++) {
        if (!(flags[word] & HF_KERNEL_HIGH)) {
            continue;
        }
        size_t from = word * HF_KERNEL_WORD;
        while (word + 1 < stop && (flags[word + 1] & HF_KERNEL_HIGH)) {
            word++;
        }
        size_t to = (word + 1) * HF_KERNEL_WORD;
        from = from > start ? from : start;
        to = to < end ? to : end;
        hf_view text = {block->bytes + from, to - from};
        if (hf_utf8_invalid_at(text) < text.len) {
            return false;
        }
    }
    return true;
}

static HF_ALWAYS_INLINE hf_reject_reason
judge(const hf_block *block, const hf_block_record *record, bool is_faulty)
{
    const hf_shape *shape = block->shape;
    hf_view text = {block->bytes + record->start, record->end - record->start};
    unsigned odd = block->index.all_flags & (HF_KERNEL_HIGH | HF_KERNEL_NUL);
    if (odd) {
        odd &= hf_block_flags(block, record->start, record->end);
    }
    if (HF_UNLIKELY(odd & HF_KERNEL_NUL) &&
        memchr(text.ptr, '\0', text.len) != NULL) {
        return HF_REJECT_NUL;
    }
    if (HF_UNLIKELY(is_faulty)) {
        return HF_REJECT_QUOTING;
    }
    if (HF_UNLIKELY(block->is_unclosed) &&
        block->record == block->index.record_count) {
        return HF_REJECT_UNCLOSED;
    }
    if (HF_UNLIKELY(record->cells != shape->width)) {
        return record->cells < shape->width ? HF_REJECT_SHORT : HF_REJECT_LONG;
    }
    if ((odd & HF_KERNEL_HIGH) && !is_utf8(block, record->start, record->end)) {
        return HF_REJECT_UTF8;
    }
    return HF_REJECT_COUNT;
}

bool
hf_block_next(hf_block *block, hf_block_record *out)
{
    const hf_kernel_index *index = &block->index;
    if (block->record == index->record_count) {
        return false;
    }
    const hf_kernel_record *record = &index->records[block->record++];
    *out = (hf_block_record){.line = block->line,
                             .start = block->at,
                             .end = index->marks[record->end - 1],
                             .mark = block->mark,
                             .cells = record->end - block->mark};
    block->mark = record->end;
    block->line = block->first_line + record->lines;
    block->at = out->end + 1;
    if (block->at < block->len && block->bytes[out->end] == '\r' &&
        block->bytes[block->at] == '\n') {
        block->at++;
    }
    out->problem = out->start == out->end
                       ? HF_REJECT_EMPTY_LINE
                       : judge(block, out, record->is_faulty);
    return true;
}

bool
hf_block_next_line(hf_block *block, hf_view *line, uint64_t *number)
{
    while (block->at < block->end) {
        const char *from = block->bytes + block->at;
        size_t left = block->end - block->at;
        const char *feed = memchr(from, '\n', left);
        *line = (hf_view){from, feed ? (size_t)(feed - from) : left};
        *number = block->line++;
        block->at += line->len + 1;
        if (block->shape->tells_empty || !hf_ndjson_is_blank(*line)) {
            return true;
        }
    }
    return false;
}

// ---- Cells ------------------------------------------------------------------

hf_view
hf_block_undouble(hf_view text, hf_arena *scratch)
{
    char *copy = hf_arena_alloc(scratch, text.len);
    size_t len = 0;
    if (!copy) {
        return (hf_view){NULL, 0};
    }
    for (size_t at = 0; at < text.len; at++) {
        copy[len++] = text.ptr[at];
        at += text.ptr[at] == '"'; // the one behind it is its double
    }
    return (hf_view){copy, len};
}
