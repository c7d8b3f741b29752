/*
 * Findings for people: place, severity, code and message, the quoted line
 * with carets and the hint behind them, and the second place as a note of its
 * own.
 */
#include "diag/print.h"
#include "diag/quote.h"

// What is put around parts of the text; all "" without colours.
typedef struct paint {
    const char *place;
    const char *severity;
    const char *reset;
} paint;

static paint
choose_paint(handoff_severity severity, bool is_colored)
{
    if (!is_colored) {
        return (paint){"", "", ""};
    }
    paint chosen = {"\x1b[1m", "", "\x1b[0m"};
    switch (severity) {
    case HANDOFF_ERROR:
        chosen.severity = "\x1b[1;31m";
        break;
    case HANDOFF_WARNING:
        chosen.severity = "\x1b[1;33m";
        break;
    case HANDOFF_NOTE:
        chosen.severity = "\x1b[1;36m";
        break;
    }
    return chosen;
}

static void
add_place(hf_buffer *out, hf_span span, const paint *colors)
{
    if (span.source) {
        hf_buffer_add_text(out, colors->place);
        hf_quote_add(out, hf_view_of(span.source->name));
        hf_buffer_printf(out, ":%u:%u:", hf_source_line(span),
                         hf_source_column(span));
        hf_buffer_add_text(out, colors->reset);
        hf_buffer_add_byte(out, ' ');
    }
}

// The quoted line, when there is one, and the hint, when there is one.
static void
add_quote(hf_buffer *out, hf_span span, const char *hint, const paint *colors)
{
    bool is_quoted = span.source && span.source->text.len > 0;
    if (is_quoted) {
        hf_quote_span(out, span, colors->severity, colors->reset);
    }
    if (hint) {
        hf_buffer_add_text(out, is_quoted ? " " : "      = ");
        hf_quote_add(out, hf_view_of(hint));
    }
    if (is_quoted || hint) {
        hf_buffer_add_byte(out, '\n');
    }
}

static void
add_finding(hf_buffer *out, const hf_finding *finding, bool is_colored)
{
    paint colors = choose_paint(finding->severity, is_colored);
    add_place(out, finding->span, &colors);
    hf_buffer_add_text(out, colors.severity);
    hf_buffer_printf(out, "%s[%s]:", hf_print_severity(finding->severity),
                     hf_code_get(finding->code)->code);
    hf_buffer_add_text(out, colors.reset);
    hf_buffer_add_byte(out, ' ');
    hf_quote_add(out, hf_view_of(finding->message));
    hf_buffer_add_byte(out, '\n');
    add_quote(out, finding->span, finding->hint, &colors);

    if (finding->other.source) {
        colors = choose_paint(HANDOFF_NOTE, is_colored);
        add_place(out, finding->other, &colors);
        hf_buffer_add_text(out, colors.severity);
        hf_buffer_add_text(out, "note:");
        hf_buffer_add_text(out, colors.reset);
        hf_buffer_add_byte(out, ' ');
        hf_quote_add(out, hf_view_of(finding->other_message));
        hf_buffer_add_byte(out, '\n');
        add_quote(out, finding->other, NULL, &colors);
    }
}

void
hf_print_text(hf_buffer *out, const handoff_findings *findings, bool is_colored)
{
    for (size_t at = 0; at < findings->count; at++) {
        add_finding(out, &findings->items[at], is_colored);
    }
    if (hf_print_rest(out, findings)) {
        hf_buffer_add_byte(out, '\n');
    }
}
