/*
 * Joins: links that count in, from each lead the way to those in whose story
 * it is told out. Contacts hang on leads, leads on the ones that they were
 * merged into, so that a way may have several steps. A circle of merged leads
 * leads nowhere: each of it is told by itself.
 */
#include "ledger/joins.h"

#include "base/memory.h"

#include <stdlib.h>

// ---- Links -----------------------------------------------------------------

static int
order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int
order_by_part(const void *a, const void *b)
{
    const hf_join *left = a;
    const hf_join *right = b;
    int by_part = order(left->part, right->part);
    return by_part ? by_part : order(left->whole, right->whole);
}

static int
order_by_whole(const void *a, const void *b)
{
    const hf_join *left = a;
    const hf_join *right = b;
    int by_whole = order(left->whole, right->whole);
    return by_whole ? by_whole : order(left->part, right->part);
}

static bool
add(hf_join **items, size_t *count, size_t *room, const hf_join *join)
{
    hf_join *grown = hf_memory_grow(*items, room, *count + 1, sizeof *grown);
    if (!grown) {
        return false;
    }
    *items = grown;
    grown[(*count)++] = *join;
    return true;
}

// Rows: link, batch, kind, the lead that has the link, the other one, whether
// that one was scored.
static handoff_status
read_links(hf_joins *joins, handoff_ledger *ledger, const hf_active *active,
           hf_query *query, handoff_findings *findings)
{
    bool is_fine = true;
    while (is_fine && hf_db_next(query)) {
        int64_t holder = hf_db_get_int(query, 3);
        int64_t other = hf_db_get_int(query, 4);
        hf_view kind = hf_db_get_text(query, 2);
        hf_join join = {.part = other,
                        .whole = holder,
                        .kind = HF_LINK_CONTACT,
                        .is_void = hf_db_get_int(query, 5) != 0};
        if (hf_view_equal(kind, hf_facts_link_name(HF_LINK_MASTER))) {
            join = (hf_join){
                .part = holder, .whole = other, .kind = HF_LINK_MASTER};
        } else if (hf_view_equal(kind,
                                 hf_facts_link_name(HF_LINK_OPPORTUNITY))) {
            join.kind = HF_LINK_OPPORTUNITY;
        }
        if (hf_active_batch(active, HF_FACTS_LINK, hf_db_get_int(query, 0),
                            hf_db_get_int(query, 1))) {
            is_fine = add(&joins->links, &joins->link_count, &joins->link_room,
                          &join);
        }
    }
    hf_db_reset(query);
    return is_fine ? hf_db_status(ledger->db, findings)
                   : hf_store_no_memory(findings);
}

static void
sort_links(hf_joins *joins)
{
    size_t kept = 0;
    if (joins->link_count) {
        qsort(joins->links, joins->link_count, sizeof *joins->links,
              order_by_part);
    }
    for (size_t at = 0; at < joins->link_count; at++) {
        hf_join *last = kept ? &joins->links[kept - 1] : NULL;
        const hf_join *join = &joins->links[at];
        if (last && !order_by_part(last, join)) {
            // Linked in two ways: the stronger one counts.
            last->is_void &= join->is_void;
            last->kind =
                last->kind == HF_LINK_OPPORTUNITY ? join->kind : last->kind;
        } else {
            joins->links[kept++] = *join;
        }
    }
    joins->link_count = kept;
}

// ---- What hangs together ---------------------------------------------------

/* Leads on the way, each once; few. */
typedef struct way {
    int64_t *leads;
    size_t count, room;
} way;

static bool
visit(way *self, int64_t lead)
{
    for (size_t at = 0; at < self->count; at++) {
        if (self->leads[at] == lead) {
            return true;
        }
    }
    int64_t *grown = hf_memory_grow(self->leads, &self->room, self->count + 1,
                                    sizeof *grown);
    if (!grown) {
        return false;
    }
    self->leads = grown;
    grown[self->count++] = lead;
    return true;
}

static handoff_status
read_around(hf_joins *joins, handoff_ledger *ledger, const hf_active *active,
            int64_t known_by, int64_t lead, handoff_findings *findings)
{
    static const hf_statement statements[] = {HF_STATEMENT_JOINS_BY_LINK,
                                              HF_STATEMENT_JOINS_BY_KEY};
    way met = {0};
    size_t seen = 0;
    handoff_status status =
        visit(&met, lead) ? HANDOFF_OK : hf_store_no_memory(findings);
    for (size_t at = 0; status == HANDOFF_OK && at < met.count; at++) {
        for (size_t one = 0; status == HANDOFF_OK && one < 2; one++) {
            hf_query *query = hf_db_use(ledger->db, statements[one]);
            hf_db_bind_int(query, 1, met.leads[at]);
            hf_db_bind_int(query, 2, known_by);
            status = read_links(joins, ledger, active, query, findings);
        }
        for (; status == HANDOFF_OK && seen < joins->link_count; seen++) {
            if (!visit(&met, joins->links[seen].part) ||
                !visit(&met, joins->links[seen].whole)) {
                status = hf_store_no_memory(findings);
            }
        }
    }
    hf_memory_free(met.leads);
    return status;
}

// ---- End to end ------------------------------------------------------------

// The first link of a part, or where it would be.
static size_t
find_part(const hf_joins *joins, int64_t part)
{
    size_t low = 0;
    size_t high = joins->link_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (joins->links[middle].part < part) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool
follow(hf_joins *joins, int64_t part, way *met)
{
    met->count = 0;
    bool is_fine = visit(met, part);
    for (size_t at = 0; is_fine && at < met->count; at++) {
        int64_t lead = met->leads[at];
        bool is_end = true;
        for (size_t link = find_part(joins, lead);
             is_fine && link < joins->link_count &&
             joins->links[link].part == lead;
             link++) {
            if (!joins->links[link].is_void) {
                is_end = false;
                is_fine = visit(met, joins->links[link].whole);
            }
        }
        if (is_fine && is_end && lead != part) {
            hf_join told = {.part = part, .whole = lead};
            int64_t *end = &joins->links[find_part(joins, part)].end;
            *end = *end ? *end : lead;
            is_fine =
                add(&joins->told, &joins->told_count, &joins->told_room, &told);
        }
    }
    return is_fine;
}

static bool
follow_all(hf_joins *joins)
{
    way met = {0};
    bool is_fine = true;
    for (size_t at = 0; is_fine && at < joins->link_count; at++) {
        if (!at || joins->links[at].part != joins->links[at - 1].part) {
            is_fine = follow(joins, joins->links[at].part, &met);
        }
    }
    if (joins->told_count) {
        qsort(joins->told, joins->told_count, sizeof *joins->told,
              order_by_whole);
    }
    hf_memory_free(met.leads);
    return is_fine;
}

handoff_status
hf_joins_load(hf_joins *joins, handoff_ledger *ledger, const hf_active *active,
              int64_t known_by, int64_t lead, handoff_findings *findings)
{
    handoff_status status;
    known_by = known_by ? known_by : INT64_MAX;
    *joins = (hf_joins){0};
    if (lead) {
        status = read_around(joins, ledger, active, known_by, lead, findings);
    } else {
        hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_JOINS);
        hf_db_bind_int(query, 2, known_by);
        status = read_links(joins, ledger, active, query, findings);
    }
    sort_links(joins);
    if (status == HANDOFF_OK && !follow_all(joins)) {
        status = hf_store_no_memory(findings);
    }
    return status;
}

void
hf_joins_clear(hf_joins *joins)
{
    hf_memory_free(joins->links);
    hf_memory_free(joins->told);
    *joins = (hf_joins){0};
}

// ---- Questions -------------------------------------------------------------

int64_t
hf_joins_whole(const hf_joins *joins, int64_t lead)
{
    size_t at = find_part(joins, lead);
    bool is_part = at < joins->link_count && joins->links[at].part == lead &&
                   joins->links[at].end;
    return is_part ? joins->links[at].end : lead;
}

// The first told of a whole that is not below `lead`.
static size_t
find_whole(const hf_joins *joins, int64_t lead)
{
    size_t low = 0;
    size_t high = joins->told_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (joins->told[middle].whole < lead) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t
hf_joins_parts(const hf_joins *joins, int64_t lead, size_t *first)
{
    size_t at = find_whole(joins, lead);
    *first = at;
    while (at < joins->told_count && joins->told[at].whole == lead) {
        at++;
    }
    return at - *first;
}

int64_t
hf_joins_next(const hf_joins *joins, int64_t after)
{
    size_t at = find_whole(joins, after + 1);
    return at < joins->told_count ? joins->told[at].whole : INT64_MAX;
}
