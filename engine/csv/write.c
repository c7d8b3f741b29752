/*
 * Cells as they stand in the files that handoff writes. Most texts hold
 * nothing that matters to CSV; they are looked through eight bytes at a time
 * and copied as they are.
 */
#include "csv/write.h"

#include "base/decimal.h"
#include "base/word.h"

#include <string.h>

static bool
is_quoted(hf_view text, char separator)
{
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == separator || byte == '"' || byte == '\n' || byte == '\r') {
            return true;
        }
    }
    return false;
}

// Bit 7 of some byte is set if one of them is below `limit` (at most 0x80);
// which one it is may be off by what borrows (Bit Twiddling Hacks).
static HF_ALWAYS_INLINE uint64_t
low_bytes(uint64_t word, unsigned limit)
{
    return (word - HF_WORD_EACH((uint64_t)limit)) & ~word & HF_WORD_EACH(0x80);
}

static HF_ALWAYS_INLINE uint64_t
odd_bytes(uint64_t word, char separator)
{
    uint64_t separators = HF_WORD_EACH((uint64_t)(unsigned char)separator);
    return low_bytes(word ^ separators, 1) |
           low_bytes(word ^ HF_WORD_EACH('"'), 1) | low_bytes(word, '\r' + 1);
}

// False only when the text needs no quotes.
static bool
may_need_quotes(hf_view text, char separator)
{
    uint64_t found = 0;
    size_t at = 0;
    for (; text.len - at >= 8; at += 8) {
        found |= odd_bytes(hf_word_load(text.ptr + at), separator);
    }
    if (at < text.len) {
        size_t left = text.len - at;
        uint64_t behind = HF_WORD_EACH(0x80) << 8 * left;
        uint64_t word = hf_word_load_short(text.ptr + at, left);
        found |= odd_bytes(word, separator) & ~behind;
    }
    return found != 0;
}

// What a spreadsheet would take for a formula.
static bool
is_risky(hf_view text)
{
    int64_t number;
    if (text.len == 0) {
        return false;
    }
    switch (text.ptr[0]) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
        return !hf_decimal_number(text, '.', &number);
    default:
        return false;
    }
}

void
hf_csv_write_cell(hf_buffer *out, const hf_csv_style *style, hf_view text)
{
    bool has_guard = style->is_guarded && is_risky(text);
    if (!has_guard && !may_need_quotes(text, style->separator)) {
        hf_buffer_add_view(out, text);
        return;
    }
    bool has_quotes = is_quoted(text, style->separator) ||
                      (has_guard && style->separator == '\'');
    // Every byte may be a quote, which becomes two.
    if (text.len > (SIZE_MAX - 3) / 2 ||
        !hf_buffer_reserve(out, 2 * text.len + 3)) {
        out->failed = true;
        return;
    }
    char *to = out->ptr + out->len;
    if (has_quotes) {
        *to++ = '"';
    }
    if (has_guard) {
        *to++ = '\'';
    }
    for (size_t at = 0; at < text.len; at++) {
        *to++ = text.ptr[at];
        if (text.ptr[at] == '"' && has_quotes) {
            *to++ = '"';
        }
    }
    if (has_quotes) {
        *to++ = '"';
    }
    out->len = (size_t)(to - out->ptr);
}
