/*
 * Bulk scoring: exports in, scores out, in input order, the same bytes for
 * any number of threads. Outputs are written beside their target and renamed
 * when the run has succeeded; nothing is half-written under its final name.
 */
#ifndef HANDOFF_OUTPUT_H
#define HANDOFF_OUTPUT_H

#include "handoff/plan.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum handoff_format {
    HANDOFF_CSV,    /* guarded against formulas */
    HANDOFF_TSV,    /* the same with TAB */
    HANDOFF_NDJSON, /* an object a row */
    HANDOFF_CSV_RAW /* CSV with texts untouched */
} handoff_format;

enum { HANDOFF_FOOTER_AUTO = -1, HANDOFF_FOOTER_NONE = 0 };

/** How exports are read. Zero it with handoff_input_options_init. */
typedef struct handoff_input_options {
    const char *encoding; /* "utf-8", "utf-16le", "utf-16be", "windows-1252";
                             NULL: detected */
    int separator;        /* a byte, or -1: detected */
    int footer;           /* a mode above, or a number of lines */
    size_t max_columns;   /* 4096 */
    size_t max_cell;      /* bytes; 1 MiB */
    const char *kernel;   /* "scalar", "avx2", ...; NULL: the best */
} handoff_input_options;

/** The figures of a run: counts of leads, verdicts, rejects by reason,
 * criteria that fired on none or all, fields that did not parse. */
typedef struct handoff_summary handoff_summary;

/** Who keeps what a run decides: see ledger.h. */
typedef struct handoff_recorder handoff_recorder;

/** Where a long run stands. */
typedef struct handoff_progress {
    int64_t bytes_done;
    int64_t bytes_total; /* -1: not known (a pipe) */
    uint64_t rows;
} handoff_progress;

typedef struct handoff_score_options {
    handoff_input_options input;
    const char *const *leads; /* paths; "-" is standard input */
    size_t lead_count;        /* at least 1 */
    const char *output;       /* path; NULL or "-": standard output */
    const char *rejects; /* path of a CSV list of rejected records, or NULL:
                            `line,reason`, and `file` when there are several */
    handoff_format format;
    const char *keep;     /* "all" (of NDJSON: the keys in its first MiB),
                             "COL,COL" or NULL; a name with a comma
                             stands in double quotes */
    const char *columns;  /* "Id=lead,Score__c=score" or NULL; quoted alike */
    const char *only;     /* a verdict's name, or NULL: all */
    unsigned threads;     /* 0: all processors; at most 256 */
    int64_t max_rejected; /* millionths of all records; -1: no gate */
    int64_t max_unparsed; /* millionths of a field's values that are there;
                             -1: no gate */
    int is_strict;        /* a reject or unparsable value ends the run */
    int is_dry_run;       /* write nothing */
    int is_stream;        /* one output line for each input line, written when
                             its block is read; no header in or out. The line
                             of a rejected record (an empty one too) has no
                             values but `rejected: REASON` in `unknown` */
    int allow_empty;      /* HANDOFF_OK where it would be HANDOFF_NOTHING */
    int show_values;      /* personal values may appear in messages */
    /* Called about ten times a second, by whichever thread has just written a
     * block, never by two at once. */
    void (*progress)(void *context, const handoff_progress *progress);
    void *progress_context;
    const volatile int *stop;   /* set to 1 (by a signal handler): end soon */
    handoff_recorder *recorder; /* of a ledger, or NULL */
    /* Called when all was scored and only the names of the outputs are left to
       give, or NULL: what it cannot do keeps them from getting any. */
    handoff_status (*before_names)(void *context, handoff_summary *summary,
                                   handoff_findings *findings);
    void *before_names_context;
} handoff_score_options;

/** Everything detected, limits as on the command line. */
HANDOFF_API void handoff_input_options_init(handoff_input_options *options);

/** Defaults of the command line. */
HANDOFF_API void handoff_score_options_init(handoff_score_options *options);

/**
 * Score all of `leads`. HANDOFF_FINDINGS when a gate tripped (before anything
 * is written under its final name, or to standard output at all), HANDOFF_DATA
 * when an export cannot be understood (or anything at all is wrong with it
 * under `is_strict`), HANDOFF_USAGE when options name what is not there or
 * contradict each other, HANDOFF_SYSTEM on files and memory, HANDOFF_NOTHING
 * without rows or rules (the outputs are written all the same),
 * HANDOFF_INTERRUPTED when `*stop` was set. `*out` is set whenever the run
 * got as far as reading leads, whatever the status, else NULL; the caller
 * frees it.
 */
HANDOFF_API handoff_status handoff_score(const handoff_plan *plan,
                                         const handoff_score_options *options,
                                         handoff_summary **out,
                                         handoff_findings *findings);

/** Accepts NULL. */
HANDOFF_API void handoff_summary_free(handoff_summary *summary);

/** Records that were accepted and scored, and those that were not. */
HANDOFF_API uint64_t handoff_summary_leads(const handoff_summary *summary);
HANDOFF_API uint64_t handoff_summary_rejected(const handoff_summary *summary);

/** Whether the reader of a pipe that scores went to went away before the end.
 * The run then ended with HANDOFF_OK and the figures are those up to there. */
HANDOFF_API int handoff_summary_is_cut(const handoff_summary *summary);

/** Note the batch that a ledger keeps the run as, for the summary in JSON. */
HANDOFF_API void handoff_summary_set_batch(handoff_summary *summary,
                                           int64_t batch);

/** The summary for a terminal, `width` cells wide, coloured or not; with
 * seconds the run took (below 0: not said). Free with handoff_free. */
HANDOFF_API char *handoff_summary_text(const handoff_summary *summary,
                                       int width, int has_color,
                                       double seconds);

/** The summary as one JSON object, deterministic (no times but as-of). Free
 * with handoff_free. */
HANDOFF_API char *handoff_summary_json(const handoff_summary *summary);

/**
 * Write `len` bytes to `path` as outputs are written: to a temporary file
 * beside it, then renamed; "-" is standard output. HANDOFF_SYSTEM with a
 * finding when that fails.
 */
HANDOFF_API handoff_status handoff_write_file(const char *path,
                                              const char *text, size_t len,
                                              handoff_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
