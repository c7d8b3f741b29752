/* The derived rows of a ledger, brought up to a moment. */
#ifndef HF_DISPUTE_DERIVE_H
#define HF_DISPUTE_DERIVE_H

#include "base/buffer.h"
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

/** What a comparison found. Zero it, with is_same set; lead is to be cleared.
 */
typedef struct hf_derive_found {
    int64_t rows;   /* that the facts make */
    bool is_same;   /* as those that are there */
    hf_buffer lead; /* the first one whose rows differ; empty: it is gone */
} hf_derive_found;

/** Derive all rows from the facts, write none of them, and compare them with
 * those that are kept. In a transaction that the caller began. */
handoff_status hf_derive_compare(handoff_ledger *ledger, const hf_derive *asked,
                                 hf_derive_found *found,
                                 handoff_findings *findings);

#endif
