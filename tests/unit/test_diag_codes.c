/* The catalogue: every code is well formed, and can be asked for. */
#include "testing.h"

#include "diag/findings.h"

static void
every_code_is_well_formed_and_stands_once(void **state)
{
    (void)state;
    for (size_t at = 0; at < HF_CODE_COUNT; at++) {
        const hf_code_info *info = hf_code_get((hf_code)at);
        assert_string_equal(handoff_code_at(at), info->code);
        assert_int_equal(strlen(info->code), 4);
        assert_non_null(strchr("ADLRST", info->code[0]));
        for (size_t i = 1; i < 4; i++) {
            assert_in_range(info->code[i], '0', '9');
        }
        for (size_t other = 0; other < at; other++) {
            if (strcmp(handoff_code_at(other), info->code) == 0) {
                fail_msg("%s stands twice", info->code);
            }
        }
    }
    assert_null(handoff_code_at(HF_CODE_COUNT));
}

static void
every_code_is_explained(void **state)
{
    (void)state;
    for (size_t at = 0; at < HF_CODE_COUNT; at++) {
        const hf_code_info *info = hf_code_get((hf_code)at);
        size_t len = strlen(info->explanation);
        size_t column = 0;
        if (!info->title[0] || !info->category[0] || len < 80 ||
            info->explanation[len - 1] != '\n') {
            fail_msg("%s is not explained", info->code);
        }
        for (size_t i = 0; i < len; i++) {
            column = info->explanation[i] == '\n' ? 0 : column + 1;
            if (column > 80) {
                fail_msg("%s has a line over 80 columns", info->code);
            }
        }
    }
}

static void
a_code_is_found_in_any_case(void **state)
{
    (void)state;
    const char *title = NULL;
    const char *explanation = NULL;
    handoff_severity severity = HANDOFF_NOTE;
    assert_true(handoff_code_explain("s001", &title, &explanation, &severity));
    assert_string_equal(title, "a file cannot be opened");
    assert_non_null(strstr(explanation, "cannot open"));
    assert_int_equal(severity, HANDOFF_ERROR);
    assert_true(handoff_code_explain("S004", NULL, NULL, NULL));
    assert_false(handoff_code_explain("S999", &title, NULL, NULL));
    assert_string_equal(title, "a file cannot be opened");
    assert_false(handoff_code_explain("", NULL, NULL, NULL));
}

static void
a_misspelt_code_finds_its_neighbour(void **state)
{
    (void)state;
    assert_string_equal(handoff_code_nearest("S0001"), "S001");
    assert_null(handoff_code_nearest("something else"));
}

static void
every_status_has_words(void **state)
{
    (void)state;
    assert_string_equal(handoff_status_text(HANDOFF_RULES),
                        "the rules are invalid");
    assert_string_equal(handoff_status_text((handoff_status)99),
                        "an unknown status");
    handoff_free(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_is_well_formed_and_stands_once),
        cmocka_unit_test(every_code_is_explained),
        cmocka_unit_test(a_code_is_found_in_any_case),
        cmocka_unit_test(a_misspelt_code_finds_its_neighbour),
        cmocka_unit_test(every_status_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
