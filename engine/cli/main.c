/*
 * The program `handoff`: finds the command, reads its arguments, runs it, and
 * ends with its status. Everything else stands in the table of commands and
 * in cmd_<name>.c.
 */
#include "cli/arguments.h"
#include "cli/suggest.h"
#include "cli/terminal.h"
#include "cli/usage.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

// A stream that was closed would be given to the next file that is opened,
// which then gets what was meant for the terminal. The file taken instead
// refuses what the stream is for.
static void
keep_streams(void)
{
    static const int modes[] = {
        [STDIN_FILENO] = O_WRONLY,
        [STDOUT_FILENO] = O_RDONLY,
        [STDERR_FILENO] = O_RDONLY,
    };
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1) {
            (void)!open("/dev/null", modes[fd]); // the lowest free one: fd
        }
    }
}

static handoff_status
refuse_command(const char *word)
{
    const char *nearest = hf_suggest_command(word);

    if (nearest) {
        return hf_terminal_refuse("there is no command '%s'; did you mean "
                                  "'handoff %s'?",
                                  word, nearest);
    }
    if (word[0] == '-') {
        return hf_terminal_refuse("the command comes before '%s': handoff "
                                  "COMMAND ...; see 'handoff -h'",
                                  word);
    }
    return hf_terminal_refuse("there is no command '%s'; 'handoff -h' lists "
                              "them",
                              word);
}

static handoff_status
run(const hf_command *command, int argc, char **argv)
{
    hf_arguments arguments;

    handoff_status status = hf_arguments_parse(command, argc, argv, &arguments);
    if (status != HANDOFF_OK) {
        return status;
    }
    if (arguments.help != HF_OPTION_COUNT) {
        return hf_usage_print(command, arguments.help);
    }
    return command->run(&arguments);
}

int
main(int argc, char **argv)
{
    static const char *const helps[] = {"-h", "--help"};

    keep_streams();
    signal(SIGPIPE, SIG_IGN); // a closed pipe is a failed write
    if (argc < 2) {
        hf_usage_overview(stderr, hf_terminal_width(STDERR_FILENO));
        return HANDOFF_USAGE;
    }
    const char *word = argv[1];
    for (size_t at = 0; at < sizeof helps / sizeof *helps; at++) {
        if (strcmp(word, helps[at]) == 0) {
            return run(hf_commands_find("help"), 0, argv);
        }
    }
    if (strcmp(word, "--version") == 0) {
        return run(hf_commands_find("version"), 0, argv);
    }
    const hf_command *command = hf_commands_find(word);
    return command ? run(command, argc - 2, argv + 2) : refuse_command(word);
}
