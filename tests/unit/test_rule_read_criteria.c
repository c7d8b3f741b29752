/*
 * Gates and criteria: every mistake with its place. Pieces follow four lines
 * that are a rule set by themselves.
 */
#include "rule_cases.h"

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

static const finding_case IDS_ARE_SPELT_FOR_OUTPUTS[] = {
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

static void
ids_are_spelt_for_outputs(void **state)
{
    (void)state;
    check_pieces(IDS_ARE_SPELT_FOR_OUTPUTS,
                 sizeof IDS_ARE_SPELT_FOR_OUTPUTS /
                     sizeof *IDS_ARE_SPELT_FOR_OUTPUTS);
}

static const finding_case GATES_HAVE_AN_ID_AND_A_CONDITION[] = {
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

static void
gates_have_an_id_and_a_condition(void **state)
{
    (void)state;
    check_pieces(GATES_HAVE_AN_ID_AND_A_CONDITION,
                 sizeof GATES_HAVE_AN_ID_AND_A_CONDITION /
                     sizeof *GATES_HAVE_AN_ID_AND_A_CONDITION);
}

static const finding_case CRITERIA_HAVE_POINTS_OR_CASES[] = {
    {"criteria: [{ id: x, when: , points: 1 }, { id: y, first: [{ when: ,"
     " points: 1 }, { points: 2 }] }]\nroutes: [{ to: x, when: }]",
     "R023 5:21-24 nothing stands behind 'when'\n"
     "R023 5:61-64 nothing stands behind 'when'\n"
     "R023 6:19-22 nothing stands behind 'when'"},
    {"criteria: [{ id: x, when: a = \"u, points: 1 }]",
     "R101 5:31-32 this text is never closed | a closing \" is missing"},
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

static void
criteria_have_points_or_cases(void **state)
{
    (void)state;
    check_pieces(CRITERIA_HAVE_POINTS_OR_CASES,
                 sizeof CRITERIA_HAVE_POINTS_OR_CASES /
                     sizeof *CRITERIA_HAVE_POINTS_OR_CASES);
}

static const finding_case DATES_OF_CRITERIA_ARE_DAYS[] = {
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

static void
dates_of_criteria_are_days(void **state)
{
    (void)state;
    check_pieces(DATES_OF_CRITERIA_ARE_DAYS,
                 sizeof DATES_OF_CRITERIA_ARE_DAYS /
                     sizeof *DATES_OF_CRITERIA_ARE_DAYS);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_spelt_for_outputs),
        cmocka_unit_test(gates_have_an_id_and_a_condition),
        cmocka_unit_test(criteria_have_points_or_cases),
        cmocka_unit_test(dates_of_criteria_are_days),
        cmocka_unit_test(criteria_are_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
