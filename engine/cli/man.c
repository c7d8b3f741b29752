/*
 * Man pages in roff's man macros, made from the table of commands by
 * `handoff help --format man [COMMAND]`, which `make` runs once a page. No
 * date stands in them, so that the same program makes the same pages.
 */
#include "cli/man.h"
#include "cli/usage.h"

#include <handoff.h>

#include <stdbool.h>
#include <string.h>

// Text with what roff would read as its own written so that it is not.
static void
put_text(FILE *out, const char *text, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        bool is_start = at == 0 || text[at - 1] == '\n';
        if (is_start && (text[at] == '.' || text[at] == '\'')) {
            fputs("\\&", out);
        }
        if (text[at] == '\\') {
            fputs("\\e", out);
        } else if (text[at] == '-') {
            fputs("\\-", out);
        } else if (text[at] == '\'') {
            fputs("\\(aq", out);
        } else {
            fputc(text[at], out);
        }
    }
}

static void
put_line(FILE *out, const char *text)
{
    put_text(out, text, strlen(text));
    fputc('\n', out);
}

static void
put_paragraphs(FILE *out, const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t len = end ? (size_t)(end - text) : strlen(text);
        put_text(out, text, len);
        fputc('\n', out);
        text += len;
        if (end) {
            fputs(".PP\n", out);
            text += 2;
        }
    }
}

static void
put_examples(FILE *out, const char *examples)
{
    fputs(".SH EXAMPLES\n", out);
    while (*examples) {
        size_t len = strcspn(examples, "\n");
        if (*examples == '\t') {
            fputs(".PP\n.RS 4\n.nf\n", out);
            put_text(out, examples + 1, len - 1);
            fputs("\n.fi\n.RE\n", out);
        } else {
            fputs(".PP\n", out);
            put_text(out, examples, len);
            fputc('\n', out);
        }
        examples += len + (examples[len] == '\n');
    }
}

static void
put_option(FILE *out, const hf_option *option)
{
    char environment[HF_ENVIRONMENT_LEN];

    fputs(".TP\n", out);
    if (option->letter) {
        fprintf(out, "\\fB\\-%c\\fR%s", option->letter,
                *option->name ? ", " : "");
    }
    if (*option->name) {
        fputs("\\fB\\-\\-", out);
        put_text(out, option->name, strlen(option->name));
        fputs("\\fR", out);
    }
    if (option->argument) {
        fputs(" \\fI", out);
        put_text(out, option->argument, strlen(option->argument));
        fputs("\\fR", out);
    }
    fputc('\n', out);
    fputc(hf_usage_upper(option->brief[0]), out);
    put_text(out, option->brief + 1, strlen(option->brief + 1));
    fputs(".\n", out);
    if (*option->more) {
        put_line(out, option->more);
    }
    if (option->kind == HF_KIND_CHOICE) {
        fputs("One of ", out);
        put_text(out, option->allowed, strlen(option->allowed));
        fputs(".\n", out);
    }
    if (option->standard) {
        fputs("Default: ", out);
        put_text(out, option->standard, strlen(option->standard));
        fputs(".\n", out);
    }
    hf_commands_environment(option, environment);
    if (*environment) {
        fprintf(out, "Environment: \\fB%s\\fR.\n", environment);
    }
}

static void
put_statuses(FILE *out)
{
    size_t count;
    const handoff_status *statuses = hf_usage_statuses(&count);

    fputs(".SH EXIT STATUS\n", out);
    for (size_t at = 0; at < count; at++) {
        fprintf(out, ".TP\n\\fB%d\\fR\n", (int)statuses[at]);
        put_line(out, handoff_status_text(statuses[at]));
    }
}

static void
put_command_page(FILE *out, const hf_command *command)
{
    const hf_option *option;

    fprintf(out, "handoff\\-%s \\- ", command->name);
    put_line(out, command->brief);
    fprintf(out, ".SH SYNOPSIS\n\\fBhandoff %s\\fR ", command->name);
    if (*command->operands) {
        fprintf(out, "\\fI%s\\fR ", command->operands);
    }
    fputs("[\\fIOPTIONS\\fR]\n", out);
    put_examples(out, command->examples);
    fputs(".SH DESCRIPTION\n", out);
    put_paragraphs(out, command->text);
    fputs(".SH OPTIONS\n", out);
    for (size_t at = 0; (option = hf_commands_option_at(command, at)); at++) {
        put_option(out, option);
    }
    put_statuses(out);
    fputs(".SH SEE ALSO\n.BR handoff (1)\n", out);
}

static void
put_overview_page(FILE *out)
{
    const hf_command *command;

    fputs("handoff \\- score leads by rules that Marketing and Sales can "
          "read\n"
          ".SH SYNOPSIS\n\\fBhandoff\\fR \\fICOMMAND\\fR ...\n"
          ".SH DESCRIPTION\n"
          "Scores the leads of an export by a rule set in YAML, and explains "
          "every verdict.\n"
          "Results go to standard output, everything else to standard "
          "error.\n"
          "Long options can be written \\fB\\-\\-name\\fR \\fIVALUE\\fR or "
          "\\fB\\-\\-name=\\fR\\fIVALUE\\fR and are never abbreviated; "
          "\\fB\\-\\-\\fR ends them.\n"
          ".SH COMMANDS\n",
          out);
    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        fprintf(out, ".TP\n\\fBhandoff %s\\fR \\fI%s\\fR\n", command->name,
                command->operands);
        put_line(out, command->brief);
    }
    fputs(".SH ENVIRONMENT\n"
          "Each option can be set by a variable named after it: "
          "\\fBHANDOFF_AS_OF\\fR for \\fB\\-\\-as\\-of\\fR.\n"
          "What the command line says goes first.\n"
          ".TP\n\\fBHANDOFF_KERNEL\\fR\n"
          "scalar, sse2, avx2, avx512 or neon instead of the fastest one that "
          "this machine has.\n"
          ".TP\n\\fBNO_COLOR\\fR\nno colours, when it is not empty.\n"
          ".TP\n\\fBCOLUMNS\\fR\nthe width of a line.\n",
          out);
    put_statuses(out);
    fputs(".SH SEE ALSO\n", out);
    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        fprintf(out, ".BR handoff\\-%s (1)%s\n", command->name,
                hf_commands_at(at + 1) ? "," : "");
    }
}

void
hf_man_write(FILE *out, const hf_command *command)
{
    fputs(".TH HANDOFF", out);
    for (const char *at = command ? command->name : ""; *at; at++) {
        fprintf(out, "%s%c", at == command->name ? "\\-" : "",
                hf_usage_upper(*at));
    }
    fprintf(out, " 1 \"\" \"handoff %s\" \"handoff\"\n", handoff_version());
    fputs(".nh\n.ad l\n.SH NAME\n", out);
    if (command) {
        put_command_page(out, command);
    } else {
        put_overview_page(out);
    }
}
