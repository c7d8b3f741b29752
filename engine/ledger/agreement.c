/*
 * Questions to a loaded agreement: what a name that Sales uses stands for.
 * All of them compare trimmed and with ASCII case folded, whatever block of
 * the file the name stands in. Loading is agreement_load.c's.
 */
#include "ledger/agreement.h"

#include "base/memory.h"

void
handoff_agreement_free(handoff_agreement *agreement)
{
    if (!agreement) {
        return;
    }
    hf_table_clear(&agreement->reason_values);
    hf_table_clear(&agreement->person_names);
    hf_arena_clear(&agreement->arena);
    handoff_findings_free(agreement->sources);
    hf_memory_free(agreement);
}

// ---- Mappings --------------------------------------------------------------

const hf_mapping *
hf_agreement_find(const hf_mapping *mappings, size_t count, hf_view name)
{
    name = hf_view_trim(name);
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal_fold(mappings[at].name, name)) {
            return &mappings[at];
        }
    }
    return NULL;
}

static const hf_mapping *
find_status(const hf_agreement_block *blocks, size_t count, hf_view name)
{
    const hf_mapping *found = NULL;
    for (size_t at = 0; !found && at < count; at++) {
        found = hf_agreement_find(blocks[at].statuses, blocks[at].status_count,
                                  name);
    }
    return found;
}

hf_action
hf_agreement_action(const handoff_agreement *agreement, hf_view status)
{
    const hf_mapping *found = find_status(agreement->dispositions,
                                          agreement->disposition_count, status);
    return found ? (hf_action)found->to : HF_ACTION_UNMAPPED;
}

hf_level
hf_agreement_level(const handoff_agreement *agreement, hf_view stage)
{
    const hf_mapping *found =
        find_status(agreement->outcomes, agreement->outcome_count, stage);
    return found ? (hf_level)found->to : HF_LEVEL_UNMAPPED;
}

hf_handoff_kind
hf_agreement_handoff(const handoff_agreement *agreement, hf_view kind)
{
    const hf_mapping *found =
        find_status(agreement->handoffs, agreement->handoff_count, kind);
    if (found) {
        return (hf_handoff_kind)found->to;
    }
    kind = hf_view_trim(kind);
    return hf_view_equal_fold(kind, HF_VIEW("handed")) ||
                   hf_view_equal_fold(kind, HF_VIEW("scored"))
               ? HF_HANDOFF_HANDED
               : HF_HANDOFF_UNMAPPED;
}

int
hf_agreement_priority(const handoff_agreement *agreement, hf_view name)
{
    for (size_t at = 0; at < agreement->disposition_count; at++) {
        const hf_agreement_block *block = &agreement->dispositions[at];
        const hf_mapping *found =
            hf_agreement_find(block->priorities, block->priority_count, name);
        if (found) {
            return (int)found->to;
        }
    }
    return -1;
}

bool
hf_agreement_due(const handoff_agreement *agreement, int64_t from, int64_t sla,
                 int64_t *out)
{
    if (sla <= 0) {
        return false;
    }
    *out = agreement ? hf_calendar_add(&agreement->calendar, from, sla)
                     : from + sla;
    return true;
}

// ---- Reasons, conversations, people -----------------------------------------

const hf_reason *
hf_agreement_reason(const handoff_agreement *agreement, hf_view reason)
{
    uint32_t number =
        hf_table_find(&agreement->reason_values, hf_view_trim(reason));
    return number == HF_TABLE_NONE
               ? NULL
               : &agreement->reasons[agreement->reason_of[number]];
}

bool
hf_agreement_is_conversation(const handoff_agreement *agreement, hf_view status)
{
    status = hf_view_trim(status);
    for (size_t at = 0; at < agreement->conversation_count; at++) {
        if (hf_view_equal_fold(agreement->conversation[at], status)) {
            return true;
        }
    }
    return false;
}

const hf_person *
hf_agreement_person(const handoff_agreement *agreement, hf_view name)
{
    uint32_t number =
        hf_table_find(&agreement->person_names, hf_view_trim(name));
    return number == HF_TABLE_NONE ? NULL : &agreement->people[number];
}
