/*
 * `handoff record LEDGER FILE...`: exports of Sales are taken in, each as one
 * batch. Files are read, and their rows understood, by the library; what each
 * came to is told here.
 */
#include "cli/ledger.h"
#include "cli/paths.h"
#include "cli/prepare.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The files of one call, and the figures of those that were taken in.
typedef struct taking {
    const hf_arguments *arguments;
    handoff_ledger *ledger;
    handoff_record_options options;
    FILE *figures; // JSON, one object a file
    size_t told;
    char *rejects; // the list of several files, so far
    int64_t batch; // the last that was written, 0: none
} taking;

// "FROM..TO", both as --as-of has them.
static handoff_status
read_covers(const char *text, handoff_record_options *out)
{
    enum { MOST = 64 };
    char from[MOST];
    const char *dots = text ? strstr(text, "..") : NULL;

    if (!text) {
        return HANDOFF_OK;
    }
    size_t len = dots ? (size_t)(dots - text) : MOST;
    if (len < MOST) {
        memcpy(from, text, len);
        from[len] = '\0';
        out->has_covers = handoff_time_read(from, &out->covers_from) &&
                          handoff_time_read(dots + 2, &out->covers_to);
    }
    return out->has_covers
               ? HANDOFF_OK
               : hf_terminal_refuse("--covers wants two dates or moments such "
                                    "as 2026-09-01..2026-10-01, not '%s'",
                                    text);
}

static handoff_status
check_arguments(const hf_arguments *arguments)
{
    const hf_option_value *values = arguments->values;
    size_t files = arguments->operand_count - 1;
    const char *rejects = values[HF_OPTION_REJECTS].text;
    const char *summary = values[HF_OPTION_SUMMARY].text;

    if (!values[HF_OPTION_AS].text) {
        return hf_terminal_refuse("say what is in the files: --as "
                                  "dispositions, outcomes, handoffs or "
                                  "reviews");
    }
    if (rejects && summary && hf_paths_is_same(rejects, summary)) {
        return hf_terminal_refuse("--rejects and --summary are both '%s'; "
                                  "choose two names",
                                  summary);
    }
    handoff_status status = hf_ledger_guard(arguments);
    for (size_t at = 1; status == HANDOFF_OK && at <= files; at++) {
        status =
            hf_paths_guard(arguments, "the export", arguments->operands[at]);
    }
    return status;
}

static handoff_status
fill_options(const hf_arguments *arguments, handoff_record_options *out)
{
    *out = (handoff_record_options){
        .kind = (handoff_record_kind)arguments->values[HF_OPTION_AS].number,
        .rejects = arguments->values[HF_OPTION_REJECTS].text,
        .who = hf_ledger_who(arguments),
        .allow_unmapped = hf_arguments_has(arguments, HF_OPTION_ALLOW_UNMAPPED),
        .is_dry_run = hf_arguments_has(arguments, HF_OPTION_DRY_RUN),
        .now = (handoff_time)time(NULL),
    };
    hf_prepare_input(arguments, &out->input);
    return read_covers(arguments->values[HF_OPTION_COVERS].text, out);
}

// What one file came to: lines for people, and one more object of figures.
static handoff_status
tell(taking *take, const char *path, const handoff_receipt *receipt)
{
    char *json = handoff_receipt_json(receipt);
    char *text = handoff_receipt_text(receipt);
    handoff_status status = json && text ? HANDOFF_OK : HANDOFF_SYSTEM;

    if (status != HANDOFF_OK) {
        hf_terminal_say("memory ran out");
    } else {
        bool is_one = take->arguments->operand_count == 2;
        fputs(is_one ? "" : take->told++ ? ",\n" : "[\n", take->figures);
        // The end of the line comes with the next object, or the bracket.
        fprintf(take->figures, "%.*s", (int)strlen(json) - !is_one, json);
        if (!hf_arguments_has(take->arguments, HF_OPTION_QUIET)) {
            fprintf(stderr, "%s: %s", path, text);
        }
    }
    handoff_free(json);
    handoff_free(text);
    return status;
}

static handoff_status
take_file(taking *take, const char *path)
{
    handoff_findings *findings = handoff_findings_new();
    handoff_receipt receipt = {0};

    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status = handoff_ledger_record(
        take->ledger, path, &take->options, &receipt, findings);
    if (status == HANDOFF_NOTHING &&
        hf_arguments_has(take->arguments, HF_OPTION_ALLOW_EMPTY)) {
        status = HANDOFF_OK;
    }
    hf_terminal_conclude(take->arguments, status, findings);
    handoff_findings_free(findings);
    if (status != HANDOFF_OK) {
        return status;
    }
    take->batch = receipt.batch ? receipt.batch : take->batch;
    return tell(take, path, &receipt);
}

// A file that cannot be understood stands in the way of no other.
static handoff_status
take_files(taking *take)
{
    const hf_arguments *arguments = take->arguments;
    handoff_status worst = HANDOFF_OK;

    for (size_t at = 1; at < arguments->operand_count; at++) {
        handoff_status status = take_file(take, arguments->operands[at]);
        worst = hf_prepare_worse(worst, status);
        if (status != HANDOFF_OK && status != HANDOFF_DATA &&
            status != HANDOFF_NOTHING) {
            break;
        }
    }
    fputs(take->told ? "\n]\n" : "", take->figures);
    return worst;
}

// The figures of batches that are in the ledger, whatever became of others.
static handoff_status
save_figures(taking *take, const char *figures, size_t len,
             handoff_findings *findings)
{
    const char *path = take->arguments->values[HF_OPTION_SUMMARY].text;
    if (!path || !len || take->options.is_dry_run) {
        return HANDOFF_OK;
    }
    return handoff_write_file(path, figures, len, findings);
}

static handoff_status
record(taking *take, handoff_findings *findings)
{
    char *figures = NULL;
    size_t len = 0;

    if (take->arguments->operand_count > 2) {
        take->options.rejects_list = &take->rejects;
    }
    take->figures = open_memstream(&figures, &len);
    if (!take->figures) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status = take_files(take);
    bool is_whole = fclose(take->figures) == 0;
    handoff_status saved =
        is_whole ? save_figures(take, figures, len, findings) : HANDOFF_SYSTEM;
    if (saved != HANDOFF_OK) {
        hf_terminal_conclude(take->arguments, saved, findings);
        hf_ledger_tell_kept(take->batch);
    }
    free(figures);
    handoff_free(take->rejects);
    return hf_prepare_worse(status, saved);
}

handoff_status
hf_cmd_record(const hf_arguments *arguments)
{
    taking take = {.arguments = arguments};
    handoff_agreement *agreement = NULL;
    handoff_status status = check_arguments(arguments);

    if (status == HANDOFF_OK) {
        status = fill_options(arguments, &take.options);
    }
    if (status != HANDOFF_OK) {
        return status;
    }
    handoff_findings *findings = handoff_findings_new();
    if (!findings) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    status = hf_ledger_agreement(arguments, &agreement, findings);
    take.options.agreement = agreement;
    if (status == HANDOFF_OK) {
        status = hf_ledger_open(arguments, arguments->operands[0],
                                HANDOFF_ACCESS_WRITE, &take.ledger, findings);
    }
    hf_terminal_conclude(arguments, status, findings);
    if (status == HANDOFF_OK) {
        status = record(&take, findings);
    }
    handoff_ledger_close(take.ledger);
    handoff_agreement_free(agreement);
    handoff_findings_free(findings);
    return status;
}
