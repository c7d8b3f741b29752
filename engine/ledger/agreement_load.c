/*
 * Loading an agreement: the file becomes a tree, the tree the sections, each
 * by a reader of its own. What the ledger keeps is the text with the people
 * written out in place of the name of their file, so that it says all by
 * itself later; its hash is over that text.
 */
#include "ledger/agreement_read.h"

#include "base/digest.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "ledger/story.h"
#include "rule/rules.h"

#include <string.h>

// ---- What the readers share ------------------------------------------------

void *
hf_agreement_zero(hf_agreement_reader *reader, size_t count, size_t size)
{
    void *room = hf_arena_zero(reader->arena, count ? count : 1, size);
    if (!room) {
        reader->findings->out_of_memory = true;
    }
    return room;
}

size_t
hf_agreement_texts(const hf_node *node)
{
    return node->kind == HF_NODE_LIST ? node->count : 1;
}

const hf_node *
hf_agreement_text(hf_agreement_reader *reader, const hf_node *node, size_t at,
                  const char *what, hf_view *out)
{
    const hf_node *text =
        node->kind == HF_NODE_LIST ? node->elements[at] : node;
    if (!hf_map_check_kind(text, HF_MAP_TEXT, hf_view_of(what),
                           reader->findings)) {
        return NULL;
    }
    *out = hf_view_trim(text->text);
    if (out->len == 0) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, text->span,
                        "%s is empty", what);
        return NULL;
    }
    return text;
}

hf_view *
hf_agreement_views(hf_agreement_reader *reader, const hf_node *node,
                   const char *what, size_t *count)
{
    *count = 0;
    if (!node) {
        return NULL;
    }
    size_t most = hf_agreement_texts(node);
    hf_view *views = hf_agreement_zero(reader, most, sizeof *views);
    for (size_t at = 0; views && at < most; at++) {
        *count +=
            hf_agreement_text(reader, node, at, what, &views[*count]) != NULL;
    }
    return views;
}

void
hf_agreement_zone(hf_agreement_reader *reader, const hf_node *node,
                  hf_zone *out)
{
    bool no_memory = false;
    if (!node || hf_zone_load(node->text, reader->arena, out, &no_memory)) {
        return;
    }
    if (no_memory) {
        reader->findings->out_of_memory = true;
        return;
    }
    hf_finding *finding =
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_ZONE, node->span,
                        "'%.*s' is no zone", HF_SHOWN(node->text));
    hf_findings_hint(reader->findings, finding,
                     "write an offset in quotes, such as \"-05:00\", or a name "
                     "such as America/New_York");
}

void
hf_agreement_twice(hf_agreement_reader *reader, hf_view name, hf_span span,
                   hf_span other, const char *what)
{
    hf_finding *finding =
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_TWICE, span,
                        "the %s '%.*s' stands twice", what, HF_SHOWN(name));
    hf_findings_other(reader->findings, finding, other, "first here");
}

void
hf_agreement_copy_sources(const handoff_agreement *agreement,
                          handoff_findings *findings)
{
    // The call asks a rule set for its sources and for nothing else.
    const handoff_rules owner = {.sources = agreement->sources};
    hf_rules_copy_sources(&owner, findings);
}

// ---- The file --------------------------------------------------------------

enum {
    VERSION,
    DISPOSITIONS,
    OUTCOMES,
    HANDOFFS,
    SLA,
    ATTEMPTS,
    PEOPLE,
    LINKS,
    LEAD_URL,
    VALUE,
    MATURITY,
    PULLED,
    MINIMUM_CELL,
    SECTIONS
};

static const hf_map_key TABLE[SECTIONS] = {
    [VERSION] = {{"handoff_agreement", 17}, HF_MAP_TEXT, true},
    [DISPOSITIONS] = {{"dispositions", 12}, HF_MAP_ANY, false},
    [OUTCOMES] = {{"outcomes", 8}, HF_MAP_ANY, false},
    [HANDOFFS] = {{"handoffs", 8}, HF_MAP_MAP, false},
    [SLA] = {{"sla", 3}, HF_MAP_MAP, false},
    [ATTEMPTS] = {{"attempts", 8}, HF_MAP_MAP, false},
    [PEOPLE] = {{"people", 6}, HF_MAP_MAP, false},
    [LINKS] = {{"links", 5}, HF_MAP_ANY, false},
    [LEAD_URL] = {{"lead_url", 8}, HF_MAP_TEXT, false},
    [VALUE] = {{"value", 5}, HF_MAP_MAP, false},
    [MATURITY] = {{"maturity", 8}, HF_MAP_TEXT, false},
    [PULLED] = {{"pulled", 6}, HF_MAP_MAP, false},
    [MINIMUM_CELL] = {{"minimum_cell", 12}, HF_MAP_TEXT, false},
};

static void
check_version(hf_agreement_reader *reader, const hf_node *node)
{
    if (node && !hf_view_equal(node->text, HF_VIEW("1"))) {
        hf_finding *finding = hf_findings_add(
            reader->findings, HF_CODE_AGREEMENT_VERSION, node->span,
            "'%.*s' is no version of agreements", HF_SHOWN(node->text));
        hf_findings_hint(reader->findings, finding, "this program reads 1");
    }
}

static void
read_url(hf_agreement_reader *reader, const hf_node *node)
{
    if (!node) {
        return;
    }
    reader->agreement->lead_url = node->text;
    if (!hf_view_contains(node->text, HF_VIEW("{lead}"))) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                            "the address has no place for the lead");
        hf_findings_hint(reader->findings, finding,
                         "write {lead} where its id belongs");
    }
}

static void
read_sections(hf_agreement_reader *reader, const hf_node *root)
{
    static void (*const readers[SECTIONS])(hf_agreement_reader *,
                                           const hf_node *) = {
        [DISPOSITIONS] = hf_agreement_read_dispositions,
        [OUTCOMES] = hf_agreement_read_outcomes,
        [HANDOFFS] = hf_agreement_read_handoffs,
        [LINKS] = hf_agreement_read_links,
        [SLA] = hf_agreement_read_sla,
        [ATTEMPTS] = hf_agreement_read_attempts,
        [PEOPLE] = hf_agreement_read_people,
        [VALUE] = hf_agreement_read_value,
        [PULLED] = hf_agreement_read_pulled,
    };
    handoff_agreement *agreement = reader->agreement;
    handoff_findings *findings = reader->findings;
    const hf_node *values[SECTIONS];
    if (!hf_map_read(root, "an agreement", TABLE, SECTIONS, values, findings)) {
        return;
    }
    check_version(reader, values[VERSION]);
    for (size_t at = 0; at < SECTIONS; at++) {
        if (readers[at] && values[at] && !findings->out_of_memory) {
            readers[at](reader, values[at]);
        }
    }
    read_url(reader, values[LEAD_URL]);
    hf_map_duration(values[MATURITY], &agreement->maturity, findings);
    if (hf_map_whole(values[MINIMUM_CELL], 1000000, &agreement->minimum_cell,
                     findings) &&
        agreement->minimum_cell < 1) {
        hf_findings_add(findings, HF_CODE_BAD_VALUE, values[MINIMUM_CELL]->span,
                        "'minimum_cell' is at least 1");
    }
}

// ---- The text that is kept -------------------------------------------------

static bool
keep_text(hf_agreement_reader *reader, const hf_source *source)
{
    handoff_agreement *agreement = reader->agreement;
    hf_buffer text = {0};
    hf_digest digest;
    size_t at = 0;
    if (reader->people_file.source) {
        at = reader->people_file.at;
        hf_buffer_add_view(&text, hf_view_slice(source->text, 0, at));
        hf_buffer_add_text(&text, "list: ");
        hf_agreement_print_people(agreement, &text);
        at += reader->people_file.len;
    }
    hf_buffer_add_view(&text,
                       hf_view_slice(source->text, at, source->text.len - at));
    agreement->text = hf_arena_copy(reader->arena, hf_buffer_view(&text));
    hf_digest_init(&digest);
    hf_digest_add(&digest, hf_buffer_view(&text));
    hf_digest_hex(&digest, agreement->hash);
    bool is_kept = !text.failed && agreement->text.ptr;
    hf_buffer_clear(&text);
    return is_kept;
}

// ---- The whole -------------------------------------------------------------

// Defaults: those that the example of the manual shows.
static handoff_agreement *
make_agreement(void)
{
    handoff_agreement *agreement = hf_memory_zero(1, sizeof *agreement);
    if (!agreement) {
        return NULL;
    }
    agreement->sources = handoff_findings_new();
    agreement->reason_values.is_folding = true;
    agreement->person_names.is_folding = true;
    agreement->minimum_attempts = 5;
    agreement->maturity = 90 * HF_DATE_DAY;
    agreement->pulled_touches = 1;
    agreement->minimum_cell = 10;
    if (!agreement->sources) {
        handoff_agreement_free(agreement);
        return NULL;
    }
    return agreement;
}

static void
read_text(hf_agreement_reader *reader, const char *name, hf_view text)
{
    hf_node_budget budget = {0};
    const hf_node *root = NULL;
    if (hf_view_starts(text, HF_VIEW("\xef\xbb\xbf"))) {
        text = hf_view_slice(text, 3, text.len - 3);
    }
    const hf_source *source =
        hf_findings_own(reader->agreement->sources, hf_source_new(name, text));
    if (!source || hf_node_parse(source, reader->arena, &budget, &root,
                                 reader->findings) == HANDOFF_SYSTEM) {
        reader->findings->out_of_memory = true;
        return;
    }
    size_t errors = reader->findings->errors;
    if (root) {
        read_sections(reader, root);
    }
    if (root && reader->findings->errors == errors &&
        !reader->findings->out_of_memory && !keep_text(reader, source)) {
        reader->findings->out_of_memory = true;
    }
}

static handoff_status
finish(hf_agreement_reader *reader, size_t errors, handoff_agreement **out)
{
    handoff_findings *findings = reader->findings;
    bool has_failed = reader->files.has_failed;
    hf_files_clear(&reader->files);
    if (reader->agreement) {
        hf_agreement_copy_sources(reader->agreement, findings);
    }
    if (findings->out_of_memory) {
        hf_findings_add(findings, HF_CODE_NO_MEMORY, (hf_span){0},
                        "memory ran out while the agreement was loaded");
    }
    if (!findings->out_of_memory && !has_failed && findings->errors == errors) {
        *out = reader->agreement;
        return HANDOFF_OK;
    }
    handoff_agreement_free(reader->agreement);
    return findings->out_of_memory || has_failed ? HANDOFF_SYSTEM
                                                 : HANDOFF_RULES;
}

// `text` NULL: the file is read. `folder` NULL: no other file may be named.
static handoff_status
load(const char *name, const hf_view *text, const char *folder,
     handoff_agreement **out, handoff_findings *findings)
{
    hf_agreement_reader reader = {.findings = findings};
    size_t errors = findings->errors;
    hf_buffer bytes = {0};
    reader.agreement = make_agreement();
    if (!reader.agreement) {
        findings->out_of_memory = true;
        return finish(&reader, errors, out);
    }
    reader.arena = &reader.agreement->arena;
    if (!hf_files_init(&reader.files, folder, reader.arena, findings)) {
        findings->out_of_memory = true;
    } else if (text) {
        read_text(&reader, name, *text);
    } else if (hf_files_read(&reader.files, name, HF_NODE_FILE_BYTES,
                             HF_CODE_FILE_LARGE, (hf_span){0}, &bytes)) {
        read_text(&reader, name, hf_buffer_view(&bytes));
    }
    hf_buffer_clear(&bytes);
    return finish(&reader, errors, out);
}

handoff_status
handoff_agreement_load(const char *path, handoff_agreement **out,
                       handoff_findings *findings)
{
    const char *slash = strrchr(path, '/');
    hf_buffer folder = {0};
    hf_buffer_add(&folder, path, slash ? (size_t)(slash - path) + 1 : 0);
    if (!hf_buffer_text(&folder)) {
        hf_buffer_clear(&folder);
        return hf_store_no_memory(findings);
    }
    handoff_status status = load(path, NULL, folder.ptr, out, findings);
    hf_buffer_clear(&folder);
    return status;
}

handoff_status
hf_agreement_load_text(const char *name, hf_view text, handoff_agreement **out,
                       handoff_findings *findings)
{
    return load(name, &text, NULL, out, findings);
}

handoff_status
handoff_ledger_agreement(handoff_ledger *ledger, handoff_agreement **out,
                         handoff_findings *findings)
{
    return hf_agreement_kept(ledger, 0, out, findings);
}

handoff_status
hf_agreement_kept(handoff_ledger *ledger, int64_t known_by,
                  handoff_agreement **out, handoff_findings *findings)
{
    hf_buffer text = {0};
    handoff_agreement *found = NULL;
    handoff_status status =
        hf_story_agreement(ledger, known_by, &text, findings);
    if (status == HANDOFF_OK && text.len) {
        status =
            hf_agreement_load_text("<agreement of the ledger>",
                                   hf_buffer_view(&text), &found, findings);
    }
    hf_buffer_clear(&text);
    if (status == HANDOFF_OK) {
        *out = found;
    }
    return status;
}
