/* "Did you mean". */
#include "testing.h"

#include "base/nearest.h"

static const hf_view names[] = {
    {"employees", 9}, {"email", 5}, {"source", 6},
    {"country", 7},   {"of", 2},    {"or", 2},
};

static void
assert_nearest(const char *word, const char *expected)
{
    assert_view(hf_nearest(hf_view_of(word), names, 6), expected);
}

static void
a_slip_finds_its_word(void **state)
{
    (void)state;
    assert_nearest("employes", "employees");
    assert_nearest("emial", "email"); // two neighbours swapped are one slip
    assert_nearest("SOURCES", "source");
    assert_nearest("Email", "email");
    assert_nearest("contry", "country");
}

static void
what_is_far_finds_nothing(void **state)
{
    (void)state;
    assert_nearest("revenue", "");
    assert_nearest("", "");
    assert_nearest("xyz", "");
    assert_view(hf_nearest(HF_VIEW("a"), NULL, 0), "");
    // One letter for another leaves nothing of the word.
    assert_view(hf_nearest(HF_VIEW("t"), &HF_VIEW("|"), 1), "");
    assert_view(hf_nearest(HF_VIEW("t"), &HF_VIEW("T"), 1), "T");
}

static void
of_two_as_near_the_first_is_taken(void **state)
{
    (void)state;
    assert_nearest("o", "of");
    assert_nearest("ok", "of");
}

static void
words_without_end_are_passed_over(void **state)
{
    (void)state;
    static char large[100000];
    memset(large, 'a', sizeof large);
    hf_view words[] = {{large, sizeof large}, HF_VIEW("aab")};
    assert_view(hf_nearest(HF_VIEW("aaa"), words, 2), "aab");
    assert_view(hf_nearest(words[0], words, 2), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_finds_its_word),
        cmocka_unit_test(what_is_far_finds_nothing),
        cmocka_unit_test(of_two_as_near_the_first_is_taken),
        cmocka_unit_test(words_without_end_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
