/* UTF-8 against every code point and against broken texts. */
#include "testing.h"

#include "base/utf8.h"

static void
every_code_point_comes_back(void **state)
{
    (void)state;
    hf_buffer buffer = {0};
    for (uint32_t code = 0; code < 0x110000; code++) {
        hf_buffer_reset(&buffer);
        hf_utf8_add(&buffer, code);
        hf_view text = hf_buffer_view(&buffer);
        if (code >= 0xd800 && code <= 0xdfff) {
            assert_int_equal(hf_utf8_invalid_at(text), 0);
            continue;
        }
        size_t at = 0;
        if (hf_utf8_invalid_at(text) != text.len || hf_utf8_count(text) != 1 ||
            hf_utf8_next(text, &at) != code || at != text.len) {
            fail_msg("U+%04X does not come back", code);
        }
    }
    hf_buffer_clear(&buffer);
}

static void
broken_texts_are_found_at_their_first_bad_byte(void **state)
{
    (void)state;
    static const struct {
        hf_view text;
        size_t at;
        size_t start_at; // when more may follow
    } cases[] = {
        {HF_VIEW("abc"), 3, 3},
        {HF_VIEW("\x80"), 0, 0},
        {HF_VIEW("a\xff"), 1, 1},
        {HF_VIEW("\xc0\x80"), 0, 0},
        {HF_VIEW("\xc1\xbf"), 0, 0},
        {HF_VIEW("\xe0\x80\x80"), 0, 0},
        {HF_VIEW("\xe0\x9f"), 0, 0},
        {HF_VIEW("\xed\xa0\x80"), 0, 0},
        {HF_VIEW("\xf0\x8f\xbf\xbf"), 0, 0},
        {HF_VIEW("\xf4\x90\x80\x80"), 0, 0},
        {HF_VIEW("\xf5\x80\x80\x80"), 0, 0},
        {HF_VIEW("ab\xc3"), 2, 3},
        {HF_VIEW("ab\xe2\x82"), 2, 4},
        {HF_VIEW("ab\xf0\x9f\x92"), 2, 5},
        {HF_VIEW("\xe2\x82z"), 0, 0},
        {HF_VIEW("12345678abcdefg\xc3"), 15, 16},
        {HF_VIEW("12345678\xe2\x82\xac"
                 "4567\xff"),
         15, 15},
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        assert_int_equal(hf_utf8_invalid_at(cases[at].text), cases[at].at);
        assert_int_equal(hf_utf8_invalid_start_at(cases[at].text),
                         cases[at].start_at);
    }
}

static void
code_points_are_counted_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(hf_utf8_count(HF_VIEW("")), 0);
    assert_int_equal(hf_utf8_count(HF_VIEW("M\xc3\xbcnchen")), 7);
    assert_int_equal(hf_utf8_count(HF_VIEW("\xe2\x82\xac\xe2\x82\xac"
                                           "\xf0\x9f\x92\xa9"
                                           "abcdefg")),
                     10);
}

static void
width_is_in_cells(void **state)
{
    (void)state;
    assert_int_equal(hf_utf8_width(HF_VIEW("abc")), 3);
    assert_int_equal(hf_utf8_width(HF_VIEW("\xc3\xa9")), 1);
    assert_int_equal(hf_utf8_width(HF_VIEW("e\xcc\x81")), 1);
    assert_int_equal(hf_utf8_width(HF_VIEW("\xe6\x97\xa5\xe6\x9c\xac")), 4);
    assert_int_equal(hf_utf8_width(HF_VIEW("\xf0\x9f\x92\xa9")), 2);
    assert_int_equal(hf_utf8_width(HF_VIEW("\x1b\x7f\xc2\x9b")), 0);
    assert_int_equal(hf_utf8_width(HF_VIEW("\xef\xbc\xa1")), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(broken_texts_are_found_at_their_first_bad_byte),
        cmocka_unit_test(code_points_are_counted_not_bytes),
        cmocka_unit_test(width_is_in_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
