/*
 * The trend: judged passes by the week in which they were handed over, with
 * the limits of a control chart. A change of the rules begins a new baseline;
 * a new list of accounts does not.
 */
#include "base/date.h"
#include "base/memory.h"
#include "ledger/facts.h"
#include "report/builders.h"
#include "report/chart.h"

enum { DAYS_OF_WEEK = 7, THURSDAY = 3 };

#define WEEK (DAYS_OF_WEEK * HF_DATE_DAY)

// Midnight UTC of its Monday; 1 January 1970 was a Thursday.
static int64_t
monday_of(int64_t seconds)
{
    int64_t day = hf_date_day(seconds);
    int64_t of_week =
        ((day + THURSDAY) % DAYS_OF_WEEK + DAYS_OF_WEEK) % DAYS_OF_WEEK;
    return (day - of_week) * HF_DATE_DAY;
}

// ISO 8601: a week belongs to the year of its Thursday.
static void
name_week(hf_week_part *week)
{
    hf_civil civil;
    int64_t first = 0;
    int64_t thursday = week->start + THURSDAY * HF_DATE_DAY;
    hf_date_to_civil(thursday, &civil);
    hf_civil new_year = {.year = civil.year, .month = 1, .day = 1};
    hf_date_from_civil(&new_year, &first);
    week->year = civil.year;
    week->week = (int)((thursday - first) / WEEK) + 1;
}

static bool
has_week(const hf_episode *one)
{
    return one->handed != HF_FACTS_NO_TIME && hf_episodes_is_judged_pass(one);
}

// Of judged passes; handed ones are in the order of their handing over.
static bool
find_span(const hf_episodes *episodes, int64_t *first, int64_t *last)
{
    bool is_found = false;
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (has_week(one)) {
            *first = is_found ? *first : monday_of(one->handed);
            *last = monday_of(one->handed);
            is_found = true;
        }
    }
    return is_found;
}

// The one that came in force in the week and changed the rules.
static const hf_revision_part *
changed_in(const hf_report *report, int64_t start)
{
    for (size_t at = 1; at < report->revisions.count; at++) {
        const hf_revision_part *before = &report->revisions.items[at - 1];
        const hf_revision_part *one = &report->revisions.items[at];
        if (hf_view_equal(before->ruleset, one->ruleset) &&
            !hf_view_equal(before->rules_hash, one->rules_hash) &&
            one->since != HF_FACTS_NO_TIME && one->since >= start &&
            one->since < start + WEEK) {
            return one;
        }
    }
    return NULL;
}

static void
count_weeks(const hf_episodes *episodes, int64_t first, hf_chart_point *points)
{
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        if (has_week(one)) {
            hf_chart_point *point = &points[(one->handed - first) / WEEK];
            point->n++;
            point->k += hf_episodes_is_high(one);
        }
    }
}

static void
fill_week(const hf_chart_point *point, hf_week_part *week)
{
    week->rate = point->rate;
    week->limit_low = point->has_limits ? point->wide.low : 0;
    week->limit_high = point->has_limits ? point->wide.high : 1;
    week->z = point->z.value;
    week->is_outside = point->has_limits && point->wide.is_outside;
    week->is_run = point->is_run;
    week->centre = point->center;
}

handoff_status
hf_weeks_build(hf_report *report, handoff_ledger *ledger,
               handoff_findings *findings)
{
    (void)ledger;
    const hf_episodes *episodes = &report->episodes;
    int64_t first = 0;
    int64_t last = 0;
    if (!find_span(episodes, &first, &last)) {
        return HANDOFF_OK;
    }
    size_t count = (size_t)((last - first) / WEEK) + 1;
    hf_chart_point *points = hf_memory_zero(count, sizeof *points);
    hf_week_part *weeks = hf_arena_zero(&report->arena, count, sizeof *weeks);
    if (!points || !weeks) {
        hf_memory_free(points);
        return hf_store_no_memory(findings);
    }
    count_weeks(episodes, first, points);
    for (size_t at = 0; at < count; at++) {
        weeks[at].start = first + (int64_t)at * WEEK;
        name_week(&weeks[at]);
        weeks[at].revision = at ? changed_in(report, weeks[at].start) : NULL;
        points[at].segment =
            at ? points[at - 1].segment + (weeks[at].revision != NULL) : 0;
    }
    hf_chart_fill(points, count);
    for (size_t at = 0; at < count; at++) {
        fill_week(&points[at], &weeks[at]);
    }
    report->weeks.items = weeks;
    report->weeks.count = count;
    hf_memory_free(points);
    return HANDOFF_OK;
}
