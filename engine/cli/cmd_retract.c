/* `handoff retract LEDGER BATCH --because TEXT`: a batch no longer counts. */
#include "cli/ledger.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <time.h>

// The number of a batch, digits alone; 0: none.
static int64_t
read_batch(const char *text)
{
    enum { MOST_DIGITS = 15 };
    int64_t number = 0;
    int digits = 0;
    for (; *text >= '0' && *text <= '9' && digits < MOST_DIGITS; text++) {
        number = number * 10 + (*text - '0');
        digits++;
    }
    return *text ? 0 : number;
}

handoff_status
hf_cmd_retract(const hf_arguments *arguments)
{
    handoff_ledger *ledger = NULL;
    handoff_receipt receipt = {0};
    const char *because = arguments->values[HF_OPTION_BECAUSE].text;
    int64_t batch = read_batch(arguments->operands[1]);
    if (!batch) {
        return hf_terminal_refuse("'%s' is no number of a batch; 'handoff "
                                  "status' lists them",
                                  arguments->operands[1]);
    }
    if (!because) {
        return hf_terminal_refuse("say why: --because TEXT is kept with it");
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
        status = handoff_ledger_retract(
            ledger, batch, because, hf_ledger_who(arguments),
            (handoff_time)time(NULL), &receipt, findings);
    }
    bool is_done = status == HANDOFF_OK;
    if (is_done) {
        status = hf_ledger_save(arguments, &receipt, findings);
    }
    hf_terminal_conclude(arguments, status, findings);
    if (is_done && !hf_arguments_has(arguments, HF_OPTION_QUIET)) {
        fprintf(stderr, "batch %lld is withdrawn, by batch %lld\n",
                (long long)batch, (long long)receipt.batch);
    }
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
    return status;
}
