/* Operations while the plan is made: each is there once. Private to
 * engine/plan. */
#ifndef HF_PLAN_NODES_H
#define HF_PLAN_NODES_H

#include "plan/build.h"

/**
 * The node of this operation, an old one where one is equal. `op.args` are
 * nodes and may lie anywhere; `key` is what tells operations apart that differ
 * in `data` alone. HF_NO_NODE without memory, or when an arg is that.
 */
uint32_t hf_nodes_add(hf_build *build, hf_op op, hf_view key);

/** Operations of one or two nodes and nothing else. */
uint32_t hf_nodes_unary(hf_build *build, hf_op_code code, uint32_t a);
uint32_t hf_nodes_binary(hf_build *build, hf_op_code code, uint32_t a,
                         uint32_t b);

/** An answer that is always true or always false. */
uint32_t hf_nodes_certain(hf_build *build, bool is_true);

/** True where all, or one, of `count` answers are; of one, that one. */
uint32_t hf_nodes_join(hf_build *build, hf_op_code code, const uint32_t *args,
                       size_t count);

/**
 * The first of several answers that is true: `taken[i]` is true where answer i
 * is and none before it; returned is the node that is true where some answer
 * is, and known there.
 */
uint32_t hf_nodes_first(hf_build *build, const uint32_t *answers, size_t count,
                        uint32_t *taken);

#endif
