/*
 * A revision as it is kept: its hashes, its canonical text, and a row a gate
 * and criterion, so that a report of years later needs no file but the ledger.
 */
#include "ledger/revision.h"

#include "ledger/batch.h"
#include "ledger/resolved.h"

static handoff_status
find(hf_facts *facts, hf_query *query, int64_t *out, handoff_findings *findings)
{
    *out = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    hf_db_reset(query);
    return hf_db_status(facts->ledger->db, findings);
}

static handoff_status
keep_ruleset(hf_facts *facts, const handoff_rules *rules, int64_t *out,
             handoff_findings *findings)
{
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_FIND_RULESET);
    hf_db_bind_text(query, 1, rules->name);
    handoff_status status = find(facts, query, out, findings);
    if (status != HANDOFF_OK || *out) {
        return status;
    }
    hf_db_value values[] = {HF_DB_NONE, HF_DB_NONE, HF_DB_STRING(rules->name)};
    return hf_facts_add_row(facts, HF_FACTS_RULESET, values, 3, out, findings);
}

static handoff_status
add_criterion(hf_facts *facts, int64_t revision, hf_view kind,
              const hf_criterion *criterion, const handoff_rules *rules,
              handoff_findings *findings)
{
    hf_buffer points = {0};
    for (size_t at = 0; at < criterion->case_count; at++) {
        hf_buffer_add_text(&points, at ? ";" : "");
        hf_buffer_add_int(&points, criterion->cases[at].points);
    }
    if (points.failed) {
        hf_buffer_clear(&points);
        return hf_store_no_memory(findings);
    }
    bool is_grouped = criterion->group != HF_NO_GROUP;
    int64_t id = 0;
    hf_db_value values[] = {
        HF_DB_NONE,
        HF_DB_NONE,
        HF_DB_NUMBER(revision),
        HF_DB_STRING(criterion->id),
        HF_DB_STRING(kind),
        HF_DB_STRING(rules->axes[criterion->axis].name),
        is_grouped ? HF_DB_STRING(rules->groups[criterion->group].name)
                   : HF_DB_NONE,
        HF_DB_STRING(hf_buffer_view(&points)),
        HF_DB_STRING(criterion->because),
        HF_DB_STRING(criterion->owner)};
    handoff_status status =
        hf_facts_add_row(facts, HF_FACTS_CRITERION, values, 10, &id, findings);
    hf_buffer_clear(&points);
    return status;
}

static handoff_status
add_gates(hf_facts *facts, int64_t revision, const handoff_rules *rules,
          handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; status == HANDOFF_OK && at < rules->gate_count; at++) {
        const hf_gate *gate = &rules->gates[at];
        hf_view kind = gate->is_consent ? HF_VIEW("consent") : HF_VIEW("gate");
        int64_t id = 0;
        hf_db_value values[] = {HF_DB_NONE,
                                HF_DB_NONE,
                                HF_DB_NUMBER(revision),
                                HF_DB_STRING(gate->id),
                                HF_DB_STRING(kind),
                                HF_DB_NONE,
                                HF_DB_NONE,
                                HF_DB_NONE,
                                HF_DB_STRING(gate->because),
                                HF_DB_STRING(gate->owner)};
        status = hf_facts_add_row(facts, HF_FACTS_CRITERION, values, 10, &id,
                                  findings);
    }
    return status;
}

static handoff_status
add_criteria(hf_facts *facts, int64_t revision, const handoff_rules *rules,
             handoff_findings *findings)
{
    handoff_status status = add_gates(facts, revision, rules, findings);
    for (size_t at = 0; status == HANDOFF_OK && at < rules->criterion_count;
         at++) {
        const hf_criterion *criterion = &rules->criteria[at];
        switch (criterion->status) {
        case HF_CRITERION_ACTIVE:
            status = add_criterion(facts, revision, HF_VIEW("criterion"),
                                   criterion, rules, findings);
            break;
        case HF_CRITERION_SHADOW:
            status = add_criterion(facts, revision, HF_VIEW("shadow"),
                                   criterion, rules, findings);
            break;
        case HF_CRITERION_OFF:
            break;
        }
    }
    return status;
}

static handoff_status
add_revision(hf_facts *facts, const handoff_rules *rules,
             const hf_revision_origin *origin, int64_t ruleset, int64_t *out,
             handoff_findings *findings)
{
    hf_buffer text = {0};
    hf_resolved_print(rules, &text);
    if (text.failed) {
        hf_buffer_clear(&text);
        return hf_store_no_memory(findings);
    }
    bool has_commit = origin->git_commit.len > 0;
    hf_db_value values[] = {
        HF_DB_NONE,
        HF_DB_NONE,
        HF_DB_NUMBER(ruleset),
        HF_DB_STRING(hf_view_of(rules->revision)),
        HF_DB_STRING(hf_view_of(rules->rules_revision)),
        HF_DB_STRING(hf_view_of(rules->lists_revision)),
        has_commit ? HF_DB_STRING(origin->git_commit) : HF_DB_NONE,
        has_commit ? HF_DB_NUMBER(origin->is_dirty) : HF_DB_NONE,
        HF_DB_STRING(hf_buffer_view(&text))};
    handoff_status status =
        hf_facts_add_row(facts, HF_FACTS_REVISION, values, 9, out, findings);
    hf_buffer_clear(&text);
    return status == HANDOFF_OK ? add_criteria(facts, *out, rules, findings)
                                : status;
}

handoff_status
hf_revision_keep(hf_facts *facts, const handoff_rules *rules,
                 const hf_revision_origin *origin, int64_t *ruleset,
                 int64_t *revision, handoff_findings *findings)
{
    handoff_status status = keep_ruleset(facts, rules, ruleset, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_FIND_REVISION);
    hf_db_bind_text(query, 1, hf_view_of(rules->revision));
    hf_db_bind_int(query, 2, *ruleset);
    status = find(facts, query, revision, findings);
    if (status != HANDOFF_OK || *revision) {
        return status;
    }
    return add_revision(facts, rules, origin, *ruleset, revision, findings);
}

handoff_status
hf_revision_load(handoff_ledger *ledger, int64_t revision, handoff_rules **out,
                 handoff_findings *findings)
{
    handoff_rules *rules = NULL;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_GET_REVISION);
    hf_db_bind_int(query, 1, revision);
    if (!hf_db_next(query)) {
        hf_db_reset(query);
        handoff_status failed = hf_db_status(ledger->db, findings);
        return failed == HANDOFF_OK ? HANDOFF_RULES : failed;
    }
    handoff_status status =
        hf_resolved_load(hf_db_get_text(query, 1), &rules, findings);
    if (status == HANDOFF_OK &&
        !hf_view_equal(hf_db_get_text(query, 0), hf_view_of(rules->revision))) {
        status = HANDOFF_RULES;
    }
    hf_db_reset(query);
    if (status != HANDOFF_OK) {
        handoff_rules_free(rules);
        return status;
    }
    *out = rules;
    return HANDOFF_OK;
}
