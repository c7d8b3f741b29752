/*
 * How a call ended. The values are the statuses that the program `handoff`
 * exits with, so that a script and a caller of the library read the same.
 */
#ifndef HANDOFF_STATUS_H
#define HANDOFF_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(HANDOFF_STATIC) || !defined(__GNUC__)
#define HANDOFF_API
#else
#define HANDOFF_API __attribute__((visibility("default")))
#endif

typedef enum handoff_status {
    HANDOFF_OK = 0,           /* done */
    HANDOFF_FINDINGS = 1,     /* findings, failed tests, a gate tripped */
    HANDOFF_USAGE = 2,        /* the call itself makes no sense */
    HANDOFF_RULES = 3,        /* the rule set (or agreement) is invalid */
    HANDOFF_DATA = 4,         /* the leads cannot be understood */
    HANDOFF_SYSTEM = 5,       /* a file, the disk, or memory */
    HANDOFF_LEDGER = 6,       /* the ledger is busy, newer or broken */
    HANDOFF_NOTHING = 7,      /* nothing to do: no rows, no tests, no rules */
    HANDOFF_BUG = 70,         /* a mistake of ours */
    HANDOFF_INTERRUPTED = 130 /* the caller's flag asked to stop */
} handoff_status;

/** A few words for a status, in English, static: "the rules are invalid". */
HANDOFF_API const char *handoff_status_text(handoff_status status);

#ifdef __cplusplus
}
#endif

#endif
