/*
 * Views of text: cutting, comparing, searching and hashing, plainly or with
 * ASCII letters folded. Bytes go in as they are; nothing depends on a locale
 * and nothing is allocated. Comparing and hashing take eight bytes at a time,
 * because every cell that the rules look at goes through them.
 */
#include "base/view.h"

#include "base/attributes.h"
#include "base/word.h"

#include <string.h>

// Odd constants with about half their bits set (digits of pi and e).
#define MIX_FIRST UINT64_C(0x243f6a8885a308d3)
#define MIX_SECOND UINT64_C(0x13198a2e03707345)
#define MIX_THIRD UINT64_C(0xadf85458a2bb4a9b)

hf_view
hf_view_of(const char *text)
{
    return text ? (hf_view){text, strlen(text)} : (hf_view){"", 0};
}

hf_view
hf_view_slice(hf_view text, size_t at, size_t len)
{
    if (at > text.len) {
        at = text.len;
    }
    if (len > text.len - at) {
        len = text.len - at;
    }
    return (hf_view){at ? text.ptr + at : text.ptr, len};
}

static bool
is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

hf_view
hf_view_trim(hf_view text)
{
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    while (text.len > 0 && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    return text;
}

bool
hf_view_equal(hf_view a, hf_view b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

// Whether `len` bytes at both places are the same when folded.
static bool
equal_folded(const char *a, const char *b, size_t len)
{
    if (len < 8) {
        return hf_word_fold(hf_word_load_short(a, len)) ==
               hf_word_fold(hf_word_load_short(b, len));
    }
    for (size_t at = 0; at + 8 < len; at += 8) {
        if (hf_word_fold(hf_word_load(a + at)) !=
            hf_word_fold(hf_word_load(b + at))) {
            return false;
        }
    }
    return hf_word_fold(hf_word_load(a + len - 8)) ==
           hf_word_fold(hf_word_load(b + len - 8));
}

bool
hf_view_equal_fold(hf_view a, hf_view b)
{
    return a.len == b.len && equal_folded(a.ptr, b.ptr, a.len);
}

int
hf_view_order(hf_view a, hf_view b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool
hf_view_starts(hf_view text, hf_view part)
{
    return part.len <= text.len &&
           (part.len == 0 || memcmp(text.ptr, part.ptr, part.len) == 0);
}

bool
hf_view_starts_fold(hf_view text, hf_view part)
{
    return part.len <= text.len && equal_folded(text.ptr, part.ptr, part.len);
}

bool
hf_view_ends(hf_view text, hf_view part)
{
    return part.len <= text.len &&
           (part.len == 0 ||
            memcmp(text.ptr + (text.len - part.len), part.ptr, part.len) == 0);
}

bool
hf_view_ends_fold(hf_view text, hf_view part)
{
    if (part.len == 0) {
        return true;
    }
    return part.len <= text.len &&
           equal_folded(text.ptr + (text.len - part.len), part.ptr, part.len);
}

bool
hf_view_contains(hf_view text, hf_view part)
{
    if (part.len == 0) {
        return true;
    }
    while (part.len <= text.len) {
        const char *found =
            memchr(text.ptr, part.ptr[0], text.len - part.len + 1);
        if (!found) {
            return false;
        }
        if (memcmp(found, part.ptr, part.len) == 0) {
            return true;
        }
        text.len -= (size_t)(found + 1 - text.ptr);
        text.ptr = found + 1;
    }
    return false;
}

bool
hf_view_contains_fold(hf_view text, hf_view part)
{
    if (part.len == 0) {
        return true;
    }
    unsigned char first = hf_view_fold_byte((unsigned char)part.ptr[0]);
    for (size_t at = 0; at + part.len <= text.len; at++) {
        if (hf_view_fold_byte((unsigned char)text.ptr[at]) == first &&
            equal_folded(text.ptr + at, part.ptr, part.len)) {
            return true;
        }
    }
    return false;
}

// The last words of a text overlap the ones before rather than being padded;
// the length, mixed in at the end, tells the cases apart.
static HF_ALWAYS_INLINE uint64_t
hash_words(hf_view text, bool is_folding)
{
    const char *ptr = text.ptr;
    size_t left = text.len;
    uint64_t state = MIX_FIRST;
    uint64_t a, b = 0;

    while (left > 16) {
        a = hf_word_load(ptr);
        b = hf_word_load(ptr + 8);
        if (is_folding) {
            a = hf_word_fold(a);
            b = hf_word_fold(b);
        }
        state = hf_word_mix(a ^ MIX_SECOND, b ^ state);
        ptr += 16;
        left -= 16;
    }
    if (left >= 8) {
        a = hf_word_load(ptr);
        b = hf_word_load(ptr + left - 8);
    } else {
        a = hf_word_load_short(ptr, left);
        b = 0;
    }
    if (is_folding) {
        a = hf_word_fold(a);
        b = hf_word_fold(b);
    }
    state = hf_word_mix(a ^ MIX_SECOND, b ^ state);
    return hf_word_mix(state ^ MIX_THIRD, text.len ^ MIX_SECOND);
}

uint64_t
hf_view_hash(hf_view text)
{
    return hash_words(text, false);
}

uint64_t
hf_view_hash_fold(hf_view text)
{
    return hash_words(text, true);
}
