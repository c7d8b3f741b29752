/*
 * The agreements that come with handoff load, fit the rules they are for, and
 * read the exports they name.
 */
#include "ledger/facts.h"
#include "rule_cases.h"

typedef struct ready {
    const char *agreement, *rules;
    handoff_record_kind kind;
    const char *text; // of an export
    uint64_t added, passed_over;
    uint64_t rejected;
} ready;

#define FOLDER "rules/agreements/"

static const ready READY[] = {
    {FOLDER "salesforce.yaml", "rules/saas-salesforce.yaml",
     HANDOFF_RECORD_DISPOSITIONS,
     "Id,LeadId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue\n"
     "017A,00Q5e00001AbcDE,005A,2026-10-01T09:00:00.000Z,Status,Text,Open - "
     "Not Contacted,Working - Contacted\n"
     "017B,00Q5e00001AbcDE,005A,2026-10-01T09:05:00.000Z,Owner,Text,Ann,Bo\n"
     "017C,00Q5e00001AbcDE,005A,2026-10-01T09:06:00.000Z,Rating,Text,Hot,Cold\n"
     "017D,00Q5e00001AbcDE,005A,2026-10-01T09:06:00.000Z,created,,,\n",
     3, 1, 0},
    {FOLDER "salesforce.yaml", "rules/saas-salesforce.yaml",
     HANDOFF_RECORD_DISPOSITIONS,
     "\"Lead ID\",\"Field / Event\",\"Old Value\",\"New Value\",\"Edited By\","
     "\"Edit Date\"\n"
     "\"00Q5e00001AbcDE\",\"Lead Status\",\"Working\",\"Closed - Not "
     "Converted\",\"Ann Miller\",\"7/1/2026 9:00 AM\"\n"
     "\"00Q5e00001AbcDE\",\"Lead Owner\",\"Ann\",\"Bo\",\"Ann Miller\","
     "\"7/1/2026 9:00 AM\"\n"
     "\n"
     "\"Lead History Report\"\n\"Copyright (c) 2000-2026\"\n",
     2, 0, 0},
    {FOLDER "salesforce.yaml", "rules/saas-salesforce.yaml",
     HANDOFF_RECORD_DISPOSITIONS,
     "Id,WhoId,Subject,ActivityDate,Status,OwnerId,CreatedDate,"
     "LastModifiedDate\n"
     "00TA,00Q5e00001AbcDE,Call,2026-10-01,Completed,005A,2026-10-01T09:00:00."
     "000Z,2026-10-01T09:00:00.000Z\n"
     "00TB,00Q5e00001AbcDE,Call,2026-10-02,Not Started,005A,2026-10-01T09:00:"
     "00.000Z,2026-10-01T09:00:00.000Z\n",
     1, 1, 0},
    {FOLDER "salesforce.yaml", "rules/saas-salesforce.yaml",
     HANDOFF_RECORD_DISPOSITIONS,
     "Id,Status,LastModifiedDate,OwnerId,Rating,ConvertedContactId,"
     "ConvertedOpportunityId,MasterRecordId\n"
     "00Q5e00001AbcDEFGH,Closed - Converted,2026-10-01T09:00:00.000Z,005A,Hot,"
     "003A,006A,\n"
     "00Q5e00001AbcDFFGH,Open - Not Contacted,2026-10-01T09:00:00.000Z,005A,,,"
     ",\n",
     4, 0, 0},
    {FOLDER "salesforce.yaml", "rules/saas-salesforce.yaml",
     HANDOFF_RECORD_OUTCOMES,
     "Lead ID,Opportunity ID,Stage,Close Date,Amount\n"
     "00Q5e00001AbcDE,0065e00001AbcDE,Closed Won,12/1/2026,\"USD "
     "12,000.00\"\n",
     1, 0, 0},
    {FOLDER "hubspot.yaml", "rules/saas-hubspot.yaml",
     HANDOFF_RECORD_DISPOSITIONS,
     "Record ID,Lead Status,Lifecycle Stage,Last Modified Date,Contact owner\n"
     "101,Attempted to Contact,Marketing Qualified Lead,2026-10-01 09:00,Ann "
     "Miller\n"
     "102,,Sales Qualified Lead,2026-10-01 09:00,Ann Miller\n"
     "103,,Subscriber,2026-10-01 09:00,\n",
     2, 1, 0},
    {FOLDER "hubspot.yaml", "rules/saas-hubspot.yaml", HANDOFF_RECORD_OUTCOMES,
     "Record ID,Deal Stage,Close Date,Amount,Associated Contact IDs\n"
     "9,Closed Won,2026-12-01 10:00,12000,101\n",
     1, 0, 0},
    {FOLDER "csv.yaml", "rules/saas-salesforce.yaml",
     HANDOFF_RECORD_DISPOSITIONS,
     "lead,at,status,actor,team,reason,comment,priority\n"
     "A,2026-10-01T09:00:00Z,call,Ann Miller,,,,\n"
     "A,2026-10-01T10:00:00Z,rejected,Ann Miller,,Too small,three "
     "people,low\n"
     ",2026-10-01T10:00:00Z,rejected,,,,,\n",
     2, 0, 1},
    {FOLDER "csv.yaml", "rules/saas-salesforce.yaml", HANDOFF_RECORD_HANDOFFS,
     "lead,at,to,by,kind\nA,2026-10-01,inbound-team,Mo Ops,forced\n", 1, 0, 0},
    {FOLDER "csv.yaml", "rules/saas-salesforce.yaml", HANDOFF_RECORD_OUTCOMES,
     "lead,at,stage,opportunity,amount,currency\nA,2026-10-01,won,O,10,EUR\n",
     1, 0, 0},
};

static void
record_export(const ready *one, const handoff_agreement *agreement)
{
    char path[] = "/tmp/handoff-test-XXXXXX";
    char file[sizeof path + 16];
    handoff_findings *findings = handoff_findings_new();
    handoff_ledger *ledger = NULL;
    handoff_receipt receipt = {0};
    handoff_record_options options = {
        .kind = one->kind, .agreement = agreement, .now = 1};
    handoff_input_options_init(&options.input);
    assert_non_null(mkdtemp(path));
    snprintf(file, sizeof file, "%s/l.ledger", path);
    assert_int_equal(
        handoff_ledger_open(file, HANDOFF_ACCESS_CREATE, 0, &ledger, findings),
        HANDOFF_OK);
    snprintf(file, sizeof file, "%s/export.csv", path);
    write_text(file, one->text);
    handoff_status status =
        handoff_ledger_record(ledger, file, &options, &receipt, findings);
    assert_findings(findings, one->text, "");
    assert_int_equal(status, HANDOFF_OK);
    assert_int_equal(receipt.added, one->added);
    assert_int_equal(receipt.passed_over, one->passed_over);
    assert_int_equal(receipt.rejected, one->rejected);
    handoff_ledger_close(ledger);
    handoff_findings_free(findings);
}

static void
ready_agreements_read_their_exports(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof READY / sizeof *READY; at++) {
        handoff_findings *findings = handoff_findings_new();
        handoff_agreement *agreement = NULL;
        handoff_rules *rules = NULL;
        handoff_status status =
            handoff_agreement_load(READY[at].agreement, &agreement, findings);
        assert_findings(findings, READY[at].agreement, "");
        assert_int_equal(status, HANDOFF_OK);
        assert_int_equal(agreement->person_count, 5);
        handoff_rules_load(READY[at].rules, &rules, findings);
        status = handoff_agreement_check(agreement, rules, findings);
        assert_findings(findings, READY[at].rules, "");
        assert_int_equal(status, HANDOFF_OK);
        record_export(&READY[at], agreement);
        handoff_rules_free(rules);
        handoff_agreement_free(agreement);
        handoff_findings_free(findings);
    }
}

static void
agreements_are_told_from_rules(void **state)
{
    (void)state;
    assert_true(handoff_agreement_is_file(FOLDER "csv.yaml"));
    assert_true(handoff_agreement_is_file(FOLDER "hubspot.yaml"));
    assert_false(handoff_agreement_is_file("rules/education.yaml"));
    assert_false(handoff_agreement_is_file("rules"));
    assert_false(handoff_agreement_is_file("no/such/file"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ready_agreements_read_their_exports),
        cmocka_unit_test(agreements_are_told_from_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
