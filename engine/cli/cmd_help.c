/*
 * `handoff help [COMMAND | CODE]`: a command, the code of a finding, the list
 * of codes; and, with --format, man pages and completions, which is how the
 * files of engine/dist are made.
 */
#include "cli/arguments.h"
#include "cli/completion.h"
#include "cli/man.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/usage.h"

#include <handoff/diag.h>
#include <handoff/report.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    FORMAT_TEXT,
    FORMAT_MAN,
    FORMAT_BASH,
    FORMAT_ZSH,
    FORMAT_FISH,
    FORMAT_NAMES
};

static const char *
severity_text(handoff_severity severity)
{
    switch (severity) {
    case HANDOFF_ERROR:
        return "error";
    case HANDOFF_WARNING:
        return "warning";
    case HANDOFF_NOTE:
        return "note";
    }
    return "";
}

static void
write_names(FILE *out)
{
    const hf_command *command;
    for (size_t at = 0; (command = hf_commands_at(at)) != NULL; at++) {
        fprintf(out, "%s\n", command->name);
    }
}

static void
write_codes(FILE *out)
{
    const char *code;
    const char *title;

    for (size_t at = 0; (code = handoff_code_at(at)) != NULL; at++) {
        handoff_code_explain(code, &title, NULL, NULL);
        fprintf(out, "%s  %s\n", code, title);
    }
}

static bool
write_code(FILE *out, const char *word)
{
    const char *title;
    const char *explanation;
    handoff_severity severity;

    if (!handoff_code_explain(word, &title, &explanation, &severity)) {
        return false;
    }
    // As it stands in messages, whatever case it was asked for in.
    for (; *word; word++) {
        fputc(hf_usage_upper(*word), out);
    }
    fprintf(out, " (%s): %s\n\n%s", severity_text(severity), title,
            explanation);
    return true;
}

// A word that is neither: R0210 looks like a code, scroe like a command.
static handoff_status
refuse_topic(const char *word)
{
    bool is_code_like = strpbrk(word, "0123456789") != NULL;
    const char *command = hf_suggest_command(word);
    const char *code = handoff_code_nearest(word);

    if (!is_code_like && command) {
        return hf_terminal_refuse(
            "there is no command '%s'; did you mean 'handoff help %s'?", word,
            command);
    }
    if (is_code_like && code) {
        return hf_terminal_refuse(
            "there is no code '%s'; did you mean 'handoff help %s'?", word,
            code);
    }
    return hf_terminal_refuse("'%s' is neither a command nor a code; "
                              "'handoff help' lists commands, "
                              "'handoff help codes' codes",
                              word);
}

static handoff_status
write_topic(FILE *out, int64_t format, const char *word)
{
    const hf_command *command = word ? hf_commands_find(word) : NULL;
    int width = hf_terminal_width(STDOUT_FILENO);

    if (format == FORMAT_BASH) {
        hf_completion_bash(out);
    } else if (format == FORMAT_ZSH) {
        hf_completion_zsh(out);
    } else if (format == FORMAT_FISH) {
        hf_completion_fish(out);
    } else if (format == FORMAT_NAMES) {
        write_names(out);
    } else if (format == FORMAT_MAN && (command || !word)) {
        hf_man_write(out, command);
    } else if (!word) {
        hf_usage_overview(out, width);
    } else if (command) {
        hf_usage_full(out, command, width);
    } else if (strcmp(word, "codes") == 0) {
        write_codes(out);
    } else if (strcmp(word, "report-schema") == 0) {
        fputs(handoff_report_schema(), out);
    } else if (!write_code(out, word)) {
        return refuse_topic(word);
    }
    return HANDOFF_OK;
}

handoff_status
hf_cmd_help(const hf_arguments *arguments)
{
    const char *word = arguments->operand_count ? arguments->operands[0] : NULL;
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    if (!out) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    handoff_status status =
        write_topic(out, arguments->values[HF_OPTION_FORMAT_HELP].number, word);
    if (fclose(out) != 0) {
        status = HANDOFF_SYSTEM;
    }
    if (status == HANDOFF_OK) {
        status = hf_terminal_print(text);
    }
    free(text);
    return status;
}
