/* Bitmaps against one bit at a time. */
#include "testing.h"

#include "base/bitmap.h"

static void
bits_are_set_and_put_alone(void **state)
{
    (void)state;
    uint64_t words[2] = {0, 0};
    hf_bitmap_set(words, 0);
    hf_bitmap_set(words, 63);
    hf_bitmap_put(words, 64, true);
    hf_bitmap_put(words, 63, false);
    assert_int_equal(words[0], 1);
    assert_int_equal(words[1], 1);
    assert_true(hf_bitmap_get(words, 64));
    assert_false(hf_bitmap_get(words, 63));
}

static void
a_fill_ends_where_it_is_told(void **state)
{
    (void)state;
    for (size_t bits = 0; bits <= 200; bits++) {
        uint64_t words[5] = {0, 0, 0, 0, 0};
        hf_bitmap_fill(words, bits);
        assert_int_equal(hf_bitmap_count(words, 5), bits);
        for (size_t at = 0; at < 320; at++) {
            assert_int_equal(hf_bitmap_get(words, at), at < bits);
        }
        assert_int_equal(hf_bitmap_words(bits), bits / 64 + (bits % 64 != 0));
    }
}

static void
a_square_turns_bit_by_bit(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 50; round++) {
        uint64_t square[64];
        uint64_t turned[64];
        for (unsigned at = 0; at < 64; at++) {
            seed = seed * UINT64_C(6364136223846793005) + 1;
            square[at] = turned[at] = seed ^ seed >> 29;
        }
        hf_bitmap_transpose(turned);
        for (unsigned row = 0; row < 64; row++) {
            for (unsigned at = 0; at < 64; at++) {
                assert_int_equal(turned[at] >> row & 1, square[row] >> at & 1);
            }
        }
        hf_bitmap_transpose(turned);
        assert_memory_equal(turned, square, sizeof square);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_are_set_and_put_alone),
        cmocka_unit_test(a_fill_ends_where_it_is_told),
        cmocka_unit_test(a_square_turns_bit_by_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
