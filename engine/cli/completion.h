/* Completions for shells from the table of commands. */
#ifndef HF_CLI_COMPLETION_H
#define HF_CLI_COMPLETION_H

#include <stdio.h>

/** A script that bash reads from its completions folder. */
void hf_completion_bash(FILE *out);

/** `_handoff`, for a folder of zsh's $fpath. */
void hf_completion_zsh(FILE *out);

/** `handoff.fish`, for fish's completions folder. */
void hf_completion_fish(FILE *out);

#endif
