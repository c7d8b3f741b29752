/*
 * Whole rule sets: what they need, keys, names, lists, conditions that YAML
 * cuts, and many mistakes at once.
 */
#include "rule_cases.h"

static void
check_whole(const finding_case *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        check_rules(cases[at].text, cases[at].findings);
    }
}

static void
check_pieces(const finding_case *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        hf_buffer text = {0};
        hf_buffer_add_text(&text, LEAST);
        hf_buffer_add_text(&text, cases[at].text);
        check_rules(hf_buffer_text(&text), cases[at].findings);
        hf_buffer_clear(&text);
    }
}

static void
twenty_errors_are_shown_and_all_counted(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, LEAST "conditions:\n");
    for (int at = 0; at < 30; at++) {
        hf_buffer_printf(&text, "  c%d: n == %d\n", at, at);
    }
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    assert_int_equal(handoff_rules_load_text(FILE_NAME, hf_buffer_text(&text),
                                             text.len, NULL, &rules, findings),
                     HANDOFF_RULES);
    assert_int_equal(handoff_findings_count(findings, HANDOFF_ERROR), 30);
    assert_int_equal(handoff_findings_kept(findings), 20);
    assert_int_equal(handoff_findings_get(findings, 19).line, 25);
    handoff_findings_free(findings);
    hf_buffer_clear(&text);
}

static void
a_byte_order_mark_is_no_column(void **state)
{
    (void)state;
    check_rules("\357\273\277handof: 1\n",
                "R022 1:1-6 a rule set has no key 'handof' | did you mean "
                "'handoff'?\n"
                "R023 1:1-6 a rule set needs a key 'ruleset'\n"
                "R023 1:1-6 a rule set needs a key 'leads'\n"
                "R023 1:1-6 a rule set needs a key 'verdicts'");
}

static const finding_case A_RULE_SET_HAS_WHAT_IT_NEEDS[] = {
    {"ruleset: x", "R023 1:1-7 a rule set needs a key 'handoff'\n"
                   "R023 1:1-7 a rule set needs a key 'leads'\n"
                   "R023 1:1-7 a rule set needs a key 'verdicts'"},
    {"a: 1", "R022 1:1 a rule set has no key 'a' | it may have handoff,"
             " ruleset, title, owner, version, effective_from, include,"
             " leads, lists, derived, conditions, gates, axes, groups,"
             " criteria, score, verdicts, routes\n"
             "R023 1:1 a rule set needs a key 'handoff'\n"
             "R023 1:1 a rule set needs a key 'ruleset'\n"
             "R023 1:1 a rule set needs a key 'leads'\n"
             "R023 1:1 a rule set needs a key 'verdicts'"},
    {"[a]", "R024 1:1 a rule set is a mapping, not a list | write { key:"
            " value }, or a 'key: value' a line"},
    {"text", "R024 1:1-4 a rule set is a mapping, not a text | write { key:"
             " value }, or a 'key: value' a line"},
    {"handoff: 1\n"
     "ruleset: x\n"
     "leads:\n"
     "verdicts: []",
     "R023 1:1-7 a rule set needs a key 'leads'\n"
     "R025 4:11 there are no verdicts | the least is [{ verdict:"
     " open, means: hold }]"},
    {"handoff: 2\n"
     "ruleset: x\n"
     "leads: { fields: { i: Id } }\n"
     "verdicts: [{ verdict: open, means: hold }]\n",
     "R020 1:10 version '2' of the rule language is not known | this"
     " program reads 'handoff: 1'\n"
     "R023 3:8 'leads' needs a key 'id'"},
    {"handoff: 1\n"
     "rulset: x\n"
     "leads: { id: i, field: { i: Id } }\n"
     "verdicts: [{ verdict: open, means: hold }]\n",
     "R022 2:1-6 a rule set has no key 'rulset' | did you mean"
     " 'ruleset'?\n"
     "R022 3:17-21 'leads' has no key 'field' | did you mean 'fields'?"},
    {"handoff: 1\n"
     "ruleset:\n"
     "  - x\n"
     "leads: { id: i, fields: { i: Id } }\n"
     "verdicts: [{ verdict: open, means: hold }]\n",
     "R024 3:3 'ruleset' is a text, not a list | a text stands behind"
     " the ':' on the same line"},
    {"handoff: 1\n"
     "ruleset: test\n"
     "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
     "verdicts: [{ verdict: open, means: hold }]\n",
     ""},
};

static void
a_rule_set_has_what_it_needs(void **state)
{
    (void)state;
    check_whole(A_RULE_SET_HAS_WHAT_IT_NEEDS,
                sizeof A_RULE_SET_HAS_WHAT_IT_NEEDS /
                    sizeof *A_RULE_SET_HAS_WHAT_IT_NEEDS);
}

static const finding_case UNKNOWN_KEYS_HAVE_A_NEAREST_ONE[] = {
    {"criterias: []",
     "R022 5:1-9 a rule set has no key 'criterias' | did you mean"
     " 'criteria'?"},
    {"activities: {}",
     "R022 5:1-10 a rule set has no key 'activities' | it may have"
     " handoff, ruleset, title, owner, version, effective_from,"
     " include, leads, lists, derived, conditions, gates, axes,"
     " groups, criteria, score, verdicts, routes"},
    {"gates: [{ id: x, when: a = \"1\", becuse: y }]",
     "R022 5:33-38 a gate has no key 'becuse' | did you mean"
     " 'because'?"},
    {"criteria: [{ id: x, wenn: a = \"1\", points: 1 }]",
     "R023 5:18 a criterion needs a key 'when' | write { id: vp,"
     " when: seniority = \"vp\", points: 25 }\n"
     "R022 5:21-24 a criterion has no key 'wenn' | it may have id,"
     " axis, group, when, points, first, because, owner, from, until,"
     " status"},
    {"criteria: [{ id: x, for_each: a, points: 1 }]",
     "R023 5:18 a criterion needs a key 'when' | write { id: vp,"
     " when: seniority = \"vp\", points: 25 }\n"
     "R022 5:21-28 a criterion has no key 'for_each' | it may have"
     " id, axis, group, when, points, first, because, owner, from,"
     " until, status"},
    {"gates: [{ id: x, when: a = \"1\", zzz: y }]",
     "R022 5:33-35 a gate has no key 'zzz' | it may have id, when,"
     " because, owner, consent"},
    {"score: { mni: 1 }",
     "R022 5:10-12 'score' has no key 'mni' | did you mean 'min'?"},
    {"lists: { l: { fiel: x } }",
     "R022 5:15-18 a list has no key 'fiel' | did you mean 'file'?"},
};

static void
unknown_keys_have_a_nearest_one(void **state)
{
    (void)state;
    check_pieces(UNKNOWN_KEYS_HAVE_A_NEAREST_ONE,
                 sizeof UNKNOWN_KEYS_HAVE_A_NEAREST_ONE /
                     sizeof *UNKNOWN_KEYS_HAVE_A_NEAREST_ONE);
}

static const finding_case NAMES_ARE_DECLARED_ONCE[] = {
    {"derived: { a: n + 1 }",
     "R027 5:12 the name 'a' is already taken by a field | with 3:34"},
    {"conditions: { a: n > 1 }\n"
     "axes: { n: {} }",
     "R027 5:15 the name 'a' is already taken by a field | with 3:34\n"
     "R027 6:9 the name 'n' is already taken by a field | with 3:40"},
    {"derived: { x: n }\n"
     "conditions: { x: n = 1 }",
     "R027 6:15 the name 'x' is already taken by a derived value |"
     " with 5:12"},
    {"lists: { a: [x] }\n"
     "groups: { a: {} }",
     ""},
    {"gates: [{ id: x, when: a = \"1\" }]\n"
     "criteria:\n"
     "  - { id: x, when: a = \"1\", points: 1 }\n"
     "  - { id: y, when: a = \"1\", points: 1 }\n"
     "  - { id: y, when: a = \"1\", points: 1 }",
     "R027 7:11 the name 'x' is already taken by a gate | with 5:15\n"
     "R027 9:11 the name 'y' is already taken by a criterion | with"
     " 8:11"},
    {"derived: { points: n }",
     "R027 5:12-17 'points' is the name of the axis that a rule set"
     " without axes has | call it otherwise, or declare 'axes'"},
    {"axes: { points: {} }", ""},
};

static void
names_are_declared_once(void **state)
{
    (void)state;
    check_pieces(NAMES_ARE_DECLARED_ONCE, sizeof NAMES_ARE_DECLARED_ONCE /
                                              sizeof *NAMES_ARE_DECLARED_ONCE);
}

static const finding_case DERIVED_VALUES_ARE_VALUES[] = {
    {"derived: { x: n > 3 }",
     "R116 5:15-19 this is a condition, not a value | move it to"
     " 'conditions', or write 'first' with 'when' and 'is'"},
    {"derived: { x: { first: [{ when: n > 3, is: big }, { is: small"
     " }] } }",
     ""},
    {"derived: { x: { first: [{ is: big }, { when: n > 3, is: small"
     " }] } }",
     "R031 5:25 a case without 'when' always holds, and more follow |"
     " only the last case may go without 'when'"},
    {"derived: { x: { first: [{ when: n > 3 }] } }",
     "R023 5:25 a case needs a key 'is'"},
    {"derived: { x: { first: [{ when: n > 3, points: 3 }] } }",
     "R023 5:25 a case needs a key 'is'\n"
     "R022 5:40-45 a case has no key 'points' | it may have when, is"},
    {"derived: { x: [a, b] }",
     "R024 5:15 a derived value is a mapping, not a list | write {"
     " key: value }, or a 'key: value' a line"},
    {"derived: { x: }", "R100 5:15 a condition or value is missing here"},
    {"derived: { x: { frist: [] } }",
     "R022 5:17-21 a derived value has no key 'frist' | did you mean"
     " 'first'?"},
};

static void
derived_values_are_values(void **state)
{
    (void)state;
    check_pieces(DERIVED_VALUES_ARE_VALUES,
                 sizeof DERIVED_VALUES_ARE_VALUES /
                     sizeof *DERIVED_VALUES_ARE_VALUES);
}

static const finding_case LISTS_HOLD_TEXTS[] = {
    {"lists: { a: [x, \"\", [y]] }",
     "R025 5:18 a value of a list is empty | an empty value is"
     " missing: ask for 'is missing'\n"
     "R024 5:21 a value of a list is a text, not a list | a text"
     " stands behind the ':' on the same line"},
    {"lists: { a: x }",
     "R024 5:13 a list is written as [a, b] or names a file | write {"
     " file: lists/name.txt } for a file"},
    {"lists: { a: [] }", "R207 5:10 the list 'a' has no values"},
    {"lists: { a: { file: x.txt } }",
     "R209 5:21-25 a rule set from memory cannot name a file"},
    {"lists: { a: { column: x } }", "R023 5:13 a list needs a key 'file'"},
    {"lists: { a: [NO, 012, on] }", ""},
    {"include: [x.yaml]",
     "R209 5:11-16 a rule set from memory cannot name a file"},
    {"include: x.yaml",
     "R024 5:10-15 'include' is a list, not a text | write [a, b], or"
     " an item a line behind '- '"},
};

static void
lists_hold_texts(void **state)
{
    (void)state;
    check_pieces(LISTS_HOLD_TEXTS,
                 sizeof LISTS_HOLD_TEXTS / sizeof *LISTS_HOLD_TEXTS);
}

static const finding_case STRUCTURED_CONDITIONS_HAVE_ONE_WORD[] = {
    {"conditions: { x: { all: [n > 1, { any: [a = \"b\", { none: [n ="
     " 3] }] }] } }",
     ""},
    {"conditions: { x: { al: [n > 1] } }",
     "R114 5:20-21 a condition has no key 'al' | did you mean 'all'?"},
    {"conditions: { x: { all: [n > 1], any: [n > 2] } }",
     "R114 5:18 a condition has one of 'all', 'any' and 'none' | nest"
     " them: { all: [a, { any: [b, c] }] }"},
    {"conditions: { x: { all: [] } }",
     "R114 5:20-22 a list of conditions is missing behind it | write"
     " { any: [enterprise, country = \"US\"] }"},
    {"conditions: { x: { any: n > 1 } }",
     "R114 5:20-22 a list of conditions is missing behind it | write"
     " { any: [enterprise, country = \"US\"] }"},
    {"conditions: { x: [n > 1] }",
     "R114 5:18 a list of conditions needs a word before it | write {"
     " all: [...] } or { any: [...] }"},
    {"conditions: { x: {} }",
     "R114 5:18 a condition has one of 'all', 'any' and 'none' | nest"
     " them: { all: [a, { any: [b, c] }] }"},
    {"conditions: { x: { when: n } }",
     "R114 5:20-23 a condition has no key 'when' | it is a text, or"
     " has one of 'all', 'any' and 'none'"},
    {"conditions: { x: { all: [n >, n == 2] } }",
     "R100 5:28 a value is missing behind '>'\n"
     "R102 5:33-34 '==' cannot stand here | write '='"},
};

static void
structured_conditions_have_one_word(void **state)
{
    (void)state;
    check_pieces(STRUCTURED_CONDITIONS_HAVE_ONE_WORD,
                 sizeof STRUCTURED_CONDITIONS_HAVE_ONE_WORD /
                     sizeof *STRUCTURED_CONDITIONS_HAVE_ONE_WORD);
}

static const finding_case CONDITIONS_CUT_BY_YAML_SHOULD_BE_QUOTED[] = {
    {"conditions:\n"
     "  x: a = \"b #c\"\n",
     "R002 6:13 put the condition in quotes: ' #' begins a comment |"
     " single quotes around the whole value, as in 'country in [US,"
     " CA]'"},
    {"conditions:\n"
     "  x: a in [b #c, d]\n",
     "R002 6:14 put the condition in quotes: ' #' begins a comment |"
     " single quotes around the whole value, as in 'country in [US,"
     " CA]'"},
    {"conditions:\n"
     "  x: a matches /c #/\n",
     "R002 6:19 put the condition in quotes: ' #' begins a comment |"
     " single quotes around the whole value, as in 'country in [US,"
     " CA]'"},
    {"criteria: [{ id: x, when: least(n, 3) > 2, points: 1 }]",
     "R002 5:34 put the condition in quotes: inside { } and [ ] YAML"
     " takes ',' for itself | single quotes around the whole value,"
     " as in 'country in [US, CA]'"},
    {"criteria: [{ id: x, when: a = \"b, c\", points: 1 }]",
     "R002 5:33 put the condition in quotes: inside { } and [ ] YAML"
     " takes ',' for itself | single quotes around the whole value,"
     " as in 'country in [US, CA]'"},
    {"conditions: { x: { all: [least(n, 3) > 2, n = 3] } }",
     "R002 5:33 put the condition in quotes: inside { } and [ ] YAML"
     " takes ',' for itself | single quotes around the whole value,"
     " as in 'country in [US, CA]'"},
    {"conditions:\n"
     "  x:\n"
     "    all:\n"
     "      - a = \"b: c\"\n"
     "      - n = 3\n",
     "R002 8:9-14 put the condition in quotes: YAML takes ': ' for a"
     " key | single quotes around the whole value, as in 'source ="
     " \"Event: Berlin\"'"},
    {"conditions: { x: { all: [a = \"b: c\", n = 3] } }",
     "R002 5:26-31 put the condition in quotes: YAML takes ': ' for a"
     " key | single quotes around the whole value, as in 'source ="
     " \"Event: Berlin\"'"},
    {"gates: [{ id: x, when: n > 1, stray }]",
     "R002 5:31-35 put the condition in quotes: inside { } YAML takes"
     " ',' for itself | 'stray' stands alone behind a ','"},
    {"conditions: { x: \"a matches /\\bx/\" }",
     "R117 5:19-33 in double quotes YAML takes '\\' for itself | put"
     " the condition in single quotes"},
    {"conditions:\n"
     "  x: a == 3 # a comment\n",
     "R102 6:8-9 '==' cannot stand here | write '='"},
    {"conditions: { x: n >, y: n = 3 }",
     "R100 5:20 a value is missing behind '>'"},
};

static void
conditions_cut_by_yaml_should_be_quoted(void **state)
{
    (void)state;
    check_pieces(CONDITIONS_CUT_BY_YAML_SHOULD_BE_QUOTED,
                 sizeof CONDITIONS_CUT_BY_YAML_SHOULD_BE_QUOTED /
                     sizeof *CONDITIONS_CUT_BY_YAML_SHOULD_BE_QUOTED);
}

static const finding_case MISTAKES_ARE_REPORTED_TOGETHER[] = {
    {"gates:\n"
     "  - { id: x y, when: n == 1 }\n"
     "  - { id: z, whn: n }\n"
     "criteria:\n"
     "  - { id: c, when: n >, points: x }\n"
     "routes: [{ to: a, sla: 3 }]\n",
     "R026 6:11-13 a gate cannot have the id 'x y' | ids are letters,"
     " digits, '_' and '-', and begin with a letter or digit\n"
     "R102 6:24-25 '==' cannot stand here | write '='\n"
     "R022 7:14-16 a gate has no key 'whn' | did you mean 'when'?\n"
     "R100 9:22 a value is missing behind '>'\n"
     "R025 9:33 'x' is no whole number | write digits alone, such as"
     " 25 or -15\n"
     "R025 10:24 '3' is no duration | write 90m, 12h, 30d or 6w;"
     " months and years differ in length"},
};

static void
mistakes_are_reported_together(void **state)
{
    (void)state;
    check_pieces(MISTAKES_ARE_REPORTED_TOGETHER,
                 sizeof MISTAKES_ARE_REPORTED_TOGETHER /
                     sizeof *MISTAKES_ARE_REPORTED_TOGETHER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_set_has_what_it_needs),
        cmocka_unit_test(unknown_keys_have_a_nearest_one),
        cmocka_unit_test(names_are_declared_once),
        cmocka_unit_test(derived_values_are_values),
        cmocka_unit_test(lists_hold_texts),
        cmocka_unit_test(structured_conditions_have_one_word),
        cmocka_unit_test(conditions_cut_by_yaml_should_be_quoted),
        cmocka_unit_test(mistakes_are_reported_together),
        cmocka_unit_test(twenty_errors_are_shown_and_all_counted),
        cmocka_unit_test(a_byte_order_mark_is_no_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
