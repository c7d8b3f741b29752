/* The 1st, 2nd, 3rd ... allocation fails: every call ends with
 * HANDOFF_SYSTEM, sets nothing and leaves nothing behind (run under a
 * sanitizer to see that). */
#include "checked.h"

#include "base/memory.h"

static const char REST[] =
    "gates: [{ id: g, when: opted_out or seniority = \"vp\" }]\n"
    "axes: { fit: { max: 20, bands: { A: 10, B: any } } }\n"
    "groups: { some: { axis: fit, max: 9 } }\n"
    "criteria:\n"
    "  - { id: a, axis: fit, points: 7, when: 'title matches /\\bvp\\b/' }\n"
    "  - { id: b, group: some, points: 5, when: country in core }\n"
    "  - { id: c, axis: fit, points: 9, when: 'topics has all of core' }\n"
    "  - { id: d, axis: fit, points: 9, when: 'enterprise and rank >= 2' }\n"
    "verdicts:\n"
    "  - { verdict: yes, means: pass, when: fit > 15 }\n"
    "  - { verdict: no, means: hold }\n";

typedef handoff_status (*call)(const handoff_plan *plan, const char *path,
                               handoff_shape shape, char **out,
                               handoff_findings *findings);

static handoff_status
call_explain(const handoff_plan *plan, const char *path, handoff_shape shape,
             char **out, handoff_findings *findings)
{
    handoff_input_options input = checked_input();
    return handoff_explain(plan, path, &input, "1", shape, 80, 0, out,
                           findings);
}

static handoff_status
call_inspect(const handoff_plan *plan, const char *path, handoff_shape shape,
             char **out, handoff_findings *findings)
{
    handoff_input_options input = checked_input();
    return handoff_inspect(plan, path, &input, shape, 80, 0, out, findings);
}

static handoff_status
call_test(const handoff_plan *plan, const char *path, handoff_shape shape,
          char **out, handoff_findings *findings)
{
    handoff_test_options options = {.shape = shape, .width = 80};
    (void)plan;
    return handoff_test(path, &options, out, findings);
}

// Fail each allocation in turn, in steps that grow, until none is reached.
static void
walk(call of, const handoff_plan *plan, const char *path, handoff_status ends)
{
    for (int shape = HANDOFF_SHAPE_TEXT; shape <= HANDOFF_SHAPE_JSON;
         shape += 2) {
        for (unsigned long nth = 1;; nth += 1 + nth / 64) {
            handoff_findings *findings = handoff_findings_new();
            char *text = NULL;
            hf_memory_fail_at(nth);
            handoff_status status =
                of(plan, path, (handoff_shape)shape, &text, findings);
            hf_memory_fail_at(0);
            handoff_findings_free(findings);
            if (status == ends) {
                assert_non_null(text);
                handoff_free(text);
                break;
            }
            assert_int_equal(status, HANDOFF_SYSTEM);
            assert_null(text);
            assert_true(nth < 100000);
        }
    }
}

static void
explaining_and_inspecting_survive_a_lack_of_memory(void **state)
{
    (void)state;
    hf_buffer rules = {0};
    hf_buffer_add_text(&rules, PLANNED_HEAD);
    hf_buffer_add_text(&rules, REST);
    handoff_plan *plan = planned_must(hf_buffer_text(&rules));
    const char *leads = checked_file(
        "leads.csv",
        "Id,Title,Country,Email,Employees,Revenue,Created,Touched,Out,"
        "Customer,Topics,More\n1,VP,US,a@b,20,,2026-01-01,,no,no,US;x,\n"
        "2,VP,US,a@b,20,many,,,no,no,US;x,\n3\n");
    walk(call_inspect, plan, leads, HANDOFF_OK);
    walk(call_explain, plan, leads, HANDOFF_OK);
    handoff_plan_free(plan);
    hf_buffer_clear(&rules);
}

static void
tests_survive_a_lack_of_memory(void **state)
{
    (void)state;
    hf_buffer rules = {0};
    hf_buffer_add_text(&rules, PLANNED_HEAD);
    hf_buffer_add_text(&rules, REST);
    const char *path = checked_file("r.yaml", hf_buffer_text(&rules));
    checked_file("r.test.yaml",
                 "as_of: 2026-10-01\nleads: cases.csv\ncases:\n"
                 "  - name: it\n    lead: { title: VP, employees: many }\n"
                 "    expect: { verdict: yes, fired: [a], unknown: [] }\n");
    checked_file("cases.csv", "Title,Country,verdict,fired\nVP,US,no,a;b\n");
    walk(call_test, NULL, path, HANDOFF_FINDINGS);
    hf_buffer_clear(&rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(explaining_and_inspecting_survive_a_lack_of_memory),
        cmocka_unit_test(tests_survive_a_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, checked_remove);
}
