/*
 * Lays text out for a terminal of some width: what is said comes in piece by
 * piece, lines with aligned columns and wrapped words come out. Everything
 * that came from outside is spelt out where a terminal would obey it. What to
 * say is left to others.
 */
#include "check/screen.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "diag/quote.h"

#include <stdarg.h>
#include <string.h>

// Narrower than this, columns would have no room, and long lines are better.
enum { NARROWEST = 40, WIDEST = 120 };

void
hf_screen_init(hf_screen *screen, handoff_shape shape, int width)
{
    *screen = (hf_screen){
        .width = width < NARROWEST ? NARROWEST
                 : width > WIDEST  ? WIDEST
                                   : (size_t)width,
        .has_color = shape == HANDOFF_SHAPE_COLOR,
    };
}

void
hf_screen_clear(hf_screen *screen)
{
    hf_buffer_clear(&screen->out);
    hf_buffer_clear(&screen->word);
}

char *
hf_screen_take(hf_screen *screen)
{
    char *text = NULL;
    if (hf_buffer_text(&screen->out) && !screen->word.failed) {
        text = screen->out.ptr;
        screen->out = (hf_buffer){0};
    }
    hf_screen_clear(screen);
    return text;
}

// ---- Pieces ----------------------------------------------------------------

static const char *const colors[HF_SCREEN_STYLES] = {
    [HF_SCREEN_PLAIN] = "",        [HF_SCREEN_STRONG] = "\x1b[1m",
    [HF_SCREEN_FAINT] = "\x1b[2m", [HF_SCREEN_GOOD] = "\x1b[32m",
    [HF_SCREEN_BAD] = "\x1b[31m",  [HF_SCREEN_UNSURE] = "\x1b[33m",
};

static void
add_pending(hf_screen *screen)
{
    for (; screen->pending > 0; screen->pending--) {
        hf_buffer_add_byte(&screen->out, ' ');
    }
}

// A piece that is safe already.
static void
add_safe(hf_screen *screen, hf_screen_style style, hf_view text)
{
    if (text.len == 0) {
        return;
    }
    bool is_colored = screen->has_color && style != HF_SCREEN_PLAIN;
    add_pending(screen);
    if (is_colored) {
        hf_buffer_add_text(&screen->out, colors[style]);
    }
    hf_buffer_add_view(&screen->out, text);
    if (is_colored) {
        hf_buffer_add_text(&screen->out, "\x1b[0m");
    }
    screen->at += hf_utf8_width(text);
}

static hf_view
make_safe(hf_screen *screen, hf_view text)
{
    hf_buffer_reset(&screen->word);
    hf_quote_add(&screen->word, text);
    return hf_buffer_view(&screen->word);
}

void
hf_screen_add(hf_screen *screen, hf_screen_style style, hf_view text)
{
    add_safe(screen, style, make_safe(screen, text));
}

void
hf_screen_say(hf_screen *screen, hf_screen_style style, const char *text)
{
    hf_screen_add(screen, style, hf_view_of(text));
}

void
hf_screen_printf(hf_screen *screen, hf_screen_style style, const char *format,
                 ...)
{
    hf_buffer made = {0};
    va_list args;
    va_start(args, format);
    hf_buffer_add_format(&made, format, args);
    va_end(args);
    screen->out.failed = screen->out.failed || made.failed;
    hf_screen_add(screen, style, hf_buffer_view(&made));
    hf_buffer_clear(&made);
}

// ---- Columns ---------------------------------------------------------------

void
hf_screen_to(hf_screen *screen, size_t column)
{
    size_t blanks =
        column > screen->at ? column - screen->at : (size_t)(screen->at > 0);
    screen->pending += blanks;
    screen->at += blanks;
}

void
hf_screen_right(hf_screen *screen, hf_screen_style style, hf_view text,
                size_t column)
{
    size_t cells = hf_utf8_width(text);
    hf_screen_to(screen, column > cells ? column - cells : 0);
    hf_screen_add(screen, style, text);
}

void
hf_screen_cut(hf_screen *screen, hf_screen_style style, hf_view text,
              size_t cells)
{
    static const hf_view dots = {"...", 3};
    hf_view safe = make_safe(screen, text);
    if (hf_utf8_width(safe) <= cells) {
        add_safe(screen, style, safe);
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
    screen->out.failed = screen->out.failed || cut.failed;
    add_safe(screen, style, hf_buffer_view(&cut));
    hf_buffer_clear(&cut);
}

void
hf_screen_end(hf_screen *screen)
{
    screen->pending = 0;
    screen->at = 0;
    hf_buffer_add_byte(&screen->out, '\n');
}

// ---- Words -----------------------------------------------------------------

// Begin a line when `cells` more would not fit on this one.
static void
make_room(hf_screen *screen, size_t cells, size_t indent)
{
    if (screen->at > indent && screen->at + cells > screen->width) {
        hf_screen_end(screen);
        hf_screen_to(screen, indent);
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
hf_screen_wrap(hf_screen *screen, hf_screen_style style, hf_view text,
               size_t indent)
{
    size_t gap = 0; // blanks of the text since its last word
    for (size_t at = 0; at < text.len;) {
        size_t end = find_blank(text, at);
        hf_view word = make_safe(screen, hf_view_slice(text, at, end - at));
        at = end + 1;
        if (word.len > 0) {
            size_t before = screen->at;
            make_room(screen, gap + hf_utf8_width(word), indent);
            if (screen->at >= before && gap > 0) {
                hf_screen_to(screen, screen->at + gap);
            }
            add_safe(screen, style, word);
            gap = 0;
        }
        gap++;
    }
}

void
hf_screen_item(hf_screen *screen, hf_screen_style style, hf_view text,
               bool is_first, size_t indent)
{
    if (!is_first) {
        hf_screen_say(screen, HF_SCREEN_PLAIN, ",");
        size_t before = screen->at;
        // A comma may follow the word on its line.
        make_room(screen, hf_utf8_width(text) + 2, indent);
        if (screen->at >= before) {
            hf_screen_to(screen, screen->at + 1);
        }
    }
    hf_screen_add(screen, style, text);
}

// ---- Figures ---------------------------------------------------------------

void
hf_screen_count(hf_buffer *out, uint64_t count)
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
hf_screen_share(hf_buffer *out, uint64_t part, uint64_t whole)
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
