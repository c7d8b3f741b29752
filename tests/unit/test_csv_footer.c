/* Short records behind an empty line: held, let go, or left out. */
#include "csv/footer.h"

#include "testing.h"

static hf_footer footer;
static char told[256];

static void
add(uint64_t line, hf_reject_reason reason, uint32_t cells)
{
    char record[] = "xyz"; // gone when the footer looks at it again
    hf_reject reject = {.line = line,
                        .reason = reason,
                        .cells = cells,
                        .wanted = 3,
                        .record = {record, 3}};
    assert_true(hf_footer_add(&footer, &reject));
    memset(record, '?', 3);
}

/* The lines of what is taken now. */
static const char *
take(void)
{
    const hf_reject *reject;
    told[0] = '\0';
    while ((reject = hf_footer_take(&footer)) != NULL) {
        size_t len = strlen(told);
        snprintf(told + len, sizeof told - len, "%d ", (int)reject->line);
    }
    return told;
}

static int
tear_down(void **state)
{
    (void)state;
    hf_footer_clear(&footer);
    return 0;
}

static void
rejects_before_an_empty_line_pass_at_once(void **state)
{
    (void)state;
    add(2, HF_REJECT_SHORT, 1);
    assert_string_equal(take(), "2 ");
    add(3, HF_REJECT_LONG, 4);
    add(4, HF_REJECT_ID, 3);
    assert_string_equal(take(), "3 4 ");
}

static void
what_is_held_until_the_end_is_the_footer(void **state)
{
    (void)state;
    add(7, HF_REJECT_EMPTY_LINE, 1);
    add(8, HF_REJECT_SHORT, 1);
    add(9, HF_REJECT_EMPTY_LINE, 1);
    add(10, HF_REJECT_NUL, 2);
    assert_string_equal(take(), "");
    hf_footer_size size = hf_footer_finish(&footer);
    assert_int_equal(size.lines, 4);
    assert_int_equal(size.records, 2);
    assert_int_equal(hf_footer_finish(&footer).records, 0);
}

static void
a_full_record_lets_go_of_what_is_held(void **state)
{
    (void)state;
    add(2, HF_REJECT_EMPTY_LINE, 1);
    add(3, HF_REJECT_SHORT, 1);
    add(4, HF_REJECT_FULL_RECORD, 3);
    const hf_reject *reject = hf_footer_take(&footer);
    assert_int_equal(reject->line, 3);
    assert_memory_equal(reject->record.ptr, "xyz", 3);
    assert_string_equal(take(), "");
    add(5, HF_REJECT_SHORT, 1);
    assert_string_equal(take(), "5 ");
    assert_int_equal(hf_footer_finish(&footer).lines, 0);
}

static void
a_reject_as_wide_as_the_header_does_too(void **state)
{
    (void)state;
    add(2, HF_REJECT_EMPTY_LINE, 1);
    add(3, HF_REJECT_SHORT, 2);
    add(4, HF_REJECT_QUOTING, 3);
    assert_string_equal(take(), "3 4 ");
    add(5, HF_REJECT_SHORT, 2);
    assert_string_equal(take(), "5 ");
}

static void
an_endless_footer_is_none(void **state)
{
    (void)state;
    add(1, HF_REJECT_EMPTY_LINE, 1);
    for (uint64_t line = 2; line < HF_FOOTER_HELD + 2; line++) {
        add(line, HF_REJECT_SHORT, 1);
        assert_null(hf_footer_take(&footer));
    }
    add(HF_FOOTER_HELD + 2, HF_REJECT_SHORT, 1);
    for (uint64_t line = 2; line <= HF_FOOTER_HELD + 2; line++) {
        assert_int_equal(hf_footer_take(&footer)->line, line);
    }
    assert_int_equal(hf_footer_finish(&footer).records, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, tear_down)
        TEST(rejects_before_an_empty_line_pass_at_once),
        TEST(what_is_held_until_the_end_is_the_footer),
        TEST(a_full_record_lets_go_of_what_is_held),
        TEST(a_reject_as_wide_as_the_header_does_too),
        TEST(an_endless_footer_is_none),
    };
    return cmocka_run_group_tests_name("csv: footer", tests, NULL, NULL);
}
