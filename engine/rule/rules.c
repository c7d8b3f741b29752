/*
 * The public calls for rule sets: loading from a path or from memory, the few
 * facts that a caller may ask for, and freeing. What loading does is in
 * reader.c.
 */
#include "rule/rules.h"

#include "base/memory.h"
#include "rule/load.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

const char *
handoff_means_text(handoff_means means)
{
    switch (means) {
    case HANDOFF_PASS:
        return "pass";
    case HANDOFF_HOLD:
        return "hold";
    case HANDOFF_DISQUALIFY:
        return "disqualify";
    case HANDOFF_INSUFFICIENT:
        return "insufficient";
    case HANDOFF_EXCLUDE:
        return "exclude";
    }
    return "";
}

static handoff_status
load_path(const char *path, bool keeps_partial, handoff_rules **out,
          handoff_findings *findings)
{
    char real[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;
    hf_buffer folder = {0};
    hf_buffer_add(&folder, path, len);
    const char *folder_text = hf_buffer_text(&folder);
    if (!folder_text) {
        hf_buffer_clear(&folder);
        return HANDOFF_SYSTEM;
    }
    hf_load load = {.name = path,
                    .is_file = true,
                    .folder = folder_text,
                    .real = realpath(path, real) ? real : NULL,
                    .keeps_partial = keeps_partial};
    handoff_status status = hf_reader_load(&load, out, findings);
    hf_buffer_clear(&folder);
    return status;
}

handoff_status
handoff_rules_load(const char *path, handoff_rules **out,
                   handoff_findings *findings)
{
    return load_path(path, false, out, findings);
}

handoff_status
hf_rules_load_partial(const char *path, handoff_rules **out,
                      handoff_findings *findings)
{
    return load_path(path, true, out, findings);
}

handoff_status
handoff_rules_load_text(const char *name, const char *text, size_t len,
                        const char *folder, handoff_rules **out,
                        handoff_findings *findings)
{
    hf_load load = {
        .name = name, .text = {text ? text : "", len}, .folder = folder};
    return hf_reader_load(&load, out, findings);
}

void
handoff_rules_free(handoff_rules *rules)
{
    if (!rules) {
        return;
    }
    hf_arena_clear(&rules->arena);
    handoff_findings_free(rules->sources);
    hf_memory_free(rules);
}

// ---- Sources ---------------------------------------------------------------

static bool
owns(const handoff_findings *list, const hf_source *source)
{
    for (size_t at = 0; at < list->source_count; at++) {
        if (list->sources[at] == source) {
            return true;
        }
    }
    return false;
}

static void
move_order(const handoff_findings *from, const hf_source **copies,
           handoff_findings *findings)
{
    for (size_t at = 0; at < findings->order_count; at++) {
        for (size_t i = 0; i < from->source_count; i++) {
            if (findings->order[at] == from->sources[i] && copies[i]) {
                findings->order[at] = copies[i];
            }
        }
    }
}

// The span in a copy of its source that `findings` owns. `copies` holds, by
// the source's place in the rule set, what was copied before.
static void
move_span(const handoff_findings *from, const hf_source **copies,
          handoff_findings *findings, hf_span *span)
{
    if (!span->source || !owns(from, span->source)) {
        return;
    }
    size_t at = 0;
    while (from->sources[at] != span->source) {
        at++;
    }
    if (!copies[at]) {
        copies[at] = hf_findings_own(
            findings, hf_source_new(span->source->name, span->source->text));
    }
    if (!copies[at]) {
        findings->out_of_memory = true;
    }
    span->source = copies[at];
}

void
hf_rules_copy_sources(const handoff_rules *rules, handoff_findings *findings)
{
    const handoff_findings *from = rules->sources;
    const hf_source **copies =
        hf_memory_zero(from->source_count, sizeof *copies);
    if (!copies) {
        findings->out_of_memory = true;
    }
    for (size_t at = 0; at < findings->count; at++) {
        hf_finding *finding = &findings->items[at];
        if (copies) {
            move_span(from, copies, findings, &finding->span);
            move_span(from, copies, findings, &finding->other);
            continue;
        }
        // Without memory the places are given up rather than left behind.
        finding->span.source =
            owns(from, finding->span.source) ? NULL : finding->span.source;
        finding->other.source =
            owns(from, finding->other.source) ? NULL : finding->other.source;
    }
    if (copies) {
        move_order(from, copies, findings);
    }
    hf_memory_free(copies);
}

// ---- Facts -----------------------------------------------------------------

// Texts of a rule set end in NUL; those not given are empty.
static const char *
text_of(hf_view text)
{
    return text.ptr ? text.ptr : "";
}

const char *
handoff_rules_name(const handoff_rules *rules)
{
    return text_of(rules->name);
}

const char *
handoff_rules_title(const handoff_rules *rules)
{
    return text_of(rules->title);
}

const char *
handoff_rules_owner(const handoff_rules *rules)
{
    return text_of(rules->owner);
}

const char *
handoff_rules_version(const handoff_rules *rules)
{
    return text_of(rules->version);
}

const char *
handoff_rules_revision(const handoff_rules *rules)
{
    return rules->revision;
}

char *
handoff_rules_canonical(const handoff_rules *rules)
{
    hf_buffer out = {0};
    hf_rules_canonical(rules, &out);
    if (!hf_buffer_text(&out)) {
        hf_buffer_clear(&out);
        return NULL;
    }
    return out.ptr; // the caller's now, freed with handoff_free
}

size_t
handoff_rules_gate_count(const handoff_rules *rules)
{
    return rules->gate_count;
}

size_t
handoff_rules_criterion_count(const handoff_rules *rules)
{
    return rules->criterion_count;
}

size_t
handoff_rules_field_count(const handoff_rules *rules)
{
    return rules->field_count;
}
