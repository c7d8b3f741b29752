/* Nodes of the typed trees, and how they are spoken of. Private to
 * engine/plan. */
#ifndef HF_PLAN_TREE_H
#define HF_PLAN_TREE_H

#include "plan/build.h"

/** A node for `expr` with its canonical spelling and room for `count` args;
 * unbound, never missing its text. NULL when memory ran out. */
hf_trace *hf_tree_new(hf_build *build, hf_trace_op op, const hf_expr *expr,
                      size_t count);

/** "a number", "text", static. */
const char *hf_tree_kind(hf_kind kind);

/** Append who a value is: "the number field 'size'", "the text \"450\"". */
void hf_tree_describe(const hf_build *build, hf_buffer *out,
                      const hf_trace *value);

/** The same in build->text, until its next use; never NULL. */
const char *hf_tree_described(hf_build *build, const hf_trace *value);

/** A finding that `value`, which stands at `span`, is not what `user`
 * ("'contains'") works on; `wanted` is as in "text". */
hf_finding *hf_tree_refuse(hf_build *build, const hf_trace *value, hf_span span,
                           const char *user, const char *wanted);

/** Whether it is text or an id. */
static inline bool
hf_tree_is_text(const hf_trace *value)
{
    return value->kind == HF_KIND_TEXT || value->kind == HF_KIND_ID;
}

#endif
