/* UTF-16 and Windows-1252 in pieces of any size become the same UTF-8. */
#include "csv/decode.h"

#include "testing.h"

static void
assert_decoded(hf_encoding encoding, hf_view bytes, const char *expected)
{
    for (size_t piece = 1; piece <= bytes.len; piece++) {
        hf_decode decode = {0};
        hf_buffer out = {0};
        for (size_t at = 0; at < bytes.len; at += piece) {
            hf_decode_piece(&decode, encoding, hf_view_slice(bytes, at, piece),
                            &out);
        }
        hf_decode_finish(&decode, &out);
        assert_view(hf_buffer_view(&out), expected);
        hf_buffer_clear(&out);
    }
}

#define DECODED(encoding, literal, expected)                                   \
    assert_decoded(encoding, HF_VIEW(literal), expected)

static void
units_and_pairs_may_be_cut_anywhere(void **state)
{
    (void)state;
    DECODED(HF_ENCODING_UTF16LE, "a\0\xe9\0\xac\x20\x3d\xd8\x00\xdez\0",
            "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
    DECODED(HF_ENCODING_UTF16BE, "\0a\0\xe9\x20\xac\xd8\x3d\xde\x00\0z",
            "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
}

static void
half_a_pair_becomes_bytes_that_are_no_utf8(void **state)
{
    (void)state;
    DECODED(HF_ENCODING_UTF16LE, "\x3d\xd8x\0", "\xed\xa0\xbdx");
    DECODED(HF_ENCODING_UTF16LE, "\0\xdex\0", "\xed\xb8\x80x");
    DECODED(HF_ENCODING_UTF16LE, "x\0\x3d\xd8", "x\xed\xa0\xbd");
    DECODED(HF_ENCODING_UTF16BE, "\xd8\x3d\xd8\x3d\xde\0",
            "\xed\xa0\xbd\xf0\x9f\x98\x80");
}

static void
half_a_unit_at_the_end_is_dropped(void **state)
{
    (void)state;
    DECODED(HF_ENCODING_UTF16LE, "a\0b", "a");
    DECODED(HF_ENCODING_UTF16BE, "\0a\0", "a");
}

static void
windows_1252_has_its_own_characters(void **state)
{
    (void)state;
    DECODED(HF_ENCODING_WINDOWS_1252, "\x80\x92\x9f\xa0\xe9\xff~\x81",
            "\xe2\x82\xac\xe2\x80\x99\xc5\xb8\xc2\xa0\xc3\xa9\xc3\xbf~"
            "\xc2\x81");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_and_pairs_may_be_cut_anywhere),
        cmocka_unit_test(half_a_pair_becomes_bytes_that_are_no_utf8),
        cmocka_unit_test(half_a_unit_at_the_end_is_dropped),
        cmocka_unit_test(windows_1252_has_its_own_characters),
    };
    return cmocka_run_group_tests_name("csv: decode", tests, NULL, NULL);
}
