/*
 * Rows of columns in plain C: numbers against bounds, short texts against a
 * table of keys. What the tables are for is known to those who fill them.
 */
#include "kernel/lanes.h"

#include "kernel/lanes_mix.h"

#include <string.h>

static uint64_t
in_range(const int64_t numbers[HF_LANES_ROWS], uint64_t low, uint64_t span)
{
    uint64_t bits = 0;
    for (size_t row = 0; row < HF_LANES_ROWS; row++) {
        bits |= (uint64_t)((uint64_t)numbers[row] - low <= span) << row;
    }
    return bits;
}

typedef struct key_words {
    uint64_t at[HF_LANES_KEY / 8];
} key_words;

static HF_ALWAYS_INLINE key_words
words_of(hf_view text)
{
    key_words words = {{0}};
    size_t whole = text.len / 8;
    for (size_t at = 0; at < whole; at++) {
        words.at[at] = hf_word_load(text.ptr + 8 * at);
    }
    words.at[whole] = hf_word_load_short(text.ptr + 8 * whole, text.len % 8);
    words.at[HF_LANES_KEY / 8 - 1] |= (uint64_t)(text.len + 1) << 56;
    return words;
}

static HF_ALWAYS_INLINE key_words
words_at(const hf_lanes_key *key)
{
    key_words words;
    for (size_t at = 0; at < HF_LANES_KEY / 8; at++) {
        words.at[at] = hf_word_load((const char *)key->bytes + 8 * at);
    }
    return words;
}

static HF_ALWAYS_INLINE size_t
place_of(const key_words *words, size_t mask)
{
    return hf_lanes_mix(words->at[0], words->at[1], words->at[2], words->at[3],
                        mask);
}

static HF_ALWAYS_INLINE bool
is_same(const key_words *a, const key_words *b)
{
    return ((a->at[0] ^ b->at[0]) | (a->at[1] ^ b->at[1]) |
            (a->at[2] ^ b->at[2]) | (a->at[3] ^ b->at[3])) == 0;
}

static uint64_t
find(const hf_lanes_key *keys, size_t mask, const hf_view texts[HF_LANES_ROWS],
     uint64_t rows, uint32_t found[HF_LANES_ROWS])
{
    uint64_t hits = 0;
    for (; rows != 0; rows &= rows - 1) {
        size_t row = (size_t)__builtin_ctzll(rows);
        if (texts[row].len > HF_LANES_LONGEST) {
            continue;
        }
        key_words words = words_of(texts[row]);
        size_t place = place_of(&words, mask);
        key_words there = words_at(&keys[place]);
        found[row] = (uint32_t)place;
        hits |= (uint64_t)is_same(&words, &there) << row;
    }
    return hits;
}

static bool
cut(const char *bytes, const uint32_t *marks, const hf_lanes_record *records,
    size_t count, size_t column, hf_view *cells)
{
    bool has_quote = false;
    for (size_t row = 0; row < count; row++) {
        const uint32_t *own = marks + records[row].mark + column;
        size_t start = column > 0 ? own[-1] + (size_t)1 : records[row].start;
        cells[row] = (hf_view){bytes + start, *own - start};
        has_quote |= cells[row].len > 0 && bytes[start] == '"';
    }
    return has_quote;
}

static HF_ALWAYS_INLINE bool
is_plain(hf_view cell, const hf_lanes_odd *odd)
{
    if (cell.len == 0 || (unsigned char)cell.ptr[0] <= ' ' ||
        (unsigned char)cell.ptr[cell.len - 1] <= ' ') {
        return false;
    }
    unsigned char first = (unsigned char)cell.ptr[0];
    return (odd->lengths >> (cell.len < 63 ? cell.len : 63) &
            odd->first[first / 64] >> first % 64 & 1) == 0;
}

static uint64_t
copy(const hf_view *cells, size_t count, const hf_lanes_odd *odd,
     hf_view *texts)
{
    uint64_t rows = 0;
    for (size_t row = 0; row < count; row++) {
        bool is_copied = is_plain(cells[row], odd);
        texts[row] = is_copied ? cells[row] : HF_VIEW("");
        rows |= (uint64_t)is_copied << row;
    }
    return rows;
}

static HF_ALWAYS_INLINE bool
read_digits(hf_view text, int64_t *out)
{
    if (text.len - 1 > 7) { // wraps when empty
        return false;
    }
    uint64_t word;
    if (text.len == 8) {
        word = hf_word_load(text.ptr);
    } else { // zeros in front
        word = hf_word_load_short(text.ptr, text.len) << (64 - 8 * text.len) |
               HF_WORD_EACH('0') >> (8 * text.len);
    }
    *out = hf_word_digits(word) * INT64_C(1000000);
    return hf_word_is_digits(word);
}

static uint64_t
digits(const hf_view texts[HF_LANES_ROWS], uint64_t rows,
       int64_t numbers[HF_LANES_ROWS])
{
    uint64_t read = 0;
    for (; rows != 0; rows &= rows - 1) {
        size_t row = (size_t)__builtin_ctzll(rows);
        int64_t number;
        if (read_digits(texts[row], &number)) {
            numbers[row] = number;
            read |= UINT64_C(1) << row;
        }
    }
    return read;
}

static bool
passes(const hf_lanes_filter *filter, hf_view text)
{
    unsigned second = 0, third = 0; // sets that the bytes before begin
    for (size_t at = 0; at < text.len + HF_LANES_FILTER_LEN - 1; at++) {
        unsigned byte = at < text.len ? (unsigned char)text.ptr[at] : 0;
        unsigned low = byte & 15, high = byte >> 4;
        if (third & filter->low[2][low] & filter->high[2][high]) {
            return true;
        }
        third = second & filter->low[1][low] & filter->high[1][high];
        second =
            at < text.len ? filter->low[0][low] & filter->high[0][high] : 0u;
    }
    return false;
}

hf_lanes_key
hf_lanes_key_of(hf_view text)
{
    hf_lanes_key key = {{0}};
    if (text.len > 0) {
        memcpy(key.bytes, text.ptr, text.len);
    }
    key.bytes[HF_LANES_KEY - 1] = (unsigned char)(text.len + 1);
    return key;
}

size_t
hf_lanes_place(const hf_lanes_key *key, size_t mask)
{
    key_words words = words_at(key);
    return place_of(&words, mask);
}

const hf_lanes hf_lanes_plain = {in_range, find, cut, copy, digits, passes};
