/*
 * The quick memo of a column: what all its tests said of a short text, 64
 * rows at a time. It stands in front of dictionaries, patterns and the memo
 * that weighs what to keep (eval/memo.h). Private to engine/eval.
 */
#ifndef HF_EVAL_QUICK_H
#define HF_EVAL_QUICK_H

#include "base/view.h"
#include "kernel/lanes.h"

#include <stdint.h>

typedef struct hf_quick hf_quick;

/** One for answers of `words` words. NULL when memory ran out. */
hf_quick *hf_quick_new(uint32_t words, const hf_lanes *lanes);

/** Accepts NULL. */
void hf_quick_free(hf_quick *quick);

/** Copy the known answers for the texts of `rows` to their places in
 * `answers`, which has `words` for each row. Returns the rows that were known;
 * `*keeps` says whether the others are to be kept. */
uint64_t hf_quick_find(hf_quick *quick, const hf_view texts[HF_LANES_ROWS],
                       uint64_t rows, uint64_t *answers, bool *keeps);

/** Remember the answer for a text that was not found; nothing when it is too
 * long. */
void hf_quick_keep(hf_quick *quick, hf_view text, const uint64_t *answer);

#endif
