/* Rows of scores. */
#ifndef HF_OUTPUT_ROWS_H
#define HF_OUTPUT_ROWS_H

#include "output/scores.h"

/** Rows `from` to just before `to` of the batch, without those that a pattern
 * failed on or whose verdict was not chosen. False when memory ran out. */
bool hf_rows_add(const hf_scores *scores, const hf_batch *batch,
                 const hf_verdicts *verdicts, size_t from, size_t to,
                 hf_buffer *out);

/**
 * The line of a rejected record, where each input line has one: no value in
 * any column (null in NDJSON) but `rejected: REASON` in `unknown`, which no
 * id can look like.
 */
void hf_rows_add_rejected(const hf_scores *scores, hf_view reason,
                          hf_buffer *out);

#endif
