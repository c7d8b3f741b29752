/*
 * Values and what joins conditions, from trees to nodes. Derived values with
 * cases stay answers, one a case: `seniority in [vp]` is bitmap algebra over
 * them, and a column of texts is made only for who wants one. Tests are in
 * compile_tests.c.
 */
#include "plan/compile.h"

#include "plan/nodes.h"

// ---- Values -----------------------------------------------------------------

static uint32_t
compile_constant(hf_build *build, const hf_trace *trace)
{
    hf_view *text = hf_build_zero(build, 1, sizeof *text);
    if (!text) {
        return HF_NO_NODE;
    }
    *text = trace->literal;
    return hf_nodes_add(build,
                        (hf_op){.code = HF_OP_CONSTANT,
                                .kind = trace->kind,
                                .low = trace->number,
                                .data = text},
                        trace->literal);
}

// The column of a derived `first`, as text or as number.
static uint32_t
compile_cases(hf_build *build, const hf_trace *trace)
{
    const hf_trace_derived *derived = &build->plan->traces.derived[trace->ref];
    const hf_derived_nodes *nodes = &build->derived_nodes[trace->ref];
    size_t count = derived->case_count;
    uint32_t *args = hf_build_zero(build, count + 1, sizeof *args);
    hf_view *texts = hf_build_zero(build, count, sizeof *texts);
    int64_t *numbers = hf_build_zero(build, count, sizeof *numbers);
    if (!args || !texts || !numbers) {
        return HF_NO_NODE;
    }
    args[0] = nodes->any;
    for (size_t i = 0; i < count; i++) {
        args[i + 1] = nodes->taken[i];
        texts[i] = derived->cases[i].is;
        numbers[i] = derived->cases[i].number;
    }
    bool is_number = trace->is_numeric;
    return hf_nodes_add(build,
                        (hf_op){.code = HF_OP_CASES,
                                .kind = trace->kind,
                                .count = (uint32_t)count + 1,
                                .args = args,
                                .data = is_number ? (const void *)numbers
                                                  : (const void *)texts},
                        derived->name);
}

static uint32_t
compile_days(hf_build *build, hf_trace *trace)
{
    uint32_t args[2] = {hf_compile_value(build, trace->args[0]), 0};
    if (trace->op == HF_TRACE_DAYS_BETWEEN) {
        args[1] = hf_compile_value(build, trace->args[1]);
    } else {
        args[1] = hf_nodes_add(build,
                               (hf_op){.code = HF_OP_CONSTANT,
                                       .kind = HF_KIND_DATE,
                                       .low = build->plan->as_of},
                               (hf_view){0});
    }
    return hf_nodes_add(build,
                        (hf_op){.code = HF_OP_DAYS_BETWEEN,
                                .kind = HF_KIND_NUMBER,
                                .count = 2,
                                .args = args},
                        (hf_view){0});
}

// The keys of a list with, for each, the cell of another column.
static hf_lookup *
new_lookup(hf_build *build, const hf_trace *trace)
{
    const hf_list *list = &build->rules->lists[trace->ref];
    hf_lookup *lookup = hf_build_zero(build, 1, sizeof *lookup);
    hf_view *values = hf_build_zero(build, list->row_count, sizeof *values);
    bool is_folding = trace->args[0]->kind == HF_KIND_TEXT;
    hf_dictionary *keys =
        hf_dictionary_new(&build->plan->program->dictionaries, is_folding, 0);
    if (!lookup || !values || !keys) {
        build->out_of_memory = true;
        return NULL;
    }
    for (size_t row = 0; row < list->row_count; row++) {
        const hf_view *cells = list->cells + row * list->column_count;
        uint32_t next = keys->table.count;
        if (cells[list->key_column].len == 0) {
            continue;
        }
        uint32_t number = hf_dictionary_intern(keys, cells[list->key_column]);
        if (number == HF_TABLE_NONE) {
            build->out_of_memory = true;
            return NULL;
        }
        if (number == next) { // the first row of a key counts
            values[number] = hf_build_copy(build, cells[trace->number]);
        }
    }
    *lookup = (hf_lookup){keys, values};
    return build->out_of_memory ? NULL : lookup;
}

static uint32_t
compile_lookup(hf_build *build, hf_trace *trace)
{
    uint32_t key = hf_compile_value(build, trace->args[0]);
    hf_op op = {.code = HF_OP_LOOKUP,
                .kind = HF_KIND_TEXT,
                .count = 1,
                .args = &key,
                .low = (int64_t)trace->ref,
                .high = trace->number};
    size_t before = build->node_count;
    uint32_t node = hf_nodes_add(build, op, (hf_view){0});
    if (node == HF_NO_NODE || node != before) {
        return node;
    }
    build->nodes[node].data = new_lookup(build, trace);
    return build->nodes[node].data ? node : HF_NO_NODE;
}

// An operation on the columns of all args.
static uint32_t
compile_function(hf_build *build, hf_trace *trace, hf_op_code code)
{
    uint32_t *args = hf_build_zero(build, trace->count, sizeof *args);
    if (!args) {
        return HF_NO_NODE;
    }
    for (size_t i = 0; i < trace->count; i++) {
        args[i] = hf_compile_value(build, trace->args[i]);
    }
    hf_op op = {.code = code,
                .kind = trace->kind,
                .count = (uint32_t)trace->count,
                .args = args};
    if (code == HF_OP_MULTIPLY) {
        op.low = trace->number;
    }
    return hf_nodes_add(build, op, (hf_view){0});
}

static uint32_t
compile_result(hf_build *build, const hf_trace *trace)
{
    if (trace->ref == HF_TRACE_CELL) {
        return hf_nodes_add(build,
                            (hf_op){.code = HF_OP_CELL, .kind = HF_KIND_TEXT},
                            (hf_view){0});
    }
    return hf_nodes_add(build,
                        (hf_op){.code = HF_OP_RESULT,
                                .kind = HF_KIND_NUMBER,
                                .low = trace->ref},
                        (hf_view){0});
}

static uint32_t
compile_field(hf_build *build, const hf_trace *trace)
{
    return hf_nodes_add(
        build,
        (hf_op){.code = HF_OP_FIELD, .kind = trace->kind, .low = trace->ref},
        (hf_view){0});
}

static uint32_t
compile_new_value(hf_build *build, hf_trace *trace)
{
    static const hf_op_code functions[] = {
        [HF_TRACE_ADD] = HF_OP_ADD,
        [HF_TRACE_SUBTRACT] = HF_OP_SUBTRACT,
        [HF_TRACE_MULTIPLY] = HF_OP_MULTIPLY,
        [HF_TRACE_DOMAIN] = HF_OP_DOMAIN,
        [HF_TRACE_LOWER] = HF_OP_LOWER,
        [HF_TRACE_LENGTH] = HF_OP_LENGTH,
        [HF_TRACE_COALESCE] = HF_OP_COALESCE,
        [HF_TRACE_LEAST] = HF_OP_LEAST,
        [HF_TRACE_GREATEST] = HF_OP_GREATEST,
    };
    if (trace->op == HF_TRACE_FIELD) {
        return compile_field(build, trace);
    }
    if (trace->op == HF_TRACE_DERIVED) {
        return build->plan->traces.derived[trace->ref].value
                   ? build->derived_nodes[trace->ref].value
                   : compile_cases(build, trace);
    }
    if (trace->op == HF_TRACE_RESULT) {
        return compile_result(build, trace);
    }
    if (trace->op == HF_TRACE_CONSTANT) {
        return compile_constant(build, trace);
    }
    if (trace->op == HF_TRACE_LOOKUP) {
        return compile_lookup(build, trace);
    }
    if (trace->op >= HF_TRACE_DAYS_SINCE) {
        return compile_days(build, trace);
    }
    return compile_function(build, trace, functions[trace->op]);
}

uint32_t
hf_compile_value(hf_build *build, hf_trace *trace)
{
    if (trace->reg == HF_TRACE_UNBOUND) {
        trace->reg = compile_new_value(build, trace);
    }
    return trace->reg;
}

void
hf_compile_derived(hf_build *build, size_t index)
{
    const hf_trace_derived *derived = &build->plan->traces.derived[index];
    hf_derived_nodes *nodes = &build->derived_nodes[index];
    if (derived->value) {
        nodes->value = hf_compile_value(build, derived->value);
        return;
    }
    size_t count = derived->case_count;
    uint32_t *answers = hf_build_zero(build, count, sizeof *answers);
    uint32_t *taken = hf_build_zero(build, count, sizeof *taken);
    if (!answers || !taken) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        answers[i] = hf_compile_condition(build, derived->cases[i].when);
    }
    nodes->any = hf_nodes_first(build, answers, count, taken);
    nodes->taken = taken;
}

// ---- Conditions -------------------------------------------------------------

static uint32_t
compile_joined(hf_build *build, hf_trace *trace)
{
    uint32_t *args = hf_build_zero(build, trace->count, sizeof *args);
    if (!args) {
        return HF_NO_NODE;
    }
    for (size_t i = 0; i < trace->count; i++) {
        args[i] = hf_compile_condition(build, trace->args[i]);
    }
    if (trace->op == HF_TRACE_AND) {
        return hf_nodes_join(build, HF_OP_AND, args, trace->count);
    }
    if (trace->op == HF_TRACE_OR) {
        return hf_nodes_join(build, HF_OP_OR, args, trace->count);
    }
    if (trace->op == HF_TRACE_NOT) {
        return hf_nodes_unary(build, HF_OP_NOT, args[0]);
    }
    if (trace->op == HF_TRACE_NONE) {
        return hf_nodes_unary(
            build, HF_OP_NOT,
            hf_nodes_join(build, HF_OP_OR, args, trace->count));
    }
    return hf_nodes_add(build,
                        (hf_op){.code = HF_OP_AT_LEAST,
                                .count = (uint32_t)trace->count,
                                .args = args,
                                .low = trace->number},
                        (hf_view){0});
}

// gated, gate("id"), fired("id"): an unknown one has not fired.
static uint32_t
compile_asked(hf_build *build, const hf_trace *trace)
{
    if (trace->op == HF_TRACE_FIRED) {
        const hf_case_nodes *nodes = &build->criterion_nodes[trace->ref];
        if (nodes->answer == HF_NO_NODE) {
            return hf_nodes_certain(build, false);
        }
        return hf_nodes_unary(build, HF_OP_KNOWN,
                              trace->number ? nodes->taken[trace->number - 1]
                                            : nodes->answer);
    }
    if (trace->op == HF_TRACE_GATE) {
        return hf_nodes_unary(build, HF_OP_KNOWN,
                              build->gate_nodes[trace->ref].answer);
    }
    size_t count = build->rules->gate_count;
    uint32_t *args = hf_build_zero(build, count, sizeof *args);
    for (size_t i = 0; args && i < count; i++) {
        args[i] = build->gate_nodes[i].answer;
    }
    return args ? hf_nodes_unary(build, HF_OP_KNOWN,
                                 hf_nodes_join(build, HF_OP_OR, args, count))
                : HF_NO_NODE;
}

static uint32_t
compile_new_condition(hf_build *build, hf_trace *trace)
{
    if (trace->op < HF_TRACE_GATED) {
        return hf_compile_test(build, trace);
    }
    if (trace->op <= HF_TRACE_FIRED) {
        return compile_asked(build, trace);
    }
    if (trace->op == HF_TRACE_NAMED) {
        return hf_compile_condition(
            build, build->plan->traces.conditions[trace->ref].when);
    }
    if (trace->op == HF_TRACE_ALWAYS) {
        return hf_nodes_certain(build, true);
    }
    return compile_joined(build, trace);
}

uint32_t
hf_compile_condition(hf_build *build, hf_trace *trace)
{
    if (trace->reg == HF_TRACE_UNBOUND) {
        trace->reg = compile_new_condition(build, trace);
    }
    return trace->reg;
}
