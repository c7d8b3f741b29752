/*
 * Time and silence: how long leads waited for their first touch, which were
 * never touched, and what was closed in one go. In go judged passes, out come
 * a distribution and lists.
 */
#include "base/memory.h"
#include "ledger/facts.h"
#include "ledger/story.h"
#include "report/builders.h"
#include "report/quantile.h"

#include <stdlib.h>

enum { MINUTE = 60, BULK_GAP = 60 };

// ---- Until the first touch -------------------------------------------------

// What nobody touched was waiting until it was closed, or as far as we see.
static hf_quantile_wait
wait_of(const hf_episode *one, int64_t seen_until)
{
    bool is_open = one->touched == HF_FACTS_NO_TIME;
    int64_t end = is_open ? seen_until : one->touched;
    if (is_open && one->code == HF_UNIT_HS_REJECT) {
        end = one->at;
    }
    int64_t seconds = end > one->handed ? end - one->handed : 0;
    return (hf_quantile_wait){seconds / MINUTE, is_open};
}

static void
count_bin(hf_time_part *time, int64_t minutes)
{
    static const int64_t ends[] = {15,       60,       4 * 60,    24 * 60,
                                   2 * 1440, 5 * 1440, 10 * 1440, INT64_MAX};
    size_t bin = 0;
    while (minutes >= ends[bin]) {
        bin++;
    }
    time->bins[bin]++;
}

static int64_t
minutes_of(hf_quantile found)
{
    return found.is_known ? found.minutes : -1;
}

static bool
build_waits(hf_report *report, int64_t seen_until)
{
    const hf_episodes *episodes = &report->episodes;
    hf_time_part *time = &report->time;
    size_t count = 0;
    hf_quantile_wait *waits =
        hf_memory_alloc((episodes->count + 1) * sizeof *waits);
    if (!waits) {
        return false;
    }
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (!hf_episodes_is_judged_pass(one) ||
            one->handed == HF_FACTS_NO_TIME) {
            continue;
        }
        waits[count] = wait_of(one, seen_until);
        time->touched += !waits[count].is_open;
        time->untouched += waits[count].is_open;
        if (!waits[count].is_open) {
            count_bin(time, waits[count].minutes);
        }
        count++;
    }
    hf_quantile_sort(waits, count);
    time->median =
        minutes_of(hf_quantile_survival(waits, count, HF_QUANTILE_MEDIAN));
    time->p90 = minutes_of(hf_quantile_survival(waits, count, HF_QUANTILE_P90));
    hf_memory_free(waits);
    return true;
}

// ---- Silence ---------------------------------------------------------------

// Episodes stand in the order of their handing over: the longest first.
static bool
list_code(hf_report *report, hf_unit_code code, uint32_t **list, size_t *count)
{
    const hf_episodes *episodes = &report->episodes;
    size_t wanted = (size_t)report->codes[code];
    *list = hf_arena_zero(&report->arena, wanted ? wanted : 1, sizeof **list);
    for (size_t at = 0; *list && at < episodes->count; at++) {
        if (episodes->items[at].code == code) {
            (*list)[(*count)++] = (uint32_t)at;
        }
    }
    return *list != NULL;
}

// ---- In one go -------------------------------------------------------------

static int
order_bulk(const void *a, const void *b)
{
    const hf_episode *left = *(const hf_episode *const *)a;
    const hf_episode *right = *(const hf_episode *const *)b;
    if (left->actor != right->actor) {
        return left->actor < right->actor ? -1 : 1;
    }
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return left->id < right->id ? -1 : left->id > right->id;
}

static int
order_parts(const void *a, const void *b)
{
    const hf_bulk_part *left = a;
    const hf_bulk_part *right = b;
    if (left->at != right->at) {
        return left->at < right->at ? -1 : 1;
    }
    return left->actor < right->actor ? -1 : left->actor > right->actor;
}

/* The high-side rate in the making. */
typedef struct once {
    int64_t k, n;
} once;

// A closure counts as what most of its cases count as.
static void
count_once(const hf_episode *const *cases, size_t count, once *rate)
{
    int64_t judged = 0;
    int64_t high = 0;
    for (size_t at = 0; at < count; at++) {
        judged += hf_episodes_is_judged_pass(cases[at]);
        high += hf_episodes_is_high(cases[at]);
    }
    rate->n -= judged ? judged - 1 : 0;
    rate->k -= high - (judged && 2 * high >= judged);
}

static size_t
end_of_bulk(const hf_episode *const *cases, size_t count, size_t first)
{
    size_t end = first + 1;
    while (end < count && cases[end]->actor == cases[first]->actor &&
           cases[end]->at - cases[end - 1]->at <= BULK_GAP) {
        end++;
    }
    return end;
}

static bool
build_bulks(hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    hf_time_part *time = &report->time;
    once rate = {report->rates.high_side.k, report->rates.high_side.n};
    size_t count = 0;
    for (size_t at = 0; at < episodes->count; at++) {
        count += episodes->items[at].is_bulk;
    }
    const hf_episode **cases = hf_memory_alloc((count + 1) * sizeof *cases);
    time->bulks = hf_arena_zero(&report->arena, count + 1, sizeof *time->bulks);
    if (!cases || !time->bulks) {
        hf_memory_free(cases);
        return false;
    }
    count = 0;
    for (size_t at = 0; at < episodes->count; at++) {
        if (episodes->items[at].is_bulk) {
            cases[count++] = &episodes->items[at];
        }
    }
    qsort(cases, count, sizeof(const hf_episode *), order_bulk);
    for (size_t first = 0, end; first < count; first = end) {
        end = end_of_bulk(cases, count, first);
        time->bulks[time->bulk_count++] =
            (hf_bulk_part){.actor = cases[first]->actor,
                           .team = cases[first]->team,
                           .at = cases[first]->at,
                           .n = (int64_t)(end - first)};
        count_once(cases + first, end - first, &rate);
    }
    qsort(time->bulks, time->bulk_count, sizeof *time->bulks, order_parts);
    time->once = hf_proportion_wilson(rate.k, rate.n);
    hf_memory_free(cases);
    return true;
}

// ---- All of it -------------------------------------------------------------

handoff_status
hf_waiting_build(hf_report *report, handoff_ledger *ledger,
                 handoff_findings *findings)
{
    hf_time_part *time = &report->time;
    int64_t covered = HF_FACTS_NO_TIME;
    handoff_status status = hf_story_covered(
        ledger, HF_VIEW("dispositions"), report->known_by, &covered, findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    int64_t seen_until = covered < report->as_of ? covered : report->as_of;
    bool is_fine =
        build_waits(report, seen_until) &&
        list_code(report, HF_UNIT_HS_IGNORE, &time->ignored,
                  &time->ignored_count) &&
        list_code(report, HF_UNIT_HS_PAPER, &time->paper, &time->paper_count) &&
        build_bulks(report);
    return is_fine ? HANDOFF_OK : hf_store_no_memory(findings);
}
