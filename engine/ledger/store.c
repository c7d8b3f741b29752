/*
 * An open ledger and what every part of it needs: its secret, digests of
 * values, random bytes, and which batches count.
 */
#include "ledger/store.h"

#include "base/memory.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

handoff_status
hf_store_no_memory(handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                    "memory ran out");
    return HANDOFF_SYSTEM;
}

void
hf_store_digest(hf_sha256_take *take, const hf_view *fields, size_t count,
                unsigned char *out, size_t len)
{
    hf_sha256 digest;
    uint8_t bytes[HF_SHA256_LEN];
    hf_sha256_init(&digest, take);
    for (size_t at = 0; at < count; at++) {
        // Its length before it, little endian: as hf_digest_add_field.
        uint8_t length[8];
        for (unsigned i = 0; i < 8; i++) {
            length[i] = (uint8_t)((uint64_t)fields[at].len >> (8 * i));
        }
        hf_sha256_add(&digest, length, sizeof length);
        hf_sha256_add(&digest, fields[at].ptr, fields[at].len);
    }
    hf_sha256_end(&digest, bytes);
    memcpy(out, bytes, len);
}

void
hf_store_commit(const handoff_ledger *ledger, const unsigned char *salt,
                hf_view kind, hf_view text, unsigned char *out)
{
    hf_view fields[] = {{(const char *)salt, HF_STORE_SALT}, kind, text};
    hf_store_digest(ledger->take, fields, 3, out, HF_STORE_MARK);
}

void
hf_store_mark(const handoff_ledger *ledger, hf_view text, unsigned char *out)
{
    // The secret has a fixed length and stands on both sides: what follows
    // the text cannot be made part of it.
    hf_view secret = {(const char *)ledger->secret, sizeof ledger->secret};
    hf_view fields[] = {secret, text, secret};
    hf_store_digest(ledger->take, fields, 3, out, HF_STORE_MARK);
}

void
hf_store_mark_folded(const handoff_ledger *ledger, hf_view text,
                     unsigned char *out)
{
    char folded[320];
    size_t len = text.len < sizeof folded ? text.len : sizeof folded;
    for (size_t at = 0; at < len; at++) {
        folded[at] = (char)hf_view_fold_byte((unsigned char)text.ptr[at]);
    }
    hf_store_mark(ledger, (hf_view){folded, len}, out);
}

bool
hf_store_random(void *out, size_t len)
{
    unsigned char *bytes = out;
    for (size_t done = 0; done < len;) {
        ssize_t got = getrandom(bytes + done, len - done, 0);
        if (got < 0 && errno != EINTR) {
            return false;
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

// ---- Opening ---------------------------------------------------------------

static bool
read_secret(handoff_ledger *ledger)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_GET_SECRET);
    bool is_there = hf_db_next(query);
    if (is_there) {
        hf_view bytes = hf_db_get(query, 0).bytes;
        is_there = bytes.len == sizeof ledger->secret;
        if (is_there) {
            memcpy(ledger->secret, bytes.ptr, bytes.len);
        }
    }
    hf_db_reset(query);
    return is_there;
}

static handoff_status
make_secret(handoff_ledger *ledger, handoff_findings *findings)
{
    handoff_status status = hf_db_begin(ledger->db, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (!read_secret(ledger)) { // else another process was first
        if (!hf_store_random(ledger->secret, sizeof ledger->secret)) {
            hf_db_rollback(ledger->db);
            hf_findings_add(findings, HF_CODE_LEDGER_DISK, (hf_span){0},
                            "the system gives no random bytes");
            return HANDOFF_SYSTEM;
        }
        hf_view bytes = {(char *)ledger->secret, sizeof ledger->secret};
        hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_SET_SECRET);
        hf_db_bind_blob(query, 1, bytes);
        hf_db_run(query);
    }
    status = hf_db_status(ledger->db, findings);
    if (status != HANDOFF_OK) {
        hf_db_rollback(ledger->db);
        return status;
    }
    return hf_db_commit(ledger->db, findings);
}

static handoff_status
load_secret(handoff_ledger *ledger, handoff_access access,
            handoff_findings *findings)
{
    bool is_there = read_secret(ledger);
    handoff_status status = hf_db_status(ledger->db, findings);
    if (status != HANDOFF_OK || is_there || access == HANDOFF_ACCESS_READ) {
        return status;
    }
    return make_secret(ledger, findings);
}

handoff_status
handoff_ledger_open(const char *path, handoff_access access, int wait_ms,
                    handoff_ledger **out, handoff_findings *findings)
{
    hf_db_mode mode = HF_DB_READ;
    switch (access) {
    case HANDOFF_ACCESS_READ:
        break;
    case HANDOFF_ACCESS_WRITE:
        mode = HF_DB_WRITE;
        break;
    case HANDOFF_ACCESS_CREATE:
        mode = HF_DB_CREATE;
        break;
    }
    handoff_ledger *ledger = hf_memory_zero(1, sizeof *ledger);
    if (!ledger) {
        return hf_store_no_memory(findings);
    }
    ledger->take = hf_sha256_choose();
    handoff_status status =
        hf_db_open(path, mode, wait_ms, &ledger->db, findings);
    if (status == HANDOFF_OK) {
        status = load_secret(ledger, access, findings);
    }
    if (status != HANDOFF_OK) {
        handoff_ledger_close(ledger);
        return status;
    }
    *out = ledger;
    return HANDOFF_OK;
}

void
handoff_ledger_close(handoff_ledger *ledger)
{
    if (ledger) {
        hf_db_close(ledger->db);
        hf_memory_free(ledger);
    }
}
