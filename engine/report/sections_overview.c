/*
 * The first page: what the period came to, in the order in which it is read
 * aloud. In goes the report, out come a sentence, the rates with their
 * change, who was right, the way from scored to answered, and what survived
 * correction.
 */
#include "report/sections.h"
#include "report/words.h"

// ---- The sentence that stands alone ----------------------------------------

static void
add_change(hf_buffer *words, hf_difference change)
{
    if (change.is_known) {
        hf_words_add(words, ", %d against the period before", change);
    }
}

static void
say_lead(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_report_rates *rates = &report->rates;
    hf_buffer words = {0};
    if (rates->high_side.has_rate) {
        hf_words_add(&words,
                     "Of the leads that the rules passed, Sales did "
                     "not follow %r",
                     rates->high_side);
        add_change(&words, report->before.high_side);
        hf_buffer_add_text(&words, ". ");
    } else {
        hf_words_add(&words, "No lead that the rules passed can be judged "
                             "yet. ");
    }
    if (rates->low_side.has_rate) {
        hf_words_add(&words, "Of those that they held, Sales worked %r anyway",
                     rates->low_side);
        add_change(&words, report->before.low_side);
        hf_buffer_add_byte(&words, '.');
    } else {
        hf_words_add(&words, "No held lead can be judged.");
    }
    hf_layout_say_words(layout, HF_BLOCK_LEAD, &words);
}

// ---- The rates -------------------------------------------------------------

static hf_view
change_text(hf_layout *layout, hf_difference change)
{
    return change.is_known ? hf_layout_words_of(
                                 layout, "%d against the period before", change)
                           : HF_VIEW("");
}

static void
add_headlines(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_report_rates *rates = &report->rates;
    const hf_headline lines[] = {
        {.name = HF_VIEW("Passed, not followed"),
         .rate = rates->high_side,
         .change = change_text(layout, report->before.high_side),
         .anchor = HF_VIEW("#section-3")},
        {.name = HF_VIEW("Held, worked anyway"),
         .rate = rates->low_side,
         .change = change_text(layout, report->before.low_side),
         .anchor = HF_VIEW("#section-4")},
        {.name = HF_VIEW("Of both: a stated reason is disputed"),
         .rate = rates->disputed,
         .anchor = HF_VIEW("#section-5")},
        {.name = HF_VIEW("Of both: unexplained"),
         .rate = rates->unexplained,
         .anchor = HF_VIEW("#section-6")},
        {.name = HF_VIEW("First touch in time"),
         .rate = rates->sla_kept,
         .anchor = HF_VIEW("#section-8")},
    };
    enum { LINES = sizeof lines / sizeof *lines };
    hf_headline *out = hf_layout_headlines(layout, LINES);
    for (size_t at = 0; out && at < LINES; at++) {
        out[at] = lines[at];
    }
}

static void
say_grounds(hf_layout *layout)
{
    const hf_report_rates *rates = &layout->report->rates;
    if (rates->disputed.n) {
        hf_layout_tell(layout, HF_BLOCK_TEXT,
                       "Of %o of either kind, %n say which of the stated "
                       "reasons is wrong, %n come without an explanation, and "
                       "%n are about something else.",
                       rates->disputed.n, "case", "cases", rates->disputed.k,
                       rates->unexplained.k, rates->elsewhere.k);
    }
}

// Both sides in one breath, in the same words.
static void
say_right(hf_layout *layout)
{
    const hf_right_part *right = &layout->report->right;
    hf_rate high = right->high_vindicates_rule;
    hf_rate low = right->low_vindicates_sales;
    if (!right->matured) {
        hf_layout_tell(layout, HF_BLOCK_TEXT,
                       "Who was right is not known yet of any of them: %o "
                       "still to ripen (section 9).",
                       right->open, "case has", "cases have");
        return;
    }
    hf_layout_tell(
        layout, HF_BLOCK_TEXT,
        "Who was right, of cases that are old enough to tell: the rules in %o "
        "that Sales did not follow, and in %n that Sales worked although they "
        "were held; Sales in %n that they did not follow, and in %n that they "
        "worked anyway. %o never worked, so nobody knows (section 9).",
        high.k, "case", "cases", low.n - low.k, high.n - high.k, low.k,
        right->unobservable, "case was", "cases were");
}

// ---- The way ---------------------------------------------------------------

static hf_view
left_out(hf_layout *layout, int64_t number, const char *why)
{
    return number ? hf_layout_words_of(layout, "%n %t", number, why)
                  : HF_VIEW("");
}

static void
add_steps(hf_layout *layout)
{
    const hf_report_funnel *funnel = &layout->report->funnel;
    const struct {
        const char *label;
        int64_t n;
        hf_view note;
    } steps[] = {
        {"scored", funnel->scored, {0}},
        {"in scope", funnel->in_scope,
         left_out(layout, funnel->scored - funnel->in_scope, "out of scope")},
        {"passed by the rules", funnel->passed,
         left_out(layout, funnel->in_scope - funnel->passed, "held")},
        {"handed to Sales", funnel->handed,
         left_out(layout, funnel->passed - funnel->handed, "not handed over")},
        {"due", funnel->due,
         left_out(layout, funnel->handed - funnel->due, "still have time")},
        {"answered", funnel->answered,
         left_out(layout, funnel->due - funnel->answered,
                  "in silence, or not observed")},
    };
    enum { STEPS = sizeof steps / sizeof *steps };
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_STEPS, STEPS);
    hf_buffer words = {0};
    if (!chart) {
        return;
    }
    chart->title = HF_VIEW("From scored to answered");
    chart->y_label = "cases";
    for (size_t at = 0; at < STEPS; at++) {
        chart->marks[at] = (hf_mark){.label = hf_view_of(steps[at].label),
                                     .y = (double)steps[at].n,
                                     .note = steps[at].note};
        hf_words_add(&words, at ? ", %n %t" : "%n %t", steps[at].n,
                     steps[at].label);
    }
    chart->text = hf_layout_take(layout, &words);
}

static const hf_column left_out_columns[] = {
    {"code", "What became of it", HF_VALUE_TEXT},
    {"cases", "Cases", HF_VALUE_COUNT},
};

static void
add_left_out(hf_layout *layout)
{
    static const hf_unit_code codes[] = {HF_UNIT_EXCLUDED, HF_UNIT_PENDING,
                                         HF_UNIT_INDETERMINATE,
                                         HF_UNIT_MK_FORCE, HF_UNIT_MK_BLOCK};
    const hf_report *report = layout->report;
    int64_t all = 0;
    for (size_t at = 0; at < sizeof codes / sizeof *codes; at++) {
        all += report->codes[codes[at]];
    }
    hf_sheet *sheet =
        all ? hf_layout_sheet(layout, "left_out", left_out_columns, 2,
                              HF_VIEW("In no rate, and why"))
            : NULL;
    for (size_t at = 0; sheet && at < sizeof codes / sizeof *codes; at++) {
        hf_value *row =
            report->codes[codes[at]] ? hf_layout_row(layout, sheet) : NULL;
        if (row) {
            row[0] = hf_layout_words(hf_units_words(codes[at]));
            row[1] = hf_layout_count(report->codes[codes[at]]);
        }
    }
}

// ---- What stands out -------------------------------------------------------

static void
say_restated(hf_layout *layout)
{
    const hf_report_restated *restated = &layout->report->restated;
    if (!restated->is_there) {
        return;
    }
    hf_buffer words = {0};
    hf_words_add(&words, restated->to == layout->report->from
                             ? "Restated, for the period before: "
                             : "Restated: ");
    hf_words_add(&words,
                 "on %y, after batch %n, not followed was %r and is now %r; "
                 "worked anyway was %r and is now %r. Since then ",
                 restated->as_of, restated->known_by, restated->high_side_then,
                 restated->high_side_now, restated->low_side_then,
                 restated->low_side_now);
    hf_words_add(&words, "%o of Sales, %o and %o of the period came late.",
                 restated->late_dispositions, "action", "actions",
                 restated->late_outcomes, "outcome", "outcomes",
                 restated->late_others, "other fact", "other facts");
    hf_layout_say_words(layout, HF_BLOCK_NOTE, &words);
}

// The first page stands alone: what weighs most against it stands on it.
static void
add_cautions(hf_layout *layout)
{
    enum { MOST = 3 };
    const hf_report *report = layout->report;
    size_t count = report->warnings.count;
    for (size_t at = 0; at < count && at < MOST; at++) {
        hf_layout_tell(layout, HF_BLOCK_NOTE, "%v", report->warnings.items[at]);
    }
    if (count > MOST) {
        hf_layout_tell(layout, HF_BLOCK_NOTE, "%o to be known, in section 15.",
                       (int64_t)(count - MOST), "more thing has",
                       "more things have");
    }
}

// ---- The rules in force ----------------------------------------------------

enum { SHORT_HASH = 12 };

static const hf_column revision_columns[] = {
    {"ruleset", "Rule set", HF_VALUE_TEXT},
    {"revision", "Revision", HF_VALUE_CODE},
    {"commit", "Commit", HF_VALUE_CODE},
    {"since", "In force since", HF_VALUE_TIME},
    {"cases", "Cases", HF_VALUE_COUNT},
};

static void
add_revisions(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_sheet *sheet = hf_layout_sheet(layout, "revisions", revision_columns, 5,
                                      HF_VIEW("The rules in force"));
    for (size_t at = 0; sheet && at < report->revisions.count; at++) {
        const hf_revision_part *one = &report->revisions.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(one->ruleset);
        row[1] = hf_layout_code(hf_view_slice(one->hash, 0, SHORT_HASH));
        row[2] = hf_layout_code(hf_view_slice(one->git_commit, 0, SHORT_HASH));
        row[3] = hf_layout_time(one->since);
        row[4] = hf_layout_count(one->cases);
    }
}

void
hf_sections_overview_page(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_layout_section(layout, 1, "One page");
    if (!report->funnel.scored) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "No case began in this period: nothing was scored, or "
                      "all of it before or after.");
        return;
    }
    say_lead(layout);
    add_headlines(layout);
    hf_sections_grounds_findings(layout);
    say_right(layout);
    say_grounds(layout);
    add_steps(layout);
    add_left_out(layout);
    say_restated(layout);
    add_cautions(layout);
    hf_layout_tell(
        layout, HF_BLOCK_NOTE,
        "A case is one handing over of a lead, or one stretch in which the "
        "rules held it; %n cases are of %o. Not followed: closed unworked, "
        "never touched in time, accepted and left, or put lower, of passed "
        "leads whose time was up or that were answered. Behind a rate stands "
        "what it is a count of, and the range that so few or so many allow "
        "for (95 %%).",
        report->funnel.scored, report->leads, "lead", "leads");
    add_revisions(layout);
}
