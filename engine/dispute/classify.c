/*
 * The code of a unit: what the rules said beside what Sales did, and when.
 * In a unit with its facts, out its code, the fact that decided it, its touches
 * and the moment up to which time alone changes nothing. What system users do
 * counts for nobody, and what marketers do never counts as work.
 */
#include "dispute/judge.h"

/* What the facts of a handed unit come to. */
typedef struct state {
    const hf_deed *last;  /* accepted ... converted; NULL: none */
    const hf_deed *touch; /* the first */
    int64_t touches;
} state;

static bool
is_closing(hf_action action)
{
    return action == HF_ACTION_REJECTED || action == HF_ACTION_RECYCLED ||
           action == HF_ACTION_DISQUALIFIED;
}

static bool
is_touch(hf_action action)
{
    return action == HF_ACTION_TOUCHED || action == HF_ACTION_CONVERTED;
}

// ---- Priorities ------------------------------------------------------------

/* Ranks: the higher the priority, the lower. */
typedef struct priorities {
    int first; /* the rules' */
    const hf_deed *lower, *higher;
} priorities;

// The first one that is seen is the rules', whoever set it.
static void
follow_priority(priorities *seen, const hf_deed *deed)
{
    if (deed->priority < 0) {
        return;
    }
    if (seen->first < 0) {
        seen->first = deed->priority;
        return;
    }
    if (deed->side != HF_SIDE_SALES) {
        return;
    }
    if (deed->priority <= seen->first) {
        seen->lower = NULL;
    } else if (!seen->lower) {
        seen->lower = deed;
    }
    if (deed->priority >= seen->first) {
        seen->higher = NULL;
    } else if (!seen->higher) {
        seen->higher = deed;
    }
}

// ---- What is common --------------------------------------------------------

static void
conclude(hf_unit *unit, hf_unit_code code, const hf_deed *deed)
{
    unit->code = code;
    unit->deed = deed;
    if (deed) {
        unit->at = deed->at;
    } else if (unit->handed != HF_FACTS_NO_TIME) {
        unit->at = unit->handed;
    } else {
        unit->at = unit->decision->as_of;
    }
}

static bool
has_only_unmapped(const hf_unit *unit)
{
    bool has_one = false;
    for (size_t at = 0; at < unit->deed_count; at++) {
        const hf_deed *deed = &unit->deeds[at];
        if (deed->side != HF_SIDE_SYSTEM) {
            has_one = true;
            if (deed->action != HF_ACTION_UNMAPPED) {
                return false;
            }
        }
    }
    return has_one;
}

static bool
is_excluded(const hf_unit *unit)
{
    return hf_view_equal(unit->decision->means, HF_VIEW("exclude"));
}

// ---- Handed units ----------------------------------------------------------

static void
follow(hf_unit *unit, state *now, const hf_deed *deed)
{
    bool is_sales = deed->side == HF_SIDE_SALES;
    if (deed->side == HF_SIDE_SYSTEM ||
        (!is_sales && !is_closing(deed->action))) {
        return;
    }
    bool is_work = is_touch(deed->action);
    if (is_work || deed->action == HF_ACTION_ACCEPTED) {
        unit->is_reversed |= now->last && is_closing(now->last->action) &&
                             now->last->side == HF_SIDE_SALES;
    }
    if (is_closing(deed->action)) {
        unit->attempts = now->touches;
    }
    if (is_work) {
        now->touch = now->touch ? now->touch : deed;
        now->touches++;
    }
    if (is_work || is_closing(deed->action) ||
        deed->action == HF_ACTION_ACCEPTED) {
        now->last = deed;
    }
}

// Whether one of the conversations agreed on came before the fact.
static bool
has_talked_before(const hf_unit *unit, const hf_deed *closing)
{
    for (const hf_deed *deed = unit->deeds; deed < closing; deed++) {
        if (deed->is_conversation && deed->side == HF_SIDE_SALES) {
            return true;
        }
    }
    return false;
}

static void
classify_closed(const hf_ground *ground, hf_unit *unit, const hf_deed *closing)
{
    if (closing->side == HF_SIDE_MARKETING) {
        conclude(unit, HF_UNIT_MK_BLOCK, closing);
    } else if (unit->attempts >= hf_reasons_minimum(ground, unit, closing) ||
               has_talked_before(unit, closing)) {
        conclude(unit, HF_UNIT_DQ_WORKED, closing);
    } else if (!ground->has_seen_touches) {
        conclude(unit, HF_UNIT_INDETERMINATE, closing);
    } else {
        conclude(unit, HF_UNIT_HS_REJECT, closing);
    }
}

static hf_view
team_routed_to(const hf_unit *unit)
{
    hf_view to = hf_view_trim(unit->handoff->fact.recipient);
    return to.len ? to : hf_view_trim(unit->decision->route);
}

static void
classify_worked(const hf_ground *ground, hf_unit *unit, const state *now,
                const hf_deed *lowered)
{
    hf_view routed = team_routed_to(unit);
    hf_view team = now->touch->team;
    bool is_late =
        unit->due != HF_FACTS_NO_TIME &&
        now->touch->at > hf_calendar_add(&ground->agreement->calendar,
                                         unit->due, ground->agreement->grace);
    if (is_late) {
        conclude(unit, HF_UNIT_LATE, now->touch);
    } else if (routed.len && team.len && !hf_view_equal_fold(routed, team)) {
        conclude(unit, HF_UNIT_LAT_REROUTE, now->touch);
    } else if (lowered) {
        conclude(unit, HF_UNIT_HS_DOWNGRADE, lowered);
    } else {
        conclude(unit, HF_UNIT_AGREE_PASS, now->touch);
    }
}

// Nothing came: told only once the moment is over and was observed.
static void
classify_silent(const hf_ground *ground, hf_unit *unit, int64_t end,
                hf_unit_code code)
{
    if (end == HF_FACTS_NO_TIME || ground->as_of <= end) {
        conclude(unit, HF_UNIT_PENDING, NULL);
        unit->until = end == HF_FACTS_NO_TIME ? end : end + 1;
    } else if (ground->covered == HF_FACTS_NO_TIME || ground->covered < end) {
        conclude(unit, HF_UNIT_INDETERMINATE, NULL);
    } else {
        conclude(unit, code, NULL);
        unit->at = end;
    }
}

static void
classify_unworked(const hf_ground *ground, hf_unit *unit, const state *now)
{
    const handoff_agreement *agreement = ground->agreement;
    int64_t end = HF_FACTS_NO_TIME;
    if (now->last) {
        if (unit->sla > 0) {
            end = hf_calendar_add(&agreement->calendar, unit->handed,
                                  3 * unit->sla);
        }
        classify_silent(ground, unit, end, HF_UNIT_HS_PAPER);
        return;
    }
    if (unit->due != HF_FACTS_NO_TIME) {
        end =
            hf_calendar_add(&agreement->calendar, unit->due, agreement->grace);
    }
    classify_silent(ground, unit, end, HF_UNIT_HS_IGNORE);
}

static void
classify_handed(const hf_ground *ground, hf_unit *unit)
{
    state now = {0};
    priorities seen = {.first = -1};
    for (size_t at = 0; at < unit->deed_count; at++) {
        follow(unit, &now, &unit->deeds[at]);
        follow_priority(&seen, &unit->deeds[at]);
    }
    if (!now.last || !is_closing(now.last->action)) {
        unit->attempts = now.touches;
    }
    unit->touched = now.touch ? now.touch->at : HF_FACTS_NO_TIME;
    if (is_excluded(unit)) {
        conclude(unit, HF_UNIT_EXCLUDED, NULL);
    } else if (unit->is_forced) {
        conclude(unit, HF_UNIT_MK_FORCE, NULL);
    } else if (unit->is_blocked) {
        conclude(unit, HF_UNIT_MK_BLOCK, NULL);
    } else if (has_only_unmapped(unit)) {
        conclude(unit, HF_UNIT_INDETERMINATE, NULL);
    } else if (now.last && is_closing(now.last->action)) {
        classify_closed(ground, unit, now.last);
    } else if (now.touch) {
        classify_worked(ground, unit, &now, seen.lower);
    } else {
        classify_unworked(ground, unit, &now);
    }
}

// ---- Held units ------------------------------------------------------------

static bool
takes_up(const hf_ground *ground, const hf_deed *deed, int64_t touches)
{
    int64_t minimum = ground->agreement->pulled_touches;
    return deed->side == HF_SIDE_SALES &&
           (deed->action == HF_ACTION_ACCEPTED ||
            deed->action == HF_ACTION_CONVERTED ||
            deed->action == HF_ACTION_PULLED ||
            (deed->action == HF_ACTION_TOUCHED && touches >= minimum));
}

// The decision that counts is the last at or before the fact.
static const hf_story_decision *
decision_at(const hf_unit *unit, const hf_deed *deed)
{
    size_t at = unit->decision_count - 1;
    while (deed && at > 0 && unit->decisions[at].as_of > deed->at) {
        at--;
    }
    return &unit->decisions[at];
}

static bool
is_consent(const handoff_rules *rules, hf_view id)
{
    for (size_t at = 0; rules && at < rules->gate_count; at++) {
        if (hf_view_equal(rules->gates[at].id, id)) {
            return rules->gates[at].is_consent;
        }
    }
    return false;
}

static bool
has_consent_gate(const hf_ground *ground, const hf_story_decision *decision)
{
    const handoff_rules *rules = hf_ground_rules(ground, decision->revision);
    hf_view rest = decision->fired;
    hf_view label;
    while (hf_ground_next_label(&rest, &label)) {
        if (hf_view_ends(label, HF_VIEW(":gate")) &&
            is_consent(rules, hf_ground_label_id(label))) {
            return true;
        }
    }
    return false;
}

static void
classify_held(const hf_ground *ground, hf_unit *unit)
{
    const hf_deed *taken = NULL;
    priorities seen = {.first = -1};
    for (size_t at = 0; at < unit->deed_count; at++) {
        const hf_deed *deed = &unit->deeds[at];
        follow_priority(&seen, deed);
        if (deed->side == HF_SIDE_SALES && is_touch(deed->action)) {
            unit->attempts++;
            unit->touched =
                unit->touched == HF_FACTS_NO_TIME ? deed->at : unit->touched;
        }
        if (!taken && takes_up(ground, deed, unit->attempts)) {
            taken = deed;
        }
    }
    const hf_deed *deed = taken ? taken : seen.higher;
    unit->decision = decision_at(unit, deed);
    if (is_excluded(unit)) {
        conclude(unit, HF_UNIT_EXCLUDED, NULL);
    } else if (has_only_unmapped(unit)) {
        conclude(unit, HF_UNIT_INDETERMINATE, NULL);
    } else if (taken) {
        conclude(unit,
                 has_consent_gate(ground, unit->decision) ? HF_UNIT_LS_GATE
                                                          : HF_UNIT_LS_PULL,
                 taken);
    } else {
        conclude(unit, deed ? HF_UNIT_LS_UPGRADE : HF_UNIT_AGREE_HOLD, deed);
    }
}

void
hf_classify_unit(const hf_ground *ground, hf_unit *unit)
{
    unit->touched = HF_FACTS_NO_TIME;
    unit->until = HF_FACTS_NO_TIME;
    unit->attempts = 0;
    switch (unit->kind) {
    case HF_UNIT_HANDED:
        classify_handed(ground, unit);
        return;
    case HF_UNIT_HELD:
        classify_held(ground, unit);
        return;
    case HF_UNIT_KEPT_BACK:
        conclude(unit, HF_UNIT_MK_BLOCK, NULL);
        return;
    }
}
