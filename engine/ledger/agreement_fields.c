/*
 * The fields that a decision is kept with: those of the rules, and those that
 * a `contradicted_when` asks for, by name or behind the derived values and
 * named conditions of the rules that it names.
 */
#include "base/memory.h"
#include "ledger/agreement.h"
#include "plan/plan.h"

enum { NO, WANTED, FOLLOWED };

typedef struct walk {
    const handoff_plan *plan;
    bool *is_used;          // by field
    unsigned char *derived; // by derived value: one of the three above
    unsigned char *conditions;
    bool is_done;
} walk;

static void
want(walk *self, unsigned char *state)
{
    if (*state == NO) {
        *state = WANTED;
        self->is_done = false;
    }
}

static void
want_name(walk *self, hf_view name)
{
    const hf_fields *fields = &self->plan->fields;
    const hf_traces *traces = &self->plan->traces;
    for (size_t at = 0; at < fields->count; at++) {
        self->is_used[at] |= hf_view_equal(fields->specs[at].name, name);
    }
    for (size_t at = 0; at < traces->derived_count; at++) {
        if (hf_view_equal(traces->derived[at].name, name)) {
            want(self, &self->derived[at]);
        }
    }
    for (size_t at = 0; at < traces->condition_count; at++) {
        if (hf_view_equal(traces->conditions[at].name, name)) {
            want(self, &self->conditions[at]);
        }
    }
}

// What the agreement says: names are not resolved yet.
static void
follow_expr(walk *self, const hf_expr *expr)
{
    if (expr->op == HF_EXPR_NAME) {
        want_name(self, expr->text);
    }
    for (size_t at = 0; at < expr->count; at++) {
        follow_expr(self, expr->args[at]);
    }
}

// What the rules say behind a name. No deeper than one condition: names in it
// wait for their turn.
static void
follow_tree(walk *self, const hf_trace *tree)
{
    if (tree->op == HF_TRACE_FIELD) {
        self->is_used[tree->ref] = true;
    } else if (tree->op == HF_TRACE_DERIVED) {
        want(self, &self->derived[tree->ref]);
    } else if (tree->op == HF_TRACE_NAMED) {
        want(self, &self->conditions[tree->ref]);
    }
    for (size_t at = 0; at < tree->count; at++) {
        follow_tree(self, tree->args[at]);
    }
}

static void
follow_derived(walk *self, const hf_trace_derived *derived)
{
    if (derived->value) {
        follow_tree(self, derived->value);
    }
    for (size_t at = 0; at < derived->case_count; at++) {
        follow_tree(self, derived->cases[at].when);
    }
}

static void
follow_wanted(walk *self)
{
    const hf_traces *traces = &self->plan->traces;
    self->is_done = true;
    for (size_t at = 0; at < traces->condition_count; at++) {
        if (self->conditions[at] == WANTED) {
            self->conditions[at] = FOLLOWED;
            follow_tree(self, traces->conditions[at].when);
        }
    }
    for (size_t at = 0; at < traces->derived_count; at++) {
        if (self->derived[at] == WANTED) {
            self->derived[at] = FOLLOWED;
            follow_derived(self, &traces->derived[at]);
        }
    }
}

bool
hf_agreement_mark_fields(const handoff_agreement *agreement,
                         const handoff_plan *plan, bool *is_used)
{
    walk self = {.plan = plan, .is_used = is_used};
    self.derived = hf_memory_zero(plan->traces.derived_count + 1, 1);
    self.conditions = hf_memory_zero(plan->traces.condition_count + 1, 1);
    bool ok = self.derived && self.conditions;
    for (size_t at = 0; at < plan->fields.count; at++) {
        is_used[at] = plan->fields.specs[at].is_used;
    }
    for (size_t at = 0; ok && agreement && at < agreement->reason_count; at++) {
        if (agreement->reasons[at].contradicted_when) {
            follow_expr(&self, agreement->reasons[at].contradicted_when);
        }
    }
    while (ok && !self.is_done) {
        follow_wanted(&self);
    }
    hf_memory_free(self.derived);
    hf_memory_free(self.conditions);
    return ok;
}
