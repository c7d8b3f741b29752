/* Files in a folder of their own, and what is said of them: what the tests of
 * check share. */
#ifndef HF_TESTS_CHECKED_H
#define HF_TESTS_CHECKED_H

#include "testing.h"

#include "diag/findings.h"
#include "handoff/check.h"
#include "planned.h"

#include <stdlib.h>
#include <unistd.h>

static char checked_folder[64];
static char checked_paths[8][128];
static size_t checked_count;

/** Write a file below the folder of this test; its path, until the end. */
static inline const char *
checked_file(const char *name, const char *text)
{
    if (!checked_folder[0]) {
        strcpy(checked_folder, "/tmp/handoff-check-XXXXXX");
        assert_non_null(mkdtemp(checked_folder));
    }
    char path[128];
    snprintf(path, sizeof path, "%s/%s", checked_folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    for (size_t at = 0; at < checked_count; at++) {
        if (strcmp(checked_paths[at], path) == 0) {
            return checked_paths[at];
        }
    }
    assert_true(checked_count < 8);
    return strcpy(checked_paths[checked_count++], path);
}

static inline int
checked_remove(void **state)
{
    (void)state;
    while (checked_count > 0) {
        unlink(checked_paths[--checked_count]);
    }
    if (checked_folder[0]) {
        rmdir(checked_folder);
    }
    checked_folder[0] = '\0';
    return 0;
}

/** The text holds a part, or not; the whole is shown when it is otherwise. */
static inline void
assert_has(const char *text, const char *part)
{
    if (!text || !strstr(text, part)) {
        fail_msg("lacks \"%s\":\n%s", part, text ? text : "(null)");
    }
}

static inline void
assert_lacks(const char *text, const char *part)
{
    if (text && strstr(text, part)) {
        fail_msg("has \"%s\":\n%s", part, text);
    }
}

/** What was found, as one text, to be freed with handoff_free. */
static inline char *
checked_findings(const handoff_findings *findings)
{
    return handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
}

static inline handoff_input_options
checked_input(void)
{
    return (handoff_input_options){.separator = -1,
                                   .footer = HANDOFF_FOOTER_AUTO,
                                   .max_columns = 4096,
                                   .max_cell = 1 << 20};
}

#endif
