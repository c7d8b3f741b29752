/*
 * Conditions, resolved and typed: and, or, not and at_least over tests; names
 * that stand alone; gate("id") and fired("id"). Every part is looked at, so
 * that one mistake does not hide the next.
 */
#include "plan/conditions.h"

#include "base/decimal.h"
#include "plan/names.h"
#include "plan/tests.h"
#include "plan/tree.h"
#include "plan/values.h"

// ---- Names ------------------------------------------------------------------

static hf_trace *
type_named(hf_build *build, const hf_expr *expr, uint32_t index)
{
    if (!build->plan->traces.conditions[index].when) {
        return NULL; // its own mistake, or its ring, has been reported
    }
    hf_trace *trace = hf_tree_new(build, HF_TRACE_NAMED, expr, 0);
    if (trace) {
        trace->ref = index;
    }
    return trace;
}

static hf_trace *
refuse_value(hf_build *build, const hf_expr *expr, const hf_trace *value)
{
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_VALUE_AS_CONDITION, expr->span,
                        "%s stands where a condition is wanted",
                        hf_tree_described(build, value));
    if (value->op == HF_TRACE_CONSTANT) {
        hf_findings_hint(build->findings, finding,
                         "a condition compares a value, as in size >= 200");
        return NULL;
    }
    const char *test = value->kind == HF_KIND_NUMBER ? ">= 200"
                       : value->kind == HF_KIND_DATE ? "within 30d"
                       : value->kind == HF_KIND_SET  ? "has \"text\""
                                                     : "= \"text\"";
    hf_findings_hint(build->findings, finding,
                     "compare it, as in '%.*s %s', or write '%.*s is not "
                     "missing'",
                     (int)value->text.len, value->text.ptr, test,
                     (int)value->text.len, value->text.ptr);
    return NULL;
}

// A boolean value that stands alone.
static hf_trace *
type_flag(hf_build *build, const hf_expr *expr)
{
    hf_trace *value = hf_values_type(build, expr);
    if (!value) {
        return NULL;
    }
    if (value->kind != HF_KIND_BOOLEAN) {
        return refuse_value(build, expr, value);
    }
    hf_trace *trace = hf_tree_new(build, HF_TRACE_FLAG, expr, 1);
    if (trace) {
        trace->args[0] = value;
    }
    return trace;
}

static hf_trace *
type_name(hf_build *build, const hf_expr *expr)
{
    hf_name name = hf_names_peek(build, expr->text);
    if (name.kind != HF_NAME_UNKNOWN && name.kind != HF_NAME_CONDITION &&
        name.kind != HF_NAME_GATED) {
        return type_flag(build, expr);
    }
    name =
        hf_names_find(build, expr->text, expr->name_span, "field or condition");
    if (name.kind == HF_NAME_CONDITION) {
        return type_named(build, expr, name.index);
    }
    return name.kind == HF_NAME_GATED
               ? hf_tree_new(build, HF_TRACE_GATED, expr, 0)
               : NULL;
}

// ---- gate("id") and fired("id") ---------------------------------------------

static hf_trace *
refuse_id(hf_build *build, const hf_expr *expr, const char *what,
          const hf_ids *ids, const hf_ids *others, const char *other_call)
{
    hf_view id = expr->args[0]->text;
    hf_finding *finding = hf_findings_add(
        build->findings, HF_CODE_UNKNOWN_ID, expr->args[0]->span,
        "no %s has the id '%.*s'", what, (int)id.len, id.ptr);
    if (hf_names_place(others, id) != HF_TABLE_NONE) {
        hf_findings_hint(build->findings, finding, "write %s(\"%.*s\")",
                         other_call, (int)id.len, id.ptr);
    } else {
        hf_names_suggest(build, finding, id, ids->table.texts,
                         ids->table.count);
    }
    return NULL;
}

static hf_trace *
new_asked(hf_build *build, const hf_expr *expr, hf_trace_op op, uint32_t ref,
          int64_t number)
{
    hf_trace *trace = hf_tree_new(build, op, expr, 0);
    if (trace) {
        trace->ref = ref;
        trace->number = number;
        trace->literal = hf_build_copy(build, expr->args[0]->text);
    }
    return build->out_of_memory ? NULL : trace;
}

static hf_trace *
type_gate(hf_build *build, const hf_expr *expr)
{
    uint32_t gate = hf_names_place(&build->gates, expr->args[0]->text);
    if (gate == HF_TABLE_NONE) {
        return refuse_id(build, expr, "gate", &build->gates, &build->criteria,
                         "fired");
    }
    return new_asked(build, expr, HF_TRACE_GATE, gate, 0);
}

static hf_trace *
refuse_case(hf_build *build, const hf_expr *expr, const hf_criterion *criterion)
{
    hf_finding *finding;
    hf_span span = expr->args[0]->span;
    int len = (int)criterion->id.len;
    const char *id = criterion->id.ptr;
    if (!criterion->has_cases) {
        finding = hf_findings_add(build->findings, HF_CODE_UNKNOWN_ID, span,
                                  "the criterion '%.*s' has no cases", len, id);
        hf_findings_hint(build->findings, finding, "write fired(\"%.*s\")", len,
                         id);
    } else {
        finding =
            hf_findings_add(build->findings, HF_CODE_UNKNOWN_ID, span,
                            "the criterion '%.*s' has no such case", len, id);
        hf_findings_hint(build->findings, finding,
                         "its cases are \"%.*s.1\" to \"%.*s.%zu\"", len, id,
                         len, id, criterion->case_count);
    }
    hf_findings_other(build->findings, finding, criterion->span,
                      "declared here");
    return NULL;
}

static hf_trace *
type_fired(hf_build *build, const hf_expr *expr)
{
    hf_view id = expr->args[0]->text;
    uint32_t criterion = hf_names_place(&build->criteria, id);
    if (criterion != HF_TABLE_NONE) {
        return new_asked(build, expr, HF_TRACE_FIRED, criterion, 0);
    }
    size_t dot = id.len;
    while (dot > 0 && id.ptr[dot - 1] != '.') {
        dot--;
    }
    hf_view stem = hf_view_slice(id, 0, dot > 0 ? dot - 1 : 0);
    hf_view digits = hf_view_slice(id, dot, id.len - dot);
    criterion =
        dot > 0 ? hf_names_place(&build->criteria, stem) : HF_TABLE_NONE;
    if (criterion == HF_TABLE_NONE) {
        return refuse_id(build, expr, "criterion", &build->criteria,
                         &build->gates, "gate");
    }
    const hf_criterion *found = &build->rules->criteria[criterion];
    int64_t number = 0;
    if (!found->has_cases || digits.len == 0 || digits.ptr[0] == '0' ||
        digits.ptr[0] == '+' ||
        !hf_decimal_whole(digits, 1, (int64_t)found->case_count, &number)) {
        return refuse_case(build, expr, found);
    }
    return new_asked(build, expr, HF_TRACE_FIRED, criterion, number);
}

// ---- What joins conditions --------------------------------------------------

static hf_trace *
type_joined(hf_build *build, const hf_expr *expr, hf_trace_op op, size_t from)
{
    hf_trace *trace = hf_tree_new(build, op, expr, expr->count - from);
    if (!trace) {
        return NULL;
    }
    bool ok = true;
    for (size_t i = from; i < expr->count; i++) {
        trace->args[i - from] = hf_conditions_type(build, expr->args[i]);
        ok &= trace->args[i - from] != NULL;
    }
    return ok ? trace : NULL;
}

static hf_trace *
type_call(hf_build *build, const hf_expr *expr)
{
    if (hf_values_is_function(expr->text)) {
        return type_flag(build, expr);
    }
    if (hf_view_equal(expr->text, HF_VIEW("at_least"))) {
        hf_trace *trace = type_joined(build, expr, HF_TRACE_AT_LEAST, 1);
        if (trace) {
            trace->number = expr->args[0]->number / HF_DECIMAL_ONE;
        }
        return trace;
    }
    if (build->place != HF_PLACE_VERDICT) {
        hf_finding *finding = hf_findings_add(
            build->findings, HF_CODE_RESULT_MISPLACED, expr->span,
            "'%.*s' asks for a result, which is not known here",
            (int)expr->text.len, expr->text.ptr);
        hf_findings_hint(build->findings, finding,
                         "results may be used in verdicts and routes alone");
        return NULL;
    }
    return hf_view_equal(expr->text, HF_VIEW("gate")) ? type_gate(build, expr)
                                                      : type_fired(build, expr);
}

static hf_trace *
new_always(hf_build *build)
{
    static const hf_expr ALWAYS = {.op = HF_EXPR_BOOLEAN, .number = 1};
    return hf_tree_new(build, HF_TRACE_ALWAYS, &ALWAYS, 0);
}

hf_trace *
hf_conditions_type(hf_build *build, const hf_expr *expr)
{
    if (!expr) {
        return new_always(build);
    }
    switch (expr->op) {
    case HF_EXPR_NAME:
        return type_name(build, expr);
    case HF_EXPR_CALL:
        return type_call(build, expr);
    case HF_EXPR_NOT:
        return type_joined(build, expr, HF_TRACE_NOT, 0);
    case HF_EXPR_AND:
        return type_joined(build, expr, HF_TRACE_AND, 0);
    case HF_EXPR_OR:
        return type_joined(build, expr, HF_TRACE_OR, 0);
    case HF_EXPR_NONE:
        return type_joined(build, expr, HF_TRACE_NONE, 0);
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
        return hf_tests_type(build, expr);
    case HF_EXPR_TEXT:
    case HF_EXPR_NUMBER:
    case HF_EXPR_DATE:
    case HF_EXPR_BOOLEAN:
    case HF_EXPR_ADD:
    case HF_EXPR_SUBTRACT:
    case HF_EXPR_MULTIPLY:
    case HF_EXPR_LIST:
    case HF_EXPR_ELEMENTS:
    case HF_EXPR_ELEMENT:
        break;
    }
    return type_flag(build, expr);
}
