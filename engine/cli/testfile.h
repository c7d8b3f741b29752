/* Test files by their name: x.test.yaml stands beside x.yaml. */
#ifndef HF_CLI_TESTFILE_H
#define HF_CLI_TESTFILE_H

#include <stdbool.h>

/** Whether the name ends in .test.yaml or .test.yml. */
bool hf_testfile_is(const char *path);

/** The rule file that a test file stands beside, to be freed with free; NULL
 * when memory ran out. */
char *hf_testfile_rules(const char *path);

#endif
