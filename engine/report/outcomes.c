/*
 * Who was right: resolutions of the cases whose outcome is known or whose time
 * is up, in both directions, and what stays unknown because nobody worked it.
 * Deals come from the ledger, the rest from the episodes.
 */
#include "base/memory.h"
#include "ledger/facts.h"
#include "ledger/joins.h"
#include "report/builders.h"
#include "report/sample.h"

#include <stdlib.h>

enum { DRAWN = 10 };

/* How often each resolution came to which kind of case. */
typedef struct tally {
    int64_t pass[HF_REPORT_RESOLUTIONS]; // passed and worked
    int64_t high[HF_REPORT_RESOLUTIONS]; // passed and not worked
    int64_t low[HF_REPORT_RESOLUTIONS];
} tally;

// Young, and an opportunity all the same.
static bool
is_early(const hf_episode *one)
{
    return one->resolution != HF_RESOLUTION_NONE &&
           one->resolution != HF_RESOLUTION_OPEN;
}

static void
count_all(hf_report *report, tally *out)
{
    const hf_episodes *episodes = &report->episodes;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        bool is_matured = hf_episodes_is_matured(one, report->as_of,
                                                 report->agreement->maturity);
        report->resolution[one->resolution]++;
        report->right.matured += is_matured;
        report->right.open +=
            !is_matured && one->resolution != HF_RESOLUTION_NONE;
        if (!is_matured) {
            report->right.early += is_early(one);
        } else if (hf_episodes_is_worked_pass(one)) {
            out->pass[one->resolution]++;
        } else if (hf_episodes_is_high(one)) {
            out->high[one->resolution]++;
        } else if (hf_episodes_is_low(one)) {
            out->low[one->resolution]++;
        }
    }
    report->resolution[HF_RESOLUTION_NONE] = 0;
}

static hf_rate
share_of(const int64_t *counts, hf_resolution hit, hf_resolution miss)
{
    return hf_proportion_wilson(counts[hit], counts[hit] + counts[miss]);
}

static void
fill_rates(const tally *it, hf_right_part *right)
{
    int64_t hidden = it->high[HF_RESOLUTION_UNOBSERVABLE];
    int64_t converted = it->pass[HF_RESOLUTION_BOTH_RIGHT] +
                        it->high[HF_RESOLUTION_RULE_VINDICATED];
    int64_t missed = it->pass[HF_RESOLUTION_RULE_WRONG] +
                     it->high[HF_RESOLUTION_SALES_VINDICATED];
    right->worked_pass =
        share_of(it->pass, HF_RESOLUTION_BOTH_RIGHT, HF_RESOLUTION_RULE_WRONG);
    right->worked_hold = share_of(it->low, HF_RESOLUTION_SALES_VINDICATED,
                                  HF_RESOLUTION_RULE_VINDICATED);
    right->yield =
        hf_proportion_difference(&right->worked_hold, &right->worked_pass);
    right->high_vindicates_rule =
        share_of(it->high, HF_RESOLUTION_RULE_VINDICATED,
                 HF_RESOLUTION_SALES_VINDICATED);
    right->low_vindicates_sales = share_of(
        it->low, HF_RESOLUTION_SALES_VINDICATED, HF_RESOLUTION_RULE_VINDICATED);
    right->unobservable = hidden;
    right->bounds =
        hf_proportion_bounds(converted, hidden, converted + missed + hidden);
}

// ---- A draw of what nobody worked ------------------------------------------

static bool
is_hidden(const hf_report *report, const hf_episode *one)
{
    return one->resolution == HF_RESOLUTION_UNOBSERVABLE &&
           hf_episodes_is_matured(one, report->as_of,
                                  report->agreement->maturity);
}

static bool
name_case(hf_report *report, const hf_episode *one, hf_view *out)
{
    hf_buffer text = {0};
    hf_report_case_name(one, &text);
    *out = hf_arena_copy(&report->arena, hf_buffer_view(&text));
    bool is_fine = !text.failed && out->ptr;
    hf_buffer_clear(&text);
    return is_fine;
}

static handoff_status
draw_cases(hf_report *report, handoff_findings *findings)
{
    const hf_episodes *episodes = &report->episodes;
    hf_right_part *right = &report->right;
    size_t count = (size_t)right->unobservable;
    size_t places[DRAWN];
    size_t filled = 0;
    hf_view *keys = hf_memory_alloc((count + 1) * sizeof *keys);
    uint32_t *cases = hf_memory_alloc((count + 1) * sizeof *cases);
    right->draw = hf_arena_zero(&report->arena, DRAWN, sizeof *right->draw);
    bool is_fine = keys && cases && right->draw;
    for (size_t at = 0; is_fine && at < episodes->count; at++) {
        if (is_hidden(report, &episodes->items[at])) {
            cases[filled] = (uint32_t)at;
            is_fine = name_case(report, &episodes->items[at], &keys[filled++]);
        }
    }
    handoff_status status =
        is_fine ? hf_sample_draw(report->options->seed, keys, count, DRAWN,
                                 places, &right->draw_count)
                : HANDOFF_SYSTEM;
    for (size_t at = 0; status == HANDOFF_OK && at < right->draw_count; at++) {
        right->draw[at] = cases[places[at]];
    }
    hf_memory_free(keys);
    hf_memory_free(cases);
    return status == HANDOFF_OK ? status : hf_store_no_memory(findings);
}

// ---- Deals -----------------------------------------------------------------

/* Worked passes that led to an opportunity, by lead, and how far it went. */
typedef struct deal {
    int64_t lead, began;
    bool is_won, is_lost;
} deal;

typedef struct deals {
    deal *items;
    size_t count;
    hf_active active;
    hf_joins joins;
} deals;

static int
order_deals(const void *a, const void *b)
{
    const deal *left = a;
    const deal *right = b;
    if (left->lead != right->lead) {
        return left->lead < right->lead ? -1 : 1;
    }
    return left->began < right->began ? -1 : left->began > right->began;
}

static bool
find_deals(const hf_report *report, deals *self)
{
    const hf_episodes *episodes = &report->episodes;
    size_t most = (size_t)report->right.worked_pass.k;
    self->items = hf_memory_alloc((most + 1) * sizeof *self->items);
    if (!self->items) {
        return false;
    }
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (hf_episodes_is_worked_pass(one) &&
            one->resolution == HF_RESOLUTION_BOTH_RIGHT &&
            hf_episodes_is_matured(one, report->as_of,
                                   report->agreement->maturity)) {
            self->items[self->count++] =
                (deal){.lead = one->lead, .began = one->began};
        }
    }
    qsort(self->items, self->count, sizeof *self->items, order_deals);
    return true;
}

// The first of a lead, or where it would stand.
static size_t
first_deal(const deals *self, int64_t lead)
{
    size_t low = 0;
    size_t high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->items[middle].lead < lead) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// Only outcomes after a case began are its own.
static void
follow_deals(deals *self, hf_query *row, const handoff_agreement *agreement)
{
    while (hf_db_next(row)) {
        if (!hf_active_batch(&self->active, HF_FACTS_OUTCOME,
                             hf_db_get_int(row, 1), hf_db_get_int(row, 2))) {
            continue;
        }
        int64_t lead = hf_joins_whole(&self->joins, hf_db_get_int(row, 0));
        hf_level level = hf_agreement_level(agreement, hf_db_get_text(row, 4));
        for (size_t at = first_deal(self, lead);
             at < self->count && self->items[at].lead == lead; at++) {
            bool is_after = self->items[at].began <= hf_db_get_int(row, 3);
            self->items[at].is_won |= is_after && level == HF_LEVEL_WON;
            self->items[at].is_lost |= is_after && level == HF_LEVEL_LOST;
        }
    }
    hf_db_reset(row);
}

static handoff_status
count_deals(hf_report *report, handoff_ledger *ledger,
            handoff_findings *findings)
{
    deals self = {0};
    handoff_status status =
        hf_active_load(&self.active, ledger, report->known_by, findings);
    bool is_fine = find_deals(report, &self);
    if (status == HANDOFF_OK) {
        status = hf_joins_load(&self.joins, ledger, &self.active,
                               report->known_by, 0, findings);
    }
    if (status == HANDOFF_OK && is_fine) {
        hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_OUTCOMES_UNTIL);
        hf_db_bind_int(row, 1, report->known_by ? report->known_by : INT64_MAX);
        hf_db_bind_int(row, 2, report->as_of);
        follow_deals(&self, row, report->agreement);
        status = hf_db_status(ledger->db, findings);
    }
    for (size_t at = 0; at < self.count; at++) {
        report->right.won += self.items[at].is_won;
        report->right.lost += self.items[at].is_lost && !self.items[at].is_won;
    }
    hf_joins_clear(&self.joins);
    hf_active_clear(&self.active);
    hf_memory_free(self.items);
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}

handoff_status
hf_outcomes_build(hf_report *report, handoff_ledger *ledger,
                  handoff_findings *findings)
{
    tally counts = {0};
    count_all(report, &counts);
    fill_rates(&counts, &report->right);
    handoff_status status = draw_cases(report, findings);
    return status == HANDOFF_OK ? count_deals(report, ledger, findings)
                                : status;
}
