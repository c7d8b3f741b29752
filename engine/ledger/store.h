/* An open ledger: the database, its secret, and which facts count. */
#ifndef HF_LEDGER_STORE_H
#define HF_LEDGER_STORE_H

#include "base/arena.h"
#include "base/view.h"
#include "diag/findings.h"
#include "handoff/ledger.h"
#include "ledger/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HF_STORE_SALT = 16, HF_STORE_KEY = 16, HF_STORE_MARK = 32 };

struct handoff_ledger {
    hf_db *db;
    unsigned char secret[32];
};

/** SHA-256 over fields, each with its length before it, as raw bytes. `len` of
 * them are wanted, at most 32. */
void hf_store_digest(const hf_view *fields, size_t count, unsigned char *out,
                     size_t len);

/** The keyed hash of a personal value or of a key that is to be forgotten:
 * HF_STORE_MARK bytes. */
void hf_store_mark(const handoff_ledger *ledger, hf_view text,
                   unsigned char *out);

/** Random bytes of the system; false when there are none. */
bool hf_store_random(void *out, size_t len);

/** "memory ran out", and HANDOFF_SYSTEM. */
handoff_status hf_store_no_memory(handoff_findings *findings);

/** Batches that were withdrawn, ascending; and the facts of them that a batch
 * that counts has seen again. */
typedef struct hf_active {
    int64_t *withdrawn;
    size_t withdrawn_count, withdrawn_room;
    struct hf_active_range {
        char kind; /* first letter of the table: 'd'ecision is 'e' */
        int64_t first, last;
        int64_t batch;
    } * revived;
    size_t revived_count, revived_room;
} hf_active;

/** Read it; statuses as hf_db_status. Clear in any case. */
handoff_status hf_active_load(hf_active *active, handoff_ledger *ledger,
                              handoff_findings *findings);
void hf_active_clear(hf_active *active);

#endif
