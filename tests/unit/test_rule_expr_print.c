/*
 * The canonical spelling: expected texts, and that it reads back as itself.
 */
#include "rule/expr.h"
#include "rule_cases.h"

static char *
print(const char *text)
{
    handoff_findings *findings = handoff_findings_new();
    hf_arena arena = {0};
    const hf_source *source =
        hf_findings_own(findings, hf_source_new(FILE_NAME, hf_view_of(text)));
    hf_node node = {.kind = HF_NODE_SCALAR,
                    .text = source->text,
                    .span = {source, 0, (uint32_t)strlen(text)}};
    hf_expr *expr = hf_expr_condition(&node, &arena, findings);
    assert_findings(findings, text, "");
    hf_buffer out = {0};
    hf_expr_print(&out, expr);
    assert_non_null(hf_buffer_text(&out));
    hf_arena_clear(&arena);
    handoff_findings_free(findings);
    return out.ptr;
}

static void
check(const char *text, const char *expected)
{
    char *once = print(text);
    assert_string_equal(once, expected);
    char *twice = print(once);
    assert_string_equal(twice, once);
    handoff_free(once);
    handoff_free(twice);
}

static void
layout_and_brackets_do_not_matter(void **state)
{
    (void)state;
    check("  a=1  ", "a = 1");
    check("((a))", "a");
    check("a\tor\n( b and c )", "a or b and c");
    check("(a or b) and c", "(a or b) and c");
    check("not(a=b)", "not a = b");
    check("not (a and b)", "not (a and b)");
    check("((n + 1) * 2) = 402", "(n + 1) * 2 = 402");
    check("a - (b - c) = 0", "a - (b - c) = 0");
    check("(a - b) - c = 0", "a - b - c = 0");
    check("a * (b * 2) = 0", "a * (b * 2) = 0");
    check("(a = b) = c", "(a = b) = c");
}

static void
literals_have_one_spelling(void **state)
{
    (void)state;
    check("n = 2.5M", "n = 2500000");
    check("n = 1_000", "n = 1000");
    check("n = -0.50", "n = -0.5");
    check("n = + 3", "n = 3");
    check("t = 'x'", "t = \"x\"");
    check("t = 'say \"hi\"'", "t = \"say \"\"hi\"\"\"");
    check("d = 2026-01-31T00:00:00Z", "d = 2026-01-31");
    check("d = 2026-01-31T10:00+02:00", "d = 2026-01-31T08:00:00Z");
    check("d within 14d", "d within 2w");
    check("d within 24h", "d within 1d");
    check("d older than 90m", "d older than 90m");
    check("d within 0d", "d within 0m");
    check("t in [ a ,\"b\", 'c d',-1.5, \"\" ]",
          "t in [a, b, \"c d\", -1.5, \"\"]");
}

static void
every_test_reads_back(void **state)
{
    (void)state;
    check("a != b or a <= 1 or a >= 2 or a < 3 or a > 4",
          "a != b or a <= 1 or a >= 2 or a < 3 or a > 4");
    check("a not between 1+1 and b", "a not between 1 + 1 and b");
    check("a not in b", "a not in b");
    check("a contains 'x' and b not starts with 'y' and c ends with d",
          "a contains \"x\" and b not starts with \"y\" and c ends with d");
    check("a not matches /x\\/\\\\\\/[\\/]/c",
          "a not matches /x\\/\\\\\\/[\\/]/c");
    check("s has 'x' or s not has any of [a] or s has all of b",
          "s has \"x\" or s not has any of [a] or s has all of b");
    check("a is missing or b is not missing",
          "a is missing or b is not missing");
    check("at_least( 2,a or b,c )", "at_least(2, a or b, c)");
    check("lookup(l, a, b) = true", "lookup(l, a, \"b\") = true");
    check("fired('x') and gated", "fired(\"x\") and gated");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layout_and_brackets_do_not_matter),
        cmocka_unit_test(literals_have_one_spelling),
        cmocka_unit_test(every_test_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
