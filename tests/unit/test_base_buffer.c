/* Bytes that grow at the end. */
#include "testing.h"

#include "base/buffer.h"
#include "base/memory.h"

static void
appends_follow_each_other(void **state)
{
    (void)state;
    hf_buffer buffer = {0};
    assert_view(hf_buffer_view(&buffer), "");
    hf_buffer_add(&buffer, "ab", 2);
    hf_buffer_add_view(&buffer, HF_VIEW("cd"));
    hf_buffer_add_view(&buffer, (hf_view){NULL, 0});
    hf_buffer_add_text(&buffer, "ef");
    hf_buffer_add_byte(&buffer, '-');
    hf_buffer_printf(&buffer, "%s:%d", "g", 7);
    assert_view(hf_buffer_view(&buffer), "abcdef-g:7");
    assert_string_equal(hf_buffer_text(&buffer), "abcdef-g:7");
    hf_buffer_reset(&buffer);
    assert_string_equal(hf_buffer_text(&buffer), "");
    hf_buffer_clear(&buffer);
}

static void
whole_numbers_print_in_full(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 7, -7, 10, 99, INT64_MAX, INT64_MIN};
    for (size_t at = 0; at < sizeof numbers / sizeof *numbers; at++) {
        char expected[32];
        hf_buffer buffer = {0};
        snprintf(expected, sizeof expected, "%lld", (long long)numbers[at]);
        hf_buffer_add_int(&buffer, numbers[at]);
        assert_string_equal(hf_buffer_text(&buffer), expected);
        hf_buffer_clear(&buffer);
    }
}

static void
long_texts_fit(void **state)
{
    (void)state;
    hf_buffer buffer = {0};
    for (int at = 0; at < 5000; at++) {
        hf_buffer_printf(&buffer, "%d,", at % 10);
    }
    assert_int_equal(buffer.len, 10000);
    assert_int_equal(buffer.ptr[9998], '9');
    hf_buffer_clear(&buffer);
}

static void
a_failure_is_remembered_until_a_reset(void **state)
{
    (void)state;
    hf_buffer buffer = {0};
    hf_memory_fail_at(1);
    hf_buffer_add_text(&buffer, "lost");
    hf_memory_fail_at(0);
    hf_buffer_add_text(&buffer, "late");
    assert_true(buffer.failed);
    assert_null(hf_buffer_text(&buffer));
    assert_int_equal(buffer.len, 0);
    hf_buffer_reset(&buffer);
    hf_buffer_add_text(&buffer, "new");
    assert_string_equal(hf_buffer_text(&buffer), "new");
    assert_false(hf_buffer_reserve(&buffer, SIZE_MAX));
    hf_buffer_clear(&buffer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_follow_each_other),
        cmocka_unit_test(whole_numbers_print_in_full),
        cmocka_unit_test(long_texts_fit),
        cmocka_unit_test(a_failure_is_remembered_until_a_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
