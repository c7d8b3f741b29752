/*
 * Quotes a line of a source with carets below it, cell by cell, so that tabs,
 * wide characters and combining marks do not move the carets. Rule files and
 * exports are written by others: nothing that a terminal would obey, and
 * nothing that it would hide, is let through as it is.
 */
#include "diag/quote.h"

#include "base/utf8.h"
#include "handoff/diag.h"

#include <stdbool.h>

enum {
    TAB_STOP = 4,
    LONGEST_LINE = 100, // cells; more is cut around the underline
    CELLS_BEFORE = 40   // kept in front of the underline of a cut line
};

// One character as it will be shown.
typedef struct glyph {
    size_t len;   // bytes in the text; 0 at its end
    size_t cells; // on the terminal
    enum { GLYPH_PLAIN, GLYPH_TAB, GLYPH_CODE, GLYPH_BYTE } kind;
    uint32_t code;
} glyph;

// Controls, marks of direction (they can make a line read otherwise than it
// is), line ends of Unicode, and characters without any width of their own
// that are no part of a script.
static bool
is_harmful(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x61c ||
           code == 0x200b || code == 0x200e || code == 0x200f ||
           (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x206f) || code == 0xfeff;
}

static glyph
look_at(hf_view text, size_t at)
{
    if (at >= text.len) {
        return (glyph){0};
    }
    unsigned char first = (unsigned char)text.ptr[at];
    size_t len = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    hf_view character = hf_view_slice(text, at, len);
    if (character.len < len || hf_utf8_invalid_at(character) < len) {
        return (glyph){1, 4, GLYPH_BYTE, first}; // "<9F>"
    }
    size_t next = 0;
    uint32_t code = hf_utf8_next(character, &next);
    if (is_harmful(code)) { // "<U+001B>"
        size_t digits = code < 0x10000 ? 4 : 5;
        return (glyph){len, digits + 4, GLYPH_CODE, code};
    }
    return (glyph){len, hf_utf8_width(character), GLYPH_PLAIN, code};
}

// The same inside a line, where a TAB reaches to the next stop.
static glyph
look_at_cell(hf_view line, size_t at, size_t cell)
{
    glyph seen = look_at(line, at);
    if (seen.len > 0 && seen.code == '\t' && seen.kind == GLYPH_CODE) {
        seen.kind = GLYPH_TAB;
        seen.cells = TAB_STOP - cell % TAB_STOP;
    }
    return seen;
}

static void
add_times(hf_buffer *out, char byte, size_t count)
{
    while (count-- > 0) {
        hf_buffer_add_byte(out, byte);
    }
}

static void
add_glyph(hf_buffer *out, hf_view text, size_t at, glyph seen)
{
    switch (seen.kind) {
    case GLYPH_PLAIN:
        hf_buffer_add(out, text.ptr + at, seen.len);
        break;
    case GLYPH_TAB:
        add_times(out, ' ', seen.cells);
        break;
    case GLYPH_CODE:
        hf_buffer_printf(out, "<U+%04X>", (unsigned)seen.code);
        break;
    case GLYPH_BYTE:
        hf_buffer_printf(out, "<%02X>", (unsigned)seen.code);
        break;
    }
}

void
hf_quote_add(hf_buffer *out, hf_view text)
{
    for (size_t at = 0; at < text.len;) {
        glyph seen = look_at(text, at);
        add_glyph(out, text, at, seen);
        at += seen.len;
    }
}

char *
handoff_quote(const char *text)
{
    hf_buffer out = {0};
    hf_quote_add(&out, hf_view_of(text));
    if (!hf_buffer_text(&out)) {
        hf_buffer_clear(&out);
        return NULL;
    }
    return out.ptr; // handed over: handoff_free gives it back
}

// A line on the terminal: its cells, those of the underline, and the bytes
// and cells that are shown of it.
typedef struct layout {
    size_t cells;
    size_t from, to;         // cells of the underline
    size_t first, last;      // cells shown
    size_t first_at, end_at; // bytes shown
} layout;

static void
measure_line(hf_view line, size_t span_at, size_t span_end, layout *out)
{
    size_t cell = 0;
    bool is_started = false;
    bool is_ended = false;
    for (size_t at = 0; at < line.len;) {
        if (!is_started && at >= span_at) {
            out->from = cell;
            is_started = true;
        }
        if (!is_ended && at >= span_end) {
            out->to = cell;
            is_ended = true;
        }
        glyph seen = look_at_cell(line, at, cell);
        cell += seen.cells;
        at += seen.len;
    }
    out->cells = cell;
    out->from = is_started ? out->from : cell;
    out->to = is_ended ? out->to : cell;
}

// Choose what is shown of a line that is too long.
static void
cut_line(hf_view line, layout *out)
{
    size_t wanted = 0;
    if (out->to > LONGEST_LINE && out->from > CELLS_BEFORE) {
        wanted = out->from - CELLS_BEFORE;
    }
    size_t cell = 0;
    size_t at = 0;
    out->end_at = 0;
    out->first = SIZE_MAX;
    while (at < line.len) {
        glyph seen = look_at_cell(line, at, cell);
        if (out->first == SIZE_MAX && cell >= wanted) {
            out->first = cell;
            out->first_at = at;
        }
        if (out->first != SIZE_MAX &&
            cell + seen.cells > out->first + LONGEST_LINE) {
            break;
        }
        cell += seen.cells;
        at += seen.len;
    }
    if (out->first == SIZE_MAX) { // a point behind a line of one huge tab
        out->first = cell;
        out->first_at = at;
    }
    out->last = cell;
    out->end_at = at;
}

void
hf_quote_span(hf_buffer *out, hf_span span, const char *color,
              const char *reset)
{
    uint32_t number = hf_source_line(span);
    hf_view line = hf_source_line_text(span.source, number);
    size_t start = (size_t)(line.ptr - span.source->text.ptr);
    size_t span_at = span.at > start ? span.at - start : 0;
    size_t span_end = (size_t)span.at + span.len;
    span_end = span_end > start ? span_end - start : 0;
    layout shown = {0};
    measure_line(line, span_at, span_end, &shown);
    cut_line(line, &shown);

    size_t gutter = out->len;
    hf_buffer_printf(out, "%5u", number);
    gutter = out->len - gutter;
    hf_buffer_add_text(out, line.len > 0 ? " | " : " |");
    if (shown.first_at > 0) {
        hf_buffer_add_text(out, "...");
    }
    size_t cell = shown.first;
    for (size_t at = shown.first_at; at < shown.end_at;) {
        glyph seen = look_at_cell(line, at, cell);
        add_glyph(out, line, at, seen);
        cell += seen.cells;
        at += seen.len;
    }
    hf_buffer_add_text(out, shown.end_at < line.len ? "...\n" : "\n");

    size_t from = shown.from < shown.last ? shown.from : shown.last;
    size_t to = shown.to < shown.last ? shown.to : shown.last;
    add_times(out, ' ', gutter);
    hf_buffer_add_text(out, " | ");
    add_times(out, ' ', from - shown.first + (shown.first_at > 0 ? 3 : 0));
    hf_buffer_add_text(out, color);
    add_times(out, '^', to > from ? to - from : 1);
    hf_buffer_add_text(out, reset);
}
