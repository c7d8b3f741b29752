/* `handoff forget LEDGER LEAD...`: what is kept of a person is erased, and a
 * receipt says so. */
#include "cli/ledger.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <time.h>

static handoff_status
forget(const hf_arguments *arguments, handoff_ledger *ledger,
       handoff_receipt *receipt, handoff_findings *findings)
{
    const char *path = arguments->values[HF_OPTION_FROM_FILE].text;
    handoff_time now = (handoff_time)time(NULL);
    if (path) {
        return handoff_ledger_forget_file(
            ledger, path, hf_ledger_who(arguments), now, receipt, findings);
    }
    return handoff_ledger_forget(
        ledger, arguments->operands + 1, arguments->operand_count - 1,
        hf_ledger_who(arguments), now, receipt, findings);
}

static handoff_status
print_receipt(const handoff_receipt *receipt)
{
    char text[256];
    unsigned long long leads = receipt->erased;
    unsigned long long marks = receipt->remembered;
    snprintf(text, sizeof text,
             "batch %lld: %llu lead%s erased, %llu mark%s kept\n"
             "not reached: copies of the ledger, scores and reports written "
             "before\n",
             (long long)receipt->batch, leads, leads == 1 ? "" : "s", marks,
             marks == 1 ? "" : "s");
    return hf_terminal_print(text);
}

handoff_status
hf_cmd_forget(const hf_arguments *arguments)
{
    handoff_ledger *ledger = NULL;
    handoff_receipt receipt = {0};
    bool has_file = arguments->values[HF_OPTION_FROM_FILE].text != NULL;
    bool has_leads = arguments->operand_count > 1;
    if (has_file == has_leads) {
        return hf_terminal_refuse("give the leads behind the ledger, or a file "
                                  "of them with --from");
    }
    handoff_findings *findings = handoff_findings_new();
    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status =
        hf_ledger_open(arguments, arguments->operands[0], HANDOFF_ACCESS_WRITE,
                       &ledger, findings);
    if (status == HANDOFF_OK) {
        status = forget(arguments, ledger, &receipt, findings);
    }
    bool is_done = status == HANDOFF_OK;
    if (is_done) {
        status = hf_ledger_save(arguments, &receipt, findings);
    }
    hf_terminal_conclude(arguments, status, findings);
    if (is_done && !hf_arguments_has(arguments, HF_OPTION_QUIET)) {
        handoff_status printed = print_receipt(&receipt);
        status = status == HANDOFF_OK ? printed : status;
    }
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
    return status;
}
