/* The report in a terminal: it fits, obeys nobody, and is whole. */
#include "testing.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "report/fixture.h"
#include "report/layout.h"
#include "report/plain.h"
#include "report/text.h"

#include <stdlib.h>

static char *
write_fixture(const char *payload, hf_text_look look)
{
    hf_document document;
    hf_buffer out = {0};
    hf_fixture_lay_out(&document, payload);
    assert_true(hf_text_write(&document, &look, &out));
    hf_arena_clear(&document.arena);
    assert_non_null(hf_buffer_text(&out));
    return out.ptr;
}

static void
no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    static const unsigned widths[] = {0, 40, 53, 80, 120, 4000};
    for (size_t at = 0; at < sizeof widths / sizeof *widths; at++) {
        char *text = write_fixture("", (hf_text_look){.width = widths[at]});
        size_t most = widths[at] < 40    ? 40
                      : widths[at] > 120 ? 120
                                         : widths[at];
        for (const char *line = text; *line;) {
            size_t len = strcspn(line, "\n");
            assert_true(hf_utf8_width((hf_view){line, len}) <= most + 24);
            assert_true(widths[at] < 80 ||
                        hf_utf8_width((hf_view){line, len}) <= most);
            assert_true(len == 0 || line[len - 1] != ' ');
            line += len + (line[len] == '\n');
        }
        hf_memory_free(text);
    }
}

static void
nothing_reaches_the_terminal_to_obey(void **state)
{
    (void)state;
    static const char payload[] = "\x1b]0;x\x07\x1b[2J\xE2\x80\xAE\r\n\x9b"
                                  "31m";
    char *text = write_fixture(payload, (hf_text_look){.width = 80});
    for (const char *at = text; *at; at++) {
        assert_true((unsigned char)*at >= ' ' || *at == '\n');
    }
    assert_null(strstr(text, "\xE2\x80\xAE"));
    assert_non_null(strstr(text, "<U+001B>"));
    assert_int_equal(hf_utf8_invalid_at(hf_view_of(text)), strlen(text));
    hf_memory_free(text);
}

static void
without_blocks_the_charts_are_ascii(void **state)
{
    (void)state;
    hf_text_look look = {.width = 80, .is_ascii = true};
    char *text = write_fixture("", look);
    assert_null(strstr(text, "\xE2\x96"));
    assert_null(strstr(text, "\xE2\x94"));
    assert_non_null(strstr(text, "####"));
    hf_memory_free(text);
}

// Colours are added, and nothing is said by them alone.
static void
colours_change_no_word(void **state)
{
    (void)state;
    char *plain = write_fixture("", (hf_text_look){.width = 80});
    hf_text_look look = {.width = 80, .has_color = true};
    char *colored = write_fixture("", look);
    char *to = colored;
    for (const char *at = colored; *at;) {
        if (*at == '\x1b') {
            at += strcspn(at, "m") + 1;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
    assert_null(strchr(plain, '\x1b'));
    assert_string_equal(colored, plain);
    hf_memory_free(plain);
    hf_memory_free(colored);
}

static void
rates_say_their_count_and_interval(void **state)
{
    (void)state;
    char *text = write_fixture("", (hf_text_look){.width = 80});
    assert_non_null(strstr(text, "31 %  312 of 1,013"));
    assert_non_null(strstr(text, "28 to 34 %"));
    assert_non_null(strstr(text, "none of 0"));
    assert_non_null(strstr(text, "Was the rule right?       [ ] yes"));
    assert_non_null(strstr(text, "first 60 of 140 rows"));
    hf_memory_free(text);
}

static void
long_names_are_cut(void **state)
{
    (void)state;
    char *name = malloc(10001);
    memset(name, 'x', 10000);
    name[10000] = '\0';
    char *text = write_fixture(name, (hf_text_look){.width = 80});
    assert_true(strlen(text) < 512 * 1024);
    hf_memory_free(text);
    free(name);
}

static void
charts_of_nothing_are_drawn(void **state)
{
    (void)state;
    for (int kind = HF_CHART_TREND; kind <= HF_CHART_STEPS; kind++) {
        for (size_t marks = 0; marks < 5; marks++) {
            hf_document document = {.title = HF_VIEW("Empty")};
            hf_layout layout = {.document = &document};
            hf_text_look look = {.width = 80};
            hf_buffer out = {0};
            hf_layout_section(&layout, 1, "Empty");
            assert_non_null(
                hf_layout_chart(&layout, (hf_chart_kind)kind, marks));
            assert_true(hf_text_write(&document, &look, &out));
            hf_buffer_clear(&out);
            hf_arena_clear(&document.arena);
        }
    }
}

static void
lines_end_between_words_and_before_no_percent_sign(void **state)
{
    (void)state;
    hf_view text = HF_VIEW("of 100 % it is\nso");
    size_t at = 0;
    assert_view(hf_plain_line(text, &at, 7), "of");
    assert_view(hf_plain_line(text, &at, 7), "100 %");
    assert_view(hf_plain_line(text, &at, 7), "it is");
    assert_view(hf_plain_line(text, &at, 7), "so");
    assert_int_equal(at, text.len);
    at = 0;
    assert_view(hf_plain_line(HF_VIEW("abcdef"), &at, 4), "abcd");
    assert_view(hf_plain_line(HF_VIEW("abcdef"), &at, 4), "ef");
}

static void
it_says_when_memory_ran_out(void **state)
{
    (void)state;
    hf_document document;
    hf_text_look look = {.width = 80};
    hf_fixture_lay_out(&document, "");
    bool is_whole = false;
    for (unsigned long nth = 1; !is_whole; nth++) {
        hf_buffer out = {0};
        hf_memory_fail_at(nth);
        is_whole = hf_text_write(&document, &look, &out);
        hf_memory_fail_at(0);
        assert_int_equal(is_whole, !out.failed);
        hf_buffer_clear(&out);
        nth += nth / 8;
    }
    hf_arena_clear(&document.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(nothing_reaches_the_terminal_to_obey),
        cmocka_unit_test(without_blocks_the_charts_are_ascii),
        cmocka_unit_test(colours_change_no_word),
        cmocka_unit_test(rates_say_their_count_and_interval),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(charts_of_nothing_are_drawn),
        cmocka_unit_test(lines_end_between_words_and_before_no_percent_sign),
        cmocka_unit_test(it_says_when_memory_ran_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
