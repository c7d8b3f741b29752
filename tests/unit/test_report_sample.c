/* The draw that anybody can repeat. */
#include "unit/near.h"

#include "base/memory.h"
#include "report/sample.h"

static void
a_place_is_what_sha256sum_says(void **state)
{
    (void)state;
    // printf '7:00Q1' | sha256sum
    assert_true(hf_sample_rank(7, HF_VIEW("00Q1")) ==
                UINT64_C(0x310b089217bab481));
}

static void
name_keys(hf_view *keys, char (*names)[8], size_t count)
{
    for (size_t at = 0; at < count; at++) {
        snprintf(names[at], sizeof names[at], "L%03d", (int)at % 1000);
        keys[at] = hf_view_of(names[at]);
    }
}

static void
the_order_of_the_input_changes_nothing(void **state)
{
    (void)state;
    char names[100][8];
    hf_view keys[100];
    hf_view turned[100];
    size_t drawn[10];
    size_t back[10];
    size_t count;
    name_keys(keys, names, 100);
    for (size_t at = 0; at < 100; at++) {
        turned[at] = keys[99 - at];
    }
    assert_int_equal(hf_sample_draw(1, keys, 100, 10, drawn, &count), 0);
    assert_int_equal(count, 10);
    assert_int_equal(hf_sample_draw(1, turned, 100, 10, back, &count), 0);
    for (size_t at = 0; at < 10; at++) {
        assert_int_equal(drawn[at], 99 - back[at]);
        for (size_t before = 0; before < at; before++) {
            assert_int_not_equal(drawn[at], drawn[before]);
        }
    }
}

static void
a_longer_draw_begins_with_the_shorter(void **state)
{
    (void)state;
    char names[50][8];
    hf_view keys[50];
    size_t few[5];
    size_t all[50];
    size_t count;
    name_keys(keys, names, 50);
    assert_int_equal(hf_sample_draw(9, keys, 50, 5, few, &count), 0);
    assert_int_equal(hf_sample_draw(9, keys, 50, 80, all, &count), 0);
    assert_int_equal(count, 50);
    assert_memory_equal(few, all, sizeof few);
}

static void
each_unit_is_as_likely_over_the_seeds(void **state)
{
    (void)state;
    char names[20][8];
    hf_view keys[20];
    int times[20] = {0};
    name_keys(keys, names, 20);
    for (uint64_t seed = 0; seed < 4000; seed++) {
        size_t drawn[5];
        size_t count;
        assert_int_equal(hf_sample_draw(seed, keys, 20, 5, drawn, &count), 0);
        for (size_t at = 0; at < count; at++) {
            times[drawn[at]]++;
        }
    }
    for (int at = 0; at < 20; at++) { // 1000 each, within five deviations
        assert_in_range(times[at], 863, 1137);
    }
}

static void
nothing_to_draw_from_is_fine_and_failing_memory_is_told(void **state)
{
    (void)state;
    size_t drawn[1];
    size_t count = 5;
    assert_int_equal(hf_sample_draw(1, NULL, 0, 3, drawn, &count), 0);
    assert_int_equal(count, 0);
    hf_memory_fail_at(1);
    handoff_status status = hf_sample_draw(1, NULL, 0, 3, drawn, &count);
    hf_memory_fail_at(0);
    assert_int_equal(status, HANDOFF_SYSTEM);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_what_sha256sum_says),
        cmocka_unit_test(the_order_of_the_input_changes_nothing),
        cmocka_unit_test(a_longer_draw_begins_with_the_shorter),
        cmocka_unit_test(each_unit_is_as_likely_over_the_seeds),
        cmocka_unit_test(
            nothing_to_draw_from_is_fine_and_failing_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
