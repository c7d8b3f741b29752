/*
 * Decisions, derived again: kept inputs scored by the text of their revision
 * as of the moment of the run (rescore.c), and everything that comes out
 * compared with what is kept. In place of personal values stand the answers
 * that tests gave on them. Counted are the decisions of which that is not
 * enough: without answers, or where margins would need the value itself.
 */
#include "base/memory.h"
#include "ledger/rationales.h"
#include "ledger/rescore.h"
#include "ledger/verify.h"

#include <string.h>

/* What is kept of a row. */
typedef struct kept {
    int64_t rationale;
    bool has_due;
    int64_t due;
} kept;

typedef struct derivation {
    handoff_ledger *ledger;
    hf_verified *verified;
    int64_t batch;        // 0: nothing is loaded
    int64_t agreement_id; // 0: none
    handoff_agreement *agreement;
    hf_rescore again; // without a plan: the revision does not load
    hf_packer *packer;
    hf_rationales rationales;
    hf_buffer packed;
    uint64_t *said; // by rationale: a digest of what it was found to say, or 0
    size_t said_room;
    kept kept[HF_BATCH_ROWS];
} derivation;

// ---- A revision at a moment ------------------------------------------------

static void
unload(derivation *self)
{
    hf_pack_free(self->packer);
    hf_rationales_clear(&self->rationales);
    self->packer = NULL;
    self->rationales = (hf_rationales){0};
}

static handoff_status
load(derivation *self, int64_t revision, int64_t as_of,
     handoff_findings *findings)
{
    unload(self);
    handoff_status status =
        hf_rescore_load(&self->again, self->ledger, revision, as_of);
    if (status == HANDOFF_RULES) {
        hf_verify_note(self->verified, self->batch,
                       "its rules do not load from their text");
        return HANDOFF_OK;
    }
    if (status != HANDOFF_OK) {
        return hf_store_no_memory(findings);
    }
    const handoff_plan *plan = self->again.plan;
    self->packer = hf_pack_new(self->ledger, plan, NULL);
    bool is_made = self->packer && hf_rationales_init(&self->rationales, plan,
                                                      self->ledger->take);
    self->rationales.revision = revision;
    return is_made ? HANDOFF_OK : hf_store_no_memory(findings);
}

// The agreement of the batch, by whose calendar SLAs were counted.
static handoff_status
load_agreement(derivation *self, handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_BATCH_AGREEMENT);
    hf_db_bind_int(query, 1, self->batch);
    int64_t id = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    if (id != self->agreement_id) {
        handoff_agreement_free(self->agreement);
        self->agreement = NULL;
        self->agreement_id = id;
    }
    if (id && !self->agreement) {
        handoff_findings *own = handoff_findings_new();
        status =
            own ? hf_agreement_load_text("agreement", hf_db_get_text(query, 1),
                                         &self->agreement, own)
                : HANDOFF_SYSTEM;
        handoff_findings_free(own);
    }
    hf_db_reset(query);
    if (status == HANDOFF_RULES) {
        hf_verify_note(self->verified, self->batch,
                       "its agreement does not load from its text");
        return HANDOFF_OK;
    }
    return status == HANDOFF_OK ? status : hf_store_no_memory(findings);
}

// ---- Rows ------------------------------------------------------------------

// 0 stands for "not known".
static uint64_t
digest_of(hf_sha256_take *take, hf_view packed)
{
    unsigned char bytes[8];
    uint64_t digest;
    hf_store_digest(take, &packed, 1, bytes, sizeof bytes);
    memcpy(&digest, bytes, sizeof digest);
    return digest + (digest == 0);
}

/* What more rationales than these say is read each time. */
enum { MOST_SAID = 1 << 22 };

// Where it is noted what the rationale says; NULL: nowhere.
static uint64_t *
find_said(derivation *self, int64_t rationale)
{
    size_t before = self->said_room;
    if (rationale < 0 || rationale >= MOST_SAID) {
        return NULL;
    }
    if ((size_t)rationale >= before) {
        uint64_t *grown = hf_memory_grow(self->said, &self->said_room,
                                         (size_t)rationale + 1, sizeof *grown);
        if (!grown) {
            return NULL;
        }
        self->said = grown;
        memset(grown + before, 0, (self->said_room - before) * sizeof *grown);
    }
    return &self->said[rationale];
}

// Whether the row of the rationale says what came out. It is read once for all
// decisions that share it.
static handoff_status
compare_rationale(derivation *self, int64_t rationale, hf_view packed,
                  bool *is_same, handoff_findings *findings)
{
    hf_db_value row[HF_RATIONALES_COLUMNS];
    uint64_t digest = digest_of(self->ledger->take, packed);
    uint32_t number = 0;
    int64_t state = 0;
    uint64_t *said = find_said(self, rationale);
    *is_same = said && *said == digest;
    if (*is_same) {
        return HANDOFF_OK;
    }
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_GET_RATIONALE);
    hf_db_bind_int(query, 1, rationale);
    bool is_fine = hf_db_next(query);
    for (int at = 0; is_fine && at < HF_RATIONALES_COLUMNS; at++) {
        row[at] = hf_db_get(query, at);
    }
    is_fine = is_fine &&
              hf_rationales_find(&self->rationales, packed, &number, &state) &&
              hf_rationales_match(&self->rationales, number, row, is_same);
    hf_db_reset(query);
    if (said && *is_same) {
        *said = digest;
    }
    return is_fine ? HANDOFF_OK : hf_store_no_memory(findings);
}

static bool
is_due(const derivation *self, const kept *was, hf_view packed)
{
    const handoff_plan *plan = self->again.plan;
    uint64_t words[HF_PACK_HEAD];
    int64_t due = 0;
    memcpy(words, packed.ptr, sizeof words);
    bool has_due =
        plan->verdicts[words[HF_PACK_VERDICT]].means == HF_MEANS_PASS &&
        words[HF_PACK_ROUTE] != HF_NO_ROUTE &&
        hf_agreement_due(self->agreement, plan->as_of,
                         plan->routes[words[HF_PACK_ROUTE]].sla, &due);
    return was->has_due == has_due && was->due == due;
}

static handoff_status
compare_rows(derivation *self, handoff_findings *findings)
{
    hf_pack_layout layout = hf_pack_layout_of(self->again.plan);
    hf_view rest = hf_buffer_view(&self->packed);
    hf_packed row;
    handoff_status status = HANDOFF_OK;
    size_t at = 0;
    for (; status == HANDOFF_OK && hf_pack_next(&layout, &rest, &row); at++) {
        const kept *was = &self->kept[at];
        bool is_same = false;
        status = compare_rationale(self, was->rationale, row.rationale,
                                   &is_same, findings);
        if (status == HANDOFF_OK &&
            (!is_same || !is_due(self, was, row.rationale))) {
            hf_verify_note(self->verified, self->batch,
                           "a decision comes out different");
        }
        self->verified->scored++;
    }
    if (status == HANDOFF_OK && at != self->again.rows.rows) {
        hf_verify_note(self->verified, self->batch,
                       "a decision cannot be derived again");
    }
    return status;
}

static handoff_status
flush(derivation *self, handoff_findings *findings)
{
    if (!self->again.rows.rows) {
        return HANDOFF_OK;
    }
    const hf_verdicts *verdicts = hf_rescore_run(&self->again);
    hf_buffer_reset(&self->packed);
    if (!verdicts || !hf_pack_add(self->packer, self->again.scorer,
                                  &self->again.rows, verdicts, &self->packed)) {
        return hf_store_no_memory(findings);
    }
    handoff_status status = compare_rows(self, findings);
    hf_batch_reset(&self->again.rows);
    return status;
}

static handoff_status
add_row(derivation *self, hf_query *query, handoff_findings *findings)
{
    size_t row = self->again.rows.rows;
    if (!self->again.plan) {
        return HANDOFF_OK;
    }
    switch (hf_rescore_add(&self->again, hf_db_get_text(query, 5),
                           hf_db_get_text(query, 6), false)) {
    case HF_RESCORE_TAKEN:
        break;
    case HF_RESCORE_UNREADABLE:
        hf_verify_note(self->verified, self->batch,
                       "the inputs of a decision do not read");
        return HANDOFF_OK;
    case HF_RESCORE_UNANSWERED:
        self->verified->unanswered++;
        return HANDOFF_OK;
    case HF_RESCORE_COMPARED:
        self->verified->compared++;
        return HANDOFF_OK;
    case HF_RESCORE_NO_MEMORY:
        return hf_store_no_memory(findings);
    }
    self->kept[row] = (kept){.rationale = hf_db_get_int(query, 3),
                             .has_due = !hf_db_is_null(query, 4),
                             .due = hf_db_get_int(query, 4)};
    return self->again.rows.rows == HF_BATCH_ROWS ? flush(self, findings)
                                                  : HANDOFF_OK;
}

static handoff_status
follow(derivation *self, hf_query *query, handoff_findings *findings)
{
    int64_t batch = hf_db_get_int(query, 0);
    int64_t revision = hf_db_get_int(query, 1);
    int64_t as_of = hf_db_get_int(query, 2);
    if (self->batch == batch && self->again.revision == revision &&
        self->again.as_of == as_of) {
        return HANDOFF_OK;
    }
    handoff_status status = flush(self, findings);
    bool is_loaded = self->batch != 0 && self->again.plan &&
                     self->again.revision == revision &&
                     self->again.as_of == as_of;
    bool is_other = self->batch != batch;
    self->batch = batch;
    if (status == HANDOFF_OK && !is_loaded) {
        status = load(self, revision, as_of, findings);
    }
    return status == HANDOFF_OK && is_other ? load_agreement(self, findings)
                                            : status;
}

static void
count_decisions(handoff_ledger *ledger, hf_verified *verified, int64_t there)
{
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_COUNT_DECISIONS);
    verified->decisions = hf_db_next(query) ? hf_db_get_int(query, 0) : 0;
    verified->erased = verified->decisions - there;
    hf_db_reset(query);
}

handoff_status
hf_rederive_run(handoff_ledger *ledger, hf_verified *verified,
                handoff_findings *findings)
{
    derivation *self = hf_memory_zero(1, sizeof *self);
    handoff_status status = HANDOFF_OK;
    int64_t there = 0;
    if (!self) {
        return hf_store_no_memory(findings);
    }
    self->ledger = ledger;
    self->verified = verified;
    hf_query *query = hf_db_use(ledger->db, HF_STATEMENT_KEPT_DECISIONS);
    for (; status == HANDOFF_OK && hf_db_next(query); there++) {
        status = follow(self, query, findings);
        if (status == HANDOFF_OK) {
            status = add_row(self, query, findings);
        }
    }
    hf_db_reset(query);
    if (status == HANDOFF_OK) {
        status = flush(self, findings);
    }
    count_decisions(ledger, verified, there);
    unload(self);
    handoff_agreement_free(self->agreement);
    hf_rescore_clear(&self->again);
    hf_memory_free(self->said);
    hf_buffer_clear(&self->packed);
    hf_memory_free(self);
    return status == HANDOFF_OK ? hf_db_status(ledger->db, findings) : status;
}
