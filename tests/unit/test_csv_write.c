/* A written cell: guarded, quoted when it must be and only then. */
#include "csv/write.h"

#include "testing.h"

static hf_buffer out;

static hf_view
write_cell(hf_view text, char separator, bool is_guarded)
{
    const hf_csv_style style = {separator, is_guarded};
    hf_buffer_reset(&out);
    hf_csv_write_cell(&out, &style, text);
    assert_false(out.failed);
    return hf_buffer_view(&out);
}

#define WRITE(literal) write_cell(HF_VIEW(literal), ',', true)

static void
a_plain_text_stays_as_it_is(void **state)
{
    (void)state;
    assert_view(WRITE(""), "");
    assert_view(WRITE("abc"), "abc");
    assert_view(WRITE("a; b|c\td 'e' \xc3\xa9"), "a; b|c\td 'e' \xc3\xa9");
    assert_view(WRITE(" leading"), " leading");
}

static void
separators_quotes_and_line_ends_ask_for_quotes(void **state)
{
    (void)state;
    assert_view(WRITE("a,b"), "\"a,b\"");
    assert_view(WRITE("a\"b\""), "\"a\"\"b\"\"\"");
    assert_view(WRITE("a\nb"), "\"a\nb\"");
    assert_view(WRITE("a\rb"), "\"a\rb\"");
    assert_view(write_cell(HF_VIEW("a,b"), '\t', true), "a,b");
    assert_view(write_cell(HF_VIEW("a\tb"), '\t', true), "\"a\tb\"");
    assert_view(write_cell(HF_VIEW("a;b"), ';', false), "\"a;b\"");
}

static void
what_asks_for_quotes_is_found_wherever_it_stands(void **state)
{
    (void)state;
    char text[40], expected[44];
    for (size_t len = 1; len < 33; len++) {
        for (size_t at = 0; at < len; at++) {
            memset(text, 'x', len);
            text[at] = ',';
            size_t size = (size_t)snprintf(expected, sizeof expected,
                                           "\"%.*s\"", (int)len, text);
            hf_view found = write_cell((hf_view){text, len}, ',', true);
            assert_int_equal(found.len, size);
            assert_memory_equal(found.ptr, expected, size);
        }
    }
}

static void
what_a_spreadsheet_would_run_is_guarded(void **state)
{
    (void)state;
    assert_view(WRITE("=1+1"), "'=1+1");
    assert_view(WRITE("@a"), "'@a");
    assert_view(WRITE("+a"), "'+a");
    assert_view(WRITE("-"), "'-");
    assert_view(WRITE("\ta"), "'\ta");
    assert_view(WRITE("\ra"), "\"'\ra\"");
    assert_view(WRITE("=a,\"b\""), "\"'=a,\"\"b\"\"\"");
    assert_view(WRITE("a=1"), "a=1");
}

static void
what_is_wholly_a_number_is_not_guarded(void **state)
{
    (void)state;
    assert_view(WRITE("-5"), "-5");
    assert_view(WRITE("+1,000.5"), "\"+1,000.5\"");
    assert_view(WRITE("-5 "), "'-5 ");
    assert_view(WRITE("-1e3"), "'-1e3");
    assert_view(write_cell(HF_VIEW("=1"), ',', false), "=1");
}

static int
clear(void **state)
{
    (void)state;
    hf_buffer_clear(&out);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_text_stays_as_it_is),
        cmocka_unit_test(separators_quotes_and_line_ends_ask_for_quotes),
        cmocka_unit_test(what_asks_for_quotes_is_found_wherever_it_stands),
        cmocka_unit_test(what_a_spreadsheet_would_run_is_guarded),
        cmocka_unit_test(what_is_wholly_a_number_is_not_guarded),
    };
    return cmocka_run_group_tests_name("csv: write", tests, NULL, clear);
}
