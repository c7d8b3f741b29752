/*
 * `handoff inspect RULES LEADS`: how an export is read. The library looks and
 * words it; here are the arguments and the ways out.
 */
#include "cli/prepare.h"
#include "cli/terminal.h"

#include <handoff/check.h>

#include <unistd.h>

static handoff_status
inspect(const hf_arguments *arguments, const handoff_plan *plan)
{
    const char *leads = arguments->operands[1];
    handoff_findings *findings = handoff_findings_new();
    handoff_input_options input;
    handoff_status status;
    char *text = NULL;

    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    hf_prepare_input(arguments, &input);
    if (hf_arguments_has(arguments, HF_OPTION_RECORDS)) {
        status = handoff_inspect_records(plan, leads, &input, "-", findings);
        status = hf_terminal_conclude_output(arguments, status, findings);
    } else {
        status =
            handoff_inspect(plan, leads, &input, hf_prepare_shape(arguments),
                            hf_terminal_width(STDOUT_FILENO),
                            hf_arguments_has(arguments, HF_OPTION_SHOW_VALUES),
                            &text, findings);
        hf_terminal_conclude(arguments, status, findings);
    }
    handoff_findings_free(findings);
    if (status == HANDOFF_OK && text) {
        status = hf_terminal_print(text);
    }
    handoff_free(text);
    return status;
}

handoff_status
hf_cmd_inspect(const hf_arguments *arguments)
{
    handoff_plan *plan = NULL;

    if (hf_arguments_has(arguments, HF_OPTION_RECORDS) &&
        arguments->values[HF_OPTION_FORMAT_SHAPE].is_given) {
        return hf_terminal_refuse("--records has a format of its own, NDJSON; "
                                  "leave --format out");
    }
    handoff_status status =
        hf_prepare_plan(arguments, arguments->operands[0],
                        hf_arguments_as_of(arguments), &plan);
    if (status == HANDOFF_OK) {
        status = inspect(arguments, plan);
    }
    handoff_plan_free(plan);
    return status;
}
