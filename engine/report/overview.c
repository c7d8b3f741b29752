/*
 * The first page as numbers: how many cases of what kind, the rates made of
 * them, those of the period before, and who agreed with whom. In go episodes,
 * out come counts; words are made of them elsewhere.
 */
#include "report/overview.h"

#include "base/memory.h"
#include "ledger/facts.h"
#include "ledger/joins.h"
#include "report/builders.h"

#include <string.h>

// ---- Rates -----------------------------------------------------------------

/* A rate in the making. */
typedef struct tally {
    int64_t k, n;
} tally;

static void
count(tally *rate, bool is_counted, bool is_hit)
{
    rate->n += is_counted;
    rate->k += is_counted && is_hit;
}

static hf_rate
rate_of(tally it)
{
    return hf_proportion_wilson(it.k, it.n);
}

// Closed untouched while there was time: nobody can say that it was late.
static bool
is_sla_judged(const hf_episode *one, int64_t end)
{
    return hf_episodes_is_judged_pass(one) && one->due != HF_FACTS_NO_TIME &&
           (one->touched != HF_FACTS_NO_TIME ||
            one->code != HF_UNIT_HS_REJECT || one->at > end);
}

static void
count_sla(tally *kept, const hf_episode *one,
          const handoff_agreement *agreement)
{
    if (one->due == HF_FACTS_NO_TIME) {
        return;
    }
    int64_t end =
        hf_calendar_add(&agreement->calendar, one->due, agreement->grace);
    count(kept, is_sla_judged(one, end),
          one->touched != HF_FACTS_NO_TIME && one->touched <= end);
}

static bool
was_closed(const hf_episode *one)
{
    return one->is_reversed || one->code == HF_UNIT_HS_REJECT ||
           one->code == HF_UNIT_DQ_WORKED;
}

hf_report_rates
hf_overview_rates(const hf_episodes *episodes,
                  const handoff_agreement *agreement)
{
    tally high = {0}, low = {0}, disputed = {0}, unexplained = {0};
    tally contradicted = {0}, elsewhere = {0}, kept = {0}, reversed = {0};
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        bool is_high = hf_episodes_is_high(one);
        bool is_either = is_high || hf_episodes_is_low(one);
        count(&high, hf_episodes_is_judged_pass(one), is_high);
        count(&low, hf_episodes_is_judged_hold(one), hf_episodes_is_low(one));
        count(&disputed, is_either, one->dispute_count > 0);
        count(&unexplained, is_either, one->is_unexplained);
        count(&elsewhere, is_either,
              !one->dispute_count && !one->is_unexplained);
        count(&contradicted, is_either, one->is_contradicted);
        count_sla(&kept, one, agreement);
        count(&reversed, was_closed(one), one->is_reversed);
    }
    return (hf_report_rates){
        .high_side = rate_of(high),
        .low_side = rate_of(low),
        .disputed = rate_of(disputed),
        .unexplained = rate_of(unexplained),
        .elsewhere = rate_of(elsewhere),
        .contradicted = rate_of(contradicted),
        .sla_kept = rate_of(kept),
        .reversed = rate_of(reversed),
    };
}

// ---- Counts ----------------------------------------------------------------

static void
count_funnel(const hf_episodes *episodes, const hf_episode *one,
             hf_report_funnel *funnel)
{
    bool is_in = one->code != HF_UNIT_EXCLUDED;
    bool is_pass =
        is_in && hf_episodes_grounds(episodes, one)->means == HF_EPISODES_PASS;
    bool is_handed = is_pass && one->handed != HF_FACTS_NO_TIME &&
                     one->code != HF_UNIT_MK_FORCE &&
                     one->code != HF_UNIT_MK_BLOCK;
    bool is_due = is_handed && one->code != HF_UNIT_PENDING;
    bool is_answered = is_due && one->code != HF_UNIT_HS_IGNORE &&
                       one->code != HF_UNIT_INDETERMINATE;
    funnel->scored++;
    funnel->in_scope += is_in;
    funnel->passed += is_pass;
    funnel->handed += is_handed;
    funnel->due += is_due;
    funnel->answered += is_answered;
}

static void
count_agreement(const hf_episode *one, hf_agreement_table *table)
{
    table->a += hf_episodes_is_worked_pass(one);
    table->b += hf_episodes_is_high(one) && one->code != HF_UNIT_HS_DOWNGRADE;
    table->c += one->code == HF_UNIT_LS_PULL || one->code == HF_UNIT_LS_GATE;
    table->d +=
        one->code == HF_UNIT_AGREE_HOLD || one->code == HF_UNIT_LS_UPGRADE;
}

// Leads are numbered without gaps: a bit each.
static bool
count_leads(hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    int64_t last = 0;
    for (size_t at = 0; at < episodes->count; at++) {
        int64_t lead = episodes->items[at].lead;
        last = lead > last ? lead : last;
    }
    uint8_t *seen = hf_memory_zero((size_t)last / 8 + 1, 1);
    if (!seen) {
        return false;
    }
    for (size_t at = 0; at < episodes->count; at++) {
        uint64_t lead = (uint64_t)episodes->items[at].lead;
        uint8_t bit = (uint8_t)(1u << lead % 8);
        report->leads += (seen[lead / 8] & bit) == 0;
        seen[lead / 8] |= bit;
    }
    hf_memory_free(seen);
    return true;
}

// ---- Revisions -------------------------------------------------------------

static int64_t
cases_of(const hf_episodes *episodes, const int64_t *by_grounds,
         int64_t revision)
{
    int64_t cases = 0;
    for (size_t at = 0; at < episodes->grounds_count; at++) {
        if (episodes->grounds[at].revision == revision) {
            cases += by_grounds[at];
        }
    }
    return cases;
}

static hf_view
keep(hf_report *report, hf_view text, bool *is_fine)
{
    hf_view kept = hf_arena_copy(&report->arena, text);
    *is_fine &= kept.ptr != NULL;
    return kept;
}

static bool
add_revision(hf_report *report, hf_query *row, const int64_t *by_grounds,
             size_t *room)
{
    bool is_fine = true;
    int64_t id = hf_db_get_int(row, 0);
    int64_t cases = cases_of(&report->episodes, by_grounds, id);
    if (!cases) {
        return true;
    }
    if (report->revisions.count == *room) {
        size_t wanted = *room ? 2 * *room : 8;
        hf_revision_part *items =
            hf_arena_zero(&report->arena, wanted, sizeof *items);
        if (!items) {
            return false;
        }
        if (*room) {
            memcpy(items, report->revisions.items, *room * sizeof *items);
        }
        report->revisions.items = items;
        *room = wanted;
    }
    report->revisions.items[report->revisions.count++] = (hf_revision_part){
        .id = id,
        .ruleset = keep(report, hf_db_get_text(row, 1), &is_fine),
        .hash = keep(report, hf_db_get_text(row, 2), &is_fine),
        .git_commit = keep(report, hf_db_get_text(row, 3), &is_fine),
        .rules_hash = keep(report, hf_db_get_text(row, 6), &is_fine),
        .is_dirty = hf_db_get_int(row, 4) != 0,
        .since =
            hf_db_is_null(row, 5) ? HF_FACTS_NO_TIME : hf_db_get_int(row, 5),
        .cases = cases,
    };
    return is_fine;
}

static handoff_status
find_revisions(hf_report *report, handoff_ledger *ledger,
               handoff_findings *findings)
{
    const hf_episodes *episodes = &report->episodes;
    size_t room = 0;
    int64_t *by_grounds =
        hf_memory_zero(episodes->grounds_count + 1, sizeof *by_grounds);
    bool is_fine = by_grounds != NULL;
    for (size_t at = 0; is_fine && at < episodes->count; at++) {
        by_grounds[episodes->items[at].grounds]++;
    }
    hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_REVISION_FACTS);
    hf_db_bind_int(row, 1, report->known_by ? report->known_by : INT64_MAX);
    while (is_fine && hf_db_next(row)) {
        is_fine = add_revision(report, row, by_grounds, &room);
    }
    hf_db_reset(row);
    hf_memory_free(by_grounds);
    handoff_status status = hf_db_status(ledger->db, findings);
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}

// ---- What Sales did with leads that the rules had not seen -----------------

/* The first decision on each lead, by number; HF_FACTS_NO_TIME: none. */
typedef struct firsts {
    int64_t *at;
    size_t room;
    hf_active active;
    hf_joins joins;
} firsts;

static bool
note_first(firsts *self, size_t lead, int64_t as_of)
{
    size_t before = self->room;
    int64_t *at = hf_memory_grow(self->at, &self->room, lead + 1, sizeof *at);
    if (!at) {
        return false;
    }
    self->at = at;
    for (size_t one = before; one < self->room; one++) {
        at[one] = HF_FACTS_NO_TIME;
    }
    if (at[lead] == HF_FACTS_NO_TIME || as_of < at[lead]) {
        at[lead] = as_of;
    }
    return true;
}

static bool
read_firsts(firsts *self, hf_query *row)
{
    bool is_fine = true;
    while (is_fine && hf_db_next(row)) {
        if (hf_active_batch(&self->active, HF_FACTS_DECISION,
                            hf_db_get_int(row, 0), hf_db_get_int(row, 1))) {
            int64_t lead = hf_joins_whole(&self->joins, hf_db_get_int(row, 2));
            is_fine = note_first(self, (size_t)lead, hf_db_get_int(row, 3));
        }
    }
    hf_db_reset(row);
    return is_fine;
}

static int64_t
count_strays(const firsts *self, hf_query *row)
{
    int64_t strays = 0;
    while (hf_db_next(row)) {
        size_t lead =
            (size_t)hf_joins_whole(&self->joins, hf_db_get_int(row, 2));
        bool has_first = lead < self->room &&
                         self->at[lead] != HF_FACTS_NO_TIME &&
                         self->at[lead] <= hf_db_get_int(row, 3);
        strays += !has_first &&
                  hf_active_batch(&self->active, HF_FACTS_DISPOSITION,
                                  hf_db_get_int(row, 0), hf_db_get_int(row, 1));
    }
    hf_db_reset(row);
    return strays;
}

static handoff_status
count_facts_without_decision(hf_report *report, handoff_ledger *ledger,
                             handoff_findings *findings)
{
    firsts self = {0};
    int64_t last = report->known_by ? report->known_by : INT64_MAX;
    bool is_fine = true;
    handoff_status status =
        hf_active_load(&self.active, ledger, report->known_by, findings);
    if (status == HANDOFF_OK) {
        status = hf_joins_load(&self.joins, ledger, &self.active,
                               report->known_by, 0, findings);
    }
    if (status == HANDOFF_OK) {
        hf_query *row = hf_db_use(ledger->db, HF_STATEMENT_FIRST_DECISIONS);
        hf_db_bind_int(row, 1, last);
        is_fine = read_firsts(&self, row);
        row = hf_db_use(ledger->db, HF_STATEMENT_DEED_TIMES);
        hf_db_bind_int(row, 1, last);
        hf_db_bind_int(row, 2,
                       report->options->has_from ? report->from : INT64_MIN);
        hf_db_bind_int(row, 3, report->to + (report->options->has_to ? 0 : 1));
        report->facts_without_decision = count_strays(&self, row);
        status = hf_db_status(ledger->db, findings);
    }
    hf_joins_clear(&self.joins);
    hf_active_clear(&self.active);
    hf_memory_free(self.at);
    return status == HANDOFF_OK && !is_fine ? hf_store_no_memory(findings)
                                            : status;
}

// ---- All of it -------------------------------------------------------------

static void
compare(hf_report *report)
{
    hf_report_before *before = &report->before;
    if (!before->is_there) {
        return;
    }
    before->rates =
        hf_overview_rates(&report->before_episodes, report->agreement);
    before->high_side = hf_proportion_difference(&report->rates.high_side,
                                                 &before->rates.high_side);
    before->low_side = hf_proportion_difference(&report->rates.low_side,
                                                &before->rates.low_side);
}

handoff_status
hf_overview_build(hf_report *report, handoff_ledger *ledger,
                  handoff_findings *findings)
{
    const hf_episodes *episodes = &report->episodes;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        report->codes[one->code]++;
        count_funnel(episodes, one, &report->funnel);
        count_agreement(one, &report->agreed);
    }
    report->rates = hf_overview_rates(episodes, report->agreement);
    compare(report);
    if (!count_leads(report)) {
        return hf_store_no_memory(findings);
    }
    handoff_status status = find_revisions(report, ledger, findings);
    return status == HANDOFF_OK
               ? count_facts_without_decision(report, ledger, findings)
               : status;
}
