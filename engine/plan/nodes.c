/*
 * Nodes: operations on other nodes, found again by a key of everything that
 * they depend on, so that a test which forty criteria ask is worked out once.
 * A node comes behind its args: their order is one in which they can be run.
 */
#include "plan/nodes.h"

#include "base/memory.h"

static hf_view
key_of(hf_build *build, const hf_op *op, hf_view key)
{
    hf_buffer *out = &build->key;
    int32_t head[3] = {(int32_t)op->code, (int32_t)op->kind,
                       (int32_t)op->count};
    hf_buffer_reset(out);
    hf_buffer_add(out, head, sizeof head);
    hf_buffer_add(out, &op->low, sizeof op->low);
    hf_buffer_add(out, &op->high, sizeof op->high);
    hf_buffer_add(out, op->args, op->count * sizeof *op->args);
    hf_buffer_add_view(out, key);
    return hf_buffer_view(out);
}

static bool
append(hf_build *build, const hf_op *op)
{
    hf_op *nodes = hf_memory_grow(build->nodes, &build->node_room,
                                  build->node_count + 1, sizeof *nodes);
    if (!nodes) {
        return false;
    }
    build->nodes = nodes;
    uint32_t *args = hf_build_zero(build, op->count, sizeof *args);
    if (!args) {
        return false;
    }
    for (uint32_t i = 0; i < op->count; i++) {
        args[i] = op->args[i];
    }
    nodes[build->node_count] = *op;
    nodes[build->node_count++].args = args;
    return true;
}

uint32_t
hf_nodes_add(hf_build *build, hf_op op, hf_view key)
{
    for (uint32_t i = 0; i < op.count; i++) {
        if (op.args[i] == HF_NO_NODE) {
            return HF_NO_NODE;
        }
    }
    hf_view whole = key_of(build, &op, key);
    if (build->key.failed) {
        build->out_of_memory = true;
        return HF_NO_NODE;
    }
    uint32_t number = hf_table_intern(&build->node_keys, whole);
    if (number == HF_TABLE_NONE ||
        (number == build->node_count && !append(build, &op))) {
        build->out_of_memory = true;
        return HF_NO_NODE;
    }
    return number;
}

uint32_t
hf_nodes_unary(hf_build *build, hf_op_code code, uint32_t a)
{
    return hf_nodes_add(build, (hf_op){.code = code, .count = 1, .args = &a},
                        (hf_view){0});
}

uint32_t
hf_nodes_binary(hf_build *build, hf_op_code code, uint32_t a, uint32_t b)
{
    uint32_t args[2] = {a, b};
    return hf_nodes_add(build, (hf_op){.code = code, .count = 2, .args = args},
                        (hf_view){0});
}

uint32_t
hf_nodes_certain(hf_build *build, bool is_true)
{
    return hf_nodes_add(build, (hf_op){.code = HF_OP_CERTAIN, .low = is_true},
                        (hf_view){0});
}

uint32_t
hf_nodes_join(hf_build *build, hf_op_code code, const uint32_t *args,
              size_t count)
{
    if (count == 0) {
        return hf_nodes_certain(build, code == HF_OP_AND);
    }
    if (count == 1) {
        return args[0];
    }
    return hf_nodes_add(
        build, (hf_op){.code = code, .count = (uint32_t)count, .args = args},
        (hf_view){0});
}

uint32_t
hf_nodes_first(hf_build *build, const uint32_t *answers, size_t count,
               uint32_t *taken)
{
    uint32_t any = answers[0];
    taken[0] = answers[0];
    for (size_t i = 1; i < count; i++) {
        taken[i] = hf_nodes_binary(build, HF_OP_TAKEN, answers[i], any);
        any = hf_nodes_binary(build, HF_OP_SOME, any, answers[i]);
    }
    return any;
}
