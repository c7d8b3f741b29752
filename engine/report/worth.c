/*
 * What not following cost and what the rules saved. In go the episodes and
 * what the agreement says things are worth, out come intervals: of passes that
 * nobody worked, as if they behaved like worked leads in the same cell; of
 * holds left alone, as if they were like those that Sales worked. No number
 * comes from anywhere but this ledger and its agreement.
 */
#include "base/memory.h"
#include "report/builders.h"

#define MILLION 1e6

/* A cell of the rules: passes that were worked and have matured, and passes
 * that nobody worked. */
typedef struct cell {
    int64_t converted, matured, unworked;
} cell;

// Not followed, and not worked later either, as far as is known.
static bool
is_unworked(const hf_episode *one)
{
    return hf_episodes_is_high(one) && one->code != HF_UNIT_HS_DOWNGRADE &&
           one->resolution != HF_RESOLUTION_RULE_VINDICATED &&
           one->resolution != HF_RESOLUTION_SALES_VINDICATED;
}

static void
count_case(const hf_report *report, const hf_episode *one, cell *it)
{
    bool is_matured =
        hf_episodes_is_matured(one, report->as_of, report->agreement->maturity);
    if (hf_episodes_is_worked_pass(one) && is_matured) {
        it->matured++;
        it->converted += one->resolution == HF_RESOLUTION_BOTH_RIGHT;
    }
    it->unworked += is_unworked(one);
}

static void
add_up(const cell *cells, size_t count, hf_value_part *out)
{
    for (size_t at = 0; at < count; at++) {
        const cell *it = &cells[at];
        hf_rate rate = hf_proportion_wilson(it->converted, it->matured);
        out->unworked += it->unworked;
        if (!rate.has_rate) {
            out->uncompared += it->unworked;
            continue;
        }
        out->lost_low += (double)it->unworked * rate.low;
        out->lost_high += (double)it->unworked * rate.high;
    }
    out->has_lost = out->unworked > out->uncompared;
}

static void
count_savings(const hf_report *report, hf_value_part *out)
{
    hf_rate worked = report->right.worked_hold;
    out->held = report->codes[HF_UNIT_AGREE_HOLD];
    out->has_saved = worked.has_rate && out->held > 0;
    if (out->has_saved) {
        out->saved_low = (double)out->held * (1 - worked.high);
        out->saved_high = (double)out->held * (1 - worked.low);
    }
}

static void
count_money(const handoff_agreement *agreement, hf_value_part *out)
{
    double deal = (double)agreement->deal / MILLION;
    double hours = (double)agreement->minutes_per_lead / MILLION / 60;
    double wage = (double)agreement->hour / MILLION;
    out->has_money = agreement->has_value;
    if (!agreement->has_value) {
        return;
    }
    out->money_low = out->lost_low * deal;
    out->money_high = out->lost_high * deal;
    out->hours_low = out->saved_low * hours;
    out->hours_high = out->saved_high * hours;
    out->wages_low = out->hours_low * wage;
    out->wages_high = out->hours_high * wage;
}

handoff_status
hf_worth_build(hf_report *report, handoff_ledger *ledger,
               handoff_findings *findings)
{
    const hf_episodes *episodes = &report->episodes;
    size_t count = (size_t)episodes->names.count + 1; // the last: no cell
    cell *cells = hf_memory_zero(count, sizeof *cells);
    (void)ledger;
    if (!cells) {
        return hf_store_no_memory(findings);
    }
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        hf_name name = hf_episodes_grounds(episodes, one)->cell;
        count_case(report, one,
                   &cells[name == HF_EPISODES_NONE ? count - 1 : name]);
    }
    report->value = (hf_value_part){0};
    add_up(cells, count, &report->value);
    count_savings(report, &report->value);
    count_money(report->agreement, &report->value);
    hf_memory_free(cells);
    return HANDOFF_OK;
}
