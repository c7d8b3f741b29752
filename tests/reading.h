/*
 * Exports read whole and written down as text, for tests and fuzz targets that
 * compare one way of reading with another: `LINE|cell|cell` of an accepted
 * record (a cell that is not there is `~`), `LINE!reason` of another one.
 */
#ifndef HF_TESTS_READING_H
#define HF_TESTS_READING_H

#include "base/memory.h"
#include "csv/footer.h"
#include "csv/input.h"
#include "csv/table.h"

enum { READING_FIELDS = 8 };

/* Text fields, each from the column of its own name; the first is the id. */
typedef struct reading_fields {
    hf_view names[READING_FIELDS];
    hf_field_spec specs[READING_FIELDS];
    hf_fields fields;
} reading_fields;

static inline void
reading_fields_init(reading_fields *made, const hf_view *names, size_t count)
{
    made->fields = (hf_fields){.specs = made->specs, .count = count};
    for (size_t at = 0; at < count; at++) {
        made->names[at] = names[at];
        made->specs[at] = (hf_field_spec){.name = names[at],
                                          .columns = &made->names[at],
                                          .column_count = 1,
                                          .is_used = true,
                                          .separator = HF_VIEW(";")};
    }
}

static inline void
reading_add_cells(hf_buffer *out, uint64_t line, const hf_view *cells,
                  size_t count)
{
    hf_buffer_add_int(out, (int64_t)line);
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_byte(out, '|');
        if (cells[at].ptr) {
            hf_buffer_add_view(out, cells[at]);
        } else {
            hf_buffer_add_byte(out, '~');
        }
    }
    hf_buffer_add_byte(out, '\n');
}

static inline void
reading_add_reject(hf_buffer *out, const hf_reject *reject)
{
    hf_buffer_add_int(out, (int64_t)reject->line);
    hf_buffer_add_byte(out, '!');
    hf_reject_text(reject, out);
    hf_buffer_add_byte(out, '\n');
}

/* All records of a table reader, which is closed. */
static inline handoff_status
reading_table(hf_table_reader *reader, hf_buffer *out,
              handoff_findings *findings)
{
    size_t width;
    hf_table_reader_header(reader, &width);
    for (;;) {
        hf_record record;
        bool has_more = false;
        handoff_status status =
            hf_table_reader_next(reader, &record, &has_more, findings);
        if (status != HANDOFF_OK || !has_more) {
            hf_table_reader_close(reader);
            return status;
        }
        if (record.is_rejected) {
            reading_add_reject(out, &record.reject);
        } else {
            reading_add_cells(out, record.line, record.cells, width);
        }
    }
}

/* One block into rows and rejects, merged by line. */
static inline handoff_status
reading_block(hf_block *block, hf_batch *batch, hf_field_stats *stats,
              hf_footer *footer, hf_buffer *out)
{
    hf_reject *rejects = NULL;
    size_t count = 0, room = 0, told = 0;
    handoff_status status;
    for (;;) {
        status = hf_block_read(block, batch, stats, &rejects, &count, &room);
        if (status != HANDOFF_OK) {
            break;
        }
        for (size_t row = 0; row <= batch->rows; row++) {
            uint64_t line = row < batch->rows ? batch->lines[row] : UINT64_MAX;
            for (; told < count && rejects[told].line <= line; told++) {
                if (!hf_footer_add(footer, &rejects[told])) {
                    status = HANDOFF_SYSTEM;
                }
                const hf_reject *reject;
                while ((reject = hf_footer_take(footer)) != NULL) {
                    reading_add_reject(out, reject);
                }
            }
            if (row < batch->rows) {
                hf_view cells[READING_FIELDS];
                for (size_t at = 0; at < batch->kept_count; at++) {
                    cells[at] = batch->kept[at][row];
                }
                reading_add_cells(out, line, cells, batch->kept_count);
            }
        }
        if (batch->rows == 0 || status != HANDOFF_OK) {
            break;
        }
    }
    hf_memory_free(rejects);
    return status;
}

/* All records of an input by blocks and batches, as raw cells of the columns
 * that serve the fields; closes the input. */
static inline handoff_status
reading_input(hf_input *input, const hf_fields *fields, hf_buffer *out,
              handoff_findings *findings)
{
    hf_batch batch = {0};
    hf_footer footer = {0};
    hf_field_stats stats[READING_FIELDS] = {0};
    hf_kind kinds[READING_FIELDS];
    size_t keep[READING_FIELDS];
    hf_block *block = hf_block_new();
    size_t kept = 0;
    handoff_status status =
        hf_input_bind(input, fields, false, NULL, 0, findings);
    for (size_t at = 0; status == HANDOFF_OK && at < fields->count; at++) {
        kinds[at] = hf_fields_kind(fields->specs[at].type);
        keep[kept] = hf_input_column_of(input, at);
        kept += keep[kept] != SIZE_MAX;
    }
    if (status == HANDOFF_OK) {
        status = hf_input_bind(input, fields, true, keep, kept, findings);
    }
    if (status == HANDOFF_OK &&
        (!block || !hf_batch_init(&batch, kinds, fields->count, kept))) {
        status = HANDOFF_SYSTEM;
    }
    bool has_more = true;
    while (status == HANDOFF_OK && has_more) {
        status = hf_input_next(input, block, &has_more, findings);
        if (status == HANDOFF_OK && has_more) {
            status = reading_block(block, &batch, stats, &footer, out);
        }
    }
    hf_footer_clear(&footer);
    hf_batch_clear(&batch);
    hf_block_free(block);
    hf_input_close(input);
    return status == HANDOFF_OK && out->failed ? HANDOFF_SYSTEM : status;
}

#endif
