/* The words of a command line, read by the table of commands. */
#ifndef HF_CLI_ARGUMENTS_H
#define HF_CLI_ARGUMENTS_H

#include "cli/commands.h"

#include <handoff/leads.h>
#include <handoff/status.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What an option was set to: on the command line, else by its environment
 * variable, else its default. */
typedef struct hf_option_value {
    const char *text; /* NULL: not given, and there is no default */
    int64_t number;   /* by the kind of the option, see commands.h */
    bool is_given;    /* not just the default */
} hf_option_value;

struct hf_arguments {
    const hf_command *command;
    hf_option_value values[HF_OPTION_COUNT];
    const char *const *operands;
    size_t operand_count;
    hf_option_id help; /* which help was asked for, or HF_OPTION_COUNT */
};

/**
 * Read what stands behind the command's name. Operands are gathered at the
 * front of `argv`, which `*out` then points into. When help is asked for, the
 * rest is not looked at. HANDOFF_USAGE, said, when the words make no sense.
 */
handoff_status hf_arguments_parse(const hf_command *command, int argc,
                                  char **argv, hf_arguments *out);

/** Whether a flag is set. */
bool hf_arguments_has(const hf_arguments *arguments, hf_option_id id);

/** The moment of --as-of, else now. */
handoff_time hf_arguments_as_of(const hf_arguments *arguments);

#endif
