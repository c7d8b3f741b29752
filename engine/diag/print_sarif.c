/*
 * Findings as SARIF 2.1.0, which code hosts and editors show beside the code
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). The codes that occur are
 * described as rules, columns count code points, and every path is a URI.
 */
#include "diag/print.h"

static void
add_text_object(hf_buffer *out, const char *key, const char *text)
{
    hf_buffer_printf(out, "\"%s\":{\"text\":", key);
    hf_print_json_string(out, hf_view_of(text));
    hf_buffer_add_byte(out, '}');
}

// Whether a byte stands for itself in the path of a URI (RFC 3986, 3.3,
// without the colon, which could end a scheme).
static bool
is_path_byte(char byte)
{
    unsigned char letter = (unsigned char)(byte | 32);
    return (letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '/' || byte == '-' || byte == '.' || byte == '_' ||
           byte == '~';
}

static void
add_uri(hf_buffer *out, const char *path)
{
    hf_buffer_add_byte(out, '"');
    hf_buffer_add_text(out, path[0] == '/' ? "file://" : "");
    for (; *path; path++) {
        if (is_path_byte(*path)) {
            hf_buffer_add_byte(out, *path);
        } else {
            hf_buffer_printf(out, "%%%02X", (unsigned char)*path);
        }
    }
    hf_buffer_add_byte(out, '"');
}

// A location, the message with it when there is one.
static void
add_location(hf_buffer *out, hf_span span, const char *message)
{
    hf_span end = hf_source_end(span);
    hf_buffer_add_text(out,
                       "{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    add_uri(out, span.source->name);
    hf_buffer_printf(out,
                     "},\"region\":{\"startLine\":%u,\"startColumn\":%u,"
                     "\"endLine\":%u,\"endColumn\":%u}}",
                     hf_source_line(span), hf_source_column(span),
                     hf_source_line(end), hf_source_column(end));
    if (message) {
        hf_buffer_add_byte(out, ',');
        add_text_object(out, "message", message);
    }
    hf_buffer_add_byte(out, '}');
}

static void
add_rule(hf_buffer *out, const hf_code_info *info)
{
    hf_buffer_printf(out, "{\"id\":\"%s\",", info->code);
    add_text_object(out, "shortDescription", info->title);
    hf_buffer_add_byte(out, ',');
    add_text_object(out, "help", info->explanation);
    hf_buffer_printf(out,
                     ",\"defaultConfiguration\":{\"level\":\"%s\"},"
                     "\"properties\":{\"category\":",
                     hf_print_severity(info->severity));
    hf_print_json_string(out, hf_view_of(info->category));
    hf_buffer_add_text(out, "}}");
}

// The rules of all codes that occur, each once, in the catalogue's order;
// `index` is filled with where each stands.
static void
add_rules(hf_buffer *out, const handoff_findings *findings,
          size_t index[HF_CODE_COUNT])
{
    bool occurs[HF_CODE_COUNT] = {false};
    size_t count = 0;
    for (size_t at = 0; at < findings->count; at++) {
        occurs[findings->items[at].code] = true;
    }
    for (size_t code = 0; code < HF_CODE_COUNT; code++) {
        if (occurs[code]) {
            hf_buffer_add_text(out, count ? ",\n" : "\n");
            add_rule(out, hf_code_get((hf_code)code));
            index[code] = count++;
        }
    }
}

static void
add_message(hf_buffer *out, const hf_finding *finding)
{
    hf_buffer message = {0};
    hf_buffer_add_text(&message, finding->message);
    if (finding->hint) {
        hf_buffer_printf(&message, "; %s", finding->hint);
    }
    const char *text = hf_buffer_text(&message);
    if (text) {
        add_text_object(out, "message", text);
    } else {
        out->failed = true;
    }
    hf_buffer_clear(&message);
}

static void
add_result(hf_buffer *out, const hf_finding *finding, size_t rule_at)
{
    hf_buffer_printf(out,
                     "{\"ruleId\":\"%s\",\"ruleIndex\":%zu,\"level\":\"%s\",",
                     hf_code_get(finding->code)->code, rule_at,
                     hf_print_severity(finding->severity));
    add_message(out, finding);
    if (finding->span.source) {
        hf_buffer_add_text(out, ",\"locations\":[");
        add_location(out, finding->span, NULL);
        hf_buffer_add_byte(out, ']');
    }
    if (finding->other.source) {
        hf_buffer_add_text(out, ",\"relatedLocations\":[");
        add_location(out, finding->other, finding->other_message);
        hf_buffer_add_byte(out, ']');
    }
    hf_buffer_add_byte(out, '}');
}

void
hf_print_sarif(hf_buffer *out, const handoff_findings *findings)
{
    size_t index[HF_CODE_COUNT] = {0};
    hf_buffer_add_text(
        out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
             "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":"
             "{\"name\":\"handoff\",\"version\":\"" HANDOFF_VERSION "\","
             "\"rules\":[");
    add_rules(out, findings, index);
    hf_buffer_add_text(
        out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
    for (size_t at = 0; at < findings->count; at++) {
        const hf_finding *finding = &findings->items[at];
        hf_buffer_add_text(out, at ? ",\n" : "\n");
        add_result(out, finding, index[finding->code]);
    }
    hf_buffer_add_text(out, "]}]}\n");
}
