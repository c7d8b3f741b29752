/*
 * Disagreements: what the rules said of a lead beside what Sales did with it,
 * listed. They are derived from the facts of a ledger and kept in it, and can
 * be derived again at any time.
 */
#ifndef HANDOFF_LOG_H
#define HANDOFF_LOG_H

#include "handoff/ledger.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum handoff_log_format {
    HANDOFF_LOG_TEXT, /* a line a case; of one lead, its whole story */
    HANDOFF_LOG_CSV,
    HANDOFF_LOG_NDJSON,
    HANDOFF_LOG_MARKDOWN
} handoff_log_format;

/** What is listed. Zero it. Texts that are NULL ask for nothing. */
typedef struct handoff_log_options {
    const handoff_agreement *agreement; /* NULL: the newest kept */
    const char *ruleset;                /* by name */
    const char *code;      /* "HS_REJECT"; also one that is no disagreement */
    const char *side;      /* "high", "low", "lateral", "marketing" */
    const char *team;      /* compared with ASCII case folded, as reasons */
    const char *criterion; /* that is disputed */
    const char *reason;    /* its code, or as written */
    const char *lead;      /* its id */
    int has_since, has_until;
    handoff_time since, until; /* the first is in it, the second is not */
    handoff_time as_of;
    int64_t known_by; /* the last batch that counts, agreements too; 0: all */
    int is_open;      /* whose outcome is not known yet */
    int is_all;       /* not disagreements alone */
    handoff_log_format format;
    const char *output; /* path; NULL or "-": standard output */
} handoff_log_options;

/**
 * List disagreements, in the order in which they came about. Of a ledger that
 * may be written the derived rows are brought up to date on the way and kept.
 * HANDOFF_USAGE when a name that is asked for does not exist, or there is no
 * agreement.
 */
HANDOFF_API handoff_status
handoff_ledger_log(handoff_ledger *ledger, const handoff_log_options *options,
                   handoff_findings *findings);

/**
 * Derive all of it anew, as of a moment, and keep it: the same facts and the
 * same moment give the same rows. `agreement` NULL: the newest kept. The
 * ledger is open for writing.
 */
HANDOFF_API handoff_status handoff_ledger_derive(
    handoff_ledger *ledger, const handoff_agreement *agreement,
    handoff_time as_of, handoff_findings *findings);

/**
 * Derive the rows that are kept once more, as of their moment and from what was
 * recorded when they were, and compare. HANDOFF_LEDGER with a finding that
 * names the first lead whose rows do not follow from the facts. `*out` says
 * what was compared, or why nothing was; handoff_free.
 */
HANDOFF_API handoff_status handoff_ledger_verify_derived(
    handoff_ledger *ledger, char **out, handoff_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
