/*
 * The portable subset: what the tree spells, what it refuses and where, what
 * it says of itself. What the spelling then matches is test_plan_pattern.c's.
 */
#include "testing.h"

#include "plan/regex.h"

typedef struct fixture {
    hf_arena arena;
    handoff_findings *findings;
    hf_source *source;
    hf_regex regex;
    hf_buffer out;
} fixture;

static int
set_up(void **state)
{
    static fixture f;

    f = (fixture){.findings = handoff_findings_new()};
    *state = &f;
    return f.findings == NULL;
}

static int
tear_down(void **state)
{
    fixture *f = *state;

    handoff_findings_free(f->findings);
    hf_source_free(f->source);
    hf_buffer_clear(&f->out);
    hf_arena_clear(&f->arena);
    return 0;
}

// Parse `pattern`, which stands in `line` between slashes as YAML has it.
static handoff_status
parse_in(fixture *f, const char *line, const char *pattern)
{
    const char *slash = strchr(line, '/');

    hf_source_free(f->source);
    f->source = hf_source_new("rules.yaml", hf_view_of(line));
    assert_non_null(f->source);
    hf_span span = {f->source, (uint32_t)(slash - line),
                    (uint32_t)(strrchr(line, '/') + 1 - slash)};
    return hf_regex_parse(hf_view_of(pattern), false, span, &f->arena,
                          &f->regex, f->findings);
}

static handoff_status
parse(fixture *f, const char *pattern)
{
    char line[2 * HF_REGEX_LENGTH + 3];

    snprintf(line, sizeof line, "/%s/", pattern);
    return parse_in(f, line, pattern);
}

static const char *
print(fixture *f, const char *pattern)
{
    assert_int_equal(parse(f, pattern), HANDOFF_OK);
    assert_non_null(f->regex.root);
    hf_buffer_reset(&f->out);
    hf_regex_print(&f->out, &f->regex, HF_REGEX_PCRE2);
    return hf_buffer_text(&f->out);
}

static const char *
fold(fixture *f, const char *pattern)
{
    hf_buffer_reset(&f->out);
    hf_regex_fold(&f->out, hf_view_of(pattern));
    return hf_buffer_text(&f->out);
}

// The pattern is refused with this code and this underlined.
static void
assert_refused(fixture *f, const char *pattern, hf_code code,
               const char *underlined)
{
    size_t before = f->findings->count;

    assert_int_equal(parse(f, pattern), HANDOFF_RULES);
    assert_int_equal(f->findings->count, before + 1);
    hf_finding found = f->findings->items[before];
    assert_int_equal(found.code, code);
    hf_view text =
        hf_view_slice(f->source->text, found.span.at, found.span.len);
    assert_view(text, underlined);
    f->findings->count = before; // the source goes with the next pattern
}

static void
assert_beyond(fixture *f, const char *pattern, const char *underlined)
{
    assert_int_equal(parse(f, pattern), HANDOFF_OK);
    assert_non_null(f->regex.beyond);
    hf_view text = hf_view_slice(f->source->text, f->regex.beyond_span.at,
                                 f->regex.beyond_span.len);
    assert_view(text, underlined);
}

static void
letters_are_spelt_in_both_cases(void **state)
{
    assert_string_equal(print(*state, "vp"), "[vV][pP]");
    assert_string_equal(print(*state, "K9"), "[kK]9");
    assert_string_equal(print(*state, "\xc3\xa9"), "\xc3\xa9");
    assert_string_equal(print(*state, "[k-m]"), "[K-Mk-m]");
    assert_string_equal(print(*state, "[^Z_]"), "[^Z_z]");
}

static void
what_pcre2_reads_otherwise_is_escaped(void **state)
{
    assert_string_equal(print(*state, "\\/\\+\\."), "/\\+\\.");
    assert_string_equal(print(*state, "a]}"), "[aA]\\]\\}");
    assert_string_equal(print(*state, "[]^-]"), "[\\-\\]\\^]");
    assert_string_equal(print(*state, "\\t\\v"), "\\x{9}\\x{b}");
}

static void
anchors_mean_the_ends_of_the_text(void **state)
{
    assert_string_equal(print(*state, "^1.2$"), "\\A1.2\\z");
    assert_null(((fixture *)*state)->regex.beyond);
    assert_string_equal(print(*state, "\\b\\d\\W"), "\\b[0-9][^0-9A-Z_a-z]");
}

static void
groups_keep_what_they_hold_together(void **state)
{
    assert_string_equal(print(*state, "(1|2)3"), "(?:1|2)3");
    assert_string_equal(print(*state, "(?:12)+"), "(?:12)+");
    assert_string_equal(print(*state, "((1))"), "1");
    assert_string_equal(print(*state, "(1?){2,3}"), "(?:1?){2,3}");
    assert_string_equal(print(*state, "1{2}2{3,}3*"), "1{2}2{3,}3*");
    assert_string_equal(print(*state, "(1|)"), "1|");
    assert_string_equal(print(*state, ""), "");
    assert_null(((fixture *)*state)->regex.beyond);
}

static void
brackets_that_do_not_pair_are_found(void **state)
{
    assert_refused(*state, "a(b", HF_CODE_PATTERN_BRACKET, "(");
    assert_refused(*state, "ab)c", HF_CODE_PATTERN_BRACKET, ")");
    assert_refused(*state, "ab[cd", HF_CODE_PATTERN_CLASS, "[cd");
    assert_refused(*state, "a[]", HF_CODE_PATTERN_CLASS, "[]");
}

static void
ranges_that_make_no_sense_are_found(void **state)
{
    assert_refused(*state, "x[z-a]", HF_CODE_PATTERN_RANGE, "z-a");
    assert_refused(*state, "[\\w-.]", HF_CODE_PATTERN_RANGE, "\\w-.");
    assert_refused(*state, "[a-\\d]", HF_CODE_PATTERN_RANGE, "a-\\d");
}

static void
repeats_that_make_no_sense_are_found(void **state)
{
    assert_refused(*state, "*a", HF_CODE_PATTERN_REPEAT, "*");
    assert_refused(*state, "a(|+)", HF_CODE_PATTERN_REPEAT, "+");
    assert_refused(*state, "a**", HF_CODE_PATTERN_REPEAT, "*");
    assert_refused(*state, "a{2}{3}", HF_CODE_PATTERN_REPEAT, "{3}");
    assert_refused(*state, "a{5,2}", HF_CODE_PATTERN_REPEAT, "{5,2}");
    assert_refused(*state, "a{,2}", HF_CODE_PATTERN_REPEAT, "{,2}");
    assert_refused(*state, "a{99999999999}", HF_CODE_PATTERN_REPEAT,
                   "{99999999999}");
    assert_refused(*state, "\\b+", HF_CODE_PATTERN_REPEAT, "+");
}

static void
limits_are_kept(void **state)
{
    char pattern[2 * HF_REGEX_LENGTH];

    assert_refused(*state, "ab\\", HF_CODE_PATTERN_ESCAPE, "\\");
    memset(pattern, '(', HF_REGEX_DEPTH + 1);
    pattern[HF_REGEX_DEPTH + 1] = '\0';
    assert_refused(*state, pattern, HF_CODE_PATTERN_DEPTH, "(");
    memset(pattern, 'a', HF_REGEX_LENGTH + 1);
    pattern[HF_REGEX_LENGTH + 1] = '\0';
    fixture *f = *state;
    assert_int_equal(parse_in(f, "/a/", pattern), HANDOFF_RULES);
    pattern[HF_REGEX_LENGTH] = '\0';
    assert_int_equal(parse(f, pattern), HANDOFF_OK);
}

static void
a_place_is_found_behind_what_yaml_put_in(void **state)
{
    fixture *f = *state;

    assert_int_equal(
        parse_in(f, "x: \"t matches /\\\\bvp\\\\/\\\\b(/\"", "\\bvp/\\b("),
        HANDOFF_RULES);
    assert_int_equal(f->findings->items[0].span.at, 26);
    assert_int_equal(f->findings->items[0].span.len, 1);
    f->findings->count = 0;
    assert_int_equal(parse_in(f, "x: 't matches /o''c\\/[/'", "o'c/["),
                     HANDOFF_RULES);
    assert_int_equal(f->findings->items[0].span.at, 21);
    f->findings->count = 0;
    // A text that is not there at all: the whole of it.
    assert_int_equal(parse_in(f, "/xyz/", "a["), HANDOFF_RULES);
    assert_int_equal(f->findings->items[0].span.len, 5);
    f->findings->count = 0;
}

static void
what_is_not_portable_is_told(void **state)
{
    fixture *f = *state;

    assert_beyond(f, "a(?=b)", "(?=");
    assert_beyond(f, "(?<!a)b", "(?<");
    assert_beyond(f, "(?<n>a)b", "(?<");
    assert_beyond(f, "(?i)a", "(?i");
    assert_beyond(f, "(a)\\1", "\\1");
    assert_beyond(f, "\\p{Lu}", "\\p");
    assert_beyond(f, "[[:alpha:]]", "[:");
    assert_beyond(f, "ab*+c", "*+");
    assert_null(f->regex.root);
    assert_beyond(f, "ab*?c", "*?");
    assert_non_null(f->regex.root);
    assert_beyond(f, "a|^b", "^");
    assert_beyond(f, "(a$)", "$");
    assert_beyond(f, "a{300}", "{300}");
    assert_beyond(f, "a{b", "{");
    assert_beyond(f, "[\\s\\S]", "\\S");
    assert_beyond(f, "[a-\xc3\xa9]", "a-\xc3\xa9");
    assert_non_null(f->regex.root);
}

static void
the_required_text_is_the_longest_run(void **state)
{
    static const struct {
        const char *pattern, *required;
    } cases[] = {
        {"\\bvice president\\b", "vice president"},
        {"a|b", ""},
        {"(ab|c)def?g", "de"},
        {"x+yz", "yz"},
        {"(foo)+bars?", "foo"},
        {"a{3}b", "aaab"},
        {"[ab]c", "c"},
        {"", ""},
        {"a*", ""},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(parse(f, cases[i].pattern), HANDOFF_OK);
        assert_view(hf_regex_required(&f->regex, &f->arena), cases[i].required);
    }
}

static void
a_sample_is_short_and_readable(void **state)
{
    static const struct {
        const char *pattern, *sample;
    } cases[] = {
        {"\\b(chief|c[efimot]o)\\b", "ceo"},
        {"^\\d{3}-?\\d+$", "0000"},
        {"(vice president|vp) of .", "vp of a"},
        {"[^a-z]", "0"},
        {"(a*)*", ""},
        {"\xc3\x89+", "\xc3\x89"},
    };
    fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(parse(f, cases[i].pattern), HANDOFF_OK);
        hf_buffer_reset(&f->out);
        hf_regex_sample(&f->out, &f->regex);
        assert_string_equal(hf_buffer_text(&f->out), cases[i].sample);
    }
}

static void
a_pattern_without_a_tree_is_folded_letter_by_letter(void **state)
{
    fixture *f = *state;

    assert_string_equal(fold(f, "(?=k)v\\w"), "(?=[kK])[vV]\\w");
    assert_string_equal(fold(f, "(?<name>a)\\k<name>"),
                        "(?<name>[aA])(?i:\\k<name>)");
    assert_string_equal(fold(f, "(?P<n>a)(?P=n)\\1"),
                        "(?P<n>[aA])(?i:(?P=n))(?i:\\1)");
    assert_string_equal(fold(f, "\\p{Lu}\\pLb\\x4b\\cA"),
                        "\\p{Lu}\\pL[bB]\\x4b\\cA");
    assert_string_equal(fold(f, "\\Qa.1\\Eb"), "[aA]\\.1[bB]");
    assert_string_equal(fold(f, "(?#note)a(?C1)"), "(?#note)[aA](?C1)");
    assert_string_equal(fold(f, "(*NO_JIT)a(*pla:b)"),
                        "(*NO_JIT)[aA](*pla:[bB])");
    assert_string_equal(fold(f, "(?(n)a|b)(?(?=a)b)"),
                        "(?(n)[aA]|[bB])(?(?=[aA])[bB])");
}

static void
a_class_without_a_tree_gets_the_other_case(void **state)
{
    fixture *f = *state;

    assert_string_equal(fold(f, "[k-m]"), "[KLMk-m]");
    assert_string_equal(fold(f, "[^]a-]"), "[^A\\]a-]");
    assert_string_equal(fold(f, "[-b]"), "[B\\-b]");
    assert_string_equal(fold(f, "[[:digit:]a\\w]"), "[A[:digit:]a\\w]");
    assert_string_equal(fold(f, "[[:upper:]]"),
                        "[abcdefghijklmnopqrstuvwxyz[:upper:]]");
    assert_string_equal(fold(f, "[ab"), "[ABab");
    assert_string_equal(fold(f, "[a\\"), "[Aa\\");
}

static void
a_pattern_that_switches_case_is_left_alone(void **state)
{
    assert_string_equal(fold(*state, "a(?-i)b"), "(?i)a(?-i)b");
    assert_string_equal(fold(*state, "(*NO_JIT)(?i:a)"), "(*NO_JIT)(?i)(?i:a)");
    assert_string_equal(fold(*state, "(?s)a."), "(?s)[aA].");
    assert_string_equal(fold(*state, "a(?R)?b"), "[aA](?R)?[bB]");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(letters_are_spelt_in_both_cases),
        TEST(what_pcre2_reads_otherwise_is_escaped),
        TEST(anchors_mean_the_ends_of_the_text),
        TEST(groups_keep_what_they_hold_together),
        TEST(brackets_that_do_not_pair_are_found),
        TEST(ranges_that_make_no_sense_are_found),
        TEST(repeats_that_make_no_sense_are_found),
        TEST(limits_are_kept),
        TEST(a_place_is_found_behind_what_yaml_put_in),
        TEST(what_is_not_portable_is_told),
        TEST(the_required_text_is_the_longest_run),
        TEST(a_sample_is_short_and_readable),
        TEST(a_pattern_without_a_tree_is_folded_letter_by_letter),
        TEST(a_class_without_a_tree_gets_the_other_case),
        TEST(a_pattern_that_switches_case_is_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
