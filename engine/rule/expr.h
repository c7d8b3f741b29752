/*
 * A condition or a value as its author wrote it: names not yet resolved,
 * types not yet checked.
 */
#ifndef HF_RULE_EXPR_H
#define HF_RULE_EXPR_H

#include "base/arena.h"
#include "diag/findings.h"
#include "rule/node.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_expr_op {
    /* values */
    HF_EXPR_TEXT,     /* text: the literal, unquoted */
    HF_EXPR_NUMBER,   /* number: millionths */
    HF_EXPR_DATE,     /* number: UTC seconds */
    HF_EXPR_BOOLEAN,  /* number: 0 or 1 */
    HF_EXPR_NAME,     /* text: a field, derived value, condition, result */
    HF_EXPR_CALL,     /* text: the function; args */
    HF_EXPR_ADD,      /* args 0, 1 */
    HF_EXPR_SUBTRACT, /* args 0, 1 */
    HF_EXPR_MULTIPLY, /* args 0, 1 */
    /* tests: is_negated where the grammar has `not` behind the value */
    HF_EXPR_EQUAL,
    HF_EXPR_NOT_EQUAL,
    HF_EXPR_LESS,
    HF_EXPR_LESS_EQUAL,
    HF_EXPR_GREATER,
    HF_EXPR_GREATER_EQUAL,
    HF_EXPR_BETWEEN,     /* args: value, low, high */
    HF_EXPR_IN,          /* args: value, set (LIST or ELEMENTS) */
    HF_EXPR_CONTAINS,    /* args 0, 1 */
    HF_EXPR_STARTS_WITH, /* args 0, 1 */
    HF_EXPR_ENDS_WITH,   /* args 0, 1 */
    HF_EXPR_MATCHES,     /* args 0; text: the pattern, `\/` undone;
                            number: 1 for /.../c (case-sensitive) */
    HF_EXPR_HAS,         /* args: set, text */
    HF_EXPR_HAS_ANY,     /* args: set, LIST or ELEMENTS */
    HF_EXPR_HAS_ALL,     /* args: set, LIST or ELEMENTS */
    HF_EXPR_WITHIN,      /* args 0; number: seconds */
    HF_EXPR_OLDER_THAN,  /* args 0; number: seconds */
    HF_EXPR_IS_MISSING,  /* args 0; is_negated for `is not missing` */
    /* what stands behind `in`, `any of`, `all of`; first of lookup() */
    HF_EXPR_LIST,     /* text: a list's name */
    HF_EXPR_ELEMENTS, /* args: ELEMENT... */
    HF_EXPR_ELEMENT,  /* text: unquoted, trimmed when bare;
                         number: 1 when it was quoted */
    /* conditions */
    HF_EXPR_NOT, /* args 0 */
    HF_EXPR_AND, /* args: two or more; also { all: } */
    HF_EXPR_OR,  /* args: two or more; also { any: } */
    HF_EXPR_NONE /* { none: }: not any of args */
} hf_expr_op;

typedef struct hf_expr hf_expr;

struct hf_expr {
    hf_expr_op op;
    bool is_negated;
    hf_span span;      /* the whole of it */
    hf_span name_span; /* of a NAME, CALL, LIST, pattern: just that word */
    hf_view text;
    int64_t number;
    size_t count;
    hf_expr **args;
};

/** Nesting of brackets, `not`s and { all: } in one condition. */
enum { HF_EXPR_DEPTH = 64 };

/**
 * Parse a condition: text, or a mapping with one of all, any, none. NULL with
 * findings when it is not one. Lives in `arena`. `at_least(n, ...)`,
 * `fired("id")`, `gate("id")` are CALLs.
 */
hf_expr *hf_expr_condition(const hf_node *node, hf_arena *arena,
                           handoff_findings *findings);

/** Parse a value (right side of `derived`). */
hf_expr *hf_expr_value(const hf_node *node, hf_arena *arena,
                       handoff_findings *findings);

/** Append the canonical spelling: one blank between tokens, text in double
 * quotes, brackets only where needed. Equal expressions print equally. */
void hf_expr_print(hf_buffer *out, const hf_expr *expr);

/** Words that may not be names, and functions; for suggestions. */
const hf_view *hf_expr_words(size_t *count);
const hf_view *hf_expr_functions(size_t *count);

#endif
