/*
 * An export as a sequence of records with all of their cells as raw text, for
 * files that are small beside lead exports. Blocks are cut as for bulk reading
 * and gone through record by record. What may be a report's footer is held
 * back; a full record that ends it waits until those before it are told.
 */
#include "csv/table.h"

#include "base/memory.h"
#include "csv/footer.h"
#include "csv/inside.h"

struct hf_table_reader {
    hf_input *input;
    hf_block *block;
    hf_view *cells;
    hf_arena scratch;
    hf_footer footer;
    hf_record waiting; /* behind rejects that are told first */
    bool has_waiting;
    bool is_over;
};

// ---- Opening ----------------------------------------------------------------

// Every column is read, and there are no fields.
static bool
bind_all(hf_table_reader *reader)
{
    hf_shape *shape = &reader->input->shape;
    hf_arena *arena = &reader->input->arena;
    shape->slot_of = hf_arena_alloc(arena, shape->width * sizeof(size_t));
    reader->cells = hf_arena_zero(arena, shape->width, sizeof(hf_view));
    reader->block = hf_block_new();
    if (!shape->slot_of || !reader->cells || !reader->block) {
        return false;
    }
    for (size_t column = 0; column < shape->width; column++) {
        shape->slot_of[column] = column;
    }
    return true;
}

// Takes the input over, whatever becomes of it.
static handoff_status
open_reader(hf_input *input, hf_table_reader **out, handoff_findings *findings)
{
    hf_table_reader *reader = hf_memory_zero(1, sizeof *reader);
    if (!reader) {
        hf_input_close(input);
        return hf_input_no_memory(findings);
    }
    reader->input = input;
    if (!bind_all(reader)) {
        hf_table_reader_close(reader);
        return hf_input_no_memory(findings);
    }
    *out = reader;
    return HANDOFF_OK;
}

handoff_status
hf_table_reader_open(const char *path, const hf_input_options *options,
                     hf_table_reader **out, handoff_findings *findings)
{
    hf_input *input = NULL;
    handoff_status status = hf_input_open(path, options, &input, findings);
    return status == HANDOFF_OK ? open_reader(input, out, findings) : status;
}

handoff_status
hf_table_reader_open_bytes(const char *name, hf_view bytes,
                           const hf_input_options *options,
                           hf_table_reader **out, handoff_findings *findings)
{
    hf_input *input = NULL;
    handoff_status status =
        hf_input_open_bytes(name, bytes, options, &input, findings);
    return status == HANDOFF_OK ? open_reader(input, out, findings) : status;
}

void
hf_table_reader_close(hf_table_reader *reader)
{
    if (!reader) {
        return;
    }
    hf_input_close(reader->input);
    hf_block_free(reader->block);
    hf_footer_clear(&reader->footer);
    hf_arena_clear(&reader->scratch);
    hf_memory_free(reader);
}

const hf_view *
hf_table_reader_header(const hf_table_reader *reader, size_t *count)
{
    return hf_input_header(reader->input, count);
}

size_t
hf_table_reader_find(const hf_table_reader *reader, const hf_view *names,
                     size_t count)
{
    const hf_shape *shape = &reader->input->shape;
    for (size_t name = 0; name < count; name++) {
        hf_view wanted = hf_view_trim(names[name]);
        for (size_t column = 0; column < shape->width; column++) {
            hf_view cell = hf_view_trim(shape->header[column]);
            if (hf_view_equal_fold(cell, wanted)) {
                return column;
            }
        }
    }
    return SIZE_MAX;
}

// ---- Records ----------------------------------------------------------------

// The cells of an accepted record of CSV.
static bool
cut_record(hf_table_reader *reader, const hf_block_record *from, hf_record *out)
{
    *out = (hf_record){.line = from->line, .cells = reader->cells};
    for (size_t column = 0; column < from->cells; column++) {
        reader->cells[column] = hf_block_cell(
            reader->block, from->start, from->mark, column, &reader->scratch);
        if (!reader->cells[column].ptr) {
            return false;
        }
    }
    return true;
}

// The next record of CSV as it stands; an empty line and what is rejected has
// its reason. False without memory; `*has_one` false at the end of the block.
static bool
read_record(hf_table_reader *reader, hf_record *out, bool *has_one)
{
    hf_block_record from;
    *has_one = hf_block_next(reader->block, &from);
    if (!*has_one) {
        return true;
    }
    if (from.problem == HF_REJECT_COUNT) {
        return cut_record(reader, &from, out);
    }
    *out =
        (hf_record){.line = from.line,
                    .is_rejected = true,
                    .reject = {.line = from.line,
                               .reason = from.problem,
                               .cells = (uint32_t)from.cells,
                               .wanted = (uint32_t)reader->input->shape.width,
                               .record = {reader->block->bytes + from.start,
                                          from.end - from.start}}};
    return true;
}

// The same of NDJSON.
static bool
read_line(hf_table_reader *reader, hf_record *out, bool *has_one)
{
    hf_view line;
    const hf_shape *shape = &reader->input->shape;
    *out = (hf_record){.cells = reader->cells};
    *has_one = hf_block_next_line(reader->block, &line, &out->line);
    if (!*has_one) {
        return true;
    }
    hf_ndjson_target target = {.keys = &shape->keys,
                               .slots = shape->slot_of,
                               .slot_count = shape->width,
                               .cells = reader->cells,
                               .stride = 1,
                               .scratch = &reader->scratch};
    out->reject = (hf_reject){.line = out->line,
                              .cells = (uint32_t)shape->width,
                              .wanted = (uint32_t)shape->width,
                              .record = line};
    if (hf_ndjson_read(reader->block->json, line, &target,
                       &out->reject.reason) != HANDOFF_OK) {
        return false;
    }
    out->is_rejected = out->reject.reason != HF_REJECT_COUNT;
    return true;
}

// A record, good or bad, from this block or the next; its cells live until
// the next call.
static handoff_status
read_any(hf_table_reader *reader, hf_record *out, bool *has_one,
         handoff_findings *findings)
{
    hf_arena_reset(&reader->scratch);
    for (;;) {
        bool is_read = reader->input->shape.is_ndjson
                           ? read_line(reader, out, has_one)
                           : read_record(reader, out, has_one);
        if (!is_read) {
            return hf_input_no_memory(findings);
        }
        if (*has_one) {
            return HANDOFF_OK;
        }
        bool has_block = false;
        handoff_status status =
            hf_input_next(reader->input, reader->block, &has_block, findings);
        if (status != HANDOFF_OK || !has_block) {
            return status;
        }
    }
}

// Give a record to the footer rule; an accepted one waits meanwhile.
static bool
pass_on(hf_table_reader *reader, const hf_record *record)
{
    static const hf_reject full = {.reason = HF_REJECT_FULL_RECORD};
    if (record->is_rejected) {
        bool is_mark = record->reject.reason == HF_REJECT_EMPTY_LINE;
        return (is_mark && !reader->input->shape.has_marks) ||
               hf_footer_add(&reader->footer, &record->reject);
    }
    reader->waiting = *record;
    reader->has_waiting = true;
    return hf_footer_add(&reader->footer, &full);
}

handoff_status
hf_table_reader_next(hf_table_reader *reader, hf_record *out, bool *has_more,
                     handoff_findings *findings)
{
    for (;;) {
        const hf_reject *reject = hf_footer_take(&reader->footer);
        if (reject) {
            *out = (hf_record){
                .line = reject->line, .is_rejected = true, .reject = *reject};
            *has_more = true;
            return HANDOFF_OK;
        }
        if (reader->has_waiting) {
            *out = reader->waiting;
            reader->has_waiting = false;
            *has_more = true;
            return HANDOFF_OK;
        }
        if (reader->is_over) {
            *has_more = false;
            return HANDOFF_OK;
        }
        hf_record record;
        bool has_one = false;
        handoff_status status = read_any(reader, &record, &has_one, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
        if (!has_one) {
            hf_footer_finish(&reader->footer);
            reader->is_over = true;
        } else if (!pass_on(reader, &record)) {
            return hf_input_no_memory(findings);
        }
    }
}
