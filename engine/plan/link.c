/*
 * The last step: nodes that no gate, criterion, verdict or route leads to are
 * dropped; the rest get registers and become the program, first what needs no
 * result, then what does. The tests of one column of texts become one
 * operation, placed where the first of them stood.
 */
#include "plan/link.h"

#include "base/bitmap.h"
#include "base/memory.h"

/* So many tests one by one make it worth while to remember their answers. */
enum { MEMO_FROM = 3 };

struct linker {
    hf_build *build;
    hf_program *program;
    bool *is_live;
    bool *is_after;   /* needs results */
    bool *is_emitted; /* in a group */
    uint32_t *regs;   /* by node */
    hf_op *ops, *constants;
    hf_kind *kinds;
    hf_result_column *results;
    uint32_t *memo_words, *group_words;
};

// ---- What is needed ---------------------------------------------------------

static void
mark(struct linker *linker, const uint32_t *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        linker->is_live[nodes[i]] = true;
    }
}

static void
mark_live(struct linker *linker)
{
    hf_build *build = linker->build;
    const handoff_plan *plan = build->plan;
    mark(linker, build->item_nodes, plan->item_count);
    mark(linker, build->subject_nodes, plan->subject_count);
    mark(linker, build->verdict_nodes, plan->verdict_count);
    mark(linker, build->route_nodes, plan->route_count);
    for (size_t i = build->node_count; i-- > 0;) {
        if (linker->is_live[i]) {
            mark(linker, build->nodes[i].args, build->nodes[i].count);
        }
    }
}

static void
mark_after(struct linker *linker)
{
    for (size_t i = 0; i < linker->build->node_count; i++) {
        const hf_op *node = &linker->build->nodes[i];
        bool is_after = node->code == HF_OP_RESULT ||
                        node->code == HF_OP_CELL ||
                        node->code == HF_OP_IN_CELLS;
        for (uint32_t arg = 0; arg < node->count; arg++) {
            is_after |= linker->is_after[node->args[arg]];
        }
        linker->is_after[i] = is_after;
    }
}

static void
number_registers(struct linker *linker)
{
    hf_program *program = linker->program;
    hf_fields *fields = &linker->build->plan->fields;
    for (size_t i = 0; i < linker->build->node_count; i++) {
        const hf_op *node = &linker->build->nodes[i];
        linker->regs[i] = HF_TRACE_UNBOUND;
        if (!linker->is_live[i]) {
            continue;
        }
        if (node->code == HF_OP_FIELD) {
            linker->regs[i] = (uint32_t)node->low;
            fields->specs[node->low].is_used = true;
        } else if (hf_ops_is_value(node->code)) {
            linker->kinds[program->column_count] = node->kind;
            linker->regs[i] = program->column_count++;
        } else {
            linker->regs[i] = program->answer_count++;
        }
    }
}

// ---- Groups of tests --------------------------------------------------------

static bool
is_listed(const hf_text_test *test)
{
    return test->kind == HF_TEXT_EQUAL || test->kind == HF_TEXT_IN;
}

static bool
add_listed(struct linker *linker, hf_dictionary *dictionary,
           const hf_text_test *test, uint32_t at)
{
    bool ok = true;
    if (test->kind == HF_TEXT_EQUAL) {
        ok = hf_dictionary_add(dictionary, test->part, at);
    }
    for (size_t i = 0; ok && test->members && i < test->members->count; i++) {
        ok = hf_dictionary_add(dictionary, test->members->texts[i], at);
    }
    linker->build->out_of_memory |= !ok;
    return ok;
}

// Collect the live tests that `first` begins, the listed ones before the rest.
static hf_text_test *
collect_tests(struct linker *linker, size_t first, hf_text_group *group)
{
    hf_build *build = linker->build;
    const hf_op *nodes = build->nodes;
    for (size_t i = first; i < build->node_count; i++) {
        if (linker->is_live[i] && nodes[i].code == nodes[first].code &&
            nodes[i].args[0] == nodes[first].args[0]) {
            group->test_count++;
            group->exact_count += is_listed(nodes[i].data);
        }
    }
    hf_text_test *tests =
        hf_build_zero(build, group->test_count, sizeof *tests);
    if (!tests) {
        return NULL;
    }
    uint32_t listed = 0, other = group->exact_count;
    for (size_t i = first; i < build->node_count; i++) {
        if (linker->is_live[i] && nodes[i].code == nodes[first].code &&
            nodes[i].args[0] == nodes[first].args[0]) {
            const hf_text_test *test = nodes[i].data;
            uint32_t at = is_listed(test) ? listed++ : other++;
            tests[at] = *test;
            tests[at].out = linker->regs[i];
            linker->is_emitted[i] = true;
        }
    }
    return tests;
}

static void
choose_memo(struct linker *linker, hf_text_group *group)
{
    bool has_pattern = false;
    for (uint32_t i = group->exact_count; i < group->test_count; i++) {
        has_pattern |= group->tests[i].kind == HF_TEXT_MATCHES;
    }
    group->memo = HF_NO_MEMO;
    if (has_pattern || group->test_count - group->exact_count >= MEMO_FROM) {
        group->memo = linker->program->memo_count++;
        linker->memo_words[group->memo] = group->words;
    }
}

static hf_text_group *
new_group(struct linker *linker, size_t first)
{
    hf_build *build = linker->build;
    hf_text_group *group = hf_build_zero(build, 1, sizeof *group);
    hf_text_test *tests = group ? collect_tests(linker, first, group) : NULL;
    if (!tests) {
        return NULL;
    }
    const hf_op *column = &build->nodes[build->nodes[first].args[0]];
    group->is_exact = column->kind == HF_KIND_ID;
    group->words = (uint32_t)hf_bitmap_words(group->test_count);
    group->tests = tests;
    group->number = linker->program->group_count++;
    linker->group_words[group->number] = group->words;
    if (group->exact_count > 0) {
        group->dictionary = hf_dictionary_new(&linker->program->dictionaries,
                                              !group->is_exact, group->words);
        if (!group->dictionary) {
            build->out_of_memory = true;
            return NULL;
        }
    }
    for (uint32_t i = 0; i < group->exact_count; i++) {
        if (!add_listed(linker, group->dictionary, &tests[i], i)) {
            return NULL;
        }
    }
    choose_memo(linker, group);
    return group;
}

// ---- The program ------------------------------------------------------------

// The op of a node, its args turned into registers.
static bool
make_op(struct linker *linker, size_t node, hf_op *out)
{
    const hf_op *from = &linker->build->nodes[node];
    uint32_t *args = hf_build_zero(linker->build, from->count, sizeof *args);
    if (!args) {
        return false;
    }
    for (uint32_t i = 0; i < from->count; i++) {
        args[i] = linker->regs[from->args[i]];
    }
    *out = *from;
    out->args = args;
    out->out = linker->regs[node];
    if (from->code == HF_OP_TEXTS || from->code == HF_OP_SETS) {
        out->data = new_group(linker, node);
        return out->data != NULL;
    }
    return true;
}

static bool
emit(struct linker *linker, bool is_after)
{
    hf_program *program = linker->program;
    for (size_t i = 0; i < linker->build->node_count; i++) {
        const hf_op *node = &linker->build->nodes[i];
        if (!linker->is_live[i] || linker->is_emitted[i] ||
            linker->is_after[i] != is_after || node->code == HF_OP_FIELD) {
            continue;
        }
        if (node->code == HF_OP_RESULT) {
            linker->results[program->result_count++] =
                (hf_result_column){(uint32_t)node->low, linker->regs[i]};
            continue;
        }
        bool is_constant =
            node->code == HF_OP_CONSTANT || node->code == HF_OP_CERTAIN;
        hf_op *op = is_constant ? &linker->constants[program->constant_count++]
                                : &linker->ops[program->count++];
        if (!make_op(linker, i, op)) {
            return false;
        }
    }
    return true;
}

static uint32_t *
registers_of(struct linker *linker, const uint32_t *nodes, size_t count)
{
    uint32_t *regs = hf_build_zero(linker->build, count, sizeof *regs);
    for (size_t i = 0; regs && i < count; i++) {
        regs[i] = linker->regs[nodes[i]];
    }
    return regs;
}

static bool
bind(struct linker *linker)
{
    hf_build *build = linker->build;
    const handoff_plan *plan = build->plan;
    hf_program *program = linker->program;
    for (size_t i = 0; i < build->trace_count; i++) {
        hf_trace *trace = build->traces[i];
        if (trace->reg != HF_TRACE_UNBOUND) {
            trace->reg = linker->regs[trace->reg];
        }
    }
    program->items = registers_of(linker, build->item_nodes, plan->item_count);
    program->subjects =
        registers_of(linker, build->subject_nodes, plan->subject_count);
    program->verdicts =
        registers_of(linker, build->verdict_nodes, plan->verdict_count);
    program->routes =
        registers_of(linker, build->route_nodes, plan->route_count);
    return !build->out_of_memory;
}

static bool
prepare(struct linker *linker)
{
    hf_build *build = linker->build;
    size_t nodes = build->node_count + 1;
    size_t fields = linker->program->field_count;
    linker->is_live = hf_memory_zero(nodes, sizeof *linker->is_live);
    linker->is_after = hf_memory_zero(nodes, sizeof *linker->is_after);
    linker->is_emitted = hf_memory_zero(nodes, sizeof *linker->is_emitted);
    linker->regs = hf_memory_zero(nodes, sizeof *linker->regs);
    linker->ops = hf_build_zero(build, nodes, sizeof *linker->ops);
    linker->constants = hf_build_zero(build, nodes, sizeof *linker->constants);
    linker->kinds = hf_build_zero(build, nodes + fields, sizeof *linker->kinds);
    linker->results = hf_build_zero(build, nodes, sizeof *linker->results);
    linker->memo_words =
        hf_build_zero(build, nodes, sizeof *linker->memo_words);
    linker->group_words =
        hf_build_zero(build, nodes, sizeof *linker->group_words);
    if (!linker->is_live || !linker->is_after || !linker->is_emitted ||
        !linker->regs) {
        build->out_of_memory = true;
    }
    for (size_t i = 0; !build->out_of_memory && i < fields; i++) {
        linker->kinds[i] = hf_fields_kind(build->plan->fields.specs[i].type);
    }
    return !build->out_of_memory;
}

bool
hf_link_program(hf_build *build)
{
    hf_program *program = build->plan->program;
    struct linker linker = {.build = build, .program = program};
    program->field_count = (uint32_t)build->plan->fields.count;
    program->column_count = program->field_count;
    bool ok = prepare(&linker);
    if (ok) {
        program->ops = linker.ops;
        program->constants = linker.constants;
        program->kinds = linker.kinds;
        program->results = linker.results;
        program->memo_words = linker.memo_words;
        program->group_words = linker.group_words;
        mark_live(&linker);
        mark_after(&linker);
        number_registers(&linker);
        ok = emit(&linker, false);
        program->before = program->count;
        ok = ok && emit(&linker, true) && bind(&linker);
    }
    hf_memory_free(linker.is_live);
    hf_memory_free(linker.is_after);
    hf_memory_free(linker.is_emitted);
    hf_memory_free(linker.regs);
    return ok;
}
