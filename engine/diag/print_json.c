/*
 * Findings for programs: one JSON object. Keys that have no value (hint,
 * place, related) are left out.
 */
#include "diag/print.h"

#include "base/utf8.h"

void
hf_print_json_text(hf_json *json, const char *key, const char *text)
{
    hf_view rest = hf_view_of(text);
    hf_json_key(json, key);
    if (hf_utf8_invalid_at(rest) == rest.len) {
        hf_json_text(json, rest);
        return;
    }
    hf_buffer valid = {0};
    while (rest.len > 0) {
        size_t len = hf_utf8_invalid_at(rest);
        hf_buffer_add(&valid, rest.ptr, len);
        if (len < rest.len) {
            hf_utf8_add(&valid, 0xfffd);
        }
        rest = hf_view_slice(rest, len + 1, rest.len);
    }
    hf_json_text(json, hf_buffer_view(&valid));
    json->out->failed = json->out->failed || valid.failed;
    hf_buffer_clear(&valid);
}

static void
add_count(hf_json *json, const char *key, size_t count)
{
    hf_json_key(json, key);
    hf_json_count(json, count);
}

static void
add_place(hf_json *json, hf_span span)
{
    hf_span end = hf_source_end(span);
    hf_print_json_text(json, "file", span.source->name);
    add_count(json, "line", hf_source_line(span));
    add_count(json, "column", hf_source_column(span));
    add_count(json, "end_line", hf_source_line(end));
    add_count(json, "end_column", hf_source_column(end));
}

static void
add_finding(hf_json *json, const hf_finding *finding)
{
    const hf_code_info *info = hf_code_get(finding->code);
    hf_json_open_object(json);
    hf_print_json_text(json, "code", info->code);
    hf_print_json_text(json, "severity", hf_print_severity(finding->severity));
    hf_print_json_text(json, "category", info->category);
    hf_print_json_text(json, "message", finding->message);
    if (finding->hint) {
        hf_print_json_text(json, "hint", finding->hint);
    }
    if (finding->span.source) {
        add_place(json, finding->span);
    }
    if (finding->other.source) {
        hf_json_key(json, "related");
        hf_json_open_object(json);
        add_place(json, finding->other);
        hf_print_json_text(json, "message", finding->other_message);
        hf_json_close_object(json);
    }
    hf_json_close_object(json);
}

void
hf_print_json(hf_buffer *out, const handoff_findings *findings)
{
    hf_json json;
    hf_json_init(&json, out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    hf_json_key(&json, "findings");
    hf_json_open_array(&json);
    for (size_t at = 0; at < findings->count; at++) {
        add_finding(&json, &findings->items[at]);
    }
    hf_json_close_array(&json);
    add_count(&json, "errors", findings->errors);
    add_count(&json, "warnings", findings->warnings);
    add_count(&json, "notes", findings->notes);
    hf_json_close_object(&json);
    hf_buffer_add_byte(out, '\n');
}
