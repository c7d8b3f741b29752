/*
 * Drawings of rates: week by week with limits, and against the number of cases
 * with limits that close in as it grows. Curves are drawn in a field of 1000
 * by its height that is stretched to the width; points and words are not
 * stretched. What lies outside of its limits is a diamond with its name.
 */
#include "report/html_parts.h"

#include "report/words.h"

enum { LABEL = 16 }; // of a point, in columns
enum { TOP = 54, HEIGHT = 220, FOOT = 42, FIELD = 1000 };

// From a rate to its place below the top.
typedef struct drawing {
    hf_buffer *out;
    const hf_chart *chart;
    double end; // of the scale
} drawing;

static double
y_of(const drawing *plot, double rate)
{
    double part = rate / plot->end;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    return TOP + HEIGHT * (1 - part);
}

static void
begin_field(hf_buffer *out)
{
    hf_buffer_printf(out,
                     "<svg width=\"100%%\" height=\"%d\" viewBox=\"0 0 %d "
                     "%d\" preserveAspectRatio=\"none\">",
                     TOP + HEIGHT, FIELD, TOP + HEIGHT);
}

static void
add_move(hf_buffer *out, char command, double x, double y)
{
    hf_buffer_add_byte(out, command);
    hf_html_number(out, x * FIELD);
    hf_buffer_add_byte(out, ' ');
    hf_html_number(out, y);
}

static void
write_centre(const drawing *plot)
{
    hf_buffer *out = plot->out;
    if (plot->chart->centre < 0) {
        return;
    }
    double y = y_of(plot, plot->chart->centre);
    hf_buffer_add_text(out, "<line class=\"centre\" x1=\"0\" x2=\"100%\"");
    hf_html_pixels(out, "y1", y);
    hf_html_pixels(out, "y2", y);
    hf_buffer_add_text(out, "/><text class=\"tick end\" x=\"100%\" "
                            "y=\"12\">dashed: all together, ");
    hf_words_share(out, plot->chart->centre);
    hf_buffer_add_text(out, "</text>\n");
}

// A circle, or outside of the limits a diamond.
static void
write_point(const drawing *plot, const hf_mark *mark, double x)
{
    hf_buffer *out = plot->out;
    hf_buffer_add_text(out, "<svg overflow=\"visible\"");
    hf_html_percent(out, "x", x);
    hf_html_pixels(out, "y", y_of(plot, mark->y));
    hf_buffer_add_text(out, "><title>");
    hf_html_text(out, mark->label);
    hf_buffer_add_text(out, ": ");
    hf_words_share(out, mark->y);
    hf_buffer_add_text(out, mark->is_flagged
                                ? ", outside of the limits</title><path "
                                  "class=\"outside\" d=\"M0-7 7 0 0 7-7 0Z\"/>"
                                : "</title><circle class=\"point\" "
                                  "r=\"4\"/>");
    hf_buffer_add_text(out, "</svg>\n");
}

// The name of a point, at its right or left.
static void
write_name(const drawing *plot, const hf_mark *mark, double x)
{
    hf_buffer *out = plot->out;
    hf_buffer_printf(out, "<text class=\"name halo%s%s\" dx=\"%d\"",
                     x > 0.6 ? " end" : "", mark->is_flagged ? "" : " wide",
                     x > 0.6 ? -10 : 10);
    hf_html_percent(out, "x", x);
    hf_html_pixels(out, "y", y_of(plot, mark->y) + 4);
    hf_buffer_add_byte(out, '>');
    hf_html_short(out, mark->label, LABEL);
    hf_buffer_add_text(out, "</text>\n");
}

static void
write_labels(const drawing *plot)
{
    hf_buffer *out = plot->out;
    hf_buffer_add_text(out, "<text class=\"label\" x=\"-36\" y=\"12\">");
    hf_html_text(out, hf_view_of(plot->chart->y_label));
    hf_buffer_add_text(out, "</text><text class=\"label middle\" x=\"50%\"");
    hf_html_pixels(out, "y", TOP + HEIGHT + FOOT - 4);
    hf_buffer_add_byte(out, '>');
    hf_html_text(out, hf_view_of(plot->chart->x_label));
    hf_buffer_add_text(out, "</text>\n");
}

// ---- Week by week -----------------------------------------------------------

enum { WEEKS_WIDE = 10, WEEKS_NARROW = 4 };

double
hf_html_trend_height(const hf_chart *chart)
{
    (void)chart;
    return TOP + HEIGHT + FOOT;
}

// Both limits of each week as steps, and what lies between them.
static void
write_limits(const drawing *plot)
{
    const hf_chart *chart = plot->chart;
    hf_buffer *out = plot->out;
    begin_field(out);
    for (int part = 0; part < 2; part++) {
        hf_buffer_add_text(out, part ? "<path class=\"limit\" d=\"M0 0"
                                     : "<path class=\"band\" d=\"M0 0");
        for (size_t at = 0; at < chart->count; at++) {
            const hf_mark *mark = &chart->marks[at];
            double left = (double)at / (double)chart->count;
            double right = (double)(at + 1) / (double)chart->count;
            if (mark->is_absent) {
                continue;
            }
            add_move(out, 'M', left, y_of(plot, mark->low));
            add_move(out, 'L', right, y_of(plot, mark->low));
            add_move(out, part ? 'M' : 'L', right, y_of(plot, mark->high));
            add_move(out, 'L', left, y_of(plot, mark->high));
        }
        hf_buffer_add_text(out, "\"/>");
    }
    hf_buffer_add_text(out, "<path class=\"line\" d=\"M0 0");
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        bool is_first = at == 0 || chart->marks[at - 1].is_absent;
        if (!mark->is_absent) {
            add_move(out, is_first ? 'M' : 'L',
                     ((double)at + 0.5) / (double)chart->count,
                     y_of(plot, mark->y));
        }
    }
    hf_buffer_add_text(out, "\"/></svg>\n");
}

// Each week has its name at the foot as far as there is room for it.
static void
write_week_name(const drawing *plot, size_t at, double x)
{
    hf_buffer *out = plot->out;
    size_t count = plot->chart->count;
    size_t wide = (count + WEEKS_WIDE - 1) / WEEKS_WIDE;
    size_t narrow = wide * ((count / wide + WEEKS_NARROW) / WEEKS_NARROW);
    if (at % wide) {
        return;
    }
    hf_buffer_add_text(out, at % narrow ? "<text class=\"tick middle wide\""
                                        : "<text class=\"tick middle\"");
    hf_html_percent(out, "x", x);
    hf_html_pixels(out, "y", TOP + HEIGHT + 18);
    hf_buffer_add_byte(out, '>');
    hf_html_short(out, plot->chart->marks[at].label, 10);
    hf_buffer_add_text(out, "</text>");
}

// A revision that came in force: a line down, its name at one of two heights.
static void
write_revision(const drawing *plot, const hf_mark *mark, double x, int turn)
{
    hf_buffer *out = plot->out;
    hf_buffer_add_text(out, "<g><title>");
    hf_html_text(out, mark->note);
    hf_buffer_add_text(out, "</title><line class=\"mark\"");
    hf_html_percent(out, "x1", x);
    hf_html_percent(out, "x2", x);
    hf_html_pixels(out, "y1", TOP - 26 + turn % 2 * 14);
    hf_html_pixels(out, "y2", TOP + HEIGHT);
    hf_buffer_add_text(out, x > 0.6 ? "/><text class=\"tick halo end\" "
                                      "dx=\"-4\""
                                    : "/><text class=\"tick halo\" dx=\"4\"");
    hf_html_percent(out, "x", x);
    hf_html_pixels(out, "y", TOP - 18 + turn % 2 * 14);
    hf_buffer_add_byte(out, '>');
    hf_html_short(out, mark->note, 22);
    hf_buffer_add_text(out, "</text></g>\n");
}

static void
write_weeks(const drawing *plot)
{
    int revisions = 0;
    for (size_t at = 0; at < plot->chart->count; at++) {
        const hf_mark *mark = &plot->chart->marks[at];
        double count = (double)plot->chart->count;
        double x = ((double)at + 0.5) / count;
        if (mark->note.len) {
            write_revision(plot, mark, (double)at / count, revisions++);
        }
        write_week_name(plot, at, x);
        if (!mark->is_absent) {
            write_point(plot, mark, x);
        }
        if (!mark->is_absent && mark->is_flagged) {
            write_name(plot, mark, x);
        }
    }
}

void
hf_html_trend(hf_buffer *out, const hf_chart *chart)
{
    drawing plot = {out, chart, 0};
    double most = chart->centre > 0.05 ? chart->centre : 0.05;
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        if (!mark->is_absent) {
            most = mark->y > most ? mark->y : most;
            most = mark->high > most ? mark->high : most;
        }
    }
    plot.end = hf_html_scale(out, most, true, TOP, HEIGHT);
    write_limits(&plot);
    write_centre(&plot);
    write_weeks(&plot);
    write_labels(&plot);
}

// ---- Against the number of cases --------------------------------------------

enum { LABEL_WIDTH = 110, LABEL_HEIGHT = 15, WIDTH = 640 };

double
hf_html_funnel_height(const hf_chart *chart)
{
    return hf_html_trend_height(chart);
}

static void
write_curve(const drawing *plot, const hf_mark *curve, double most,
            const char *class)
{
    hf_buffer *out = plot->out;
    hf_buffer_printf(out, "<path class=\"%s\" d=\"M0 0", class);
    for (int part = 0; part < 2; part++) {
        for (size_t at = 0; at < plot->chart->curve_count; at++) {
            double rate = part ? curve[at].high : curve[at].low;
            add_move(out, at ? 'L' : 'M', curve[at].x / most, y_of(plot, rate));
        }
    }
    hf_buffer_add_text(out, "\"/>");
}

static void
write_cases(const drawing *plot, double most)
{
    hf_buffer *out = plot->out;
    double step = hf_html_step(most);
    for (double at = step; at <= most; at += step) {
        hf_buffer_add_text(out, "<text class=\"tick middle\"");
        hf_html_percent(out, "x", at / most);
        hf_html_pixels(out, "y", TOP + HEIGHT + 18);
        hf_buffer_add_byte(out, '>');
        hf_words_count(out, (int64_t)at);
        hf_buffer_add_text(out, "</text>");
    }
    hf_buffer_add_byte(out, '\n');
}

// Whether a name of full length here would lie over another group's name or
// point. What is drawn must not depend on how long the names are.
static bool
is_crowded(const drawing *plot, size_t which, double most)
{
    const hf_mark *one = &plot->chart->marks[which];
    for (size_t at = 0; at < plot->chart->count; at++) {
        const hf_mark *other = &plot->chart->marks[at];
        double across = (one->x - other->x) / most * WIDTH;
        double down = y_of(plot, one->y) - y_of(plot, other->y);
        across = across < 0 ? -across : across;
        down = down < 0 ? -down : down;
        if (at != which && across < LABEL_WIDTH && down < LABEL_HEIGHT) {
            return true;
        }
    }
    return false;
}

// The end of the scale below.
static double
most_cases(const hf_chart *chart)
{
    double most = 4;
    for (size_t at = 0; at < chart->count; at++) {
        most = chart->marks[at].x > most ? chart->marks[at].x : most;
    }
    if (chart->curve_count && chart->inner[chart->curve_count - 1].x > most) {
        most = chart->inner[chart->curve_count - 1].x;
    }
    double step = hf_html_step(most);
    double steps = (double)(int64_t)(most / step);
    return (steps * step < most ? steps + 1 : steps) * step;
}

void
hf_html_funnel(hf_buffer *out, const hf_chart *chart)
{
    drawing plot = {out, chart, 0};
    double cases = most_cases(chart);
    double most = chart->centre > 0.05 ? 2 * chart->centre : 0.1;
    for (size_t at = 0; at < chart->count; at++) {
        most = chart->marks[at].y > most ? chart->marks[at].y : most;
    }
    plot.end = hf_html_scale(out, most < 1 ? most : 1, true, TOP, HEIGHT);
    begin_field(out);
    if (chart->curve_count) {
        write_curve(&plot, chart->outer, cases, "limit far");
        write_curve(&plot, chart->inner, cases, "limit");
    }
    hf_buffer_add_text(out, "</svg>\n");
    write_centre(&plot);
    write_cases(&plot, cases);
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        if (mark->is_flagged || !is_crowded(&plot, at, cases)) {
            write_name(&plot, mark, mark->x / cases);
        }
        write_point(&plot, mark, mark->x / cases);
    }
    write_labels(&plot);
}
