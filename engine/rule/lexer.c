/*
 * The tokens of conditions. A text and a place come in, a kind and an extent
 * go out; nothing is kept in between and nothing is reported: whether a
 * number is one, and what to say of a wrong operator, is the parser's work.
 */
#include "rule/lexer.h"

#include "rule/text.h"

#include <string.h>

static char
byte_at(hf_view text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static bool
is_digit_at(hf_view text, size_t at)
{
    return hf_text_is_digit(byte_at(text, at));
}

static size_t
skip_blanks(hf_view text, size_t at)
{
    while (at < text.len && hf_text_is_blank(text.ptr[at])) {
        at++;
    }
    return at;
}

// Behind as many characters of a form as match: 9 is a digit, all else
// itself. `at` when the form does not fit.
static size_t
skip_form(hf_view text, size_t at, const char *form)
{
    size_t next = at;
    for (; *form; form++, next++) {
        char byte = byte_at(text, next);
        bool fits = *form == '9' ? hf_text_is_digit(byte) : byte == *form;
        if (next >= text.len || !fits) {
            return at;
        }
    }
    return next;
}

static size_t
skip_digits(hf_view text, size_t at)
{
    while (is_digit_at(text, at)) {
        at++;
    }
    return at;
}

// `Z`, `+02:00`, `-0500`
static size_t
skip_zone(hf_view text, size_t at)
{
    char byte = byte_at(text, at);
    if (byte == 'Z') {
        return at + 1;
    }
    if (byte != '+' && byte != '-') {
        return at;
    }
    size_t end = skip_form(text, at + 1, "99:99");
    if (end == at + 1) {
        end = skip_form(text, at + 1, "9999");
    }
    return end == at + 1 ? at : end;
}

static size_t
skip_date(hf_view text, size_t at)
{
    size_t end = skip_form(text, at, "9999-99-99");
    size_t time = skip_form(text, end, "T99:99");
    if (end == at || time == end) {
        return end;
    }
    end = skip_form(text, time, ":99");
    if (end != time && byte_at(text, end) == '.' &&
        is_digit_at(text, end + 1)) {
        end = skip_digits(text, end + 1);
    }
    return skip_zone(text, end);
}

// A digit and what hangs on to it: letters, digits, `_`, `.` with a digit.
static size_t
skip_number(hf_view text, size_t at)
{
    while (at < text.len &&
           (hf_text_is_name_byte(text.ptr[at]) ||
            (text.ptr[at] == '.' && is_digit_at(text, at + 1)))) {
        at++;
    }
    return at;
}

static hf_token
read_digits(hf_view text, size_t at)
{
    size_t end = skip_date(text, at);
    if (end != at) {
        // A date that letters or digits hang on to is none; the parser says
        // so with all of it.
        size_t more = skip_number(text, end);
        return (hf_token){HF_TOKEN_DATE, at, more - at};
    }
    return (hf_token){HF_TOKEN_NUMBER, at, skip_number(text, at) - at};
}

static hf_token
read_text(hf_view text, size_t at)
{
    char quote = text.ptr[at];
    for (size_t end = at + 1; end < text.len; end++) {
        if (text.ptr[end] != quote) {
            continue;
        }
        if (byte_at(text, end + 1) != quote) {
            return (hf_token){HF_TOKEN_TEXT, at, end + 1 - at};
        }
        end++; // doubled: one quote of the text
    }
    return (hf_token){HF_TOKEN_UNCLOSED_TEXT, at, text.len - at};
}

// Longer ones first. What other languages write is recognised as a whole.
static const struct {
    const char *text;
    hf_token_kind kind;
} SIGNS[] = {
    {"===", HF_TOKEN_OTHER},       {"!==", HF_TOKEN_OTHER},
    {"==", HF_TOKEN_OTHER},        {"!=", HF_TOKEN_NOT_EQUAL},
    {"<=", HF_TOKEN_LESS_EQUAL},   {">=", HF_TOKEN_GREATER_EQUAL},
    {"<>", HF_TOKEN_OTHER},        {"=<", HF_TOKEN_OTHER},
    {"=>", HF_TOKEN_OTHER},        {"=~", HF_TOKEN_OTHER},
    {"&&", HF_TOKEN_OTHER},        {"||", HF_TOKEN_OTHER},
    {"=", HF_TOKEN_EQUAL},         {"<", HF_TOKEN_LESS},
    {">", HF_TOKEN_GREATER},       {"(", HF_TOKEN_OPEN},
    {")", HF_TOKEN_CLOSE},         {"[", HF_TOKEN_BRACKET},
    {"]", HF_TOKEN_CLOSE_BRACKET}, {",", HF_TOKEN_COMMA},
    {"+", HF_TOKEN_PLUS},          {"-", HF_TOKEN_MINUS},
    {"*", HF_TOKEN_STAR},          {"/", HF_TOKEN_SLASH},
};

static hf_token
read_sign(hf_view text, size_t at)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        size_t len = strlen(SIGNS[i].text);
        if (len <= text.len - at &&
            memcmp(text.ptr + at, SIGNS[i].text, len) == 0) {
            return (hf_token){SIGNS[i].kind, at, len};
        }
    }
    size_t len = 1; // the rest of a character beyond ASCII belongs to it
    while (at + len < text.len &&
           ((unsigned char)text.ptr[at + len] & 0xc0) == 0x80) {
        len++;
    }
    return (hf_token){HF_TOKEN_OTHER, at, len};
}

hf_token
hf_lexer_token(hf_view text, size_t at)
{
    at = skip_blanks(text, at);
    if (at >= text.len) {
        return (hf_token){HF_TOKEN_END, text.len, 0};
    }
    char byte = text.ptr[at];
    if (hf_text_is_digit(byte)) {
        return read_digits(text, at);
    }
    if (byte == '"' || byte == '\'') {
        return read_text(text, at);
    }
    if (hf_text_begins_name(byte)) {
        size_t end = at;
        while (end < text.len && hf_text_is_name_byte(text.ptr[end])) {
            end++;
        }
        return (hf_token){HF_TOKEN_NAME, at, end - at};
    }
    return read_sign(text, at);
}

static size_t
find_element_end(hf_view text, size_t at)
{
    while (at < text.len && text.ptr[at] != ',' && text.ptr[at] != ']') {
        at++;
    }
    return at;
}

hf_element
hf_lexer_element(hf_view text, size_t at)
{
    at = skip_blanks(text, at);
    hf_element element = {.at = at};
    char byte = byte_at(text, at);
    if (byte == '"' || byte == '\'') {
        hf_token token = read_text(text, at);
        element.is_quoted = true;
        element.is_unclosed = token.kind == HF_TOKEN_UNCLOSED_TEXT;
        element.len = token.len;
        size_t behind = skip_blanks(text, at + token.len);
        element.next = find_element_end(text, behind);
        element.has_rest = element.next != behind;
        return element;
    }
    element.next = find_element_end(text, at);
    element.len = element.next - at;
    while (element.len > 0 &&
           hf_text_is_blank(text.ptr[at + element.len - 1])) {
        element.len--;
    }
    return element;
}

size_t
hf_lexer_pattern_end(hf_view text, size_t at)
{
    for (; at < text.len; at++) {
        if (text.ptr[at] == '/') {
            return at;
        }
        if (text.ptr[at] == '\\') {
            at++; // whatever stands behind it is no end
        }
    }
    return text.len;
}
