/* The string table. */
#include "testing.h"

#include "base/memory.h"
#include "base/table.h"

static hf_view
name_of(char text[16], unsigned number)
{
    int len = snprintf(text, 16, "Name%u", number);
    return (hf_view){text, (size_t)len};
}

static void
each_text_gets_the_next_number(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    char text[16];
    hf_table table = {0};
    for (unsigned at = 0; at < COUNT; at++) {
        assert_int_equal(hf_table_intern(&table, name_of(text, at)), at);
        assert_int_equal(hf_table_intern(&table, name_of(text, at / 2)),
                         at / 2);
    }
    assert_int_equal(table.count, COUNT);
    for (unsigned at = 0; at < COUNT; at++) {
        hf_view name = name_of(text, at);
        assert_int_equal(hf_table_find(&table, name), at);
        assert_true(hf_view_equal(table.texts[at], name));
    }
    assert_int_equal(hf_table_find(&table, name_of(text, COUNT)),
                     HF_TABLE_NONE);
    hf_table_clear(&table);
}

static void
an_empty_table_finds_nothing(void **state)
{
    (void)state;
    hf_table table = {0};
    assert_int_equal(hf_table_find(&table, HF_VIEW("a")), HF_TABLE_NONE);
    assert_int_equal(hf_table_intern(&table, HF_VIEW("")), 0);
    assert_int_equal(hf_table_find(&table, HF_VIEW("")), 0);
    hf_table_clear(&table);
    assert_int_equal(hf_table_find(&table, HF_VIEW("")), HF_TABLE_NONE);
}

static void
a_folding_table_keeps_the_first_spelling(void **state)
{
    (void)state;
    hf_table table = {.is_folding = true};
    assert_int_equal(hf_table_intern(&table, HF_VIEW("Lead Source")), 0);
    assert_int_equal(hf_table_intern(&table, HF_VIEW("LEAD SOURCE")), 0);
    assert_int_equal(hf_table_find(&table, HF_VIEW("lead source")), 0);
    assert_view(table.texts[0], "Lead Source");
    hf_table_clear(&table);
    assert_true(table.is_folding);
}

static void
case_counts_in_an_exact_table(void **state)
{
    (void)state;
    hf_table table = {0};
    assert_int_equal(hf_table_intern(&table, HF_VIEW("a")), 0);
    assert_int_equal(hf_table_intern(&table, HF_VIEW("A")), 1);
    hf_table_clear(&table);
}

static void
a_failed_allocation_leaves_the_table_whole(void **state)
{
    (void)state;
    char text[16];
    for (unsigned long nth = 1; nth < 40; nth++) {
        hf_table table = {0};
        hf_memory_fail_at(nth);
        unsigned held = 0;
        while (held < 500 &&
               hf_table_intern(&table, name_of(text, held)) != HF_TABLE_NONE) {
            held++;
        }
        hf_memory_fail_at(0);
        assert_int_equal(table.count, held);
        for (unsigned at = 0; at < held; at++) {
            assert_int_equal(hf_table_find(&table, name_of(text, at)), at);
        }
        assert_int_equal(hf_table_intern(&table, name_of(text, held)), held);
        hf_table_clear(&table);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_gets_the_next_number),
        cmocka_unit_test(an_empty_table_finds_nothing),
        cmocka_unit_test(a_folding_table_keeps_the_first_spelling),
        cmocka_unit_test(case_counts_in_an_exact_table),
        cmocka_unit_test(a_failed_allocation_leaves_the_table_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
