/* The passes of a verification; each finds the first batch that does not
 * fit. */
#ifndef HF_LEDGER_VERIFY_H
#define HF_LEDGER_VERIFY_H

#include "ledger/store.h"

#include <stdint.h>

typedef struct hf_verified {
    int64_t first_bad;      /* batch; INT64_MAX: all fit */
    const char *reason;     /* static */
    int64_t batches, facts; /* seen */
    int64_t decisions;      /* all */
    int64_t scored;         /* again */
    int64_t erased;         /* forgotten with their leads */
    int64_t unanswered;     /* kept without the answers of tests on
                               personal fields */
    int64_t compared;       /* a personal value with a result */
} hf_verified;

/** Batch `batch` does not fit, for this reason. */
void hf_verify_note(hf_verified *verified, int64_t batch, const char *reason);

/** Decisions whose inputs are kept are derived again from the text of their
 * revision, and compared in all that they say. HANDOFF_SYSTEM on memory and
 * files. */
handoff_status hf_rederive_run(handoff_ledger *ledger, hf_verified *verified,
                               handoff_findings *findings);

#endif
