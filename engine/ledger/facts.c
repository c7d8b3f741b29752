/*
 * A batch from its beginning to its commit: rows get their ids, go into their
 * tables and into the digest of the batch, which is sealed into the chain.
 * What a lead's facts of each kind look like is left to facts_add.c.
 */
#include "ledger/facts.h"

#include "base/memory.h"
#include "ledger/batch.h"

#include <string.h>

#define TEXT_OR_NONE(view) ((view).len ? HF_DB_STRING(view) : HF_DB_NONE)

static hf_db_value
time_or_none(int64_t time)
{
    return time == HF_FACTS_NO_TIME ? HF_DB_NONE : HF_DB_NUMBER(time);
}

static hf_db_value
id_or_none(int64_t id)
{
    return id ? HF_DB_NUMBER(id) : HF_DB_NONE;
}

// ---- Beginning -------------------------------------------------------------

static bool
keep_text(hf_facts *facts, hf_view text, hf_db_value *out)
{
    hf_view copy = hf_arena_copy(&facts->arena, text);
    *out = TEXT_OR_NONE(copy);
    return copy.ptr != NULL;
}

static bool
fill_row(hf_facts *facts, const hf_facts_batch *batch)
{
    hf_db_value *row = facts->row;
    for (size_t at = 0; at < HF_CHAIN_BATCH; at++) {
        row[at] = HF_DB_NONE;
    }
    row[HF_BATCH_ID] = HF_DB_NUMBER(facts->id);
    row[HF_BATCH_AT] = HF_DB_NUMBER(batch->at);
    row[HF_BATCH_AS_OF] = time_or_none(batch->as_of);
    hf_view version = hf_view_of(HANDOFF_VERSION);
    hf_view previous = {(char *)facts->previous, facts->has_previous ? 32 : 0};
    row[HF_BATCH_PREVIOUS] = HF_DB_BYTES(previous);
    bool is_kept = keep_text(facts, batch->kind, &row[HF_BATCH_KIND]) &&
                   keep_text(facts, batch->who, &row[HF_BATCH_WHO]) &&
                   keep_text(facts, version, &row[HF_BATCH_ENGINE]) &&
                   keep_text(facts, batch->file, &row[HF_BATCH_FILE]) &&
                   keep_text(facts, batch->file_hash, &row[HF_BATCH_FILE_HASH]);
    if (!batch->who.len) {
        row[HF_BATCH_WHO] = HF_DB_STRING(HF_VIEW(""));
    }
    return is_kept;
}

static void
find_previous(hf_facts *facts)
{
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_LAST_BATCH);
    facts->id = 1;
    if (hf_db_next(query)) {
        hf_view hash = hf_db_get(query, 1).bytes;
        facts->id = hf_db_get_int(query, 0) + 1;
        facts->has_previous = hash.len == sizeof facts->previous;
        if (facts->has_previous) {
            memcpy(facts->previous, hash.ptr, hash.len);
        }
    }
    hf_db_reset(query);
}

static void
look_for_erasures(hf_facts *facts)
{
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_ANY_ERASED);
    facts->has_erasures = hf_db_next(query);
    hf_db_reset(query);
}

static handoff_status
begin(hf_facts *facts, const hf_facts_batch *batch, handoff_findings *findings)
{
    hf_db *db = facts->ledger->db;
    // A batch only inserts, under numbers that it gives out or looks up in
    // this very transaction: to ask for each of them once more, and for
    // whether it replaces a row, is half of the time.
    hf_db_set_guards(db, false);
    handoff_status status = hf_db_begin(db, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    status = hf_active_load(&facts->active, facts->ledger, 0, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    find_previous(facts);
    look_for_erasures(facts);
    if (!fill_row(facts, batch)) {
        return hf_store_no_memory(findings);
    }
    hf_query *query = hf_db_use(db, HF_STATEMENT_ADD_BATCH);
    for (int at = 0; at < HF_CHAIN_BATCH; at++) {
        hf_db_bind(query, at + 1, facts->row[at]);
    }
    hf_db_run(query);
    return hf_db_status(db, findings);
}

handoff_status
hf_facts_begin(handoff_ledger *ledger, const hf_facts_batch *batch,
               hf_facts **out, handoff_findings *findings)
{
    hf_facts *facts = hf_memory_zero(1, sizeof *facts);
    if (!facts) {
        return hf_store_no_memory(findings);
    }
    facts->ledger = ledger;
    facts->salt_used = sizeof facts->salts;
    hf_chain_begin(&facts->chain, ledger->take);
    handoff_status status = begin(facts, batch, findings);
    if (status != HANDOFF_OK) {
        hf_facts_close(facts);
        return status;
    }
    *out = facts;
    return HANDOFF_OK;
}

int64_t
hf_facts_batch_id(const hf_facts *facts)
{
    return facts->id;
}

uint64_t
hf_facts_added(const hf_facts *facts)
{
    return facts->added;
}

uint64_t
hf_facts_known(const hf_facts *facts)
{
    return facts->known;
}

// ---- Rows ------------------------------------------------------------------

static const hf_statement add_statements[] = {
#define HF_FACT(name, table, marks) HF_STATEMENT_ADD_##name,
#include "ledger/facts.def"
#undef HF_FACT
};

static const hf_statement last_statements[] = {
#define HF_FACT(name, table, marks) HF_STATEMENT_LAST_##name,
#include "ledger/facts.def"
#undef HF_FACT
};

static int64_t
take_id(hf_facts *facts, hf_facts_table table)
{
    if (!facts->next[table]) {
        hf_query *query = hf_db_use(facts->ledger->db, last_statements[table]);
        facts->next[table] =
            hf_db_next(query) ? hf_db_get_int(query, 0) + 1 : 1;
        hf_db_reset(query);
    }
    return facts->next[table]++;
}

handoff_status
hf_facts_add_row(hf_facts *facts, hf_facts_table table, hf_db_value *values,
                 int count, int64_t *id, handoff_findings *findings)
{
    *id = take_id(facts, table);
    values[0] = HF_DB_NUMBER(*id);
    values[1] = HF_DB_NUMBER(facts->id);
    hf_query *query = hf_db_use(facts->ledger->db, add_statements[table]);
    for (int at = 0; at < count; at++) {
        hf_db_bind(query, at + 1, values[at]);
    }
    if (!hf_db_run(query)) {
        return hf_db_status(facts->ledger->db, findings);
    }
    hf_chain_add(&facts->chain, table, values, count);
    return HANDOFF_OK;
}

// ---- Seen again ------------------------------------------------------------

static handoff_status
write_sighting(hf_facts *facts, hf_facts_table table,
               handoff_findings *findings)
{
    hf_facts_range *range = &facts->seen[table];
    int64_t id = 0;
    if (!range->first) {
        return HANDOFF_OK;
    }
    hf_db_value values[] = {
        HF_DB_NONE, HF_DB_NONE, HF_DB_NUMBER((int64_t)table),
        HF_DB_NUMBER(range->first), HF_DB_NUMBER(range->last)};
    range->first = 0;
    return hf_facts_add_row(facts, HF_FACTS_SIGHTING, values, 5, &id, findings);
}

handoff_status
hf_facts_see(hf_facts *facts, hf_facts_table table, int64_t id,
             handoff_findings *findings)
{
    hf_facts_range *range = &facts->seen[table];
    if (range->first && id == range->last + 1) {
        range->last = id;
        return HANDOFF_OK;
    }
    if (range->first && range->first <= id && id <= range->last) {
        return HANDOFF_OK;
    }
    handoff_status status = write_sighting(facts, table, findings);
    range->first = range->last = id;
    return status;
}

// ---- The end ---------------------------------------------------------------

static handoff_status
seal_row(hf_facts *facts, handoff_findings *findings)
{
    static const int bound[] = {
        HF_BATCH_RULESET,     HF_BATCH_REVISION,   HF_BATCH_AGREEMENT,
        HF_BATCH_COVERS_FROM, HF_BATCH_COVERS_TO,  HF_BATCH_ROWS_READ,
        HF_BATCH_ROWS_ADDED,  HF_BATCH_ROWS_KNOWN, HF_BATCH_ROWS_REJECTED,
        HF_BATCH_TOTALS,      HF_BATCH_PREVIOUS,   HF_BATCH_HASH};
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_SEAL_BATCH);
    hf_db_bind_int(query, 1, facts->id);
    for (size_t at = 0; at < sizeof bound / sizeof *bound; at++) {
        hf_db_bind(query, (int)at + 2, facts->row[bound[at]]);
    }
    hf_db_run(query);
    return hf_db_status(facts->ledger->db, findings);
}

handoff_status
hf_facts_seal(hf_facts *facts, const hf_facts_totals *totals,
              handoff_findings *findings)
{
    hf_db_value *row = facts->row;
    for (size_t at = 0; at < HF_FACTS_COUNT; at++) {
        handoff_status status =
            write_sighting(facts, (hf_facts_table)at, findings);
        if (status != HANDOFF_OK) {
            return status;
        }
    }
    row[HF_BATCH_RULESET] = id_or_none(totals->ruleset);
    row[HF_BATCH_REVISION] = id_or_none(totals->revision);
    row[HF_BATCH_AGREEMENT] = id_or_none(totals->agreement);
    row[HF_BATCH_COVERS_FROM] = time_or_none(totals->covers_from);
    row[HF_BATCH_COVERS_TO] = time_or_none(totals->covers_to);
    row[HF_BATCH_ROWS_READ] = HF_DB_NUMBER(totals->rows_read);
    row[HF_BATCH_ROWS_ADDED] = HF_DB_NUMBER((int64_t)facts->added);
    row[HF_BATCH_ROWS_KNOWN] = HF_DB_NUMBER((int64_t)facts->known);
    row[HF_BATCH_ROWS_REJECTED] = HF_DB_NUMBER(totals->rows_rejected);
    if (!keep_text(facts, totals->totals, &row[HF_BATCH_TOTALS])) {
        return hf_store_no_memory(findings);
    }
    hf_chain_end(&facts->chain, row, facts->hash);
    hf_view hash = {(char *)facts->hash, sizeof facts->hash};
    row[HF_BATCH_HASH] = HF_DB_BYTES(hash);
    return seal_row(facts, findings);
}

bool
hf_facts_is_repeated(hf_facts *facts, const hf_facts_totals *totals)
{
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_FIND_IMPORT);
    hf_db_bind(query, 1, facts->row[HF_BATCH_FILE_HASH]);
    hf_db_bind(query, 2, facts->row[HF_BATCH_KIND]);
    hf_db_bind(query, 3, id_or_none(totals->agreement));
    hf_db_bind(query, 4, time_or_none(totals->covers_from));
    hf_db_bind(query, 5, time_or_none(totals->covers_to));
    bool is_found = hf_db_next(query);
    hf_db_reset(query);
    return is_found;
}

handoff_status
hf_facts_commit(hf_facts *facts, handoff_findings *findings)
{
    return hf_db_commit(facts->ledger->db, findings);
}

void
hf_facts_close(hf_facts *facts)
{
    if (!facts) {
        return;
    }
    hf_db_rollback(facts->ledger->db);
    hf_db_set_guards(facts->ledger->db, true);
    hf_active_clear(&facts->active);
    hf_arena_clear(&facts->arena);
    hf_memory_free(facts);
}
