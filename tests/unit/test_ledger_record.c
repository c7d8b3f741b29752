/*
 * Exports of Sales taken in: what becomes of each row, what is known already,
 * what is refused, and that nothing is half done.
 */
#include "ledger/facts.h"
#include "ledger/pseudonym.h"
#include "rule_cases.h"

#include "base/memory.h"

#define PATH "l.ledger"

static const char AGREEMENT[] =
    "handoff_agreement: 1\n"
    "dispositions:\n"
    "  - only: { Field: [Status, Lead Status] }\n"
    "    columns: { lead: { column: [Lead ID, Id], salesforce_id: true }, "
    "status: [Lead Status, Status, New Value], at: { column: [Edit Date, "
    "LastModifiedDate], format: mdy, zone: America/New_York }, actor: Edited "
    "By, team: Team, reason: Reason, comment: Comments, priority: Rating }\n"
    "    priorities: [Hot, Warm, Cold]\n"
    "    statuses: { handed: [New], accepted: [Accepted], touched: [Working, "
    "Completed], rejected: [Unqualified], recycled: [Nurture], converted: "
    "[Qualified] }\n"
    "    reasons: { too_small: { values: [Too small], class: fit } }\n"
    "  - only: { Field: Owner }\n"
    "    columns: { lead: { column: Lead ID, salesforce_id: true }, owner: New "
    "Value, at: { column: Edit Date, "
    "format: mdy, zone: America/New_York }, actor: Edited By }\n"
    "  - columns: { lead: WhoId, status: Task Status, at: CreatedDate, actor: "
    "OwnerId }\n"
    "outcomes:\n"
    "  columns: { lead: Lead, opportunity: Opportunity ID, stage: Stage, at: "
    "{ column: Close Date, format: dmy, zone: '+01:00' }, amount: { column: "
    "Amount, decimal: ',' }, currency: Currency }\n"
    "  stages: { opportunity: [Proposal], won: [Closed Won] }\n"
    "handoffs:\n"
    "  from: imported\n"
    "  columns: { lead: Lead, at: Handed At, to: Team, by: By, kind: Kind }\n"
    "  kinds: { forced: [Forced] }\n"
    "links: { columns: { lead: Id, contact: ConvertedContactId, opportunity: "
    "ConvertedOpportunityId, master: MasterRecordId } }\n";

typedef struct recorded {
    handoff_status status;
    handoff_receipt receipt;
} recorded;

static handoff_ledger *ledger;
static handoff_agreement *agreement;
static handoff_record_options options;

static int
begin(void **state)
{
    (void)state;
    handoff_findings *findings = handoff_findings_new();
    enter_folder();
    assert_int_equal(
        handoff_ledger_open(PATH, HANDOFF_ACCESS_CREATE, 0, &ledger, findings),
        HANDOFF_OK);
    assert_int_equal(hf_agreement_load_text(FILE_NAME, hf_view_of(AGREEMENT),
                                            &agreement, findings),
                     HANDOFF_OK);
    handoff_findings_free(findings);
    options = (handoff_record_options){.agreement = agreement, .now = 1000};
    handoff_input_options_init(&options.input);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    handoff_ledger_close(ledger);
    handoff_agreement_free(agreement);
    return 0;
}

static recorded
record(const char *path, handoff_record_kind kind, const char *text,
       const char *expected)
{
    recorded out = {0};
    handoff_findings *findings = handoff_findings_new();
    options.kind = kind;
    write_text(path, text);
    out.status =
        handoff_ledger_record(ledger, path, &options, &out.receipt, findings);
    assert_findings(findings, text, expected);
    handoff_findings_free(findings);
    return out;
}

// Rows as `a|b|c`, one a line.
static void
check_rows(const char *sql, const char *expected)
{
    hf_buffer out = {0};
    hf_query *query = hf_db_prepare(ledger->db, sql);
    while (hf_db_next(query)) {
        for (int at = 0; at < hf_db_columns(query); at++) {
            hf_buffer_add_text(&out, at ? "|" : "");
            hf_buffer_add_view(&out, hf_db_is_null(query, at)
                                         ? HF_VIEW("~")
                                         : hf_db_get_text(query, at));
        }
        hf_buffer_add_byte(&out, '\n');
    }
    hf_db_free_query(query);
    handoff_findings *findings = handoff_findings_new();
    hf_db_status(ledger->db, findings);
    assert_findings(findings, sql, "");
    handoff_findings_free(findings);
    assert_string_equal(hf_buffer_text(&out), expected);
    hf_buffer_clear(&out);
}

static const char DISPOSITIONS[] =
    "SELECT identity.key, datetime(at, 'unixepoch'), actor, team, status, "
    "reason,"
    " priority, owner, line, (SELECT text FROM remark WHERE fact ="
    " d.id AND kind = 'comment') FROM disposition AS d JOIN identity USING"
    " (lead) ORDER BY lead, at, d.id";

static const char HISTORY[] =
    "Lead ID,Field,Old Value,New Value,Edited By,Edit Date\n"
    "00Q000000000001,Lead Status,New,Working,Ann,10/25/2026 1:30 AM\n"
    "00Q000000000001,Owner,Ann,Bo,Sync,\"11/1/2026 1:30 AM\"\n"
    "00Q000000000001,Rating,Hot,Cold,Ann,11/2/2026 9:00 AM\n"
    "00Q000000000002,lead status ,,UNQUALIFIED,Bo,3/8/2026 2:30 AM\n";

static void
a_history_gives_statuses_and_owners(void **state)
{
    (void)state;
    recorded done = record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY, "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.batch, 1);
    assert_int_equal(done.receipt.read, 4);
    assert_int_equal(done.receipt.added, 3);
    assert_int_equal(done.receipt.passed_over, 1);
    assert_int_equal(done.receipt.unknown_leads, 2);
    check_rows(DISPOSITIONS,
               "00Q000000000001EAA|2026-10-25 05:30:00|Ann|~|Working|~|~|~|2|"
               "~\n"
               "00Q000000000001EAA|2026-11-01 05:30:00|Sync|~|~|~|~|Bo|3|~\n"
               "00Q000000000002EAA|2026-03-08 07:00:00|Bo|~|UNQUALIFIED|~|~|~|"
               "5|~\n");
    check_rows("SELECT kind, at, file, length(file_hash), rows_read,"
               " rows_added, rows_known, rows_rejected, datetime(covers_from,"
               " 'unixepoch'), datetime(covers_to, 'unixepoch'), length(hash)"
               " FROM batch",
               "dispositions|1000|h.csv|64|4|3|0|0|2026-03-08 07:00:00|"
               "2026-11-01 05:30:00|32\n");
    check_rows("SELECT count(*), length(hash) FROM agreement", "1|64\n");
}

static void
an_export_with_current_status_needs_no_filter(void **state)
{
    (void)state;
    recorded done = record(
        "l.csv", HANDOFF_RECORD_DISPOSITIONS,
        "Id;Lead Status;LastModifiedDate;Reason;Comments;Rating;Team\n"
        "00Q000000000001EAA;Unqualified;2/1/2026;Too small;\"only 3; sad\";"
        "hot;West\n"
        "00Q000000000002EAA;Nurture;2/1/2026 10:00 PM;;;;\n",
        "");
    assert_int_equal(done.status, HANDOFF_OK);
    check_rows(DISPOSITIONS,
               "00Q000000000001EAA|2026-02-01 05:00:00|~|West|Unqualified|Too "
               "small|hot|~|2|only 3; sad\n"
               "00Q000000000002EAA|2026-02-02 03:00:00|~|~|Nurture|~|~|~|3|"
               "~\n");
}

static void
a_file_twice_is_known_already(void **state)
{
    (void)state;
    record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY, "");
    recorded done = record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY, "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.batch, 0);
    assert_int_equal(done.receipt.added, 0);
    assert_int_equal(done.receipt.known, 3);
    check_rows("SELECT count(*) FROM batch", "1\n");
    // Other bytes that say the same are a batch that saw the facts again.
    done = record("i.csv", HANDOFF_RECORD_DISPOSITIONS,
                  "Lead ID,Field,New Value,Edited By,Edit Date\n"
                  "00Q000000000001,Lead Status,Working,Ann,10/25/2026 1:30 AM\n"
                  "00Q000000000001,Lead Status,Accepted,Ann,10/26/2026 1:30\n",
                  "");
    assert_int_equal(done.receipt.batch, 2);
    assert_int_equal(done.receipt.added, 1);
    assert_int_equal(done.receipt.known, 1);
    check_rows("SELECT count(*) FROM disposition", "4\n");
    // The agreement, and the disposition.
    check_rows("SELECT batch, kind, first, last FROM sighting ORDER BY kind",
               "2|3|1|1\n2|8|1|1\n");
}

static void
overlapping_files_in_either_order_leave_the_same(void **state)
{
    (void)state;
    static const char header[] = "WhoId,Task Status,CreatedDate,OwnerId\n";
    static const char *const rows[] = {
        "A,Completed,2026-10-01T09:00:00Z,U1\n",
        "A,Completed,2026-10-01T09:30:00+02:00,U1\n",
        "B,Completed,2026-10-02,U2\n"};
    for (int order = 0; order < 2; order++) {
        for (int file = 0; file < 2; file++) {
            hf_buffer text = {0};
            int first = file == order ? 0 : 1;
            hf_buffer_add_text(&text, header);
            hf_buffer_add_text(&text, rows[first]);
            hf_buffer_add_text(&text, rows[first + 1]);
            record(file == order ? "a.csv" : "b.csv",
                   HANDOFF_RECORD_DISPOSITIONS, hf_buffer_text(&text), "");
            hf_buffer_clear(&text);
        }
        check_rows(
            "SELECT identity.key, datetime(at, 'unixepoch'), actor, status FROM"
            " disposition JOIN identity USING (lead) ORDER BY 1, 2",
            "A|2026-10-01 07:30:00|U1|Completed\n"
            "A|2026-10-01 09:00:00|U1|Completed\n"
            "B|2026-10-02 00:00:00|U2|Completed\n");
        if (order == 0) {
            handoff_agreement_free(agreement);
            handoff_ledger_close(ledger);
            begin(NULL);
        }
    }
}

static void
what_cannot_be_read_is_rejected_with_line_and_reason(void **state)
{
    (void)state;
    options.rejects = "rejects.csv";
    recorded done = record("l.csv", HANDOFF_RECORD_DISPOSITIONS,
                           "Id,Status,LastModifiedDate\n"
                           ",New,1/2/2026\n"
                           "A,,1/2/2026\n"
                           "A,New,\n"
                           "A,New,31/12/2026\n"
                           "A,New\n"
                           "A,New,1/2/2026\n",
                           "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.read, 6);
    assert_int_equal(done.receipt.rejected, 4);
    assert_int_equal(done.receipt.passed_over, 1);
    assert_int_equal(done.receipt.added, 1);
    char bytes[512] = {0};
    FILE *file = fopen("rejects.csv", "rb");
    assert_non_null(file);
    assert_true(fread(bytes, 1, sizeof bytes - 1, file) > 0);
    fclose(file);
    assert_string_equal(bytes, "line,reason\n"
                               "2,no lead\n"
                               "4,no time\n"
                               "5,a time that cannot be read\n"
                               "6,short record: 2 of 3 cells\n");
}

static const char STRANGE[] = "Id,Lead Status,LastModifiedDate,Reason,Rating\n"
                              "A,On Hold,1/2/2026,No budget!,Tepid\n"
                              "B,on hold,1/2/2026,,\n"
                              "C,Working,1/2/2026,,Hot\n";

static void
names_that_are_not_mapped_are_refused(void **state)
{
    (void)state;
    recorded done =
        record("l.csv", HANDOFF_RECORD_DISPOSITIONS, STRANGE,
               "A022 -:0:0 the status 'On Hold' is not mapped: 2 rows of "
               "'l.csv', first on line 2 | add to 'statuses' what it means, "
               "such as touched: [\"On Hold\"]\n"
               "A022 -:0:0 the priority 'Tepid' is not mapped: 1 row of "
               "'l.csv', first on line 2 | add to 'priorities' in its place: "
               "[\"Tepid\"]\n"
               "A022 -:0:0 the reason 'No budget!' is not mapped: 1 row of "
               "'l.csv', first on line 2 | add to 'reasons' with its class: "
               "no_budget: { values: [\"No budget!\"], class: other }");
    assert_int_equal(done.status, HANDOFF_DATA);
    check_rows("SELECT count(*) FROM batch", "0\n");
    check_rows("SELECT count(*) FROM lead", "0\n");
}

static void
names_that_are_not_mapped_may_be_allowed(void **state)
{
    (void)state;
    options.allow_unmapped = 1;
    recorded done =
        record("l.csv", HANDOFF_RECORD_DISPOSITIONS, STRANGE,
               "A023 -:0:0 the status 'On Hold' is not mapped: 2 rows of "
               "'l.csv', first on line 2 | add to 'statuses' what it means, "
               "such as touched: [\"On Hold\"]\n"
               "A023 -:0:0 the priority 'Tepid' is not mapped: 1 row of "
               "'l.csv', first on line 2 | add to 'priorities' in its place: "
               "[\"Tepid\"]\n"
               "A023 -:0:0 the reason 'No budget!' is not mapped: 1 row of "
               "'l.csv', first on line 2 | add to 'reasons' with its class: "
               "no_budget: { values: [\"No budget!\"], class: other }");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.unmapped, 4);
    assert_int_equal(done.receipt.added, 3);
    check_rows("SELECT status FROM disposition ORDER BY id",
               "On Hold\non hold\nWorking\n");
}

static void
rows_are_kept_under_the_first_id_they_give(void **state)
{
    (void)state;
    recorded done = record("links.csv", HANDOFF_RECORD_DISPOSITIONS,
                           "Id,ConvertedContactId,ConvertedOpportunityId,"
                           "MasterRecordId\n"
                           "A,003X,006Y,\n"
                           "B,,,A\n"
                           "C,,,\n"
                           ",003Z,,\n",
                           "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.added, 3);
    assert_int_equal(done.receipt.rejected, 1);
    check_rows("SELECT batch.kind, identity.key, link.kind, link_key.key, line"
               " FROM link JOIN batch ON batch.id = link.batch JOIN identity"
               " USING (lead) JOIN link_key ON link_key.link = link.id",
               "links|A|contact|003X|2\nlinks|A|opportunity|006Y|2\n"
               "links|B|master|A|3\n");
    done = record("t.csv", HANDOFF_RECORD_DISPOSITIONS,
                  "WhoId,Task Status,CreatedDate,OwnerId\n"
                  "003X,Completed,2026-10-01,U1\n",
                  "");
    assert_int_equal(done.status, HANDOFF_OK);
    done = record("o.csv", HANDOFF_RECORD_OUTCOMES,
                  "Opportunity ID,Lead,Stage,Close Date,Amount,Currency\n"
                  "006Y,,Closed Won,1.2.2026,\"1.200,50 €\",EUR\n"
                  "006Z,,Closed Won,1.2.2026,,\n"
                  "006Q,B,proposal,1/2/2026,,\n"
                  "006R,B,Proposal,1/2/2026,lots,\n",
                  "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.added, 3);
    assert_int_equal(done.receipt.rejected, 1);
    assert_int_equal(done.receipt.unknown_leads, 3);
    check_rows(
        "SELECT identity.key, datetime(at, 'unixepoch'), opportunity, stage,"
        " amount, currency, matched FROM outcome JOIN identity USING"
        " (lead) ORDER BY outcome.id",
        "006Y|2026-01-31 23:00:00|006Y|Closed Won|1200500000|EUR|opportunity\n"
        "006Z|2026-01-31 23:00:00|006Z|Closed Won|~|~|opportunity\n"
        "B|2026-01-31 23:00:00|006Q|proposal|~|~|lead\n");
    check_rows("SELECT identity.key, status FROM disposition JOIN identity "
               "USING (lead)",
               "003X|Completed\n");
    done = record("z.csv", HANDOFF_RECORD_DISPOSITIONS,
                  "Lead ID,Lead Status,Edit Date\n"
                  "000000000000000AAA,New,2/1/2026\n"
                  "000000000000000,New,2/1/2026\n",
                  "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.rejected, 2);
}

static void
handoffs_are_imported(void **state)
{
    (void)state;
    recorded done = record("f.csv", HANDOFF_RECORD_HANDOFFS,
                           "Lead,Handed At,Team,By,Kind\n"
                           "A,2026-10-01T08:00:00Z,West,Mo,\n"
                           "B,2026-10-01,East,Mo,forced\n",
                           "");
    assert_int_equal(done.status, HANDOFF_OK);
    check_rows(
        "SELECT identity.key, datetime(at, 'unixepoch'), ruleset, cycle, due,"
        " recipient, kind, actor FROM handoff JOIN identity USING (lead)"
        " ORDER BY handoff.id",
        "A|2026-10-01 08:00:00|~|~|~|West|handed|Mo\n"
        "B|2026-10-01 00:00:00|~|~|~|East|forced|Mo\n");
    done = record("g.csv", HANDOFF_RECORD_HANDOFFS,
                  "Lead,Handed At,Team,By,Kind\nC,2026-10-01,,,Pushed\n",
                  "A022 -:0:0 the kind 'Pushed' is not mapped: 1 row of "
                  "'g.csv', first on line 2 | add to 'kinds' what it means, "
                  "such as forced: [\"Pushed\"]");
    assert_int_equal(done.status, HANDOFF_DATA);
}

static void
reviews_need_no_agreement(void **state)
{
    (void)state;
    options.agreement = NULL;
    recorded done =
        record("r.csv", HANDOFF_RECORD_REVIEWS,
               "lead,cycle,code,by,at,rule_right,response_right,note,action\n"
               "A,1,HS_REJECT,Mo,2026-11-01,no,Yes,\"too, small\",raise it\n"
               "B,0,LS_PULL,Mo,2026-11-01T10:00:00Z,,1,,\n"
               "C,x,LS_PULL,Mo,2026-11-01,,,,\n"
               "C,1,LS_PULL,Mo,2026-11-01,maybe,,,\n",
               "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.added, 2);
    assert_int_equal(done.receipt.rejected, 2);
    check_rows(
        "SELECT identity.key, cycle, code, reviewer, datetime(at, 'unixepoch'),"
        " rule_right, response_right, action, (SELECT text FROM remark"
        " WHERE fact = review.id AND kind = 'note') FROM review JOIN"
        " identity USING (lead) ORDER BY review.id",
        "A|1|HS_REJECT|Mo|2026-11-01 00:00:00|0|1|raise it|too, small\n"
        "B|0|LS_PULL|Mo|2026-11-01 10:00:00|~|1|~|~\n");
    done = record("s.csv", HANDOFF_RECORD_REVIEWS,
                  "lead,cycle,code,by,at,rule_rihgt,response_right,note,"
                  "action\n",
                  "A021 -:0:0 's.csv' has no column 'rule_right' | did you "
                  "mean 'rule_rihgt'?");
    assert_int_equal(done.status, HANDOFF_DATA);
}

static void
a_review_may_name_its_lead_as_a_report_does(void **state)
{
    (void)state;
    hf_buffer text = {0};
    options.agreement = NULL;
    record("r.csv", HANDOFF_RECORD_REVIEWS,
           "lead,cycle,code,by,at,rule_right,response_right,note,action\n"
           "A,1,HS_REJECT,Mo,2026-11-01,no,yes,,\n"
           "B,1,HS_REJECT,Mo,2026-11-01,no,yes,,\n",
           "");
    hf_buffer_add_text(
        &text, "lead,cycle,code,by,at,rule_right,response_right,note,action\n");
    hf_pseudonym_add(&text, ledger, 'L', HF_VIEW("B"));
    hf_buffer_add_text(&text, ",2,LS_PULL,Mo,2026-11-02,yes,no,,\n"
                              "L-000000000000,2,LS_PULL,Mo,2026-11-02,,,,\n"
                              "L-forgotten,2,LS_PULL,Mo,2026-11-02,,,,\n");
    recorded done =
        record("p.csv", HANDOFF_RECORD_REVIEWS, hf_buffer_text(&text), "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.added, 1);
    assert_int_equal(done.receipt.rejected, 2);
    check_rows("SELECT identity.key, cycle, code FROM review JOIN identity"
               " USING (lead) ORDER BY review.id",
               "A|1|HS_REJECT\nB|1|HS_REJECT\nB|2|LS_PULL\n");
    check_rows("SELECT count(*) FROM lead", "2\n");
    hf_buffer_clear(&text);
}

static void
a_file_that_no_block_reads_is_refused(void **state)
{
    (void)state;
    recorded done =
        record("x.csv", HANDOFF_RECORD_DISPOSITIONS,
               "Lead ID,Lead Status,Edit Dat\nA,New,1/1/2026\n",
               "A021 -:0:0 'x.csv' has no column for 'at': tried 'Edit Date', "
               "'LastModifiedDate' | did you mean 'Edit Dat'?");
    assert_int_equal(done.status, HANDOFF_DATA);
    done = record("x.csv", HANDOFF_RECORD_DISPOSITIONS,
                  "Lead ID,Lead Status,Edit Date,Team,team\nA,New,1/1/2026,,\n",
                  "D007 -:0:0 the header of 'x.csv' has 'team' twice");
    assert_int_equal(done.status, HANDOFF_DATA);
    options.agreement = NULL;
    done = record("x.csv", HANDOFF_RECORD_OUTCOMES, "Lead,Stage\nA,B\n",
                  "A020 -:0:0 no agreement is given, and the ledger keeps "
                  "none");
    assert_int_equal(done.status, HANDOFF_USAGE);
}

static void
the_agreement_of_the_ledger_serves_when_none_is_given(void **state)
{
    (void)state;
    record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY, "");
    options.agreement = NULL;
    recorded done = record("t.csv", HANDOFF_RECORD_DISPOSITIONS,
                           "WhoId,Task Status,CreatedDate,OwnerId\n"
                           "A,Completed,2026-10-01,U1\n",
                           "");
    assert_int_equal(done.status, HANDOFF_OK);
    check_rows("SELECT count(*) FROM agreement", "1\n");
    check_rows("SELECT count(DISTINCT agreement) FROM batch", "1\n");
}

static void
a_forgotten_lead_does_not_come_back(void **state)
{
    (void)state;
    const char *ids[] = {"00Q000000000001EAA"};
    handoff_findings *findings = handoff_findings_new();
    handoff_receipt receipt = {0};
    record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY, "");
    assert_int_equal(
        handoff_ledger_forget(ledger, ids, 1, "me", 2000, &receipt, findings),
        HANDOFF_OK);
    handoff_findings_free(findings);
    recorded done = record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY, "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.forgotten, 2);
    assert_int_equal(done.receipt.added, 0);
    assert_int_equal(done.receipt.known, 1);
    check_rows("SELECT key FROM identity", "00Q000000000002EAA\n");
}

static void
covered_time_is_what_is_said(void **state)
{
    (void)state;
    options.has_covers = 1;
    options.covers_from = 5;
    options.covers_to = 4;
    recorded done = record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY,
                           "A024 -:0:0 the covered time ends before it begins");
    assert_int_equal(done.status, HANDOFF_USAGE);
    options.covers_to = 9;
    done = record("h.csv", HANDOFF_RECORD_DISPOSITIONS,
                  "Lead ID,Field,New Value,Edited By,Edit Date\n", "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.batch, 1);
    check_rows("SELECT covers_from, covers_to, rows_read FROM batch",
               "5|9|0\n");
    options.has_covers = 0;
    done = record("h.csv", HANDOFF_RECORD_DISPOSITIONS,
                  "Lead ID,Field,New Value,Edited By,Edit Date\n",
                  "A025 -:0:0 'h.csv' has no rows");
    assert_int_equal(done.status, HANDOFF_NOTHING);
}

static void
a_dry_run_writes_nothing(void **state)
{
    (void)state;
    options.is_dry_run = 1;
    options.rejects = "rejects.csv";
    recorded done = record("h.csv", HANDOFF_RECORD_DISPOSITIONS, HISTORY, "");
    assert_int_equal(done.status, HANDOFF_OK);
    assert_int_equal(done.receipt.added, 3);
    assert_int_equal(done.receipt.batch, 0);
    assert_int_not_equal(access("rejects.csv", F_OK), 0);
    check_rows("SELECT count(*) FROM batch", "0\n");
}

static void
a_receipt_is_text_and_json(void **state)
{
    (void)state;
    handoff_receipt receipt = {
        .batch = 7, .read = 12, .added = 9, .rejected = 1, .unmapped = 2};
    char *text = handoff_receipt_text(&receipt);
    assert_string_equal(text,
                        "batch 7\n"
                        "    12 rows read, 9 facts added, 0 known already, "
                        "1 rejected\n"
                        "    2 names that the agreement does not map\n");
    handoff_free(text);
    receipt.batch = 0;
    text = handoff_receipt_json(&receipt);
    assert_non_null(strstr(text, "\"batch\": null,\n  \"read\": 12,"));
    handoff_free(text);
}

static void
memory_that_runs_out_leaves_the_ledger_as_it_was(void **state)
{
    (void)state;
    write_text("h.csv", HISTORY);
    options.kind = HANDOFF_RECORD_DISPOSITIONS;
    for (unsigned long nth = 1;; nth++) {
        handoff_findings *findings = handoff_findings_new();
        handoff_receipt receipt = {0};
        hf_memory_fail_at(nth);
        handoff_status status = handoff_ledger_record(ledger, "h.csv", &options,
                                                      &receipt, findings);
        hf_memory_fail_at(0);
        handoff_findings_free(findings);
        if (status == HANDOFF_OK) {
            break;
        }
        assert_int_equal(status, HANDOFF_SYSTEM);
        check_rows("SELECT count(*) FROM batch", "0\n");
    }
    check_rows("SELECT count(*) FROM disposition", "3\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(a_history_gives_statuses_and_owners),
        TEST(an_export_with_current_status_needs_no_filter),
        TEST(a_file_twice_is_known_already),
        TEST(overlapping_files_in_either_order_leave_the_same),
        TEST(what_cannot_be_read_is_rejected_with_line_and_reason),
        TEST(names_that_are_not_mapped_are_refused),
        TEST(names_that_are_not_mapped_may_be_allowed),
        TEST(rows_are_kept_under_the_first_id_they_give),
        TEST(handoffs_are_imported),
        TEST(reviews_need_no_agreement),
        TEST(a_review_may_name_its_lead_as_a_report_does),
        TEST(a_file_that_no_block_reads_is_refused),
        TEST(the_agreement_of_the_ledger_serves_when_none_is_given),
        TEST(a_forgotten_lead_does_not_come_back),
        TEST(covered_time_is_what_is_said),
        TEST(a_dry_run_writes_nothing),
        TEST(a_receipt_is_text_and_json),
        TEST(memory_that_runs_out_leaves_the_ledger_as_it_was),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
