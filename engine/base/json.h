/* Writing JSON: members in the order they are given, nothing invented. */
#ifndef HF_BASE_JSON_H
#define HF_BASE_JSON_H

#include "base/buffer.h"
#include "base/view.h"

#include <stdbool.h>
#include <stdint.h>

enum { HF_JSON_DEPTH = 64 };

/**
 * A writer that appends to `out`. `indent` blanks a level, 0: all on one line
 * without blanks. Commas and line ends come by themselves. A writer of zeros
 * with `out` set writes on one line.
 */
typedef struct hf_json {
    hf_buffer *out;
    int indent;
    int depth;
    bool has_key;                /* a key waits for its value */
    uint64_t has_members;        /* by depth */
    uint64_t is_line;            /* by depth: this container is on one line */
    char closers[HF_JSON_DEPTH]; /* what ends each open container */
} hf_json;

/** Begin an object or array; a line object or array stays on one line, with all
 * nesting is below HF_JSON_DEPTH. */
void hf_json_object(hf_json *json);
void hf_json_array(hf_json *json);
void hf_json_line_object(hf_json *json);
void hf_json_line_array(hf_json *json);

/** End the innermost object or array. */
void hf_json_end(hf_json *json);

/** The key of the next value. */
void hf_json_key(hf_json *json, const char *key);
void hf_json_key_view(hf_json *json, hf_view key);

/** Values. Texts are valid UTF-8; `hf_json_decimal` takes millionths and
 * writes the shortest decimal number. */
void hf_json_text(hf_json *json, hf_view text);
void hf_json_int(hf_json *json, int64_t number);
void hf_json_decimal(hf_json *json, int64_t millionths);
void hf_json_bool(hf_json *json, bool value);
void hf_json_null(hf_json *json);

/** A key with its value. */
void hf_json_member_text(hf_json *json, const char *key, hf_view text);
void hf_json_member_int(hf_json *json, const char *key, int64_t number);
void hf_json_member_bool(hf_json *json, const char *key, bool value);

/** Append a text in quotes, with `"`, `\` and control characters escaped. */
void hf_json_quote(hf_buffer *out, hf_view text);

#endif
