/*
 * One row of an export becomes a fact: it is kept under the first id that it
 * gives (of a lead, a contact or an opportunity), its time is read in the
 * block's format and zone, names are kept as they are written, and those that
 * the agreement does not map are noted.
 */
#include "ledger/record.h"

#include "base/bitmap.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "batch/values.h"

#include <string.h>

// ---- Leads -----------------------------------------------------------------

// Whether it was decided is asked at the end, once for each lead.
static handoff_status
note_lead(hf_recording *run, const hf_facts_lead *lead)
{
    size_t word = (size_t)lead->id / 64;
    size_t before = run->asked_words;
    if (word >= before) {
        uint64_t *grown = hf_memory_grow(run->asked, &run->asked_words,
                                         word + 1, sizeof *grown);
        if (!grown) {
            return hf_store_no_memory(run->findings);
        }
        run->asked = grown;
        memset(grown + before, 0, (run->asked_words - before) * sizeof *grown);
    }
    hf_bitmap_set(run->asked, (size_t)lead->id);
    return HANDOFF_OK;
}

// In the order of leads, in which the decisions lie: many times as fast as in
// the order of the rows.
handoff_status
hf_record_count_unknown(hf_recording *run)
{
    for (size_t lead = 0; lead < run->asked_words * 64; lead++) {
        if (hf_bitmap_get(run->asked, lead) &&
            !hf_facts_is_decided(run->facts, (int64_t)lead)) {
            run->receipt.unknown_leads++;
        }
    }
    return hf_db_status(run->ledger->db, run->findings);
}

handoff_status
hf_record_lead(hf_recording *run, hf_record_row *row, hf_view key,
               hf_facts_lead *out)
{
    handoff_status status =
        hf_facts_find_lead(run->facts, key, out, run->findings);
    if (status == HANDOFF_OK && out->is_forgotten) {
        row->is_skipped = true;
        return HANDOFF_OK;
    }
    return status == HANDOFF_OK ? note_lead(run, out) : status;
}

// Salesforce's weekly export writes no id as one of zeros.
static bool
is_no_id(hf_view text)
{
    static const hf_view none = HF_VIEW("000000000000000");
    return hf_view_equal(hf_view_slice(text, 0, none.len), none);
}

// The id in a cell, in its long form when both mean the same; false when
// memory ran out.
static bool
read_id(hf_recording *run, const hf_record_row *row, hf_role role, hf_view *out)
{
    hf_view text = hf_record_cell(row, role);
    bool is_salesforce = row->layout->block->columns[role].is_salesforce_id;
    if (is_salesforce && is_no_id(text)) {
        text = HF_VIEW("");
    } else if (is_salesforce && hf_values_is_short_id(text)) {
        text = hf_values_widen(text, &run->scratch);
        if (!text.ptr) {
            return false;
        }
    }
    *out = text;
    return true;
}

// Whether the agreement says where leads name ids of this role.
static bool
is_linked(const handoff_agreement *agreement, hf_role role)
{
    for (size_t at = 0; at < agreement->link_count; at++) {
        if (agreement->links[at].columns[role].count) {
            return true;
        }
    }
    return false;
}

// Of the ids that a row gives the first says whose it is, whatever is known of
// it: links join it with a lead, before or after. `matched` is what kind it is.
// Without one the row has a problem; of a forgotten lead it is skipped.
static handoff_status
find_lead(hf_recording *run, hf_record_row *row, hf_facts_lead *out,
          hf_view *matched)
{
    static const hf_role roles[] = {HF_ROLE_LEAD, HF_ROLE_CONTACT,
                                    HF_ROLE_OPPORTUNITY};
    static const hf_view names[] = {HF_VIEW("lead"), HF_VIEW("contact"),
                                    HF_VIEW("opportunity")};
    hf_view key = {0};
    *out = (hf_facts_lead){0};
    bool is_lost = false;
    for (size_t at = 0; !key.len && at < sizeof roles / sizeof *roles; at++) {
        *matched = names[at];
        if (!read_id(run, row, roles[at], &key)) {
            return hf_store_no_memory(run->findings);
        }
        if (at && key.len && !is_linked(run->agreement, roles[at])) {
            is_lost = true;
            key = HF_VIEW("");
        }
    }
    if (!key.len) {
        row->problem =
            is_lost ? "no lead, and 'links' join none with it" : "no lead";
        return HANDOFF_OK;
    }
    return hf_record_lead(run, row, key, out);
}

// ---- Times -----------------------------------------------------------------

// The moment in the row's `at`; false with a problem.
static bool
read_time(hf_record_row *row, int64_t *out)
{
    const hf_agreement_block *block = row->layout->block;
    hf_view text = hf_record_cell(row, HF_ROLE_AT);
    int32_t offset = block->zone.count ? 0 : block->zone.offset;
    int64_t at = 0;
    int64_t moved = 0;
    if (!text.len || !hf_date_read(text, block->format, offset, &at)) {
        row->problem = text.len ? "a time that cannot be read" : "no time";
        return false;
    }
    // A text with a zone of its own reads the same whatever is given.
    if (block->zone.count && hf_date_read(text, block->format, 3600, &moved) &&
        moved != at) {
        at = hf_zone_to_utc(&block->zone, at);
    }
    *out = at;
    return true;
}

static void
cover(hf_recording *run, int64_t at)
{
    if (run->first == HF_FACTS_NO_TIME || at < run->first) {
        run->first = at;
    }
    if (run->last == HF_FACTS_NO_TIME || at > run->last) {
        run->last = at;
    }
}

// ---- Kinds -----------------------------------------------------------------

static bool
has_priorities(const handoff_agreement *agreement)
{
    for (size_t at = 0; at < agreement->disposition_count; at++) {
        if (agreement->dispositions[at].priority_count) {
            return true;
        }
    }
    return false;
}

static void
check_names(hf_recording *run, const hf_disposition *fact)
{
    const handoff_agreement *agreement = run->agreement;
    uint64_t line = (uint64_t)fact->line;
    if (fact->status.len &&
        hf_agreement_action(agreement, fact->status) == HF_ACTION_UNMAPPED) {
        hf_record_note(run, HF_RECORD_STATUS, fact->status, line);
    }
    if (fact->reason.len && !hf_agreement_reason(agreement, fact->reason)) {
        hf_record_note(run, HF_RECORD_REASON, fact->reason, line);
    }
    if (fact->priority.len && has_priorities(agreement) &&
        hf_agreement_priority(agreement, fact->priority) < 0) {
        hf_record_note(run, HF_RECORD_PRIORITY, fact->priority, line);
    }
}

static handoff_status
take_disposition(hf_recording *run, hf_record_row *row, int64_t at,
                 const hf_facts_lead *lead)
{
    bool is_known = false;
    hf_disposition fact = {
        .at = at,
        .actor = hf_record_cell(row, HF_ROLE_ACTOR),
        .team = hf_record_cell(row, HF_ROLE_TEAM),
        .status = hf_record_cell(row, HF_ROLE_STATUS),
        .reason = hf_record_cell(row, HF_ROLE_REASON),
        .priority = hf_record_cell(row, HF_ROLE_PRIORITY),
        .owner = hf_record_cell(row, HF_ROLE_OWNER),
        .comment = hf_record_cell(row, HF_ROLE_COMMENT),
        .is_current = row->layout->block->is_current,
        .line = (int64_t)row->record->line,
    };
    if (!read_id(run, row, HF_ROLE_SOURCE, &fact.source)) {
        return hf_store_no_memory(run->findings);
    }
    check_names(run, &fact);
    return hf_facts_add_disposition(run->facts, lead, &fact, &is_known,
                                    run->findings);
}

static bool
read_amount(hf_record_row *row, hf_outcome *fact)
{
    hf_view text = hf_record_cell(row, HF_ROLE_AMOUNT);
    fact->has_amount = text.len > 0;
    if (text.len && !hf_decimal_money(text, row->layout->block->decimal_mark,
                                      &fact->amount)) {
        row->problem = "an amount that cannot be read";
        return false;
    }
    return true;
}

static handoff_status
take_outcome(hf_recording *run, hf_record_row *row, hf_outcome *fact,
             const hf_facts_lead *lead)
{
    bool is_known = false;
    fact->opportunity = hf_record_cell(row, HF_ROLE_OPPORTUNITY);
    fact->stage = hf_record_cell(row, HF_ROLE_STATUS);
    fact->currency = hf_record_cell(row, HF_ROLE_CURRENCY);
    fact->line = (int64_t)row->record->line;
    if (hf_agreement_level(run->agreement, fact->stage) == HF_LEVEL_UNMAPPED) {
        hf_record_note(run, HF_RECORD_STAGE, fact->stage, row->record->line);
    }
    return hf_facts_add_outcome(run->facts, lead, fact, &is_known,
                                run->findings);
}

static handoff_status
take_handoff(hf_recording *run, hf_record_row *row, int64_t at,
             const hf_facts_lead *lead)
{
    bool is_known = false;
    hf_view kind = hf_record_cell(row, HF_ROLE_STATUS);
    hf_handoff fact = {
        .at = at,
        .due = HF_FACTS_NO_TIME,
        .recipient = hf_record_cell(row, HF_ROLE_TEAM),
        .kind = kind.len ? kind : HF_VIEW("handed"),
        .actor = hf_record_cell(row, HF_ROLE_ACTOR),
        .line = (int64_t)row->record->line,
    };
    if (hf_agreement_handoff(run->agreement, fact.kind) ==
        HF_HANDOFF_UNMAPPED) {
        hf_record_note(run, HF_RECORD_KIND, fact.kind, row->record->line);
    }
    return hf_facts_add_handoff(run->facts, lead, &fact, &is_known,
                                run->findings);
}

handoff_status
hf_record_take(hf_recording *run, hf_record_row *row)
{
    handoff_record_kind kind = run->options->kind;
    hf_facts_lead lead;
    hf_outcome outcome = {0};
    int64_t at = 0;
    if (!read_time(row, &at) ||
        (kind == HANDOFF_RECORD_OUTCOMES && !read_amount(row, &outcome))) {
        return HANDOFF_OK;
    }
    cover(run, at);
    handoff_status status = find_lead(run, row, &lead, &outcome.matched);
    if (status != HANDOFF_OK || row->problem || row->is_skipped) {
        return status;
    }
    switch (kind) {
    case HANDOFF_RECORD_DISPOSITIONS:
        return take_disposition(run, row, at, &lead);
    case HANDOFF_RECORD_OUTCOMES:
        outcome.at = at;
        return take_outcome(run, row, &outcome, &lead);
    case HANDOFF_RECORD_HANDOFFS:
        return take_handoff(run, row, at, &lead);
    case HANDOFF_RECORD_REVIEWS:
        break;
    }
    return HANDOFF_OK;
}

// ---- Links -----------------------------------------------------------------

handoff_status
hf_record_take_links(hf_recording *run, hf_record_row *row)
{
    static const hf_role roles[] = {[HF_LINK_CONTACT] = HF_ROLE_CONTACT,
                                    [HF_LINK_OPPORTUNITY] = HF_ROLE_OPPORTUNITY,
                                    [HF_LINK_MASTER] = HF_ROLE_MASTER};
    hf_facts_lead lead = {0};
    hf_view key;
    handoff_status status = HANDOFF_OK;
    if (!read_id(run, row, HF_ROLE_LEAD, &key)) {
        return hf_store_no_memory(run->findings);
    }
    row->problem = key.len ? NULL : "no lead";
    for (size_t kind = 0; kind < sizeof roles / sizeof *roles; kind++) {
        hf_view linked;
        bool is_known = false;
        if (status != HANDOFF_OK || row->problem || row->is_skipped) {
            return status;
        }
        if (!read_id(run, row, roles[kind], &linked)) {
            return hf_store_no_memory(run->findings);
        }
        if (linked.len && !lead.id) {
            status = hf_record_lead(run, row, key, &lead);
        }
        if (status == HANDOFF_OK && linked.len && lead.id) {
            status = hf_facts_add_link(run->facts, &lead, (hf_link_kind)kind,
                                       linked, (int64_t)row->record->line,
                                       &is_known, run->findings);
        }
    }
    return status;
}
