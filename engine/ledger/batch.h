/* The inside of a batch that is being written, for facts.c and facts_add.c. */
#ifndef HF_LEDGER_BATCH_H
#define HF_LEDGER_BATCH_H

#include "base/arena.h"
#include "ledger/chain.h"
#include "ledger/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The columns of the table batch. */
enum {
    HF_BATCH_ID,
    HF_BATCH_KIND,
    HF_BATCH_AT,
    HF_BATCH_WHO,
    HF_BATCH_ENGINE,
    HF_BATCH_FILE,
    HF_BATCH_FILE_HASH,
    HF_BATCH_RULESET,
    HF_BATCH_REVISION,
    HF_BATCH_AGREEMENT,
    HF_BATCH_AS_OF,
    HF_BATCH_COVERS_FROM,
    HF_BATCH_COVERS_TO,
    HF_BATCH_ROWS_READ,
    HF_BATCH_ROWS_ADDED,
    HF_BATCH_ROWS_KNOWN,
    HF_BATCH_ROWS_REJECTED,
    HF_BATCH_TOTALS,
    HF_BATCH_PREVIOUS,
    HF_BATCH_HASH
};

typedef struct hf_facts_range {
    int64_t first, last; /* first 0: none */
} hf_facts_range;

struct hf_facts {
    handoff_ledger *ledger;
    int64_t id; /* of the batch */
    hf_chain chain;
    hf_db_value row[HF_CHAIN_BATCH];
    unsigned char previous[HF_SHA256_LEN], hash[HF_SHA256_LEN];
    bool has_previous;
    bool has_erasures;
    hf_active active;
    int64_t next[HF_FACTS_COUNT]; /* ids, 0: to be asked for */
    hf_facts_range seen[HF_FACTS_COUNT];
    uint64_t added, known;
    unsigned char salts[4096]; /* random bytes in store */
    size_t salt_used;
    hf_arena arena;
};

#endif
