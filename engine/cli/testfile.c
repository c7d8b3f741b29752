/*
 * `handoff check rules/x.yaml rules/x.test.yaml` is what `rules/` and a star
 * give, so test files are taken wherever rule files are, and known by name.
 */
#include "cli/testfile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const endings[] = {".test.yaml", ".test.yml"};

// The ending, or NULL for a file that is no test file.
static const char *
find_ending(const char *path)
{
    size_t len = strlen(path);
    for (size_t at = 0; at < sizeof endings / sizeof *endings; at++) {
        size_t its = strlen(endings[at]);
        if (len > its && strcmp(path + len - its, endings[at]) == 0) {
            return path + len - its;
        }
    }
    return NULL;
}

bool
hf_testfile_is(const char *path)
{
    return find_ending(path) != NULL;
}

char *
hf_testfile_rules(const char *path)
{
    const char *ending = find_ending(path);
    size_t stem = (size_t)(ending - path);
    char *rules = malloc(stem + sizeof ".yaml");

    if (!rules) {
        return NULL;
    }
    memcpy(rules, path, stem);
    memcpy(rules + stem, ".yaml", sizeof ".yaml");
    if (access(rules, F_OK) != 0) {
        memcpy(rules + stem, ".yml", sizeof ".yml");
        if (access(rules, F_OK) != 0) {
            // Neither is there: the message should name the usual one.
            memcpy(rules + stem, ".yaml", sizeof ".yaml");
        }
    }
    return rules;
}
