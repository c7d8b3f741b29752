/*
 * The findings of the first page. Every comparison that the report makes is
 * one family: in go the parts that other builders filled, each p-value gets
 * its q among all of them, and what survives and makes a difference worth
 * naming becomes a sentence. At most three are kept, the surest first, at most
 * one of a subject; where some say that the rules were right and some that
 * Sales was, both are heard.
 */
#include "report/builders.h"
#include "report/callout_words.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 3 };

// Where nothing is so, whatever a report names is false, and at a q of a tenth
// one report in ten names something. This leaves one in forty.
static const double CALLED_AT = 0.025;

// A share that differs by less than ten points is no news to a meeting, nor is
// a change of less than five.
static const double WORTH_SHARE = 0.10, WORTH_CHANGE = 0.05;

typedef struct family {
    hf_report *report;
    hf_callout *items;
    size_t count, room;
    bool is_fine; // memory did not run out
} family;

static void
add(family *self, hf_callout one)
{
    hf_callout *items = hf_memory_grow(self->items, &self->room,
                                       self->count + 1, sizeof *items);
    if (!items) {
        self->is_fine = false;
        return;
    }
    self->items = items;
    one.order = self->count;
    items[self->count++] = one;
}

static bool
is_apart(double one, double other, double least)
{
    return one - other >= least || other - one >= least;
}

// ---- What others compared --------------------------------------------------

// Half of the cases at least have others in the same cell.
static void
add_contrast(family *self, hf_callout one, hf_contrast *it)
{
    int64_t least = self->report->agreement->minimum_cell;
    it->is_tried = it->odds.p.is_known && it->here.n >= least &&
                   it->elsewhere.is_known && it->elsewhere.covered >= 0.5;
    if (!it->is_tried) {
        return;
    }
    one.p = it->odds.p.value;
    one.contrast = it;
    one.is_worth &= is_apart(it->here.rate, it->elsewhere.rate, WORTH_SHARE);
    add(self, one);
}

// `one.now` against `one.before`, all cells together.
static void
add_pair(family *self, hf_callout one, double worth)
{
    int64_t least = self->report->agreement->minimum_cell;
    hf_adjust_table table = {one.now.k, one.now.n - one.now.k, one.before.k,
                             one.before.n - one.before.k};
    hf_adjust_odds odds = hf_adjust_mantel_haenszel(&table, 1);
    if (odds.p.is_known && one.now.n >= least && one.before.n >= least) {
        one.p = odds.p.value;
        one.is_worth = is_apart(one.now.rate, one.before.rate, worth);
        add(self, one);
    }
}

// What nobody worked may have been either: Sales was right only where even all
// of it together would have come to less than what it worked, the rules only
// where what came of it all the same is more. Else nothing is tested.
static void
add_vindicated(family *self, hf_callout one, const hf_vindicated *it,
               hf_rate worked)
{
    int64_t n = it->rule + it->sales + it->unobservable;
    hf_rate least = hf_proportion_wilson(it->rule, n);
    hf_rate most = hf_proportion_wilson(it->rule + it->unobservable, n);
    one.before = worked;
    if (n && worked.has_rate && least.rate > worked.rate) {
        one.favours = HF_CALLOUT_RULES;
        one.now = least;
        add_pair(self, one, WORTH_SHARE);
    } else if (n && worked.has_rate && most.rate < worked.rate) {
        one.favours = HF_CALLOUT_SALES;
        one.now = most;
        add_pair(self, one, WORTH_SHARE);
    }
}

static void
add_group(family *self, const hf_grouping_part *grouping, size_t at)
{
    hf_group_part *part = &grouping->items[at];
    hf_callout one = {
        .section = 7, .is_worth = true, .grouping = grouping, .group = part};
    one.kind = part->is_flipped ? HF_CALLOUT_FLIP : HF_CALLOUT_GROUP;
    add_contrast(self, one, &part->high_side);
    one.kind = HF_CALLOUT_SILENCE;
    add_contrast(self, one, &part->silence);
}

static void
add_criterion(family *self, hf_criterion_part *part)
{
    hf_callout one = {.section = 5, .criterion = part, .is_worth = true};
    one.kind = HF_CALLOUT_OVERRIDDEN;
    add_contrast(self, one, &part->overridden);
    one.kind = HF_CALLOUT_CONVERSION;
    one.favours = part->conversion.here.rate < part->conversion.elsewhere.rate
                      ? HF_CALLOUT_SALES
                      : HF_CALLOUT_RULES;
    add_contrast(self, one, &part->conversion);
    one.kind = HF_CALLOUT_DISPUTED;
    add_vindicated(self, one, &part->when_disputed, part->conversion.here);
}

// ---- Who was right ---------------------------------------------------------

static void
add_right(family *self)
{
    const hf_report *report = self->report;
    const hf_right_part *right = &report->right;
    hf_vindicated high = {0};
    for (size_t at = 0; at < report->episodes.count; at++) {
        const hf_episode *one = &report->episodes.items[at];
        if (hf_episodes_is_high(one) &&
            hf_episodes_is_matured(one, report->as_of,
                                   report->agreement->maturity)) {
            high.rule += one->resolution == HF_RESOLUTION_RULE_VINDICATED;
            high.sales += one->resolution == HF_RESOLUTION_SALES_VINDICATED;
            high.unobservable += one->resolution == HF_RESOLUTION_UNOBSERVABLE;
        }
    }
    add_vindicated(self, (hf_callout){.kind = HF_CALLOUT_HIGH, .section = 9},
                   &high, right->worked_pass);
    bool is_more = right->worked_hold.rate > right->worked_pass.rate;
    hf_callout low = {.kind = HF_CALLOUT_LOW,
                      .section = 9,
                      .favours = is_more ? HF_CALLOUT_SALES : HF_CALLOUT_RULES,
                      .now = right->worked_hold,
                      .before = right->worked_pass};
    add_pair(self, low, WORTH_SHARE);
}

// ---- Changes ---------------------------------------------------------------

/* Two periods, or two revisions, cell by cell. */
typedef struct change {
    hf_mix_tally *now, *both;   // by stratum
    hf_mix_tally shown, before; // with the repeats of bulk closures
} change;

static bool
begin_change(const family *self, change *it)
{
    size_t strata = hf_mix_count(&self->report->mix);
    *it = (change){.now = hf_memory_zero(strata + 1, sizeof *it->now),
                   .both = hf_memory_zero(strata + 1, sizeof *it->both)};
    return it->now && it->both;
}

static void
add_to_change(change *it, size_t stratum, bool is_now, bool is_repeat,
              bool is_hit)
{
    hf_mix_add(is_now ? &it->shown : &it->before, is_hit);
    if (is_repeat) {
        return;
    }
    hf_mix_add(&it->both[stratum], is_hit);
    if (is_now) {
        hf_mix_add(&it->now[stratum], is_hit);
    }
}

// `is_cell_by_cell` false: the cells themselves are what may have changed.
static void
end_change(family *self, change *it, hf_callout one, bool is_cell_by_cell)
{
    int64_t least = self->report->agreement->minimum_cell;
    hf_mix *mix = &self->report->mix;
    for (size_t at = 1; !is_cell_by_cell && at < hf_mix_count(mix); at++) {
        it->now[0].k += it->now[at].k;
        it->now[0].n += it->now[at].n;
        it->both[0].k += it->both[at].k;
        it->both[0].n += it->both[at].n;
        it->now[at] = it->both[at] = (hf_mix_tally){0};
    }
    hf_adjust_odds odds = hf_mix_compare(mix, (hf_mix_pair){it->now, it->both});
    one.now = hf_proportion_wilson(it->shown.k, it->shown.n);
    one.before = hf_proportion_wilson(it->before.k, it->before.n);
    one.p = odds.p.value;
    one.is_worth = is_apart(one.now.rate, one.before.rate, WORTH_CHANGE);
    if (odds.p.is_known && one.now.n >= least && one.before.n >= least) {
        add(self, one);
    }
    hf_memory_free(it->now);
    hf_memory_free(it->both);
}

static void
add_period(change *it, const hf_episodes *episodes, const hf_mix_sight *sight,
           bool is_now, bool is_high)
{
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (is_high ? hf_episodes_is_judged_pass(one)
                    : hf_episodes_is_judged_hold(one)) {
            add_to_change(
                it, sight->stratum[one->grounds], is_now, sight->is_repeat[at],
                is_high ? hf_episodes_is_high(one) : hf_episodes_is_low(one));
        }
    }
}

static void
add_before(family *self, bool is_high)
{
    hf_report *report = self->report;
    change it;
    hf_callout one = {.kind = is_high ? HF_CALLOUT_HIGH_CHANGE
                                      : HF_CALLOUT_LOW_CHANGE,
                      .section = 3};
    self->is_fine &= begin_change(self, &it);
    if (self->is_fine) {
        add_period(&it, &report->episodes, &report->sight, true, is_high);
        add_period(&it, &report->before_episodes, &report->before_sight, false,
                   is_high);
    }
    end_change(self, &it, one, true);
}

// ---- Revisions -------------------------------------------------------------

/* Revisions of one rule set side by side whose rules, without the contents of
 * lists, are the same: up to `end` of report->revisions. */
typedef struct era {
    size_t from, end;
} era;

static era
era_from(const family *self, size_t from)
{
    const hf_revision_part *revisions = self->report->revisions.items;
    size_t end = from + 1;
    while (
        end < self->report->revisions.count &&
        hf_view_equal(revisions[end].ruleset, revisions[from].ruleset) &&
        hf_view_equal(revisions[end].rules_hash, revisions[from].rules_hash)) {
        end++;
    }
    return (era){from, end};
}

static bool
is_of_era(const hf_report *report, era it, int64_t revision)
{
    bool is_in = false;
    for (size_t at = it.from; at < it.end; at++) {
        is_in |= report->revisions.items[at].id == revision;
    }
    return is_in;
}

static void
add_revision(family *self, era before, era now)
{
    hf_report *report = self->report;
    const hf_episodes *episodes = &report->episodes;
    change it;
    hf_callout one = {.kind = HF_CALLOUT_REVISION,
                      .section = 3,
                      .revision = &report->revisions.items[now.from]};
    self->is_fine &= begin_change(self, &it);
    for (size_t at = 0; self->is_fine && at < episodes->count; at++) {
        const hf_episode *unit = &episodes->items[at];
        int64_t revision = hf_episodes_grounds(episodes, unit)->revision;
        bool is_now = is_of_era(report, now, revision);
        if (hf_episodes_is_judged_pass(unit) &&
            (is_now || is_of_era(report, before, revision))) {
            add_to_change(&it, report->sight.stratum[unit->grounds], is_now,
                          report->sight.is_repeat[at],
                          hf_episodes_is_high(unit));
        }
    }
    end_change(self, &it, one, false);
}

static void
add_revisions(family *self)
{
    const hf_report *report = self->report;
    era before = {0};
    for (size_t from = 0; from < report->revisions.count && self->is_fine;) {
        era now = era_from(self, from);
        if (before.end &&
            hf_view_equal(report->revisions.items[before.from].ruleset,
                          report->revisions.items[from].ruleset)) {
            add_revision(self, before, now);
        }
        before = now;
        from = now.end;
    }
}

// ---- What survives ---------------------------------------------------------

// A flip is one only where both ways of looking at it are sure.
static bool
survives(const hf_callout *one)
{
    return one->q <= CALLED_AT && one->is_worth &&
           (one->kind != HF_CALLOUT_FLIP || one->group->q <= CALLED_AT);
}

static bool
correct(family *self)
{
    double *p = hf_memory_zero(2 * self->count + 1, sizeof *p);
    bool is_fine = p != NULL;
    for (size_t at = 0; is_fine && at < self->count; at++) {
        p[at] = self->items[at].p;
    }
    is_fine = is_fine &&
              hf_adjust_q_values(p, self->count, p + self->count) == HANDOFF_OK;
    for (size_t at = 0; is_fine && at < self->count; at++) {
        self->items[at].q = p[self->count + at];
        if (self->items[at].contrast) {
            self->items[at].contrast->q = self->items[at].q;
            self->items[at].contrast->is_called = survives(&self->items[at]);
        }
    }
    hf_memory_free(p);
    return is_fine;
}

static int
order_callouts(const void *a, const void *b)
{
    const hf_callout *left = a;
    const hf_callout *right = b;
    if (left->p < right->p || left->p > right->p) {
        return left->p < right->p ? -1 : 1;
    }
    return left->order < right->order ? -1 : left->order > right->order;
}

static bool
is_same_subject(const hf_callout *one, const hf_callout *other)
{
    bool is_group = one->group && one->group == other->group;
    // A team and the region that it has are one, seen twice.
    bool is_twin = one->group && other->group && one->kind == other->kind &&
                   one->contrast->here.k == other->contrast->here.k &&
                   one->contrast->here.n == other->contrast->here.n;
    bool is_criterion = one->criterion && one->criterion == other->criterion;
    // Where Sales is right on the whole, it mostly is so of each criterion.
    bool is_right = one->kind == HF_CALLOUT_DISPUTED &&
                    other->kind == HF_CALLOUT_HIGH &&
                    one->favours == other->favours;
    return is_group || is_twin || is_criterion || is_right;
}

// What became of leads says more of a criterion than what Sales made of them.
static bool
gives_way(const hf_callout *one)
{
    return one->kind == HF_CALLOUT_OVERRIDDEN &&
           one->criterion->conversion.is_called;
}

static bool
is_told(const family *self, const size_t *chosen, size_t count, size_t at)
{
    bool is_known = false;
    for (size_t one = 0; one < count; one++) {
        is_known |=
            is_same_subject(&self->items[at], &self->items[chosen[one]]);
    }
    return is_known;
}

static bool
is_heard(const family *self, const size_t *chosen, size_t count,
         hf_callout_favours side)
{
    bool is_any = false;
    for (size_t at = 0; at < count; at++) {
        is_any |= self->items[chosen[at]].favours == side;
    }
    return is_any;
}

// The last one gives way to the surest that speaks for the other side.
static void
balance(const family *self, size_t *chosen, size_t count)
{
    bool is_for_rules = is_heard(self, chosen, count, HF_CALLOUT_RULES);
    bool is_for_sales = is_heard(self, chosen, count, HF_CALLOUT_SALES);
    if (count < MOST || is_for_rules == is_for_sales) {
        return;
    }
    hf_callout_favours wanted =
        is_for_rules ? HF_CALLOUT_SALES : HF_CALLOUT_RULES;
    for (size_t at = 0; at < self->count; at++) {
        if (survives(&self->items[at]) && self->items[at].favours == wanted &&
            !is_told(self, chosen, count - 1, at)) {
            chosen[count - 1] = at;
            return;
        }
    }
}

static bool
choose(family *self)
{
    hf_report *report = self->report;
    size_t chosen[MOST];
    size_t count = 0;
    if (self->count) {
        qsort(self->items, self->count, sizeof *self->items, order_callouts);
    }
    for (size_t at = 0; at < self->count && count < MOST; at++) {
        if (survives(&self->items[at]) && !gives_way(&self->items[at]) &&
            !is_told(self, chosen, count, at)) {
            chosen[count++] = at;
        }
    }
    balance(self, chosen, count);
    report->findings.items =
        hf_arena_zero(&report->arena, MOST, sizeof *report->findings.items);
    bool is_fine = report->findings.items != NULL;
    for (size_t at = 0; is_fine && at < count; at++) {
        is_fine = hf_callout_words_say(report, &self->items[chosen[at]],
                                       &report->findings.items[at]);
    }
    report->findings.count = is_fine ? count : 0;
    report->comparisons = self->count;
    return is_fine;
}

static void
add_all(family *self)
{
    hf_report *report = self->report;
    for (size_t one = 0; one < report->groupings.count; one++) {
        const hf_grouping_part *grouping = &report->groupings.items[one];
        for (size_t at = 0; at < grouping->count; at++) {
            if (!grouping->items[at].is_pooled) {
                add_group(self, grouping, at);
            }
        }
    }
    for (size_t at = 0; at < report->criteria.count; at++) {
        add_criterion(self, &report->criteria.items[at]);
    }
    add_right(self);
    if (report->before.is_there) {
        add_before(self, true);
        add_before(self, false);
    }
    add_revisions(self);
}

handoff_status
hf_callouts_build(hf_report *report, handoff_ledger *ledger,
                  handoff_findings *findings)
{
    (void)ledger;
    family self = {.report = report, .is_fine = true};
    add_all(&self);
    bool is_fine = self.is_fine && correct(&self) && choose(&self);
    hf_memory_free(self.items);
    return is_fine ? HANDOFF_OK : hf_store_no_memory(findings);
}
