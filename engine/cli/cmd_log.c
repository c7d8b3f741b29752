/*
 * `handoff log LEDGER`: the disagreements, listed. What they are, which are
 * asked for and how they are written is the library's; here the arguments
 * become its options.
 */
#include "cli/ledger.h"
#include "cli/paths.h"
#include "cli/terminal.h"

#include <handoff/log.h>

static void
fill_options(const hf_arguments *arguments, handoff_log_options *out)
{
    const hf_option_value *values = arguments->values;

    *out = (handoff_log_options){
        .ruleset = values[HF_OPTION_RULESET].text,
        .code = values[HF_OPTION_CODE].text,
        .side = values[HF_OPTION_SIDE].text,
        .team = values[HF_OPTION_TEAM].text,
        .criterion = values[HF_OPTION_CRITERION].text,
        .reason = values[HF_OPTION_REASON].text,
        .lead = values[HF_OPTION_LEAD_STORY].text,
        .has_since = values[HF_OPTION_SINCE].is_given,
        .has_until = values[HF_OPTION_UNTIL].is_given,
        .since = values[HF_OPTION_SINCE].number,
        .until = values[HF_OPTION_UNTIL].number,
        .as_of = hf_arguments_as_of(arguments),
        .known_by = values[HF_OPTION_KNOWN_BY].number,
        .is_open = hf_arguments_has(arguments, HF_OPTION_OPEN),
        .is_all = hf_arguments_has(arguments, HF_OPTION_ALL),
        .format = (handoff_log_format)values[HF_OPTION_FORMAT_LOG].number,
        .output = values[HF_OPTION_OUTPUT].text,
    };
}

static handoff_status
list(const hf_arguments *arguments, const handoff_log_options *options,
     handoff_findings *findings)
{
    handoff_ledger *ledger = NULL;
    handoff_status status =
        hf_ledger_open_derived(arguments, &ledger, findings);
    if (status == HANDOFF_OK) {
        status = handoff_ledger_log(ledger, options, findings);
    }
    handoff_ledger_close(ledger);
    return status;
}

handoff_status
hf_cmd_log(const hf_arguments *arguments)
{
    handoff_log_options options;
    handoff_agreement *agreement = NULL;
    handoff_status status = hf_ledger_guard(arguments);

    if (status != HANDOFF_OK) {
        return status;
    }
    handoff_findings *findings = handoff_findings_new();
    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    fill_options(arguments, &options);
    status = hf_ledger_agreement(arguments, &agreement, findings);
    options.agreement = agreement;
    if (status == HANDOFF_OK) {
        status = list(arguments, &options, findings);
    }
    bool is_to_stdout = !options.output || hf_paths_is_stream(options.output);
    if (is_to_stdout) {
        status = hf_terminal_conclude_output(arguments, status, findings);
    } else {
        hf_terminal_conclude(arguments, status, findings);
    }
    handoff_agreement_free(agreement);
    handoff_findings_free(findings);
    return status;
}
