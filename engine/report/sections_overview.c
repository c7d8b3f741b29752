/*
 * The first page: what the period came to, in the order in which it is read
 * aloud. In goes the report, out come a sentence, the rates with their
 * change, the way from scored to answered, and what survived correction.
 */
#include "report/sections.h"
#include "report/words.h"

// ---- The sentence that stands alone ----------------------------------------

static void
add_change(hf_buffer *words, hf_difference change)
{
    if (change.is_known) {
        hf_buffer_add_text(words, "; ");
        hf_words_difference(words, change);
        hf_buffer_add_text(words, " against the period before");
    }
}

static void
say_lead(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_report_rates *rates = &report->rates;
    hf_buffer words = {0};
    if (rates->high_side.has_rate) {
        hf_buffer_add_text(&words, "Of the leads that the rules passed and that"
                                   " can be judged, Sales did not follow ");
        hf_words_rate(&words, rates->high_side);
        add_change(&words, report->before.high_side);
        hf_buffer_add_text(&words, ". ");
    } else {
        hf_buffer_add_text(&words, "No lead that the rules passed can be "
                                   "judged yet. ");
    }
    if (rates->low_side.has_rate) {
        hf_buffer_add_text(&words, "Of those that they held, Sales worked ");
        hf_words_rate(&words, rates->low_side);
        hf_buffer_add_text(&words, " anyway");
        add_change(&words, report->before.low_side);
        hf_buffer_add_byte(&words, '.');
    } else {
        hf_buffer_add_text(&words, "No lead was held and left to judge.");
    }
    hf_layout_say_words(layout, HF_BLOCK_LEAD, &words);
}

// ---- The rates -------------------------------------------------------------

static hf_view
change_text(hf_layout *layout, hf_difference change)
{
    hf_buffer words = {0};
    if (!change.is_known) {
        return HF_VIEW("");
    }
    hf_words_difference(&words, change);
    hf_buffer_add_text(&words, " against the period before");
    return hf_layout_take(layout, &words);
}

static void
add_headlines(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_report_rates *rates = &report->rates;
    hf_headline *lines = hf_layout_headlines(layout, 5);
    if (!lines) {
        return;
    }
    lines[0] = (hf_headline){
        .name = HF_VIEW("Passed, not followed"),
        .rate = rates->high_side,
        .change = change_text(layout, report->before.high_side),
        .anchor = HF_VIEW("#section-3"),
    };
    lines[1] = (hf_headline){
        .name = HF_VIEW("Held, worked anyway"),
        .rate = rates->low_side,
        .change = change_text(layout, report->before.low_side),
        .anchor = HF_VIEW("#section-4"),
    };
    lines[2] = (hf_headline){
        .name = HF_VIEW("Say which of our reasons is wrong"),
        .rate = rates->disputed,
        .anchor = HF_VIEW("#section-5"),
    };
    lines[3] = (hf_headline){
        .name = HF_VIEW("Without an explanation"),
        .rate = rates->unexplained,
        .anchor = HF_VIEW("#section-6"),
    };
    lines[4] = (hf_headline){
        .name = HF_VIEW("First touch in time"),
        .rate = rates->sla_kept,
        .anchor = HF_VIEW("#section-8"),
    };
}

// ---- The way ---------------------------------------------------------------

static void
add_steps(hf_layout *layout)
{
    const hf_report_funnel *funnel = &layout->report->funnel;
    const struct {
        hf_view label;
        int64_t n;
    } steps[] = {
        {HF_VIEW("scored"), funnel->scored},
        {HF_VIEW("in scope"), funnel->in_scope},
        {HF_VIEW("passed by the rules"), funnel->passed},
        {HF_VIEW("handed to Sales"), funnel->handed},
        {HF_VIEW("due"), funnel->due},
        {HF_VIEW("answered"), funnel->answered},
    };
    enum { STEPS = sizeof steps / sizeof *steps };
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_STEPS, STEPS);
    if (!chart) {
        return;
    }
    chart->title = HF_VIEW("From scored to answered");
    chart->y_label = "cases";
    hf_buffer words = {0};
    for (size_t at = 0; at < STEPS; at++) {
        chart->marks[at] =
            (hf_mark){.label = steps[at].label, .y = (double)steps[at].n};
        hf_words_count(&words, steps[at].n);
        hf_buffer_add_byte(&words, ' ');
        hf_buffer_add_view(&words, steps[at].label);
        hf_buffer_add_text(&words, at + 1 < STEPS ? ", " : ".");
    }
    chart->text = hf_layout_take(layout, &words);
}

void
hf_sections_overview_page(hf_layout *layout)
{
    hf_layout_section(layout, 1, "One page");
    if (!layout->report->funnel.scored) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "Nothing was scored in this period.");
        return;
    }
    say_lead(layout);
    add_headlines(layout);
    add_steps(layout);
}
