/*
 * The typed records of an export as NDJSON: what the rules see, an object a
 * lead with a member for each field. Reading is left to csv, writing to the
 * sink; nothing is scored.
 */
#include "base/bitmap.h"
#include "base/date.h"
#include "base/json.h"
#include "base/memory.h"
#include "csv/options.h"
#include "handoff/check.h"
#include "output/sink.h"
#include "plan/plan.h"

enum { FLUSH_BYTES = 256 << 10 };

typedef struct record_writer {
    const handoff_plan *plan;
    hf_input *input;
    hf_block *block;
    hf_batch batch;
    hf_field_stats *stats;
    hf_reject *rejects;
    size_t reject_count, reject_room;
    hf_sink *sink;
    hf_buffer text;
} record_writer;

// ---- Rows ------------------------------------------------------------------

static void
add_set(hf_json *json, const hf_set *set)
{
    hf_json_open_array(json);
    for (size_t at = 0; at < set->count; at++) {
        hf_json_text(json, set->elements[at]);
    }
    hf_json_close_array(json);
}

static void
add_date(hf_json *json, int64_t seconds)
{
    hf_buffer text = {0};
    hf_date_print(&text, seconds);
    hf_json_text(json, hf_buffer_view(&text));
    json->out->failed = json->out->failed || text.failed;
    hf_buffer_clear(&text);
}

static void
add_value(hf_json *json, const hf_column *column, size_t row)
{
    if (!hf_bitmap_get(column->present, row)) {
        hf_json_null(json);
        return;
    }
    switch (column->kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        hf_json_text(json, column->texts[row]);
        break;
    case HF_KIND_NUMBER:
        hf_json_millionths(json, column->numbers[row]);
        break;
    case HF_KIND_DATE:
        add_date(json, column->numbers[row]);
        break;
    case HF_KIND_BOOLEAN:
        hf_json_bool(json, hf_bitmap_get(column->bits, row));
        break;
    case HF_KIND_SET:
        add_set(json, &column->sets[row]);
        break;
    }
}

// False when the sink takes no more.
static bool
add_rows(record_writer *writer)
{
    const hf_fields *fields = &writer->plan->fields;
    hf_json json;
    for (size_t row = 0; row < writer->batch.rows; row++) {
        hf_json_init(&json, &writer->text, HF_JSON_LINE);
        hf_json_open_object(&json);
        for (size_t field = 0; field < fields->count; field++) {
            hf_json_key_view(&json, fields->specs[field].name);
            add_value(&json, &writer->batch.columns[field], row);
        }
        hf_json_close_object(&json);
        hf_buffer_add_byte(&writer->text, '\n');
    }
    if (writer->text.len < FLUSH_BYTES) {
        return true;
    }
    bool is_written =
        hf_sink_write(writer->sink, hf_buffer_view(&writer->text));
    if (!writer->text.failed) {
        hf_buffer_reset(&writer->text);
    }
    return is_written;
}

// ---- The export ------------------------------------------------------------

static bool
init_batch(record_writer *writer)
{
    const hf_fields *fields = &writer->plan->fields;
    hf_kind *kinds = hf_memory_zero(fields->count + 1, sizeof *kinds);
    if (!kinds) {
        return false;
    }
    for (size_t at = 0; at < fields->count; at++) {
        kinds[at] = hf_fields_kind(fields->specs[at].type);
    }
    bool is_fine = hf_batch_init(&writer->batch, kinds, fields->count, 0);
    hf_memory_free(kinds);
    writer->block = hf_block_new();
    writer->stats = hf_memory_zero(fields->count + 1, sizeof *writer->stats);
    return is_fine && writer->block && writer->stats;
}

static handoff_status
open_export(record_writer *writer, const char *leads,
            const handoff_input_options *input, handoff_findings *findings)
{
    hf_input_options options;
    handoff_status status = hf_options_input(input, 0, &options, findings);
    if (status == HANDOFF_OK) {
        status = hf_input_open(leads, &options, &writer->input, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_input_bind(writer->input, &writer->plan->fields, true, NULL,
                               0, findings);
    }
    return status;
}

static handoff_status
write_block(record_writer *writer)
{
    do {
        hf_batch_reset(&writer->batch);
        writer->reject_count = 0;
        handoff_status status = hf_block_read(
            writer->block, &writer->batch, writer->stats, &writer->rejects,
            &writer->reject_count, &writer->reject_room);
        if (status != HANDOFF_OK) {
            return status;
        }
        if (!add_rows(writer)) {
            return HANDOFF_OK; // the sink knows
        }
    } while (writer->batch.rows > 0);
    return writer->text.failed ? HANDOFF_SYSTEM : HANDOFF_OK;
}

static handoff_status
write_export(record_writer *writer, handoff_findings *findings)
{
    bool has_more = true;
    handoff_status status = HANDOFF_OK;
    while (status == HANDOFF_OK && has_more && !hf_sink_is_cut(writer->sink)) {
        status =
            hf_input_next(writer->input, writer->block, &has_more, findings);
        if (status == HANDOFF_OK && has_more) {
            status = write_block(writer);
        }
    }
    if (status == HANDOFF_OK) {
        hf_sink_write(writer->sink, hf_buffer_view(&writer->text));
        status = hf_sink_commit(writer->sink, findings);
    }
    return status;
}

handoff_status
handoff_inspect_records(const handoff_plan *plan, const char *leads,
                        const handoff_input_options *input, const char *output,
                        handoff_findings *findings)
{
    record_writer writer = {.plan = plan};
    handoff_status status = open_export(&writer, leads, input, findings);
    if (status != HANDOFF_OK) {
        goto cleanup;
    }
    status = HANDOFF_SYSTEM;
    if (init_batch(&writer)) {
        status = hf_sink_open(output, HF_SINK_FLOWING, &writer.sink, findings);
    }
    if (status == HANDOFF_OK) {
        status = write_export(&writer, findings);
    }

cleanup:
    if (status == HANDOFF_SYSTEM && findings->errors == 0) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out");
    }
    hf_sink_close(writer.sink);
    hf_buffer_clear(&writer.text);
    hf_memory_free(writer.rejects);
    hf_memory_free(writer.stats);
    hf_batch_clear(&writer.batch);
    hf_block_free(writer.block);
    hf_input_close(writer.input);
    return status;
}
