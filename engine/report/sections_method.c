/*
 * Section 15: how the numbers came about, for those who check them. In goes
 * the report, out come definitions, what was left out, every code with its
 * count, the figures of agreement, revisions by their whole hash, and what a
 * reader should know before trusting a number.
 */
#include "report/sections.h"
#include "report/words.h"

static void
add_warnings(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->warnings.count;
    if (!count) {
        return;
    }
    hf_layout_say(layout, HF_BLOCK_TEXT,
                  "To be known before a number is "
                  "trusted:");
    hf_view *items = hf_layout_list(layout, count);
    for (size_t at = 0; items && at < count; at++) {
        items[at] = report->warnings.items[at];
    }
}

// ---- Definitions -----------------------------------------------------------

static void
add_definitions(hf_layout *layout)
{
    static const char *const lines[] = {
        "Case: one handing over of a lead, or one stretch in which the rules "
        "held it. It belongs to the period in which it was handed over, or "
        "decided when it was not.",
        "Not followed (high side): closed unworked, never touched in time, "
        "accepted and never touched, priority lowered; of these and of passes "
        "worked in time, worked late, worked and then closed, or worked by "
        "another team.",
        "Worked anyway (low side): held leads that Sales worked or put "
        "higher; of these and of held leads left alone.",
        "Disputed: the reason that Sales gave contradicts a criterion that "
        "had fired. Unexplained: no reason, an 'other' reason, or silence. "
        "Does not match our data: the reason disagrees with what was recorded; "
        "the data may be the wrong side. Each of the cases of both kinds.",
        "In time: first touch before the SLA with its grace ran out; of judged "
        "passes with an SLA, without those closed untouched before then.",
        "Taken back: a closing that was followed by a touch or an acceptance; "
        "of all handed leads that were ever closed.",
        "Closed in bulk: more than 20 closings by one hand within a minute. "
        "They count as the cases they are, and beside that as one decision.",
        "Intervals are at 95 %: of a rate by Wilson, of a difference by "
        "Newcombe. Limits of the weeks are three standard deviations, widened "
        "by Laney. Limits of groups are exact binomial ones. What stands out "
        "is named after correction for all comparisons that were made "
        "(Benjamini and Hochberg).",
    };
    enum { LINES = sizeof lines / sizeof *lines };
    hf_view *items = hf_layout_list(layout, LINES);
    for (size_t at = 0; items && at < LINES; at++) {
        items[at] = hf_view_of(lines[at]);
    }
}

// ---- Tables ----------------------------------------------------------------

static const hf_column rate_columns[] = {
    {"rate", "Rate", HF_VALUE_TEXT},
    {"value", "Value", HF_VALUE_RATE},
};

static void
add_rates(hf_layout *layout)
{
    const hf_report_rates *rates = &layout->report->rates;
    const struct {
        hf_view name;
        hf_rate rate;
    } rows[] = {
        {HF_VIEW("not followed"), rates->high_side},
        {HF_VIEW("worked anyway"), rates->low_side},
        {HF_VIEW("disputed"), rates->disputed},
        {HF_VIEW("unexplained"), rates->unexplained},
        {HF_VIEW("about something else"), rates->elsewhere},
        {HF_VIEW("does not match our data"), rates->contradicted},
        {HF_VIEW("in time"), rates->sla_kept},
        {HF_VIEW("taken back"), rates->reversed},
    };
    hf_sheet *sheet = hf_layout_sheet(layout, "rates", rate_columns, 2,
                                      HF_VIEW("All rates of the period"));
    for (size_t at = 0; sheet && at < sizeof rows / sizeof *rows; at++) {
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(rows[at].name);
        row[1] = hf_layout_rate(rows[at].rate);
    }
}

static const hf_column code_columns[] = {
    {"code", "What became of it", HF_VALUE_TEXT},
    {"cases", "Cases", HF_VALUE_COUNT},
};

static void
add_codes(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_sheet *sheet = hf_layout_sheet(layout, "codes", code_columns, 2,
                                      HF_VIEW("All cases of the period"));
    for (int code = 0; sheet && code < HF_UNIT_CODE_COUNT; code++) {
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(hf_units_words((hf_unit_code)code));
        row[1] = hf_layout_count(report->codes[code]);
    }
}

static const hf_column figure_columns[] = {
    {"figure", "Figure", HF_VALUE_TEXT},
    {"value", "Value", HF_VALUE_REAL},
    {"meaning", "What it says", HF_VALUE_TEXT},
};

static void
add_figures(hf_layout *layout)
{
    hf_agreement_figures it =
        hf_agreement_table_describe(&layout->report->agreed);
    const struct {
        const char *name;
        hf_figure value;
        const char *meaning;
    } rows[] = {
        {"observed agreement", it.po, "share of cases on which both agree"},
        {"Cohen's kappa", it.kappa,
         "agreement beyond chance; low where one answer prevails"},
        {"PABAK", it.pabak, "kappa as if both answers were as frequent"},
        {"Gwet's AC1", it.ac1,
         "agreement beyond chance, steady where one "
         "answer prevails"},
        {"prevalence", it.prevalence, "how much one answer prevails"},
        {"bias", it.bias, "how much disagreement leans one way"},
        {"McNemar's p", it.mcnemar_p,
         "chance of so much leaning when both ways are alike"},
    };
    hf_sheet *sheet =
        it.n ? hf_layout_sheet(layout, "agreement_figures", figure_columns, 3,
                               HF_VIEW("Agreement, in figures"))
             : NULL;
    for (size_t at = 0; sheet && at < sizeof rows / sizeof *rows; at++) {
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(hf_view_of(rows[at].name));
        if (rows[at].value.is_known) {
            row[1] = hf_layout_real(rows[at].value.value, 3);
        }
        row[2] = hf_layout_words(hf_view_of(rows[at].meaning));
    }
}

static const hf_column hash_columns[] = {
    {"ruleset", "Rule set", HF_VALUE_TEXT},
    {"revision", "Revision", HF_VALUE_CODE},
    {"rules", "Of it, the rules without their lists", HF_VALUE_CODE},
    {"dirty", "Changed since its commit", HF_VALUE_FLAG},
};

static void
add_hashes(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_sheet *sheet =
        report->revisions.count
            ? hf_layout_sheet(layout, "revision_hashes", hash_columns, 4,
                              HF_VIEW("The rules by their hashes"))
            : NULL;
    for (size_t at = 0; sheet && at < report->revisions.count; at++) {
        const hf_revision_part *one = &report->revisions.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(one->ruleset);
        row[1] = hf_layout_code(one->hash);
        row[2] = hf_layout_code(one->rules_hash);
        row[3] = hf_layout_flag(one->is_dirty, HF_VIEW("changed"));
    }
}

// ---- What it was made from -------------------------------------------------

static void
say_origin(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const handoff_agreement *agreement = report->agreement;
    hf_buffer words = {0};
    hf_words_add(&words,
                 "As of %m, from the ledger at %v; agreement %t. Cases ripen "
                 "after %o, groups under %o are pooled, what is drawn is drawn "
                 "by the number ",
                 report->as_of, report->head, agreement->hash,
                 agreement->maturity / 86400, "day", "days",
                 agreement->minimum_cell, "case", "cases");
    hf_buffer_printf(&words, "%llu.",
                     (unsigned long long)report->options->seed);
    hf_words_add(&words, " All times are UTC.");
    hf_layout_say_words(layout, HF_BLOCK_NOTE, &words);
}

void
hf_sections_method_definitions(hf_layout *layout)
{
    hf_layout_section(layout, 15, "Method");
    hf_layout_say(layout, HF_BLOCK_LEAD,
                  "How each number came about, and what it leaves out.");
    add_warnings(layout);
    add_definitions(layout);
    add_rates(layout);
    add_codes(layout);
    add_figures(layout);
    add_hashes(layout);
    say_origin(layout);
}
