/*
 * The bytes of a list file as UTF-8. Exports come from Excel, which writes
 * UTF-16 or Windows-1252 without saying so in a way that all agree on; marks
 * decide, then whether the first MiB is UTF-8.
 */
#include "base/utf8.h"
#include "rule/list_file.h"

// Windows-1252 from 0x80 to 0x9f; what it leaves undefined is itself.
static const uint16_t HIGH[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

static void
decode_windows_1252(hf_view bytes, hf_buffer *out)
{
    for (size_t at = 0; at < bytes.len; at++) {
        unsigned char byte = (unsigned char)bytes.ptr[at];
        hf_utf8_add(out,
                    byte >= 0x80 && byte < 0xa0 ? HIGH[byte - 0x80] : byte);
    }
}

static uint32_t
unit_at(hf_view bytes, size_t at, bool is_big)
{
    uint32_t first = (unsigned char)bytes.ptr[at];
    uint32_t second = (unsigned char)bytes.ptr[at + 1];
    return is_big ? first << 8 | second : second << 8 | first;
}

// A surrogate without its other half stays one, and is invalid later.
static void
decode_utf16(hf_view bytes, bool is_big, hf_buffer *out)
{
    size_t at = 2;
    while (at + 1 < bytes.len) {
        uint32_t code = unit_at(bytes, at, is_big);
        at += 2;
        if (code >= 0xd800 && code < 0xdc00 && at + 1 < bytes.len) {
            uint32_t low = unit_at(bytes, at, is_big);
            if (low >= 0xdc00 && low < 0xe000) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                at += 2;
            }
        }
        hf_utf8_add(out, code);
    }
}

static bool
is_utf8_start(hf_view bytes)
{
    if (bytes.len <= HF_LIST_FILE_DECIDING) {
        return hf_utf8_invalid_at(bytes) == bytes.len;
    }
    return hf_utf8_invalid_start_at(hf_view_slice(
               bytes, 0, HF_LIST_FILE_DECIDING)) == HF_LIST_FILE_DECIDING;
}

hf_view
hf_list_decode(hf_view bytes, hf_buffer *spare)
{
    bool is_little = hf_view_starts(bytes, HF_VIEW("\xff\xfe"));
    if (is_little || hf_view_starts(bytes, HF_VIEW("\xfe\xff"))) {
        decode_utf16(bytes, !is_little, spare);
        return hf_buffer_view(spare);
    }
    if (hf_view_starts(bytes, HF_VIEW("\xef\xbb\xbf"))) {
        return hf_view_slice(bytes, 3, bytes.len - 3);
    }
    if (is_utf8_start(bytes)) {
        return bytes;
    }
    decode_windows_1252(bytes, spare);
    return hf_buffer_view(spare);
}
