/*
 * Any bytes as an agreement: it is refused with findings that can be printed,
 * or it loads, and then the text that a ledger would keep loads again as the
 * same.
 */
#include "ledger/agreement.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
load_again(const handoff_agreement *agreement)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_agreement *again = NULL;
    if (!findings) {
        return;
    }
    if (hf_agreement_load_text("kept.yaml", agreement->text, &again,
                               findings) != HANDOFF_OK ||
        strcmp(again->hash, agreement->hash) != 0 ||
        again->person_count != agreement->person_count ||
        again->reason_count != agreement->reason_count) {
        abort();
    }
    handoff_agreement_free(again);
    handoff_findings_free(findings);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_agreement *agreement = NULL;
    if (!findings) {
        return 0;
    }
    handoff_status status = hf_agreement_load_text(
        "fuzz.yaml", (hf_view){(const char *)data, size}, &agreement, findings);
    size_t errors = handoff_findings_count(findings, HANDOFF_ERROR);
    if ((status == HANDOFF_OK) != (agreement != NULL) ||
        (status == HANDOFF_OK) != (errors == 0)) {
        abort();
    }
    handoff_free(handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    if (agreement) {
        load_again(agreement);
    }
    handoff_agreement_free(agreement);
    handoff_findings_free(findings);
    return 0;
}
