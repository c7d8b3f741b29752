/*
 * A loaded rule set: the facts that its author wrote, the public calls, the
 * canonical form and its revisions, and loading when memory runs out.
 */
#include "base/memory.h"
#include "rule_cases.h"

static const char INBOUND[] =
    "handoff: 1\n"
    "ruleset: saas-inbound\n"
    "title: Inbound B2B SaaS leads\n"
    "owner: marketing-ops\n"
    "version: 7\n"
    "effective_from: 2026-10-01\n"
    "leads:\n"
    "  id: lead_id\n"
    "  missing: [\"\", \"null\", \" N/A \"]\n"
    "  fields:\n"
    "    lead_id: { column: [Id, Lead ID], type: id, salesforce_id: true }\n"
    "    created: { column: Created, type: date, format: mdy, zone: "
    "\"-05:00\" }\n"
    "    country: [Country, Country/Region]\n"
    "    source:\n"
    "    revenue: { type: money, decimal: \",\", optional: true, personal: "
    "true }\n"
    "    topics: { type: set, separator: \"|\" }\n"
    "    opted_out: { type: boolean, default: \"no\" }\n"
    "lists:\n"
    "  core: [US, NO]\n"
    "derived:\n"
    "  big: revenue * 2\n"
    "  level:\n"
    "    first:\n"
    "      - { when: source = \"x\", is: vp }\n"
    "      - { is: other }\n"
    "conditions:\n"
    "  rich: big >= 2M\n"
    "gates:\n"
    "  - id: no-consent\n"
    "    when: opted_out\n"
    "    consent: true\n"
    "    because: Opted out.\n"
    "axes:\n"
    "  fit: { min: -50, max: 100, bands: { A: 45, B: any } }\n"
    "  use: {}\n"
    "groups:\n"
    "  size: { axis: use, max: 30 }\n"
    "criteria:\n"
    "  - id: core-country\n"
    "    axis: fit\n"
    "    when: country in core\n"
    "    points: 25\n"
    "    owner: j.ops\n"
    "    from: 2026-01-01\n"
    "    until: 2026-12-31\n"
    "    status: shadow\n"
    "  - id: level\n"
    "    group: size\n"
    "    because: Mid.\n"
    "    first:\n"
    "      - { when: rich, points: 30 }\n"
    "      - { when: level = \"vp\", points: -15, because: Odd. }\n"
    "score: { max: 120 }\n"
    "verdicts:\n"
    "  - { verdict: out, means: disqualify, when: gated }\n"
    "  - { verdict: nurture, means: hold }\n"
    "routes:\n"
    "  - { to: team, when: rich, sla: 4h }\n"
    "  - { to: inbound }\n";

static void
what_is_written_is_read(void **state)
{
    (void)state;
    handoff_rules *rules = load_rules(INBOUND);
    assert_string_equal(handoff_rules_name(rules), "saas-inbound");
    assert_string_equal(handoff_rules_title(rules), "Inbound B2B SaaS leads");
    assert_string_equal(handoff_rules_owner(rules), "marketing-ops");
    assert_string_equal(handoff_rules_version(rules), "7");
    assert_int_equal(handoff_rules_gate_count(rules), 1);
    assert_int_equal(handoff_rules_criterion_count(rules), 2);
    assert_int_equal(handoff_rules_field_count(rules), 7);
    assert_true(rules->effective_from == INT64_C(1790812800));
    assert_int_equal(rules->missing_count, 2);
    assert_view(rules->missing[1], "N/A");
    assert_true(rules->has_axes);
    assert_true(rules->score.has_max && !rules->score.has_min);
    handoff_rules_free(rules);
}

static void
fields_are_as_their_author_meant_them(void **state)
{
    (void)state;
    handoff_rules *rules = load_rules(INBOUND);
    const hf_field *fields = rules->fields;
    assert_int_equal(fields[0].type, HF_FIELD_ID);
    assert_true(fields[0].is_salesforce_id);
    assert_int_equal(fields[0].column_count, 2);
    assert_int_equal(fields[1].format, HF_DATE_MDY);
    assert_int_equal(fields[1].zone, -5 * 3600);
    assert_int_equal(fields[2].type, HF_FIELD_TEXT);
    assert_view(fields[2].columns[1], "Country/Region");
    assert_view(fields[3].columns[0], "source");
    assert_int_equal(fields[4].decimal_mark, ',');
    assert_true(fields[4].is_optional && fields[4].is_personal);
    assert_view(fields[5].separator, "|");
    assert_true(fields[6].has_default && !fields[5].has_default);
    assert_view(fields[6].default_text, "no");
    handoff_rules_free(rules);
}

static void
criteria_are_as_their_author_meant_them(void **state)
{
    (void)state;
    handoff_rules *rules = load_rules(INBOUND);
    const hf_criterion *first = &rules->criteria[0];
    assert_int_equal(first->status, HF_CRITERION_SHADOW);
    assert_true(first->from_day == 20454 && first->until_day == 20818);
    assert_int_equal(first->group, HF_NO_GROUP);
    assert_false(first->has_cases);
    assert_int_equal(first->cases[0].points, 25);
    const hf_criterion *second = &rules->criteria[1];
    assert_int_equal(second->axis, 1);
    assert_int_equal(second->group, 0);
    assert_true(second->has_cases);
    assert_int_equal(second->case_count, 2);
    assert_int_equal(second->cases[1].points, -15);
    assert_view(second->cases[1].because, "Odd.");
    assert_int_equal(rules->routes[0].sla, 4 * 3600);
    assert_int_equal(rules->verdicts[0].means, HF_MEANS_DISQUALIFY);
    assert_true(rules->axes[0].bands[1].is_any);
    assert_true(rules->gates[0].is_consent);
    handoff_rules_free(rules);
}

static void
without_axes_there_is_one_called_points(void **state)
{
    (void)state;
    handoff_rules *rules = load_rules(LEAST);
    assert_false(rules->has_axes);
    assert_int_equal(rules->axis_count, 1);
    assert_view(rules->axes[0].name, "points");
    handoff_rules_free(rules);
}

static void
the_canonical_form_has_a_line_an_item(void **state)
{
    (void)state;
    handoff_rules *rules = load_rules(INBOUND);
    char *text = handoff_rules_canonical(rules);
    assert_string_equal(
        text,
        "handoff 1\n"
        "ruleset \"saas-inbound\" title \"Inbound B2B SaaS leads\" owner "
        "\"marketing-ops\" version \"7\" effective_from 2026-10-01\n"
        "leads id lead_id\n"
        "missing \"N/A\"\n"
        "missing \"null\"\n"
        "list core\n"
        "field country text column \"Country\" column \"Country/Region\"\n"
        "field created date column \"Created\" format mdy zone -18000\n"
        "field lead_id id column \"Id\" column \"Lead ID\" salesforce_id\n"
        "field opted_out boolean column \"opted_out\" default \"no\"\n"
        "field revenue money column \"revenue\" optional personal "
        "decimal-comma\n"
        "field source text column \"source\"\n"
        "field topics set column \"topics\" separator \"|\"\n"
        "derived big = revenue * 2\n"
        "derived level when source = \"x\" is \"vp\"\n"
        "derived level is \"other\"\n"
        "condition rich = big >= 2000000\n"
        "axis fit min -50 max 100 band \"A\" from 45 band \"B\"\n"
        "axis use\n"
        "group size axis use max 30\n"
        "score max 120\n"
        "gate no-consent consent when opted_out because \"Opted out.\"\n"
        "criterion core-country shadow axis fit from 2026-01-01 until "
        "2026-12-31 owner \"j.ops\"\n"
        "case core-country when country in core points 25\n"
        "criterion level active axis use group size first because \"Mid.\"\n"
        "case level when rich points 30\n"
        "case level when level = \"vp\" points -15 because \"Odd.\"\n"
        "verdict \"out\" disqualify when gated\n"
        "verdict \"nurture\" hold\n"
        "route \"team\" when rich sla 14400\n"
        "route \"inbound\"\n"
        "row core \"US\"\n"
        "row core \"NO\"\n");
    handoff_free(text);
    handoff_rules_free(rules);
}

static void
check_revisions(const char *one, const char *other, bool same_rules,
                bool same_lists)
{
    handoff_rules *a = load_rules(one);
    handoff_rules *b = load_rules(other);
    assert_int_equal(strlen(handoff_rules_revision(a)), 64);
    assert_int_equal(strcmp(a->rules_revision, b->rules_revision) == 0,
                     same_rules);
    assert_int_equal(strcmp(a->lists_revision, b->lists_revision) == 0,
                     same_lists);
    assert_int_equal(strcmp(a->revision, b->revision) == 0,
                     same_rules && same_lists);
    handoff_rules_free(a);
    handoff_rules_free(b);
}

static void
the_revision_follows_the_meaning_alone(void **state)
{
    (void)state;
    check_revisions(LEAST "lists: { x: [a], y: [b] }\n"
                          "conditions: { c: n = 1 and a = \"x\" }\n",
                    "# a comment\n" LEAST "conditions:\n"
                    "  c: { all: [\"n=1.0\", "
                    "\"a = 'x'\"] }\n"
                    "lists: { y: ['b'], x: [\"a\"] }\n",
                    true, true);
    check_revisions(LEAST "lists: { x: [a] }\n", LEAST "lists: { x: [b] }\n",
                    true, false);
    check_revisions(LEAST "title: a\n", LEAST "title: b\n", false, true);
    check_revisions(LEAST "conditions: { c: a = \"x\\n\" }\n",
                    LEAST "conditions: { c: 'a = \"x\\n\"' }\n", true, true);
    check_revisions(LEAST "conditions: { c: 'a = \"x\\n\"' }\n",
                    LEAST "conditions: { c: \"a = 'x\\n'\" }\n", false, true);
}

static void
means_have_a_text(void **state)
{
    (void)state;
    assert_string_equal(handoff_means_text(HANDOFF_PASS), "pass");
    assert_string_equal(handoff_means_text(HANDOFF_EXCLUDE), "exclude");
    assert_int_equal((int)HF_MEANS_INSUFFICIENT, (int)HANDOFF_INSUFFICIENT);
}

static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    enter_folder();
    write_text("l.txt", "a\nb\n");
    write_text("l.csv", "a,b\n1,\"2\"\"3\"\nx\n");
    write_text("part.yaml", "lists:\n  l: { file: l.txt }\n"
                            "  m: { file: l.csv, column: b }\n");
    hf_buffer text = {0};
    hf_buffer_add_text(&text, INBOUND);
    hf_buffer_add_text(&text, "include: [part.yaml]\n");
    write_file("r.yaml", text.ptr, text.len);
    hf_buffer_clear(&text);

    handoff_status status = HANDOFF_SYSTEM;
    for (unsigned long nth = 1; status != HANDOFF_OK; nth++) {
        handoff_findings *findings = handoff_findings_new();
        handoff_rules *rules = NULL;
        hf_memory_fail_at(nth);
        status = handoff_rules_load("r.yaml", &rules, findings);
        hf_memory_fail_at(0);
        assert_true(status == HANDOFF_OK || status == HANDOFF_SYSTEM);
        assert_int_equal(rules != NULL, status == HANDOFF_OK);
        handoff_rules_free(rules);
        handoff_findings_free(findings);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(fields_are_as_their_author_meant_them),
        cmocka_unit_test(criteria_are_as_their_author_meant_them),
        cmocka_unit_test(without_axes_there_is_one_called_points),
        cmocka_unit_test(the_canonical_form_has_a_line_an_item),
        cmocka_unit_test(the_revision_follows_the_meaning_alone),
        cmocka_unit_test(means_have_a_text),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
