/* Help on the terminal: the list of commands, -h and --help of one. */
#ifndef HF_CLI_USAGE_H
#define HF_CLI_USAGE_H

#include "cli/commands.h"

#include <stdio.h>

/** What the program is for, how to begin, and its commands. */
void hf_usage_overview(FILE *out, int width);

/** `-h`: how it is called and an option a line. */
void hf_usage_brief(FILE *out, const hf_command *command);

/** `--help`: examples first, then everything. */
void hf_usage_full(FILE *out, const hf_command *command, int width);

/** Print help to standard output: the full one when `id` is --help, the brief
 * one when it is -h. */
handoff_status hf_usage_print(const hf_command *command, hf_option_id id);

/** "-o, --output FILE": how an option is written. */
enum { HF_USAGE_OPTION_LEN = 64 };
void hf_usage_option(const hf_option *option, char out[HF_USAGE_OPTION_LEN]);

/** An ASCII letter as a capital, anything else as it is. */
char hf_usage_upper(char letter);

/** The statuses that the program ends with, in rising order, and how many. */
const handoff_status *hf_usage_statuses(size_t *count);

#endif
