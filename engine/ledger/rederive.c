/*
 * Decisions, derived again: inputs back into batches, the revision's text into
 * a plan for the moment of the run, and what the scorer then says compared
 * with what is kept. A decision with a personal input, of which there is only
 * a hash, is passed over.
 */
#include "base/bitmap.h"
#include "base/memory.h"
#include "ledger/inputs.h"
#include "ledger/rationales.h"
#include "ledger/revision.h"
#include "ledger/verify.h"

#include <string.h>

/* What is kept of a row. */
typedef struct kept {
    int64_t state, score, completeness, margin;
    bool has_margin;
} kept;

typedef struct derivation {
    handoff_ledger *ledger;
    hf_verified *verified;
    int64_t batch, revision, as_of; // of what is loaded; batch 0: nothing
    handoff_rules *rules;
    handoff_plan *plan; // NULL: the revision does not load
    hf_scorer *scorer;
    hf_packer *packer;
    hf_rationales rationales;
    hf_batch rows;
    hf_buffer packed;
    kept kept[HF_BATCH_ROWS];
} derivation;

// ---- A revision at a moment ------------------------------------------------

static void
unload(derivation *self)
{
    hf_pack_free(self->packer);
    hf_scorer_free(self->scorer);
    hf_rationales_clear(&self->rationales);
    hf_batch_clear(&self->rows);
    handoff_plan_free(self->plan);
    self->packer = NULL;
    self->scorer = NULL;
    self->plan = NULL;
    self->rationales = (hf_rationales){0};
    self->rows = (hf_batch){0};
}

static bool
make_rows(derivation *self)
{
    const hf_fields *fields = &self->plan->fields;
    hf_kind *kinds = hf_memory_zero(fields->count, sizeof *kinds);
    if (!kinds) {
        return false;
    }
    for (size_t at = 0; at < fields->count; at++) {
        kinds[at] = hf_fields_kind(fields->specs[at].type);
    }
    bool is_made = hf_batch_init(&self->rows, kinds, fields->count, 0);
    hf_memory_free(kinds);
    return is_made;
}

// The rules are loaded into findings of their own: what is wrong with them is
// wrong with the ledger.
static handoff_status
load_plan(derivation *self, int64_t revision, int64_t as_of)
{
    handoff_findings *own = handoff_findings_new();
    handoff_status status = own ? HANDOFF_OK : HANDOFF_SYSTEM;
    if (status == HANDOFF_OK && (!self->rules || self->revision != revision)) {
        handoff_rules_free(self->rules);
        self->rules = NULL;
        status = hf_revision_load(self->ledger, revision, &self->rules, own);
    }
    if (status == HANDOFF_OK) {
        status = handoff_plan_new(self->rules, as_of, &self->plan, own);
    }
    handoff_findings_free(own);
    return status;
}

static handoff_status
load(derivation *self, int64_t revision, int64_t as_of,
     handoff_findings *findings)
{
    unload(self);
    handoff_status status = load_plan(self, revision, as_of);
    self->revision = revision;
    self->as_of = as_of;
    if (status == HANDOFF_RULES) {
        hf_verify_note(self->verified, self->batch,
                       "its rules do not load from their text");
        return HANDOFF_OK;
    }
    if (status != HANDOFF_OK) {
        return hf_store_no_memory(findings);
    }
    self->scorer = hf_scorer_new(self->plan);
    self->packer = hf_pack_new(self->ledger, self->plan, NULL);
    return self->scorer && self->packer && make_rows(self) &&
                   hf_rationales_init(&self->rationales, self->plan,
                                      self->ledger->take)
               ? HANDOFF_OK
               : hf_store_no_memory(findings);
}

// ---- Rows ------------------------------------------------------------------

static bool
is_same(const derivation *self, const kept *was, int64_t state)
{
    const uint64_t *words = self->rationales.words;
    return was->state == state && was->score == (int64_t)words[HF_PACK_SCORE] &&
           was->completeness == (int64_t)words[HF_PACK_COMPLETENESS] &&
           was->has_margin == (words[HF_PACK_HAS_MARGIN] != 0) &&
           (!was->has_margin || was->margin == (int64_t)words[HF_PACK_MARGIN]);
}

static handoff_status
flush(derivation *self, handoff_findings *findings)
{
    hf_pack_layout layout;
    hf_packed row;
    if (!self->rows.rows) {
        return HANDOFF_OK;
    }
    const hf_verdicts *verdicts = hf_scorer_run(self->scorer, &self->rows);
    hf_buffer_reset(&self->packed);
    if (!verdicts || !hf_pack_add(self->packer, self->scorer, &self->rows,
                                  verdicts, &self->packed)) {
        return hf_store_no_memory(findings);
    }
    layout = hf_pack_layout_of(self->plan);
    hf_view rest = hf_buffer_view(&self->packed);
    size_t at = 0;
    for (; hf_pack_next(&layout, &rest, &row); at++) {
        uint32_t number = 0;
        int64_t state = 0;
        if (!hf_rationales_find(&self->rationales, row.rationale, &number,
                                &state)) {
            return hf_store_no_memory(findings);
        }
        if (!is_same(self, &self->kept[at], state)) {
            hf_verify_note(self->verified, self->batch,
                           "a decision comes out different");
        }
        self->verified->decisions++;
    }
    if (at != self->rows.rows) {
        hf_verify_note(self->verified, self->batch,
                       "a decision cannot be derived again");
    }
    hf_batch_reset(&self->rows);
    return HANDOFF_OK;
}

static bool
set_lead(derivation *self, size_t row, hf_view key)
{
    hf_batch *rows = &self->rows;
    hf_column *column = &rows->columns[self->plan->fields.id];
    hf_view copy = hf_arena_copy(&rows->scratch, key);
    if (!copy.ptr) {
        return false;
    }
    rows->leads[row] = copy;
    if (column->kind == HF_KIND_TEXT || column->kind == HF_KIND_ID) {
        column->texts[row] = copy;
        hf_bitmap_put(column->present, row, true);
    }
    return true;
}

static handoff_status
add_row(derivation *self, hf_query *query, handoff_findings *findings)
{
    size_t row = self->rows.rows;
    bool is_whole = true;
    if (!self->plan) {
        return HANDOFF_OK;
    }
    if (!hf_inputs_read(&self->plan->fields, hf_db_get_text(query, 7),
                        &self->rows, row, &is_whole)) {
        hf_verify_note(self->verified, self->batch,
                       "the inputs of a decision do not read");
        return HANDOFF_OK;
    }
    if (!is_whole) {
        return HANDOFF_OK;
    }
    if (!set_lead(self, row, hf_db_get_text(query, 8))) {
        return hf_store_no_memory(findings);
    }
    self->kept[row] = (kept){.state = hf_db_get_int(query, 3),
                             .score = hf_db_get_int(query, 4),
                             .completeness = hf_db_get_int(query, 5),
                             .has_margin = !hf_db_is_null(query, 6),
                             .margin = hf_db_get_int(query, 6)};
    self->rows.rows++;
    return self->rows.rows == HF_BATCH_ROWS ? flush(self, findings)
                                            : HANDOFF_OK;
}

static handoff_status
follow(derivation *self, hf_query *query, handoff_findings *findings)
{
    int64_t batch = hf_db_get_int(query, 0);
    int64_t revision = hf_db_get_int(query, 1);
    int64_t as_of = hf_db_get_int(query, 2);
    if (self->batch == batch && self->revision == revision &&
        self->as_of == as_of) {
        return HANDOFF_OK;
    }
    handoff_status status = flush(self, findings);
    bool is_loaded = self->batch != 0 && self->plan &&
                     self->revision == revision && self->as_of == as_of;
    self->batch = batch;
    if (status == HANDOFF_OK && !is_loaded) {
        status = load(self, revision, as_of, findings);
    }
    return status;
}

handoff_status
hf_rederive_run(handoff_ledger *ledger, hf_verified *verified,
                handoff_findings *findings)
{
    derivation *self = hf_memory_zero(1, sizeof *self);
    handoff_status status = HANDOFF_OK;
    if (!self) {
        return hf_store_no_memory(findings);
    }
    self->ledger = ledger;
    self->verified = verified;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_KEPT_DECISIONS);
    while (status == HANDOFF_OK && hf_db_next(query)) {
        status = follow(self, query, findings);
        if (status == HANDOFF_OK) {
            status = add_row(self, query, findings);
        }
    }
    hf_db_reset(query);
    if (status == HANDOFF_OK) {
        status = flush(self, findings);
    }
    unload(self);
    handoff_rules_free(self->rules);
    hf_buffer_clear(&self->packed);
    hf_memory_free(self);
    return status == HANDOFF_OK ? hf_db_status(ledger->db, findings) : status;
}
