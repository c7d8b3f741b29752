/*
 * Shared beginnings of commands: a rule file becomes a plan, with everything
 * that is wrong with it printed once, and arguments become the options of the
 * library.
 */
#include "cli/prepare.h"
#include "cli/terminal.h"

#include <unistd.h>

handoff_status
hf_prepare_plan(const hf_arguments *arguments, const char *path,
                handoff_time as_of, handoff_plan **out)
{
    return hf_prepare_rules(arguments, path, as_of, NULL, out);
}

handoff_status
hf_prepare_rules(const hf_arguments *arguments, const char *path,
                 handoff_time as_of, handoff_rules **rules, handoff_plan **out)
{
    handoff_findings *findings = handoff_findings_new();

    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status =
        handoff_plan_load(path, as_of, rules, out, findings);
    hf_terminal_conclude(arguments, status, findings);
    handoff_findings_free(findings);
    return status;
}

void
hf_prepare_input(const hf_arguments *arguments, handoff_input_options *out)
{
    const hf_option_value *values = arguments->values;

    handoff_input_options_init(out);
    out->encoding = values[HF_OPTION_ENCODING].text;
    out->footer = (int)values[HF_OPTION_FOOTER].number;
    out->max_columns = (size_t)values[HF_OPTION_MAX_COLUMNS].number;
    out->max_cell = (size_t)values[HF_OPTION_MAX_CELL].number;
    if (values[HF_OPTION_SEPARATOR].is_given) {
        out->separator = (int)values[HF_OPTION_SEPARATOR].number;
    }
}

handoff_shape
hf_prepare_shape(const hf_arguments *arguments)
{
    enum { TEXT, JSON }; // as in options.def
    if (arguments->values[HF_OPTION_FORMAT_SHAPE].number == JSON) {
        return HANDOFF_SHAPE_JSON;
    }
    return hf_terminal_has_color(arguments, STDOUT_FILENO) ? HANDOFF_SHAPE_COLOR
                                                           : HANDOFF_SHAPE_TEXT;
}

// How much a status says: what is broken goes before what was found.
static int
weight(handoff_status status)
{
    switch (status) {
    case HANDOFF_OK:
        return 0;
    case HANDOFF_NOTHING:
        return 1;
    case HANDOFF_FINDINGS:
        return 2;
    case HANDOFF_DATA:
        return 3;
    case HANDOFF_RULES:
        return 4;
    case HANDOFF_LEDGER:
        return 5;
    case HANDOFF_SYSTEM:
        return 6;
    case HANDOFF_USAGE:
        return 7;
    case HANDOFF_INTERRUPTED:
        return 8;
    case HANDOFF_BUG:
        return 9;
    }
    return 9;
}

handoff_status
hf_prepare_worse(handoff_status a, handoff_status b)
{
    return weight(a) >= weight(b) ? a : b;
}
