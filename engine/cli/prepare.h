/* What most commands begin with: rules ready to score, and input options. */
#ifndef HF_CLI_PREPARE_H
#define HF_CLI_PREPARE_H

#include "cli/arguments.h"

#include <handoff/check.h>
#include <handoff/output.h>
#include <handoff/plan.h>

/**
 * Load the rule set at `path` and make it ready as of a moment. Findings are
 * printed to standard error. The caller frees `*out`, set on HANDOFF_OK only.
 */
handoff_status hf_prepare_plan(const hf_arguments *arguments, const char *path,
                               handoff_time as_of, handoff_plan **out);

/** The same, with the rule set it was made of, which the caller frees too. */
handoff_status hf_prepare_rules(const hf_arguments *arguments, const char *path,
                                handoff_time as_of, handoff_rules **rules,
                                handoff_plan **out);

/** The options on how exports are read. Texts are those of `arguments`. */
void hf_prepare_input(const hf_arguments *arguments,
                      handoff_input_options *out);

/** How a result of --format text|json is to be shaped. */
handoff_shape hf_prepare_shape(const hf_arguments *arguments);

/** The status to end with after several files: that of the two which says
 * more. */
handoff_status hf_prepare_worse(handoff_status a, handoff_status b);

#endif
