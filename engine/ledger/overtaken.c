/*
 * Which runs were overtaken is told from the runs alone; their sightings are
 * read for these few, and searched by the numbers of facts.
 */
#include "ledger/overtaken.h"

#include "base/memory.h"

// From the newest run to the oldest: one is overtaken when a newer one is of an
// earlier moment.
static handoff_status
load_runs(hf_overtaken *overtaken, handoff_ledger *ledger,
          const hf_active *active, int64_t ruleset, int64_t known_by,
          handoff_findings *findings)
{
    int64_t earliest = INT64_MAX;
    bool is_fine = true;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_RUNS);
    hf_db_bind_int(query, 1, ruleset);
    hf_db_bind_int(query, 2, known_by ? known_by : INT64_MAX);
    while (is_fine && hf_db_next(query)) {
        hf_overtaken_run run = {.batch = hf_db_get_int(query, 0),
                                .as_of = hf_db_get_int(query, 1)};
        if (hf_active_is_withdrawn(active, run.batch)) {
            continue;
        }
        if (run.as_of <= earliest) {
            earliest = run.as_of;
            continue;
        }
        hf_overtaken_run *grown =
            hf_memory_grow(overtaken->runs, &overtaken->run_room,
                           overtaken->run_count + 1, sizeof *grown);
        is_fine = grown != NULL;
        if (is_fine) {
            overtaken->runs = grown;
            grown[overtaken->run_count++] = run;
        }
    }
    hf_db_reset(query);
    return is_fine ? hf_db_status(ledger->db, findings)
                   : hf_store_no_memory(findings);
}

static handoff_status
load_ranges(hf_overtaken *overtaken, handoff_ledger *ledger,
            hf_overtaken_run *run, handoff_findings *findings)
{
    bool is_fine = true;
    run->first = overtaken->range_count;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_SEEN_BY_RUN);
    hf_db_bind_int(query, 1, run->batch);
    hf_db_bind_int(query, 2, HF_FACTS_DECISION);
    hf_db_bind_int(query, 3, HF_FACTS_HANDOFF);
    while (is_fine && hf_db_next(query)) {
        hf_overtaken_range *grown =
            hf_memory_grow(overtaken->ranges, &overtaken->range_room,
                           overtaken->range_count + 1, sizeof *grown);
        is_fine = grown != NULL;
        if (is_fine) {
            overtaken->ranges = grown;
            grown[overtaken->range_count++] = (hf_overtaken_range){
                (hf_facts_table)hf_db_get_int(query, 0),
                hf_db_get_int(query, 1), hf_db_get_int(query, 2)};
        }
    }
    hf_db_reset(query);
    run->count = overtaken->range_count - run->first;
    return is_fine ? hf_db_status(ledger->db, findings)
                   : hf_store_no_memory(findings);
}

handoff_status
hf_overtaken_load(hf_overtaken *overtaken, handoff_ledger *ledger,
                  int64_t ruleset, int64_t known_by, handoff_findings *findings)
{
    hf_active active;
    *overtaken = (hf_overtaken){0};
    handoff_status status = hf_active_load(&active, ledger, known_by, findings);
    if (status == HANDOFF_OK) {
        status =
            load_runs(overtaken, ledger, &active, ruleset, known_by, findings);
    }
    for (size_t at = 0; status == HANDOFF_OK && at < overtaken->run_count;
         at++) {
        status = load_ranges(overtaken, ledger, &overtaken->runs[at], findings);
    }
    hf_active_clear(&active);
    return status;
}

void
hf_overtaken_clear(hf_overtaken *overtaken)
{
    hf_memory_free(overtaken->runs);
    hf_memory_free(overtaken->ranges);
    *overtaken = (hf_overtaken){0};
}

static bool
has_seen(const hf_overtaken *overtaken, const hf_overtaken_run *run,
         hf_facts_table table, int64_t id)
{
    size_t low = run->first;
    size_t high = run->first + run->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const hf_overtaken_range *range = &overtaken->ranges[middle];
        if (range->table < table ||
            (range->table == table && range->last < id)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < run->first + run->count &&
           overtaken->ranges[low].table == table &&
           overtaken->ranges[low].first <= id;
}

bool
hf_overtaken_next(const hf_overtaken *overtaken, hf_facts_table table,
                  int64_t id, size_t *run, int64_t *as_of)
{
    while (*run < overtaken->run_count) {
        const hf_overtaken_run *one = &overtaken->runs[(*run)++];
        if (has_seen(overtaken, one, table, id)) {
            *as_of = one->as_of;
            return true;
        }
    }
    return false;
}
