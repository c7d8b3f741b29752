/*
 * Findings as workflow commands of GitHub Actions, which shows them beside
 * the changed lines of a pull request. One line a finding; per cent signs
 * and, in properties, colons and commas are escaped as the runner undoes
 * them, and line ends are shown like all controls.
 */
#include "diag/print.h"
#include "diag/quote.h"

static void
add_escaped(hf_buffer *out, const char *text, bool is_property)
{
    hf_buffer harmless = {0}; // the log is shown on terminals too
    hf_quote_add(&harmless, hf_view_of(text));
    for (size_t at = 0; at < harmless.len; at++) {
        char byte = harmless.ptr[at];
        if (byte == '%' || (is_property && (byte == ':' || byte == ','))) {
            hf_buffer_printf(out, "%%%02X", (unsigned char)byte);
        } else {
            hf_buffer_add_byte(out, byte);
        }
    }
    out->failed = out->failed || harmless.failed;
    hf_buffer_clear(&harmless);
}

static const char *
command_of(handoff_severity severity)
{
    switch (severity) {
    case HANDOFF_ERROR:
        return "error";
    case HANDOFF_WARNING:
        return "warning";
    case HANDOFF_NOTE:
        return "notice";
    }
    return "error";
}

static void
add_place(hf_buffer *out, hf_span span)
{
    hf_span end = hf_source_end(span);
    hf_buffer_add_text(out, "file=");
    add_escaped(out, span.source->name, true);
    hf_buffer_printf(out, ",line=%u,endLine=%u", hf_source_line(span),
                     hf_source_line(end));
    if (hf_source_line(span) == hf_source_line(end)) {
        hf_buffer_printf(out, ",col=%u,endColumn=%u", hf_source_column(span),
                         hf_source_column(end));
    }
    hf_buffer_add_byte(out, ',');
}

static void
add_finding(hf_buffer *out, const hf_finding *finding)
{
    const hf_code_info *info = hf_code_get(finding->code);
    hf_buffer_printf(out, "::%s ", command_of(finding->severity));
    if (finding->span.source) {
        add_place(out, finding->span);
    }
    hf_buffer_printf(out, "title=%s::", info->code);
    add_escaped(out, finding->message, false);
    if (finding->hint) {
        hf_buffer_add_text(out, "; ");
        add_escaped(out, finding->hint, false);
    }
    if (finding->other.source) {
        hf_buffer_add_text(out, " (");
        add_escaped(out, finding->other_message, false);
        hf_buffer_add_text(out, ": ");
        add_escaped(out, finding->other.source->name, false);
        hf_buffer_printf(out, ":%u)", hf_source_line(finding->other));
    }
    hf_buffer_add_byte(out, '\n');
}

void
hf_print_github(hf_buffer *out, const handoff_findings *findings)
{
    for (size_t at = 0; at < findings->count; at++) {
        add_finding(out, &findings->items[at]);
    }
    hf_buffer rest = {0};
    if (hf_print_rest(&rest, findings)) {
        hf_buffer_add_text(out, "::notice::");
        hf_buffer_add_view(out, hf_buffer_view(&rest));
        hf_buffer_add_byte(out, '\n');
    }
    out->failed = out->failed || rest.failed;
    hf_buffer_clear(&rest);
}
