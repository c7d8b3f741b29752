/* Memory given back all at once. */
#include "testing.h"

#include "base/arena.h"
#include "base/memory.h"

#include <stdalign.h>

static void
every_piece_is_aligned_and_apart(void **state)
{
    (void)state;
    hf_arena arena = {0};
    unsigned char *before = NULL;
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *piece = hf_arena_alloc(&arena, size);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % alignof(max_align_t), 0);
        assert_ptr_not_equal(piece, before);
        memset(piece, 0xaa, size);
        before = piece;
    }
    hf_arena_clear(&arena);
    assert_int_equal(arena.used, 0);
}

static void
a_piece_larger_than_a_block_has_its_own(void **state)
{
    (void)state;
    hf_arena arena = {0};
    char *large = hf_arena_zero(&arena, 3, 1000000);
    assert_non_null(large);
    assert_int_equal(large[2999999], 0);
    assert_non_null(hf_arena_alloc(&arena, 10));
    hf_arena_clear(&arena);
}

static void
a_copy_ends_in_nul(void **state)
{
    (void)state;
    hf_arena arena = {0};
    hf_view copy = hf_arena_copy(&arena, HF_VIEW("mql"));
    assert_view(copy, "mql");
    assert_string_equal(copy.ptr, "mql");
    copy = hf_arena_copy(&arena, (hf_view){NULL, 0});
    assert_non_null(copy.ptr);
    assert_string_equal(copy.ptr, "");
    hf_arena_clear(&arena);
}

static void
after_a_reset_the_largest_block_serves_again(void **state)
{
    (void)state;
    hf_arena arena = {0};
    for (int round = 0; round < 100; round++) {
        assert_non_null(hf_arena_alloc(&arena, 1000));
    }
    hf_arena_reset(&arena);
    assert_int_equal(arena.used, 0);
    hf_memory_fail_at(1);
    assert_non_null(hf_arena_alloc(&arena, 60000));
    hf_memory_fail_at(0);
    hf_arena_clear(&arena);
}

static void
what_cannot_be_had_is_null(void **state)
{
    (void)state;
    hf_arena arena = {0};
    assert_null(hf_arena_alloc(&arena, SIZE_MAX));
    assert_null(hf_arena_alloc(&arena, SIZE_MAX - 100));
    assert_null(hf_arena_zero(&arena, SIZE_MAX / 2, 3));
    hf_memory_fail_at(1);
    assert_null(hf_arena_alloc(&arena, 1));
    assert_null(hf_arena_copy(&arena, HF_VIEW("a")).ptr);
    hf_memory_fail_at(0);
    hf_arena_clear(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_aligned_and_apart),
        cmocka_unit_test(a_piece_larger_than_a_block_has_its_own),
        cmocka_unit_test(a_copy_ends_in_nul),
        cmocka_unit_test(after_a_reset_the_largest_block_serves_again),
        cmocka_unit_test(what_cannot_be_had_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
