/* Figures as text. */
#include "unit/near.h"

#include "report/decimal_text.h"

static void
assert_text(double value, int decimals, const char *expected)
{
    hf_buffer out = {0};
    hf_decimal_text_add(&out, value, decimals);
    assert_view(hf_buffer_view(&out), expected);
    hf_buffer_clear(&out);
}

static void
assert_percent(int64_t k, int64_t n, int decimals, const char *expected)
{
    hf_buffer out = {0};
    hf_decimal_text_percent(&out, k, n, decimals);
    assert_view(hf_buffer_view(&out), expected);
    hf_buffer_clear(&out);
}

static void
decimals_are_fixed(void **state)
{
    (void)state;
    assert_text(0, 6, "0.000000");
    assert_text(.434482, 6, "0.434482");
    assert_text(1, 2, "1.00");
    assert_text(12345678.9, 0, "12345679");
    assert_text(.05, 3, "0.050");
    assert_text(1. / 3, 9, "0.333333333");
}

static void
halves_go_away_from_zero(void **state)
{
    (void)state;
    assert_text(2.5, 0, "3");
    assert_text(-2.5, 0, "-3");
    assert_text(.125, 2, "0.13");
    assert_text(-.125, 2, "-0.13");
    assert_text(.999, 2, "1.00");
}

static void
what_rounds_to_zero_has_no_sign(void **state)
{
    (void)state;
    assert_text(-.001, 2, "0.00");
    assert_text(-.0, 1, "0.0");
    assert_text(-.017123, 6, "-0.017123");
}

static void
shares_are_rounded_from_the_exact_fraction(void **state)
{
    (void)state;
    assert_percent(1, 3, 1, "33.3");
    assert_percent(2, 3, 0, "67");
    assert_percent(1, 8, 1, "12.5");
    assert_percent(1, 8, 0, "13");
    assert_percent(5, 5, 1, "100.0");
    assert_percent(0, 7, 2, "0.00");
    assert_percent(57, 200, 0, "29");
    assert_percent(999999999999, 1000000000000, 3, "100.000");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_fixed),
        cmocka_unit_test(halves_go_away_from_zero),
        cmocka_unit_test(what_rounds_to_zero_has_no_sign),
        cmocka_unit_test(shares_are_rounded_from_the_exact_fraction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
