/*
 * Why: the reason of a unit as Sales wrote it, what the agreement makes of it,
 * and which parts of the rationale it contradicts. In a unit with its code,
 * out who, reason, class and disputes. Whether our data agrees with the reason
 * is left to contradict.c.
 */
#include "dispute/judge.h"

#include "base/buffer.h"

// The reason of a fact, or of those just before it that say the same: a
// status may have been set twice, and explained once.
static hf_view
reason_at(const hf_unit *unit, const hf_deed *deed)
{
    for (const hf_deed *at = deed;; at--) {
        hf_view reason = hf_view_trim(at->fact->fact.reason);
        bool is_closing = at->action == HF_ACTION_REJECTED ||
                          at->action == HF_ACTION_RECYCLED ||
                          at->action == HF_ACTION_DISQUALIFIED;
        if (reason.len && (at == deed || is_closing)) {
            return reason;
        }
        if (at == unit->deeds || !is_closing) {
            return HF_VIEW("");
        }
    }
}

int64_t
hf_reasons_minimum(const hf_ground *ground, const hf_unit *unit,
                   const hf_deed *closing)
{
    const handoff_agreement *agreement = ground->agreement;
    const hf_reason *reason = NULL;
    if (closing) {
        reason = hf_agreement_reason(agreement, reason_at(unit, closing));
    }
    return reason && reason->needs_attempts >= 0 ? reason->needs_attempts
                                                 : agreement->minimum_attempts;
}

// ---- What it disputes ------------------------------------------------------

static const hf_criterion *
find_criterion(const handoff_rules *rules, hf_view id)
{
    for (size_t at = 0; rules && at < rules->criterion_count; at++) {
        if (hf_view_equal(rules->criteria[at].id, id)) {
            return &rules->criteria[at];
        }
    }
    return NULL;
}

static bool
is_disputed(const hf_disputes *disputes, const handoff_rules *rules, hf_view id)
{
    const hf_criterion *criterion;
    switch (disputes->kind) {
    case HF_DISPUTES_CRITERION:
        return hf_view_equal(disputes->name, id);
    case HF_DISPUTES_GROUP:
        criterion = find_criterion(rules, id);
        return criterion && criterion->group != HF_NO_GROUP &&
               hf_view_equal(rules->groups[criterion->group].name,
                             disputes->name);
    case HF_DISPUTES_AXIS:
        criterion = find_criterion(rules, id);
        return criterion &&
               hf_view_equal(rules->axes[criterion->axis].name, disputes->name);
    }
    return false;
}

static bool
find_disputes(const hf_ground *ground, hf_unit *unit, hf_arena *arena)
{
    const handoff_rules *rules =
        hf_ground_rules(ground, unit->decision->revision);
    const hf_reason *reason = unit->means;
    hf_buffer text = {0};
    hf_view rest = unit->decision->fired;
    hf_view label;
    while (reason && hf_ground_next_label(&rest, &label)) {
        hf_view id = hf_ground_label_id(label);
        bool is_one = false;
        for (size_t at = 0; !is_one && at < reason->dispute_count; at++) {
            is_one = is_disputed(&reason->disputes[at], rules, id);
        }
        if (is_one) {
            hf_buffer_add_text(&text, text.len ? ";" : "");
            hf_buffer_add_view(&text, id);
        }
    }
    unit->disputes = hf_arena_copy(arena, hf_buffer_view(&text));
    bool is_kept = !text.failed && unit->disputes.ptr;
    hf_buffer_clear(&text);
    return is_kept;
}

// ---- Who and why -----------------------------------------------------------

static void
find_hand(hf_unit *unit)
{
    if (unit->deed) {
        unit->actor = hf_view_trim(unit->deed->fact->fact.actor);
        unit->team = unit->deed->team;
        return;
    }
    if (unit->code == HF_UNIT_MK_BLOCK) {
        unit->actor = hf_view_trim(unit->blocker);
    } else if (unit->code == HF_UNIT_MK_FORCE) {
        unit->actor = hf_view_trim(unit->handoff->fact.actor);
    }
    // Silence is that of the team which was to answer.
    if (unit->handoff) {
        hf_view to = hf_view_trim(unit->handoff->fact.recipient);
        unit->team = to.len ? to : hf_view_trim(unit->decision->route);
    }
}

static bool
is_other(const hf_reason *reason)
{
    return hf_view_equal(reason->code, HF_VIEW("other")) ||
           hf_view_equal(reason->class_name, HF_VIEW("other")) ||
           hf_view_equal(reason->class_name, HF_VIEW("unexplained"));
}

bool
hf_reasons_apply(const hf_ground *ground, hf_unit *unit, hf_arena *arena)
{
    unit->actor = unit->team = unit->reason = unit->disputes = HF_VIEW("");
    find_hand(unit);
    if (unit->deed) {
        unit->reason = reason_at(unit, unit->deed);
        unit->means = unit->reason.len
                          ? hf_agreement_reason(ground->agreement, unit->reason)
                          : NULL;
    }
    if (!hf_units_is_override(unit->code)) {
        return true;
    }
    unit->is_unexplained =
        !unit->reason.len || (unit->means && is_other(unit->means));
    return find_disputes(ground, unit, arena);
}
