/*
 * Whole rule sets: every mistake that the sections can hold, with its place.
 * Pieces follow four lines that are a rule set by themselves.
 */
#include "rule/rules.h"
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
criteria_are_limited(void **state)
{
    (void)state;
    hf_buffer text = {0};
    hf_buffer_add_text(&text, LEAST "criteria:\n");
    for (int at = 0; at < HF_RULES_CRITERIA; at++) {
        hf_buffer_printf(&text, "- { id: c%d, when: n = 1, points: 1 }\n", at);
    }
    check_rules(hf_buffer_text(&text), "");
    hf_buffer_add_text(&text, "- { id: c, when: n = 1, points: 1 }\n");
    check_rules(hf_buffer_text(&text),
                "R032 10006:3 a rule set has at most 10,000 criteria; this has "
                "10001");
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

static void
a_rule_set_has_what_it_needs(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_whole(CASES, sizeof CASES / sizeof *CASES);
}

static void
unknown_keys_have_a_nearest_one(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
fields_are_checked(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { column: B, typ: id } } }\n",
         "R022 4:50-52 a field has no key 'typ' | did you mean 'type'?"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: nmber } } }\n",
         "R025 4:45-49 'nmber' cannot stand here | did you mean 'number'?"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: decimal } } }\n",
         "R025 4:45-51 'decimal' cannot stand here | write text, id,"
         " email, number, money, range, date, boolean or set"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { column: [] } } }\n",
         "R025 4:47 a field needs at least one column"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { column: [X, [y]] } } }\n",
         "R024 4:51 a column is a text, not a list | a text stands behind"
         " the ':' on the same line"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { column: { x: y } } } }\n",
         "R024 4:47 'column' is a text, not a mapping | a text stands"
         " behind the ':' on the same line"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { column: \"\" } } }\n",
         "R025 4:48 a column without a name"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { optional: yes } } }\n",
         "R025 4:49-51 'yes' is neither true nor false"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { format: mdy } } }\n",
         "R028 4:47-49 'format' is not for a field of the type text | it"
         " is for type: date"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: date, format: mdz }"
         " } }\n",
         "R025 4:59-61 'mdz' cannot stand here | did you mean 'mdy'?"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: date, zone: EST } }"
         " }\n",
         "R025 4:57-59 'EST' is no zone | write an offset in quotes, such"
         " as \"-05:00\", or Z"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: date, zone:"
         " \"-05:00\", format: mdy } } }\n",
         ""},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: text, decimal:"
         " \",\" } } }\n",
         "R028 4:61 'decimal' is not for a field of the type text | it is"
         " for type: number, money or range"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: number, decimal:"
         " \";\" } } }\n",
         "R025 4:63 ';' cannot stand here | write . or ,"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { separator: \";\" } } }\n",
         "R028 4:51 'separator' is not for a field of the type text | it"
         " is for type: set"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: set, separator:"
         " \"\" } } }\n",
         "R025 4:62 a separator has at least one character"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { salesforce_id: true } }"
         " }\n",
         "R028 4:54-57 'salesforce_id' is not for a field of the type"
         " text | it is for type: id"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: B, c: [B, C], d: } }\n",
         ""},
    };
    check_whole(CASES, sizeof CASES / sizeof *CASES);
}

static void
defaults_read_as_their_type(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: number, default: x"
         " } } }\n",
         "R034 4:62 'x' does not read as number | write it as a cell of"
         " the export would be"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: number, default: "
         "\" 1,5 \", decimal: \",\" } } }\n",
         ""},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: boolean, default:"
         " maybe } } }\n",
         "R034 4:63-67 'maybe' does not read as boolean | write it as a"
         " cell of the export would be"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: boolean, default:"
         " \"no\" } } }\n",
         ""},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: date, format: mdy,"
         " default: 2026-01-31 } } }\n",
         "R034 4:73-82 '2026-01-31' does not read as date | write it as a"
         " cell of the export would be"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: email, default: x }"
         " } }\n",
         "R034 4:61 'x' does not read as email | write it as a cell of"
         " the export would be"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: money, default:"
         " \"$5\" } } }\n",
         ""},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b: { type: range, default:"
         " many } } }\n",
         "R034 4:61-64 'many' does not read as range | write it as a cell"
         " of the export would be"},
    };
    check_whole(CASES, sizeof CASES / sizeof *CASES);
}

static void
the_id_is_a_field_of_text(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"handoff: 1\n"
         "ruleset: x\n"
         "leads: { id: lead_di, fields: { lead_id: Id } }\n"
         "verdicts: [{ verdict: open, means: hold }]\n",
         "R021 3:14-20 no field is called 'lead_di' | did you mean"
         " 'lead_id'?"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "leads: { id: n, fields: { n: { type: number } } }\n"
         "verdicts: [{ verdict: open, means: hold }]\n",
         "R035 3:14 'n' is of the type number and cannot name a lead |"
         " give it 'type: id' | with 3:27"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "leads: { id: n, missing: [[x], \"\", N/A], fields: { n: { type:"
         " email } } }\n"
         "verdicts: [{ verdict: open, means: hold }]\n",
         "R024 3:27 a spelling of 'missing' is a text, not a list | a"
         " text stands behind the ':' on the same line"},
    };
    check_whole(CASES, sizeof CASES / sizeof *CASES);
}

static void
names_are_spelt_for_conditions(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, b-c: B } }\n",
         "R026 4:34-36 a field cannot be called 'b-c' | names are"
         " letters, digits and '_': write 'b_c'"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, 9b: B } }\n",
         "R026 4:34-35 a field cannot be called '9b' | names are letters,"
         " digits and '_': write '_9b'"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, \"\": B } }\n",
         "R026 4:35 a field cannot be called ''"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, in: B } }\n",
         "R026 4:34-35 a field cannot be called 'in' | it is a word of"
         " the conditions: write 'in_1' or say it otherwise"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, score: B } }\n",
         "R026 4:34-38 a field cannot be called 'score' | it is a word of"
         " the conditions: write 'score_1' or say it otherwise"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, domain: B, last: L, K: K } }\n",
         ""},
        {"handoff: 1\n"
         "ruleset: x\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "leads: { id: i, fields: { i: Id, gr\303\266\303\237e: B } }\n",
         "R026 4:34-38 a field cannot be called 'gr\303\266\303\237e' |"
         " names are letters, digits and '_': write 'gr_e'"},
        {"handoff: 1\n"
         "ruleset: x\n"
         "leads: { id: i, fields: { i: Id } }\n"
         "verdicts: [{ verdict: open, means: hold }]\n"
         "lists: { free mail: [a], any: [b] }\n"
         "groups: { a-b: {}, missing: {} }\n"
         "derived: { fired: i }\n"
         "conditions: { is: i = \"a\" }\n"
         "axes: { cell: {} }\n",
         "R026 5:10-18 a list cannot be called 'free mail' | names are"
         " letters, digits and '_': write 'free_mail'\n"
         "R026 5:26-28 a list cannot be called 'any' | it is a word of"
         " the conditions: write 'any_1' or say it otherwise\n"
         "R026 6:11-13 a group cannot be called 'a-b' | names are"
         " letters, digits and '_': write 'a_b'\n"
         "R023 6:16 a group needs a key 'axis'\n"
         "R026 6:20-26 a group cannot be called 'missing' | it is a word"
         " of the conditions: write 'missing_1' or say it otherwise\n"
         "R023 6:29 a group needs a key 'axis'\n"
         "R026 7:12-16 a derived value cannot be called 'fired' | it is a"
         " word of the conditions: write 'fired_1' or say it otherwise\n"
         "R026 8:15-16 a condition cannot be called 'is' | it is a word"
         " of the conditions: write 'is_1' or say it otherwise\n"
         "R026 9:9-12 an axis cannot be called 'cell' | it is a word of"
         " the conditions: write 'cell_1' or say it otherwise"},
    };
    check_whole(CASES, sizeof CASES / sizeof *CASES);
}

static void
names_are_declared_once(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
ids_are_spelt_for_outputs(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"gates: [{ id: a b, when: a = \"1\" }, { id: -x, when: a = "
         "\"1\" }, { id: _x, when: a = \"1\" }, { id: \"\", when: a ="
         " \"1\" }, { id: 0-x_Y, when: a = \"1\" }]",
         "R026 5:15-17 a gate cannot have the id 'a b' | ids are letters,"
         " digits, '_' and '-', and begin with a letter or digit\n"
         "R026 5:43-44 a gate cannot have the id '-x' | ids are letters,"
         " digits, '_' and '-', and begin with a letter or digit\n"
         "R026 5:70-71 a gate cannot have the id '_x' | ids are letters,"
         " digits, '_' and '-', and begin with a letter or digit\n"
         "R026 5:98 a gate cannot have the id '' | ids are letters,"
         " digits, '_' and '-', and begin with a letter or digit"},
    };
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
gates_have_an_id_and_a_condition(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"gates: [{ when: a = \"1\" }, { id: x }, { id: y, when: }, text,"
         " { id: z, when: a = \"1\", consent: \"yes\" }]",
         "R023 5:9 a gate needs a key 'id'\n"
         "R023 5:28 a gate needs a key 'when'\n"
         "R023 5:48-51 nothing stands behind 'when'\n"
         "R024 5:57-60 a gate is a mapping, not a text | write { key:"
         " value }, or a 'key: value' a line\n"
         "R025 5:97-99 'yes' is neither true nor false"},
        {"gates: { id: x, when: a = \"1\" }",
         "R024 5:8 'gates' is a list, not a mapping | write [a, b], or an"
         " item a line behind '- '"},
        {"gates:\n"
         "  - id: x\n"
         "    when: a == \"1\"\n",
         "R102 7:13-14 '==' cannot stand here | write '='"},
        {"gates:", ""},
    };
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
criteria_have_points_or_cases(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"criteria: [{ id: x, when: a = \"1\" }, { id: y, points: 1 }, {"
         " id: z }]",
         "R023 5:18 a criterion needs a key 'points' | write { id: vp,"
         " when: seniority = \"vp\", points: 25 }\n"
         "R023 5:44 a criterion needs a key 'when' | write { id: vp,"
         " when: seniority = \"vp\", points: 25 }\n"
         "R023 5:66 a criterion needs keys 'when' and 'points', or a key"
         " 'first' | write { id: vp, when: seniority = \"vp\", points: 25"
         " }"},
        {"criteria: [{ id: x, when: a = \"1\", points: 1, first: [{"
         " points: 2 }] }]",
         "R028 5:21-24 a criterion has 'when' or 'first', not both | move"
         " it into the cases\n"
         "R028 5:36-41 a criterion has 'points' or 'first', not both |"
         " each case has its own points"},
        {"criteria: [{ id: x, first: [] }, { id: y, first: [{ points: 1"
         " }, { when: a = \"1\", points: 2 }] }]",
         "R025 5:28 'first' needs at least one case\n"
         "R031 5:51 a case without 'when' always holds, and more follow |"
         " only the last case may go without 'when'"},
        {"criteria: [{ id: x, first: [{ when: a = \"1\" }] }, { id: y,"
         " first: { when: a } }]",
         "R023 5:29 a case needs a key 'points'\n"
         "R024 5:67 'first' is a list, not a mapping | write [a, b], or"
         " an item a line behind '- '"},
        {"criteria: [{ id: x, when: a = \"1\", points: 1.5 }, { id: y,"
         " when: a = \"1\", points: 1000001 }, { id: z, when: a = "
         "\"1\", points: many }]",
         "R025 5:44-46 '1.5' is no whole number | write digits alone,"
         " such as 25 or -15\n"
         "R025 5:83-89 '1000001' is no number within the limits | it may"
         " be 1000000 at most, and -1000000 at least\n"
         "R025 5:126-129 'many' is no whole number | write digits alone,"
         " such as 25 or -15"},
        {"criteria: [{ id: x, when: a = \"1\", points: 1, status: of }, {"
         " id: y, when: a = \"1\", points: 1, status: disabled }]",
         "R025 5:55-56 'of' cannot stand here | did you mean 'off'?\n"
         "R025 5:104-111 'disabled' cannot stand here | write active,"
         " shadow or off"},
    };
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
dates_of_criteria_are_days(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"criteria: [{ id: x, when: a = \"1\", points: 1, from:"
         " 2026-02-30 }]",
         "R025 5:53-62 '2026-02-30' is no date | write 2026-01-31,"
         " without a time, and a day that exists"},
        {"criteria: [{ id: x, when: a = \"1\", points: 1, from:"
         " 2026-01-01T00:00:00Z }]",
         "R025 5:53-72 '2026-01-01T00:00:00Z' is no date | write"
         " 2026-01-31, without a time, and a day that exists"},
        {"criteria: [{ id: x, when: a = \"1\", points: 1, from:"
         " 2026-02-02, until: 2026-02-01 }]",
         "R029 5:72-81 'until' is before 'from' | with 5:53"},
        {"criteria: [{ id: x, when: a = \"1\", points: 1, from:"
         " 2026-02-02, until: 2026-02-02 }]",
         ""},
        {"effective_from: soon",
         "R025 5:17-20 'soon' is no date | write 2026-01-31 or"
         " 2026-01-31T09:00:00Z, and a day that exists"},
        {"effective_from: 2026-10-01T09:00:00Z", ""},
    };
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
axes_and_groups_agree(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"axes: { fit: { min: 0 }, usage: {} }\n"
         "groups: { g: { axis: fit } }\n"
         "criteria: [{ id: x, when: a = \"1\", points: 1 }]",
         "R033 7:18 the criterion 'x' names no axis | add 'axis', or a"
         " 'group' that stands on one"},
        {"axes: { fit: { min: 0 }, usage: {} }\n"
         "groups: { g: { axis: fit } }\n"
         "criteria: [{ id: x, axis: fti, when: a = \"1\", points: 1 }]",
         "R021 7:27-29 no axis is called 'fti' | did you mean 'fit'?"},
        {"axes: { fit: { min: 0 }, usage: {} }\n"
         "groups: { g: { axis: fit } }\n"
         "criteria: [{ id: x, group: h, when: a = \"1\", points: 1 }]",
         "R021 7:28 no group is called 'h' | did you mean 'g'?"},
        {"axes: { fit: { min: 0 }, usage: {} }\n"
         "groups: { g: { axis: fit } }\n"
         "criteria: [{ id: x, group: g, axis: usage, when: a = "
         "\"1\", points: 1 }]",
         "R033 7:37-41 the group 'g' stands on the axis 'fit', not"
         " 'usage' | leave out 'axis': the group names it | with 6:11"},
        {"axes: { fit: { min: 0 }, usage: {} }\n"
         "groups: { g: { axis: fit } }\n"
         "criteria: [{ id: x, group: g, axis: fit, when: a = "
         "\"1\", points: 1 }]",
         ""},
        {"axes: { fit: {} }\n"
         "groups: { g: {}, h: { axis: x } }",
         "R023 6:14 a group needs a key 'axis'\n"
         "R021 6:29 no axis is called 'x'"},
        {"groups: { g: { max: 3 }, h: }\n"
         "criteria: [{ id: x, group: g, axis: points, when: a = "
         "\"1\", points: 1 }]",
         ""},
        {"axes: { fit: { min: 3, max: 2 } }",
         "R029 5:29 'max' is below 'min' | with 5:21"},
        {"axes: { fit: 3 }",
         "R024 5:14 an axis is a mapping, not a text | write { key: value"
         " }, or a 'key: value' a line"},
        {"axes: [fit]",
         "R024 5:7 'axes' is a mapping, not a list | write { key: value"
         " }, or a 'key: value' a line"},
        {"score: { min: 5, max: -5 }",
         "R029 5:23-24 'max' is below 'min' | with 5:15"},
    };
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
bands_fall_to_any(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"axes: { f: { bands: { A: 3, B: 4, C: any } } }",
         "R030 5:32 the figures of the bands do not fall | the highest"
         " band stands first"},
        {"axes: { f: { bands: { A: 3, B: 3, C: any } } }",
         "R030 5:32 the figures of the bands do not fall | the highest"
         " band stands first"},
        {"axes: { f: { bands: { A: 3, B: 2 } } }",
         "R030 5:32 the last band is not 'any' | end with a band that"
         " holds for the rest: C: any"},
        {"axes: { f: { bands: { A: any, B: any } } }",
         "R030 5:26-28 bands follow behind 'any' | only the last band is"
         " 'any'"},
        {"axes: { f: { bands: {} } }",
         "R030 5:21 there are no bands | write { A: 45, B: any }, or"
         " leave out 'bands'"},
        {"axes: { f: { bands: { A: high, B: any } } }",
         "R025 5:26-29 'high' is no whole number | write digits alone,"
         " such as 25 or -15"},
        {"axes: { f: { bands: { \"1\": 5, NO: -1, \"\": any } } }",
         "R030 5:40 a band without a name | write { A: 45, B: any }"},
        {"axes: { f: { bands: { only: any } } }", ""},
        {"axes: { f: { bands: [A, B] } }",
         "R024 5:21 'bands' is a mapping, not a list | write { key: value"
         " }, or a 'key: value' a line"},
    };
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
derived_values_are_values(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
the_last_verdict_is_for_all(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: [{ verdict: a, means: pass, when: n > 1 }]",
         "R031 4:45-49 the last verdict has a 'when', so that a lead may"
         " get none | end with one without: { verdict: nurture, means:"
         " hold }"},
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: [{ verdict: a, means: pass }, { verdict: b, means:"
         " hold }]",
         "R031 4:12 a verdict without 'when' always holds, and more"
         " follow | only the last verdict goes without 'when'"},
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: []",
         "R025 4:11 there are no verdicts | the least is [{ verdict:"
         " open, means: hold }]"},
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: [{ verdict: a, means: passs }]",
         "R025 4:33-37 'passs' cannot stand here | did you mean 'pass'?"},
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: [{ verdict: a, means: won }]",
         "R025 4:33-35 'won' cannot stand here | write pass, hold,"
         " disqualify, insufficient or exclude"},
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: [{ verdict: \"\", means: hold }]",
         "R025 4:24 a verdict without a name"},
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: [{ means: hold }]",
         "R023 4:12 a verdict needs a key 'verdict'"},
        {"handoff: 1\n"
         "ruleset: test\n"
         "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
         "verdicts: { a: pass }",
         "R024 4:11 'verdicts' is a list, not a mapping | write [a, b],"
         " or an item a line behind '- '"},
    };
    check_whole(CASES, sizeof CASES / sizeof *CASES);
}

static void
routes_may_go_without_conditions(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
        {"routes: [{ to: a }, { to: b, when: n > 1, sla: 4h }]", ""},
        {"routes: [{ to: a, sla: 4 }, { to: b, sla: 0h }, { to: c, sla:"
         " 1y }]",
         "R025 5:24 '4' is no duration | write 90m, 12h, 30d or 6w;"
         " months and years differ in length\n"
         "R025 5:43-44 '0h' is no duration | write 90m, 12h, 30d or 6w;"
         " months and years differ in length\n"
         "R025 5:63-64 '1y' is no duration | write 90m, 12h, 30d or 6w;"
         " months and years differ in length"},
        {"routes: [{ when: n > 1 }, { to: \"\" }]",
         "R023 5:10 a route needs a key 'to'\n"
         "R025 5:34 a route without a name"},
    };
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
lists_hold_texts(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
structured_conditions_have_one_word(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
conditions_cut_by_yaml_should_be_quoted(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

static void
mistakes_are_reported_together(void **state)
{
    (void)state;
    static const finding_case CASES[] = {
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
    check_pieces(CASES, sizeof CASES / sizeof *CASES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_set_has_what_it_needs),
        cmocka_unit_test(unknown_keys_have_a_nearest_one),
        cmocka_unit_test(fields_are_checked),
        cmocka_unit_test(defaults_read_as_their_type),
        cmocka_unit_test(the_id_is_a_field_of_text),
        cmocka_unit_test(names_are_spelt_for_conditions),
        cmocka_unit_test(names_are_declared_once),
        cmocka_unit_test(ids_are_spelt_for_outputs),
        cmocka_unit_test(gates_have_an_id_and_a_condition),
        cmocka_unit_test(criteria_have_points_or_cases),
        cmocka_unit_test(dates_of_criteria_are_days),
        cmocka_unit_test(axes_and_groups_agree),
        cmocka_unit_test(bands_fall_to_any),
        cmocka_unit_test(derived_values_are_values),
        cmocka_unit_test(the_last_verdict_is_for_all),
        cmocka_unit_test(routes_may_go_without_conditions),
        cmocka_unit_test(lists_hold_texts),
        cmocka_unit_test(structured_conditions_have_one_word),
        cmocka_unit_test(conditions_cut_by_yaml_should_be_quoted),
        cmocka_unit_test(mistakes_are_reported_together),
        cmocka_unit_test(twenty_errors_are_shown_and_all_counted),
        cmocka_unit_test(criteria_are_limited),
        cmocka_unit_test(a_byte_order_mark_is_no_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
