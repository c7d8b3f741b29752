/*
 * The facts of leads: who a lead is, what each kind of fact looks like as a
 * row, and whether a fact is there already.
 */
#include "ledger/batch.h"

#include <string.h>

#define TEXT_OR_NONE(view) ((view).len ? HF_DB_STRING(view) : HF_DB_NONE)

// ---- Leads -----------------------------------------------------------------

static bool
take_salt(hf_facts *facts, unsigned char *out)
{
    if (facts->salt_used + HF_STORE_SALT > sizeof facts->salts) {
        if (!hf_store_random(facts->salts, sizeof facts->salts)) {
            return false;
        }
        facts->salt_used = 0;
    }
    memcpy(out, facts->salts + facts->salt_used, HF_STORE_SALT);
    facts->salt_used += HF_STORE_SALT;
    return true;
}

static handoff_status
add_lead(hf_facts *facts, hf_view key, hf_facts_lead *out,
         handoff_findings *findings)
{
    unsigned char mark[HF_STORE_MARK];
    if (!take_salt(facts, out->salt)) {
        hf_findings_add(findings, HF_CODE_LEDGER_DISK, (hf_span){0},
                        "the system gives no random bytes");
        return HANDOFF_SYSTEM;
    }
    hf_view salt = {(char *)out->salt, HF_STORE_SALT};
    hf_store_commit(facts->ledger, out->salt, HF_VIEW("lead"), key, mark);
    hf_view bytes = {(char *)mark, sizeof mark};
    hf_db_value values[] = {HF_DB_NONE, HF_DB_NONE, HF_DB_BYTES(bytes)};
    handoff_status status =
        hf_facts_add_row(facts, HF_FACTS_LEAD, values, 3, &out->id, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_ADD_IDENTITY);
    hf_db_bind_int(query, 1, out->id);
    hf_db_bind_blob(query, 2, salt);
    hf_db_bind_text(query, 3, key);
    hf_db_run(query);
    out->is_new = true;
    return hf_db_status(facts->ledger->db, findings);
}

static bool
is_forgotten(hf_facts *facts, hf_view key)
{
    unsigned char mark[HF_STORE_MARK];
    if (!facts->has_erasures) {
        return false;
    }
    hf_store_mark_folded(facts->ledger, key, mark);
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_FIND_ERASED);
    hf_db_bind_blob(query, 1, (hf_view){(char *)mark, sizeof mark});
    bool is_found = hf_db_next(query);
    hf_db_reset(query);
    return is_found;
}

static void
read_salt(hf_query *query, int column, hf_facts_lead *out)
{
    hf_view salt = hf_db_get(query, column).bytes;
    memcpy(out->salt, salt.ptr,
           salt.len < HF_STORE_SALT ? salt.len : HF_STORE_SALT);
}

static handoff_status
know_lead(hf_facts *facts, hf_view key, hf_facts_lead *out,
          handoff_findings *findings)
{
    *out = (hf_facts_lead){0};
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_FIND_LEAD);
    hf_db_bind_text(query, 1, key);
    if (hf_db_next(query)) {
        out->id = hf_db_get_int(query, 0);
        read_salt(query, 1, out);
    }
    hf_db_reset(query);
    return out->id ? HANDOFF_OK : hf_db_status(facts->ledger->db, findings);
}

bool
hf_facts_is_decided(hf_facts *facts, int64_t lead)
{
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_ANY_DECISION);
    hf_db_bind_int(query, 1, lead);
    bool is_decided = hf_db_next(query);
    hf_db_reset(query);
    if (!is_decided) {
        query = hf_db_use(facts->ledger->db, HF_STATEMENT_ANY_JOINED_DECISION);
        hf_db_bind_int(query, 1, lead);
        is_decided = hf_db_next(query);
        hf_db_reset(query);
    }
    return is_decided;
}

handoff_status
hf_facts_find_lead(hf_facts *facts, hf_view key, hf_facts_lead *out,
                   handoff_findings *findings)
{
    handoff_status status = know_lead(facts, key, out, findings);
    if (status != HANDOFF_OK || out->id) {
        return status;
    }
    out->is_forgotten = is_forgotten(facts, key);
    status = hf_db_status(facts->ledger->db, findings);
    if (status != HANDOFF_OK || out->is_forgotten) {
        return status;
    }
    return add_lead(facts, key, out, findings);
}

hf_view
hf_facts_link_name(hf_link_kind kind)
{
    switch (kind) {
    case HF_LINK_CONTACT:
        return HF_VIEW("contact");
    case HF_LINK_OPPORTUNITY:
        return HF_VIEW("opportunity");
    case HF_LINK_MASTER:
        return HF_VIEW("master");
    }
    return HF_VIEW("");
}

// ---- Facts that are there already ------------------------------------------

// Whether a statement's rows (id, batch) hold one that counts; then it is
// noted as seen again.
static handoff_status
note_known(hf_facts *facts, hf_facts_table table, hf_query *query,
           bool *is_known, handoff_findings *findings)
{
    int64_t found = 0;
    int64_t batch = 0;
    while (!found && hf_db_next(query)) {
        int64_t id = hf_db_get_int(query, 0);
        batch = hf_db_get_int(query, 1);
        if (hf_active_batch(&facts->active, table, id, batch)) {
            found = id;
        }
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(facts->ledger->db, findings);
    *is_known = found != 0;
    if (status != HANDOFF_OK || !found) {
        facts->added += status == HANDOFF_OK;
        return status;
    }
    facts->known++;
    return batch == facts->id ? HANDOFF_OK
                              : hf_facts_see(facts, table, found, findings);
}

// A fact that says the same as another is that one: `statement` compares the
// values up to the `last`, which are numbered as the columns, from 1. `*id` is
// 0 when the fact was known.
typedef struct unique_fact {
    hf_facts_table table;
    hf_statement statement;
    int last;
} unique_fact;

static handoff_status
add_once(hf_facts *facts, const unique_fact *fact, hf_db_value *values,
         int count, int64_t *id, handoff_findings *findings)
{
    bool is_known = false;
    *id = 0;
    hf_query *query = hf_db_use(facts->ledger->db, fact->statement);
    for (int at = 2; at < fact->last; at++) {
        hf_db_bind(query, at + 1, values[at]);
    }
    handoff_status status =
        note_known(facts, fact->table, query, &is_known, findings);
    return status == HANDOFF_OK && !is_known
               ? hf_facts_add_row(facts, fact->table, values, count, id,
                                  findings)
               : status;
}

// ---- Remarks ---------------------------------------------------------------

// The commitment to a text that can be erased; it needs no id, for the salt
// is the lead's alone.
static hf_db_value
commit_text(const hf_facts *facts, const hf_facts_lead *lead, hf_view kind,
            hf_view text, unsigned char *room)
{
    if (!text.len) {
        return HF_DB_NONE;
    }
    hf_store_commit(facts->ledger, lead->salt, kind, text, room);
    hf_view bytes = {(char *)room, HF_STORE_MARK};
    return HF_DB_BYTES(bytes);
}

static handoff_status
add_remark(hf_facts *facts, hf_view kind, int64_t fact, hf_view text,
           handoff_findings *findings)
{
    if (!text.len) {
        return HANDOFF_OK;
    }
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_ADD_REMARK);
    hf_db_bind_text(query, 1, kind);
    hf_db_bind_int(query, 2, fact);
    hf_db_bind_text(query, 3, text);
    hf_db_run(query);
    return hf_db_status(facts->ledger->db, findings);
}

// ---- Facts -----------------------------------------------------------------

handoff_status
hf_facts_add_disposition(hf_facts *facts, const hf_facts_lead *lead,
                         const hf_disposition *d, bool *is_known,
                         handoff_findings *findings)
{
    static const unique_fact fact = {HF_FACTS_DISPOSITION,
                                     HF_STATEMENT_KNOWN_DISPOSITION, 14};
    unsigned char mark[HF_STORE_MARK];
    static const hf_view kind = HF_VIEW("comment");
    int64_t id = 0;
    hf_db_value values[] = {HF_DB_NONE,
                            HF_DB_NONE,
                            HF_DB_NUMBER(lead->id),
                            HF_DB_NUMBER(d->at),
                            TEXT_OR_NONE(d->actor),
                            TEXT_OR_NONE(d->team),
                            TEXT_OR_NONE(d->status),
                            TEXT_OR_NONE(d->reason),
                            TEXT_OR_NONE(d->priority),
                            TEXT_OR_NONE(d->owner),
                            TEXT_OR_NONE(d->source),
                            HF_DB_NUMBER(d->is_current),
                            HF_DB_NUMBER(d->line),
                            commit_text(facts, lead, kind, d->comment, mark)};
    handoff_status status = add_once(facts, &fact, values, 14, &id, findings);
    *is_known = status == HANDOFF_OK && !id;
    return status == HANDOFF_OK && id
               ? add_remark(facts, kind, id, d->comment, findings)
               : status;
}

handoff_status
hf_facts_add_outcome(hf_facts *facts, const hf_facts_lead *lead,
                     const hf_outcome *o, bool *is_known,
                     handoff_findings *findings)
{
    static const unique_fact fact = {HF_FACTS_OUTCOME,
                                     HF_STATEMENT_KNOWN_OUTCOME, 8};
    int64_t id = 0;
    hf_db_value values[] = {HF_DB_NONE,
                            HF_DB_NONE,
                            HF_DB_NUMBER(lead->id),
                            TEXT_OR_NONE(o->opportunity),
                            HF_DB_STRING(o->stage),
                            HF_DB_NUMBER(o->at),
                            o->has_amount ? HF_DB_NUMBER(o->amount)
                                          : HF_DB_NONE,
                            TEXT_OR_NONE(o->currency),
                            HF_DB_STRING(o->matched),
                            HF_DB_NUMBER(o->line)};
    handoff_status status = add_once(facts, &fact, values, 10, &id, findings);
    *is_known = status == HANDOFF_OK && !id;
    return status;
}

handoff_status
hf_facts_add_handoff(hf_facts *facts, const hf_facts_lead *lead,
                     const hf_handoff *h, bool *is_known,
                     handoff_findings *findings)
{
    static const unique_fact fact = {HF_FACTS_HANDOFF,
                                     HF_STATEMENT_KNOWN_HANDOFF, 11};
    int64_t id = 0;
    hf_db_value values[] = {
        HF_DB_NONE,
        HF_DB_NONE,
        HF_DB_NUMBER(lead->id),
        h->ruleset ? HF_DB_NUMBER(h->ruleset) : HF_DB_NONE,
        h->cycle ? HF_DB_NUMBER(h->cycle) : HF_DB_NONE,
        h->decision ? HF_DB_NUMBER(h->decision) : HF_DB_NONE,
        HF_DB_NUMBER(h->at),
        h->due == HF_FACTS_NO_TIME ? HF_DB_NONE : HF_DB_NUMBER(h->due),
        TEXT_OR_NONE(h->recipient),
        HF_DB_STRING(h->kind),
        TEXT_OR_NONE(h->actor),
        HF_DB_NUMBER(h->line)};
    handoff_status status = add_once(facts, &fact, values, 12, &id, findings);
    *is_known = status == HANDOFF_OK && !id;
    return status;
}

static hf_db_value
yes_no(int answer)
{
    return answer < 0 ? HF_DB_NONE : HF_DB_NUMBER(answer != 0);
}

handoff_status
hf_facts_add_review(hf_facts *facts, const hf_facts_lead *lead,
                    const hf_review *r, bool *is_known,
                    handoff_findings *findings)
{
    static const unique_fact fact = {HF_FACTS_REVIEW, HF_STATEMENT_KNOWN_REVIEW,
                                     11};
    unsigned char mark[HF_STORE_MARK];
    static const hf_view kind = HF_VIEW("note");
    int64_t id = 0;
    hf_db_value values[] = {HF_DB_NONE,
                            HF_DB_NONE,
                            HF_DB_NUMBER(lead->id),
                            HF_DB_NUMBER(r->cycle),
                            HF_DB_STRING(r->code),
                            TEXT_OR_NONE(r->reviewer),
                            HF_DB_NUMBER(r->at),
                            yes_no(r->rule_right),
                            yes_no(r->response_right),
                            commit_text(facts, lead, kind, r->note, mark),
                            TEXT_OR_NONE(r->action),
                            HF_DB_NUMBER(r->line)};
    handoff_status status = add_once(facts, &fact, values, 12, &id, findings);
    *is_known = status == HANDOFF_OK && !id;
    return status == HANDOFF_OK && id
               ? add_remark(facts, kind, id, r->note, findings)
               : status;
}

handoff_status
hf_facts_add_link(hf_facts *facts, const hf_facts_lead *lead, hf_link_kind kind,
                  hf_view key, int64_t line, bool *is_known,
                  handoff_findings *findings)
{
    unsigned char mark[HF_STORE_MARK];
    hf_view name = hf_facts_link_name(kind);
    hf_db_value marked = commit_text(facts, lead, name, key, mark);
    int64_t id = 0;
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_KNOWN_LINK);
    hf_db_bind_int(query, 1, lead->id);
    hf_db_bind(query, 2, marked);
    handoff_status status =
        note_known(facts, HF_FACTS_LINK, query, is_known, findings);
    if (status != HANDOFF_OK || *is_known) {
        return status;
    }
    hf_db_value values[] = {
        HF_DB_NONE,         HF_DB_NONE, HF_DB_NUMBER(lead->id),
        HF_DB_STRING(name), marked,     HF_DB_NUMBER(line)};
    status = hf_facts_add_row(facts, HF_FACTS_LINK, values, 6, &id, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    query = hf_db_use(facts->ledger->db, HF_STATEMENT_ADD_LINK_KEY);
    hf_db_bind_int(query, 1, id);
    hf_db_bind_text(query, 2, key);
    hf_db_run(query);
    return hf_db_status(facts->ledger->db, findings);
}

handoff_status
hf_facts_keep_agreement(hf_facts *facts, const handoff_agreement *agreement,
                        int64_t *out, handoff_findings *findings)
{
    hf_view hash = hf_view_of(agreement->hash);
    int64_t batch = 0;
    *out = 0;
    hf_query *query = hf_db_use(facts->ledger->db, HF_STATEMENT_AGREEMENTS);
    hf_db_bind_int(query, 1, INT64_MAX);
    if (hf_active_find_agreement(&facts->active, query) &&
        hf_view_equal(hf_db_get_text(query, 1), hash)) {
        *out = hf_db_get_int(query, 0);
        batch = hf_db_get_int(query, 3);
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(facts->ledger->db, findings);
    if (status == HANDOFF_OK && *out && batch != facts->id) {
        return hf_facts_see(facts, HF_FACTS_AGREEMENT, *out, findings);
    }
    if (status != HANDOFF_OK || *out) {
        return status;
    }
    hf_db_value values[] = {HF_DB_NONE, HF_DB_NONE, HF_DB_STRING(hash),
                            HF_DB_STRING(agreement->text)};
    return hf_facts_add_row(facts, HF_FACTS_AGREEMENT, values, 4, out,
                            findings);
}
