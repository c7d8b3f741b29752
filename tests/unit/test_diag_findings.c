/* The list of findings: order, limit, counts, memory. */
#include "testing.h"

#include "base/memory.h"
#include "diag/findings.h"

static const hf_source *
own(handoff_findings *findings, const char *name, const char *text)
{
    const hf_source *source =
        hf_findings_own(findings, hf_source_new(name, hf_view_of(text)));
    assert_non_null(source);
    return source;
}

static void
findings_stand_in_the_order_of_file_and_place(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    const hf_source *top = own(findings, "top.yaml", "one\ntwo\n");
    const hf_source *part = own(findings, "a-part.yaml", "one\ntwo\n");
    hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){part, 4, 3}, "d");
    hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){top, 4, 3}, "b");
    hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){top, 0, 3}, "a");
    hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){0}, "first");
    hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){top, 4, 1}, "c");
    static const char *const expected[] = {"first", "a", "b", "c", "d"};
    assert_int_equal(handoff_findings_kept(findings), 5);
    for (size_t at = 0; at < 5; at++) {
        assert_string_equal(handoff_findings_get(findings, at).message,
                            expected[at]);
    }
    handoff_finding found = handoff_findings_get(findings, 2);
    assert_string_equal(found.file, "top.yaml");
    assert_string_equal(found.code, "S002");
    assert_null(found.hint);
    assert_int_equal(found.line, 2);
    assert_int_equal(found.column, 1);
    assert_int_equal(found.end_line, 2);
    assert_int_equal(found.end_column, 4);
    found = handoff_findings_get(findings, 0);
    assert_null(found.file);
    assert_int_equal(found.line, 0);
    handoff_findings_free(findings);
}

static void
twenty_errors_are_kept_and_all_are_counted(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    assert_int_equal(hf_findings_status(findings, HANDOFF_RULES), HANDOFF_OK);
    for (int at = 0; at < 50; at++) {
        hf_finding *finding = hf_findings_add(findings, HF_CODE_CANNOT_OPEN,
                                              (hf_span){0}, "no %d", at);
        assert_int_equal(finding != NULL, at < HF_FINDINGS_SHOWN);
        hf_findings_hint(findings, finding, "hint %d", at);
        hf_findings_other(findings, finding, (hf_span){0}, "here");
    }
    assert_int_equal(handoff_findings_kept(findings), HF_FINDINGS_SHOWN);
    assert_int_equal(handoff_findings_count(findings, HANDOFF_ERROR), 50);
    assert_int_equal(handoff_findings_count(findings, HANDOFF_WARNING), 0);
    assert_string_equal(handoff_findings_get(findings, 19).hint, "hint 19");
    assert_int_equal(hf_findings_status(findings, HANDOFF_RULES),
                     HANDOFF_RULES);
    handoff_findings_free(findings);
    handoff_findings_free(NULL);
}

// Everything that a loader does with a list.
static void
use_everything(void)
{
    handoff_findings *findings = handoff_findings_new();
    if (!findings) {
        return;
    }
    const hf_source *source =
        hf_findings_own(findings, hf_source_new("t", HF_VIEW("ab\ncd\n")));
    hf_span span = {source, 3, 2};
    for (int at = 0; at < 10; at++) {
        hf_finding *finding =
            hf_findings_add(findings, HF_CODE_CANNOT_OPEN, span, "message");
        hf_findings_hint(findings, finding, "hint");
        hf_findings_other(findings, finding, span, "there");
    }
    assert_int_equal(handoff_findings_count(findings, HANDOFF_ERROR), 10);
    for (int format = HANDOFF_FINDINGS_TEXT; format <= HANDOFF_FINDINGS_GITHUB;
         format++) {
        handoff_free(
            handoff_findings_print(findings, (handoff_findings_format)format));
    }
    handoff_findings_free(findings);
}

static void
whichever_allocation_fails_nothing_breaks(void **state)
{
    (void)state;
    hf_memory_fail_at(0);
    use_everything();
    unsigned long asked = hf_memory_asked();
    assert_true(asked > 20);
    for (unsigned long nth = 1; nth <= asked; nth++) {
        hf_memory_fail_at(nth);
        use_everything();
    }
    hf_memory_fail_at(0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_stand_in_the_order_of_file_and_place),
        cmocka_unit_test(twenty_errors_are_kept_and_all_are_counted),
        cmocka_unit_test(whichever_allocation_fails_nothing_breaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
