/*
 * The chain: the hash of a batch is the SHA-256 of the hash before it, of its
 * own row and of a digest of its facts, kind by kind and in the order of ids.
 * Values are told apart by type and length, so that no two batches come to
 * the same bytes.
 */
#ifndef HF_LEDGER_CHAIN_H
#define HF_LEDGER_CHAIN_H

#include "kernel/sha256.h"
#include "ledger/store.h"

#include <stdint.h>

/** Columns of the table batch; the last two are `previous` and `hash`. */
enum { HF_CHAIN_BATCH = 20 };

/** One batch in the making. */
typedef struct hf_chain {
    hf_sha256 tables[HF_FACTS_COUNT];
    uint64_t counts[HF_FACTS_COUNT];
    hf_sha256_take *take;
} hf_chain;

/** `take` is how digests are made. */
void hf_chain_begin(hf_chain *chain, hf_sha256_take *take);

/** A fact, all of its columns. */
void hf_chain_add(hf_chain *chain, hf_facts_table table,
                  const hf_db_value *values, int count);

/** The hash of the batch whose row is `batch`: HF_CHAIN_BATCH values, the last
 * of which is passed over. */
void hf_chain_end(hf_chain *chain, const hf_db_value *batch,
                  uint8_t out[HF_SHA256_LEN]);

#endif
