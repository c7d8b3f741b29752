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

// Bit 7 of each byte is set where the byte is from `low` to `high`, ASCII.
static HF_ALWAYS_INLINE uint64_t
in_range(uint64_t word, unsigned low, unsigned high)
{
    uint64_t ascii = word & HF_WORD_EACH(0x7f);
    uint64_t from_low = ascii + HF_WORD_EACH((uint64_t)0x80 - low);
    uint64_t behind_high = ascii + HF_WORD_EACH((uint64_t)0x7f - high);
    return from_low & ~behind_high & ~word & HF_WORD_EACH(0x80);
}

static HF_ALWAYS_INLINE bool
is_alphanumeric(uint64_t word)
{
    uint64_t letters = in_range(hf_word_fold(word), 'a', 'z');
    return (letters | in_range(word, '0', '9')) == HF_WORD_EACH(0x80);
}

// Bit i is set where byte i is a capital.
static HF_ALWAYS_INLINE unsigned
capital_bits(uint64_t word)
{
    uint64_t bits = in_range(word, 'A', 'Z') >> 7;
    return (unsigned)(bits * UINT64_C(0x0102040810204080) >> 56);
}

bool
hf_values_is_short_id(hf_view text)
{
    // The second word begins with the last byte of the first.
    return text.len == SALESFORCE_SHORT &&
           is_alphanumeric(hf_word_load(text.ptr)) &&
           is_alphanumeric(hf_word_load(text.ptr + SALESFORCE_SHORT - 8));
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
    unsigned capitals =
        capital_bits(hf_word_load(text.ptr)) |
        capital_bits(hf_word_load(text.ptr + SALESFORCE_SHORT - 8))
            << (SALESFORCE_SHORT - 8);
    for (size_t group = 0; group < 3; group++) {
        wide[SALESFORCE_SHORT + group] = digits[capitals >> 5 * group & 31];
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
