/*
 * `handoff explain RULES LEADS --lead ID`: one lead, whole. The library finds
 * the lead, traces it and words it; here are the arguments and the ways out.
 */
#include "cli/prepare.h"
#include "cli/terminal.h"

#include <handoff/check.h>

#include <unistd.h>

static handoff_status
explain(const hf_arguments *arguments, const handoff_plan *plan)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_input_options input;
    char *text = NULL;

    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    hf_prepare_input(arguments, &input);
    handoff_status status = handoff_explain(
        plan, arguments->operands[1], &input,
        arguments->values[HF_OPTION_LEAD].text, hf_prepare_shape(arguments),
        hf_terminal_width(STDOUT_FILENO),
        hf_arguments_has(arguments, HF_OPTION_SHOW_VALUES), &text, findings);
    hf_terminal_conclude(arguments, status, findings);
    handoff_findings_free(findings);
    if (status == HANDOFF_OK) {
        status = hf_terminal_print(text);
    }
    handoff_free(text);
    return status;
}

handoff_status
hf_cmd_explain(const hf_arguments *arguments)
{
    handoff_plan *plan = NULL;

    if (!arguments->values[HF_OPTION_LEAD].text) {
        return hf_terminal_refuse("explain needs --lead ID, the lead to "
                                  "explain");
    }
    handoff_status status =
        hf_prepare_plan(arguments, arguments->operands[0],
                        hf_arguments_as_of(arguments), &plan);
    if (status == HANDOFF_OK) {
        status = explain(arguments, plan);
    }
    handoff_plan_free(plan);
    return status;
}
