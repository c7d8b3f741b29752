/*
 * Digests of rows and batches. A row is packed into a small buffer first, for
 * SHA-256 is fastest on whole blocks.
 */
#include "ledger/chain.h"

#include <string.h>

typedef struct packer {
    hf_sha256 *digest;
    size_t len;
    unsigned char bytes[512];
} packer;

static void
flush(packer *pack)
{
    hf_sha256_add(pack->digest, pack->bytes, pack->len);
    pack->len = 0;
}

static void
pack_bytes(packer *pack, hf_view bytes)
{
    if (pack->len + bytes.len > sizeof pack->bytes) {
        flush(pack);
    }
    if (bytes.len > sizeof pack->bytes) {
        hf_sha256_add(pack->digest, bytes.ptr, bytes.len);
        return;
    }
    if (bytes.len) {
        memcpy(pack->bytes + pack->len, bytes.ptr, bytes.len);
        pack->len += bytes.len;
    }
}

static void
pack_number(packer *pack, uint64_t number)
{
    char bytes[8];
    for (unsigned at = 0; at < 8; at++) {
        bytes[at] = (char)(number >> (8 * at));
    }
    pack_bytes(pack, (hf_view){bytes, sizeof bytes});
}

static void
pack_value(packer *pack, const hf_db_value *value)
{
    char type = (char)value->type;
    pack_bytes(pack, (hf_view){&type, 1});
    switch (value->type) {
    case HF_DB_NULL:
        return;
    case HF_DB_INT:
        pack_number(pack, (uint64_t)value->number);
        return;
    case HF_DB_TEXT:
    case HF_DB_BLOB:
        pack_number(pack, value->bytes.len);
        pack_bytes(pack, value->bytes);
        return;
    }
}

void
hf_chain_begin(hf_chain *chain, hf_sha256_take *take)
{
    chain->take = take;
    memset(chain->counts, 0, sizeof chain->counts);
    for (size_t at = 0; at < HF_FACTS_COUNT; at++) {
        hf_sha256_init(&chain->tables[at], take);
    }
}

void
hf_chain_add(hf_chain *chain, hf_facts_table table, const hf_db_value *values,
             int count)
{
    packer pack = {.digest = &chain->tables[table]};
    chain->counts[table]++;
    for (int at = 0; at < count; at++) {
        pack_value(&pack, &values[at]);
    }
    flush(&pack);
}

void
hf_chain_end(hf_chain *chain, const hf_db_value *batch,
             uint8_t out[HF_SHA256_LEN])
{
    static const hf_view name = HF_VIEW("handoff ledger 1\n");
    hf_sha256 digest;
    packer pack = {.digest = &digest};
    hf_sha256_init(&digest, chain->take);
    pack_bytes(&pack, name);
    for (int at = 0; at < HF_CHAIN_BATCH - 1; at++) {
        pack_value(&pack, &batch[at]);
    }
    for (size_t at = 0; at < HF_FACTS_COUNT; at++) {
        uint8_t rows[HF_SHA256_LEN];
        hf_sha256_end(&chain->tables[at], rows);
        // A later schema has more tables: those without rows leave no trace,
        // so that old batches keep their hashes.
        if (chain->counts[at]) {
            pack_number(&pack, at);
            pack_number(&pack, chain->counts[at]);
            pack_bytes(&pack, (hf_view){(char *)rows, sizeof rows});
        }
    }
    flush(&pack);
    hf_sha256_end(&digest, out);
}
