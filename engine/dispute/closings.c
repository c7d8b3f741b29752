/*
 * Bulk closings, over all leads: sorted by actor and time, every stretch of a
 * minute that holds too many of one actor is marked. In the dispositions of a
 * ledger, out the ids of those that came in bulk.
 */
#include "dispute/closings.h"

#include "base/memory.h"

#include <stdlib.h>

bool
hf_closings_add(hf_closings *closings, hf_view actor, const hf_closing *closing)
{
    closings->actors.is_folding = true;
    uint32_t number = hf_table_intern(&closings->actors, hf_view_trim(actor));
    hf_closing *grown = hf_memory_grow(closings->items, &closings->room,
                                       closings->count + 1, sizeof *grown);
    if (!grown || number == HF_TABLE_NONE) {
        closings->items = grown ? grown : closings->items;
        return false;
    }
    closings->items = grown;
    grown[closings->count] = *closing;
    grown[closings->count++].actor = number;
    return true;
}

// ---- Marking ---------------------------------------------------------------

static int
order_by_actor(const void *a, const void *b)
{
    const hf_closing *left = a;
    const hf_closing *right = b;
    if (left->actor != right->actor) {
        return left->actor < right->actor ? -1 : 1;
    }
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return left->id < right->id ? -1 : left->id > right->id;
}

static int
order_by_id(const void *a, const void *b)
{
    const hf_closing *left = a;
    const hf_closing *right = b;
    return left->id < right->id ? -1 : left->id > right->id;
}

void
hf_closings_mark(hf_closings *closings)
{
    hf_closing *items = closings->items;
    size_t end = 0;  // behind the stretch that begins at `from`
    size_t news = 0; // new ones in it
    size_t marked = 0, touched = 0;
    if (!closings->count) {
        return;
    }
    qsort(items, closings->count, sizeof *items, order_by_actor);
    for (size_t from = 0; from < closings->count; from++) {
        while (end < closings->count && items[end].actor == items[from].actor &&
               items[end].at - items[from].at <= HF_CLOSINGS_SECONDS) {
            news += items[end++].is_new;
        }
        if (end - from > HF_CLOSINGS_BULK) {
            for (marked = marked > from ? marked : from; marked < end;
                 marked++) {
                items[marked].is_bulk = true;
            }
            touched = touched > from ? touched : from;
            while (news && touched < end) {
                items[touched++].is_touched = true;
            }
        }
        news -= items[from].is_new;
    }
    qsort(items, closings->count, sizeof *items, order_by_id);
}

bool
hf_closings_has(const hf_closings *closings, int64_t id)
{
    size_t low = 0;
    size_t high = closings->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (closings->items[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < closings->count && closings->items[low].id == id &&
           closings->items[low].is_bulk;
}

void
hf_closings_clear(hf_closings *closings)
{
    hf_memory_free(closings->items);
    hf_table_clear(&closings->actors);
    *closings = (hf_closings){0};
}

// ---- From the ledger -------------------------------------------------------

static bool
is_closing(const handoff_agreement *agreement, hf_query *query)
{
    switch (hf_agreement_action(agreement, hf_db_get_text(query, 5))) {
    case HF_ACTION_REJECTED:
    case HF_ACTION_RECYCLED:
    case HF_ACTION_DISQUALIFIED: {
        const hf_person *person =
            hf_agreement_person(agreement, hf_db_get_text(query, 4));
        return !person || person->side != HF_SIDE_SYSTEM;
    }
    case HF_ACTION_HANDED:
    case HF_ACTION_ACCEPTED:
    case HF_ACTION_TOUCHED:
    case HF_ACTION_CONVERTED:
    case HF_ACTION_REASSIGNED:
    case HF_ACTION_REPRIORITISED:
    case HF_ACTION_PULLED:
    case HF_ACTION_UNMAPPED:
        break;
    }
    return false;
}

handoff_status
hf_closings_load(hf_closings *closings, handoff_ledger *ledger,
                 const hf_ground *ground, int64_t known_by, int64_t batch,
                 int64_t as_of, handoff_findings *findings)
{
    hf_active active = {0};
    bool is_fine = true;
    handoff_status status = hf_active_load(&active, ledger, known_by, findings);
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_CLOSINGS);
    hf_db_bind_int(query, 1, ground->as_of);
    hf_db_bind_int(query, 2, known_by ? known_by : INT64_MAX);
    while (status == HANDOFF_OK && is_fine && hf_db_next(query)) {
        hf_closing closing = {.id = hf_db_get_int(query, 0),
                              .lead = hf_db_get_int(query, 2),
                              .at = hf_db_get_int(query, 3)};
        int64_t by = hf_active_batch(&active, HF_FACTS_DISPOSITION, closing.id,
                                     hf_db_get_int(query, 1));
        closing.is_new = by > batch || closing.at > as_of;
        if (by && is_closing(ground->agreement, query)) {
            is_fine =
                hf_closings_add(closings, hf_db_get_text(query, 4), &closing);
        }
    }
    hf_db_reset(query);
    hf_active_clear(&active);
    if (status == HANDOFF_OK) {
        status = hf_db_status(ledger->db, findings);
    }
    if (status == HANDOFF_OK && !is_fine) {
        status = hf_store_no_memory(findings);
    }
    hf_closings_mark(closings);
    return status;
}
