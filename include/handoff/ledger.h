/*
 * The ledger: what the rules said of each lead, what Sales did with it and
 * what became of it, in one SQLite file that only grows. Every import is one
 * batch in a hash chain. Statuses of all calls: HANDOFF_LEDGER when the ledger
 * is busy, newer than the program, broken, or does not verify; HANDOFF_SYSTEM
 * on files, disk and memory.
 */
#ifndef HANDOFF_LEDGER_H
#define HANDOFF_LEDGER_H

#include "handoff/output.h"
#include "handoff/plan.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct handoff_ledger handoff_ledger;
typedef struct handoff_agreement handoff_agreement;

typedef enum handoff_access {
    HANDOFF_ACCESS_READ,
    HANDOFF_ACCESS_WRITE,
    HANDOFF_ACCESS_CREATE /* written, and made when absent */
} handoff_access;

/** Open the ledger at `path`, waiting up to `wait_ms` for others; NULL with
 * HANDOFF_ACCESS_CREATE is an empty one in memory. The caller closes. One
 * thread at a time. */
HANDOFF_API handoff_status handoff_ledger_open(const char *path,
                                               handoff_access access,
                                               int wait_ms,
                                               handoff_ledger **out,
                                               handoff_findings *findings);

/** Accepts NULL. */
HANDOFF_API void handoff_ledger_close(handoff_ledger *ledger);

/**
 * Load an agreement file, with its people. HANDOFF_RULES with findings when
 * there are mistakes in it. The caller frees it.
 */
HANDOFF_API handoff_status handoff_agreement_load(const char *path,
                                                  handoff_agreement **out,
                                                  handoff_findings *findings);

/**
 * Check an agreement against the rules it is for: what its reasons dispute is
 * there, and every `contradicted_when` names fields and compares types as
 * conditions of the rules do. HANDOFF_RULES with findings when not.
 */
HANDOFF_API handoff_status
handoff_agreement_check(const handoff_agreement *agreement,
                        const handoff_rules *rules, handoff_findings *findings);

/** Whether a file says that it is an agreement: it has a line that begins with
 * `handoff_agreement:`. False (0) for what cannot be read. */
HANDOFF_API int handoff_agreement_is_file(const char *path);

/** The newest agreement that the ledger keeps; `*out` NULL without one. */
HANDOFF_API handoff_status handoff_ledger_agreement(handoff_ledger *ledger,
                                                    handoff_agreement **out,
                                                    handoff_findings *findings);

/** Accepts NULL. */
HANDOFF_API void handoff_agreement_free(handoff_agreement *agreement);

/** How a scoring run is kept. Zero it. All texts may be NULL. */
typedef struct handoff_record_run {
    const handoff_agreement *agreement; /* NULL: the newest kept, if any */
    const char *who;
    const char *git_commit;
    int is_dirty; /* the rules differ from the commit */
    int is_baseline;
    int64_t max_shift; /* millionths; -1: no gate */
    handoff_time now;
} handoff_record_run;

/**
 * A recorder for handoff_score (its option `recorder`): decisions that differ
 * from a lead's last one, handoffs for passes. `rules` are those of the plan.
 * Ledger, rules and agreement outlive it; the caller frees it after the run.
 */
HANDOFF_API handoff_status handoff_ledger_recorder(
    handoff_ledger *ledger, const handoff_rules *rules,
    const handoff_score_options *options, const handoff_record_run *run,
    handoff_recorder **out, handoff_findings *findings);

/** Accepts NULL. */
HANDOFF_API void handoff_recorder_free(handoff_recorder *recorder);

/** What a batch came to. */
typedef struct handoff_receipt {
    int64_t batch; /* 0: nothing was written */
    uint64_t read, added, known, rejected;
    uint64_t decisions, handoffs; /* of a scoring run */
    uint64_t unknown_leads;       /* kept, of leads without a decision */
    uint64_t unmapped;            /* statuses, stages, reasons */
    uint64_t erased;              /* leads, by forget */
    uint64_t remembered;          /* marks, by forget */
    uint64_t passed_over;         /* left out by `only`, or no status */
    uint64_t forgotten;           /* rows of leads that were forgotten */
} handoff_receipt;

/** What the recorder wrote, or (dry run) would have. */
HANDOFF_API handoff_receipt
handoff_recorder_receipt(const handoff_recorder *recorder);

/** A receipt as lines for people, and as one object of JSON; both freed with
 * handoff_free, NULL when memory ran out. */
HANDOFF_API char *handoff_receipt_text(const handoff_receipt *receipt);
HANDOFF_API char *handoff_receipt_json(const handoff_receipt *receipt);

typedef enum handoff_record_kind {
    HANDOFF_RECORD_DISPOSITIONS,
    HANDOFF_RECORD_OUTCOMES,
    HANDOFF_RECORD_HANDOFFS,
    HANDOFF_RECORD_REVIEWS
} handoff_record_kind;

/** How a file is taken in. Zero it, then handoff_input_options_init. */
typedef struct handoff_record_options {
    handoff_input_options input;
    handoff_record_kind kind;
    const handoff_agreement *agreement;
    const char *rejects; /* path, or NULL */
    /* Several files, one list: NULL for one file alone. `*rejects_list` is the
     * list so far, NULL at first, and is replaced by the one with this file's
     * rejects, which have a column `file`; freed with handoff_free. */
    char **rejects_list;
    const char *who;
    int has_covers; /* else its earliest and latest time */
    handoff_time covers_from, covers_to;
    int allow_unmapped;
    int is_dry_run;
    handoff_time now;
} handoff_record_options;

/** Take one file in, as one batch. HANDOFF_DATA when it cannot be understood
 * or holds names that the agreement does not map. */
HANDOFF_API handoff_status
handoff_ledger_record(handoff_ledger *ledger, const char *path,
                      const handoff_record_options *options,
                      handoff_receipt *out, handoff_findings *findings);

/** Withdraw a batch: its facts stay and no longer count. HANDOFF_USAGE when
 * there is no such batch or it cannot be withdrawn. */
HANDOFF_API handoff_status handoff_ledger_retract(
    handoff_ledger *ledger, int64_t batch, const char *because, const char *who,
    handoff_time now, handoff_receipt *out, handoff_findings *findings);

/** Erase what is kept of leads given by id or e-mail, and remember a keyed
 * mark of each text, so that no old export brings them back. */
HANDOFF_API handoff_status handoff_ledger_forget(handoff_ledger *ledger,
                                                 const char *const *texts,
                                                 size_t count, const char *who,
                                                 handoff_time now,
                                                 handoff_receipt *out,
                                                 handoff_findings *findings);

/** The same for the texts of a file, one a line. */
HANDOFF_API handoff_status handoff_ledger_forget_file(
    handoff_ledger *ledger, const char *path, const char *who, handoff_time now,
    handoff_receipt *out, handoff_findings *findings);

/** Batches, the time each source covers, what is missing; freed with
 * handoff_free. */
HANDOFF_API handoff_status handoff_ledger_status(handoff_ledger *ledger,
                                                 handoff_time now, int is_json,
                                                 char **out,
                                                 handoff_findings *findings);

/** The newest hash, "BATCH:HASH", to be kept elsewhere; freed with
 * handoff_free. "0:" when there is no batch. */
HANDOFF_API handoff_status handoff_ledger_head(handoff_ledger *ledger,
                                               char **out,
                                               handoff_findings *findings);

/**
 * Recompute the chain and the decisions whose inputs are kept, in place of
 * personal values by the answers that tests gave on them. HANDOFF_LEDGER with
 * a finding that names the first batch that does not fit. `against` is an
 * earlier head, or NULL. `*out` says what was verified, and of how many
 * decisions why not; handoff_free.
 */
HANDOFF_API handoff_status handoff_ledger_verify(handoff_ledger *ledger,
                                                 const char *against,
                                                 char **out,
                                                 handoff_findings *findings);

#ifdef __cplusplus
}
#endif

#endif
