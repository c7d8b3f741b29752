/*
 * Drawings of counts: rows of bars (steps, reasons, times), the histogram of
 * margins, the agreement table. The second part of a bar is hatched, so that
 * it tells itself apart on paper too.
 */
#include "report/html_parts.h"

#include "report/words.h"

#include <math.h>

// ---- Rows of bars -----------------------------------------------------------

enum { ROW = 42, BAR_TOP = 20, BAR = 13, MOST_LABEL = 32, MOST_ASIDE = 40 };

double
hf_html_rows_height(const hf_chart *chart)
{
    return (double)(chart->count ? chart->count : 1) * ROW;
}

static void
add_bar(hf_buffer *out, const char *class, double from, double to, double y)
{
    hf_buffer_printf(out, "<rect class=\"%s\" height=\"%d\"", class, BAR);
    hf_html_percent(out, "x", from);
    hf_html_percent(out, "width", to > from ? to - from : 0);
    hf_html_pixels(out, "y", y);
    hf_buffer_add_text(out, "/>");
}

static double
total_of(const hf_chart *chart)
{
    double total = 0;
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        double whole = mark->y + mark->second;
        if (chart->kind == HF_CHART_PARETO) {
            total += mark->y;
        } else if (whole > total) {
            total = whole;
        }
    }
    return total > 0 ? total : 1;
}

// The words above a bar: its name at the left, its figures at the right.
static void
write_row_words(hf_buffer *out, const hf_chart *chart, const hf_mark *mark,
                double y)
{
    hf_buffer_add_text(out, "<text class=\"name\" x=\"0\"");
    hf_html_pixels(out, "y", y + 14);
    hf_buffer_add_byte(out, '>');
    hf_html_short(out, mark->label, MOST_LABEL);
    if (mark->note.len) {
        hf_buffer_add_text(out, "<tspan class=\"aside wide\" dx=\"8\">");
        hf_html_short(out, mark->note, MOST_ASIDE);
        hf_buffer_add_text(out, "</tspan>");
    }
    hf_buffer_add_text(out, "</text><text class=\"value end\" x=\"100%\"");
    hf_html_pixels(out, "y", y + 14);
    hf_buffer_add_byte(out, '>');
    hf_words_count(out, (int64_t)mark->y);
    if (chart->kind == HF_CHART_PARETO) {
        hf_buffer_add_text(out, "<tspan class=\"aside wide\"> (");
        hf_words_share(out, mark->second);
        hf_buffer_add_text(out, " up to here)</tspan>");
    } else if (chart->second) {
        hf_buffer_add_text(out, " + ");
        hf_words_count(out, (int64_t)mark->second);
    }
    hf_buffer_add_text(out, "</text>\n");
}

void
hf_html_rows(hf_buffer *out, const hf_chart *chart)
{
    double total = total_of(chart);
    double before = 0; // share of the reasons above
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        double y = (double)at * ROW;
        double share = mark->y / total;
        hf_buffer_add_text(out, "<g><title>");
        hf_html_short(out, mark->label, HF_HTML_LONGEST);
        hf_buffer_add_text(out, "</title>");
        add_bar(out, "track", 0, 1, y + BAR_TOP);
        if (chart->kind == HF_CHART_PARETO) {
            add_bar(out, "before", 0, before, y + BAR_TOP);
            add_bar(out, "first", before, before + share, y + BAR_TOP);
            before += share;
        } else {
            add_bar(out, "first", 0, share, y + BAR_TOP);
            add_bar(out, "second", share, share + mark->second / total,
                    y + BAR_TOP);
        }
        write_row_words(out, chart, mark, y);
        hf_buffer_add_text(out, "</g>\n");
    }
}

// ---- The histogram of margins -----------------------------------------------

enum { PLOT_TOP = 26, PLOT = 220, TICKS = 8 };

double
hf_html_histogram_height(const hf_chart *chart)
{
    (void)chart;
    return PLOT_TOP + PLOT + 40;
}

static void
add_column(hf_buffer *out, const char *class, double at, double width,
           double from, double to)
{
    hf_buffer_printf(out, "<rect class=\"%s\"", class);
    hf_html_percent(out, "x", at + width * 0.08);
    hf_html_percent(out, "width", width * 0.84);
    hf_html_pixels(out, "y", from);
    hf_html_pixels(out, "height", to > from ? to - from : 0);
    hf_buffer_add_text(out, "/>");
}

// Where the rules begin to pass: left of the first margin that is not below 0.
static void
write_threshold(hf_buffer *out, const hf_chart *chart)
{
    size_t at = 0;
    while (at < chart->count && chart->marks[at].x < 0) {
        at++;
    }
    double x = (double)at / (double)(chart->count ? chart->count : 1);
    hf_buffer_add_text(out, "<line class=\"mark\"");
    hf_html_percent(out, "x1", x);
    hf_html_percent(out, "x2", x);
    hf_html_pixels(out, "y1", 6);
    hf_html_pixels(out, "y2", PLOT_TOP + PLOT);
    hf_buffer_add_text(out, "/><text class=\"tick end\" dx=\"-6\" y=\"14\"");
    hf_html_percent(out, "x", x);
    hf_buffer_add_text(out, ">held</text><text class=\"tick\" dx=\"6\" "
                            "y=\"14\"");
    hf_html_percent(out, "x", x);
    hf_buffer_add_text(out, ">passed</text>\n");
}

static void
write_place(hf_buffer *out, const hf_mark *mark, double x)
{
    hf_buffer_add_text(out, "<text class=\"tick middle\"");
    hf_html_percent(out, "x", x);
    hf_html_pixels(out, "y", PLOT_TOP + PLOT + 18);
    hf_buffer_add_byte(out, '>');
    hf_html_short(out, mark->label, 12);
    hf_buffer_add_text(out, "</text>");
}

static void
write_columns(hf_buffer *out, const hf_chart *chart, double above, double unit)
{
    double width = 1.0 / (double)chart->count;
    double zero = PLOT_TOP + above * unit;
    size_t every = (chart->count + TICKS - 1) / TICKS;
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        double x = (double)at * width;
        hf_buffer_add_text(out, "<g><title>");
        hf_html_text(out, mark->label);
        hf_buffer_add_text(out, ": ");
        hf_words_count(out, (int64_t)mark->y);
        hf_buffer_add_text(out, " / ");
        hf_words_count(out, (int64_t)mark->second);
        hf_buffer_add_text(out, "</title>");
        add_column(out, "first", x, width, zero - mark->y * unit, zero);
        add_column(out, "second", x, width, zero, zero + mark->second * unit);
        hf_buffer_add_text(out, "</g>");
        if (at % every == every / 2) {
            write_place(out, mark, x + width / 2);
        }
        hf_buffer_add_byte(out, '\n');
    }
    hf_buffer_add_text(out, "<line class=\"axis\" x1=\"0\" x2=\"100%\"");
    hf_html_pixels(out, "y1", zero);
    hf_html_pixels(out, "y2", zero);
    hf_buffer_add_text(out, "/>\n");
}

static void
write_tallest(hf_buffer *out, double count, double y)
{
    hf_buffer_add_text(out, "<text class=\"tick end\" x=\"-8\"");
    hf_html_pixels(out, "y", y);
    hf_buffer_add_byte(out, '>');
    hf_words_count(out, (int64_t)count);
    hf_buffer_add_text(out, "</text>");
}

void
hf_html_histogram(hf_buffer *out, const hf_chart *chart)
{
    double above = 0;
    double below = 0;
    for (size_t at = 0; at < chart->count; at++) {
        above = chart->marks[at].y > above ? chart->marks[at].y : above;
        below =
            chart->marks[at].second > below ? chart->marks[at].second : below;
    }
    if (above + below <= 0) {
        above = 1;
    }
    double unit = PLOT / (above + below);
    write_tallest(out, above, PLOT_TOP + 4);
    write_tallest(out, 0, PLOT_TOP + above * unit + 4);
    write_tallest(out, below, PLOT_TOP + PLOT + 4);
    if (chart->count) {
        write_columns(out, chart, above, unit);
        write_threshold(out, chart);
    }
    hf_buffer_add_text(out, "<text class=\"label middle\" x=\"50%\"");
    hf_html_pixels(out, "y", PLOT_TOP + PLOT + 36);
    hf_buffer_add_byte(out, '>');
    hf_html_text(out, hf_view_of(chart->x_label));
    hf_buffer_add_text(out, "</text>\n");
}

// ---- The agreement table ----------------------------------------------------

enum { FIELD = 156, SQUARE = 100 }; // a quarter; the foot of its square

double
hf_html_square_height(const hf_chart *chart)
{
    (void)chart;
    return 2 * FIELD;
}

// One of four: agreement is filled, disagreement hatched.
static void
write_field(hf_buffer *out, const hf_mark *mark, size_t at, double most)
{
    double x = at % 2 ? 0.75 : 0.25;
    double y = (double)(at / 2 * FIELD);
    double side = most > 0 ? (SQUARE - 10) * sqrt(mark->y / most) : 0;
    hf_buffer_add_text(out, "<svg overflow=\"visible\"");
    hf_html_percent(out, "x", x);
    hf_html_pixels(out, "y", y);
    hf_buffer_printf(out, "><rect class=\"%s\"",
                     at == 0 || at == 3 ? "first" : "second");
    hf_html_pixels(out, "x", -side / 2);
    hf_html_pixels(out, "y", SQUARE - side);
    hf_html_pixels(out, "width", side);
    hf_html_pixels(out, "height", side);
    hf_buffer_printf(out, "/><text class=\"value middle\" y=\"%d\">",
                     SQUARE + 19);
    hf_words_count(out, (int64_t)mark->y);
    hf_buffer_printf(out, "</text><text class=\"name middle\" y=\"%d\">",
                     SQUARE + 36);
    hf_html_short(out, mark->label, 24);
    hf_buffer_add_text(out, "</text></svg>\n");
}

void
hf_html_square(hf_buffer *out, const hf_chart *chart)
{
    double most = 0;
    for (size_t at = 0; at < chart->count; at++) {
        most = chart->marks[at].y > most ? chart->marks[at].y : most;
    }
    for (size_t at = 0; at < chart->count && at < 4; at++) {
        write_field(out, &chart->marks[at], at, most);
    }
    hf_buffer_printf(out,
                     "<line class=\"grid\" x1=\"50%%\" x2=\"50%%\" y1=\"8\" "
                     "y2=\"%d\"/><line class=\"grid\" x1=\"2%%\" x2=\"98%%\" "
                     "y1=\"%d\" y2=\"%d\"/>\n",
                     2 * FIELD - 8, FIELD - 2, FIELD - 2);
}
