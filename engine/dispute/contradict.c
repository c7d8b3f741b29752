/*
 * Reasons against facts: the condition of a reason is made ready with the
 * rules of the decision, at its moment, as a criterion that is only watched,
 * and asked on its inputs. A plan serves all units of one revision, moment and
 * reason; some are kept.
 */
#include "dispute/contradict.h"

#include "base/bitmap.h"
#include "base/memory.h"
#include "eval/verdicts.h"
#include "ledger/inputs.h"

enum { KEPT = 32 };

typedef struct asker {
    int64_t revision, as_of;
    const hf_reason *reason;
    handoff_plan *plan; // NULL: the condition does not fit these rules
    hf_scorer *scorer;
    hf_batch batch;
    bool is_made;
} asker;

struct hf_contradict {
    handoff_ledger *ledger;
    const hf_ground *ground;
    asker askers[KEPT];
    size_t next; // to be made anew
};

hf_contradict *
hf_contradict_new(handoff_ledger *ledger, const hf_ground *ground)
{
    hf_contradict *self = hf_memory_zero(1, sizeof *self);
    if (self) {
        self->ledger = ledger;
        self->ground = ground;
    }
    return self;
}

static void
clear_asker(asker *one)
{
    if (one->is_made) {
        hf_scorer_free(one->scorer);
        hf_batch_clear(&one->batch);
        handoff_plan_free(one->plan);
    }
    *one = (asker){0};
}

void
hf_contradict_free(hf_contradict *self)
{
    if (!self) {
        return;
    }
    for (size_t at = 0; at < KEPT; at++) {
        clear_asker(&self->askers[at]);
    }
    hf_memory_free(self);
}

// ---- Making an asker -------------------------------------------------------

static bool
make_batch(asker *one)
{
    const hf_fields *fields = &one->plan->fields;
    hf_kind *kinds = hf_memory_zero(fields->count + 1, sizeof *kinds);
    if (!kinds) {
        return false;
    }
    for (size_t at = 0; at < fields->count; at++) {
        kinds[at] = hf_fields_kind(fields->specs[at].type);
    }
    bool is_made = hf_batch_init(&one->batch, kinds, fields->count, 0);
    hf_memory_free(kinds);
    return is_made;
}

// The rules with the condition as their last criterion, which is the last item
// of the plan.
static handoff_status
make_plan(const handoff_rules *rules, asker *one)
{
    hf_arena arena = {0};
    handoff_rules extended = *rules;
    size_t count = rules->criterion_count;
    hf_criterion *criteria = hf_arena_zero(&arena, count + 1, sizeof *criteria);
    handoff_findings *own = handoff_findings_new();
    handoff_status status = HANDOFF_SYSTEM;
    if (criteria && own) {
        hf_case when = {.span = one->reason->span,
                        .when = one->reason->contradicted_when};
        for (size_t at = 0; at < count; at++) {
            criteria[at] = rules->criteria[at];
        }
        criteria[count] = (hf_criterion){.id = HF_VIEW("contradicted "),
                                         .span = one->reason->span,
                                         .group = HF_NO_GROUP,
                                         .cases = &when,
                                         .case_count = 1,
                                         .status = HF_CRITERION_SHADOW};
        extended.criteria = criteria;
        extended.criterion_count = count + 1;
        status = handoff_plan_new(&extended, one->as_of, &one->plan, own);
    }
    handoff_findings_free(own);
    hf_arena_clear(&arena);
    return status;
}

static handoff_status
make_asker(const hf_contradict *self, asker *one)
{
    const handoff_rules *rules = hf_ground_rules(self->ground, one->revision);
    one->is_made = true;
    if (!rules) {
        return HANDOFF_OK;
    }
    handoff_status status = make_plan(rules, one);
    if (status == HANDOFF_OK) {
        one->scorer = hf_scorer_new(one->plan);
        return one->scorer && make_batch(one) ? HANDOFF_OK : HANDOFF_SYSTEM;
    }
    return status == HANDOFF_SYSTEM ? status : HANDOFF_OK;
}

static asker *
find_asker(hf_contradict *self, const hf_unit *unit)
{
    const hf_story_decision *decision = unit->decision;
    for (size_t at = 0; at < KEPT; at++) {
        asker *one = &self->askers[at];
        if (one->is_made && one->revision == decision->revision &&
            one->as_of == decision->as_of && one->reason == unit->means) {
            return one;
        }
    }
    asker *one = &self->askers[self->next];
    self->next = (self->next + 1) % KEPT;
    clear_asker(one);
    one->revision = decision->revision;
    one->as_of = decision->as_of;
    one->reason = unit->means;
    return make_asker(self, one) == HANDOFF_OK ? one : NULL;
}

// ---- Asking ----------------------------------------------------------------

static handoff_status
ask(asker *one, hf_view key, hf_view inputs, bool *out)
{
    hf_view answers;
    hf_batch_reset(&one->batch);
    if (!hf_inputs_read(&one->plan->fields, inputs, &one->batch, 0, false,
                        &answers)) {
        return HANDOFF_OK;
    }
    one->batch.rows = 1;
    one->batch.leads[0] = key;
    one->batch.lines[0] = 0;
    const hf_verdicts *verdicts = hf_scorer_run(one->scorer, &one->batch);
    if (!verdicts) {
        return HANDOFF_SYSTEM;
    }
    *out = !hf_bitmap_get(verdicts->failed, 0) &&
           hf_bitmap_get(verdicts->fired, one->plan->item_count - 1);
    return HANDOFF_OK;
}

handoff_status
hf_contradict_unit(hf_contradict *self, hf_view key, hf_unit *unit,
                   handoff_findings *findings)
{
    hf_view inputs;
    if (!hf_units_is_override(unit->code) || !unit->means ||
        !unit->means->contradicted_when) {
        return HANDOFF_OK;
    }
    asker *one = find_asker(self, unit);
    if (!one) {
        return hf_store_no_memory(findings);
    }
    if (!one->plan) {
        return HANDOFF_OK;
    }
    handoff_status status =
        hf_story_inputs(self->ledger, unit->decision->id, &inputs, findings);
    if (status == HANDOFF_OK && inputs.len &&
        ask(one, key, inputs, &unit->is_contradicted) != HANDOFF_OK) {
        status = hf_store_no_memory(findings);
    }
    hf_db_reset(hf_db_use(self->ledger->db, HF_STATEMENT_GET_INPUT));
    return status;
}
