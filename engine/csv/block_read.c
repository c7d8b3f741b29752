/*
 * From the records of a block to a batch: those that are accepted get a row,
 * the others become rejects, and then each column that the rules or the output
 * need is read over all rows. CSV and NDJSON differ only in where the cells of
 * a column stand.
 */
#include "csv/block.h"

#include "base/memory.h"

#include <string.h>

typedef struct reading {
    hf_block *block;
    const hf_shape *shape;
    hf_batch *batch;
    hf_field_stats *stats;
    hf_reject **rejects;
    size_t *reject_count, *room;
    /* CSV: little a row, for each column goes over all of them. */
    hf_lanes_record rows[HF_BATCH_ROWS];
} reading;

static const hf_view no_cells[HF_BATCH_ROWS];

static bool
add_reject(reading *r, const hf_reject *reject)
{
    hf_reject *grown = hf_memory_grow(*r->rejects, r->room,
                                      *r->reject_count + 1, sizeof *grown);
    if (!grown) {
        return false;
    }
    *r->rejects = grown;
    grown[(*r->reject_count)++] = *reject;
    return true;
}

// ---- Rows of CSV ------------------------------------------------------------

static bool
reject_record(reading *r, const hf_block_record *record,
              hf_reject_reason reason)
{
    hf_reject reject = {.line = record->line,
                        .reason = reason,
                        .cells = (uint32_t)record->cells,
                        .wanted = (uint32_t)r->shape->width,
                        .record = {r->block->bytes + record->start,
                                   record->end - record->start}};
    return add_reject(r, &reject);
}

// Of many empty lines the first tells the footer rule all; so does the first
// full record behind one, or in the block.
static bool
mark_empty(reading *r, const hf_block_record *record)
{
    if (r->shape->tells_empty) {
        return reject_record(r, record, HF_REJECT_EMPTY_LINE);
    }
    if (r->block->has_mark || !r->shape->has_marks) {
        return true;
    }
    r->block->has_mark = true;
    r->block->wants_full = true;
    return reject_record(r, record, HF_REJECT_EMPTY_LINE);
}

static bool
mark_full(reading *r, const hf_block_record *record)
{
    if (!r->block->wants_full || !r->shape->has_marks) {
        return true;
    }
    r->block->has_mark = false;
    r->block->wants_full = false;
    return reject_record(r, record, HF_REJECT_FULL_RECORD);
}

static bool
take_record(reading *r, const hf_block_record *record)
{
    if (record->problem == HF_REJECT_EMPTY_LINE) {
        return mark_empty(r, record);
    }
    if (record->cells >= r->shape->width && !mark_full(r, record)) {
        return false;
    }
    if (record->problem != HF_REJECT_COUNT) {
        return reject_record(r, record, record->problem);
    }
    hf_batch *batch = r->batch;
    size_t column = r->shape->column_of[r->shape->fields->id];
    hf_view cell = {NULL, 0};
    if (column != SIZE_MAX) {
        cell = hf_block_cell(r->block, record->start, record->mark, column,
                             &batch->scratch);
        if (!cell.ptr) {
            return false;
        }
    }
    hf_view lead = hf_fields_lead(r->shape->fields, cell, &batch->scratch);
    if (lead.len == 0) {
        return lead.ptr != NULL && reject_record(r, record, HF_REJECT_ID);
    }
    batch->leads[batch->rows] = lead;
    batch->lines[batch->rows] = record->line;
    r->rows[batch->rows++] =
        (hf_lanes_record){(uint32_t)record->start, (uint32_t)record->mark};
    return true;
}

static bool
take_records(reading *r)
{
    hf_block_record record;
    while (r->batch->rows < HF_BATCH_ROWS && hf_block_next(r->block, &record)) {
        if (!take_record(r, &record)) {
            return false;
        }
    }
    return true;
}

// The cells of one column, in the order of the rows.
static bool
cut_column(const reading *r, size_t column, hf_view *cells)
{
    const hf_block *block = r->block;
    const hf_lanes *lanes = hf_fields_lanes(r->shape->fields);
    bool has_quote = lanes->cut(block->bytes, block->index.marks, r->rows,
                                r->batch->rows, column, cells);
    for (size_t at = 0; has_quote && at < r->batch->rows; at++) {
        if (cells[at].len == 0 || cells[at].ptr[0] != '"') {
            continue;
        }
        size_t start = (size_t)(cells[at].ptr - block->bytes);
        cells[at] = hf_block_unquote(block, start, start + cells[at].len,
                                     &r->batch->scratch);
        if (!cells[at].ptr) {
            return false;
        }
    }
    return true;
}

// ---- Rows of NDJSON ---------------------------------------------------------

static bool
take_line(reading *r, hf_view line, uint64_t number)
{
    const hf_shape *shape = r->shape;
    hf_batch *batch = r->batch;
    hf_view *cells = r->block->cells + batch->rows;
    hf_ndjson_target target = {.keys = &shape->keys,
                               .slots = shape->slot_of,
                               .slot_count = shape->slot_count,
                               .cells = cells,
                               .stride = HF_BATCH_ROWS,
                               .scratch = &batch->scratch};
    hf_reject reject = {.line = number,
                        .cells = (uint32_t)shape->width,
                        .wanted = (uint32_t)shape->width,
                        .record = line};
    if (shape->tells_empty && hf_ndjson_is_blank(line)) {
        reject.reason = HF_REJECT_EMPTY_LINE;
        return add_reject(r, &reject);
    }
    if (hf_ndjson_read(r->block->json, line, &target, &reject.reason) !=
        HANDOFF_OK) {
        return false;
    }
    if (reject.reason != HF_REJECT_COUNT) {
        return add_reject(r, &reject);
    }
    size_t column = shape->column_of[shape->fields->id];
    hf_view cell = {NULL, 0};
    if (column != SIZE_MAX) {
        cell = cells[shape->slot_of[column] * HF_BATCH_ROWS];
    }
    hf_view lead = hf_fields_lead(shape->fields, cell, &batch->scratch);
    if (lead.len == 0) {
        reject.reason = HF_REJECT_ID;
        return lead.ptr != NULL && add_reject(r, &reject);
    }
    batch->leads[batch->rows] = lead;
    batch->lines[batch->rows++] = number;
    return true;
}

static bool
take_lines(reading *r)
{
    hf_view line;
    uint64_t number;
    while (r->batch->rows < HF_BATCH_ROWS &&
           hf_block_next_line(r->block, &line, &number)) {
        if (!take_line(r, line, number)) {
            return false;
        }
    }
    return true;
}

// ---- Columns ----------------------------------------------------------------

// The cells of a column, perhaps in `room`; NULL without memory.
static const hf_view *
column_cells(const reading *r, size_t column, hf_view *room)
{
    if (column == SIZE_MAX) {
        return no_cells;
    }
    if (r->shape->is_ndjson) {
        return r->block->cells + r->shape->slot_of[column] * HF_BATCH_ROWS;
    }
    return cut_column(r, column, room) ? room : NULL;
}

static bool
read_columns(reading *r)
{
    const hf_shape *shape = r->shape;
    hf_batch *batch = r->batch;
    hf_view room[HF_BATCH_ROWS];
    for (size_t field = 0; field < shape->fields->count; field++) {
        if (!shape->is_read[field]) {
            continue;
        }
        const hf_view *cells = column_cells(r, shape->column_of[field], room);
        if (!cells ||
            !hf_fields_read(shape->fields, field, cells, batch->rows,
                            batch->lines, &batch->scratch,
                            &batch->columns[field], &r->stats[field])) {
            return false;
        }
    }
    for (size_t at = 0; at < shape->keep_count; at++) {
        const hf_view *cells =
            column_cells(r, shape->keep[at], batch->kept[at]);
        if (!cells) {
            return false;
        }
        if (cells != batch->kept[at]) {
            memcpy(batch->kept[at], cells, batch->rows * sizeof *cells);
        }
    }
    return true;
}

handoff_status
hf_block_read(hf_block *block, hf_batch *batch, hf_field_stats *stats,
              hf_reject **rejects, size_t *reject_count, size_t *room)
{
    hf_batch_reset(batch);
    if (!block->shape) {
        return HANDOFF_OK; // never filled
    }
    reading r = {.block = block,
                 .shape = block->shape,
                 .batch = batch,
                 .stats = stats,
                 .rejects = rejects,
                 .reject_count = reject_count,
                 .room = room};
    bool is_read = block->shape->is_ndjson ? take_lines(&r) : take_records(&r);
    if (is_read && batch->rows > 0) {
        is_read = read_columns(&r);
    }
    return is_read ? HANDOFF_OK : HANDOFF_SYSTEM;
}
