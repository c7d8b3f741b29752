/*
 * The portable subset of regular expressions: pattern text -> tree in an
 * arena, with a finding at the exact place where the pattern is wrong. A
 * pattern that goes beyond the subset is marked with the reason, and where the
 * tree cannot say it at all the rest is left to PCRE2 to judge.
 *
 *     choice   = sequence { "|" sequence }
 *     sequence = { atom [ "?" | "*" | "+" | "{m}" | "{m,}" | "{m,n}" ] }
 *     atom     = "(" choice ")" | "[" class "]" | "." | "^" | "$" | character
 */
#include "plan/regex.h"

#include "base/attributes.h"
#include "base/utf8.h"
#include "plan/regex_set.h"

#include <string.h>

enum {
    PCRE2_COUNT = 65535 // what PCRE2 takes in {m,n}
};

typedef struct parser {
    hf_view text;
    size_t at;
    bool folds;
    bool has_tree; // false: stop, only PCRE2 can tell
    unsigned depth;
    hf_span span;
    hf_arena *arena;
    handoff_findings *findings;
    handoff_status status; // not HANDOFF_OK: stop
    const char *beyond;
    hf_span beyond_span;
} parser;

typedef struct chain {
    const hf_regex_node *node;
    struct chain *next;
} chain;

static const hf_regex_node *parse_choice(parser *p);

static bool
goes_on(const parser *p)
{
    return p->status == HANDOFF_OK && p->has_tree;
}

static int
peek(const parser *p, size_t ahead)
{
    return ahead < p->text.len - p->at
               ? (unsigned char)p->text.ptr[p->at + ahead]
               : -1;
}

static bool
is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

static bool
is_letter(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void
run_out(parser *p)
{
    p->status = HANDOFF_SYSTEM;
}

// The hint may be NULL.
static void
refuse(parser *p, hf_code code, size_t at, size_t len, const char *message,
       const char *hint)
{
    hf_span span = hf_regex_span(p->text, p->span, at, len);
    hf_finding *finding =
        hf_findings_add(p->findings, code, span, "%s", message);

    if (hint != NULL) {
        hf_findings_hint(p->findings, finding, "%s", hint);
    }
    p->status = HANDOFF_RULES;
}

// Not portable, but the tree still says it.
static void
go_beyond(parser *p, size_t at, size_t len, const char *reason)
{
    if (p->beyond == NULL) {
        p->beyond = reason;
        p->beyond_span = hf_regex_span(p->text, p->span, at, len);
    }
}

static void
give_up(parser *p, size_t at, size_t len, const char *reason)
{
    go_beyond(p, at, len, reason);
    p->has_tree = false;
}

// Passes a node on, but notices when there was no memory for it.
static hf_regex_node *
made(parser *p, hf_regex_node *node)
{
    if (node == NULL) {
        run_out(p);
    }
    return node;
}

static hf_regex_node *
new_node(parser *p, hf_regex_op op)
{
    hf_regex_node *node = made(p, hf_arena_zero(p->arena, 1, sizeof *node));

    if (node != NULL) {
        node->op = op;
    }
    return node;
}

static const hf_regex_node *
new_literal(parser *p, uint32_t code)
{
    hf_regex_node *node = new_node(p, HF_REGEX_LITERAL);

    if (node != NULL) {
        node->code = code;
    }
    return node;
}

// One node stands for itself, several get a parent.
static const hf_regex_node *
join(parser *p, hf_regex_op op, chain *first, uint32_t count)
{
    if (count == 1) {
        return first->node;
    }
    hf_regex_node *node = new_node(p, op);
    const hf_regex_node **args =
        hf_arena_zero(p->arena, count + 1, sizeof *args);
    if (node == NULL || args == NULL) {
        run_out(p);
        return NULL;
    }
    for (uint32_t i = 0; first != NULL; first = first->next) {
        args[i++] = first->node;
    }
    node->args = args;
    node->count = count;
    return node;
}

// ---- Classes ---------------------------------------------------------------

// The control characters that have a letter; 0 for other letters.
static uint32_t
control_of(int letter)
{
    switch (letter) {
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 'f':
        return '\f';
    case 'v':
        return '\v';
    default:
        return 0;
    }
}

static bool
is_named(int letter)
{
    return letter > 0 && strchr("dwsDWS", letter) != NULL;
}

// One end of a range, or a lone member. False: it was added whole, or parsing
// is over.
static bool
parse_member(parser *p, hf_regex_set *set, uint32_t *code)
{
    size_t start = p->at;

    if (peek(p, 0) != '\\') {
        *code = hf_utf8_next(p->text, &p->at);
        return true;
    }
    p->at++;
    int letter = peek(p, 0);
    if (letter < 0) {
        return false; // the class is never closed, the caller will see
    }
    if (is_named(letter)) {
        p->at++;
        hf_regex_set_add_named(set, letter);
        if ((letter & 32) == 0) {
            go_beyond(p, start, 2, "a negated escape in a class");
        }
        return false;
    }
    *code = control_of(letter);
    if (*code != 0) {
        p->at++;
        return true;
    }
    if (is_letter(letter) || is_digit(letter)) {
        give_up(p, start, 2, "an escape in a class");
        return false;
    }
    *code = hf_utf8_next(p->text, &p->at);
    return true;
}

// [:alpha:], [.x.] or [=x=] inside a class.
static bool
is_posix_class(const parser *p)
{
    int mark = peek(p, 1);

    if (peek(p, 0) != '[' || (mark != ':' && mark != '.' && mark != '=')) {
        return false;
    }
    for (size_t i = p->at + 2; i + 1 < p->text.len; i++) {
        if (p->text.ptr[i] == (char)mark && p->text.ptr[i + 1] == ']') {
            return true;
        }
        if (p->text.ptr[i] == ']' || p->text.ptr[i] == '\\') {
            return false;
        }
    }
    return false;
}

static void
parse_range(parser *p, hf_regex_set *set)
{
    size_t start = p->at;
    uint32_t low = 0, high = 0;

    if (is_posix_class(p)) {
        give_up(p, start, 2, "a POSIX class");
        return;
    }
    bool is_code = parse_member(p, set, &low);
    bool is_range =
        goes_on(p) && peek(p, 0) == '-' && peek(p, 1) >= 0 && peek(p, 1) != ']';
    if (!is_range) {
        if (is_code) {
            hf_regex_set_add(set, low, low);
        }
        return;
    }
    p->at++;
    is_code =
        (is_posix_class(p) || !parse_member(p, set, &high)) ? false : is_code;
    if (!goes_on(p)) {
        return;
    }
    if (!is_code) {
        refuse(p, HF_CODE_PATTERN_RANGE, start, p->at - start,
               "a range goes from a character to a character",
               "a '-' that is meant stands last or is written '\\-'");
    } else if (low > high) {
        refuse(p, HF_CODE_PATTERN_RANGE, start, p->at - start,
               "this range goes from a higher character to a lower one", NULL);
    } else {
        if (high >= 128) {
            go_beyond(p, start, p->at - start, "a range beyond ASCII");
        }
        hf_regex_set_add(set, low, high);
    }
}

// Not inlined: its set would stand on the stack once for every open bracket.
static HF_NOINLINE const hf_regex_node *
parse_class(parser *p)
{
    size_t start = p->at++;
    hf_regex_set set = {{0, 0}, 0, {{0, 0}}};
    bool is_negated = peek(p, 0) == '^';

    p->at += is_negated;
    for (bool is_first = true; is_first || peek(p, 0) != ']';
         is_first = false) {
        if (peek(p, 0) < 0) {
            refuse(p, HF_CODE_PATTERN_CLASS, start, p->text.len - start,
                   "this '[' has no ']'",
                   "a '[' that is meant is written '\\['");
            return NULL;
        }
        parse_range(p, &set);
        if (!goes_on(p)) {
            return NULL;
        }
    }
    p->at++;
    if (p->folds) {
        hf_regex_set_fold(&set);
    }
    hf_regex_node *node = hf_regex_set_node(&set, p->arena);
    if (node != NULL) {
        node->is_negated = is_negated;
    }
    return made(p, node);
}

// ---- Atoms -----------------------------------------------------------------

static const char *
reason_of_escape(int letter)
{
    if (letter >= '1' && letter <= '9') {
        return "a back-reference";
    }
    switch (letter) {
    case 'g':
    case 'k':
        return "a back-reference";
    case 'p':
    case 'P':
    case 'X':
        return "a Unicode property";
    case 'A':
    case 'G':
    case 'Z':
    case 'z':
        return "an anchor other than '^' and '$'";
    case 'Q':
    case 'E':
        return "quoting by '\\Q'";
    default:
        return "an escape other than \\d \\w \\s \\D \\W \\S \\b \\t \\n";
    }
}

static const hf_regex_node *
parse_escape(parser *p)
{
    size_t start = p->at++;
    int letter = peek(p, 0);

    if (letter < 0) {
        refuse(p, HF_CODE_PATTERN_ESCAPE, start, 1,
               "the pattern ends in a '\\' that escapes nothing",
               "a '\\' that is meant is written '\\\\'");
        return NULL;
    }
    if (is_named(letter)) {
        p->at++;
        return made(p, hf_regex_set_named(p->arena, letter));
    }
    if (letter == 'b') {
        p->at++;
        return new_node(p, HF_REGEX_WORD_EDGE);
    }
    uint32_t control = control_of(letter);
    if (control != 0) {
        p->at++;
        return new_literal(p, control);
    }
    if (is_letter(letter) || is_digit(letter)) {
        give_up(p, start, 2, reason_of_escape(letter));
        return NULL;
    }
    return new_literal(p, hf_utf8_next(p->text, &p->at));
}

// What stands behind `(?`.
static const char *
reason_of_group(const parser *p)
{
    switch (peek(p, 2)) {
    case '=':
    case '!':
        return "look-ahead";
    case '<':
        return peek(p, 3) == '=' || peek(p, 3) == '!' ? "look-behind"
                                                      : "a named group";
    case 'P':
    case '\'':
        return "a named group";
    case '>':
        return "an atomic group";
    case '#':
        return "a comment";
    case '(':
        return "a conditional group";
    default:
        return "flags or a special group";
    }
}

static const hf_regex_node *
parse_group(parser *p)
{
    size_t start = p->at;

    if (peek(p, 1) == '*' && is_letter(peek(p, 2))) {
        give_up(p, start, 2, "a verb of PCRE2");
        return NULL;
    }
    if (peek(p, 1) == '?' && peek(p, 2) != ':') {
        give_up(p, start, peek(p, 2) < 0 ? 2 : 3, reason_of_group(p));
        return NULL;
    }
    if (++p->depth > HF_REGEX_DEPTH) {
        refuse(p, HF_CODE_PATTERN_DEPTH, start, 1,
               "brackets are nested deeper than 100", NULL);
        return NULL;
    }
    p->at += peek(p, 1) == '?' ? 3 : 1;
    const hf_regex_node *node = parse_choice(p);
    if (!goes_on(p)) {
        return NULL;
    }
    if (peek(p, 0) != ')') {
        refuse(p, HF_CODE_PATTERN_BRACKET, start, 1, "this '(' has no ')'",
               "a '(' that is meant is written '\\('");
        return NULL;
    }
    p->at++;
    p->depth--;
    return node;
}

static const hf_regex_node *
parse_anchor(parser *p)
{
    bool is_start = peek(p, 0) == '^';

    if (p->at != (is_start ? 0 : p->text.len - 1)) {
        go_beyond(p, p->at, 1,
                  is_start ? "a '^' inside the pattern"
                           : "a '$' inside the pattern");
    }
    p->at++;
    return new_node(p, is_start ? HF_REGEX_START : HF_REGEX_END);
}

// ---- Repeats ---------------------------------------------------------------

// Digits, cut off far above what is allowed.
static uint32_t
read_count(const parser *p, size_t *ahead)
{
    uint32_t count = 0;

    for (; is_digit(peek(p, *ahead)); (*ahead)++) {
        count = count * 10 + (uint32_t)(peek(p, *ahead) - '0');
        count = count > PCRE2_COUNT ? PCRE2_COUNT + 1 : count;
    }
    return count;
}

// The bytes of a `{m}`, `{m,}`, `{m,n}` or `{,n}` here; 0 when it is none.
static size_t
measure_count(const parser *p, uint32_t *min, uint32_t *max)
{
    size_t ahead = 1;

    if (peek(p, 0) != '{') {
        return 0;
    }
    bool has_min = is_digit(peek(p, ahead));
    *min = *max = read_count(p, &ahead);
    if (peek(p, ahead) == ',') {
        ahead++;
        bool has_max = is_digit(peek(p, ahead));
        *max = read_count(p, &ahead);
        if (!has_min && !has_max) {
            return 0;
        }
        if (!has_max) {
            *max = HF_REGEX_NO_END;
        }
    } else if (!has_min) {
        return 0;
    }
    return peek(p, ahead) == '}' ? ahead + 1 : 0;
}

// The bytes of a repeat here; 0 when there is none.
static size_t
measure_repeat(const parser *p, uint32_t *min, uint32_t *max)
{
    *min = 0;
    *max = HF_REGEX_NO_END;
    switch (peek(p, 0)) {
    case '?':
        *max = 1;
        return 1;
    case '*':
        return 1;
    case '+':
        *min = 1;
        return 1;
    default:
        return measure_count(p, min, max);
    }
}

static void
check_counts(parser *p, size_t len, uint32_t min, uint32_t max)
{
    uint32_t most = max == HF_REGEX_NO_END ? min : max;

    if (peek(p, 0) == '{' && peek(p, 1) == ',') {
        refuse(p, HF_CODE_PATTERN_REPEAT, p->at, len,
               "this repeat does not say how often at least",
               "write '{0,' for none");
    } else if (min > max) {
        refuse(p, HF_CODE_PATTERN_REPEAT, p->at, len,
               "this repeat goes from a higher count to a lower one", NULL);
    } else if (most > PCRE2_COUNT) {
        refuse(p, HF_CODE_PATTERN_REPEAT, p->at, len,
               "a count is at most 65,535", NULL);
    } else if (most > HF_REGEX_COUNT) {
        go_beyond(p, p->at, len, "a count above 255");
    }
}

static const hf_regex_node *
parse_repeat(parser *p, const hf_regex_node *atom)
{
    uint32_t min, max;
    size_t start = p->at;
    size_t len = measure_repeat(p, &min, &max);

    if (len == 0) {
        return atom;
    }
    bool is_place = atom->op == HF_REGEX_START || atom->op == HF_REGEX_END ||
                    atom->op == HF_REGEX_WORD_EDGE;
    if (is_place && p->text.ptr[start - 1] != ')') {
        refuse(p, HF_CODE_PATTERN_REPEAT, start, len,
               "'^', '$' and '\\b' stand for a place and cannot be repeated",
               "a '^' or '$' that is meant is written '\\^' or '\\$'");
        return NULL;
    }
    check_counts(p, len, min, max);
    p->at += len;
    if (goes_on(p) && peek(p, 0) == '+') {
        give_up(p, start, len + 1, "a possessive repeat");
    }
    if (!goes_on(p)) {
        return NULL;
    }
    if (peek(p, 0) == '?') {
        // Only where a match ends differs, never whether there is one.
        go_beyond(p, start, len + 1, "a lazy repeat");
        p->at++;
    }
    hf_regex_node *node = new_node(p, HF_REGEX_REPEAT);
    const hf_regex_node **args = hf_arena_zero(p->arena, 1, sizeof *args);
    if (node == NULL || args == NULL) {
        run_out(p);
        return NULL;
    }
    args[0] = atom;
    node->args = args;
    node->count = 1;
    node->min = min;
    node->max = max;
    return node;
}

static const hf_regex_node *
parse_atom(parser *p)
{
    uint32_t min, max;
    size_t len = measure_repeat(p, &min, &max);

    if (len > 0) {
        refuse(p, HF_CODE_PATTERN_REPEAT, p->at, len,
               "there is nothing before this repeat that it could repeat",
               "if the character is meant, write a '\\' before it");
        return NULL;
    }
    switch (peek(p, 0)) {
    case '(':
        return parse_group(p);
    case '[':
        return parse_class(p);
    case '\\':
        return parse_escape(p);
    case '^':
    case '$':
        return parse_anchor(p);
    case '.':
        p->at++;
        return new_node(p, HF_REGEX_ANY);
    case '{':
        go_beyond(p, p->at, 1, "a '{' that begins no count; write '\\{'");
        break;
    default:
        break;
    }
    return new_literal(p, hf_utf8_next(p->text, &p->at));
}

// Append to a chain; false when parsing is over.
static bool
link_node(parser *p, chain ***end, uint32_t *count, const hf_regex_node *node)
{
    if (!goes_on(p)) {
        return false;
    }
    chain *link = hf_arena_zero(p->arena, 1, sizeof *link);
    if (link == NULL) {
        run_out(p);
        return false;
    }
    link->node = node;
    **end = link;
    *end = &link->next;
    (*count)++;
    return true;
}

static const hf_regex_node *
parse_sequence(parser *p)
{
    chain *first = NULL, **end = &first;
    uint32_t count = 0;

    while (peek(p, 0) >= 0 && peek(p, 0) != '|' && peek(p, 0) != ')') {
        const hf_regex_node *node = parse_atom(p);
        if (goes_on(p)) {
            node = parse_repeat(p, node);
        }
        if (!link_node(p, &end, &count, node)) {
            return NULL;
        }
    }
    return join(p, HF_REGEX_SEQUENCE, first, count);
}

static const hf_regex_node *
parse_choice(parser *p)
{
    chain *first = NULL, **end = &first;
    uint32_t count = 0;

    for (;;) {
        const hf_regex_node *node = parse_sequence(p);
        if (!link_node(p, &end, &count, node)) {
            return NULL;
        }
        if (peek(p, 0) != '|') {
            return join(p, HF_REGEX_CHOICE, first, count);
        }
        p->at++;
    }
}

handoff_status
hf_regex_parse(hf_view text, bool is_case_sensitive, hf_span span,
               hf_arena *arena, hf_regex *out, handoff_findings *findings)
{
    parser p = {.text = text,
                .folds = !is_case_sensitive,
                .has_tree = true,
                .span = span,
                .arena = arena,
                .findings = findings,
                .status = HANDOFF_OK};

    if (text.len > HF_REGEX_LENGTH) {
        hf_findings_add(findings, HF_CODE_PATTERN_LONG, span,
                        "a pattern has at most 1,024 bytes, this one has %zu",
                        text.len);
        return HANDOFF_RULES;
    }
    const hf_regex_node *root = parse_choice(&p);
    if (goes_on(&p) && peek(&p, 0) == ')') {
        refuse(&p, HF_CODE_PATTERN_BRACKET, p.at, 1, "this ')' has no '('",
               "a ')' that is meant is written '\\)'");
    }
    if (p.status != HANDOFF_OK) {
        return p.status;
    }
    *out = (hf_regex){.root = p.has_tree ? root : NULL,
                      .is_case_sensitive = is_case_sensitive,
                      .beyond = p.beyond,
                      .beyond_span = p.beyond_span};
    return HANDOFF_OK;
}
