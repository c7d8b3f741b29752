/*
 * Conditions and values as trees: shape, precedence, literals and places; and
 * the mappings { all: }, { any: }, { none: }.
 */
#include "base/decimal.h"
#include "base/memory.h"
#include "rule/expr.h"
#include "rule_cases.h"

typedef struct parse_result {
    handoff_findings *findings;
    hf_arena arena;
    const hf_source *source;
    hf_expr *expr;
} parse_result;

static parse_result
parse(const char *text)
{
    parse_result parsed = {.findings = handoff_findings_new()};
    parsed.source = hf_findings_own(parsed.findings,
                                    hf_source_new(FILE_NAME, hf_view_of(text)));
    hf_node node = {.kind = HF_NODE_SCALAR,
                    .text = parsed.source->text,
                    .span = {parsed.source, 0, (uint32_t)strlen(text)}};
    parsed.expr = hf_expr_condition(&node, &parsed.arena, parsed.findings);
    assert_findings(parsed.findings, text, "");
    return parsed;
}

static void
clear(parse_result *parsed)
{
    hf_arena_clear(&parsed->arena);
    handoff_findings_free(parsed->findings);
}

// A tree as (op args), with the texts of leaves.
static void
draw(hf_buffer *out, const hf_expr *expr)
{
    hf_buffer_printf(out, "(%s%d", expr->is_negated ? "!" : "", expr->op);
    if (expr->text.ptr) {
        hf_buffer_printf(out, " '%.*s'", (int)expr->text.len, expr->text.ptr);
    }
    if (expr->number) {
        hf_buffer_printf(out, " #%lld", (long long)expr->number);
    }
    for (size_t at = 0; at < expr->count; at++) {
        hf_buffer_add_byte(out, ' ');
        draw(out, expr->args[at]);
    }
    hf_buffer_add_byte(out, ')');
}

// Both texts give the same tree.
static void
assert_same(const char *one, const char *other)
{
    parse_result a = parse(one);
    parse_result b = parse(other);
    hf_buffer drawn_a = {0};
    hf_buffer drawn_b = {0};
    draw(&drawn_a, a.expr);
    draw(&drawn_b, b.expr);
    assert_string_equal(hf_buffer_text(&drawn_a), hf_buffer_text(&drawn_b));
    hf_buffer_clear(&drawn_a);
    hf_buffer_clear(&drawn_b);
    clear(&a);
    clear(&b);
}

static void
and_binds_tighter_than_or_and_not_takes_the_test(void **state)
{
    (void)state;
    assert_same("a or b and c", "a or (b and c)");
    assert_same("not a = b and c", "(not (a = b)) and c");
    assert_same("not a + 1 > 2", "not ((a + 1) > 2)");
    assert_same("a between 1 and 2 and b", "(a between 1 and 2) and b");
    assert_same("a and b and c", "(a and b) and c");
    assert_same("a or (b or c)", "a or b or c");
}

static void
products_go_before_sums_from_the_left(void **state)
{
    (void)state;
    assert_same("a - b - c = 0", "((a - b) - c) = 0");
    assert_same("a + b * 2 = 0", "a + (b * 2) = 0");
    assert_same("a -1 = 0", "a - 1 = 0");
    assert_same("(a) = ((1))", "a = 1");
}

static void
check_literal(const char *text, hf_expr_op op, int64_t number, const char *as)
{
    hf_buffer condition = {0};
    hf_buffer_printf(&condition, "a = %s", text);
    parse_result parsed = parse(hf_buffer_text(&condition));
    const hf_expr *literal = parsed.expr->args[1];
    assert_int_equal(literal->op, op);
    assert_true(literal->number == number);
    if (as) {
        assert_view(literal->text, as);
    }
    clear(&parsed);
    hf_buffer_clear(&condition);
}

static void
literals_are_read(void **state)
{
    (void)state;
    check_literal("200", HF_EXPR_NUMBER, 200 * HF_DECIMAL_ONE, NULL);
    check_literal("-1.5", HF_EXPR_NUMBER, -1500000, NULL);
    check_literal("+2", HF_EXPR_NUMBER, 2 * HF_DECIMAL_ONE, NULL);
    check_literal("1_000_000", HF_EXPR_NUMBER, 1000000 * HF_DECIMAL_ONE, NULL);
    check_literal("2.5M", HF_EXPR_NUMBER, 2500000 * HF_DECIMAL_ONE, NULL);
    check_literal("true", HF_EXPR_BOOLEAN, 1, NULL);
    check_literal("false", HF_EXPR_BOOLEAN, 0, NULL);
    check_literal("1970-01-02", HF_EXPR_DATE, 86400, NULL);
    check_literal("1970-01-01T01:00:00+01:00", HF_EXPR_DATE, 0, NULL);
    check_literal("1970-01-01T00:01", HF_EXPR_DATE, 60, NULL);
    check_literal("\"say \"\"hi\"\"\"", HF_EXPR_TEXT, 0, "say \"hi\"");
    check_literal("'it''s'", HF_EXPR_TEXT, 0, "it's");
    check_literal("' x '", HF_EXPR_TEXT, 0, " x ");
    check_literal("''", HF_EXPR_TEXT, 0, "");
}

static void
elements_are_raw_text(void **state)
{
    (void)state;
    parse_result parsed =
        parse("zip in [012, NO , \"a, b\", 'c]', O'Neil, and, /x y/]");
    const hf_expr *set = parsed.expr->args[1];
    static const char *const EXPECTED[] = {"012",    "NO",  "a, b", "c]",
                                           "O'Neil", "and", "/x y/"};
    assert_int_equal(set->op, HF_EXPR_ELEMENTS);
    assert_int_equal(set->count, 7);
    for (size_t at = 0; at < 7; at++) {
        assert_view(set->args[at]->text, EXPECTED[at]);
    }
    assert_int_equal(set->args[2]->number, 1);
    assert_int_equal(set->args[4]->number, 0);
    clear(&parsed);
}

static void
patterns_keep_all_but_their_slashes(void **state)
{
    (void)state;
    parse_result parsed = parse("url matches /^\\/a\\\\[\"',\\]]$/c and b");
    const hf_expr *test = parsed.expr->args[0];
    assert_int_equal(test->op, HF_EXPR_MATCHES);
    assert_view(test->text, "^/a\\\\[\"',\\]]$");
    assert_int_equal(test->number, 1);
    assert_int_equal(test->name_span.at, 13);
    assert_int_equal(test->name_span.len, 14);
    clear(&parsed);
}

static void
windows_are_seconds(void **state)
{
    (void)state;
    parse_result parsed = parse("d within 90m or d older than 2w");
    assert_true(parsed.expr->args[0]->number == 5400);
    assert_true(parsed.expr->args[1]->number == 14 * 86400);
    clear(&parsed);
}

static void
a_name_is_a_function_only_before_a_bracket(void **state)
{
    (void)state;
    parse_result parsed = parse("domain = \"x\" and domain (email) = last");
    assert_int_equal(parsed.expr->args[0]->args[0]->op, HF_EXPR_NAME);
    const hf_expr *call = parsed.expr->args[1]->args[0];
    assert_int_equal(call->op, HF_EXPR_CALL);
    assert_view(call->text, "domain");
    assert_view(call->args[0]->text, "email");
    clear(&parsed);
    parsed = parse("lookup(accounts, a, tier) = \"x\" and fired('y')");
    call = parsed.expr->args[0]->args[0];
    assert_int_equal(call->args[0]->op, HF_EXPR_LIST);
    assert_int_equal(call->args[2]->op, HF_EXPR_TEXT);
    assert_view(parsed.expr->args[1]->args[0]->text, "y");
    clear(&parsed);
}

static void
check_place(const hf_expr *expr, uint32_t at, uint32_t len)
{
    assert_int_equal(expr->span.at, at);
    assert_int_equal(expr->span.len, len);
}

static void
every_node_knows_its_place(void **state)
{
    (void)state;
    //                     0123456789012345678901234567890123456
    parse_result parsed = parse("(a + 1) * 2 > b and domain(c) in [d]");
    const hf_expr *and = parsed.expr;
    check_place(and, 0, 36);
    check_place(and->args[0], 0, 15);
    check_place(and->args[0]->args[0], 0, 11);
    check_place(and->args[0]->args[0]->args[0], 1, 5);
    check_place(and->args[0]->args[1], 14, 1);
    check_place(and->args[1], 20, 16);
    check_place(and->args[1]->args[0], 20, 9);
    assert_int_equal(and->args[1]->args[0]->name_span.len, 6);
    check_place(and->args[1]->args[1], 33, 3);
    check_place(and->args[1]->args[1]->args[0], 34, 1);
    clear(&parsed);
}

static const hf_condition *
find_condition(const handoff_rules *rules, const char *name)
{
    for (size_t at = 0; at < rules->condition_count; at++) {
        if (hf_view_equal(rules->conditions[at].name, hf_view_of(name))) {
            return &rules->conditions[at];
        }
    }
    fail_msg("no condition %s", name);
    return NULL;
}

static void
check_condition(const handoff_rules *rules, const char *name,
                const char *printed)
{
    hf_buffer out = {0};
    hf_expr_print(&out, find_condition(rules, name)->when);
    assert_string_equal(hf_buffer_text(&out), printed);
    hf_buffer_clear(&out);
}

static void
mappings_join_conditions(void **state)
{
    (void)state;
    handoff_rules *rules =
        load_rules(LEAST "conditions:\n"
                         "  x: { all: [a = \"b\", { any: [n = 1, n = 2] }] }\n"
                         "  one: { any: [n = 1] }\n"
                         "  none: { none: [n = 1, n = 2 and n = 3] }\n"
                         "  flat: { all: [n = 1 and n = 2, { all: [n = 3] }] }"
                         "\n");
    check_condition(rules, "x", "a = \"b\" and (n = 1 or n = 2)");
    check_condition(rules, "one", "n = 1");
    check_condition(rules, "none", "not (n = 1 or n = 2 and n = 3)");
    check_condition(rules, "flat", "n = 1 and n = 2 and n = 3");
    assert_int_equal(find_condition(rules, "flat")->when->count, 3);
    handoff_rules_free(rules);
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char TEXT[] =
        "a in [b, 'c'] and (d matches /x/ or at_least(1, e, f)) and g = 'h'";
    bool is_done = false;
    for (unsigned long nth = 1; !is_done; nth++) {
        handoff_findings *findings = handoff_findings_new();
        hf_arena arena = {0};
        hf_node node = {.kind = HF_NODE_SCALAR, .text = hf_view_of(TEXT)};
        hf_memory_fail_at(nth);
        hf_expr *expr = hf_expr_condition(&node, &arena, findings);
        hf_memory_fail_at(0);
        is_done = expr != NULL;
        assert_true(is_done || findings->out_of_memory);
        hf_arena_clear(&arena);
        handoff_findings_free(findings);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(and_binds_tighter_than_or_and_not_takes_the_test),
        cmocka_unit_test(products_go_before_sums_from_the_left),
        cmocka_unit_test(literals_are_read),
        cmocka_unit_test(elements_are_raw_text),
        cmocka_unit_test(patterns_keep_all_but_their_slashes),
        cmocka_unit_test(windows_are_seconds),
        cmocka_unit_test(a_name_is_a_function_only_before_a_bracket),
        cmocka_unit_test(every_node_knows_its_place),
        cmocka_unit_test(mappings_join_conditions),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
