/* Small questions about texts of a rule file. */
#ifndef HF_RULE_TEXT_H
#define HF_RULE_TEXT_H

#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>

/** A view for "%.*s", cut to what a message can show. */
#define HF_SHOWN(view) (int)hf_text_shown(view).len, hf_text_shown(view).ptr

/** The first line of a text, at most 60 bytes of it, whole characters. */
hf_view hf_text_shown(hf_view text);

static inline bool
hf_text_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool
hf_text_is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/** A letter or `_`. */
static inline bool
hf_text_begins_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '_';
}

static inline bool
hf_text_is_name_byte(char byte)
{
    return hf_text_begins_name(byte) || hf_text_is_digit(byte);
}

/** `[A-Za-z_][A-Za-z0-9_]*` */
bool hf_text_is_name(hf_view text);

/** `[A-Za-z0-9][A-Za-z0-9_-]*` */
bool hf_text_is_id(hf_view text);

/** Whether `text` is one of `words`, by bytes. */
bool hf_text_is_one_of(hf_view text, const hf_view *words, size_t count);

#endif
