/*
 * What changed in the rules, and what each change does: leads that were decided
 * in the period are scored again under the revision before and the one after,
 * as of the moment of their decision, from the inputs that the ledger keeps. In
 * go the revisions that came in force and the episodes, out come the flips. A
 * large period is drawn from, so that the time this takes is bounded.
 */
#include "base/bitmap.h"
#include "base/memory.h"
#include "ledger/rescore.h"
#include "report/binomial.h"
#include "report/builders.h"
#include "report/rule_changes.h"
#include "report/sample.h"

#include <stdlib.h>

enum { MOST_CHANGES = 6, MOST_CASES = 20000, MOST_MOMENTS = 64 };

/* A case that is scored again. */
typedef struct drawn {
    uint32_t at; // into episodes.items
    uint64_t rank;
    int64_t decision, as_of;
    int64_t revision; // that decided it
    bool is_kept;     // its inputs are
} drawn;

typedef struct replay {
    hf_report *report;
    handoff_ledger *ledger;
    handoff_findings *findings;
    hf_change_part *change;
    drawn *cases;
    size_t count;
    hf_rescore old, new, own; // own: whose fields were kept
    bool lacks;               // a field, of the rules that decided
    uint32_t rows[HF_BATCH_ROWS];
    handoff_status status;
} replay;

// ---- Which revisions -------------------------------------------------------

static hf_revision_part
read_revision(hf_report *report, hf_query *row, bool *is_fine)
{
    hf_revision_part one = {
        .id = hf_db_get_int(row, 0),
        .ruleset = hf_arena_copy(&report->arena, hf_db_get_text(row, 1)),
        .hash = hf_arena_copy(&report->arena, hf_db_get_text(row, 2)),
        .git_commit = hf_arena_copy(&report->arena, hf_db_get_text(row, 3)),
        .rules_hash = hf_arena_copy(&report->arena, hf_db_get_text(row, 6)),
        .is_dirty = hf_db_get_int(row, 4) != 0,
        .since = hf_db_get_int(row, 5),
    };
    *is_fine &= one.ruleset.ptr && one.hash.ptr && one.git_commit.ptr &&
                one.rules_hash.ptr;
    return one;
}

static bool
is_change(const hf_report *report, const hf_revision_part *before,
          const hf_revision_part *after)
{
    return before->id && hf_view_equal(before->ruleset, after->ruleset) &&
           !hf_view_equal(before->rules_hash, after->rules_hash) &&
           after->since >= report->from && after->since <= report->to &&
           (!report->ruleset.len ||
            hf_view_equal(report->ruleset, after->ruleset));
}

// The newest ones are kept when there are many.
static void
keep_change(hf_report *report, const hf_revision_part *before,
            const hf_revision_part *after)
{
    hf_change_part *items = report->changes.items;
    if (report->changes.count == MOST_CHANGES) {
        for (size_t at = 1; at < MOST_CHANGES; at++) {
            items[at - 1] = items[at];
        }
        report->changes.count--;
        report->changes_left_out++;
    }
    items[report->changes.count++] =
        (hf_change_part){.before = *before, .after = *after};
}

static handoff_status
find_changes(hf_report *report, handoff_ledger *ledger,
             handoff_findings *findings)
{
    hf_revision_part before = {0};
    bool is_fine = true;
    report->changes.items = hf_arena_zero(&report->arena, MOST_CHANGES,
                                          sizeof *report->changes.items);
    is_fine = report->changes.items != NULL;
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_REVISION_FACTS);
    hf_db_bind_int(row, 1, report->known_by ? report->known_by : INT64_MAX);
    while (is_fine && hf_db_next(row)) {
        if (hf_db_is_null(row, 5)) {
            continue; // not known by then
        }
        hf_revision_part after = read_revision(report, row, &is_fine);
        if (is_fine && is_change(report, &before, &after)) {
            keep_change(report, &before, &after);
        }
        before = after;
    }
    hf_db_reset(row);
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}

// ---- Which cases -----------------------------------------------------------

static int
order_ranks(const void *a, const void *b)
{
    const drawn *left = a;
    const drawn *right = b;
    if (left->rank != right->rank) {
        return left->rank < right->rank ? -1 : 1;
    }
    return left->at < right->at ? -1 : left->at > right->at;
}

static int
order_moments(const void *a, const void *b)
{
    const drawn *left = a;
    const drawn *right = b;
    if (left->as_of != right->as_of) {
        return left->as_of < right->as_of ? -1 : 1;
    }
    if (left->revision != right->revision) {
        return left->revision < right->revision ? -1 : 1;
    }
    return left->at < right->at ? -1 : left->at > right->at;
}

static bool
draw_cases(replay *self)
{
    const hf_episodes *episodes = &self->report->episodes;
    hf_buffer name = {0};
    self->cases = hf_memory_alloc((episodes->count + 1) * sizeof *self->cases);
    for (size_t at = 0; self->cases && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (!hf_view_equal(hf_episodes_text(episodes, one->ruleset),
                           self->change->after.ruleset)) {
            continue;
        }
        hf_buffer_reset(&name);
        hf_report_case_name(one, &name);
        self->cases[self->count++] = (drawn){
            .at = (uint32_t)at,
            .rank = hf_sample_rank(self->report->options->seed,
                                   hf_buffer_view(&name)),
            .decision = one->decision,
            .revision = hf_episodes_grounds(episodes, one)->revision,
        };
    }
    bool is_fine = self->cases && !name.failed;
    hf_buffer_clear(&name);
    self->change->cases = (int64_t)self->count;
    if (is_fine && self->count > MOST_CASES) {
        qsort(self->cases, self->count, sizeof *self->cases, order_ranks);
        self->count = MOST_CASES;
    }
    return is_fine;
}

// A plan is made for each moment: of many moments every second, third, ... is
// taken.
static void
thin_moments(replay *self)
{
    size_t moments = 0;
    size_t kept = 0;
    for (size_t at = 0; at < self->count; at++) {
        moments += !at || self->cases[at].as_of != self->cases[at - 1].as_of;
    }
    size_t step = (moments + MOST_MOMENTS - 1) / MOST_MOMENTS;
    size_t turn = step > 1 ? self->report->options->seed % step : 0;
    size_t moment = SIZE_MAX;
    int64_t last = 0;
    for (size_t at = 0; step > 1 && at < self->count; at++) {
        drawn one = self->cases[at];
        moment += !at || one.as_of != last;
        last = one.as_of;
        if (moment % step == turn) {
            self->cases[kept++] = one;
        }
    }
    self->count = step > 1 ? kept : self->count;
}

static handoff_status
find_moments(replay *self)
{
    for (size_t at = 0; at < self->count; at++) {
        hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_REPLAY_MOMENT);
        hf_db_bind_int(row, 1, self->cases[at].decision);
        if (hf_db_next(row)) {
            self->cases[at].as_of = hf_db_get_int(row, 0);
            self->cases[at].is_kept = hf_db_get_int(row, 1) != 0;
        }
        hf_db_reset(row);
    }
    if (self->count) {
        qsort(self->cases, self->count, sizeof *self->cases, order_moments);
    }
    thin_moments(self);
    self->change->drawn = (int64_t)self->count;
    return hf_db_status(self->ledger->db, self->findings);
}

// ---- Whether a field that is asked for was kept ----------------------------

static const hf_field_spec *
find_field(const handoff_plan *plan, const hf_field_spec *wanted)
{
    for (size_t at = 0; at < plan->fields.count; at++) {
        const hf_field_spec *one = &plan->fields.specs[at];
        if (one->is_used && one->is_personal == wanted->is_personal &&
            hf_fields_kind(one->type) == hf_fields_kind(wanted->type) &&
            hf_view_equal(one->name, wanted->name)) {
            return one;
        }
    }
    return NULL;
}

static void
note_missing(replay *self, hf_view name)
{
    hf_view so_far = self->change->missing;
    hf_buffer names = {0};
    if (hf_view_contains(so_far, name)) {
        return;
    }
    hf_buffer_add_view(&names, so_far);
    hf_buffer_add_text(&names, so_far.len ? ", " : "");
    hf_buffer_add_view(&names, name);
    hf_view kept = hf_arena_copy(&self->report->arena, hf_buffer_view(&names));
    if (names.failed || !kept.ptr) {
        self->status = hf_store_no_memory(self->findings);
    } else {
        self->change->missing = kept;
    }
    hf_buffer_clear(&names);
}

static bool
lacks_field(replay *self, const handoff_plan *plan)
{
    bool is_lacking = false;
    for (size_t at = 0; at < plan->fields.count; at++) {
        const hf_field_spec *one = &plan->fields.specs[at];
        if (one->is_used && at != plan->fields.id &&
            !find_field(self->own.plan, one)) {
            note_missing(self, one->name);
            is_lacking = true;
        }
    }
    return is_lacking;
}

// ---- Scoring again ---------------------------------------------------------

static handoff_status
load(replay *self, hf_rescore *one, int64_t revision, int64_t as_of)
{
    handoff_status status = hf_rescore_load(one, self->ledger, revision, as_of);
    return status == HANDOFF_SYSTEM ? hf_store_no_memory(self->findings)
                                    : HANDOFF_OK; // without a plan
}

static void
prepare(replay *self, const drawn *one)
{
    if (!self->new.plan || self->new.as_of != one->as_of) {
        self->status =
            load(self, &self->old, self->change->before.id, one->as_of);
        if (self->status == HANDOFF_OK) {
            self->status =
                load(self, &self->new, self->change->after.id, one->as_of);
        }
    }
    if (self->status == HANDOFF_OK &&
        (!self->own.plan || self->own.revision != one->revision)) {
        self->status = load(self, &self->own, one->revision, one->as_of);
        self->lacks = !self->own.plan || !self->old.plan || !self->new.plan;
        if (self->status == HANDOFF_OK && !self->lacks) {
            bool is_old = lacks_field(self, self->old.plan);
            self->lacks = lacks_field(self, self->new.plan) || is_old;
        }
    }
}

static bool
is_pass(const hf_rescore *one, const hf_verdicts *verdicts, size_t row)
{
    return one->plan->verdicts[verdicts->verdict[row]].means == HF_MEANS_PASS;
}

static void
count_flip(replay *self, const hf_episode *one, bool was, bool is)
{
    hf_change_part *out = self->change;
    bool is_high = hf_episodes_is_high(one);
    bool is_low = hf_episodes_is_low(one);
    bool is_judged =
        hf_episodes_is_judged_pass(one) || hf_episodes_is_judged_hold(one);
    out->replayed++;
    out->to_pass += !was && is;
    out->from_pass += was && !is;
    if (is_high || is_low) {
        out->overrides++;
        out->mended += was != is && is == is_low;
    } else if (is_judged) {
        out->followed++;
        out->broken += was != is && is == hf_episodes_is_judged_hold(one);
    }
}

static void
flush(replay *self)
{
    size_t count = self->new.rows.rows;
    if (!self->new.plan || !count || self->status != HANDOFF_OK) {
        return;
    }
    const hf_verdicts *was = hf_rescore_run(&self->old);
    const hf_verdicts *is = was ? hf_rescore_run(&self->new) : NULL;
    if (!is) {
        self->status = hf_store_no_memory(self->findings);
        return;
    }
    for (size_t row = 0; row < count; row++) {
        if (hf_bitmap_get(was->failed, row) || hf_bitmap_get(is->failed, row)) {
            self->change->unkept++;
            continue;
        }
        count_flip(self, &self->report->episodes.items[self->rows[row]],
                   is_pass(&self->old, was, row), is_pass(&self->new, is, row));
    }
    hf_batch_reset(&self->old.rows);
    hf_batch_reset(&self->new.rows);
}

// Both take the row, or neither.
static void
add_row(replay *self, const drawn *one, hf_view inputs, hf_view key)
{
    hf_rescore_taken old = hf_rescore_add(&self->old, inputs, key, true);
    hf_rescore_taken new = HF_RESCORE_UNREADABLE;
    if (old == HF_RESCORE_TAKEN) {
        new = hf_rescore_add(&self->new, inputs, key, true);
        self->old.rows.rows -= new != HF_RESCORE_TAKEN;
    }
    switch (old == HF_RESCORE_TAKEN ? new : old) {
    case HF_RESCORE_TAKEN:
        self->rows[self->new.rows.rows - 1] = one->at;
        break;
    case HF_RESCORE_UNREADABLE:
        self->change->unkept++;
        break;
    case HF_RESCORE_UNANSWERED:
    case HF_RESCORE_COMPARED:
        self->change->personal++;
        break;
    case HF_RESCORE_NO_MEMORY:
        self->status = hf_store_no_memory(self->findings);
        break;
    }
    if (self->new.rows.rows == HF_BATCH_ROWS) {
        flush(self);
    }
}

static void
score_case(replay *self, const drawn *one)
{
    if (!one->is_kept) {
        self->change->unkept++;
        return;
    }
    if (self->new.plan && self->new.as_of != one->as_of) {
        flush(self);
    }
    if (self->status == HANDOFF_OK) {
        prepare(self, one);
    }
    if (self->status != HANDOFF_OK) {
        return;
    }
    if (self->lacks) {
        self->change->new_fields++;
        return;
    }
    hf_query *row = hf_db_use(self->ledger->db, HF_STATEMENT_REPLAY_INPUT);
    hf_db_bind_int(row, 1, one->decision);
    if (hf_db_next(row)) {
        add_row(self, one, hf_db_get_text(row, 0), hf_db_get_text(row, 1));
    }
    hf_db_reset(row);
}

static void
describe(replay *self)
{
    hf_change_part *change = self->change;
    self->status = load(self, &self->old, change->before.id, self->report->to);
    if (self->status == HANDOFF_OK) {
        self->status =
            load(self, &self->new, change->after.id, self->report->to);
    }
    if (self->status == HANDOFF_OK && self->old.rules && self->new.rules &&
        !hf_rule_changes_list(self->old.rules, self->new.rules,
                              &self->report->arena, &change->what)) {
        self->status = hf_store_no_memory(self->findings);
    }
}

static handoff_status
replay_change(hf_report *report, handoff_ledger *ledger, hf_change_part *change,
              handoff_findings *findings)
{
    replay *self = hf_memory_zero(1, sizeof *self);
    if (!self) {
        return hf_store_no_memory(findings);
    }
    self->report = report;
    self->ledger = ledger;
    self->findings = findings;
    self->change = change;
    describe(self);
    if (self->status == HANDOFF_OK) {
        self->status = draw_cases(self) ? find_moments(self)
                                        : hf_store_no_memory(findings);
    }
    for (size_t at = 0; self->status == HANDOFF_OK && at < self->count; at++) {
        score_case(self, &self->cases[at]);
    }
    flush(self);
    change->mcnemar_p = hf_binomial_mcnemar(change->to_pass, change->from_pass);
    handoff_status status = self->status == HANDOFF_OK
                                ? hf_db_status(ledger->db, findings)
                                : self->status;
    hf_rescore_clear(&self->old);
    hf_rescore_clear(&self->new);
    hf_rescore_clear(&self->own);
    hf_memory_free(self->cases);
    hf_memory_free(self);
    return status;
}

handoff_status
hf_revisions_build(hf_report *report, handoff_ledger *ledger,
                   handoff_findings *findings)
{
    handoff_status status = find_changes(report, ledger, findings);
    for (size_t at = 0; status == HANDOFF_OK && at < report->changes.count;
         at++) {
        status =
            replay_change(report, ledger, &report->changes.items[at], findings);
    }
    return status;
}
