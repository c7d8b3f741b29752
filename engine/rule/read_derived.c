/*
 * The sections `derived` and `conditions`, and the cases of a `first`, which
 * derived values and criteria share. Expressions are parsed here; what their
 * names mean is left to the plan.
 */
#include "rule/map.h"
#include "rule/reader.h"

static bool
declare(hf_reader *reader, const hf_node_pair *pair, const char *kind)
{
    return hf_space_check(pair->key, pair->key_span, kind, reader->findings) &&
           hf_space_add(&reader->names, pair->key, pair->key_span, kind,
                        reader->findings);
}

// ---- Cases -----------------------------------------------------------------

static void
read_case(hf_reader *reader, const hf_node *node, hf_case_kind kind,
          hf_case *out)
{
    enum { WHEN, ANSWER, BECAUSE, KEYS };
    static const hf_map_key OF_IS[] = {
        {HF_VIEW("when"), HF_MAP_ANY, false},
        {HF_VIEW("is"), HF_MAP_TEXT, true},
    };
    static const hf_map_key OF_POINTS[] = {
        {HF_VIEW("when"), HF_MAP_ANY, false},
        {HF_VIEW("points"), HF_MAP_TEXT, true},
        {HF_VIEW("because"), HF_MAP_TEXT, false},
    };
    const hf_node *values[KEYS] = {NULL};
    bool is_points = kind == HF_CASE_POINTS;
    hf_map_read(node, "a case", is_points ? OF_POINTS : OF_IS,
                is_points ? KEYS : BECAUSE, values, reader->findings);

    out->span = node->span;
    if (values[WHEN]) {
        out->when =
            hf_expr_condition(values[WHEN], reader->arena, reader->findings);
    }
    if (is_points) {
        hf_map_whole(values[ANSWER], HF_RULES_POINTS, &out->points,
                     reader->findings);
        out->because = hf_map_text(values[BECAUSE]);
    } else if (values[ANSWER]) {
        out->is = values[ANSWER]->text;
        out->is_span = values[ANSWER]->span;
    }
}

hf_case *
hf_rule_read_cases(hf_reader *reader, const hf_node *list, hf_case_kind kind,
                   size_t *count)
{
    *count = 0;
    if (list->count == 0) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, list->span,
                        "'first' needs at least one case");
        return NULL;
    }
    hf_case *cases = hf_reader_zero(reader, list->count, sizeof *cases);
    for (size_t at = 0; cases && at < list->count; at++) {
        const hf_node *node = list->elements[at];
        read_case(reader, node, kind, &cases[at]);
        if (node->kind == HF_NODE_MAP && !hf_node_get(node, "when") &&
            at + 1 < list->count) {
            hf_finding *finding = hf_findings_add(
                reader->findings, HF_CODE_CASE_ORDER, node->span,
                "a case without 'when' always holds, and more follow");
            hf_findings_hint(reader->findings, finding,
                             "only the last case may go without 'when'");
        }
        *count = at + 1;
    }
    return cases;
}

// ---- Derived values --------------------------------------------------------

static void
read_derived(hf_reader *reader, const hf_node_pair *pair, hf_derived *derived)
{
    static const hf_map_key KEYS[] = {{HF_VIEW("first"), HF_MAP_LIST, true}};
    const hf_node *first = NULL;
    derived->name = pair->key;
    derived->span = pair->key_span;
    declare(reader, pair, "a derived value");
    if (pair->value->kind == HF_NODE_SCALAR) {
        derived->value =
            hf_expr_value(pair->value, reader->arena, reader->findings);
        return;
    }
    hf_map_read(pair->value, "a derived value", KEYS, 1, &first,
                reader->findings);
    if (first) {
        derived->cases =
            hf_rule_read_cases(reader, first, HF_CASE_IS, &derived->case_count);
    }
}

void
hf_rule_read_derived(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    size_t count = hf_reader_count(reader, HF_SECTION_DERIVED);
    rules->derived = hf_reader_zero(reader, count, sizeof *rules->derived);
    for (size_t at = 0; rules->derived && at < count; at++) {
        read_derived(reader, &reader->sections[HF_SECTION_DERIVED]->pairs[at],
                     &rules->derived[at]);
        rules->derived_count = at + 1;
    }

    count = hf_reader_count(reader, HF_SECTION_CONDITIONS);
    rules->conditions =
        hf_reader_zero(reader, count, sizeof *rules->conditions);
    for (size_t at = 0; rules->conditions && at < count; at++) {
        const hf_node_pair *pair =
            &reader->sections[HF_SECTION_CONDITIONS]->pairs[at];
        declare(reader, pair, "a condition");
        rules->conditions[at] = (hf_condition){
            pair->key, pair->key_span,
            hf_expr_condition(pair->value, reader->arena, reader->findings)};
        rules->condition_count = at + 1;
    }
}
