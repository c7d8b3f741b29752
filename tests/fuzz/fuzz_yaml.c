/*
 * Any bytes as a rule set from memory: it is refused with findings that can
 * be printed, or it has a canonical form.
 */
#include "handoff/diag.h"
#include "handoff/rules.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    if (!findings) {
        return 0;
    }
    handoff_status status = handoff_rules_load_text(
        "fuzz.yaml", (const char *)data, size, NULL, &rules, findings);
    size_t errors = handoff_findings_count(findings, HANDOFF_ERROR);
    if ((status == HANDOFF_OK) != (rules != NULL) ||
        (status == HANDOFF_OK) != (errors == 0)) {
        abort();
    }
    handoff_free(handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    if (rules) {
        handoff_free(handoff_rules_canonical(rules));
    }
    handoff_rules_free(rules);
    handoff_findings_free(findings);
    return 0;
}
