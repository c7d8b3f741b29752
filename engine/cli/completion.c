/*
 * Completions for bash, zsh and fish, made from the table of commands by
 * `handoff help --format SHELL`. Choices are offered as words, everything
 * else that takes a value or stands alone as a file.
 */
#include "cli/completion.h"
#include "cli/commands.h"

#include <stdbool.h>
#include <string.h>

// "a|b|c" with blanks between.
static void
put_choices(FILE *out, const char *allowed)
{
    for (; *allowed; allowed++) {
        fputc(*allowed == '|' ? ' ' : *allowed, out);
    }
}

// Text inside single quotes; `special` characters get a backslash.
static void
put_quoted(FILE *out, const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'') {
            fputs("'\\''", out);
        } else {
            fprintf(out, "%s%c", strchr(special, *text) ? "\\" : "", *text);
        }
    }
}

static void
put_command_names(FILE *out)
{
    const hf_command *command;
    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        fprintf(out, "%s%s", at ? " " : "", command->name);
    }
}

static bool
takes_commands(const hf_command *command)
{
    return strcmp(command->name, "help") == 0;
}

static void
put_bash_choices(FILE *out)
{
    const hf_command *command;
    const hf_option *option;

    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        for (size_t i = 0; (option = hf_commands_option_at(command, i)); i++) {
            if (option->kind == HF_KIND_CHOICE) {
                fprintf(out, "    %s:--%s) words='", command->name,
                        option->name);
                put_choices(out, option->allowed);
                fputs("' ;;\n", out);
            } else if (option->argument && option->letter) {
                fprintf(out, "    %s:--%s | %s:-%c) return ;;\n", command->name,
                        option->name, command->name, option->letter);
            } else if (option->argument) {
                fprintf(out, "    %s:--%s) return ;;\n", command->name,
                        option->name);
            }
        }
    }
}

static void
put_bash_options(FILE *out)
{
    const hf_command *command;
    const hf_option *option;

    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        fprintf(out, "    %s:-*) words='", command->name);
        for (size_t i = 0; (option = hf_commands_option_at(command, i)); i++) {
            if (option->letter) {
                fprintf(out, "%s-%c", i ? " " : "", option->letter);
            }
            if (*option->name) {
                fprintf(out, "%s--%s", i || option->letter ? " " : "",
                        option->name);
            }
        }
        fputs("' ;;\n", out);
        if (takes_commands(command)) {
            fprintf(out, "    %s:*) words=$commands ;;\n", command->name);
        }
    }
}

void
hf_completion_bash(FILE *out)
{
    fputs("# bash completion for handoff\n"
          "_handoff()\n{\n"
          "    local commands='",
          out);
    put_command_names(out);
    fputs("'\n"
          "    local current=${COMP_WORDS[COMP_CWORD]} words= command= word\n"
          "    local previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
          "    # bash cuts --name=value into three words\n"
          "    if [[ $current == = ]]; then\n"
          "        current=\n"
          "    elif [[ $previous == = ]]; then\n"
          "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    fi\n"
          "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
          "        [[ $word == -* ]] || { command=$word; break; }\n"
          "    done\n"
          "    COMPREPLY=()\n"
          "    case $command:$previous in\n",
          out);
    put_bash_choices(out);
    fputs("    esac\n"
          "    [[ $words ]] || case $command:$current in\n"
          "    :*) words=$commands ;;\n",
          out);
    put_bash_options(out);
    fputs("    esac\n"
          "    [[ $words ]] && COMPREPLY=($(compgen -W \"$words\" -- "
          "\"$current\"))\n"
          "}\n"
          "complete -o default -F _handoff handoff\n",
          out);
}

static void
put_zsh_option(FILE *out, const hf_option *option)
{
    fputs(" \\\n            ", out);
    if (option->letter && *option->name) {
        fprintf(out, "'(-%c --%s)'{-%c,--%s=}", option->letter, option->name,
                option->letter, option->name);
    } else if (option->letter) {
        fprintf(out, "-%c", option->letter);
    } else {
        fprintf(out, "--%s%s", option->name, option->argument ? "=" : "");
    }
    fputs("'[", out);
    put_quoted(out, option->brief, "[]:\\");
    fputc(']', out);
    if (option->argument) {
        fputc(':', out);
        put_quoted(out, option->argument, "[]:\\");
        fputc(':', out);
    }
    if (option->kind == HF_KIND_CHOICE) {
        fputc('(', out);
        put_choices(out, option->allowed);
        fputc(')', out);
    } else if (option->kind == HF_KIND_FILE) {
        fputs("_files", out);
    }
    fputc('\'', out);
}

void
hf_completion_zsh(FILE *out)
{
    const hf_command *command;
    const hf_option *option;

    fputs("#compdef handoff\n"
          "local -a commands=(\n",
          out);
    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        fprintf(out, "    '%s:", command->name);
        put_quoted(out, command->brief, ":\\");
        fputs("'\n", out);
    }
    fputs(")\n"
          "if (( CURRENT == 2 )); then\n"
          "    _describe command commands\n"
          "    return\n"
          "fi\n"
          "shift words\n"
          "(( CURRENT-- ))\n"
          "case $words[1] in\n",
          out);
    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        fprintf(out, "    %s)\n        _arguments -s", command->name);
        for (size_t i = 0; (option = hf_commands_option_at(command, i)); i++) {
            put_zsh_option(out, option);
        }
        if (takes_commands(command)) {
            fputs(" \\\n            '1:command:(", out);
            put_command_names(out);
            fputs(")'", out);
        } else if (command->most > 0) {
            fputs(" \\\n            '*:file:_files'", out);
        }
        fputs("\n        ;;\n", out);
    }
    fputs("esac\n", out);
}

static void
put_fish_option(FILE *out, const hf_command *command, const hf_option *option)
{
    fprintf(out, "complete -c handoff -n '__fish_seen_subcommand_from %s'",
            command->name);
    if (option->letter) {
        fprintf(out, " -s %c", option->letter);
    }
    if (*option->name) {
        fprintf(out, " -l %s", option->name);
    }
    if (option->kind == HF_KIND_CHOICE) {
        fputs(" -x -a '", out);
        put_choices(out, option->allowed);
        fputc('\'', out);
    } else if (option->argument) {
        fputs(option->kind == HF_KIND_FILE ? " -r" : " -x", out);
    }
    fputs(" -d '", out);
    // Inside its single quotes fish reads \' and \\, and no '\'' of others.
    for (const char *at = option->brief; *at; at++) {
        fprintf(out, "%s%c", *at == '\'' || *at == '\\' ? "\\" : "", *at);
    }
    fputs("'\n", out);
}

void
hf_completion_fish(FILE *out)
{
    const hf_command *command;
    const hf_option *option;

    fputs("# fish completion for handoff\n"
          "complete -c handoff -n __fish_use_subcommand -f\n",
          out);
    for (size_t at = 0; (command = hf_commands_at(at)); at++) {
        fprintf(out,
                "complete -c handoff -n __fish_use_subcommand -a %s -d '%s'\n",
                command->name, command->brief);
        if (takes_commands(command)) {
            fprintf(out,
                    "complete -c handoff -n "
                    "'__fish_seen_subcommand_from %s' -f -a '",
                    command->name);
            put_command_names(out);
            fputs("'\n", out);
        }
        for (size_t i = 0; (option = hf_commands_option_at(command, i)); i++) {
            put_fish_option(out, command, option);
        }
    }
}
