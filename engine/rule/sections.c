/*
 * The sections of a rule set, merged over its files: the mappings and lists
 * of included files come first, then those of the file itself; what can
 * stand only once and stands twice is shown with both places. Out come one
 * node a section, as if all had been written in one file.
 */
#include "base/memory.h"
#include "base/nearest.h"
#include "base/table.h"
#include "rule/map.h"
#include "rule/reader.h"
#include "rule/text.h"

// In the order of hf_section.
static const hf_map_key KEYS[] = {
    {HF_VIEW("handoff"), HF_MAP_TEXT, false},
    {HF_VIEW("ruleset"), HF_MAP_TEXT, false},
    {HF_VIEW("title"), HF_MAP_TEXT, false},
    {HF_VIEW("owner"), HF_MAP_TEXT, false},
    {HF_VIEW("version"), HF_MAP_TEXT, false},
    {HF_VIEW("effective_from"), HF_MAP_TEXT, false},
    {HF_VIEW("include"), HF_MAP_LIST, false},
    {HF_VIEW("leads"), HF_MAP_MAP, false},
    {HF_VIEW("lists"), HF_MAP_MAP, false},
    {HF_VIEW("derived"), HF_MAP_MAP, false},
    {HF_VIEW("conditions"), HF_MAP_MAP, false},
    {HF_VIEW("gates"), HF_MAP_LIST, false},
    {HF_VIEW("axes"), HF_MAP_MAP, false},
    {HF_VIEW("groups"), HF_MAP_MAP, false},
    {HF_VIEW("criteria"), HF_MAP_LIST, false},
    {HF_VIEW("score"), HF_MAP_MAP, false},
    {HF_VIEW("verdicts"), HF_MAP_LIST, false},
    {HF_VIEW("routes"), HF_MAP_LIST, false},
    {HF_VIEW("id"), HF_MAP_TEXT, false},
    {HF_VIEW("missing"), HF_MAP_LIST, false},
    {HF_VIEW("fields"), HF_MAP_MAP, false},
};
_Static_assert(sizeof KEYS / sizeof *KEYS == HF_SECTION_COUNT, "one each");

// One section so far.
typedef struct gathered {
    hf_node_pair *pairs;
    const hf_node **elements;
    size_t count, pair_room, element_room;
    const hf_node *text;
    hf_span span; // where it was first given
    bool is_given;
    bool is_seen; // or a key that was most likely meant to be it
} gathered;

struct hf_sections {
    hf_arena *arena;
    handoff_findings *findings;
    gathered items[HF_SECTION_COUNT];
};

hf_sections *
hf_sections_new(hf_arena *arena, handoff_findings *findings)
{
    hf_sections *sections = hf_memory_zero(1, sizeof *sections);
    if (!sections) {
        findings->out_of_memory = true;
        return NULL;
    }
    sections->arena = arena;
    sections->findings = findings;
    return sections;
}

void
hf_sections_free(hf_sections *sections)
{
    if (!sections) {
        return;
    }
    for (size_t at = 0; at < HF_SECTION_COUNT; at++) {
        hf_memory_free(sections->items[at].pairs);
        hf_memory_free(sections->items[at].elements);
    }
    hf_memory_free(sections);
}

static void
report_twice(hf_sections *sections, hf_view key, hf_span span, hf_span first)
{
    hf_finding *finding =
        hf_findings_add(sections->findings, HF_CODE_DUPLICATE_KEY, span,
                        "'%.*s' is given twice", HF_SHOWN(key));
    hf_findings_other(sections->findings, finding, first, "first given here");
}

static void
add_pairs(hf_sections *sections, gathered *to, const hf_node *map)
{
    hf_node_pair *pairs = hf_memory_grow(to->pairs, &to->pair_room,
                                         to->count + map->count, sizeof *pairs);
    if (!pairs) {
        sections->findings->out_of_memory = true;
        return;
    }
    to->pairs = pairs;
    for (size_t at = 0; at < map->count; at++) {
        pairs[to->count++] = map->pairs[at];
    }
}

static void
add_elements(hf_sections *sections, gathered *to, const hf_node *list)
{
    const hf_node **elements =
        hf_memory_grow(to->elements, &to->element_room, to->count + list->count,
                       sizeof *elements);
    if (!elements) {
        sections->findings->out_of_memory = true;
        return;
    }
    to->elements = elements;
    for (size_t at = 0; at < list->count; at++) {
        elements[to->count++] = list->elements[at];
    }
}

static void
gather(hf_sections *sections, hf_section section, const hf_node *value)
{
    gathered *to = &sections->items[section];
    bool is_first = !to->is_given;
    if (is_first) {
        to->is_given = true;
        to->span = value->span;
    }
    switch (value->kind) {
    case HF_NODE_MAP:
        add_pairs(sections, to, value);
        break;
    case HF_NODE_LIST:
        add_elements(sections, to, value);
        break;
    case HF_NODE_SCALAR:
        // Each file may say which language it is written in.
        if (is_first) {
            to->text = value;
        } else if (section != HF_SECTION_HANDOFF) {
            report_twice(sections, KEYS[section].name, value->span, to->span);
        }
        break;
    }
}

// A key that is misspelt, or whose value is refused, is not missing as well.
static void
note_keys(hf_sections *sections, const hf_node *map, size_t first, size_t count)
{
    hf_view names[HF_SECTION_COUNT];
    for (size_t at = 0; at < count; at++) {
        names[at] = KEYS[first + at].name;
    }
    for (size_t i = 0; map->kind == HF_NODE_MAP && i < map->count; i++) {
        hf_view key = map->pairs[i].key;
        hf_view nearest = hf_text_is_one_of(key, names, count)
                              ? key
                              : hf_nearest(key, names, count);
        for (size_t at = 0; at < count; at++) {
            if (hf_view_equal(nearest, names[at]) &&
                !hf_map_is_empty(map->pairs[i].value)) {
                sections->items[first + at].is_seen = true;
            }
        }
    }
}

// Each key of `leads` is a section of its own.
static void
add_leads(hf_sections *sections, const hf_node *leads)
{
    gathered *to = &sections->items[HF_SECTION_LEADS];
    to->span = to->is_given ? to->span : leads->span;
    to->is_given = true;
    const hf_node *values[HF_SECTION_COUNT - HF_SECTION_LEADS_ID];
    size_t count = HF_SECTION_COUNT - HF_SECTION_LEADS_ID;
    hf_map_read(leads, "'leads'", KEYS + HF_SECTION_LEADS_ID, count, values,
                sections->findings);
    note_keys(sections, leads, HF_SECTION_LEADS_ID, count);
    for (size_t at = 0; at < count; at++) {
        if (values[at]) {
            gather(sections, (hf_section)(HF_SECTION_LEADS_ID + at),
                   values[at]);
        }
    }
}

void
hf_sections_add(hf_sections *sections, const hf_node *root)
{
    const hf_node *values[HF_SECTION_LEADS_ID];
    hf_map_read(root, "a rule set", KEYS, HF_SECTION_LEADS_ID, values,
                sections->findings);
    note_keys(sections, root, 0, HF_SECTION_LEADS_ID);
    for (size_t at = 0; at < HF_SECTION_LEADS_ID; at++) {
        if (!values[at] || at == HF_SECTION_INCLUDE) {
            continue; // includes were followed by the loader
        }
        if (at == HF_SECTION_LEADS) {
            add_leads(sections, values[at]);
        } else {
            gather(sections, (hf_section)at, values[at]);
        }
    }
    const hf_node *version = values[HF_SECTION_HANDOFF];
    if (version && !hf_view_equal(version->text, HF_VIEW("1"))) {
        hf_finding *finding = hf_findings_add(
            sections->findings, HF_CODE_LANGUAGE_VERSION, version->span,
            "version '%.*s' of the rule language is not known",
            HF_SHOWN(version->text));
        hf_findings_hint(sections->findings, finding,
                         "this program reads 'handoff: 1'");
    }
}

// ---- One node a section ----------------------------------------------------

// Names of one file are distinct already; those of several may not be.
static void
drop_duplicates(hf_sections *sections, gathered *section)
{
    hf_table keys = {0};
    size_t kept = 0;
    for (size_t at = 0; at < section->count; at++) {
        hf_node_pair pair = section->pairs[at];
        uint32_t number = hf_table_intern(&keys, pair.key);
        if (number == HF_TABLE_NONE) {
            sections->findings->out_of_memory = true;
            break;
        }
        if (number < kept) {
            report_twice(sections, pair.key, pair.key_span,
                         section->pairs[number].key_span);
            continue;
        }
        section->pairs[kept++] = pair;
    }
    section->count = kept;
    hf_table_clear(&keys);
}

static const hf_node *
make_node(hf_sections *sections, hf_section at)
{
    gathered *section = &sections->items[at];
    if (!section->is_given || KEYS[at].want == HF_MAP_TEXT) {
        return section->text;
    }
    hf_node *node = hf_arena_zero(sections->arena, 1, sizeof *node);
    bool is_map = KEYS[at].want == HF_MAP_MAP;
    size_t size = is_map ? sizeof *node->pairs : sizeof *node->elements;
    if (is_map) {
        drop_duplicates(sections, section);
    }
    void *items = hf_arena_zero(sections->arena, section->count, size);
    if (!node || !items) {
        sections->findings->out_of_memory = true;
        return NULL;
    }
    node->kind = is_map ? HF_NODE_MAP : HF_NODE_LIST;
    node->span = section->span;
    node->count = section->count;
    if (is_map) {
        hf_node_pair *pairs = items;
        for (size_t i = 0; i < section->count; i++) {
            pairs[i] = section->pairs[i];
        }
        node->pairs = pairs;
    } else {
        const hf_node **elements = items;
        for (size_t i = 0; i < section->count; i++) {
            elements[i] = section->elements[i];
        }
        node->elements = elements;
    }
    return node;
}

static void
require(const hf_sections *sections, hf_section section, const char *what,
        hf_span span)
{
    if (!sections->items[section].is_seen) {
        hf_findings_add(sections->findings, HF_CODE_MISSING_KEY, span,
                        "%s needs a key '%.*s'", what,
                        HF_SHOWN(KEYS[section].name));
    }
}

void
hf_sections_finish(hf_sections *sections, hf_reader *reader, bool is_partial)
{
    for (size_t at = 0; at < HF_SECTION_COUNT; at++) {
        reader->sections[at] = make_node(sections, (hf_section)at);
    }
    reader->leads = sections->items[HF_SECTION_LEADS].span;
    if (is_partial) {
        return; // what is missing may stand in what could not be read
    }
    require(sections, HF_SECTION_HANDOFF, "a rule set", reader->top);
    require(sections, HF_SECTION_RULESET, "a rule set", reader->top);
    require(sections, HF_SECTION_LEADS, "a rule set", reader->top);
    require(sections, HF_SECTION_VERDICTS, "a rule set", reader->top);
    if (reader->sections[HF_SECTION_LEADS]) {
        require(sections, HF_SECTION_LEADS_ID, "'leads'", reader->leads);
        require(sections, HF_SECTION_LEADS_FIELDS, "'leads'", reader->leads);
    }
}
