/*
 * What units are judged by, read from a ledger once a derivation: revisions
 * with their rules, until when dispositions were observed, and whether one of
 * the exports recorded would have shown a touch.
 */
#include "dispute/ground.h"

#include "base/memory.h"
#include "ledger/revision.h"

// ---- Rules -----------------------------------------------------------------

const handoff_rules *
hf_ground_rules(const hf_ground *ground, int64_t revision)
{
    size_t low = 0;
    size_t high = ground->revision_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const hf_ground_revision *found = &ground->revisions[middle];
        if (found->id == revision) {
            return found->rules;
        }
        if (found->id < revision) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

int64_t
hf_ground_sla(const hf_ground *ground, const hf_story_decision *decision)
{
    const handoff_rules *rules = hf_ground_rules(ground, decision->revision);
    const hf_calendar *calendar = &ground->agreement->calendar;
    int64_t first = -1;
    // One team may be routed to twice, with an SLA each: the one that was
    // promised ends when the decision says.
    for (size_t at = 0; rules && at < rules->route_count; at++) {
        const hf_route *route = &rules->routes[at];
        if (!hf_view_equal(route->to, decision->route)) {
            continue;
        }
        if (first < 0) {
            first = route->sla;
        }
        if (route->sla && hf_calendar_add(calendar, decision->as_of,
                                          route->sla) == decision->sla_due) {
            return route->sla;
        }
    }
    if (first >= 0) {
        return first;
    }
    return decision->sla_due == HF_FACTS_NO_TIME
               ? 0
               : hf_calendar_between(calendar, decision->as_of,
                                     decision->sla_due);
}

// ---- Labels ----------------------------------------------------------------

hf_view
hf_ground_label_id(hf_view label)
{
    size_t len = 0;
    while (len < label.len && label.ptr[len] != '.' && label.ptr[len] != ':') {
        len++;
    }
    return hf_view_slice(label, 0, len);
}

bool
hf_ground_next_label(hf_view *rest, hf_view *out)
{
    size_t len = 0;
    if (rest->len == 0) {
        return false;
    }
    while (len < rest->len && rest->ptr[len] != ';') {
        len++;
    }
    *out = hf_view_slice(*rest, 0, len);
    *rest = hf_view_slice(*rest, len + 1, rest->len);
    return true;
}

// ---- From the ledger -------------------------------------------------------

static handoff_status
load_rules(hf_ground *ground, handoff_ledger *ledger,
           handoff_findings *findings)
{
    for (size_t at = 0; at < ground->revision_count; at++) {
        hf_ground_revision *revision = &ground->revisions[at];
        // What is wrong with kept rules is told by `verify`, not here.
        handoff_findings *own = handoff_findings_new();
        handoff_status status =
            own ? hf_revision_load(ledger, revision->id, &revision->rules, own)
                : HANDOFF_SYSTEM;
        handoff_findings_free(own);
        if (status == HANDOFF_SYSTEM) {
            return hf_store_no_memory(findings);
        }
    }
    return HANDOFF_OK;
}

static handoff_status
load_revisions(hf_ground *ground, handoff_ledger *ledger,
               handoff_findings *findings)
{
    size_t room = 0;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_REVISIONS);
    while (hf_db_next(query)) {
        hf_ground_revision *grown =
            hf_memory_grow(ground->revisions, &room, ground->revision_count + 1,
                           sizeof *grown);
        if (!grown) {
            hf_db_reset(query);
            return hf_store_no_memory(findings);
        }
        ground->revisions = grown;
        grown[ground->revision_count++] =
            (hf_ground_revision){.id = hf_db_get_int(query, 0)};
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK ? load_rules(ground, ledger, findings) : status;
}

// Whether the status is of a block by which touches are seen.
static bool
shows_touches(const handoff_agreement *agreement, hf_view status)
{
    for (size_t at = 0; at < agreement->disposition_count; at++) {
        const hf_agreement_block *block = &agreement->dispositions[at];
        bool is_seen = false;
        for (size_t one = 0; !is_seen && one < block->status_count; one++) {
            is_seen = block->statuses[one].to == HF_ACTION_TOUCHED ||
                      block->statuses[one].to == HF_ACTION_CONVERTED;
        }
        if (is_seen &&
            hf_agreement_find(block->statuses, block->status_count, status)) {
            return true;
        }
    }
    return false;
}

static handoff_status
load_touches(hf_ground *ground, handoff_ledger *ledger, int64_t known_by,
             handoff_findings *findings)
{
    hf_active active = {0};
    handoff_status status = hf_active_load(&active, ledger, known_by, findings);
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_STATUSES);
    hf_db_bind_int(query, 1, known_by ? known_by : INT64_MAX);
    while (status == HANDOFF_OK && !ground->has_seen_touches &&
           hf_db_next(query)) {
        ground->has_seen_touches =
            hf_active_batch(&active, HF_FACTS_DISPOSITION,
                            hf_db_get_int(query, 0), hf_db_get_int(query, 1)) &&
            shows_touches(ground->agreement, hf_db_get_text(query, 2));
    }
    hf_db_reset(query);
    hf_active_clear(&active);
    return status == HANDOFF_OK ? hf_db_status(ledger->db, findings) : status;
}

handoff_status
hf_ground_load(hf_ground *ground, handoff_ledger *ledger, int64_t known_by,
               handoff_findings *findings)
{
    handoff_status status = load_revisions(ground, ledger, findings);
    if (status == HANDOFF_OK) {
        status = load_touches(ground, ledger, known_by, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_story_covered(ledger, HF_VIEW("dispositions"), known_by,
                                  &ground->covered, findings);
    }
    return status;
}

void
hf_ground_clear(hf_ground *ground)
{
    for (size_t at = 0; at < ground->revision_count; at++) {
        handoff_rules_free(ground->revisions[at].rules);
    }
    hf_memory_free(ground->revisions);
    *ground = (hf_ground){0};
}
