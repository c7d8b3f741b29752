/*
 * A JSON emitter over a buffer. It keeps one bit a level for "a comma is due"
 * and one for "on one line", so that a document can hold small objects that
 * read as rows. Numbers are whole or millionths: nothing here is floating
 * point. Whether keys repeat is the caller's business.
 */
#include "base/json.h"

#include "base/decimal.h"

#include <assert.h>

static void
break_line(hf_json *json)
{
    if (json->indent == 0 || (json->is_line >> json->depth & 1)) {
        return;
    }
    hf_buffer_add_byte(json->out, '\n');
    for (int at = 0; at < json->depth * json->indent; at++) {
        hf_buffer_add_byte(json->out, ' ');
    }
}

// What stands between the last thing written and the next one.
static void
begin_member(hf_json *json)
{
    if (json->has_key) {
        json->has_key = false;
        return;
    }
    uint64_t bit = (uint64_t)1 << json->depth;
    if (json->depth == 0) {
        return;
    }
    if (json->has_members & bit) {
        hf_buffer_add_byte(json->out, ',');
        if (json->indent > 0 && (json->is_line & bit)) {
            hf_buffer_add_byte(json->out, ' ');
        }
    }
    json->has_members |= bit;
    break_line(json);
}

static void
open_container(hf_json *json, char opener, char closer, bool on_line)
{
    begin_member(json);
    assert(json->depth + 1 < HF_JSON_DEPTH);
    bool in_line = json->is_line >> json->depth & 1;
    json->depth++;
    uint64_t bit = (uint64_t)1 << json->depth;
    json->has_members &= ~bit;
    json->is_line =
        on_line || in_line ? json->is_line | bit : json->is_line & ~bit;
    json->closers[json->depth] = closer;
    hf_buffer_add_byte(json->out, opener);
}

void
hf_json_object(hf_json *json)
{
    open_container(json, '{', '}', false);
}

void
hf_json_array(hf_json *json)
{
    open_container(json, '[', ']', false);
}

void
hf_json_line_object(hf_json *json)
{
    open_container(json, '{', '}', true);
}

void
hf_json_line_array(hf_json *json)
{
    open_container(json, '[', ']', true);
}

void
hf_json_end(hf_json *json)
{
    assert(json->depth > 0);
    int depth = json->depth;
    bool is_empty = !(json->has_members >> depth & 1);
    bool on_line = json->is_line >> depth & 1;
    json->depth--;
    if (!is_empty && !on_line) {
        break_line(json);
    }
    hf_buffer_add_byte(json->out, json->closers[depth]);
}

void
hf_json_key_view(hf_json *json, hf_view key)
{
    begin_member(json);
    hf_json_quote(json->out, key);
    hf_buffer_add_byte(json->out, ':');
    if (json->indent > 0) {
        hf_buffer_add_byte(json->out, ' ');
    }
    json->has_key = true;
}

void
hf_json_key(hf_json *json, const char *key)
{
    hf_json_key_view(json, hf_view_of(key));
}

void
hf_json_text(hf_json *json, hf_view text)
{
    begin_member(json);
    hf_json_quote(json->out, text);
}

void
hf_json_int(hf_json *json, int64_t number)
{
    begin_member(json);
    hf_buffer_add_int(json->out, number);
}

void
hf_json_decimal(hf_json *json, int64_t millionths)
{
    begin_member(json);
    hf_decimal_print(json->out, millionths);
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

void
hf_json_member_text(hf_json *json, const char *key, hf_view text)
{
    hf_json_key(json, key);
    hf_json_text(json, text);
}

void
hf_json_member_int(hf_json *json, const char *key, int64_t number)
{
    hf_json_key(json, key);
    hf_json_int(json, number);
}

void
hf_json_member_bool(hf_json *json, const char *key, bool value)
{
    hf_json_key(json, key);
    hf_json_bool(json, value);
}

// The letter behind the backslash, 'u' for a code, or 0 when none is needed.
static char
escape_of(unsigned char byte)
{
    switch (byte) {
    case '"':
        return '"';
    case '\\':
        return '\\';
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return byte < 0x20 ? 'u' : 0;
    }
}

void
hf_json_quote(hf_buffer *out, hf_view text)
{
    static const char digits[] = "0123456789abcdef";
    hf_buffer_add_byte(out, '"');
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        char escape = escape_of(byte);
        if (escape == 0) {
            continue;
        }
        hf_buffer_add(out, text.ptr + from, at - from);
        from = at + 1;
        hf_buffer_add_byte(out, '\\');
        hf_buffer_add_byte(out, escape);
        if (escape == 'u') {
            hf_buffer_add_text(out, "00");
            hf_buffer_add_byte(out, digits[byte >> 4]);
            hf_buffer_add_byte(out, digits[byte & 15]);
        }
    }
    if (from < text.len) {
        hf_buffer_add(out, text.ptr + from, text.len - from);
    }
    hf_buffer_add_byte(out, '"');
}
