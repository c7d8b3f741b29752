/* Views against plain loops over bytes. */
#include "testing.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/view.h"

// A small generator, so that a failure comes again.
static uint64_t
draw(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *seed >> 33;
}

// A view in a block of exactly its size, so that a sanitizer sees every byte
// that is read beside it.
static hf_view
own_copy(const char *text, size_t len)
{
    char *copy = hf_memory_alloc(len);
    assert_non_null(copy);
    memcpy(copy, text, len);
    return (hf_view){copy, len};
}

static void
fold_all(char *text, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        text[at] = (char)hf_view_fold_byte((unsigned char)text[at]);
    }
}

static void
only_blanks_are_trimmed(void **state)
{
    (void)state;
    assert_view(hf_view_trim(HF_VIEW(" \t\r\n a b \n")), "a b");
    assert_view(hf_view_trim(HF_VIEW("\v\xc2\xa0")), "\v\xc2\xa0");
    assert_view(hf_view_trim(HF_VIEW("  ")), "");
    assert_view(hf_view_trim((hf_view){NULL, 0}), "");
}

static void
a_slice_is_cut_to_what_is_there(void **state)
{
    (void)state;
    assert_view(hf_view_slice(HF_VIEW("abcdef"), 2, 3), "cde");
    assert_view(hf_view_slice(HF_VIEW("abcdef"), 4, SIZE_MAX), "ef");
    assert_view(hf_view_slice(HF_VIEW("abcdef"), 9, 1), "");
    assert_view(hf_view_slice((hf_view){NULL, 0}, 0, 4), "");
}

static void
no_text_is_an_empty_view(void **state)
{
    (void)state;
    assert_view(hf_view_of(NULL), "");
    assert_view(hf_view_of("ab"), "ab");
}

static void
order_is_by_bytes_and_a_prefix_comes_first(void **state)
{
    (void)state;
    assert_true(hf_view_order(HF_VIEW("a"), HF_VIEW("ab")) < 0);
    assert_true(hf_view_order(HF_VIEW("Z"), HF_VIEW("a")) < 0);
    assert_true(hf_view_order(HF_VIEW("\xc3\xa9"), HF_VIEW("z")) > 0);
    assert_int_equal(hf_view_order(HF_VIEW("ab"), HF_VIEW("ab")), 0);
    assert_int_equal(hf_view_order(HF_VIEW(""), (hf_view){NULL, 0}), 0);
}

static void
an_empty_part_is_in_every_text(void **state)
{
    (void)state;
    hf_view texts[] = {HF_VIEW(""), HF_VIEW("a"), {NULL, 0}};
    for (size_t at = 0; at < 3; at++) {
        assert_true(hf_view_starts(texts[at], HF_VIEW("")));
        assert_true(hf_view_ends(texts[at], HF_VIEW("")));
        assert_true(hf_view_contains(texts[at], HF_VIEW("")));
        assert_true(hf_view_starts_fold(texts[at], HF_VIEW("")));
        assert_true(hf_view_ends_fold(texts[at], HF_VIEW("")));
        assert_true(hf_view_contains_fold(texts[at], HF_VIEW("")));
    }
    assert_false(hf_view_contains(HF_VIEW("a"), HF_VIEW("ab")));
    assert_false(hf_view_contains_fold(HF_VIEW("a"), HF_VIEW("ab")));
}

static void
every_byte_folds_as_it_does_alone(void **state)
{
    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t len = 1; len <= 19; len++) {
            char text[20];
            char folded[20];
            memset(text, (int)byte, len);
            memcpy(folded, text, len);
            fold_all(folded, len);
            hf_view a = {text, len};
            hf_view b = {folded, len};
            assert_true(hf_view_equal_fold(a, b));
            assert_int_equal(hf_view_hash_fold(a), hf_view_hash(b));
        }
    }
}

static void
characters_that_only_look_alike_do_not_fold(void **state)
{
    (void)state;
    assert_false(hf_view_equal_fold(HF_VIEW("\xe2\x84\xaa"), HF_VIEW("k")));
    assert_false(hf_view_equal_fold(HF_VIEW("\xc3\x89"), HF_VIEW("\xc3\xa9")));
    assert_false(hf_view_equal_fold(HF_VIEW("["), HF_VIEW("{")));
    assert_false(hf_view_equal_fold(HF_VIEW("@"), HF_VIEW("`")));
}

// One random text against itself changed at one place.
static void
check_pair(uint64_t *seed, size_t len)
{
    char a[64];
    char b[64];
    for (size_t at = 0; at < len; at++) {
        a[at] = "aAzZ[@{`\x80\xe1"[draw(seed) % 10];
        b[at] = a[at];
    }
    if (len > 0 && draw(seed) % 2) {
        b[draw(seed) % len] ^= 32;
    }
    hf_view left = own_copy(a, len);
    hf_view right = own_copy(b, len);
    assert_int_equal(hf_view_equal(left, right), memcmp(a, b, len) == 0);
    fold_all(a, len);
    fold_all(b, len);
    bool is_same = memcmp(a, b, len) == 0;
    assert_int_equal(hf_view_equal_fold(left, right), is_same);
    assert_int_equal(hf_view_starts_fold(left, right), is_same);
    assert_int_equal(hf_view_ends_fold(left, right), is_same);
    assert_int_equal(hf_view_contains_fold(left, right), is_same);
    assert_int_equal(hf_view_hash_fold(left) == hf_view_hash_fold(right),
                     is_same);
    hf_memory_free((char *)left.ptr);
    hf_memory_free((char *)right.ptr);
}

static void
words_compare_as_bytes_do(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (size_t len = 0; len < 64; len++) {
        for (int round = 0; round < 40; round++) {
            check_pair(&seed, len);
        }
    }
}

static void
parts_are_found_wherever_they_stand(void **state)
{
    (void)state;
    hf_view text = HF_VIEW("Vice President, Marketing");
    assert_true(hf_view_contains(text, HF_VIEW("President")));
    assert_false(hf_view_contains(text, HF_VIEW("president")));
    assert_true(hf_view_contains_fold(text, HF_VIEW("MARKETING")));
    assert_true(hf_view_contains_fold(text, HF_VIEW("vice")));
    assert_true(hf_view_contains(HF_VIEW("aaab"), HF_VIEW("aab")));
    assert_true(hf_view_contains_fold(HF_VIEW("aAaB"), HF_VIEW("aab")));
    assert_true(hf_view_starts(text, HF_VIEW("Vice")));
    assert_true(hf_view_ends(text, HF_VIEW("ing")));
    assert_true(hf_view_ends_fold(text, HF_VIEW("ING")));
    assert_false(hf_view_starts(text, HF_VIEW("vice")));
}

static int
compare_hashes(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a;
    uint64_t right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static void
hashes_of_near_texts_differ(void **state)
{
    (void)state;
    enum { COUNT = 60000 };
    uint64_t *hashes = hf_memory_zero(COUNT, sizeof *hashes);
    assert_non_null(hashes);
    size_t low[1024] = {0};
    for (size_t at = 0; at < COUNT; at++) {
        char text[32];
        int len = snprintf(text, sizeof text, "lead-%zu@example.com", at);
        hashes[at] = hf_view_hash((hf_view){text, (size_t)len});
        low[hashes[at] % 1024]++;
    }
    qsort(hashes, COUNT, sizeof *hashes, compare_hashes);
    for (size_t at = 1; at < COUNT; at++) {
        assert_int_not_equal(hashes[at - 1], hashes[at]);
    }
    for (size_t at = 0; at < 1024; at++) { // 59 on average
        assert_in_range(low[at], 20, 120);
    }
    hf_memory_free(hashes);
}

static void
a_hash_knows_lengths_and_zeros(void **state)
{
    (void)state;
    static const char zeros[40] = {0};
    for (size_t a = 0; a < sizeof zeros; a++) {
        for (size_t b = 0; b < a; b++) {
            assert_int_not_equal(hf_view_hash((hf_view){zeros, a}),
                                 hf_view_hash((hf_view){zeros, b}));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_blanks_are_trimmed),
        cmocka_unit_test(a_slice_is_cut_to_what_is_there),
        cmocka_unit_test(no_text_is_an_empty_view),
        cmocka_unit_test(order_is_by_bytes_and_a_prefix_comes_first),
        cmocka_unit_test(an_empty_part_is_in_every_text),
        cmocka_unit_test(every_byte_folds_as_it_does_alone),
        cmocka_unit_test(characters_that_only_look_alike_do_not_fold),
        cmocka_unit_test(words_compare_as_bytes_do),
        cmocka_unit_test(parts_are_found_wherever_they_stand),
        cmocka_unit_test(hashes_of_near_texts_differ),
        cmocka_unit_test(a_hash_knows_lengths_and_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
