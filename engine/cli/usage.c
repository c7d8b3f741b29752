/*
 * Help as text, printed from the table of commands. Examples come first
 * because they are what most readers came for. Lines are wrapped to the
 * terminal, never wider than is good to read.
 */
#include "cli/usage.h"
#include "cli/terminal.h"

#include <handoff/diag.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_INDENT = 2, OPTION_INDENT = 6, BRIEF_COLUMN = 28, WIDEST = 90 };

// One paragraph (`len` bytes), its words wrapped, each line indented.
static void
print_paragraph(FILE *out, const char *text, size_t len, int indent, int width)
{
    int column = 0;

    for (size_t at = 0; at < len;) {
        size_t word = at;
        while (word < len && text[word] != ' ') {
            word++;
        }
        int cells = (int)(word - at);
        if (column > 0 && column + 1 + cells > width) {
            fputc('\n', out);
            column = 0;
        }
        if (column == 0) {
            column = fprintf(out, "%*s%.*s", indent, "", cells, text + at);
        } else {
            column += fprintf(out, " %.*s", cells, text + at);
        }
        at = word + (word < len);
    }
    fputc('\n', out);
}

// Paragraphs parted by an empty line.
static void
print_text(FILE *out, const char *text, int indent, int width)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t len = end ? (size_t)(end - text) : strlen(text);
        print_paragraph(out, text, len, indent, width);
        text += len;
        if (end) {
            fputc('\n', out);
            text += 2;
        }
    }
}

static void
print_examples(FILE *out, const char *examples)
{
    while (*examples) {
        size_t len = strcspn(examples, "\n");
        bool is_typed = *examples == '\t';
        fprintf(out, "%*s%.*s\n", is_typed ? OPTION_INDENT : TEXT_INDENT, "",
                (int)(len - is_typed), examples + is_typed);
        examples += len + (examples[len] == '\n');
    }
}

void
hf_usage_option(const hf_option *option, char out[HF_USAGE_OPTION_LEN])
{
    char letter[3] = {'-', option->letter, '\0'};
    snprintf(
        out, HF_USAGE_OPTION_LEN, "%s%s%s%s%s%s", option->letter ? letter : "",
        option->letter && *option->name ? ", " : "", *option->name ? "--" : "",
        option->name, option->argument ? " " : "",
        option->argument ? option->argument : "");
}

char
hf_usage_upper(char letter)
{
    return (char)(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
}

static void
print_call(FILE *out, const hf_command *command)
{
    fprintf(out, "usage: handoff %s%s%s [OPTIONS]\n", command->name,
            *command->operands ? " " : "", command->operands);
}

void
hf_usage_brief(FILE *out, const hf_command *command)
{
    const hf_option *option;

    print_call(out, command);
    fprintf(out, "\nhandoff %s: %s\n\n", command->name, command->brief);
    for (size_t at = 0; (option = hf_commands_option_at(command, at)); at++) {
        char call[HF_USAGE_OPTION_LEN];
        hf_usage_option(option, call);
        // Long options line up behind the letters.
        fprintf(out, "%*s%-*s  %s\n", option->letter ? 2 : 6, "",
                BRIEF_COLUMN - (option->letter ? 2 : 6), call, option->brief);
    }
    fprintf(out, "\n'handoff %s --help' shows examples and tells more.\n",
            command->name);
}

// "Write the scores to FILE. The file ... [default: csv] [HANDOFF_FORMAT]"
static void
print_option(FILE *out, const hf_option *option, int width)
{
    char call[HF_USAGE_OPTION_LEN];
    char environment[HF_ENVIRONMENT_LEN];
    char line[1024];
    char allowed[256] = "";
    char standard[64] = "";

    hf_usage_option(option, call);
    hf_commands_environment(option, environment);
    if (option->kind == HF_KIND_CHOICE) {
        snprintf(allowed, sizeof allowed, " [%s]", option->allowed);
    }
    if (option->standard) {
        snprintf(standard, sizeof standard, " [default: %s]", option->standard);
    }
    fprintf(out, "%*s%s\n", TEXT_INDENT, "", call);
    snprintf(line, sizeof line, "%c%s.%s%s%s%s%s%s%s",
             hf_usage_upper(option->brief[0]), option->brief + 1,
             *option->more ? " " : "", option->more, allowed, standard,
             *environment ? " [" : "", environment, *environment ? "]" : "");
    print_paragraph(out, line, strlen(line), OPTION_INDENT, width);
}

void
hf_usage_full(FILE *out, const hf_command *command, int width)
{
    const hf_option *option;

    width = width > WIDEST ? WIDEST : width;
    print_call(out, command);
    fputs("\nExamples:\n", out);
    print_examples(out, command->examples);
    fputc('\n', out);
    print_text(out, command->text, 0, width);
    for (int group = 0; group < HF_GROUP_COUNT; group++) {
        bool is_begun = false;
        for (size_t at = 0; (option = hf_commands_option_at(command, at));
             at++) {
            if ((int)option->group != group) {
                continue;
            }
            if (!is_begun) {
                fprintf(out, "\n%s:\n",
                        hf_commands_group_title((hf_option_group)group));
            }
            is_begun = true;
            print_option(out, option, width);
        }
    }
}

const handoff_status *
hf_usage_statuses(size_t *count)
{
    static const handoff_status statuses[] = {
        HANDOFF_OK,   HANDOFF_FINDINGS,   HANDOFF_USAGE,  HANDOFF_RULES,
        HANDOFF_DATA, HANDOFF_SYSTEM,     HANDOFF_LEDGER, HANDOFF_NOTHING,
        HANDOFF_BUG,  HANDOFF_INTERRUPTED};
    *count = sizeof statuses / sizeof *statuses;
    return statuses;
}

void
hf_usage_overview(FILE *out, int width)
{
    static const char text[] =
        "Scores leads by rules that Marketing and Sales both can read, and "
        "explains every verdict.";
    const hf_command *command;
    size_t count;
    const handoff_status *statuses = hf_usage_statuses(&count);

    width = width > WIDEST ? WIDEST : width;
    fputs("usage: handoff COMMAND ...\n\n", out);
    print_text(out, text, 0, width);
    fputs("\nTo begin:\n"
          "      handoff check rules.yaml\n"
          "      handoff score rules.yaml leads.csv -o scores.csv\n"
          "      handoff explain rules.yaml leads.csv --lead ID\n"
          "\nCommands:\n",
          out);
    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        char call[HF_USAGE_OPTION_LEN];
        snprintf(call, sizeof call, "%s %s", command->name, command->operands);
        fprintf(out, "  %-25s %s\n", call, command->brief);
    }
    fputs("\n'handoff help COMMAND' shows examples and every option,\n"
          "'handoff help CODE' explains a message such as error[R021].\n"
          "\nStatus:\n",
          out);
    for (size_t at = 0; at < count; at++) {
        fprintf(out, "  %3d  %s\n", (int)statuses[at],
                handoff_status_text(statuses[at]));
    }
}

handoff_status
hf_usage_print(const hf_command *command, hf_option_id id)
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    if (!out) {
        hf_terminal_say("memory ran out");
        return HANDOFF_SYSTEM;
    }
    if (id == HF_OPTION_HELP) {
        hf_usage_full(out, command, hf_terminal_width(STDOUT_FILENO));
    } else {
        hf_usage_brief(out, command);
    }
    handoff_status status =
        fclose(out) == 0 ? hf_terminal_print(text) : HANDOFF_SYSTEM;
    free(text);
    return status;
}
