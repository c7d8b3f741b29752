/*
 * Charts in a terminal, a row a mark: bars of whole and partial blocks beside
 * their counts, and the agreement table as a square. The charts of rates are
 * text_chart_rates.c's.
 */
#include "report/text_parts.h"

#include "base/utf8.h"
#include "report/plain.h"
#include "report/words.h"

enum { GAP = 2, LABEL = 24, LONGEST_BAR = 60, SHORTEST_BAR = 10 };

// ---- What rows have in common -----------------------------------------------

size_t
hf_text_label_cells(hf_text_page *page, const hf_chart *chart)
{
    size_t cells = 0;
    for (size_t at = 0; at < chart->count && cells < LABEL; at++) {
        hf_buffer_reset(&page->words);
        hf_plain_add(&page->words, chart->marks[at].label, LABEL);
        size_t width = hf_utf8_width(hf_buffer_view(&page->words));
        cells = width > cells ? width : cells;
    }
    return cells;
}

void
hf_text_label(hf_text_page *page, const hf_mark *mark, size_t cells)
{
    hf_buffer_reset(&page->words);
    hf_plain_add(&page->words, mark->label, cells);
    hf_screen_to(&page->screen, HF_TEXT_INDENT);
    hf_screen_add(&page->screen, HF_SCREEN_PLAIN, hf_buffer_view(&page->words));
}

void
hf_text_number(hf_text_page *page, int64_t number, size_t column)
{
    hf_buffer_reset(&page->words);
    hf_words_count(&page->words, number);
    hf_screen_right(&page->screen, HF_SCREEN_PLAIN,
                    hf_buffer_view(&page->words), column);
}

void
hf_text_note(hf_text_page *page, hf_view note, size_t column)
{
    if (note.len == 0) {
        hf_screen_end(&page->screen);
        return;
    }
    hf_screen_to(&page->screen, column);
    hf_text_prose(page, HF_SCREEN_PLAIN, note, column);
}

static size_t
count_cells(hf_text_page *page, double count)
{
    hf_buffer_reset(&page->words);
    hf_words_count(&page->words, (int64_t)count);
    return page->words.len;
}

static size_t
note_cells(hf_text_page *page, hf_view note)
{
    hf_buffer_reset(&page->words);
    hf_plain_add(&page->words, note, HF_TEXT_LONGEST);
    return hf_utf8_width(hf_buffer_view(&page->words));
}

static void
repeat(hf_text_page *page, const char *glyph, size_t times)
{
    while (times-- > 0) {
        hf_screen_say(&page->screen, HF_SCREEN_PLAIN, glyph);
    }
}

// ---- Bars -------------------------------------------------------------------

/* The rows of a chart of bars. */
typedef struct bars {
    hf_text_page *page;
    const hf_chart *chart;
    size_t label, first, second, note; // cells of the columns
    size_t room;                       // of the longest bar
    double most;
    bool has_second; // a second part of each bar
} bars;

// In eighths of a cell, so that a little is seen to be more than nothing.
static int64_t
eighths(const bars *self, double count)
{
    if (count <= 0 || self->most <= 0) {
        return 0;
    }
    int64_t all = (int64_t)(count / self->most * 8 * (double)self->room + 0.5);
    return all ? all : 1;
}

static void
draw_bar(const bars *self, const hf_mark *mark)
{
    const hf_text_glyphs *glyphs = self->page->glyphs;
    int64_t first = eighths(self, mark->y);
    if (self->has_second || !glyphs->parts[1]) {
        // Whole cells alone, that the two parts meet at the end of one.
        int64_t both = eighths(self, mark->y + mark->second);
        int64_t cells = (first + 7) / 8;
        repeat(self->page, glyphs->full, (size_t)cells);
        if (self->has_second && mark->second > 0) {
            int64_t rest = (both + 4) / 8 - cells;
            repeat(self->page, glyphs->second, rest > 0 ? (size_t)rest : 1);
        }
        return;
    }
    repeat(self->page, glyphs->full, (size_t)(first / 8));
    if (first % 8) {
        hf_screen_say(&self->page->screen, HF_SCREEN_PLAIN,
                      glyphs->parts[first % 8]);
    }
}

static void
measure(bars *self)
{
    const hf_chart *chart = self->chart;
    self->label = hf_text_label_cells(self->page, chart);
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        double sum = mark->y + (self->has_second ? mark->second : 0);
        size_t first = count_cells(self->page, mark->y);
        size_t second =
            self->has_second ? count_cells(self->page, mark->second) : 0;
        size_t note = note_cells(self->page, mark->note);
        self->most = sum > self->most ? sum : self->most;
        self->first = first > self->first ? first : self->first;
        self->second = second > self->second ? second : self->second;
        self->note = note > self->note ? note : self->note;
    }
}

// Notes stand behind the bars where there is room, else on a line of their own.
static void
choose_room(bars *self)
{
    size_t taken = HF_TEXT_INDENT + self->label + GAP + self->first + GAP +
                   (self->second ? self->second + GAP : 0);
    size_t width = self->page->screen.width;
    size_t left = width > taken ? width - taken : 0;
    size_t beside = self->note ? self->note + GAP : 0;
    self->room = left > beside + SHORTEST_BAR ? left - beside : left;
    self->room = self->room < SHORTEST_BAR  ? SHORTEST_BAR
                 : self->room > LONGEST_BAR ? LONGEST_BAR
                                            : self->room;
}

// Above the columns, which part is which.
static void
write_legend(const bars *self)
{
    hf_screen *screen = &self->page->screen;
    if (!self->has_second) {
        return;
    }
    hf_screen_to(screen, HF_TEXT_INDENT);
    hf_screen_say(screen, HF_SCREEN_PLAIN, self->page->glyphs->full);
    hf_screen_to(screen, screen->at + 1);
    hf_screen_say(screen, HF_SCREEN_FAINT, self->chart->first);
    hf_screen_to(screen, screen->at + 3);
    hf_screen_say(screen, HF_SCREEN_PLAIN, self->page->glyphs->second);
    hf_screen_to(screen, screen->at + 1);
    hf_screen_say(screen, HF_SCREEN_FAINT, self->chart->second);
    hf_screen_end(screen);
}

static void
write_bar(const bars *self, const hf_mark *mark)
{
    hf_text_page *page = self->page;
    size_t column = HF_TEXT_INDENT + self->label + GAP + self->first;
    hf_text_label(page, mark, self->label);
    hf_text_number(page, (int64_t)mark->y, column);
    if (self->has_second) {
        column += GAP + self->second;
        hf_text_number(page, (int64_t)mark->second, column);
    }
    column += GAP;
    hf_screen_to(&page->screen, column);
    draw_bar(self, mark);
    size_t behind = page->screen.at + GAP;
    size_t left = page->screen.width > behind ? page->screen.width - behind : 0;
    if (note_cells(page, mark->note) > left) {
        hf_screen_end(&page->screen);
        behind = column;
    }
    hf_text_note(page, mark->note, behind);
}

static void
write_bars(hf_text_page *page, const hf_chart *chart)
{
    bars self = {.page = page, .chart = chart};
    self.has_second = chart->first && chart->second;
    measure(&self);
    choose_room(&self);
    write_legend(&self);
    for (size_t at = 0; at < chart->count; at++) {
        write_bar(&self, &chart->marks[at]);
    }
}

// ---- The other charts of counts ---------------------------------------------

// What the bars come to, up to each.
static void
write_pareto(hf_text_page *page, const hf_chart *chart)
{
    bars self = {.page = page, .chart = chart};
    measure(&self);
    self.note = sizeof "up to here 99.9 %" - 1;
    choose_room(&self);
    for (size_t at = 0; at < chart->count; at++) {
        hf_buffer words = {0};
        hf_mark mark = chart->marks[at];
        hf_words_add(&words, at ? "up to here %s" : "%s", mark.second);
        mark.note = hf_buffer_view(&words);
        write_bar(&self, &mark);
        page->words.failed = page->words.failed || words.failed;
        hf_buffer_clear(&words);
    }
}

// Held ones above the line, passed ones below it.
static void
write_histogram(hf_text_page *page, const hf_chart *chart)
{
    bars self = {.page = page, .chart = chart};
    self.has_second = chart->first && chart->second;
    measure(&self);
    choose_room(&self);
    write_legend(&self);
    for (size_t at = 0; at < chart->count; at++) {
        bool is_first_passed =
            chart->marks[at].x >= 0 && (at == 0 || chart->marks[at - 1].x < 0);
        if (is_first_passed && at > 0) {
            hf_screen_to(&page->screen, HF_TEXT_INDENT);
            repeat(page, page->glyphs->near, 3);
            hf_screen_say(&page->screen, HF_SCREEN_FAINT,
                          " held above, passed below ");
            repeat(page, page->glyphs->near, 8);
            hf_screen_end(&page->screen);
        }
        write_bar(&self, &chart->marks[at]);
    }
    if (chart->x_label) {
        hf_text_prose(page, HF_SCREEN_FAINT, hf_view_of(chart->x_label),
                      HF_TEXT_INDENT);
    }
}

/* A band of the square: two parts side by side. */
typedef struct band {
    const hf_mark *left, *right;
    const char *left_glyph, *right_glyph;
} band;

enum { SQUARE_WIDTH = 32, SQUARE_HEIGHT = 10 };

static void
write_square_name(hf_text_page *page, const char *glyph, const hf_mark *mark)
{
    hf_screen_to(&page->screen, HF_TEXT_INDENT + SQUARE_WIDTH + 3);
    hf_screen_say(&page->screen, HF_SCREEN_PLAIN, glyph);
    hf_screen_to(&page->screen, page->screen.at + 1);
    hf_buffer_reset(&page->words);
    hf_words_count(&page->words, (int64_t)mark->y);
    hf_buffer_add_byte(&page->words, ' ');
    hf_plain_add(&page->words, mark->label, LABEL + 8);
    hf_screen_add(&page->screen, HF_SCREEN_PLAIN, hf_buffer_view(&page->words));
}

// A part that is not empty takes one of `of` at least, and leaves one.
static size_t
part_of(double part, double all, size_t of)
{
    if (all <= 0 || part <= 0) {
        return 0;
    }
    size_t cells = (size_t)(part / all * (double)of + 0.5);
    cells = cells ? cells : 1;
    return part < all && cells >= of ? of - 1 : cells;
}

static void
write_band(hf_text_page *page, const band *it, size_t height)
{
    size_t left =
        part_of(it->left->y, it->left->y + it->right->y, SQUARE_WIDTH);
    // Both names are told, of a band that is too flat too.
    size_t lines = height > 2 ? height : 2;
    for (size_t at = 0; at < lines; at++) {
        hf_screen_to(&page->screen, HF_TEXT_INDENT);
        if (at < height) {
            repeat(page, it->left_glyph, left);
            repeat(page, it->right_glyph, SQUARE_WIDTH - left);
        }
        if (at == 0) {
            write_square_name(page, it->left_glyph, it->left);
        } else if (at == 1) {
            write_square_name(page, it->right_glyph, it->right);
        }
        hf_screen_end(&page->screen);
    }
}

// What agrees is full, what does not is pale.
static void
write_square(hf_text_page *page, const hf_chart *chart)
{
    if (chart->count < 4) {
        write_bars(page, chart);
        return;
    }
    const hf_mark *marks = chart->marks;
    const hf_text_glyphs *glyphs = page->glyphs;
    double passed = marks[0].y + marks[1].y;
    size_t height =
        part_of(passed, passed + marks[2].y + marks[3].y, SQUARE_HEIGHT);
    band above = {&marks[0], &marks[1], glyphs->full, glyphs->second};
    band below = {&marks[2], &marks[3], glyphs->second, glyphs->full};
    write_band(page, &above, height);
    write_band(page, &below,
               marks[2].y + marks[3].y > 0 ? SQUARE_HEIGHT - height : 0);
}

void
hf_text_chart(hf_text_page *page, const hf_chart *chart)
{
    hf_text_prose(page, HF_SCREEN_STRONG, chart->title, HF_TEXT_INDENT);
    switch (chart->kind) {
    case HF_CHART_TREND:
        hf_text_trend(page, chart);
        break;
    case HF_CHART_FUNNEL:
        hf_text_funnel(page, chart);
        break;
    case HF_CHART_PARETO:
        write_pareto(page, chart);
        break;
    case HF_CHART_HISTOGRAM:
        write_histogram(page, chart);
        break;
    case HF_CHART_SQUARE:
        write_square(page, chart);
        break;
    case HF_CHART_BARS:
    case HF_CHART_STEPS:
        write_bars(page, chart);
        break;
    }
}
