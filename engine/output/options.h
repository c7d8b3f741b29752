/* What a caller asks of a run, checked. */
#ifndef HF_OUTPUT_OPTIONS_H
#define HF_OUTPUT_OPTIONS_H

#include "csv/options.h"
#include "diag/findings.h"
#include "handoff/output.h"

#include <stdbool.h>

/** HANDOFF_USAGE with a finding when options contradict each other, an output
 * is one of the exports, or both outputs are one file. */
handoff_status hf_options_check(const handoff_score_options *options,
                                handoff_findings *findings);

/** Whether the outcome may be that nothing is to be written: a gate stands,
, --strict or a
 * recorder. Then direct targets are held back. */
bool hf_options_is_held(const handoff_score_options *options);

/** Threads that a run uses, at least 1: what was asked for, else processors
 * that this process may run on; at most HF_OPTIONS_THREADS. */
unsigned hf_options_threads(const handoff_score_options *options);

/* More threads than this wait for each other's turn to write. */
enum { HF_OPTIONS_THREADS = 256 };

#endif
