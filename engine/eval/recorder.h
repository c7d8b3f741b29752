/*
 * Who keeps what a bulk run decides: the run calls, the ledger answers. Rows
 * are packed by the threads that score them and taken in input order by one
 * thread at a time, so that the order of facts is that of the export.
 */
#ifndef HF_EVAL_RECORDER_H
#define HF_EVAL_RECORDER_H

#include "base/buffer.h"
#include "batch/batch.h"
#include "csv/input.h"
#include "diag/findings.h"
#include "eval/verdicts.h"
#include "handoff/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The opaque handoff_recorder of the public header. */
typedef struct handoff_recorder hf_recorder;

/** The figures of a run that a recorder keeps. */
typedef struct hf_recorder_run {
    uint64_t leads, rejected;
    hf_view totals;           /* the run's summary as one line of JSON */
    const uint64_t *verdicts; /* by verdict of the plan */
} hf_recorder_run;

/** Where a recorder tells the rows that it does not keep, by the line of the
 * record's first byte. `tell` is false when memory ran out. */
typedef struct hf_recorder_refusal {
    bool (*tell)(void *context, uint64_t line, hf_reject_reason reason);
    void *context;
} hf_recorder_refusal;

struct handoff_recorder {
    /** Before the first record: the transaction begins. */
    handoff_status (*begin)(hf_recorder *recorder, const handoff_plan *plan,
                            handoff_findings *findings);
    /** A thread's own state; NULL when memory ran out. */
    void *(*worker_new)(hf_recorder *recorder);
    void (*worker_free)(hf_recorder *recorder, void *worker);
    /** Append the rows of a batch, which `scorer` scored last, to `out`, in a
     * form of its own. Called by many threads. False when memory ran out. */
    bool (*pack)(hf_recorder *recorder, void *worker, const hf_scorer *scorer,
                 const hf_batch *batch, const hf_verdicts *verdicts,
                 hf_buffer *out);
    /** Take packed rows, in input order. */
    handoff_status (*take)(hf_recorder *recorder, hf_view packed,
                           const hf_recorder_refusal *refusal,
                           handoff_findings *findings);
    /** After the last row: gates (HANDOFF_FINDINGS), the seal; everything but
     * the commit. */
    handoff_status (*finish)(hf_recorder *recorder, const hf_recorder_run *run,
                             handoff_findings *findings);
    /** After the outputs have their names. */
    handoff_status (*commit)(hf_recorder *recorder, handoff_findings *findings);
    /** Instead of a commit, at any time after `begin`. */
    void (*abort)(hf_recorder *recorder);
    void (*free)(hf_recorder *recorder);
    bool reads_all; /* fields that no rule uses are needed too */
};

#endif
