/* Places in texts, against a walk through the text. */
#include "testing.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "diag/source.h"

static void
assert_place(const hf_source *source, uint32_t at, uint32_t line,
             uint32_t column)
{
    hf_span span = {source, at, 0};
    assert_int_equal(hf_source_line(span), line);
    assert_int_equal(hf_source_column(span), column);
}

static void
lf_crlf_and_a_lone_cr_end_lines(void **state)
{
    (void)state;
    hf_source *source = hf_source_new("t", HF_VIEW("a\nbc\r\n\rd"));
    assert_non_null(source);
    assert_int_equal(source->lines.count, 4);
    assert_view(hf_source_line_text(source, 1), "a");
    assert_view(hf_source_line_text(source, 2), "bc");
    assert_view(hf_source_line_text(source, 3), "");
    assert_view(hf_source_line_text(source, 4), "d");
    assert_view(hf_source_line_text(source, 5), "");
    assert_view(hf_source_line_text(source, 0), "");
    assert_place(source, 0, 1, 1);
    assert_place(source, 1, 1, 2);
    assert_place(source, 3, 2, 2);
    assert_place(source, 7, 4, 1);
    assert_place(source, 8, 4, 2);
    hf_source_free(source);
}

static void
columns_count_code_points(void **state)
{
    (void)state;
    hf_source *source = hf_source_new("t", HF_VIEW("x\n\xc3\xa9\xe2\x82\xac="));
    assert_place(source, 2, 2, 1);
    assert_place(source, 4, 2, 2);
    assert_place(source, 7, 2, 3);
    assert_int_equal(hf_source_offset(source, 1, 0), 2);
    assert_int_equal(hf_source_offset(source, 1, 1), 4);
    assert_int_equal(hf_source_offset(source, 1, 2), 7);
    assert_int_equal(hf_source_offset(source, 1, 99), 8);
    assert_int_equal(hf_source_offset(source, 7, 0), 8);
    hf_source_free(source);
}

static void
a_byte_order_mark_is_no_column(void **state)
{
    (void)state;
    hf_source *source = hf_source_new("t", HF_VIEW("\xef\xbb\xbfkey: 1\n"));
    assert_place(source, 3, 1, 1);
    assert_place(source, 0, 1, 1);
    assert_view(hf_source_line_text(source, 1), "key: 1");
    assert_int_equal(hf_source_offset(source, 0, 5), 8);
    hf_source_free(source);
}

static void
marks_of_yaml_count_its_line_ends(void **state)
{
    (void)state;
    hf_source *source = hf_source_new("t", HF_VIEW("a\xe2\x80\xa8"
                                                   "b\xc2\x85"
                                                   "c\nd"));
    assert_int_equal(source->lines.count, 2);
    assert_int_equal(hf_source_offset(source, 1, 0), 4);
    assert_int_equal(hf_source_offset(source, 2, 0), 7);
    assert_int_equal(hf_source_offset(source, 3, 0), 9);
    assert_place(source, 9, 2, 1);
    hf_source_free(source);
}

static void
a_span_without_a_source_has_no_place(void **state)
{
    (void)state;
    hf_span none = {NULL, 0, 0};
    assert_int_equal(hf_source_line(none), 0);
    assert_int_equal(hf_source_column(none), 0);
    assert_null(hf_source_end(none).source);
}

static void
an_empty_text_has_one_empty_line(void **state)
{
    (void)state;
    hf_source *source = hf_source_new("", (hf_view){NULL, 0});
    assert_int_equal(source->lines.count, 1);
    assert_place(source, 0, 1, 1);
    assert_view(hf_source_line_text(source, 1), "");
    assert_int_equal(hf_source_offset(source, 0, 0), 0);
    hf_source_free(source);
}

static void
every_offset_of_a_long_text_comes_back(void **state)
{
    (void)state;
    hf_buffer text = {0};
    uint64_t seed = 11;
    for (int at = 0; at < 3000; at++) {
        static const uint32_t codes[] = {'a', '\n', 0xe9, 0x20ac, 0x1f4a9};
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        // Some lines are longer than a block of the index.
        unsigned drawn = (unsigned)(seed >> 33) % 400;
        hf_utf8_add(&text, codes[drawn == 0   ? 1
                                 : drawn == 1 ? 0
                                              : 2 + drawn % 3]);
    }
    hf_source *source = hf_source_new("t", hf_buffer_view(&text));
    assert_non_null(source);
    uint32_t line = 1;
    uint32_t column = 1;
    for (size_t at = 0; at < text.len;) {
        assert_place(source, (uint32_t)at, line, column);
        assert_int_equal(hf_source_offset(source, line - 1, column - 1), at);
        if (hf_utf8_next(hf_buffer_view(&text), &at) == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
    hf_source_free(source);
    hf_buffer_clear(&text);
}

static void
without_memory_there_is_no_source(void **state)
{
    (void)state;
    unsigned long nth = 1;
    for (;; nth++) {
        hf_memory_fail_at(nth);
        hf_source *source = hf_source_new("t", HF_VIEW("a\xc2\x85\n"));
        hf_memory_fail_at(0);
        if (source) {
            hf_source_free(source);
            break;
        }
    }
    assert_int_equal(nth, 7);
    hf_source_free(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lf_crlf_and_a_lone_cr_end_lines),
        cmocka_unit_test(columns_count_code_points),
        cmocka_unit_test(a_byte_order_mark_is_no_column),
        cmocka_unit_test(marks_of_yaml_count_its_line_ends),
        cmocka_unit_test(a_span_without_a_source_has_no_place),
        cmocka_unit_test(an_empty_text_has_one_empty_line),
        cmocka_unit_test(every_offset_of_a_long_text_comes_back),
        cmocka_unit_test(without_memory_there_is_no_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
