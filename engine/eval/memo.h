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
 * Copy the answer for `text`, exactly these bytes, to `answer`. False when it
 * is not known; then `*hash` is for hf_memo_keep, or 0 when the text is not to
 * be kept.
 */
bool hf_memo_find(hf_memo *memo, hf_view text, uint64_t *answer,
                  uint64_t *hash);

/** Remember the answer for a text that was just not found; nothing when `hash`
 * is 0. */
void hf_memo_keep(hf_memo *memo, hf_view text, uint64_t hash,
                  const uint64_t *answer);

#endif
