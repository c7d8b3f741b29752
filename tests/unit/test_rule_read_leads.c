/*
 * Fields, the field that names a lead, and how names are spelt: every mistake
 * with its place.
 */
#include "rule_cases.h"

static void
check_whole(const finding_case *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        check_rules(cases[at].text, cases[at].findings);
    }
}

static const finding_case FIELDS_ARE_CHECKED[] = {
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

static void
fields_are_checked(void **state)
{
    (void)state;
    check_whole(FIELDS_ARE_CHECKED,
                sizeof FIELDS_ARE_CHECKED / sizeof *FIELDS_ARE_CHECKED);
}

static const finding_case DEFAULTS_READ_AS_THEIR_TYPE[] = {
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

static void
defaults_read_as_their_type(void **state)
{
    (void)state;
    check_whole(DEFAULTS_READ_AS_THEIR_TYPE,
                sizeof DEFAULTS_READ_AS_THEIR_TYPE /
                    sizeof *DEFAULTS_READ_AS_THEIR_TYPE);
}

static const finding_case THE_ID_IS_A_FIELD_OF_TEXT[] = {
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

static void
the_id_is_a_field_of_text(void **state)
{
    (void)state;
    check_whole(THE_ID_IS_A_FIELD_OF_TEXT,
                sizeof THE_ID_IS_A_FIELD_OF_TEXT /
                    sizeof *THE_ID_IS_A_FIELD_OF_TEXT);
}

static const finding_case NAMES_ARE_SPELT_FOR_CONDITIONS[] = {
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

static void
names_are_spelt_for_conditions(void **state)
{
    (void)state;
    check_whole(NAMES_ARE_SPELT_FOR_CONDITIONS,
                sizeof NAMES_ARE_SPELT_FOR_CONDITIONS /
                    sizeof *NAMES_ARE_SPELT_FOR_CONDITIONS);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_checked),
        cmocka_unit_test(defaults_read_as_their_type),
        cmocka_unit_test(the_id_is_a_field_of_text),
        cmocka_unit_test(names_are_spelt_for_conditions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
