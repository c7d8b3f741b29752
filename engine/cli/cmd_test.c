/*
 * `handoff test RULES...`: the tests beside each rule set. The library runs
 * and words them; here files are told apart and statuses joined.
 */
#include "cli/prepare.h"
#include "cli/terminal.h"
#include "cli/testfile.h"

#include <handoff/check.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static handoff_status
test_rules(const hf_arguments *arguments, const char *path)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_test_options options = {
        .pattern = arguments->values[HF_OPTION_RUN].text,
        .min_coverage = (int)arguments->values[HF_OPTION_MIN_COVERAGE].number,
        .shape = hf_terminal_has_color(arguments, STDOUT_FILENO)
                     ? HANDOFF_SHAPE_COLOR
                     : HANDOFF_SHAPE_TEXT,
        .width = hf_terminal_width(STDOUT_FILENO),
        .now = hf_arguments_as_of(arguments),
    };
    char *text = NULL;

    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status = handoff_test(path, &options, &text, findings);
    bool may_be_empty = hf_arguments_has(arguments, HF_OPTION_ALLOW_EMPTY);
    if (status == HANDOFF_NOTHING &&
        (may_be_empty || arguments->operand_count > 1)) {
        // Of many rule sets some have no tests, or none that --run names.
        hf_terminal_say("%s: no tests", path);
    } else {
        // Of failed tests the text tells all.
        hf_terminal_conclude(arguments,
                             status == HANDOFF_FINDINGS ? HANDOFF_OK : status,
                             findings);
    }
    if (status == HANDOFF_NOTHING && may_be_empty) {
        status = HANDOFF_OK;
    }
    handoff_findings_free(findings);
    if (text) {
        status = hf_prepare_worse(status, hf_terminal_print(text));
    }
    handoff_free(text);
    return status;
}

// Whether the rule file that `path` names is among the operands by itself.
static bool
is_given_alone(const hf_arguments *arguments, const char *rules)
{
    for (size_t at = 0; at < arguments->operand_count; at++) {
        if (strcmp(arguments->operands[at], rules) == 0) {
            return true;
        }
    }
    return false;
}

handoff_status
hf_cmd_test(const hf_arguments *arguments)
{
    handoff_status worst = HANDOFF_OK;
    bool has_run = false;

    for (size_t at = 0; at < arguments->operand_count; at++) {
        const char *path = arguments->operands[at];
        char *rules = hf_testfile_is(path) ? hf_testfile_rules(path) : NULL;
        if (!rules || !is_given_alone(arguments, rules)) {
            handoff_status status = test_rules(arguments, rules ? rules : path);
            has_run = has_run || status == HANDOFF_OK;
            worst = hf_prepare_worse(worst, status);
        }
        free(rules);
    }
    // A rule set without tests among others that have some is no failure.
    return worst == HANDOFF_NOTHING && has_run ? HANDOFF_OK : worst;
}
