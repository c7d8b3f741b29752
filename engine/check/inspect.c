/*
 * Reads an export whole and notes how it was understood: dialect, columns,
 * values that read and that did not, rejects, ids that come again. The rows
 * themselves are not kept, so that memory does not grow with them.
 */
#include "check/inspect.h"

#include "base/memory.h"
#include "check/probe.h"

// ---- Ids -------------------------------------------------------------------

static bool
grow_ids(hf_inspect *inspect)
{
    size_t slots = inspect->id_mask ? (inspect->id_mask + 1) * 2 : 1024;
    uint64_t *ids = hf_memory_zero(slots, sizeof *ids);
    if (!ids) {
        return false;
    }
    for (size_t at = 0; inspect->ids && at <= inspect->id_mask; at++) {
        uint64_t hash = inspect->ids[at];
        size_t slot = hash & (slots - 1);
        while (hash && ids[slot]) {
            slot = (slot + 1) & (slots - 1);
        }
        ids[slot] = hash ? hash : ids[slot];
    }
    hf_memory_free(inspect->ids);
    inspect->ids = ids;
    inspect->id_mask = slots - 1;
    return true;
}

// Two ids with one hash of 64 bits would count as one: among two million, one
// time in ten million exports.
static void
note_id(hf_inspect *inspect, hf_view id, uint64_t line)
{
    uint64_t hash = hf_view_hash(id);
    hash = hash ? hash : 1;
    size_t slot = hash & inspect->id_mask;
    while (inspect->ids[slot] && inspect->ids[slot] != hash) {
        slot = (slot + 1) & inspect->id_mask;
    }
    inspect->id_leads++;
    if (!inspect->ids[slot]) {
        inspect->ids[slot] = hash;
        inspect->id_count++;
    } else if (inspect->repeats++ == 0) {
        inspect->repeat_line = line;
    }
}

static bool
note_ids(hf_inspect *inspect)
{
    const hf_batch *batch = &inspect->scan.batch;
    for (size_t row = 0; row < batch->rows; row++) {
        if (inspect->id_count >= HF_INSPECT_IDS) {
            return true;
        }
        if (inspect->id_count * 2 >= inspect->id_mask && !grow_ids(inspect)) {
            return false;
        }
        note_id(inspect, batch->leads[row], batch->lines[row]);
    }
    return true;
}

// ---- Words -----------------------------------------------------------------

const char *
hf_inspect_format(const hf_inspect *inspect)
{
    const hf_input *input = inspect->scan.input;
    return hf_input_is_ndjson(input)           ? "NDJSON"
           : hf_input_separator(input) == '\t' ? "TSV"
                                               : "CSV";
}

const char *
hf_inspect_encoding(const hf_inspect *inspect)
{
    switch (hf_input_encoding(inspect->scan.input)) {
    case HF_ENCODING_AUTO:
    case HF_ENCODING_UTF8:
        break;
    case HF_ENCODING_UTF16LE:
        return "UTF-16LE";
    case HF_ENCODING_UTF16BE:
        return "UTF-16BE";
    case HF_ENCODING_WINDOWS_1252:
        return "Windows-1252";
    }
    return "UTF-8";
}

hf_view
hf_inspect_separator(const hf_inspect *inspect, char room[4])
{
    char separator = hf_input_separator(inspect->scan.input);
    if (separator == '\t') {
        return HF_VIEW("TAB");
    }
    room[0] = room[2] = '\'';
    room[1] = separator;
    return (hf_view){room, 3};
}

const char *
hf_inspect_type(const hf_field_spec *spec)
{
    switch (spec->type) {
    case HF_CELL_TEXT:
        return "text";
    case HF_CELL_ID:
        return "id";
    case HF_CELL_EMAIL:
        return "email";
    case HF_CELL_NUMBER:
        return "number";
    case HF_CELL_MONEY:
        return "money";
    case HF_CELL_RANGE:
        return "range";
    case HF_CELL_DATE:
        return "date";
    case HF_CELL_BOOLEAN:
        return "boolean";
    case HF_CELL_SET:
        return "set";
    }
    return "";
}

bool
hf_inspect_column(const hf_inspect *inspect, size_t field, hf_view *out)
{
    size_t count;
    const hf_view *header = hf_input_header(inspect->scan.input, &count);
    size_t column = hf_input_column_of(inspect->scan.input, field);
    if (column >= count) {
        return false;
    }
    *out = hf_view_trim(header[column]);
    return true;
}

bool
hf_inspect_is_unused(const hf_inspect *inspect, size_t column)
{
    const hf_fields *fields = &inspect->scan.plan->fields;
    for (size_t field = 0; field < fields->count; field++) {
        if (hf_input_column_of(inspect->scan.input, field) == column) {
            return false;
        }
    }
    return true;
}

bool
hf_inspect_shows(const hf_inspect *inspect, size_t field)
{
    return inspect->shows_values ||
           !inspect->scan.plan->fields.specs[field].is_personal;
}

// ---- All -------------------------------------------------------------------

static handoff_status
look(hf_inspect *inspect, const handoff_plan *plan, const char *leads,
     handoff_findings *findings)
{
    hf_scan *scan = &inspect->scan;
    handoff_status status = hf_scan_open(scan, leads, inspect->given, plan,
                                         HF_SCAN_NO_CELLS, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    do {
        status = hf_scan_next(scan, findings);
        if (status == HANDOFF_OK && !note_ids(inspect)) {
            status = HANDOFF_SYSTEM;
        }
    } while (status == HANDOFF_OK && scan->batch.rows > 0);
    return status;
}

handoff_status
handoff_inspect(const handoff_plan *plan, const char *leads,
                const handoff_input_options *input, handoff_shape shape,
                int width, int show_values, char **out,
                handoff_findings *findings)
{
    hf_inspect inspect = {.given = input, .shows_values = show_values};
    handoff_status status = look(&inspect, plan, leads, findings);
    if (status == HANDOFF_OK) {
        char *text = shape == HANDOFF_SHAPE_JSON
                         ? hf_inspect_json(&inspect)
                         : hf_inspect_text(&inspect, shape, width);
        if (text) {
            *out = text;
        } else {
            status = HANDOFF_SYSTEM;
        }
    }
    hf_memory_free(inspect.ids);
    hf_scan_close(&inspect.scan);
    return hf_probe_conclude(status, findings);
}
