/*
 * Agreements: the one of the manual as its authors meant it, every mistake
 * with its place, people, and what the ledger keeps of it.
 */
#include "ledger/agreement.h"
#include "rule_cases.h"

#include "base/memory.h"
#include "plan/plan.h"
#include "planned.h"

static const char MANUAL[] =
    "handoff_agreement: 1\n"
    "dispositions:\n"
    "  only: { Field: [Status, Lead Status] }\n"
    "  columns: { lead: [Lead ID, Id], status: [Lead Status, Status, New "
    "Value], at: { column: [Edit Date, LastModifiedDate], format: mdy, zone: "
    "America/New_York }, actor: [Edited By], team: Team, reason: [Disqualified "
    "Reason], comment: Comments, priority: Priority }\n"
    "  priorities: [Hot, Warm, Cold]\n"
    "  statuses:\n"
    "    handed: [New, Open, Open - Not Contacted]\n"
    "    accepted: [Accepted]\n"
    "    touched: [Working, Connected]\n"
    "    rejected: [Unqualified, Rejected, Closed - Not Converted]\n"
    "    recycled: [Bad Timing, Nurture, Recycle]\n"
    "    converted: [Closed - Converted, Open Deal, Qualified]\n"
    "  reasons:\n"
    "    too_small:   { values: [Company too small, Too small], class: fit, "
    "disputes: [company-size], contradicted_when: size >= 200 }\n"
    "    no_interest: { values: [Just researching], class: intent, disputes: { "
    "axis: engagement } }\n"
    "    unreachable: { values: [No answer], class: contact, needs_attempts: 8 "
    "}     # its own minimum\n"
    "outcomes:\n"
    "  columns: { lead: [Lead ID], opportunity: [Opportunity ID], stage: "
    "Stage, at: [Close Date], amount: Amount }\n"
    "  stages: { opportunity: [Prospecting, Proposal], won: [Closed Won], "
    "lost: [Closed Lost] }\n"
    "handoffs:\n"
    "  from: scored\n"
    "  columns: { lead: Lead ID, at: Handed At, to: Owner Team, by: Handed "
    "By, kind: Kind }\n"
    "  kinds: { handed: [Handed], forced: [Forced], blocked: [Blocked] }\n"
    "sla: { grace: 2h, calendar: { zone: Europe/London, days: mon-fri, hours: "
    "\"09:00-18:00\", holidays: [2026-12-25] } }\n"
    "attempts: { minimum: 5, conversation: [Connected] }\n"
    "people: { list: [[Ann Miller, Enterprise, sales], [Marketo Sync, \"\", "
    "system]] }\n"
    "links: { columns: { lead: Id, contact: ConvertedContactId, opportunity: "
    "ConvertedOpportunityId, master: MasterRecordId } }\n"
    "lead_url: \"https://example.my.crm/{lead}\"\n"
    "value: { deal: 12000, currency: EUR, minutes_per_lead: 25, hour: 60, "
    "agreed_by: CFO }\n"
    "maturity: 60d\n"
    "pulled: { minimum_touches: 2 }\n"
    "minimum_cell: 12\n";

static handoff_agreement *
load(const char *text)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_agreement *agreement = NULL;
    handoff_status status = hf_agreement_load_text(FILE_NAME, hf_view_of(text),
                                                   &agreement, findings);
    assert_findings(findings, text, "");
    assert_int_equal(status, HANDOFF_OK);
    handoff_findings_free(findings);
    return agreement;
}

static void
the_agreement_of_the_manual_loads(void **state)
{
    (void)state;
    handoff_agreement *agreement = load(MANUAL);
    const hf_agreement_block *block = agreement->dispositions;
    assert_int_equal(agreement->disposition_count, 1);
    assert_view(block->only[0].column, "Field");
    assert_int_equal(block->only[0].count, 2);
    assert_int_equal(block->columns[HF_ROLE_STATUS].count, 3);
    assert_view(block->columns[HF_ROLE_STATUS].names[2], "New Value");
    assert_int_equal(block->columns[HF_ROLE_OWNER].count, 0);
    assert_int_equal(block->format, HF_DATE_MDY);
    assert_int_equal(hf_zone_offset(&block->zone, 1782907200), -14400);
    assert_int_equal(agreement->outcome_count, 1);
    assert_int_equal(agreement->handoff_count, 1);
    assert_false(agreement->imports_handoffs);
    assert_int_equal(agreement->link_count, 1);
    assert_int_equal(agreement->grace, 7200);
    assert_true(agreement->calendar.has_hours);
    assert_int_equal(agreement->calendar.days, 0x1f);
    assert_int_equal(agreement->calendar.open, 9 * 3600);
    assert_int_equal(agreement->calendar.close, 18 * 3600);
    assert_int_equal(agreement->calendar.holidays[0], 20812);
    assert_int_equal(agreement->minimum_attempts, 5);
    assert_view(agreement->lead_url, "https://example.my.crm/{lead}");
    assert_true(agreement->has_value);
    assert_int_equal(agreement->deal, INT64_C(12000000000));
    assert_view(agreement->currency, "EUR");
    assert_int_equal(agreement->maturity, 60 * 86400);
    assert_int_equal(agreement->pulled_touches, 2);
    assert_int_equal(agreement->minimum_cell, 12);
    handoff_agreement_free(agreement);
}

static void
names_compare_trimmed_and_folded(void **state)
{
    (void)state;
    handoff_agreement *a = load(MANUAL);
    assert_int_equal(hf_agreement_action(a, HF_VIEW(" open - NOT contacted ")),
                     HF_ACTION_HANDED);
    assert_int_equal(hf_agreement_action(a, HF_VIEW("Recycle")),
                     HF_ACTION_RECYCLED);
    assert_int_equal(hf_agreement_action(a, HF_VIEW("Recycled")),
                     HF_ACTION_UNMAPPED);
    assert_int_equal(hf_agreement_action(a, HF_VIEW("")), HF_ACTION_UNMAPPED);
    assert_int_equal(hf_agreement_level(a, HF_VIEW("closed won")),
                     HF_LEVEL_WON);
    assert_int_equal(hf_agreement_level(a, HF_VIEW("x")), HF_LEVEL_UNMAPPED);
    assert_int_equal(hf_agreement_handoff(a, HF_VIEW("FORCED")),
                     HF_HANDOFF_FORCED);
    assert_int_equal(hf_agreement_handoff(a, HF_VIEW("scored")),
                     HF_HANDOFF_HANDED);
    assert_int_equal(hf_agreement_handoff(a, HF_VIEW("x")),
                     HF_HANDOFF_UNMAPPED);
    assert_int_equal(hf_agreement_priority(a, HF_VIEW("cold")), 2);
    assert_int_equal(hf_agreement_priority(a, HF_VIEW("x")), -1);
    assert_true(hf_agreement_is_conversation(a, HF_VIEW("CONNECTED")));
    assert_false(hf_agreement_is_conversation(a, HF_VIEW("Working")));
    assert_view(hf_agreement_reason(a, HF_VIEW("too SMALL "))->code,
                "too_small");
    assert_null(hf_agreement_reason(a, HF_VIEW("")));
    assert_int_equal(hf_agreement_person(a, HF_VIEW("ann miller"))->side,
                     HF_SIDE_SALES);
    assert_view(hf_agreement_person(a, HF_VIEW("Ann Miller"))->team,
                "Enterprise");
    assert_int_equal(hf_agreement_person(a, HF_VIEW("Marketo Sync"))->side,
                     HF_SIDE_SYSTEM);
    assert_null(hf_agreement_person(a, HF_VIEW("Nobody")));
    handoff_agreement_free(a);
}

static void
reasons_say_what_they_dispute(void **state)
{
    (void)state;
    handoff_agreement *a = load(MANUAL);
    const hf_reason *small = hf_agreement_reason(a, HF_VIEW("Too small"));
    const hf_reason *interest =
        hf_agreement_reason(a, HF_VIEW("Just researching"));
    const hf_reason *answer = hf_agreement_reason(a, HF_VIEW("No answer"));
    assert_view(small->class_name, "fit");
    assert_int_equal(small->disputes[0].kind, HF_DISPUTES_CRITERION);
    assert_view(small->disputes[0].name, "company-size");
    assert_view(small->contradicted_text, "size >= 200");
    assert_int_equal(small->needs_attempts, -1);
    assert_int_equal(interest->disputes[0].kind, HF_DISPUTES_AXIS);
    assert_view(interest->disputes[0].name, "engagement");
    assert_null(interest->contradicted_when);
    assert_int_equal(answer->needs_attempts, 8);
    assert_int_equal(answer->dispute_count, 0);
    handoff_agreement_free(a);
}

// The fields of rules that use none, by name and in their order.
static void
assert_fields(const char *contradicted_when, const char *expected)
{
    static const char rules[] =
        "handoff: 1\n"
        "ruleset: t\n"
        "leads:\n"
        "  id: id\n"
        "  fields: { id: { column: Id, type: id }, a: A, b: B, c: C, d: D,\n"
        "            n: { column: N, type: number } }\n"
        "derived:\n"
        "  lower: lower(a)\n"
        "  level:\n"
        "    first:\n"
        "      - { when: lower = \"x\", is: top }\n"
        "      - { when: b = \"y\", is: low }\n"
        "  least: least(greatest(n, 0), 9)\n"
        "conditions:\n"
        "  outer: inner or d = \"z\"\n"
        "  inner: level = \"top\"\n"
        "criteria: [ { id: c, when: c is missing, points: 1 } ]\n"
        "verdicts: [ { verdict: v, means: hold } ]\n";
    bool is_used[8];
    hf_buffer text = {0};
    hf_buffer_add_text(&text, "handoff_agreement: 1\n"
                              "dispositions:\n"
                              "  columns: { lead: Id, status: S, at: T }\n"
                              "  statuses: { rejected: [No] }\n"
                              "  reasons:\n"
                              "    a: { values: [X], contradicted_when: '");
    hf_buffer_add_text(&text, contradicted_when);
    hf_buffer_add_text(&text, "' }\n");
    handoff_agreement *a = load(hf_buffer_text(&text));
    handoff_plan *plan = planned_must(rules);
    assert_true(hf_agreement_mark_fields(a, plan, is_used));
    hf_buffer_reset(&text);
    for (size_t at = 0; at < plan->fields.count; at++) {
        if (is_used[at]) {
            hf_buffer_add_view(&text, plan->fields.specs[at].name);
        }
    }
    assert_view(hf_buffer_view(&text), expected);
    hf_buffer_clear(&text);
    handoff_plan_free(plan);
    handoff_agreement_free(a);
}

static void
what_contradicts_is_followed_to_its_fields(void **state)
{
    (void)state;
    assert_fields("d is missing", "cd");
    assert_fields("lower = \"x\"", "ac");
    assert_fields("level = \"top\"", "abc");
    assert_fields("not (inner)", "abc");
    assert_fields("outer and least > 3", "abcdn");
}

static void
what_is_not_said_has_a_default(void **state)
{
    (void)state;
    handoff_agreement *agreement = load("handoff_agreement: 1\n");
    assert_int_equal(agreement->minimum_attempts, 5);
    assert_int_equal(agreement->maturity, 90 * 86400);
    assert_int_equal(agreement->pulled_touches, 1);
    assert_int_equal(agreement->minimum_cell, 10);
    assert_int_equal(agreement->grace, 0);
    assert_false(agreement->calendar.has_hours);
    assert_int_equal(agreement->person_count, 0);
    handoff_agreement_free(agreement);
}

static const finding_case MISTAKES[] = {
    {"handoff_agreement: 2\n",
     "A001 1:20 '2' is no version of agreements | this program reads 1"},
    {"sla: {}\n", "R023 1:1-3 an agreement needs a key 'handoff_agreement'"},
    {"handoff_agreement: 1\ndisposition: []\n",
     "R022 2:1-11 an agreement has no key 'disposition' | did you mean "
     "'dispositions'?"},
    {"handoff_agreement: 1\nsla: { grace: 2h }\nsla: { grace: 3h }\n",
     "R008 3:1-3 the key 'sla' stands twice | with 2:1"},
    {"handoff_agreement: 1\nhandoffs: { from: import }\n",
     "R025 2:19-24 'import' cannot stand here | did you mean 'imported'?"},
    {"handoff_agreement: 1\nhandoffs: { from: imported }\n",
     "A003 2:19-26 imported handoffs need 'columns' | add columns: { lead: "
     "Lead ID, at: Handed At }"},
    {"handoff_agreement: 1\nsla: { grace: soon }\n",
     "R025 2:15-18 'soon' is no duration | write 90m, 12h, 30d or 6w; months "
     "and years differ in length"},
    {"handoff_agreement: 1\nlead_url: https://crm/\n",
     "R025 2:11-22 the address has no place for the lead | write {lead} where "
     "its id belongs"},
    {"handoff_agreement: 1\nminimum_cell: 0\n",
     "R025 2:15 'minimum_cell' is at least 1"},
    {"handoff_agreement: 1\npulled: { minimum_touches: 0 }\n",
     "R025 2:28 '0' is below 1"},
    {"handoff_agreement: 1\nvalue: { deal: -1, currency: EUR }\n",
     "R025 2:16-17 '-1' is no amount | write digits alone, such as 12000 or "
     "37.5"},
};

static void
check(const finding_case *cases, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        handoff_findings *findings = handoff_findings_new();
        handoff_agreement *agreement = NULL;
        handoff_status status = hf_agreement_load_text(
            FILE_NAME, hf_view_of(cases[at].text), &agreement, findings);
        assert_findings(findings, cases[at].text, cases[at].findings);
        assert_int_equal(status, HANDOFF_RULES);
        assert_null(agreement);
        handoff_findings_free(findings);
    }
}

static void
mistakes_have_their_place(void **state)
{
    (void)state;
    check(MISTAKES, sizeof MISTAKES / sizeof *MISTAKES);
}

#define TOP "handoff_agreement: 1\ndispositions:\n"
#define BLOCK TOP "  columns: { lead: L, status: S, at: A }\n"

static const finding_case BLOCKS[] = {
    {TOP "  statuses: { touched: Working }\n",
     "R023 3:3-10 a block of 'dispositions' needs a key 'columns'"},
    {TOP "  columns: { lead: L, status: S }\n",
     "A003 3:12 a block of 'dispositions' has no column for 'at'"},
    {TOP "  columns: { status: S, at: A }\n",
     "A003 3:12 a block of 'dispositions' has no column for 'lead'"},
    {TOP "  columns: { lead: L, at: A }\n",
     "A003 3:12 a block of 'dispositions' has no column for 'status', 'owner' "
     "or 'priority'"},
    {TOP "  columns: { lead: L, state: S, at: A }\n",
     "R022 3:23-27 'columns' has no key 'state' | did you mean 'status'?"},
    {TOP "  columns: { lead: L, status: '', at: A }\n",
     "R025 3:32 a column's name is empty"},
    {TOP "  columns: { lead: L, status: S, at: { column: A, format: us, zone: "
         "Europe/Londn } }\n",
     "R025 3:59-60 'us' cannot stand here | write iso, mdy, dmy, ymd or "
     "epoch_ms\n"
     "A004 3:69-80 'Europe/Londn' is no zone | write an offset in quotes, such "
     "as \"-05:00\", or a name such as America/New_York"},
    {TOP "  columns: { lead: { column: L, zone: Z }, status: S, at: A }\n",
     "R028 3:39 'zone' is for 'at'"},
    {BLOCK "  statuses: { touched: [Working], rejected: [' working'] }\n",
     "A002 4:47-54 the status 'working' stands twice | with 4:25"},
    {BLOCK "  statuses: { worked: [Working] }\n",
     "R022 4:15-20 this mapping has no key 'worked' | it may have handed, "
     "accepted, touched, rejected, recycled, disqualified, converted, "
     "reassigned, reprioritised, pulled"},
    {BLOCK "  priorities: [Hot, hot]\n",
     "A002 4:21-23 the priority 'hot' stands twice | with 4:16"},
    {BLOCK "  stages: {}\n",
     "R022 4:3-8 a block of 'dispositions' has no key 'stages' | it may "
     "have only, columns, current, statuses, priorities, reasons"},
    {BLOCK "  only: { Field: [] }\n",
     "R025 4:11-15 no row has one of no values"},
    {"handoff_agreement: 1\ndispositions:\n"
     "  - { columns: { lead: L, status: S, at: A }, statuses: { touched: X } "
     "}\n"
     "  - { columns: { lead: L, status: T, at: A }, statuses: { touched: X, "
     "accepted: Y } }\n"
     "  - { columns: { lead: L, status: U, at: A }, statuses: { rejected: x, "
     "touched: y } }\n",
     "A002 5:69 the status 'x' stands twice | with 3:68\n"
     "A002 5:81 the status 'y' stands twice | with 4:81"},
    {"handoff_agreement: 1\nlinks: { columns: { lead: L } }\n",
     "A003 2:19 'links' has no column for 'contact', 'opportunity' or "
     "'master'"},
    {"handoff_agreement: 1\noutcomes: { columns: { opportunity: O, at: A } }\n",
     "A003 2:22 a block of 'outcomes' has no column for 'stage'"},
};

static void
blocks_need_their_columns_and_one_meaning(void **state)
{
    (void)state;
    check(BLOCKS, sizeof BLOCKS / sizeof *BLOCKS);
}

static const finding_case REASONS[] = {
    {BLOCK "  reasons:\n    a: { class: fit }\n",
     "R023 5:8 a reason needs a key 'values'"},
    {BLOCK "  reasons:\n    a: { values: [X] }\n    b: { values: [Y, x] }\n",
     "A002 6:22 the reason 'x' stands twice | with 5:5"},
    {BLOCK "  reasons:\n    too small: { values: [X] }\n",
     "R026 5:5-13 'too small' is no code of a reason"},
    {BLOCK "  reasons:\n    a: { values: [X], disputes: { axle: fit } }\n",
     "R022 5:35-38 'disputes' has no key 'axle' | it may have "
     "criterion, group, axis"},
    {BLOCK "  reasons:\n    a: { values: [X], needs_attempts: -2 }\n",
     "R025 5:39-40 attempts are not below 0"},
    {BLOCK "  reasons:\n    a: { values: [X], contradicted_when: size >= }\n",
     "R100 5:47-48 a value is missing behind '>='"},
};

static void
reasons_are_read_with_care(void **state)
{
    (void)state;
    check(REASONS, sizeof REASONS / sizeof *REASONS);
}

#define CALENDAR "handoff_agreement: 1\nsla: { calendar: { zone: UTC, "

static const finding_case HOURS[] = {
    {CALENDAR "days: mon-fri } }\n",
     "R023 2:18 'calendar' needs a key 'hours'"},
    {CALENDAR "days: mo-fr, hours: 09:00-18:00 } }\n",
     "A005 2:37-41 'mo-fr' is no day of the week | write mon-fri, or mon-thu, "
     "sat"},
    {CALENDAR "days: mon, hours: 9-18 } }\n",
     "A005 2:49-52 '9-18' is no span of hours | write \"09:00-18:00\", in "
     "quotes"},
    {CALENDAR "days: mon, hours: 18:00-09:00 } }\n",
     "A005 2:49-59 '18:00-09:00' is no span of hours | the end is later on the "
     "same day"},
    {CALENDAR "days: mon, hours: 09:00-24:30 } }\n",
     "A005 2:49-59 '09:00-24:30' is no span of hours | write \"09:00-18:00\", "
     "in quotes"},
    {CALENDAR "days: mon, hours: 09:00-18:00, holidays: [2026-02-30] } }\n",
     "R025 2:73-82 '2026-02-30' is no date | write 2026-01-31, without a time, "
     "and a day that exists"},
    {"handoff_agreement: 1\nattempts: { conversation: [Conected] }\n",
     "R021 2:28-35 no status is called 'Conected'"},
    {"handoff_agreement: 1\n"
     "attempts: { conversation: [Conected] }\n"
     "dispositions: { columns: { lead: L, status: S, at: A }, statuses: { "
     "touched: [Connected] } }\n",
     "R021 2:28-35 no status is called 'Conected' | did you mean 'Connected'?"},
};

static void
terms_are_read_with_care(void **state)
{
    (void)state;
    check(HOURS, sizeof HOURS / sizeof *HOURS);
}

static void
days_may_be_several_and_go_over_the_weekend(void **state)
{
    (void)state;
    handoff_agreement *agreement =
        load(CALENDAR "days: 'Mon-Tuesday, sat-sun', hours: 0:00-24:00, "
                      "holidays: [2026-12-26, 2026-12-25] } }\n");
    assert_int_equal(agreement->calendar.days, 0x63);
    assert_int_equal(agreement->calendar.close, 86400);
    assert_int_equal(agreement->calendar.holidays[0], 20812);
    handoff_agreement_free(agreement);
    agreement = load(CALENDAR "days: [fri-mon], hours: 0:00-24:00 } }\n");
    assert_int_equal(agreement->calendar.days, 0x71);
    handoff_agreement_free(agreement);
}

// ---- People ----------------------------------------------------------------

static handoff_status
load_file(const char *expected, handoff_agreement **out)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_status status = handoff_agreement_load(FILE_NAME, out, findings);
    assert_findings(findings, FILE_NAME, expected);
    handoff_findings_free(findings);
    return status;
}

static void
people_are_written_out_in_the_text_that_is_kept(void **state)
{
    (void)state;
    handoff_agreement *agreement = NULL;
    enter_folder();
    write_text(FILE_NAME, "handoff_agreement: 1 # ours\n"
                          "people:\n"
                          "  file: 'people.csv' # theirs\n"
                          "maturity: 1d\n");
    write_text("people.csv", "Name,Side,Team,Left\n"
                             "\"Miller, Ann\",Sales,Enterprise,\n"
                             "\"Bo \"\"B\"\" Ek\",marketing,,\n");
    assert_int_equal(load_file("", &agreement), HANDOFF_OK);
    assert_view(agreement->text,
                "handoff_agreement: 1 # ours\n"
                "people:\n"
                "  list: [[\"Miller, Ann\", \"Enterprise\", sales], [\"Bo "
                "\\\"B\\\" Ek\", \"\", marketing]] # theirs\n"
                "maturity: 1d\n");
    handoff_agreement *again = load(agreement->text.ptr);
    assert_string_equal(again->hash, agreement->hash);
    assert_view(again->text, agreement->text.ptr);
    assert_int_equal(again->person_count, 2);
    assert_view(again->people[1].name, "Bo \"B\" Ek");
    assert_int_equal(again->people[1].side, HF_SIDE_MARKETING);
    handoff_agreement_free(again);
    handoff_agreement_free(agreement);
}

static void
people_that_cannot_be_read_are_told_with_their_line(void **state)
{
    (void)state;
    enter_folder();
    write_text(FILE_NAME, "handoff_agreement: 1\npeople: { file: p.csv }\n");
    write_text("p.csv", "name,team,side\nAnn,A,sales\nBo,B,sale\n,C,sales\n"
                        "ann,D,sales\nCy,sales\n");
    assert_int_equal(
        load_file("A006 p.csv:3:1-9 there is no side 'sale' | a side is sales, "
                  "marketing or system\n"
                  "A006 p.csv:4:1-8 a person without a name\n"
                  "A006 p.csv:5:1-11 the person 'ann' stands twice\n"
                  "A006 p.csv:6:1-8 short record: 2 of 3 cells",
                  NULL),
        HANDOFF_RULES);
    write_text("p.csv", "name,teams\nAnn,A\n");
    assert_int_equal(load_file("A006 p.csv:1:1-10 'p.csv' has no column "
                               "'team' | its header is name,team,side\n"
                               "A006 p.csv:1:1-10 'p.csv' has no column "
                               "'side' | its header is name,team,side",
                               NULL),
                     HANDOFF_RULES);
    unlink("p.csv");
    assert_int_equal(
        load_file("S001 2:17-21 cannot open 'p.csv': no such file", NULL),
        HANDOFF_SYSTEM);
    write_text(FILE_NAME, "handoff_agreement: 1\npeople: { file: ../p.csv }\n");
    assert_int_equal(
        load_file("R200 2:17-24 '../p.csv' leads out of the folder of the rule "
                  "set | '..' goes no higher than the top rule file",
                  NULL),
        HANDOFF_RULES);
}

// ---- Against rules ----------------------------------------------------------

static void
check_against(const char *reasons, const char *expected)
{
    static const char rules_text[] =
        "handoff: 1\nruleset: test\n"
        "leads: { id: i, fields: { i: Id, a: A, n: { type: number } } }\n"
        "axes: { fit: }\ngroups: { g: { axis: fit } }\n"
        "gates: [{ id: opted-out, when: a = \"x\" }]\n"
        "criteria: [{ id: company-size, axis: fit, when: n > 5, points: 1 }]\n"
        "conditions: { big: n > 9 }\n"
        "verdicts: [{ verdict: open, means: hold }]\n";
    hf_buffer text = {0};
    hf_buffer_add_text(&text, BLOCK "  reasons:\n");
    hf_buffer_add_text(&text, reasons);
    handoff_agreement *agreement = load(hf_buffer_text(&text));
    handoff_rules *rules = load_rules(rules_text);
    handoff_findings *findings = handoff_findings_new();
    handoff_status status = handoff_agreement_check(agreement, rules, findings);
    handoff_agreement_free(agreement);
    handoff_rules_free(rules);
    assert_findings(findings, reasons, expected);
    assert_int_equal(status, expected[0] ? HANDOFF_RULES : HANDOFF_OK);
    handoff_findings_free(findings);
    hf_buffer_clear(&text);
}

static void
disputes_and_conditions_are_checked_against_the_rules(void **state)
{
    (void)state;
    check_against("    a: { values: [X], disputes: [company-size, opted-out, { "
                  "group: g, axis: fit }], contradicted_when: n >= 200 and not "
                  "big }\n",
                  "");
    check_against("    a: { values: [X], disputes: company-sise }\n",
                  "A007 5:33-44 the rules have no criterion or gate "
                  "'company-sise' | did you mean 'company-size'?");
    check_against("    a: { values: [X], disputes: { axis: usage } }\n",
                  "A007 5:41-45 the rules have no axis 'usage'");
    check_against("    a: { values: [X], contradicted_when: sise >= 200 }\n",
                  "R021 5:42-45 no field is called 'sise' | a text stands in "
                  "quotes: \"sise\"");
    check_against(
        "    a: { values: [X], contradicted_when: n = \"x\" }\n",
        "R155 5:42-48 the number field 'n' is compared with the text \"x\"");
    check_against("    a: { values: [X], contradicted_when: score > 3 }\n",
                  "R151 5:42-46 the result 'score' is not known here | results "
                  "may be used in verdicts and routes alone");
}

static void
memory_that_runs_out_leaves_nothing(void **state)
{
    (void)state;
    for (unsigned long nth = 1;; nth++) {
        handoff_findings *findings = handoff_findings_new();
        handoff_agreement *agreement = NULL;
        hf_memory_fail_at(nth);
        handoff_status status = hf_agreement_load_text(
            FILE_NAME, hf_view_of(MANUAL), &agreement, findings);
        hf_memory_fail_at(0);
        handoff_agreement_free(agreement);
        handoff_findings_free(findings);
        if (status == HANDOFF_OK) {
            break;
        }
        assert_int_equal(status, HANDOFF_SYSTEM);
        assert_null(agreement);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_agreement_of_the_manual_loads),
        cmocka_unit_test(names_compare_trimmed_and_folded),
        cmocka_unit_test(reasons_say_what_they_dispute),
        cmocka_unit_test(what_contradicts_is_followed_to_its_fields),
        cmocka_unit_test(what_is_not_said_has_a_default),
        cmocka_unit_test(mistakes_have_their_place),
        cmocka_unit_test(blocks_need_their_columns_and_one_meaning),
        cmocka_unit_test(reasons_are_read_with_care),
        cmocka_unit_test(terms_are_read_with_care),
        cmocka_unit_test(days_may_be_several_and_go_over_the_weekend),
        cmocka_unit_test(people_are_written_out_in_the_text_that_is_kept),
        cmocka_unit_test(people_that_cannot_be_read_are_told_with_their_line),
        cmocka_unit_test(disputes_and_conditions_are_checked_against_the_rules),
        cmocka_unit_test(memory_that_runs_out_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
