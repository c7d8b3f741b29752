/* Scoring in bulk: handoff_score, and what only tests set. */
#ifndef HF_OUTPUT_BULK_H
#define HF_OUTPUT_BULK_H

#include "handoff/output.h"

/** handoff_score with blocks of `block_bytes`; 0: as suits the threads. */
handoff_status hf_bulk_score(const handoff_plan *plan,
                             const handoff_score_options *options,
                             size_t block_bytes, handoff_summary **out,
                             handoff_findings *findings);

#endif
