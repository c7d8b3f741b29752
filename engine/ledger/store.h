/* An open ledger: the database, its secret, and which facts count. */
#ifndef HF_LEDGER_STORE_H
#define HF_LEDGER_STORE_H

#include "base/arena.h"
#include "base/view.h"
#include "diag/findings.h"
#include "handoff/ledger.h"
#include "kernel/sha256.h"
#include "ledger/db.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HF_STORE_SALT = 16,
    HF_STORE_KEYED = 16, /* of a mark, in inputs */
    HF_STORE_MARK = 32
};

struct handoff_ledger {
    hf_db *db;
    unsigned char secret[32];
    hf_sha256_take *take; /* how digests are made */
};

/** SHA-256, made by `take`, over fields, each with its length before it, as raw
 * bytes. `len` of them are wanted, at most 32. */
void hf_store_digest(hf_sha256_take *take, const hf_view *fields, size_t count,
                     unsigned char *out, size_t len);

/** The commitment to a text that can be erased: HF_STORE_MARK bytes, of the
 * lead's salt, what the text is ("inputs", "comment", ...) and the text. */
void hf_store_commit(const handoff_ledger *ledger, const unsigned char *salt,
                     hf_view kind, hf_view text, unsigned char *out);

/** The keyed hash of a personal value or of a key that is to be forgotten:
 * HF_STORE_MARK bytes. */
void hf_store_mark(const handoff_ledger *ledger, hf_view text,
                   unsigned char *out);

/** The same of the text with ASCII letters folded: of ids and e-mails that
 * are forgotten. Texts of over 320 bytes, which are neither, are cut. */
void hf_store_mark_folded(const handoff_ledger *ledger, hf_view text,
                          unsigned char *out);

/** Random bytes of the system; false when there are none. */
bool hf_store_random(void *out, size_t len);

/** "memory ran out", and HANDOFF_SYSTEM. */
handoff_status hf_store_no_memory(handoff_findings *findings);

/** The kinds of facts, in the order of facts.def. */
typedef enum hf_facts_table {
#define HF_FACT(name, table, marks) HF_FACTS_##name,
#include "ledger/facts.def"
#undef HF_FACT
    HF_FACTS_COUNT
} hf_facts_table;

/** Facts of a withdrawn batch that one which counts has seen again. */
typedef struct hf_revived {
    hf_facts_table table;
    int64_t first, last;
    int64_t batch; /* that saw them */
} hf_revived;

/** Which facts count. All zero: all do. */
typedef struct hf_active {
    int64_t *withdrawn; /* ascending */
    size_t withdrawn_count, withdrawn_room;
    hf_revived *revived; /* by batch */
    size_t revived_count, revived_room;
} hf_active;

/** Read it as known by batch `known_by` (0: the newest). Statuses as
 * hf_db_status. Clear in any case. */
handoff_status hf_active_load(hf_active *active, handoff_ledger *ledger,
                              int64_t known_by, handoff_findings *findings);

/** The batch by which the fact counts: its own, the first that saw it again
 * when its own was withdrawn, or 0 when it does not count. */
int64_t hf_active_batch(const hf_active *active, hf_facts_table table,
                        int64_t id, int64_t batch);

/** Step `agreements` (HF_STATEMENT_AGREEMENTS) to the newest agreement that
 * counts; false without one. */
bool hf_active_find_agreement(const hf_active *active, hf_query *agreements);

bool hf_active_is_withdrawn(const hf_active *active, int64_t batch);

void hf_active_clear(hf_active *active);

#endif
