/*
 * Small questions about texts of a rule file: what a message shows of one,
 * and whether one is a name or an id. Which words names may not be is the
 * expressions' business.
 */
#include "rule/text.h"

enum { SHOWN = 60 };

hf_view
hf_text_shown(hf_view text)
{
    size_t len = 0;
    while (len < text.len && (unsigned char)text.ptr[len] >= 0x20) {
        len++;
    }
    if (len > SHOWN) {
        len = SHOWN;
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80) {
            len--; // not in the middle of a character
        }
    }
    return (hf_view){text.ptr ? text.ptr : "", len};
}

bool
hf_text_is_name(hf_view text)
{
    if (text.len == 0 || !hf_text_begins_name(text.ptr[0])) {
        return false;
    }
    for (size_t at = 1; at < text.len; at++) {
        if (!hf_text_is_name_byte(text.ptr[at])) {
            return false;
        }
    }
    return true;
}

bool
hf_text_is_id(hf_view text)
{
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        bool fits = at == 0 ? hf_text_is_name_byte(byte) && byte != '_'
                            : hf_text_is_name_byte(byte) || byte == '-';
        if (!fits) {
            return false;
        }
    }
    return text.len > 0;
}

bool
hf_text_is_one_of(hf_view text, const hf_view *words, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal(text, words[at])) {
            return true;
        }
    }
    return false;
}
