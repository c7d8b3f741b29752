/* One block of records, scored: its rows, rejects and counts. */
#ifndef HF_OUTPUT_SCORED_H
#define HF_OUTPUT_SCORED_H

#include "base/arena.h"
#include "base/buffer.h"
#include "batch/batch.h"
#include "csv/input.h"
#include "eval/recorder.h"
#include "eval/verdicts.h"
#include "output/scores.h"
#include "output/tally.h"

#include <stdbool.h>
#include <stddef.h>

/** A block and what came of it; reused from block to block. */
typedef struct hf_scored {
    hf_block *block;    /* filled by whoever reads */
    hf_buffer out;      /* rows */
    hf_buffer packed;   /* rows for the recorder */
    hf_reject *rejects; /* with the footer's marks, in order of lines */
    size_t reject_count, reject_room;
    hf_tally tally;
    hf_arena arena; /* of the tally */
} hf_scored;

/** What a thread scores with. */
typedef struct hf_scored_worker {
    const handoff_plan *plan;
    const hf_scores *scores; /* NULL: no rows are written */
    bool is_stream;          /* a line for each record, rejected ones too */
    hf_scorer *scorer;
    hf_recorder *recorder; /* or NULL */
    void *packer;          /* its state of this thread */
    hf_batch batch;
} hf_scored_worker;

/** False when memory ran out; clear in any case. */
bool hf_scored_init(hf_scored *scored, const handoff_plan *plan);
void hf_scored_clear(hf_scored *scored);

/** A worker for blocks with `kept_count` kept columns. False when memory ran
 * out; end in any case. */
bool hf_scored_begin(hf_scored_worker *worker, const handoff_plan *plan,
                     const hf_scores *scores, size_t kept_count,
                     bool is_stream);

/** Rows are packed for `recorder`, too. False when memory ran out. */
bool hf_scored_record(hf_scored_worker *worker, hf_recorder *recorder);

void hf_scored_end(hf_scored_worker *worker);

/** One more reject, at its place in the order of lines from reject `from` on.
 * False when memory ran out. */
bool hf_scored_reject(hf_scored *scored, size_t from, uint64_t line,
                      hf_reject_reason reason);

/** Score the block that was read into `scored`. HANDOFF_SYSTEM: memory. */
handoff_status hf_scored_fill(hf_scored *scored, hf_scored_worker *worker);

#endif
