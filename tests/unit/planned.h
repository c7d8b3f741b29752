/* Rule sets from a text, as plans: what the tests of plan and eval share. */
#ifndef HF_TESTS_PLANNED_H
#define HF_TESTS_PLANNED_H

#include "testing.h"

#include "base/buffer.h"
#include "diag/findings.h"
#include "handoff/plan.h"
#include "handoff/rules.h"
#include "handoff/verdict.h"

/* 2026-10-01T12:00:00Z */
#define PLANNED_AS_OF INT64_C(1790856000)

/** What most tests need: a field of each type, lists, derived values. */
static const char PLANNED_HEAD[] =
    "handoff: 1\n"
    "ruleset: t\n"
    "leads:\n"
    "  id: lead_id\n"
    "  missing: [N/A]\n"
    "  fields:\n"
    "    lead_id: { column: Id, type: id }\n"
    "    title: Title\n"
    "    country: Country\n"
    "    email: { column: Email, type: email }\n"
    "    employees: { column: Employees, type: number }\n"
    "    revenue: { column: Revenue, type: money }\n"
    "    created: { column: Created, type: date }\n"
    "    touched: { column: Touched, type: date }\n"
    "    opted_out: { column: Out, type: boolean }\n"
    "    customer: { column: Customer, type: boolean }\n"
    "    topics: { column: Topics, type: set }\n"
    "lists:\n"
    "  core: [US, ca, \"NO\"]\n"
    "  figures: [\"1\", \"200\", \"-1.5\"]\n"
    "derived:\n"
    "  size: coalesce(employees, 10)\n"
    "  seniority:\n"
    "    first:\n"
    "      - { when: 'title matches /\\bchief\\b/', is: c-level }\n"
    "      - { when: title contains \"vp\", is: VP }\n"
    "      - { when: title = \"clerk\", is: other }\n"
    "  rank: { first: [{ when: employees >= 100, is: 3 },\n"
    "                  { when: employees < 10, is: 1 }, { is: 2 }] }\n"
    "conditions:\n"
    "  enterprise: employees >= 1000\n";

/** The rest of a rule set whose one criterion, `it`, asks `condition`. */
static inline void
planned_ask(hf_buffer *out, const char *condition)
{
    hf_buffer_add_text(out, PLANNED_HEAD);
    hf_buffer_add_text(out, "criteria:\n  - id: it\n    points: 1\n"
                            "    because: so\n    when: |-\n      ");
    hf_buffer_add_text(out, condition);
    hf_buffer_add_text(out, "\nverdicts: [{ verdict: v, means: hold }]\n");
}

/** A plan of `text`, or NULL; what was found is in `findings`. */
static inline handoff_plan *
planned_new(const char *text, handoff_findings *findings)
{
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    if (handoff_rules_load_text("r.yaml", text, strlen(text), NULL, &rules,
                                findings) != HANDOFF_OK) {
        return NULL;
    }
    handoff_status status =
        handoff_plan_new(rules, PLANNED_AS_OF, &plan, findings);
    assert_true((status == HANDOFF_OK) == (plan != NULL));
    handoff_rules_free(rules);
    return plan;
}

/** The same, and fail with what was found when there is none. */
static inline handoff_plan *
planned_must(const char *text)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_plan *plan = planned_new(text, findings);
    if (!plan) {
        fail_msg("%s", handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT));
    }
    handoff_findings_free(findings);
    return plan;
}

#endif
