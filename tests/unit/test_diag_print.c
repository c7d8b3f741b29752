/* What findings look like in each format. */
#include "testing.h"

#include "diag/findings.h"

// One error on the first `marked` in a text.
static handoff_findings *
find_in(const char *text, const char *marked, const char *message,
        const char *hint)
{
    handoff_findings *findings = handoff_findings_new();
    const hf_source *source =
        hf_findings_own(findings, hf_source_new("in.yaml", hf_view_of(text)));
    assert_non_null(source);
    const char *found = strstr(text, marked);
    hf_span span = {source, (uint32_t)(found - text), (uint32_t)strlen(marked)};
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_CANNOT_READ, span, "%s", message);
    if (hint) {
        hf_findings_hint(findings, finding, "%s", hint);
    }
    return findings;
}

static void
assert_printed(handoff_findings *findings, handoff_findings_format format,
               const char *expected)
{
    char *text = handoff_findings_print(findings, format);
    assert_non_null(text);
    assert_string_equal(text, expected);
    handoff_free(text);
}

static void
assert_text(const char *text, const char *marked, const char *expected)
{
    handoff_findings *findings = find_in(text, marked, "no", NULL);
    assert_printed(findings, HANDOFF_FINDINGS_TEXT, expected);
    handoff_findings_free(findings);
}

static void
carets_stand_below_and_the_hint_behind_them(void **state)
{
    (void)state;
    handoff_findings *findings =
        find_in("a:\n  - id: big\n    when: employes >= 200\n", "employes",
                "no field is called 'employes'", "did you mean 'employees'?");
    assert_printed(findings, HANDOFF_FINDINGS_TEXT,
                   "in.yaml:3:11: error[S002]: no field is called 'employes'\n"
                   "    3 |     when: employes >= 200\n"
                   "      |           ^^^^^^^^ did you mean 'employees'?\n");
    handoff_findings_free(findings);
}

static void
the_second_place_is_a_note_with_its_own_line(void **state)
{
    (void)state;
    handoff_findings *findings =
        find_in("size: 1\nsize: 2\n", "size: 2", "the key 'size' again", NULL);
    hf_finding *finding = &findings->items[0];
    finding->span.len = 4;
    hf_findings_other(findings, finding, (hf_span){finding->span.source, 0, 4},
                      "first used here");
    assert_printed(findings, HANDOFF_FINDINGS_TEXT,
                   "in.yaml:2:1: error[S002]: the key 'size' again\n"
                   "    2 | size: 2\n"
                   "      | ^^^^\n"
                   "in.yaml:1:1: note: first used here\n"
                   "    1 | size: 1\n"
                   "      | ^^^^\n");
    handoff_findings_free(findings);
}

static void
a_finding_without_a_place_is_its_message(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    hf_finding *finding = hf_findings_add(findings, HF_CODE_CANNOT_OPEN,
                                          (hf_span){0}, "cannot open 'x'");
    assert_printed(findings, HANDOFF_FINDINGS_TEXT,
                   "error[S001]: cannot open 'x'\n");
    hf_findings_hint(findings, finding, "there is 'y'");
    assert_printed(findings, HANDOFF_FINDINGS_TEXT,
                   "error[S001]: cannot open 'x'\n"
                   "      = there is 'y'\n");
    handoff_findings_free(findings);
}

static void
tabs_and_wide_characters_keep_the_carets_in_place(void **state)
{
    (void)state;
    assert_text("\ta\tbad", "bad",
                "in.yaml:1:4: error[S002]: no\n"
                "    1 |     a   bad\n"
                "      |         ^^^\n");
    assert_text("\xe6\x97\xa5: bad", "bad",
                "in.yaml:1:4: error[S002]: no\n"
                "    1 | \xe6\x97\xa5: bad\n"
                "      |     ^^^\n");
    assert_text("e\xcc\x81: \xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c",
                "in.yaml:1:5: error[S002]: no\n"
                "    1 | e\xcc\x81: \xe6\x97\xa5\xe6\x9c\xac\n"
                "      |    ^^^^\n");
}

static void
a_point_and_an_end_of_line_have_one_caret(void **state)
{
    (void)state;
    assert_text("abc", "",
                "in.yaml:1:1: error[S002]: no\n"
                "    1 | abc\n"
                "      | ^\n");
    assert_text("abc\ndef\n", "\nd",
                "in.yaml:1:4: error[S002]: no\n"
                "    1 | abc\n"
                "      |    ^\n");
    assert_text("abc\ndef\n", "bc\nd",
                "in.yaml:1:2: error[S002]: no\n"
                "    1 | abc\n"
                "      |  ^^\n");
    assert_text("\nabc", "",
                "in.yaml:1:1: error[S002]: no\n"
                "    1 |\n"
                "      | ^\n");
    assert_text("", "", "in.yaml:1:1: error[S002]: no\n");
}

static void
nothing_a_terminal_would_obey_is_let_through(void **state)
{
    (void)state;
    handoff_findings *findings =
        find_in("a: \x1b[31mred\x07 \xff \xe2\x80\xae! bad", "bad",
                "no '\x1b]0;x\x07'", "not \x9b");
    assert_printed(findings, HANDOFF_FINDINGS_TEXT,
                   "in.yaml:1:19: error[S002]: no '<U+001B>]0;x<U+0007>'\n"
                   "    1 | a: <U+001B>[31mred<U+0007> <FF> <U+202E>! bad\n"
                   "      |                                           ^^^ "
                   "not <9B>\n");
    assert_printed(findings, HANDOFF_FINDINGS_GITHUB,
                   "::error file=in.yaml,line=1,endLine=1,col=19,endColumn=22,"
                   "title=S002::no '<U+001B>]0;x<U+0007>'; not <9B>\n");
    handoff_findings_free(findings);
}

static void
a_long_line_is_cut_around_the_underline(void **state)
{
    (void)state;
    char text[1001];
    for (size_t at = 0; at < 1000; at++) {
        text[at] = (char)('a' + at % 26);
    }
    text[1000] = '\0';
    memcpy(text + 500, "BAD", 3);
    assert_text(text, "BAD",
                "in.yaml:1:501: error[S002]: no\n"
                "    1 | ...stuvwxyzabcdefghijklmnopqrstuvwxyzabcdefBAD"
                "jklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmn"
                "...\n"
                "      |                                            ^^^\n");
    memcpy(text + 10, "BAD", 3);
    assert_text(text, "BAD",
                "in.yaml:1:11: error[S002]: no\n"
                "    1 | abcdefghijBADnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuv...\n"
                "      |           ^^^\n");
}

static void
more_errors_than_are_kept_are_counted_at_the_end(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    for (int at = 0; at < HF_FINDINGS_SHOWN + 3; at++) {
        hf_findings_add(findings, HF_CODE_CANNOT_OPEN, (hf_span){0}, "no");
    }
    char *text = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
    assert_non_null(strstr(text, "\n3 more errors are not shown\n"));
    handoff_free(text);
    text = handoff_findings_print(findings, HANDOFF_FINDINGS_GITHUB);
    assert_non_null(strstr(text, "\n::notice::3 more errors are not shown\n"));
    handoff_free(text);
    handoff_findings_free(findings);
}

static void
colours_are_there_only_when_asked_for(void **state)
{
    (void)state;
    handoff_findings *findings = find_in("a: bad", "bad", "no", NULL);
    assert_printed(findings, HANDOFF_FINDINGS_COLOR,
                   "\x1b[1min.yaml:1:4:\x1b[0m \x1b[1;31merror[S002]:\x1b[0m "
                   "no\n"
                   "    1 | a: bad\n"
                   "      |    \x1b[1;31m^^^\x1b[0m\n");
    handoff_findings_free(findings);
}

static void
json_has_every_part_by_name(void **state)
{
    (void)state;
    handoff_findings *findings =
        find_in("a: \"bad\"", "\"bad\"", "no \"\xff\"\n", "none");
    hf_findings_other(findings, &findings->items[0],
                      (hf_span){findings->items[0].span.source, 0, 1}, "here");
    assert_printed(findings, HANDOFF_FINDINGS_JSON,
                   "{\n"
                   "  \"findings\": [\n"
                   "    {\n"
                   "      \"code\": \"S002\",\n"
                   "      \"severity\": \"error\",\n"
                   "      \"category\": \"system\",\n"
                   "      \"message\": \"no \\\"\xef\xbf\xbd\\\"\\n\",\n"
                   "      \"hint\": \"none\",\n"
                   "      \"file\": \"in.yaml\",\n"
                   "      \"line\": 1,\n"
                   "      \"column\": 4,\n"
                   "      \"end_line\": 1,\n"
                   "      \"end_column\": 9,\n"
                   "      \"related\": {\n"
                   "        \"file\": \"in.yaml\",\n"
                   "        \"line\": 1,\n"
                   "        \"column\": 1,\n"
                   "        \"end_line\": 1,\n"
                   "        \"end_column\": 2,\n"
                   "        \"message\": \"here\"\n"
                   "      }\n"
                   "    }\n"
                   "  ],\n"
                   "  \"errors\": 1,\n"
                   "  \"warnings\": 0,\n"
                   "  \"notes\": 0\n"
                   "}\n");
    handoff_findings_free(findings);
}

static void
sarif_names_its_rules_once_and_paths_as_uris(void **state)
{
    (void)state;
    handoff_findings *findings = find_in("a: bad", "bad", "no", "none");
    const hf_source *source = hf_findings_own(
        findings, hf_source_new("/tmp/a b:c.yaml", HF_VIEW("x")));
    hf_findings_add(findings, HF_CODE_CANNOT_OPEN, (hf_span){source, 0, 1},
                    "other");
    hf_findings_add(findings, HF_CODE_CANNOT_READ, (hf_span){0}, "again");
    char *text = handoff_findings_print(findings, HANDOFF_FINDINGS_SARIF);
    static const char *const parts[] = {
        "\"version\": \"2.1.0\"",
        "\"columnKind\": \"unicodeCodePoints\"",
        "\"uri\": \"in.yaml\"",
        "\"uri\": \"file:///tmp/a%20b%3Ac.yaml\"",
        "\"text\": \"no; none\"",
        "\"ruleId\": \"S002\",\n          \"ruleIndex\": 1,",
        "\"ruleId\": \"S001\",\n          \"ruleIndex\": 0,",
        "\"startColumn\": 4",
    };
    for (size_t at = 0; at < sizeof parts / sizeof *parts; at++) {
        if (!strstr(text, parts[at])) {
            fail_msg("no %s in %s", parts[at], text);
        }
    }
    const char *rule = strstr(text, "\"id\": \"S002\"");
    assert_non_null(rule);
    assert_null(strstr(rule + 1, "\"id\": \"S002\""));
    handoff_free(text);
    handoff_findings_free(findings);
}

static void
github_gets_its_escapes(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    const hf_source *source =
        hf_findings_own(findings, hf_source_new("a,b:c.yaml", HF_VIEW("x\ny")));
    hf_finding *finding =
        hf_findings_add(findings, HF_CODE_CANNOT_OPEN, (hf_span){source, 0, 3},
                        "100%%: no, never");
    hf_findings_other(findings, finding, (hf_span){source, 2, 1}, "see");
    assert_printed(findings, HANDOFF_FINDINGS_GITHUB,
                   "::error file=a%2Cb%3Ac.yaml,line=1,endLine=2,"
                   "title=S001::100%25: no, never (see: a,b:c.yaml:2)\n");
    handoff_findings_free(findings);
}

static void
warnings_and_notes_say_so(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    hf_findings_add(findings, HF_CODE_LIST_EMPTY, (hf_span){0}, "empty");
    hf_findings_add(findings, HF_CODE_PATTERN_NOT_PORTABLE, (hf_span){0},
                    "only here");
    assert_printed(findings, HANDOFF_FINDINGS_TEXT,
                   "warning[R207]: empty\nnote[R137]: only here\n");
    assert_printed(findings, HANDOFF_FINDINGS_GITHUB,
                   "::warning title=R207::empty\n"
                   "::notice title=R137::only here\n");
    assert_int_equal(hf_findings_status(findings, HANDOFF_RULES), HANDOFF_OK);
    handoff_findings_free(findings);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carets_stand_below_and_the_hint_behind_them),
        cmocka_unit_test(the_second_place_is_a_note_with_its_own_line),
        cmocka_unit_test(a_finding_without_a_place_is_its_message),
        cmocka_unit_test(tabs_and_wide_characters_keep_the_carets_in_place),
        cmocka_unit_test(a_point_and_an_end_of_line_have_one_caret),
        cmocka_unit_test(nothing_a_terminal_would_obey_is_let_through),
        cmocka_unit_test(a_long_line_is_cut_around_the_underline),
        cmocka_unit_test(more_errors_than_are_kept_are_counted_at_the_end),
        cmocka_unit_test(colours_are_there_only_when_asked_for),
        cmocka_unit_test(json_has_every_part_by_name),
        cmocka_unit_test(sarif_names_its_rules_once_and_paths_as_uris),
        cmocka_unit_test(github_gets_its_escapes),
        cmocka_unit_test(warnings_and_notes_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
