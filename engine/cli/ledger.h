/* What commands that work on a ledger begin and end with. */
#ifndef HF_CLI_LEDGER_H
#define HF_CLI_LEDGER_H

#include "cli/arguments.h"
#include "cli/git.h"

#include <handoff/ledger.h>

#include <stdbool.h>

/** Open the ledger at `path`; --wait says for how long. */
handoff_status hf_ledger_open(const hf_arguments *arguments, const char *path,
                              handoff_access access, handoff_ledger **out,
                              handoff_findings *findings);

/** Open the ledger that is the first operand for a list or a report: what is
 * derived is kept in it for the next call, unless it may only be read. */
handoff_status hf_ledger_open_derived(const hf_arguments *arguments,
                                      handoff_ledger **out,
                                      handoff_findings *findings);

/** The output must not be the ledger or the agreement. */
handoff_status hf_ledger_guard(const hf_arguments *arguments);

/** Who runs the program, for the batch: --who, else the user. */
const char *hf_ledger_who(const hf_arguments *arguments);

/** Load the agreement that --agreement names; NULL when none is named. The
 * caller frees it. */
handoff_status hf_ledger_agreement(const hf_arguments *arguments,
                                   handoff_agreement **out,
                                   handoff_findings *findings);

/** Write what a batch came to where --summary says. */
handoff_status hf_ledger_save(const hf_arguments *arguments,
                              const handoff_receipt *receipt,
                              handoff_findings *findings);

/** Figures could not be written, but batches up to `batch` stand; says nothing
 * of 0. */
void hf_ledger_tell_kept(int64_t batch);

/** What `score --ledger` holds while it runs. All zero: no ledger. */
typedef struct hf_ledger_run {
    handoff_ledger *ledger;
    handoff_agreement *agreement;
    handoff_recorder *recorder;
    char commit[HF_GIT_TEXT_LEN]; /* of the rules; the recorder looks here */
} hf_ledger_run;

/** Open what the options name and hang a recorder into `*options`. Does
 * nothing without --ledger. The caller ends, on failure too. */
handoff_status hf_ledger_begin(const hf_arguments *arguments,
                               const handoff_rules *rules,
                               handoff_score_options *options,
                               hf_ledger_run *out, handoff_findings *findings);

/** The batch that was written; 0: none. */
int64_t hf_ledger_batch(const hf_ledger_run *run);

/** One line to standard error: what was kept, or would have been. */
void hf_ledger_note(const hf_ledger_run *run, bool is_dry_run);

void hf_ledger_end(hf_ledger_run *run);

#endif
