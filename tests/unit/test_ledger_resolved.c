/* Revisions, kept as one text: it loads to the same revision. */
#include "testing.h"

#include "base/buffer.h"
#include "ledger/resolved.h"

#include <stdlib.h>
#include <unistd.h>

static void
assert_round_trip(handoff_rules *rules, handoff_findings *findings)
{
    handoff_rules *again = NULL;
    hf_buffer text = {0};
    hf_resolved_print(rules, &text);
    assert_false(text.failed);
    handoff_status status =
        hf_resolved_load(hf_buffer_view(&text), &again, findings);
    if (status != HANDOFF_OK) {
        char *print = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
        print_error("%s\n%s\n", print, hf_buffer_text(&text));
        handoff_free(print);
        fail();
    }
    assert_string_equal(handoff_rules_revision(again),
                        handoff_rules_revision(rules));
    handoff_rules_free(again);
    hf_buffer_clear(&text);
}

static void
round_trip_file(const char *path)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    assert_int_equal(handoff_rules_load(path, &rules, findings), HANDOFF_OK);
    assert_round_trip(rules, findings);
    handoff_rules_free(rules);
    handoff_findings_free(findings);
}

static void
the_rule_sets_that_come_along_stay_what_they_are(void **state)
{
    (void)state;
    round_trip_file("rules/education.yaml");
    round_trip_file("rules/saas-salesforce.yaml");
    round_trip_file("rules/saas-hubspot.yaml");
}

static void
every_kind_of_thing_stays_what_it_is(void **state)
{
    static const char text[] =
        "handoff: 1\n"
        "ruleset: all\n"
        "title: 'All \"of\" it: yes'\n"
        "version: '7'\n"
        "effective_from: 2026-01-31\n"
        "leads:\n"
        "  id: lead_id\n"
        "  missing: [n/a]\n"
        "  fields:\n"
        "    lead_id: { column: Id, type: id, salesforce_id: true }\n"
        "    size: { column: [Size, Employees], type: range, default: '10' }\n"
        "    money: { column: M, type: money, decimal: ',', optional: true }\n"
        "    seen: { column: S, type: date, format: mdy, zone: '-07:30' }\n"
        "    tags: { column: T, type: set, separator: '|' }\n"
        "    mail: { column: E, type: email, personal: true }\n"
        "lists: { core: [US, 'C, A', no] }\n"
        "derived:\n"
        "  big: { first: [ { when: size > 9, is: 'yes' }, { is: 'no' } ] }\n"
        "  twice: size * 2\n"
        "conditions: { odd: 'mail contains \"a\\\\b\" or twice > 4.5' }\n"
        "gates: [ { id: g, when: odd, consent: true, owner: us } ]\n"
        "axes:\n"
        "  fit: { min: -5, max: 50, bands: { A: 20, B: any } }\n"
        "  will: {}\n"
        "groups: { web: { axis: will, max: 30 } }\n"
        "criteria:\n"
        "  - { id: a, group: web, when: 'tags has any of [x, \"y z\"]',\n"
        "      points: -3, from: 2026-01-01, until: 2027-01-01 }\n"
        "  - { id: b, axis: fit, status: shadow, because: why not,\n"
        "      first: [ { when: size in core, points: 1, because: it is },\n"
        "               { when: mail matches /a.b\\//, points: 2 } ] }\n"
        "  - { id: c, axis: fit, status: off, when: seen within 7d, points: 4 "
        "}\n"
        "score: { max: 90 }\n"
        "verdicts:\n"
        "  - { verdict: yes, means: pass, when: score >= 10 and not gated }\n"
        "  - { verdict: not, means: hold }\n"
        "routes: [ { to: 'desk, 1', when: size > 9, sla: 90m }, { to: rest } "
        "]\n";
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_status status = handoff_rules_load_text(
        "all", text, sizeof text - 1, NULL, &rules, findings);
    if (status != HANDOFF_OK) {
        char *print = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
        print_error("%s\n", print);
        handoff_free(print);
        fail();
    }
    assert_round_trip(rules, findings);
    handoff_rules_free(rules);
    handoff_findings_free(findings);
}

static void
list_files_are_in_the_text(void **state)
{
    (void)state;
    char folder[] = "/tmp/handoff-resolved-XXXXXX";
    char path[64];
    static const char *const names[] = {"r.yaml", "a.csv", "b.txt"};
    static const char *const texts[] = {
        "handoff: 1\nruleset: lists\n"
        "leads: { id: i, fields: { i: { column: Id, type: id }, d: D } }\n"
        "lists:\n"
        "  accounts: { file: a.csv, column: domain }\n"
        "  plain: { file: b.txt }\n"
        "criteria:\n"
        "  - { id: named, when: d in accounts or d in plain, points: 1 }\n"
        "verdicts: [ { verdict: later, means: hold } ]\n",
        ("domain,\"name, as known\"\nacme.com,\"Acme \"\"the\"\"\nInc\"\n"
         "b.com,\"#file x\"\n"),
        "# ours\none value\ntwo\n"};
    assert_non_null(mkdtemp(folder));
    for (size_t at = 0; at < 3; at++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[at]);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(texts[at], file);
        fclose(file);
    }
    snprintf(path, sizeof path, "%s/r.yaml", folder);
    round_trip_file(path);
    for (size_t at = 0; at < 3; at++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[at]);
        unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_sets_that_come_along_stay_what_they_are),
        cmocka_unit_test(every_kind_of_thing_stays_what_it_is),
        cmocka_unit_test(list_files_are_in_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
