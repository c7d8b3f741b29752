/*
 * YAML as a tree: what is refused and where, what scalars become, and that
 * hostile files are refused quickly.
 */
#include "base/memory.h"
#include "rule/node.h"
#include "rule_cases.h"

#include <time.h>

typedef struct parse_result {
    handoff_findings *findings;
    hf_arena arena;
    hf_node_budget budget;
    const hf_node *root;
    handoff_status status;
} parse_result;

static parse_result
parse(const char *text, size_t len)
{
    parse_result parsed = {.findings = handoff_findings_new()};
    const hf_source *source = hf_findings_own(
        parsed.findings, hf_source_new(FILE_NAME, (hf_view){text, len}));
    parsed.status = hf_node_parse(source, &parsed.arena, &parsed.budget,
                                  &parsed.root, parsed.findings);
    return parsed;
}

static void
clear(parse_result *parsed)
{
    hf_arena_clear(&parsed->arena);
    handoff_findings_free(parsed->findings);
}

static void
check_bytes(const char *text, size_t len, const char *findings)
{
    parse_result parsed = parse(text, len);
    assert_findings(parsed.findings, text, findings);
    assert_int_equal(parsed.status,
                     findings[0] == '\0' ? HANDOFF_OK : HANDOFF_RULES);
    clear(&parsed);
}

static void
check_all(const finding_case *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        check_bytes(cases[at].text, strlen(cases[at].text), cases[at].findings);
    }
}

static void
a_nul_is_refused_wherever_it_stands(void **state)
{
    (void)state;
    static const char IN_KEY[] = "a\0b: 1";
    check_bytes(IN_KEY, sizeof IN_KEY - 1,
                "R004 1:2 a NUL character stands here");
    check_bytes("a: \"x\\0y\"", 9, "R004 1:5-8 the text holds a NUL character");
    check_bytes("\"a\\x00\": 1", 10,
                "R004 1:2-6 the text holds a NUL character");
}

static void
scalars_stay_text(void **state)
{
    (void)state;
    static const char TEXT[] =
        "a: NO\nb: 012\nc: 1e3\nd: 2026-01-02\ne: on\nf: ~\ng:\nh: 'it''s'\n"
        "i: \"a\\tb\"\nj: >-\n  two\n  lines\n";
    parse_result parsed = parse(TEXT, sizeof TEXT - 1);
    assert_int_equal(parsed.status, HANDOFF_OK);
    static const char *const EXPECTED[] = {
        "NO", "012", "1e3",  "2026-01-02", "on",
        "~",  "",    "it's", "a\tb",       "two lines"};
    assert_int_equal(parsed.root->count, 10);
    for (size_t at = 0; at < 10; at++) {
        assert_view(parsed.root->pairs[at].value->text, EXPECTED[at]);
    }
    assert_true(hf_node_get(parsed.root, "h")->is_quoted);
    assert_true(hf_node_get(parsed.root, "j")->is_block);
    assert_false(hf_node_get(parsed.root, "a")->is_escaped);
    assert_true(hf_node_get(parsed.root, "h")->is_escaped);
    assert_null(hf_node_get(parsed.root, "k"));
    clear(&parsed);
}

static void
check_span(const hf_node *map, const char *key, size_t at, size_t len,
           const char *place)
{
    hf_buffer out = {0};
    hf_span span = hf_node_span(hf_node_get(map, key), at, len);
    hf_buffer_printf(&out, "%u:%u+%u", hf_source_line(span),
                     hf_source_column(span), span.len);
    assert_string_equal(hf_buffer_text(&out), place);
    hf_buffer_clear(&out);
}

static void
places_are_those_of_the_file(void **state)
{
    (void)state;
    static const char TEXT[] = "a: one two\n"
                               "b: 'one two'\n"
                               "c: 'it''s two'\n"
                               "d: \"a\\\"b two\"\n"
                               "\303\244: { e: x y, f: &k \"q r\" }\n"
                               "g: one\n"
                               "   two\n"
                               "h: >-\n"
                               "   one two\n";
    parse_result parsed = parse(TEXT, sizeof TEXT - 1);
    assert_int_equal(parsed.status, HANDOFF_OK);
    const hf_node *map = parsed.root;
    check_span(map, "a", 4, 3, "1:8+3");
    check_span(map, "b", 4, 3, "2:9+3");
    check_span(map, "c", 5, 3, "3:11+3");
    check_span(map, "d", 4, 3, "4:10+3");
    check_span(map, "d", 7, 0, "4:13+0");
    check_span(map, "g", 4, 3, "6:4+10"); // folded: all of it
    check_span(map, "h", 4, 3, "8:4+2");  // a block: its sign
    const hf_node *inner = hf_node_get(map, "\303\244");
    check_span(inner, "e", 2, 1, "5:11+1");
    check_span(inner, "f", 2, 1, "5:23+1");
    assert_true(hf_node_get(inner, "e")->is_flow);
    assert_int_equal(map->span.at, 0);
    clear(&parsed);
}

static void
anchors_are_expanded(void **state)
{
    (void)state;
    static const char TEXT[] = "a: &x [1, 2]\nb: *x\nc: &x 3\nd: [*x, *x]\n";
    parse_result parsed = parse(TEXT, sizeof TEXT - 1);
    assert_int_equal(parsed.status, HANDOFF_OK);
    assert_ptr_equal(hf_node_get(parsed.root, "a"),
                     hf_node_get(parsed.root, "b"));
    assert_view(hf_node_get(parsed.root, "d")->elements[1]->text, "3");
    assert_int_equal(parsed.budget.nodes, 1 + 3 + 3 + 1 + 3);
    clear(&parsed);
}

static void
a_mistake_that_leaves_a_tree_does(void **state)
{
    (void)state;
    static const char TEXT[] = "a: 1\na: 2\n<<: { c: 3 }\nb: !t 4\n";
    parse_result parsed = parse(TEXT, sizeof TEXT - 1);
    assert_int_equal(parsed.status, HANDOFF_RULES);
    assert_int_equal(parsed.findings->errors, 3);
    assert_int_equal(parsed.root->count, 2);
    assert_view(hf_node_get(parsed.root, "a")->text, "1");
    assert_view(hf_node_get(parsed.root, "b")->text, "4");
    clear(&parsed);
}

// ---- Limits ----------------------------------------------------------------

static void
add_repeated(hf_buffer *out, const char *piece, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        hf_buffer_add_text(out, piece);
    }
}

static void
check_hostile(hf_buffer *text, const char *findings)
{
    clock_t start = clock();
    assert_non_null(hf_buffer_text(text));
    check_bytes(text->ptr, text->len, findings);
    // The promise is two seconds; sanitizers are given room.
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
    hf_buffer_clear(text);
}

static void
nesting_is_limited(void **state)
{
    (void)state;
    static const char DEEP[] =
        " lists and mappings are nested deeper than 64 levels";
    char expected[100];
    hf_buffer text = {0};
    add_repeated(&text, "[", 100000);
    snprintf(expected, sizeof expected, "R006 1:65%s", DEEP);
    check_hostile(&text, expected);
    add_repeated(&text, "{a: ", 10000);
    snprintf(expected, sizeof expected, "R006 1:257%s", DEEP);
    check_hostile(&text, expected);
    add_repeated(&text, "- ", 10000);
    snprintf(expected, sizeof expected, "R006 1:129%s", DEEP);
    check_hostile(&text, expected);
    for (int level = 0; level < 2000; level++) {
        add_repeated(&text, " ", (size_t)level);
        hf_buffer_add_text(&text, "a:\n");
    }
    snprintf(expected, sizeof expected, "R006 65:65%s", DEEP);
    check_hostile(&text, expected);

    add_repeated(&text, "[", 64);
    add_repeated(&text, "]", 64);
    check_hostile(&text, "");
}

static void
an_alias_is_as_deep_as_its_value(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "- &a ");
    add_repeated(&text, "[", 40);
    add_repeated(&text, "]", 40);
    hf_buffer_add_text(&text, "\n- ");
    add_repeated(&text, "[", 23);
    hf_buffer_add_text(&text, "*a");
    add_repeated(&text, "]", 23);
    hf_buffer_add_text(&text, "\n- ");
    add_repeated(&text, "[", 24);
    hf_buffer_add_text(&text, "*a");
    check_hostile(&text, "R006 3:27-28 lists and mappings are nested deeper "
                         "than 64 levels");
}

static void
values_are_counted_after_expansion(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "- &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 9; level++) {
        hf_buffer_printf(&text, "- &a%d [", level);
        for (int at = 0; at < 9; at++) {
            hf_buffer_printf(&text, "%s*a%d", at > 0 ? ", " : "", level - 1);
        }
        hf_buffer_add_text(&text, "]\n");
    }
    check_hostile(&text, "R007 6:8-10 a rule set has at most 100,000 values, "
                         "aliases written out");
    hf_buffer_add_text(&text, "[");
    add_repeated(&text, "x,", 99999);
    hf_buffer_add_text(&text, "]");
    check_hostile(&text, "");
    hf_buffer_add_text(&text, "[");
    add_repeated(&text, "x,", 100000);
    check_hostile(&text, "R007 1:200000 a rule set has at most 100,000 "
                         "values, aliases written out");
}

static void
a_large_file_is_refused(void **state)
{
    (void)state;
    hf_buffer text = {0};
    add_repeated(&text, "#", HF_NODE_FILE_BYTES + 1);
    check_hostile(&text, "R005 1:1 a rule file has at most 4 MiB");
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static const char TEXT[] =
        "a: &x { b: [1, 2, 3], c: 'd' }\ne: *x\ng: [{h: i}, [j]]\n";
    handoff_status status = HANDOFF_SYSTEM;
    for (unsigned long nth = 3; status == HANDOFF_SYSTEM; nth++) {
        handoff_findings *findings = handoff_findings_new();
        const hf_source *source = hf_findings_own(
            findings, hf_source_new(FILE_NAME, hf_view_of(TEXT)));
        hf_arena arena = {0};
        hf_node_budget budget = {0};
        const hf_node *root = NULL;
        hf_memory_fail_at(nth - 2);
        status = hf_node_parse(source, &arena, &budget, &root, findings);
        hf_memory_fail_at(0);
        assert_int_equal(root != NULL, status == HANDOFF_OK);
        hf_arena_clear(&arena);
        handoff_findings_free(findings);
    }
    assert_int_equal(status, HANDOFF_OK);
}

static const finding_case CONDITIONS_THAT_YAML_CUTS_SHOULD_BE_QUOTED[] = {
    {"- { when: title in [a, b], is: x }",
     "R002 1:20 put the condition in quotes: inside { } and [ ] YAML"
     " takes '[' for itself | single quotes around the whole value,"
     " as in 'country in [US, CA]'"},
    {"- { when: title matches /a{2}/, is: x }",
     "R002 1:27 put the condition in quotes: inside { } and [ ] YAML"
     " takes '{' for itself | single quotes around the whole value,"
     " as in 'country in [US, CA]'"},
    {"all: [ title in [a, b], c ]",
     "R002 1:17 put the condition in quotes: inside { } and [ ] YAML"
     " takes '[' for itself | single quotes around the whole value,"
     " as in 'country in [US, CA]'"},
    {"all: [ title in a], c ]",
     "R002 1:19 put the condition in quotes: a value that begins with"
     " a bracket ends at its closing one | single quotes around the"
     " whole value, as in 'country in [US, CA]'"},
    {"x: { when: a in b}, c }",
     "R002 1:19 put the condition in quotes: a value that begins with"
     " a bracket ends at its closing one | single quotes around the"
     " whole value, as in 'country in [US, CA]'"},
    {"- { when: source = \"a: b\", is: x }",
     "R002 1:22 put the condition in quotes: YAML takes ': ' for a"
     " key | single quotes around the whole value, as in 'country in"
     " [US, CA]'"},
    {"when: source = \"a: b\"\n",
     "R002 1:18 put the condition in quotes: YAML takes ': ' for a"
     " key | single quotes around the whole value, as in 'country in"
     " [US, CA]'"},
    {"because: Note: this",
     "R002 1:14 put the text in quotes: YAML takes ': ' for a key |"
     " single quotes around the whole value, as in 'country in [US,"
     " CA]'"},
    {"x: 1\n"
     "because: Because: this",
     "R002 2:17 put the text in quotes: YAML takes ': ' for a key |"
     " single quotes around the whole value, as in 'country in [US,"
     " CA]'"},
    {"- { because: a: b }",
     "R002 1:15 put the text in quotes: YAML takes ': ' for a key |"
     " single quotes around the whole value, as in 'country in [US,"
     " CA]'"},
    {"when: \"x\" = a\n"
     "b: 3",
     "R002 1:11 put the condition in quotes: a value that begins with"
     " a quote ends at the next one | single quotes around the whole"
     " value, as in 'country in [US, CA]'"},
    {"- { when: \"x\" = a, is: x }",
     "R002 1:15 put the condition in quotes: a value that begins with"
     " a quote ends at the next one | single quotes around the whole"
     " value, as in 'country in [US, CA]'"},
    {"a: 'it''s' b",
     "R002 1:12 put the condition in quotes: a value that begins with"
     " a quote ends at the next one | single quotes around the whole"
     " value, as in 'country in [US, CA]'"},
    {"when: [a] = b",
     "R002 1:11 put the condition in quotes: a value that begins with"
     " a bracket ends at its closing one | single quotes around the"
     " whole value, as in 'country in [US, CA]'"},
    {"when: a in\n"
     "  b: c = \"d",
     "R001 2:3 this key is indented further than the line above it"
     " allows | keys of one mapping begin in the same column"},
};

static void
conditions_that_yaml_cuts_should_be_quoted(void **state)
{
    (void)state;
    check_all(CONDITIONS_THAT_YAML_CUTS_SHOULD_BE_QUOTED,
              sizeof CONDITIONS_THAT_YAML_CUTS_SHOULD_BE_QUOTED /
                  sizeof *CONDITIONS_THAT_YAML_CUTS_SHOULD_BE_QUOTED);
}

static const finding_case BRACKETS_AND_QUOTES_PAIR[] = {
    {"a: [1, 2\n"
     "b: 3",
     "R001 2:1 a ',' or a closing bracket is missing before 'b' |"
     " with 1:4"},
    {"a: { b: 1, c: [1, 2 }",
     "R001 1:21 this bracket does not close the one that is open |"
     " with 1:15"},
    {"a: { when: id = \"n #a\", b: 1 }\n",
     "R002 1:20 put the condition in quotes: ' #' begins a comment | single "
     "quotes around the whole value, as in 'country in [US, CA]'"},
    {"a: { b: 'x #y', c: 1 # d\n", "R001 1:4 this '{' is never closed"},
    {"a: { b: 1", "R001 1:4 this '{' is never closed"},
    {"a: [1", "R001 1:4 this '[' is never closed"},
    {"a: {b: 1}}", "R001 1:10 this bracket closes nothing | with 1:1"},
    {"x: [a]]\n"
     "y: 1",
     "R001 1:7 this bracket closes nothing | with 1:1"},
    {"x: }", "R001 1:4 a value is missing here"},
    {"a: [1, , 2]", "R001 1:8 a value is missing here"},
    {"- { when: a points: 3 }",
     "R001 1:13-18 a ',' is missing before 'points' | a text that"
     " holds ': ' stands in quotes"},
    {"a: \"x\n"
     "b: 1\n",
     "R001 1:4 this quote is never closed"},
    {"a: 'x", "R001 1:4 this quote is never closed"},
};

static void
brackets_and_quotes_pair(void **state)
{
    (void)state;
    check_all(BRACKETS_AND_QUOTES_PAIR, sizeof BRACKETS_AND_QUOTES_PAIR /
                                            sizeof *BRACKETS_AND_QUOTES_PAIR);
}

static const finding_case LINES_ARE_INDENTED_ALIKE[] = {
    {"gates:\n"
     "  - id: x\n"
     "     when: y\n",
     "R001 3:6-9 this key is indented further than the line above it"
     " allows | keys of one mapping begin in the same column"},
    {"gates:\n"
     "  - id: x\n"
     "   when: y\n",
     "R001 3:4 this line is not indented like its neighbours | keys"
     " of one mapping, and items of one list, begin in the same"
     " column | with 2:3"},
    {"a: 1\n"
     "  b: 2\n",
     "R001 2:3 this key is indented further than the line above it"
     " allows | keys of one mapping begin in the same column"},
    {"a: 1\n"
     " b: 2\n"
     "c: 3",
     "R001 2:2 this key is indented further than the line above it"
     " allows | keys of one mapping begin in the same column"},
    {"- a\n"
     "b: 1",
     "R001 2:1 this line is not indented like its neighbours | keys"
     " of one mapping, and items of one list, begin in the same"
     " column | with 1:1"},
    {"a:\n"
     "\t- b",
     "R001 2:1 a TAB cannot indent a line | use blanks"},
    {"\ta: 1", "R001 1:1 a TAB cannot indent a line | use blanks"},
    {"a: - b", "R001 1:4 a list item cannot begin here | an item stands on a"
               " line of its own: '- value'"},
    {"- a: 1\n"
     "  b\n"
     "  c: 2",
     "R001 2:3 this line has no ': ' | write 'key: value'"},
    {"a: |\n"
     "  x\n"
     " y: 2",
     "R001 3:2 this line is not indented like its neighbours | keys"
     " of one mapping, and items of one list, begin in the same"
     " column | with 1:1"},
};

static void
lines_are_indented_alike(void **state)
{
    (void)state;
    check_all(LINES_ARE_INDENTED_ALIKE, sizeof LINES_ARE_INDENTED_ALIKE /
                                            sizeof *LINES_ARE_INDENTED_ALIKE);
}

static const finding_case CHARACTERS_OF_YAML_WANT_QUOTES[] = {
    {"a: @x", "R001 1:4 no text begins with '@' in YAML | put the text in"
              " quotes"},
    {"a: `x`", "R001 1:4 no text begins with '`' in YAML | put the text in"
               " quotes"},
    {"a: %x", "R001 1:4 no text begins with '%' in YAML | put the text in"
              " quotes"},
    {"a: \"\\d\"",
     "R117 1:5-6 in double quotes YAML takes '\\' for itself | put"
     " the text in single quotes"},
    {"a: \"\\xZZ\"",
     "R117 1:7-8 in double quotes YAML takes '\\' for itself | put"
     " the text in single quotes"},
    {"a: \001", "R004 1:4 a control character stands here"},
    {"a: \377", "R003 1:4 this byte is not UTF-8 | save the file as UTF-8"},
    {"a: b\377", "R003 1:5 this byte is not UTF-8 | save the file as UTF-8"},
    {"a: &", "R001 1:5 this cannot be read as YAML | put a text that begins"
             " with one of - ? : , [ ] { } # & * ! | > ' \" % @ in quotes |"
             " with 1:4"},
    {"a: *", "R001 1:5 this cannot be read as YAML | put a text that begins"
             " with one of - ? : , [ ] { } # & * ! | > ' \" % @ in quotes |"
             " with 1:4"},
    {"%FOO", "R001 1:5 this cannot be read as YAML | put a text that begins"
             " with one of - ? : , [ ] { } # & * ! | > ' \" % @ in quotes |"
             " with 1:1"},
};

static void
characters_of_yaml_want_quotes(void **state)
{
    (void)state;
    check_all(CHARACTERS_OF_YAML_WANT_QUOTES,
              sizeof CHARACTERS_OF_YAML_WANT_QUOTES /
                  sizeof *CHARACTERS_OF_YAML_WANT_QUOTES);
}

static const finding_case WHAT_YAML_CAN_DO_AND_WE_CANNOT[] = {
    {"a: !x b", "R009 1:4-5 a tag cannot stand in a rule set | write 'not' in a"
                " condition; put a text that begins with '!' in quotes"},
    {"a: !!str b",
     "R009 1:4-8 a tag cannot stand in a rule set | write 'not' in a"
     " condition; put a text that begins with '!' in quotes"},
    {"when: !opted_out",
     "R009 1:7-16 a tag cannot stand in a rule set | write 'not' in a"
     " condition; put a text that begins with '!' in quotes"},
    {"a: !<x y", "R001 1:7 this cannot be read as YAML | put a text that begins"
                 " with one of - ? : , [ ] { } # & * ! | > ' \" % @ in quotes |"
                 " with 1:4"},
    {"<<: 1", "R010 1:1-2 '<<' cannot stand in a rule set | repeat the keys,"
              " or use an alias for a whole value"},
    {"a: { <<: 1 }",
     "R010 1:6-7 '<<' cannot stand in a rule set | repeat the keys,"
     " or use an alias for a whole value"},
    {"\"<<\": 1", ""},
    {"a: 1\n"
     "---\n"
     "b: 2",
     "R011 2:1-3 a second document begins here"},
    {"a: 1\n"
     "...\n"
     "b: 2",
     "R001 3:1 the rules have ended before this line"},
    {"[a]: b", "R012 1:1 a key has to be text"},
    {"? [x]\n"
     ": 1",
     "R012 1:3 a key has to be text"},
    {"{a: 1}: b", "R012 1:1 a key has to be text"},
    {"*a : b", "R012 1:1 a key has to be text"},
    {"a: *x", "R013 1:4-5 '*x' has no anchor above it | put a text that begins"
              " with '*' in quotes"},
    {"a: &x [*x]",
     "R013 1:8-9 '*x' stands inside the value that it repeats | put a"
     " text that begins with '*' in quotes"},
    {"a: 1\n"
     "a: 2",
     "R008 2:1 the key 'a' stands twice | with 1:1"},
    {"a: { b: 1, b: 2, \"b\": 3 }",
     "R008 1:12 the key 'b' stands twice | with 1:6\n"
     "R008 1:19 the key 'b' stands twice | with 1:6"},
    {"a: 1\n"
     "...\n",
     ""},
    {"%YAML 1.2\n"
     "---\n"
     "a: 1",
     ""},
};

static void
what_yaml_can_do_and_we_cannot(void **state)
{
    (void)state;
    check_all(WHAT_YAML_CAN_DO_AND_WE_CANNOT,
              sizeof WHAT_YAML_CAN_DO_AND_WE_CANNOT /
                  sizeof *WHAT_YAML_CAN_DO_AND_WE_CANNOT);
}

static const finding_case AN_EMPTY_FILE_IS_REFUSED[] = {
    {"", "R014 1:1 this file is empty | a rule set begins with 'handoff:"
         " 1'"},
    {"\n"
     "\n",
     "R014 1:1 this file is empty | a rule set begins with 'handoff:"
     " 1'"},
    {"# only comments\n",
     "R014 1:1 this file holds nothing but comments | a rule set"
     " begins with 'handoff: 1'"},
    {"---\n", "R014 1:1 this file holds nothing but comments | a rule set"
              " begins with 'handoff: 1'"},
    {"--- # x\n"
     "...\n",
     "R014 1:1 this file holds nothing but comments | a rule set"
     " begins with 'handoff: 1'"},
};

static void
an_empty_file_is_refused(void **state)
{
    (void)state;
    check_all(AN_EMPTY_FILE_IS_REFUSED, sizeof AN_EMPTY_FILE_IS_REFUSED /
                                            sizeof *AN_EMPTY_FILE_IS_REFUSED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_that_yaml_cuts_should_be_quoted),
        cmocka_unit_test(brackets_and_quotes_pair),
        cmocka_unit_test(lines_are_indented_alike),
        cmocka_unit_test(characters_of_yaml_want_quotes),
        cmocka_unit_test(what_yaml_can_do_and_we_cannot),
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(a_nul_is_refused_wherever_it_stands),
        cmocka_unit_test(scalars_stay_text),
        cmocka_unit_test(places_are_those_of_the_file),
        cmocka_unit_test(anchors_are_expanded),
        cmocka_unit_test(a_mistake_that_leaves_a_tree_does),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(an_alias_is_as_deep_as_its_value),
        cmocka_unit_test(values_are_counted_after_expansion),
        cmocka_unit_test(a_large_file_is_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
