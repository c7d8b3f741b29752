/*
 * Values, resolved and typed: names, literals, arithmetic and functions. Every
 * number and date carries the interval that it stays within, so that sums and
 * products are proven to fit 64 bits before a lead is seen.
 */
#include "plan/values.h"

#include "base/date.h"
#include "base/decimal.h"
#include "plan/names.h"
#include "plan/tree.h"

/* A sum of criteria: at most 10,000 of a million points, and a margin. */
#define RESULT_LIMIT (INT64_C(100000000000) * HF_DECIMAL_ONE)
/* Code points of one text: more than a cell of any size can hold. */
#define LENGTH_LIMIT (INT64_C(4294967296) * HF_DECIMAL_ONE)
#define FIRST_SECOND INT64_C(-62135596800) /* 0001-01-01 */
#define LAST_SECOND INT64_C(253402300799)  /* the end of 9999-12-31 */

// ---- Names and literals -----------------------------------------------------

static hf_kind
field_kind(hf_field_type type)
{
    switch (type) {
    case HF_FIELD_TEXT:
    case HF_FIELD_EMAIL:
        return HF_KIND_TEXT;
    case HF_FIELD_ID:
        return HF_KIND_ID;
    case HF_FIELD_NUMBER:
    case HF_FIELD_MONEY:
    case HF_FIELD_RANGE:
        return HF_KIND_NUMBER;
    case HF_FIELD_DATE:
        return HF_KIND_DATE;
    case HF_FIELD_BOOLEAN:
        return HF_KIND_BOOLEAN;
    case HF_FIELD_SET:
        break;
    }
    return HF_KIND_SET;
}

static void
set_widest(hf_trace *trace)
{
    if (trace->kind == HF_KIND_DATE) {
        trace->low = FIRST_SECOND;
        trace->high = LAST_SECOND;
    } else {
        trace->low = -HF_DECIMAL_LIMIT + 1;
        trace->high = HF_DECIMAL_LIMIT - 1;
    }
}

static hf_trace *
new_derived(hf_build *build, const hf_expr *expr, uint32_t index)
{
    const hf_trace_derived *derived = &build->plan->traces.derived[index];
    if (!derived->value && !derived->cases) {
        return NULL; // its own mistake has been reported
    }
    hf_trace *trace = hf_tree_new(build, HF_TRACE_DERIVED, expr, 0);
    if (!trace) {
        return NULL;
    }
    trace->ref = index;
    trace->kind = HF_KIND_TEXT;
    if (derived->value) {
        trace->kind = derived->value->kind;
        trace->low = derived->value->low;
        trace->high = derived->value->high;
    }
    return trace;
}

static hf_trace *
new_result(hf_build *build, const hf_expr *expr, hf_name name)
{
    hf_trace *trace = hf_tree_new(build, HF_TRACE_RESULT, expr, 0);
    if (!trace) {
        return NULL;
    }
    trace->kind = HF_KIND_NUMBER;
    trace->low = -RESULT_LIMIT;
    trace->high = RESULT_LIMIT;
    trace->ref = HF_TRACE_AXIS + name.index;
    if (name.kind == HF_NAME_SCORE) {
        trace->ref = HF_TRACE_SCORE;
    } else if (name.kind == HF_NAME_COMPLETENESS) {
        trace->ref = HF_TRACE_COMPLETENESS;
    } else if (name.kind == HF_NAME_CELL) {
        trace->ref = HF_TRACE_CELL;
        trace->kind = HF_KIND_TEXT;
    }
    return trace;
}

static hf_trace *
refuse_condition(hf_build *build, const hf_expr *expr)
{
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_CONDITION_AS_VALUE, expr->span,
                        "a condition stands where a value is wanted");
    if (expr->op == HF_EXPR_NAME) {
        hf_findings_hint(build->findings, finding,
                         "write '%.*s' or 'not %.*s' alone",
                         (int)expr->text.len, expr->text.ptr,
                         (int)expr->text.len, expr->text.ptr);
    } else {
        hf_findings_hint(build->findings, finding,
                         "join conditions with and, or and not");
    }
    return NULL;
}

static hf_trace *
type_name(hf_build *build, const hf_expr *expr)
{
    hf_name name = hf_names_find(build, expr->text, expr->name_span, "field");
    hf_trace *trace;
    switch (name.kind) {
    case HF_NAME_UNKNOWN:
        return NULL;
    case HF_NAME_FIELD:
        trace = hf_tree_new(build, HF_TRACE_FIELD, expr, 0);
        if (trace) {
            trace->ref = name.index;
            trace->kind = field_kind(build->rules->fields[name.index].type);
            set_widest(trace);
        }
        return trace;
    case HF_NAME_DERIVED:
        return new_derived(build, expr, name.index);
    case HF_NAME_CONDITION:
    case HF_NAME_GATED:
        return refuse_condition(build, expr);
    case HF_NAME_AXIS:
    case HF_NAME_SCORE:
    case HF_NAME_COMPLETENESS:
    case HF_NAME_CELL:
        break;
    }
    return new_result(build, expr, name);
}

static hf_trace *
type_literal(hf_build *build, const hf_expr *expr, hf_kind kind)
{
    hf_trace *trace = hf_tree_new(build, HF_TRACE_CONSTANT, expr, 0);
    if (!trace) {
        return NULL;
    }
    trace->kind = kind;
    trace->number = trace->low = trace->high = expr->number;
    if (kind == HF_KIND_TEXT) {
        trace->literal = hf_build_copy(build, expr->text);
    }
    return build->out_of_memory ? NULL : trace;
}

// ---- Arithmetic -------------------------------------------------------------

// a + b, unless it leaves 64 bits.
static bool
add_numbers(int64_t a, int64_t b, int64_t *out)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b) {
        return false;
    }
    *out = a + b;
    return true;
}

static bool
multiply_numbers(int64_t a, int64_t b, int64_t *out)
{
    if (a != 0 && b != 0) {
        bool is_negative = (a < 0) != (b < 0);
        uint64_t x = a < 0 ? 0 - (uint64_t)a : (uint64_t)a;
        uint64_t y = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
        if (x > INT64_MAX / y) {
            return false;
        }
        *out = is_negative ? -(int64_t)(x * y) : (int64_t)(x * y);
        return true;
    }
    *out = 0;
    return true;
}

static hf_trace *
refuse_range(hf_build *build, const hf_expr *expr, const hf_trace *operand)
{
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_NUMBER_RANGE, expr->span,
                        "this %s could leave the range of numbers",
                        expr->op == HF_EXPR_MULTIPLY ? "product" : "sum");
    hf_findings_hint(build->findings, finding,
                     "bound it first, as in least(greatest(%.*s, -1B), 1B)",
                     (int)operand->text.len, operand->text.ptr);
    return NULL;
}

// A number on which `operator` works; reports what is not.
static bool
is_number(hf_build *build, const hf_trace *value, hf_span span,
          const char *operator)
{
    if (value->kind == HF_KIND_NUMBER) {
        return true;
    }
    hf_finding *finding =
        hf_tree_refuse(build, value, span, operator, "numbers");
    if (value->kind == HF_KIND_DATE) {
        hf_findings_hint(build->findings, finding,
                         "days_between(a, b) counts the days between two "
                         "dates; 'within 30d' asks for an age");
    }
    return false;
}

static hf_trace *
type_sum(hf_build *build, const hf_expr *expr)
{
    bool is_sum = expr->op == HF_EXPR_ADD;
    hf_trace *a = hf_values_type(build, expr->args[0]);
    hf_trace *b = hf_values_type(build, expr->args[1]);
    const char *operator= is_sum ? "'+'" : "'-'";
    if (!a || !b || !is_number(build, a, expr->args[0]->span, operator) ||
        !is_number(build, b, expr->args[1]->span, operator)) {
        return NULL;
    }
    int64_t low, high;
    // The negatives exist: no interval reaches down to INT64_MIN.
    if (!add_numbers(a->low, is_sum ? b->low : -b->high, &low) ||
        !add_numbers(a->high, is_sum ? b->high : -b->low, &high) ||
        low == INT64_MIN) {
        return refuse_range(build, expr, a->op == HF_TRACE_CONSTANT ? b : a);
    }
    bool is_constant = a->op == HF_TRACE_CONSTANT && b->op == HF_TRACE_CONSTANT;
    hf_trace_op op = is_constant ? HF_TRACE_CONSTANT
                     : is_sum    ? HF_TRACE_ADD
                                 : HF_TRACE_SUBTRACT;
    hf_trace *trace = hf_tree_new(build, op, expr, is_constant ? 0 : 2);
    if (!trace) {
        return NULL;
    }
    trace->kind = HF_KIND_NUMBER;
    trace->number = trace->low = low;
    trace->high = high;
    if (!is_constant) {
        trace->args[0] = a;
        trace->args[1] = b;
    }
    return trace;
}

static hf_trace *
refuse_factor(hf_build *build, const hf_expr *expr, const char *why)
{
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_FACTOR, expr->span, "%s", why);
    hf_findings_hint(build->findings, finding,
                     "one side of '*' is a whole number, as in seats * 12");
    return NULL;
}

static hf_trace *
type_product(hf_build *build, const hf_expr *expr)
{
    hf_trace *a = hf_values_type(build, expr->args[0]);
    hf_trace *b = hf_values_type(build, expr->args[1]);
    if (!a || !b || !is_number(build, a, expr->args[0]->span, "'*'") ||
        !is_number(build, b, expr->args[1]->span, "'*'")) {
        return NULL;
    }
    hf_trace *factor = b->op == HF_TRACE_CONSTANT ? b : a;
    hf_trace *other = factor == b ? a : b;
    if (factor->op != HF_TRACE_CONSTANT) {
        return refuse_factor(build, expr, "two values are multiplied");
    }
    if (factor->number % HF_DECIMAL_ONE != 0) {
        return refuse_factor(build, expr, "the factor is not a whole number");
    }
    int64_t times = factor->number / HF_DECIMAL_ONE;
    int64_t x, y;
    if (!multiply_numbers(other->low, times, &x) ||
        !multiply_numbers(other->high, times, &y)) {
        return refuse_range(build, expr, other);
    }
    bool is_constant = other->op == HF_TRACE_CONSTANT;
    hf_trace *trace =
        hf_tree_new(build, is_constant ? HF_TRACE_CONSTANT : HF_TRACE_MULTIPLY,
                    expr, is_constant ? 0 : 1);
    if (!trace) {
        return NULL;
    }
    trace->kind = HF_KIND_NUMBER;
    trace->low = x < y ? x : y;
    trace->high = x < y ? y : x;
    trace->number = is_constant ? x : times;
    if (!is_constant) {
        trace->args[0] = other;
    }
    return trace;
}

// ---- Functions --------------------------------------------------------------

typedef enum wants { WANTS_TEXT, WANTS_DATE, WANTS_ORDER, WANTS_ANY } wants;

static const struct function {
    hf_view name;
    hf_trace_op op;
    wants wants;
    const char *wanted; /* in messages */
    const char *shown;
} FUNCTIONS[] = {
    {HF_VIEW("domain"), HF_TRACE_DOMAIN, WANTS_TEXT, "text", "'domain'"},
    {HF_VIEW("lower"), HF_TRACE_LOWER, WANTS_TEXT, "text", "'lower'"},
    {HF_VIEW("length"), HF_TRACE_LENGTH, WANTS_TEXT, "text", "'length'"},
    {HF_VIEW("lookup"), HF_TRACE_LOOKUP, WANTS_TEXT, "text", "'lookup'"},
    {HF_VIEW("coalesce"), HF_TRACE_COALESCE, WANTS_ANY, "", "'coalesce'"},
    {HF_VIEW("least"), HF_TRACE_LEAST, WANTS_ORDER, "numbers or dates",
     "'least'"},
    {HF_VIEW("greatest"), HF_TRACE_GREATEST, WANTS_ORDER, "numbers or dates",
     "'greatest'"},
    {HF_VIEW("days_since"), HF_TRACE_DAYS_SINCE, WANTS_DATE, "a date",
     "'days_since'"},
    {HF_VIEW("days_between"), HF_TRACE_DAYS_BETWEEN, WANTS_DATE, "dates",
     "'days_between'"},
};

enum { FUNCTION_COUNT = sizeof FUNCTIONS / sizeof *FUNCTIONS };

static const struct function *
find_function(hf_view name)
{
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        if (hf_view_equal(name, FUNCTIONS[i].name)) {
            return &FUNCTIONS[i];
        }
    }
    return NULL;
}

bool
hf_values_is_function(hf_view name)
{
    return find_function(name) != NULL;
}

static bool
suits(const struct function *function, const hf_trace *value)
{
    switch (function->wants) {
    case WANTS_TEXT:
        return hf_tree_is_text(value);
    case WANTS_DATE:
        return value->kind == HF_KIND_DATE;
    case WANTS_ORDER:
        return value->kind == HF_KIND_NUMBER || value->kind == HF_KIND_DATE;
    case WANTS_ANY:
        break;
    }
    return true;
}

// Type the arguments of a call from `from` on; false after a finding.
static bool
type_arguments(hf_build *build, const hf_expr *expr,
               const struct function *function, size_t from, hf_trace **args,
               size_t count)
{
    bool ok = true;
    for (size_t i = 0; i < count; i++) {
        const hf_expr *written = expr->args[from + i];
        args[i] = hf_values_type(build, written);
        if (args[i] && !suits(function, args[i])) {
            hf_tree_refuse(build, args[i], written->span, function->shown,
                           function->wanted);
            args[i] = NULL;
        }
        if (i > 0 && args[0] && args[i] && args[i]->kind != args[0]->kind &&
            (function->wants == WANTS_ANY || function->wants == WANTS_ORDER)) {
            hf_findings_add(build->findings, HF_CODE_TYPES_DIFFER,
                            written->span, "%s works on one type: %s, not %s",
                            function->shown, hf_tree_kind(args[0]->kind),
                            hf_tree_kind(args[i]->kind));
            args[i] = NULL;
        }
        ok &= args[i] != NULL;
    }
    return ok;
}

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t
greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t
days_between(int64_t a, int64_t b)
{
    return hf_date_day(b - a) * HF_DECIMAL_ONE;
}

static void
set_interval(const hf_build *build, hf_trace *trace)
{
    hf_trace **args = trace->args;
    if (trace->op == HF_TRACE_LENGTH) {
        trace->low = 0;
        trace->high = LENGTH_LIMIT;
    } else if (trace->op == HF_TRACE_DAYS_SINCE) {
        trace->low = days_between(args[0]->high, build->plan->as_of);
        trace->high = days_between(args[0]->low, build->plan->as_of);
    } else if (trace->op == HF_TRACE_DAYS_BETWEEN) {
        trace->low = days_between(args[0]->high, args[1]->low);
        trace->high = days_between(args[0]->low, args[1]->high);
    } else {
        bool is_least = trace->op == HF_TRACE_LEAST;
        bool is_greatest = trace->op == HF_TRACE_GREATEST;
        trace->low = args[0]->low;
        trace->high = args[0]->high;
        for (size_t i = 1; i < trace->count; i++) {
            trace->low = is_greatest ? greatest(trace->low, args[i]->low)
                                     : least(trace->low, args[i]->low);
            trace->high = is_least ? least(trace->high, args[i]->high)
                                   : greatest(trace->high, args[i]->high);
        }
    }
}

static bool
find_column(hf_build *build, const hf_expr *expr, const hf_list *list,
            size_t *out)
{
    const hf_expr *column = expr->args[2];
    size_t found = hf_list_find_column(list, column->text, out);
    if (found == 1) {
        return true;
    }
    hf_finding *finding = hf_findings_add(
        build->findings, HF_CODE_LOOKUP_COLUMN, column->span,
        found ? "the list '%.*s' has the column '%.*s' more than once"
              : "the list '%.*s' has no column '%.*s'",
        (int)list->name.len, list->name.ptr, (int)column->text.len,
        column->text.ptr);
    if (!list->header) {
        hf_findings_hint(build->findings, finding,
                         "it is a list of plain values; lookup() needs a CSV "
                         "file");
    } else if (!found) {
        hf_names_suggest(build, finding, column->text, list->header,
                         list->column_count);
    }
    hf_findings_other(build->findings, finding, list->span,
                      "the list is declared here");
    return false;
}

static hf_trace *
type_lookup(hf_build *build, const hf_expr *expr,
            const struct function *function)
{
    uint32_t number =
        hf_names_list(build, expr->args[0]->text, expr->args[0]->name_span);
    size_t column = 0;
    bool ok = number != HF_TABLE_NONE &&
              find_column(build, expr, &build->rules->lists[number], &column);
    hf_trace *key;
    ok &= type_arguments(build, expr, function, 1, &key, 1);
    hf_trace *trace = ok ? hf_tree_new(build, HF_TRACE_LOOKUP, expr, 1) : NULL;
    if (!trace) {
        return NULL;
    }
    trace->args[0] = key;
    trace->kind = HF_KIND_TEXT;
    trace->ref = number;
    trace->number = (int64_t)column;
    return trace;
}

static hf_trace *
type_call(hf_build *build, const hf_expr *expr)
{
    const struct function *function = find_function(expr->text);
    if (!function) { // at_least, fired, gate
        return refuse_condition(build, expr);
    }
    if (function->op == HF_TRACE_LOOKUP) {
        return type_lookup(build, expr, function);
    }
    hf_trace *trace = hf_tree_new(build, function->op, expr, expr->count);
    if (!trace ||
        !type_arguments(build, expr, function, 0, trace->args, expr->count)) {
        return NULL;
    }
    trace->kind = trace->args[0]->kind;
    if (function->op == HF_TRACE_LENGTH || function->wants == WANTS_DATE) {
        trace->kind = HF_KIND_NUMBER;
    } else if (function->wants == WANTS_TEXT) {
        trace->kind = HF_KIND_TEXT;
    }
    if (trace->kind == HF_KIND_NUMBER || trace->kind == HF_KIND_DATE) {
        set_interval(build, trace);
    }
    return trace;
}

hf_trace *
hf_values_type(hf_build *build, const hf_expr *expr)
{
    switch (expr->op) {
    case HF_EXPR_TEXT:
        return type_literal(build, expr, HF_KIND_TEXT);
    case HF_EXPR_NUMBER:
        return type_literal(build, expr, HF_KIND_NUMBER);
    case HF_EXPR_DATE:
        return type_literal(build, expr, HF_KIND_DATE);
    case HF_EXPR_BOOLEAN:
        return type_literal(build, expr, HF_KIND_BOOLEAN);
    case HF_EXPR_NAME:
        return type_name(build, expr);
    case HF_EXPR_CALL:
        return type_call(build, expr);
    case HF_EXPR_ADD:
    case HF_EXPR_SUBTRACT:
        return type_sum(build, expr);
    case HF_EXPR_MULTIPLY:
        return type_product(build, expr);
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
    case HF_EXPR_LIST:
    case HF_EXPR_ELEMENTS:
    case HF_EXPR_ELEMENT:
    case HF_EXPR_NOT:
    case HF_EXPR_AND:
    case HF_EXPR_OR:
    case HF_EXPR_NONE:
        break;
    }
    return refuse_condition(build, expr);
}
