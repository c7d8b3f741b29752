/*
 * The JSON emitter: values in, text in a buffer out. It puts the commas and
 * the blanks; that keys and closings are where they must be, and that texts
 * are UTF-8, is the caller's to see to.
 */
#include "base/json.h"

#include "base/decimal.h"

void
hf_json_init(hf_json *json, hf_buffer *out, hf_json_layout layout)
{
    *json = (hf_json){.out = out, .layout = layout};
}

// ---- Strings ---------------------------------------------------------------

static bool
is_plain(unsigned char byte)
{
    return byte >= ' ' && byte != '"' && byte != '\\';
}

static void
add_escape(hf_buffer *out, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";
    static const char from[] = "\"\\\b\f\n\r\t";
    static const char to[] = "\"\\bfnrt";
    for (size_t at = 0; from[at]; at++) {
        if ((unsigned char)from[at] == byte) {
            char pair[2] = {'\\', to[at]};
            hf_buffer_add(out, pair, sizeof pair);
            return;
        }
    }
    char code[6] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
    hf_buffer_add(out, code, sizeof code);
}

void
hf_json_add_string(hf_buffer *out, hf_view text)
{
    hf_buffer_add_byte(out, '"');
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (!is_plain((unsigned char)text.ptr[at])) {
            hf_buffer_add(out, text.ptr + from, at - from);
            add_escape(out, (unsigned char)text.ptr[at]);
            from = at + 1;
        }
    }
    if (text.len > from) {
        hf_buffer_add(out, text.ptr + from, text.len - from);
    }
    hf_buffer_add_byte(out, '"');
}

// ---- Shape -----------------------------------------------------------------

static void
add_line(hf_json *json)
{
    if (json->layout == HF_JSON_INDENTED) {
        hf_buffer_add_byte(json->out, '\n');
        for (unsigned level = 0; level < json->depth; level++) {
            hf_buffer_add_text(json->out, "  ");
        }
    }
}

// What stands before a key or a value: a comma, a new line, nothing.
static void
begin_member(hf_json *json)
{
    if (json->has_key) {
        json->has_key = false;
        return;
    }
    if (json->has_members) {
        hf_buffer_add_byte(json->out, ',');
    }
    if (json->depth > 0) {
        add_line(json);
    }
    json->has_members = true;
}

static void
open_bracket(hf_json *json, char bracket)
{
    begin_member(json);
    hf_buffer_add_byte(json->out, bracket);
    json->depth++;
    json->has_members = false;
}

static void
close_bracket(hf_json *json, char bracket)
{
    json->depth--;
    if (json->has_members) {
        add_line(json);
    }
    hf_buffer_add_byte(json->out, bracket);
    json->has_members = true;
}

void
hf_json_open_object(hf_json *json)
{
    open_bracket(json, '{');
}

void
hf_json_close_object(hf_json *json)
{
    close_bracket(json, '}');
}

void
hf_json_open_array(hf_json *json)
{
    open_bracket(json, '[');
}

void
hf_json_close_array(hf_json *json)
{
    close_bracket(json, ']');
}

void
hf_json_key(hf_json *json, const char *key)
{
    hf_json_key_view(json, hf_view_of(key));
}

void
hf_json_key_view(hf_json *json, hf_view key)
{
    begin_member(json);
    hf_json_add_string(json->out, key);
    hf_buffer_add_byte(json->out, ':');
    if (json->layout == HF_JSON_INDENTED) {
        hf_buffer_add_byte(json->out, ' ');
    }
    json->has_key = true;
}

// ---- Values ----------------------------------------------------------------

void
hf_json_text(hf_json *json, hf_view text)
{
    begin_member(json);
    hf_json_add_string(json->out, text);
}

void
hf_json_int(hf_json *json, int64_t number)
{
    begin_member(json);
    hf_buffer_add_int(json->out, number);
}

void
hf_json_count(hf_json *json, uint64_t number)
{
    // No count of things reaches 2^63.
    hf_json_int(json, number > INT64_MAX ? INT64_MAX : (int64_t)number);
}

void
hf_json_millionths(hf_json *json, int64_t number)
{
    begin_member(json);
    hf_decimal_print(json->out, number);
}

void
hf_json_digits(hf_json *json, hf_view digits)
{
    begin_member(json);
    hf_buffer_add_view(json->out, digits);
}

void
hf_json_bool(hf_json *json, bool value)
{
    begin_member(json);
    hf_buffer_add_text(json->out, value ? "true" : "false");
}

void
hf_json_null(hf_json *json)
{
    begin_member(json);
    hf_buffer_add_text(json->out, "null");
}
