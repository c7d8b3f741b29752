/* `handoff status LEDGER`: what a ledger was given, and what is missing. */
#include "cli/ledger.h"
#include "cli/prepare.h"
#include "cli/terminal.h"

#include <time.h>

handoff_status
hf_cmd_status(const hf_arguments *arguments)
{
    handoff_ledger *ledger = NULL;
    char *text = NULL;
    handoff_findings *findings = handoff_findings_new();
    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    int is_json = hf_prepare_shape(arguments) == HANDOFF_SHAPE_JSON;
    handoff_status status =
        hf_ledger_open(arguments, arguments->operands[0], HANDOFF_ACCESS_READ,
                       &ledger, findings);
    if (status == HANDOFF_OK) {
        status = handoff_ledger_status(ledger, (handoff_time)time(NULL),
                                       is_json, &text, findings);
    }
    hf_terminal_conclude(arguments, status, findings);
    if (status == HANDOFF_OK) {
        status = hf_terminal_print(text);
    }
    handoff_free(text);
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
    return status;
}
