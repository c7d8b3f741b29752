/*
 * `handoff score RULES LEADS...`: arguments become the options of a run, the
 * run shows its progress and can be stopped, and its figures are told. Rows
 * are read, scored and written by the library.
 */
#include "cli/git.h"
#include "cli/ledger.h"
#include "cli/paths.h"
#include "cli/prepare.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/terminal.h"

#include <handoff/output.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

// What the run is not told of, and so cannot guard: the rule file, ledger and
// agreement, and the summary beside the other outputs and the exports.
static handoff_status
check_paths(const hf_arguments *arguments)
{
    static const hf_option_id outputs[] = {HF_OPTION_OUTPUT, HF_OPTION_REJECTS};
    const hf_option_value *values = arguments->values;
    const char *summary = values[HF_OPTION_SUMMARY].text;
    const struct {
        const char *what, *path;
    } kept[] = {{"the rules in", arguments->operands[0]},
                {"the ledger", values[HF_OPTION_LEDGER].text},
                {"the agreement in", values[HF_OPTION_AGREEMENT].text}};

    for (size_t at = 0; at < sizeof kept / sizeof *kept; at++) {
        handoff_status status =
            hf_paths_guard(arguments, kept[at].what, kept[at].path);
        if (status != HANDOFF_OK) {
            return status;
        }
    }
    for (size_t at = 0; summary && at < sizeof outputs / sizeof *outputs;
         at++) {
        hf_option_id id = outputs[at];
        const char *path = values[id].text;
        // No --output is standard output.
        path = !path && id == HF_OPTION_OUTPUT ? "-" : path;
        if (path && hf_paths_is_same(path, summary)) {
            return hf_terminal_refuse("--%s and --summary are both '%s'; "
                                      "choose two names",
                                      hf_commands_option(id)->name, summary);
        }
    }
    for (size_t at = 1; summary && at < arguments->operand_count; at++) {
        if (!hf_paths_is_stream(summary) &&
            hf_paths_is_same(summary, arguments->operands[at])) {
            return hf_terminal_refuse("--summary would write over the leads in "
                                      "'%s'; choose another name",
                                      summary);
        }
    }
    return HANDOFF_OK;
}

static handoff_status
check_arguments(const hf_arguments *arguments)
{
    size_t streams = 0;

    for (size_t at = 1; at < arguments->operand_count; at++) {
        streams += hf_paths_is_stream(arguments->operands[at]);
    }
    if (streams > 1) {
        return hf_terminal_refuse("standard input can be read once; give '-' "
                                  "one time");
    }
    static const hf_option_id of_ledger[] = {
        HF_OPTION_AGREEMENT, HF_OPTION_BASELINE, HF_OPTION_MAX_SHIFT};
    for (size_t at = 0; at < sizeof of_ledger / sizeof *of_ledger; at++) {
        if (!arguments->values[HF_OPTION_LEDGER].text &&
            arguments->values[of_ledger[at]].is_given) {
            return hf_terminal_refuse("--%s is for a run that is kept; add "
                                      "--ledger LEDGER",
                                      hf_commands_option(of_ledger[at])->name);
        }
    }
    return check_paths(arguments);
}

static int64_t
share_of(const hf_option_value *value)
{
    return value->is_given ? value->number : -1;
}

static void
fill_options(const hf_arguments *arguments, handoff_score_options *out)
{
    const hf_option_value *values = arguments->values;

    handoff_score_options_init(out);
    hf_prepare_input(arguments, &out->input);
    out->leads = arguments->operands + 1;
    out->lead_count = arguments->operand_count - 1;
    out->output = values[HF_OPTION_OUTPUT].text;
    out->rejects = values[HF_OPTION_REJECTS].text;
    out->format = (handoff_format)values[HF_OPTION_FORMAT_SCORES].number;
    out->keep = values[HF_OPTION_KEEP].text;
    out->columns = values[HF_OPTION_COLUMNS].text;
    out->only = values[HF_OPTION_ONLY].text;
    out->threads = (unsigned)values[HF_OPTION_THREADS].number;
    out->max_rejected = share_of(&values[HF_OPTION_MAX_REJECTED]);
    out->max_unparsed = share_of(&values[HF_OPTION_MAX_UNPARSED]);
    out->is_strict = hf_arguments_has(arguments, HF_OPTION_STRICT);
    out->is_dry_run = hf_arguments_has(arguments, HF_OPTION_DRY_RUN);
    out->is_stream = hf_arguments_has(arguments, HF_OPTION_STREAM);
    out->allow_empty = hf_arguments_has(arguments, HF_OPTION_ALLOW_EMPTY);
    out->show_values = hf_arguments_has(arguments, HF_OPTION_SHOW_VALUES);
}

static bool
is_to_stdout(const handoff_score_options *options)
{
    return !options->is_dry_run &&
           (!options->output || hf_paths_is_stream(options->output));
}

// A bar between rows on the same terminal would help nobody.
static bool
shows_progress(const hf_arguments *arguments,
               const handoff_score_options *options)
{
    return !hf_arguments_has(arguments, HF_OPTION_QUIET) &&
           !hf_arguments_has(arguments, HF_OPTION_NO_PROGRESS) &&
           !options->is_stream && isatty(STDERR_FILENO) &&
           !(is_to_stdout(options) && isatty(STDOUT_FILENO));
}

static void
print_summary(const hf_arguments *arguments, const handoff_summary *summary,
              double seconds)
{
    char mark[HF_GIT_TEXT_LEN];
    char *text = handoff_summary_text(
        summary, hf_terminal_width(STDERR_FILENO),
        hf_terminal_has_color(arguments, STDERR_FILENO), seconds);

    if (!text) {
        hf_terminal_say("memory ran out");
        return;
    }
    hf_terminal_note(text);
    handoff_free(text);
    hf_git_describe(arguments->operands[0], mark);
    if (*mark) {
        fprintf(stderr, "\nrules at git commit %s\n", mark);
    }
}

typedef struct summary_target {
    const hf_arguments *arguments;
    const hf_ledger_run *kept;
} summary_target;

static handoff_status
save_summary(void *context, handoff_summary *summary,
             handoff_findings *findings)
{
    const summary_target *target = context;
    const char *path = target->arguments->values[HF_OPTION_SUMMARY].text;

    if (!path || hf_arguments_has(target->arguments, HF_OPTION_DRY_RUN)) {
        return HANDOFF_OK;
    }
    handoff_summary_set_batch(summary, hf_ledger_batch(target->kept));
    char *text = handoff_summary_json(summary);
    if (!text) {
        return HANDOFF_SYSTEM;
    }
    handoff_status status =
        handoff_write_file(path, text, strlen(text), findings);
    handoff_free(text);
    return status;
}

static handoff_status
score(const hf_arguments *arguments, const handoff_rules *rules,
      const handoff_plan *plan, handoff_findings *findings)
{
    handoff_score_options options;
    hf_ledger_run kept;
    handoff_summary *summary = NULL;
    hf_progress progress;
    summary_target target = {arguments, &kept};

    fill_options(arguments, &options);
    options.stop = hf_stop_install();
    hf_progress_init(&progress, hf_terminal_width(STDERR_FILENO));
    if (shows_progress(arguments, &options)) {
        options.progress = hf_progress_show;
        options.progress_context = &progress;
    }
    handoff_status status =
        hf_ledger_begin(arguments, rules, &options, &kept, findings);
    // Before there are scores; but a batch has its number when it is kept.
    if (!kept.recorder) {
        options.before_names = save_summary;
        options.before_names_context = &target;
    }
    if (status == HANDOFF_OK) {
        status = handoff_score(plan, &options, &summary, findings);
    }
    double seconds = hf_progress_clock() - progress.started;
    hf_progress_erase(&progress);
    if (summary && handoff_summary_is_cut(summary)) {
        // Who reads the scores has seen enough (`| head`): a quiet end, but
        // not of a run that was to be kept.
        if (kept.recorder && !options.is_dry_run) {
            hf_terminal_say("nothing was kept: the reader of the scores went "
                            "away; write them to a file with --output");
            status = HANDOFF_SYSTEM;
        }
        handoff_summary_free(summary);
        hf_ledger_end(&kept);
        return status;
    }
    int64_t unsaved = 0;
    if (kept.recorder && summary && status == HANDOFF_OK) {
        status = save_summary(&target, summary, findings);
        unsaved = status == HANDOFF_OK ? 0 : hf_ledger_batch(&kept);
    }
    bool has_figures = status == HANDOFF_OK || status == HANDOFF_FINDINGS;
    if (has_figures && summary && !options.is_stream &&
        !hf_arguments_has(arguments, HF_OPTION_QUIET)) {
        print_summary(arguments, summary, seconds);
        if (status == HANDOFF_OK) {
            hf_ledger_note(&kept, options.is_dry_run != 0);
        }
    }
    hf_ledger_end(&kept);
    handoff_summary_free(summary);
    hf_terminal_conclude(arguments, status, findings);
    hf_ledger_tell_kept(unsaved);
    return status;
}

handoff_status
hf_cmd_score(const hf_arguments *arguments)
{
    handoff_rules *rules = NULL;
    handoff_plan *plan = NULL;
    handoff_findings *findings = NULL;

    handoff_status status = check_arguments(arguments);
    if (status == HANDOFF_OK) {
        status = hf_prepare_rules(arguments, arguments->operands[0],
                                  hf_arguments_as_of(arguments), &rules, &plan);
    }
    if (status == HANDOFF_OK) {
        findings = handoff_findings_new();
        if (findings) {
            status = score(arguments, rules, plan, findings);
        } else {
            hf_terminal_say("memory ran out");
            status = HANDOFF_SYSTEM;
        }
    }
    handoff_findings_free(findings);
    handoff_plan_free(plan);
    handoff_rules_free(rules);
    return status;
}
