/*
 * Runs that a later one of an earlier moment has overtaken: last month's export
 * is scored after this month's. What such a run saw unchanged is, once
 * something else was said in between, said anew at its moment. Told from
 * sightings on reading, so that the order of runs does not matter.
 */
#ifndef HF_LEDGER_OVERTAKEN_H
#define HF_LEDGER_OVERTAKEN_H

#include "ledger/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_overtaken_run {
    int64_t batch, as_of;
    size_t first, count; /* of its ranges */
} hf_overtaken_run;

/** Facts that a run saw again. */
typedef struct hf_overtaken_range {
    hf_facts_table table;
    int64_t first, last;
} hf_overtaken_range;

typedef struct hf_overtaken {
    hf_overtaken_run *runs;
    size_t run_count, run_room;
    hf_overtaken_range *ranges; /* of a run: by table, then first */
    size_t range_count, range_room;
} hf_overtaken;

/** Those of a rule set (id), as known by a batch (0: all). Clear in any case.
 */
handoff_status hf_overtaken_load(hf_overtaken *overtaken,
                                 handoff_ledger *ledger, int64_t ruleset,
                                 int64_t known_by, handoff_findings *findings);
void hf_overtaken_clear(hf_overtaken *overtaken);

/** The next run, from number `*run` on, that saw the fact again: its moment,
 * and `*run` behind it. False when there is none. */
bool hf_overtaken_next(const hf_overtaken *overtaken, hf_facts_table table,
                       int64_t id, size_t *run, int64_t *as_of);

#endif
