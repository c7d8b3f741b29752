/*
 * A run: blocks of records are read in turn, scored by threads on their own,
 * and written in the order of the export.
 *
 * A thread takes a free slot, then its turn to read a block into it, scores
 * the block into the slot's buffer and hands the slot back. Whoever hands
 * back the slot that is next in order writes it, and those behind it that are
 * done. So every byte and every figure is that of one thread, and at most as
 * many blocks are in memory as there are slots. No thread waits for a slot
 * while it holds a block, and the oldest block is always with a thread that
 * waits for nothing: a run cannot lock itself up.
 */
#ifndef HF_OUTPUT_RUN_H
#define HF_OUTPUT_RUN_H

#include "csv/input.h"
#include "eval/recorder.h"
#include "handoff/output.h"
#include "output/kept.h"
#include "output/rejects.h"
#include "output/scores.h"
#include "output/sink.h"
#include "output/summary.h"
#include "output/tally.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct hf_run_slot hf_run_slot;

/** One export. It is closed when its last block was written. */
typedef struct hf_run_file {
    hf_input *input;
    uint64_t pending; /* blocks read and not yet written */
    bool is_ended;    /* all blocks were read */
} hf_run_file;

/** What --strict stumbled over. */
typedef struct hf_run_fault {
    bool is_found;
    bool is_value; /* a value of `field`, else a record */
    uint32_t field;
    uint32_t file;
    uint64_t line;
    hf_reject reject;
    char example[64];
} hf_run_fault;

typedef struct hf_run {
    /* Set by the caller before the start; `kept`, `rejects`, `summary` and
     * `tally` belong to the run while it goes on. */
    const handoff_plan *plan;
    const handoff_score_options *options;
    const hf_input_options *input_options;
    const hf_scores *scores;
    hf_sink *sink; /* of scores, or NULL */
    hf_kept *kept;
    hf_rejects *rejects;
    handoff_summary *summary;
    hf_tally *tally;
    hf_recorder *recorder; /* or NULL; it has begun */
    unsigned threads;

    /* Reading: under `reading`. */
    pthread_mutex_t reading;
    hf_run_file *files;
    size_t next_file;   /* to be opened */
    hf_input *input;    /* being read, or NULL */
    uint64_t sequence;  /* of the next block */
    int64_t bytes_done; /* of the files before */
    bool is_read;       /* nothing is to be read any more */
    handoff_status read_status;
    handoff_findings *read_findings;

    /* Order: under `order`, but for what only the present writer touches. */
    pthread_mutex_t order;
    pthread_cond_t freed;
    hf_run_slot *slots;
    size_t slot_count;
    uint64_t next_sequence; /* to be written */
    bool is_writing;
    bool is_stopping;
    handoff_status status; /* of the first failure in order */
    size_t file_written;   /* the file that is being written: number + 1 */
    int64_t bytes_total;
    int64_t shown_at; /* the clock at the last call of progress */
    hf_run_fault fault;
    handoff_findings *findings; /* of the recorder */
    bool is_told;               /* the failure stands in them */
} hf_run;

/** Mutexes and slots; HANDOFF_SYSTEM when there is no memory for them. What
 * the caller sets is set before; clear in any case. */
handoff_status hf_run_init(hf_run *run, handoff_findings *findings);

/**
 * Open the export `file` and bind it to the fields and kept columns. Statuses
 * and findings as hf_input_open and hf_input_bind.
 */
handoff_status hf_run_open(hf_run *run, size_t file, hf_input **out,
                           handoff_findings *findings);

/** Begin with this input, which is that of the first file. */
void hf_run_begin(hf_run *run, hf_input *input);

/**
 * Score everything. HANDOFF_OK when all exports were read to their ends and
 * all was handed to the sinks (which know whether it arrived), also when a
 * sink failed or was cut and the run ended early. Else the first thing that
 * went wrong, in the order of the exports: HANDOFF_DATA with `fault` under
 * --strict, statuses of reading with their findings, HANDOFF_SYSTEM on memory,
 * HANDOFF_INTERRUPTED.
 */
handoff_status hf_run_score(hf_run *run, handoff_findings *findings);

void hf_run_clear(hf_run *run);

#endif
