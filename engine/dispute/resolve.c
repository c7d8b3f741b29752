/*
 * Who was right: the resolution of a unit from the outcomes that came after it
 * began, once they have matured. Out also the moment at which time alone may
 * change it.
 */
#include "dispute/judge.h"

typedef enum group {
    GROUP_NONE,
    GROUP_PENDING,
    GROUP_WORKED, /* passed and worked */
    GROUP_HIGH,
    GROUP_LOW,
    GROUP_HELD /* and left alone */
} group;

static group
group_of(hf_unit_code code)
{
    switch (code) {
    case HF_UNIT_AGREE_PASS:
    case HF_UNIT_LATE:
    case HF_UNIT_DQ_WORKED:
    case HF_UNIT_LAT_REROUTE:
    case HF_UNIT_HS_DOWNGRADE:
        return GROUP_WORKED;
    case HF_UNIT_HS_REJECT:
    case HF_UNIT_HS_IGNORE:
    case HF_UNIT_HS_PAPER:
        return GROUP_HIGH;
    case HF_UNIT_LS_PULL:
    case HF_UNIT_LS_UPGRADE:
    case HF_UNIT_LS_GATE:
        return GROUP_LOW;
    case HF_UNIT_AGREE_HOLD:
        return GROUP_HELD;
    case HF_UNIT_PENDING:
        return GROUP_PENDING;
    case HF_UNIT_MK_FORCE:
    case HF_UNIT_MK_BLOCK:
    case HF_UNIT_EXCLUDED:
    case HF_UNIT_INDETERMINATE:
    case HF_UNIT_CODE_COUNT:
        break;
    }
    return GROUP_NONE;
}

// A meeting is less than an opportunity; a deal that was lost is more.
static bool
has_opportunity(const hf_ground *ground, const hf_story *story, int64_t since)
{
    for (size_t at = 0; at < story->outcome_count; at++) {
        const hf_outcome *outcome = &story->outcomes[at].fact;
        if (outcome->at < since || outcome->at > ground->as_of) {
            continue;
        }
        switch (hf_agreement_level(ground->agreement, outcome->stage)) {
        case HF_LEVEL_OPPORTUNITY:
        case HF_LEVEL_WON:
        case HF_LEVEL_LOST:
        case HF_LEVEL_NO_DECISION:
            return true;
        case HF_LEVEL_MEETING:
        case HF_LEVEL_UNMAPPED:
            break;
        }
    }
    return false;
}

static bool
was_worked_later(const hf_ground *ground, const hf_deed *deeds, size_t count,
                 int64_t since)
{
    int64_t touches = 0;
    for (size_t at = 0; at < count; at++) {
        touches += deeds[at].at > since && deeds[at].side == HF_SIDE_SALES &&
                   (deeds[at].action == HF_ACTION_TOUCHED ||
                    deeds[at].action == HF_ACTION_CONVERTED);
    }
    return touches > 0 && touches >= ground->agreement->minimum_attempts;
}

static hf_resolution
resolve_without(const hf_ground *ground, const hf_deed *deeds, size_t count,
                const hf_unit *unit, group which)
{
    switch (which) {
    case GROUP_WORKED:
        return HF_RESOLUTION_RULE_WRONG;
    case GROUP_HIGH:
        return was_worked_later(ground, deeds, count, unit->at)
                   ? HF_RESOLUTION_SALES_VINDICATED
                   : HF_RESOLUTION_UNOBSERVABLE;
    case GROUP_LOW:
        return HF_RESOLUTION_RULE_VINDICATED;
    case GROUP_HELD:
        return HF_RESOLUTION_BOTH_RIGHT;
    case GROUP_NONE:
    case GROUP_PENDING:
        break;
    }
    return HF_RESOLUTION_NONE;
}

static hf_resolution
resolve_with(group which)
{
    switch (which) {
    case GROUP_WORKED:
        return HF_RESOLUTION_BOTH_RIGHT;
    case GROUP_HIGH:
        return HF_RESOLUTION_RULE_VINDICATED;
    case GROUP_LOW:
        return HF_RESOLUTION_SALES_VINDICATED;
    case GROUP_HELD:
        return HF_RESOLUTION_BOTH_MISSED;
    case GROUP_NONE:
    case GROUP_PENDING:
        break;
    }
    return HF_RESOLUTION_NONE;
}

static int64_t
age_begins(const hf_unit *unit, group which)
{
    if (unit->handed != HF_FACTS_NO_TIME) {
        return unit->handed;
    }
    return which == GROUP_LOW ? unit->at : unit->decision->as_of;
}

void
hf_resolve_unit(const hf_ground *ground, const hf_story *story,
                const hf_deed *deeds, size_t deed_count, hf_unit *unit)
{
    group which = group_of(unit->code);
    if (which == GROUP_NONE || which == GROUP_PENDING) {
        unit->resolution =
            which == GROUP_PENDING ? HF_RESOLUTION_OPEN : HF_RESOLUTION_NONE;
        return;
    }
    int64_t ripe = age_begins(unit, which) + ground->agreement->maturity;
    if (has_opportunity(ground, story, unit->began)) {
        unit->resolution = resolve_with(which);
    } else if (ground->as_of > ripe) {
        unit->resolution =
            resolve_without(ground, deeds, deed_count, unit, which);
    } else {
        unit->resolution = HF_RESOLUTION_OPEN;
        unit->until = ripe + 1;
    }
}
