/*
 * What the tests of a column said of a text: bounded, and switched off while
 * texts do not come again. Private to engine/eval.
 */
#ifndef HF_EVAL_MEMO_H
#define HF_EVAL_MEMO_H

#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_memo hf_memo;

/** One for answers of `words` words. NULL when memory ran out. */
hf_memo *hf_memo_new(uint32_t words);

/** Accepts NULL. */
void hf_memo_free(hf_memo *memo);

/**
 * Copy the answer for `text` to `answer`, exactly these bytes. When it is not
 * known, false; then `*place` is where hf_memo_keep may put it, or NULL when
 * it is not to be kept.
 */
bool hf_memo_find(hf_memo *memo, hf_view text, uint64_t *answer, void **place);

/** Remember the answer for `text`, at a place that hf_memo_find has just
 * given. */
void hf_memo_keep(hf_memo *memo, hf_view text, const uint64_t *answer,
                  void *place);

#endif
