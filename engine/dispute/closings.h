/* Closings that came in bulk: more than 20 by one actor within a minute are
 * one decision. */
#ifndef HF_DISPUTE_CLOSINGS_H
#define HF_DISPUTE_CLOSINGS_H

#include "base/table.h"
#include "dispute/ground.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HF_CLOSINGS_BULK = 20, HF_CLOSINGS_SECONDS = 60 };

typedef struct hf_closing {
    int64_t id, lead, at;
    uint32_t actor;
    bool is_new; /* was not there when last derived */
    bool is_bulk;
    bool is_touched; /* in bulk with a new one */
} hf_closing;

/** All zero is a valid, empty one. After marking, in the order of ids. */
typedef struct hf_closings {
    hf_closing *items;
    size_t count, room;
    hf_table actors;
} hf_closings;

/** Add one; false when memory ran out. */
bool hf_closings_add(hf_closings *closings, hf_view actor,
                     const hf_closing *closing);

/** Find what came in bulk. */
void hf_closings_mark(hf_closings *closings);

/** Whether the disposition is a closing in bulk. */
bool hf_closings_has(const hf_closings *closings, int64_t id);

/**
 * Read and mark the closings of a ledger. New are those of batches after
 * `batch` or later than `as_of`. Statuses as hf_db_status; clear in any case.
 */
handoff_status hf_closings_load(hf_closings *closings, handoff_ledger *ledger,
                                const hf_ground *ground, int64_t known_by,
                                int64_t batch, int64_t as_of,
                                handoff_findings *findings);
void hf_closings_clear(hf_closings *closings);

#endif
