/* `handoff verify LEDGER`: the chain, the decisions and what is derived,
 * computed again; or the head alone. */
#include "cli/ledger.h"
#include "cli/terminal.h"

#include <handoff/log.h>

#include <stdio.h>

static handoff_status
print_head(handoff_ledger *ledger, handoff_findings *findings)
{
    char *head = NULL;
    handoff_status status = handoff_ledger_head(ledger, &head, findings);
    if (status == HANDOFF_OK) {
        char line[128];
        snprintf(line, sizeof line, "%s\n", head);
        status = hf_terminal_print(line);
    }
    handoff_free(head);
    return status;
}

static handoff_status
verify(const hf_arguments *arguments, handoff_ledger *ledger,
       handoff_findings *findings)
{
    char *facts = NULL;
    char *derived = NULL;
    handoff_status status = handoff_ledger_verify(
        ledger, arguments->values[HF_OPTION_AGAINST].text, &facts, findings);
    if (status == HANDOFF_OK) {
        status = handoff_ledger_verify_derived(ledger, &derived, findings);
    }
    bool is_told =
        status == HANDOFF_OK && !hf_arguments_has(arguments, HF_OPTION_QUIET);
    if (is_told) {
        status = hf_terminal_print(derived);
    }
    if (is_told && status == HANDOFF_OK) {
        status = hf_terminal_print(facts);
    }
    handoff_free(facts);
    handoff_free(derived);
    return status;
}

handoff_status
hf_cmd_verify(const hf_arguments *arguments)
{
    handoff_ledger *ledger = NULL;
    if (hf_arguments_has(arguments, HF_OPTION_HEAD) &&
        arguments->values[HF_OPTION_AGAINST].text) {
        return hf_terminal_refuse("--head prints and --against compares; give "
                                  "one of them");
    }
    handoff_findings *findings = handoff_findings_new();
    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status =
        hf_ledger_open(arguments, arguments->operands[0], HANDOFF_ACCESS_READ,
                       &ledger, findings);
    if (status == HANDOFF_OK) {
        status = hf_arguments_has(arguments, HF_OPTION_HEAD)
                     ? print_head(ledger, findings)
                     : verify(arguments, ledger, findings);
    }
    hf_terminal_conclude(arguments, status, findings);
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
    return status;
}
