/*
 * The way out: messages and findings to standard error, results to standard
 * output, and what is known of the terminal behind them.
 */
#ifndef HF_CLI_TERMINAL_H
#define HF_CLI_TERMINAL_H

#include "cli/arguments.h"

#include <handoff/diag.h>
#include <handoff/status.h>

#include <stdbool.h>

/** One line to standard error, "handoff: " before it; as printf, without the
 * line's end. */
__attribute__((format(printf, 1, 2))) void hf_terminal_say(const char *format,
                                                           ...);

/** The same, and HANDOFF_USAGE for the caller to return. */
__attribute__((format(printf, 1, 2))) handoff_status hf_terminal_refuse(
    const char *format, ...);

/** `text` to standard output, at once. HANDOFF_SYSTEM, said, when it cannot
 * be written; a reader that went away is HANDOFF_OK. */
handoff_status hf_terminal_print(const char *text);

/** `text` to standard error. */
void hf_terminal_note(const char *text);

/** Whether `fd` leads to a reader that went away. */
bool hf_terminal_is_closed(int fd);

/** Cells in a line of the terminal behind `fd`; COLUMNS goes before what the
 * terminal says; 80 when there is none. */
int hf_terminal_width(int fd);

/** Whether to use colours on `fd`, by --color, NO_COLOR and TERM. */
bool hf_terminal_has_color(const hf_arguments *arguments, int fd);

/** Whether block characters can be read there, by what LC_ALL, LC_CTYPE or
 * LANG, the first that is set, says of the encoding. */
bool hf_terminal_has_blocks(void);

/**
 * The findings of a call that ended with `status` to standard error, or one
 * line that says the status when it is not HANDOFF_OK and no error says more.
 * Notes alone are left out, and with --quiet so are warnings.
 */
void hf_terminal_conclude(const hf_arguments *arguments, handoff_status status,
                          const handoff_findings *findings);

/** As above for a call that writes to standard output, which may be closed on
 * purpose (`| head`): then nothing is said. Returns the status to end with. */
handoff_status hf_terminal_conclude_output(const hf_arguments *arguments,
                                           handoff_status status,
                                           const handoff_findings *findings);

#endif
