/* Conditions and values of an explained lead as lines on a terminal. */
#ifndef HF_CHECK_EXPLAIN_TREE_H
#define HF_CHECK_EXPLAIN_TREE_H

#include "check/explain.h"
#include "check/screen.h"

/** How far something with a name has come. */
typedef enum hf_explain_mention {
    HF_MENTION_NONE,
    HF_MENTION_NAMED, /* it is to be shown below */
    HF_MENTION_SHOWN
} hf_explain_mention;

/** What the trees that were printed spoke of, to be shown below them. */
typedef struct hf_explain_tree {
    const hf_explain *explain;
    hf_screen *screen;
    hf_explain_mention *conditions; /* by named condition */
    hf_explain_mention *derived;    /* by derived value */
} hf_explain_tree;

/** A condition with what is inside it, from `indent` on. */
void hf_explain_tree_condition(hf_explain_tree *tree, const hf_trace *condition,
                               size_t indent);

/** The named conditions and derived values that were spoken of, and those
 * that they speak of. */
void hf_explain_tree_conditions(hf_explain_tree *tree);
void hf_explain_tree_derived(hf_explain_tree *tree);

/** The colour of an answer. */
hf_screen_style hf_explain_tree_style(hf_answer answer);

#endif
