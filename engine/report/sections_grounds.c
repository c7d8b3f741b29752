/*
 * On which grounds: the words of sections 5 and 6, by criterion and by reason,
 * and of the findings on the first page. In goes the report, out come
 * sentences, lists and tables; groups (section 7) are laid out by
 * sections_groups.c.
 */
#include "report/sections.h"
#include "report/shrink.h"
#include "report/words.h"

#include <stdlib.h>

enum { LISTED = 5, CONTRADICTED_SHOWN = 10 };

// ---- Findings --------------------------------------------------------------

static hf_view
finding_text(hf_layout *layout, const hf_finding_part *one)
{
    hf_buffer words = {0};
    hf_buffer_add_view(&words, one->text);
    hf_buffer_add_text(&words, " (");
    hf_buffer_add_view(&words, one->figure);
    hf_buffer_add_text(&words, "; ");
    hf_words_chance(&words, 'q', one->q);
    hf_buffer_printf(&words, "; section %d)", one->section);
    return hf_layout_take(layout, &words);
}

void
hf_sections_grounds_findings(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->findings.count;
    if (!count) {
        hf_layout_say(layout, HF_BLOCK_TEXT,
                      "Nothing that was compared (%zu comparisons of teams, "
                      "criteria, periods and outcomes) differs by more than "
                      "chance explains.",
                      report->comparisons);
        return;
    }
    hf_layout_say(
        layout, HF_BLOCK_TEXT,
        "What survives correction for %zu comparisons:", report->comparisons);
    hf_view *items = hf_layout_list(layout, count);
    for (size_t at = 0; items && at < count; at++) {
        items[at] = finding_text(layout, &report->findings.items[at]);
    }
}

// ---- Criteria: the lists ---------------------------------------------------

static bool
is_gate(const hf_criterion_part *part)
{
    return !hf_view_equal(part->kind, HF_VIEW("criterion"));
}

static hf_view
id_of(const hf_report *report, const hf_criterion_part *part)
{
    return hf_episodes_text(&report->episodes, part->id);
}

static void
add_quoted(hf_buffer *words, hf_view name)
{
    hf_buffer_add_byte(words, '\'');
    hf_buffer_add_view(words, name);
    hf_buffer_add_byte(words, '\'');
}

/* A criterion in a list, by what it is put in order by. */
typedef struct listed {
    const hf_criterion_part *part;
    hf_rate rate;
    double first; // the shrunken share, or 0
} listed;

static int
order_listed(const void *a, const void *b)
{
    const listed *left = a;
    const listed *right = b;
    if (left->first > right->first || left->first < right->first) {
        return left->first > right->first ? -1 : 1;
    }
    int order = hf_shrink_order(&left->rate, &right->rate);
    return order ? order
                 : (left->part > right->part) - (left->part < right->part);
}

typedef bool choice(const hf_criterion_part *part, listed *out);

static bool
is_disputed(const hf_criterion_part *part, listed *out)
{
    out->rate = part->disputes;
    out->first = part->shrunken.is_known ? part->shrunken.value : 0;
    return part->disputed > 0;
}

static bool
was_right(const hf_criterion_part *part, listed *out)
{
    const hf_vindicated *it = &part->vindicated;
    out->rate = hf_proportion_wilson(it->rule, it->rule + it->sales);
    return it->rule > it->sales;
}

static bool
was_wrong(const hf_criterion_part *part, listed *out)
{
    const hf_vindicated *it = &part->vindicated;
    out->rate = hf_proportion_wilson(it->sales, it->rule + it->sales);
    return it->sales > it->rule;
}

// The first few of those that are chosen; how many there are.
static size_t
choose(hf_layout *layout, choice *is_chosen, listed **out)
{
    const hf_report *report = layout->report;
    size_t count = 0;
    *out = hf_layout_zero(layout, report->criteria.count, sizeof **out);
    for (size_t at = 0; *out && at < report->criteria.count; at++) {
        listed one = {.part = &report->criteria.items[at]};
        if (is_chosen(one.part, &one)) {
            (*out)[count++] = one;
        }
    }
    if (count) {
        qsort(*out, count, sizeof **out, order_listed);
    }
    return count < LISTED ? count : LISTED;
}

static hf_view
list_text(hf_layout *layout, const char *title, const char *of,
          choice *is_chosen)
{
    listed *chosen;
    hf_buffer words = {0};
    size_t count = choose(layout, is_chosen, &chosen);
    hf_buffer_add_text(&words, title);
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_text(&words, at ? ", " : ": ");
        add_quoted(&words, id_of(layout->report, chosen[at].part));
        hf_buffer_add_text(&words, " (");
        hf_words_count(&words, chosen[at].rate.k);
        hf_buffer_add_text(&words, " of ");
        hf_words_count(&words, chosen[at].rate.n);
        hf_buffer_add_text(&words, of);
        hf_buffer_add_byte(&words, ')');
    }
    hf_buffer_add_text(&words, count ? "." : ": none.");
    return hf_layout_take(layout, &words);
}

// Of at least as many cases as a group needs to stand alone.
static bool
is_constant(const hf_report *report, const hf_criterion_part *part,
            bool is_always)
{
    return part->scored > 0 &&
           part->scored >= report->agreement->minimum_cell &&
           part->fired == (is_always ? part->scored : 0);
}

static hf_view
constant_text(hf_layout *layout, const char *title, bool is_always)
{
    const hf_report *report = layout->report;
    hf_buffer words = {0};
    size_t count = 0;
    hf_buffer_add_text(&words, title);
    for (size_t at = 0; at < report->criteria.count; at++) {
        const hf_criterion_part *part = &report->criteria.items[at];
        if (is_constant(report, part, is_always)) {
            hf_buffer_add_text(&words, count++ ? ", " : ": ");
            add_quoted(&words, id_of(report, part));
            hf_buffer_add_text(&words, " (");
            hf_words_of(&words, part->scored, "case)", "cases)");
        }
    }
    hf_buffer_add_text(&words, count ? "." : ": none.");
    return hf_layout_take(layout, &words);
}

static void
add_lists(hf_layout *layout)
{
    hf_view *items = hf_layout_list(layout, 5);
    if (!items) {
        return;
    }
    items[0] = list_text(layout, "Most disputed", " disagreements name it",
                         is_disputed);
    items[1] = list_text(layout, "Where the rules were right most often",
                         " that can be told", was_right);
    items[2] = list_text(layout, "Where Sales was right most often",
                         " that can be told", was_wrong);
    items[3] = constant_text(layout, "Never fired", false);
    items[4] = constant_text(layout, "Always fired", true);
}

// ---- Criteria: the sentence and the tables ---------------------------------

static void
say_criteria(hf_layout *layout)
{
    listed *chosen;
    hf_buffer words = {0};
    if (!choose(layout, is_disputed, &chosen)) {
        hf_layout_say(layout, HF_BLOCK_LEAD,
                      "No reason that Sales gave disputes a criterion that had "
                      "fired. Look at where passes are followed less than "
                      "others in the same cells.");
        return;
    }
    const hf_criterion_part *part = chosen[0].part;
    hf_buffer_add_text(&words, "Look first at ");
    add_quoted(&words, id_of(layout->report, part));
    hf_buffer_add_text(&words, ": Sales says that it does not hold in ");
    hf_words_rate(&words, part->disputes);
    hf_buffer_add_text(&words, " of the disagreements on which it had fired. ");
    if (part->when_disputed.rule + part->when_disputed.sales) {
        hf_buffer_add_text(&words, "What became of these leads favoured the "
                                   "rules in ");
        hf_words_count(&words, part->when_disputed.rule);
        hf_buffer_add_text(&words, part->when_disputed.rule == 1
                                       ? " case and Sales in "
                                       : " cases and Sales in ");
        hf_words_count(&words, part->when_disputed.sales);
        hf_buffer_add_text(&words, "; of the others it cannot be told.");
    } else {
        hf_buffer_add_text(&words, "Who was right cannot be told yet.");
    }
    hf_layout_say_words(layout, HF_BLOCK_LEAD, &words);
}

// "35 % (29 % to 41 %)", or nothing.
static hf_value
expected_value(hf_layout *layout, const hf_contrast *it)
{
    hf_buffer words = {0};
    if (!it->elsewhere.is_known || !it->here.has_rate) {
        return (hf_value){.kind = HF_VALUE_NONE};
    }
    hf_words_share(&words, it->elsewhere.rate);
    hf_buffer_add_text(&words, " (");
    hf_words_share(&words, it->elsewhere.low);
    hf_buffer_add_text(&words, " to ");
    hf_words_share(&words, it->elsewhere.high);
    hf_buffer_add_byte(&words, ')');
    return hf_layout_words(hf_layout_take(layout, &words));
}

static void
add_criteria(hf_layout *layout)
{
    static const hf_column columns[] = {
        {"criterion", "Criterion", HF_VALUE_CODE},
        {"because", "Because", HF_VALUE_TEXT},
        {"fired", "Fired", HF_VALUE_COUNT},
        {"pivotal", "Decided alone", HF_VALUE_COUNT},
        {"overridden", "Not followed where it fired", HF_VALUE_RATE},
        {"expected", "Not followed without it", HF_VALUE_TEXT},
        {"disputed", "Disputed", HF_VALUE_COUNT},
        {"rule_vindicated", "Rules were right", HF_VALUE_COUNT},
        {"sales_vindicated", "Sales was right", HF_VALUE_COUNT},
        {"conversion", "Became an opportunity", HF_VALUE_RATE},
        {"conversion_expected", "Opportunity without it", HF_VALUE_TEXT},
    };
    const hf_report *report = layout->report;
    hf_sheet *sheet = hf_layout_sheet(
        layout, "criteria", columns, sizeof columns / sizeof *columns,
        HF_VIEW("Criteria, in the order of the rules"));
    for (size_t at = 0; sheet && at < report->criteria.count; at++) {
        const hf_criterion_part *part = &report->criteria.items[at];
        hf_value *row = is_gate(part) ? NULL : hf_layout_row(layout, sheet);
        if (!row) {
            continue;
        }
        row[0] = hf_layout_code(id_of(report, part));
        row[1] = hf_layout_words(part->because);
        row[2] = hf_layout_count(part->fired);
        row[3] = hf_layout_count(part->pivotal);
        row[4] = hf_layout_rate(part->overridden.here);
        row[5] = expected_value(layout, &part->overridden);
        row[6] = hf_layout_count(part->disputed);
        row[7] = hf_layout_count(part->vindicated.rule);
        row[8] = hf_layout_count(part->vindicated.sales);
        row[9] = hf_layout_rate(part->conversion.here);
        row[10] = expected_value(layout, &part->conversion);
    }
}

static void
add_gates(hf_layout *layout)
{
    static const hf_column columns[] = {
        {"gate", "Gate", HF_VALUE_CODE},
        {"because", "Because", HF_VALUE_TEXT},
        {"fired", "Fired", HF_VALUE_COUNT},
        {"pivotal", "Decided alone", HF_VALUE_COUNT},
        {"worked_anyway", "Held, worked anyway", HF_VALUE_RATE},
        {"rule_vindicated", "Rules were right", HF_VALUE_COUNT},
        {"sales_vindicated", "Sales was right", HF_VALUE_COUNT},
    };
    const hf_report *report = layout->report;
    size_t count = 0;
    for (size_t at = 0; at < report->criteria.count; at++) {
        count += is_gate(&report->criteria.items[at]);
    }
    hf_sheet *sheet =
        count ? hf_layout_sheet(layout, "gates", columns,
                                sizeof columns / sizeof *columns,
                                HF_VIEW("Gates, in the order of the rules"))
              : NULL;
    for (size_t at = 0; sheet && at < report->criteria.count; at++) {
        const hf_criterion_part *part = &report->criteria.items[at];
        hf_value *row = is_gate(part) ? hf_layout_row(layout, sheet) : NULL;
        if (!row) {
            continue;
        }
        row[0] = hf_layout_code(id_of(report, part));
        row[1] = hf_layout_words(part->because);
        row[2] = hf_layout_count(part->fired);
        row[3] = hf_layout_count(part->pivotal);
        row[4] = hf_layout_rate(part->worked_anyway);
        row[5] = hf_layout_count(part->vindicated.rule);
        row[6] = hf_layout_count(part->vindicated.sales);
    }
}

void
hf_sections_grounds_criteria(hf_layout *layout)
{
    hf_layout_section(layout, 5, "By criterion");
    if (!layout->report->criteria.count) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "No criterion was in force in this period.");
        return;
    }
    say_criteria(layout);
    add_lists(layout);
    add_criteria(layout);
    add_gates(layout);
    hf_layout_say(
        layout, HF_BLOCK_NOTE,
        "Fired and decided alone count judged cases, passed or held; alone "
        "means that without it the rules would have said something else. "
        "'Without it' is what other passes come to, with as many of each cell, "
        "and its 95 %% interval. Several criteria fire together: a "
        "difference goes along with one, and need not come from it. Who was "
        "right counts the disagreements that dispute it or that it decided "
        "alone, of which that can be told; opportunities are those of worked "
        "passes whose time is up.");
}

// ---- Reasons ---------------------------------------------------------------

// As Sales writes it; the code when the agreement has it no more.
static hf_view
reason_words(const hf_report *report, hf_view code)
{
    const handoff_agreement *agreement = report->agreement;
    for (size_t at = 0; at < agreement->reason_count; at++) {
        const hf_reason *reason = &agreement->reasons[at];
        if (hf_view_equal(reason->code, code) && reason->value_count) {
            return reason->values[0];
        }
    }
    return code;
}

static void
say_reasons(hf_layout *layout)
{
    const hf_report *report = layout->report;
    const hf_objections_part *all = &report->objections;
    hf_buffer words = {0};
    hf_buffer_add_text(&words, "Of ");
    hf_words_of(&words, all->overrides, "disagreement", "disagreements");
    hf_buffer_add_text(&words, ", ");
    hf_words_count(&words, all->with_reason);
    hf_buffer_add_text(&words, " came with a reason, ");
    hf_words_count(&words, all->no_reason);
    hf_buffer_add_text(&words, " without, and ");
    hf_words_count(&words, all->silent);
    hf_buffer_add_text(&words, " are leads that nobody touched. ");
    if (all->unmapped) {
        hf_words_count(&words, all->unmapped);
        hf_buffer_add_text(&words, " gave a reason that the agreement does not "
                                   "know. ");
    }
    hf_buffer_add_text(&words, "Unexplained: ");
    hf_words_rate(&words, report->rates.unexplained);
    hf_buffer_add_text(&words,
                       ". With a reason that does not match our data: ");
    hf_words_rate(&words, report->rates.contradicted);
    hf_buffer_add_byte(&words, '.');
    hf_layout_say_words(layout, HF_BLOCK_LEAD, &words);
}

static void
draw_reasons(hf_layout *layout)
{
    const hf_report *report = layout->report;
    size_t count = report->reasons.count;
    hf_chart *chart = hf_layout_chart(layout, HF_CHART_PARETO, count);
    if (!chart) {
        return;
    }
    hf_buffer words = {0};
    chart->title = HF_VIEW("Reasons, most frequent first");
    chart->y_label = "disagreements";
    for (size_t at = 0; at < count; at++) {
        const hf_reason_part *part = &report->reasons.items[at];
        hf_view code = hf_episodes_text(&report->episodes, part->code);
        chart->marks[at] = (hf_mark){.label = reason_words(report, code),
                                     .y = (double)part->n,
                                     .second = part->cumulative};
        hf_buffer_add_text(&words, at ? ", " : "");
        hf_buffer_add_view(&words, chart->marks[at].label);
        hf_buffer_add_byte(&words, ' ');
        hf_words_count(&words, part->n);
    }
    hf_buffer_add_byte(&words, '.');
    chart->text = hf_layout_take(layout, &words);
}

static void
add_reasons(hf_layout *layout)
{
    static const hf_column columns[] = {
        {"reason", "Reason", HF_VALUE_TEXT},
        {"code", "In data", HF_VALUE_CODE},
        {"class", "Class", HF_VALUE_TEXT},
        {"n", "Disagreements", HF_VALUE_COUNT},
        {"cumulative", "With those above", HF_VALUE_SHARE},
        {"contradicted", "Does not match our data", HF_VALUE_COUNT},
        {"rule_vindicated", "Rules were right", HF_VALUE_COUNT},
        {"sales_vindicated", "Sales was right", HF_VALUE_COUNT},
    };
    const hf_report *report = layout->report;
    hf_sheet *sheet = hf_layout_sheet(
        layout, "reasons", columns, sizeof columns / sizeof *columns,
        HF_VIEW("Reasons that were given, most frequent first"));
    for (size_t at = 0; sheet && at < report->reasons.count; at++) {
        const hf_reason_part *part = &report->reasons.items[at];
        hf_view code = hf_episodes_text(&report->episodes, part->code);
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_words(reason_words(report, code));
        row[1] = hf_layout_code(code);
        row[2] = hf_layout_words(
            hf_episodes_text(&report->episodes, part->reason_class));
        row[3] = hf_layout_count(part->n);
        row[4] = hf_layout_share(part->cumulative);
        row[5] = hf_layout_count(part->contradicted);
        row[6] = hf_layout_count(part->rule_vindicated);
        row[7] = hf_layout_count(part->sales_vindicated);
    }
}

static void
add_classes(hf_layout *layout)
{
    static const hf_column columns[] = {
        {"class", "Class of reasons", HF_VALUE_TEXT},
        {"team", "Team", HF_VALUE_TEXT},
        {"n", "Disagreements", HF_VALUE_COUNT},
    };
    const hf_report *report = layout->report;
    hf_sheet *sheet = hf_layout_sheet(
        layout, "classes", columns, sizeof columns / sizeof *columns,
        HF_VIEW("Classes of reasons by team, in the order of names"));
    for (size_t at = 0; sheet && at < report->classes.count; at++) {
        const hf_class_part *part = &report->classes.items[at];
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] =
            hf_layout_words(part->reason_class.len ? part->reason_class
                            : part->is_silent      ? HF_VIEW("never touched")
                                              : HF_VIEW("no reason given"));
        row[1] = hf_layout_words(part->team.len ? part->team
                                                : HF_VIEW("other teams"));
        row[2] = hf_layout_count(part->n);
    }
}

static hf_view
what_data_says(const hf_report *report, hf_view code)
{
    const handoff_agreement *agreement = report->agreement;
    for (size_t at = 0; at < agreement->reason_count; at++) {
        if (hf_view_equal(agreement->reasons[at].code, code)) {
            return agreement->reasons[at].contradicted_text;
        }
    }
    return HF_VIEW("");
}

static void
add_contradicted(hf_layout *layout)
{
    static const hf_column columns[] = {
        {"lead", "Lead", HF_VALUE_CODE},
        {"at", "When", HF_VALUE_TIME},
        {"code", "What happened", HF_VALUE_TEXT},
        {"team", "Team", HF_VALUE_TEXT},
        {"reason", "Reason", HF_VALUE_TEXT},
        {"data", "Our data says", HF_VALUE_CODE},
        {"resolution", "Who was right", HF_VALUE_TEXT},
    };
    hf_report *report = layout->report;
    const hf_objections_part *all = &report->objections;
    if (!all->contradicted_count) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "No reason that was given disagrees with our data.");
        return;
    }
    hf_sheet *sheet = hf_layout_sheet(
        layout, "contradicted", columns, sizeof columns / sizeof *columns,
        HF_VIEW("Reasons that do not match our data; the data may be wrong"));
    size_t rows =
        hf_layout_rows(layout, all->contradicted_count, CONTRADICTED_SHOWN);
    for (size_t at = 0; sheet && at < rows; at++) {
        const hf_episode *one = &report->episodes.items[all->contradicted[at]];
        hf_view code = hf_episodes_text(&report->episodes, one->reason_code);
        hf_view resolution =
            hf_units_resolution_text((hf_resolution)one->resolution);
        hf_value *row = hf_layout_row(layout, sheet);
        if (!row) {
            return;
        }
        row[0] = hf_layout_code(hf_report_lead(report, layout->ledger, one));
        row[1] = hf_layout_time(one->at);
        row[2] = hf_layout_words(hf_units_words((hf_unit_code)one->code));
        row[3] =
            hf_layout_words(hf_episodes_text(&report->episodes, one->team));
        row[4] = hf_layout_words(reason_words(report, code));
        row[5] = hf_layout_code(what_data_says(report, code));
        row[6] = hf_layout_words(hf_units_resolution_words(resolution));
    }
    if (sheet) {
        hf_layout_rest(sheet, all->contradicted_count);
    }
}

void
hf_sections_grounds_reasons(hf_layout *layout)
{
    const hf_report *report = layout->report;
    hf_layout_section(layout, 6, "By reason");
    if (!report->objections.overrides) {
        hf_layout_say(layout, HF_BLOCK_EMPTY,
                      "The rules and Sales did not disagree in this period.");
        return;
    }
    say_reasons(layout);
    if (report->reasons.count) {
        draw_reasons(layout);
        add_reasons(layout);
    } else {
        hf_layout_say(layout, HF_BLOCK_EMPTY, "No reason was given.");
    }
    add_classes(layout);
    add_contradicted(layout);
    hf_layout_say(
        layout, HF_BLOCK_NOTE,
        "Disagreements are passes that were not followed and held leads that "
        "were worked anyway; what Marketing did itself and leads that another "
        "team worked are not among them. Unexplained are those without a "
        "reason, with a reason that the agreement classes as such, and those "
        "that nobody touched. Teams of few passes are one.");
}
