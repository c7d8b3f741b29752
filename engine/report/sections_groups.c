/*
 * Section 7 in words: teams, and the sources and segments that were asked for,
 * each as a funnel plot and a table in the order of names. Nobody is ranked,
 * and persons are there only when they were asked for. In goes the report, out
 * come blocks.
 */
#include "report/sections.h"
#include "report/segments.h"
#include "report/words.h"

#include "ledger/pseudonym.h"

enum { CURVE = 48 }; // points of a limit's curve: smooth at the width of a page

static bool
is_team(const hf_grouping_part *grouping)
{
    return hf_view_equal(grouping->field, HF_VIEW("team"));
}

static size_t
named_groups(const hf_grouping_part *grouping)
{
    size_t count = grouping->count;
    while (count && grouping->items[count - 1].is_pooled) {
        count--;
    }
    return count;
}

static hf_view
name_of(hf_layout *layout, const hf_grouping_part *grouping,
        const hf_group_part *part)
{
    return part->is_pooled
               ? hf_layout_text(
                     layout, "others (%zu %s)", grouping->pooled_count,
                     grouping->pooled_count == 1 ? "group" : "groups")
               : part->name;
}

// ---- What to look at -------------------------------------------------------

typedef bool choice(const hf_group_part *part);

static bool
is_outside(const hf_group_part *part)
{
    return part->is_outside;
}

static bool
is_flipped(const hf_group_part *part)
{
    return part->is_flipped;
}

static bool
is_called(const hf_group_part *part)
{
    return part->high_side.is_called && !part->is_flipped;
}

// The names of those that are chosen, behind `before`; false without any.
static bool
add_names(hf_buffer *words, const hf_grouping_part *grouping, choice *is_chosen,
          const char *before)
{
    bool is_any = false;
    for (size_t at = 0; at < grouping->count; at++) {
        const hf_group_part *part = &grouping->items[at];
        if (is_chosen(part)) {
            hf_buffer_add_text(words, is_any ? ", " : before);
            hf_buffer_add_view(words, part->name);
            is_any = true;
        }
    }
    return is_any;
}

static void
say_grouping(hf_layout *layout, const hf_grouping_part *grouping,
             hf_block_kind kind)
{
    hf_buffer words = {0};
    hf_buffer_add_text(&words, "By ");
    hf_buffer_add_view(&words, grouping->field);
    hf_buffer_add_text(&words, ": all together, passes not followed are ");
    hf_words_rate(&words, grouping->pooled);
    bool is_any = add_names(&words, grouping, is_outside,
                            ". Outside what chance and size explain: ");
    is_any |= add_names(&words, grouping, is_called,
                        ". Other than others in the same cells: ");
    is_any |= add_names(&words, grouping, is_flipped,
                        ". With the same mix of cells it is the other way "
                        "round for: ");
    if (!is_any) {
        hf_buffer_add_text(&words, ". None stands out from the others");
    }
    if (grouping->funnel.widen > 1) {
        hf_buffer_add_text(&words, ". They differ more than chance has them "
                                   "differ, and the limits are wider by that");
    }
    hf_buffer_add_byte(&words, '.');
    hf_layout_say_words(layout, kind, &words);
}

// ---- The funnel plot -------------------------------------------------------

static int64_t
most_cases(const hf_grouping_part *grouping, size_t count)
{
    int64_t most = 0;
    for (size_t at = 0; at < count; at++) {
        int64_t n = grouping->items[at].rate.n;
        most = n > most ? n : most;
    }
    return most;
}

// Closer together where limits bend: places grow with the square.
static void
draw_limits(hf_layout *layout, const hf_grouping_part *grouping,
            hf_chart *chart, int64_t most)
{
    chart->inner = hf_layout_zero(layout, CURVE, sizeof *chart->inner);
    chart->outer = hf_layout_zero(layout, CURVE, sizeof *chart->outer);
    if (!chart->inner || !chart->outer) {
        return;
    }
    int64_t last = 0;
    for (int64_t at = 1; at <= CURVE; at++) {
        double share = (double)(at * at) / (CURVE * CURVE);
        int64_t n = (int64_t)(share * 1.1 * (double)most) + 1;
        if (n == last) {
            continue;
        }
        hf_binomial_range inner = hf_funnel_limits(&grouping->funnel, n, 0.025);
        hf_binomial_range outer = hf_funnel_limits(&grouping->funnel, n, 0.001);
        chart->inner[chart->curve_count] =
            (hf_mark){.x = (double)n, .low = inner.low, .high = inner.high};
        chart->outer[chart->curve_count++] =
            (hf_mark){.x = (double)n, .low = outer.low, .high = outer.high};
        last = n;
    }
}

static void
draw(hf_layout *layout, const hf_grouping_part *grouping, size_t count)
{
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_FUNNEL, count);
    if (!chart) {
        return;
    }
    hf_buffer words = {0};
    chart->title = hf_layout_text(
        layout, "Passes not followed, by %.*s, and what chance explains",
        (int)grouping->field.len, grouping->field.ptr);
    chart->x_label = "passes that can be judged";
    chart->y_label = "not followed";
    chart->centre = grouping->pooled.has_rate ? grouping->pooled.rate : -1;
    for (size_t at = 0; at < count; at++) {
        const hf_group_part *part = &grouping->items[at];
        chart->marks[at] = (hf_mark){.label = part->name,
                                     .x = (double)part->rate.n,
                                     .y = part->rate.rate,
                                     .low = part->expected_low,
                                     .high = part->expected_high,
                                     .is_flagged = part->is_outside};
        hf_buffer_add_text(&words, at ? "; " : "");
        hf_buffer_add_view(&words, part->name);
        hf_buffer_add_byte(&words, ' ');
        hf_words_rate(&words, part->rate);
        hf_buffer_add_text(&words, part->is_outside ? ", outside" : "");
    }
    hf_buffer_add_byte(&words, '.');
    chart->text = hf_layout_take(layout, &words);
    draw_limits(layout, grouping, chart, most_cases(grouping, count));
}

// ---- The table -------------------------------------------------------------

static hf_value
adjusted_value(hf_layout *layout, const hf_group_part *part)
{
    hf_buffer words = {0};
    if (!part->adjusted.is_known) {
        return (hf_value){.kind = HF_VALUE_NONE};
    }
    hf_words_share(&words, part->adjusted.rate);
    hf_buffer_add_text(&words, " (");
    hf_words_share(&words, part->adjusted.low);
    hf_buffer_add_text(&words, " to ");
    hf_words_share(&words, part->adjusted.high);
    hf_buffer_add_byte(&words, ')');
    return hf_layout_words(hf_layout_take(layout, &words));
}

static hf_value
remark_value(const hf_group_part *part)
{
    return hf_layout_words(part->is_flipped       ? HF_VIEW("another mix")
                           : part->is_far_outside ? HF_VIEW("far outside")
                           : part->is_outside     ? HF_VIEW("outside")
                           : is_called(part)
                               ? HF_VIEW("other in the same cells")
                               : HF_VIEW(""));
}

static void
fill_row(hf_layout *layout, const hf_grouping_part *grouping,
         const hf_group_part *part, hf_value *row)
{
    row[0] = hf_layout_words(name_of(layout, grouping, part));
    row[1] = hf_layout_rate(part->rate);
    row[2] = adjusted_value(layout, part);
    row[3] = remark_value(part);
    row[4] = hf_layout_rate(part->silence.here);
    row[5] = hf_layout_count(part->unexplained);
    row[6] = hf_layout_count(part->late);
    row[7] = is_team(grouping) ? hf_layout_count(part->pulled)
                               : hf_layout_rate(part->low_side);
    row[8] = hf_layout_count(part->rule_vindicated);
    row[9] = hf_layout_count(part->sales_vindicated);
}

static const hf_column team_columns[] = {
    {"team", "Team", HF_VALUE_TEXT},
    {"high_side", "Not followed", HF_VALUE_RATE},
    {"adjusted", "With the cells of all", HF_VALUE_TEXT},
    {"remark", "Remark", HF_VALUE_TEXT},
    {"silence", "Never touched", HF_VALUE_RATE},
    {"unexplained", "Unexplained", HF_VALUE_COUNT},
    {"late", "Worked late", HF_VALUE_COUNT},
    {"pulled", "Held, worked anyway", HF_VALUE_COUNT},
    {"rule_vindicated", "Rules were right", HF_VALUE_COUNT},
    {"sales_vindicated", "Sales was right", HF_VALUE_COUNT},
};

enum { COLUMNS = sizeof team_columns / sizeof *team_columns };

// As for teams, but a held lead has a source where it has no team.
static const hf_column field_columns[] = {
    {"value", "Value", HF_VALUE_TEXT},
    {"high_side", "Not followed", HF_VALUE_RATE},
    {"adjusted", "With the cells of all", HF_VALUE_TEXT},
    {"remark", "Remark", HF_VALUE_TEXT},
    {"silence", "Never touched", HF_VALUE_RATE},
    {"unexplained", "Unexplained", HF_VALUE_COUNT},
    {"late", "Worked late", HF_VALUE_COUNT},
    {"low_side", "Held, worked anyway", HF_VALUE_RATE},
    {"rule_vindicated", "Rules were right", HF_VALUE_COUNT},
    {"sales_vindicated", "Sales was right", HF_VALUE_COUNT},
};

_Static_assert(sizeof field_columns == sizeof team_columns,
               "a row fills either");

static void
add_table(hf_layout *layout, const hf_grouping_part *grouping)
{
    hf_view field = grouping->field;
    hf_view name =
        is_team(grouping)
            ? HF_VIEW("teams")
            : hf_layout_text(layout, "by_%.*s", (int)field.len, field.ptr);
    hf_sheet *sheet = hf_layout_sheet(
        layout, name.ptr, is_team(grouping) ? team_columns : field_columns,
        COLUMNS,
        hf_layout_text(layout, "By %.*s, in the order of names", (int)field.len,
                       field.ptr));
    for (size_t at = 0; sheet && at < grouping->count; at++) {
        hf_value *row = hf_layout_row(layout, sheet);
        if (row) {
            fill_row(layout, grouping, &grouping->items[at], row);
        }
    }
}

// ---- Persons ---------------------------------------------------------------

static hf_view
person_name(hf_layout *layout, const hf_person_part *part)
{
    hf_buffer words = {0};
    if (part->is_pooled) {
        return HF_VIEW("others");
    }
    if (!layout->report->options->hide_people) {
        return part->actor;
    }
    hf_pseudonym_add(&words, layout->ledger, 'P', part->actor);
    return hf_layout_take(layout, &words);
}

static void
add_people(hf_layout *layout)
{
    static const hf_column columns[] = {
        {"person", "Person", HF_VALUE_TEXT},
        {"team", "Team", HF_VALUE_TEXT},
        {"high_side", "Not followed", HF_VALUE_RATE},
        {"overrides", "Disagreements", HF_VALUE_COUNT},
        {"rule_vindicated", "Rules were right", HF_VALUE_COUNT},
        {"sales_vindicated", "Sales was right", HF_VALUE_COUNT},
    };
    const hf_report *report = layout->report;
    if (!report->options->show_people) {
        return;
    }
    if (!report->people.count) {
        hf_layout_say(layout, HF_BLOCK_EMPTY, "Nobody acted in this period.");
        return;
    }
    hf_sheet *sheet = hf_layout_sheet(
        layout, "people", columns, sizeof columns / sizeof *columns,
        HF_VIEW("Persons, in the order of names: too few cases each for more "
                "than a question"));
    for (size_t at = 0; sheet && at < report->people.count; at++) {
        const hf_person_part *part = &report->people.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(person_name(layout, part));
        row[1] = hf_layout_words(part->team);
        row[2] = hf_layout_rate(part->rate);
        row[3] = hf_layout_count(part->overrides);
        row[4] = hf_layout_count(part->rule_vindicated);
        row[5] = hf_layout_count(part->sales_vindicated);
    }
}

// ---- All of it -------------------------------------------------------------

static void
add_grouping(hf_layout *layout, const hf_grouping_part *grouping)
{
    size_t count = named_groups(grouping);
    if (!grouping->pooled.has_rate) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "By %.*s: no lead that the rules passed can be judged.",
                      (int)grouping->field.len, grouping->field.ptr);
        return;
    }
    if (!is_team(grouping) && grouping->count == 1 &&
        hf_view_equal(grouping->items[0].name, HF_SEGMENTS_NOT_KNOWN)) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "By %.*s: the ledger keeps no value of it; it keeps the "
                      "fields that the rules use.",
                      (int)grouping->field.len, grouping->field.ptr);
        return;
    }
    say_grouping(layout, grouping,
                 is_team(grouping) ? HF_BLOCK_LEAD : HF_BLOCK_TEXT);
    if (count > 1) {
        draw(layout, grouping, count);
    }
    add_table(layout, grouping);
}

void
hf_sections_groups_plots(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_layout_section(layout, 7, "By team, source and segment");
    for (size_t at = 0; at < report->groupings.count; at++) {
        add_grouping(layout, &report->groupings.items[at]);
    }
    add_people(layout);
    hf_layout_say(
        layout, HF_BLOCK_NOTE,
        "Rates are of passes that can be judged. This is no ranking: names are "
        "in their order, and who has few cases scatters more. Limits are exact "
        "binomial ones around the rate of all, 95 %% and 99.8 %%, widened "
        "where "
        "groups differ more than chance has them differ. 'With the cells of "
        "all' is the rate a group would have with everybody's mix of cells, "
        "and its interval; 'another mix' says that this turns the comparison "
        "round. A team is that of whoever acted, of silence the one that was "
        "to answer, else the one that the lead was routed to. Groups of fewer "
        "than %lld passes are one.",
        (long long)report->agreement->minimum_cell);
}
