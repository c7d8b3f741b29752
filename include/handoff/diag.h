/*
 * Findings: what a call found wrong, where, and how to mend it. The caller
 * makes a list, hands it to the calls that load or check something, and reads
 * or prints it afterwards.
 */
#ifndef HANDOFF_DIAG_H
#define HANDOFF_DIAG_H

#include "handoff/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum handoff_severity {
    HANDOFF_ERROR,
    HANDOFF_WARNING,
    HANDOFF_NOTE
} handoff_severity;

typedef struct handoff_findings handoff_findings;

/** One finding. All texts belong to the list; any but the first two may be
 * NULL. Lines and columns count from 1, columns in code points; 0: no place. */
typedef struct handoff_finding {
    const char *code; /* "R021"; `handoff help R021` explains it */
    const char *message;
    const char *hint;
    const char *file;
    unsigned line, column;
    unsigned end_line, end_column; /* just behind the underlined text */
    handoff_severity severity;
} handoff_finding;

typedef enum handoff_findings_format {
    HANDOFF_FINDINGS_TEXT,  /* the quoted line with carets below */
    HANDOFF_FINDINGS_COLOR, /* the same with terminal colours */
    HANDOFF_FINDINGS_JSON,
    HANDOFF_FINDINGS_SARIF, /* 2.1.0 */
    HANDOFF_FINDINGS_GITHUB /* workflow commands, one line a finding */
} handoff_findings_format;

/** An empty list, or NULL when memory ran out. Free it with the next call. */
HANDOFF_API handoff_findings *handoff_findings_new(void);

/** Accepts NULL. */
HANDOFF_API void handoff_findings_free(handoff_findings *findings);

/** Findings of a severity that came, more than 20 errors included. */
HANDOFF_API size_t handoff_findings_count(const handoff_findings *findings,
                                          handoff_severity severity);

/** Findings kept, for handoff_findings_get. */
HANDOFF_API size_t handoff_findings_kept(const handoff_findings *findings);

/** The `at`-th kept finding, in the order of file and place. */
HANDOFF_API handoff_finding
handoff_findings_get(const handoff_findings *findings, size_t at);

/**
 * All kept findings as text, NUL-terminated, to be freed with handoff_free;
 * NULL when memory ran out. Ends with a line that says how many more there
 * are, if there are.
 */
HANDOFF_API char *handoff_findings_print(const handoff_findings *findings,
                                         handoff_findings_format format);

/** Title and explanation of a finding code ("R021", any case), static; false
 * (0) when there is none. Either out-pointer may be NULL. */
HANDOFF_API int handoff_code_explain(const char *code, const char **title,
                                     const char **explanation,
                                     handoff_severity *severity);

/** The `at`-th code of the catalogue, or NULL past its end. */
HANDOFF_API const char *handoff_code_at(size_t at);

/** The code of the catalogue nearest to a misspelt one, or NULL. */
HANDOFF_API const char *handoff_code_nearest(const char *code);

/**
 * `text` as a terminal may show it: controls, marks that change the direction
 * of writing and what is no UTF-8 are spelt out, `<U+001B>` or `<9F>`. To be
 * freed with handoff_free; NULL when memory ran out.
 */
HANDOFF_API char *handoff_quote(const char *text);

/** Free a text that a call of this library returned. Accepts NULL. */
HANDOFF_API void handoff_free(void *text);

#ifdef __cplusplus
}
#endif

#endif
