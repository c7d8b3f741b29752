/*
 * What to say of a text that is no condition: which place is to blame, what
 * its author most likely meant, and how it is written here. The parser comes
 * with the token at which it gave up; one finding goes out.
 */
#include "rule/parse.h"

#include "base/nearest.h"
#include "rule/text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

hf_view
hf_parse_view(const hf_parse *parse, hf_token token)
{
    return hf_view_slice(parse->text, token.at, token.len);
}

hf_span
hf_parse_span(const hf_parse *parse, size_t at, size_t len)
{
    return hf_node_span(parse->node, at, len);
}

hf_expr *
hf_parse_refuse(hf_parse *parse, hf_finding *finding, const char *hint)
{
    parse->has_failed = true;
    if (hint) {
        hf_findings_hint(parse->findings, finding, "%s", hint);
    }
    return NULL;
}

hf_expr *
hf_parse_refuse_token(hf_parse *parse, hf_code code, hf_token token,
                      const char *message, const char *hint)
{
    hf_finding *finding =
        hf_findings_add(parse->findings, code,
                        hf_parse_token_span(parse, token), "%s", message);
    return hf_parse_refuse(parse, finding, hint);
}

// ---- Ends ------------------------------------------------------------------

// Where YAML ended a bare text at a sign of its own: a comma inside brackets,
// or a comment. SIZE_MAX when it did not.
static size_t
find_cut(const hf_parse *parse)
{
    const hf_node *node = parse->node;
    if (node->is_quoted || node->is_block || !node->span.source) {
        return SIZE_MAX;
    }
    hf_view file = node->span.source->text;
    size_t end = (size_t)node->span.at + node->span.len;
    size_t at = end;
    while (at < file.len && (file.ptr[at] == ' ' || file.ptr[at] == '\t')) {
        at++;
    }
    if (at < file.len && ((file.ptr[at] == '#' && at > end) ||
                          (file.ptr[at] == ',' && node->is_flow))) {
        return at;
    }
    return SIZE_MAX;
}

// Whether the text in quotes that begins at `at` has no end behind the cut
// either: the quotes in the rest of the line make pairs.
static bool
lacks_quote(const hf_parse *parse, size_t at, size_t cut)
{
    char quote = parse->text.ptr[at];
    if (quote != '"' && quote != '\'') {
        return false;
    }
    hf_view file = parse->node->span.source->text;
    size_t count = 0;
    for (; cut < file.len && file.ptr[cut] != '\n'; cut++) {
        count += file.ptr[cut] == quote;
    }
    return count % 2 == 0;
}

hf_expr *
hf_parse_refuse_unclosed(hf_parse *parse, size_t at, size_t len,
                         const char *what)
{
    size_t cut = find_cut(parse);
    bool is_missing = cut != SIZE_MAX && lacks_quote(parse, at, cut);
    if (cut == SIZE_MAX || is_missing) {
        hf_finding *finding = hf_findings_add(
            parse->findings, HF_CODE_NOT_CLOSED, hf_parse_span(parse, at, len),
            "%s is never closed", what);
        if (is_missing) {
            hf_findings_hint(parse->findings, finding,
                             "a closing %c is missing", parse->text.ptr[at]);
        }
        return hf_parse_refuse(parse, NULL, NULL);
    }
    const hf_source *source = parse->node->span.source;
    bool is_comment = source->text.ptr[cut] == '#';
    parse->is_cut = true;
    return hf_parse_refuse(
        parse,
        hf_findings_add(parse->findings, HF_CODE_QUOTE_CONDITION,
                        (hf_span){source, (uint32_t)cut, 1},
                        "put the condition in quotes: %s",
                        is_comment ? "' #' begins a comment"
                                   : "inside { } and [ ] YAML takes ',' for "
                                     "itself"),
        "single quotes around the whole value, as in 'country in [US, CA]'");
}

hf_expr *
hf_parse_refuse_end(hf_parse *parse, const char *wanted)
{
    if (hf_view_trim(parse->text).len == 0) {
        return hf_parse_refuse_token(parse, HF_CODE_UNEXPECTED, parse->now,
                                     "a condition or value is missing here",
                                     NULL);
    }
    hf_finding *finding = hf_findings_add(
        parse->findings, HF_CODE_UNEXPECTED,
        hf_parse_token_span(parse, parse->last), "%s is missing behind '%.*s'",
        wanted, HF_SHOWN(hf_parse_view(parse, parse->last)));
    return hf_parse_refuse(parse, finding, NULL);
}

// ---- Signs and words of other languages ------------------------------------

static const struct {
    const char *sign;
    const char *hint;
    hf_code code;
} SIGNS[] = {
    {"==", "write '='", HF_CODE_OPERATOR_SPELLING},
    {"===", "write '='", HF_CODE_OPERATOR_SPELLING},
    {"<>", "write '!='", HF_CODE_OPERATOR_SPELLING},
    {"!==", "write '!='", HF_CODE_OPERATOR_SPELLING},
    {"=<", "write '<='", HF_CODE_OPERATOR_SPELLING},
    {"=>", "write '>='", HF_CODE_OPERATOR_SPELLING},
    {"=~", "write 'matches /pattern/'", HF_CODE_OPERATOR_SPELLING},
    {"~", "write 'matches /pattern/'", HF_CODE_OPERATOR_SPELLING},
    {"&&", "write 'and'", HF_CODE_OPERATOR_SPELLING},
    {"&", "write 'and'", HF_CODE_OPERATOR_SPELLING},
    {"||", "write 'or'", HF_CODE_OPERATOR_SPELLING},
    {"|", "write 'or'", HF_CODE_OPERATOR_SPELLING},
    {"!", "write 'not'", HF_CODE_OPERATOR_SPELLING},
    {"/", "there is no division", HF_CODE_OPERATOR_SPELLING},
    {"%", "write the figure alone", HF_CODE_BAD_NUMBER},
    {"$", "write the figure alone, as in 2.5M", HF_CODE_BAD_NUMBER},
    {"\xe2\x82\xac", "write the figure alone, as in 2.5M", HF_CODE_BAD_NUMBER},
    {"\xc2\xa3", "write the figure alone, as in 2.5M", HF_CODE_BAD_NUMBER},
    {".", "names have no '.', and numbers a digit on both sides of it",
     HF_CODE_UNEXPECTED},
    {"\xe2\x89\xa5", "write '>='", HF_CODE_OPERATOR_SPELLING},
    {"\xe2\x89\xa4", "write '<='", HF_CODE_OPERATOR_SPELLING},
    {"\xe2\x89\xa0", "write '!='", HF_CODE_OPERATOR_SPELLING},
    {"\xe2\x80\x9c", "type straight quotes: \"text\"", HF_CODE_SMART_QUOTES},
    {"\xe2\x80\x9d", "type straight quotes: \"text\"", HF_CODE_SMART_QUOTES},
    {"\xe2\x80\x9e", "type straight quotes: \"text\"", HF_CODE_SMART_QUOTES},
    {"\xe2\x80\x98", "type straight quotes: 'text'", HF_CODE_SMART_QUOTES},
    {"\xe2\x80\x99", "type straight quotes: 'text'", HF_CODE_SMART_QUOTES},
    {"\xc2\xab", "type straight quotes: \"text\"", HF_CODE_SMART_QUOTES},
    {"\xc2\xbb", "type straight quotes: \"text\"", HF_CODE_SMART_QUOTES},
    {"`", "type straight quotes: \"text\"", HF_CODE_SMART_QUOTES},
    {"\xc2\xa0", "this is a no-break space: type a blank", HF_CODE_UNEXPECTED},
};

static hf_expr *
refuse_sign(hf_parse *parse)
{
    hf_view sign = hf_parse_view(parse, parse->now);
    hf_span span = hf_parse_token_span(parse, parse->now);
    for (size_t at = 0; at < COUNT(SIGNS); at++) {
        if (!hf_view_equal(sign, hf_view_of(SIGNS[at].sign))) {
            continue;
        }
        hf_finding *finding =
            hf_findings_add(parse->findings, SIGNS[at].code, span,
                            "'%.*s' cannot stand here", HF_SHOWN(sign));
        return hf_parse_refuse(parse, finding, SIGNS[at].hint);
    }
    bool is_foreign = (unsigned char)sign.ptr[0] >= 0x80;
    hf_finding *finding =
        hf_findings_add(parse->findings, HF_CODE_UNEXPECTED, span,
                        "'%.*s' cannot stand here", HF_SHOWN(sign));
    return hf_parse_refuse(parse, finding,
                           is_foreign ? "names are ASCII letters, digits and "
                                        "'_'; text stands in quotes"
                                      : NULL);
}

static const struct {
    hf_view word;
    const char *hint;
} WORDS[] = {
    {HF_VIEW("like"), "write 'contains \"text\"' or 'matches /pattern/'"},
    {HF_VIEW("ilike"), "write 'contains \"text\"' or 'matches /pattern/'"},
    {HF_VIEW("rlike"), "write 'matches /pattern/'"},
    {HF_VIEW("regexp"), "write 'matches /pattern/'"},
    {HF_VIEW("equals"), "write '='"},
    {HF_VIEW("eq"), "write '='"},
    {HF_VIEW("ne"), "write '!='"},
    {HF_VIEW("gt"), "write '>'"},
    {HF_VIEW("gte"), "write '>='"},
    {HF_VIEW("lt"), "write '<'"},
    {HF_VIEW("lte"), "write '<='"},
    {HF_VIEW("includes"), "write 'contains' for text, 'has' for a set"},
    {HF_VIEW("contain"), "write 'contains'"},
    {HF_VIEW("startswith"), "write 'starts with'"},
    {HF_VIEW("starts_with"), "write 'starts with'"},
    {HF_VIEW("begins"), "write 'starts with'"},
    {HF_VIEW("endswith"), "write 'ends with'"},
    {HF_VIEW("ends_with"), "write 'ends with'"},
    {HF_VIEW("exists"), "write 'is not missing'"},
    {HF_VIEW("isnull"), "write 'is missing'"},
    {HF_VIEW("xor"), "there are 'and', 'or' and 'not'"},
    {HF_VIEW("newer"), "write 'within 30d'"},
};

// A word of the grammar in upper case, at `token`.
static bool
refuse_case(hf_parse *parse, hf_token token)
{
    if (token.kind != HF_TOKEN_NAME) {
        return false;
    }
    hf_view word = hf_parse_view(parse, token);
    size_t count;
    const hf_view *words = hf_expr_words(&count);
    for (size_t at = 0; at < count; at++) {
        if (hf_view_equal_fold(word, words[at]) && hf_expr_is_word(words[at]) &&
            !hf_expr_is_word(word)) {
            hf_finding *finding = hf_findings_add(
                parse->findings, HF_CODE_WORD_CASE,
                hf_parse_token_span(parse, token),
                "'%.*s' is no word of the conditions", HF_SHOWN(word));
            hf_findings_hint(parse->findings, finding, "write '%.*s'",
                             HF_SHOWN(words[at]));
            hf_parse_refuse(parse, NULL, NULL);
            return true;
        }
    }
    return false;
}

static bool
refuse_foreign_word(hf_parse *parse, hf_view word)
{
    for (size_t at = 0; at < COUNT(WORDS); at++) {
        if (hf_view_equal_fold(word, WORDS[at].word)) {
            hf_finding *finding = hf_findings_add(
                parse->findings, HF_CODE_OPERATOR_SPELLING,
                hf_parse_token_span(parse, parse->now),
                "'%.*s' is no word of the conditions", HF_SHOWN(word));
            hf_parse_refuse(parse, finding, WORDS[at].hint);
            return true;
        }
    }
    return false;
}

// ---- Values ----------------------------------------------------------------

hf_expr *
hf_parse_refuse_value(hf_parse *parse)
{
    hf_token now = parse->now;
    if (now.kind == HF_TOKEN_END) {
        return hf_parse_refuse_end(parse, "a value");
    }
    if (now.kind == HF_TOKEN_OTHER) {
        return refuse_sign(parse);
    }
    const char *hint = NULL;
    if (now.kind == HF_TOKEN_BRACKET) {
        hint = "a list stands only behind 'in', 'any of' and 'all of'";
    } else if (now.kind == HF_TOKEN_SLASH) {
        hint = "a pattern stands only behind 'matches'";
    } else if (hf_parse_at_word(parse, "not")) {
        hint = "put 'not' before the whole test, as in 'not a = b'";
    } else if (now.kind == HF_TOKEN_NAME) {
        hint = "this is a word of the conditions; text stands in quotes";
    }
    hf_finding *finding = hf_findings_add(
        parse->findings, HF_CODE_UNEXPECTED, hf_parse_token_span(parse, now),
        "a value is expected here, not '%.*s'",
        HF_SHOWN(hf_parse_view(parse, now)));
    return hf_parse_refuse(parse, finding, hint);
}

hf_expr *
hf_parse_refuse_number(hf_parse *parse, hf_token token)
{
    hf_view text = hf_parse_view(parse, token);
    const char *hint = "a number has at most 6 decimals, may hold '_' and end "
                       "in K, M or B, and is below 9,000,000,000,000";
    size_t digits = 0;
    while (digits < text.len && hf_text_is_digit(text.ptr[digits])) {
        digits++;
    }
    char last = text.ptr[text.len - 1];
    if (digits + 1 == text.len && strchr("mhdw", last)) {
        hint = "a duration stands only behind 'within' and 'older than'; "
               "millions are M";
    } else if (strchr("kmb", last)) {
        hint = "K, M and B are upper case";
    } else if (digits < text.len && strchr("eE", text.ptr[digits])) {
        hint = "there are no exponents: write 1_000 or 1K";
    }
    hf_finding *finding = hf_findings_add(
        parse->findings, HF_CODE_BAD_NUMBER, hf_parse_token_span(parse, token),
        "'%.*s' is no number", HF_SHOWN(text));
    return hf_parse_refuse(parse, finding, hint);
}

hf_expr *
hf_parse_refuse_date(hf_parse *parse, hf_token token)
{
    hf_finding *finding = hf_findings_add(
        parse->findings, HF_CODE_BAD_DATE, hf_parse_token_span(parse, token),
        "'%.*s' is no date", HF_SHOWN(hf_parse_view(parse, token)));
    return hf_parse_refuse(parse, finding,
                           "dates are written 2026-01-31 or "
                           "2026-01-31T09:00:00Z, and have to exist");
}

// Digits with a unit that is none of ours, perhaps as a word of its own.
static void
hint_duration(hf_parse *parse, hf_finding *finding, hf_view digits,
              hf_view unit)
{
    char first = unit.len > 0 ? unit.ptr[0] : '\0';
    if (first == '\0') {
        hf_findings_hint(parse->findings, finding,
                         "the unit is missing: '%.*sd' for days",
                         HF_SHOWN(digits));
    } else if (strchr("yYqQM", first) ||
               hf_view_starts_fold(unit, HF_VIEW("mo"))) {
        hf_findings_hint(parse->findings, finding,
                         "months and years differ in length: write days, as "
                         "in 30d or 365d");
    } else if (strchr("dDhHwWm", first)) {
        hf_findings_hint(parse->findings, finding, "write '%.*s%c'",
                         HF_SHOWN(digits), first >= 'a' ? first : first + 32);
    } else {
        hf_findings_hint(parse->findings, finding,
                         "durations are 90m, 12h, 30d or 6w");
    }
}

hf_expr *
hf_parse_refuse_duration(hf_parse *parse)
{
    if (parse->now.kind == HF_TOKEN_END) {
        return hf_parse_refuse_end(parse, "a duration such as 30d");
    }
    hf_token token = parse->now;
    hf_view text = hf_parse_view(parse, token);
    size_t len = 0;
    while (len < text.len && hf_text_is_digit(text.ptr[len])) {
        len++;
    }
    hf_view digits = hf_view_slice(text, 0, len);
    hf_view unit = hf_view_slice(text, len, text.len - len);
    hf_token next = hf_lexer_token(parse->text, token.at + token.len);
    if (len > 0 && unit.len == 0 && next.kind == HF_TOKEN_NAME &&
        !hf_expr_is_word(hf_parse_view(parse, next))) {
        unit = hf_parse_view(parse, next);
        token.len = next.at + next.len - token.at;
        text = hf_parse_view(parse, token);
    }
    hf_finding *finding =
        hf_findings_add(parse->findings, HF_CODE_BAD_DURATION,
                        hf_parse_token_span(parse, token),
                        "'%.*s' is no duration", HF_SHOWN(text));
    if (len > 0) {
        hint_duration(parse, finding, digits, unit);
    } else {
        hf_findings_hint(parse->findings, finding,
                         "durations are 90m, 12h, 30d or 6w");
    }
    return hf_parse_refuse(parse, NULL, NULL);
}

// ---- Functions, `is`, sets -------------------------------------------------

static const struct {
    hf_view word, ours;
} FUNCTIONS[] = {
    {HF_VIEW("min"), HF_VIEW("least")},
    {HF_VIEW("max"), HF_VIEW("greatest")},
    {HF_VIEW("len"), HF_VIEW("length")},
    {HF_VIEW("lcase"), HF_VIEW("lower")},
    {HF_VIEW("ifnull"), HF_VIEW("coalesce")},
    {HF_VIEW("nvl"), HF_VIEW("coalesce")},
    {HF_VIEW("vlookup"), HF_VIEW("lookup")},
    {HF_VIEW("datediff"), HF_VIEW("days_between")},
    {HF_VIEW("age"), HF_VIEW("days_since")},
};

hf_expr *
hf_parse_refuse_function(hf_parse *parse, hf_token token)
{
    if (refuse_case(parse, token)) {
        return NULL;
    }
    hf_view name = hf_parse_view(parse, token);
    size_t count;
    const hf_view *functions = hf_expr_functions(&count);
    hf_view nearest = {0};
    for (size_t at = 0; at < COUNT(FUNCTIONS); at++) {
        if (hf_view_equal_fold(name, FUNCTIONS[at].word)) {
            nearest = FUNCTIONS[at].ours;
        }
    }
    if (nearest.len == 0) {
        nearest = hf_nearest(name, functions, count);
    }
    hf_finding *finding =
        hf_findings_add(parse->findings, HF_CODE_UNKNOWN_FUNCTION,
                        hf_parse_token_span(parse, token),
                        "no function is called '%.*s'", HF_SHOWN(name));
    if (nearest.len > 0) {
        hf_findings_hint(parse->findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
    } else {
        hf_findings_hint(parse->findings, finding,
                         "a name is a function where '(' follows it");
    }
    return hf_parse_refuse(parse, NULL, NULL);
}

hf_expr *
hf_parse_refuse_is(hf_parse *parse)
{
    static const hf_view EMPTY[] = {
        HF_VIEW("null"),  HF_VIEW("none"),  HF_VIEW("nil"),
        HF_VIEW("empty"), HF_VIEW("blank"), HF_VIEW("unknown"),
        HF_VIEW("unset"),
    };
    bool is_negated =
        parse->last.kind == HF_TOKEN_NOT_EQUAL ||
        hf_view_equal(hf_parse_view(parse, parse->last), HF_VIEW("not"));
    if (parse->now.kind == HF_TOKEN_END) {
        return hf_parse_refuse_end(parse, "'missing'");
    }
    hf_view word = hf_parse_view(parse, parse->now);
    bool is_empty = false;
    for (size_t at = 0; at < COUNT(EMPTY); at++) {
        is_empty = is_empty || hf_view_equal_fold(word, EMPTY[at]);
    }
    hf_finding *finding = hf_findings_add(
        parse->findings, HF_CODE_MISSING_TEST,
        hf_parse_token_span(parse, parse->now),
        "'missing' is expected here, not '%.*s'", HF_SHOWN(word));
    const char *hint =
        is_negated ? "write 'is not missing'" : "write 'is missing'";
    if (!is_empty) {
        hint = is_negated ? "write '!=' to compare, or 'is not missing'"
                          : "write '=' to compare, or 'is missing'";
    }
    return hf_parse_refuse(parse, finding, hint);
}

hf_expr *
hf_parse_refuse_set(hf_parse *parse)
{
    if (parse->now.kind == HF_TOKEN_END) {
        return hf_parse_refuse_end(parse, "a list");
    }
    return hf_parse_refuse_token(
        parse, HF_CODE_BAD_SET, parse->now,
        "the name of a list or values in [ ] are expected here",
        "write 'in competitors' or 'in [US, CA]'");
}

// ---- What follows the end --------------------------------------------------

// Bare words in a row are most likely a text that lacks its quotes.
static hf_expr *
refuse_words(hf_parse *parse)
{
    size_t start = parse->last.at;
    size_t end = parse->now.at + parse->now.len;
    for (;;) {
        hf_token next = hf_lexer_token(parse->text, end);
        if (next.kind != HF_TOKEN_NAME ||
            hf_expr_is_word(hf_parse_view(parse, next))) {
            break;
        }
        end = next.at + next.len;
    }
    hf_view words = hf_view_slice(parse->text, start, end - start);
    hf_finding *finding =
        hf_findings_add(parse->findings, HF_CODE_TEXT_UNQUOTED,
                        hf_parse_span(parse, start, end - start),
                        "'%.*s' stands without quotes", HF_SHOWN(words));
    hf_findings_hint(parse->findings, finding, "write \"%.*s\"",
                     HF_SHOWN(words));
    return hf_parse_refuse(parse, NULL, NULL);
}

static hf_expr *
refuse_word(hf_parse *parse)
{
    hf_view word = hf_parse_view(parse, parse->now);
    if (refuse_case(parse, parse->now) || refuse_case(parse, parse->last) ||
        refuse_foreign_word(parse, word)) {
        return NULL;
    }
    bool is_word = hf_expr_is_word(word);
    if (!is_word && parse->last.kind == HF_TOKEN_NAME &&
        !hf_expr_is_word(hf_parse_view(parse, parse->last))) {
        size_t count;
        const hf_view *words = hf_expr_words(&count);
        hf_view nearest = hf_nearest(word, words, count);
        if (nearest.len < 4) {
            return refuse_words(parse);
        }
        hf_finding *finding = hf_findings_add(
            parse->findings, HF_CODE_UNEXPECTED,
            hf_parse_token_span(parse, parse->now),
            "'%.*s' is no word of the conditions", HF_SHOWN(word));
        hf_findings_hint(parse->findings, finding, "did you mean '%.*s'?",
                         HF_SHOWN(nearest));
        return hf_parse_refuse(parse, NULL, NULL);
    }
    hf_finding *finding =
        hf_findings_add(parse->findings, HF_CODE_UNEXPECTED,
                        hf_parse_token_span(parse, parse->now),
                        "'%.*s' cannot stand here", HF_SHOWN(word));
    return hf_parse_refuse(parse, finding,
                           is_word ? NULL : "join tests with 'and' or 'or'");
}

// `01/31/2026`, from its first slash.
static bool
is_foreign_date(const hf_parse *parse)
{
    hf_token now = parse->now;
    hf_token middle = hf_lexer_token(parse->text, now.at + now.len);
    hf_token slash = hf_lexer_token(parse->text, middle.at + middle.len);
    return parse->last.kind == HF_TOKEN_NUMBER && now.kind == HF_TOKEN_SLASH &&
           middle.kind == HF_TOKEN_NUMBER && slash.kind == HF_TOKEN_SLASH;
}

hf_expr *
hf_parse_refuse_rest(hf_parse *parse)
{
    hf_token now = parse->now;
    hf_token last = parse->last;
    const char *hint = "join tests with 'and' or 'or'";

    if (now.kind == HF_TOKEN_NAME) {
        return refuse_word(parse);
    }
    if (now.kind == HF_TOKEN_UNCLOSED_TEXT) {
        return hf_parse_refuse_unclosed(parse, now.at, now.len, "this text");
    }
    if (is_foreign_date(parse)) {
        return hf_parse_refuse_token(parse, HF_CODE_BAD_DATE, last,
                                     "this is no date of a condition",
                                     "dates are written 2026-01-31");
    }
    if (now.kind == HF_TOKEN_OTHER || now.kind == HF_TOKEN_SLASH) {
        return refuse_sign(parse);
    }
    if (refuse_case(parse, last)) {
        return NULL;
    }
    if (now.kind == HF_TOKEN_CLOSE || now.kind == HF_TOKEN_CLOSE_BRACKET) {
        return hf_parse_refuse_token(parse, HF_CODE_UNEXPECTED, now,
                                     "this bracket closes nothing", NULL);
    }
    if (now.kind == HF_TOKEN_COMMA) {
        hint = last.kind == HF_TOKEN_NUMBER
                   ? "write 1_000 or 1000, without a ','"
                   : NULL;
    } else if (now.kind == HF_TOKEN_NUMBER && last.kind == HF_TOKEN_DATE) {
        hint = "write '2026-01-31T09:00:00Z' for a date with a time";
    } else if (now.kind == HF_TOKEN_MINUS) {
        hint = "names hold '_' but no '-'";
    } else if (last.kind == HF_TOKEN_NAME) {
        hint = "an operator such as '=' is missing before it";
    }
    hf_finding *finding = hf_findings_add(
        parse->findings, HF_CODE_UNEXPECTED, hf_parse_token_span(parse, now),
        "'%.*s' cannot stand here", HF_SHOWN(hf_parse_view(parse, now)));
    return hf_parse_refuse(parse, finding, hint);
}
