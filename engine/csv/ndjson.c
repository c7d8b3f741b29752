/*
 * NDJSON through yajl, for the lines that are not as plain as flat.c wants
 * them. There is one parser for all lines: it may see any number of values, so
 * that it only has to be made anew behind a line that is broken. Keys mostly
 * come in the order of the header, which is tried before the table. What yajl
 * lets pass and JSON does not (form feeds between tokens, half of a surrogate
 * pair, bytes that are not UTF-8) is caught here.
 */
#include "csv/ndjson.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "csv/flat.h"

#include <string.h>
#include <yajl/yajl_parse.h>

enum { UNKNOWN_KEY = HF_TABLE_NONE };

struct hf_ndjson {
    yajl_handle parser;
    const hf_ndjson_target *target; /* or NULL */
    hf_view line;
    size_t depth;
    size_t objects;  /* at the top */
    bool is_refused; /* something else at the top */
    uint32_t key;    /* column of the present key */
    uint32_t next;   /* column that is likely to be next */
    size_t raw_at;   /* where a nested value began */
    size_t longest;
    const hf_table *known; /* keys that have columns, or NULL */
    bool is_collecting;
    hf_table fresh; /* keys of this line that are not known yet */
    // Columns whose last value so far is not to be had, and how many; fresh
    // keys stand behind the known ones.
    uint8_t *is_bad;
    size_t bad_room, bad_count;
    bool has_no_memory;
};

// ---- Texts ------------------------------------------------------------------

static bool
is_in_line(const hf_ndjson *json, const char *ptr)
{
    uintptr_t at = (uintptr_t)ptr, start = (uintptr_t)json->line.ptr;
    return at >= start && at < start + json->line.len;
}

// What stands between the quotes of the string that ends at `end`. A quote
// inside it has an odd number of backslashes before it, the first one none.
static hf_view
raw_string(hf_view line, size_t end)
{
    size_t from = end - 1;
    while (from > 0) {
        from--;
        size_t slashes = 0;
        while (slashes < from && line.ptr[from - 1 - slashes] == '\\') {
            slashes++;
        }
        if (line.ptr[from] == '"' && slashes % 2 == 0) {
            break;
        }
    }
    return hf_view_slice(line, from + 1, end - from - 2);
}

static uint32_t
read_hex(const char *digits)
{
    uint32_t unit = 0;
    for (size_t at = 0; at < 4; at++) {
        uint32_t digit = hf_view_fold_byte((unsigned char)digits[at]);
        unit = unit << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    return unit;
}

// Whether escapes of a valid raw string leave half of a surrogate pair.
static bool
has_half_pair(hf_view raw)
{
    bool is_open = false; // the escape before is the first half
    for (size_t at = 0; at < raw.len;) {
        uint32_t unit = 0;
        size_t len = 1;
        if (raw.ptr[at] == '\\') {
            len = 2;
            if (raw.ptr[at + 1] == 'u' && raw.len - at >= 6) {
                unit = read_hex(raw.ptr + at + 2);
                len = 6;
            }
        }
        bool is_low = (unit & 0xfc00) == 0xdc00;
        if (is_open != is_low) {
            return true;
        }
        is_open = (unit & 0xfc00) == 0xd800;
        at += len;
    }
    return is_open;
}

// ---- What yajl calls --------------------------------------------------------

static size_t
place(const hf_ndjson *json)
{
    return yajl_get_bytes_consumed(json->parser);
}

static void
mark_bad(hf_ndjson *json, bool is_bad)
{
    if (json->key == UNKNOWN_KEY) {
        json->bad_count += is_bad;
    } else if (json->is_bad[json->key] != is_bad) {
        json->is_bad[json->key] = is_bad;
        json->bad_count += is_bad ? 1 : (size_t)-1;
    }
}

// A value of the object: into its cell, if it has one.
static int
put(hf_ndjson *json, hf_view value, bool is_bad)
{
    if (value.len > json->longest) {
        json->longest = value.len;
    }
    if (json->known && (is_bad || json->bad_count > 0)) {
        mark_bad(json, is_bad);
    }
    size_t slot = json->target && json->key != UNKNOWN_KEY
                      ? json->target->slots[json->key]
                      : SIZE_MAX;
    if (slot == SIZE_MAX) {
        return 1;
    }
    if (value.len > 0 && !is_in_line(json, value.ptr)) {
        value = hf_arena_copy(json->target->scratch, value);
        json->has_no_memory |= value.ptr == NULL;
    }
    json->target->cells[slot * json->target->stride] = value;
    return value.ptr != NULL || value.len == 0;
}

// A value that is no text of its own.
static int
put_word(hf_ndjson *json, hf_view word)
{
    if (json->depth == 0) {
        json->is_refused = true;
        return 0;
    }
    return json->depth > 1 || put(json, word, false);
}

static int
take_null(void *context)
{
    return put_word(context, (hf_view){NULL, 0});
}

static int
take_boolean(void *context, int value)
{
    hf_ndjson *json = context;
    size_t len = value ? 4 : 5; // the word itself stands in the line
    return put_word(json, hf_view_slice(json->line, place(json) - len, len));
}

static int
take_number(void *context, const char *ptr, size_t len)
{
    return put_word(context, (hf_view){ptr, len});
}

static int
take_string(void *context, const unsigned char *ptr, size_t len)
{
    hf_ndjson *json = context;
    hf_view text = {(const char *)ptr, len};
    if (json->depth != 1) {
        return put_word(json, text);
    }
    if (len == 0) {
        return put(json, HF_VIEW(""), false);
    }
    if (is_in_line(json, text.ptr)) {
        return put(json, text, false);
    }
    bool is_bad = memchr(ptr, '\0', len) != NULL ||
                  has_half_pair(raw_string(json->line, place(json)));
    return put(json, text, is_bad);
}

static bool
reserve_bad(hf_ndjson *json, size_t count)
{
    size_t room = json->bad_room;
    uint8_t *grown =
        hf_memory_grow(json->is_bad, &json->bad_room, count, sizeof *grown);
    if (!grown) {
        json->has_no_memory = true;
        return false;
    }
    memset(grown + room, 0, json->bad_room - room);
    json->is_bad = grown;
    return true;
}

// A key that is not known yet gets a column behind those that are.
static int
collect(hf_ndjson *json, hf_view key)
{
    uint32_t at = hf_table_intern(&json->fresh, key);
    if (at == HF_TABLE_NONE) {
        json->has_no_memory = true;
        return 0;
    }
    json->key = json->known->count + at;
    return reserve_bad(json, (size_t)json->key + 1);
}

static int
take_key(void *context, const unsigned char *ptr, size_t len)
{
    hf_ndjson *json = context;
    hf_view key = {(const char *)ptr, len};
    const hf_table *known = json->known;
    if (json->depth != 1 || !known) {
        return 1;
    }
    json->key = UNKNOWN_KEY;
    if (len > 0 && !is_in_line(json, key.ptr) &&
        has_half_pair(raw_string(json->line, place(json)))) {
        return 1; // no text equals half a pair
    }
    json->key = hf_ndjson_column(known, key, &json->next);
    if (json->key != UNKNOWN_KEY) {
        return 1;
    }
    return !json->is_collecting || collect(json, key);
}

static int
enter(hf_ndjson *json)
{
    if (json->depth == 1) {
        json->raw_at = place(json) - 1;
    }
    json->depth++;
    return 1;
}

static int
leave(hf_ndjson *json)
{
    json->depth--;
    if (json->depth != 1) {
        return 1;
    }
    return put(
        json,
        hf_view_slice(json->line, json->raw_at, place(json) - json->raw_at),
        false);
}

static int
enter_map(void *context)
{
    hf_ndjson *json = context;
    json->objects += json->depth == 0;
    return enter(json);
}

static int
enter_array(void *context)
{
    hf_ndjson *json = context;
    json->is_refused |= json->depth == 0;
    return json->is_refused ? 0 : enter(json);
}

static int
leave_any(void *context)
{
    return leave(context);
}

// ---- Parsers ----------------------------------------------------------------

static bool
renew_parser(hf_ndjson *json)
{
    static const yajl_callbacks callbacks = {.yajl_null = take_null,
                                             .yajl_boolean = take_boolean,
                                             .yajl_number = take_number,
                                             .yajl_string = take_string,
                                             .yajl_start_map = enter_map,
                                             .yajl_map_key = take_key,
                                             .yajl_end_map = leave_any,
                                             .yajl_start_array = enter_array,
                                             .yajl_end_array = leave_any};
    if (json->parser) {
        yajl_free(json->parser);
    }
    // With malloc of its own: yajl does not look whether it got memory, so
    // that ours must not be seen to fail there.
    json->parser = yajl_alloc(&callbacks, NULL, json);
    return json->parser &&
           yajl_config(json->parser, yajl_allow_multiple_values, 1) &&
           yajl_config(json->parser, yajl_dont_validate_strings, 1);
}

hf_ndjson *
hf_ndjson_new(void)
{
    hf_ndjson *json = hf_memory_zero(1, sizeof *json);
    if (json && !renew_parser(json)) {
        hf_ndjson_free(json);
        json = NULL;
    }
    return json;
}

void
hf_ndjson_free(hf_ndjson *json)
{
    if (!json) {
        return;
    }
    if (json->parser) {
        yajl_free(json->parser);
    }
    hf_memory_free(json->is_bad);
    hf_table_clear(&json->fresh);
    hf_memory_free(json);
}

// ---- Lines ------------------------------------------------------------------

bool
hf_ndjson_is_blank(hf_view line)
{
    size_t at = 0;
    while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t' ||
                             line.ptr[at] == '\r')) {
        at++;
    }
    return at == line.len;
}

// What yajl does not ask of a line; and whether it may well be a flat object.
static hf_reject_reason
judge(hf_view line, bool *is_simple)
{
    unsigned high = 0;
    unsigned controls = 0; // that may stand nowhere
    unsigned others = 0;   // and those that may, and backslashes
    for (size_t at = 0; at < line.len; at++) {
        unsigned char byte = (unsigned char)line.ptr[at];
        high |= byte;
        controls |= (byte < 0x20) & (byte != '\t') & (byte != '\r');
        others |= (byte < 0x20) | (byte == '\\');
    }
    *is_simple = others == 0;
    if (controls) {
        return memchr(line.ptr, '\0', line.len) ? HF_REJECT_NUL
                                                : HF_REJECT_JSON;
    }
    if (high >= 0x80 && hf_utf8_invalid_at(line) < line.len) {
        return HF_REJECT_UTF8;
    }
    return HF_REJECT_COUNT;
}

// Parse a line; its LF, which ends a number, is given apart. Whether it is one
// object.
static bool
parse(hf_ndjson *json, hf_view line)
{
    json->line = line;
    json->depth = 0;
    json->objects = 0;
    json->is_refused = false;
    json->next = 0;
    json->longest = 0;
    const unsigned char *bytes = (const unsigned char *)line.ptr;
    bool is_parsed =
        yajl_parse(json->parser, bytes, line.len) == yajl_status_ok;
    if (is_parsed && json->depth == 0) {
        is_parsed = yajl_parse(json->parser, (const unsigned char *)"\n", 1) ==
                    yajl_status_ok;
    }
    bool is_whole = is_parsed && json->depth == 0;
    if (!is_whole && !renew_parser(json)) {
        json->has_no_memory = true;
    }
    return is_whole && json->objects == 1 && !json->is_refused;
}

static void
clear_cells(const hf_ndjson_target *target)
{
    for (size_t slot = 0; slot < target->slot_count; slot++) {
        target->cells[slot * target->stride] = (hf_view){NULL, 0};
    }
}

// Parse a line under known keys; HF_REJECT_COUNT when it is an object whose
// values are all to be had.
static hf_reject_reason
read_line(hf_ndjson *json, hf_view line, const hf_table *known)
{
    bool is_simple;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r') {
        line.len--; // a blank
    }
    hf_reject_reason reason = judge(line, &is_simple);
    json->has_no_memory = false;
    if (reason == HF_REJECT_COUNT && is_simple && json->target &&
        hf_flat_read(line, json->target)) {
        return HF_REJECT_COUNT;
    }
    if (reason != HF_REJECT_COUNT || !reserve_bad(json, known->count)) {
        return reason;
    }
    if (json->bad_count > 0) {
        memset(json->is_bad, 0, json->bad_room);
        json->bad_count = 0;
    }
    if (json->target) {
        clear_cells(json->target);
    }
    json->known = known;
    bool is_object = parse(json, line);
    json->known = NULL;
    return is_object && json->bad_count == 0 ? HF_REJECT_COUNT : HF_REJECT_JSON;
}

handoff_status
hf_ndjson_read(hf_ndjson *json, hf_view line, const hf_ndjson_target *target,
               hf_reject_reason *reason)
{
    clear_cells(target);
    json->target = target;
    hf_reject_reason found = read_line(json, line, target->keys);
    json->target = NULL;
    if (json->has_no_memory) {
        return HANDOFF_SYSTEM;
    }
    *reason = found;
    return HANDOFF_OK;
}

handoff_status
hf_ndjson_collect(hf_ndjson *json, hf_view line, hf_table *keys)
{
    json->is_collecting = true;
    hf_reject_reason reason = read_line(json, line, keys);
    json->is_collecting = false;
    bool is_taken = reason == HF_REJECT_COUNT && !json->has_no_memory;
    for (uint32_t at = 0; is_taken && at < json->fresh.count; at++) {
        uint32_t key = hf_table_intern(keys, json->fresh.texts[at]);
        json->has_no_memory |= key == HF_TABLE_NONE;
    }
    if (json->fresh.count > 0) {
        hf_table_clear(&json->fresh);
    }
    return json->has_no_memory ? HANDOFF_SYSTEM : HANDOFF_OK;
}

handoff_status
hf_ndjson_longest(hf_ndjson *json, hf_view line, size_t *out)
{
    json->has_no_memory = false;
    bool is_object = parse(json, line);
    if (json->has_no_memory) {
        return HANDOFF_SYSTEM;
    }
    *out = is_object ? json->longest : line.len;
    return HANDOFF_OK;
}
