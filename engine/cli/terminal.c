/*
 * Messages, findings and results on their way out. Results go to standard
 * output by write(2), so that each failure is seen where it happens; nothing
 * here is used for rows, which the library writes by itself.
 */
#include "cli/terminal.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER }; // as in options.def

// Messages quote what was typed or stands in the environment: a terminal gets
// nothing of it to obey.
static void
say_line(const char *format, va_list args)
{
    char *line = NULL;
    char *shown = NULL;

    if (vasprintf(&line, format, args) < 0) {
        line = NULL; // not to be relied on then
    }
    shown = line ? handoff_quote(line) : NULL;
    fprintf(stderr, "handoff: %s\n", shown ? shown : "memory ran out");
    handoff_free(shown);
    free(line);
}

void
hf_terminal_say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say_line(format, args);
    va_end(args);
}

handoff_status
hf_terminal_refuse(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say_line(format, args);
    va_end(args);
    return HANDOFF_USAGE;
}

handoff_status
hf_terminal_print(const char *text)
{
    size_t len = strlen(text);

    while (len > 0) {
        ssize_t wrote = write(STDOUT_FILENO, text, len);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote < 0 && errno == EPIPE) {
            return HANDOFF_OK;
        }
        if (wrote < 0) {
            hf_terminal_say("cannot write to standard output: %s",
                            strerror(errno));
            return HANDOFF_SYSTEM;
        }
        text += wrote;
        len -= (size_t)wrote;
    }
    return HANDOFF_OK;
}

void
hf_terminal_note(const char *text)
{
    fputs(text, stderr);
}

bool
hf_terminal_is_closed(int fd)
{
    struct pollfd asked = {.fd = fd, .events = POLLOUT};
    return poll(&asked, 1, 0) == 1 && (asked.revents & (POLLERR | POLLHUP));
}

int
hf_terminal_width(int fd)
{
    enum { NARROWEST = 40, USUAL = 80, WIDEST = 200 };
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    long width = columns ? strtol(columns, NULL, 10) : 0;

    if (width <= 0 && isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    if (width <= 0) {
        return USUAL;
    }
    if (width < NARROWEST) {
        return NARROWEST;
    }
    return width > WIDEST ? WIDEST : (int)width;
}

bool
hf_terminal_has_color(const hf_arguments *arguments, int fd)
{
    const hf_option_value *color = &arguments->values[HF_OPTION_COLOR];
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    if (color->number != COLOR_AUTO) {
        return color->number == COLOR_ALWAYS;
    }
    if (no_color && *no_color && !color->is_given) {
        return false;
    }
    return isatty(fd) && term && strcmp(term, "dumb") != 0;
}

bool
hf_terminal_has_blocks(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *said = NULL;
    for (size_t at = 0; !(said && *said) && at < 3; at++) {
        said = getenv(names[at]);
    }
    return said && (strstr(said, "UTF-8") || strstr(said, "utf-8") ||
                    strstr(said, "utf8") || strstr(said, "UTF8"));
}

static bool
has_places(const handoff_findings *findings)
{
    size_t kept = handoff_findings_kept(findings);
    for (size_t at = 0; at < kept; at++) {
        if (handoff_findings_get(findings, at).file) {
            return true;
        }
    }
    return false;
}

// Findings that quote no line, each on one of its own: its hint joins it.
static void
note_lines(const char *text)
{
    static const char hint[] = "      = ";
    bool is_first = true;

    while (*text) {
        size_t len = strcspn(text, "\n");
        size_t indent = sizeof hint - 1;
        if (!is_first && strncmp(text, hint, indent) == 0) {
            fprintf(stderr, "; %.*s", (int)(len - indent), text + indent);
        } else {
            fprintf(stderr, "%shandoff: %.*s", is_first ? "" : "\n", (int)len,
                    text);
        }
        is_first = false;
        text += len + (text[len] == '\n');
    }
    fputs(is_first ? "" : "\n", stderr);
}

static void
print_findings(const hf_arguments *arguments, const handoff_findings *findings)
{
    bool has_color = hf_terminal_has_color(arguments, STDERR_FILENO);
    char *text = handoff_findings_print(
        findings, has_color ? HANDOFF_FINDINGS_COLOR : HANDOFF_FINDINGS_TEXT);

    if (!text) {
        hf_terminal_say("memory ran out");
        return;
    }
    if (has_places(findings)) {
        hf_terminal_note(text);
    } else {
        note_lines(text);
    }
    handoff_free(text);
}

// The code of the first error, of which there is one.
static const char *
first_error(const handoff_findings *findings)
{
    size_t at = 0;
    while (handoff_findings_get(findings, at).severity != HANDOFF_ERROR) {
        at++;
    }
    return handoff_findings_get(findings, at).code;
}

void
hf_terminal_conclude(const hf_arguments *arguments, handoff_status status,
                     const handoff_findings *findings)
{
    bool is_quiet = arguments->values[HF_OPTION_QUIET].number != 0;
    size_t errors = handoff_findings_count(findings, HANDOFF_ERROR);
    size_t warnings = handoff_findings_count(findings, HANDOFF_WARNING);

    // Notes are for `handoff check`; they come along, never alone.
    if (errors > 0 || (warnings > 0 && !is_quiet)) {
        print_findings(arguments, findings);
    }
    if (status != HANDOFF_OK && errors == 0) {
        hf_terminal_say("%s", handoff_status_text(status));
    }
    if (status == HANDOFF_RULES && errors > 1) {
        hf_terminal_say("%s: %zu errors; 'handoff help %s' explains the first",
                        handoff_status_text(status), errors,
                        first_error(findings));
    }
}

handoff_status
hf_terminal_conclude_output(const hf_arguments *arguments,
                            handoff_status status,
                            const handoff_findings *findings)
{
    if (status == HANDOFF_SYSTEM && hf_terminal_is_closed(STDOUT_FILENO)) {
        return HANDOFF_OK;
    }
    hf_terminal_conclude(arguments, status, findings);
    return status;
}
