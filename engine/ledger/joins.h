/*
 * Which facts are told together. A contact or an opportunity under whose id
 * facts are kept belongs to the leads that it is linked with, a lead that was
 * merged to the one that survived. Joined on reading, so that it does not
 * matter whether the link or the fact came first. Stories do it; others ask
 * only when they count facts without telling them.
 */
#ifndef HF_LEDGER_JOINS_H
#define HF_LEDGER_JOINS_H

#include "ledger/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Facts of lead `part` are told in the story of lead `whole`. */
typedef struct hf_join {
    int64_t part, whole;
    hf_link_kind kind;
    bool is_void; /* the part was scored: it is a lead, not a contact */
    int64_t end;  /* of the first link of a part: where its way ends, 0: in
                     itself */
} hf_join;

typedef struct hf_joins {
    hf_join *links; /* by part, then whole */
    size_t link_count, link_room;
    hf_join *told; /* end to end, by whole, then part; of void links none */
    size_t told_count, told_room;
} hf_joins;

/**
 * Those of all leads, or of the ones that hang together with `lead`. `active`
 * and `known_by` (0: all) say which links count. Statuses as hf_db_status.
 * Clear in any case.
 */
handoff_status hf_joins_load(hf_joins *joins, handoff_ledger *ledger,
                             const hf_active *active, int64_t known_by,
                             int64_t lead, handoff_findings *findings);
void hf_joins_clear(hf_joins *joins);

/** The lead in whose story it is told: itself, or the first of several. */
int64_t hf_joins_whole(const hf_joins *joins, int64_t lead);

/** The parts of a lead: `told[*first]` and on; how many there are. */
size_t hf_joins_parts(const hf_joins *joins, int64_t lead, size_t *first);

/** The lowest lead over `after` that has parts; INT64_MAX: none. */
int64_t hf_joins_next(const hf_joins *joins, int64_t after);

#endif
