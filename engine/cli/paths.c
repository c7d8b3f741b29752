/*
 * Files of a command: whether two names are one file, and that no output is
 * put in place of what the command reads or keeps. What the library is told
 * of, it guards by itself.
 */
#include "cli/paths.h"
#include "cli/terminal.h"

#include <string.h>
#include <sys/stat.h>

bool
hf_paths_is_stream(const char *path)
{
    return strcmp(path, "-") == 0;
}

bool
hf_paths_is_same(const char *a, const char *b)
{
    struct stat first;
    struct stat second;

    if (stat(a, &first) != 0 || stat(b, &second) != 0) {
        return strcmp(a, b) == 0;
    }
    return S_ISREG(first.st_mode) && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

handoff_status
hf_paths_guard(const hf_arguments *arguments, const char *what,
               const char *path)
{
    static const hf_option_id outputs[] = {HF_OPTION_OUTPUT, HF_OPTION_REJECTS,
                                           HF_OPTION_SUMMARY};

    for (size_t at = 0; path && at < sizeof outputs / sizeof *outputs; at++) {
        const char *target = arguments->values[outputs[at]].text;
        if (target && !hf_paths_is_stream(target) &&
            hf_paths_is_same(target, path)) {
            return hf_terminal_refuse("--%s would write over %s '%s'; choose "
                                      "another name",
                                      hf_commands_option(outputs[at])->name,
                                      what, path);
        }
    }
    return HANDOFF_OK;
}
