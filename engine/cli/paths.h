/* Files of a command: the same one under two names, and none written over. */
#ifndef HF_CLI_PATHS_H
#define HF_CLI_PATHS_H

#include "cli/arguments.h"

#include <stdbool.h>

/** Whether a path is "-", standard input or output. */
bool hf_paths_is_stream(const char *path);

/** Whether both name one regular file, now or once it is written. */
bool hf_paths_is_same(const char *a, const char *b);

/**
 * HANDOFF_USAGE, said, when --output, --rejects or --summary would write over
 * `path`, which is read or kept; `what` goes before it in the message.
 * Accepts NULL for a file that is not given.
 */
handoff_status hf_paths_guard(const hf_arguments *arguments, const char *what,
                              const char *path);

#endif
