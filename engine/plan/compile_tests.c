/*
 * Tests, from trees to nodes. A comparison with a constant is a range; a test
 * of a text is left to the group of its column (plan/link.c). A value of which
 * all texts are known (a derived `first`, the cell) is tested here and now:
 * what remains is which of its cases hold.
 */
#include "plan/compile.h"

#include "base/bitmap.h"
#include "plan/nodes.h"
#include "plan/tree.h"

static bool
is_constant(const hf_trace *value)
{
    return value->op == HF_TRACE_CONSTANT;
}

static bool
is_cell(const hf_trace *value)
{
    return value->op == HF_TRACE_RESULT && value->ref == HF_TRACE_CELL;
}

// A derived `first`, as text or as number.
static const hf_trace_derived *
cases_of(const hf_build *build, const hf_trace *value)
{
    if (value->op != HF_TRACE_DERIVED) {
        return NULL;
    }
    const hf_trace_derived *derived = &build->plan->traces.derived[value->ref];
    return derived->value ? NULL : derived;
}

// ---- Numbers and dates ------------------------------------------------------

static uint32_t
choose_cases(hf_build *build, const hf_trace *value, const bool *is_chosen)
{
    const hf_trace_derived *derived = cases_of(build, value);
    const hf_derived_nodes *nodes = &build->derived_nodes[value->ref];
    uint32_t *args =
        hf_build_zero(build, derived->case_count + 1, sizeof *args);
    if (!args) {
        return HF_NO_NODE;
    }
    uint32_t count = 0;
    args[count++] = nodes->any;
    for (size_t i = 0; i < derived->case_count; i++) {
        if (is_chosen[i]) {
            args[count++] = nodes->taken[i];
        }
    }
    return hf_nodes_add(
        build, (hf_op){.code = HF_OP_CHOOSE, .count = count, .args = args},
        (hf_view){0});
}

static uint32_t
compile_range(hf_build *build, hf_trace *value, int64_t low, int64_t high)
{
    const hf_trace_derived *derived = cases_of(build, value);
    if (derived) {
        bool *is_chosen =
            hf_build_zero(build, derived->case_count, sizeof *is_chosen);
        if (!is_chosen) {
            return HF_NO_NODE;
        }
        for (size_t i = 0; i < derived->case_count; i++) {
            int64_t number = derived->cases[i].number;
            is_chosen[i] = low <= number && number <= high;
        }
        return choose_cases(build, value, is_chosen);
    }
    uint32_t column = hf_compile_value(build, value);
    return hf_nodes_add(build,
                        (hf_op){.code = HF_OP_RANGE,
                                .count = 1,
                                .args = &column,
                                .low = low,
                                .high = high},
                        (hf_view){0});
}

static uint32_t
compile_bound(hf_build *build, hf_trace *value, hf_trace_op op, int64_t bound)
{
    if (op == HF_TRACE_LESS) {
        return compile_range(build, value, INT64_MIN, bound - 1);
    }
    if (op == HF_TRACE_LESS_EQUAL) {
        return compile_range(build, value, INT64_MIN, bound);
    }
    if (op == HF_TRACE_GREATER) {
        return compile_range(build, value, bound + 1, INT64_MAX);
    }
    if (op == HF_TRACE_GREATER_EQUAL) {
        return compile_range(build, value, bound, INT64_MAX);
    }
    return compile_range(build, value, bound, bound);
}

// The same comparison read from the right.
static hf_trace_op
mirror(hf_trace_op op)
{
    if (op == HF_TRACE_LESS) {
        return HF_TRACE_GREATER;
    }
    if (op == HF_TRACE_LESS_EQUAL) {
        return HF_TRACE_GREATER_EQUAL;
    }
    if (op == HF_TRACE_GREATER) {
        return HF_TRACE_LESS;
    }
    return op == HF_TRACE_GREATER_EQUAL ? HF_TRACE_LESS_EQUAL : op;
}

static uint32_t
compile_numbers(hf_build *build, hf_trace *left, hf_trace *right,
                hf_trace_op op)
{
    if (is_constant(right)) {
        return compile_bound(build, left, op, right->number);
    }
    if (is_constant(left)) {
        return compile_bound(build, right, mirror(op), left->number);
    }
    uint32_t a = hf_compile_value(build, left);
    uint32_t b = hf_compile_value(build, right);
    if (op == HF_TRACE_LESS) {
        return hf_nodes_binary(build, HF_OP_LESS, a, b);
    }
    if (op == HF_TRACE_LESS_EQUAL) {
        return hf_nodes_binary(build, HF_OP_LESS_EQUAL, a, b);
    }
    if (op == HF_TRACE_GREATER) {
        return hf_nodes_binary(build, HF_OP_LESS, b, a);
    }
    if (op == HF_TRACE_GREATER_EQUAL) {
        return hf_nodes_binary(build, HF_OP_LESS_EQUAL, b, a);
    }
    return hf_nodes_binary(build, HF_OP_SAME, a, b);
}

static uint32_t
compile_between(hf_build *build, hf_trace *trace)
{
    hf_trace *value = trace->args[0];
    hf_trace *low = trace->args[1];
    hf_trace *high = trace->args[2];
    if (is_constant(low) && is_constant(high) && !is_constant(value)) {
        return compile_range(build, value, low->number, high->number);
    }
    uint32_t ends[2] = {
        compile_numbers(build, value, low, HF_TRACE_GREATER_EQUAL),
        compile_numbers(build, value, high, HF_TRACE_LESS_EQUAL)};
    return hf_nodes_join(build, HF_OP_AND, ends, 2);
}

static uint32_t
compile_window(hf_build *build, hf_trace *trace)
{
    int64_t as_of = build->plan->as_of;
    // Far beyond year 1, and no longer able to overflow.
    int64_t length =
        trace->number < (INT64_C(1) << 60) ? trace->number : INT64_C(1) << 60;
    int64_t start = as_of - length;
    return trace->op == HF_TRACE_WITHIN
               ? compile_range(build, trace->args[0], start + 1, as_of)
               : compile_range(build, trace->args[0], INT64_MIN, start);
}

// ---- Booleans ---------------------------------------------------------------

static uint32_t
compile_flag(hf_build *build, hf_trace *value, bool wanted)
{
    uint32_t flag =
        hf_nodes_unary(build, HF_OP_FLAG, hf_compile_value(build, value));
    return wanted ? flag : hf_nodes_unary(build, HF_OP_NOT, flag);
}

static uint32_t
compile_flags(hf_build *build, hf_trace *left, hf_trace *right)
{
    if (is_constant(right)) {
        return compile_flag(build, left, right->number != 0);
    }
    if (is_constant(left)) {
        return compile_flag(build, right, left->number != 0);
    }
    return hf_nodes_binary(build, HF_OP_FLAG_SAME,
                           hf_compile_value(build, left),
                           hf_compile_value(build, right));
}

// `flag in [true, false]`: the answers that are listed, or none.
static uint32_t
compile_flag_in(hf_build *build, hf_trace *value, const hf_members *members)
{
    uint32_t both[2] = {compile_flag(build, value, true),
                        compile_flag(build, value, false)};
    if (members->count == 1) {
        return both[members->numbers[0] == 0];
    }
    return hf_nodes_join(build, members->count ? HF_OP_OR : HF_OP_AND, both, 2);
}

// ---- Texts ------------------------------------------------------------------

static void
add_length(hf_buffer *out, size_t len)
{
    uint64_t wide = len;
    hf_buffer_add(out, &wide, sizeof wide);
}

// What tells one test from another, in build->text.
static hf_view
key_of(hf_build *build, const hf_text_test *test)
{
    hf_buffer *out = &build->text;
    hf_buffer_reset(out);
    hf_buffer_add_byte(out, (char)test->kind);
    hf_buffer_add_view(out, test->part);
    if (test->pattern) {
        bool is_exact = hf_pattern_regex(test->pattern)->is_case_sensitive;
        hf_buffer_add_byte(out, is_exact ? 'c' : 'i');
    }
    if (test->members && test->members->list.len > 0) {
        hf_buffer_add_byte(out, 'l');
        hf_buffer_add_view(out, test->members->list);
    } else if (test->members) {
        hf_buffer_add_byte(out, 'e');
        for (size_t i = 0; i < test->members->count; i++) {
            add_length(out, test->members->texts[i].len);
            hf_buffer_add_view(out, test->members->texts[i]);
        }
    }
    build->out_of_memory |= out->failed;
    return hf_buffer_view(out);
}

// Left to the group of the column.
static uint32_t
compile_grouped(hf_build *build, hf_op_code code, hf_trace *value,
                const hf_text_test *test)
{
    uint32_t column = hf_compile_value(build, value);
    hf_text_test *copy = hf_build_zero(build, 1, sizeof *copy);
    if (!copy) {
        return HF_NO_NODE;
    }
    *copy = *test;
    return hf_nodes_add(
        build, (hf_op){.code = code, .count = 1, .args = &column, .data = copy},
        key_of(build, test));
}

// 1, 0, or -1 when a pattern gave up or memory ran out.
static int
holds_now(hf_build *build, const hf_text_test *test, hf_view text)
{
    if (test->kind != HF_TEXT_MATCHES) {
        return hf_ops_text_holds(test, false, text);
    }
    if (!build->matcher) {
        build->matcher = hf_pattern_matcher_new();
        build->out_of_memory |= !build->matcher;
    }
    return build->matcher ? hf_pattern_find(build->matcher, test->pattern, text)
                          : -1;
}

static uint32_t
compile_cells(hf_build *build, hf_trace *value, const hf_text_test *test)
{
    const handoff_plan *plan = build->plan;
    if (!plan->has_cells) { // the cell is an empty text on every lead
        int answer = holds_now(build, test, HF_VIEW(""));
        return answer < 0 ? compile_grouped(build, HF_OP_TEXTS, value, test)
                          : hf_nodes_certain(build, answer);
    }
    uint64_t *bits =
        hf_build_zero(build, hf_bitmap_words(plan->cell_count), sizeof *bits);
    if (!bits) {
        return HF_NO_NODE;
    }
    for (size_t i = 0; i < plan->cell_count; i++) {
        int answer = holds_now(build, test, plan->cells[i]);
        if (answer < 0) {
            return compile_grouped(build, HF_OP_TEXTS, value, test);
        }
        hf_bitmap_put(bits, i, answer);
    }
    hf_view key = {(const char *)bits,
                   hf_bitmap_words(plan->cell_count) * sizeof *bits};
    return hf_nodes_add(build, (hf_op){.code = HF_OP_IN_CELLS, .data = bits},
                        key);
}

static uint32_t
compile_text_test(hf_build *build, hf_trace *value, const hf_text_test *test)
{
    if (is_cell(value)) {
        return compile_cells(build, value, test);
    }
    const hf_trace_derived *derived = cases_of(build, value);
    if (!derived) {
        return compile_grouped(build, HF_OP_TEXTS, value, test);
    }
    bool *is_chosen =
        hf_build_zero(build, derived->case_count, sizeof *is_chosen);
    if (!is_chosen) {
        return HF_NO_NODE;
    }
    for (size_t i = 0; i < derived->case_count; i++) {
        int answer = holds_now(build, test, derived->cases[i].is);
        if (answer < 0) {
            return compile_grouped(build, HF_OP_TEXTS, value, test);
        }
        is_chosen[i] = answer;
    }
    return choose_cases(build, value, is_chosen);
}

// A test of two columns of text.
static uint32_t
compile_texts(hf_build *build, hf_op_code code, hf_trace *left, hf_trace *right,
              bool is_exact)
{
    uint32_t args[2] = {hf_compile_value(build, left),
                        hf_compile_value(build, right)};
    return hf_nodes_add(
        build, (hf_op){.code = code, .count = 2, .args = args, .low = is_exact},
        (hf_view){0});
}

static uint32_t
compile_text_equal(hf_build *build, hf_trace *left, hf_trace *right)
{
    if (is_constant(right) || is_constant(left)) {
        hf_trace *value = is_constant(right) ? left : right;
        hf_trace *literal = is_constant(right) ? right : left;
        return compile_text_test(
            build, value,
            &(hf_text_test){.kind = HF_TEXT_EQUAL, .part = literal->literal});
    }
    bool is_exact = left->kind == HF_KIND_ID || right->kind == HF_KIND_ID;
    return compile_texts(build, HF_OP_TEXT_SAME, left, right, is_exact);
}

static uint32_t
compile_part(hf_build *build, hf_trace *trace, hf_text_test_kind kind,
             hf_op_code code)
{
    hf_trace *left = trace->args[0];
    hf_trace *right = trace->args[1];
    if (is_constant(right)) {
        return compile_text_test(
            build, left, &(hf_text_test){.kind = kind, .part = right->literal});
    }
    return compile_texts(build, code, left, right, left->kind == HF_KIND_ID);
}

// ---- Sets -------------------------------------------------------------------

static uint32_t
compile_has(hf_build *build, hf_trace *trace)
{
    hf_trace *set = trace->args[0];
    hf_trace *element = trace->args[1];
    if (is_constant(element)) {
        return compile_grouped(
            build, HF_OP_SETS, set,
            &(hf_text_test){.kind = HF_TEXT_EQUAL, .part = element->literal});
    }
    return hf_nodes_binary(build, HF_OP_SET_HAS, hf_compile_value(build, set),
                           hf_compile_value(build, element));
}

static uint32_t
compile_has_all(hf_build *build, hf_trace *trace)
{
    hf_text_test test = {.kind = HF_TEXT_IN, .members = trace->members};
    uint32_t column = hf_compile_value(build, trace->args[0]);
    hf_op op = {.code = HF_OP_SET_HAS_ALL, .count = 1, .args = &column};
    size_t before = build->node_count;
    uint32_t node = hf_nodes_add(build, op, key_of(build, &test));
    if (node == HF_NO_NODE || node != before) {
        return node;
    }
    hf_program *program = build->plan->program;
    hf_dictionary *wanted = hf_dictionary_new(&program->dictionaries, true, 0);
    bool ok = wanted != NULL;
    for (size_t i = 0; ok && i < trace->members->count; i++) {
        ok = hf_dictionary_intern(wanted, trace->members->texts[i]) !=
             HF_TABLE_NONE;
    }
    if (!ok) {
        build->out_of_memory = true;
        return HF_NO_NODE;
    }
    build->nodes[node].data = wanted;
    if (wanted->table.count > program->most_members) {
        program->most_members = wanted->table.count;
    }
    return node;
}

// ---- All --------------------------------------------------------------------

static uint32_t
compile_in(hf_build *build, hf_trace *trace)
{
    hf_trace *value = trace->args[0];
    const hf_members *members = trace->members;
    if (hf_tree_is_text(value)) {
        return compile_text_test(
            build, value,
            &(hf_text_test){.kind = HF_TEXT_IN, .members = members});
    }
    if (value->kind == HF_KIND_BOOLEAN) {
        return compile_flag_in(build, value, members);
    }
    if (members->count == 1) {
        return compile_range(build, value, members->numbers[0],
                             members->numbers[0]);
    }
    uint32_t column = hf_compile_value(build, value);
    hf_view key = {(const char *)members->numbers,
                   members->count * sizeof *members->numbers};
    return hf_nodes_add(
        build,
        (hf_op){
            .code = HF_OP_AMONG, .count = 1, .args = &column, .data = members},
        key);
}

static uint32_t
compile_missing(hf_build *build, hf_trace *value)
{
    uint32_t present;
    if (is_constant(value) || value->op == HF_TRACE_RESULT) {
        present = hf_nodes_certain(build, true);
    } else if (cases_of(build, value)) {
        present = hf_nodes_unary(build, HF_OP_KNOWN,
                                 build->derived_nodes[value->ref].any);
    } else {
        present = hf_nodes_unary(build, HF_OP_PRESENT,
                                 hf_compile_value(build, value));
    }
    return hf_nodes_unary(build, HF_OP_NOT, present);
}

static uint32_t
compile_comparison(hf_build *build, hf_trace *trace)
{
    hf_trace *left = trace->args[0];
    hf_trace *right = trace->args[1];
    bool is_unequal = trace->op == HF_TRACE_NOT_EQUAL;
    hf_trace_op op = is_unequal ? HF_TRACE_EQUAL : trace->op;
    uint32_t node;
    if (hf_tree_is_text(left)) {
        node = compile_text_equal(build, left, right);
    } else if (left->kind == HF_KIND_BOOLEAN) {
        node = compile_flags(build, left, right);
    } else {
        node = compile_numbers(build, left, right, op);
    }
    return is_unequal ? hf_nodes_unary(build, HF_OP_NOT, node) : node;
}

static uint32_t
compile_positive(hf_build *build, hf_trace *trace)
{
    hf_trace *value = trace->args[0];
    if (trace->op >= HF_TRACE_EQUAL && trace->op <= HF_TRACE_GREATER_EQUAL) {
        return compile_comparison(build, trace);
    }
    if (trace->op == HF_TRACE_FLAG) {
        return compile_flag(build, value, true);
    }
    if (trace->op == HF_TRACE_BETWEEN) {
        return compile_between(build, trace);
    }
    if (trace->op == HF_TRACE_IN) {
        return compile_in(build, trace);
    }
    if (trace->op == HF_TRACE_CONTAINS) {
        return compile_part(build, trace, HF_TEXT_CONTAINS,
                            HF_OP_TEXT_CONTAINS);
    }
    if (trace->op == HF_TRACE_STARTS_WITH) {
        return compile_part(build, trace, HF_TEXT_STARTS, HF_OP_TEXT_STARTS);
    }
    if (trace->op == HF_TRACE_ENDS_WITH) {
        return compile_part(build, trace, HF_TEXT_ENDS, HF_OP_TEXT_ENDS);
    }
    if (trace->op == HF_TRACE_MATCHES) {
        return compile_text_test(build, value,
                                 &(hf_text_test){.kind = HF_TEXT_MATCHES,
                                                 .part = trace->literal,
                                                 .pattern = trace->pattern});
    }
    if (trace->op == HF_TRACE_HAS) {
        return compile_has(build, trace);
    }
    if (trace->op == HF_TRACE_HAS_ANY) {
        return compile_grouped(
            build, HF_OP_SETS, value,
            &(hf_text_test){.kind = HF_TEXT_IN, .members = trace->members});
    }
    if (trace->op == HF_TRACE_HAS_ALL) {
        return compile_has_all(build, trace);
    }
    if (trace->op == HF_TRACE_IS_MISSING) {
        return compile_missing(build, value);
    }
    return compile_window(build, trace);
}

uint32_t
hf_compile_test(hf_build *build, hf_trace *trace)
{
    uint32_t node = compile_positive(build, trace);
    return trace->is_negated ? hf_nodes_unary(build, HF_OP_NOT, node) : node;
}
