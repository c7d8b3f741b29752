/* The report as Markdown: harmless texts, whole tables, the same as before. */
#include "testing.h"

#include "base/memory.h"
#include "report/fixture.h"
#include "report/layout.h"
#include "report/markdown.h"
#include "report/markdown_parts.h"

#include <stdlib.h>

static const char GOLDEN[] = "tests/report/page.md";

#define UNSEEN "\xE2\x80\x8B"

static char *
write_fixture(const char *payload)
{
    hf_document document;
    hf_buffer out = {0};
    hf_fixture_lay_out(&document, payload);
    assert_true(hf_markdown_write(&document, &out));
    hf_arena_clear(&document.arena);
    assert_non_null(hf_buffer_text(&out));
    return out.ptr;
}

static void
assert_made(void (*make)(hf_buffer *, hf_view), const char *text,
            const char *expected)
{
    hf_buffer out = {0};
    make(&out, hf_view_of(text));
    assert_view(hf_buffer_view(&out), expected);
    hf_buffer_clear(&out);
}

static void
make_text(hf_buffer *out, hf_view text)
{
    hf_markdown_text(out, text, HF_MARKDOWN_CELL);
}

static void
make_code(hf_buffer *out, hf_view text)
{
    hf_markdown_code(out, text, HF_MARKDOWN_CELL);
}

static void
markup_in_a_text_is_text(void **state)
{
    (void)state;
    assert_made(make_text, "a|b\\c`d*e_f", "a\\|b\\\\c\\`d\\*e\\_f");
    assert_made(make_text, "![x](y) {{z}} ~~s~~",
                "!&#91;x&#93;(y) \\{\\{z\\}\\} \\~\\~" UNSEEN "s\\~\\~");
    assert_made(make_text, "<b>&amp;", "&lt;b&gt;&amp;" UNSEEN "amp;");
    assert_made(make_text, " two\n\nlines\t", "two lines");
    assert_made(make_text, "\x1b[2J", "&lt;U+001B&gt;&#91;2J");
    assert_made(make_text, "39 % (31 of 80)", "39 % (31 of 80)");
}

static void
words_that_a_page_would_link_are_parted(void **state)
{
    (void)state;
    assert_made(make_text, "@all #12 !7",
                UNSEEN "@" UNSEEN "all #" UNSEEN "12 !" UNSEEN "7");
    assert_made(make_text, "GH-9 a-9", "GH-" UNSEEN "9 a-9");
    assert_made(make_text, "a@b.example", "a" UNSEEN "@" UNSEEN "b.example");
    assert_made(make_text, "http://x www.x",
                "http:/" UNSEEN "/x www" UNSEEN ".x");
    assert_made(make_text, "$x$ 10:30", "&#36;" UNSEEN "x&#36; 10:30");
}

static void
a_line_begins_no_list_and_no_heading(void **state)
{
    (void)state;
    assert_made(hf_markdown_line, "- a - b", "\\- a - b");
    assert_made(hf_markdown_line, "12. a", "12\\. a");
    assert_made(hf_markdown_line, "1) a", "1\\) a");
    assert_made(hf_markdown_line, "1 July", "1 July");
    assert_made(hf_markdown_line, "# a", "\\#" UNSEEN " a");
    assert_made(hf_markdown_line, "===", "\\===");
    assert_made(hf_markdown_line, "", "");
}

static void
only_plain_ids_are_code(void **state)
{
    (void)state;
    assert_made(make_code, "L-7F3A91C2", "`L-7F3A91C2`");
    assert_made(make_code, "a`|b", "a\\`\\|b");
    assert_made(make_code, "@team", UNSEEN "@" UNSEEN "team");
    assert_made(make_code, "", "");
}

static void
assert_link(const char *link, const char *expected)
{
    hf_value value = hf_layout_words(HF_VIEW("it"));
    hf_buffer out = {0};
    value.link = hf_view_of(link);
    hf_markdown_value(&out, &value);
    assert_view(hf_buffer_view(&out), expected);
    hf_buffer_clear(&out);
}

static void
links_lead_into_the_page_or_to_the_web(void **state)
{
    (void)state;
    assert_link("", "it");
    assert_link("#case-1", "[it](#case-1)");
    assert_link("https://x.example/?a=1&b=2",
                "[it](https://x.example/?a=1&amp;b=2)");
    assert_link("http://x/>)|\n`\\", "[it](http://x/%3E%29%7C%0A%60%5C)");
    assert_link("javascript:alert(1)", "it");
    assert_link(" https://x", "it");
    assert_link("data:text/html,x", "it");
}

// Bars that part cells: those that no backslash stands before.
static size_t
count_bars(const char *line, size_t len)
{
    size_t count = 0;
    for (size_t at = 0; at < len; at++) {
        if (line[at] == '\\') {
            at++;
        } else if (line[at] == '|') {
            count++;
        }
    }
    return count;
}

static void
rows_have_the_cells_of_their_head(void **state)
{
    (void)state;
    char *text = write_fixture("|a\\|\n|`|` ");
    size_t bars = 0;
    size_t rows = 0;
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n");
        if (*line == '|') {
            size_t its = count_bars(line, len);
            assert_true(bars == 0 || bars == its);
            bars = its;
            rows++;
        } else {
            bars = 0;
        }
        line += len + (line[len] == '\n');
    }
    assert_true(rows > 80);
    hf_memory_free(text);
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
no_payload_adds_anything(void **state)
{
    (void)state;
    static const char *const payloads[] = {"<script>x</script>",
                                           "</details><img src=x onerror=y>",
                                           "\n\n# x\n\n- [ ] y ",
                                           "](javascript:x) [a](javascript:y) ",
                                           "@all #1 ",
                                           "```\n| --- |\n",
                                           "\xff\xfe\x1b]0;x\a",
                                           "\n---\n"};
    static const char *const parts[] = {"\n#",   "\n- ", "\n  - ", "<",
                                        "\n---", "\n**", "\n|",    "\n```",
                                        "\n> ",  "\n=="};
    char *harmless = write_fixture("");
    for (size_t at = 0; at < sizeof payloads / sizeof *payloads; at++) {
        char *text = write_fixture(payloads[at]);
        for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
            assert_int_equal(count_of(text, parts[part]),
                             count_of(harmless, parts[part]));
        }
        assert_null(strstr(text, "@all"));
        assert_null(strstr(text, "#1 "));
        assert_int_equal(count_of(text, "]("), count_of(harmless, "]("));
        hf_memory_free(text);
    }
    hf_memory_free(harmless);
}

static void
charts_of_nothing_are_written(void **state)
{
    (void)state;
    for (int kind = HF_CHART_TREND; kind <= HF_CHART_STEPS; kind++) {
        for (size_t marks = 0; marks < 5; marks++) {
            hf_document document = {.title = HF_VIEW("Empty")};
            hf_layout layout = {.document = &document};
            hf_buffer out = {0};
            hf_layout_section(&layout, 1, "Empty");
            assert_non_null(
                hf_layout_chart(&layout, (hf_chart_kind)kind, marks));
            assert_true(hf_markdown_write(&document, &out));
            hf_buffer_clear(&out);
            hf_arena_clear(&document.arena);
        }
    }
}

static void
it_says_when_memory_ran_out(void **state)
{
    (void)state;
    hf_document document;
    hf_fixture_lay_out(&document, "");
    bool is_whole = false;
    for (unsigned long nth = 1; !is_whole; nth++) {
        hf_buffer out = {0};
        hf_memory_fail_at(nth);
        is_whole = hf_markdown_write(&document, &out);
        hf_memory_fail_at(0);
        assert_int_equal(is_whole, !out.failed);
        hf_buffer_clear(&out);
        nth += nth / 8;
    }
    hf_arena_clear(&document.arena);
}

static void
the_page_is_as_it_was(void **state)
{
    (void)state;
    char *page = write_fixture("");
    size_t len = strlen(page);
    if (getenv("HANDOFF_GOLDEN")) {
        FILE *file = fopen(GOLDEN, "wb");
        assert_non_null(file);
        fwrite(page, 1, len, file);
        fclose(file);
    }
    FILE *file = fopen(GOLDEN, "rb");
    assert_non_null(file);
    char *golden = calloc(1, len + 1);
    size_t read = fread(golden, 1, len + 1, file);
    fclose(file);
    assert_int_equal(read, len);
    assert_memory_equal(golden, page, len);
    free(golden);
    hf_memory_free(page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_in_a_text_is_text),
        cmocka_unit_test(words_that_a_page_would_link_are_parted),
        cmocka_unit_test(a_line_begins_no_list_and_no_heading),
        cmocka_unit_test(only_plain_ids_are_code),
        cmocka_unit_test(links_lead_into_the_page_or_to_the_web),
        cmocka_unit_test(rows_have_the_cells_of_their_head),
        cmocka_unit_test(no_payload_adds_anything),
        cmocka_unit_test(charts_of_nothing_are_written),
        cmocka_unit_test(it_says_when_memory_ran_out),
        cmocka_unit_test(the_page_is_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
