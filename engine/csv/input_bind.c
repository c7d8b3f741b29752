/*
 * Which column serves which field, by the header. What the rules need and the
 * header lacks, or has twice, is told for all fields at once; the nearest
 * header cell is offered.
 */
#include "csv/inside.h"

#include "base/nearest.h"

#include <string.h>

// How often the header has a name, trimmed and folded, and where first.
static size_t
find_column(const hf_shape *shape, hf_view name, size_t *at)
{
    size_t count = 0;
    name = hf_view_trim(name);
    for (size_t column = 0; column < shape->width; column++) {
        hf_view cell = hf_view_trim(shape->header[column]);
        if (hf_view_equal_fold(cell, name) && count++ == 0) {
            *at = column;
        }
    }
    return count;
}

static void
report_twice(const hf_input *input, const hf_field_spec *spec, hf_view name,
             handoff_findings *findings)
{
    hf_findings_add(
        findings, HF_CODE_COLUMN_TWICE, (hf_span){0},
        "'%s': the header has '%.*s' more than once, which field '%.*s' needs",
        input->name, (int)name.len, name.ptr, (int)spec->name.len,
        spec->name.ptr);
}

static void
report_missing(const hf_input *input, const hf_field_spec *spec,
               handoff_findings *findings)
{
    hf_buffer tried = {0};
    hf_view nearest = {0};
    for (size_t at = 0; at < spec->column_count; at++) {
        hf_view name = spec->columns[at];
        hf_buffer_printf(&tried, "%s'%.*s'", at ? ", " : "", (int)name.len,
                         name.ptr);
        if (nearest.len == 0) {
            nearest = hf_nearest(name, input->shape.header, input->shape.width);
        }
    }
    const char *names = hf_buffer_text(&tried);
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_NO_COLUMN, (hf_span){0},
                        "'%s' has no column for field '%.*s'; tried %s",
                        input->name, (int)spec->name.len, spec->name.ptr,
                        names ? names : "all of its names");
    if (nearest.len > 0) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         (int)nearest.len, nearest.ptr);
    } else if (input->has_more_keys) {
        hf_findings_hint(findings, finding,
                         "the keys of NDJSON are those of its first 1 MiB; "
                         "give the first line every key");
    }
    hf_buffer_clear(&tried);
}

// Header index of a field, SIZE_MAX without one; false with a finding.
static bool
bind_field(const hf_input *input, const hf_field_spec *spec, size_t *column,
           handoff_findings *findings)
{
    *column = SIZE_MAX;
    for (size_t at = 0; at < spec->column_count; at++) {
        size_t count = find_column(&input->shape, spec->columns[at], column);
        if (count > 1) {
            report_twice(input, spec, spec->columns[at], findings);
            return false;
        }
        if (count == 1) {
            return true;
        }
    }
    if (!spec->is_optional) {
        report_missing(input, spec, findings);
    }
    return spec->is_optional;
}

// Without a header the columns are the fields, in their order.
static handoff_status
make_header(hf_input *input, const hf_fields *fields,
            handoff_findings *findings)
{
    hf_shape *shape = &input->shape;
    hf_view *header =
        hf_arena_zero(&input->arena, fields->count, sizeof *header);
    if (!header) {
        return hf_input_no_memory(findings);
    }
    for (size_t field = 0; field < fields->count; field++) {
        const hf_field_spec *spec = &fields->specs[field];
        header[field] = spec->column_count > 0 ? spec->columns[0] : spec->name;
        shape->column_of[field] = field;
        if (!shape->is_ndjson) {
            continue;
        }
        uint32_t key = hf_table_intern(&shape->keys, header[field]);
        if (key == HF_TABLE_NONE) {
            return hf_input_no_memory(findings);
        }
        shape->column_of[field] = key;
    }
    shape->header = shape->is_ndjson ? shape->keys.texts : header;
    shape->width = shape->is_ndjson ? shape->keys.count : fields->count;
    return HANDOFF_OK;
}

// Cells of a row of NDJSON, for the columns that someone reads.
static handoff_status
give_slots(hf_input *input, handoff_findings *findings)
{
    hf_shape *shape = &input->shape;
    shape->slot_of =
        hf_arena_alloc(&input->arena, shape->width * sizeof *shape->slot_of);
    if (!shape->slot_of) {
        return hf_input_no_memory(findings);
    }
    for (size_t column = 0; column < shape->width; column++) {
        shape->slot_of[column] = SIZE_MAX;
    }
    shape->slot_count = 0;
    for (size_t at = 0; at < shape->fields->count + shape->keep_count; at++) {
        bool is_field = at < shape->fields->count;
        size_t column = is_field ? shape->column_of[at]
                                 : shape->keep[at - shape->fields->count];
        bool is_read =
            !is_field || shape->is_read[at] || at == shape->fields->id;
        if (is_read && column != SIZE_MAX &&
            shape->slot_of[column] == SIZE_MAX) {
            shape->slot_of[column] = shape->slot_count++;
        }
    }
    return HANDOFF_OK;
}

handoff_status
hf_input_bind(hf_input *input, const hf_fields *fields, bool reads_all,
              const size_t *keep, size_t keep_count, handoff_findings *findings)
{
    hf_shape *shape = &input->shape;
    hf_arena *arena = &input->arena;
    size_t *kept = hf_arena_zero(arena, keep_count, sizeof *kept);
    shape->column_of =
        hf_arena_zero(arena, fields->count, sizeof *shape->column_of);
    shape->is_read =
        hf_arena_zero(arena, fields->count, sizeof *shape->is_read);
    if (!kept || !shape->column_of || !shape->is_read) {
        return hf_input_no_memory(findings);
    }
    if (keep_count > 0) {
        memcpy(kept, keep, keep_count * sizeof *kept);
    }
    shape->fields = fields;
    shape->keep = kept;
    shape->keep_count = keep_count;
    handoff_status status = HANDOFF_OK;
    if (!input->options.has_header) {
        status = make_header(input, fields, findings);
    }
    for (size_t field = 0; field < fields->count; field++) {
        const hf_field_spec *spec = &fields->specs[field];
        shape->is_read[field] = reads_all || spec->is_used;
        if (input->options.has_header &&
            !bind_field(input, spec, &shape->column_of[field], findings)) {
            status = HANDOFF_DATA;
        }
    }
    if (status == HANDOFF_OK && shape->is_ndjson) {
        status = give_slots(input, findings);
    }
    return status;
}

size_t
hf_input_column_of(const hf_input *input, size_t field)
{
    return input->shape.column_of[field];
}
