/*
 * How an export is read, for programs: the same figures as for people, under
 * names, all of them.
 */
#include "check/inspect.h"

#include "base/json.h"

static void
add_text(hf_json *json, const char *key, hf_view text)
{
    hf_json_key(json, key);
    hf_json_text(json, text);
}

static void
add_count(hf_json *json, const char *key, uint64_t count)
{
    hf_json_key(json, key);
    hf_json_count(json, count);
}

static void
add_bool(hf_json *json, const char *key, bool value)
{
    hf_json_key(json, key);
    hf_json_bool(json, value);
}

static void
add_dialect(hf_json *json, const hf_inspect *inspect)
{
    const hf_input *input = inspect->scan.input;
    char separator = hf_input_separator(input);
    hf_json_key(json, "dialect");
    hf_json_open_object(json);
    add_text(json, "format", hf_view_of(hf_inspect_format(inspect)));
    if (!hf_input_is_ndjson(input)) {
        add_text(json, "separator", (hf_view){&separator, 1});
        add_bool(json, "separator_given", inspect->given->separator >= 0);
    }
    add_text(json, "encoding", hf_view_of(hf_inspect_encoding(inspect)));
    add_bool(json, "encoding_given", inspect->given->encoding != NULL);
    add_bool(json, "byte_order_mark", hf_input_had_bom(input));
    add_text(json, "line_end", hf_view_of(hf_input_line_end(input)));
    add_count(json, "footer_lines", inspect->scan.footer_size.lines);
    hf_json_close_object(json);
}

static void
add_records(hf_json *json, const hf_scan *scan)
{
    add_count(json, "leads", scan->leads);
    add_count(json, "rejected", scan->rejected);
    hf_json_key(json, "rejects");
    hf_json_open_array(json);
    for (int at = 0; at < HF_REJECT_COUNT; at++) {
        if (scan->reasons[at] > 0) {
            hf_json_open_object(json);
            add_text(json, "reason",
                     hf_view_of(hf_reject_name((hf_reject_reason)at)));
            add_count(json, "count", scan->reasons[at]);
            add_count(json, "first_line", scan->first[at].line);
            hf_json_close_object(json);
        }
    }
    hf_json_close_array(json);
}

static void
add_ids(hf_json *json, const hf_inspect *inspect)
{
    hf_json_key(json, "ids");
    hf_json_open_object(json);
    add_count(json, "looked_at", inspect->id_leads);
    add_count(json, "come_again", inspect->repeats);
    if (inspect->repeats > 0) {
        add_count(json, "first_line", inspect->repeat_line);
    }
    hf_json_close_object(json);
}

static void
add_field(hf_json *json, const hf_inspect *inspect, size_t field)
{
    const hf_fields *fields = &inspect->scan.plan->fields;
    const hf_field_spec *spec = &fields->specs[field];
    const hf_field_stats *stats = &inspect->scan.stats[field];
    hf_view column;
    hf_json_open_object(json);
    add_text(json, "field", spec->name);
    hf_json_key(json, "column");
    if (hf_inspect_column(inspect, field, &column)) {
        hf_json_text(json, column);
    } else {
        hf_json_null(json);
    }
    add_text(json, "type", hf_view_of(hf_inspect_type(spec)));
    add_bool(json, "optional", spec->is_optional);
    add_bool(json, "personal", spec->is_personal);
    add_bool(json, "used", spec->is_used || field == fields->id);
    add_count(json, "present", stats->present);
    add_count(json, "missing", stats->missing);
    add_count(json, "unparsed", stats->unparsed);
    if (stats->unparsed > 0) {
        add_count(json, "example_line", stats->example_line);
        if (hf_inspect_shows(inspect, field)) {
            add_text(json, "example", hf_view_of(stats->example));
        }
    }
    hf_json_close_object(json);
}

char *
hf_inspect_json(const hf_inspect *inspect)
{
    size_t count;
    const hf_view *header = hf_input_header(inspect->scan.input, &count);
    hf_buffer out = {0};
    hf_json json;
    hf_json_init(&json, &out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    add_text(&json, "export", hf_view_of(hf_input_name(inspect->scan.input)));
    add_dialect(&json, inspect);
    add_records(&json, &inspect->scan);
    add_ids(&json, inspect);
    hf_json_key(&json, "fields");
    hf_json_open_array(&json);
    for (size_t at = 0; at < inspect->scan.plan->fields.count; at++) {
        add_field(&json, inspect, at);
    }
    hf_json_close_array(&json);
    hf_json_key(&json, "unused_columns");
    hf_json_open_array(&json);
    for (size_t at = 0; at < count; at++) {
        if (hf_inspect_is_unused(inspect, at)) {
            hf_json_text(&json, hf_view_trim(header[at]));
        }
    }
    hf_json_close_array(&json);
    hf_json_close_object(&json);
    hf_buffer_add_byte(&out, '\n');
    if (!hf_buffer_text(&out)) {
        hf_buffer_clear(&out);
    }
    return out.ptr;
}
