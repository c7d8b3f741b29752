/*
 * A sheet in a terminal: columns aligned by the cells that their texts take,
 * words wrapped in their column. Rates lie on one line where there is room and
 * on two where there is not; a sheet with more columns than the line can hold
 * becomes a record a row, a line a value. Columns without any value are left
 * out.
 */
#include "report/text_parts.h"

#include "base/date.h"
#include "base/utf8.h"
#include "report/plain.h"
#include "report/words.h"

enum {
    MOST_COLUMNS = 24,
    MOST_ROWS = 500, // a terminal is no place for more; CSV has all
    GAP = 2,
    COMFORT = 20, // cells that a text keeps while rates can give way
    LONGEST = 300 // cells of one text
};

/* How wide a column is, and could be. */
typedef struct column {
    size_t natural; // cells of the widest value
    size_t least;   // of its widest word
    size_t head;    // of the heading on two or three lines
    size_t share, fraction, interval, narrow; // parts of a column of rates
    size_t cells;                             // given to it
    hf_buffer text;                           // of the row being written
    size_t at;                                // in text
    bool is_used;
} column;

typedef struct table {
    hf_text_page *page;
    const hf_sheet *sheet;
    size_t rows;
    column columns[MOST_COLUMNS];
    bool is_narrow; // rates take two lines
} table;

// ---- Values -----------------------------------------------------------------

void
hf_text_fraction(hf_buffer *out, hf_rate rate)
{
    hf_words_count(out, rate.k);
    hf_buffer_add_text(out, " of ");
    hf_words_count(out, rate.n);
}

void
hf_text_interval(hf_buffer *out, hf_rate rate)
{
    hf_words_share(out, rate.low);
    // "28 to 34 %": the percent sign of the first goes without saying.
    if (hf_view_ends(hf_buffer_view(out), HF_VIEW(" %"))) {
        out->len -= 2;
    }
    hf_buffer_add_text(out, " to ");
    hf_words_share(out, rate.high);
}

void
hf_text_time(hf_buffer *out, int64_t seconds)
{
    hf_civil civil;
    hf_date_to_civil(seconds, &civil);
    hf_buffer_printf(out, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
    if (civil.hour || civil.minute || civil.second) {
        hf_buffer_printf(out, " %02d:%02d", civil.hour, civil.minute);
    }
}

static void
add_blanks(hf_buffer *out, size_t count)
{
    while (count-- > 0) {
        hf_buffer_add_byte(out, ' ');
    }
}

static size_t
cells_since(const hf_buffer *out, size_t start)
{
    return hf_utf8_width(hf_view_slice(hf_buffer_view(out), start, SIZE_MAX));
}

// Flush right in `cells`.
static void
align(hf_buffer *out, size_t start, size_t cells)
{
    size_t taken = cells_since(out, start);
    if (taken < cells && !out->failed) {
        hf_buffer share = {0};
        hf_buffer_add_view(&share,
                           hf_view_slice(hf_buffer_view(out), start, SIZE_MAX));
        out->len = start;
        add_blanks(out, cells - taken);
        hf_buffer_add_view(out, hf_buffer_view(&share));
        out->failed = out->failed || share.failed;
        hf_buffer_clear(&share);
    }
}

// Its parts below those of the other rows, on one line or on two.
static void
add_rate(hf_buffer *out, hf_rate rate, const column *its, bool is_narrow)
{
    size_t start = out->len;
    if (!rate.has_rate) {
        hf_buffer_add_text(out, "none of 0");
        return;
    }
    hf_words_rate_share(out, rate);
    align(out, start, its->share);
    add_blanks(out, GAP);
    start = out->len;
    hf_text_fraction(out, rate);
    if (is_narrow) {
        hf_buffer_add_byte(out, '\n');
        add_blanks(out, its->share + GAP);
    } else {
        size_t taken = cells_since(out, start);
        add_blanks(out,
                   GAP + (taken < its->fraction ? its->fraction - taken : 0));
    }
    hf_text_interval(out, rate);
}

static void
add_value(hf_buffer *out, const hf_value *value, const column *its,
          bool is_narrow)
{
    switch (value->kind) {
    case HF_VALUE_NONE:
        break;
    case HF_VALUE_TEXT:
    case HF_VALUE_CODE:
    case HF_VALUE_FLAG:
        hf_plain_add(out, value->text, LONGEST);
        break;
    case HF_VALUE_COUNT:
        hf_words_count(out, value->number);
        break;
    case HF_VALUE_RATE:
        add_rate(out, value->rate, its, is_narrow);
        break;
    case HF_VALUE_SHARE:
        hf_words_share(out, value->real);
        break;
    case HF_VALUE_REAL:
        hf_words_real(out, value->real, value->decimals);
        break;
    case HF_VALUE_TIME:
        hf_text_time(out, value->number);
        break;
    case HF_VALUE_SPAN:
        hf_words_span(out, value->number);
        break;
    }
}

// ---- How wide ---------------------------------------------------------------

static void
widen(size_t *cells, size_t width)
{
    *cells = width > *cells ? width : *cells;
}

static bool
is_right(hf_value_kind kind)
{
    return kind == HF_VALUE_COUNT || kind == HF_VALUE_SHARE ||
           kind == HF_VALUE_REAL || kind == HF_VALUE_SPAN;
}

// Only texts are wrapped: a number, a time and a rate stay whole.
static bool
is_text(hf_value_kind kind)
{
    return kind == HF_VALUE_TEXT || kind == HF_VALUE_CODE ||
           kind == HF_VALUE_FLAG;
}

static void
measure_rate(hf_buffer *words, hf_rate rate, column *out)
{
    if (!rate.has_rate) {
        widen(&out->natural, sizeof "none of 0" - 1);
        return;
    }
    hf_buffer_reset(words);
    hf_words_rate_share(words, rate);
    widen(&out->share, hf_utf8_width(hf_buffer_view(words)));
    hf_buffer_reset(words);
    hf_text_fraction(words, rate);
    widen(&out->fraction, hf_utf8_width(hf_buffer_view(words)));
    hf_buffer_reset(words);
    hf_text_interval(words, rate);
    widen(&out->interval, hf_utf8_width(hf_buffer_view(words)));
}

static void
measure_value(hf_buffer *words, const hf_value *value, column *out)
{
    enum { LONGEST_WORD = 16 };
    if (value->kind == HF_VALUE_RATE) {
        out->is_used = true;
        measure_rate(words, value->rate, out);
        return;
    }
    hf_buffer_reset(words);
    add_value(words, value, out, false);
    hf_view plain = hf_buffer_view(words);
    size_t word = hf_plain_widest_word(plain);
    out->is_used = out->is_used || plain.len > 0;
    widen(&out->natural, hf_utf8_width(plain));
    widen(&out->least, word < LONGEST_WORD ? word : LONGEST_WORD);
}

// A heading takes three lines at most, and none breaks within a word.
static void
measure_heading(const char *heading, column *out)
{
    hf_view text = hf_view_of(heading);
    size_t third = hf_utf8_width(text) / 3 + 1;
    out->head = hf_plain_widest_word(text);
    widen(&out->head, third);
}

static void
measure(table *self)
{
    const hf_sheet *sheet = self->sheet;
    hf_buffer *words = &self->page->words;
    for (size_t at = 0; at < sheet->column_count; at++) {
        column *one = &self->columns[at];
        measure_heading(sheet->columns[at].heading, one);
        for (size_t row = 0; row < self->rows; row++) {
            measure_value(words, &sheet->values[row * sheet->column_count + at],
                          one);
        }
        // A table without rows has its headings all the same.
        one->is_used = one->is_used || self->rows == 0;
        if (one->share) {
            size_t first = one->share + GAP + one->fraction;
            one->narrow = one->share + GAP + one->interval;
            widen(&one->narrow, first);
            widen(&one->natural, first + GAP + one->interval);
        }
    }
}

// All the columns beside each other, texts no wider than they must be when
// `comfort` is all that they want to keep.
static size_t
try_widths(table *self, bool is_narrow, size_t comfort)
{
    size_t sum = 0;
    self->is_narrow = is_narrow;
    for (size_t at = 0; at < self->sheet->column_count; at++) {
        column *one = &self->columns[at];
        if (!one->is_used) {
            continue;
        }
        one->cells = is_narrow && one->narrow ? one->narrow : one->natural;
        if (is_text(self->sheet->columns[at].kind) && one->cells > comfort) {
            one->cells = one->least > comfort ? one->least : comfort;
        }
        widen(&one->cells, one->head);
        sum += one->cells + (sum ? GAP : 0);
    }
    return sum;
}

// Give what is left to columns that could use it, cell by cell.
static void
give_rest(table *self, size_t rest)
{
    for (bool is_given = true; is_given && rest > 0;) {
        is_given = false;
        for (size_t at = 0; at < self->sheet->column_count && rest > 0; at++) {
            column *one = &self->columns[at];
            size_t natural =
                self->is_narrow && one->narrow ? one->narrow : one->natural;
            if (one->is_used && one->cells < natural) {
                one->cells++;
                rest--;
                is_given = true;
            }
        }
    }
    for (size_t at = 0; at < self->sheet->column_count && rest > 0; at++) {
        column *one = &self->columns[at];
        size_t full =
            hf_utf8_width(hf_view_of(self->sheet->columns[at].heading));
        size_t more = one->is_used && one->cells < full ? full - one->cells : 0;
        more = more < rest ? more : rest;
        one->cells += more;
        rest -= more;
    }
}

// False when the line is too short for so many columns.
static bool
choose_widths(table *self, size_t room)
{
    static const struct {
        bool is_narrow;
        size_t comfort;
    } tries[] = {{false, SIZE_MAX},
                 {false, COMFORT},
                 {true, SIZE_MAX},
                 {true, COMFORT},
                 {true, 0}};
    for (size_t at = 0; at < sizeof tries / sizeof *tries; at++) {
        size_t sum = try_widths(self, tries[at].is_narrow, tries[at].comfort);
        if (sum <= room) {
            give_rest(self, room - sum);
            return true;
        }
    }
    return false;
}

// ---- Rows -------------------------------------------------------------------

static hf_screen_style
style_of(hf_value_kind kind)
{
    return kind == HF_VALUE_FLAG ? HF_SCREEN_UNSURE : HF_SCREEN_PLAIN;
}

// The texts of all columns, line by line, until each was written whole.
static void
write_lines(table *self, bool is_head)
{
    hf_screen *screen = &self->page->screen;
    for (bool is_more = true; is_more;) {
        size_t left = HF_TEXT_INDENT;
        is_more = false;
        for (size_t at = 0; at < self->sheet->column_count; at++) {
            column *one = &self->columns[at];
            hf_value_kind kind = self->sheet->columns[at].kind;
            if (!one->is_used) {
                continue;
            }
            hf_view text = hf_buffer_view(&one->text);
            hf_view line = hf_plain_line(text, &one->at, one->cells);
            size_t blanks =
                is_right(kind) ? one->cells - hf_utf8_width(line) : 0;
            if (line.len) {
                hf_screen_to(screen, left + blanks);
                hf_screen_add(
                    screen, is_head ? HF_SCREEN_STRONG : style_of(kind), line);
            }
            left += one->cells + GAP;
            is_more = is_more || one->at < text.len;
        }
        hf_screen_end(screen);
    }
}

static void
begin_texts(table *self)
{
    for (size_t at = 0; at < self->sheet->column_count; at++) {
        hf_buffer_reset(&self->columns[at].text);
        self->columns[at].at = 0;
    }
}

static void
write_head(table *self)
{
    size_t cells = 0;
    begin_texts(self);
    for (size_t at = 0; at < self->sheet->column_count; at++) {
        column *one = &self->columns[at];
        hf_buffer_add_text(&one->text, self->sheet->columns[at].heading);
        cells += one->is_used ? one->cells + GAP : 0;
    }
    write_lines(self, true);
    hf_text_rule(self->page, HF_TEXT_INDENT, cells > GAP ? cells - GAP : 0);
}

static void
write_row(table *self, const hf_value *row)
{
    begin_texts(self);
    for (size_t at = 0; at < self->sheet->column_count; at++) {
        column *one = &self->columns[at];
        add_value(&one->text, &row[at], one, self->is_narrow);
    }
    write_lines(self, false);
}

// ---- Records ----------------------------------------------------------------

static void
write_record(table *self, const hf_value *row, size_t column_at)
{
    const hf_sheet *sheet = self->sheet;
    for (size_t at = 0; at < sheet->column_count; at++) {
        column plain = {0};
        hf_buffer_reset(&self->page->words);
        add_value(&self->page->words, &row[at], &plain, false);
        if (self->page->words.len == 0) {
            continue;
        }
        hf_screen_to(&self->page->screen, HF_TEXT_INDENT);
        hf_screen_cut(&self->page->screen, HF_SCREEN_FAINT,
                      hf_view_of(sheet->columns[at].heading),
                      column_at - HF_TEXT_INDENT - GAP);
        hf_screen_to(&self->page->screen, column_at);
        hf_text_wrap(self->page, style_of(row[at].kind),
                     hf_buffer_view(&self->page->words), column_at);
    }
}

static void
write_records(table *self)
{
    enum { MOST_HEADING = 24 };
    const hf_sheet *sheet = self->sheet;
    size_t heading = 0;
    for (size_t at = 0; at < sheet->column_count; at++) {
        widen(&heading, hf_utf8_width(hf_view_of(sheet->columns[at].heading)));
    }
    heading = heading < MOST_HEADING ? heading : MOST_HEADING;
    for (size_t row = 0; row < self->rows; row++) {
        if (row > 0) {
            hf_text_gap(self->page);
        }
        write_record(self, &sheet->values[row * sheet->column_count],
                     HF_TEXT_INDENT + heading + GAP);
    }
}

// ---- The sheet --------------------------------------------------------------

static void
write_rest(table *self)
{
    hf_buffer words = {0};
    hf_words_add(&words,
                 "Shown: the first %n of %n rows. All of them are in %t.csv, "
                 "written by --format csv.",
                 (int64_t)self->rows, (int64_t)self->sheet->row_count,
                 self->sheet->name);
    hf_text_prose(self->page, HF_SCREEN_FAINT, hf_buffer_view(&words),
                  HF_TEXT_INDENT);
    self->page->words.failed = self->page->words.failed || words.failed;
    hf_buffer_clear(&words);
}

static void
write_table(table *self)
{
    const hf_sheet *sheet = self->sheet;
    size_t room = self->page->screen.width - HF_TEXT_INDENT;
    bool is_table = sheet->column_count <= MOST_COLUMNS;
    if (is_table) {
        measure(self);
        is_table = choose_widths(self, room);
    }
    if (!is_table) {
        write_records(self);
        return;
    }
    write_head(self);
    for (size_t row = 0; row < self->rows; row++) {
        write_row(self, &sheet->values[row * sheet->column_count]);
    }
}

void
hf_text_sheet(hf_text_page *page, const hf_sheet *sheet)
{
    table self = {.page = page, .sheet = sheet};
    size_t most = sheet->shown < MOST_ROWS ? sheet->shown : MOST_ROWS;
    self.rows = sheet->row_count < most ? sheet->row_count : most;
    hf_text_prose(page, HF_SCREEN_STRONG, sheet->caption, HF_TEXT_INDENT);
    write_table(&self);
    if (self.rows < sheet->row_count) {
        write_rest(&self);
    }
    for (size_t at = 0; at < MOST_COLUMNS; at++) {
        page->screen.out.failed =
            page->screen.out.failed || self.columns[at].text.failed;
        hf_buffer_clear(&self.columns[at].text);
    }
}
