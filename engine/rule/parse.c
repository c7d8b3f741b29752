/*
 * Conditions, by recursive descent over one text: or, and, not, and the tests
 * that may stand behind a value. Conditions and values are parsed alike;
 * whether each stands where its type may is the plan's question. Out comes a
 * tree whose every node knows its place, or NULL with one finding.
 */
#include "rule/parse.h"

#include "base/date.h"
#include "rule/text.h"

static bool
find_comparison(hf_token_kind kind, hf_expr_op *op)
{
    static const struct {
        hf_token_kind kind;
        hf_expr_op op;
    } COMPARISONS[] = {
        {HF_TOKEN_EQUAL, HF_EXPR_EQUAL},
        {HF_TOKEN_NOT_EQUAL, HF_EXPR_NOT_EQUAL},
        {HF_TOKEN_LESS, HF_EXPR_LESS},
        {HF_TOKEN_LESS_EQUAL, HF_EXPR_LESS_EQUAL},
        {HF_TOKEN_GREATER, HF_EXPR_GREATER},
        {HF_TOKEN_GREATER_EQUAL, HF_EXPR_GREATER_EQUAL},
    };
    for (size_t at = 0; at < sizeof COMPARISONS / sizeof *COMPARISONS; at++) {
        if (COMPARISONS[at].kind == kind) {
            *op = COMPARISONS[at].op;
            return true;
        }
    }
    return false;
}

// `now` is the operator.
static hf_expr *
parse_comparison(hf_parse *parse, size_t start, hf_expr *left, hf_expr_op op)
{
    hf_parse_advance(parse);
    if (parse->now.kind == HF_TOKEN_NAME &&
        hf_view_equal_fold(hf_parse_view(parse, parse->now), HF_VIEW("null"))) {
        return hf_parse_refuse_is(parse);
    }
    if (parse->now.kind == HF_TOKEN_BRACKET) {
        return hf_parse_refuse_token(parse, HF_CODE_OPERATOR_SPELLING,
                                     parse->last,
                                     "a comparison has one value on its right",
                                     "write 'in' before a list of values");
    }
    hf_expr *right = hf_parse_value(parse);
    hf_expr *test = hf_parse_new_binary(parse, op, start, left, right);
    if (test && find_comparison(parse->now.kind, &op)) {
        return hf_parse_refuse_token(
            parse, HF_CODE_UNEXPECTED, parse->now, "comparisons do not chain",
            "join two with 'and', or write 'between ... and ...'");
    }
    return test;
}

static hf_expr *
parse_between(hf_parse *parse, size_t start, hf_expr *left)
{
    hf_expr *low = hf_parse_value(parse);
    if (!low) {
        return NULL;
    }
    if (!hf_parse_take_word(parse, "and")) {
        if (parse->now.kind == HF_TOKEN_END) {
            return hf_parse_refuse_end(parse, "'and' and the upper end");
        }
        return hf_parse_refuse_token(parse, HF_CODE_UNEXPECTED, parse->now,
                                     "'between' wants 'and' here",
                                     "write 'between 10 and 20'");
    }
    hf_expr *high = hf_parse_value(parse);
    hf_expr *test =
        high ? hf_parse_new(parse, HF_EXPR_BETWEEN, start, 3) : NULL;
    if (test) {
        test->args[0] = left;
        test->args[1] = low;
        test->args[2] = high;
    }
    return test;
}

// The pattern between its slashes with `\/` undone.
static bool
copy_pattern(hf_parse *parse, hf_view written, hf_view *out)
{
    char *copy = hf_arena_alloc(parse->arena, written.len + 1);
    if (!copy) {
        hf_parse_run_out(parse);
        return false;
    }
    size_t len = 0;
    for (size_t at = 0; at < written.len; at++) {
        if (written.ptr[at] == '\\' && at + 1 < written.len) {
            if (written.ptr[at + 1] != '/') {
                copy[len++] = '\\';
            }
            at++;
        }
        copy[len++] = written.ptr[at];
    }
    copy[len] = '\0';
    *out = (hf_view){copy, len};
    return true;
}

static hf_expr *
refuse_flags(hf_parse *parse, hf_token flags)
{
    hf_view text = hf_parse_view(parse, flags);
    const char *hint = "only a 'c' may stand there: letter case counts";
    if (hf_view_equal(text, HF_VIEW("i"))) {
        hint = "leave it out: letter case is ignored anyway";
    }
    return hf_parse_refuse(
        parse,
        hf_findings_add(parse->findings, HF_CODE_PATTERN_SLASHES,
                        hf_parse_token_span(parse, flags),
                        "'%.*s' is no flag of a pattern", HF_SHOWN(text)),
        hint);
}

static hf_expr *
parse_matches(hf_parse *parse, size_t start, hf_expr *left)
{
    hf_token open = parse->now;
    if (open.kind == HF_TOKEN_END) {
        return hf_parse_refuse_end(parse, "a pattern between slashes");
    }
    if (open.kind != HF_TOKEN_SLASH) {
        return hf_parse_refuse_token(
            parse, HF_CODE_PATTERN_SLASHES, open,
            "'matches' wants a pattern between slashes",
            "write 'title matches /\\bvp\\b/'");
    }
    size_t end = hf_lexer_pattern_end(parse->text, open.at + 1);
    if (end == parse->text.len) {
        return hf_parse_refuse_unclosed(parse, open.at, end - open.at,
                                        "this pattern");
    }
    hf_view written =
        hf_view_slice(parse->text, open.at + 1, end - open.at - 1);
    parse->now = (hf_token){HF_TOKEN_SLASH, end, 1};
    hf_parse_advance(parse);
    bool has_flags =
        parse->now.at == end + 1 && (parse->now.kind == HF_TOKEN_NAME ||
                                     parse->now.kind == HF_TOKEN_NUMBER);
    if (has_flags) {
        if (!hf_parse_at_word(parse, "c")) {
            return refuse_flags(parse, parse->now);
        }
        hf_parse_advance(parse);
    }
    hf_expr *test = hf_parse_new_unary(parse, HF_EXPR_MATCHES, start, left);
    if (!test || !copy_pattern(parse, written, &test->text)) {
        return NULL;
    }
    test->number = has_flags;
    test->name_span = hf_parse_span(parse, open.at + 1, written.len);
    return test;
}

static hf_expr *
parse_has(hf_parse *parse, size_t start, hf_expr *left)
{
    bool is_any = hf_parse_at_word(parse, "any");
    if (is_any || hf_parse_at_word(parse, "all")) {
        hf_parse_advance(parse);
        if (!hf_parse_take_word(parse, "of")) {
            return hf_parse_refuse(
                parse,
                hf_findings_add(parse->findings, HF_CODE_UNEXPECTED,
                                hf_parse_token_span(parse, parse->last),
                                "'of' is missing behind '%s'",
                                is_any ? "any" : "all"),
                "write 'has any of [a, b]'");
        }
        return hf_parse_new_binary(parse,
                                   is_any ? HF_EXPR_HAS_ANY : HF_EXPR_HAS_ALL,
                                   start, left, hf_parse_set(parse));
    }
    if (parse->now.kind == HF_TOKEN_BRACKET) {
        return hf_parse_refuse_token(
            parse, HF_CODE_BAD_SET, parse->now, "'has' takes one text",
            "write 'has any of' or 'has all of' before a list");
    }
    return hf_parse_new_binary(parse, HF_EXPR_HAS, start, left,
                               hf_parse_value(parse));
}

static hf_expr *
parse_window(hf_parse *parse, size_t start, hf_expr *left, hf_expr_op op)
{
    hf_token token = parse->now;
    int64_t seconds;
    if (token.kind != HF_TOKEN_NUMBER ||
        !hf_date_duration(hf_parse_view(parse, token), &seconds)) {
        return hf_parse_refuse_duration(parse);
    }
    hf_parse_advance(parse);
    hf_expr *test = hf_parse_new_unary(parse, op, start, left);
    if (test) {
        test->number = seconds;
        test->name_span = hf_parse_token_span(parse, token);
    }
    return test;
}

static hf_expr *
parse_is(hf_parse *parse, size_t start, hf_expr *left)
{
    bool is_negated = hf_parse_take_word(parse, "not");
    if (!hf_parse_take_word(parse, "missing")) {
        return hf_parse_refuse_is(parse);
    }
    hf_expr *test = hf_parse_new_unary(parse, HF_EXPR_IS_MISSING, start, left);
    if (test) {
        test->is_negated = is_negated;
    }
    return test;
}

// `starts with`, `ends with`: the second word.
static hf_expr *
parse_with(hf_parse *parse, size_t start, hf_expr *left, hf_expr_op op)
{
    if (!hf_parse_take_word(parse, "with")) {
        return hf_parse_refuse(
            parse,
            hf_findings_add(parse->findings, HF_CODE_UNEXPECTED,
                            hf_parse_token_span(parse, parse->last),
                            "'with' is missing behind '%s'",
                            op == HF_EXPR_STARTS_WITH ? "starts" : "ends"),
            "write 'starts with \"text\"'");
    }
    return hf_parse_new_binary(parse, op, start, left, hf_parse_value(parse));
}

// The tests that may have a `not` before them. `*found` is false when no
// such test begins here.
static hf_expr *
parse_word_test(hf_parse *parse, size_t start, hf_expr *left, bool *found)
{
    *found = true;
    if (hf_parse_take_word(parse, "between")) {
        return parse_between(parse, start, left);
    }
    if (hf_parse_take_word(parse, "in")) {
        return hf_parse_new_binary(parse, HF_EXPR_IN, start, left,
                                   hf_parse_set(parse));
    }
    if (hf_parse_take_word(parse, "contains")) {
        return hf_parse_new_binary(parse, HF_EXPR_CONTAINS, start, left,
                                   hf_parse_value(parse));
    }
    if (hf_parse_take_word(parse, "starts")) {
        return parse_with(parse, start, left, HF_EXPR_STARTS_WITH);
    }
    if (hf_parse_take_word(parse, "ends")) {
        return parse_with(parse, start, left, HF_EXPR_ENDS_WITH);
    }
    if (hf_parse_take_word(parse, "matches")) {
        return parse_matches(parse, start, left);
    }
    if (hf_parse_take_word(parse, "has")) {
        return parse_has(parse, start, left);
    }
    *found = false;
    return NULL;
}

static hf_expr *
parse_negated_test(hf_parse *parse, size_t start, hf_expr *left)
{
    hf_token not_token = parse->now;
    hf_parse_advance(parse);
    bool found;
    hf_expr *test = parse_word_test(parse, start, left, &found);
    if (!found) {
        return hf_parse_refuse_token(
            parse, HF_CODE_UNEXPECTED, not_token, "'not' cannot stand here",
            "put it before the whole test, as in 'not a = b'");
    }
    if (test) {
        test->is_negated = true;
    }
    return test;
}

// What may follow a value; the value itself when nothing does.
static hf_expr *
parse_test(hf_parse *parse)
{
    size_t start = parse->now.at;
    hf_expr *left = hf_parse_value(parse);
    if (!left) {
        return NULL;
    }
    hf_expr_op op;
    if (find_comparison(parse->now.kind, &op)) {
        return parse_comparison(parse, start, left, op);
    }
    if (hf_parse_at_word(parse, "not")) {
        return parse_negated_test(parse, start, left);
    }
    if (hf_parse_take_word(parse, "is")) {
        return parse_is(parse, start, left);
    }
    if (hf_parse_take_word(parse, "within")) {
        return parse_window(parse, start, left, HF_EXPR_WITHIN);
    }
    if (hf_parse_take_word(parse, "older")) {
        if (!hf_parse_take_word(parse, "than")) {
            return hf_parse_refuse_token(parse, HF_CODE_UNEXPECTED, parse->last,
                                         "'than' is missing behind 'older'",
                                         "write 'older than 30d'");
        }
        return parse_window(parse, start, left, HF_EXPR_OLDER_THAN);
    }
    bool found;
    hf_expr *test = parse_word_test(parse, start, left, &found);
    return found ? test : left;
}

static hf_expr *
parse_not(hf_parse *parse)
{
    hf_token token = parse->now;
    if (!hf_parse_take_word(parse, "not")) {
        return parse_test(parse);
    }
    if (hf_parse_at_word(parse, "not")) {
        return hf_parse_refuse_token(parse, HF_CODE_UNEXPECTED, parse->now,
                                     "'not' stands twice", "leave both out");
    }
    return hf_parse_new_unary(parse, HF_EXPR_NOT, token.at, parse_test(parse));
}

static hf_expr *
parse_joined(hf_parse *parse, const char *word, hf_expr_op op,
             hf_expr *(*parse_part)(hf_parse *))
{
    size_t start = parse->now.at;
    hf_expr *first = parse_part(parse);
    if (!first || !hf_parse_at_word(parse, word)) {
        return first;
    }
    hf_parse_parts parts = {0};
    hf_parse_take_part(parse, &parts, op, first);
    while (!parse->has_failed && hf_parse_take_word(parse, word)) {
        hf_parse_take_part(parse, &parts, op, parse_part(parse));
    }
    return hf_parse_finish_parts(parse, &parts, op, start);
}

static hf_expr *
parse_and(hf_parse *parse)
{
    return parse_joined(parse, "and", HF_EXPR_AND, parse_not);
}

hf_expr *
hf_parse_or(hf_parse *parse)
{
    return parse_joined(parse, "or", HF_EXPR_OR, parse_and);
}

hf_expr *
hf_parse_text(hf_parse *parse)
{
    parse->last = (hf_token){HF_TOKEN_END, 0, 0};
    parse->now = hf_lexer_token(parse->text, 0);
    hf_expr *expr = hf_parse_or(parse);
    if (expr && parse->now.kind != HF_TOKEN_END) {
        return hf_parse_refuse_rest(parse);
    }
    return expr;
}
