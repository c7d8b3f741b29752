/*
 * Texts made plain, and cut into lines. In comes what somebody typed, out come
 * words between single blanks that every terminal and every page of Markdown
 * can be shown; lines end where words do.
 */
#include "report/plain.h"

#include "base/utf8.h"
#include "diag/quote.h"

static bool
is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

// Bytes of `text`, from `at` on, that take `cells` cells at most.
static size_t
fit(hf_view text, size_t at, size_t cells)
{
    for (size_t used = 0; at < text.len;) {
        size_t next = at;
        hf_utf8_next(text, &next);
        used += hf_utf8_width(hf_view_slice(text, at, next - at));
        if (used > cells) {
            return at;
        }
        at = next;
    }
    return at;
}

static void
fold_blanks(hf_buffer *out, hf_view text)
{
    bool is_open = false; // blanks behind a word
    for (size_t at = 0; at < text.len; at++) {
        if (is_blank(text.ptr[at])) {
            is_open = out->len > 0;
            continue;
        }
        if (is_open) {
            hf_buffer_add_byte(out, ' ');
        }
        is_open = false;
        hf_buffer_add_byte(out, text.ptr[at]);
    }
}

void
hf_plain_add(hf_buffer *out, hf_view text, size_t most)
{
    static const hf_view dots = {"...", 3};
    hf_buffer folded = {0};
    size_t start = out->len;
    fold_blanks(&folded, text);
    hf_quote_add(out, hf_buffer_view(&folded));
    out->failed = out->failed || folded.failed;
    hf_buffer_clear(&folded);
    if (out->failed) {
        return;
    }
    hf_view made = hf_view_slice(hf_buffer_view(out), start, SIZE_MAX);
    if (fit(made, 0, most) < made.len) {
        size_t room = most > dots.len ? most - dots.len : 0;
        out->len = start + fit(made, 0, room);
        hf_buffer_add_view(out, dots);
    }
}

// Where a line may end: at a blank, but a number keeps its percent sign.
static bool
may_end(hf_view text, size_t at)
{
    return text.ptr[at] == ' ' &&
           !(at + 1 < text.len && text.ptr[at + 1] == '%');
}

hf_view
hf_plain_line(hf_view text, size_t *at, size_t cells)
{
    size_t start = *at;
    size_t stop = start; // of the line
    while (stop < text.len && text.ptr[stop] != '\n') {
        stop++;
    }
    size_t room = fit(hf_view_slice(text, 0, stop), start, cells ? cells : 1);
    size_t end = room;
    while (end < stop && end > start && !may_end(text, end)) {
        end--;
    }
    if (end == start && room > start) {
        end = room; // one word that is too long
    } else if (end == start && start < stop) {
        hf_utf8_next(text, &end); // a character that is too wide
    }
    *at = end;
    while (end > start + 1 && text.ptr[end - 1] == ' ') {
        end--; // of several blanks
    }
    while (*at < stop && text.ptr[*at] == ' ') {
        ++*at;
    }
    *at += *at == stop && stop < text.len;
    return hf_view_slice(text, start, end - start);
}

size_t
hf_plain_widest_word(hf_view text)
{
    size_t widest = 0;
    for (size_t at = 0, start = 0; at <= text.len; at++) {
        if (at < text.len && text.ptr[at] != '\n' && !may_end(text, at)) {
            continue;
        }
        size_t width = hf_utf8_width(hf_view_slice(text, start, at - start));
        widest = width > widest ? width : widest;
        start = at + 1;
    }
    return widest;
}

size_t
hf_plain_widest_line(hf_view text)
{
    size_t widest = 0;
    for (size_t at = 0; at < text.len;) {
        size_t width = hf_utf8_width(hf_plain_line(text, &at, SIZE_MAX));
        widest = width > widest ? width : widest;
    }
    return widest;
}
