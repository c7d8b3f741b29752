/*
 * Findings as SARIF 2.1.0, which code hosts and editors show beside the code
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). The codes that occur are
 * described as rules, columns count code points, and every path is a URI.
 */
#include "diag/print.h"

static void
add_number(hf_json *json, const char *key, uint64_t number)
{
    hf_json_key(json, key);
    hf_json_count(json, number);
}

// Texts of SARIF are objects, so that they may have other forms beside.
static void
add_message(hf_json *json, const char *key, const char *text)
{
    hf_json_key(json, key);
    hf_json_open_object(json);
    hf_print_json_text(json, "text", text);
    hf_json_close_object(json);
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
add_uri(hf_json *json, const char *path)
{
    hf_buffer uri = {0};
    hf_buffer_add_text(&uri, path[0] == '/' ? "file://" : "");
    for (; *path; path++) {
        if (is_path_byte(*path)) {
            hf_buffer_add_byte(&uri, *path);
        } else {
            hf_buffer_printf(&uri, "%%%02X", (unsigned char)*path);
        }
    }
    hf_json_key(json, "uri");
    hf_json_text(json, hf_buffer_view(&uri));
    json->out->failed = json->out->failed || uri.failed;
    hf_buffer_clear(&uri);
}

// A location, with a message unless it is NULL.
static void
add_location(hf_json *json, hf_span span, const char *message)
{
    hf_span end = hf_source_end(span);
    hf_json_open_object(json);
    hf_json_key(json, "physicalLocation");
    hf_json_open_object(json);
    hf_json_key(json, "artifactLocation");
    hf_json_open_object(json);
    add_uri(json, span.source->name);
    hf_json_close_object(json);
    hf_json_key(json, "region");
    hf_json_open_object(json);
    add_number(json, "startLine", hf_source_line(span));
    add_number(json, "startColumn", hf_source_column(span));
    add_number(json, "endLine", hf_source_line(end));
    add_number(json, "endColumn", hf_source_column(end));
    hf_json_close_object(json);
    hf_json_close_object(json);
    if (message) {
        add_message(json, "message", message);
    }
    hf_json_close_object(json);
}

static void
add_rule(hf_json *json, const hf_code_info *info)
{
    hf_json_open_object(json);
    hf_print_json_text(json, "id", info->code);
    add_message(json, "shortDescription", info->title);
    add_message(json, "help", info->explanation);
    hf_json_key(json, "defaultConfiguration");
    hf_json_open_object(json);
    hf_print_json_text(json, "level", hf_print_severity(info->severity));
    hf_json_close_object(json);
    hf_json_key(json, "properties");
    hf_json_open_object(json);
    hf_print_json_text(json, "category", info->category);
    hf_json_close_object(json);
    hf_json_close_object(json);
}

// The rules of all codes that occur, each once, in the catalogue's order;
// `index` is filled with where each stands.
static void
add_rules(hf_json *json, const handoff_findings *findings,
          size_t index[HF_CODE_COUNT])
{
    bool occurs[HF_CODE_COUNT] = {false};
    size_t count = 0;
    for (size_t at = 0; at < findings->count; at++) {
        occurs[findings->items[at].code] = true;
    }
    hf_json_key(json, "rules");
    hf_json_open_array(json);
    for (size_t code = 0; code < HF_CODE_COUNT; code++) {
        if (occurs[code]) {
            add_rule(json, hf_code_get((hf_code)code));
            index[code] = count++;
        }
    }
    hf_json_close_array(json);
}

static void
add_result_message(hf_json *json, const hf_finding *finding)
{
    hf_buffer message = {0};
    hf_buffer_add_text(&message, finding->message);
    if (finding->hint) {
        hf_buffer_add_text(&message, "; ");
        hf_buffer_add_text(&message, finding->hint);
    }
    const char *text = hf_buffer_text(&message);
    add_message(json, "message", text ? text : "");
    json->out->failed = json->out->failed || message.failed;
    hf_buffer_clear(&message);
}

static void
add_result(hf_json *json, const hf_finding *finding, size_t rule_at)
{
    hf_json_open_object(json);
    hf_print_json_text(json, "ruleId", hf_code_get(finding->code)->code);
    add_number(json, "ruleIndex", rule_at);
    hf_print_json_text(json, "level", hf_print_severity(finding->severity));
    add_result_message(json, finding);
    if (finding->span.source) {
        hf_json_key(json, "locations");
        hf_json_open_array(json);
        add_location(json, finding->span, NULL);
        hf_json_close_array(json);
    }
    if (finding->other.source) {
        hf_json_key(json, "relatedLocations");
        hf_json_open_array(json);
        add_location(json, finding->other, finding->other_message);
        hf_json_close_array(json);
    }
    hf_json_close_object(json);
}

// The one run of the log: which tool, then what it found.
static void
add_run(hf_json *json, const handoff_findings *findings)
{
    size_t index[HF_CODE_COUNT] = {0};
    hf_json_open_object(json);
    hf_json_key(json, "tool");
    hf_json_open_object(json);
    hf_json_key(json, "driver");
    hf_json_open_object(json);
    hf_print_json_text(json, "name", "handoff");
    hf_print_json_text(json, "version", HANDOFF_VERSION);
    add_rules(json, findings, index);
    hf_json_close_object(json);
    hf_json_close_object(json);
    hf_print_json_text(json, "columnKind", "unicodeCodePoints");
    hf_json_key(json, "results");
    hf_json_open_array(json);
    for (size_t at = 0; at < findings->count; at++) {
        const hf_finding *finding = &findings->items[at];
        add_result(json, finding, index[finding->code]);
    }
    hf_json_close_array(json);
    hf_json_close_object(json);
}

void
hf_print_sarif(hf_buffer *out, const handoff_findings *findings)
{
    hf_json json;
    hf_json_init(&json, out, HF_JSON_INDENTED);
    hf_json_open_object(&json);
    hf_print_json_text(&json, "$schema",
                       "https://json.schemastore.org/sarif-2.1.0.json");
    hf_print_json_text(&json, "version", "2.1.0");
    hf_json_key(&json, "runs");
    hf_json_open_array(&json);
    add_run(&json, findings);
    hf_json_close_array(&json);
    hf_json_close_object(&json);
    hf_buffer_add_byte(out, '\n');
}
