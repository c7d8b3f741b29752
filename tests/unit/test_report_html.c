/* The page: harmless texts, whole whatever is missing, the same as before. */
#include "testing.h"

#include "base/memory.h"
#include "report/fixture.h"
#include "report/html.h"
#include "report/html_parts.h"
#include "report/layout.h"

#include <stdlib.h>

static const char GOLDEN[] = "tests/report/page.html";

static char *
write_fixture(const char *payload, size_t *len)
{
    hf_document document;
    hf_buffer out = {0};
    hf_fixture_lay_out(&document, payload);
    assert_false(document.out_of_memory);
    assert_true(hf_html_write(&document, &out));
    hf_arena_clear(&document.arena);
    *len = out.len;
    assert_non_null(hf_buffer_text(&out));
    return out.ptr;
}

static void
assert_text(const char *text, size_t len, const char *expected)
{
    hf_buffer out = {0};
    hf_html_text(&out, (hf_view){text, len});
    assert_view(hf_buffer_view(&out), expected);
    hf_buffer_clear(&out);
}

static void
markup_in_a_text_is_text(void **state)
{
    (void)state;
    assert_text("a<b>&\"'", 7, "a&lt;b&gt;&amp;&quot;&#39;");
}

static void
controls_and_turns_of_direction_are_replaced(void **state)
{
    (void)state;
    assert_text("a\0b\x1b[0m\r", 8,
                "a\xEF\xBF\xBD"
                "b\xEF\xBF\xBD[0m\xEF\xBF\xBD");
    assert_text("x\xE2\x80\xAEy", 5, "x\xEF\xBF\xBDy"); // U+202E
    assert_text("x\xE2\x81\xA6y", 5, "x\xEF\xBF\xBDy"); // U+2066
    assert_text("\xD7\xA9\xE2\x80\x8F!", 6, "\xD7\xA9\xE2\x80\x8F!");
    assert_text("a\nb\tc", 5, "a\nb\tc");
}

static void
bytes_that_are_no_utf8_are_replaced_one_by_one(void **state)
{
    (void)state;
    assert_text("a\xFF\xFE"
                "b",
                4,
                "a\xEF\xBF\xBD\xEF\xBF\xBD"
                "b");
    assert_text("\xE2\x82", 2, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void
a_number_and_its_percent_sign_stay_together(void **state)
{
    (void)state;
    assert_text("39 % of 80", 10, "39\xC2\xA0% of 80");
}

static void
a_long_text_is_cut_between_characters(void **state)
{
    (void)state;
    hf_buffer out = {0};
    hf_html_short(&out, HF_VIEW("\xC3\xA4\xC3\xB6\xC3\xBC"), 2);
    assert_view(hf_buffer_view(&out), "\xC3\xA4\xC3\xB6\xE2\x80\xA6");
    hf_buffer_reset(&out);
    hf_html_short(&out, HF_VIEW("\xC3\xA4\xC3\xB6"), 2);
    assert_view(hf_buffer_view(&out), "\xC3\xA4\xC3\xB6");
    hf_buffer_clear(&out);
}

static void
what_the_script_reads_keeps_its_bytes(void **state)
{
    (void)state;
    hf_buffer out = {0};
    hf_html_exact(&out, HF_VIEW("a \"b\"\r\xE2\x80\xAE"));
    assert_view(hf_buffer_view(&out), "a &quot;b&quot;&#13;\xE2\x80\xAE");
    hf_buffer_clear(&out);
}

static void
links_lead_into_the_page_or_to_the_web(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "javascript:alert(1)", "data:text/html,x", " https://a", "//a", ""};
    hf_buffer out = {0};
    for (size_t at = 0; at < sizeof refused / sizeof *refused; at++) {
        assert_false(hf_html_open_link(&out, hf_view_of(refused[at])));
    }
    assert_int_equal(out.len, 0);
    assert_true(hf_html_open_link(&out, HF_VIEW("#case-1")));
    assert_true(hf_html_open_link(&out, HF_VIEW("HTTPS://a/?b=\"c\"")));
    assert_view(hf_buffer_view(&out), "<a href=\"#case-1\">"
                                      "<a href=\"HTTPS://a/?b=&quot;c&quot;\" "
                                      "rel=\"noopener noreferrer external\">");
    hf_buffer_clear(&out);
}

static void
a_document_without_sections_is_a_page(void **state)
{
    (void)state;
    hf_document document = {.title = HF_VIEW("Nothing")};
    hf_buffer out = {0};
    assert_true(hf_html_write(&document, &out));
    assert_non_null(strstr(hf_buffer_text(&out), "<h1>Nothing</h1>"));
    assert_non_null(strstr(out.ptr, "</html>\n"));
    hf_buffer_clear(&out);
}

static void
charts_of_nothing_are_drawn(void **state)
{
    (void)state;
    for (int kind = HF_CHART_TREND; kind <= HF_CHART_STEPS; kind++) {
        for (size_t marks = 0; marks < 3; marks++) {
            hf_document document = {.title = HF_VIEW("Empty")};
            hf_layout layout = {.document = &document};
            hf_layout_section(&layout, 1, "Empty");
            assert_non_null(
                hf_layout_chart(&layout, (hf_chart_kind)kind, marks));
            hf_buffer out = {0};
            assert_true(hf_html_write(&document, &out));
            assert_non_null(strstr(hf_buffer_text(&out), "</figure>"));
            assert_null(strstr(out.ptr, "nan"));
            assert_null(strstr(out.ptr, "inf"));
            hf_buffer_clear(&out);
            hf_arena_clear(&document.arena);
        }
    }
}

static size_t
count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at++) {
        count++;
    }
    return count;
}

static void
no_payload_adds_an_element(void **state)
{
    (void)state;
    static const char *const payloads[] = {"<script>alert(1)</script>",
                                           "</style></script></svg><img src=x>",
                                           "\"' onload=alert(1) x=\"",
                                           "javascript:alert(1)",
                                           "--><!--",
                                           "\xE2\x80\xAE\xF0\x9F\xA6\x84"};
    size_t len = 0;
    char *harmless = write_fixture("", &len);
    for (size_t at = 0; at < sizeof payloads / sizeof *payloads; at++) {
        char *page = write_fixture(payloads[at], &len);
        assert_int_equal(count_of(page, "<"), count_of(harmless, "<"));
        assert_int_equal(count_of(page, "\""), count_of(harmless, "\""));
        hf_memory_free(page);
    }
    hf_memory_free(harmless);
}

static void
long_names_do_not_swell_the_page(void **state)
{
    (void)state;
    char *name = malloc(10001);
    memset(name, 'x', 10000);
    name[10000] = '\0';
    size_t len = 0;
    char *page = write_fixture(name, &len);
    assert_true(len < 1024 * 1024);
    hf_memory_free(page);
    free(name);
}

static void
a_report_of_everything_stays_under_two_mebibytes(void **state)
{
    (void)state;
    static const hf_column columns[] = {{"name", "Name", HF_VALUE_TEXT},
                                        {"a", "Rate", HF_VALUE_RATE},
                                        {"b", "Rate", HF_VALUE_RATE},
                                        {"c", "Rate", HF_VALUE_RATE}};
    hf_document document = {.title = HF_VIEW("Large")};
    hf_layout layout = {.document = &document};
    for (int section = 1; section <= 15; section++) {
        hf_layout_section(&layout, section, "Large");
        hf_sheet *sheet =
            hf_layout_sheet(&layout, "large", columns, 4, HF_VIEW("Large"));
        for (int at = 0; at < 2000; at++) {
            hf_value *row = hf_layout_row(&layout, sheet);
            row[0] = hf_layout_words(HF_VIEW("A team of an ordinary name"));
            for (int column = 1; column < 4; column++) {
                row[column] = hf_layout_rate(hf_proportion_wilson(at, 2000));
            }
        }
    }
    hf_buffer out = {0};
    assert_true(hf_html_write(&document, &out));
    assert_true(out.len < 2 * 1024 * 1024);
    assert_non_null(strstr(hf_buffer_text(&out), "first 500 of 2,000 rows"));
    assert_non_null(strstr(out.ptr, "first 10 of 2,000 rows"));
    hf_buffer_clear(&out);
    hf_arena_clear(&document.arena);
}

static void
the_page_says_when_memory_ran_out(void **state)
{
    (void)state;
    hf_document document;
    hf_fixture_lay_out(&document, "");
    unsigned long nth = 0;
    for (bool is_whole = false; !is_whole; nth++) {
        hf_buffer out = {0};
        hf_memory_fail_at(nth + 1);
        is_whole = hf_html_write(&document, &out);
        hf_memory_fail_at(0);
        assert_int_equal(is_whole, !out.failed);
        hf_buffer_clear(&out);
    }
    assert_true(nth > 3);
    hf_arena_clear(&document.arena);
}

// From the body to the script: the style and the script have their own files.
static void
the_page_is_as_it_was(void **state)
{
    (void)state;
    size_t len = 0;
    char *page = write_fixture("", &len);
    char *start = strstr(page, "<body>");
    char *end = strstr(page, "<script>");
    assert_true(start && end);
    if (getenv("HANDOFF_GOLDEN")) {
        FILE *file = fopen(GOLDEN, "wb");
        assert_non_null(file);
        fwrite(start, 1, (size_t)(end - start), file);
        fclose(file);
    }
    FILE *file = fopen(GOLDEN, "rb");
    assert_non_null(file);
    char *golden = calloc(1, len);
    size_t read = fread(golden, 1, len - 1, file);
    fclose(file);
    assert_int_equal(read, end - start);
    assert_memory_equal(golden, start, read);
    free(golden);
    hf_memory_free(page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_in_a_text_is_text),
        cmocka_unit_test(controls_and_turns_of_direction_are_replaced),
        cmocka_unit_test(bytes_that_are_no_utf8_are_replaced_one_by_one),
        cmocka_unit_test(a_number_and_its_percent_sign_stay_together),
        cmocka_unit_test(a_long_text_is_cut_between_characters),
        cmocka_unit_test(what_the_script_reads_keeps_its_bytes),
        cmocka_unit_test(links_lead_into_the_page_or_to_the_web),
        cmocka_unit_test(a_document_without_sections_is_a_page),
        cmocka_unit_test(charts_of_nothing_are_drawn),
        cmocka_unit_test(no_payload_adds_an_element),
        cmocka_unit_test(long_names_do_not_swell_the_page),
        cmocka_unit_test(a_report_of_everything_stays_under_two_mebibytes),
        cmocka_unit_test(the_page_says_when_memory_ran_out),
        cmocka_unit_test(the_page_is_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
