/*
 * Tests, resolved and typed. Most of this is about what is said when the two
 * sides do not go together: which is which, and how to write it.
 */
#include "plan/tests.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "plan/members.h"
#include "plan/names.h"
#include "plan/tree.h"
#include "plan/values.h"

// ---- Two types --------------------------------------------------------------

// What `text` would have to be written as, to be of `kind`; NULL: no idea.
static const char *
spell_as(hf_build *build, hf_kind kind, hf_view text)
{
    int64_t number;
    hf_buffer *out = &build->text;
    hf_buffer_reset(out);
    if (kind == HF_KIND_NUMBER && hf_decimal_literal(text, &number)) {
        hf_decimal_print(out, number);
    } else if (kind == HF_KIND_DATE &&
               hf_date_read(text, HF_DATE_ISO, 0, &number)) {
        hf_date_print(out, number);
    } else if (kind == HF_KIND_BOOLEAN) {
        static const char *const yes[] = {"true", "yes", "t", "y", "1", "on"};
        hf_buffer_add_text(out, "false");
        for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
            if (hf_view_equal_fold(text, hf_view_of(yes[i]))) {
                hf_buffer_reset(out);
                hf_buffer_add_text(out, "true");
            }
        }
    } else {
        return NULL;
    }
    return hf_buffer_text(out);
}

static void
hint_field_type(hf_build *build, hf_finding *finding, const hf_trace *text,
                hf_kind kind)
{
    const char *type = kind == HF_KIND_NUMBER    ? "number"
                       : kind == HF_KIND_DATE    ? "date"
                       : kind == HF_KIND_BOOLEAN ? "boolean"
                                                 : NULL;
    if (type && text->op == HF_TRACE_FIELD) {
        const hf_field *field = &build->rules->fields[text->ref];
        hf_findings_hint(build->findings, finding,
                         "if '%.*s' holds such values, declare it with type: "
                         "%s",
                         (int)field->name.len, field->name.ptr, type);
        hf_findings_other(build->findings, finding, field->span,
                          "declared here");
    }
}

// `literal` is a constant, `value` is not, and their kinds differ.
static void
hint_literal(hf_build *build, hf_finding *finding, const hf_trace *value,
             const hf_trace *literal)
{
    if (!finding) {
        return;
    }
    if (hf_tree_is_text(value)) {
        hf_findings_hint(build->findings, finding,
                         "text stands in quotes: \"%.*s\"",
                         (int)literal->text.len, literal->text.ptr);
        return;
    }
    hf_view text =
        literal->kind == HF_KIND_TEXT ? literal->literal : literal->text;
    const char *spelt = spell_as(build, value->kind, text);
    if (spelt && literal->kind == HF_KIND_TEXT) {
        hf_findings_hint(build->findings, finding,
                         "write it without quotes: "
                         "%s",
                         spelt);
    } else if (spelt) {
        hf_findings_hint(build->findings, finding, "write %s", spelt);
    } else if (value->kind == HF_KIND_DATE && literal->kind == HF_KIND_NUMBER) {
        hf_findings_hint(build->findings, finding,
                         "its age in days is days_since(%.*s)",
                         (int)value->text.len, value->text.ptr);
    } else if (value->kind == HF_KIND_DATE) {
        hf_findings_hint(build->findings, finding,
                         "dates are written 2026-01-31, without quotes");
    }
}

static void
refuse_types(hf_build *build, const hf_expr *expr, const hf_trace *left,
             const hf_trace *right)
{
    bool is_left_literal = left->op == HF_TRACE_CONSTANT;
    bool is_literal = right->op == HF_TRACE_CONSTANT || is_left_literal;
    hf_buffer *text = &build->text;
    hf_buffer_reset(text);
    hf_tree_describe(build, text, left);
    hf_buffer_add_text(text, " is compared with ");
    hf_tree_describe(build, text, right);
    const char *message = hf_buffer_text(text);
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_TYPES_DIFFER, expr->span, "%s",
                        message ? message : "");
    if (is_literal) {
        hint_literal(build, finding, is_left_literal ? right : left,
                     is_left_literal ? left : right);
    } else if (hf_tree_is_text(left)) {
        hint_field_type(build, finding, left, right->kind);
    } else if (hf_tree_is_text(right)) {
        hint_field_type(build, finding, right, left->kind);
    }
}

// A derived `first` whose every `is` reads as a number is one in this place.
static void
read_as_number(hf_build *build, hf_trace *value)
{
    if (value->op != HF_TRACE_DERIVED || value->is_numeric) {
        return;
    }
    const hf_trace_derived *derived = &build->plan->traces.derived[value->ref];
    if (derived->value || !derived->has_numbers) {
        return;
    }
    value->kind = HF_KIND_NUMBER;
    value->is_numeric = true;
    value->low = value->high = derived->cases[0].number;
    for (size_t i = 1; i < derived->case_count; i++) {
        int64_t number = derived->cases[i].number;
        value->low = number < value->low ? number : value->low;
        value->high = number > value->high ? number : value->high;
    }
}

// Bring both sides to one type; false after a finding.
static bool
agree(hf_build *build, const hf_expr *expr, hf_trace *left, hf_trace *right)
{
    if (left->kind == HF_KIND_NUMBER) {
        read_as_number(build, right);
    } else if (right->kind == HF_KIND_NUMBER) {
        read_as_number(build, left);
    }
    if (left->kind == right->kind ||
        (hf_tree_is_text(left) && hf_tree_is_text(right))) {
        return true;
    }
    refuse_types(build, expr, left, right);
    return false;
}

// ---- Cells ------------------------------------------------------------------

static bool
is_cell(const hf_trace *value)
{
    return value->op == HF_TRACE_RESULT && value->ref == HF_TRACE_CELL;
}

static bool
check_cell(hf_build *build, hf_view text, hf_span span)
{
    const handoff_plan *plan = build->plan;
    for (size_t i = 0; i < plan->cell_count; i++) {
        if (hf_view_equal_fold(plan->cells[i], text)) {
            return true;
        }
    }
    if (!plan->has_cells) {
        hf_finding *finding = hf_findings_add(
            build->findings, HF_CODE_UNKNOWN_CELL, span,
            "there are no cells, since not every axis has bands");
        hf_findings_hint(build->findings, finding,
                         "give each axis bands, or compare the axis itself");
        return false;
    }
    hf_finding *finding = hf_findings_add(build->findings, HF_CODE_UNKNOWN_CELL,
                                          span, "no bands make the cell '%.*s'",
                                          (int)text.len, text.ptr);
    if (!hf_names_suggest(build, finding, text, plan->cells,
                          plan->cell_count)) {
        hf_findings_hint(build->findings, finding,
                         "a cell is a band of each axis, as in '%.*s'",
                         (int)plan->cells[0].len, plan->cells[0].ptr);
    }
    return false;
}

// ---- Comparisons ------------------------------------------------------------

static hf_trace_op
comparison_op(hf_expr_op op)
{
    return (hf_trace_op)(HF_TRACE_EQUAL + (op - HF_EXPR_EQUAL));
}

static bool
has_order(hf_build *build, const hf_expr *expr, const hf_trace *value)
{
    if (value->kind == HF_KIND_NUMBER || value->kind == HF_KIND_DATE) {
        return true;
    }
    hf_finding *finding =
        hf_findings_add(build->findings, HF_CODE_NO_ORDER, expr->span,
                        "only numbers and dates have an order, not %s",
                        hf_tree_described(build, value));
    if (hf_tree_is_text(value)) {
        hint_field_type(build, finding, value, HF_KIND_NUMBER);
    }
    return false;
}

static hf_trace *
type_pair(hf_build *build, const hf_expr *expr, hf_trace_op op, hf_trace *left,
          hf_trace *right)
{
    hf_trace *trace = hf_tree_new(build, op, expr, 2);
    if (trace) {
        trace->args[0] = left;
        trace->args[1] = right;
    }
    return trace;
}

static hf_trace *
type_comparison(hf_build *build, const hf_expr *expr)
{
    hf_trace *left = hf_values_type(build, expr->args[0]);
    hf_trace *right = hf_values_type(build, expr->args[1]);
    if (!left || !right || !agree(build, expr, left, right)) {
        return NULL;
    }
    bool is_equality =
        expr->op == HF_EXPR_EQUAL || expr->op == HF_EXPR_NOT_EQUAL;
    if (!is_equality && !has_order(build, expr, left)) {
        return NULL;
    }
    if (left->kind == HF_KIND_SET) {
        hf_finding *finding =
            hf_findings_add(build->findings, HF_CODE_OPERAND_TYPE, expr->span,
                            "sets are not compared");
        hf_findings_hint(build->findings, finding,
                         "ask with 'has', 'has any of' or 'has all of'");
        return NULL;
    }
    const hf_trace *literal = is_cell(left) ? right : left;
    if ((is_cell(left) || is_cell(right)) && literal->op == HF_TRACE_CONSTANT &&
        !check_cell(build, literal->literal,
                    expr->args[literal == right]->span)) {
        return NULL;
    }
    return type_pair(build, expr, comparison_op(expr->op), left, right);
}

static hf_trace *
type_between(hf_build *build, const hf_expr *expr)
{
    hf_trace *value = hf_values_type(build, expr->args[0]);
    hf_trace *low = hf_values_type(build, expr->args[1]);
    hf_trace *high = hf_values_type(build, expr->args[2]);
    if (!value || !low || !high || !agree(build, expr, value, low) ||
        !agree(build, expr, value, high) || !has_order(build, expr, value)) {
        return NULL;
    }
    hf_trace *trace = hf_tree_new(build, HF_TRACE_BETWEEN, expr, 3);
    if (trace) {
        trace->args[0] = value;
        trace->args[1] = low;
        trace->args[2] = high;
    }
    return trace;
}

// ---- Tests of one value -----------------------------------------------------

static hf_trace *
type_one(hf_build *build, const hf_expr *expr, hf_trace_op op, hf_trace *value)
{
    hf_trace *trace = hf_tree_new(build, op, expr, 1);
    if (trace) {
        trace->args[0] = value;
        trace->number = expr->number;
    }
    return trace;
}

static hf_trace *
type_in(hf_build *build, const hf_expr *expr)
{
    hf_trace *value = hf_values_type(build, expr->args[0]);
    if (!value) {
        return NULL;
    }
    if (value->kind == HF_KIND_SET) {
        hf_finding *finding = hf_tree_refuse(build, value, expr->args[0]->span,
                                             "'in'", "single values");
        hf_findings_hint(build->findings, finding,
                         "write '%.*s has any of ...'", (int)value->text.len,
                         value->text.ptr);
        return NULL;
    }
    const hf_members *members =
        hf_members_read(build, expr->args[1], value->kind);
    if (!members) {
        return NULL;
    }
    bool ok = true;
    const hf_expr *set = expr->args[1];
    for (size_t i = 0;
         is_cell(value) && set->op == HF_EXPR_ELEMENTS && i < set->count; i++) {
        ok &= check_cell(build, set->args[i]->text, set->args[i]->span);
    }
    hf_trace *trace = ok ? type_one(build, expr, HF_TRACE_IN, value) : NULL;
    if (trace) {
        trace->members = members;
    }
    return trace;
}

static hf_trace *
type_part(hf_build *build, const hf_expr *expr, hf_trace_op op,
          const char *name)
{
    hf_trace *left = hf_values_type(build, expr->args[0]);
    hf_trace *right = hf_values_type(build, expr->args[1]);
    if (!left || !right) {
        return NULL;
    }
    if (!hf_tree_is_text(left)) {
        hf_finding *finding =
            hf_tree_refuse(build, left, expr->args[0]->span, name, "text");
        if (left->kind == HF_KIND_SET) {
            hf_findings_hint(build->findings, finding, "write '%.*s has %.*s'",
                             (int)left->text.len, left->text.ptr,
                             (int)right->text.len, right->text.ptr);
        }
        return NULL;
    }
    if (!hf_tree_is_text(right)) {
        hf_finding *finding =
            hf_tree_refuse(build, right, expr->args[1]->span, name, "text");
        if (right->op == HF_TRACE_CONSTANT) {
            hint_literal(build, finding, left, right);
        }
        return NULL;
    }
    return type_pair(build, expr, op, left, right);
}

// The pattern holds memory of PCRE2: the program remembers to free it.
static bool
keep_pattern(hf_build *build, hf_pattern *pattern)
{
    hf_program *program = build->plan->program;
    hf_pattern **patterns =
        hf_memory_grow(program->patterns, &program->pattern_room,
                       program->pattern_count + 1, sizeof(hf_pattern *));
    if (!patterns) {
        hf_pattern_free(pattern);
        build->out_of_memory = true;
        return false;
    }
    program->patterns = patterns;
    patterns[program->pattern_count++] = pattern;
    return true;
}

static hf_trace *
type_matches(hf_build *build, const hf_expr *expr)
{
    hf_trace *value = hf_values_type(build, expr->args[0]);
    bool is_text = value && hf_tree_is_text(value);
    if (value && !is_text) {
        hf_finding *finding = hf_tree_refuse(build, value, expr->args[0]->span,
                                             "'matches'", "text");
        hint_field_type(build, finding, value, HF_KIND_TEXT);
    }
    // A wrong pattern is worth a finding even when the value is wrong too.
    hf_pattern *pattern = NULL;
    bool is_case_sensitive =
        expr->number != 0 || (value && value->kind == HF_KIND_ID);
    handoff_status status =
        hf_pattern_new(expr->text, is_case_sensitive, expr->name_span,
                       &build->plan->arena, &pattern, build->findings);
    build->out_of_memory |= status == HANDOFF_SYSTEM;
    if (status != HANDOFF_OK || !keep_pattern(build, pattern)) {
        return NULL;
    }
    hf_pattern_note(pattern, build->findings);
    if (!is_text) {
        return NULL;
    }
    hf_trace *trace = type_one(build, expr, HF_TRACE_MATCHES, value);
    if (trace) {
        trace->pattern = pattern;
        trace->literal = hf_build_copy(build, expr->text);
        trace->number = is_case_sensitive;
    }
    return build->out_of_memory ? NULL : trace;
}

static hf_trace *
type_has(hf_build *build, const hf_expr *expr, hf_trace_op op)
{
    hf_trace *set = hf_values_type(build, expr->args[0]);
    if (set && set->kind != HF_KIND_SET) {
        hf_finding *finding =
            hf_tree_refuse(build, set, expr->args[0]->span, "'has'", "sets");
        if (hf_tree_is_text(set)) {
            hf_findings_hint(build->findings, finding,
                             "ask a text with '=', 'in' or 'contains', or "
                             "declare the field with type: set");
        }
        set = NULL;
    }
    if (op != HF_TRACE_HAS) {
        const hf_members *members =
            hf_members_read(build, expr->args[1], HF_KIND_SET);
        hf_trace *trace =
            set && members ? type_one(build, expr, op, set) : NULL;
        if (trace) {
            trace->members = members;
        }
        return trace;
    }
    hf_trace *element = hf_values_type(build, expr->args[1]);
    if (element && !hf_tree_is_text(element)) {
        hf_finding *finding = hf_tree_refuse(
            build, element, expr->args[1]->span, "'has'", "text");
        if (element->op == HF_TRACE_CONSTANT) {
            hf_findings_hint(build->findings, finding,
                             "text stands in quotes: \"%.*s\"",
                             (int)element->text.len, element->text.ptr);
        }
        return NULL;
    }
    return set && element ? type_pair(build, expr, op, set, element) : NULL;
}

static hf_trace *
type_window(hf_build *build, const hf_expr *expr, hf_trace_op op,
            const char *name)
{
    hf_trace *value = hf_values_type(build, expr->args[0]);
    if (!value) {
        return NULL;
    }
    if (value->kind != HF_KIND_DATE) {
        hf_finding *finding =
            hf_tree_refuse(build, value, expr->args[0]->span, name, "a date");
        hint_field_type(build, finding, value, HF_KIND_DATE);
        return NULL;
    }
    return type_one(build, expr, op, value);
}

static hf_trace *
type_missing(hf_build *build, const hf_expr *expr)
{
    hf_trace *value = hf_values_type(build, expr->args[0]);
    return value ? type_one(build, expr, HF_TRACE_IS_MISSING, value) : NULL;
}

hf_trace *
hf_tests_type(hf_build *build, const hf_expr *expr)
{
    if (expr->op >= HF_EXPR_EQUAL && expr->op <= HF_EXPR_GREATER_EQUAL) {
        return type_comparison(build, expr);
    }
    if (expr->op == HF_EXPR_BETWEEN) {
        return type_between(build, expr);
    }
    if (expr->op == HF_EXPR_IN) {
        return type_in(build, expr);
    }
    if (expr->op == HF_EXPR_CONTAINS) {
        return type_part(build, expr, HF_TRACE_CONTAINS, "'contains'");
    }
    if (expr->op == HF_EXPR_STARTS_WITH) {
        return type_part(build, expr, HF_TRACE_STARTS_WITH, "'starts with'");
    }
    if (expr->op == HF_EXPR_ENDS_WITH) {
        return type_part(build, expr, HF_TRACE_ENDS_WITH, "'ends with'");
    }
    if (expr->op == HF_EXPR_MATCHES) {
        return type_matches(build, expr);
    }
    if (expr->op == HF_EXPR_HAS) {
        return type_has(build, expr, HF_TRACE_HAS);
    }
    if (expr->op == HF_EXPR_HAS_ANY) {
        return type_has(build, expr, HF_TRACE_HAS_ANY);
    }
    if (expr->op == HF_EXPR_HAS_ALL) {
        return type_has(build, expr, HF_TRACE_HAS_ALL);
    }
    if (expr->op == HF_EXPR_WITHIN) {
        return type_window(build, expr, HF_TRACE_WITHIN, "'within'");
    }
    if (expr->op == HF_EXPR_OLDER_THAN) {
        return type_window(build, expr, HF_TRACE_OLDER_THAN, "'older than'");
    }
    return type_missing(build, expr);
}
