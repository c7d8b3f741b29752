/*
 * Section 5 as numbers: how each criterion and gate fared. In go episodes and
 * the criteria of their revisions; they are added up once by revision and
 * cell, once by criterion and cell, so that a million cases cost one pass. Out
 * comes a part a criterion; what is worth saying of it is for callouts.c.
 */
#include "base/memory.h"
#include "report/builders.h"
#include "report/shrink.h"

#include <string.h>

/* What is added up; the second of two leaves out repeats of a bulk closure. */
enum { HIGH, HIGH_ONCE, CONVERSION, CONVERSION_ONCE, LOW, TALLIES };

typedef struct sums {
    hf_mix_tally of[TALLIES];
} sums;

/* A revision has a criterion. */
typedef struct member {
    uint32_t revision; // into report->revisions
    uint32_t part;
} member;

typedef struct builder {
    hf_report *report;
    size_t strata, names;
    uint32_t *part_of; // [revision's first of its rule set][name]: part + 1
    size_t *first_of;  // by revision: the first of its rule set
    hf_criterion_part *parts;
    size_t part_count, part_room;
    member *members;
    size_t member_count, member_room;
    sums *grounds;   // by grounds
    sums *revisions; // [revision][stratum]
    sums *fired;     // [part][stratum]
    sums *all;       // [stratum], of one part
    bool is_fine;    // memory did not run out
} builder;

// ---- Which there are -------------------------------------------------------

static uint32_t *
place_of(builder *self, size_t revision, hf_name name)
{
    return &self->part_of[self->first_of[revision] * self->names + name];
}

static hf_view
keep(builder *self, hf_view text)
{
    hf_view kept = hf_arena_copy(&self->report->arena, text);
    self->is_fine &= kept.ptr != NULL;
    return kept;
}

static void
add_part(builder *self, size_t revision, hf_name name, hf_query *row)
{
    hf_criterion_part *parts = hf_memory_grow(
        self->parts, &self->part_room, self->part_count + 1, sizeof *parts);
    if (!parts) {
        self->is_fine = false;
        return;
    }
    self->parts = parts;
    parts[self->part_count++] = (hf_criterion_part){
        .ruleset = self->report->revisions.items[revision].ruleset,
        .id = name,
        .kind = keep(self, hf_db_get_text(row, 1)),
        .axis = keep(self, hf_db_get_text(row, 2)),
        .points = keep(self, hf_db_get_text(row, 3)),
        .because = keep(self, hf_db_get_text(row, 4)),
        .owner = keep(self, hf_db_get_text(row, 5)),
    };
    *place_of(self, revision, name) = (uint32_t)self->part_count;
}

static void
add_member(builder *self, size_t revision, hf_name name)
{
    member *members = hf_memory_grow(self->members, &self->member_room,
                                     self->member_count + 1, sizeof *members);
    if (!members) {
        self->is_fine = false;
        return;
    }
    self->members = members;
    members[self->member_count++] =
        (member){(uint32_t)revision, *place_of(self, revision, name) - 1};
}

static void
read_revision(builder *self, handoff_ledger *ledger, size_t revision)
{
    hf_table *names = &self->report->episodes.names;
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_READ_CRITERIA);
    hf_db_bind_int(row, 1, self->report->revisions.items[revision].id);
    while (self->is_fine && hf_db_next(row)) {
        hf_name name = hf_table_find(names, hf_db_get_text(row, 0));
        if (!*place_of(self, revision, name)) {
            add_part(self, revision, name, row);
        }
        if (self->is_fine) {
            add_member(self, revision, name);
        }
    }
    hf_db_reset(row);
}

// One that never fired has no number yet.
static void
name_all(builder *self, handoff_ledger *ledger)
{
    hf_table *names = &self->report->episodes.names;
    for (size_t at = 0; at < self->report->revisions.count; at++) {
        hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_READ_CRITERIA);
        hf_db_bind_int(row, 1, self->report->revisions.items[at].id);
        while (self->is_fine && hf_db_next(row)) {
            self->is_fine =
                hf_table_intern(names, hf_db_get_text(row, 0)) != HF_TABLE_NONE;
        }
        hf_db_reset(row);
    }
    self->names = names->count;
}

// Revisions stand by rule set, then oldest first: the newest of each names the
// criteria, older ones add what was taken out since.
static void
read_criteria(builder *self, handoff_ledger *ledger)
{
    size_t count = self->report->revisions.count;
    name_all(self, ledger);
    self->first_of = hf_memory_zero(count + 1, sizeof *self->first_of);
    self->part_of =
        hf_memory_zero(count * self->names + 1, sizeof *self->part_of);
    if (!self->is_fine || !self->first_of || !self->part_of) {
        self->is_fine = false;
        return;
    }
    const hf_revision_part *revisions = self->report->revisions.items;
    for (size_t from = 0, end = 0; from < count; from = end) {
        while (end < count &&
               hf_view_equal(revisions[end].ruleset, revisions[from].ruleset)) {
            self->first_of[end++] = from;
        }
        for (size_t at = end; at-- > from && self->is_fine;) {
            read_revision(self, ledger, at);
        }
    }
}

// ---- Adding up -------------------------------------------------------------

static void
add_both(sums *sum, int which, bool is_hit, bool is_repeat)
{
    hf_mix_add(&sum->of[which], is_hit);
    if (!is_repeat) {
        hf_mix_add(&sum->of[which + 1], is_hit);
    }
}

static void
add_episode(sums *sum, const hf_episode *one, bool is_matured, bool is_repeat)
{
    if (hf_episodes_is_judged_pass(one)) {
        add_both(sum, HIGH, hf_episodes_is_high(one), is_repeat);
    }
    if (hf_episodes_is_judged_hold(one)) {
        hf_mix_add(&sum->of[LOW], hf_episodes_is_low(one));
    }
    bool is_converted = one->resolution == HF_RESOLUTION_BOTH_RIGHT;
    if (is_matured && hf_episodes_is_worked_pass(one)) {
        add_both(sum, CONVERSION, is_converted, is_repeat);
    }
}

static bool
is_matured(const hf_report *report, const hf_episode *one)
{
    return hf_episodes_is_matured(one, report->as_of,
                                  report->agreement->maturity);
}

static void
add_tally(hf_mix_tally *to, hf_mix_tally from)
{
    to->k += from.k;
    to->n += from.n;
}

static void
add_sums(sums *to, const sums *from)
{
    for (int which = 0; which < TALLIES; which++) {
        add_tally(&to->of[which], from->of[which]);
    }
}

// By its id; the number of revisions when the report has none of it.
static size_t
find_revision(const hf_report *report, int64_t id)
{
    size_t at = 0;
    while (at < report->revisions.count &&
           report->revisions.items[at].id != id) {
        at++;
    }
    return at;
}

static bool
is_first(const hf_name *names, size_t at)
{
    size_t before = 0;
    while (before < at && names[before] != names[at]) {
        before++;
    }
    return before == at;
}

static hf_criterion_part *
part_of(builder *self, size_t revision, hf_name name)
{
    uint32_t place = name < self->names ? *place_of(self, revision, name) : 0;
    return place ? &self->parts[place - 1] : NULL;
}

static void
spread_grounds(builder *self, size_t at, size_t revision)
{
    const hf_grounds *grounds = &self->report->episodes.grounds[at];
    const sums *sum = &self->grounds[at];
    size_t stratum = self->report->sight.stratum[at];
    int64_t judged = sum->of[HIGH].n + sum->of[LOW].n;
    add_sums(&self->revisions[revision * self->strata + stratum], sum);
    for (size_t one = 0; one < grounds->fired_count; one++) {
        hf_criterion_part *part = part_of(self, revision, grounds->fired[one]);
        if (part && is_first(grounds->fired, one)) {
            part->fired += judged;
            add_sums(&self->fired[(size_t)(part - self->parts) * self->strata +
                                  stratum],
                     sum);
        }
    }
    for (size_t one = 0; one < grounds->pivotal_count; one++) {
        hf_criterion_part *part =
            part_of(self, revision, grounds->pivotal[one]);
        if (part && is_first(grounds->pivotal, one)) {
            part->pivotal += judged;
        }
    }
}

static void
add_up(builder *self)
{
    hf_report *report = self->report;
    const hf_episodes *episodes = &report->episodes;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        add_episode(&self->grounds[one->grounds], one, is_matured(report, one),
                    report->sight.is_repeat[at]);
    }
    for (size_t at = 0; at < episodes->grounds_count; at++) {
        size_t revision = find_revision(report, episodes->grounds[at].revision);
        if (revision < report->revisions.count) {
            spread_grounds(self, at, revision);
        }
    }
}

// ---- What overrides say of them --------------------------------------------

static void
add_verdict(hf_vindicated *to, const hf_episode *one)
{
    to->rule += one->resolution == HF_RESOLUTION_RULE_VINDICATED;
    to->sales += one->resolution == HF_RESOLUTION_SALES_VINDICATED;
    to->unobservable += one->resolution == HF_RESOLUTION_UNOBSERVABLE;
}

static bool
has_name(const hf_name *names, size_t count, hf_name name)
{
    size_t at = 0;
    while (at < count && names[at] != name) {
        at++;
    }
    return at < count;
}

static void
add_override(builder *self, const hf_episode *one)
{
    const hf_grounds *grounds =
        hf_episodes_grounds(&self->report->episodes, one);
    size_t revision = find_revision(self->report, grounds->revision);
    if (revision == self->report->revisions.count) {
        return;
    }
    for (size_t at = 0; at < one->dispute_count; at++) {
        hf_criterion_part *part = part_of(self, revision, one->disputes[at]);
        if (part && is_first(one->disputes, at)) {
            part->disputed++;
            if (hf_episodes_is_high(one) && is_matured(self->report, one)) {
                add_verdict(&part->when_disputed, one);
            }
            add_verdict(&part->vindicated, one);
        }
    }
    for (size_t at = 0; at < grounds->pivotal_count; at++) {
        hf_name name = grounds->pivotal[at];
        hf_criterion_part *part = part_of(self, revision, name);
        if (part && is_first(grounds->pivotal, at) &&
            !has_name(one->disputes, one->dispute_count, name)) {
            add_verdict(&part->vindicated, one);
        }
    }
}

// ---- What comes of it ------------------------------------------------------

// One kind of tally of each stratum; their sum.
static hf_mix_tally
pick(const builder *self, const sums *from, int which, hf_mix_tally *out)
{
    hf_mix_tally total = {0};
    for (size_t at = 0; at < self->strata; at++) {
        out[at] = from[at].of[which];
        add_tally(&total, out[at]);
    }
    return total;
}

// `room` is for two tallies a stratum.
static hf_contrast
contrast(builder *self, const sums *fired, int which, hf_mix_tally *room)
{
    hf_mix *mix = &self->report->mix;
    hf_mix_pair pair = {room, room + self->strata};
    hf_contrast out = {.q = 1};
    hf_mix_tally total = pick(self, fired, which, room);
    pick(self, self->all, which, room + self->strata);
    out.here = hf_proportion_wilson(total.k, total.n);
    out.elsewhere = hf_mix_expect(mix, pair);
    pick(self, fired, which + 1, room);
    pick(self, self->all, which + 1, room + self->strata);
    out.odds = hf_mix_compare(mix, pair);
    return out;
}

// All cases under revisions that have it, by stratum.
static void
gather(builder *self, size_t part)
{
    memset(self->all, 0, self->strata * sizeof *self->all);
    for (size_t at = 0; at < self->member_count; at++) {
        const member *one = &self->members[at];
        const sums *from = &self->revisions[one->revision * self->strata];
        for (size_t stratum = 0; one->part == part && stratum < self->strata;
             stratum++) {
            add_sums(&self->all[stratum], &from[stratum]);
        }
    }
}

static void
finish_part(builder *self, size_t at, hf_mix_tally *room)
{
    hf_criterion_part *part = &self->parts[at];
    const sums *fired = &self->fired[at * self->strata];
    hf_mix_tally low = pick(self, fired, LOW, room);
    int64_t overrides = pick(self, fired, HIGH, room).k + low.k;
    gather(self, at);
    part->scored = pick(self, self->all, HIGH, room).n;
    part->scored += pick(self, self->all, LOW, room).n;
    part->worked_anyway = hf_proportion_wilson(low.k, low.n);
    part->overridden = contrast(self, fired, HIGH, room);
    part->conversion = contrast(self, fired, CONVERSION, room);
    part->disputes = hf_proportion_wilson(part->disputed, overrides);
}

static void
shrink_all(builder *self)
{
    hf_rate *rates = hf_memory_zero(self->part_count + 1, sizeof *rates);
    if (!rates) {
        self->is_fine = false;
        return;
    }
    for (size_t at = 0; at < self->part_count; at++) {
        rates[at] = self->parts[at].disputes;
    }
    hf_shrink_prior prior = hf_shrink_fit(rates, self->part_count);
    for (size_t at = 0; at < self->part_count; at++) {
        self->parts[at].shrunken =
            hf_shrink_rate(&prior, rates[at].k, rates[at].n);
    }
    hf_memory_free(rates);
}

static void
finish(builder *self)
{
    hf_report *report = self->report;
    hf_mix_tally *room = hf_memory_zero(2 * self->strata + 1, sizeof *room);
    hf_criterion_part *kept =
        hf_arena_zero(&report->arena, self->part_count + 1, sizeof *kept);
    if (!room || !kept) {
        self->is_fine = false;
    }
    for (size_t at = 0; self->is_fine && at < self->part_count; at++) {
        finish_part(self, at, room);
    }
    hf_memory_free(room);
    if (self->is_fine) {
        shrink_all(self);
    }
    if (self->is_fine && self->part_count) {
        memcpy(kept, self->parts, self->part_count * sizeof *kept);
        report->criteria.items = kept;
        report->criteria.count = self->part_count;
    }
}

static bool
make_room(builder *self)
{
    size_t revisions = self->report->revisions.count;
    self->grounds = hf_memory_zero(self->report->episodes.grounds_count + 1,
                                   sizeof *self->grounds);
    self->revisions =
        hf_memory_zero(revisions * self->strata + 1, sizeof *self->revisions);
    self->fired = hf_memory_zero(self->part_count * self->strata + 1,
                                 sizeof *self->fired);
    self->all = hf_memory_zero(self->strata + 1, sizeof *self->all);
    return self->grounds && self->revisions && self->fired && self->all;
}

handoff_status
hf_criteria_build(hf_report *report, handoff_ledger *ledger,
                  handoff_findings *findings)
{
    builder self = {.report = report,
                    .strata = hf_mix_count(&report->mix),
                    .is_fine = true};
    const hf_episodes *episodes = &report->episodes;
    read_criteria(&self, ledger);
    self.is_fine = self.is_fine && make_room(&self);
    if (self.is_fine) {
        add_up(&self);
    }
    for (size_t at = 0; self.is_fine && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (hf_episodes_is_high(one) || hf_episodes_is_low(one)) {
            add_override(&self, one);
        }
    }
    if (self.is_fine) {
        finish(&self);
    }
    hf_memory_free(self.first_of);
    hf_memory_free(self.part_of);
    hf_memory_free(self.parts);
    hf_memory_free(self.members);
    hf_memory_free(self.grounds);
    hf_memory_free(self.revisions);
    hf_memory_free(self.fired);
    hf_memory_free(self.all);
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !self.is_fine ? hf_store_no_memory(findings)
                                                 : status;
}
