/* How a caller wants exports read, checked and translated for the reader. */
#ifndef HF_CSV_OPTIONS_H
#define HF_CSV_OPTIONS_H

#include "csv/input.h"
#include "diag/findings.h"
#include "handoff/output.h"

/** The options of the reader. HANDOFF_USAGE with a finding for an encoding
 * that is unknown. `block_bytes` 0: the reader's own. */
handoff_status hf_options_input(const handoff_input_options *options,
                                size_t block_bytes, hf_input_options *out,
                                handoff_findings *findings);

#endif
