/* Which commit a rule file stands at. */
#ifndef HF_CLI_GIT_H
#define HF_CLI_GIT_H

#include <stdbool.h>

enum { HF_GIT_TEXT_LEN = 80 };

/**
 * "1a2b3c4d5e6f" or "1a2b3c4d5e6f, dirty" for a file in a git work tree, ""
 * for any other, without git, or when git takes over half a second.
 */
void hf_git_describe(const char *path, char out[HF_GIT_TEXT_LEN]);

#endif
