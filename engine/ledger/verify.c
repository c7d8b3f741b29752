/*
 * Verification: the chain is computed again from the rows, commitments from
 * what can be erased and was not; decisions are left to rederive.c. Everything
 * is read in one transaction, in the order of ids, in constant memory.
 */
#include "ledger/verify.h"

#include "base/decimal.h"
#include "ledger/batch.h"

#include <string.h>

void
hf_verify_note(hf_verified *verified, int64_t batch, const char *reason)
{
    if (batch < verified->first_bad) {
        verified->first_bad = batch;
        verified->reason = reason;
    }
}

// ---- The chain -------------------------------------------------------------

static const hf_statement all_statements[] = {
#define HF_FACT(name, table, marks) HF_STATEMENT_ALL_##name,
#include "ledger/facts.def"
#undef HF_FACT
};

enum { MOST_COLUMNS = 24 };

typedef struct chain_walk {
    hf_query *queries[HF_FACTS_COUNT];
    bool has_row[HF_FACTS_COUNT];
    hf_verified *verified;
    hf_sha256_take *take;
    uint8_t previous[HF_SHA256_LEN];
    bool has_previous;
} chain_walk;

// All rows of the batch; rows of an earlier one are where none should be.
static void
add_rows(chain_walk *walk, hf_facts_table table, int64_t batch, hf_chain *chain)
{
    hf_db_value values[MOST_COLUMNS];
    hf_query *query = walk->queries[table];
    while (walk->has_row[table] && hf_db_get_int(query, 1) <= batch) {
        int count = hf_db_columns(query);
        if (hf_db_get_int(query, 1) < batch) {
            hf_verify_note(walk->verified, hf_db_get_int(query, 1),
                           "a fact was added to it");
        }
        for (int at = 0; at < count && at < MOST_COLUMNS; at++) {
            values[at] = hf_db_get(query, at);
        }
        hf_chain_add(chain, table, values, count);
        walk->verified->facts++;
        walk->has_row[table] = hf_db_next(query);
    }
}

static void
check_batch(chain_walk *walk, hf_query *query)
{
    hf_chain chain;
    hf_db_value row[HF_CHAIN_BATCH];
    uint8_t hash[HF_SHA256_LEN];
    int64_t id = hf_db_get_int(query, HF_BATCH_ID);
    hf_chain_begin(&chain, walk->take);
    for (size_t at = 0; at < HF_FACTS_COUNT; at++) {
        add_rows(walk, (hf_facts_table)at, id, &chain);
    }
    for (int at = 0; at < HF_CHAIN_BATCH; at++) {
        row[at] = hf_db_get(query, at);
    }
    hf_view previous = {(char *)walk->previous,
                        walk->has_previous ? sizeof walk->previous : 0};
    hf_chain_end(&chain, row, hash);
    hf_view computed = {(char *)hash, sizeof hash};
    if (!hf_view_equal(row[HF_BATCH_PREVIOUS].bytes, previous)) {
        hf_verify_note(walk->verified, id,
                       "it does not follow the batch before it");
    } else if (!hf_view_equal(row[HF_BATCH_HASH].bytes, computed)) {
        hf_verify_note(walk->verified, id, "its hash comes out different");
    }
    walk->has_previous = row[HF_BATCH_HASH].bytes.len == sizeof hash;
    if (walk->has_previous) {
        memcpy(walk->previous, row[HF_BATCH_HASH].bytes.ptr, sizeof hash);
    }
    walk->verified->batches++;
}

static void
check_chain(handoff_ledger *ledger, hf_verified *verified)
{
    chain_walk walk = {.verified = verified, .take = ledger->take};
    for (size_t at = 0; at < HF_FACTS_COUNT; at++) {
        walk.queries[at] = hf_db_use(ledger->db, all_statements[at]);
        walk.has_row[at] = hf_db_next(walk.queries[at]);
    }
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_ALL_BATCH);
    while (hf_db_next(query)) {
        check_batch(&walk, query);
    }
    hf_db_reset(query);
    for (size_t at = 0; at < HF_FACTS_COUNT; at++) {
        if (walk.has_row[at]) {
            hf_verify_note(verified, hf_db_get_int(walk.queries[at], 1),
                           "it is gone, and facts of it are there");
        }
        hf_db_reset(walk.queries[at]);
    }
}

// ---- Commitments -----------------------------------------------------------

// Columns: batch, commitment, salt, text, whether it may be gone, kind.
static void
check_commitments(handoff_ledger *ledger, hf_statement statement, hf_view kind,
                  hf_verified *verified)
{
    hf_query *query = hf_db_use(ledger->db, statement);
    while (hf_db_next(query)) {
        unsigned char mark[HF_STORE_MARK];
        int64_t batch = hf_db_get_int(query, 0);
        hf_db_value kept = hf_db_get(query, 1);
        hf_db_value salt = hf_db_get(query, 2);
        if (hf_db_is_null(query, 3)) {
            if (hf_db_is_null(query, 4)) {
                hf_verify_note(verified, batch,
                               "something is gone that nobody had forgotten");
            }
            continue;
        }
        if (salt.bytes.len != HF_STORE_SALT) {
            hf_verify_note(verified, batch, "the salt of a lead is no salt");
            continue;
        }
        hf_view named = kind.len ? kind : hf_db_get_text(query, 5);
        hf_store_commit(ledger, (const unsigned char *)salt.bytes.ptr, named,
                        hf_db_get_text(query, 3), mark);
        hf_view computed = {(char *)mark, sizeof mark};
        if (!hf_view_equal(kept.bytes, computed)) {
            hf_verify_note(verified, batch,
                           "a text is not the one that was committed to");
        }
    }
    hf_db_reset(query);
}

static void
check_texts(handoff_ledger *ledger, hf_verified *verified)
{
    check_commitments(ledger, HF_STATEMENT_CHECK_LEADS, HF_VIEW("lead"),
                      verified);
    check_commitments(ledger, HF_STATEMENT_CHECK_INPUTS, HF_VIEW("inputs"),
                      verified);
    check_commitments(ledger, HF_STATEMENT_CHECK_COMMENTS, HF_VIEW("comment"),
                      verified);
    check_commitments(ledger, HF_STATEMENT_CHECK_NOTES, HF_VIEW("note"),
                      verified);
    check_commitments(ledger, HF_STATEMENT_CHECK_LINKS, HF_VIEW(""), verified);
}

// ---- Heads -----------------------------------------------------------------

static void
add_hex(hf_buffer *out, hf_view bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t at = 0; at < bytes.len; at++) {
        unsigned char byte = (unsigned char)bytes.ptr[at];
        hf_buffer_add_byte(out, digits[byte >> 4]);
        hf_buffer_add_byte(out, digits[byte & 15]);
    }
}

static void
add_head(hf_buffer *out, hf_query *query, int hash)
{
    hf_buffer_add_int(out, hf_db_get_int(query, 0));
    hf_buffer_add_byte(out, ':');
    add_hex(out, hf_db_get(query, hash).bytes);
}

static handoff_status
hand_out(hf_buffer *text, char **out, handoff_findings *findings)
{
    if (!hf_buffer_text(text)) {
        hf_buffer_clear(text);
        return hf_store_no_memory(findings);
    }
    *out = text->ptr; // handed over: handoff_free gives it back
    return HANDOFF_OK;
}

handoff_status
handoff_ledger_head(handoff_ledger *ledger, char **out,
                    handoff_findings *findings)
{
    hf_buffer text = {0};
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_LAST_BATCH);
    if (hf_db_next(query)) {
        add_head(&text, query, 1);
    } else {
        hf_buffer_add_text(&text, "0:");
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(ledger->db, findings);
    if (status != HANDOFF_OK) {
        hf_buffer_clear(&text);
        return status;
    }
    return hand_out(&text, out, findings);
}

// Whether the ledger still holds a head that was kept elsewhere.
static handoff_status
check_head(handoff_ledger *ledger, const char *against,
           handoff_findings *findings)
{
    hf_view head = hf_view_trim(hf_view_of(against));
    hf_buffer found = {0};
    const char *colon = memchr(head.ptr, ':', head.len);
    size_t len = colon ? (size_t)(colon - head.ptr) : 0;
    int64_t batch = 0;
    if (!colon ||
        !hf_decimal_whole(hf_view_slice(head, 0, len), 0, INT64_MAX, &batch)) {
        hf_findings_add(findings, HF_CODE_LEDGER_VERIFY, (hf_span){0},
                        "'%s' is no head, which reads BATCH:HASH", against);
        return HANDOFF_USAGE;
    }
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_ONE_BATCH);
    hf_db_bind_int(query, 1, batch);
    if (hf_db_next(query)) {
        add_head(&found, query, HF_BATCH_HASH);
    } else if (batch == 0) {
        hf_buffer_add_text(&found, "0:");
    }
    hf_db_reset(query);
    bool fits = hf_view_equal_fold(hf_buffer_view(&found), head);
    hf_buffer_clear(&found);
    handoff_status status = hf_db_status(ledger->db, findings);
    if (status == HANDOFF_OK && !fits) {
        hf_findings_add(findings, HF_CODE_LEDGER_VERIFY, (hf_span){0},
                        "batch %lld is not the one of the head '%s': the "
                        "ledger was cut or written anew",
                        (long long)batch, against);
        status = HANDOFF_LEDGER;
    }
    return status;
}

// ---- The whole -------------------------------------------------------------

static handoff_status
verify(handoff_ledger *ledger, const char *against, hf_verified *verified,
       handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    check_chain(ledger, verified);
    check_texts(ledger, verified);
    status = hf_db_status(ledger->db, findings);
    if (status == HANDOFF_OK) {
        status = hf_rederive_run(ledger, verified, findings);
    }
    if (status == HANDOFF_OK && verified->first_bad != INT64_MAX) {
        hf_findings_add(findings, HF_CODE_LEDGER_VERIFY, (hf_span){0},
                        "batch %lld does not fit: %s",
                        (long long)verified->first_bad, verified->reason);
        status = HANDOFF_LEDGER;
    }
    if (status == HANDOFF_OK && against) {
        status = check_head(ledger, against, findings);
    }
    return status;
}

static void
add_passed_over(hf_buffer *out, int64_t count, const char *because)
{
    if (count) {
        hf_buffer_printf(out, "%lld not scored again: %s\n", (long long)count,
                         because);
    }
}

static void
describe(const hf_verified *verified, const char *head, hf_buffer *out)
{
    hf_buffer_printf(
        out,
        "%lld batches and %lld facts fit\n"
        "%lld of %lld decisions, scored again, came out the same\n",
        (long long)verified->batches, (long long)verified->facts,
        (long long)verified->scored, (long long)verified->decisions);
    add_passed_over(out, verified->erased, "their leads were forgotten");
    add_passed_over(out, verified->unanswered,
                    "kept by another version, without what tests said of "
                    "personal fields");
    add_passed_over(out, verified->compared,
                    "their rules compare a personal field with a score");
    hf_buffer_printf(out, "head %s\n", head);
}

handoff_status
handoff_ledger_verify(handoff_ledger *ledger, const char *against, char **out,
                      handoff_findings *findings)
{
    hf_verified verified = {.first_bad = INT64_MAX};
    hf_buffer text = {0};
    char *head = NULL;
    handoff_status status = hf_db_begin_read(ledger->db, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    status = verify(ledger, against, &verified, findings);
    if (status == HANDOFF_OK) {
        status = handoff_ledger_head(ledger, &head, findings);
    }
    hf_db_rollback(ledger->db);
    if (status != HANDOFF_OK) {
        return status;
    }
    describe(&verified, head, &text);
    handoff_free(head);
    return hand_out(&text, out, findings);
}
