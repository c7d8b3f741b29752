/*
 * Patterns that have no tree: PCRE2's own spelling in, the same with the
 * folding of ASCII letters written out. Only as much of the syntax is known
 * here as it takes to tell a letter that is meant as itself from one that is
 * part of an escape, a name or a verb. Whether the pattern is right is left
 * to PCRE2.
 */
#include "plan/regex.h"

#include "plan/regex_set.h"

#include <string.h>

typedef struct folder {
    hf_view text;
    size_t at;
    hf_buffer *out;
    bool switches_case; // the pattern does so itself: nothing can be written
} folder;

static int
peek(const folder *f, size_t ahead)
{
    return ahead < f->text.len - f->at
               ? (unsigned char)f->text.ptr[f->at + ahead]
               : -1;
}

static bool
is_letter(int byte)
{
    return byte >= 0 && (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static bool
is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

static bool
is_hex(int byte)
{
    return is_digit(byte) ||
           (byte >= 0 && (byte | 32) >= 'a' && (byte | 32) <= 'f');
}

// Not beyond the end: an escape may be cut off there.
static void
skip(folder *f, size_t len)
{
    f->at += hf_view_slice(f->text, f->at, len).len;
}

static void
copy(folder *f, size_t len)
{
    hf_buffer_add_view(f->out, hf_view_slice(f->text, f->at, len));
    skip(f, len);
}

// Bytes up to and with the first `end` behind `ahead`, or to the end.
static size_t
measure_to(const folder *f, size_t ahead, char end)
{
    hf_view rest = hf_view_slice(f->text, f->at, f->text.len);

    while (ahead < rest.len && rest.ptr[ahead] != end) {
        ahead++;
    }
    return ahead < rest.len ? ahead + 1 : rest.len;
}

// ---- Escapes ---------------------------------------------------------------

// What stands in { }, < > or ' ' behind two bytes; 2 when nothing does.
static size_t
measure_name(const folder *f)
{
    switch (peek(f, 2)) {
    case '{':
        return measure_to(f, 3, '}');
    case '<':
        return measure_to(f, 3, '>');
    case '\'':
        return measure_to(f, 3, '\'');
    default:
        return 2;
    }
}

static size_t
measure_digits(const folder *f, size_t ahead)
{
    while (is_digit(peek(f, ahead))) {
        ahead++;
    }
    return ahead;
}

// Bytes of the escape here; `\Q` is not one of them.
static size_t
measure_escape(const folder *f)
{
    size_t len = 2;

    switch (peek(f, 1)) {
    case 'x':
        if (peek(f, 2) == '{') {
            return measure_name(f);
        }
        while (len < 4 && is_hex(peek(f, len))) {
            len++;
        }
        return len;
    case 'p':
    case 'P':
        return is_letter(peek(f, 2)) ? 3 : measure_name(f);
    case 'c':
        return 3;
    case 'g':
        len = peek(f, 2) == '-' || peek(f, 2) == '+' ? 3 : 2;
        return is_digit(peek(f, len)) ? measure_digits(f, len)
                                      : measure_name(f);
    case 'k':
        return measure_name(f);
    case 'o':
    case 'N':
        return peek(f, 2) == '{' ? measure_name(f) : 2;
    default:
        return is_digit(peek(f, 1)) ? measure_digits(f, 1) : 2;
    }
}

// `\1`, `\g{n}`, `\k<name>`; `\g<name>` calls a group and is none.
static bool
is_back_reference(const folder *f)
{
    int letter = peek(f, 1);

    return (letter >= '1' && letter <= '9') || letter == 'k' ||
           (letter == 'g' && peek(f, 2) != '<' && peek(f, 2) != '\'');
}

static void
copy_folding(folder *f, size_t len)
{
    hf_buffer_add_text(f->out, "(?i:");
    copy(f, len);
    hf_buffer_add_byte(f->out, ')');
}

static void
fold_letter(folder *f)
{
    hf_buffer_add_byte(f->out, '[');
    hf_buffer_add_byte(f->out, f->text.ptr[f->at]);
    hf_buffer_add_byte(f->out, (char)(f->text.ptr[f->at] ^ 32));
    hf_buffer_add_byte(f->out, ']');
    f->at++;
}

// \Q...\E: every byte is meant as itself.
static void
fold_quoted(folder *f)
{
    f->at += 2;
    while (peek(f, 0) >= 0) {
        if (peek(f, 0) == '\\' && peek(f, 1) == 'E') {
            f->at += 2;
            return;
        }
        if (is_letter(peek(f, 0))) {
            fold_letter(f);
            continue;
        }
        if (peek(f, 0) < 128 && !is_digit(peek(f, 0))) {
            hf_buffer_add_byte(f->out, '\\');
        }
        copy(f, 1);
    }
}

static void
fold_escape(folder *f)
{
    if (peek(f, 1) == 'Q') {
        fold_quoted(f);
    } else if (is_back_reference(f)) {
        copy_folding(f, measure_escape(f));
    } else {
        copy(f, measure_escape(f));
    }
}

// ---- Classes ---------------------------------------------------------------

static size_t
measure_posix(const folder *f)
{
    if (peek(f, 0) != '[' || peek(f, 1) != ':') {
        return 0;
    }
    size_t len = measure_to(f, 2, ']');
    return f->text.ptr[f->at + len - 2] == ':' ? len : 0;
}

// One member or range, ASCII letters into `letters`; moves behind it.
static void
read_member(folder *f, hf_regex_set *letters)
{
    int low = peek(f, 0), high = low;
    size_t posix = measure_posix(f);

    if (posix > 0) {
        hf_view name = hf_view_slice(f->text, f->at, posix);
        if (hf_view_equal(name, HF_VIEW("[:upper:]"))) {
            hf_regex_set_add(letters, 'A', 'Z');
        } else if (hf_view_equal(name, HF_VIEW("[:lower:]"))) {
            hf_regex_set_add(letters, 'a', 'z');
        }
        f->at += posix;
        return;
    }
    if (low == '\\') {
        skip(f, measure_escape(f));
        return;
    }
    f->at++;
    if (peek(f, 0) == '-' && peek(f, 1) >= 0 && peek(f, 1) != ']' &&
        peek(f, 1) != '\\' && low < 128) {
        high = peek(f, 1) < 128 ? peek(f, 1) : 127;
        f->at += 2;
    }
    if (low < 128 && low <= high) {
        hf_regex_set_add(letters, (uint32_t)low, (uint32_t)high);
    }
}

// The other case of the members in front, then the class as it stands. What
// stood first and meant itself there, `]` or `-`, gets a backslash.
static void
fold_class(folder *f)
{
    hf_regex_set letters = {{0, 0}, 0, {{0, 0}}};
    size_t start = f->at++;

    f->at += peek(f, 0) == '^';
    size_t body = f->at;
    for (bool is_first = true;
         peek(f, 0) >= 0 && (is_first || peek(f, 0) != ']'); is_first = false) {
        read_member(f, &letters);
    }
    size_t end = f->at;
    f->at = start;
    copy(f, body - start);
    uint64_t written = letters.ascii[1];
    hf_regex_set_fold(&letters);
    for (int code = 'A'; code <= 'z'; code++) {
        uint64_t bit = UINT64_C(1) << (code & 63);
        if ((letters.ascii[1] & ~written) & bit) {
            hf_buffer_add_byte(f->out, (char)code);
        }
    }
    if (peek(f, 0) == ']' || peek(f, 0) == '-') {
        hf_buffer_add_byte(f->out, '\\');
    }
    copy(f, end - f->at);
}

// ---- Groups ----------------------------------------------------------------

// Bytes of flags behind `(?`, with the `)` or `:`; 0 when there are none.
static size_t
measure_flags(const folder *f)
{
    size_t ahead = 2;

    while (is_letter(peek(f, ahead)) || peek(f, ahead) == '-' ||
           peek(f, ahead) == '^') {
        ahead++;
    }
    bool is_flags =
        ahead > 2 && (peek(f, ahead) == ')' || peek(f, ahead) == ':');
    return is_flags && peek(f, 2) != 'R' ? ahead + 1 : 0;
}

static void
fold_flags(folder *f, size_t len)
{
    hf_view flags = hf_view_slice(f->text, f->at, len);

    if (hf_view_contains(flags, HF_VIEW("i")) ||
        hf_view_contains(flags, HF_VIEW("^"))) {
        f->switches_case = true;
    }
    copy(f, len);
}

// (*VERB:name) whole; of (*pla:...) and its like only the opening.
static void
fold_verb(folder *f)
{
    size_t ahead = 2;

    while (is_letter(peek(f, ahead)) || peek(f, ahead) == '_') {
        ahead++;
    }
    bool opens = peek(f, 2) >= 'a' && peek(f, ahead) == ':';
    copy(f, opens ? ahead + 1 : measure_to(f, 2, ')'));
}

// `(?P<name>`, `(?P=name)`, `(?P>name)`
static void
fold_python(folder *f)
{
    if (peek(f, 3) == '=') {
        copy_folding(f, measure_to(f, 3, ')'));
    } else {
        copy(f, measure_to(f, 3, peek(f, 3) == '<' ? '>' : ')'));
    }
}

static void
fold_group(folder *f)
{
    size_t flags = measure_flags(f);

    if (flags > 0) {
        fold_flags(f, flags);
        return;
    }
    switch (peek(f, 2)) {
    case ':':
    case '=':
    case '!':
    case '>':
    case '|':
    case '*':
        copy(f, 3);
        return;
    case '<':
        copy(f, peek(f, 3) >= 0 && strchr("=!*", peek(f, 3)) != NULL
                    ? 4
                    : measure_to(f, 3, '>'));
        return;
    case '\'':
        copy(f, measure_to(f, 3, '\''));
        return;
    case 'P':
        fold_python(f);
        return;
    case '(': // a condition: an assertion to go into, or a name
        copy(f, peek(f, 3) == '?' || peek(f, 3) == '*' ? 2
                                                       : measure_to(f, 3, ')'));
        return;
    default: // a comment, a call of a group, a callout
        copy(f, measure_to(f, 2, ')'));
        return;
    }
}

static void
fold_one(folder *f)
{
    int byte = peek(f, 0);

    if (is_letter(byte)) {
        fold_letter(f);
    } else if (byte == '\\') {
        fold_escape(f);
    } else if (byte == '[') {
        fold_class(f);
    } else if (byte == '(' && peek(f, 1) == '*') {
        fold_verb(f);
    } else if (byte == '(' && peek(f, 1) == '?') {
        fold_group(f);
    } else {
        copy(f, 1);
    }
}

void
hf_regex_fold(hf_buffer *out, hf_view text)
{
    folder f = {text, 0, out, false};
    size_t start = out->len;

    // Verbs such as (*NO_JIT) count only where they come first.
    while (peek(&f, 0) == '(' && peek(&f, 1) == '*' && peek(&f, 2) >= 'A' &&
           peek(&f, 2) <= 'Z') {
        fold_verb(&f);
    }
    size_t body = f.at;
    while (f.at < text.len && !f.switches_case) {
        fold_one(&f);
    }
    if (f.switches_case && !out->failed) {
        out->len = start + body;
        hf_buffer_add_text(out, "(?i)");
        hf_buffer_add_view(out, hf_view_slice(text, body, text.len));
    }
}
