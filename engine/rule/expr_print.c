/*
 * Expressions in their canonical spelling: one blank between tokens, text in
 * double quotes, brackets only where the grammar needs them. Read again, the
 * text gives an equal expression; equal expressions give the same bytes,
 * which the revision of a rule set relies on.
 */
#include "base/date.h"
#include "base/decimal.h"
#include "rule/expr.h"
#include "rule/text.h"

// How tightly an expression holds together; a looser one inside is bracketed.
typedef enum binding {
    BINDS_OR,
    BINDS_AND,
    BINDS_NOT,
    BINDS_TEST,
    BINDS_SUM,
    BINDS_PRODUCT,
    BINDS_PRIMARY
} binding;

static binding
binding_of(const hf_expr *expr)
{
    switch (expr->op) {
    case HF_EXPR_OR:
        return BINDS_OR;
    case HF_EXPR_AND:
        return BINDS_AND;
    case HF_EXPR_NOT:
    case HF_EXPR_NONE:
        return BINDS_NOT;
    case HF_EXPR_EQUAL:
    case HF_EXPR_NOT_EQUAL:
    case HF_EXPR_LESS:
    case HF_EXPR_LESS_EQUAL:
    case HF_EXPR_GREATER:
    case HF_EXPR_GREATER_EQUAL:
    case HF_EXPR_BETWEEN:
    case HF_EXPR_IN:
    case HF_EXPR_CONTAINS:
    case HF_EXPR_STARTS_WITH:
    case HF_EXPR_ENDS_WITH:
    case HF_EXPR_MATCHES:
    case HF_EXPR_HAS:
    case HF_EXPR_HAS_ANY:
    case HF_EXPR_HAS_ALL:
    case HF_EXPR_WITHIN:
    case HF_EXPR_OLDER_THAN:
    case HF_EXPR_IS_MISSING:
        return BINDS_TEST;
    case HF_EXPR_ADD:
    case HF_EXPR_SUBTRACT:
        return BINDS_SUM;
    case HF_EXPR_MULTIPLY:
        return BINDS_PRODUCT;
    case HF_EXPR_TEXT:
    case HF_EXPR_NUMBER:
    case HF_EXPR_DATE:
    case HF_EXPR_BOOLEAN:
    case HF_EXPR_NAME:
    case HF_EXPR_CALL:
    case HF_EXPR_LIST:
    case HF_EXPR_ELEMENTS:
    case HF_EXPR_ELEMENT:
        return BINDS_PRIMARY;
    }
    return BINDS_PRIMARY;
}

static void
print_within(hf_buffer *out, const hf_expr *expr, binding least)
{
    bool needs_brackets = binding_of(expr) < least;
    if (needs_brackets) {
        hf_buffer_add_byte(out, '(');
    }
    hf_expr_print(out, expr);
    if (needs_brackets) {
        hf_buffer_add_byte(out, ')');
    }
}

static void
print_text(hf_buffer *out, hf_view text)
{
    hf_buffer_add_byte(out, '"');
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '"') {
            hf_buffer_add_byte(out, '"');
        }
        hf_buffer_add_byte(out, text.ptr[at]);
    }
    hf_buffer_add_byte(out, '"');
}

static void
print_joined(hf_buffer *out, const hf_expr *expr, const char *joint,
             binding least)
{
    for (size_t at = 0; at < expr->count; at++) {
        if (at > 0) {
            hf_buffer_add_text(out, joint);
        }
        print_within(out, expr->args[at], least);
    }
}

// { none: [a, b] } reads as not (a or b).
static void
print_none(hf_buffer *out, const hf_expr *expr)
{
    hf_buffer_add_text(out, "not ");
    if (expr->count == 1) {
        print_within(out, expr->args[0], BINDS_TEST);
        return;
    }
    hf_buffer_add_byte(out, '(');
    print_joined(out, expr, " or ", BINDS_AND);
    hf_buffer_add_byte(out, ')');
}

static bool
is_bare_element(hf_view text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (!hf_text_is_name_byte(text.ptr[at]) && text.ptr[at] != '-' &&
            text.ptr[at] != '.') {
            return false;
        }
    }
    return text.len > 0;
}

static void
print_elements(hf_buffer *out, const hf_expr *expr)
{
    hf_buffer_add_byte(out, '[');
    for (size_t at = 0; at < expr->count; at++) {
        if (at > 0) {
            hf_buffer_add_text(out, ", ");
        }
        hf_expr_print(out, expr->args[at]);
    }
    hf_buffer_add_byte(out, ']');
}

static void
print_duration(hf_buffer *out, int64_t seconds)
{
    static const struct {
        int64_t seconds;
        char unit;
    } UNITS[] = {{7 * HF_DATE_DAY, 'w'}, {HF_DATE_DAY, 'd'}, {3600, 'h'}};
    for (size_t at = 0; at < sizeof UNITS / sizeof *UNITS; at++) {
        if (seconds != 0 && seconds % UNITS[at].seconds == 0) {
            hf_buffer_add_int(out, seconds / UNITS[at].seconds);
            hf_buffer_add_byte(out, UNITS[at].unit);
            return;
        }
    }
    hf_buffer_add_int(out, seconds / 60);
    hf_buffer_add_byte(out, 'm');
}

static void
print_pattern(hf_buffer *out, const hf_expr *expr)
{
    hf_view pattern = expr->text;
    hf_buffer_add_byte(out, '/');
    for (size_t at = 0; at < pattern.len; at++) {
        if (pattern.ptr[at] == '/') {
            hf_buffer_add_byte(out, '\\');
        } else if (pattern.ptr[at] == '\\' && at + 1 < pattern.len) {
            hf_buffer_add_byte(out, pattern.ptr[at++]);
        }
        hf_buffer_add_byte(out, pattern.ptr[at]);
    }
    hf_buffer_add_byte(out, '/');
    if (expr->number) {
        hf_buffer_add_byte(out, 'c');
    }
}

// The right side of a test behind its operator.
static void
print_test(hf_buffer *out, const hf_expr *expr, const char *operator)
{
    print_within(out, expr->args[0], BINDS_SUM);
    hf_buffer_add_byte(out, ' ');
    if (expr->is_negated) {
        hf_buffer_add_text(out, "not ");
    }
    hf_buffer_add_text(out, operator);
    if (expr->count > 1) {
        hf_buffer_add_byte(out, ' ');
        print_within(out, expr->args[1], BINDS_SUM);
    }
}

static void
print_sum(hf_buffer *out, const hf_expr *expr, const char *operator)
{
    binding own = binding_of(expr);
    print_within(out, expr->args[0], own);
    hf_buffer_add_text(out, operator);
    print_within(out, expr->args[1], (binding)(own + 1));
}

static void
print_call(hf_buffer *out, const hf_expr *expr)
{
    hf_buffer_add_view(out, expr->text);
    hf_buffer_add_byte(out, '(');
    print_joined(out, expr, ", ", BINDS_OR);
    hf_buffer_add_byte(out, ')');
}

// False for what is no test.
static bool
print_any_test(hf_buffer *out, const hf_expr *expr)
{
    static const struct {
        hf_expr_op op;
        const char *operator;
    } TESTS[] = {
        {HF_EXPR_EQUAL, "="},
        {HF_EXPR_NOT_EQUAL, "!="},
        {HF_EXPR_LESS, "<"},
        {HF_EXPR_LESS_EQUAL, "<="},
        {HF_EXPR_GREATER, ">"},
        {HF_EXPR_GREATER_EQUAL, ">="},
        {HF_EXPR_BETWEEN, "between"},
        {HF_EXPR_IN, "in"},
        {HF_EXPR_CONTAINS, "contains"},
        {HF_EXPR_STARTS_WITH, "starts with"},
        {HF_EXPR_ENDS_WITH, "ends with"},
        {HF_EXPR_MATCHES, "matches "},
        {HF_EXPR_HAS, "has"},
        {HF_EXPR_HAS_ANY, "has any of"},
        {HF_EXPR_HAS_ALL, "has all of"},
        {HF_EXPR_WITHIN, "within "},
        {HF_EXPR_OLDER_THAN, "older than "},
    };
    for (size_t at = 0; at < sizeof TESTS / sizeof *TESTS; at++) {
        if (TESTS[at].op == expr->op) {
            print_test(out, expr, TESTS[at].operator);
            return true;
        }
    }
    return false;
}

static void
print_literal(hf_buffer *out, const hf_expr *expr)
{
    if (expr->op == HF_EXPR_NUMBER) {
        hf_decimal_print(out, expr->number);
    } else if (expr->op == HF_EXPR_DATE) {
        hf_date_print(out, expr->number);
    } else if (expr->op == HF_EXPR_BOOLEAN) {
        hf_buffer_add_text(out, expr->number ? "true" : "false");
    } else if (expr->op == HF_EXPR_TEXT || !is_bare_element(expr->text)) {
        print_text(out, expr->text);
    } else {
        hf_buffer_add_view(out, expr->text);
    }
}

void
hf_expr_print(hf_buffer *out, const hf_expr *expr)
{
    if (print_any_test(out, expr)) {
        if (expr->op == HF_EXPR_BETWEEN) {
            hf_buffer_add_text(out, " and ");
            print_within(out, expr->args[2], BINDS_SUM);
        } else if (expr->op == HF_EXPR_MATCHES) {
            print_pattern(out, expr);
        } else if (expr->op == HF_EXPR_WITHIN ||
                   expr->op == HF_EXPR_OLDER_THAN) {
            print_duration(out, expr->number);
        }
    } else if (expr->op == HF_EXPR_IS_MISSING) {
        print_within(out, expr->args[0], BINDS_SUM);
        hf_buffer_add_text(out, expr->is_negated ? " is not missing"
                                                 : " is missing");
    } else if (expr->op == HF_EXPR_OR) {
        print_joined(out, expr, " or ", BINDS_AND);
    } else if (expr->op == HF_EXPR_AND) {
        print_joined(out, expr, " and ", BINDS_NOT);
    } else if (expr->op == HF_EXPR_NOT) {
        hf_buffer_add_text(out, "not ");
        print_within(out, expr->args[0], BINDS_TEST);
    } else if (expr->op == HF_EXPR_NONE) {
        print_none(out, expr);
    } else if (expr->op == HF_EXPR_ADD) {
        print_sum(out, expr, " + ");
    } else if (expr->op == HF_EXPR_SUBTRACT) {
        print_sum(out, expr, " - ");
    } else if (expr->op == HF_EXPR_MULTIPLY) {
        print_sum(out, expr, " * ");
    } else if (expr->op == HF_EXPR_CALL) {
        print_call(out, expr);
    } else if (expr->op == HF_EXPR_ELEMENTS) {
        print_elements(out, expr);
    } else if (expr->op == HF_EXPR_NAME || expr->op == HF_EXPR_LIST) {
        hf_buffer_add_view(out, expr->text);
    } else {
        print_literal(out, expr);
    }
}
