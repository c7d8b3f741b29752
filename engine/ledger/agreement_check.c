/*
 * An agreement against the rules it is for: every name that a reason disputes
 * has to be there, and every `contradicted_when` has to be a condition of
 * these rules. For the second, the rules are made ready with those conditions
 * added under names that no rule can spell.
 */
#include "ledger/agreement_read.h"

#include "base/memory.h"
#include "base/nearest.h"
#include "ledger/store.h"
#include "rule/rules.h"

#include <fcntl.h>
#include <unistd.h>

// ---- What is disputed ------------------------------------------------------

// Names of one kind: the `at`-th, or an empty one behind the last.
static hf_view
name_at(const handoff_rules *rules, hf_disputes_kind kind, size_t at)
{
    switch (kind) {
    case HF_DISPUTES_CRITERION:
        if (at < rules->criterion_count) {
            return rules->criteria[at].id;
        }
        at -= rules->criterion_count;
        return at < rules->gate_count ? rules->gates[at].id : (hf_view){0};
    case HF_DISPUTES_GROUP:
        return at < rules->group_count ? rules->groups[at].name : (hf_view){0};
    case HF_DISPUTES_AXIS:
        return at < rules->axis_count ? rules->axes[at].name : (hf_view){0};
    }
    return (hf_view){0};
}

static const char *
describe(hf_disputes_kind kind)
{
    switch (kind) {
    case HF_DISPUTES_CRITERION:
        return "criterion or gate";
    case HF_DISPUTES_GROUP:
        return "group";
    case HF_DISPUTES_AXIS:
        return "axis";
    }
    return "";
}

static void
check_disputed(const hf_disputes *disputes, const handoff_rules *rules,
               handoff_findings *findings)
{
    hf_view nearest = {0};
    for (size_t at = 0;; at++) {
        hf_view name = name_at(rules, disputes->kind, at);
        if (!name.ptr) {
            break;
        }
        if (hf_view_equal(name, disputes->name)) {
            return;
        }
        hf_view near = hf_nearest(disputes->name, &name, 1);
        nearest = nearest.ptr ? nearest : near;
    }
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_AGREEMENT_DISPUTES, disputes->span,
                        "the rules have no %s '%.*s'", describe(disputes->kind),
                        HF_SHOWN(disputes->name));
    if (nearest.len) {
        hf_findings_hint(findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    }
}

// ---- What contradicts ------------------------------------------------------

static hf_condition *
add_conditions(const handoff_agreement *agreement, const handoff_rules *rules,
               hf_arena *arena, size_t *count)
{
    hf_condition *conditions = hf_arena_zero(
        arena, rules->condition_count + agreement->reason_count + 1,
        sizeof *conditions);
    if (!conditions) {
        return NULL;
    }
    for (*count = 0; *count < rules->condition_count; (*count)++) {
        conditions[*count] = rules->conditions[*count];
    }
    for (size_t at = 0; at < agreement->reason_count; at++) {
        const hf_reason *reason = &agreement->reasons[at];
        hf_buffer name = {0};
        if (!reason->contradicted_when) {
            continue;
        }
        hf_buffer_add_text(&name, "contradicted: ");
        hf_buffer_add_view(&name, reason->code);
        hf_view kept = hf_arena_copy(arena, hf_buffer_view(&name));
        bool is_kept = kept.ptr && !name.failed;
        hf_buffer_clear(&name);
        if (!is_kept) {
            return NULL;
        }
        conditions[(*count)++] =
            (hf_condition){kept, reason->span, reason->contradicted_when};
    }
    return conditions;
}

handoff_status
hf_agreement_plan(const handoff_agreement *agreement,
                  const handoff_rules *rules, handoff_time as_of,
                  handoff_plan **out, handoff_findings *findings)
{
    hf_arena arena = {0};
    handoff_rules extended = *rules;
    extended.conditions =
        add_conditions(agreement, rules, &arena, &extended.condition_count);
    handoff_status status =
        extended.conditions ? handoff_plan_new(&extended, as_of, out, findings)
                            : hf_store_no_memory(findings);
    hf_agreement_copy_sources(agreement, findings);
    hf_arena_clear(&arena);
    return status;
}

handoff_status
handoff_agreement_check(const handoff_agreement *agreement,
                        const handoff_rules *rules, handoff_findings *findings)
{
    handoff_plan *plan = NULL;
    size_t errors = findings->errors;
    for (size_t at = 0; at < agreement->reason_count; at++) {
        const hf_reason *reason = &agreement->reasons[at];
        for (size_t one = 0; one < reason->dispute_count; one++) {
            check_disputed(&reason->disputes[one], rules, findings);
        }
    }
    // Any moment serves to check types; rules that have a first day are in
    // force on it.
    handoff_time as_of = rules->has_effective_from ? rules->effective_from : 0;
    handoff_status status =
        hf_agreement_plan(agreement, rules, as_of, &plan, findings);
    handoff_plan_free(plan);
    return status == HANDOFF_OK && findings->errors > errors ? HANDOFF_RULES
                                                             : status;
}

// ---- Which files are agreements ---------------------------------------------

int
handoff_agreement_is_file(const char *path)
{
    static const hf_view key = HF_VIEW("handoff_agreement:");
    enum { HEAD = 1 << 16 };
    char *head = hf_memory_alloc(HEAD);
    int file = head ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    ssize_t len = file < 0 ? 0 : read(file, head, HEAD);
    hf_view text = {head, len > 0 ? (size_t)len : 0};
    bool is_found = hf_view_starts(text, key);
    for (size_t at = 0; !is_found && at < text.len; at++) {
        is_found = text.ptr[at] == '\n' &&
                   hf_view_starts(hf_view_slice(text, at + 1, key.len), key);
    }
    if (file >= 0) {
        close(file);
    }
    hf_memory_free(head);
    return is_found;
}
