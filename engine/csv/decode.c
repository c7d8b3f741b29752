/*
 * Bytes of another encoding in, UTF-8 out. Units and pairs may be cut anywhere
 * between two pieces. Whether the result is valid is not asked here.
 */
#include "csv/decode.h"

#include "base/utf8.h"
#include "base/word.h"

static void
add_unit(hf_decode *decode, uint32_t unit, hf_buffer *out)
{
    bool is_low = (unit & 0xfc00) == 0xdc00;
    if (decode->high != 0 && is_low) {
        uint32_t code = ((decode->high & 0x3ff) << 10 | (unit & 0x3ff));
        hf_utf8_add(out, code + 0x10000);
        decode->high = 0;
        return;
    }
    if (decode->high != 0) {
        hf_utf8_add(out, decode->high); // alone
        decode->high = 0;
    }
    if ((unit & 0xfc00) == 0xd800) {
        decode->high = unit;
    } else if (unit < 0x80) {
        hf_buffer_add_byte(out, (char)unit);
    } else {
        hf_utf8_add(out, unit);
    }
}

// Four units at a time as long as they are ASCII; returns the bytes taken.
static size_t
add_ascii_units(bool is_big, hf_view rest, hf_buffer *out)
{
    uint64_t beyond =
        is_big ? UINT64_C(0x80ff80ff80ff80ff) : UINT64_C(0xff80ff80ff80ff80);
    size_t at = 0;
    for (; rest.len - at >= 8; at += 8) {
        uint64_t units = hf_word_load(rest.ptr + at);
        if (units & beyond) {
            break;
        }
        units = is_big ? units >> 8 : units;
        units = (units | units >> 8) & UINT64_C(0x0000ffff0000ffff);
        units |= units >> 16;
        const char bytes[4] = {(char)units, (char)(units >> 8),
                               (char)(units >> 16), (char)(units >> 24)};
        hf_buffer_add(out, bytes, sizeof bytes);
    }
    return at;
}

static void
add_utf16(hf_decode *decode, bool is_big, hf_view piece, hf_buffer *out)
{
    const unsigned char *bytes = (const unsigned char *)piece.ptr;
    unsigned first_shift = is_big ? 8 : 0;
    size_t at = 0;
    if (decode->has_odd && piece.len > 0) {
        add_unit(decode,
                 (uint32_t)decode->odd << first_shift |
                     (uint32_t)bytes[0] << (8 - first_shift),
                 out);
        decode->has_odd = false;
        at = 1;
    }
    for (; piece.len - at >= 2; at += 2) {
        if (decode->high == 0) {
            hf_view rest = {piece.ptr + at, piece.len - at};
            at += add_ascii_units(is_big, rest, out);
            if (piece.len - at < 2) {
                break;
            }
        }
        add_unit(decode,
                 (uint32_t)bytes[at] << first_shift | (uint32_t)bytes[at + 1]
                                                          << (8 - first_shift),
                 out);
    }
    if (at < piece.len) {
        decode->has_odd = true;
        decode->odd = bytes[at];
    }
}

static void
add_windows_1252(hf_view piece, hf_buffer *out)
{
    // 0x80 to 0x9f; above them and below they are as in Unicode.
    static const uint16_t codes[32] = {
        0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
        0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};
    size_t at = 0;
    while (at < piece.len) {
        size_t start = at;
        while (piece.len - at >= 8 &&
               !(hf_word_load(piece.ptr + at) & HF_WORD_EACH(0x80))) {
            at += 8;
        }
        while (at < piece.len && (unsigned char)piece.ptr[at] < 0x80) {
            at++;
        }
        hf_buffer_add(out, piece.ptr + start, at - start);
        for (; at < piece.len && (unsigned char)piece.ptr[at] >= 0x80; at++) {
            unsigned char byte = (unsigned char)piece.ptr[at];
            hf_utf8_add(out, byte < 0xa0 ? codes[byte - 0x80] : byte);
        }
    }
}

void
hf_decode_piece(hf_decode *decode, hf_encoding encoding, hf_view piece,
                hf_buffer *out)
{
    // Two bytes become at most three, and one at most three.
    hf_buffer_reserve(out, 3 * piece.len + 4);
    switch (encoding) {
    case HF_ENCODING_UTF16LE:
        add_utf16(decode, false, piece, out);
        break;
    case HF_ENCODING_UTF16BE:
        add_utf16(decode, true, piece, out);
        break;
    case HF_ENCODING_WINDOWS_1252:
        add_windows_1252(piece, out);
        break;
    case HF_ENCODING_UTF8:
    case HF_ENCODING_AUTO:
        hf_buffer_add_view(out, piece);
        break;
    }
}

void
hf_decode_finish(hf_decode *decode, hf_buffer *out)
{
    if (decode->high != 0) {
        hf_utf8_add(out, decode->high);
    }
    *decode = (hf_decode){0};
}
