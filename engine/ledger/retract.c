/* Withdrawing a batch: a fact of its own; what it names stays and no longer
 * counts. */
#include "ledger/batch.h"

static handoff_status
refuse(int64_t batch, const char *reason, handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_LEDGER_BATCH, (hf_span){0},
                    "batch %lld cannot be withdrawn: %s", (long long)batch,
                    reason);
    return HANDOFF_USAGE;
}

static handoff_status
check(hf_facts *facts, int64_t batch, handoff_findings *findings)
{
    const char *reason = NULL;
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_ONE_BATCH);
    hf_db_bind_int(query, 1, batch);
    if (!hf_db_next(query) || batch == facts->id) {
        reason = "there is none of this number";
    } else {
        hf_view kind = hf_db_get_text(query, HF_BATCH_KIND);
        if (hf_view_equal(kind, HF_VIEW("retract"))) {
            reason = "it is a withdrawal itself";
        } else if (hf_view_equal(kind, HF_VIEW("forget"))) {
            reason = "what was forgotten does not come back";
        } else if (hf_active_is_withdrawn(&facts->active, batch)) {
            reason = "it was before";
        }
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(facts->ledger->db, findings);
    return status == HANDOFF_OK && reason ? refuse(batch, reason, findings)
                                          : status;
}

static handoff_status
withdraw(hf_facts *facts, int64_t batch, const char *because,
         handoff_findings *findings)
{
    int64_t id = 0;
    hf_db_value values[] = {HF_DB_NONE, HF_DB_NONE, HF_DB_NUMBER(batch),
                            HF_DB_STRING(hf_view_of(because))};
    hf_facts_totals totals = {.covers_from = HF_FACTS_NO_TIME,
                              .covers_to = HF_FACTS_NO_TIME,
                              .rows_read = 1};
    handoff_status status = check(facts, batch, findings);
    if (status == HANDOFF_OK) {
        status = hf_facts_add_row(facts, HF_FACTS_WITHDRAWAL, values, 4, &id,
                                  findings);
        facts->added++;
    }
    if (status == HANDOFF_OK) {
        status = hf_facts_seal(facts, &totals, findings);
    }
    return status == HANDOFF_OK ? hf_facts_commit(facts, findings) : status;
}

handoff_status
handoff_ledger_retract(handoff_ledger *ledger, int64_t batch,
                       const char *because, const char *who, handoff_time now,
                       handoff_receipt *out, handoff_findings *findings)
{
    hf_facts *facts = NULL;
    hf_facts_batch begun = {.kind = HF_VIEW("retract"),
                            .at = now,
                            .who = hf_view_of(who),
                            .as_of = HF_FACTS_NO_TIME};
    handoff_status status = hf_facts_begin(ledger, &begun, &facts, findings);
    if (status == HANDOFF_OK) {
        status = withdraw(facts, batch, because, findings);
    }
    if (status == HANDOFF_OK) {
        *out = (handoff_receipt){
            .batch = hf_facts_batch_id(facts), .read = 1, .added = 1};
    }
    hf_facts_close(facts);
    return status;
}
