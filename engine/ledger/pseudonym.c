/*
 * A made-up name is the keyed hash of what it stands for, cut to what people
 * can read to each other. Its kind goes into the hash, which parts it from the
 * marks of those who were forgotten.
 */
#include "ledger/pseudonym.h"

enum { SHOWN_BYTES = 5 };

void
hf_pseudonym_add(hf_buffer *out, const handoff_ledger *ledger, char kind,
                 hf_view text)
{
    unsigned char mark[HF_STORE_MARK];
    hf_buffer hashed = {0};
    hf_buffer_add_text(&hashed, "pseudonym ");
    hf_buffer_add_byte(&hashed, kind);
    hf_buffer_add_byte(&hashed, ' ');
    hf_buffer_add_view(&hashed, text);
    hf_store_mark(ledger, hf_buffer_view(&hashed), mark);
    out->failed |= hashed.failed;
    hf_buffer_clear(&hashed);
    hf_buffer_printf(out, "%c-", kind);
    for (size_t at = 0; at < SHOWN_BYTES; at++) {
        hf_buffer_printf(out, "%02X", mark[at]);
    }
}
