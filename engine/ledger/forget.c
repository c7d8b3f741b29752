/*
 * Forgetting a person: what can be erased is deleted, the fact that it was is
 * kept with a keyed mark, and the file is written anew, so that no byte is
 * left in free pages or in the journal.
 */
#include "base/memory.h"
#include "batch/values.h"
#include "ledger/batch.h"
#include "ledger/files.h"
#include "ledger/joins.h"
#include "ledger/marks.h"

#include <string.h>

typedef struct job {
    handoff_ledger *ledger;
    hf_facts *facts;
    hf_marks wanted; // in the order of the texts
    int64_t *leads;  // found, each once
    size_t count, room;
    handoff_receipt receipt;
} job;

// ---- Who is meant ----------------------------------------------------------

static handoff_status
add_lead(job *self, int64_t lead, handoff_findings *findings)
{
    for (size_t at = 0; at < self->count; at++) {
        if (self->leads[at] == lead) {
            return HANDOFF_OK;
        }
    }
    int64_t *grown = hf_memory_grow(self->leads, &self->room, self->count + 1,
                                    sizeof *grown);
    if (!grown) {
        return hf_store_no_memory(findings);
    }
    self->leads = grown;
    grown[self->count++] = lead;
    return HANDOFF_OK;
}

static handoff_status
add_leads(job *self, hf_statement statement, hf_view text,
          handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    hf_query *query = hf_db_use(self->ledger->db, statement);
    hf_db_bind_text(query, 1, text);
    while (status == HANDOFF_OK && hf_db_next(query)) {
        status = add_lead(self, hf_db_get_int(query, 0), findings);
    }
    hf_db_reset(query);
    return status == HANDOFF_OK ? hf_db_status(self->ledger->db, findings)
                                : status;
}

// One pass over all inputs, however many e-mails are asked for.
static handoff_status
add_by_inputs(job *self, handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_ALL_INPUTS);
    while (status == HANDOFF_OK && hf_db_next(query)) {
        if (hf_marks_find(&self->wanted, hf_db_get_text(query, 1)) !=
            HF_TABLE_NONE) {
            status = add_lead(self, hf_db_get_int(query, 0), findings);
        }
    }
    hf_db_reset(query);
    return status == HANDOFF_OK ? hf_db_status(self->ledger->db, findings)
                                : status;
}

// A contact's id and a merged lead are the same person; an opportunity is
// none.
static handoff_status
add_joined(job *self, int64_t lead, handoff_findings *findings)
{
    static const hf_active all = {0};
    hf_joins joins;
    handoff_status status =
        hf_joins_load(&joins, self->ledger, &all, 0, lead, findings);
    for (size_t at = 0; status == HANDOFF_OK && at < joins.link_count; at++) {
        const hf_join *join = &joins.links[at];
        if (join->is_void || join->kind == HF_LINK_OPPORTUNITY) {
            continue;
        }
        if (join->part == lead) {
            status = add_lead(self, join->whole, findings);
        } else if (join->whole == lead) {
            status = add_lead(self, join->part, findings);
        }
    }
    hf_joins_clear(&joins);
    return status;
}

static handoff_status
find_leads(job *self, const hf_view *texts, size_t count,
           handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    bool has_emails = false;
    for (size_t at = 0; status == HANDOFF_OK && at < count; at++) {
        bool is_email = memchr(texts[at].ptr, '@', texts[at].len) != NULL;
        has_emails = has_emails || is_email;
        if (is_email && !hf_marks_add(&self->wanted, texts[at])) {
            return hf_store_no_memory(findings);
        }
        status = add_leads(self, HF_STATEMENT_FIND_LEAD, texts[at], findings);
        if (status == HANDOFF_OK) {
            status =
                add_leads(self, HF_STATEMENT_LINKED_LEADS, texts[at], findings);
        }
    }
    if (status == HANDOFF_OK && has_emails) {
        status = add_by_inputs(self, findings);
    }
    for (size_t at = 0; status == HANDOFF_OK && at < self->count; at++) {
        status = add_joined(self, self->leads[at], findings);
    }
    return status;
}

// ---- Erasing ---------------------------------------------------------------

static handoff_status
remember(job *self, int64_t lead, hf_view text, handoff_findings *findings)
{
    unsigned char mark[HF_STORE_MARK];
    int64_t id = 0;
    hf_store_mark_folded(self->ledger, text, mark);
    hf_view bytes = {(char *)mark, sizeof mark};
    hf_db_value values[] = {HF_DB_NONE, HF_DB_NONE,
                            lead ? HF_DB_NUMBER(lead) : HF_DB_NONE,
                            HF_DB_BYTES(bytes)};
    self->receipt.remembered++;
    return hf_facts_add_row(self->facts, HF_FACTS_ERASURE, values, 4, &id,
                            findings);
}

// By its own id and by those of its contacts, whose tasks may come later.
static handoff_status
remember_lead(job *self, int64_t lead, handoff_findings *findings)
{
    handoff_status status = HANDOFF_OK;
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_FIND_IDENTITY);
    hf_db_bind_int(query, 1, lead);
    if (hf_db_next(query)) {
        status = remember(self, lead, hf_db_get_text(query, 1), findings);
    }
    hf_db_reset(query);
    query = hf_db_use(self->ledger->db, HF_STATEMENT_CONTACTS);
    hf_db_bind_int(query, 1, lead);
    while (status == HANDOFF_OK && hf_db_next(query)) {
        status = remember(self, lead, hf_db_get_text(query, 0), findings);
    }
    hf_db_reset(query);
    return status == HANDOFF_OK ? hf_db_status(self->ledger->db, findings)
                                : status;
}

static handoff_status
erase(job *self, int64_t lead, handoff_findings *findings)
{
    // Who it was comes last: the others find their rows by the lead.
    static const hf_statement statements[] = {
        HF_STATEMENT_ERASE_INPUTS,   HF_STATEMENT_ERASE_COMMENTS,
        HF_STATEMENT_ERASE_NOTES,    HF_STATEMENT_ERASE_LINKS,
        HF_STATEMENT_ERASE_DISPUTED, HF_STATEMENT_ERASE_UNITS,
        HF_STATEMENT_ERASE_IDENTITY};
    handoff_status status = remember_lead(self, lead, findings);
    for (size_t at = 0; at < sizeof statements / sizeof *statements; at++) {
        hf_query *query = hf_db_use(self->ledger->db, statements[at]);
        hf_db_bind_int(query, 1, lead);
        hf_db_run(query);
    }
    self->receipt.erased++;
    self->facts->added++;
    return status == HANDOFF_OK ? hf_db_status(self->ledger->db, findings)
                                : status;
}

static handoff_status
erase_all(job *self, const hf_view *texts, size_t count,
          handoff_findings *findings)
{
    handoff_status status = find_leads(self, texts, count, findings);
    for (size_t at = 0; status == HANDOFF_OK && at < self->count; at++) {
        status = erase(self, self->leads[at], findings);
    }
    for (size_t at = 0; status == HANDOFF_OK && at < count; at++) {
        status = remember(self, 0, texts[at], findings);
    }
    hf_facts_totals totals = {.covers_from = HF_FACTS_NO_TIME,
                              .covers_to = HF_FACTS_NO_TIME,
                              .rows_read = (int64_t)count};
    if (status == HANDOFF_OK) {
        status = hf_facts_seal(self->facts, &totals, findings);
    }
    return status == HANDOFF_OK ? hf_facts_commit(self->facts, findings)
                                : status;
}

static handoff_status
forget(handoff_ledger *ledger, const hf_view *texts, size_t count,
       const char *who, handoff_time now, handoff_receipt *out,
       handoff_findings *findings)
{
    job self = {.ledger = ledger, .wanted = {.ledger = ledger}};
    hf_facts_batch batch = {.kind = HF_VIEW("forget"),
                            .at = now,
                            .who = hf_view_of(who),
                            .as_of = HF_FACTS_NO_TIME};
    if (!count) {
        hf_findings_add(findings, HF_CODE_LEDGER_FORGET, (hf_span){0},
                        "no id and no e-mail to forget");
        return HANDOFF_USAGE;
    }
    handoff_status status =
        hf_facts_begin(ledger, &batch, &self.facts, findings);
    if (status == HANDOFF_OK) {
        status = erase_all(&self, texts, count, findings);
    }
    if (status == HANDOFF_OK) {
        self.receipt.batch = hf_facts_batch_id(self.facts);
        self.receipt.read = count;
        self.receipt.added = self.receipt.erased;
    }
    hf_facts_close(self.facts);
    if (status == HANDOFF_OK) {
        status = hf_db_compact(ledger->db, findings);
    }
    if (status == HANDOFF_OK) {
        *out = self.receipt;
    }
    hf_marks_clear(&self.wanted);
    hf_memory_free(self.leads);
    return status;
}

// ---- Public ----------------------------------------------------------------

// Texts that say something, trimmed; behind them the long forms of those that
// may be Salesforce ids in 15 characters. There is room for twice as many.
static size_t
keep_texts(hf_view *texts, size_t count, hf_arena *arena)
{
    size_t kept = 0;
    for (size_t at = 0; at < count; at++) {
        hf_view text = hf_view_trim(texts[at]);
        if (text.len) {
            texts[kept++] = text;
        }
    }
    for (size_t at = 0, first = kept; at < first; at++) {
        hf_view wide = hf_values_is_short_id(texts[at])
                           ? hf_values_widen(texts[at], arena)
                           : (hf_view){0};
        if (wide.ptr) {
            texts[kept++] = wide;
        }
    }
    return kept;
}

handoff_status
handoff_ledger_forget(handoff_ledger *ledger, const char *const *texts,
                      size_t count, const char *who, handoff_time now,
                      handoff_receipt *out, handoff_findings *findings)
{
    hf_arena arena = {0};
    hf_view *views = hf_memory_zero(2 * count, sizeof *views);
    if (!views) {
        return hf_store_no_memory(findings);
    }
    for (size_t at = 0; at < count; at++) {
        views[at] = hf_view_of(texts[at]);
    }
    handoff_status status =
        forget(ledger, views, keep_texts(views, count, &arena), who, now, out,
               findings);
    hf_arena_clear(&arena);
    hf_memory_free(views);
    return status;
}

handoff_status
handoff_ledger_forget_file(handoff_ledger *ledger, const char *path,
                           const char *who, handoff_time now,
                           handoff_receipt *out, handoff_findings *findings)
{
    hf_buffer text = {0};
    handoff_status status = hf_files_read_whole(path, &text, findings);
    size_t lines = 1;
    for (size_t at = 0; at < text.len; at++) {
        lines += text.ptr[at] == '\n';
    }
    hf_arena arena = {0};
    hf_view *views = hf_memory_zero(2 * lines, sizeof *views);
    if (status == HANDOFF_OK && !views) {
        status = hf_store_no_memory(findings);
    }
    size_t start = 0;
    size_t count = 0;
    for (size_t at = 0; views && at <= text.len; at++) {
        if (at == text.len || text.ptr[at] == '\n') {
            views[count++] =
                hf_view_slice(hf_buffer_view(&text), start, at - start);
            start = at + 1;
        }
    }
    if (status == HANDOFF_OK) {
        status = forget(ledger, views, keep_texts(views, count, &arena), who,
                        now, out, findings);
    }
    hf_arena_clear(&arena);
    hf_memory_free(views);
    hf_buffer_clear(&text);
    return status;
}
