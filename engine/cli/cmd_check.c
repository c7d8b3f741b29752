/*
 * `handoff check RULES...`: each file is loaded and made ready to score, and
 * everything found is printed. People get the findings of a file and a line
 * on it, one file after another; programs get one document of all. Agreements
 * are compared with the rules that are given beside them.
 */
#include "cli/prepare.h"
#include "cli/terminal.h"
#include "cli/testfile.h"

#include <handoff/check.h>
#include <handoff/ledger.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_GITHUB };
enum { LEVEL_ERROR, LEVEL_WARNING };
enum { SHORT_REVISION = 12, LINE_LEN = 1024 };

// How many there are of what matters, so that two moments can be compared.
typedef struct tally {
    size_t errors;
    size_t warnings;
    size_t not_portable;
} tally;

static tally
count_findings(const handoff_findings *findings)
{
    static const char not_portable[] = "R137";
    tally all = {.errors = handoff_findings_count(findings, HANDOFF_ERROR),
                 .warnings = handoff_findings_count(findings, HANDOFF_WARNING)};
    size_t kept = handoff_findings_kept(findings);

    for (size_t at = 0; at < kept; at++) {
        handoff_finding finding = handoff_findings_get(findings, at);
        all.not_portable += strcmp(finding.code, not_portable) == 0;
    }
    return all;
}

static tally
count_since(const handoff_findings *findings, tally before)
{
    tally now = count_findings(findings);
    return (tally){.errors = now.errors - before.errors,
                   .warnings = now.warnings - before.warnings,
                   .not_portable = now.not_portable - before.not_portable};
}

// Append ", 3 errors" or ", 1 error" behind what the line holds.
static void
add_count(char line[LINE_LEN], const char *joint, size_t count,
          const char *thing)
{
    size_t len = strlen(line);
    snprintf(line + len, LINE_LEN - len, "%s%zu %s%s", joint, count, thing,
             count == 1 ? "" : "s");
}

static void
describe_rules(const handoff_rules *rules, char line[LINE_LEN])
{
    size_t criteria = handoff_rules_criterion_count(rules);
    size_t gates = handoff_rules_gate_count(rules);
    size_t len = strlen(line);

    snprintf(line + len, LINE_LEN - len, ", %zu %s", criteria,
             criteria == 1 ? "criterion" : "criteria");
    add_count(line, ", ", gates, "gate");
    len = strlen(line);
    snprintf(line + len, LINE_LEN - len, ", revision %.*s", SHORT_REVISION,
             handoff_rules_revision(rules));
}

// The status of a file that loads, and the word that its line begins with.
static handoff_status
judge(const hf_arguments *arguments, const handoff_rules *rules, tally found,
      char line[LINE_LEN])
{
    bool is_portable = found.not_portable == 0 ||
                       !hf_arguments_has(arguments, HF_OPTION_PORTABLE);
    bool warnings_fail =
        arguments->values[HF_OPTION_FAIL_LEVEL].number == LEVEL_WARNING;
    bool is_empty = handoff_rules_criterion_count(rules) == 0 &&
                    handoff_rules_gate_count(rules) == 0;
    handoff_status status = HANDOFF_OK;

    strcpy(line, "ok");
    if (!is_portable) {
        strcpy(line, "not portable");
        add_count(line, ", ", found.not_portable, "pattern");
        status = HANDOFF_FINDINGS;
    } else if (found.warnings > 0 && warnings_fail) {
        strcpy(line, "not ok");
        status = HANDOFF_FINDINGS;
    } else if (is_empty &&
               !hf_arguments_has(arguments, HF_OPTION_ALLOW_EMPTY)) {
        strcpy(line, "nothing to score by: no gates and no criteria");
        return HANDOFF_NOTHING;
    }
    if (found.warnings > 0) {
        add_count(line, ", ", found.warnings, "warning");
    }
    return status;
}

static handoff_status
check_rules(const hf_arguments *arguments, const char *path,
            handoff_findings *findings, char line[LINE_LEN])
{
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    tally before = count_findings(findings);

    handoff_status status = handoff_plan_load(
        path, hf_arguments_as_of(arguments), &rules, &plan, findings);
    tally found = count_since(findings, before);
    if (status == HANDOFF_OK) {
        status = judge(arguments, rules, found, line);
        describe_rules(rules, line);
    } else {
        strcpy(line, "does not load");
        add_count(line, ", ", found.errors, "error");
    }
    handoff_plan_free(plan);
    handoff_rules_free(rules);
    return status;
}

// A test file is valid when its tests can be run; how they end is for
// `handoff test` to tell.
static handoff_status
check_tests(const hf_arguments *arguments, const char *path,
            handoff_findings *findings, char line[LINE_LEN])
{
    char *rules = hf_testfile_rules(path);

    if (!rules) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    tally before = count_findings(findings);
    handoff_status status =
        handoff_test_load(path, hf_arguments_as_of(arguments), findings);
    tally found = count_since(findings, before);
    if (status == HANDOFF_OK && found.warnings > 0 &&
        arguments->values[HF_OPTION_FAIL_LEVEL].number == LEVEL_WARNING) {
        strcpy(line, "not ok");
        add_count(line, ", ", found.warnings, "warning");
        status = HANDOFF_FINDINGS;
    } else if (status == HANDOFF_OK) {
        snprintf(line, LINE_LEN, "ok, 'handoff test %s' runs it", rules);
    } else if (status == HANDOFF_NOTHING) {
        strcpy(line, "no tests");
        if (hf_arguments_has(arguments, HF_OPTION_ALLOW_EMPTY)) {
            status = HANDOFF_OK;
        }
    } else {
        strcpy(line, "does not load");
        add_count(line, ", ", found.errors, "error");
    }
    free(rules);
    return status;
}

// An agreement against the rules of one other operand; what is wrong with
// those themselves is told where they are checked.
static handoff_status
compare_with(const handoff_agreement *agreement, const char *path,
             handoff_findings *findings)
{
    handoff_findings *own = handoff_findings_new();
    handoff_rules *rules = NULL;
    handoff_status status = HANDOFF_OK;

    if (!own) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    if (handoff_rules_load(path, &rules, own) == HANDOFF_OK) {
        status = handoff_agreement_check(agreement, rules, findings);
    }
    handoff_rules_free(rules);
    handoff_findings_free(own);
    return status;
}

static handoff_status
check_agreement(const hf_arguments *arguments, const char *path,
                handoff_findings *findings, char line[LINE_LEN])
{
    handoff_agreement *agreement = NULL;
    size_t compared = 0;
    tally before = count_findings(findings);
    handoff_status status = handoff_agreement_load(path, &agreement, findings);

    for (size_t at = 0; status == HANDOFF_OK && at < arguments->operand_count;
         at++) {
        const char *other = arguments->operands[at];
        if (!hf_testfile_is(other) && !handoff_agreement_is_file(other)) {
            status = compare_with(agreement, other, findings);
            compared++;
        }
    }
    bool is_loaded = agreement != NULL;
    handoff_agreement_free(agreement);
    if (status == HANDOFF_OK) {
        strcpy(line, compared ? "ok, an agreement that fits the rules"
                              : "ok, an agreement; give its rules too, and "
                                "its reasons are compared with them");
    } else {
        strcpy(line, is_loaded ? "does not fit the rules" : "does not load");
        add_count(line, ", ", count_since(findings, before).errors, "error");
    }
    return status;
}

static handoff_status
check_file(const hf_arguments *arguments, const char *path,
           handoff_findings *findings, char line[LINE_LEN])
{
    if (hf_testfile_is(path)) {
        return check_tests(arguments, path, findings, line);
    }
    return handoff_agreement_is_file(path)
               ? check_agreement(arguments, path, findings, line)
               : check_rules(arguments, path, findings, line);
}

// The findings as the format wants them, to standard output.
static handoff_status
print_findings(const hf_arguments *arguments, const handoff_findings *findings)
{
    bool has_color = hf_terminal_has_color(arguments, STDOUT_FILENO);
    const handoff_findings_format formats[] = {
        [FORMAT_TEXT] =
            has_color ? HANDOFF_FINDINGS_COLOR : HANDOFF_FINDINGS_TEXT,
        [FORMAT_JSON] = HANDOFF_FINDINGS_JSON,
        [FORMAT_SARIF] = HANDOFF_FINDINGS_SARIF,
        [FORMAT_GITHUB] = HANDOFF_FINDINGS_GITHUB,
    };
    int64_t format = arguments->values[HF_OPTION_FORMAT_FINDINGS].number;
    char *text = handoff_findings_print(findings, formats[format]);

    if (!text) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status = hf_terminal_print(text);
    handoff_free(text);
    return status;
}

// One file for people: its findings, then the line on it. A file that cannot
// be read is no result but an error, and goes where errors go.
static handoff_status
report_file(const hf_arguments *arguments, const char *path)
{
    bool is_text =
        arguments->values[HF_OPTION_FORMAT_FINDINGS].number == FORMAT_TEXT;
    handoff_findings *findings = handoff_findings_new();
    char line[LINE_LEN] = "";
    handoff_status printed = HANDOFF_OK;

    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status = check_file(arguments, path, findings, line);
    if (status == HANDOFF_SYSTEM) {
        hf_terminal_conclude(arguments, status, findings);
    } else {
        printed = print_findings(arguments, findings);
    }
    handoff_findings_free(findings);
    if (status == HANDOFF_SYSTEM || printed != HANDOFF_OK) {
        return HANDOFF_SYSTEM;
    }
    if (!is_text) {
        hf_terminal_say("%s: %s", path, line);
        return status;
    }
    if (hf_terminal_print(path) != HANDOFF_OK ||
        hf_terminal_print(": ") != HANDOFF_OK ||
        hf_terminal_print(line) != HANDOFF_OK ||
        hf_terminal_print("\n") != HANDOFF_OK) {
        return HANDOFF_SYSTEM;
    }
    return status;
}

static handoff_status
report_files(const hf_arguments *arguments)
{
    handoff_status worst = HANDOFF_OK;
    for (size_t at = 0; at < arguments->operand_count; at++) {
        worst = hf_prepare_worse(
            worst, report_file(arguments, arguments->operands[at]));
    }
    return worst;
}

// All files for a program: one document.
static handoff_status
report_document(const hf_arguments *arguments)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_status worst = HANDOFF_OK;
    char line[LINE_LEN];

    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    for (size_t at = 0; at < arguments->operand_count; at++) {
        worst = hf_prepare_worse(
            worst,
            check_file(arguments, arguments->operands[at], findings, line));
    }
    worst = hf_prepare_worse(worst, print_findings(arguments, findings));
    handoff_findings_free(findings);
    return worst;
}

handoff_status
hf_cmd_check(const hf_arguments *arguments)
{
    int64_t format = arguments->values[HF_OPTION_FORMAT_FINDINGS].number;
    bool is_for_people = format == FORMAT_TEXT || format == FORMAT_GITHUB;
    return is_for_people ? report_files(arguments) : report_document(arguments);
}
