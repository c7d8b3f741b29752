/*
 * Sections 10, 11 and 13: cases that are listed one by one, those where
 * Marketing set its own rules aside, and those that the meeting discusses. In
 * goes the report, out come tables and cards.
 */
#include "report/case_story.h"
#include "report/sections.h"
#include "report/words.h"

enum { SHOWN = 20 };

// ---- What a row holds ------------------------------------------------------

static hf_view
fate_words(hf_layout *layout, const hf_fate *fate)
{
    hf_buffer words = {0};
    hf_buffer_add_text(&words, hf_case_story_level(fate->level));
    if (fate->has_amount) {
        hf_words_add(&words, ", %n %v", fate->amount / 1000000, fate->currency);
    }
    return hf_layout_take(layout, &words);
}

// ---- 10. Compliance --------------------------------------------------------

static const hf_column gate_columns[] = {
    {"lead", "Lead", HF_VALUE_CODE},
    {"gates", "Held by", HF_VALUE_TEXT},
    {"at", "Worked", HF_VALUE_TIME},
    {"team", "Team", HF_VALUE_TEXT},
    {"outcome", "What became of it", HF_VALUE_TEXT},
    {"by", "By", HF_VALUE_TEXT},
};

static bool
add_gate_row(hf_layout *layout, hf_sheet *sheet, const hf_listed_part *part)
{
    hf_report *report = layout->report;
    const hf_episode *one = &report->episodes.items[part->at];
    hf_case_teller teller = {.report = report, .ledger = layout->ledger};
    hf_buffer name = {0};
    hf_value *row = hf_layout_row(layout, sheet);
    if (!row) {
        return false;
    }
    row[0] = hf_sections_lead(layout, one);
    row[1] = hf_layout_words(part->grounds);
    row[2] = hf_layout_time(one->at);
    row[3] = hf_layout_words(hf_episodes_text(&report->episodes, one->team));
    row[4] = hf_layout_words(fate_words(layout, &part->fate));
    if (sheet->column_count > 5) {
        hf_case_story_person(
            &teller, hf_episodes_text(&report->episodes, one->actor), &name);
        row[5] = hf_layout_words(hf_layout_take(layout, &name));
    }
    return true;
}

// Each gate once, with its rationale.
static void
say_gates(hf_layout *layout)
{
    const hf_report *report = layout->report;
    for (size_t at = 0; at < report->compliance.count; at++) {
        const hf_listed_part *one = &report->compliance.items[at];
        bool is_said = false;
        for (size_t other = 0; other < at && !is_said; other++) {
            is_said = hf_view_equal(report->compliance.items[other].grounds,
                                    one->grounds);
        }
        if (!is_said) {
            hf_layout_tell(layout, HF_BLOCK_TEXT, "%v: %v", one->grounds,
                           one->because);
        }
    }
}

void
hf_sections_cases_compliance(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->compliance.count;
    hf_layout_section(layout, 10, "Compliance");
    if (!count) {
        hf_layout_tell(layout, HF_BLOCK_EMPTY,
                       report->gated.n
                           ? "None of the %o that a consent gate held was "
                             "worked."
                           : "No lead of this period was held by a consent "
                             "gate.",
                       report->gated.n, "lead", "leads");
        return;
    }
    hf_layout_tell(layout, HF_BLOCK_LEAD,
                   "Of the leads that a consent gate held, Sales worked %r. "
                   "Each of them stands here, whatever came of it.",
                   report->gated);
    say_gates(layout);
    size_t columns = report->options->show_people ? 6 : 5;
    hf_sheet *sheet =
        hf_layout_sheet(layout, "compliance", gate_columns, columns,
                        HF_VIEW("Held for want of consent, worked anyway"));
    size_t rows = hf_layout_rows(layout, count, SIZE_MAX);
    for (size_t at = 0; sheet && at < rows; at++) {
        if (!add_gate_row(layout, sheet, &report->compliance.items[at])) {
            return;
        }
    }
    if (sheet) {
        hf_layout_rest(sheet, count);
    }
    hf_layout_say(layout, HF_BLOCK_NOTE,
                  "Of held leads that can be judged and on which a gate marked "
                  "as one of consent fired. What came of a lead is no excuse "
                  "and no verdict here: this list is for whoever answers for "
                  "consent.");
}

// ---- 11. Marketing's own overrides -----------------------------------------

static const hf_column marketing_columns[] = {
    {"lead", "Lead", HF_VALUE_CODE},
    {"what", "What Marketing did", HF_VALUE_TEXT},
    {"at", "When", HF_VALUE_TIME},
    {"verdict", "The rules said", HF_VALUE_TEXT},
    {"outcome", "What became of it", HF_VALUE_TEXT},
    {"by", "By", HF_VALUE_TEXT},
};

static bool
add_marketing_row(hf_layout *layout, hf_sheet *sheet,
                  const hf_listed_part *part)
{
    hf_report *report = layout->report;
    const hf_episode *one = &report->episodes.items[part->at];
    const hf_grounds *grounds = hf_episodes_grounds(&report->episodes, one);
    hf_value *row = hf_layout_row(layout, sheet);
    if (!row) {
        return false;
    }
    row[0] = hf_sections_lead(layout, one);
    row[1] = hf_layout_words(hf_view_of(
        one->code == HF_UNIT_MK_FORCE ? "handed over" : "kept back"));
    row[2] = hf_layout_time(one->at);
    row[3] =
        hf_layout_words(hf_episodes_text(&report->episodes, grounds->verdict));
    row[4] = hf_layout_words(fate_words(layout, &part->fate));
    if (sheet->column_count > 5) {
        row[5] = hf_layout_words(part->grounds);
    }
    return true;
}

static bool
is_opportunity(const hf_fate *fate)
{
    return fate->level != HF_LEVEL_UNMAPPED && fate->level != HF_LEVEL_MEETING;
}

static hf_rate
count_fates(const hf_report *report, hf_unit_code code)
{
    int64_t hits = 0;
    int64_t all = 0;
    for (size_t at = 0; at < report->marketing.count; at++) {
        const hf_listed_part *one = &report->marketing.items[at];
        bool is_it = report->episodes.items[one->at].code == code;
        all += is_it;
        hits += is_it && is_opportunity(&one->fate);
    }
    return hf_proportion_wilson(hits, all);
}

void
hf_sections_cases_marketing(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->marketing.count;
    hf_layout_section(layout, 11, "Marketing's own overrides");
    if (!count) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "Marketing followed its own rules: nothing that they "
                      "held was handed over, nothing that they passed was "
                      "kept back.");
        return;
    }
    hf_layout_tell(layout, HF_BLOCK_LEAD,
                   "Marketing set its own rules aside too: of all that was "
                   "handed over, %r had been held by the rules; of all that "
                   "passed, %r was kept back.",
                   report->forced, report->blocked);
    hf_layout_tell(layout, HF_BLOCK_TEXT,
                   "An opportunity or more so far: of those handed over, %r; "
                   "of those kept back, %r.",
                   count_fates(report, HF_UNIT_MK_FORCE),
                   count_fates(report, HF_UNIT_MK_BLOCK));
    size_t columns = report->options->show_people ? 6 : 5;
    hf_sheet *sheet =
        hf_layout_sheet(layout, "marketing", marketing_columns, columns,
                        HF_VIEW("Where Marketing set its rules aside"));
    size_t rows = hf_layout_rows(layout, count, SHOWN);
    for (size_t at = 0; sheet && at < rows; at++) {
        if (!add_marketing_row(layout, sheet, &report->marketing.items[at])) {
            return;
        }
    }
    if (sheet) {
        hf_layout_rest(sheet, count);
    }
    hf_layout_say(layout, HF_BLOCK_NOTE,
                  "These cases are in no rate of the other sections: what came "
                  "of them is neither for nor against the rules or Sales. "
                  "Young ones may still turn into something.");
}

// ---- 13. Cases to discuss --------------------------------------------------

static hf_view
title_of(hf_layout *layout, const hf_episode *one, hf_view lead)
{
    hf_view words = hf_units_words((hf_unit_code)one->code);
    hf_view team = hf_episodes_text(&layout->report->episodes, one->team);
    hf_buffer title = {0};
    if (words.len) {
        char first = words.ptr[0];
        hf_buffer_add_byte(&title, first >= 'a' && first <= 'z'
                                       ? (char)(first - 'a' + 'A')
                                       : first);
        hf_buffer_add_view(&title, hf_view_slice(words, 1, words.len));
    }
    hf_words_add(&title, team.len ? ": %v, %v" : ": %v", lead, team);
    return hf_layout_take(layout, &title);
}

static bool
fill_card(hf_layout *layout, const hf_discussed_part *part, size_t number,
          hf_card *card)
{
    hf_report *report = layout->report;
    const hf_episode *one = &report->episodes.items[part->at];
    hf_view lead = hf_report_lead(report, layout->ledger, one);
    if (!lead.ptr) {
        layout->document->out_of_memory = true;
        return false;
    }
    *card = (hf_card){
        .anchor = hf_layout_text(layout, "case-%zu", number),
        .title = title_of(layout, one, lead),
        .why = hf_layout_words_of(layout, "Chosen because: %v.", part->why),
        .lead = lead,
        .code = hf_units_code_text((hf_unit_code)one->code),
        .cycle = one->cycle,
        .parts = {{"What the rules saw", part->saw.items, part->saw.count},
                  {"What Sales did", part->did.items, part->did.count},
                  {"What became of it", part->became.items,
                   part->became.count}},
    };
    return true;
}

static const hf_column review_columns[] = {
    {"case", "Case", HF_VALUE_TEXT},
    {"judged", "Judged", HF_VALUE_COUNT},
    {"rule_right", "The rule was right", HF_VALUE_RATE},
    {"response_right", "The response was right", HF_VALUE_RATE},
    {"both_right", "Both right", HF_VALUE_COUNT},
    {"rule_alone", "Rule right, response not", HF_VALUE_COUNT},
    {"response_alone", "Response right, rule not", HF_VALUE_COUNT},
    {"both_wrong", "Neither", HF_VALUE_COUNT},
};

static void
add_reviews(hf_layout *layout)
{
    const hf_report *report = layout->report;
    if (!report->reviews.count) {
        hf_layout_say(layout, HF_BLOCK_NOTE,
                      "No meeting has judged a case of this period yet.");
        return;
    }
    hf_sheet *sheet =
        hf_layout_sheet(layout, "reviews", review_columns, 8,
                        HF_VIEW("What meetings judged of cases of this "
                                "period"));
    for (size_t at = 0; sheet && at < report->reviews.count; at++) {
        const hf_review_part *one = &report->reviews.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(hf_units_words(hf_units_code(one->code)));
        row[1] = hf_layout_count(one->n);
        row[2] = hf_layout_rate(one->rule_right);
        row[3] = hf_layout_rate(one->response_right);
        row[4] = hf_layout_count(one->both[1][1]);
        row[5] = hf_layout_count(one->both[1][0]);
        row[6] = hf_layout_count(one->both[0][1]);
        row[7] = hf_layout_count(one->both[0][0]);
    }
    hf_layout_say(layout, HF_BLOCK_NOTE,
                  "A case that was judged more than once counts by its newest "
                  "judgement. The shares are of those where the question was "
                  "answered. Cases are chosen, not drawn: these shares say "
                  "nothing of all cases.");
}

void
hf_sections_cases_agenda(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->discussed.count;
    hf_layout_section(layout, 13, "Cases to discuss");
    if (!count) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "No case of this period was decided against the rules.");
    } else {
        hf_layout_tell(layout, HF_BLOCK_LEAD,
                       "%o for the meeting. Two questions of each: was the "
                       "rule right, and was the response right?",
                       (int64_t)count, "case", "cases");
        hf_card *cards = hf_layout_cards(layout, count);
        for (size_t at = 0; cards && at < count; at++) {
            if (!fill_card(layout, &report->discussed.items[at], at + 1,
                           &cards[at])) {
                return;
            }
        }
        hf_layout_tell(
            layout, HF_BLOCK_NOTE,
            "Chosen by rule: up to three whose reason does not match our data "
            "(newest first), up to three where the outcome says that the rule "
            "was right and as many where it says that Sales was, the three "
            "clearest passes and the three clearest holds, the three newest, "
            "and two drawn, each case once. A bulk closure gives one case. "
            "Where a rule leaves a choice the draw decides: seed %n.",
            (int64_t)report->options->seed);
    }
    add_reviews(layout);
}
