/*
 * Which facts count: those of batches that were not withdrawn, and those of
 * withdrawn ones that came again in a batch which was not. Withdrawals are
 * few, so that both are kept in memory.
 */
#include "base/memory.h"
#include "ledger/store.h"

bool
hf_active_is_withdrawn(const hf_active *active, int64_t batch)
{
    size_t low = 0;
    size_t high = active->withdrawn_count;
    while (low < high) {
        size_t at = low + (high - low) / 2;
        if (active->withdrawn[at] == batch) {
            return true;
        }
        if (active->withdrawn[at] < batch) {
            low = at + 1;
        } else {
            high = at;
        }
    }
    return false;
}

static handoff_status
load_withdrawn(hf_active *active, handoff_ledger *ledger, int64_t known_by,
               handoff_findings *findings)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_WITHDRAWN);
    hf_db_bind_int(query, 1, known_by);
    while (hf_db_next(query)) {
        int64_t *grown =
            hf_memory_grow(active->withdrawn, &active->withdrawn_room,
                           active->withdrawn_count + 1, sizeof *grown);
        if (!grown) {
            hf_db_reset(query);
            return hf_store_no_memory(findings);
        }
        active->withdrawn = grown;
        grown[active->withdrawn_count++] = hf_db_get_int(query, 0);
    }
    hf_db_reset(query);
    return hf_db_status(ledger->db, findings);
}

static handoff_status
load_revived(hf_active *active, handoff_ledger *ledger, int64_t known_by,
             handoff_findings *findings)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_SIGHTINGS);
    hf_db_bind_int(query, 1, known_by);
    while (hf_db_next(query)) {
        int64_t batch = hf_db_get_int(query, 0);
        if (hf_active_is_withdrawn(active, batch)) {
            continue;
        }
        hf_revived *grown =
            hf_memory_grow(active->revived, &active->revived_room,
                           active->revived_count + 1, sizeof *grown);
        if (!grown) {
            hf_db_reset(query);
            return hf_store_no_memory(findings);
        }
        active->revived = grown;
        grown[active->revived_count++] =
            (hf_revived){.batch = batch,
                         .table = (hf_facts_table)hf_db_get_int(query, 1),
                         .first = hf_db_get_int(query, 2),
                         .last = hf_db_get_int(query, 3)};
    }
    hf_db_reset(query);
    return hf_db_status(ledger->db, findings);
}

handoff_status
hf_active_load(hf_active *active, handoff_ledger *ledger, int64_t known_by,
               handoff_findings *findings)
{
    int64_t last = known_by ? known_by : INT64_MAX;
    *active = (hf_active){0};
    handoff_status status = load_withdrawn(active, ledger, last, findings);
    // Without withdrawals nothing needs reviving.
    if (status == HANDOFF_OK && active->withdrawn_count) {
        status = load_revived(active, ledger, last, findings);
    }
    return status;
}

int64_t
hf_active_batch(const hf_active *active, hf_facts_table table, int64_t id,
                int64_t batch)
{
    if (!active->withdrawn_count || !hf_active_is_withdrawn(active, batch)) {
        return batch;
    }
    for (size_t at = 0; at < active->revived_count; at++) {
        const hf_revived *revived = &active->revived[at];
        if (revived->table == table && revived->first <= id &&
            id <= revived->last) {
            return revived->batch;
        }
    }
    return 0;
}

bool
hf_active_find_agreement(const hf_active *active, hf_query *agreements)
{
    while (hf_db_next(agreements)) {
        if (hf_active_batch(active, HF_FACTS_AGREEMENT,
                            hf_db_get_int(agreements, 0),
                            hf_db_get_int(agreements, 3))) {
            return true;
        }
    }
    return false;
}

void
hf_active_clear(hf_active *active)
{
    hf_memory_free(active->withdrawn);
    hf_memory_free(active->revived);
    *active = (hf_active){0};
}
