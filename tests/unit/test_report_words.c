/* Numbers in people's words. */
#include "testing.h"

#include "report/words.h"

static hf_buffer text;

static void
assert_text(const char *expected)
{
    assert_view(hf_buffer_view(&text), expected);
    hf_buffer_clear(&text);
}

static void
thousands_are_parted(void **state)
{
    (void)state;
    hf_words_count(&text, 0);
    assert_text("0");
    hf_words_count(&text, 999);
    assert_text("999");
    hf_words_count(&text, 1234567);
    assert_text("1,234,567");
    hf_words_count(&text, -1000);
    assert_text("-1,000");
    hf_words_count(&text, INT64_MIN);
    assert_text("-9,223,372,036,854,775,808");
}

static void
a_share_is_never_rounded_to_none_or_all(void **state)
{
    (void)state;
    const struct {
        double share;
        const char *words;
    } cases[] = {{0, "0 %"},        {1, "100 %"},
                 {0.3875, "39 %"},  {0.0004, "under 0.1 %"},
                 {0.006, "0.6 %"},  {0.01, "1 %"},
                 {0.994, "99.4 %"}, {0.9999, "over 99.9 %"}};
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        hf_words_share(&text, cases[at].share);
        assert_text(cases[at].words);
    }
}

static void
a_rate_says_its_denominator_and_interval(void **state)
{
    (void)state;
    hf_words_rate(&text, hf_proportion_wilson(31, 80));
    assert_text("39 % (31 of 80, 29 % to 50 %)");
    hf_words_rate(&text, hf_proportion_wilson(0, 0));
    assert_text("none of 0");
    hf_words_rate(&text, hf_proportion_wilson(29, 200)); // 14.5
    assert_text("15 % (29 of 200, 10 % to 20 %)");
    hf_words_rate(&text, hf_proportion_wilson(2, 1000));
    assert_text("0.2 % (2 of 1,000, under 0.1 % to 0.7 %)");
}

static void
a_difference_is_told_in_points(void **state)
{
    (void)state;
    hf_words_difference(&text, (hf_difference){true, 0.041, -0.012, 0.089});
    assert_text("+4 points (-1 to +9)");
    hf_words_difference(&text, (hf_difference){true, -0.01, -0.02, 0});
    assert_text("-1 point (-2 to 0)");
    hf_words_difference(&text, (hf_difference){true, 0.004, -0.004, 0.01});
    assert_text("0 points (0 to +1)");
    hf_words_difference(&text, (hf_difference){0});
    assert_text("not comparable");
}

static void
spans_have_two_units_at_most(void **state)
{
    (void)state;
    const struct {
        int64_t minutes;
        const char *words;
    } cases[] = {{0, "0 min"},        {59, "59 min"}, {60, "1 h"},
                 {200, "3 h 20 min"}, {1440, "1 d"},  {5880, "4 d 2 h"}};
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        hf_words_span(&text, cases[at].minutes);
        assert_text(cases[at].words);
    }
}

static void
days_and_moments_are_utc(void **state)
{
    (void)state;
    hf_words_day(&text, 1790812800);
    assert_text("1 October 2026");
    hf_words_moment(&text, 1790812800);
    assert_text("1 October 2026");
    hf_words_moment(&text, 1790812800 + 9 * 3600 + 1800);
    assert_text("1 October 2026, 09:30 UTC");
}

static void
chances_and_nouns(void **state)
{
    (void)state;
    hf_words_chance(&text, 'p', 0.0042);
    assert_text("p = 0.004");
    hf_words_chance(&text, 'q', 0.0002);
    assert_text("q < 0.001");
    hf_words_of(&text, 1, "case", "cases");
    assert_text("1 case");
    hf_words_of(&text, 1200, "case", "cases");
    assert_text("1,200 cases");
}

static void
a_sentence_takes_every_kind_of_number(void **state)
{
    (void)state;
    hf_words_add(&text, "%n, %r, %s, %d, %c, %w", INT64_C(1200),
                 hf_proportion_wilson(31, 80), 0.5,
                 (hf_difference){true, 0.041, -0.012, 0.089}, 'q', 0.031,
                 INT64_C(200));
    assert_text("1,200, 39 % (31 of 80, 29 % to 50 %), 50 %, +4 points (-1 to "
                "+9), q = 0.031, 3 h 20 min");
    hf_words_add(&text, "%y; %m; %o; %v %t 100 %%", INT64_C(1790812800),
                 INT64_C(1790812800) + 60, INT64_C(2), "case", "cases",
                 HF_VIEW("a view"), "and a text");
    assert_text("1 October 2026; 1 October 2026, 00:01 UTC; 2 cases; a view "
                "and a text 100 %");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousands_are_parted),
        cmocka_unit_test(a_share_is_never_rounded_to_none_or_all),
        cmocka_unit_test(a_rate_says_its_denominator_and_interval),
        cmocka_unit_test(a_difference_is_told_in_points),
        cmocka_unit_test(spans_have_two_units_at_most),
        cmocka_unit_test(days_and_moments_are_utc),
        cmocka_unit_test(chances_and_nouns),
        cmocka_unit_test(a_sentence_takes_every_kind_of_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
