/*
 * The tree of a YAML file. Events come in one at a time, and each is held
 * against the limits before anything is built from it; anchors are expanded
 * by sharing, yet count as often as they are used. Mistakes of syntax end the
 * reading; a duplicate key, a tag or a merge key is noted and left out.
 */
#include "rule/node.h"

#include "base/memory.h"
#include "base/table.h"
#include "base/utf8.h"
#include "rule/text.h"
#include "rule/yaml.h"

#include <string.h>

// A finished value, still waiting for the collection around it to end.
typedef struct ready_item {
    hf_view key;
    hf_span key_span;
    const hf_node *value;
} ready_item;

// A collection that is open.
typedef struct open_frame {
    hf_node *node;
    size_t first;        // of its items
    size_t nodes_before; // the budget when it began
    unsigned height;     // levels below it
    uint32_t anchor;     // number, or HF_TABLE_NONE
    bool has_key;        // a mapping that waits for the value of `key`
    bool drops_value;    // of a merge key
    hf_view key;
    hf_span key_span;
} open_frame;

typedef struct anchor_value {
    const hf_node *node; // NULL while its value is still open
    size_t nodes;
    unsigned height;
} anchor_value;

typedef struct tree_builder {
    const hf_source *source;
    hf_arena *arena;
    hf_node_budget *budget;
    handoff_findings *findings;
    open_frame frames[HF_NODE_DEPTH];
    size_t depth;
    ready_item *items;
    size_t item_count, item_room;
    hf_table anchor_names;
    anchor_value *anchors;
    size_t anchor_room;
    const hf_node *root;
    bool has_document;
    bool is_flawed; // a mistake that leaves a tree
} tree_builder;

static hf_span
span_of(const tree_builder *builder, const hf_yaml_event *event)
{
    return (hf_span){builder->source, event->at, event->end - event->at};
}

// ---- Values find their places ----------------------------------------------

static handoff_status
place(tree_builder *builder, const hf_node *node, unsigned height)
{
    if (builder->depth == 0) {
        builder->root = node;
        return HANDOFF_OK;
    }
    open_frame *frame = &builder->frames[builder->depth - 1];
    if (frame->height < height + 1) {
        frame->height = height + 1;
    }
    frame->has_key = false;
    if (frame->drops_value) {
        frame->drops_value = false;
        return HANDOFF_OK;
    }
    ready_item *items =
        hf_memory_grow(builder->items, &builder->item_room,
                       builder->item_count + 1, sizeof *builder->items);
    if (!items) {
        return HANDOFF_SYSTEM;
    }
    builder->items = items;
    items[builder->item_count++] =
        (ready_item){frame->key, frame->key_span, node};
    return HANDOFF_OK;
}

static bool
is_key_place(const tree_builder *builder)
{
    if (builder->depth == 0) {
        return false;
    }
    const open_frame *frame = &builder->frames[builder->depth - 1];
    return frame->node->kind == HF_NODE_MAP && !frame->has_key;
}

static handoff_status
refuse_key(tree_builder *builder, const hf_yaml_event *event)
{
    hf_findings_add(builder->findings, HF_CODE_KEY_NOT_TEXT,
                    (hf_span){builder->source, event->at, 1},
                    "a key has to be text");
    return HANDOFF_RULES;
}

static handoff_status
count_nodes(tree_builder *builder, size_t nodes, hf_span span)
{
    builder->budget->nodes += nodes;
    if (builder->budget->nodes <= HF_NODE_COUNT) {
        return HANDOFF_OK;
    }
    hf_findings_add(builder->findings, HF_CODE_NODES_MANY, span,
                    "a rule set has at most 100,000 values, aliases written "
                    "out");
    return HANDOFF_RULES;
}

static void
check_tag(tree_builder *builder, const hf_yaml_event *event)
{
    if (!event->has_tag) {
        return;
    }
    hf_view text = builder->source->text;
    uint32_t end = event->at;
    while (end < text.len && !hf_text_is_blank(text.ptr[end])) {
        end++;
    }
    builder->is_flawed = true;
    hf_finding *finding =
        hf_findings_add(builder->findings, HF_CODE_YAML_TAG,
                        (hf_span){builder->source, event->at, end - event->at},
                        "a tag cannot stand in a rule set");
    hf_findings_hint(builder->findings, finding,
                     "write 'not' in a condition; put a text that begins "
                     "with '!' in quotes");
}

// ---- Anchors ---------------------------------------------------------------

static handoff_status
open_anchor(tree_builder *builder, hf_view name, uint32_t *number)
{
    *number = HF_TABLE_NONE;
    if (name.len == 0) {
        return HANDOFF_OK;
    }
    uint32_t found = hf_table_intern(&builder->anchor_names, name);
    if (found == HF_TABLE_NONE) {
        return HANDOFF_SYSTEM;
    }
    anchor_value *anchors =
        hf_memory_grow(builder->anchors, &builder->anchor_room,
                       (size_t)found + 1, sizeof *builder->anchors);
    if (!anchors) {
        return HANDOFF_SYSTEM;
    }
    builder->anchors = anchors;
    anchors[found] = (anchor_value){0};
    *number = found;
    return HANDOFF_OK;
}

static void
close_anchor(tree_builder *builder, uint32_t number, anchor_value value)
{
    if (number != HF_TABLE_NONE) {
        builder->anchors[number] = value;
    }
}

static handoff_status
refuse_alias(tree_builder *builder, const hf_yaml_event *event, const char *why)
{
    hf_finding *finding = hf_findings_add(builder->findings, HF_CODE_YAML_ALIAS,
                                          span_of(builder, event), "'*%.*s' %s",
                                          HF_SHOWN(event->anchor), why);
    hf_findings_hint(builder->findings, finding,
                     "put a text that begins with '*' in quotes");
    return HANDOFF_RULES;
}

static handoff_status
refuse_depth(tree_builder *builder, hf_span span)
{
    hf_findings_add(builder->findings, HF_CODE_NESTING_DEEP, span,
                    "lists and mappings are nested deeper than %d levels",
                    HF_NODE_DEPTH);
    return HANDOFF_RULES;
}

static handoff_status
add_alias(tree_builder *builder, const hf_yaml_event *event)
{
    if (is_key_place(builder)) {
        return refuse_key(builder, event);
    }
    uint32_t number = hf_table_find(&builder->anchor_names, event->anchor);
    if (number == HF_TABLE_NONE) {
        return refuse_alias(builder, event, "has no anchor above it");
    }
    anchor_value found = builder->anchors[number];
    if (!found.node) {
        return refuse_alias(builder, event,
                            "stands inside the value that it repeats");
    }
    hf_span span = span_of(builder, event);
    if (builder->depth + found.height > HF_NODE_DEPTH) {
        return refuse_depth(builder, span);
    }
    handoff_status status = count_nodes(builder, found.nodes, span);
    return status ? status : place(builder, found.node, found.height);
}

// ---- Scalars ---------------------------------------------------------------

// The text's own place: without quotes, or the sign of a block.
static hf_span
text_span(const tree_builder *builder, const hf_yaml_event *event)
{
    hf_view text = builder->source->text;
    hf_span span = span_of(builder, event);
    if (event->anchor.len > 0 || event->has_tag) {
        // The event begins with them; the text is what is left at the end.
        while (span.len > 0 &&
               (text.ptr[span.at] == '&' || text.ptr[span.at] == '!')) {
            while (span.len > 0 && !hf_text_is_blank(text.ptr[span.at])) {
                span.at++;
                span.len--;
            }
            while (span.len > 0 && hf_text_is_blank(text.ptr[span.at])) {
                span.at++;
                span.len--;
            }
        }
    }
    if (event->style == HF_YAML_QUOTED && span.len >= 2) {
        span.at++;
        span.len -= 2;
    } else if (event->style == HF_YAML_BLOCK) {
        uint32_t len = 0;
        while (len < span.len && !hf_text_is_blank(text.ptr[span.at + len])) {
            len++;
        }
        span.len = len;
    }
    return span;
}

static hf_node *
new_scalar(tree_builder *builder, const hf_yaml_event *event)
{
    hf_node *node = hf_arena_zero(builder->arena, 1, sizeof *node);
    if (!node) {
        return NULL;
    }
    node->kind = HF_NODE_SCALAR;
    node->span = text_span(builder, event);
    node->text = hf_arena_copy(builder->arena, event->text);
    node->is_quoted = event->style == HF_YAML_QUOTED;
    node->is_block = event->style == HF_YAML_BLOCK;
    node->is_flow =
        builder->depth > 0 && builder->frames[builder->depth - 1].node->is_flow;
    hf_view written = {builder->source->text.ptr + node->span.at,
                       node->span.len};
    node->is_escaped = !hf_view_equal(written, event->text);
    return node->text.ptr ? node : NULL;
}

static handoff_status
add_key(tree_builder *builder, const hf_node *node)
{
    open_frame *frame = &builder->frames[builder->depth - 1];
    if (!frame->node->is_flow && builder->item_count == frame->first &&
        !frame->drops_value) {
        frame->node->span = node->span;
    }
    frame->has_key = true;
    frame->key = node->text;
    frame->key_span = node->span;
    if (!node->is_quoted && hf_view_equal(node->text, HF_VIEW("<<"))) {
        frame->drops_value = true;
        builder->is_flawed = true;
        hf_finding *finding =
            hf_findings_add(builder->findings, HF_CODE_YAML_MERGE, node->span,
                            "'<<' cannot stand in a rule set");
        hf_findings_hint(builder->findings, finding,
                         "repeat the keys, or use an alias for a whole value");
    }
    return HANDOFF_OK;
}

static handoff_status
add_scalar(tree_builder *builder, const hf_yaml_event *event)
{
    hf_node *node = new_scalar(builder, event);
    uint32_t number;
    handoff_status status = open_anchor(builder, event->anchor, &number);
    if (!node || status) {
        return HANDOFF_SYSTEM;
    }
    check_tag(builder, event);
    if (memchr(node->text.ptr, '\0', node->text.len)) {
        hf_findings_add(builder->findings, HF_CODE_CONTROL_CHARACTER,
                        node->span, "the text holds a NUL character");
        return HANDOFF_RULES;
    }
    close_anchor(builder, number, (anchor_value){node, 1, 0});
    if (is_key_place(builder)) {
        return add_key(builder, node);
    }
    status = count_nodes(builder, 1, node->span);
    return status ? status : place(builder, node, 0);
}

// ---- Lists and mappings ----------------------------------------------------

static handoff_status
open_collection(tree_builder *builder, const hf_yaml_event *event)
{
    if (is_key_place(builder)) {
        return refuse_key(builder, event);
    }
    hf_span span = {builder->source, event->at, 1};
    if (builder->depth == HF_NODE_DEPTH) {
        return refuse_depth(builder, span);
    }
    size_t before = builder->budget->nodes;
    handoff_status status = count_nodes(builder, 1, span);
    if (status) {
        return status;
    }
    check_tag(builder, event);
    uint32_t number;
    hf_node *node = hf_arena_zero(builder->arena, 1, sizeof *node);
    if (!node || open_anchor(builder, event->anchor, &number)) {
        return HANDOFF_SYSTEM;
    }
    node->kind = event->kind == HF_YAML_MAP ? HF_NODE_MAP : HF_NODE_LIST;
    node->span = span;
    node->is_flow = event->style == HF_YAML_FLOW;
    builder->frames[builder->depth++] =
        (open_frame){.node = node,
                     .first = builder->item_count,
                     .nodes_before = before,
                     .anchor = number};
    return HANDOFF_OK;
}

static void
report_duplicate(tree_builder *builder, const ready_item *again, hf_span first)
{
    builder->is_flawed = true;
    hf_finding *finding = hf_findings_add(
        builder->findings, HF_CODE_DUPLICATE_KEY, again->key_span,
        "the key '%.*s' stands twice", HF_SHOWN(again->key));
    hf_findings_other(builder->findings, finding, first, "first used here");
}

// The items of a mapping as its pairs, each key once.
static handoff_status
fill_map(tree_builder *builder, hf_node *node, const ready_item *items,
         size_t count)
{
    hf_node_pair *pairs = hf_arena_zero(builder->arena, count, sizeof *pairs);
    hf_table keys = {0};
    handoff_status status = HANDOFF_SYSTEM;
    if (!pairs) {
        goto cleanup;
    }
    for (size_t at = 0; at < count; at++) {
        // Each key so far is there once, so that its number is its place.
        uint32_t number = hf_table_intern(&keys, items[at].key);
        if (number == HF_TABLE_NONE) {
            goto cleanup;
        }
        if (number < node->count) {
            report_duplicate(builder, &items[at], pairs[number].key_span);
            continue;
        }
        pairs[node->count++] =
            (hf_node_pair){items[at].key, items[at].key_span, items[at].value};
    }
    node->pairs = pairs;
    status = HANDOFF_OK;
cleanup:
    hf_table_clear(&keys);
    return status;
}

static handoff_status
fill_list(tree_builder *builder, hf_node *node, const ready_item *items,
          size_t count)
{
    const hf_node **elements =
        hf_arena_zero(builder->arena, count, sizeof *elements);
    if (!elements) {
        return HANDOFF_SYSTEM;
    }
    for (size_t at = 0; at < count; at++) {
        elements[at] = items[at].value;
    }
    node->elements = elements;
    node->count = count;
    return HANDOFF_OK;
}

static handoff_status
close_collection(tree_builder *builder)
{
    open_frame *frame = &builder->frames[builder->depth - 1];
    hf_node *node = frame->node;
    // Without items there is no array yet, and no arithmetic on it.
    const ready_item *items =
        builder->items ? builder->items + frame->first : NULL;
    size_t count = builder->item_count - frame->first;
    handoff_status status = node->kind == HF_NODE_MAP
                                ? fill_map(builder, node, items, count)
                                : fill_list(builder, node, items, count);
    if (status) {
        return status;
    }
    builder->item_count = frame->first;
    builder->depth--;
    unsigned height = frame->height > 0 ? frame->height : 1;
    size_t nodes = builder->budget->nodes - frame->nodes_before;
    close_anchor(builder, frame->anchor, (anchor_value){node, nodes, height});
    return place(builder, node, height);
}

// ---- The file --------------------------------------------------------------

static handoff_status
begin_document(tree_builder *builder, const hf_yaml_event *event)
{
    if (!builder->has_document) {
        builder->has_document = true;
        return HANDOFF_OK;
    }
    hf_findings_add(builder->findings, HF_CODE_SECOND_DOCUMENT,
                    span_of(builder, event), "a second document begins here");
    return HANDOFF_RULES;
}

static handoff_status
take(tree_builder *builder, const hf_yaml_event *event)
{
    switch (event->kind) {
    case HF_YAML_DOCUMENT:
        return begin_document(builder, event);
    case HF_YAML_SCALAR:
        return add_scalar(builder, event);
    case HF_YAML_LIST:
    case HF_YAML_MAP:
        return open_collection(builder, event);
    case HF_YAML_CLOSE:
        return close_collection(builder);
    case HF_YAML_ALIAS:
        return add_alias(builder, event);
    case HF_YAML_END:
        break;
    }
    return HANDOFF_OK;
}

static handoff_status
read_events(tree_builder *builder)
{
    hf_yaml *yaml = hf_yaml_open(builder->source);
    if (!yaml) {
        return HANDOFF_SYSTEM;
    }
    handoff_status status;
    hf_yaml_event event;
    do {
        status = hf_yaml_next(yaml, &event, builder->findings);
        if (!status) {
            status = take(builder, &event);
        }
    } while (!status && event.kind != HF_YAML_END);
    hf_yaml_close(yaml);
    return status;
}

// The bytes themselves: size, NUL, UTF-8.
static handoff_status
check_bytes(const hf_source *source, handoff_findings *findings)
{
    hf_view text = source->text;
    if (text.len > HF_NODE_FILE_BYTES) {
        hf_findings_add(findings, HF_CODE_FILE_LARGE, (hf_span){source, 0, 0},
                        "a rule file has at most 4 MiB");
        return HANDOFF_RULES;
    }
    size_t invalid = hf_utf8_invalid_at(text);
    const char *nul = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
    if (nul && (size_t)(nul - text.ptr) < invalid) {
        hf_findings_add(findings, HF_CODE_CONTROL_CHARACTER,
                        (hf_span){source, (uint32_t)(nul - text.ptr), 1},
                        "a NUL character stands here");
        return HANDOFF_RULES;
    }
    if (invalid < text.len) {
        hf_finding *finding = hf_findings_add(
            findings, HF_CODE_NOT_UTF8, (hf_span){source, (uint32_t)invalid, 1},
            "this byte is not UTF-8");
        hf_findings_hint(findings, finding, "save the file as UTF-8");
        return HANDOFF_RULES;
    }
    return HANDOFF_OK;
}

static handoff_status
refuse_empty(const hf_source *source, handoff_findings *findings)
{
    bool is_blank = hf_view_trim(source->text).len == 0;
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_FILE_EMPTY, (hf_span){source, 0, 0},
                        is_blank ? "this file is empty"
                                 : "this file holds nothing but comments");
    hf_findings_hint(findings, finding, "a rule set begins with 'handoff: 1'");
    return HANDOFF_RULES;
}

handoff_status
hf_node_parse(const hf_source *source, hf_arena *arena, hf_node_budget *budget,
              const hf_node **out, handoff_findings *findings)
{
    *out = NULL;
    handoff_status status = check_bytes(source, findings);
    if (status) {
        return status;
    }
    tree_builder builder = {.source = source,
                            .arena = arena,
                            .budget = budget,
                            .findings = findings};
    status = read_events(&builder);
    if (!status && (!builder.root || (builder.root->kind == HF_NODE_SCALAR &&
                                      !builder.root->is_quoted &&
                                      builder.root->text.len == 0))) {
        status = refuse_empty(source, findings);
    }
    if (!status) {
        *out = builder.root;
        status = builder.is_flawed ? HANDOFF_RULES : HANDOFF_OK;
    }
    hf_table_clear(&builder.anchor_names);
    hf_memory_free(builder.anchors);
    hf_memory_free(builder.items);
    return status;
}

// ---- Questions -------------------------------------------------------------

const hf_node *
hf_node_get(const hf_node *map, const char *key)
{
    hf_view wanted = hf_view_of(key);
    for (size_t at = 0; map->kind == HF_NODE_MAP && at < map->count; at++) {
        if (hf_view_equal(map->pairs[at].key, wanted)) {
            return map->pairs[at].value;
        }
    }
    return NULL;
}

// Bytes of the file that one byte of the text takes: 2 for a doubled quote
// or an escaped character; 0 where they no longer run side by side.
static size_t
bytes_taken(const char *written, size_t left, char quote, char byte)
{
    if (left >= 2 && written[1] == byte &&
        ((quote == '\'' && byte == '\'' && written[0] == '\'') ||
         (quote == '"' && written[0] == '\\' &&
          (byte == '"' || byte == '\\')))) {
        return 2;
    }
    return left >= 1 && written[0] == byte ? 1 : 0;
}

hf_span
hf_node_span(const hf_node *scalar, size_t at, size_t len)
{
    hf_span span = scalar->span;
    if (scalar->is_block || !span.source) {
        return span;
    }
    size_t end = at + len < scalar->text.len ? at + len : scalar->text.len;
    at = at < end ? at : end;
    if (!scalar->is_escaped) {
        return (hf_span){span.source, span.at + (uint32_t)at,
                         (uint32_t)(end - at)};
    }
    const char *file = span.source->text.ptr;
    char quote = scalar->is_quoted && span.at > 0 ? file[span.at - 1] : '\0';
    size_t written = 0;
    size_t start = 0;
    for (size_t byte = 0; byte < end; byte++) {
        start = byte == at ? written : start;
        size_t taken = bytes_taken(file + span.at + written, span.len - written,
                                   quote, scalar->text.ptr[byte]);
        if (taken == 0) {
            return span;
        }
        written += taken;
    }
    start = at == end ? written : start;
    return (hf_span){span.source, span.at + (uint32_t)start,
                     (uint32_t)(written - start)};
}
