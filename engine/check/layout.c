/*
 * Lays text out for a terminal of some width: what is said comes in piece by
 * piece, lines with aligned columns and wrapped words come out. Everything
 * that came from outside is spelt out where a terminal would obey it. What to
 * say is left to others.
 */
#include "check/layout.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "diag/quote.h"

#include <stdarg.h>
#include <string.h>

// Narrower than this, columns would have no room, and long lines are better.
enum { NARROWEST = 40, WIDEST = 120 };

void
hf_layout_init(hf_layout *layout, handoff_shape shape, int width)
{
    *layout = (hf_layout){
        .width = width < NARROWEST ? NARROWEST
                 : width > WIDEST  ? WIDEST
                                   : (size_t)width,
        .has_color = shape == HANDOFF_SHAPE_COLOR,
    };
}

void
hf_layout_clear(hf_layout *layout)
{
    hf_buffer_clear(&layout->out);
    hf_buffer_clear(&layout->word);
}

char *
hf_layout_take(hf_layout *layout)
{
    char *text = NULL;
    if (hf_buffer_text(&layout->out) && !layout->word.failed) {
        text = layout->out.ptr;
        layout->out = (hf_buffer){0};
    }
    hf_layout_clear(layout);
    return text;
}

// ---- Pieces ----------------------------------------------------------------

static const char *const colors[HF_LAYOUT_STYLES] = {
    [HF_LAYOUT_PLAIN] = "",        [HF_LAYOUT_STRONG] = "\x1b[1m",
    [HF_LAYOUT_FAINT] = "\x1b[2m", [HF_LAYOUT_GOOD] = "\x1b[32m",
    [HF_LAYOUT_BAD] = "\x1b[31m",  [HF_LAYOUT_UNSURE] = "\x1b[33m",
};

static void
add_pending(hf_layout *layout)
{
    for (; layout->pending > 0; layout->pending--) {
        hf_buffer_add_byte(&layout->out, ' ');
    }
}

// A piece that is safe already.
static void
add_safe(hf_layout *layout, hf_layout_style style, hf_view text)
{
    if (text.len == 0) {
        return;
    }
    bool is_colored = layout->has_color && style != HF_LAYOUT_PLAIN;
    add_pending(layout);
    if (is_colored) {
        hf_buffer_add_text(&layout->out, colors[style]);
    }
    hf_buffer_add_view(&layout->out, text);
    if (is_colored) {
        hf_buffer_add_text(&layout->out, "\x1b[0m");
    }
    layout->at += hf_utf8_width(text);
}

static hf_view
make_safe(hf_layout *layout, hf_view text)
{
    hf_buffer_reset(&layout->word);
    hf_quote_add(&layout->word, text);
    return hf_buffer_view(&layout->word);
}

void
hf_layout_add(hf_layout *layout, hf_layout_style style, hf_view text)
{
    add_safe(layout, style, make_safe(layout, text));
}

void
hf_layout_say(hf_layout *layout, hf_layout_style style, const char *text)
{
    hf_layout_add(layout, style, hf_view_of(text));
}

void
hf_layout_printf(hf_layout *layout, hf_layout_style style, const char *format,
                 ...)
{
    hf_buffer made = {0};
    va_list args;
    va_start(args, format);
    hf_buffer_add_format(&made, format, args);
    va_end(args);
    layout->out.failed = layout->out.failed || made.failed;
    hf_layout_add(layout, style, hf_buffer_view(&made));
    hf_buffer_clear(&made);
}

// ---- Columns ---------------------------------------------------------------

void
hf_layout_to(hf_layout *layout, size_t column)
{
    size_t blanks =
        column > layout->at ? column - layout->at : (size_t)(layout->at > 0);
    layout->pending += blanks;
    layout->at += blanks;
}

void
hf_layout_right(hf_layout *layout, hf_layout_style style, hf_view text,
                size_t column)
{
    size_t cells = hf_utf8_width(text);
    hf_layout_to(layout, column > cells ? column - cells : 0);
    hf_layout_add(layout, style, text);
}

void
hf_layout_cut(hf_layout *layout, hf_layout_style style, hf_view text,
              size_t cells)
{
    static const hf_view dots = {"...", 3};
    hf_view safe = make_safe(layout, text);
    if (hf_utf8_width(safe) <= cells) {
        add_safe(layout, style, safe);
        return;
    }
    size_t room = cells > dots.len ? cells - dots.len : 0;
    size_t at = 0;
    for (size_t used = 0; at < safe.len;) {
        size_t next = at;
        hf_utf8_next(safe, &next);
        used += hf_utf8_width(hf_view_slice(safe, at, next - at));
        if (used > room) {
            break;
        }
        at = next;
    }
    hf_buffer cut = {0};
    hf_buffer_add(&cut, safe.ptr, at);
    hf_buffer_add_view(&cut, dots);
    layout->out.failed = layout->out.failed || cut.failed;
    add_safe(layout, style, hf_buffer_view(&cut));
    hf_buffer_clear(&cut);
}

void
hf_layout_end(hf_layout *layout)
{
    layout->pending = 0;
    layout->at = 0;
    hf_buffer_add_byte(&layout->out, '\n');
}

// ---- Words -----------------------------------------------------------------

// Begin a line when `cells` more would not fit on this one.
static void
make_room(hf_layout *layout, size_t cells, size_t indent)
{
    if (layout->at > indent && layout->at + cells > layout->width) {
        hf_layout_end(layout);
        hf_layout_to(layout, indent);
    }
}

static size_t
find_blank(hf_view text, size_t at)
{
    while (at < text.len && text.ptr[at] != ' ' && text.ptr[at] != '\n') {
        at++;
    }
    return at;
}

void
hf_layout_wrap(hf_layout *layout, hf_layout_style style, hf_view text,
               size_t indent)
{
    size_t gap = 0; // blanks of the text since its last word
    for (size_t at = 0; at < text.len;) {
        size_t end = find_blank(text, at);
        hf_view word = make_safe(layout, hf_view_slice(text, at, end - at));
        at = end + 1;
        if (word.len > 0) {
            size_t before = layout->at;
            make_room(layout, gap + hf_utf8_width(word), indent);
            if (layout->at >= before && gap > 0) {
                hf_layout_to(layout, layout->at + gap);
            }
            add_safe(layout, style, word);
            gap = 0;
        }
        gap++;
    }
}

void
hf_layout_item(hf_layout *layout, hf_layout_style style, hf_view text,
               bool is_first, size_t indent)
{
    if (!is_first) {
        hf_layout_say(layout, HF_LAYOUT_PLAIN, ",");
        size_t before = layout->at;
        // A comma may follow the word on its line.
        make_room(layout, hf_utf8_width(text) + 2, indent);
        if (layout->at >= before) {
            hf_layout_to(layout, layout->at + 1);
        }
    }
    hf_layout_add(layout, style, text);
}

// ---- Figures ---------------------------------------------------------------

void
hf_layout_count(hf_buffer *out, uint64_t count)
{
    char digits[32];
    size_t at = sizeof digits;
    for (unsigned done = 0; count > 0 || done == 0; done++) {
        if (done > 0 && done % 3 == 0) {
            digits[--at] = ',';
        }
        digits[--at] = (char)('0' + count % 10);
        count /= 10;
    }
    hf_buffer_add(out, digits + at, sizeof digits - at);
}

void
hf_layout_share(hf_buffer *out, uint64_t part, uint64_t whole)
{
    // Counts stay below 2^53, so that 2,000 of them fit.
    uint64_t tenths = whole ? (part * 2000 + whole) / (whole * 2) : 0;
    if (tenths == 0 && part > 0) {
        tenths = 1; // a few are not none
    } else if (tenths >= 1000 && part < whole) {
        tenths = 999; // and nearly all are not all
    }
    hf_buffer_add_int(out, (int64_t)(tenths / 10));
    hf_buffer_add_byte(out, '.');
    hf_buffer_add_int(out, (int64_t)(tenths % 10));
    hf_buffer_add_byte(out, '%');
}
