/* Text for a terminal: words, columns, figures. */
#include "testing.h"

#include "check/screen.h"

static void
assert_laid(hf_screen *screen, const char *expected)
{
    char *text = hf_screen_take(screen);
    assert_string_equal(text, expected);
    handoff_free(text);
}

static void
words_go_on_below_the_indent(void **state)
{
    (void)state;
    hf_screen screen;
    hf_screen_init(&screen, HANDOFF_SHAPE_TEXT, 40);
    hf_screen_say(&screen, HF_SCREEN_PLAIN, "because");
    hf_screen_to(&screen, 10);
    hf_screen_wrap(&screen, HF_SCREEN_PLAIN,
                   HF_VIEW("decision makers close three times as often"), 10);
    hf_screen_end(&screen);
    assert_laid(&screen, "because   decision makers close three\n"
                         "          times as often\n");
}

static void
a_word_that_is_too_long_stands_alone(void **state)
{
    (void)state;
    hf_screen screen;
    hf_screen_init(&screen, HANDOFF_SHAPE_TEXT, 40);
    hf_screen_wrap(&screen, HF_SCREEN_PLAIN,
                   HF_VIEW("a 0123456789012345678901234567890123456789012 b"),
                   0);
    assert_laid(&screen, "a\n0123456789012345678901234567890123456789012\nb");
}

static void
items_keep_their_commas(void **state)
{
    (void)state;
    hf_screen screen;
    hf_screen_init(&screen, HANDOFF_SHAPE_TEXT, 40);
    hf_screen_to(&screen, 2);
    for (int at = 0; at < 4; at++) {
        hf_screen_item(&screen, HF_SCREEN_PLAIN, HF_VIEW("Billing Country"),
                       at == 0, 2);
    }
    assert_laid(&screen, "  Billing Country, Billing Country,\n"
                         "  Billing Country, Billing Country");
}

static void
a_line_ends_without_blanks(void **state)
{
    (void)state;
    hf_screen screen;
    hf_screen_init(&screen, HANDOFF_SHAPE_TEXT, 80);
    hf_screen_say(&screen, HF_SCREEN_PLAIN, "a");
    hf_screen_to(&screen, 20);
    hf_screen_end(&screen);
    hf_screen_right(&screen, HF_SCREEN_PLAIN, HF_VIEW("12"), 5);
    assert_laid(&screen, "a\n   12");
}

static void
no_text_writes_to_the_terminal(void **state)
{
    (void)state;
    hf_screen screen;
    hf_screen_init(&screen, HANDOFF_SHAPE_TEXT, 80);
    hf_screen_say(&screen, HF_SCREEN_PLAIN, "\x1b[2J");
    hf_screen_wrap(&screen, HF_SCREEN_PLAIN, HF_VIEW("x\ty"), 0);
    hf_screen_cut(&screen, HF_SCREEN_PLAIN, HF_VIEW("abcdefgh"), 6);
    assert_laid(&screen, "<U+001B>[2Jx<U+0009>yabc...");
}

static void
colours_take_no_cells(void **state)
{
    (void)state;
    hf_screen screen;
    hf_screen_init(&screen, HANDOFF_SHAPE_COLOR, 80);
    hf_screen_say(&screen, HF_SCREEN_GOOD, "true");
    hf_screen_to(&screen, 6);
    hf_screen_say(&screen, HF_SCREEN_PLAIN, "x");
    assert_laid(&screen, "\x1b[32mtrue\x1b[0m  x");
}

static void
a_few_are_not_none_and_nearly_all_not_all(void **state)
{
    (void)state;
    static const struct {
        uint64_t part, whole;
        const char *text;
    } cases[] = {{0, 0, "0.0%"},
                 {0, 7, "0.0%"},
                 {7, 7, "100.0%"},
                 {1, 3, "33.3%"},
                 {2, 3, "66.7%"},
                 {1, 1000000, "0.1%"},
                 {999999, 1000000, "99.9%"}};
    hf_buffer out = {0};
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        hf_buffer_reset(&out);
        hf_screen_share(&out, cases[at].part, cases[at].whole);
        assert_view(hf_buffer_view(&out), cases[at].text);
    }
    hf_buffer_reset(&out);
    hf_screen_count(&out, 0);
    hf_buffer_add_byte(&out, ' ');
    hf_screen_count(&out, 999);
    hf_buffer_add_byte(&out, ' ');
    hf_screen_count(&out, 1234567);
    assert_view(hf_buffer_view(&out), "0 999 1,234,567");
    hf_buffer_clear(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_go_on_below_the_indent),
        cmocka_unit_test(a_word_that_is_too_long_stands_alone),
        cmocka_unit_test(items_keep_their_commas),
        cmocka_unit_test(a_line_ends_without_blanks),
        cmocka_unit_test(no_text_writes_to_the_terminal),
        cmocka_unit_test(colours_take_no_cells),
        cmocka_unit_test(a_few_are_not_none_and_nearly_all_not_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
