/* The figures of a run, and how they are told. */
#ifndef HF_OUTPUT_SUMMARY_H
#define HF_OUTPUT_SUMMARY_H

#include "base/arena.h"
#include "csv/input.h"
#include "handoff/output.h"
#include "output/tally.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct hf_summary_verdict {
    hf_view name;
    handoff_means means;
    uint64_t leads;
} hf_summary_verdict;

typedef struct hf_summary_route {
    hf_view to;
    uint64_t leads;
} hf_summary_route;

/** A gate or criterion; those that are off or out of date are not there. */
typedef struct hf_summary_subject {
    hf_view id;
    hf_subject_kind kind;
    uint64_t fired, unknown;
} hf_summary_subject;

typedef struct hf_summary_field {
    hf_view name;
    bool is_hidden; /* personal, and values may not be shown */
    hf_field_stats stats;
    hf_view file; /* of the example */
} hf_summary_field;

typedef struct hf_summary_file {
    hf_view name;
    hf_encoding encoding;
    bool is_detected;      /* the encoding, not given */
    uint64_t footer_lines; /* dropped */
} hf_summary_file;

/** The opaque handoff_summary. Owns all of its texts. */
struct handoff_summary {
    hf_arena arena;
    hf_view name, title;
    char revision[65];
    handoff_time as_of;
    int64_t batch; /* that a ledger keeps the run as; 0: none */
    bool is_dry_run;
    bool is_cut;
    uint64_t leads;   /* accepted */
    uint64_t written; /* of them, those of the verdict that --only names */
    uint64_t rejected;
    uint64_t rejects[HF_REJECT_COUNT]; /* by reason */
    hf_summary_verdict *verdicts;      /* one a name and meaning */
    hf_summary_route *routes;          /* one a name */
    hf_summary_subject *subjects;      /* gates, criteria, shadow ones */
    hf_summary_field *fields;          /* those that rules use */
    hf_summary_file *files;
    size_t verdict_count, route_count, subject_count, field_count, file_count;
};

/** A new summary with the names of the plan and room for `files` files; NULL
 * when memory ran out. */
handoff_summary *hf_summary_new(const handoff_plan *plan, size_t files);

/**
 * Take over the counts of a run. `show_values` false hides examples of
 * personal fields. Names of files must be filled in before. Nothing is
 * allocated.
 */
void hf_summary_count(handoff_summary *summary, const handoff_plan *plan,
                      const hf_tally *tally, bool show_values);

/** Whether more than `limit` millionths of `whole` are in `part`. */
bool hf_summary_is_over(uint64_t part, uint64_t whole, int64_t limit);

/** "windows-1252" and so on, static. */
const char *hf_summary_encoding(hf_encoding encoding);

#endif
