/*
 * Charts of rates in a terminal: the weeks of a control chart and the groups of
 * a funnel plot, a row each. Beside the figure lies a strip from 0 to the end
 * of the scale with the rate, its limits and what all have in common.
 */
#include "report/text_parts.h"

#include "base/utf8.h"
#include "report/words.h"

enum { GAP = 2, SHARE = 6, WIDEST_STRIP = 72, NARROWEST_STRIP = 16 };

typedef enum strip_cell { BLANK, FAR, NEAR, CENTRE, POINT, FLAGGED } strip_cell;

typedef struct strips {
    hf_text_page *page;
    const hf_chart *chart;
    size_t label, cases; // cells of the columns
    size_t column, room; // of the strip
    double end;          // of the scale
} strips;

/* Limits of one row; the far ones of a trend are as the near ones. */
typedef struct limits {
    double low, high, far_low, far_high;
} limits;

static size_t
place_of(const strips *self, double rate)
{
    double share = rate < self->end ? rate / self->end : 1;
    return share > 0 ? (size_t)(share * (double)(self->room - 1) + 0.5) : 0;
}

static void
draw_range(const strips *self, strip_cell *cells, double low, double high,
           strip_cell with)
{
    for (size_t at = place_of(self, low); at <= place_of(self, high); at++) {
        cells[at] = with;
    }
}

static const char *
glyph_of(const hf_text_glyphs *glyphs, strip_cell cell)
{
    switch (cell) {
    case BLANK:
        return " ";
    case FAR:
        return glyphs->far;
    case NEAR:
        return glyphs->near;
    case CENTRE:
        return glyphs->centre;
    case POINT:
        return glyphs->point;
    case FLAGGED:
        return glyphs->flagged;
    }
    return " ";
}

static void
draw_strip(const strips *self, const hf_mark *mark, const limits *its)
{
    strip_cell cells[WIDEST_STRIP] = {0};
    hf_screen *screen = &self->page->screen;
    if (its && its->far_high > its->far_low) {
        draw_range(self, cells, its->far_low, its->far_high, FAR);
    }
    if (its && its->high > its->low) {
        draw_range(self, cells, its->low, its->high, NEAR);
    }
    if (self->chart->centre >= 0) {
        cells[place_of(self, self->chart->centre)] = CENTRE;
    }
    if (!mark->is_absent) {
        cells[place_of(self, mark->y)] = mark->is_flagged ? FLAGGED : POINT;
    }
    for (size_t at = 0; at < self->room; at++) {
        if (cells[at] == BLANK) {
            continue;
        }
        hf_screen_style style = cells[at] == FLAGGED ? HF_SCREEN_UNSURE
                                : cells[at] == POINT ? HF_SCREEN_STRONG
                                                     : HF_SCREEN_PLAIN;
        if (screen->at < self->column + at) {
            hf_screen_to(screen, self->column + at);
        }
        hf_screen_say(screen, style, glyph_of(self->page->glyphs, cells[at]));
    }
}

// ---- The scale --------------------------------------------------------------

static void
choose_end(strips *self)
{
    double most = self->chart->centre;
    for (size_t at = 0; at < self->chart->count; at++) {
        const hf_mark *mark = &self->chart->marks[at];
        if (mark->is_absent) {
            continue;
        }
        most = mark->y > most ? mark->y : most;
        most = mark->high > most ? mark->high : most;
    }
    int tens = 1;
    while (tens < 10 && tens * 0.1 < most) {
        tens++;
    }
    self->end = tens * 0.1;
}

static void
choose_room(strips *self, size_t beside)
{
    size_t width = self->page->screen.width;
    self->column = HF_TEXT_INDENT + self->label + GAP +
                   (self->cases ? self->cases + GAP : 0) + SHARE + GAP;
    size_t left =
        width > self->column + beside ? width - self->column - beside : 0;
    self->room = left < NARROWEST_STRIP ? NARROWEST_STRIP
                 : left > WIDEST_STRIP  ? WIDEST_STRIP
                                        : left;
}

// 0, what all have in common, and the end, where there is room for it.
static void
write_scale(const strips *self)
{
    hf_screen *screen = &self->page->screen;
    hf_buffer *words = &self->page->words;
    hf_screen_to(screen, self->column);
    hf_screen_say(screen, HF_SCREEN_FAINT, "0 %");
    if (self->chart->centre >= 0) {
        size_t at = self->column + place_of(self, self->chart->centre);
        hf_buffer_reset(words);
        hf_buffer_add_text(words, "all: ");
        hf_words_share(words, self->chart->centre);
        size_t half = words->len / 2;
        if (at > half + screen->at &&
            at + half + 7 < self->column + self->room) {
            hf_screen_to(screen, at - half);
            hf_screen_add(screen, HF_SCREEN_FAINT, hf_buffer_view(words));
        }
    }
    hf_buffer_reset(words);
    hf_words_share(words, self->end);
    hf_screen_right(screen, HF_SCREEN_FAINT, hf_buffer_view(words),
                    self->column + self->room);
    hf_screen_end(screen);
}

static void
write_key(const strips *self, strip_cell cell, const char *meaning)
{
    hf_screen *screen = &self->page->screen;
    size_t cells = 1 + 1 + hf_utf8_width(hf_view_of(meaning));
    if (screen->at > HF_TEXT_INDENT && screen->at + 3 + cells > screen->width) {
        hf_screen_end(screen);
    }
    hf_screen_to(screen, screen->at ? screen->at + 3 : HF_TEXT_INDENT);
    hf_screen_say(screen, HF_SCREEN_PLAIN, glyph_of(self->page->glyphs, cell));
    hf_screen_to(screen, screen->at + 1);
    hf_screen_say(screen, HF_SCREEN_FAINT, meaning);
}

static void
write_share(const strips *self, const hf_mark *mark)
{
    hf_buffer *words = &self->page->words;
    hf_buffer_reset(words);
    if (mark->is_absent) {
        hf_buffer_add_byte(words, '-');
    } else {
        hf_words_share(words, mark->y);
    }
    hf_screen_right(&self->page->screen, HF_SCREEN_PLAIN, hf_buffer_view(words),
                    self->column - GAP);
}

// A word beside the strip; the diamond alone would not do.
static void
write_words(const strips *self, const hf_mark *mark)
{
    size_t column = self->column + self->room + GAP;
    hf_buffer words = {0};
    if (mark->is_flagged) {
        hf_buffer_add_text(&words, mark->note.len ? "outside, " : "outside");
    }
    hf_buffer_add_view(&words, mark->note);
    hf_text_note(self->page, hf_buffer_view(&words), column);
    self->page->words.failed = self->page->words.failed || words.failed;
    hf_buffer_clear(&words);
}

// ---- Weeks ------------------------------------------------------------------

void
hf_text_trend(hf_text_page *page, const hf_chart *chart)
{
    strips self = {.page = page, .chart = chart};
    bool has_outside = false, has_note = false;
    for (size_t at = 0; at < chart->count; at++) {
        has_outside = has_outside || chart->marks[at].is_flagged;
        has_note = has_note || chart->marks[at].note.len;
    }
    self.label = hf_text_label_cells(page, chart);
    choose_end(&self);
    choose_room(&self, has_note ? 22 : has_outside ? 9 : 0);
    write_scale(&self);
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        limits its = {mark->low, mark->high, 0, 0};
        hf_text_label(page, mark, self.label);
        write_share(&self, mark);
        draw_strip(&self, mark, mark->is_absent ? NULL : &its);
        write_words(&self, mark);
    }
    write_key(&self, POINT, "the week");
    write_key(&self, NEAR, "where chance leaves it");
    write_key(&self, CENTRE, "all weeks");
    if (has_outside) {
        write_key(&self, FLAGGED, "outside");
    }
    hf_screen_end(&page->screen);
}

// ---- Groups -----------------------------------------------------------------

// The limits at `n` cases: those of the nearest n that curves have.
static limits
limits_at(const hf_chart *chart, double n)
{
    size_t best = 0;
    for (size_t at = 1; at < chart->curve_count; at++) {
        double now = chart->inner[at].x - n, then = chart->inner[best].x - n;
        now = now < 0 ? -now : now;
        then = then < 0 ? -then : then;
        best = now < then ? at : best;
    }
    return (limits){chart->inner[best].low, chart->inner[best].high,
                    chart->outer[best].low, chart->outer[best].high};
}

static void
write_group(const strips *self, const hf_mark *mark)
{
    hf_text_page *page = self->page;
    hf_text_label(page, mark, self->label);
    hf_text_number(page, (int64_t)mark->x,
                   HF_TEXT_INDENT + self->label + GAP + self->cases);
    write_share(self, mark);
    if (self->chart->curve_count) {
        limits its = limits_at(self->chart, mark->x);
        draw_strip(self, mark, &its);
    } else {
        draw_strip(self, mark, NULL);
    }
    write_words(self, mark);
}

void
hf_text_funnel(hf_text_page *page, const hf_chart *chart)
{
    strips self = {.page = page, .chart = chart, .cases = 5};
    bool has_words = false;
    self.label = hf_text_label_cells(page, chart);
    for (size_t at = 0; at < chart->count; at++) {
        const hf_mark *mark = &chart->marks[at];
        hf_buffer_reset(&page->words);
        hf_words_count(&page->words, (int64_t)mark->x);
        self.cases =
            page->words.len > self.cases ? page->words.len : self.cases;
        has_words = has_words || mark->is_flagged || mark->note.len;
    }
    choose_end(&self);
    choose_room(&self, has_words ? 22 : 0);
    hf_screen_right(&page->screen, HF_SCREEN_FAINT, HF_VIEW("cases"),
                    HF_TEXT_INDENT + self.label + GAP + self.cases);
    write_scale(&self);
    for (size_t at = 0; at < chart->count; at++) {
        write_group(&self, &chart->marks[at]);
    }
    write_key(&self, POINT, "the group");
    if (chart->curve_count) {
        write_key(&self, NEAR, "19 in 20 of its size");
        write_key(&self, FAR, "998 in 1,000");
    }
    write_key(&self, CENTRE, "all");
    hf_screen_end(&page->screen);
}
