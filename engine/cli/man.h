/* Man pages from the table of commands. */
#ifndef HF_CLI_MAN_H
#define HF_CLI_MAN_H

#include "cli/commands.h"

#include <stdio.h>

/** handoff-<name>(1), or handoff(1) when `command` is NULL. */
void hf_man_write(FILE *out, const hf_command *command);

#endif
