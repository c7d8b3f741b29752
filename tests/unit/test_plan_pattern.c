/*
 * What patterns match. Beside single cases, random patterns and texts are
 * searched by PCRE2 and by a matcher that is slow and plainly right: it
 * follows the tree with the set of all places that a match may have reached.
 */
#include "testing.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "plan/pattern.h"

typedef struct fixture {
    hf_arena arena;
    handoff_findings *findings;
    hf_pattern_matcher *matcher;
} fixture;

static int
set_up(void **state)
{
    static fixture f;

    f = (fixture){.findings = handoff_findings_new(),
                  .matcher = hf_pattern_matcher_new()};
    *state = &f;
    return f.findings == NULL || f.matcher == NULL;
}

static int
tear_down(void **state)
{
    fixture *f = *state;

    handoff_findings_free(f->findings);
    hf_pattern_matcher_free(f->matcher);
    hf_arena_clear(&f->arena);
    return 0;
}

static hf_pattern *
compile(fixture *f, const char *pattern, bool is_case_sensitive)
{
    hf_pattern *compiled = NULL;
    handoff_status status =
        hf_pattern_new(hf_view_of(pattern), is_case_sensitive, (hf_span){0},
                       &f->arena, &compiled, f->findings);

    if (status != HANDOFF_OK) {
        fail_msg("/%s/ does not compile", pattern);
    }
    return compiled;
}

static int
find(fixture *f, const char *pattern, const char *text)
{
    hf_pattern *compiled = compile(f, pattern, false);
    int found = hf_pattern_find(f->matcher, compiled, hf_view_of(text));

    hf_pattern_free(compiled);
    return found;
}

// ---- Single cases ----------------------------------------------------------

#define KELVIN "\xe2\x84\xaa"
#define LONG_S "\xc5\xbf"

static void
a_pattern_is_found_anywhere_in_either_case(void **state)
{
    assert_int_equal(find(*state, "\\bvp\\b", "Senior VP, Sales"), 1);
    assert_int_equal(find(*state, "\\bvp\\b", "MVP"), 0);
    assert_int_equal(find(*state, "^vp", "a vp"), 0);
    assert_int_equal(find(*state, "", ""), 1);
    assert_int_equal(find(*state, "^$", ""), 1);
    assert_int_equal(find(*state, "a", ""), 0);
}

static void
slash_c_keeps_the_case(void **state)
{
    fixture *f = *state;
    hf_pattern *pattern = compile(f, "Vp[a-c]", true);

    assert_int_equal(hf_pattern_find(f->matcher, pattern, HF_VIEW("xVpa")), 1);
    assert_int_equal(hf_pattern_find(f->matcher, pattern, HF_VIEW("xvpa")), 0);
    assert_int_equal(hf_pattern_find(f->matcher, pattern, HF_VIEW("xVpA")), 0);
    hf_pattern_free(pattern);
}

static void
the_kelvin_sign_and_the_long_s_are_no_letters_of_ascii(void **state)
{
    static const char *patterns[] = {"k",      "[k]",        "[j-l]",
                                     "(?=k)k", "(?=.)[j-l]", "\\Qk\\E"};

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        assert_int_equal(find(*state, patterns[i], KELVIN), 0);
        assert_int_equal(find(*state, patterns[i], "K"), 1);
    }
    assert_int_equal(find(*state, "s", LONG_S), 0);
    assert_int_equal(find(*state, "(?!k)s", LONG_S), 0);
    assert_int_equal(find(*state, "[^k]", KELVIN), 1);
    assert_int_equal(find(*state, "\\w", KELVIN), 0);
    assert_int_equal(find(*state, KELVIN, "k"), 0);
}

static void
letters_beyond_ascii_keep_their_case(void **state)
{
    assert_int_equal(find(*state, "\xc3\xa9", "\xc3\x89"), 0);
    assert_int_equal(find(*state, "(?=.)\xc3\xa9", "\xc3\x89"), 0);
    assert_int_equal(find(*state, "^.$", "\xc3\x89"), 1);
    assert_int_equal(find(*state, "\xc3\x89\\b", "\xc3\x89"), 0);
}

static void
the_end_is_the_very_end_and_a_dot_no_line_end(void **state)
{
    assert_int_equal(find(*state, "a$", "a\n"), 0);
    assert_int_equal(find(*state, "(?=a)a$", "a\n"), 0);
    assert_int_equal(find(*state, "a.b", "a\nb"), 0);
    assert_int_equal(find(*state, "a.b", "a\rb"), 1);
    assert_int_equal(find(*state, "^b", "a\nb"), 0);
    assert_int_equal(find(*state, "a[^x]b", "a\nb"), 1);
}

static void
patterns_beyond_the_subset_run(void **state)
{
    fixture *f = *state;

    assert_int_equal(find(f, "^(?!.*assistant).*sales", "Sales Lead"), 1);
    assert_int_equal(find(f, "^(?!.*assistant).*sales", "Sales Assistant"), 0);
    assert_int_equal(find(f, "(.)\\1", "book"), 1);
    assert_int_equal(find(f, "(a)\\1", "aA"), 1);
    assert_int_equal(find(f, "^\\p{Lu}", "\xc3\x89t\xc3\xa9"), 1);
    assert_int_equal(find(f, "^\\p{Lu}", "\xc3\xa9t\xc3\xa9"), 0);
    assert_int_equal(find(f, "(?-i)a", "A"), 0);

    hf_pattern *pattern = compile(f, "a(?=b)", false);
    assert_false(hf_pattern_is_portable(pattern));
    assert_string_equal(hf_pattern_reason(pattern), "look-ahead");
    hf_pattern_note(pattern, f->findings);
    assert_int_equal(handoff_findings_count(f->findings, HANDOFF_NOTE), 1);
    hf_pattern_free(pattern);
}

static void
what_pcre2_refuses_is_shown_in_the_authors_words(void **state)
{
    fixture *f = *state;
    hf_pattern *pattern = NULL;
    hf_view text = HF_VIEW("/sales(?=x)\\y/");
    hf_source *source = hf_source_new("rules.yaml", text);
    hf_span span = {source, 0, (uint32_t)text.len};

    assert_int_equal(hf_pattern_new(hf_view_slice(text, 1, text.len - 2), false,
                                    span, &f->arena, &pattern, f->findings),
                     HANDOFF_RULES);
    assert_null(pattern);
    hf_finding found = f->findings->items[0];
    assert_int_equal(found.code, HF_CODE_PATTERN_REFUSED);
    assert_int_equal(found.span.at, 11);
    assert_int_equal(found.span.len, 2);
    assert_int_equal(hf_pattern_new(HF_VIEW("((a{200}){200}){200}"), false,
                                    span, &f->arena, &pattern, f->findings),
                     HANDOFF_RULES);
    assert_int_equal(f->findings->items[0].code, HF_CODE_PATTERN_LARGE);
    f->findings->count = 0;
    hf_source_free(source);
}

static void
a_limit_is_an_error_and_no_quiet_no(void **state)
{
    char text[4096];

    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_int_equal(find(*state, "(a+)+[^a]$", text), -1);
    assert_int_equal(find(*state, "(*NO_JIT)(a+)+[^a]$", text), -1);
    assert_int_equal(find(*state, "a+$", text), 1);
    assert_int_equal(find(*state, "(*NO_JIT)(?:a|b)+$", text), 1);
}

static void
failing_memory_is_reported(void **state)
{
    static const char *patterns[] = {"(vp|head of)[a-z]+", "(?=a)a\\Qb\\E"};
    fixture *f = *state;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        handoff_status status = HANDOFF_SYSTEM;
        for (unsigned long nth = 1; status != HANDOFF_OK; nth++) {
            hf_pattern *pattern = NULL;
            hf_memory_fail_at(nth);
            status =
                hf_pattern_new(hf_view_of(patterns[i]), false, (hf_span){0},
                               &f->arena, &pattern, f->findings);
            hf_memory_fail_at(0);
            assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
            assert_true((status == HANDOFF_OK) == (pattern != NULL));
            hf_pattern_free(pattern);
            hf_arena_clear(&f->arena);
        }
    }
    hf_pattern_matcher *matcher = NULL;
    for (unsigned long nth = 1; matcher == NULL; nth++) {
        hf_memory_fail_at(nth);
        matcher = hf_pattern_matcher_new();
        hf_memory_fail_at(0);
    }
    hf_pattern_matcher_free(matcher);
}

// ---- The slow matcher ------------------------------------------------------

enum {
    PLACES = 16 // in a text of at most PLACES - 1 code points
};

typedef struct places {
    bool at[PLACES];
} places;

typedef struct walk {
    uint32_t text[PLACES];
    size_t len;
    bool folds;
} walk;

static bool
is_ascii_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

static bool
is_same(const walk *w, uint32_t a, uint32_t b)
{
    return a == b || (w->folds && is_ascii_letter(a) && is_ascii_letter(b) &&
                      (a | 32) == (b | 32));
}

static bool
is_word(const walk *w, size_t at)
{
    return at < w->len &&
           (is_ascii_letter(w->text[at]) ||
            (w->text[at] >= '0' && w->text[at] <= '9') || w->text[at] == '_');
}

static bool
takes(const walk *w, const hf_regex_node *node, uint32_t code)
{
    if (node->op == HF_REGEX_LITERAL) {
        return is_same(w, node->code, code);
    }
    if (node->op == HF_REGEX_ANY) {
        return code != '\n';
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (code >= node->ranges[i].low && code <= node->ranges[i].high) {
            return !node->is_negated;
        }
    }
    return node->is_negated;
}

static places
unite(places a, places b)
{
    for (size_t i = 0; i < PLACES; i++) {
        a.at[i] |= b.at[i];
    }
    return a;
}

// From which of `from` a node of no width is true.
static places
stay(const walk *w, hf_regex_op op, places from)
{
    for (size_t i = 0; i <= w->len; i++) {
        bool is_edge = (i > 0 && is_word(w, i - 1)) != is_word(w, i);
        from.at[i] &= op == HF_REGEX_START ? i == 0
                      : op == HF_REGEX_END ? i == w->len
                                           : is_edge;
    }
    return from;
}

// Where `node` can end when it begins at any of `from`.
static places
step(const walk *w, const hf_regex_node *node, places from)
{
    places to = {{false}};

    switch (node->op) {
    case HF_REGEX_LITERAL:
    case HF_REGEX_SET:
    case HF_REGEX_ANY:
        for (size_t i = 0; i < w->len; i++) {
            to.at[i + 1] = from.at[i] && takes(w, node, w->text[i]);
        }
        return to;
    case HF_REGEX_START:
    case HF_REGEX_END:
    case HF_REGEX_WORD_EDGE:
        return stay(w, node->op, from);
    case HF_REGEX_SEQUENCE:
        for (uint32_t i = 0; i < node->count; i++) {
            from = step(w, node->args[i], from);
        }
        return from;
    case HF_REGEX_CHOICE:
        for (uint32_t i = 0; i < node->count; i++) {
            to = unite(to, step(w, node->args[i], from));
        }
        return to;
    case HF_REGEX_REPEAT:
        for (uint32_t i = 0; i < node->min; i++) {
            from = step(w, node->args[0], from);
        }
        to = from;
        // PLACES more rounds reach all that any number does.
        for (uint32_t i = node->min; i < node->max && i < node->min + PLACES;
             i++) {
            from = step(w, node->args[0], from);
            to = unite(to, from);
        }
        return to;
    }
    return to;
}

static int
find_slowly(const hf_regex *regex, hf_view text)
{
    walk w = {{0}, 0, !regex->is_case_sensitive};
    places from = {{false}};

    for (size_t at = 0; at < text.len;) {
        w.text[w.len++] = hf_utf8_next(text, &at);
    }
    for (size_t i = 0; i <= w.len; i++) {
        from.at[i] = true;
    }
    places to = step(&w, regex->root, from);
    for (size_t i = 0; i < PLACES; i++) {
        if (to.at[i]) {
            return 1;
        }
    }
    return 0;
}

// ---- Random patterns and texts ---------------------------------------------

typedef struct chance {
    uint64_t state;
} chance;

static uint32_t
pick(chance *c, uint32_t below)
{
    c->state ^= c->state << 13;
    c->state ^= c->state >> 7;
    c->state ^= c->state << 17;
    return (uint32_t)(c->state >> 33) % below;
}

static const char *const characters[] = {
    "a", "b",  "k",    "K",    "s",        "S",        "z",
    "A", "_",  "1",    "9",    " ",        "-",        "x",
    "@", "\n", KELVIN, LONG_S, "\xc3\xa9", "\xc3\x89", "\xf0\x9f\x98\x80",
};
static const char *const atoms[] = {
    ".",
    "\\d",
    "\\w",
    "\\s",
    "\\D",
    "\\W",
    "\\S",
    "\\b",
    "[a-k]",
    "[^a-k]",
    "[S_-]",
    "[^\\w ]",
    "[\\d]",
    "[" KELVIN "k]",
    "[^" LONG_S "]",
    "\\.",
    "[]^]",
    "\\n",
    "^",
    "$",
    "[\\S\n]",
    "[1-9@]",
    "[A-Z]",
    "[^ks]",
};
static const char *const repeats[] = {"?",     "*",    "+",  "{2}", "{0}",
                                      "{1,3}", "{2,}", "*?", "+?"};

#define PICK(c, table) ((table)[pick((c), sizeof(table) / sizeof *(table))])

static void
add_pattern(chance *c, hf_buffer *out, unsigned depth)
{
    uint32_t parts = 1 + pick(c, 3);

    for (uint32_t i = 0; i < parts; i++) {
        const char *atom =
            pick(c, 3) > 0 ? PICK(c, characters) : PICK(c, atoms);
        bool is_group = depth > 0 && pick(c, 4) == 0;
        if (is_group) {
            hf_buffer_add_text(out, pick(c, 2) ? "(" : "(?:");
            add_pattern(c, out, depth - 1);
            hf_buffer_add_byte(out, ')');
        } else {
            hf_buffer_add_text(out, atom);
        }
        bool is_place = !is_group && strchr("^$\\", atom[0]) != NULL &&
                        (atom[1] == '\0' || atom[1] == 'b');
        if (!is_place && pick(c, 4) == 0) {
            hf_buffer_add_text(out, PICK(c, repeats));
        }
        if (pick(c, 8) == 0) {
            hf_buffer_add_byte(out, '|');
        }
    }
}

static void
add_text(chance *c, hf_buffer *out)
{
    for (uint32_t len = pick(c, 8); len > 0; len--) {
        hf_buffer_add_text(out, PICK(c, characters));
    }
}

static bool
has_place(const hf_regex_node *node)
{
    if (node->op == HF_REGEX_START || node->op == HF_REGEX_END ||
        node->op == HF_REGEX_WORD_EDGE) {
        return true;
    }
    for (uint32_t i = 0; node->op >= HF_REGEX_SEQUENCE && i < node->count;
         i++) {
        if (has_place(node->args[i])) {
            return true;
        }
    }
    return false;
}

// The same pattern by three ways: the tree, PCRE2's own words, no JIT.
static void
check_text(fixture *f, hf_pattern **ways, const char *pattern, hf_view text)
{
    int expected = find_slowly(hf_pattern_regex(ways[0]), text);

    for (size_t i = 0; i < 3; i++) {
        int found = hf_pattern_find(f->matcher, ways[i], text);
        if (found != expected) {
            fail_msg("/%s/ in \"%.*s\", way %zu: found %d, expected %d",
                     pattern, (int)text.len, text.ptr, i, found, expected);
        }
    }
}

static void
check_sample(fixture *f, hf_pattern **ways, const char *pattern)
{
    hf_buffer sample = {0};
    const hf_regex *regex = hf_pattern_regex(ways[0]);

    hf_regex_sample(&sample, regex);
    if (!has_place(regex->root) &&
        hf_pattern_find(f->matcher, ways[0], hf_buffer_view(&sample)) != 1) {
        fail_msg("/%s/ is not in its sample \"%s\"", pattern,
                 hf_buffer_text(&sample));
    }
    hf_buffer_clear(&sample);
}

static void
check_pattern(fixture *f, chance *c)
{
    hf_buffer pattern = {0}, own = {0}, text = {0};
    hf_pattern *ways[3];
    bool is_case_sensitive = pick(c, 3) == 0;

    add_pattern(c, &pattern, 2);
    ways[0] = compile(f, hf_buffer_text(&pattern), is_case_sensitive);
    assert_non_null(hf_pattern_regex(ways[0])->root);
    hf_buffer_printf(&own, "(*NO_JIT)(?=)(?:%s)", hf_buffer_text(&pattern));
    ways[1] = compile(f, hf_buffer_text(&own), is_case_sensitive);
    ways[2] = compile(f, hf_buffer_text(&own) + 9, is_case_sensitive);
    for (size_t i = 0; i < 12; i++) {
        hf_buffer_reset(&text);
        add_text(c, &text);
        hf_buffer_text(&text);
        check_text(f, ways, hf_buffer_text(&pattern), hf_buffer_view(&text));
    }
    check_sample(f, ways, hf_buffer_text(&pattern));
    for (size_t i = 0; i < 3; i++) {
        hf_pattern_free(ways[i]);
    }
    hf_buffer_clear(&pattern);
    hf_buffer_clear(&own);
    hf_buffer_clear(&text);
    hf_arena_clear(&f->arena);
}

static void
random_patterns_match_what_the_tree_says(void **state)
{
    chance c = {UINT64_C(0x9E3779B97F4A7C15)};

    for (size_t i = 0; i < 3000; i++) {
        check_pattern(*state, &c);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_pattern_is_found_anywhere_in_either_case),
        TEST(slash_c_keeps_the_case),
        TEST(the_kelvin_sign_and_the_long_s_are_no_letters_of_ascii),
        TEST(letters_beyond_ascii_keep_their_case),
        TEST(the_end_is_the_very_end_and_a_dot_no_line_end),
        TEST(patterns_beyond_the_subset_run),
        TEST(what_pcre2_refuses_is_shown_in_the_authors_words),
        TEST(a_limit_is_an_error_and_no_quiet_no),
        TEST(failing_memory_is_reported),
        TEST(random_patterns_match_what_the_tree_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
