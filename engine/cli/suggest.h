/* "Did you mean": the nearest command or option. */
#ifndef HF_CLI_SUGGEST_H
#define HF_CLI_SUGGEST_H

#include "cli/commands.h"

#include <stddef.h>

/** The one of `words` that is nearest to `word` (`len` bytes), or NULL when
 * none is near enough: at most a third of its letters wrong, at least one. */
const char *hf_suggest_word(const char *word, size_t len,
                            const char *const *words, size_t count);

/** The nearest command, or NULL. */
const char *hf_suggest_command(const char *word);

/** The nearest long option of a command, without its dashes, or NULL. */
const char *hf_suggest_option(const hf_command *command, const char *word,
                              size_t len);

#endif
