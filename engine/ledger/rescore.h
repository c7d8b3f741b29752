/*
 * A kept revision at a moment, ready to score inputs that are kept: its text
 * becomes a plan, inputs become rows, and answers of tests stand in for
 * personal values.
 */
#ifndef HF_LEDGER_RESCORE_H
#define HF_LEDGER_RESCORE_H

#include "batch/batch.h"
#include "eval/replay.h"
#include "ledger/revision.h"
#include "plan/plan.h"

/** All zero is a valid one with nothing loaded. Clear in any case. */
typedef struct hf_rescore {
    int64_t revision, as_of;
    handoff_rules *rules;
    handoff_plan *plan; /* NULL: nothing is loaded */
    hf_scorer *scorer;
    hf_replay *replay;
    hf_batch rows;
} hf_rescore;

/** Load a revision as of a moment. HANDOFF_RULES when it does not load from
 * its text; HANDOFF_SYSTEM, without a finding, when memory ran out. */
handoff_status hf_rescore_load(hf_rescore *self, handoff_ledger *ledger,
                               int64_t revision, int64_t as_of);

/** What became of a row. */
typedef enum hf_rescore_taken {
    HF_RESCORE_TAKEN,
    HF_RESCORE_UNREADABLE, /* these are no inputs */
    HF_RESCORE_UNANSWERED, /* other tests read personal fields than those whose
                              answers are kept */
    HF_RESCORE_COMPARED,   /* a personal value is compared with a result */
    HF_RESCORE_NO_MEMORY
} hf_rescore_taken;

/** Add inputs of a lead as the next row; there is room for HF_BATCH_ROWS.
 * `is_lenient` passes over fields that the rules do not know. */
hf_rescore_taken hf_rescore_add(hf_rescore *self, hf_view inputs, hf_view key,
                                bool is_lenient);

/** Score the rows; NULL when memory ran out. */
const hf_verdicts *hf_rescore_run(hf_rescore *self);

void hf_rescore_clear(hf_rescore *self);

#endif
