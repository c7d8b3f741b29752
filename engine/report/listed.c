/*
 * Cases that are listed one by one: those that a consent gate held and that
 * were worked all the same, and those where Marketing set its own rules aside.
 * In go the episodes, out come both lists in the order of time, with the gate
 * or the marketer, and what became of the lead.
 */
#include "base/memory.h"
#include "ledger/facts.h"
#include "report/builders.h"
#include "report/case_story.h"

#include <stdlib.h>

static bool
is_marketing(const hf_episode *one)
{
    return one->code == HF_UNIT_MK_FORCE || one->code == HF_UNIT_MK_BLOCK;
}

static bool
is_compliance(const hf_episode *one)
{
    return one->code == HF_UNIT_LS_GATE;
}

// ---- In the order of time --------------------------------------------------

/* Where a case goes. */
typedef struct place {
    int64_t at;
    uint32_t episode;
} place;

static int
order_places(const void *a, const void *b)
{
    const place *left = a;
    const place *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return left->episode < right->episode ? -1 : left->episode > right->episode;
}

static size_t
collect(const hf_episodes *episodes, bool (*is_wanted)(const hf_episode *),
        place *out)
{
    size_t count = 0;
    for (size_t at = 0; at < episodes->count; at++) {
        if (!is_wanted(&episodes->items[at])) {
            continue;
        }
        if (out) {
            out[count] = (place){episodes->items[at].at, (uint32_t)at};
        }
        count++;
    }
    return count;
}

static bool
list_cases(hf_report *report, bool (*is_wanted)(const hf_episode *),
           hf_listed_part **items, size_t *count)
{
    size_t wanted = collect(&report->episodes, is_wanted, NULL);
    place *places = hf_memory_alloc((wanted + 1) * sizeof *places);
    *items = hf_arena_zero(&report->arena, wanted + 1, sizeof **items);
    bool is_fine = places && *items;
    if (is_fine) {
        collect(&report->episodes, is_wanted, places);
        qsort(places, wanted, sizeof *places, order_places);
        for (size_t at = 0; at < wanted; at++) {
            (*items)[at].at = places[at].episode;
        }
        *count = wanted;
    }
    hf_memory_free(places);
    return is_fine;
}

// ---- What there is to say of each ------------------------------------------

static bool
keep(hf_report *report, hf_buffer *words, hf_view *out)
{
    *out = hf_arena_copy(&report->arena, hf_buffer_view(words));
    bool is_fine = !words->failed && out->ptr;
    hf_buffer_clear(words);
    return is_fine;
}

static const hf_rule_line *
find_line(hf_case_teller *teller, const hf_grounds *grounds, hf_name fired,
          bool *is_fine)
{
    const hf_rule_line *line = hf_rule_book_find(
        &teller->book, teller->ledger, grounds->revision,
        hf_episodes_text(&teller->report->episodes, fired), is_fine);
    return line && line->is_consent ? line : NULL;
}

// The consent gates among what fired, with their rationale.
static bool
find_gates(hf_case_teller *teller, const hf_episode *one, hf_listed_part *out)
{
    hf_report *report = teller->report;
    const hf_grounds *grounds = hf_episodes_grounds(&report->episodes, one);
    hf_buffer ids = {0};
    hf_buffer because = {0};
    bool is_fine = true;
    for (uint32_t at = 0; at < grounds->fired_count; at++) {
        const hf_rule_line *line =
            find_line(teller, grounds, grounds->fired[at], &is_fine);
        if (line) {
            hf_buffer_add_text(&ids, ids.len ? ", " : "");
            hf_buffer_add_view(&ids, line->id);
            hf_buffer_add_text(&because, because.len ? " " : "");
            hf_buffer_add_view(&because, line->because);
        }
    }
    is_fine &= keep(report, &ids, &out->grounds);
    return keep(report, &because, &out->because) && is_fine;
}

static bool
find_marketer(hf_case_teller *teller, const hf_episode *one,
              hf_listed_part *out)
{
    hf_buffer name = {0};
    hf_case_story_person(
        teller, hf_episodes_text(&teller->report->episodes, one->actor), &name);
    return keep(teller->report, &name, &out->grounds);
}

static handoff_status
tell_cases(hf_case_teller *teller, hf_listed_part *items, size_t count)
{
    handoff_status status = HANDOFF_OK;
    for (size_t at = 0; status == HANDOFF_OK && at < count; at++) {
        const hf_episode *one = &teller->report->episodes.items[items[at].at];
        bool is_fine = is_compliance(one)
                           ? find_gates(teller, one, &items[at])
                           : find_marketer(teller, one, &items[at]);
        status = is_fine ? hf_case_story_fate(teller, one, &items[at].fate)
                         : hf_store_no_memory(teller->findings);
    }
    return status;
}

// Of all holds that a consent gate made, how many were worked. What a decision
// rests on is looked at once for all that share it.
static bool
count_gated(hf_case_teller *teller)
{
    hf_report *report = teller->report;
    const hf_episodes *episodes = &report->episodes;
    bool *is_gated =
        hf_memory_zero(episodes->grounds_count + 1, sizeof *is_gated);
    bool is_fine = is_gated != NULL;
    int64_t worked = 0;
    int64_t all = 0;
    for (size_t at = 0; is_fine && at < episodes->grounds_count; at++) {
        const hf_grounds *it = &episodes->grounds[at];
        for (uint32_t one = 0; it->means != HF_EPISODES_PASS && is_fine &&
                               !is_gated[at] && one < it->fired_count;
             one++) {
            is_gated[at] = find_line(teller, it, it->fired[one], &is_fine);
        }
    }
    for (size_t at = 0; is_fine && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        worked += is_compliance(one);
        all += hf_episodes_is_judged_hold(one) && is_gated[one->grounds];
    }
    report->gated = hf_proportion_wilson(worked, all);
    hf_memory_free(is_gated);
    return is_fine;
}

// What a marketer kept back was not handed over, even where the run had it so.
static void
count_shares(hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    int64_t forced = report->codes[HF_UNIT_MK_FORCE];
    int64_t handed = forced;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        handed += one->handed != HF_FACTS_NO_TIME &&
                  one->code != HF_UNIT_EXCLUDED && !is_marketing(one);
    }
    report->forced = hf_proportion_wilson(forced, handed);
    report->blocked = hf_proportion_wilson(report->codes[HF_UNIT_MK_BLOCK],
                                           report->funnel.passed);
}

handoff_status
hf_listed_build(hf_report *report, handoff_ledger *ledger,
                handoff_findings *findings)
{
    hf_case_teller teller = {
        .report = report, .ledger = ledger, .findings = findings};
    bool is_fine = list_cases(report, is_compliance, &report->compliance.items,
                              &report->compliance.count) &&
                   list_cases(report, is_marketing, &report->marketing.items,
                              &report->marketing.count);
    handoff_status status = is_fine
                                ? tell_cases(&teller, report->compliance.items,
                                             report->compliance.count)
                                : hf_store_no_memory(findings);
    if (status == HANDOFF_OK) {
        status = tell_cases(&teller, report->marketing.items,
                            report->marketing.count);
    }
    if (status == HANDOFF_OK && !count_gated(&teller)) {
        status = hf_store_no_memory(findings);
    }
    count_shares(report);
    hf_case_story_clear(&teller);
    return status;
}
