#include "testing.h"

#include "output/names.h"

static handoff_status
split(const char *text, hf_names_kind kind, hf_arena *arena, hf_name_pair **out,
      size_t *count)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_status status =
        hf_names_split("--columns", text, kind, arena, out, count, findings);
    assert_int_equal(handoff_findings_count(findings, HANDOFF_ERROR),
                     status == HANDOFF_OK ? 0 : 1);
    handoff_findings_free(findings);
    return status;
}

static void
a_pair_is_shown_by_its_first_name(void **state)
{
    (void)state;
    hf_arena arena = {0};
    hf_name_pair *pairs = NULL;
    size_t count = 0;
    assert_int_equal(split("Id=lead, Score__c = score ,fired", HF_NAMES_PAIRS,
                           &arena, &pairs, &count),
                     HANDOFF_OK);
    assert_int_equal(count, 3);
    assert_view(pairs[0].shown, "Id");
    assert_view(pairs[0].name, "lead");
    assert_view(pairs[1].shown, "Score__c");
    assert_view(pairs[1].name, "score");
    assert_view(pairs[2].shown, "fired");
    assert_view(pairs[2].name, "fired");
    hf_arena_clear(&arena);
}

static void
quotes_hold_commas_and_blanks_and_equals_signs(void **state)
{
    (void)state;
    hf_arena arena = {0};
    hf_name_pair *pairs = NULL;
    size_t count = 0;
    assert_int_equal(split("\"City, State\",\" a\"\"b \"=lead,\"x=y\"",
                           HF_NAMES_PAIRS, &arena, &pairs, &count),
                     HANDOFF_OK);
    assert_int_equal(count, 3);
    assert_view(pairs[0].shown, "City, State");
    assert_view(pairs[1].shown, " a\"b ");
    assert_view(pairs[1].name, "lead");
    assert_view(pairs[2].name, "x=y");
    hf_arena_clear(&arena);
}

static void
an_equals_sign_is_plain_in_names_to_keep(void **state)
{
    (void)state;
    hf_arena arena = {0};
    hf_name_pair *pairs = NULL;
    size_t count = 0;
    assert_int_equal(split("a=b", HF_NAMES_PLAIN, &arena, &pairs, &count),
                     HANDOFF_OK);
    assert_view(pairs[0].name, "a=b");
    hf_arena_clear(&arena);
}

static void
what_is_no_name_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",    ",",     "a,",  ",a",     "a,,b", " ",    "=",       "Id=",
        "=id", "a=b=c", "\"a", "\"a\"b", "\"\"", "a,\"", "\"a\"\"", "a=\"b\"c"};
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++) {
        hf_arena arena = {0};
        hf_name_pair *pairs = NULL;
        size_t count = 0;
        assert_int_equal(split(bad[at], HF_NAMES_PAIRS, &arena, &pairs, &count),
                         HANDOFF_USAGE);
        assert_null(pairs);
        hf_arena_clear(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_is_shown_by_its_first_name),
        cmocka_unit_test(quotes_hold_commas_and_blanks_and_equals_signs),
        cmocka_unit_test(an_equals_sign_is_plain_in_names_to_keep),
        cmocka_unit_test(what_is_no_name_is_refused),
    };
    return cmocka_run_group_tests_name("output names", tests, NULL, NULL);
}
