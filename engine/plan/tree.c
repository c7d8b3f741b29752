/*
 * Typed trees: a node remembers how its expression is spelt canonically, for
 * traces and messages. Out of a node come the words by which a message names
 * it, since "text is compared with a number" helps nobody who does not see
 * which of the two is which.
 */
#include "plan/tree.h"

#include "base/memory.h"

static bool
keep(hf_build *build, hf_trace *trace)
{
    hf_trace **traces = hf_memory_grow(build->traces, &build->trace_room,
                                       build->trace_count + 1, sizeof *traces);
    if (!traces) {
        build->out_of_memory = true;
        return false;
    }
    build->traces = traces;
    traces[build->trace_count++] = trace;
    return true;
}

hf_trace *
hf_tree_new(hf_build *build, hf_trace_op op, const hf_expr *expr, size_t count)
{
    hf_trace *trace = hf_build_zero(build, 1, sizeof *trace);
    hf_trace **args = hf_build_zero(build, count, sizeof(hf_trace *));
    if (!trace || !args || !keep(build, trace)) {
        return NULL;
    }
    trace->op = op;
    trace->args = args;
    trace->count = count;
    trace->is_negated = expr->is_negated;
    trace->reg = HF_TRACE_UNBOUND;
    hf_buffer_reset(&build->text);
    hf_expr_print(&build->text, expr);
    if (build->text.failed) {
        build->out_of_memory = true;
        return NULL;
    }
    trace->text = hf_build_copy(build, hf_buffer_view(&build->text));
    return trace->text.ptr ? trace : NULL;
}

const char *
hf_tree_kind(hf_kind kind)
{
    switch (kind) {
    case HF_KIND_TEXT:
        return "text";
    case HF_KIND_ID:
        return "an id";
    case HF_KIND_NUMBER:
        return "a number";
    case HF_KIND_DATE:
        return "a date";
    case HF_KIND_BOOLEAN:
        return "true or false";
    case HF_KIND_SET:
        break;
    }
    return "a set";
}

// As an adjective: "the number field".
static const char *
kind_word(hf_kind kind)
{
    switch (kind) {
    case HF_KIND_TEXT:
        return "text";
    case HF_KIND_ID:
        return "id";
    case HF_KIND_NUMBER:
        return "number";
    case HF_KIND_DATE:
        return "date";
    case HF_KIND_BOOLEAN:
        return "boolean";
    case HF_KIND_SET:
        break;
    }
    return "set";
}

void
hf_tree_describe(const hf_build *build, hf_buffer *out, const hf_trace *value)
{
    const char *word = kind_word(value->kind);
    int len = (int)value->text.len;
    const char *text = value->text.ptr;
    if (value->op == HF_TRACE_CONSTANT) {
        hf_buffer_printf(out, "the %s %.*s", word, len, text);
    } else if (value->op == HF_TRACE_FIELD) {
        const hf_field *field = &build->rules->fields[value->ref];
        bool is_email = field->type == HF_FIELD_EMAIL;
        hf_buffer_printf(out, "the %s field '%.*s'", is_email ? "email" : word,
                         len, text);
    } else if (value->op == HF_TRACE_DERIVED) {
        hf_buffer_printf(out, "the derived %s '%.*s'", word, len, text);
    } else if (value->op == HF_TRACE_RESULT) {
        hf_buffer_printf(out, "the result '%.*s', %s", len, text,
                         hf_tree_kind(value->kind));
    } else {
        hf_buffer_printf(out, "'%.*s', %s", len, text,
                         hf_tree_kind(value->kind));
    }
}

const char *
hf_tree_described(hf_build *build, const hf_trace *value)
{
    hf_buffer_reset(&build->text);
    hf_tree_describe(build, &build->text, value);
    const char *text = hf_buffer_text(&build->text);
    return text ? text : "";
}

hf_finding *
hf_tree_refuse(hf_build *build, const hf_trace *value, hf_span span,
               const char *user, const char *wanted)
{
    return hf_findings_add(build->findings, HF_CODE_OPERAND_TYPE, span,
                           "%s works on %s, not on %s", user, wanted,
                           hf_tree_described(build, value));
}
