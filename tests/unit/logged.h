/* A ledger in a folder of its own: leads scored into it, what Sales did, and
 * the rows derived from both. What the tests of dispute share. */
#ifndef HF_TESTS_LOGGED_H
#define HF_TESTS_LOGGED_H

#include "testing.h"

#include "base/buffer.h"
#include "base/date.h"
#include "base/memory.h"
#include "handoff/log.h"
#include "ledger/store.h"

#include <stdlib.h>
#include <unistd.h>

static const char RULES[] =
    "handoff: 1\nruleset: t\ntitle: t\nowner: ops\n"
    "leads:\n  id: lead\n  fields:\n"
    "    lead: { column: Id, type: id }\n"
    "    size: { column: Size, type: number }\n"
    "criteria:\n"
    "  - { id: company-size, when: size >= 50, points: 30,"
    " because: large enough }\n"
    "verdicts:\n"
    "  - { verdict: mql, when: score >= 30, means: pass }\n"
    "  - { verdict: nurture, means: hold }\n"
    "routes:\n  - { to: EMEA, sla: 24h }\n";

static const char AGREEMENT[] =
    "handoff_agreement: 1\n"
    "dispositions:\n"
    "  columns: { lead: Id, status: Status, at: At, actor: By,"
    " reason: Reason }\n"
    "  statuses:\n"
    "    touched: [Working]\n    accepted: [Accepted]\n"
    "    rejected: [Rejected]\n    recycled: [Nurture]\n"
    "  reasons:\n"
    "    too_small: { values: [Too small], class: fit,"
    " disputes: [company-size], contradicted_when: size >= 200 }\n"
    "outcomes:\n"
    "  columns: { lead: Id, opportunity: Opp, stage: Stage, at: At }\n"
    "  stages: { won: [Won] }\n"
    "sla: { grace: 2h }\n";

static char folder[] = "/tmp/handoff-log-XXXXXX";
static handoff_findings *findings;
static handoff_ledger *ledger;
static handoff_agreement *agreement;

static inline void
write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline int
set_up(void **state)
{
    (void)state;
    findings = handoff_findings_new();
    if (!mkdtemp(folder) || chdir(folder)) {
        return -1;
    }
    write_file("r.yaml", RULES);
    write_file("a.yaml", AGREEMENT);
    return handoff_agreement_load("a.yaml", &agreement, findings) == HANDOFF_OK
               ? 0
               : -1;
}

static inline int
tear_down(void **state)
{
    (void)state;
    char command[64];
    handoff_agreement_free(agreement);
    handoff_findings_free(findings);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static inline int
open_new(void **state)
{
    (void)state;
    unlink("l");
    unlink("l-wal");
    unlink("l-shm");
    return (int)handoff_ledger_open("l", HANDOFF_ACCESS_CREATE, 100, &ledger,
                                    findings);
}

static inline int
close_it(void **state)
{
    (void)state;
    handoff_ledger_close(ledger);
    return 0;
}

// ---- Helpers ---------------------------------------------------------------

static inline handoff_time
moment(const char *text)
{
    handoff_time at = 0;
    assert_true(hf_date_read(hf_view_of(text), HF_DATE_ISO, 0, &at));
    return at;
}

static inline void
expect_ok(handoff_status status)
{
    if (status != HANDOFF_OK) {
        char *text = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
        fail_msg("status %d: %s", (int)status, text ? text : "");
    }
}

static inline void
score(const char *leads, const char *as_of)
{
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    handoff_recorder *recorder = NULL;
    handoff_summary *summary = NULL;
    handoff_score_options options;
    const char *paths[] = {"leads.csv"};
    handoff_record_run run = {.agreement = agreement, .max_shift = -1};
    write_file("leads.csv", leads);
    handoff_score_options_init(&options);
    options.leads = paths;
    options.lead_count = 1;
    options.output = "scores.csv";
    expect_ok(handoff_rules_load("r.yaml", &rules, findings));
    expect_ok(handoff_plan_new(rules, moment(as_of), &plan, findings));
    expect_ok(handoff_ledger_recorder(ledger, rules, &options, &run, &recorder,
                                      findings));
    options.recorder = recorder;
    expect_ok(handoff_score(plan, &options, &summary, findings));
    handoff_recorder_free(recorder);
    handoff_summary_free(summary);
    handoff_plan_free(plan);
    handoff_rules_free(rules);
}

static inline void
record(handoff_record_kind kind, const char *text)
{
    handoff_record_options options = {.kind = kind, .agreement = agreement};
    handoff_receipt receipt;
    handoff_input_options_init(&options.input);
    write_file("facts.csv", text);
    expect_ok(handoff_ledger_record(ledger, "facts.csv", &options, &receipt,
                                    findings));
}

static inline void
read_log(const handoff_log_options *asked, hf_buffer *out)
{
    char bytes[4096];
    size_t len = 0;
    handoff_log_options options = *asked;
    options.output = "log";
    expect_ok(handoff_ledger_log(ledger, &options, findings));
    FILE *file = fopen("log", "r");
    assert_non_null(file);
    while ((len = fread(bytes, 1, sizeof bytes, file)) > 0) {
        hf_buffer_add(out, bytes, len);
    }
    fclose(file);
}

static inline void
read_units(hf_buffer *out)
{
    hf_query *query = hf_db_prepare(
        ledger->db,
        "SELECT ruleset, lead, cycle, code, decision, decided, handed, due, at,"
        " minutes, touched, attempts, actor, team, reason, reason_code,"
        " disputes, unexplained, contradicted, bulk, reversed, resolution,"
        " until, (SELECT group_concat(criterion) FROM disputed"
        " WHERE disagreement = disagreement.id)"
        " FROM disagreement ORDER BY lead, at, cycle, decided");
    while (hf_db_next(query)) {
        for (int at = 0; at < hf_db_columns(query); at++) {
            hf_buffer_add_view(out, hf_db_get_text(query, at));
            hf_buffer_add_byte(out, '|');
        }
        hf_buffer_add_byte(out, '\n');
    }
    hf_db_free_query(query);
    expect_ok(hf_db_status(ledger->db, findings));
}

#endif
