/*
 * The list of findings: adding, in the order of place and within the limit on
 * errors, and reading back. Messages are formatted once, into the list's
 * arena. What findings look like is left to the printers (print_*.c).
 */
#include "diag/findings.h"

#include "base/memory.h"

#include <string.h>

handoff_findings *
handoff_findings_new(void)
{
    return hf_memory_zero(1, sizeof(handoff_findings));
}

void
handoff_findings_free(handoff_findings *findings)
{
    if (!findings) {
        return;
    }
    for (size_t at = 0; at < findings->source_count; at++) {
        hf_source_free(findings->sources[at]);
    }
    hf_memory_free(findings->sources);
    hf_memory_free(findings->order);
    hf_memory_free(findings->items);
    hf_arena_clear(&findings->arena);
    hf_memory_free(findings);
}

// ---- The order of places ---------------------------------------------------

// 0 without a place, else from 1; what was never seen is behind all others.
static size_t
rank_of(const handoff_findings *findings, const hf_source *source)
{
    if (!source) {
        return 0;
    }
    size_t at = 0;
    while (at < findings->order_count && findings->order[at] != source) {
        at++;
    }
    return at + 1;
}

static bool
remember_source(handoff_findings *findings, const hf_source *source)
{
    if (rank_of(findings, source) <= findings->order_count) {
        return true;
    }
    const hf_source **order =
        hf_memory_grow(findings->order, &findings->order_room,
                       findings->order_count + 1, sizeof *order);
    if (!order) {
        return false;
    }
    findings->order = order;
    order[findings->order_count++] = source;
    return true;
}

// Where among the items a new one stands: behind all that are not after it.
static size_t
find_place(const handoff_findings *findings, hf_span span)
{
    size_t rank = rank_of(findings, span.source);
    size_t at = findings->count;
    for (; at > 0; at--) {
        hf_span before = findings->items[at - 1].span;
        size_t rank_before = rank_of(findings, before.source);
        if (rank_before < rank ||
            (rank_before == rank && (rank == 0 || before.at <= span.at))) {
            break;
        }
    }
    return at;
}

// ---- Adding ----------------------------------------------------------------

static const char *
format_text(handoff_findings *findings, const char *format, va_list args)
{
    hf_buffer buffer = {0};
    hf_buffer_add_format(&buffer, format, args);
    const char *text = NULL;
    if (!buffer.failed) {
        text = hf_arena_copy(&findings->arena, hf_buffer_view(&buffer)).ptr;
    }
    hf_buffer_clear(&buffer);
    if (!text) {
        findings->out_of_memory = true;
    }
    return text;
}

// Count it; whether it is to be kept.
static bool
count_one(handoff_findings *findings, handoff_severity severity)
{
    switch (severity) {
    case HANDOFF_ERROR:
        return ++findings->errors <= HF_FINDINGS_SHOWN;
    case HANDOFF_WARNING:
        findings->warnings++;
        return true;
    case HANDOFF_NOTE:
        findings->notes++;
        return true;
    }
    return false;
}

hf_finding *
hf_findings_add(handoff_findings *findings, hf_code code, hf_span span,
                const char *format, ...)
{
    handoff_severity severity = hf_code_get(code)->severity;
    if (!count_one(findings, severity)) {
        return NULL;
    }
    va_list args;
    va_start(args, format);
    const char *message = format_text(findings, format, args);
    va_end(args);
    if (!message) {
        return NULL;
    }
    hf_finding *items = hf_memory_grow(findings->items, &findings->room,
                                       findings->count + 1, sizeof *items);
    if (items) {
        findings->items = items;
    }
    if (!items || !remember_source(findings, span.source)) {
        findings->out_of_memory = true;
        return NULL;
    }
    size_t at = find_place(findings, span);
    memmove(items + at + 1, items + at, (findings->count - at) * sizeof *items);
    items[at] = (hf_finding){
        .code = code, .severity = severity, .span = span, .message = message};
    findings->count++;
    return &items[at];
}

void
hf_findings_hint(handoff_findings *findings, hf_finding *finding,
                 const char *format, ...)
{
    if (finding) {
        va_list args;
        va_start(args, format);
        finding->hint = format_text(findings, format, args);
        va_end(args);
    }
}

void
hf_findings_other(handoff_findings *findings, hf_finding *finding, hf_span span,
                  const char *message)
{
    if (!finding) {
        return;
    }
    const char *copy = hf_arena_copy(&findings->arena, hf_view_of(message)).ptr;
    if (!copy) {
        findings->out_of_memory = true;
        return;
    }
    finding->other = span;
    finding->other_message = copy;
}

const hf_source *
hf_findings_own(handoff_findings *findings, hf_source *source)
{
    if (!source) {
        findings->out_of_memory = true;
        return NULL;
    }
    hf_source **sources =
        hf_memory_grow(findings->sources, &findings->source_room,
                       findings->source_count + 1, sizeof *sources);
    if (sources) {
        findings->sources = sources;
    }
    if (!sources || !remember_source(findings, source)) {
        findings->out_of_memory = true;
        hf_source_free(source);
        return NULL;
    }
    sources[findings->source_count++] = source;
    return source;
}

// ---- Reading ---------------------------------------------------------------

handoff_status
hf_findings_status(const handoff_findings *findings, handoff_status otherwise)
{
    return findings->errors == 0 ? HANDOFF_OK : otherwise;
}

size_t
handoff_findings_count(const handoff_findings *findings,
                       handoff_severity severity)
{
    switch (severity) {
    case HANDOFF_ERROR:
        return findings->errors;
    case HANDOFF_WARNING:
        return findings->warnings;
    case HANDOFF_NOTE:
        return findings->notes;
    }
    return 0;
}

size_t
handoff_findings_kept(const handoff_findings *findings)
{
    return findings->count;
}

handoff_finding
handoff_findings_get(const handoff_findings *findings, size_t at)
{
    const hf_finding *item = &findings->items[at];
    hf_span end = hf_source_end(item->span);
    return (handoff_finding){
        .code = hf_code_get(item->code)->code,
        .message = item->message,
        .hint = item->hint,
        .file = item->span.source ? item->span.source->name : NULL,
        .line = hf_source_line(item->span),
        .column = hf_source_column(item->span),
        .end_line = hf_source_line(end),
        .end_column = hf_source_column(end),
        .severity = item->severity,
    };
}
