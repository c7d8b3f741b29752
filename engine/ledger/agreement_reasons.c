/*
 * Reasons of an agreement: the spellings that Sales uses, what class they are
 * of, which parts of the rationale they contradict, and when recorded facts
 * speak against them. Names of criteria and fields are not known here; see
 * agreement_check.c.
 */
#include "ledger/agreement_read.h"

#include "base/memory.h"

enum {
    VALUES,
    CLASS,
    DISPUTES,
    CONTRADICTED_WHEN,
    NEEDS_ATTEMPTS,
    REASON_KEYS
};

static const hf_map_key TABLE[REASON_KEYS] = {
    [VALUES] = {{"values", 6}, HF_MAP_ANY, true},
    [CLASS] = {{"class", 5}, HF_MAP_TEXT, false},
    [DISPUTES] = {{"disputes", 8}, HF_MAP_ANY, false},
    [CONTRADICTED_WHEN] = {{"contradicted_when", 17}, HF_MAP_ANY, false},
    [NEEDS_ATTEMPTS] = {{"needs_attempts", 14}, HF_MAP_TEXT, false},
};

// ---- What a reason disputes ------------------------------------------------

// In the order of hf_disputes_kind.
static const hf_map_key KINDS[] = {
    {{"criterion", 9}, HF_MAP_ANY, false},
    {{"group", 5}, HF_MAP_ANY, false},
    {{"axis", 4}, HF_MAP_ANY, false},
};

enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static void
add_disputes(hf_agreement_reader *reader, const hf_node *node,
             hf_disputes_kind kind, hf_reason *reason)
{
    size_t most = hf_agreement_texts(node);
    hf_disputes *grown =
        hf_agreement_zero(reader, reason->dispute_count + most, sizeof *grown);
    if (!grown) {
        return;
    }
    for (size_t at = 0; at < reason->dispute_count; at++) {
        grown[at] = reason->disputes[at];
    }
    reason->disputes = grown;
    for (size_t at = 0; at < most; at++) {
        hf_view name;
        const hf_node *text =
            hf_agreement_text(reader, node, at, "what is disputed", &name);
        if (text) {
            grown[reason->dispute_count++] =
                (hf_disputes){kind, name, text->span};
        }
    }
}

static void
read_disputes(hf_agreement_reader *reader, const hf_node *node,
              hf_reason *reason)
{
    const hf_node *values[KIND_COUNT];
    size_t count = node->kind == HF_NODE_LIST ? node->count : 1;
    for (size_t at = 0; at < count; at++) {
        const hf_node *one =
            node->kind == HF_NODE_LIST ? node->elements[at] : node;
        if (one->kind != HF_NODE_MAP) {
            add_disputes(reader, one, HF_DISPUTES_CRITERION, reason);
            continue;
        }
        hf_map_read(one, "'disputes'", KINDS, KIND_COUNT, values,
                    reader->findings);
        for (size_t kind = 0; kind < KIND_COUNT; kind++) {
            if (values[kind]) {
                add_disputes(reader, values[kind], (hf_disputes_kind)kind,
                             reason);
            }
        }
    }
}

// ---- Spellings -------------------------------------------------------------

static void
add_value(hf_agreement_reader *reader, hf_view value, hf_span span,
          hf_reason *reason)
{
    handoff_agreement *agreement = reader->agreement;
    uint32_t before = agreement->reason_values.count;
    uint32_t number = hf_table_intern(&agreement->reason_values, value);
    if (number == HF_TABLE_NONE) {
        reader->findings->out_of_memory = true;
    } else if (number < before) {
        const hf_reason *other =
            &agreement->reasons[agreement->reason_of[number]];
        hf_agreement_twice(reader, value, span, other->span, "reason");
    } else {
        agreement->reason_of[number] = (uint32_t)(reason - agreement->reasons);
        reason->values[reason->value_count++] = value;
    }
}

// Room for the values that this reason adds.
static bool
reserve_values(hf_agreement_reader *reader, size_t more)
{
    handoff_agreement *agreement = reader->agreement;
    uint32_t count = agreement->reason_values.count;
    uint32_t *grown = hf_agreement_zero(reader, count + more, sizeof *grown);
    for (size_t at = 0; grown && at < count; at++) {
        grown[at] = agreement->reason_of[at];
    }
    agreement->reason_of = grown;
    return grown != NULL;
}

static void
read_values(hf_agreement_reader *reader, const hf_node *node, hf_reason *reason)
{
    size_t most = hf_agreement_texts(node);
    reason->values = hf_agreement_zero(reader, most, sizeof *reason->values);
    if (!reason->values || !reserve_values(reader, most)) {
        return;
    }
    for (size_t at = 0; at < most; at++) {
        hf_view value;
        const hf_node *text =
            hf_agreement_text(reader, node, at, "a reason", &value);
        if (text) {
            add_value(reader, value, text->span, reason);
        }
    }
}

// ---- Reasons ---------------------------------------------------------------

static void
read_condition(hf_agreement_reader *reader, const hf_node *node,
               hf_reason *reason)
{
    hf_buffer text = {0};
    hf_expr *when = hf_expr_condition(node, reader->arena, reader->findings);
    if (!when) {
        return;
    }
    reason->contradicted_when = when;
    reason->contradicted_text = hf_map_text(node);
    if (node->kind != HF_NODE_SCALAR) {
        hf_expr_print(&text, when);
        reason->contradicted_text =
            hf_arena_copy(reader->arena, hf_buffer_view(&text));
        reader->findings->out_of_memory |=
            text.failed || !reason->contradicted_text.ptr;
    }
    hf_buffer_clear(&text);
}

static void
read_reason(hf_agreement_reader *reader, const hf_node_pair *pair,
            hf_reason *reason)
{
    const hf_node *values[REASON_KEYS];
    *reason = (hf_reason){
        .code = pair->key, .span = pair->key_span, .needs_attempts = -1};
    if (!hf_text_is_name(pair->key) && !hf_text_is_id(pair->key)) {
        hf_findings_add(reader->findings, HF_CODE_BAD_NAME, pair->key_span,
                        "'%.*s' is no code of a reason", HF_SHOWN(pair->key));
    }
    hf_map_read(pair->value, "a reason", TABLE, REASON_KEYS, values,
                reader->findings);
    reason->class_name = hf_view_trim(hf_map_text(values[CLASS]));
    if (values[VALUES]) {
        read_values(reader, values[VALUES], reason);
    }
    if (values[DISPUTES]) {
        read_disputes(reader, values[DISPUTES], reason);
    }
    if (values[CONTRADICTED_WHEN]) {
        read_condition(reader, values[CONTRADICTED_WHEN], reason);
    }
    if (hf_map_whole(values[NEEDS_ATTEMPTS], 1000000, &reason->needs_attempts,
                     reader->findings) &&
        values[NEEDS_ATTEMPTS] && reason->needs_attempts < 0) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE,
                        values[NEEDS_ATTEMPTS]->span,
                        "attempts are not below 0");
    }
}

static const hf_reason *
find_code(const handoff_agreement *agreement, hf_view code)
{
    for (size_t at = 0; at < agreement->reason_count; at++) {
        if (hf_view_equal(agreement->reasons[at].code, code)) {
            return &agreement->reasons[at];
        }
    }
    return NULL;
}

void
hf_agreement_read_reasons(hf_agreement_reader *reader, const hf_node *node)
{
    handoff_agreement *agreement = reader->agreement;
    hf_reason *grown = hf_agreement_zero(
        reader, agreement->reason_count + node->count, sizeof *grown);
    if (!grown) {
        return;
    }
    for (size_t at = 0; at < agreement->reason_count; at++) {
        grown[at] = agreement->reasons[at];
    }
    agreement->reasons = grown;
    for (size_t at = 0; at < node->count; at++) {
        const hf_node_pair *pair = &node->pairs[at];
        const hf_reason *other = find_code(agreement, pair->key);
        if (other) {
            hf_agreement_twice(reader, pair->key, pair->key_span, other->span,
                               "reason");
            continue;
        }
        read_reason(reader, pair, &grown[agreement->reason_count]);
        agreement->reason_count++;
    }
}
