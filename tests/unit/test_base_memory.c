/* The heap behind its hook. */
#include "testing.h"

#include "base/memory.h"

static void
nothing_is_still_a_block(void **state)
{
    (void)state;
    void *block = hf_memory_alloc(0);
    void *zero = hf_memory_zero(0, 8);
    assert_non_null(block);
    assert_non_null(zero);
    hf_memory_free(block);
    hf_memory_free(zero);
    hf_memory_free(NULL);
}

static void
a_product_that_overflows_is_refused(void **state)
{
    (void)state;
    size_t room = 0;
    assert_null(hf_memory_zero(SIZE_MAX / 2, 3));
    assert_null(hf_memory_grow(NULL, &room, SIZE_MAX / 4, 8));
    assert_int_equal(room, 0);
}

static void
a_growing_array_doubles(void **state)
{
    (void)state;
    size_t room = 0;
    int *numbers = NULL;
    for (int at = 0; at < 1000; at++) {
        int *grown =
            hf_memory_grow(numbers, &room, (size_t)at + 1, sizeof *numbers);
        assert_non_null(grown);
        numbers = grown;
        numbers[at] = at;
    }
    assert_int_equal(room, 1024);
    for (int at = 0; at < 1000; at++) {
        assert_int_equal(numbers[at], at);
    }
    hf_memory_free(numbers);
}

static void
the_nth_allocation_fails_and_all_after_it(void **state)
{
    (void)state;
    hf_memory_fail_at(2);
    void *first = hf_memory_alloc(8);
    assert_non_null(first);
    assert_null(hf_memory_resize(first, 16)); // `first` is untouched
    assert_null(hf_memory_alloc(8));
    assert_null(hf_memory_zero(1, 8));
    assert_int_equal(hf_memory_asked(), 4);
    hf_memory_fail_at(0);
    void *later = hf_memory_alloc(8);
    assert_non_null(later);
    assert_int_equal(hf_memory_asked(), 1);
    hf_memory_free(later);
    hf_memory_free(first);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_still_a_block),
        cmocka_unit_test(a_product_that_overflows_is_refused),
        cmocka_unit_test(a_growing_array_doubles),
        cmocka_unit_test(the_nth_allocation_fails_and_all_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
