/*
 * The report of a made-up quarter, section by section, through layout.h alone.
 * Its figures are plausible, not right: renderers add nothing to them.
 */
#include "report/fixture.h"

#include "report/layout.h"
#include "report/proportion.h"

#include <math.h>

typedef struct fixture {
    hf_layout layout;
    const char *payload;
} fixture;

// A text as a stranger would write it.
static hf_view
foreign(fixture *it, const char *text)
{
    return hf_layout_text(&it->layout, "%s%s", it->payload, text);
}

// ---- 1: one page ------------------------------------------------------------

static void
add_headlines(fixture *it)
{
    static const struct {
        const char *name, *change, *anchor;
        int64_t k, n;
    } headlines[] = {
        {"Passed, not followed",
         "4 points more than in the 90 days before (-1 to +9)", "#section-3",
         312, 1013},
        {"Held, worked anyway",
         "no change that the figures can tell (-3 to +2)", "#section-4", 61,
         874},
        {"First touch in time", "", "#section-8", 598, 812},
        {"Set aside without a reason", "", "#section-6", 104, 373},
        {"Reversed later", "", "", 0, 0},
    };
    hf_headline *head = hf_layout_headlines(&it->layout, 5);
    for (size_t at = 0; head && at < 5; at++) {
        head[at].name = hf_view_of(headlines[at].name);
        head[at].rate = hf_proportion_wilson(headlines[at].k, headlines[at].n);
        head[at].change = hf_view_of(headlines[at].change);
        head[at].anchor = hf_view_of(headlines[at].anchor);
    }
}

static void
add_steps(fixture *it)
{
    static const struct {
        const char *label, *note;
        double y;
    } steps[] = {
        {"Scored", "", 2204},
        {"In scope", "317 existing customers and partners", 1887},
        {"Passed", "874 held or without enough data", 1013},
        {"Handed to Sales", "", 1013},
        {"Due for an answer", "12 still have time", 1001},
        {"Answered", "97 were left untouched", 904},
    };
    hf_chart *chart = hf_layout_chart(&it->layout, HF_CHART_STEPS, 6);
    for (size_t at = 0; chart && at < 6; at++) {
        chart->marks[at].label = hf_view_of(steps[at].label);
        chart->marks[at].note = hf_view_of(steps[at].note);
        chart->marks[at].y = steps[at].y;
    }
    if (chart) {
        chart->title = HF_VIEW("From scored to answered");
        chart->text = HF_VIEW("Of 2,204 leads scored, 1,013 passed and went to "
                              "Sales, who answered 904 of them.");
        chart->y_label = "Leads";
    }
}

static void
add_first_page(fixture *it)
{
    hf_layout *layout = &it->layout;
    hf_layout_section(layout, 1, "At a glance");
    hf_layout_say(layout, HF_BLOCK_LEAD,
                  "Sales did not follow 31 %% of what the rules passed, and "
                  "worked 7 %% of what they held. Of the cases that are "
                  "decided, the rules were right in 38 and Sales in 41.");
    add_headlines(it);
    hf_view *findings = hf_layout_list(layout, 2);
    if (findings) {
        findings[0] = hf_layout_text(
            layout,
            "Where \xE2\x80\x9C%sdemo-request\xE2\x80\x9D fired, 74 of 121 "
            "cases (61 %%, 52 %% to 69 %%) were not followed; in the same "
            "cells without it, 28 %% (q = 0.003, section 5).",
            it->payload);
        findings[1] = hf_layout_text(
            layout,
            "%sEnterprise EMEA followed more often than all teams together: "
            "9 of 96 not followed (9 %%, 5 %% to 17 %%; q = 0.012, section "
            "7).",
            it->payload);
    }
    add_steps(it);
    hf_layout_say(layout, HF_BLOCK_NOTE,
                  "1 July to 1 October 2026, as of 5 October 2026, under 2 "
                  "revisions of \xE2\x80\x9C%sinbound\xE2\x80\x9D. Left out: "
                  "317 leads out of scope, 12 still in time, 9 that cannot be "
                  "told.",
                  it->payload);
}

// ---- 2 to 4: agreement, trend, margins --------------------------------------

static void
add_agreement(fixture *it)
{
    static const char *const labels[] = {
        "Passed and worked", "Passed, not followed", "Held, worked anyway",
        "Held and left alone"};
    static const double counts[] = {692, 312, 61, 813};
    hf_layout *layout = &it->layout;
    hf_layout_section(layout, 2, "Where rules and Sales agree");
    hf_layout_say(layout, HF_BLOCK_LEAD, "They agreed on 80 of 100 leads.");
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_SQUARE, 4);
    if (!chart) {
        return;
    }
    chart->title = HF_VIEW("What the rules said and what Sales did");
    chart->text = HF_VIEW("692 passed and worked, 312 passed and not followed, "
                          "61 held and worked anyway, 813 held and left "
                          "alone.");
    chart->y_label = "Leads";
    for (size_t at = 0; at < 4; at++) {
        chart->marks[at].label = hf_view_of(labels[at]);
        chart->marks[at].y = counts[at];
    }
}

static void
add_trend(fixture *it)
{
    enum { WEEKS = 27 };
    hf_layout *layout = &it->layout;
    hf_layout_section(layout, 3, "Week by week");
    hf_layout_say(layout, HF_BLOCK_LEAD,
                  "One week of 26 lies outside of what chance explains.");
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_TREND, WEEKS);
    for (int at = 0; chart && at < WEEKS; at++) {
        hf_mark *mark = &chart->marks[at];
        double n = 20 + (at * 37) % 40;
        double wide = 3 * sqrt(0.31 * 0.69 / n);
        mark->label = hf_layout_text(layout, "2026-W%02d", at + 14);
        mark->x = at;
        mark->y = 0.31 + 0.1 * ((at * 7) % 11 - 5) / 5;
        mark->low = 0.31 > wide ? 0.31 - wide : 0;
        mark->high = 0.31 + wide;
        mark->is_absent = at == 8;
    }
    if (!chart) {
        return;
    }
    chart->marks[19].y = 0.78;
    chart->marks[19].is_flagged = true;
    chart->marks[5].note = foreign(it, "inbound 4f2a91");
    chart->marks[21].note = foreign(it, "inbound 98c0e1");
    chart->centre = 0.31;
    chart->title = HF_VIEW("Passed, not followed, by the week of the handoff");
    chart->text = HF_VIEW("Between 20 and 50 % in all weeks but W33 with 78 %, "
                          "above its upper limit.");
    chart->x_label = "Week of the handoff";
    chart->y_label = "Not followed";
    hf_layout_say(layout, HF_BLOCK_NOTE,
                  "Limits by Laney: three sigma, widened for the spread "
                  "between weeks.");
}

static void
add_margins(fixture *it)
{
    enum { BARS = 24 };
    static const hf_column columns[] = {
        {"cell", "Cell", HF_VALUE_CODE},
        {"high_side", "Passed, not followed", HF_VALUE_RATE},
        {"low_side", "Held, worked anyway", HF_VALUE_RATE},
        {"lift", "Lift", HF_VALUE_REAL},
    };
    hf_layout *layout = &it->layout;
    hf_layout_section(layout, 4, "By cell and margin");
    hf_layout_say(layout, HF_BLOCK_LEAD,
                  "Most of what was not followed passed by a few points.");
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_HISTOGRAM, BARS);
    for (int at = 0; chart && at < BARS; at++) {
        double far = (at - 11) * (at - 11);
        chart->marks[at].label = hf_layout_text(layout, "%d", (at - 12) * 5);
        chart->marks[at].x = (at - 12) * 5;
        chart->marks[at].y = (double)(int)(70 / (1 + far / 8));
        chart->marks[at].second = (double)(int)(160 / (1 + far / 30));
    }
    if (chart) {
        chart->title = HF_VIEW("Cases by their margin");
        chart->text = HF_VIEW("Cases gather around 0; those not followed are "
                              "closer to it.");
        chart->x_label = "Points above or below what passes";
        chart->first = "Not followed";
        chart->second = "Followed";
    }
    hf_sheet *sheet = hf_layout_sheet(layout, "cells", columns, 4,
                                      HF_VIEW("Cells of the verdict table"));
    for (int at = 0; sheet && at < 3; at++) {
        hf_value *row = hf_layout_row(layout, sheet);
        if (row) {
            row[0] = hf_layout_code(foreign(it, "A2"));
            row[1] = hf_layout_rate(hf_proportion_wilson(12 * at, 96));
            row[2] = hf_layout_rate(hf_proportion_wilson(at, at * 20));
            row[3] = hf_layout_real(1.25 * at, 2);
        }
    }
}

// ---- 6 to 8: reasons, teams, time -------------------------------------------

static void
add_reasons(fixture *it)
{
    static const struct {
        const char *label;
        double y;
    } reasons[] = {{"too small", 121}, {"no reason given", 104},
                   {"wrong role", 61}, {"just researching", 48},
                   {"duplicate", 22},  {"others (3 reasons)", 17}};
    hf_layout *layout = &it->layout;
    double sum = 0;
    hf_layout_section(layout, 6, "By reason");
    hf_layout_say(layout, HF_BLOCK_LEAD,
                  "Two reasons stand behind 60 %% of the cases.");
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_PARETO, 6);
    for (size_t at = 0; chart && at < 6; at++) {
        sum += reasons[at].y;
        chart->marks[at].label = foreign(it, reasons[at].label);
        chart->marks[at].y = reasons[at].y;
        chart->marks[at].second = sum / 373;
    }
    if (chart) {
        chart->title = HF_VIEW("Reasons, most frequent first");
        chart->text = HF_VIEW("Too small 121 and no reason 104 of 373.");
        chart->y_label = "Cases";
    }
}

static void
add_teams_chart(fixture *it)
{
    static const struct {
        const char *name;
        double n, rate;
    } teams[] = {{"Enterprise EMEA", 96, 0.09},  {"Mid-market US", 240, 0.33},
                 {"Mid-market EMEA", 221, 0.35}, {"SMB", 310, 0.36},
                 {"Enterprise US", 88, 0.30},    {"Partners", 40, 0.55},
                 {"others (3 groups)", 18, 0.28}};
    enum { CURVE = 40 };
    hf_layout *layout = &it->layout;
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_FUNNEL, 7);
    if (!chart) {
        return;
    }
    for (size_t at = 0; at < 7; at++) {
        chart->marks[at].label = foreign(it, teams[at].name);
        chart->marks[at].x = teams[at].n;
        chart->marks[at].y = teams[at].rate;
    }
    chart->marks[0].is_flagged = true;
    chart->inner = hf_layout_zero(layout, CURVE, sizeof *chart->inner);
    chart->outer = hf_layout_zero(layout, CURVE, sizeof *chart->outer);
    for (int at = 0; chart->inner && chart->outer && at < CURVE; at++) {
        double n = 8 + 8 * at;
        double sigma = sqrt(0.31 * 0.69 / n);
        chart->inner[at].x = chart->outer[at].x = n;
        chart->inner[at].low = fmax(0, 0.31 - 1.96 * sigma);
        chart->inner[at].high = 0.31 + 1.96 * sigma;
        chart->outer[at].low = fmax(0, 0.31 - 3.09 * sigma);
        chart->outer[at].high = fmin(1, 0.31 + 3.09 * sigma);
        chart->curve_count = (size_t)at + 1;
    }
    chart->centre = 0.31;
    chart->title = HF_VIEW("Teams: not followed, by the number of cases");
    chart->text = HF_VIEW("Enterprise EMEA lies below the limits; all others "
                          "within.");
    chart->x_label = "Cases that a team had";
    chart->y_label = "Not followed";
}

static void
add_teams(fixture *it)
{
    static const hf_column columns[] = {
        {"team", "Team", HF_VALUE_TEXT},
        {"rate", "Not followed", HF_VALUE_RATE},
        {"adjusted", "With the same mix of cells", HF_VALUE_SHARE},
        {"late", "Late", HF_VALUE_COUNT},
        {"median", "Median to first touch", HF_VALUE_SPAN},
        {"since", "Since", HF_VALUE_TIME},
        {"flip", "Caution", HF_VALUE_FLAG},
    };
    static const char *const names[] = {"Enterprise EMEA", "Mid-market US",
                                        "SMB"};
    hf_layout *layout = &it->layout;
    hf_layout_section(layout, 7, "By team");
    hf_layout_say(layout, HF_BLOCK_TEXT,
                  "Points inside of the lines differ no more than chance "
                  "would have it.");
    add_teams_chart(it);
    hf_sheet *sheet =
        hf_layout_sheet(layout, "teams", columns, 7, HF_VIEW("Teams, by name"));
    for (int at = 0; sheet && at < 3; at++) {
        hf_value *row = hf_layout_row(layout, sheet);
        if (row) {
            row[0] = hf_layout_words(foreign(it, names[at]));
            row[1] = hf_layout_rate(
                hf_proportion_wilson(9 + 70 * at, 96 + 120 * at));
            row[2] = hf_layout_share(0.31 + 0.01 * at);
            row[3] = hf_layout_count(1234 * at);
            row[4] = hf_layout_span(45 * (at + 1) * (at + 1) * (at + 1));
            row[5] = hf_layout_time(1790845800 + at * 86400);
            row[6] = hf_layout_flag(at == 1, HF_VIEW("turns around"));
        }
    }
}

static void
add_cases(fixture *it)
{
    enum { CASES = 140, SHOWN = 60 };
    static const hf_column columns[] = {
        {"lead", "Lead", HF_VALUE_CODE},
        {"team", "Team", HF_VALUE_TEXT},
        {"handed", "Handed", HF_VALUE_TIME},
        {"waited", "Waited", HF_VALUE_SPAN},
        {"reason", "Reason", HF_VALUE_TEXT},
    };
    static const char *const bins[] = {"under 15 min", "under 1 h", "under 4 h",
                                       "under 1 d", "more"};
    hf_layout *layout = &it->layout;
    hf_layout_section(layout, 8, "Time and silence");
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_BARS, 5);
    for (size_t at = 0; chart && at < 5; at++) {
        chart->marks[at].label = hf_view_of(bins[at]);
        chart->marks[at].y = 40.0 + 60.0 * (double)(at % 3);
        chart->marks[at].second = 10.0 * (double)at;
    }
    if (chart) {
        chart->title = HF_VIEW("Time to the first touch");
        chart->text = HF_VIEW("Most were touched within 4 hours.");
        chart->first = "In time";
        chart->second = "Late";
    }
    hf_sheet *sheet = hf_layout_sheet(layout, "untouched", columns, 5,
                                      HF_VIEW("Accepted, never touched"));
    for (int at = 0; sheet && at < SHOWN; at++) {
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_code(hf_layout_text(layout, "%sL-%08X", it->payload,
                                               (unsigned)at * 2654435761u));
        row[0].link = at ? HF_VIEW("https://crm.example/lead?id=1&x=2")
                         : HF_VIEW("#case-1");
        row[1] = hf_layout_words(foreign(it, at % 2 ? "SMB" : "Enterprise"));
        row[2] = hf_layout_time(1790845800 + at * 7919);
        row[3] = hf_layout_span(3000 - at * 17);
        if (at % 3) {
            row[4] = hf_layout_words(foreign(it, "no reason given"));
        }
    }
    if (sheet) {
        hf_layout_rest(sheet, CASES);
    }
}

// ---- 10 and 13: nothing, and cases to discuss -------------------------------

static void
add_cards(fixture *it)
{
    static const char *const lines[3][3] = {
        {"Passed with 74 points, 14 more than needed", "company-size +25",
         "demo-request +20"},
        {"3 July 2026, 09:12: accepted",
         "3 July 2026, 09:14: rejected, "
         "\"too small\"",
         ""},
        {"Nothing yet: still open", "", ""}};
    static const char *const titles[] = {"What the rules saw", "What Sales did",
                                         "What became of it"};
    static const size_t counts[] = {3, 2, 1};
    hf_layout *layout = &it->layout;
    hf_card *cards = hf_layout_cards(layout, 3);
    for (int at = 0; cards && at < 3; at++) {
        hf_card *card = &cards[at];
        card->anchor = hf_layout_text(layout, "case-%d", at + 1);
        card->title = hf_layout_text(
            layout, "Passed, not followed: %sL-7F3A91C%d", it->payload, at);
        card->why = HF_VIEW("Chosen for the largest margin.");
        card->lead = hf_layout_text(layout, "%sL-7F3A91C%d", it->payload, at);
        card->code = HF_VIEW("HS_REJECT");
        card->cycle = at + 1;
        for (int part = 0; part < 3; part++) {
            card->parts[part].title = titles[part];
            card->parts[part].count = counts[part];
            card->parts[part].lines =
                hf_layout_zero(layout, 3, sizeof(hf_view));
            for (int line = 0; line < 3 && card->parts[part].lines; line++) {
                card->parts[part].lines[line] = foreign(it, lines[part][line]);
            }
        }
    }
}

void
hf_fixture_lay_out(hf_document *document, const char *payload)
{
    *document = (hf_document){.title = HF_VIEW("Override report")};
    fixture it = {{.document = document}, payload};
    hf_layout *layout = &it.layout;
    document->subtitle = hf_layout_text(
        layout, "1 July to 1 October 2026, rules %sinbound", payload);
    document->footer = hf_layout_text(
        layout, "handoff 0.1.0, ledger head 12:5e884898da28, as of 5 October "
                "2026, 08:00 UTC");
    add_first_page(&it);
    add_agreement(&it);
    add_trend(&it);
    add_margins(&it);
    add_reasons(&it);
    add_teams(&it);
    add_cases(&it);
    hf_layout_section(layout, 10, "Compliance");
    hf_layout_say(layout, HF_BLOCK_EMPTY,
                  "No lead that a consent gate held was worked.");
    hf_layout_section(layout, 13, "Cases to discuss");
    hf_layout_say(layout, HF_BLOCK_LEAD,
                  "Three cases, chosen by rule and by lot.");
    add_cards(&it);
}
