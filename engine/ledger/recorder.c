/*
 * The ledger's half of a scoring run: packed rows come in, in the order of the
 * export; decisions that differ from the lead's last one and handoffs of
 * passes go into one batch. Which rows there are and when outputs get their
 * names is up to the run.
 */
#include "eval/recorder.h"

#include "base/memory.h"
#include "ledger/batch.h"
#include "ledger/files.h"
#include "ledger/marks.h"
#include "ledger/overtaken.h"
#include "ledger/pack.h"
#include "ledger/rationales.h"
#include "ledger/revision.h"
#include "ledger/story.h"

#include <string.h>

typedef struct recorder {
    hf_recorder calls; // first: a recorder of the ledger is one of the run
    handoff_ledger *ledger;
    const handoff_rules *rules;
    const handoff_score_options *options;
    handoff_record_run run;
    handoff_agreement *kept; // ours, when none was given
    const handoff_agreement *agreement;
    const handoff_plan *plan;
    hf_facts *facts;
    hf_pack_layout layout;
    hf_rationales rationales;
    int64_t *due; // by route: as-of and its SLA; HF_FACTS_NO_TIME
    int64_t ruleset, revision, agreement_id;
    hf_marks forgotten;
    hf_overtaken overtaken; // runs of the rule set
    uint64_t *seen;         // bits by lead
    size_t seen_room;
    handoff_receipt receipt;
} recorder;

static recorder *
self_of(hf_recorder *calls)
{
    return (recorder *)calls;
}

// ---- Beginning -------------------------------------------------------------

static handoff_status
find_dues(recorder *self, handoff_findings *findings)
{
    const handoff_plan *plan = self->plan;
    self->due = hf_memory_zero(plan->route_count + 1, sizeof *self->due);
    if (!self->due) {
        return hf_store_no_memory(findings);
    }
    for (uint32_t at = 0; at < plan->route_count; at++) {
        if (!hf_agreement_due(self->agreement, plan->as_of,
                              plan->routes[at].sla, &self->due[at])) {
            self->due[at] = HF_FACTS_NO_TIME;
        }
    }
    self->due[plan->route_count] = HF_FACTS_NO_TIME; // no route
    return HANDOFF_OK;
}

static handoff_status
begin_batch(recorder *self, handoff_findings *findings)
{
    const handoff_score_options *options = self->options;
    hf_files files = {0};
    handoff_status status = hf_files_describe(
        options->leads, options->lead_count, &files, findings);
    if (status == HANDOFF_OK) {
        hf_facts_batch batch = {
            .kind =
                self->run.is_baseline ? HF_VIEW("baseline") : HF_VIEW("score"),
            .at = self->run.now,
            .who = hf_view_of(self->run.who),
            .file = hf_buffer_view(&files.names),
            .file_hash = hf_view_of(files.hash),
            .as_of = self->plan->as_of,
        };
        status = hf_facts_begin(self->ledger, &batch, &self->facts, findings);
    }
    hf_buffer_clear(&files.names);
    return status;
}

// Whether the agreement asks for a field that no rule uses.
static bool
find_needs(recorder *self)
{
    const hf_fields *fields = &self->plan->fields;
    bool *is_used = hf_memory_zero(fields->count, sizeof *is_used);
    if (!is_used ||
        !hf_agreement_mark_fields(self->agreement, self->plan, is_used)) {
        hf_memory_free(is_used);
        return false;
    }
    for (size_t at = 0; at < fields->count; at++) {
        self->calls.reads_all |= is_used[at] && !fields->specs[at].is_used;
    }
    hf_memory_free(is_used);
    return true;
}

static handoff_status
begin(hf_recorder *calls, const handoff_plan *plan, handoff_findings *findings)
{
    recorder *self = self_of(calls);
    self->plan = plan;
    self->layout = hf_pack_layout_of(plan);
    hf_revision_origin origin = {hf_view_of(self->run.git_commit),
                                 self->run.is_dirty != 0};
    if (!find_needs(self) ||
        !hf_rationales_init(&self->rationales, plan, self->ledger->take)) {
        return hf_store_no_memory(findings);
    }
    handoff_status status = find_dues(self, findings);
    if (status == HANDOFF_OK) {
        status = begin_batch(self, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_revision_keep(self->facts, self->rules, &origin,
                                  &self->ruleset, &self->revision, findings);
        self->rationales.revision = self->revision;
    }
    if (status == HANDOFF_OK) {
        status = hf_overtaken_load(&self->overtaken, self->ledger,
                                   self->ruleset, 0, findings);
    }
    if (status == HANDOFF_OK) {
        status = hf_marks_load(&self->forgotten, self->ledger, findings);
    }
    if (status == HANDOFF_OK && self->agreement) {
        status = hf_facts_keep_agreement(self->facts, self->agreement,
                                         &self->agreement_id, findings);
    }
    return status;
}

// ---- Threads ---------------------------------------------------------------

static void *
worker_new(hf_recorder *calls)
{
    recorder *self = self_of(calls);
    return hf_pack_new(self->ledger, self->plan, self->agreement);
}

static void
worker_free(hf_recorder *calls, void *worker)
{
    (void)calls;
    hf_pack_free(worker);
}

static bool
pack(hf_recorder *calls, void *worker, const hf_scorer *scorer,
     const hf_batch *batch, const hf_verdicts *verdicts, hf_buffer *out)
{
    (void)calls;
    return hf_pack_add(worker, scorer, batch, verdicts, out);
}

// ---- Decisions -------------------------------------------------------------

// Whether the lead came before in this run; it has come now.
static bool
note_lead(recorder *self, int64_t lead, bool *is_again)
{
    size_t at = (size_t)lead;
    size_t before = self->seen_room;
    if (at / 64 >= before) {
        uint64_t *grown = hf_memory_grow(self->seen, &self->seen_room,
                                         at / 64 + 1, sizeof *grown);
        if (!grown) {
            return false;
        }
        self->seen = grown;
        memset(grown + before, 0, (self->seen_room - before) * sizeof *grown);
    }
    uint64_t bit = UINT64_C(1) << (at % 64);
    *is_again = (self->seen[at / 64] & bit) != 0;
    self->seen[at / 64] |= bit;
    return true;
}

typedef struct last_decision {
    int64_t id; // 0: none
    int64_t state;
    int64_t at;
} last_decision;

// When a decision was last said, up to this run: by its own, or by one that saw
// it again and was then overtaken.
static int64_t
last_said(const recorder *self, int64_t decision, int64_t as_of)
{
    size_t run = 0;
    int64_t again = 0;
    while (hf_overtaken_next(&self->overtaken, HF_FACTS_DECISION, decision,
                             &run, &again)) {
        if (again > as_of && again <= self->plan->as_of) {
            as_of = again;
        }
    }
    return as_of;
}

static handoff_status
find_last(recorder *self, int64_t lead, last_decision *out,
          handoff_findings *findings)
{
    *out = (last_decision){0};
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_LAST_DECISIONS);
    hf_db_bind_int(query, 1, lead);
    hf_db_bind_int(query, 2, self->ruleset);
    hf_db_bind_int(query, 3, self->plan->as_of);
    while ((!out->id || self->overtaken.run_count) && hf_db_next(query)) {
        int64_t id = hf_db_get_int(query, 0);
        int64_t at = last_said(self, id, hf_db_get_int(query, 3));
        if ((!out->id || at > out->at) &&
            hf_active_batch(&self->facts->active, HF_FACTS_DECISION, id,
                            hf_db_get_int(query, 1))) {
            *out = (last_decision){id, hf_db_get_int(query, 2), at};
        }
    }
    hf_db_reset(query);
    return hf_db_status(self->ledger->db, findings);
}

static handoff_status
add_input(recorder *self, int64_t decision, hf_view inputs,
          handoff_findings *findings)
{
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_ADD_INPUT);
    hf_db_bind_int(query, 1, decision);
    hf_db_bind_text(query, 2, inputs);
    hf_db_run(query);
    return hf_db_status(self->ledger->db, findings);
}

static handoff_status
add_decision(recorder *self, const hf_facts_lead *lead, hf_view inputs,
             uint32_t rationale, int64_t due, int64_t *id,
             handoff_findings *findings)
{
    int64_t said = 0;
    handoff_status status = hf_rationales_write(&self->rationales, self->facts,
                                                rationale, &said, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    unsigned char mark[HF_STORE_MARK];
    hf_store_commit(self->ledger, lead->salt, HF_VIEW("inputs"), inputs, mark);
    hf_view bytes = {(char *)mark, sizeof mark};
    hf_db_value values[] = {HF_DB_NONE,
                            HF_DB_NONE,
                            HF_DB_NUMBER(lead->id),
                            HF_DB_NUMBER(self->ruleset),
                            HF_DB_NUMBER(self->plan->as_of),
                            HF_DB_NUMBER(said),
                            due == HF_FACTS_NO_TIME ? HF_DB_NONE
                                                    : HF_DB_NUMBER(due),
                            HF_DB_BYTES(bytes)};
    status = hf_facts_add_row(self->facts, HF_FACTS_DECISION, values, 8, id,
                              findings);
    self->receipt.decisions++;
    self->facts->added++;
    return status == HANDOFF_OK ? add_input(self, *id, inputs, findings)
                                : status;
}

// ---- Handoffs --------------------------------------------------------------

typedef struct last_handoff {
    int64_t count; // before
    int64_t id, at;
} last_handoff;

static handoff_status
find_handoffs(recorder *self, int64_t lead, last_handoff *out,
              handoff_findings *findings)
{
    *out = (last_handoff){0};
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_LAST_HANDOFFS);
    hf_db_bind_int(query, 1, lead);
    hf_db_bind_int(query, 2, self->ruleset);
    hf_db_bind_int(query, 3, self->plan->as_of);
    while (hf_db_next(query)) {
        int64_t id = hf_db_get_int(query, 0);
        if (!hf_active_batch(&self->facts->active, HF_FACTS_HANDOFF, id,
                             hf_db_get_int(query, 1))) {
            continue;
        }
        if (!out->count++) {
            out->id = id;
            out->at = hf_db_get_int(query, 2);
        }
    }
    hf_db_reset(query);
    return hf_db_status(self->ledger->db, findings);
}

static bool
has_other_decision(recorder *self, int64_t lead, int64_t since)
{
    bool is_found = false;
    hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_NON_PASSES);
    hf_db_bind_int(query, 1, lead);
    hf_db_bind_int(query, 2, self->ruleset);
    hf_db_bind_int(query, 3, self->overtaken.run_count ? INT64_MIN : since);
    hf_db_bind_int(query, 4, self->plan->as_of);
    while (!is_found && hf_db_next(query)) {
        int64_t id = hf_db_get_int(query, 0);
        is_found = hf_active_batch(&self->facts->active, HF_FACTS_DECISION, id,
                                   hf_db_get_int(query, 1)) &&
                   last_said(self, id, hf_db_get_int(query, 2)) > since;
    }
    hf_db_reset(query);
    return is_found;
}

static bool
is_recycled(const recorder *self, hf_view status)
{
    return hf_agreement_action(self->agreement, status) == HF_ACTION_RECYCLED;
}

// What is still so, or was corrected, is told apart where leads are told.
static handoff_status
read_recycled(recorder *self, int64_t lead, int64_t since, bool *out,
              handoff_findings *findings)
{
    hf_story_range range = {
        .ruleset = self->ruleset, .lead = lead, .agreement = self->agreement};
    hf_stories *stories = NULL;
    hf_story story = {0};
    bool has_one = false;
    handoff_status status =
        hf_story_open(self->ledger, &range, &stories, findings);
    if (status == HANDOFF_OK) {
        status = hf_story_next(stories, &story, &has_one, findings);
    }
    for (size_t at = 0; status == HANDOFF_OK && has_one && !*out &&
                        at < story.disposition_count;
         at++) {
        const hf_story_disposition *told = &story.dispositions[at];
        *out = (told->says == HF_STORY_SAYS_ALL ||
                told->says == HF_STORY_SAYS_REASON) &&
               told->fact.at >= since && told->fact.at <= self->plan->as_of &&
               is_recycled(self, told->fact.status);
    }
    hf_story_close(stories);
    return status;
}

static handoff_status
was_recycled(recorder *self, int64_t lead, int64_t since, bool *out,
             handoff_findings *findings)
{
    bool is_told = false; // by a row that may say nothing new
    *out = false;
    if (!self->agreement) {
        return HANDOFF_OK; // nobody said what Sales calls it
    }
    hf_query *query =
        hf_db_use(self->ledger->db, HF_STATEMENT_DISPOSITIONS_BETWEEN);
    hf_db_bind_int(query, 1, lead);
    hf_db_bind_int(query, 2, since);
    hf_db_bind_int(query, 3, self->plan->as_of);
    while (!*out && hf_db_next(query)) {
        if (hf_active_batch(&self->facts->active, HF_FACTS_DISPOSITION,
                            hf_db_get_int(query, 0), hf_db_get_int(query, 1)) &&
            is_recycled(self, hf_db_get_text(query, 2))) {
            bool is_doubtful = hf_db_get_int(query, 3) != 0;
            is_told |= is_doubtful;
            *out = !is_doubtful;
        }
    }
    hf_db_reset(query);
    handoff_status status = hf_db_status(self->ledger->db, findings);
    return status == HANDOFF_OK && is_told && !*out
               ? read_recycled(self, lead, since, out, findings)
               : status;
}

// Whether it is handed over again: only after a recycling, or a decision that
// was no pass.
static handoff_status
may_hand(recorder *self, int64_t lead, const last_handoff *last, bool *out,
         handoff_findings *findings)
{
    *out = !last->count;
    if (*out || last->at == self->plan->as_of) {
        return HANDOFF_OK;
    }
    *out = has_other_decision(self, lead, last->at);
    return *out ? HANDOFF_OK
                : was_recycled(self, lead, last->at, out, findings);
}

static handoff_status
hand_over(recorder *self, const hf_facts_lead *lead, int64_t decision,
          uint32_t route, handoff_findings *findings)
{
    last_handoff last = {0};
    bool hands_over = true;
    if (!lead->is_new) {
        handoff_status status = find_handoffs(self, lead->id, &last, findings);
        if (status == HANDOFF_OK) {
            status = may_hand(self, lead->id, &last, &hands_over, findings);
        }
        if (status != HANDOFF_OK) {
            return status;
        }
    }
    if (!hands_over) {
        return hf_facts_see(self->facts, HF_FACTS_HANDOFF, last.id, findings);
    }
    bool has_route = route < self->plan->route_count;
    int64_t due = self->due[route];
    int64_t id = 0;
    hf_db_value values[] = {
        HF_DB_NONE,
        HF_DB_NONE,
        HF_DB_NUMBER(lead->id),
        HF_DB_NUMBER(self->ruleset),
        HF_DB_NUMBER(last.count + 1),
        HF_DB_NUMBER(decision),
        HF_DB_NUMBER(self->plan->as_of),
        due == HF_FACTS_NO_TIME ? HF_DB_NONE : HF_DB_NUMBER(due),
        has_route ? HF_DB_STRING(self->plan->routes[route].to) : HF_DB_NONE,
        HF_DB_STRING(HF_VIEW("scored")),
        HF_DB_NONE,
        HF_DB_NONE};
    self->receipt.handoffs++;
    return hf_facts_add_row(self->facts, HF_FACTS_HANDOFF, values, 12, &id,
                            findings);
}

// ---- Rows ------------------------------------------------------------------

static handoff_status
keep_row(recorder *self, const hf_facts_lead *lead, const hf_packed *row,
         handoff_findings *findings)
{
    const handoff_plan *plan = self->plan;
    uint32_t rationale = 0;
    int64_t state = 0;
    last_decision last = {0};
    if (!hf_rationales_find(&self->rationales, row->rationale, &rationale,
                            &state)) {
        return hf_store_no_memory(findings);
    }
    const uint64_t *words = self->rationales.words;
    uint32_t route = words[HF_PACK_ROUTE] == HF_NO_ROUTE
                         ? plan->route_count
                         : (uint32_t)words[HF_PACK_ROUTE];
    bool is_pass =
        plan->verdicts[words[HF_PACK_VERDICT]].means == HF_MEANS_PASS;
    handoff_status status = HANDOFF_OK;
    if (!lead->is_new) {
        status = find_last(self, lead->id, &last, findings);
    }
    if (status == HANDOFF_OK && last.id && last.state == state) {
        self->facts->known++;
        status =
            hf_facts_see(self->facts, HF_FACTS_DECISION, last.id, findings);
    } else if (status == HANDOFF_OK) {
        int64_t due = is_pass ? self->due[route] : HF_FACTS_NO_TIME;
        status = add_decision(self, lead, row->inputs, rationale, due, &last.id,
                              findings);
    }
    bool hands_over = is_pass && !self->run.is_baseline &&
                      !(self->agreement && self->agreement->imports_handoffs);
    return status == HANDOFF_OK && hands_over
               ? hand_over(self, lead, last.id, route, findings)
               : status;
}

// `*refused` is why the row is not kept, or HF_REJECT_COUNT.
static handoff_status
take_row(recorder *self, const hf_packed *row, hf_reject_reason *refused,
         handoff_findings *findings)
{
    hf_facts_lead lead;
    bool is_again = false;
    *refused = HF_REJECT_FORGOTTEN;
    if (hf_marks_find(&self->forgotten, row->inputs) != HF_TABLE_NONE) {
        return HANDOFF_OK;
    }
    handoff_status status =
        hf_facts_find_lead(self->facts, row->lead, &lead, findings);
    if (status != HANDOFF_OK || lead.is_forgotten) {
        return status;
    }
    if (!note_lead(self, lead.id, &is_again)) {
        return hf_store_no_memory(findings);
    }
    *refused = is_again ? HF_REJECT_REPEATED : HF_REJECT_COUNT;
    return is_again ? HANDOFF_OK : keep_row(self, &lead, row, findings);
}

static handoff_status
take(hf_recorder *calls, hf_view packed, const hf_recorder_refusal *refusal,
     handoff_findings *findings)
{
    recorder *self = self_of(calls);
    hf_packed row;
    handoff_status status = HANDOFF_OK;
    while (status == HANDOFF_OK && hf_pack_next(&self->layout, &packed, &row)) {
        hf_reject_reason refused = HF_REJECT_COUNT;
        self->receipt.read++;
        status = take_row(self, &row, &refused, findings);
        if (status == HANDOFF_OK && refused != HF_REJECT_COUNT) {
            self->receipt.rejected++;
            if (!refusal->tell(refusal->context, row.line, refused)) {
                status = hf_store_no_memory(findings);
            }
        }
    }
    return status;
}

// ---- The end ---------------------------------------------------------------

static handoff_status
check_shift(recorder *self, const hf_recorder_run *run,
            handoff_findings *findings)
{
    const handoff_plan *plan = self->plan;
    handoff_status status = HANDOFF_OK;
    for (uint32_t at = 0;
         self->run.max_shift >= 0 && run->leads && at < plan->verdict_count;
         at++) {
        hf_query *query = hf_db_use(self->ledger->db, HF_STATEMENT_LAST_SHARE);
        hf_db_bind_int(query, 1, self->ruleset);
        hf_db_bind_text(query, 2, plan->verdicts[at].name);
        if (hf_db_next(query) && !hf_db_is_null(query, 0)) {
            int64_t before = hf_db_get_int(query, 0);
            int64_t now =
                (int64_t)((double)run->verdicts[at] * 1e6 / (double)run->leads);
            int64_t shift = now > before ? now - before : before - now;
            if (shift > self->run.max_shift) {
                hf_findings_add(
                    findings, HF_CODE_GATE_SHIFT, (hf_span){0},
                    "the share of '%.*s' went from %lld.%lld%% to "
                    "%lld.%lld%%, which is more than the gate "
                    "allows",
                    (int)plan->verdicts[at].name.len,
                    plan->verdicts[at].name.ptr, (long long)before / 10000,
                    (long long)before / 1000 % 10, (long long)now / 10000,
                    (long long)now / 1000 % 10);
                status = HANDOFF_FINDINGS;
            }
        }
        hf_db_reset(query);
    }
    handoff_status failed = hf_db_status(self->ledger->db, findings);
    return failed != HANDOFF_OK ? failed : status;
}

static handoff_status
finish(hf_recorder *calls, const hf_recorder_run *run,
       handoff_findings *findings)
{
    recorder *self = self_of(calls);
    handoff_status status = check_shift(self, run, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    self->receipt.added = hf_facts_added(self->facts);
    self->receipt.known = hf_facts_known(self->facts);
    self->receipt.read += run->rejected;
    self->receipt.rejected += run->rejected;
    hf_facts_totals totals = {
        .ruleset = self->ruleset,
        .revision = self->revision,
        .agreement = self->agreement_id,
        .covers_from = HF_FACTS_NO_TIME,
        .covers_to = HF_FACTS_NO_TIME,
        .rows_read = (int64_t)self->receipt.read,
        .rows_rejected = (int64_t)self->receipt.rejected,
        .totals = run->totals,
    };
    return hf_facts_seal(self->facts, &totals, findings);
}

static void
end(recorder *self)
{
    hf_facts_close(self->facts);
    self->facts = NULL;
}

static handoff_status
commit(hf_recorder *calls, handoff_findings *findings)
{
    recorder *self = self_of(calls);
    handoff_status status = hf_facts_commit(self->facts, findings);
    if (status == HANDOFF_OK) {
        self->receipt.batch = hf_facts_batch_id(self->facts);
    }
    end(self);
    return status;
}

static void
abort_run(hf_recorder *calls)
{
    end(self_of(calls));
}

// ---- Public ----------------------------------------------------------------

static void
free_recorder(hf_recorder *calls)
{
    recorder *self = self_of(calls);
    end(self);
    hf_rationales_clear(&self->rationales);
    handoff_agreement_free(self->kept);
    hf_marks_clear(&self->forgotten);
    hf_overtaken_clear(&self->overtaken);
    hf_memory_free(self->due);
    hf_memory_free(self->seen);
    hf_memory_free(self);
}

handoff_status
handoff_ledger_recorder(handoff_ledger *ledger, const handoff_rules *rules,
                        const handoff_score_options *options,
                        const handoff_record_run *run, handoff_recorder **out,
                        handoff_findings *findings)
{
    recorder *self = hf_memory_zero(1, sizeof *self);
    if (!self) {
        return hf_store_no_memory(findings);
    }
    self->calls = (hf_recorder){.begin = begin,
                                .worker_new = worker_new,
                                .worker_free = worker_free,
                                .pack = pack,
                                .take = take,
                                .finish = finish,
                                .commit = commit,
                                .abort = abort_run,
                                .free = free_recorder};
    self->ledger = ledger;
    self->rules = rules;
    self->options = options;
    self->run = *run;
    self->agreement = run->agreement;
    if (!self->agreement) {
        handoff_status status =
            handoff_ledger_agreement(ledger, &self->kept, findings);
        if (status != HANDOFF_OK) {
            free_recorder(&self->calls);
            return status;
        }
        self->agreement = self->kept;
    }
    *out = &self->calls;
    return HANDOFF_OK;
}

void
handoff_recorder_free(handoff_recorder *calls)
{
    if (calls) {
        calls->free(calls);
    }
}

handoff_receipt
handoff_recorder_receipt(const handoff_recorder *calls)
{
    return ((const recorder *)calls)->receipt;
}
