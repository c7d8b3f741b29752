/*
 * UTF-8 as Unicode defines it: shortest forms only, no surrogates, nothing
 * above U+10FFFF. Validation passes over ASCII eight bytes at a time, since
 * that is most of every export. How wide a text stands on a terminal is in
 * utf8_width.c.
 */
#include "base/utf8.h"

#include "base/word.h"

// How long the character at `ptr` is, 0 when it is none. One that `left`
// cuts off but that could have become one counts as long as is there, and
// sets `*is_cut`.
static size_t
measure(const unsigned char *ptr, size_t left, bool *is_cut)
{
    unsigned first = ptr[0];
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xc2 || first > 0xf4) {
        return 0;
    }
    size_t len = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    // The second byte is where overlong forms, surrogates and what is above
    // U+10FFFF show.
    unsigned low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    for (size_t at = 1; at < len; at++) {
        if (at == left) {
            *is_cut = true;
            return left;
        }
        if (ptr[at] < low || ptr[at] > high) {
            return 0;
        }
        low = 0x80;
        high = 0xbf;
    }
    return len;
}

static size_t
find_invalid(hf_view text, bool may_be_cut)
{
    size_t at = 0;
    while (at < text.len) {
        while (text.len - at >= 8 &&
               !(hf_word_load(text.ptr + at) & HF_WORD_EACH(0x80))) {
            at += 8;
        }
        // One character at least, then on to the next eight bytes.
        size_t stop = text.len - at < 8 ? text.len : at + 8;
        while (at < stop) {
            bool is_cut = false;
            size_t len = measure((const unsigned char *)text.ptr + at,
                                 text.len - at, &is_cut);
            if (len == 0 || (is_cut && !may_be_cut)) {
                return at;
            }
            at += len;
        }
    }
    return text.len;
}

size_t
hf_utf8_invalid_at(hf_view text)
{
    return find_invalid(text, false);
}

size_t
hf_utf8_invalid_start_at(hf_view text)
{
    return find_invalid(text, true);
}

size_t
hf_utf8_count(hf_view text)
{
    size_t following = 0; // bytes that continue a character
    size_t at = 0;
    for (; text.len - at >= 8; at += 8) {
        uint64_t word = hf_word_load(text.ptr + at);
        uint64_t bits = word >> 7 & ~word >> 6 & HF_WORD_EACH(1);
        following += bits * HF_WORD_EACH(1) >> 56;
    }
    for (; at < text.len; at++) {
        following += ((unsigned char)text.ptr[at] & 0xc0) == 0x80;
    }
    return text.len - following;
}

uint32_t
hf_utf8_next(hf_view text, size_t *at)
{
    const unsigned char *ptr = (const unsigned char *)text.ptr + *at;
    uint32_t first = ptr[0];
    if (first < 0x80) {
        *at += 1;
        return first;
    }
    size_t len = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint32_t code = first & (0x7fu >> len);
    for (size_t i = 1; i < len; i++) {
        code = code << 6 | (ptr[i] & 0x3fu);
    }
    *at += len;
    return code;
}

void
hf_utf8_add(hf_buffer *out, uint32_t code)
{
    char bytes[4];
    size_t len = 0;
    if (code < 0x80) {
        bytes[len++] = (char)code;
    } else if (code < 0x800) {
        bytes[len++] = (char)(0xc0 | code >> 6);
    } else if (code < 0x10000) {
        bytes[len++] = (char)(0xe0 | code >> 12);
        bytes[len++] = (char)(0x80 | (code >> 6 & 0x3f));
    } else {
        bytes[len++] = (char)(0xf0 | code >> 18);
        bytes[len++] = (char)(0x80 | (code >> 12 & 0x3f));
        bytes[len++] = (char)(0x80 | (code >> 6 & 0x3f));
    }
    if (code >= 0x80) {
        bytes[len++] = (char)(0x80 | (code & 0x3f));
    }
    hf_buffer_add(out, bytes, len);
}
