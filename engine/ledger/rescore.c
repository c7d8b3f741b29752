/*
 * From the text of a revision to verdicts: the rules are loaded once, a plan is
 * made for each moment, and inputs that the ledger keeps become rows of a
 * batch. What is done with the verdicts is for others.
 */
#include "ledger/rescore.h"

#include "base/bitmap.h"
#include "base/memory.h"
#include "ledger/inputs.h"
#include "plan/ops.h"

// The rules stay: the next moment may be of the same revision.
static void
unload(hf_rescore *self)
{
    hf_replay_free(self->replay);
    hf_scorer_free(self->scorer);
    hf_batch_clear(&self->rows);
    handoff_plan_free(self->plan);
    self->replay = NULL;
    self->scorer = NULL;
    self->plan = NULL;
    self->rows = (hf_batch){0};
}

void
hf_rescore_clear(hf_rescore *self)
{
    unload(self);
    handoff_rules_free(self->rules);
    *self = (hf_rescore){0};
}

static bool
make_rows(hf_rescore *self)
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
load_plan(hf_rescore *self, handoff_ledger *ledger, int64_t revision,
          int64_t as_of)
{
    handoff_findings *own = handoff_findings_new();
    handoff_status status = own ? HANDOFF_OK : HANDOFF_SYSTEM;
    if (status == HANDOFF_OK && (!self->rules || self->revision != revision)) {
        handoff_rules_free(self->rules);
        self->rules = NULL;
        status = hf_revision_load(ledger, revision, &self->rules, own);
    }
    if (status == HANDOFF_OK) {
        status = handoff_plan_new(self->rules, as_of, &self->plan, own);
    }
    handoff_findings_free(own);
    return status;
}

handoff_status
hf_rescore_load(hf_rescore *self, handoff_ledger *ledger, int64_t revision,
                int64_t as_of)
{
    unload(self);
    handoff_status status = load_plan(self, ledger, revision, as_of);
    self->revision = revision;
    self->as_of = as_of;
    if (status != HANDOFF_OK) {
        return status;
    }
    self->scorer = hf_scorer_new(self->plan);
    self->replay = hf_replay_new(self->plan);
    return self->scorer && self->replay && make_rows(self) ? HANDOFF_OK
                                                           : HANDOFF_SYSTEM;
}

static bool
set_lead(hf_rescore *self, size_t row, hf_view key)
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

hf_rescore_taken
hf_rescore_add(hf_rescore *self, hf_view inputs, hf_view key, bool is_lenient)
{
    size_t row = self->rows.rows;
    hf_view answers;
    if (!hf_inputs_read(&self->plan->fields, inputs, &self->rows, row,
                        is_lenient, &answers)) {
        return HF_RESCORE_UNREADABLE;
    }
    if (self->plan->program->personal_is_mixed) {
        return HF_RESCORE_COMPARED;
    }
    if (!hf_replay_set(self->replay, row, answers)) {
        return HF_RESCORE_UNANSWERED;
    }
    if (!set_lead(self, row, key)) {
        return HF_RESCORE_NO_MEMORY;
    }
    self->rows.rows++;
    return HF_RESCORE_TAKEN;
}

const hf_verdicts *
hf_rescore_run(hf_rescore *self)
{
    return hf_replay_run(self->replay, self->scorer, &self->rows);
}
