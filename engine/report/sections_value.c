/*
 * Section 12: what not following cost and what the rules saved, as intervals,
 * with everything that they rest on beside them. In goes the report, out come a
 * table and a list of assumptions.
 */
#include "report/sections.h"
#include "report/words.h"

static const hf_column columns[] = {
    {"what", "", HF_VALUE_TEXT},
    {"low", "From", HF_VALUE_TEXT},
    {"high", "To", HF_VALUE_TEXT},
};

// Whole numbers: more would look surer than an interval is.
static hf_view
whole(hf_layout *layout, double number, hf_view unit)
{
    hf_buffer words = {0};
    hf_words_count(&words, (int64_t)(number + 0.5));
    if (unit.len) {
        hf_buffer_add_byte(&words, ' ');
        hf_buffer_add_view(&words, unit);
    }
    return hf_layout_take(layout, &words);
}

static void
add_row(hf_layout *layout, hf_sheet *sheet, const char *what, double low,
        double high, hf_view unit)
{
    hf_value *row = sheet ? hf_layout_row(layout, sheet) : NULL;
    if (row) {
        row[0] = hf_layout_words(hf_view_of(what));
        row[1] = hf_layout_words(whole(layout, low, unit));
        row[2] = hf_layout_words(whole(layout, high, unit));
    }
}

static void
add_table(hf_layout *layout)
{
    const hf_value_part *it = &layout->report->value;
    hf_view currency = layout->report->agreement->currency;
    hf_view none = HF_VIEW("");
    hf_sheet *sheet =
        hf_layout_sheet(layout, "value", columns, 3,
                        HF_VIEW("What was at stake, with 95 % intervals"));
    if (it->has_lost) {
        add_row(layout, sheet,
                "Opportunities in passes that nobody worked, if they behaved "
                "like worked leads in the same cell",
                it->lost_low, it->lost_high, none);
    }
    if (it->has_lost && it->has_money) {
        add_row(layout, sheet, "These, at the agreed value of a deal",
                it->money_low, it->money_high, currency);
    }
    if (it->has_saved) {
        add_row(layout, sheet,
                "Leads left alone that would have led nowhere, if they behaved "
                "like held leads that were worked",
                it->saved_low, it->saved_high, none);
    }
    if (it->has_saved && it->has_money) {
        add_row(layout, sheet, "Hours of Sales that these would have taken",
                it->hours_low, it->hours_high, none);
        add_row(layout, sheet, "Those hours, at the agreed rate", it->wages_low,
                it->wages_high, currency);
    }
}

static void
say_lead(hf_layout *layout)
{
    const hf_value_part *it = &layout->report->value;
    hf_buffer words = {0};
    if (it->has_lost) {
        hf_words_add(&words,
                     "%o that nobody worked might have held %n to %n "
                     "opportunities. ",
                     it->unworked - it->uncompared, "pass", "passes",
                     (int64_t)(it->lost_low + 0.5),
                     (int64_t)(it->lost_high + 0.5));
    }
    if (it->has_saved) {
        hf_words_add(&words,
                     "Of %o that were left alone, the rules spared Sales %n to "
                     "%n that would have led nowhere.",
                     it->held, "held lead", "held leads",
                     (int64_t)(it->saved_low + 0.5),
                     (int64_t)(it->saved_high + 0.5));
    }
    hf_layout_say_words(layout, HF_BLOCK_LEAD, &words);
}

// ---- What they rest on -----------------------------------------------------

static hf_view
say_agreed(hf_layout *layout)
{
    const handoff_agreement *agreed = layout->report->agreement;
    hf_buffer words = {0};
    hf_words_add(&words, "Agreed: a deal is worth %n %v, a lead takes ",
                 agreed->deal / 1000000, agreed->currency);
    hf_words_real(&words, (double)agreed->minutes_per_lead / 1e6, 0);
    hf_words_add(&words, " minutes, an hour costs %n %v",
                 agreed->hour / 1000000, agreed->currency);
    if (agreed->agreed_by.len) {
        hf_words_add(&words, "; agreed by %v", agreed->agreed_by);
    }
    hf_buffer_add_byte(&words, '.');
    return hf_layout_take(layout, &words);
}

static void
add_assumptions(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_value_part *it = &report->value;
    hf_view *lines = hf_layout_list(layout, 4);
    if (!lines) {
        return;
    }
    lines[0] = hf_layout_words_of(
        layout,
        "Passes that nobody worked: %n. For each, the share of worked and "
        "matured passes of its own cell that became an opportunity, from the "
        "lower to the upper end of its 95 %% interval. %n of them are in cells "
        "where none was worked, and are left out.",
        it->unworked, it->uncompared);
    lines[1] = hf_layout_words_of(
        layout,
        "Held leads that Sales worked and that have matured became an "
        "opportunity in %r.",
        report->right.worked_hold);
    lines[2] = HF_VIEW("Sales chose which leads to work. If it picked the "
                       "better ones, both what was missed and what a held "
                       "lead would have brought are less than this says.");
    lines[3] = it->has_money
                   ? say_agreed(layout)
                   : HF_VIEW("The agreement names no value of a deal, no "
                             "minutes and no rate, so leads alone are "
                             "counted: see 'value' in the agreement file.");
}

void
hf_sections_value_estimate(hf_layout *layout)
{
    const hf_value_part *it = &layout->report->value;
    hf_layout_section(layout, 12, "Value");
    if (!it->has_lost && !it->has_saved) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "Nothing can be said of value yet: no worked lead has "
                      "matured to compare with.");
        return;
    }
    say_lead(layout);
    add_table(layout);
    add_assumptions(layout);
    hf_layout_say(layout, HF_BLOCK_NOTE,
                  "Estimates from this ledger alone; no figure of other "
                  "companies is built in.");
}
