/*
 * Where on the map of the rules disagreement lies: the cells, and how far from
 * the line a case was. In go episodes, out come a row a cell and a histogram
 * of margins.
 */
#include "base/memory.h"
#include "report/builders.h"

#include <stdlib.h>

/* A cell in the making. */
typedef struct cell {
    hf_name name;
    int64_t passes, high, holds, low;
    int64_t worked, converted; // worked and matured
} cell;

// ---- Cells -----------------------------------------------------------------

static bool
is_worked(const hf_episode *one)
{
    return hf_episodes_is_worked_pass(one) || one->code == HF_UNIT_LS_PULL ||
           one->code == HF_UNIT_LS_GATE;
}

static bool
is_converted(const hf_episode *one)
{
    return one->resolution == HF_RESOLUTION_BOTH_RIGHT ||
           one->resolution == HF_RESOLUTION_SALES_VINDICATED;
}

static void
count_cell(const hf_report *report, const hf_episode *one, cell *out)
{
    bool is_counted =
        is_worked(one) &&
        hf_episodes_is_matured(one, report->as_of, report->agreement->maturity);
    out->passes += hf_episodes_is_judged_pass(one);
    out->high += hf_episodes_is_high(one);
    out->holds += hf_episodes_is_judged_hold(one);
    out->low += hf_episodes_is_low(one);
    out->worked += is_counted;
    out->converted += is_counted && is_converted(one);
}

// How much more often a case of the cell converted than those of all others.
static hf_figure
lift_of(const cell *one, int64_t worked, int64_t converted)
{
    hf_figure own =
        hf_figure_ratio((double)one->converted, (double)one->worked);
    hf_figure other = hf_figure_ratio((double)(converted - one->converted),
                                      (double)(worked - one->worked));
    return own.is_known && other.is_known
               ? hf_figure_ratio(own.value, other.value)
               : (hf_figure){false, 0};
}

static bool
fill_cells(hf_report *report, cell *cells, size_t count)
{
    hf_cell_part *parts =
        hf_arena_zero(&report->arena, count ? count : 1, sizeof *parts);
    int64_t worked = 0;
    int64_t converted = 0;
    if (!parts) {
        return false;
    }
    for (size_t at = 0; at < count; at++) {
        worked += cells[at].worked;
        converted += cells[at].converted;
    }
    for (size_t at = 0; at < count; at++) {
        const cell *one = &cells[at];
        parts[at] = (hf_cell_part){
            .cell = one->name,
            .high_side = hf_proportion_wilson(one->high, one->passes),
            .low_side = hf_proportion_wilson(one->low, one->holds),
            .conversion = hf_proportion_wilson(one->converted, one->worked),
            .lift = lift_of(one, worked, converted),
        };
    }
    report->cells.items = parts;
    report->cells.count = count;
    return true;
}

/* Names compared as texts. */
typedef struct named {
    hf_view text;
    size_t place;
} named;

static int
order_named(const void *a, const void *b)
{
    return hf_view_order(((const named *)a)->text, ((const named *)b)->text);
}

// By name; the order in which they were met depends on the order of facts.
static bool
sort_cells(const hf_episodes *episodes, cell *cells, size_t count)
{
    named *names = hf_memory_alloc((count + 1) * sizeof *names);
    cell *sorted = hf_memory_alloc((count + 1) * sizeof *sorted);
    bool is_fine = names && sorted;
    for (size_t at = 0; is_fine && at < count; at++) {
        names[at] = (named){hf_episodes_text(episodes, cells[at].name), at};
    }
    if (is_fine) {
        qsort(names, count, sizeof *names, order_named);
        for (size_t at = 0; at < count; at++) {
            sorted[at] = cells[names[at].place];
        }
        for (size_t at = 0; at < count; at++) {
            cells[at] = sorted[at];
        }
    }
    hf_memory_free(names);
    hf_memory_free(sorted);
    return is_fine;
}

static bool
build_cells(hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    size_t names = (size_t)episodes->names.count + 1;
    cell *cells = hf_memory_zero(names, sizeof *cells);
    uint32_t *place_of = hf_memory_zero(names, sizeof *place_of); // + 1
    size_t count = 0;
    bool is_fine = cells && place_of;
    for (size_t at = 0; is_fine && at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        hf_name name = hf_episodes_grounds(episodes, one)->cell;
        size_t slot = name == HF_EPISODES_NONE ? names - 1 : name;
        if (!hf_episodes_is_judged_pass(one) &&
            !hf_episodes_is_judged_hold(one)) {
            continue;
        }
        if (!place_of[slot]) {
            place_of[slot] = (uint32_t)++count;
            cells[count - 1].name = name;
        }
        count_cell(report, one, &cells[place_of[slot] - 1]);
    }
    is_fine = is_fine && sort_cells(episodes, cells, count) &&
              fill_cells(report, cells, count);
    hf_memory_free(cells);
    hf_memory_free(place_of);
    return is_fine;
}

// ---- Margins ---------------------------------------------------------------

enum { MOST_BARS = 24 };

/* What there is of margins. */
typedef struct span {
    int64_t least, most;
    bool is_found;
} span;

static bool
has_margin(const hf_episodes *episodes, const hf_episode *one, int64_t *margin)
{
    const hf_grounds *grounds = hf_episodes_grounds(episodes, one);
    *margin = grounds->margin;
    return grounds->has_margin &&
           (hf_episodes_is_judged_pass(one) || hf_episodes_is_judged_hold(one));
}

static span
find_span(const hf_episodes *episodes)
{
    span found = {0};
    for (size_t at = 0; at < episodes->count; at++) {
        int64_t margin;
        if (has_margin(episodes, &episodes->items[at], &margin)) {
            found.least =
                found.is_found && found.least < margin ? found.least : margin;
            found.most =
                found.is_found && found.most > margin ? found.most : margin;
            found.is_found = true;
        }
    }
    return found;
}

static int64_t
floor_to(int64_t number, int64_t width)
{
    int64_t rest = number % width;
    return number - rest - (rest < 0 ? width : 0);
}

// 1, 2, 5, 10, 20, 50, ...: the first of which few enough bars are needed.
static int64_t
choose_width(span found)
{
    static const int64_t steps[] = {1, 2, 5};
    int64_t unit = 1;
    for (size_t at = 0;; at++) {
        if (at && at % 3 == 0) {
            unit *= 10;
        }
        int64_t width = unit * steps[at % 3];
        int64_t bars =
            (floor_to(found.most, width) - floor_to(found.least, width)) /
                width +
            1;
        if (bars <= MOST_BARS) {
            return width;
        }
    }
}

static bool
build_margins(hf_report *report)
{
    const hf_episodes *episodes = &report->episodes;
    span found = find_span(episodes);
    if (!found.is_found) {
        return true;
    }
    int64_t width = choose_width(found);
    int64_t first = floor_to(found.least, width);
    size_t count = (size_t)((floor_to(found.most, width) - first) / width) + 1;
    hf_margin_part *bars = hf_arena_zero(&report->arena, count, sizeof *bars);
    if (!bars) {
        return false;
    }
    for (size_t at = 0; at < count; at++) {
        bars[at].least = first + (int64_t)at * width;
        bars[at].width = width;
    }
    for (size_t at = 0; at < episodes->count; at++) {
        const hf_episode *one = &episodes->items[at];
        int64_t margin;
        if (has_margin(episodes, one, &margin)) {
            hf_margin_part *bar = &bars[(margin - first) / width];
            bool is_overridden =
                hf_episodes_is_high(one) || hf_episodes_is_low(one);
            bar->overridden += is_overridden;
            bar->followed += !is_overridden;
        }
    }
    report->margins.items = bars;
    report->margins.count = count;
    return true;
}

handoff_status
hf_cells_build(hf_report *report, handoff_ledger *ledger,
               handoff_findings *findings)
{
    (void)ledger;
    return build_cells(report) && build_margins(report)
               ? HANDOFF_OK
               : hf_store_no_memory(findings);
}
