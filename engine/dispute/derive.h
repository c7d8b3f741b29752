/* The derived rows of a ledger, brought up to a moment. */
#ifndef HF_DISPUTE_DERIVE_H
#define HF_DISPUTE_DERIVE_H

#include "ledger/agreement.h"
#include "ledger/store.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct hf_derive {
    const handoff_agreement *agreement;
    int64_t as_of;
    int64_t known_by; /* last batch that counts, 0: all */
    bool is_anew;     /* from all facts, whatever is there */
    bool is_reader;   /* set by hf_derive_begin */
} hf_derive;

/**
 * Bring the tables disagreement and disputed up to date; a transaction is open
 * afterwards, in which they are read, and is ended with hf_derive_end. Rows
 * that serve later calls (everything known, no earlier moment, a ledger that
 * may be written and is not busy) are kept; other ones are put into temporary
 * tables of the same names.
 */
handoff_status hf_derive_begin(handoff_ledger *ledger, hf_derive *asked,
                               handoff_findings *findings);

/** Commit what is kept, drop what is not; after a failed beginning, too. */
handoff_status hf_derive_end(handoff_ledger *ledger, const hf_derive *asked,
                             handoff_findings *findings);

#endif
