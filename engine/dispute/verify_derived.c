/*
 * The derived rows, verified: those that are kept are derived once more, as of
 * their moment, by the agreement they follow, from what was recorded when they
 * were, and compared. What cannot be compared is said.
 */
#include "handoff/log.h"

#include "base/buffer.h"
#include "dispute/derive.h"

/* What the table derivation says of the rows. */
typedef struct kept {
    bool is_there;
    int64_t batch, as_of;
} kept;

static handoff_status
find_kept(handoff_ledger *ledger, kept *out, handoff_agreement **agreement,
          handoff_findings *findings)
{
    hf_buffer hash = {0};
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_GET_DERIVATION);
    if (hf_db_next(query)) {
        int64_t batch = hf_db_get_int(query, 0);
        *out =
            (kept){true, batch < 0 ? -batch : batch, hf_db_get_int(query, 2)};
        hf_buffer_add_view(&hash, hf_db_get_text(query, 1));
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(ledger->db, findings);
    query = hf_db_use(ledger->db, HF_STATEMENT_AGREEMENT_BY_HASH);
    hf_db_bind_text(query, 1, hf_buffer_view(&hash));
    if (status == HANDOFF_OK && hf_db_next(query)) {
        status = hf_agreement_load_text("<agreement of the ledger>",
                                        hf_db_get_text(query, 0), agreement,
                                        findings);
    }
    hf_db_reset(query);
    hf_buffer_clear(&hash);
    return status;
}

static handoff_status
refuse(const hf_derive_found *found, handoff_findings *findings)
{
    hf_view lead = hf_buffer_view(&found->lead);
    hf_finding *finding =
        lead.len
            ? hf_findings_add(findings, HF_CODE_LEDGER_VERIFY, (hf_span){0},
                              "the derived rows of the lead '%.*s' do not "
                              "follow from the facts",
                              (int)lead.len, lead.ptr)
            : hf_findings_add(findings, HF_CODE_LEDGER_VERIFY, (hf_span){0},
                              "some derived rows do not follow from the facts");
    hf_findings_hint(findings, finding,
                     "no fact is touched by it; without its row of the table "
                     "'derivation' the next 'handoff log' derives all anew");
    return HANDOFF_LEDGER;
}

static handoff_status
compare(handoff_ledger *ledger, const kept *rows,
        const handoff_agreement *agreement, hf_buffer *out,
        handoff_findings *findings)
{
    hf_derive asked = {
        .agreement = agreement, .as_of = rows->as_of, .known_by = rows->batch};
    hf_derive_found found = {.is_same = true};
    handoff_status status = hf_derive_compare(ledger, &asked, &found, findings);
    if (status == HANDOFF_OK && !found.is_same) {
        status = refuse(&found, findings);
    }
    if (status == HANDOFF_OK) {
        hf_buffer_printf(out, "%lld derived rows came out the same\n",
                         (long long)found.rows);
    }
    hf_buffer_clear(&found.lead);
    return status;
}

handoff_status
handoff_ledger_verify_derived(handoff_ledger *ledger, char **out,
                              handoff_findings *findings)
{
    hf_buffer text = {0};
    kept rows = {0};
    handoff_agreement *agreement = NULL;
    handoff_status status = hf_db_begin_read(ledger->db, findings);
    if (status == HANDOFF_OK) {
        status = find_kept(ledger, &rows, &agreement, findings);
    }
    if (status == HANDOFF_OK && !rows.is_there) {
        hf_buffer_add_text(&text, "no rows are derived yet\n");
    } else if (status == HANDOFF_OK && !agreement) {
        hf_buffer_add_text(&text, "derived rows not compared: the ledger does "
                                  "not keep the agreement that they follow\n");
    } else if (status == HANDOFF_OK && !rows.batch) {
        hf_buffer_add_text(&text, "derived rows not compared: another version "
                                  "does not say from which batches they are\n");
    } else if (status == HANDOFF_OK) {
        status = compare(ledger, &rows, agreement, &text, findings);
    }
    hf_db_rollback(ledger->db);
    handoff_agreement_free(agreement);
    if (status == HANDOFF_OK && !hf_buffer_text(&text)) {
        status = hf_store_no_memory(findings);
    }
    if (status != HANDOFF_OK) {
        hf_buffer_clear(&text);
        return status;
    }
    *out = text.ptr; // handed over: handoff_free gives it back
    return HANDOFF_OK;
}
