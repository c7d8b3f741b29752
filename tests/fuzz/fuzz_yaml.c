/*
 * Any bytes as a rule set from memory: it is refused with findings that can
 * be printed, or it has a canonical form. What could be read of it then goes
 * through the plan's checks of names and types.
 */
#include "handoff/diag.h"
#include "handoff/plan.h"
#include "handoff/rules.h"
#include "rule/load.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// All that is wrong in one go: never a plan without a sound rule set.
static void
plan_what_is_read(const uint8_t *data, size_t size)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    hf_load load = {.name = "fuzz.yaml",
                    .text = {(const char *)data, size},
                    .keeps_partial = true};
    if (!findings) {
        return;
    }
    handoff_status status = hf_reader_load(&load, &rules, findings);
    if (rules && handoff_plan_new(rules, 0, &plan, findings) == HANDOFF_OK &&
        status != HANDOFF_OK) {
        abort();
    }
    handoff_plan_free(plan);
    handoff_rules_free(rules);
    handoff_free(handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    handoff_findings_free(findings);
}

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
    plan_what_is_read(data, size);
    return 0;
}
