/*
 * The tables of commands and options, expanded from commands.def and
 * options.def, and how they are looked up. What an argument means is told in
 * arguments.c, how the tables are shown in usage.c, man.c and completion.c.
 */
#include "cli/commands.h"

#include <string.h>

static const hf_option options[] = {
#define HF_OPTION(id, name, letter, kind, argument, allowed, standard, group,  \
                  brief, more)                                                 \
    {name,     letter,           HF_KIND_##kind, argument, allowed,            \
     standard, HF_GROUP_##group, brief,          more},
#include "cli/options.def"
#undef HF_OPTION
};

static const hf_command commands[] = {
#define HF_COMMAND(name, operands, least, most, brief, text, examples, ...)    \
    {#name,        operands,                                                   \
     least,        most,                                                       \
     brief,        text,                                                       \
     examples,     (const hf_option_id[]){__VA_ARGS__, HF_OPTION_COUNT},       \
     hf_cmd_##name},
#include "cli/commands.def"
#undef HF_COMMAND
};

const hf_command *
hf_commands_at(size_t at)
{
    return at < sizeof commands / sizeof *commands ? &commands[at] : NULL;
}

const hf_command *
hf_commands_find(const char *name)
{
    for (size_t at = 0; at < sizeof commands / sizeof *commands; at++) {
        if (strcmp(commands[at].name, name) == 0) {
            return &commands[at];
        }
    }
    return NULL;
}

const hf_option *
hf_commands_option(hf_option_id id)
{
    return &options[id];
}

const hf_option *
hf_commands_option_at(const hf_command *command, size_t at)
{
    hf_option_id id = command->options[at];
    return id == HF_OPTION_COUNT ? NULL : &options[id];
}

hf_option_id
hf_commands_find_option(const hf_command *command, const char *name, size_t len,
                        char letter)
{
    for (const hf_option_id *id = command->options; *id != HF_OPTION_COUNT;
         id++) {
        const hf_option *option = &options[*id];
        if (len == 0 ? option->letter == letter
                     : strlen(option->name) == len &&
                           memcmp(option->name, name, len) == 0) {
            return *id;
        }
    }
    return HF_OPTION_COUNT;
}

const char *
hf_commands_group_title(hf_option_group group)
{
    static const char *const titles[HF_GROUP_COUNT] = {
        [HF_GROUP_RESULT] = "Result",
        [HF_GROUP_READING] = "Reading the export",
        [HF_GROUP_GATES] = "Gates",
        [HF_GROUP_MESSAGES] = "Messages",
        [HF_GROUP_GENERAL] = "General",
    };
    return titles[group];
}

void
hf_commands_environment(const hf_option *option, char name[HF_ENVIRONMENT_LEN])
{
    static const char prefix[] = "HANDOFF_";
    size_t len = sizeof prefix - 1;

    name[0] = '\0';
    if (option->group == HF_GROUP_GENERAL) {
        return;
    }
    memcpy(name, prefix, len);
    for (const char *at = option->name; *at && len + 1 < HF_ENVIRONMENT_LEN;
         at++) {
        char upper = (char)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
        name[len++] = *at == '-' ? '_' : upper;
    }
    name[len] = '\0';
}
