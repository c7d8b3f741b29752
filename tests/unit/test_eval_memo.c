/* The memo of text tests: it says what it was told or nothing, and gives way
 * where texts do not repeat. */
#include "testing.h"

#include "eval/memo.h"

enum { WORDS = 3 };

/* The answer that a text would have: anything that depends on all of it. */
static void
work_out(hf_view text, uint64_t answer[WORDS])
{
    for (uint64_t i = 0; i < WORDS; i++) {
        answer[i] = hf_view_hash(text) * (2 * i + 1);
    }
}

static bool
ask(hf_memo *memo, hf_view text)
{
    uint64_t found[WORDS] = {0}, wanted[WORDS];
    uint64_t hash;
    work_out(text, wanted);
    if (hf_memo_find(memo, text, found, &hash)) {
        assert_memory_equal(found, wanted, sizeof wanted);
        return true;
    }
    hf_memo_keep(memo, text, hash, wanted);
    return false;
}

static hf_view
text_of(char *room, size_t size, unsigned number)
{
    int len = snprintf(room, size, "title number %u", number);
    return (hf_view){room, (size_t)len};
}

static void
a_text_is_remembered_to_the_byte(void **state)
{
    (void)state;
    hf_memo *memo = hf_memo_new(WORDS);
    assert_false(ask(memo, HF_VIEW("VP Sales")));
    assert_true(ask(memo, HF_VIEW("VP Sales")));
    assert_false(ask(memo, HF_VIEW("vp sales")));
    assert_false(ask(memo, HF_VIEW("")));
    assert_true(ask(memo, HF_VIEW("")));
    hf_memo_free(memo);
}

static void
long_texts_are_worked_out_anew(void **state)
{
    (void)state;
    hf_memo *memo = hf_memo_new(WORDS);
    hf_view text =
        HF_VIEW("a text of more than forty-eight bytes is worked out anew");
    assert_false(ask(memo, text));
    assert_false(ask(memo, text));
    hf_memo_free(memo);
}

static void
an_answer_that_is_not_kept_is_not_remembered(void **state)
{
    (void)state;
    hf_memo *memo = hf_memo_new(WORDS);
    uint64_t answer[WORDS];
    uint64_t hash;
    assert_false(hf_memo_find(memo, HF_VIEW("x"), answer, &hash));
    assert_true(hash != 0);
    assert_false(hf_memo_find(memo, HF_VIEW("x"), answer, &hash));
    hf_memo_free(memo);
}

static void
what_comes_often_stays_among_what_comes_once(void **state)
{
    (void)state;
    hf_memo *memo = hf_memo_new(WORDS);
    char room[64];
    unsigned hits = 0, once = 1000000;
    for (unsigned i = 0; i < 100000; i++) {
        hits += ask(memo, text_of(room, sizeof room, i * 7919 % 1500));
        if (i % 20 == 0) {
            ask(memo, text_of(room, sizeof room, once++));
        }
    }
    assert_true(hits > 97000);
    hf_memo_free(memo);
}

static void
it_is_off_while_texts_do_not_repeat(void **state)
{
    (void)state;
    hf_memo *memo = hf_memo_new(1);
    char room[64];
    unsigned once = 0;
    for (; once < 8192; once++) { // one window
        assert_false(ask(memo, text_of(room, sizeof room, once)));
    }
    uint64_t answer[WORDS];
    uint64_t hash;
    for (unsigned i = 0; i < 262144; i++) {
        assert_false(hf_memo_find(memo, HF_VIEW("x"), answer, &hash));
        assert_int_equal(hash, 0);
    }
    assert_false(ask(memo, HF_VIEW("x"))); // on again
    assert_true(hf_memo_find(memo, HF_VIEW("x"), answer, &hash));
    hf_memo_free(memo);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_remembered_to_the_byte),
        cmocka_unit_test(long_texts_are_worked_out_anew),
        cmocka_unit_test(an_answer_that_is_not_kept_is_not_remembered),
        cmocka_unit_test(what_comes_often_stays_among_what_comes_once),
        cmocka_unit_test(it_is_off_while_texts_do_not_repeat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
