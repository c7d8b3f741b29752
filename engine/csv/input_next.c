/*
 * The next block: filled, indexed, and cut behind its last whole record. What
 * follows the cut is carried to the next block and indexed again there, so
 * that every block begins where a record does.
 */
#include "csv/inside.h"

#include "csv/dialect.h"

#include <string.h>

// Fill the block up to `target` bytes; `*is_end` when the source has no more.
static handoff_status
fill(hf_input *input, hf_block *block, size_t target, bool *is_end,
     handoff_findings *findings)
{
    if (!hf_block_reserve(block, target)) {
        return hf_input_no_memory(findings);
    }
    size_t got = 0;
    handoff_status status = HANDOFF_OK;
    if (block->len < target) {
        status = hf_bytes_fill(&input->bytes, block->bytes + block->len,
                               target - block->len, &got, findings);
        block->len += got;
    }
    *is_end = hf_bytes_is_over(&input->bytes);
    return status;
}

// Take over what the last block left.
static handoff_status
begin(hf_input *input, hf_block *block, handoff_findings *findings)
{
    if (!hf_block_begin(block, &input->shape) ||
        !hf_block_reserve(block, input->carry.len > input->options.block_bytes
                                     ? input->carry.len
                                     : input->options.block_bytes)) {
        return hf_input_no_memory(findings);
    }
    if (input->carry.len > 0) {
        memcpy(block->bytes, input->carry.ptr, input->carry.len);
    }
    block->len = input->carry.len;
    hf_buffer_reset(&input->carry);
    return HANDOFF_OK;
}

// Leave the bytes from `at` to the next block.
static handoff_status
carry(hf_input *input, hf_block *block, size_t at, handoff_findings *findings)
{
    block->end = at;
    hf_buffer_add(&input->carry, block->bytes + at, block->len - at);
    return input->carry.failed ? hf_input_no_memory(findings) : HANDOFF_OK;
}

// A block without a whole record has to grow, if it may.
static handoff_status
grow(const hf_input *input, const hf_block *block, size_t *target,
     handoff_findings *findings)
{
    if (block->len > input->record_limit) {
        return hf_input_record_too_large(input, input->line, findings);
    }
    size_t larger = 2 * block->len;
    if (larger > input->record_limit) {
        larger = input->record_limit + 1;
    }
    // A live source may have given less than there is room for.
    *target = larger > *target ? larger : *target;
    return HANDOFF_OK;
}

// ---- CSV --------------------------------------------------------------------

// Where the last `lines` lines of the block begin.
static size_t
hold_back(const hf_block *block, int lines)
{
    size_t at = block->len;
    for (; lines > 0 && at > 0; lines--) {
        at--; // the line's own end, or its last byte
        if (at > 0 && block->bytes[at] == '\n' &&
            block->bytes[at - 1] == '\r') {
            at--;
        }
        while (at > 0 && block->bytes[at - 1] != '\n' &&
               block->bytes[at - 1] != '\r') {
            at--;
        }
    }
    return at;
}

// Offset of what follows the record that ends at `end`. The LF of a CRLF may
// be still to come.
static size_t
behind_end(const hf_block *block, size_t end, size_t limit, bool *after_cr)
{
    size_t at = end + 1;
    bool is_cr = block->bytes[end] == '\r';
    *after_cr = is_cr && at == limit;
    return is_cr && at < limit && block->bytes[at] == '\n' ? at + 1 : at;
}

static void
index_block(const hf_input *input, hf_block *block, size_t limit,
            hf_kernel_state *state, size_t *taken)
{
    *state = (hf_kernel_state){.after_cr = input->after_cr};
    block->index.mark_count = block->index.record_count = 0;
    block->index.all_flags = 0;
    *taken = input->kernel->scan(block->bytes, limit, input->shape.separator,
                                 state, &block->index);
}

// Whether a whole or unfinished cell is over the limit; `*line` of its record.
static bool
has_large_cell(const hf_input *input, const hf_block *block, size_t taken,
               uint64_t *line)
{
    const hf_kernel_index *index = &block->index;
    hf_view text = {block->bytes, taken};
    size_t most = input->options.max_cell;
    size_t start = 0;
    if (taken <= most) {
        return false;
    }
    for (size_t mark = 0; mark <= index->mark_count; mark++) {
        size_t end = mark < index->mark_count ? index->marks[mark] : taken;
        if (end - start > most &&
            hf_input_is_cell_larger(text, start, end, most)) {
            size_t record = 0;
            while (record < index->record_count &&
                   index->records[record].end <= mark) {
                record++;
            }
            *line = input->line;
            *line += record > 0 ? index->records[record - 1].lines : 0;
            return true;
        }
        start = end + 1;
    }
    return false;
}

// The text ends without a line end: that is a record too.
static void
end_last_record(hf_block *block, size_t limit, const hf_kernel_state *state)
{
    hf_kernel_index *index = &block->index;
    index->marks[index->mark_count++] = (uint32_t)limit;
    index->records[index->record_count++] = (hf_kernel_record){
        (uint32_t)index->mark_count, state->lines, state->is_faulty};
    block->is_unclosed = state->cell == HF_KERNEL_QUOTED;
}

// Cut an indexed block behind its last record; at the end of the text all of
// it belongs to the block.
static handoff_status
cut(hf_input *input, hf_block *block, size_t limit, bool is_whole,
    const hf_kernel_state *state, handoff_findings *findings)
{
    const hf_kernel_index *index = &block->index;
    size_t start = input->after_cr && limit > 0 && block->bytes[0] == '\n';
    size_t end = start;
    bool after_cr = input->after_cr && limit == 0;
    if (index->record_count > 0) {
        size_t last = index->records[index->record_count - 1].end - 1;
        end = behind_end(block, index->marks[last], limit, &after_cr);
    }
    hf_block_rewind(block, start, input->line);
    if (is_whole && end < limit) {
        end_last_record(block, limit, state);
        end = limit;
    }
    if (is_whole) {
        input->is_over = true;
        block->end = index->record_count > 0 ? end : 0;
        return HANDOFF_OK;
    }
    input->line += index->records[index->record_count - 1].lines;
    input->after_cr = after_cr;
    return carry(input, block, end, findings);
}

// Marks behind the last record belong to one that is not whole.
static void
drop_open_marks(hf_kernel_index *index)
{
    index->mark_count = index->record_count > 0
                            ? index->records[index->record_count - 1].end
                            : 0;
}

static handoff_status
next_records(hf_input *input, hf_block *block, handoff_findings *findings)
{
    size_t target = input->options.block_bytes;
    int footer = input->options.footer > 0 ? input->options.footer : 0;
    for (;;) {
        bool is_end = false;
        size_t taken;
        uint64_t line;
        hf_kernel_state state;
        handoff_status status = fill(input, block, target, &is_end, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        size_t limit = footer ? hold_back(block, footer) : block->len;
        index_block(input, block, limit, &state, &taken);
        if (has_large_cell(input, block, taken, &line)) {
            return hf_input_cell_too_large(input, line, findings);
        }
        bool is_whole = is_end && taken == limit;
        if (!is_whole) {
            drop_open_marks(&block->index);
        }
        if (is_whole || block->index.record_count > 0) {
            return cut(input, block, limit, is_whole, &state, findings);
        }
        if (taken < limit) { // more cells than any record should have
            return hf_input_record_too_large(input, input->line, findings);
        }
        status = grow(input, block, &target, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
    }
}

// ---- NDJSON -----------------------------------------------------------------

static handoff_status
check_line(hf_input *input, hf_view line, uint64_t number,
           handoff_findings *findings)
{
    size_t longest;
    if (line.len <= input->options.max_cell) {
        return HANDOFF_OK;
    }
    hf_ndjson *json = hf_input_json(input);
    if (!json || hf_ndjson_longest(json, line, &longest) != HANDOFF_OK) {
        return hf_input_no_memory(findings);
    }
    return longest > input->options.max_cell
               ? hf_input_cell_too_large(input, number, findings)
               : HANDOFF_OK;
}

// Count the lines of the block, and look into those that are very long.
static handoff_status
count_lines(hf_input *input, const hf_block *block, size_t end,
            handoff_findings *findings)
{
    size_t at = 0;
    while (at < end) {
        const char *from = block->bytes + at;
        const char *feed = memchr(from, '\n', end - at);
        hf_view line = {from, feed ? (size_t)(feed - from) : end - at};
        handoff_status status = check_line(input, line, input->line, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        input->line++;
        at += line.len + 1;
    }
    return HANDOFF_OK;
}

static handoff_status
next_lines(hf_input *input, hf_block *block, handoff_findings *findings)
{
    size_t target = input->options.block_bytes;
    for (;;) {
        bool is_end = false;
        handoff_status status = fill(input, block, target, &is_end, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        const char *last =
            block->len ? memrchr(block->bytes, '\n', block->len) : NULL;
        if (is_end || last) {
            size_t end =
                is_end ? block->len : (size_t)(last - block->bytes) + 1;
            hf_block_rewind(block, 0, input->line);
            input->is_over = is_end;
            status = count_lines(input, block, end, findings);
            return status == HANDOFF_OK ? carry(input, block, end, findings)
                                        : status;
        }
        status = grow(input, block, &target, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
    }
}

handoff_status
hf_input_next(hf_input *input, hf_block *block, bool *has_more,
              handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    bool is_over = input->is_over;
    if (is_over) {
        status = hf_block_begin(block, &input->shape)
                     ? HANDOFF_OK
                     : hf_input_no_memory(findings);
    } else {
        status = begin(input, block, findings);
    }
    if (status == HANDOFF_OK && !is_over) {
        status = input->shape.is_ndjson ? next_lines(input, block, findings)
                                        : next_records(input, block, findings);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    // The last one may turn out to hold nothing.
    *has_more = !is_over && block->end > 0;
    block->sequence = *has_more ? input->sequence++ : 0;
    return HANDOFF_OK;
}
