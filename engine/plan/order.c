/*
 * The order of named conditions: depth first over "uses", with a stack of our
 * own, since a rule set may chain as many conditions as it has lines. What
 * is found on the stack again closes a ring.
 */
#include "plan/order.h"

#include "base/memory.h"
#include "plan/names.h"

typedef struct use {
    uint32_t condition; /* that is used */
    hf_span span;       /* where its name stands */
} use;

typedef struct visit {
    uint32_t condition;
    size_t next; /* of its uses */
} visit;

struct walk {
    hf_build *build;
    use *uses; /* of all conditions, one after another */
    size_t use_count, use_room;
    size_t *first; /* by condition, one more at the end */
    enum { UNSEEN, OPEN, DONE } * states;
    visit *stack;
    size_t depth;
    uint32_t *order;
    size_t count;
};

static bool
collect_uses(struct walk *walk, const hf_expr *expr)
{
    if (!expr) {
        return true; // could not be read: said already
    }
    if (expr->op == HF_EXPR_NAME) {
        hf_name name = hf_names_peek(walk->build, expr->text);
        if (name.kind != HF_NAME_CONDITION) {
            return true;
        }
        use *uses = hf_memory_grow(walk->uses, &walk->use_room,
                                   walk->use_count + 1, sizeof *uses);
        if (!uses) {
            return false;
        }
        walk->uses = uses;
        uses[walk->use_count++] = (use){name.index, expr->span};
        return true;
    }
    for (size_t i = 0; i < expr->count; i++) {
        if (!collect_uses(walk, expr->args[i])) {
            return false;
        }
    }
    return true;
}

static void
report_ring(struct walk *walk, const use *closing)
{
    hf_build *build = walk->build;
    const hf_condition *conditions = build->rules->conditions;
    size_t from = walk->depth;
    while (walk->stack[from - 1].condition != closing->condition) {
        from--;
    }
    hf_buffer *text = &build->text;
    hf_buffer_reset(text);
    for (size_t i = from - 1; i < walk->depth; i++) {
        hf_buffer_add_view(text, conditions[walk->stack[i].condition].name);
        hf_buffer_add_text(text, " -> ");
    }
    hf_buffer_add_view(text, conditions[closing->condition].name);
    const char *ring = hf_buffer_text(text);
    hf_finding *finding = hf_findings_add(
        build->findings, HF_CODE_CONDITION_RING, closing->span,
        "conditions use one another in a ring: %s", ring ? ring : "");
    hf_findings_other(build->findings, finding,
                      conditions[closing->condition].span, "it begins here");
}

static void
open_condition(struct walk *walk, uint32_t condition)
{
    walk->states[condition] = OPEN;
    walk->stack[walk->depth++] = (visit){condition, walk->first[condition]};
}

static void
walk_from(struct walk *walk, uint32_t root)
{
    open_condition(walk, root);
    while (walk->depth > 0) {
        visit *top = &walk->stack[walk->depth - 1];
        if (top->next == walk->first[top->condition + 1]) {
            walk->states[top->condition] = DONE;
            walk->order[walk->count++] = top->condition;
            walk->depth--;
            continue;
        }
        const use *next = &walk->uses[top->next++];
        if (walk->states[next->condition] == OPEN) {
            report_ring(walk, next);
        } else if (walk->states[next->condition] == UNSEEN) {
            open_condition(walk, next->condition);
        }
    }
}

static bool
prepare(struct walk *walk, size_t count)
{
    walk->first = hf_memory_zero(count + 1, sizeof *walk->first);
    walk->states = hf_memory_zero(count + 1, sizeof *walk->states);
    walk->stack = hf_memory_zero(count + 1, sizeof *walk->stack);
    if (!walk->first || !walk->states || !walk->stack) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        walk->first[i] = walk->use_count;
        if (!collect_uses(walk, walk->build->rules->conditions[i].when)) {
            return false;
        }
    }
    walk->first[count] = walk->use_count;
    return true;
}

bool
hf_order_conditions(hf_build *build, uint32_t *order)
{
    struct walk walk = {.build = build, .order = order};
    size_t count = build->rules->condition_count;
    bool ok = prepare(&walk, count);
    for (uint32_t i = 0; ok && i < count; i++) {
        if (walk.states[i] == UNSEEN) {
            walk_from(&walk, i);
        }
    }
    build->out_of_memory |= !ok;
    hf_memory_free(walk.uses);
    hf_memory_free(walk.first);
    hf_memory_free(walk.states);
    hf_memory_free(walk.stack);
    return ok;
}
