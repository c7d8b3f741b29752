/*
 * Axes, bands, groups, verdicts and routes: every mistake with its place.
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

static const finding_case AXES_AND_GROUPS_AGREE[] = {
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
     "R021 7:28 no group is called 'h'"},
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

static void
axes_and_groups_agree(void **state)
{
    (void)state;
    check_pieces(AXES_AND_GROUPS_AGREE,
                 sizeof AXES_AND_GROUPS_AGREE / sizeof *AXES_AND_GROUPS_AGREE);
}

static const finding_case BANDS_FALL_TO_ANY[] = {
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

static void
bands_fall_to_any(void **state)
{
    (void)state;
    check_pieces(BANDS_FALL_TO_ANY,
                 sizeof BANDS_FALL_TO_ANY / sizeof *BANDS_FALL_TO_ANY);
}

static const finding_case THE_LAST_VERDICT_IS_FOR_ALL[] = {
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

static void
the_last_verdict_is_for_all(void **state)
{
    (void)state;
    check_whole(THE_LAST_VERDICT_IS_FOR_ALL,
                sizeof THE_LAST_VERDICT_IS_FOR_ALL /
                    sizeof *THE_LAST_VERDICT_IS_FOR_ALL);
}

static const finding_case ROUTES_MAY_GO_WITHOUT_CONDITIONS[] = {
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

static void
routes_may_go_without_conditions(void **state)
{
    (void)state;
    check_pieces(ROUTES_MAY_GO_WITHOUT_CONDITIONS,
                 sizeof ROUTES_MAY_GO_WITHOUT_CONDITIONS /
                     sizeof *ROUTES_MAY_GO_WITHOUT_CONDITIONS);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(axes_and_groups_agree),
        cmocka_unit_test(bands_fall_to_any),
        cmocka_unit_test(the_last_verdict_is_for_all),
        cmocka_unit_test(routes_may_go_without_conditions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
