/*
 * Sections 2 to 4: how far the rules and Sales agree, week by week, and where
 * on the map of the rules they do not. In goes the report, out come a table of
 * two by two, a control chart, cells and the histogram of margins.
 */
#include "report/sections.h"
#include "report/words.h"

// ---- 2. The table ----------------------------------------------------------

static const hf_column agreement_columns[] = {
    {"rules", "The rules said", HF_VALUE_TEXT},
    {"worked", "Sales worked it", HF_VALUE_COUNT},
    {"left", "Sales did not", HF_VALUE_COUNT},
    {"share_worked", "Worked", HF_VALUE_RATE},
};

static void
add_row(hf_layout *layout, hf_sheet *sheet, hf_view name, int64_t worked,
        int64_t left)
{
    hf_value *row = hf_layout_row(layout, sheet);
    if (row) {
        row[0] = hf_layout_words(name);
        row[1] = hf_layout_count(worked);
        row[2] = hf_layout_count(left);
        row[3] = hf_layout_rate(hf_proportion_wilson(worked, worked + left));
    }
}

static void
add_square(hf_layout *layout)
{
    const hf_agreement_table *it = &layout->report->agreed;
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_SQUARE, 4);
    if (!chart) {
        return;
    }
    chart->title = HF_VIEW("What the rules said, and what Sales did");
    chart->text = hf_layout_words_of(
        layout,
        "%n passed and worked, %n passed and not worked, %n held and worked, "
        "%n held and left alone",
        it->a, it->b, it->c, it->d);
    const hf_mark marks[] = {
        {.label = HF_VIEW("passed, worked"), .y = (double)it->a},
        {.label = HF_VIEW("passed, not worked"), .y = (double)it->b},
        {.label = HF_VIEW("held, worked"), .y = (double)it->c},
        {.label = HF_VIEW("held, left alone"), .y = (double)it->d},
    };
    for (size_t at = 0; at < 4; at++) {
        chart->marks[at] = marks[at];
    }
}

// "82 of 100" in the words of the room, with what it was made from.
static void
say_agreement(hf_layout *layout, hf_agreement_figures it)
{
    const hf_agreement_table *table = &layout->report->agreed;
    hf_rate rate = hf_proportion_wilson(table->a + table->d, it.n);
    int64_t of_hundred = (int64_t)(rate.rate * 100 + 0.5);
    if (it.n < 100) {
        hf_layout_tell(layout, HF_BLOCK_LEAD,
                       "The rules and Sales agreed on %n of %o.", rate.k, it.n,
                       "case", "cases");
    } else {
        hf_layout_tell(layout, HF_BLOCK_LEAD,
                       "The rules and Sales agreed on %n of 100 cases (%n of "
                       "%n, %s to %s).",
                       of_hundred, rate.k, rate.n, rate.low, rate.high);
    }
}

static void
say_direction(hf_layout *layout)
{
    const hf_agreement_table *it = &layout->report->agreed;
    if (!it->b && !it->c) {
        hf_layout_say(layout, HF_BLOCK_TEXT, "They disagree on none.");
        return;
    }
    if (it->b == it->c) {
        hf_layout_tell(layout, HF_BLOCK_TEXT,
                       "They disagree in both directions alike: %o each.",
                       it->b, "case", "cases");
        return;
    }
    hf_layout_tell(
        layout, HF_BLOCK_TEXT,
        it->b > it->c ? "Where they disagree, it is mostly about leads that "
                        "the rules passed: %n not worked, beside %n held "
                        "that were worked."
                      : "Where they disagree, it is mostly about leads that "
                        "the rules held: %n worked, beside %n passed that "
                        "were not.",
        it->b > it->c ? it->b : it->c, it->b > it->c ? it->c : it->b);
}

void
hf_sections_agreement_table(hf_layout *layout)
{
    const hf_agreement_table *it = &layout->report->agreed;
    hf_agreement_figures figures = hf_agreement_table_describe(it);
    hf_layout_section(layout, 2, "Agreement");
    if (!figures.n) {
        hf_layout_say(layout, HF_BLOCK_EMPTY, "No case can be judged yet.");
        return;
    }
    say_agreement(layout, figures);
    hf_sheet *sheet =
        hf_layout_sheet(layout, "agreement", agreement_columns, 4,
                        HF_VIEW("What the rules said, and what Sales did"));
    if (sheet) {
        add_row(layout, sheet, HF_VIEW("passed"), it->a, it->b);
        add_row(layout, sheet, HF_VIEW("held"), it->c, it->d);
    }
    add_square(layout);
    say_direction(layout);
    hf_layout_tell(
        layout, HF_BLOCK_NOTE,
        "Of %o. A passed lead whose priority was lowered counts as worked, a "
        "held one whose priority was raised as left alone. Where one answer "
        "is much more frequent than the other, much agreement comes by itself: "
        "the figures that allow for it stand in section 15.",
        figures.n, "case that was judged", "cases that were judged");
}

// ---- 3. The trend ----------------------------------------------------------

static const hf_column week_columns[] = {
    {"week", "Week", HF_VALUE_TEXT},
    {"start", "From", HF_VALUE_TIME},
    {"high_side", "Not followed", HF_VALUE_RATE},
    {"limit_low", "Expected from", HF_VALUE_SHARE},
    {"limit_high", "to", HF_VALUE_SHARE},
    {"outside", "Outside", HF_VALUE_FLAG},
    {"revision", "New rules", HF_VALUE_CODE},
};

static hf_view
week_name(hf_layout *layout, const hf_week_part *week)
{
    return hf_layout_text(layout, "%04d-W%02d", week->year, week->week);
}

static hf_view
revision_name(const hf_week_part *week)
{
    return week->revision ? hf_view_slice(week->revision->hash, 0, 8)
                          : HF_VIEW("");
}

static void
add_week_rows(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_sheet *sheet = hf_layout_sheet(layout, "weeks", week_columns, 7,
                                      HF_VIEW("Week by week"));
    for (size_t at = 0; sheet && at < report->weeks.count; at++) {
        const hf_week_part *week = &report->weeks.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(week_name(layout, week));
        row[1] = hf_layout_time(week->start);
        row[2] = hf_layout_rate(week->rate);
        if (week->rate.has_rate) {
            row[3] = hf_layout_share(week->limit_low);
            row[4] = hf_layout_share(week->limit_high);
        }
        row[5] = hf_layout_flag(week->is_outside, HF_VIEW("outside"));
        if (week->revision) {
            row[6] = hf_layout_code(revision_name(week));
        }
    }
}

static void
add_trend(hf_layout *layout, int64_t outside)
{
    const hf_report *report = layout->report;
    size_t count = report->weeks.count;
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_TREND, count);
    if (!chart) {
        return;
    }
    chart->title = HF_VIEW("Passed, not followed, week by week");
    chart->x_label = "week in which the lead was handed over";
    chart->y_label = "not followed";
    chart->centre = report->rates.high_side.rate;
    chart->text = hf_layout_words_of(
        layout,
        "%o, of which %n outside of the limits; all rates are in the "
        "table below",
        (int64_t)count, "week", "weeks", outside);
    for (size_t at = 0; at < count; at++) {
        const hf_week_part *week = &report->weeks.items[at];
        chart->marks[at] = (hf_mark){
            .label = week_name(layout, week),
            .y = week->rate.rate,
            .low = week->limit_low,
            .high = week->limit_high,
            .is_flagged = week->is_outside,
            .is_absent = !week->rate.has_rate,
            .note = week->revision ? hf_layout_words_of(layout, "new rules %v",
                                                        revision_name(week))
                                   : HF_VIEW(""),
        };
    }
}

static void
say_trend(hf_layout *layout, int64_t outside, int64_t runs, int64_t changes)
{
    int64_t count = (int64_t)layout->report->weeks.count;
    hf_buffer words = {0};
    if (outside) {
        hf_words_add(&words,
                     "In %n of %o Sales did not follow more, or less, often "
                     "than the other weeks let expect: ask what was different "
                     "then",
                     outside, count, "week", "weeks");
    } else {
        hf_words_add(&words,
                     "No week of %n stands out: what goes up and down is what "
                     "chance brings",
                     count);
    }
    hf_words_add(&words,
                 runs ? ", and in %o a run of eight or more lay on "
                        "one side."
                      : ".",
                 runs, "week", "weeks");
    if (changes) {
        hf_words_add(&words, " The rules changed in %o.", changes, "week",
                     "weeks");
    }
    hf_layout_say_words(layout, HF_BLOCK_LEAD, &words);
}

void
hf_sections_agreement_trend(hf_layout *layout)
{
    const hf_report *report = layout->report;
    int64_t outside = 0, runs = 0, changes = 0;
    hf_layout_section(layout, 3, "Trend");
    if (report->weeks.count < 2) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "A trend needs judged leads of two weeks at least.");
        return;
    }
    for (size_t at = 0; at < report->weeks.count; at++) {
        outside += report->weeks.items[at].is_outside;
        runs += report->weeks.items[at].is_run;
        changes += report->weeks.items[at].revision != NULL;
    }
    say_trend(layout, outside, runs, changes);
    add_trend(layout, outside);
    add_week_rows(layout);
    hf_layout_tell(
        layout, HF_BLOCK_NOTE,
        "Of %o by the week (Monday to Sunday, UTC) of their handing over. The "
        "limits are those of a control chart, wider where weeks differ by more "
        "than chance alone; a change of the rules begins a new level. The last "
        "weeks are not complete while leads of theirs still have time.",
        report->rates.high_side.n, "judged pass", "judged passes");
}

// ---- 4. Cells and margins --------------------------------------------------

static const hf_column cell_columns[] = {
    {"cell", "Cell", HF_VALUE_TEXT},
    {"high_side", "Passed, not followed", HF_VALUE_RATE},
    {"low_side", "Held, worked anyway", HF_VALUE_RATE},
    {"conversion", "Worked and ripe: opportunity", HF_VALUE_RATE},
    {"lift", "Against all others", HF_VALUE_REAL},
};

static void
add_cell_rows(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_sheet *sheet = hf_layout_sheet(layout, "cells", cell_columns, 5,
                                      HF_VIEW("By cell of the rules"));
    for (size_t at = 0; sheet && at < report->cells.count; at++) {
        const hf_cell_part *cell = &report->cells.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        hf_view name = hf_episodes_text(&report->episodes, cell->cell);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(name.len ? name : HF_VIEW("(none)"));
        row[1] = hf_layout_rate(cell->high_side);
        row[2] = hf_layout_rate(cell->low_side);
        row[3] = hf_layout_rate(cell->conversion);
        if (cell->lift.is_known) {
            row[4] = hf_layout_real(cell->lift.value, 2);
        }
    }
}

static const hf_column margin_columns[] = {
    {"least", "Points from", HF_VALUE_COUNT},
    {"most", "to", HF_VALUE_COUNT},
    {"followed", "Followed", HF_VALUE_COUNT},
    {"overridden", "Not followed, or worked anyway", HF_VALUE_COUNT},
};

static void
add_margin_rows(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_sheet *sheet =
        hf_layout_sheet(layout, "margins", margin_columns, 4,
                        HF_VIEW("By distance from the line, in points"));
    for (size_t at = 0; sheet && at < report->margins.count; at++) {
        const hf_margin_part *bar = &report->margins.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_count(bar->least);
        row[1] = hf_layout_count(bar->least + bar->width - 1);
        row[2] = hf_layout_count(bar->followed);
        row[3] = hf_layout_count(bar->overridden);
    }
}

static void
add_histogram(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->margins.count;
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_HISTOGRAM, count);
    if (!chart) {
        return;
    }
    chart->title = HF_VIEW("How far from the line");
    chart->text = HF_VIEW("A bar for each stretch of points, followed above "
                          "and not followed below; the counts are in the table "
                          "that follows");
    chart->x_label = "points to the line between held and passed";
    chart->y_label = "cases";
    chart->first = "followed";
    chart->second = "not followed, or worked anyway";
    for (size_t at = 0; at < count; at++) {
        const hf_margin_part *bar = &report->margins.items[at];
        chart->marks[at] = (hf_mark){
            .label = hf_layout_words_of(layout, "%n to %n", bar->least,
                                        bar->least + bar->width - 1),
            .x = (double)bar->least,
            .y = (double)bar->followed,
            .second = (double)bar->overridden,
        };
    }
}

// Overridden passes, and those of them that lie next to the line.
static void
say_margins(hf_layout *layout)
{
    const hf_report *report = layout->report;
    int64_t all = 0, near = 0, width = 0;
    for (size_t at = 0; at < report->margins.count; at++) {
        const hf_margin_part *bar = &report->margins.items[at];
        all += bar->least >= 0 ? bar->overridden : 0;
        near += bar->least == 0 ? bar->overridden : 0;
        width = bar->width;
    }
    if (!all) {
        hf_layout_say(layout, HF_BLOCK_LEAD,
                      "No passed lead with a known distance from the line was "
                      "not followed.");
        return;
    }
    hf_layout_tell(layout, HF_BLOCK_LEAD,
                   "%n of %o that Sales did not follow had passed by fewer "
                   "than %o; those farther from the line are the ones to talk "
                   "about.",
                   near, all, "lead", "leads", width, "point", "points");
}

void
hf_sections_agreement_cells(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_layout_section(layout, 4, "By cell and margin");
    if (!report->cells.count) {
        hf_layout_say(layout, HF_BLOCK_EMPTY, "No case can be judged yet.");
        return;
    }
    say_margins(layout);
    add_cell_rows(layout);
    if (report->margins.count) {
        add_histogram(layout);
        add_margin_rows(layout);
    }
    hf_layout_tell(
        layout, HF_BLOCK_NOTE,
        "Of %n judged passes and %n judged holds. An opportunity or better is "
        "counted of worked cases that are old enough to tell; held leads that "
        "Sales worked are chosen ones, and convert better than the others "
        "would have. The margin of a pass is what one axis can lose before the "
        "lead is held, that of a hold what it lacks. 'Against all others' "
        "sets a cell's share of opportunities against that of all other "
        "cells: 2 is twice as often.",
        report->rates.high_side.n, report->rates.low_side.n);
}
