/*
 * Sections 8 and 9: how long leads waited and which were never touched; and
 * who turned out right. In goes the report, out come the times to the first
 * touch, lists of silence, and outcomes in both directions.
 */
#include "report/sections.h"
#include "report/words.h"

enum { SHOWN = 20 };

// ---- 8. Time and silence ---------------------------------------------------

static void
say_waiting(hf_layout *layout)
{
    const hf_time_part *time = &layout->report->time;
    hf_buffer words = {0};
    if (time->median >= 0) {
        hf_words_add(&words, "Half of the leads were touched within %w",
                     time->median);
        hf_words_add(&words,
                     time->p90 >= 0 ? ", nine of ten within %w."
                                    : "; one in ten or more was never touched.",
                     time->p90);
    } else {
        hf_words_add(&words,
                     "Fewer than half of the leads were touched at all: %n of "
                     "%n.",
                     time->touched, time->touched + time->untouched);
    }
    hf_words_add(&words, " The first touch came in time for %r.",
                 layout->report->rates.sla_kept);
    hf_layout_say_words(layout, HF_BLOCK_LEAD, &words);
}

static const char *const bin_names[HF_TIME_BINS] = {
    "under 15 min", "15 min to 1 h", "1 h to 4 h",  "4 h to 1 d",
    "1 d to 2 d",   "2 d to 5 d",    "5 d to 10 d", "over 10 d"};

static const hf_column bin_columns[] = {
    {"first_touch", "First touch after", HF_VALUE_TEXT},
    {"cases", "Leads", HF_VALUE_COUNT},
};

static void
add_bins(hf_layout *layout)
{
    const hf_time_part *time = &layout->report->time;
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_BARS, HF_TIME_BINS + 1);
    hf_sheet *sheet =
        chart ? hf_layout_sheet(layout, "first_touch", bin_columns, 2,
                                HF_VIEW("Time to the first touch"))
              : NULL;
    if (!sheet) {
        return;
    }
    chart->title = HF_VIEW("Time to the first touch");
    chart->text = HF_VIEW("A bar for each stretch of time; the counts are in "
                          "the table that follows");
    chart->y_label = "leads";
    for (size_t at = 0; at <= HF_TIME_BINS; at++) {
        bool is_last = at == HF_TIME_BINS;
        hf_view name = hf_view_of(is_last ? "never touched" : bin_names[at]);
        int64_t cases = is_last ? time->untouched : time->bins[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        chart->marks[at] = (hf_mark){.label = name, .y = (double)cases};
        row[0] = hf_layout_words(name);
        row[1] = hf_layout_count(cases);
    }
}

static const hf_column silent_columns[] = {
    {"lead", "Lead", HF_VALUE_CODE}, {"route", "Routed to", HF_VALUE_TEXT},
    {"cell", "Cell", HF_VALUE_TEXT}, {"handed", "Handed over", HF_VALUE_TIME},
    {"due", "Due", HF_VALUE_TIME},   {"waiting", "Waiting", HF_VALUE_SPAN},
};

static bool
add_silent_row(hf_layout *layout, hf_sheet *sheet, uint32_t place)
{
    hf_report *report = layout->report;
    const hf_episode *one = &report->episodes.items[place];
    const hf_grounds *grounds = hf_episodes_grounds(&report->episodes, one);
    hf_value *row = hf_layout_row(layout, sheet);
    if (!row) {
        return false;
    }
    row[0] = hf_sections_lead(layout, one);
    row[1] =
        hf_layout_words(hf_episodes_text(&report->episodes, grounds->route));
    row[2] =
        hf_layout_words(hf_episodes_text(&report->episodes, grounds->cell));
    row[3] = hf_layout_time(one->handed);
    row[4] = hf_layout_time(one->due);
    row[5] = hf_layout_span((report->as_of - one->handed) / 60);
    return true;
}

static void
add_silent(hf_layout *layout, const char *name, hf_view caption,
           const uint32_t *list, size_t count)
{
    size_t rows = hf_layout_rows(layout, count, SHOWN);
    hf_sheet *sheet =
        count ? hf_layout_sheet(layout, name, silent_columns, 6, caption)
              : NULL;
    for (size_t at = 0; sheet && at < rows; at++) {
        if (!add_silent_row(layout, sheet, list[at])) {
            return;
        }
    }
    if (sheet) {
        hf_layout_rest(sheet, count);
    }
}

static const hf_column bulk_columns[] = {
    {"at", "When", HF_VALUE_TIME},
    {"team", "Team", HF_VALUE_TEXT},
    {"cases", "Leads closed", HF_VALUE_COUNT},
};

static void
add_bulks(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_time_part *time = &report->time;
    size_t rows = hf_layout_rows(layout, time->bulk_count, SHOWN);
    hf_sheet *sheet =
        rows ? hf_layout_sheet(layout, "bulk_closures", bulk_columns, 3,
                               HF_VIEW("Closed in one go: each is one "
                                       "decision"))
             : NULL;
    for (size_t at = 0; sheet && at < rows; at++) {
        const hf_bulk_part *bulk = &time->bulks[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_time(bulk->at);
        row[1] =
            hf_layout_words(hf_episodes_text(&report->episodes, bulk->team));
        row[2] = hf_layout_count(bulk->n);
    }
    if (sheet) {
        hf_layout_rest(sheet, time->bulk_count);
    }
}

void
hf_sections_outcomes_silence(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_time_part *time = &report->time;
    hf_layout_section(layout, 8, "Time and silence");
    if (!time->touched && !time->untouched) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "No lead was handed over whose time is up.");
        return;
    }
    say_waiting(layout);
    add_bins(layout);
    hf_layout_tell(layout, HF_BLOCK_TEXT,
                   "%o never touched when their time was up; %o accepted and "
                   "then not touched.",
                   (int64_t)time->ignored_count, "lead was", "leads were",
                   (int64_t)time->paper_count, "lead was", "leads were");
    add_silent(layout, "never_touched",
               HF_VIEW("Passed, never touched: the longest waiting first"),
               time->ignored, time->ignored_count);
    add_silent(layout, "paper",
               HF_VIEW("Accepted, never touched: the longest waiting first"),
               time->paper, time->paper_count);
    add_bulks(layout);
    hf_layout_tell(
        layout, HF_BLOCK_NOTE,
        "Of %o. Time runs round the clock here; the SLA is judged in the hours "
        "of the agreement, with its grace. What was closed untouched waited "
        "until it was closed, what is open until the last day that the exports "
        "cover, so that the half and the nine tenths allow for both.",
        time->touched + time->untouched, "judged pass", "judged passes");
}

// ---- 9. Who was right ------------------------------------------------------

static const hf_column right_columns[] = {
    {"case", "Cases, old enough to tell", HF_VALUE_TEXT},
    {"opportunity", "Led to an opportunity", HF_VALUE_RATE},
    {"then", "Then right was", HF_VALUE_TEXT},
    {"otherwise", "Else right was", HF_VALUE_TEXT},
};

static void
add_right_row(hf_layout *layout, hf_sheet *sheet, const char *name,
              hf_rate rate, const char *then, const char *otherwise)
{
    hf_value *row = hf_layout_row(layout, sheet);
    if (row) {
        row[0] = hf_layout_words(hf_view_of(name));
        row[1] = hf_layout_rate(rate);
        row[2] = hf_layout_words(hf_view_of(then));
        row[3] = hf_layout_words(hf_view_of(otherwise));
    }
}

static void
add_right(hf_layout *layout)
{
    const hf_right_part *right = &layout->report->right;
    hf_sheet *sheet = hf_layout_sheet(layout, "who_was_right", right_columns, 4,
                                      HF_VIEW("What came of it"));
    if (!sheet) {
        return;
    }
    add_right_row(layout, sheet, "passed, worked", right->worked_pass, "both",
                  "neither: the rules passed it, Sales tried");
    add_right_row(layout, sheet, "passed, not followed, worked later",
                  right->high_vindicates_rule, "the rules", "Sales");
    add_right_row(layout, sheet, "held, worked anyway", right->worked_hold,
                  "Sales", "the rules");
}

static void
say_right(hf_layout *layout)
{
    const hf_right_part *right = &layout->report->right;
    hf_layout_tell(layout, HF_BLOCK_LEAD,
                   "Of passed leads that Sales worked, %r led to an "
                   "opportunity; of held leads that Sales worked anyway, %r.",
                   right->worked_pass, right->worked_hold);
    if (right->yield.is_known) {
        hf_layout_tell(layout, HF_BLOCK_TEXT,
                       "Held leads that Sales chose to work did %d against "
                       "passed ones. %t",
                       right->yield,
                       right->yield.low > 0
                           ? "Sales sees something there that the rules do "
                             "not."
                       : right->yield.high < 0
                           ? "The rules were right to hold them."
                           : "That is no difference that can be told from "
                             "chance.");
    }
}

static void
say_hidden(hf_layout *layout)
{
    const hf_right_part *right = &layout->report->right;
    if (!right->unobservable) {
        return;
    }
    hf_layout_tell(
        layout, HF_BLOCK_TEXT,
        "%o never worked, so nobody can say who was right. Had none of them "
        "led to an opportunity, %s of all passed leads would have; had every "
        "one, %s. Only working some of them, drawn by lot, can tell.",
        right->unobservable, "passed lead was", "passed leads were",
        right->bounds.low.rate, right->bounds.high.rate);
}

static const hf_column draw_columns[] = {
    {"lead", "Lead", HF_VALUE_CODE},
    {"route", "Routed to", HF_VALUE_TEXT},
    {"cell", "Cell", HF_VALUE_TEXT},
    {"handed", "Handed over", HF_VALUE_TIME},
    {"what", "What became of it", HF_VALUE_TEXT},
};

static void
add_draw(hf_layout *layout)
{
    hf_report *report = layout->report;
    const hf_right_part *right = &report->right;
    hf_sheet *sheet =
        right->draw_count
            ? hf_layout_sheet(layout, "draw", draw_columns, 5,
                              HF_VIEW("Drawn by lot, to be worked"))
            : NULL;
    for (size_t at = 0; sheet && at < right->draw_count; at++) {
        const hf_episode *one = &report->episodes.items[right->draw[at]];
        const hf_grounds *grounds = hf_episodes_grounds(&report->episodes, one);
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_sections_lead(layout, one);
        row[1] = hf_layout_words(
            hf_episodes_text(&report->episodes, grounds->route));
        row[2] =
            hf_layout_words(hf_episodes_text(&report->episodes, grounds->cell));
        row[3] = hf_layout_time(one->handed);
        row[4] = hf_layout_words(hf_units_words((hf_unit_code)one->code));
    }
}

void
hf_sections_outcomes_right(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_right_part *right = &report->right;
    int64_t days = report->agreement->maturity / 86400;
    hf_layout_section(layout, 9, "Who was right");
    if (!right->matured && !right->open) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "There is no case of which an outcome could tell who was "
                      "right.");
        return;
    }
    if (!right->matured) {
        hf_layout_tell(layout, HF_BLOCK_EMPTY,
                       "No case is older than %o, after which the two teams "
                       "agreed to look: %n are still to ripen.",
                       days, "day", "days", right->open);
        return;
    }
    say_right(layout);
    add_right(layout);
    if (right->won || right->lost) {
        hf_layout_tell(layout, HF_BLOCK_TEXT,
                       "Of passed leads that were worked and led to an "
                       "opportunity, %n were won and %n lost by now.",
                       right->won, right->lost);
    }
    say_hidden(layout);
    add_draw(layout);
    hf_layout_tell(
        layout, HF_BLOCK_NOTE,
        "Of %n cases older than %o; %n younger ones are left out, of which %n "
        "led to an opportunity already: counting those would count young cases "
        "only when they went well. A lost deal was an opportunity; a meeting "
        "alone is none. Held leads that Sales worked are chosen ones, so the "
        "two shares compare judgement with judgement, not lead with lead.",
        right->matured, days, "day", "days", right->open, right->early);
}
