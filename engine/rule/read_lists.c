/*
 * The section `lists`: values written in the rule set, or in a file beside
 * it. Values stay text; they are read by the type of what they are compared
 * with.
 */
#include "rule/map.h"
#include "rule/reader.h"
#include "rule/text.h"

static bool
take_value(hf_reader *reader, hf_list *list, const hf_node *node)
{
    if (!hf_map_check_kind(node, HF_MAP_TEXT, HF_VIEW("a value of a list"),
                           reader->findings)) {
        return true;
    }
    hf_view value = hf_view_trim(node->text);
    if (value.len == 0) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                            "a value of a list is empty");
        hf_findings_hint(reader->findings, finding,
                         "an empty value is missing: ask for 'is missing'");
        return true;
    }
    if (reader->list_values == HF_RULES_LIST_VALUES) {
        hf_findings_add(reader->findings, HF_CODE_LIST_VALUES_MANY, node->span,
                        "the lists together have more than 1,000,000 values");
        return false;
    }
    reader->list_values++;
    list->row_spans[list->row_count] = node->span;
    list->cells[list->row_count++] = value;
    return true;
}

static void
read_inline(hf_reader *reader, hf_list *list, const hf_node *node)
{
    list->column_count = 1;
    list->cells = hf_reader_zero(reader, node->count, sizeof *list->cells);
    list->row_spans =
        hf_reader_zero(reader, node->count, sizeof *list->row_spans);
    if (!list->cells || !list->row_spans) {
        return;
    }
    for (size_t at = 0; at < node->count; at++) {
        if (!take_value(reader, list, node->elements[at])) {
            return;
        }
    }
}

static void
warn_empty(hf_reader *reader, const hf_list *list)
{
    if (list->row_count == 0) {
        hf_findings_add(reader->findings, HF_CODE_LIST_EMPTY, list->span,
                        "the list '%.*s' has no values", HF_SHOWN(list->name));
    }
}

static void
read_list(hf_reader *reader, const hf_node_pair *pair, hf_list *list)
{
    enum { LIST_FILE, COLUMN, KEYS };
    static const hf_map_key TABLE[KEYS] = {
        [LIST_FILE] = {HF_VIEW("file"), HF_MAP_TEXT, true},
        [COLUMN] = {HF_VIEW("column"), HF_MAP_TEXT, false},
    };
    const hf_node *values[KEYS] = {NULL};
    list->name = pair->key;
    list->span = pair->key_span;
    if (hf_space_check(pair->key, pair->key_span, "a list", reader->findings)) {
        hf_space_add(&reader->lists, pair->key, pair->key_span, "a list",
                     reader->findings);
    }
    if (pair->value->kind == HF_NODE_LIST) {
        size_t errors = reader->findings->errors;
        read_inline(reader, list, pair->value);
        if (errors == reader->findings->errors) {
            warn_empty(reader, list);
        }
        return;
    }
    if (pair->value->kind == HF_NODE_SCALAR) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_WRONG_KIND, pair->value->span,
            "a list is written as [a, b] or names a file");
        hf_findings_hint(reader->findings, finding,
                         "write { file: lists/name.txt } for a file");
        return;
    }
    hf_map_read(pair->value, "a list", TABLE, KEYS, values, reader->findings);
    if (values[LIST_FILE]) {
        list->file = values[LIST_FILE]->text;
        if (hf_list_file_read(reader, values[LIST_FILE], values[COLUMN],
                              list)) {
            warn_empty(reader, list);
        }
    }
}

void
hf_rule_read_lists(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *lists = reader->sections[HF_SECTION_LISTS];
    size_t count = hf_reader_count(reader, HF_SECTION_LISTS);
    rules->lists = hf_reader_zero(reader, count, sizeof *rules->lists);
    for (size_t at = 0; rules->lists && at < count; at++) {
        read_list(reader, &lists->pairs[at], &rules->lists[at]);
        rules->list_count = at + 1;
    }
}
