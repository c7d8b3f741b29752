/* `handoff version`: one line. */
#include "cli/arguments.h"
#include "cli/terminal.h"

#include <handoff.h>

#include <stdio.h>

handoff_status
hf_cmd_version(const hf_arguments *arguments)
{
    char line[64];

    (void)arguments;
    snprintf(line, sizeof line, "handoff %s\n", handoff_version());
    return hf_terminal_print(line);
}
