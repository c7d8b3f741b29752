/*
 * Ledgers of commands: opened by the options, and told in a line what was
 * kept. Everything that stands in them is the library's.
 */
#include "cli/ledger.h"
#include "cli/paths.h"
#include "cli/terminal.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

handoff_status
hf_ledger_open(const hf_arguments *arguments, const char *path,
               handoff_access access, handoff_ledger **out,
               handoff_findings *findings)
{
    int wait = (int)arguments->values[HF_OPTION_WAIT].number;
    return handoff_ledger_open(path, access, wait, out, findings);
}

handoff_status
hf_ledger_open_derived(const hf_arguments *arguments, handoff_ledger **out,
                       handoff_findings *findings)
{
    const char *path = arguments->operands[0];
    handoff_access mode =
        access(path, W_OK) == 0 ? HANDOFF_ACCESS_WRITE : HANDOFF_ACCESS_READ;
    return hf_ledger_open(arguments, path, mode, out, findings);
}

handoff_status
hf_ledger_guard(const hf_arguments *arguments)
{
    handoff_status status =
        hf_paths_guard(arguments, "the ledger", arguments->operands[0]);
    return status == HANDOFF_OK
               ? hf_paths_guard(arguments, "the agreement in",
                                arguments->values[HF_OPTION_AGREEMENT].text)
               : status;
}

const char *
hf_ledger_who(const hf_arguments *arguments)
{
    const char *named = arguments->values[HF_OPTION_WHO].text;
    if (named) {
        return named;
    }
    const struct passwd *user = getpwuid(geteuid());
    return user ? user->pw_name : "";
}

handoff_status
hf_ledger_agreement(const hf_arguments *arguments, handoff_agreement **out,
                    handoff_findings *findings)
{
    const char *path = arguments->values[HF_OPTION_AGREEMENT].text;
    *out = NULL;
    return path ? handoff_agreement_load(path, out, findings) : HANDOFF_OK;
}

handoff_status
hf_ledger_save(const hf_arguments *arguments, const handoff_receipt *receipt,
               handoff_findings *findings)
{
    const char *path = arguments->values[HF_OPTION_SUMMARY].text;
    if (!path) {
        return HANDOFF_OK;
    }
    char *text = handoff_receipt_json(receipt);
    if (!text) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status =
        handoff_write_file(path, text, strlen(text), findings);
    handoff_free(text);
    return status;
}

void
hf_ledger_tell_kept(int64_t batch)
{
    if (batch) {
        hf_terminal_say("batch %lld is in the ledger all the same; only the "
                        "summary is not written",
                        (long long)batch);
    }
}

// The commit alone; the mark behind it says whether files differ from it.
static void
read_commit(const char *rules, char commit[HF_GIT_TEXT_LEN], int *is_dirty)
{
    hf_git_describe(rules, commit);
    char *mark = strchr(commit, ',');
    *is_dirty = mark != NULL;
    if (mark) {
        *mark = '\0';
    }
}

// A dry run over a ledger that is not there yet makes none: one in memory
// tells what would come.
static handoff_status
open_for_run(const hf_arguments *arguments,
             const handoff_score_options *options, handoff_ledger **out,
             handoff_findings *findings)
{
    const char *path = arguments->values[HF_OPTION_LEDGER].text;
    if (options->is_dry_run && access(path, F_OK) != 0) {
        path = NULL;
    }
    return hf_ledger_open(arguments, path, HANDOFF_ACCESS_CREATE, out,
                          findings);
}

handoff_status
hf_ledger_begin(const hf_arguments *arguments, const handoff_rules *rules,
                handoff_score_options *options, hf_ledger_run *out,
                handoff_findings *findings)
{
    const hf_option_value *values = arguments->values;
    int is_dirty = 0;
    *out = (hf_ledger_run){0};
    if (!values[HF_OPTION_LEDGER].text) {
        return HANDOFF_OK;
    }
    // The agreement first: one with mistakes in it makes no ledger.
    handoff_status status =
        hf_ledger_agreement(arguments, &out->agreement, findings);
    if (status == HANDOFF_OK) {
        status = open_for_run(arguments, options, &out->ledger, findings);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    read_commit(arguments->operands[0], out->commit, &is_dirty);
    handoff_record_run run = {
        .agreement = out->agreement,
        .who = hf_ledger_who(arguments),
        .git_commit = out->commit,
        .is_dirty = is_dirty,
        .is_baseline = hf_arguments_has(arguments, HF_OPTION_BASELINE),
        .max_shift = values[HF_OPTION_MAX_SHIFT].is_given
                         ? values[HF_OPTION_MAX_SHIFT].number
                         : -1,
        .now = (handoff_time)time(NULL),
    };
    status = handoff_ledger_recorder(out->ledger, rules, options, &run,
                                     &out->recorder, findings);
    options->recorder = out->recorder;
    return status;
}

static const char *
plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

int64_t
hf_ledger_batch(const hf_ledger_run *run)
{
    return run->recorder ? handoff_recorder_receipt(run->recorder).batch : 0;
}

void
hf_ledger_note(const hf_ledger_run *run, bool is_dry_run)
{
    if (!run->recorder) {
        return;
    }
    handoff_receipt receipt = handoff_recorder_receipt(run->recorder);
    char lead_in[48] = "would be kept";
    if (!is_dry_run) {
        snprintf(lead_in, sizeof lead_in, "ledger, batch %lld",
                 (long long)receipt.batch);
    }
    fprintf(stderr,
            "\n%s: %llu new decision%s, %llu handoff%s; %llu lead%s as "
            "before, %llu rejected\n",
            lead_in, (unsigned long long)receipt.decisions,
            plural(receipt.decisions), (unsigned long long)receipt.handoffs,
            plural(receipt.handoffs), (unsigned long long)receipt.known,
            plural(receipt.known), (unsigned long long)receipt.rejected);
}

void
hf_ledger_end(hf_ledger_run *run)
{
    handoff_recorder_free(run->recorder);
    handoff_agreement_free(run->agreement);
    handoff_ledger_close(run->ledger);
}
