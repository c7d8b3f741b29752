/*
 * Section 7 as numbers: cases by team, and by any field that is asked for. In
 * go episodes, out come groups in the order of their names, each beside the
 * others with its own mix of cells; groups under the agreement's minimum are
 * one. Nobody is ranked. Which value of a field a case has is segments.c's.
 */
#include "base/memory.h"
#include "report/builders.h"
#include "report/segments.h"

#include <stdlib.h>
#include <string.h>

// More points in a funnel plot than this are a cloud; the largest stand.
enum { MOST_GROUPS = 200 };

enum { ALL, ONCE, SILENT, SILENT_ONCE, TALLIES };

typedef struct builder {
    hf_report *report;
    hf_segments segments; // which group a case is in, by its number
    size_t strata;
    uint32_t *place;      // by number: of the part, in order of names
    hf_group_part *parts; // the pooled one last, when there is one
    size_t count;
    hf_mix_tally *tallies[TALLIES]; // [place][stratum]
    hf_mix_tally *totals[TALLIES];  // [stratum]
    bool is_team;
} builder;

// ---- Which groups there are ------------------------------------------------

/* A group in the making. */
typedef struct candidate {
    uint32_t number;
    int64_t n; // judged passes
    hf_view name;
} candidate;

static int
order_by_size(const void *a, const void *b)
{
    const candidate *left = a;
    const candidate *right = b;
    if (left->n != right->n) {
        return left->n > right->n ? -1 : 1;
    }
    return hf_view_order(left->name, right->name);
}

static int
order_by_name(const void *a, const void *b)
{
    return hf_view_order(((const candidate *)a)->name,
                         ((const candidate *)b)->name);
}

static candidate *
count_groups(const builder *self)
{
    const hf_episodes *episodes = &self->report->episodes;
    const hf_segments *segments = &self->segments;
    size_t count = segments->names.count;
    candidate *out = hf_memory_zero(count + 1, sizeof *out);
    for (size_t at = 0; out && at < count; at++) {
        out[at].number = (uint32_t)at;
        out[at].name = segments->names.texts[at];
    }
    for (size_t at = 0; out && at < episodes->count; at++) {
        out[segments->of[at]].n +=
            hf_episodes_is_judged_pass(&episodes->items[at]);
    }
    return out;
}

static bool
make_parts(builder *self, candidate *found, size_t count, size_t *pooled)
{
    int64_t least = self->report->agreement->minimum_cell;
    size_t named = 0;
    qsort(found, count, sizeof *found, order_by_size);
    while (named < count && named < MOST_GROUPS && found[named].n >= least &&
           found[named].n > 0) {
        named++;
    }
    qsort(found, named, sizeof *found, order_by_name);
    self->parts =
        hf_arena_zero(&self->report->arena, named + 1, sizeof *self->parts);
    self->place = hf_memory_zero(count + 1, sizeof *self->place);
    if (!self->parts || !self->place) {
        return false;
    }
    *pooled = 0;
    for (size_t at = 0; at < count; at++) {
        self->place[found[at].number] = (uint32_t)(at < named ? at : named);
        *pooled += at >= named && found[at].n > 0;
    }
    for (size_t at = 0; at < named; at++) {
        self->parts[at].name =
            hf_arena_copy(&self->report->arena, found[at].name);
        if (!self->parts[at].name.ptr) {
            return false;
        }
    }
    self->parts[named].is_pooled = true;
    self->count = named + (*pooled > 0);
    return true;
}

static bool
find_groups(builder *self, size_t *pooled)
{
    candidate *found = count_groups(self);
    bool is_fine =
        found && make_parts(self, found, self->segments.names.count, pooled);
    hf_memory_free(found);
    return is_fine;
}

// ---- Adding up -------------------------------------------------------------

static void
add_pass(builder *self, size_t group, size_t at)
{
    const hf_episode *one = &self->report->episodes.items[at];
    size_t stratum = self->report->sight.stratum[one->grounds];
    size_t place = group * self->strata + stratum;
    bool is_high = hf_episodes_is_high(one);
    bool is_silent =
        one->code == HF_UNIT_HS_IGNORE || one->code == HF_UNIT_HS_PAPER;
    bool hits[TALLIES] = {is_high, is_high, is_silent, is_silent};
    hf_group_part *part = &self->parts[group];
    for (int which = 0; which < TALLIES; which++) {
        bool is_once = which == ONCE || which == SILENT_ONCE;
        if (!is_once || !self->report->sight.is_repeat[at]) {
            hf_mix_add(&self->tallies[which][place], hits[which]);
            hf_mix_add(&self->totals[which][stratum], hits[which]);
        }
    }
    part->unexplained += is_high && one->is_unexplained;
    part->late += one->code == HF_UNIT_LATE;
}

static void
add_cases(builder *self, hf_mix_tally *low)
{
    const hf_episodes *episodes = &self->report->episodes;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        size_t group = self->place[self->segments.of[at]];
        if (group >= self->count) {
            continue; // pooled ones without a pass
        }
        hf_group_part *part = &self->parts[group];
        bool is_low = hf_episodes_is_low(one);
        if (hf_episodes_is_judged_pass(one)) {
            add_pass(self, group, at);
        }
        if (hf_episodes_is_judged_hold(one)) {
            hf_mix_add(&low[group], is_low);
            part->pulled += is_low;
        }
        if (is_low || hf_episodes_is_high(one)) {
            part->rule_vindicated +=
                one->resolution == HF_RESOLUTION_RULE_VINDICATED;
            part->sales_vindicated +=
                one->resolution == HF_RESOLUTION_SALES_VINDICATED;
        }
    }
}

// ---- What comes of it ------------------------------------------------------

static hf_mix_pair
pair_of(const builder *self, size_t group, int which)
{
    return (hf_mix_pair){&self->tallies[which][group * self->strata],
                         self->totals[which]};
}

static hf_contrast
contrast(builder *self, size_t group, int which)
{
    hf_mix *mix = &self->report->mix;
    hf_mix_pair pair = pair_of(self, group, which);
    hf_mix_tally sum = {0};
    for (size_t at = 0; at < self->strata; at++) {
        sum.k += pair.group[at].k;
        sum.n += pair.group[at].n;
    }
    return (hf_contrast){
        .here = hf_proportion_wilson(sum.k, sum.n),
        .elsewhere = hf_mix_expect(mix, pair),
        .odds = hf_mix_compare(mix, pair_of(self, group, which + 1)),
        .q = 1,
    };
}

// Worth a flag only where one of the two would be read as a difference.
static bool
is_flipped(const hf_group_part *part, double pooled)
{
    const hf_adjust_rate *adjusted = &part->adjusted;
    bool is_crude_apart = part->rate.low > pooled || part->rate.high < pooled;
    bool is_adjusted_apart = adjusted->low > pooled || adjusted->high < pooled;
    return adjusted->is_known && (is_crude_apart || is_adjusted_apart) &&
           hf_adjust_is_flip(part->rate.rate - pooled, adjusted->rate - pooled);
}

static void
place_in_funnel(hf_group_part *part, const hf_funnel_unit *unit)
{
    part->expected_low = unit->limits95.low;
    part->expected_high = unit->limits95.high;
    part->far_low = unit->limits998.low;
    part->far_high = unit->limits998.high;
    part->is_outside = unit->is_outside95 && !part->is_pooled;
    part->is_far_outside = unit->is_outside998 && !part->is_pooled;
    part->p = part->is_pooled ? 1 : unit->mid_p;
}

// Those that are pooled are no group, and no test.
static handoff_status
correct(builder *self, double *p, double *q)
{
    size_t named = self->count;
    while (named && self->parts[named - 1].is_pooled) {
        named--;
    }
    for (size_t at = 0; at < named; at++) {
        p[at] = self->parts[at].p;
    }
    handoff_status status = hf_adjust_q_values(p, named, q);
    for (size_t at = 0; at < self->count; at++) {
        self->parts[at].q = status == HANDOFF_OK && at < named ? q[at] : 1;
    }
    return status;
}

static void
finish_part(builder *self, size_t at, hf_mix_tally low, double pooled)
{
    hf_group_part *part = &self->parts[at];
    part->high_side = contrast(self, at, ALL);
    part->silence = contrast(self, at, SILENT);
    part->rate = part->high_side.here;
    part->adjusted =
        hf_mix_standardise(&self->report->mix, pair_of(self, at, ALL));
    part->low_side = self->is_team ? hf_proportion_wilson(0, 0)
                                   : hf_proportion_wilson(low.k, low.n);
    part->is_flipped = !part->is_pooled && is_flipped(part, pooled);
}

static bool
finish(builder *self, const hf_mix_tally *low, hf_grouping_part *out)
{
    size_t count = self->count;
    hf_funnel_unit *units = hf_memory_zero(count + 1, sizeof *units);
    double *p = hf_memory_zero(2 * count + 1, sizeof *p);
    bool is_fine = units && p;
    for (size_t at = 0; is_fine && at < count; at++) {
        for (size_t stratum = 0; stratum < self->strata; stratum++) {
            hf_mix_tally one = self->tallies[ALL][at * self->strata + stratum];
            units[at].k += one.k;
            units[at].n += one.n;
        }
    }
    is_fine =
        is_fine && hf_funnel_fill(units, count, &out->funnel) == HANDOFF_OK;
    if (is_fine) {
        out->pooled = out->funnel.pooled;
    }
    for (size_t at = 0; is_fine && at < count; at++) {
        finish_part(self, at, low[at], out->pooled.rate);
        place_in_funnel(&self->parts[at], &units[at]);
    }
    is_fine = is_fine && correct(self, p, p + count) == HANDOFF_OK;
    hf_memory_free(units);
    hf_memory_free(p);
    return is_fine;
}

static bool
fill(builder *self, hf_grouping_part *out)
{
    bool is_fine = find_groups(self, &out->pooled_count);
    size_t room = self->count * self->strata + 1;
    hf_mix_tally *low = hf_memory_zero(self->count + 1, sizeof *low);
    for (int which = 0; which < TALLIES; which++) {
        self->tallies[which] = hf_memory_zero(room, sizeof **self->tallies);
        self->totals[which] =
            hf_memory_zero(self->strata + 1, sizeof **self->totals);
        is_fine &= self->tallies[which] && self->totals[which];
    }
    is_fine &= low != NULL;
    if (is_fine) {
        add_cases(self, low);
        is_fine = finish(self, low, out);
    }
    out->items = self->parts;
    out->count = self->count;
    for (int which = 0; which < TALLIES; which++) {
        hf_memory_free(self->tallies[which]);
        hf_memory_free(self->totals[which]);
    }
    hf_memory_free(low);
    hf_memory_free(self->place);
    return is_fine;
}

static handoff_status
build_one(hf_report *report, handoff_ledger *ledger, const char *asked,
          hf_grouping_part *out, handoff_findings *findings)
{
    builder self = {.report = report,
                    .strata = hf_mix_count(&report->mix),
                    .is_team = asked == NULL};
    handoff_status status = HANDOFF_OK;
    out->field = HF_VIEW("team");
    if (asked) {
        status = hf_segments_of_field(&self.segments, report, ledger, asked,
                                      &out->field, findings);
    } else if (!hf_segments_of_teams(&self.segments, &report->episodes)) {
        status = hf_store_no_memory(findings);
    }
    if (status == HANDOFF_OK && !fill(&self, out)) {
        status = hf_store_no_memory(findings);
    }
    hf_segments_clear(&self.segments);
    return status;
}

// ---- Persons ---------------------------------------------------------------

static hf_person_part *
find_person(hf_person_part *parts, uint32_t *place, hf_name actor,
            size_t *count)
{
    if (!place[actor]) {
        place[actor] = (uint32_t)++ * count;
    }
    return &parts[place[actor] - 1];
}

static void
add_people(const hf_episodes *episodes, hf_person_part *parts, uint32_t *place,
           size_t *count, hf_mix_tally *rates)
{
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (one->actor >= episodes->names.count) {
            continue;
        }
        hf_person_part *part = find_person(parts, place, one->actor, count);
        part->actor = hf_episodes_text(episodes, one->actor);
        if (!part->team.len) {
            part->team = hf_episodes_text(episodes, one->team);
        }
        part->overrides += hf_episodes_is_high(one) ||
                           hf_episodes_is_low(one) ||
                           one->code == HF_UNIT_LAT_REROUTE;
        if (hf_episodes_is_judged_pass(one)) {
            hf_mix_add(&rates[part - parts], hf_episodes_is_high(one));
        }
    }
}

static int
order_people(const void *a, const void *b)
{
    const hf_person_part *left = a;
    const hf_person_part *right = b;
    if (left->is_pooled != right->is_pooled) {
        return left->is_pooled ? 1 : -1;
    }
    return hf_view_order(left->actor, right->actor);
}

// Those of few passes become one, which stands last.
static size_t
pool_people(hf_person_part *parts, const hf_mix_tally *rates, size_t count,
            int64_t least)
{
    hf_mix_tally few = {0};
    hf_person_part pooled = {.is_pooled = true};
    bool is_any = false;
    size_t kept = 0;
    for (size_t at = 0; at < count; at++) {
        if (rates[at].n < least) {
            few.k += rates[at].k;
            few.n += rates[at].n;
            pooled.overrides += parts[at].overrides;
            pooled.rule_vindicated += parts[at].rule_vindicated;
            pooled.sales_vindicated += parts[at].sales_vindicated;
            is_any = true;
            continue;
        }
        parts[kept] = parts[at];
        parts[kept++].rate = hf_proportion_wilson(rates[at].k, rates[at].n);
    }
    if (is_any) {
        pooled.rate = hf_proportion_wilson(few.k, few.n);
        parts[kept++] = pooled;
    }
    qsort(parts, kept, sizeof *parts, order_people);
    return kept;
}

static bool
build_people(hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    size_t names = episodes->names.count;
    size_t count = 0;
    uint32_t *place = hf_memory_zero(names + 1, sizeof *place);
    hf_mix_tally *rates = hf_memory_zero(names + 1, sizeof *rates);
    hf_person_part *parts =
        hf_arena_zero(&report->arena, names + 1, sizeof *parts);
    bool is_fine = place && rates && parts;
    if (is_fine) {
        add_people(episodes, parts, place, &count, rates);
        report->people.items = parts;
        report->people.count =
            pool_people(parts, rates, count, report->agreement->minimum_cell);
    }
    hf_memory_free(place);
    hf_memory_free(rates);
    return is_fine;
}

// ---- All of them -----------------------------------------------------------

static bool
is_team(const char *name)
{
    return strcmp(name, "team") == 0;
}

handoff_status
hf_groupings_build(hf_report *report, handoff_ledger *ledger,
                   handoff_findings *findings)
{
    const handoff_report_options *options = report->options;
    report->groupings.items = hf_arena_zero(
        &report->arena, options->by_count + 1, sizeof *report->groupings.items);
    if (!report->groupings.items) {
        return hf_store_no_memory(findings);
    }
    handoff_status status = build_one(
        report, ledger, NULL,
        &report->groupings.items[report->groupings.count++], findings);
    for (size_t at = 0; status == HANDOFF_OK && at < options->by_count; at++) {
        if (!is_team(options->by[at])) {
            status = build_one(
                report, ledger, options->by[at],
                &report->groupings.items[report->groupings.count++], findings);
        }
    }
    if (status == HANDOFF_OK && options->show_people && !build_people(report)) {
        status = hf_store_no_memory(findings);
    }
    return status;
}
