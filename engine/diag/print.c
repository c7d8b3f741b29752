/*
 * The public way to print findings: chooses the printer, and holds what the
 * printers share. Each printer has a file of its own.
 */
#include "diag/print.h"

#include "base/memory.h"

const char *
hf_print_severity(handoff_severity severity)
{
    switch (severity) {
    case HANDOFF_ERROR:
        return "error";
    case HANDOFF_WARNING:
        return "warning";
    case HANDOFF_NOTE:
        return "note";
    }
    return "error";
}

bool
hf_print_rest(hf_buffer *out, const handoff_findings *findings)
{
    size_t came = findings->errors + findings->warnings + findings->notes;
    size_t missing = came - findings->count;
    if (missing == 0) {
        return false;
    }
    // Only errors have a limit, but without memory anything may be lost.
    const char *what = findings->out_of_memory ? "finding" : "error";
    hf_buffer_add_int(out, (int64_t)missing);
    hf_buffer_printf(out, " more %s%s not shown%s", what,
                     missing == 1 ? " is" : "s are",
                     findings->out_of_memory ? ", memory ran out" : "");
    return true;
}

char *
handoff_findings_print(const handoff_findings *findings,
                       handoff_findings_format format)
{
    hf_buffer out = {0};
    switch (format) {
    case HANDOFF_FINDINGS_TEXT:
        hf_print_text(&out, findings, false);
        break;
    case HANDOFF_FINDINGS_COLOR:
        hf_print_text(&out, findings, true);
        break;
    case HANDOFF_FINDINGS_JSON:
        hf_print_json(&out, findings);
        break;
    case HANDOFF_FINDINGS_SARIF:
        hf_print_sarif(&out, findings);
        break;
    case HANDOFF_FINDINGS_GITHUB:
        hf_print_github(&out, findings);
        break;
    }
    if (!hf_buffer_text(&out)) {
        hf_buffer_clear(&out);
        return NULL;
    }
    return out.ptr; // the caller's now
}
