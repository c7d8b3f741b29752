/*
 * One trimmed text becomes one value of its field's type; numbers and dates
 * are base's. Nothing is allocated but what has no place in the input: widened
 * ids and the elements of sets.
 */
#include "batch/values.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/word.h"

#include <string.h>

enum { SALESFORCE_SHORT = 15, SALESFORCE_LONG = 18 };

static bool
is_alphanumeric(unsigned char byte)
{
    return (unsigned char)((byte | 32) - 'a') < 26 ||
           (unsigned char)(byte - '0') < 10;
}

bool
hf_values_is_short_id(hf_view text)
{
    if (text.len != SALESFORCE_SHORT) {
        return false;
    }
    bool is_one = true;
    for (size_t at = 0; at < SALESFORCE_SHORT; at++) {
        is_one &= is_alphanumeric((unsigned char)text.ptr[at]);
    }
    return is_one;
}

hf_view
hf_values_widen(hf_view text, hf_arena *scratch)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    char *wide = hf_arena_alloc(scratch, SALESFORCE_LONG);
    if (!wide) {
        return (hf_view){NULL, 0};
    }
    memcpy(wide, text.ptr, SALESFORCE_SHORT);
    for (size_t group = 0; group < 3; group++) {
        unsigned capitals = 0;
        for (size_t at = 0; at < 5; at++) {
            unsigned char byte = (unsigned char)text.ptr[5 * group + at];
            capitals |= (unsigned)((unsigned char)(byte - 'A') < 26) << at;
        }
        wide[SALESFORCE_SHORT + group] = digits[capitals];
    }
    return (hf_view){wide, SALESFORCE_LONG};
}

static bool
has_blank(hf_view text)
{
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n') {
            return true;
        }
    }
    return false;
}

// Whether some byte is below 0x21 (Bit Twiddling Hacks, "hasless").
static bool
has_low_byte(hf_view text)
{
    uint64_t found = 0;
    size_t at = 0;
    for (; text.len - at >= 8; at += 8) {
        uint64_t word = hf_word_load(text.ptr + at);
        found |= (word - HF_WORD_EACH(0x21)) & ~word;
    }
    if (at < text.len) {
        uint64_t word = hf_word_load_short(text.ptr + at, text.len - at);
        word |= ~UINT64_C(0) << 8 * (text.len - at); // not low behind the end
        found |= (word - HF_WORD_EACH(0x21)) & ~word;
    }
    return (found & HF_WORD_EACH(0x80)) != 0;
}

bool
hf_values_is_email(hf_view text)
{
    return text.len >= 3 && memchr(text.ptr + 1, '@', text.len - 2) != NULL &&
           (!has_low_byte(text) || !has_blank(text));
}

bool
hf_values_boolean(hf_view text, bool *out)
{
    static const struct {
        hf_view word;
        bool value;
    } words[] = {
        {{"1", 1}, true},       {{"0", 1}, false},        {{"true", 4}, true},
        {{"false", 5}, false},  {{"yes", 3}, true},       {{"no", 2}, false},
        {{"t", 1}, true},       {{"f", 1}, false},        {{"y", 1}, true},
        {{"n", 1}, false},      {{"on", 2}, true},        {{"off", 3}, false},
        {{"checked", 7}, true}, {{"unchecked", 9}, false}};
    for (size_t at = 0; at < sizeof words / sizeof *words; at++) {
        if (hf_view_equal_fold(words[at].word, text)) {
            *out = words[at].value;
            return true;
        }
    }
    return false;
}

// Where the separator stands next, from `at`; the end when it does not.
static size_t
find_separator(hf_view text, size_t at, hf_view separator)
{
    for (; separator.len > 0 && at + separator.len <= text.len; at++) {
        if (memcmp(text.ptr + at, separator.ptr, separator.len) == 0) {
            return at;
        }
    }
    return text.len;
}

bool
hf_values_set(hf_view text, hf_view separator, hf_arena *scratch, hf_set *out)
{
    size_t most = 1;
    for (size_t at = find_separator(text, 0, separator); at < text.len;
         at = find_separator(text, at + separator.len, separator)) {
        most++;
    }
    if (most > SIZE_MAX / sizeof(hf_view)) {
        return false;
    }
    hf_view *elements = hf_arena_alloc(scratch, most * sizeof *elements);
    if (!elements) {
        return false;
    }
    size_t count = 0;
    for (size_t from = 0; from <= text.len;) {
        size_t to = find_separator(text, from, separator);
        hf_view element = hf_values_trim(hf_view_slice(text, from, to - from));
        if (element.len > 0) {
            elements[count++] = element;
        }
        from = to < text.len ? to + separator.len : text.len + 1;
    }
    *out = (hf_set){elements, count};
    return true;
}

bool
hf_values_number(const hf_field_spec *spec, hf_view text, int64_t *out)
{
    switch (spec->type) {
    case HF_CELL_NUMBER:
        return hf_decimal_number(text, spec->decimal_mark, out);
    case HF_CELL_MONEY:
        return hf_decimal_money(text, spec->decimal_mark, out);
    case HF_CELL_RANGE:
        return hf_decimal_range(text, spec->decimal_mark, out);
    case HF_CELL_DATE:
        return hf_date_read(text, spec->format, spec->zone, out);
    case HF_CELL_TEXT:
    case HF_CELL_ID:
    case HF_CELL_EMAIL:
    case HF_CELL_BOOLEAN:
    case HF_CELL_SET:
        break;
    }
    return false;
}

bool
hf_values_is_one(const hf_field_spec *spec, hf_view text)
{
    int64_t number;
    bool value;
    switch (spec->type) {
    case HF_CELL_TEXT:
    case HF_CELL_ID:
        return true;
    case HF_CELL_EMAIL:
        return hf_values_is_email(text);
    case HF_CELL_NUMBER:
    case HF_CELL_MONEY:
    case HF_CELL_RANGE:
    case HF_CELL_DATE:
        return hf_values_number(spec, text, &number);
    case HF_CELL_BOOLEAN:
        return hf_values_boolean(text, &value);
    case HF_CELL_SET:
        for (size_t from = 0; from < text.len;) {
            size_t to = find_separator(text, from, spec->separator);
            if (hf_values_trim(hf_view_slice(text, from, to - from)).len > 0) {
                return true;
            }
            from = to + spec->separator.len;
        }
        return false;
    }
    return false;
}
