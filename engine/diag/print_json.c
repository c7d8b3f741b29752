/*
 * Findings for programs: one JSON object, one finding a line. Keys that have
 * no value (hint, place, related) are left out.
 */
#include "diag/print.h"

#include "base/utf8.h"

// The escape of a byte that may not stand in a JSON string, NULL if it may.
static const char *
escape_of(char byte)
{
    switch (byte) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

static void
add_valid(hf_buffer *out, hf_view text)
{
    for (size_t at = 0; at < text.len; at++) {
        const char *escape = escape_of(text.ptr[at]);
        unsigned char byte = (unsigned char)text.ptr[at];
        if (escape) {
            hf_buffer_add_text(out, escape);
        } else if (byte < 0x20 || byte == 0x7f) {
            hf_buffer_printf(out, "\\u%04x", byte);
        } else {
            hf_buffer_add_byte(out, text.ptr[at]);
        }
    }
}

void
hf_print_json_string(hf_buffer *out, hf_view text)
{
    hf_buffer_add_byte(out, '"');
    for (;;) {
        size_t valid = hf_utf8_invalid_at(text);
        add_valid(out, hf_view_slice(text, 0, valid));
        if (valid == text.len) {
            break;
        }
        hf_buffer_add_text(out, "\xef\xbf\xbd");
        text = hf_view_slice(text, valid + 1, text.len);
    }
    hf_buffer_add_byte(out, '"');
}

static void
add_member(hf_buffer *out, const char *key, const char *text)
{
    hf_buffer_printf(out, "\"%s\":", key);
    hf_print_json_string(out, hf_view_of(text));
}

static void
add_place(hf_buffer *out, hf_span span)
{
    hf_span end = hf_source_end(span);
    add_member(out, "file", span.source->name);
    hf_buffer_printf(
        out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u",
        hf_source_line(span), hf_source_column(span), hf_source_line(end),
        hf_source_column(end));
}

static void
add_finding(hf_buffer *out, const hf_finding *finding)
{
    const hf_code_info *info = hf_code_get(finding->code);
    hf_buffer_add_byte(out, '{');
    add_member(out, "code", info->code);
    hf_buffer_add_byte(out, ',');
    add_member(out, "severity", hf_print_severity(finding->severity));
    hf_buffer_add_byte(out, ',');
    add_member(out, "category", info->category);
    hf_buffer_add_byte(out, ',');
    add_member(out, "message", finding->message);
    if (finding->hint) {
        hf_buffer_add_byte(out, ',');
        add_member(out, "hint", finding->hint);
    }
    if (finding->span.source) {
        hf_buffer_add_byte(out, ',');
        add_place(out, finding->span);
    }
    if (finding->other.source) {
        hf_buffer_add_text(out, ",\"related\":{");
        add_place(out, finding->other);
        hf_buffer_add_byte(out, ',');
        add_member(out, "message", finding->other_message);
        hf_buffer_add_byte(out, '}');
    }
    hf_buffer_add_byte(out, '}');
}

void
hf_print_json(hf_buffer *out, const handoff_findings *findings)
{
    hf_buffer_add_text(out, "{\"findings\":[");
    for (size_t at = 0; at < findings->count; at++) {
        hf_buffer_add_text(out, at ? ",\n" : "\n");
        add_finding(out, &findings->items[at]);
    }
    hf_buffer_printf(out,
                     "%s],\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu}\n",
                     findings->count ? "\n" : "", findings->errors,
                     findings->warnings, findings->notes);
}
