/*
 * From argv to values: long options with `=` or a word behind them, the few
 * letters, `--`, operands anywhere. No abbreviations, so that a new option
 * never changes what an old script means. Environment variables and defaults
 * fill in what was not given.
 */
#include "cli/arguments.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/values.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct reader {
    hf_arguments *out;
    char **argv;
    int argc;
    int at;
} reader;

// An option that this command lacks and another one has.
static const hf_command *
find_owner(const char *name, size_t len)
{
    const hf_command *command;
    for (size_t at = 0; (command = hf_commands_at(at)) != NULL; at++) {
        if (hf_commands_find_option(command, name, len, 0) != HF_OPTION_COUNT) {
            return command;
        }
    }
    return NULL;
}

static handoff_status
refuse_option(const hf_command *command, const char *word, const char *name,
              size_t len)
{
    const char *nearest = hf_suggest_option(command, name, len);
    const hf_command *owner = find_owner(name, len);
    int shown = (int)(name + len - word);

    if (len > 0 && nearest) {
        return hf_terminal_refuse(
            "%s has no option '%.*s'; did you mean '--%s'?", command->name,
            shown, word, nearest);
    }
    if (len > 0 && owner) {
        return hf_terminal_refuse(
            "%s has no option '%.*s', which belongs to '%s'; "
            "see 'handoff %s -h'",
            command->name, shown, word, owner->name, command->name);
    }
    return hf_terminal_refuse("%s has no option '%.*s'; see 'handoff %s -h'",
                              command->name, shown, word, command->name);
}

// Set the option to `given`, or to the next word when that is NULL.
static handoff_status
take_value(reader *in, hf_option_id id, const char *shown, const char *given)
{
    const hf_option *option = hf_commands_option(id);
    hf_option_value *value = &in->out->values[id];

    if (!option->argument) {
        if (given) {
            return hf_terminal_refuse("%s takes no value; write it alone",
                                      shown);
        }
        *value =
            (hf_option_value){.text = "true", .number = 1, .is_given = true};
        return HANDOFF_OK;
    }
    if (value->is_given) {
        return hf_terminal_refuse("%s is given twice; keep one of them", shown);
    }
    if (!given) {
        if (in->at >= in->argc) {
            return hf_terminal_refuse("%s needs a value: %s %s", shown, shown,
                                      option->argument);
        }
        given = in->argv[in->at++];
    }
    value->text = given;
    value->is_given = true;
    return hf_values_read(option, shown, given, &value->number);
}

static handoff_status
take_long(reader *in, const char *word)
{
    const hf_command *command = in->out->command;
    const char *name = word + 2;
    const char *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    char shown[HF_ENVIRONMENT_LEN];
    hf_option_id id =
        len ? hf_commands_find_option(command, name, len, 0) : HF_OPTION_COUNT;

    if (id == HF_OPTION_COUNT) {
        return refuse_option(command, word, name, len);
    }
    if (hf_commands_option(id)->kind == HF_KIND_HELP) {
        in->out->help = id;
        return HANDOFF_OK;
    }
    memcpy(shown, word, len + 2);
    shown[len + 2] = '\0';
    return take_value(in, id, shown, equals ? equals + 1 : NULL);
}

static handoff_status
take_letter(reader *in, const char *word)
{
    const hf_command *command = in->out->command;
    hf_option_id id = hf_commands_find_option(command, NULL, 0, word[1]);
    char shown[3] = {'-', word[1], '\0'};

    if (id == HF_OPTION_COUNT) {
        // `-output` is `--output` with a dash forgotten more often than not.
        return refuse_option(command, word, word + 1, strlen(word + 1));
    }
    if (hf_commands_option(id)->kind == HF_KIND_HELP && !word[2]) {
        in->out->help = id;
        return HANDOFF_OK;
    }
    if (hf_commands_find_option(command, word + 1, strlen(word + 1), 0) !=
        HF_OPTION_COUNT) {
        return hf_terminal_refuse("'%s' has one dash too few: write '-%s'",
                                  word, word);
    }
    return take_value(in, id, shown, word[2] ? word + 2 : NULL);
}

static handoff_status
read_words(reader *in)
{
    bool are_options = true;
    size_t count = 0;

    while (in->at < in->argc && in->out->help == HF_OPTION_COUNT) {
        char *word = in->argv[in->at++];
        handoff_status status = HANDOFF_OK;
        if (!are_options || word[0] != '-' || word[1] == '\0') {
            in->argv[count++] = word;
        } else if (strcmp(word, "--") == 0) {
            are_options = false;
        } else if (word[1] == '-') {
            status = take_long(in, word);
        } else {
            status = take_letter(in, word);
        }
        if (status != HANDOFF_OK) {
            return status;
        }
    }
    in->out->operands = (const char *const *)in->argv;
    in->out->operand_count = count;
    return HANDOFF_OK;
}

// What was not given comes from the environment, else it is the default.
static handoff_status
fill_rest(hf_arguments *out)
{
    for (const hf_option_id *id = out->command->options; *id != HF_OPTION_COUNT;
         id++) {
        const hf_option *option = hf_commands_option(*id);
        hf_option_value *value = &out->values[*id];
        char shown[HF_ENVIRONMENT_LEN];
        hf_commands_environment(option, shown);
        const char *text = *shown ? getenv(shown) : NULL;

        if (value->is_given) {
            continue;
        }
        value->is_given = text && *text;
        value->text = value->is_given ? text : option->standard;
        handoff_status status =
            value->text
                ? hf_values_read(option, shown, value->text, &value->number)
                : HANDOFF_OK;
        if (status != HANDOFF_OK) {
            return status;
        }
    }
    return HANDOFF_OK;
}

static handoff_status
check_operands(const hf_arguments *out)
{
    const hf_command *command = out->command;
    const char *name = command->operands;

    if (out->operand_count > command->most) {
        return hf_terminal_refuse(
            "%s does not know what to do with '%s'; usage: handoff %s%s%s",
            command->name, out->operands[command->most], command->name,
            *command->operands ? " " : "", command->operands);
    }
    if (out->operand_count >= command->least) {
        return HANDOFF_OK;
    }
    for (size_t at = 0; at < out->operand_count; at++) {
        name = strchr(name, ' ') + 1;
    }
    return hf_terminal_refuse("%s needs %.*s; usage: handoff %s %s",
                              command->name, (int)strcspn(name, " ."), name,
                              command->name, command->operands);
}

handoff_status
hf_arguments_parse(const hf_command *command, int argc, char **argv,
                   hf_arguments *out)
{
    reader in = {.out = out, .argv = argv, .argc = argc};

    *out = (hf_arguments){.command = command, .help = HF_OPTION_COUNT};
    handoff_status status = read_words(&in);
    if (status != HANDOFF_OK || out->help != HF_OPTION_COUNT) {
        return status;
    }
    status = fill_rest(out);
    return status == HANDOFF_OK ? check_operands(out) : status;
}

bool
hf_arguments_has(const hf_arguments *arguments, hf_option_id id)
{
    return arguments->values[id].number != 0;
}

handoff_time
hf_arguments_as_of(const hf_arguments *arguments)
{
    const hf_option_value *as_of = &arguments->values[HF_OPTION_AS_OF];
    return as_of->is_given ? as_of->number : (handoff_time)time(NULL);
}
