/* JSON, written as it goes. */
#ifndef HF_BASE_JSON_H
#define HF_BASE_JSON_H

#include "base/buffer.h"
#include "base/view.h"

#include <stdbool.h>
#include <stdint.h>

/** How the members of objects and arrays stand. */
typedef enum hf_json_layout {
    HF_JSON_LINE,    /* no blanks: one line */
    HF_JSON_INDENTED /* a line a member, two blanks a level */
} hf_json_layout;

/**
 * A document in the making; commas and blanks come by themselves. The caller
 * sees to the shape: a key before each value in an object, and as many closed
 * as opened. Running out of memory shows in the buffer.
 */
typedef struct hf_json {
    hf_buffer *out;
    hf_json_layout layout;
    unsigned depth;
    bool has_members; /* of the innermost open object or array */
    bool has_key;     /* a key was written, its value was not */
} hf_json;

void hf_json_init(hf_json *json, hf_buffer *out, hf_json_layout layout);

void hf_json_open_object(hf_json *json);
void hf_json_close_object(hf_json *json);
void hf_json_open_array(hf_json *json);
void hf_json_close_array(hf_json *json);

/** The key of the next value. */
void hf_json_key(hf_json *json, const char *key);
void hf_json_key_view(hf_json *json, hf_view key);

/** Values; a text is valid UTF-8. */
void hf_json_text(hf_json *json, hf_view text);
void hf_json_int(hf_json *json, int64_t number);
void hf_json_count(hf_json *json, uint64_t number);
void hf_json_millionths(hf_json *json, int64_t number);
void hf_json_digits(hf_json *json, hf_view digits); /* "0.387500" */
void hf_json_bool(hf_json *json, bool value);
void hf_json_null(hf_json *json);

/**
 * A string of JSON with its quotes: `"`, `\` and control characters escaped,
 * all other characters as they are. `text` is valid UTF-8.
 */
void hf_json_add_string(hf_buffer *out, hf_view text);

#endif
