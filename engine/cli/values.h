/* What stands behind an option, read as its kind. */
#ifndef HF_CLI_VALUES_H
#define HF_CLI_VALUES_H

#include "cli/commands.h"

#include <stdint.h>

/**
 * Read `text` as the option's kind says (see hf_option_kind). `shown` is how
 * the option was called, "--threads" or "HANDOFF_THREADS". HANDOFF_USAGE,
 * said with what it wants, when it cannot be read.
 */
handoff_status hf_values_read(const hf_option *option, const char *shown,
                              const char *text, int64_t *out);

#endif
