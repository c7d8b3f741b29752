/* The marks of what was forgotten, in memory; and where they are looked for. */
#ifndef HF_LEDGER_MARKS_H
#define HF_LEDGER_MARKS_H

#include "base/table.h"
#include "ledger/store.h"

#include <stdbool.h>

/** Keyed hashes as they stand in inputs: 2 * HF_STORE_KEYED hex digits. All
 * zero is a valid, empty set. */
typedef struct hf_marks {
    const handoff_ledger *ledger;
    hf_table table;
} hf_marks;

/** The marks of all erasures. Statuses as hf_db_status; clear in any case. */
handoff_status hf_marks_load(hf_marks *marks, handoff_ledger *ledger,
                             handoff_findings *findings);

/** Add a text, folded. False when memory ran out. */
bool hf_marks_add(hf_marks *marks, hf_view text);

/** Number of the first mark that the inputs of a decision hold, as a keyed
 * hash or as an e-mail in the clear; HF_TABLE_NONE: none. */
uint32_t hf_marks_find(const hf_marks *marks, hf_view inputs);

void hf_marks_clear(hf_marks *marks);

#endif
