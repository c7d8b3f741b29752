/*
 * Scoring a lead again of whom personal values are no longer there: the
 * answers that tests gave on them are written down when it is scored, and
 * stand in for these tests later. Everything else is worked out anew.
 */
#ifndef HF_EVAL_REPLAY_H
#define HF_EVAL_REPLAY_H

#include "base/buffer.h"
#include "eval/verdicts.h"

#include <stdbool.h>
#include <stddef.h>

/** Append the answers of one row of the last batch: eight hex digits that say
 * of which tests, a colon, and for each a `1`, `0` or `?`. Nothing when no
 * test reads a personal field. */
void hf_replay_add(const hf_scorer *scorer, size_t row, hf_buffer *out);

/** Answers of one batch. */
typedef struct hf_replay hf_replay;

/** NULL when memory ran out; the plan outlives it. */
hf_replay *hf_replay_new(const handoff_plan *plan);
void hf_replay_free(hf_replay *replay);

/** What hf_replay_add wrote becomes the answers of a row. False when it is
 * not of the tests of this plan. */
bool hf_replay_set(hf_replay *replay, size_t row, hf_view text);

/** hf_scorer_run, with the answers that were set for every row. */
const hf_verdicts *hf_replay_run(const hf_replay *replay, hf_scorer *scorer,
                                 const hf_batch *batch);

#endif
