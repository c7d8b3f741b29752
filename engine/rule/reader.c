/*
 * Loading one rule set: the top file and what it includes become trees, the
 * trees merged sections, the sections the parts of the rule set. Findings go
 * on to the caller with copies of the sources they point into, so that either
 * may be freed first.
 */
#include "rule/reader.h"

#include "base/memory.h"
#include "rule/load.h"
#include "rule/map.h"
#include "rule/text.h"

#include <string.h>

enum { INCLUDE_DEPTH = 16 };

typedef struct load_run {
    hf_reader reader;
    hf_sections *sections;
    hf_node_budget budget;
    unsigned depth; // of includes
    bool is_broken; // a file gave no tree
    bool keeps_partial;
} load_run;

void *
hf_reader_zero(hf_reader *reader, size_t count, size_t size)
{
    void *found = hf_arena_zero(reader->arena, count, size);
    if (!found) {
        reader->findings->out_of_memory = true;
    }
    return found;
}

size_t
hf_reader_count(const hf_reader *reader, hf_section section)
{
    const hf_node *node = reader->sections[section];
    return node ? node->count : 0;
}

// ---- Files -----------------------------------------------------------------

// The tree of a file, or NULL with a finding.
static const hf_node *
parse_file(load_run *run, const char *name, hf_view text, hf_view folder,
           const char *real)
{
    hf_reader *reader = &run->reader;
    const hf_node *root = NULL;
    if (hf_view_starts(text, HF_VIEW("\xef\xbb\xbf"))) {
        text = hf_view_slice(text, 3, text.len - 3); // columns begin behind it
    }
    if (text.len > HF_NODE_FILE_BYTES) {
        hf_findings_add(reader->findings, HF_CODE_FILE_LARGE, (hf_span){0},
                        "'%s' has more than 4 MiB", name);
        return NULL;
    }
    const hf_source *source =
        hf_findings_own(reader->rules->sources, hf_source_new(name, text));
    if (!source) {
        reader->findings->out_of_memory = true;
        return NULL;
    }
    hf_file file = {source, folder, real, true};
    if (!hf_files_add(&reader->files, file)) {
        return NULL;
    }
    handoff_status status = hf_node_parse(source, reader->arena, &run->budget,
                                          &root, reader->findings);
    if (status == HANDOFF_SYSTEM) {
        reader->findings->out_of_memory = true;
    }
    return root;
}

static void add_tree(load_run *run, const hf_node *root);

static void
report_again(hf_reader *reader, const hf_node *node, const hf_file *file)
{
    hf_findings_add(reader->findings, HF_CODE_INCLUDE_AGAIN, node->span,
                    file->is_open ? "'%.*s' includes itself in the end"
                                  : "'%.*s' is included already",
                    HF_SHOWN(node->text));
}

static void
include_file(load_run *run, const hf_node *node)
{
    hf_reader *reader = &run->reader;
    hf_file_path path;
    if (!hf_map_check_kind(node, HF_MAP_TEXT, HF_VIEW("an included file"),
                           reader->findings) ||
        !hf_files_resolve(&reader->files, node, &path)) {
        run->is_broken = true;
        return;
    }
    const hf_file *again = hf_files_find_real(&reader->files, path.real);
    if (again) {
        report_again(reader, node, again);
        return;
    }
    if (run->depth == INCLUDE_DEPTH) {
        hf_findings_add(reader->findings, HF_CODE_NESTING_DEEP, node->span,
                        "files include one another more than %d deep",
                        INCLUDE_DEPTH);
        return;
    }
    hf_buffer bytes = {0};
    const hf_node *root = NULL;
    if (hf_files_read(&reader->files, path.shown, HF_NODE_FILE_BYTES,
                      HF_CODE_FILE_LARGE, node->span, &bytes)) {
        root = parse_file(run, path.shown, hf_buffer_view(&bytes), path.folder,
                          path.real);
    }
    hf_buffer_clear(&bytes);
    if (!root) {
        run->is_broken = true;
        return;
    }
    size_t number = reader->files.count - 1;
    run->depth++;
    add_tree(run, root);
    run->depth--;
    reader->files.items[number].is_open = false;
}

// What a file includes comes before what it says itself.
static void
add_tree(load_run *run, const hf_node *root)
{
    hf_reader *reader = &run->reader;
    const hf_node *include = hf_node_get(root, "include");
    bool is_list = include && include->kind == HF_NODE_LIST;
    for (size_t at = 0; is_list && at < include->count; at++) {
        if (reader->findings->out_of_memory) {
            return;
        }
        include_file(run, include->elements[at]);
    }
    hf_sections_add(run->sections, root);
}

// ---- Sections --------------------------------------------------------------

static void
read_head(hf_reader *reader)
{
    handoff_rules *rules = reader->rules;
    const hf_node *const *sections = reader->sections;
    const hf_node *from = sections[HF_SECTION_EFFECTIVE_FROM];
    rules->name = hf_map_text(sections[HF_SECTION_RULESET]);
    rules->title = hf_map_text(sections[HF_SECTION_TITLE]);
    rules->owner = hf_map_text(sections[HF_SECTION_OWNER]);
    rules->version = hf_map_text(sections[HF_SECTION_VERSION]);
    if (from) {
        rules->effective_from_span = from->span;
        rules->has_effective_from =
            hf_map_time(from, &rules->effective_from, reader->findings);
    }
}

static void
read_sections(load_run *run)
{
    static void (*const READERS[])(hf_reader *) = {
        read_head,
        hf_rule_read_leads,
        hf_rule_read_lists,
        hf_rule_read_derived,
        hf_rule_read_axes,
        hf_rule_read_gates,
        hf_rule_read_criteria,
        hf_rule_read_verdicts,
    };
    hf_reader *reader = &run->reader;
    hf_sections_finish(run->sections, reader, run->is_broken);
    for (size_t at = 0; at < sizeof READERS / sizeof *READERS; at++) {
        if (reader->findings->out_of_memory) {
            return;
        }
        READERS[at](reader);
    }
}

static void
load_tree(load_run *run, const hf_node *root)
{
    hf_reader *reader = &run->reader;
    if (!root || !hf_map_check_kind(root, HF_MAP_MAP, HF_VIEW("a rule set"),
                                    reader->findings)) {
        return;
    }
    reader->top = root->span;
    run->sections = hf_sections_new(reader->arena, reader->findings);
    if (!run->sections) {
        return;
    }
    add_tree(run, root);
    if (!reader->findings->out_of_memory) {
        read_sections(run);
    }
    hf_sections_free(run->sections);
}

// ---- The whole -------------------------------------------------------------

static void
begin(load_run *run, handoff_findings *findings)
{
    handoff_rules *rules = hf_memory_zero(1, sizeof *rules);
    *run = (load_run){0};
    run->reader.findings = findings;
    run->reader.rules = rules;
    if (!rules) {
        findings->out_of_memory = true;
        return;
    }
    run->reader.arena = &rules->arena;
    rules->sources = handoff_findings_new();
    if (!rules->sources) {
        findings->out_of_memory = true;
    }
}

static handoff_status
finish(load_run *run, size_t errors_before, handoff_rules **out)
{
    hf_reader *reader = &run->reader;
    handoff_rules *rules = reader->rules;
    handoff_findings *findings = reader->findings;
    bool has_failed = reader->files.has_failed;
    hf_space_clear(&reader->names);
    hf_space_clear(&reader->groups);
    hf_space_clear(&reader->lists);
    hf_space_clear(&reader->ids);
    hf_files_clear(&reader->files);
    // What goes on to the plan has its places copied once, there.
    bool goes_on = run->keeps_partial && !run->is_broken &&
                   !findings->out_of_memory && !has_failed;
    if (rules && rules->sources && !goes_on) {
        hf_rules_copy_sources(rules, findings);
    }
    if (findings->out_of_memory) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out while the rules were loaded");
    }
    bool is_sound = !findings->out_of_memory && !has_failed &&
                    findings->errors == errors_before;
    if (is_sound && !hf_rules_seal(rules)) {
        findings->out_of_memory = true;
        is_sound = false;
    }
    if (is_sound) {
        *out = rules;
        return HANDOFF_OK;
    }
    if (goes_on && !findings->out_of_memory) {
        rules->is_partial = true;
        *out = rules;
        return HANDOFF_RULES;
    }
    if (goes_on) { // sealing ran out of memory
        hf_rules_copy_sources(rules, findings);
    }
    handoff_rules_free(rules);
    return findings->out_of_memory || has_failed ? HANDOFF_SYSTEM
                                                 : HANDOFF_RULES;
}

handoff_status
hf_reader_load(const hf_load *load, handoff_rules **out,
               handoff_findings *findings)
{
    load_run run;
    size_t errors_before = findings->errors;
    begin(&run, findings);
    run.keeps_partial = load->keeps_partial;
    hf_reader *reader = &run.reader;
    hf_buffer bytes = {0};
    hf_view text = load->text;
    if (findings->out_of_memory ||
        !hf_files_init(&reader->files, load->folder, reader->arena, findings)) {
        return finish(&run, errors_before, out);
    }
    bool is_read = true;
    if (load->is_file) {
        is_read = hf_files_read(&reader->files, load->name, HF_NODE_FILE_BYTES,
                                HF_CODE_FILE_LARGE, (hf_span){0}, &bytes);
        text = hf_buffer_view(&bytes);
    }
    if (is_read) {
        reader->rules->path =
            hf_arena_copy(reader->arena, hf_view_of(load->name));
        load_tree(&run, parse_file(&run, load->name, text, HF_VIEW(""),
                                   load->is_file ? load->real : NULL));
    }
    hf_buffer_clear(&bytes);
    return finish(&run, errors_before, out);
}
