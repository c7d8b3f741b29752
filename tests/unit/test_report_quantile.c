/* Waiting times, some of them still open. */
#include "unit/near.h"

#include "report/quantile.h"

static void
assert_minutes(hf_quantile found, int64_t expected)
{
    assert_true(found.is_known);
    assert_int_equal(found.minutes, expected);
}

static void
a_quantile_is_one_of_the_values(void **state)
{
    (void)state;
    hf_quantile_wait waits[] = {
        {40, false}, {10, false}, {30, false}, {20, false}};
    hf_quantile_sort(waits, 4);
    assert_minutes(hf_quantile_closed(waits, 4, HF_QUANTILE_MEDIAN), 20);
    assert_minutes(hf_quantile_closed(waits, 4, HF_QUANTILE_P90), 40);
    assert_minutes(hf_quantile_closed(waits, 3, HF_QUANTILE_MEDIAN), 20);
    assert_minutes(hf_quantile_closed(waits, 1, HF_QUANTILE_P90), 10);
}

static void
without_open_ones_both_ways_agree_exactly(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (size_t count = 1; count <= 120; count++) {
        hf_quantile_wait waits[120];
        for (size_t at = 0; at < count; at++) {
            waits[at] = (hf_quantile_wait){draw_below(&seed, 90), false};
        }
        hf_quantile_sort(waits, count);
        for (int percent = 1; percent < 100; percent++) {
            hf_quantile plain = hf_quantile_closed(waits, count, percent);
            hf_quantile found = hf_quantile_survival(waits, count, percent);
            assert_minutes(found, plain.minutes);
        }
    }
}

// Kaplan and Meier's product by hand: 4/5 at 10, times 2/3 at 30, times 1/2.
static void
an_open_one_counts_for_as_long_as_it_was(void **state)
{
    (void)state;
    hf_quantile_wait waits[] = {
        {10, false}, {20, true}, {30, false}, {40, false}, {50, true}};
    assert_minutes(hf_quantile_survival(waits, 5, 20), 10);
    assert_minutes(hf_quantile_survival(waits, 5, 40), 30);
    assert_minutes(hf_quantile_survival(waits, 5, 50), 40);
    assert_minutes(hf_quantile_survival(waits, 5, 73), 40);
    assert_false(hf_quantile_survival(waits, 5, 74).is_known);
    assert_minutes(hf_quantile_closed(waits, 5, 50), 30);
}

static void
at_one_minute_what_is_done_comes_first(void **state)
{
    (void)state;
    hf_quantile_wait waits[] = {{10, true}, {10, false}};
    hf_quantile_sort(waits, 2);
    assert_false(waits[0].is_open);
    assert_minutes(hf_quantile_survival(waits, 2, 50), 10);
}

static void
nothing_done_is_unknown(void **state)
{
    (void)state;
    hf_quantile_wait waits[] = {{10, true}, {20, true}};
    hf_quantile_sort(NULL, 0);
    assert_false(hf_quantile_closed(NULL, 0, 50).is_known);
    assert_false(hf_quantile_survival(NULL, 0, 50).is_known);
    assert_false(hf_quantile_closed(waits, 2, 50).is_known);
    assert_false(hf_quantile_survival(waits, 2, 50).is_known);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quantile_is_one_of_the_values),
        cmocka_unit_test(without_open_ones_both_ways_agree_exactly),
        cmocka_unit_test(an_open_one_counts_for_as_long_as_it_was),
        cmocka_unit_test(at_one_minute_what_is_done_comes_first),
        cmocka_unit_test(nothing_done_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
