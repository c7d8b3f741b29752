/*
 * What a syntax error of YAML most likely means to the author of a rule set.
 * libyaml says where it noticed and in what state; the text around tells a
 * condition that should stand in quotes from a bracket that is never closed
 * or a line that is indented wrongly. One finding comes out.
 */
#include "base/view.h"
#include "rule/text.h"
#include "rule/yaml.h"

#include <string.h>

// Keys whose value is plain text; behind any other stands a condition.
static const hf_view TEXT_KEYS[] = {
    HF_VIEW("because"), HF_VIEW("title"),   HF_VIEW("owner"),
    HF_VIEW("ruleset"), HF_VIEW("version"), HF_VIEW("column"),
    HF_VIEW("columns"), HF_VIEW("default"), HF_VIEW("separator"),
    HF_VIEW("file"),    HF_VIEW("verdict"), HF_VIEW("to"),
    HF_VIEW("missing"), HF_VIEW("is"),
};

static const hf_view CONDITION_WORDS[] = {
    HF_VIEW("in"),      HF_VIEW("and"),     HF_VIEW("or"),       HF_VIEW("not"),
    HF_VIEW("between"), HF_VIEW("matches"), HF_VIEW("contains"), HF_VIEW("has"),
    HF_VIEW("starts"),  HF_VIEW("ends"),
};

// Of a key on its own line, by YAML itself.
enum { LONGEST_KEY = 1024 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static hf_span
place(const hf_yaml_trouble *trouble, uint32_t at, uint32_t len)
{
    uint32_t left = (uint32_t)trouble->source->text.len;
    at = at < left ? at : left;
    return (hf_span){trouble->source, at, len < left - at ? len : left - at};
}

static char
byte_at(const hf_yaml_trouble *trouble, size_t at)
{
    hf_view text = trouble->source->text;
    return at < text.len ? text.ptr[at] : '\0';
}

// Back from `at` over blanks, on this line or over all lines.
static size_t
skip_back(const hf_yaml_trouble *trouble, size_t at, const char *blanks)
{
    while (at > 0 && strchr(blanks, byte_at(trouble, at - 1))) {
        at--;
    }
    return at;
}

static size_t
line_start(const hf_yaml_trouble *trouble, size_t at)
{
    while (at > 0 && byte_at(trouble, at - 1) != '\n') {
        at--;
    }
    return at;
}

// What stands before `at` on its line, blanks at both ends left off.
static hf_view
line_before(const hf_yaml_trouble *trouble, size_t at)
{
    size_t start = line_start(trouble, at);
    return hf_view_trim(
        (hf_view){trouble->source->text.ptr + start, at - start});
}

static bool
has_odd_quotes(hf_view text)
{
    size_t doubles = 0;
    size_t singles = 0;
    for (size_t at = 0; at < text.len; at++) {
        doubles += text.ptr[at] == '"';
        singles += text.ptr[at] == '\'';
    }
    return doubles % 2 == 1 || singles % 2 == 1;
}

static bool
ends_in_quote(hf_view text)
{
    return text.len > 1 &&
           (text.ptr[text.len - 1] == '"' || text.ptr[text.len - 1] == '\'');
}

// The next run of name characters at or behind `*at`.
static hf_view
next_word(hf_view text, size_t *at)
{
    while (*at < text.len && !hf_text_is_name_byte(text.ptr[*at])) {
        ++*at;
    }
    size_t start = *at;
    while (*at < text.len && hf_text_is_name_byte(text.ptr[*at])) {
        ++*at;
    }
    return hf_view_slice(text, start, *at - start);
}

bool
hf_yaml_trouble_is_condition(hf_view text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (strchr("=<>/(", text.ptr[at])) {
            return true;
        }
    }
    size_t at = 0;
    for (hf_view word = next_word(text, &at); word.len > 0;
         word = next_word(text, &at)) {
        if (hf_text_is_one_of(word, CONDITION_WORDS, COUNT(CONDITION_WORDS))) {
            return true;
        }
    }
    return false;
}

// The value that runs up to `at`: back to the `{`, `[`, `,` or `: ` before.
static hf_view
value_before(const hf_yaml_trouble *trouble, size_t at)
{
    size_t end = skip_back(trouble, at, " \t\r\n");
    size_t start = end;
    while (start > 0) {
        char before = byte_at(trouble, start - 1);
        if (strchr("{[,\n", before) ||
            (before == ':' && hf_text_is_blank(byte_at(trouble, start)))) {
            break;
        }
        start--;
    }
    return hf_view_trim(
        (hf_view){trouble->source->text.ptr + start, end - start});
}

// Whether the value that begins at `value` belongs to a key of plain text.
static bool
is_plain_text(const hf_yaml_trouble *trouble, hf_view value)
{
    size_t at = (size_t)(value.ptr - trouble->source->text.ptr);
    at = skip_back(trouble, at, " \t");
    if (at == 0 || byte_at(trouble, at - 1) != ':') {
        return false;
    }
    size_t end = --at;
    while (at > 0 && hf_text_is_name_byte(byte_at(trouble, at - 1))) {
        at--;
    }
    hf_view key = {trouble->source->text.ptr + at, end - at};
    return hf_text_is_one_of(key, TEXT_KEYS, COUNT(TEXT_KEYS));
}

static void
ask_for_quotes(const hf_yaml_trouble *trouble, hf_view value, const char *why,
               handoff_findings *findings)
{
    const char *what =
        is_plain_text(trouble, value) ? "the text" : "the condition";
    hf_finding *finding = hf_findings_add(findings, HF_CODE_QUOTE_CONDITION,
                                          place(trouble, trouble->at, 1),
                                          "put %s in quotes: %s", what, why);
    hf_findings_hint(findings, finding,
                     "single quotes around the whole value, as in "
                     "'country in [US, CA]'");
}

static void
say(const hf_yaml_trouble *trouble, hf_span span, const char *message,
    const char *hint, handoff_findings *findings)
{
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_YAML_SYNTAX, span, "%s", message);
    if (hint) {
        hf_findings_hint(findings, finding, "%s", hint);
    }
    if (trouble->context != UINT32_MAX && trouble->context != span.at) {
        hf_findings_other(findings, finding,
                          place(trouble, trouble->context, 1),
                          "this is where it began");
    }
}

static hf_view
last_word(hf_view text)
{
    size_t start = text.len;
    while (start > 0 && hf_text_is_name_byte(text.ptr[start - 1])) {
        start--;
    }
    return hf_view_slice(text, start, text.len - start);
}

// A `key:` follows where a comma should.
static void
explain_missing_comma(const hf_yaml_trouble *trouble, hf_view word,
                      bool begins_line, handoff_findings *findings)
{
    uint32_t at = (uint32_t)(word.ptr - trouble->source->text.ptr);
    hf_finding *finding = hf_findings_add(
        findings, HF_CODE_YAML_SYNTAX, place(trouble, at, (uint32_t)word.len),
        begins_line ? "a ',' or a closing bracket is missing before '%.*s'"
                    : "a ',' is missing before '%.*s'",
        HF_SHOWN(word));
    if (begins_line) {
        hf_findings_other(findings, finding,
                          place(trouble, trouble->context, 1),
                          "this bracket is open");
    } else {
        hf_findings_hint(findings, finding,
                         "a text that holds ': ' stands in quotes");
    }
}

// Where a comment begins inside the quotes of a condition, behind the bracket
// that is open; SIZE_MAX when none does. A value that begins with a quote is
// a text to YAML itself, and holds no comment.
static size_t
find_cutting_comment(const hf_yaml_trouble *trouble)
{
    char first = '\0'; // of the value at hand
    bool is_quoted = false;
    for (size_t at = (size_t)trouble->context + 1; at < trouble->at; at++) {
        char byte = byte_at(trouble, at);
        char before = byte_at(trouble, at - 1);
        bool is_text = is_quoted && (first == '"' || first == '\'');
        if (byte == '#' && hf_text_is_blank(before) && !is_text) {
            if (is_quoted) {
                return at;
            }
            while (at < trouble->at && byte_at(trouble, at) != '\n') {
                at++;
            }
            first = '\0';
        } else if (!is_text && (strchr("{[,\n", byte) ||
                                (hf_text_is_blank(byte) && before == ':'))) {
            first = '\0';
            is_quoted = false;
        } else if (!hf_text_is_blank(byte)) {
            first = first ? first : byte;
            is_quoted = is_quoted != (byte == '"');
        }
    }
    return SIZE_MAX;
}

static void
explain_open_bracket(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    size_t comment = find_cutting_comment(trouble);
    if (comment != SIZE_MAX) {
        hf_yaml_trouble there = *trouble;
        there.at = (uint32_t)comment;
        ask_for_quotes(&there, value_before(&there, comment),
                       "' #' begins a comment", findings);
        return;
    }
    char message[] = "this '?' is never closed";
    *strchr(message, '?') = byte_at(trouble, trouble->context);
    say(trouble, place(trouble, trouble->context, 1), message, NULL, findings);
}

// Inside { } or [ ] something else than `,` or the closing bracket came.
static void
explain_flow(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    char byte = byte_at(trouble, trouble->at);
    hf_view value = value_before(trouble, trouble->at);
    hf_view word = last_word(value);

    bool begins_line = line_before(trouble, trouble->at).ptr == value.ptr;
    if (byte == ':' && word.len > 0 && !has_odd_quotes(value) &&
        (value.len > word.len || begins_line)) {
        explain_missing_comma(trouble, word, begins_line, findings);
        return;
    }
    if (value.len > 0 && byte != '\0' && strchr("[{:", byte)) {
        char why[] = "inside { } and [ ] YAML takes '?' for itself";
        *strchr(why, '?') = byte;
        ask_for_quotes(trouble, value,
                       byte == ':' ? "YAML takes ': ' for a key" : why,
                       findings);
    } else if (byte == '\'' || byte == '"' || ends_in_quote(value)) {
        ask_for_quotes(trouble, value,
                       "a value that begins with a quote ends at the next one",
                       findings);
    } else if (byte == ']' || byte == '}') {
        if (hf_yaml_trouble_is_condition(value)) {
            ask_for_quotes(trouble, value,
                           "inside { } and [ ] YAML takes ']' and '}' for "
                           "itself",
                           findings);
            return;
        }
        say(trouble, place(trouble, trouble->at, 1),
            "this bracket does not close the one that is open", NULL, findings);
    } else {
        explain_open_bracket(trouble, findings);
    }
}

// Whether the line up to `text`'s end already has a `key: `.
static bool
has_key(hf_view text)
{
    for (size_t at = 0; at + 1 < text.len; at++) {
        if (text.ptr[at] == ':' && hf_text_is_blank(text.ptr[at + 1])) {
            return true;
        }
    }
    return false;
}

// A `: ` where no key can stand.
static void
explain_colon(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    hf_view line = line_before(trouble, trouble->at);
    if (has_key(line) || has_odd_quotes(line) ||
        hf_yaml_trouble_is_condition(line)) {
        ask_for_quotes(trouble, value_before(trouble, trouble->at),
                       "YAML takes ': ' for a key", findings);
        return;
    }
    size_t at = (size_t)(line.ptr - trouble->source->text.ptr);
    if (line.len > LONGEST_KEY) {
        say(trouble, place(trouble, (uint32_t)at, 1),
            "this key is longer than 1,024 characters", NULL, findings);
        return;
    }
    say(trouble, place(trouble, (uint32_t)at, (uint32_t)line.len),
        "this key is indented further than the line above it allows",
        "keys of one mapping begin in the same column", findings);
}

// A block of lines goes on with something that is no line of it.
static void
explain_block(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    hf_view line = line_before(trouble, trouble->at);
    char byte = byte_at(trouble, trouble->at);
    char last = line.len > 0 ? line.ptr[line.len - 1] : '\0';
    if (ends_in_quote(line)) {
        ask_for_quotes(trouble, value_before(trouble, trouble->at),
                       "a value that begins with a quote ends at the next one",
                       findings);
    } else if (byte != '\0' && strchr("]}", byte) &&
               !hf_yaml_trouble_is_condition(
                   value_before(trouble, trouble->at))) {
        say(trouble, place(trouble, trouble->at, 1),
            "this bracket closes nothing", NULL, findings);
    } else if (last == ']' || last == '}') {
        ask_for_quotes(trouble, line,
                       "a value that begins with a bracket ends at its "
                       "closing one",
                       findings);
    } else {
        say(trouble, place(trouble, trouble->at, 1),
            "this line is not indented like its neighbours",
            "keys of one mapping, and items of one list, begin in the same "
            "column",
            findings);
    }
}

// Something stands behind the end of the document.
static void
explain_end(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    say(trouble, place(trouble, trouble->at, 1),
        "the rules have ended before this line", NULL, findings);
}

static void
explain_token(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    char byte = byte_at(trouble, trouble->at);
    if (byte == '\t') {
        say(trouble, place(trouble, trouble->at, 1),
            "a TAB cannot indent a line", "use blanks", findings);
        return;
    }
    char message[] = "no text begins with '?' in YAML";
    *strchr(message, '?') = byte;
    say(trouble, place(trouble, trouble->at, 1), message,
        "put the text in quotes", findings);
}

static void
explain_escape(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    hf_finding *finding = hf_findings_add(
        findings, HF_CODE_YAML_ESCAPE, place(trouble, trouble->at, 2),
        "in double quotes YAML takes '\\' for itself");
    hf_findings_hint(findings, finding, "put the text in single quotes");
}

static void
explain_unclosed_quote(const hf_yaml_trouble *trouble,
                       handoff_findings *findings)
{
    uint32_t at =
        trouble->context != UINT32_MAX ? trouble->context : trouble->at;
    say(trouble, place(trouble, at, 1), "this quote is never closed", NULL,
        findings);
}

static void
explain_key(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    uint32_t at =
        trouble->context != UINT32_MAX ? trouble->context : trouble->at;
    uint32_t end = at;
    while (end < trouble->source->text.len && byte_at(trouble, end) != '\n' &&
           byte_at(trouble, end) != '\r') {
        end++;
    }
    say(trouble, place(trouble, at, end - at), "this line has no ': '",
        "write 'key: value'", findings);
}

static void
explain_control(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    hf_findings_add(findings, HF_CODE_CONTROL_CHARACTER,
                    place(trouble, trouble->at, 1),
                    "a control character stands here");
}

static void
explain_tag(const hf_yaml_trouble *trouble, handoff_findings *findings)
{
    uint32_t at =
        trouble->context != UINT32_MAX ? trouble->context : trouble->at;
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_YAML_TAG, place(trouble, at, 1),
                        "a tag cannot stand in a rule set");
    hf_findings_hint(findings, finding,
                     "write 'not' in a condition; put a text that begins "
                     "with '!' in quotes");
}

// How libyaml's problem, or the context it gives, begins: what it means.
static const struct {
    const char *problem;
    void (*explain)(const hf_yaml_trouble *, handoff_findings *);
} EXPLANATIONS[] = {
    {"did not find expected ',' or", explain_flow},
    {"mapping values are not allowed", explain_colon},
    {"did not find expected key", explain_block},
    {"did not find expected '-'", explain_block},
    {"did not find expected <document start>", explain_end},
    {"could not find expected ':'", explain_key},
    {"found character that cannot start any token", explain_token},
    {"found a tab character", explain_token},
    {"found unknown escape character", explain_escape},
    {"did not find expected hexdecimal number", explain_escape},
    {"found invalid Unicode character escape code", explain_escape},
    {"found unexpected end of stream", explain_unclosed_quote},
    {"found unexpected document indicator", explain_unclosed_quote},
    {"control characters are not allowed", explain_control},
    {"did not find expected tag URI", explain_tag},
    {"did not find the expected '!'", explain_tag},
    {"did not find expected '!'", explain_tag},
    {"did not find expected whitespace or line break", explain_tag},
    {"found undefined tag handle", explain_tag},
};

void
hf_yaml_trouble_explain(const hf_yaml_trouble *trouble,
                        handoff_findings *findings)
{
    for (size_t at = 0; at < COUNT(EXPLANATIONS); at++) {
        const char *start = EXPLANATIONS[at].problem;
        if (strncmp(trouble->problem, start, strlen(start)) == 0) {
            EXPLANATIONS[at].explain(trouble, findings);
            return;
        }
    }
    const char *message = "this cannot be read as YAML";
    const char *hint = "put a text that begins with one of "
                       "- ? : , [ ] { } # & * ! | > ' \" % @ in quotes";
    if (strncmp(trouble->problem, "did not find expected node content", 34) ==
        0) {
        message = "a value is missing here";
        hint = NULL;
    } else if (strncmp(trouble->problem, "block sequence entries", 22) == 0) {
        message = "a list item cannot begin here";
        hint = "an item stands on a line of its own: '- value'";
    }
    say(trouble, place(trouble, trouble->at, 1), message, hint, findings);
}
