/*
 * What scores look like. What can be known before the first row (which
 * columns, how each verdict, route and cell is spelt in the format) is worked
 * out once; a row (rows.h) is then little more than copying.
 */
#ifndef HF_OUTPUT_SCORES_H
#define HF_OUTPUT_SCORES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "batch/batch.h"
#include "csv/write.h"
#include "diag/findings.h"
#include "eval/verdicts.h"
#include "handoff/output.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum hf_scores_source {
    HF_SCORES_LEAD,
    HF_SCORES_VERDICT,
    HF_SCORES_MEANS,
    HF_SCORES_SCORE,
    HF_SCORES_AXIS,
    HF_SCORES_CELL,
    HF_SCORES_ROUTE,
    HF_SCORES_COMPLETENESS,
    HF_SCORES_FIRED,
    HF_SCORES_UNKNOWN,
    HF_SCORES_SHADOW,
    HF_SCORES_KEPT
} hf_scores_source;

typedef struct hf_scores_column {
    hf_scores_source source;
    uint32_t index;  /* of the axis or the kept column */
    hf_view name;    /* as shown */
    hf_view lead_in; /* what stands before the value: `,` or `,"score":` */
} hf_scores_column;

/** Where HF_SCORES_PAD bytes may be read from each text's start: they are
 * copied by the pad, which is faster than by their length. */
enum { HF_SCORES_PAD = 32 };

/** Numbers below that are ready: four bytes each, up to three digits and, in
 * the last, how many. */
enum { HF_SCORES_READY = 1000 };

/** Immutable after hf_scores_begin; shared by threads. All texts below are as
 * they stand in the output. */
typedef struct hf_scores {
    const handoff_plan *plan;
    handoff_format format;
    hf_csv_style style; /* not for NDJSON */
    hf_scores_column *columns;
    size_t column_count;
    hf_view row_end;
    char (*numbers)[4]; /* HF_SCORES_READY */
    hf_view *verdicts;  /* by verdict of the plan */
    hf_view *means;     /* by verdict of the plan */
    hf_view *routes;    /* by route; the last is for none */
    hf_view *cells;     /* by cell, when the plan has cells */
    hf_view no_text;
    hf_view *items;    /* with the joiner behind */
    hf_view *subjects; /* with the joiner behind */
    bool *is_chosen;   /* by verdict: whether its rows are written */
    size_t row_room;   /* all of a row but lead and kept columns, padded */
    hf_arena arena;
} hf_scores;

/**
 * Choose the columns (`columns`, NULL: all but `shadow`, which NDJSON has
 * too) and verdicts (`only`, NULL: all). HANDOFF_USAGE with a finding for a
 * name that is unknown (with the nearest), HANDOFF_SYSTEM on memory. The
 * caller clears, on failure too.
 */
handoff_status hf_scores_init(hf_scores *scores, const handoff_plan *plan,
                              handoff_format format, const char *columns,
                              const char *only, handoff_findings *findings);

/**
 * Kept columns come after handoff's own; then the set-up is complete.
 * HANDOFF_USAGE when two members of an NDJSON object would have one name.
 */
handoff_status hf_scores_begin(hf_scores *scores, const hf_view *kept,
                               size_t kept_count, handoff_findings *findings);

void hf_scores_clear(hf_scores *scores);

/** The header line; nothing for NDJSON. */
void hf_scores_add_header(const hf_scores *scores, hf_buffer *out);

#endif
