/*
 * The small things of the page: texts made harmless, numbers for the drawings,
 * values of cells. Texts come as somebody typed them, in a form, in a rule or
 * in an export; nothing of them may end up as markup or reach beyond its
 * element.
 */
#include "report/html_parts.h"

#include "base/date.h"
#include "base/utf8.h"
#include "report/decimal_text.h"
#include "report/words.h"

static const char UNKNOWN[] = "\xEF\xBF\xBD"; // U+FFFD
static const char UNBROKEN[] = "\xC2\xA0";    // U+00A0

// ---- Texts ------------------------------------------------------------------

// Controls, and what opens or ends a stretch of another direction (U+202A to
// U+202E, U+2066 to U+2069): in a sentence they would turn the words behind.
static bool
is_hidden(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n') ||
           (code >= 0x7F && code <= 0x9F) ||
           (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || (code & 0xFFFE) == 0xFFFE ||
           (code >= 0xFDD0 && code <= 0xFDEF);
}

// What means something to markup as a name for it; NULL: it means nothing.
static const char *
escape_of(uint32_t code)
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

// The character at `*at`, escaped; what it takes on a line, 1 at least.
static size_t
add_character(hf_buffer *out, hf_view text, size_t *at)
{
    size_t start = *at;
    uint32_t code = hf_utf8_next(text, at);
    hf_view bytes = hf_view_slice(text, start, *at - start);
    size_t width = hf_utf8_width(bytes);
    if (is_hidden(code)) {
        hf_buffer_add_text(out, UNKNOWN);
    } else if (code == ' ' && *at < text.len && text.ptr[*at] == '%') {
        hf_buffer_add_text(out, UNBROKEN);
    } else if (escape_of(code)) {
        hf_buffer_add_text(out, escape_of(code));
    } else {
        hf_buffer_add_view(out, bytes);
    }
    return width ? width : 1;
}

void
hf_html_short(hf_buffer *out, hf_view text, size_t most)
{
    size_t valid = hf_utf8_invalid_at(text);
    size_t at = 0;
    for (size_t taken = 0; at < text.len;) {
        if (taken >= most) {
            hf_buffer_add_text(out, "\xE2\x80\xA6"); // U+2026
            return;
        }
        if (at == valid) {
            hf_buffer_add_text(out, UNKNOWN);
            taken++;
            at++;
            valid = at + hf_utf8_invalid_at(hf_view_slice(text, at, SIZE_MAX));
        } else {
            taken += add_character(out, text, &at);
        }
    }
}

void
hf_html_text(hf_buffer *out, hf_view text)
{
    hf_html_short(out, text, HF_HTML_LONGEST);
}

void
hf_html_exact(hf_buffer *out, hf_view text)
{
    size_t valid = hf_utf8_invalid_at(text);
    for (size_t at = 0; at < text.len && at < valid; at++) {
        const char *escape = escape_of((unsigned char)text.ptr[at]);
        if (escape) {
            hf_buffer_add_text(out, escape);
        } else {
            hf_buffer_add_byte(out, text.ptr[at]);
        }
    }
}

void
hf_html_isolated(hf_buffer *out, hf_view text)
{
    hf_buffer_add_text(out, "<bdi>");
    hf_html_text(out, text);
    hf_buffer_add_text(out, "</bdi>");
}

bool
hf_html_open_link(hf_buffer *out, hf_view link)
{
    bool is_inside = hf_view_starts(link, HF_VIEW("#"));
    if (!is_inside && !hf_view_starts_fold(link, HF_VIEW("https://")) &&
        !hf_view_starts_fold(link, HF_VIEW("http://"))) {
        return false;
    }
    hf_buffer_add_text(out, "<a href=\"");
    hf_html_text(out, link);
    hf_buffer_add_text(
        out, is_inside ? "\">" : "\" rel=\"noopener noreferrer external\">");
    return true;
}

// ---- Numbers of drawings ----------------------------------------------------

void
hf_html_number(hf_buffer *out, double number)
{
    hf_decimal_text_add(out, number, 1);
}

static void
begin_attribute(hf_buffer *out, const char *name)
{
    hf_buffer_add_byte(out, ' ');
    hf_buffer_add_text(out, name);
    hf_buffer_add_text(out, "=\"");
}

void
hf_html_percent(hf_buffer *out, const char *name, double fraction)
{
    begin_attribute(out, name);
    hf_decimal_text_add(out, fraction * 100, 2);
    hf_buffer_add_text(out, "%\"");
}

void
hf_html_pixels(hf_buffer *out, const char *name, double pixels)
{
    begin_attribute(out, name);
    hf_html_number(out, pixels);
    hf_buffer_add_byte(out, '"');
}

// ---- Values -----------------------------------------------------------------

// The interval as a line with a dot at the rate, from 0 to 100 %.
static void
draw_interval(hf_buffer *out, hf_rate rate)
{
    hf_buffer_add_text(out, "<svg class=\"ci\" height=\"8\" "
                            "aria-hidden=\"true\"><line class=\"all\" x1=\"0\" "
                            "x2=\"100%\" y1=\"4\" y2=\"4\"/><line "
                            "class=\"range\"");
    hf_html_percent(out, "x1", rate.low);
    hf_html_percent(out, "x2", rate.high);
    hf_buffer_add_text(out, " y1=\"4\" y2=\"4\"/><circle");
    hf_html_percent(out, "cx", rate.rate);
    hf_buffer_add_text(out, " cy=\"4\" r=\"3\"/></svg>");
}

void
hf_html_rate(hf_buffer *out, hf_rate rate)
{
    if (!rate.has_rate) {
        hf_buffer_add_text(out, "<span class=\"of\">none of 0</span>");
        return;
    }
    hf_buffer_add_text(out, "<b>");
    hf_words_rate_share(out, rate);
    hf_buffer_add_text(out, "</b> <span class=\"of\">");
    hf_words_count(out, rate.k);
    hf_buffer_add_text(out, " of ");
    hf_words_count(out, rate.n);
    hf_buffer_add_text(out, "</span> <span class=\"range\">");
    draw_interval(out, rate);
    hf_buffer_add_text(out, " <span class=\"to\">");
    hf_words_share(out, rate.low);
    hf_buffer_add_text(out, " to ");
    hf_words_share(out, rate.high);
    hf_buffer_add_text(out, "</span></span>");
}

static void
add_time(hf_buffer *out, int64_t seconds)
{
    hf_buffer_add_text(out, "<time datetime=\"");
    hf_date_print(out, seconds);
    hf_buffer_add_text(out, "\">");
    hf_words_moment(out, seconds);
    hf_buffer_add_text(out, "</time>");
}

// What stands inside of a link, if there is one.
static void
add_content(hf_buffer *out, const hf_value *value)
{
    switch (value->kind) {
    case HF_VALUE_NONE:
        break;
    case HF_VALUE_TEXT:
        hf_html_isolated(out, value->text);
        break;
    case HF_VALUE_CODE:
        hf_buffer_add_text(out, "<code>");
        hf_html_isolated(out, value->text);
        hf_buffer_add_text(out, "</code>");
        break;
    case HF_VALUE_COUNT:
        hf_words_count(out, value->number);
        break;
    case HF_VALUE_RATE:
        hf_html_rate(out, value->rate);
        break;
    case HF_VALUE_SHARE:
        hf_words_share(out, value->real);
        break;
    case HF_VALUE_REAL:
        hf_words_real(out, value->real, value->decimals);
        break;
    case HF_VALUE_TIME:
        add_time(out, value->number);
        break;
    case HF_VALUE_SPAN:
        hf_words_span(out, value->number);
        break;
    case HF_VALUE_FLAG:
        if (value->number) {
            hf_html_isolated(out, value->text);
        }
        break;
    }
}

void
hf_html_value(hf_buffer *out, const hf_value *value)
{
    bool is_linked = value->kind != HF_VALUE_NONE && value->link.len &&
                     hf_html_open_link(out, value->link);
    add_content(out, value);
    if (is_linked) {
        hf_buffer_add_text(out, "</a>");
    }
}

void
hf_html_value_key(hf_buffer *out, const hf_value *value)
{
    switch (value->kind) {
    case HF_VALUE_NONE:
    case HF_VALUE_TEXT:
    case HF_VALUE_CODE:
        break;
    case HF_VALUE_COUNT:
    case HF_VALUE_TIME:
    case HF_VALUE_SPAN:
    case HF_VALUE_FLAG:
        begin_attribute(out, "data-s");
        hf_buffer_add_int(out, value->number);
        hf_buffer_add_byte(out, '"');
        break;
    case HF_VALUE_RATE:
        begin_attribute(out, "data-s");
        hf_decimal_text_add(out, value->rate.has_rate ? value->rate.rate : -1,
                            6);
        hf_buffer_add_byte(out, '"');
        break;
    case HF_VALUE_SHARE:
    case HF_VALUE_REAL:
        begin_attribute(out, "data-s");
        hf_decimal_text_add(out, value->real, 6);
        hf_buffer_add_byte(out, '"');
        break;
    }
}
