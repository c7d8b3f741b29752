/*
 * What the rules ask, as trees that are resolved and typed: the form between
 * the expressions of the author (rule/expr.h) and the operations that are run
 * (plan/ops.h). A tree stays in the plan, each node bound to the register that
 * holds its answer, so that one lead can be explained by the operations that
 * scored it: hf_seen_answer and hf_seen_value (eval/seen.h).
 */
#ifndef HF_PLAN_TRACE_H
#define HF_PLAN_TRACE_H

#include "base/view.h"
#include "batch/batch.h"
#include "plan/pattern.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_trace_op {
    /* values */
    HF_TRACE_FIELD,    /* ref: index of the field */
    HF_TRACE_DERIVED,  /* ref: index into hf_traces.derived */
    HF_TRACE_RESULT,   /* ref: hf_trace_result, or HF_TRACE_AXIS + axis */
    HF_TRACE_CONSTANT, /* literal or number, by kind */
    HF_TRACE_ADD,
    HF_TRACE_SUBTRACT,
    HF_TRACE_MULTIPLY, /* args 0; number: the whole factor */
    HF_TRACE_DOMAIN,
    HF_TRACE_LOWER,
    HF_TRACE_LENGTH,
    HF_TRACE_COALESCE,
    HF_TRACE_LEAST,
    HF_TRACE_GREATEST,
    HF_TRACE_DAYS_SINCE,
    HF_TRACE_DAYS_BETWEEN,
    HF_TRACE_LOOKUP, /* args 0; ref: list; number: column */
    /* tests: the answer is behind the `not` where is_negated */
    HF_TRACE_FLAG, /* args 0: a boolean value that stands alone */
    HF_TRACE_EQUAL,
    HF_TRACE_NOT_EQUAL,
    HF_TRACE_LESS,
    HF_TRACE_LESS_EQUAL,
    HF_TRACE_GREATER,
    HF_TRACE_GREATER_EQUAL,
    HF_TRACE_BETWEEN, /* args: value, low, high */
    HF_TRACE_IN,      /* args 0; members */
    HF_TRACE_CONTAINS,
    HF_TRACE_STARTS_WITH,
    HF_TRACE_ENDS_WITH,
    HF_TRACE_MATCHES,    /* args 0; pattern */
    HF_TRACE_HAS,        /* args: set, text */
    HF_TRACE_HAS_ANY,    /* args 0; members */
    HF_TRACE_HAS_ALL,    /* args 0; members */
    HF_TRACE_WITHIN,     /* args 0; number: seconds */
    HF_TRACE_OLDER_THAN, /* args 0; number: seconds */
    HF_TRACE_IS_MISSING, /* args 0 */
    HF_TRACE_GATED,      /* some gate holds */
    HF_TRACE_GATE,       /* ref: gate of the rule set; literal: its id */
    HF_TRACE_FIRED, /* ref: criterion; number: case or 0; literal: as asked */
    /* conditions */
    HF_TRACE_NAMED,   /* ref: index into hf_traces.conditions */
    HF_TRACE_ALWAYS,  /* a case without `when` */
    HF_TRACE_NOT,     /* args 0 */
    HF_TRACE_AND,     /* args */
    HF_TRACE_OR,      /* args */
    HF_TRACE_NONE,    /* args: none of them */
    HF_TRACE_AT_LEAST /* args; number: how many */
} hf_trace_op;

typedef enum hf_trace_result {
    HF_TRACE_SCORE,
    HF_TRACE_COMPLETENESS,
    HF_TRACE_CELL,
    HF_TRACE_AXIS /* and more: axis 0, axis 1, ... */
} hf_trace_result;

/** The right side of `in`, `any of`, `all of`: of the kind on the left. */
typedef struct hf_members {
    hf_view list; /* its name; empty for one in brackets */
    size_t count;
    const hf_view *texts;   /* text, id, set: as written */
    const int64_t *numbers; /* number, date, boolean: ascending */
} hf_members;

/** No register: nothing that counts on this moment asks for it. */
enum { HF_TRACE_UNBOUND = UINT32_MAX };

typedef struct hf_trace hf_trace;

struct hf_trace {
    hf_trace_op op;
    hf_kind kind; /* of a value */
    bool is_negated;
    bool is_numeric; /* a derived `first` read as a number in this place */
    uint32_t reg;    /* of a value: its column; of a condition: its answer */
    uint32_t ref;
    size_t count;
    hf_trace **args;
    hf_view text; /* canonical spelling */
    hf_view literal;
    int64_t number;    /* millionths, seconds, 0 or 1 */
    int64_t low, high; /* what a number or date stays within */
    const hf_members *members;
    const hf_pattern *pattern;
};

/** One case of a derived `first`. */
typedef struct hf_trace_case {
    hf_trace *when; /* bound: its answer */
    hf_view is;
    int64_t number; /* `is` in millionths, when all of them read as numbers */
} hf_trace_case;

typedef struct hf_trace_derived {
    hf_view name;
    hf_trace *value; /* or NULL, with cases */
    hf_trace_case *cases;
    size_t case_count;
    bool has_numbers; /* every `is` reads as a number */
} hf_trace_derived;

typedef struct hf_trace_named {
    hf_view name;
    hf_trace *when; /* NULL while the plan is made */
} hf_trace_named;

/** The roots. An item or subject that does not count now has no tree. */
typedef struct hf_traces {
    hf_trace_derived *derived; /* in the order of the rule set */
    size_t derived_count;
    hf_trace_named *conditions; /* in the order of the rule set */
    size_t condition_count;
    hf_trace **items;    /* one an item of the plan */
    hf_trace **verdicts; /* one a verdict */
    hf_trace **routes;   /* one a route */
} hf_traces;

/** True for the ops up to HF_TRACE_LOOKUP. */
static inline bool
hf_trace_is_value(const hf_trace *trace)
{
    return trace->op <= HF_TRACE_LOOKUP;
}

#endif
