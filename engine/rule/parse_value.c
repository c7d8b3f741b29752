/*
 * Values: literals, names, functions, sums and products, and the lists that
 * stand behind `in` and `has`. Brackets come back to the whole grammar, since
 * a "(" may open a condition as well.
 */
#include "rule/parse.h"

#include "base/date.h"
#include "base/decimal.h"
#include "rule/text.h"

// Left-deep trees are walked by recursion too.
enum { TERMS = 100 };

// A text without its quotes, doubled ones undone.
static bool
unquote(hf_parse *parse, hf_view quoted, hf_view *out)
{
    char *copy = hf_arena_alloc(parse->arena, quoted.len);
    if (!copy) {
        hf_parse_run_out(parse);
        return false;
    }
    char quote = quoted.ptr[0];
    size_t len = 0;
    for (size_t at = 1; at + 1 < quoted.len; at++) {
        copy[len++] = quoted.ptr[at];
        at += quoted.ptr[at] == quote;
    }
    copy[len] = '\0';
    *out = (hf_view){copy, len};
    return true;
}

static bool
enter(hf_parse *parse, hf_token token)
{
    if (parse->depth == HF_EXPR_DEPTH) {
        hf_parse_refuse(parse,
                        hf_findings_add(parse->findings, HF_CODE_CONDITION_DEEP,
                                        hf_parse_token_span(parse, token),
                                        "the condition is nested deeper than "
                                        "%d levels",
                                        HF_EXPR_DEPTH),
                        "give a part of it a name under 'conditions'");
        return false;
    }
    parse->depth++;
    return true;
}

// ---- Lists and elements ----------------------------------------------------
static hf_expr *
refuse_element(hf_parse *parse, hf_element element, const char *message,
               const char *hint)
{
    size_t len = element.len > 0 ? element.len : 1;
    return hf_parse_refuse(
        parse,
        hf_findings_add(parse->findings, HF_CODE_BAD_SET,
                        hf_parse_span(parse, element.at, len), "%s", message),
        hint);
}

static hf_expr *
parse_element(hf_parse *parse, hf_element element)
{
    if (element.is_unclosed) {
        return hf_parse_refuse_unclosed(parse, element.at, element.len,
                                        "this text");
    }
    if (element.has_rest) {
        return refuse_element(parse, element,
                              "something stands behind the closing quote",
                              "put a ',' between elements");
    }
    if (element.len == 0) {
        return refuse_element(parse, element, "an element is empty",
                              "take out a ',', or write 'is missing'");
    }
    hf_token token = {HF_TOKEN_TEXT, element.at, element.len};
    hf_expr *expr = hf_parse_new_named(parse, HF_EXPR_ELEMENT, token);
    if (expr && element.is_quoted) {
        expr->number = 1;
        if (!unquote(parse, hf_parse_view(parse, token), &expr->text)) {
            return NULL;
        }
    }
    return expr;
}

// `now` is the [.
static hf_expr *
parse_elements(hf_parse *parse)
{
    hf_parse_parts parts = {0};
    hf_token open = parse->now;
    size_t at = open.at + open.len;
    for (;;) {
        hf_element element = hf_lexer_element(parse->text, at);
        if (element.next == parse->text.len && !element.is_unclosed) {
            hf_parse_free_parts(&parts);
            return hf_parse_refuse_unclosed(parse, open.at, open.len,
                                            "this '['");
        }
        hf_parse_take_part(parse, &parts, HF_EXPR_ELEMENTS,
                           parse_element(parse, element));
        at = element.next + 1;
        if (parse->has_failed || parse->text.ptr[element.next] == ']') {
            break;
        }
    }
    parse->now = (hf_token){HF_TOKEN_CLOSE_BRACKET, at - 1, 1};
    hf_parse_advance(parse);
    return hf_parse_finish_parts(parse, &parts, HF_EXPR_ELEMENTS, open.at);
}

static bool
is_plain_name(const hf_parse *parse, hf_token token)
{
    return token.kind == HF_TOKEN_NAME &&
           !hf_expr_is_word(hf_parse_view(parse, token));
}

// A list's name or [ ].
hf_expr *
hf_parse_set(hf_parse *parse)
{
    if (parse->now.kind == HF_TOKEN_BRACKET) {
        return parse_elements(parse);
    }
    if (!is_plain_name(parse, parse->now)) {
        return hf_parse_refuse_set(parse);
    }
    hf_parse_advance(parse);
    if (parse->now.kind == HF_TOKEN_OPEN) {
        return hf_parse_refuse_set(parse);
    }
    return hf_parse_new_named(parse, HF_EXPR_LIST, parse->last);
}

static hf_expr *
parse_text(hf_parse *parse)
{
    hf_parse_advance(parse);
    hf_expr *expr = hf_parse_new(parse, HF_EXPR_TEXT, parse->last.at, 0);
    if (!expr ||
        !unquote(parse, hf_parse_view(parse, parse->last), &expr->text)) {
        return NULL;
    }
    return expr;
}

static hf_expr *
parse_date(hf_parse *parse)
{
    hf_token token = parse->now;
    int64_t seconds;
    if (!hf_date_read(hf_parse_view(parse, token), HF_DATE_ISO, 0, &seconds)) {
        return hf_parse_refuse_date(parse, token);
    }
    hf_parse_advance(parse);
    hf_expr *expr = hf_parse_new(parse, HF_EXPR_DATE, token.at, 0);
    if (expr) {
        expr->number = seconds;
    }
    return expr;
}

// Digits, perhaps behind a sign.
static hf_expr *
parse_number(hf_parse *parse)
{
    size_t start = parse->now.at;
    bool is_negative = parse->now.kind == HF_TOKEN_MINUS;
    if (is_negative || parse->now.kind == HF_TOKEN_PLUS) {
        hf_parse_advance(parse);
    }
    if (parse->now.kind != HF_TOKEN_NUMBER) {
        return hf_parse_refuse_token(
            parse, HF_CODE_UNEXPECTED, parse->last,
            "a sign stands only before a number",
            is_negative ? "write '0 - ...' to turn a value around" : NULL);
    }
    hf_token token = parse->now;
    int64_t number;
    if (!hf_decimal_literal(hf_parse_view(parse, token), &number)) {
        return hf_parse_refuse_number(parse, token);
    }
    hf_parse_advance(parse);
    hf_expr *expr = hf_parse_new(parse, HF_EXPR_NUMBER, start, 0);
    if (expr) {
        expr->number = is_negative ? -number : number;
    }
    return expr;
}

static hf_expr *
refuse_arguments(hf_parse *parse, hf_span span, hf_view name,
                 const hf_parse_function *function, const char *message)
{
    hf_finding *finding =
        hf_findings_add(parse->findings, HF_CODE_ARGUMENTS, span, "'%.*s' %s",
                        HF_SHOWN(name), message);
    hf_findings_hint(parse->findings, finding, "write '%s'", function->usage);
    return hf_parse_refuse(parse, NULL, NULL);
}

static hf_expr *
parse_argument(hf_parse *parse, hf_view name, size_t at,
               const hf_parse_function *function)
{
    bool is_lookup = hf_view_equal(name, HF_VIEW("lookup"));
    if (is_lookup && at == 0) {
        if (!is_plain_name(parse, parse->now)) {
            return refuse_arguments(
                parse, hf_parse_token_span(parse, parse->now), name, function,
                "begins with a list's name");
        }
        hf_parse_advance(parse);
        return hf_parse_new_named(parse, HF_EXPR_LIST, parse->last);
    }
    if (is_lookup && at == 2 && parse->now.kind == HF_TOKEN_NAME) {
        hf_parse_advance(parse);
        return hf_parse_new_named(parse, HF_EXPR_TEXT, parse->last);
    }
    bool wants_id = hf_view_equal(name, HF_VIEW("fired")) ||
                    hf_view_equal(name, HF_VIEW("gate"));
    bool wants_text = wants_id || (is_lookup && at == 2);
    if (wants_text && parse->now.kind != HF_TOKEN_TEXT &&
        parse->now.kind != HF_TOKEN_UNCLOSED_TEXT) {
        return refuse_arguments(
            parse, hf_parse_token_span(parse, parse->now), name, function,
            wants_id ? "takes an id in quotes" : "takes a column's name last");
    }
    return wants_text && parse->now.kind == HF_TOKEN_TEXT ? parse_text(parse)
                                                          : hf_parse_or(parse);
}

static hf_expr *
check_call(hf_parse *parse, hf_expr *call, const hf_parse_function *function)
{
    if (call->count < function->least || call->count > function->most) {
        return refuse_arguments(parse, call->span, call->text, function,
                                call->count < function->least
                                    ? "is given too few values"
                                    : "is given too many values");
    }
    const hf_expr *first = call->args[0];
    if (hf_view_equal(call->text, HF_VIEW("at_least")) &&
        (first->op != HF_EXPR_NUMBER || first->number % HF_DECIMAL_ONE != 0 ||
         first->number < HF_DECIMAL_ONE ||
         first->number / HF_DECIMAL_ONE > (int64_t)call->count - 1)) {
        return refuse_arguments(parse, first->span, call->text, function,
                                "begins with a whole number from 1 to the "
                                "number of its conditions");
    }
    return call;
}

// `now` is the ( behind the name.
static hf_expr *
parse_call(hf_parse *parse, hf_token name_token)
{
    hf_view name = hf_parse_view(parse, name_token);
    const hf_parse_function *function = hf_expr_find_function(name);
    if (!function) {
        return hf_parse_refuse_function(parse, name_token);
    }
    hf_token open = parse->now;
    if (!enter(parse, open)) {
        return NULL;
    }
    hf_parse_advance(parse);
    hf_parse_parts parts = {0};
    bool goes_on = parse->now.kind != HF_TOKEN_CLOSE;
    while (goes_on) {
        hf_parse_take_part(parse, &parts, HF_EXPR_CALL,
                           parse_argument(parse, name, parts.count, function));
        goes_on = !parse->has_failed && hf_parse_take(parse, HF_TOKEN_COMMA);
    }
    if (!parse->has_failed && !hf_parse_take(parse, HF_TOKEN_CLOSE)) {
        if (parse->now.kind == HF_TOKEN_END) {
            hf_parse_refuse_unclosed(parse, open.at, open.len, "this '('");
        } else {
            hf_parse_refuse_rest(parse);
        }
    }
    parse->depth--;
    hf_expr *call =
        hf_parse_finish_parts(parse, &parts, HF_EXPR_CALL, name_token.at);
    if (!call) {
        return NULL;
    }
    call->name_span = hf_parse_token_span(parse, name_token);
    call->text = hf_arena_copy(parse->arena, name);
    return call->text.ptr ? check_call(parse, call, function)
                          : hf_parse_run_out(parse);
}

static hf_expr *
parse_brackets(hf_parse *parse)
{
    hf_token open = parse->now;
    if (!enter(parse, open)) {
        return NULL;
    }
    hf_parse_advance(parse);
    hf_expr *inner = hf_parse_or(parse);
    parse->depth--;
    if (!inner || hf_parse_take(parse, HF_TOKEN_CLOSE)) {
        return inner;
    }
    if (parse->now.kind == HF_TOKEN_END) {
        return hf_parse_refuse_unclosed(parse, open.at, open.len, "this '('");
    }
    return hf_parse_refuse_rest(parse);
}

static hf_expr *
parse_named(hf_parse *parse)
{
    hf_token name = parse->now;
    bool is_true = hf_parse_at_word(parse, "true");
    if (is_true || hf_parse_at_word(parse, "false")) {
        hf_parse_advance(parse);
        hf_expr *expr = hf_parse_new(parse, HF_EXPR_BOOLEAN, name.at, 0);
        if (expr) {
            expr->number = is_true;
        }
        return expr;
    }
    if (hf_expr_is_word(hf_parse_view(parse, name))) {
        return hf_parse_refuse_value(parse);
    }
    hf_parse_advance(parse);
    if (parse->now.kind == HF_TOKEN_OPEN) {
        return parse_call(parse, name);
    }
    return hf_parse_new_named(parse, HF_EXPR_NAME, name);
}

static hf_expr *
parse_primary(hf_parse *parse)
{
    switch (parse->now.kind) {
    case HF_TOKEN_TEXT:
        return parse_text(parse);
    case HF_TOKEN_DATE:
        return parse_date(parse);
    case HF_TOKEN_NUMBER:
    case HF_TOKEN_PLUS:
    case HF_TOKEN_MINUS:
        return parse_number(parse);
    case HF_TOKEN_NAME:
        return parse_named(parse);
    case HF_TOKEN_OPEN:
        return parse_brackets(parse);
    case HF_TOKEN_UNCLOSED_TEXT:
        return hf_parse_refuse_unclosed(parse, parse->now.at, parse->now.len,
                                        "this text");
    case HF_TOKEN_END:
    case HF_TOKEN_CLOSE:
    case HF_TOKEN_BRACKET:
    case HF_TOKEN_CLOSE_BRACKET:
    case HF_TOKEN_COMMA:
    case HF_TOKEN_EQUAL:
    case HF_TOKEN_NOT_EQUAL:
    case HF_TOKEN_LESS:
    case HF_TOKEN_LESS_EQUAL:
    case HF_TOKEN_GREATER:
    case HF_TOKEN_GREATER_EQUAL:
    case HF_TOKEN_STAR:
    case HF_TOKEN_SLASH:
    case HF_TOKEN_OTHER:
        return hf_parse_refuse_value(parse);
    }
    return NULL;
}

static bool
check_terms(hf_parse *parse, size_t terms)
{
    if (terms <= TERMS) {
        return true;
    }
    hf_findings_add(parse->findings, HF_CODE_CONDITION_DEEP,
                    hf_parse_token_span(parse, parse->last),
                    "a sum or product has at most %d terms", TERMS);
    hf_parse_refuse(parse, NULL, NULL);
    return false;
}

static hf_expr *
parse_product(hf_parse *parse)
{
    size_t start = parse->now.at;
    hf_expr *left = parse_primary(parse);
    for (size_t terms = 2; left && hf_parse_take(parse, HF_TOKEN_STAR);
         terms++) {
        if (!check_terms(parse, terms)) {
            return NULL;
        }
        hf_expr *right = parse_primary(parse);
        left = hf_parse_new_binary(parse, HF_EXPR_MULTIPLY, start, left, right);
    }
    return left;
}

hf_expr *
hf_parse_value(hf_parse *parse)
{
    size_t start = parse->now.at;
    hf_expr *left = parse_product(parse);
    for (size_t terms = 2; left; terms++) {
        bool is_plus = parse->now.kind == HF_TOKEN_PLUS;
        if (!is_plus && parse->now.kind != HF_TOKEN_MINUS) {
            break;
        }
        hf_parse_advance(parse);
        if (!check_terms(parse, terms)) {
            return NULL;
        }
        hf_expr *right = parse_product(parse);
        left =
            hf_parse_new_binary(parse, is_plus ? HF_EXPR_ADD : HF_EXPR_SUBTRACT,
                                start, left, right);
    }
    return left;
}
