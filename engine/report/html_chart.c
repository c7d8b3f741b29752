/*
 * What all drawings have: a caption, a name and a description for those who
 * do not see them, a legend, and the figures they were drawn from in a table
 * that opens. A drawing is as wide as its place: across it measures in
 * percent, down it in pixels, so that letters keep their size on any width.
 */
#include "report/html_parts.h"

#include "report/words.h"

// ---- The scale --------------------------------------------------------------

double
hf_html_step(double most)
{
    double step = 1;
    while (step * 40 <= most) {
        step *= 10;
    }
    if (step * 20 <= most) {
        return step * 5;
    }
    return step * 8 <= most ? step * 2 : step;
}

double
hf_html_scale(hf_buffer *out, double most, bool is_rate, double top,
              double height)
{
    // Rates in hundredths, so that one ladder of steps serves both.
    double whole = is_rate ? most * 100 : most;
    double step = hf_html_step(whole);
    int steps = (int)(whole / step);
    steps += steps * step < whole || !steps;
    if (is_rate && steps * step > 100) {
        steps = (int)(100 / step);
    }
    double end = steps * step;
    for (int at = 0; at <= steps; at++) {
        double y = top + height - height * at / steps;
        hf_buffer_add_text(out, at ? "<line class=\"grid\" x1=\"0\" "
                                     "x2=\"100%\""
                                   : "<line class=\"axis\" x1=\"0\" "
                                     "x2=\"100%\"");
        hf_html_pixels(out, "y1", y);
        hf_html_pixels(out, "y2", y);
        hf_buffer_add_text(out, "/><text class=\"tick end\" x=\"-8\"");
        hf_html_pixels(out, "y", y + 4);
        hf_buffer_add_byte(out, '>');
        hf_words_count(out, (int64_t)(at * step));
        hf_buffer_add_text(out, is_rate ? " %</text>\n" : "</text>\n");
    }
    return is_rate ? end / 100 : end;
}

// ---- The figures ------------------------------------------------------------

typedef enum figure {
    X_COUNT,
    Y_COUNT,
    Y_RATE,
    LOW,
    HIGH,
    SECOND_COUNT,
    SECOND_SHARE,
    FLAGGED
} figure;

typedef struct kind_form {
    const char *class;
    bool has_plot; /* room at the left for a scale */
    double (*height)(const hf_chart *);
    void (*draw)(hf_buffer *, const hf_chart *);
    size_t figure_count;
    figure figures[4];
} kind_form;

static const kind_form FORMS[] = {
    [HF_CHART_TREND] = {"trend",
                        true,
                        hf_html_trend_height,
                        hf_html_trend,
                        4,
                        {Y_RATE, LOW, HIGH, FLAGGED}},
    [HF_CHART_PARETO] = {"pareto",
                         false,
                         hf_html_rows_height,
                         hf_html_rows,
                         2,
                         {Y_COUNT, SECOND_SHARE}},
    [HF_CHART_FUNNEL] = {"funnel",
                         true,
                         hf_html_funnel_height,
                         hf_html_funnel,
                         3,
                         {X_COUNT, Y_RATE, FLAGGED}},
    [HF_CHART_HISTOGRAM] = {"histogram",
                            true,
                            hf_html_histogram_height,
                            hf_html_histogram,
                            2,
                            {Y_COUNT, SECOND_COUNT}},
    [HF_CHART_SQUARE] =
        {"square", false, hf_html_square_height, hf_html_square, 1, {Y_COUNT}},
    [HF_CHART_BARS] = {"bars",
                       false,
                       hf_html_rows_height,
                       hf_html_rows,
                       2,
                       {Y_COUNT, SECOND_COUNT}},
    [HF_CHART_STEPS] =
        {"steps", false, hf_html_rows_height, hf_html_rows, 1, {Y_COUNT}},
};

// The second part of bars stands in the table when there is one.
static size_t
figure_count(const hf_chart *chart)
{
    size_t count = FORMS[chart->kind].figure_count;
    return chart->kind == HF_CHART_BARS && !chart->second ? count - 1 : count;
}

static hf_view
heading_of(const hf_chart *chart, figure which)
{
    const char *y = chart->first ? chart->first : chart->y_label;
    switch (which) {
    case X_COUNT:
        return hf_view_of(chart->x_label ? chart->x_label : "Cases");
    case Y_COUNT:
        return hf_view_of(y ? y : "Cases");
    case Y_RATE:
        return hf_view_of(y ? y : "Rate");
    case LOW:
        return HF_VIEW("Lower limit");
    case HIGH:
        return HF_VIEW("Upper limit");
    case SECOND_COUNT:
        return hf_view_of(chart->second);
    case SECOND_SHARE:
        return HF_VIEW("Up to here");
    case FLAGGED:
        return HF_VIEW("Outside of the limits");
    }
    return HF_VIEW("");
}

static void
write_figure(hf_buffer *out, const hf_mark *mark, figure which)
{
    switch (which) {
    case X_COUNT:
        hf_words_count(out, (int64_t)mark->x);
        break;
    case Y_COUNT:
        hf_words_count(out, (int64_t)mark->y);
        break;
    case Y_RATE:
        hf_words_share(out, mark->y);
        break;
    case LOW:
        hf_words_share(out, mark->low);
        break;
    case HIGH:
        hf_words_share(out, mark->high);
        break;
    case SECOND_COUNT:
        hf_words_count(out, (int64_t)mark->second);
        break;
    case SECOND_SHARE:
        hf_words_share(out, mark->second);
        break;
    case FLAGGED:
        hf_buffer_add_text(out, mark->is_flagged ? "yes" : "no");
        break;
    }
}

static void
write_mark(hf_buffer *out, const hf_chart *chart, const hf_mark *mark,
           bool has_notes)
{
    const kind_form *form = &FORMS[chart->kind];
    hf_buffer_add_text(out, "<tr><th scope=\"row\">");
    hf_html_isolated(out, mark->label);
    hf_buffer_add_text(out, "</th>");
    for (size_t at = 0; at < figure_count(chart); at++) {
        hf_buffer_add_text(out, "<td class=\"number\">");
        if (!mark->is_absent) {
            write_figure(out, mark, form->figures[at]);
        }
        hf_buffer_add_text(out, "</td>");
    }
    if (has_notes) {
        hf_buffer_add_text(out, "<td>");
        hf_html_isolated(out, mark->note);
        hf_buffer_add_text(out, "</td>");
    }
    hf_buffer_add_text(out, "</tr>\n");
}

static void
write_figures(hf_buffer *out, const hf_chart *chart)
{
    const kind_form *form = &FORMS[chart->kind];
    bool has_notes = false;
    for (size_t at = 0; at < chart->count; at++) {
        has_notes = has_notes || chart->marks[at].note.len;
    }
    hf_buffer_add_text(out,
                       "<details>\n<summary>The figures of this "
                       "drawing</summary>\n<div class=\"scroll\" "
                       "role=\"region\" tabindex=\"0\" aria-label=\"Figures: ");
    hf_html_text(out, chart->title);
    hf_buffer_add_text(out, "\">\n<table>\n<caption class=\"unseen\">");
    hf_html_text(out, chart->title);
    hf_buffer_add_text(out, "</caption>\n<thead>\n<tr><th "
                            "scope=\"col\">Name</th>");
    for (size_t at = 0; at < figure_count(chart); at++) {
        hf_buffer_add_text(out, "<th scope=\"col\" class=\"number\">");
        hf_html_text(out, heading_of(chart, form->figures[at]));
        hf_buffer_add_text(out, "</th>");
    }
    hf_buffer_add_text(out, has_notes
                                ? "<th scope=\"col\">Note</th></tr>\n</thead>"
                                  "\n<tbody>\n"
                                : "</tr>\n</thead>\n<tbody>\n");
    for (size_t at = 0; at < chart->count; at++) {
        write_mark(out, chart, &chart->marks[at], has_notes);
    }
    hf_buffer_add_text(out, "</tbody>\n</table>\n</div>\n</details>\n");
}

// ---- The frame --------------------------------------------------------------

static void
write_legend(hf_buffer *out, const hf_chart *chart)
{
    if (!chart->first || !chart->second) {
        return;
    }
    hf_buffer_add_text(out, "<ul class=\"legend\" aria-hidden=\"true\">\n<li>"
                            "<svg width=\"14\" height=\"14\"><rect "
                            "class=\"first\" x=\"1\" y=\"1\" width=\"12\" "
                            "height=\"12\"/></svg> ");
    hf_html_text(out, hf_view_of(chart->first));
    hf_buffer_add_text(out, "</li>\n<li><svg width=\"14\" height=\"14\"><rect "
                            "class=\"second\" x=\"1\" y=\"1\" width=\"12\" "
                            "height=\"12\"/></svg> ");
    hf_html_text(out, hf_view_of(chart->second));
    hf_buffer_add_text(out, "</li>\n</ul>\n");
}

static void
write_drawing(const hf_html_page *page, const hf_chart *chart)
{
    const kind_form *form = &FORMS[chart->kind];
    hf_buffer *out = page->out;
    hf_buffer_printf(out,
                     "<svg class=\"%s\" width=\"100%%\" role=\"img\" "
                     "aria-labelledby=\"chart-%d-%d\" "
                     "aria-describedby=\"desc-%d-%d\"",
                     form->has_plot ? "plot" : "rows", page->section,
                     page->charts, page->section, page->charts);
    hf_html_pixels(out, "height", form->height(chart));
    hf_buffer_printf(out, ">\n<desc id=\"desc-%d-%d\">", page->section,
                     page->charts);
    hf_html_text(out, chart->text);
    hf_buffer_add_text(out, "</desc>\n");
    form->draw(out, chart);
    hf_buffer_add_text(out, "</svg>\n");
}

void
hf_html_chart(hf_html_page *page, const hf_chart *chart)
{
    hf_buffer *out = page->out;
    page->charts++;
    hf_buffer_printf(out,
                     "<figure class=\"%s\">\n<figcaption id=\"chart-%d-%d\">",
                     FORMS[chart->kind].class, page->section, page->charts);
    hf_html_text(out, chart->title);
    hf_buffer_add_text(out, "</figcaption>\n");
    write_legend(out, chart);
    write_drawing(page, chart);
    write_figures(out, chart);
    hf_buffer_add_text(out, "</figure>\n");
}
