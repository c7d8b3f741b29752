/*
 * Charts in Markdown, of which only figures remain: the weeks of a trend as a
 * line of small bars with its ends in words, the other charts as tables, a row
 * a mark.
 */
#include "report/markdown_parts.h"

#include "report/words.h"

// ---- A trend ----------------------------------------------------------------

typedef struct range {
    double low, high;
    size_t count; // of weeks with cases
} range;

static range
range_of(const hf_chart *chart)
{
    range its = {.low = 1};
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        if (!mark->is_absent) {
            its.low = mark->y < its.low ? mark->y : its.low;
            its.high = mark->y > its.high ? mark->y : its.high;
            its.count++;
        }
    }
    return its;
}

// From 0 to the highest week; a week without cases is a dot.
static void
write_bars(hf_buffer *out, const hf_chart *chart, double high)
{
    static const char *const bars[] = {
        "\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83", "\xE2\x96\x84",
        "\xE2\x96\x85", "\xE2\x96\x86", "\xE2\x96\x87", "\xE2\x96\x88"};
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        double share = high > 0 && mark->y > 0 ? mark->y / high : 0;
        hf_buffer_add_text(out, mark->is_absent ? "\xC2\xB7" // U+00B7
                                                : bars[(int)(share * 7 + 0.5)]);
    }
}

static void
add_week(hf_buffer *out, const hf_mark *mark, const char *before)
{
    hf_buffer_add_text(out, before);
    hf_markdown_text(out, mark->label, HF_MARKDOWN_CELL);
}

// The weeks outside of the limits, and those with a word beside them.
static void
write_special(hf_buffer *out, const hf_chart *chart)
{
    bool is_first = true;
    for (size_t at = 0; at < chart->count; at++) {
        if (chart->marks[at].is_flagged && !chart->marks[at].is_absent) {
            add_week(out, &chart->marks[at],
                     is_first ? " Outside of the limits: " : ", ");
            hf_words_add(out, " (%s)", chart->marks[at].y);
            is_first = false;
        }
    }
    hf_buffer_add_text(out, is_first ? "" : ".");
    for (size_t at = 0; at < chart->count; at++) {
        if (chart->marks[at].note.len) {
            add_week(out, &chart->marks[at], " ");
            hf_buffer_add_text(out, ": ");
            hf_markdown_text(out, chart->marks[at].note, HF_MARKDOWN_CELL);
            hf_buffer_add_byte(out, '.');
        }
    }
}

static void
write_trend(hf_buffer *out, const hf_chart *chart)
{
    range its = range_of(chart);
    if (its.count == 0) {
        return;
    }
    hf_buffer_add_byte(out, '\n');
    write_bars(out, chart, its.high);
    add_week(out, &chart->marks[0], " ");
    add_week(out, &chart->marks[chart->count - 1], " to ");
    hf_words_add(out, ": between %s and %s a week", its.low, its.high);
    if (chart->centre >= 0) {
        hf_words_add(out, ", %s in all", chart->centre);
    }
    hf_buffer_add_byte(out, '.');
    write_special(out, chart);
    hf_buffer_add_byte(out, '\n');
}

// ---- Tables -----------------------------------------------------------------

/* What stands behind the label of a mark. */
typedef struct headings {
    const char *first, *second; // of two figures; NULL: one alone
    bool has_note;
} headings;

static headings
headings_of(const hf_chart *chart)
{
    headings its = {.first = chart->y_label ? chart->y_label : "Cases"};
    switch (chart->kind) {
    case HF_CHART_PARETO:
        its.second = "Up to here";
        break;
    case HF_CHART_FUNNEL:
        its.second = its.first;
        its.first = "Cases";
        break;
    case HF_CHART_BARS:
    case HF_CHART_HISTOGRAM:
        if (chart->first && chart->second) {
            its.first = chart->first;
            its.second = chart->second;
        }
        break;
    case HF_CHART_TREND:
    case HF_CHART_SQUARE:
    case HF_CHART_STEPS:
        break;
    }
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        its.has_note = its.has_note || mark->note.len || mark->is_flagged;
    }
    return its;
}

static void
write_figures(hf_buffer *out, const hf_chart *chart, const hf_mark *mark)
{
    bool is_funnel = chart->kind == HF_CHART_FUNNEL;
    hf_words_add(out, " | %n |", (int64_t)(is_funnel ? mark->x : mark->y));
    if (is_funnel || chart->kind == HF_CHART_PARETO) {
        hf_words_add(out, " %s |", is_funnel ? mark->y : mark->second);
    } else if (headings_of(chart).second) {
        hf_words_add(out, " %n |", (int64_t)mark->second);
    }
}

static void
write_mark(hf_buffer *out, const hf_chart *chart, const hf_mark *mark)
{
    hf_buffer_add_text(out, "| ");
    hf_markdown_text(out, mark->label, HF_MARKDOWN_CELL);
    write_figures(out, chart, mark);
    if (headings_of(chart).has_note) {
        hf_buffer_add_byte(out, ' ');
        hf_markdown_text(out, mark->note, HF_MARKDOWN_CELL);
        hf_buffer_add_text(out, mark->is_flagged ? " outside of the limits |"
                                                 : " |");
    }
    hf_buffer_add_byte(out, '\n');
}

static void
write_table(hf_buffer *out, const hf_chart *chart)
{
    headings its = headings_of(chart);
    hf_buffer_add_text(out, "\n| | ");
    hf_markdown_text(out, hf_view_of(its.first), HF_MARKDOWN_CELL);
    if (its.second) {
        hf_buffer_add_text(out, " | ");
        hf_markdown_text(out, hf_view_of(its.second), HF_MARKDOWN_CELL);
    }
    hf_buffer_add_text(out, its.has_note ? " | |\n" : " |\n");
    hf_buffer_add_text(out,
                       its.second ? "| --- | ---: | ---: |" : "| --- | ---: |");
    hf_buffer_add_text(out, its.has_note ? " --- |\n" : "\n");
    for (size_t at = 0; at < chart->count; at++) {
        write_mark(out, chart, &chart->marks[at]);
    }
}

void
hf_markdown_chart(hf_buffer *out, const hf_chart *chart)
{
    hf_markdown_bold(out, chart->title);
    switch (chart->kind) {
    case HF_CHART_TREND:
        write_trend(out, chart);
        break;
    case HF_CHART_PARETO:
    case HF_CHART_FUNNEL:
    case HF_CHART_HISTOGRAM:
    case HF_CHART_SQUARE:
    case HF_CHART_BARS:
    case HF_CHART_STEPS:
        write_table(out, chart);
        break;
    }
}
