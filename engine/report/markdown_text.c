/*
 * Texts in Markdown. They come as somebody typed them, in a form, in a rule or
 * in an export, and are shown as that: what means something to Markdown or HTML
 * is escaped, and where a page would make a mention, a reference or a link of
 * bare words, a blank without width (U+200B) stands between.
 */
#include "report/markdown_parts.h"

#include "report/plain.h"
#include "report/words.h"

#include <string.h>

static const char UNSEEN[] = "\xE2\x80\x8B"; // U+200B

static bool
is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool
is_word(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

// ---- Texts ------------------------------------------------------------------

// What means something anywhere in a line. Round brackets do not without the
// square ones before them, and `\(` begins a formula on some pages.
static const char *
escape_of(char byte)
{
    switch (byte) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '$':
        return "&#36;"; // a formula, even behind a backslash
    case '\\':
        return "\\\\";
    case '`':
        return "\\`";
    case '*':
        return "\\*";
    case '_':
        return "\\_";
    case '[':
        return "&#91;"; // some take the backslashes off a link's text first
    case ']':
        return "&#93;";
    case '{':
        return "\\{";
    case '}':
        return "\\}";
    case '|':
        return "\\|";
    case '~':
        return "\\~";
    default:
        return NULL;
    }
}

// The byte in front of which a line that begins with it would be a heading, a
// list, a rule or a box; of a numbered list it stands behind the number.
static size_t
find_start(hf_view plain)
{
    size_t at = 0;
    while (at < plain.len && is_digit(plain.ptr[at])) {
        at++;
    }
    const char *starts = at ? ".)" : "#+-=:!";
    return at < plain.len && strchr(starts, plain.ptr[at]) ? at : SIZE_MAX;
}

// `@name`, `#12`, `!12`, `GH-12` and the like would become references,
// `//host` a link.
static bool
parts_behind(hf_view plain, size_t at)
{
    char byte = plain.ptr[at];
    hf_view behind = hf_view_slice(plain, at + 1, SIZE_MAX);
    switch (byte) {
    case '@':
    case '#':
        return true;
    case '!':
    case '%':
    case '&':
    case '$':
    case '~':
        return behind.len > 0 && is_word(behind.ptr[0]);
    case '/':
        return hf_view_starts(behind, HF_VIEW("/"));
    case '-':
        return at >= 2 && behind.len > 0 && is_digit(behind.ptr[0]) &&
               hf_view_starts_fold(hf_view_slice(plain, at - 2, SIZE_MAX),
                                   HF_VIEW("gh"));
    default:
        return false;
    }
}

// `www.` would become a link, and `name@host` one to write to.
static bool
parts_before(hf_view plain, size_t at)
{
    return plain.ptr[at] == '@' ||
           (plain.ptr[at] == '.' && at >= 3 &&
            hf_view_starts_fold(hf_view_slice(plain, at - 3, SIZE_MAX),
                                HF_VIEW("www")));
}

static void
add_plain(hf_buffer *out, hf_view plain, size_t start)
{
    for (size_t at = 0; at < plain.len; at++) {
        const char *escape = escape_of(plain.ptr[at]);
        hf_buffer_add_text(out, at == start ? "\\" : "");
        hf_buffer_add_text(out, parts_before(plain, at) ? UNSEEN : "");
        if (escape) {
            hf_buffer_add_text(out, escape);
        } else {
            hf_buffer_add_byte(out, plain.ptr[at]);
        }
        hf_buffer_add_text(out, parts_behind(plain, at) ? UNSEEN : "");
    }
}

void
hf_markdown_text(hf_buffer *out, hf_view text, size_t most)
{
    hf_buffer plain = {0};
    hf_plain_add(&plain, text, most);
    add_plain(out, hf_buffer_view(&plain), SIZE_MAX);
    out->failed = out->failed || plain.failed;
    hf_buffer_clear(&plain);
}

void
hf_markdown_line(hf_buffer *out, hf_view text)
{
    hf_buffer plain = {0};
    hf_plain_add(&plain, text, HF_MARKDOWN_LONGEST);
    add_plain(out, hf_buffer_view(&plain), find_start(hf_buffer_view(&plain)));
    out->failed = out->failed || plain.failed;
    hf_buffer_clear(&plain);
}

// Nothing is escaped between backticks, so nothing there may need it.
static bool
is_code(hf_view text, size_t most)
{
    for (size_t at = 0; at < text.len; at++) {
        if (!is_word(text.ptr[at]) &&
            (text.ptr[at] == '\0' || !strchr("-_.:+/", text.ptr[at]))) {
            return false;
        }
    }
    return text.len > 0 && text.len <= most;
}

void
hf_markdown_code(hf_buffer *out, hf_view text, size_t most)
{
    if (!is_code(text, most)) {
        hf_markdown_text(out, text, most);
        return;
    }
    hf_buffer_add_byte(out, '`');
    hf_buffer_add_view(out, text);
    hf_buffer_add_byte(out, '`');
}

void
hf_markdown_bold(hf_buffer *out, hf_view text)
{
    if (text.len) {
        hf_buffer_add_text(out, "\n**");
        hf_markdown_text(out, text, HF_MARKDOWN_LONGEST);
        hf_buffer_add_text(out, "**\n");
    }
}

// ---- Links ------------------------------------------------------------------

bool
hf_markdown_open_link(hf_buffer *out, hf_view link)
{
    bool is_link = hf_view_starts(link, HF_VIEW("#")) ||
                   hf_view_starts_fold(link, HF_VIEW("https://")) ||
                   hf_view_starts_fold(link, HF_VIEW("http://"));
    hf_buffer_add_text(out, is_link ? "[" : "");
    return is_link;
}

// What an address is not made of is written as its bytes.
void
hf_markdown_close_link(hf_buffer *out, hf_view link)
{
    hf_buffer_add_text(out, "](");
    for (size_t at = 0; at < link.len; at++) {
        char byte = link.ptr[at];
        if (byte == '&') {
            hf_buffer_add_text(out, "&amp;");
        } else if (is_word(byte) ||
                   (byte != '\0' && strchr("-._~:/?#@!'+,;=%", byte))) {
            hf_buffer_add_byte(out, byte);
        } else {
            hf_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)byte);
        }
    }
    hf_buffer_add_text(out, ")");
}

void
hf_markdown_anchor(hf_buffer *out, hf_view name)
{
    for (size_t at = 0; at < name.len; at++) {
        char byte = name.ptr[at];
        if (byte != '-' && !is_digit(byte) && (byte < 'a' || byte > 'z')) {
            return;
        }
    }
    if (name.len) {
        hf_buffer_add_text(out, "\n<a id=\"");
        hf_buffer_add_view(out, name);
        hf_buffer_add_text(out, "\"></a>\n");
    }
}

// ---- Values -----------------------------------------------------------------

static void
add_value(hf_buffer *out, const hf_value *value)
{
    switch (value->kind) {
    case HF_VALUE_NONE:
        break;
    case HF_VALUE_TEXT:
    case HF_VALUE_FLAG:
        hf_markdown_text(out, value->text, HF_MARKDOWN_CELL);
        break;
    case HF_VALUE_CODE:
        hf_markdown_code(out, value->text, HF_MARKDOWN_CELL);
        break;
    case HF_VALUE_COUNT:
        hf_words_count(out, value->number);
        break;
    case HF_VALUE_RATE:
        hf_words_rate(out, value->rate);
        break;
    case HF_VALUE_SHARE:
        hf_words_share(out, value->real);
        break;
    case HF_VALUE_REAL:
        hf_words_real(out, value->real, value->decimals);
        break;
    case HF_VALUE_TIME:
        hf_words_moment(out, value->number);
        break;
    case HF_VALUE_SPAN:
        hf_words_span(out, value->number);
        break;
    }
}

void
hf_markdown_value(hf_buffer *out, const hf_value *value)
{
    bool is_link = hf_markdown_open_link(out, value->link);
    add_value(out, value);
    if (is_link) {
        hf_markdown_close_link(out, value->link);
    }
}
