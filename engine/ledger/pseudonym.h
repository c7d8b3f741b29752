/* Made-up names of leads and persons, for pages that others read. */
#ifndef HF_LEDGER_PSEUDONYM_H
#define HF_LEDGER_PSEUDONYM_H

#include "base/buffer.h"
#include "ledger/store.h"

/**
 * Append the name: `kind` ('L' a lead, 'P' a person), "-" and ten digits, of
 * the keyed hash of the text. It is the same in all reports of a ledger, and
 * without the ledger's secret it leads back to nobody. Two of a million leads
 * have the same one about every second time.
 */
void hf_pseudonym_add(hf_buffer *out, const handoff_ledger *ledger, char kind,
                      hf_view text);

#endif
