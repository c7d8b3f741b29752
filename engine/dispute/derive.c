/*
 * The derived rows: all of a lead's units replaced by those that its facts
 * make now. Either for every lead, or for those that something happened to
 * since the last time: new facts, a moment that was waited for, a closing that
 * has become one of many. Both give the same rows.
 */
#include "dispute/derive.h"

#include "base/memory.h"
#include "dispute/closings.h"
#include "dispute/contradict.h"
#include "dispute/unit_rows.h"
#include "dispute/units.h"
#include "ledger/joins.h"

#include <stdlib.h>

enum { MOST_LEADS = 20000 }; // more are derived faster in one go

typedef struct derivation {
    handoff_ledger *ledger;
    const hf_derive *asked;
    hf_ground ground;
    hf_closings closings;
    hf_overtaken overtaken; // of the rule set at hand
    hf_contradict *contradict;
    hf_units units;
    int64_t batch, as_of; // what is there; batch 0: nothing of use
    int64_t last_batch;
    int64_t last_unit; // id
    int64_t *leads;    // that were touched
    size_t lead_count, lead_room;
    bool is_unfinished; // a lead waits for its first unit: all anew next time
    hf_derive_found *found; // of rows that are compared; NULL: written
} derivation;

// ---- Units -----------------------------------------------------------------

static bool
is_closing(const hf_deed *deed)
{
    return deed && (deed->action == HF_ACTION_REJECTED ||
                    deed->action == HF_ACTION_RECYCLED ||
                    deed->action == HF_ACTION_DISQUALIFIED);
}

// Facts of a later moment are waited for by the first unit of the lead.
static void
wait_for_facts(derivation *self)
{
    hf_units *units = &self->units;
    if (units->next_fact == HF_FACTS_NO_TIME) {
        return;
    }
    if (!units->count) {
        self->is_unfinished = true;
    } else if (units->items[0].until == HF_FACTS_NO_TIME ||
               units->items[0].until > units->next_fact) {
        units->items[0].until = units->next_fact;
    }
}

static handoff_status
find_units(derivation *self, const hf_story *story, handoff_findings *findings)
{
    hf_units *units = &self->units;
    handoff_status status = HANDOFF_OK;
    units->count = 0;
    if (!story->key.len) {
        return HANDOFF_OK; // forgotten
    }
    if (!hf_units_find(units, &self->ground, story)) {
        return hf_store_no_memory(findings);
    }
    wait_for_facts(self);
    for (size_t at = 0; status == HANDOFF_OK && at < units->count; at++) {
        hf_unit *unit = &units->items[at];
        unit->is_bulk = is_closing(unit->deed) &&
                        hf_closings_has(&self->closings, unit->deed->fact->id);
        status =
            hf_contradict_unit(self->contradict, story->key, unit, findings);
    }
    return status;
}

static void
write_units(derivation *self, hf_unit_rows_owner owner)
{
    for (size_t at = 0; at < self->units.count; at++) {
        hf_unit_rows_add(self->ledger, ++self->last_unit, owner,
                         &self->units.items[at]);
    }
}

// The first lead that differs is the one that is named.
static void
compare_units(derivation *self, hf_unit_rows_owner owner, hf_view key)
{
    if (self->found->is_same &&
        !hf_unit_rows_are(self->ledger, owner, &self->units)) {
        self->found->is_same = false;
        hf_buffer_add_view(&self->found->lead, key);
    }
    self->found->rows += (int64_t)self->units.count;
}

static handoff_status
take_story(derivation *self, int64_t ruleset, const hf_story *story,
           handoff_findings *findings)
{
    hf_unit_rows_owner owner = {ruleset, story->lead};
    handoff_status status = find_units(self, story, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (self->found) {
        compare_units(self, owner, story->key);
    } else {
        write_units(self, owner);
    }
    return hf_db_status(self->ledger->db, findings);
}

static handoff_status
take_stories(derivation *self, int64_t ruleset, int64_t lead,
             handoff_findings *findings)
{
    hf_story_range range = {ruleset, lead, self->asked->known_by,
                            self->asked->agreement, &self->overtaken};
    hf_stories *stories = NULL;
    hf_story story;
    bool has_one = true;
    handoff_status status =
        hf_story_open(self->ledger, &range, &stories, findings);
    while (status == HANDOFF_OK && has_one) {
        status = hf_story_next(stories, &story, &has_one, findings);
        if (status == HANDOFF_OK && has_one) {
            status = take_story(self, ruleset, &story, findings);
        }
    }
    hf_story_close(stories);
    return status;
}

// ---- What was touched ------------------------------------------------------

static bool
add_lead(derivation *self, int64_t lead)
{
    int64_t *grown = hf_memory_grow(self->leads, &self->lead_room,
                                    self->lead_count + 1, sizeof *grown);
    if (!grown) {
        return false;
    }
    self->leads = grown;
    grown[self->lead_count++] = lead;
    return true;
}

// Leads of units, up to too many.
static bool
take_leads(derivation *self, hf_query *units)
{
    bool is_fine = true;
    while (is_fine && self->lead_count <= MOST_LEADS && hf_db_next(units)) {
        is_fine = add_lead(self, hf_db_get_int(units, 0));
    }
    hf_db_reset(units);
    return is_fine;
}

// Leads of facts, the newest first, until one is of a batch that was known.
static bool
take_newest(derivation *self, hf_query *facts)
{
    bool is_fine = true;
    while (is_fine && self->lead_count <= MOST_LEADS && hf_db_next(facts) &&
           hf_db_get_int(facts, 1) > self->batch) {
        is_fine = add_lead(self, hf_db_get_int(facts, 0));
    }
    hf_db_reset(facts);
    return is_fine;
}

static handoff_status
find_touched(derivation *self, handoff_findings *findings)
{
    static const hf_statement newest[] = {
        HF_STATEMENT_NEWEST_LEADS,    HF_STATEMENT_NEWEST_DECISIONS,
        HF_STATEMENT_NEWEST_HANDOFFS, HF_STATEMENT_NEWEST_DISPOSITIONS,
        HF_STATEMENT_NEWEST_OUTCOMES, HF_STATEMENT_NEWEST_LINKS};
    hf_db *db = self->ledger->db;
    hf_query *query = hf_db_use(db, HF_STATEMENT_UNITS_DUE);
    hf_db_bind_int(query, 1, self->asked->as_of);
    bool is_fine = take_leads(self, query);
    if (is_fine && self->last_batch > self->batch) {
        is_fine = take_leads(self, hf_db_use(db, HF_STATEMENT_UNITS_UNSURE));
        for (size_t at = 0; is_fine && at < sizeof newest / sizeof *newest;
             at++) {
            is_fine = take_newest(self, hf_db_use(db, newest[at]));
        }
    }
    if (self->lead_count > MOST_LEADS) {
        self->batch = 0;
    }
    return is_fine ? hf_db_status(db, findings) : hf_store_no_memory(findings);
}

static handoff_status
read_state(derivation *self, handoff_findings *findings)
{
    hf_db *db = self->ledger->db;
    hf_query *query = hf_db_use(db, HF_STATEMENT_LAST_BATCH);
    self->last_batch = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    hf_db_reset(query);
    query = hf_db_use(db, HF_STATEMENT_GET_DERIVATION);
    if (hf_db_next(query) && hf_db_get_int(query, 0) > 0 &&
        hf_view_equal(hf_db_get_text(query, 1),
                      hf_view_of(self->asked->agreement->hash)) &&
        hf_db_get_int(query, 2) <= self->asked->as_of &&
        !self->asked->is_anew) {
        self->batch = hf_db_get_int(query, 0);
        self->as_of = hf_db_get_int(query, 2);
    }
    hf_db_reset(query);
    query = hf_db_use(db, HF_STATEMENT_DERIVE_ANEW);
    hf_db_bind_int(query, 1, self->batch);
    if (self->batch && hf_db_next(query)) {
        self->batch = 0;
    }
    hf_db_reset(query);
    return hf_db_status(db, findings);
}

// ---- Writing ---------------------------------------------------------------

static handoff_status
load_ground(derivation *self, handoff_findings *findings)
{
    int64_t known_by = self->asked->known_by;
    bool is_whole = self->batch == 0;
    handoff_status status =
        hf_ground_load(&self->ground, self->ledger, known_by, findings);
    if (status == HANDOFF_OK) {
        status = hf_closings_load(&self->closings, self->ledger, &self->ground,
                                  known_by, is_whole ? INT64_MAX : self->batch,
                                  is_whole ? INT64_MAX : self->as_of, findings);
    }
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_LAST_UNIT);
    self->last_unit = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    hf_db_reset(query);
    self->contradict = hf_contradict_new(self->ledger, &self->ground);
    if (status == HANDOFF_OK && !self->contradict) {
        status = hf_store_no_memory(findings);
    }
    return status;
}

static int
order_leads(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

// What is told together is derived together.
static handoff_status
add_joined(derivation *self, int64_t lead, handoff_findings *findings)
{
    static const hf_active all = {0};
    hf_joins joins;
    handoff_status status =
        hf_joins_load(&joins, self->ledger, &all, 0, lead, findings);
    for (size_t at = 0; status == HANDOFF_OK && at < joins.link_count; at++) {
        if (!add_lead(self, joins.links[at].part) ||
            !add_lead(self, joins.links[at].whole)) {
            status = hf_store_no_memory(findings);
        }
    }
    hf_joins_clear(&joins);
    return status;
}

// Those whose closings have become some of many, too.
static handoff_status
sort_touched(derivation *self, handoff_findings *findings)
{
    for (size_t at = 0; at < self->closings.count; at++) {
        const hf_closing *closing = &self->closings.items[at];
        if (closing->is_touched && !add_lead(self, closing->lead)) {
            return hf_store_no_memory(findings);
        }
    }
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0, end = self->lead_count;
         status == HANDOFF_OK && at < end; at++) {
        status = add_joined(self, self->leads[at], findings);
    }
    if (self->lead_count) {
        qsort(self->leads, self->lead_count, sizeof *self->leads, order_leads);
    }
    size_t kept = 0;
    for (size_t at = 0; at < self->lead_count; at++) {
        if (!at || self->leads[at] != self->leads[at - 1]) {
            self->leads[kept++] = self->leads[at];
        }
    }
    self->lead_count = kept;
    return status;
}

// `indexes` becomes what makes the indexes again, when all rows are replaced.
static handoff_status
drop_units(derivation *self, hf_buffer *indexes, handoff_findings *findings)
{
    static const hf_statement statements[] = {HF_STATEMENT_ERASE_DISPUTED,
                                              HF_STATEMENT_ERASE_UNITS};
    if (self->batch == 0) {
        self->last_unit = 0;
        return hf_unit_rows_clear(self->ledger, indexes, findings);
    }
    for (size_t at = 0; at < self->lead_count; at++) {
        for (size_t one = 0; one < 2; one++) {
            hf_query *query = hf_db_use(self->ledger->db, statements[one]);
            hf_db_bind_int(query, 1, self->leads[at]);
            hf_db_run(query);
        }
    }
    return hf_db_status(self->ledger->db, findings);
}

static handoff_status
take_ruleset(derivation *self, int64_t ruleset, handoff_findings *findings)
{
    handoff_status status =
        hf_overtaken_load(&self->overtaken, self->ledger, ruleset,
                          self->asked->known_by, findings);
    if (status == HANDOFF_OK && self->batch == 0) {
        status = take_stories(self, ruleset, 0, findings);
    }
    for (size_t at = 0;
         status == HANDOFF_OK && self->batch && at < self->lead_count; at++) {
        status = take_stories(self, ruleset, self->leads[at], findings);
    }
    hf_overtaken_clear(&self->overtaken);
    return status;
}

static handoff_status
take_all(derivation *self, handoff_findings *findings)
{
    hf_buffer indexes = {0};
    handoff_status status = load_ground(self, findings);
    if (status == HANDOFF_OK && self->batch) {
        status = sort_touched(self, findings);
    }
    if (status == HANDOFF_OK && !self->found) {
        status = drop_units(self, &indexes, findings);
    }
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_RULESETS);
    while (status == HANDOFF_OK && hf_db_next(query)) {
        status = take_ruleset(self, hf_db_get_int(query, 0), findings);
    }
    hf_db_reset(query);
    if (status == HANDOFF_OK && indexes.len) {
        hf_db_execute(self->ledger->db, hf_buffer_text(&indexes));
    }
    hf_buffer_clear(&indexes);
    return status == HANDOFF_OK ? hf_db_status(self->ledger->db, findings)
                                : status;
}

static void
clear(derivation *self)
{
    hf_units_clear(&self->units);
    hf_contradict_free(self->contradict);
    hf_closings_clear(&self->closings);
    hf_ground_clear(&self->ground);
    hf_memory_free(self->leads);
}

static void
keep_state(derivation *self)
{
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_SET_DERIVATION);
    hf_db_bind_int(query, 1,
                   self->is_unfinished ? -self->last_batch : self->last_batch);
    hf_db_bind_text(query, 2, hf_view_of(self->asked->agreement->hash));
    hf_db_bind_int(query, 3, self->asked->as_of);
    hf_db_run(query);
}

static handoff_status
derive(derivation *self, bool is_kept, handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    self->ground.agreement = self->asked->agreement;
    self->ground.as_of = self->asked->as_of;
    if (is_kept) {
        status = read_state(self, findings);
    }
    if (status == HANDOFF_OK && self->batch) {
        status = find_touched(self, findings);
    }
    if (status == HANDOFF_OK && (!self->batch || self->lead_count)) {
        status = take_all(self, findings);
    }
    bool is_changed =
        !self->batch || self->lead_count || self->batch != self->last_batch;
    if (status == HANDOFF_OK && is_kept && is_changed) {
        keep_state(self);
        status = hf_db_status(self->ledger->db, findings);
    }
    clear(self);
    return status;
}

// ---- Where the rows go -----------------------------------------------------

static const char MAKE_TEMPORARY[] =
    "PRAGMA query_only = OFF;"
    "CREATE TEMP TABLE disagreement (id INTEGER PRIMARY KEY, ruleset, lead,"
    " cycle, code, side, mode, decision, decided, handed, due, at, minutes,"
    " touched, attempts, actor, team, reason, reason_code, class, disputes,"
    " unexplained, contradicted, bulk, reversed, resolution, until);"
    "CREATE TEMP TABLE disputed (disagreement, criterion, at)";

static bool
may_write(handoff_ledger *ledger)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_IS_QUERY_ONLY);
    bool is_only = hf_db_next(query) && hf_db_get_int(query, 0) != 0;
    hf_db_reset(query);
    return !is_only;
}

static bool
is_earlier(handoff_ledger *ledger, int64_t as_of)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_GET_DERIVATION);
    bool is_later = hf_db_next(query) && hf_db_get_int(query, 2) > as_of;
    hf_db_reset(query);
    return is_later;
}

// False when the rows cannot be kept: no finding is due for that.
static bool
begin_kept(handoff_ledger *ledger, const hf_derive *asked)
{
    if (asked->known_by || !may_write(ledger) ||
        (!asked->is_anew && is_earlier(ledger, asked->as_of))) {
        return false;
    }
    handoff_findings *own = handoff_findings_new();
    bool is_begun = own && hf_db_begin(ledger->db, own) == HANDOFF_OK;
    handoff_findings_free(own);
    return is_begun;
}

handoff_status
hf_derive_begin(handoff_ledger *ledger, hf_derive *asked,
                handoff_findings *findings)
{
    derivation self = {.ledger = ledger, .asked = asked};
    handoff_status status = HANDOFF_OK;
    hf_db_bound(ledger->db, true);
    bool is_kept = begin_kept(ledger, asked);
    asked->is_reader = !may_write(ledger);
    if (!is_kept) {
        hf_db_execute(ledger->db, MAKE_TEMPORARY);
        status = hf_db_status(ledger->db, findings);
        if (status == HANDOFF_OK) {
            status = hf_db_begin_read(ledger->db, findings);
        }
    }
    if (status == HANDOFF_OK) {
        status = derive(&self, is_kept, findings);
    }
    if (status != HANDOFF_OK) {
        hf_db_rollback(ledger->db);
    }
    return status;
}

handoff_status
hf_derive_compare(handoff_ledger *ledger, const hf_derive *asked,
                  hf_derive_found *found, handoff_findings *findings)
{
    derivation self = {.ledger = ledger, .asked = asked, .found = found};
    hf_db *db = ledger->db;
    handoff_status status = derive(&self, false, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    hf_query *query = hf_db_use(db, HF_STATEMENT_COUNT_UNITS);
    found->is_same = hf_db_next(query) &&
                     hf_db_get_int(query, 0) == found->rows && found->is_same;
    hf_db_reset(query);
    query = hf_db_use(db, HF_STATEMENT_DISPUTED_AMISS);
    found->is_same = !hf_db_next(query) && found->is_same;
    hf_db_reset(query);
    return hf_db_status(db, findings);
}

handoff_status
hf_derive_end(handoff_ledger *ledger, const hf_derive *asked,
              handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    if (hf_db_is_open(ledger->db)) {
        status = hf_db_commit(ledger->db, findings);
    }
    hf_db_execute(ledger->db, "DROP TABLE IF EXISTS temp.disputed;"
                              "DROP TABLE IF EXISTS temp.disagreement");
    hf_db_bound(ledger->db, false);
    if (asked->is_reader) {
        hf_db_execute(ledger->db, "PRAGMA query_only = ON");
    }
    handoff_status dropped = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK ? dropped : status;
}
