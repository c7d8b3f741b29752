/* Made-up names of leads and persons, for pages that others read, and the way
 * back to the lead for those who have the ledger. */
#ifndef HF_LEDGER_PSEUDONYM_H
#define HF_LEDGER_PSEUDONYM_H

#include "base/buffer.h"
#include "ledger/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The name of all who were forgotten: it leads to nobody. */
#define HF_PSEUDONYM_FORGOTTEN "L-forgotten"

/**
 * Append the name: `kind` ('L' a lead, 'P' a person), "-" and twelve
 * hexadecimal digits, of the keyed hash of the text. It is the same in all
 * reports of a ledger, and without the ledger's secret it leads back to nobody.
 * Of 560 ledgers with a million leads, one has two leads with the same name.
 */
void hf_pseudonym_add(hf_buffer *out, const handoff_ledger *ledger, char kind,
                      hf_view text);

/** Whether the text has the form of a lead's made-up name. */
bool hf_pseudonym_is_lead(hf_view text);

/** The names of all leads of a ledger, made when first asked for. All zero is
 * a valid one; clear in any case. */
typedef struct hf_pseudonyms {
    struct hf_pseudonym_name {
        uint64_t digits;
        int64_t lead;
    } * items; /* by digits, then lead */
    size_t count, room;
    bool is_loaded;
    hf_buffer key;
} hf_pseudonyms;

/**
 * The id of the lead that is called so, alive until the next call. A text that
 * is an id, or has not the form of a made-up name, is returned as it is.
 * `*matches` is how many leads it can be: without one `*key` is empty.
 * Statuses as hf_db_status.
 */
handoff_status hf_pseudonym_find(hf_pseudonyms *names, handoff_ledger *ledger,
                                 hf_view text, hf_view *key, size_t *matches,
                                 handoff_findings *findings);
void hf_pseudonym_clear(hf_pseudonyms *names);

#endif
