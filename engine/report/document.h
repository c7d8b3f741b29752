/*
 * A report laid out: sections of blocks, in the order in which the meeting
 * reads them. The words are chosen here once (sections_*.c); a renderer gives
 * every block the form of its format and adds nothing. Texts that hold a value
 * of a lead, a reason or a name come as they were written: each renderer
 * escapes for its format.
 */
#ifndef HF_REPORT_DOCUMENT_H
#define HF_REPORT_DOCUMENT_H

#include "base/arena.h"
#include "base/view.h"
#include "report/proportion.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_value_kind {
    HF_VALUE_NONE,  /* an empty cell */
    HF_VALUE_TEXT,  /* people's words */
    HF_VALUE_CODE,  /* an id or hash, in another type face */
    HF_VALUE_COUNT, /* number */
    HF_VALUE_RATE,  /* rate: share, n and interval */
    HF_VALUE_SHARE, /* real, 0 to 1, shown in percent */
    HF_VALUE_REAL,  /* real, with `decimals` */
    HF_VALUE_TIME,  /* number: seconds since 1970 */
    HF_VALUE_SPAN,  /* number: minutes */
    HF_VALUE_FLAG   /* number: 0 or 1; the text names it when 1 */
} hf_value_kind;

typedef struct hf_value {
    hf_value_kind kind;
    hf_view text;
    int64_t number;
    double real;
    int decimals;
    hf_rate rate;
    hf_view link; /* "#case-12" or a lead_url; empty: none */
} hf_value;

typedef struct hf_column {
    const char *name;    /* "high_side": of CSV and data */
    const char *heading; /* "Not followed": of people */
    hf_value_kind kind;  /* of its values, but for empty ones */
} hf_column;

/** `name` is the file of CSV and the anchor of HTML: "teams". */
typedef struct hf_sheet {
    const char *name;
    hf_view caption;
    const hf_column *columns;
    size_t column_count;
    hf_value *values; /* row by row, of the first `shown` at least */
    size_t row_count, row_room;
    size_t shown; /* rows that a page shows; the rest are in CSV, of whose
                     document all values are there */
} hf_sheet;

/** What a mark means to each kind. Rates and shares are 0 to 1. */
typedef enum hf_chart_kind {
    /* a week a mark, in order: y rate, low and high its limits; is_absent: no
       cases; is_flagged: outside; note: a revision that came in force */
    HF_CHART_TREND,
    /* a reason a mark, most frequent first: y cases, second the cumulative
       share */
    HF_CHART_PARETO,
    /* a group a mark: x cases, y rate; is_flagged: outside */
    HF_CHART_FUNNEL,
    /* a bar a mark, in order: x its least margin, y above the line, second
       below it */
    HF_CHART_HISTOGRAM,
    /* the agreement table, areas by count: four marks, a b c d: y cases */
    HF_CHART_SQUARE,
    /* a horizontal bar a mark: y its first part, second its second */
    HF_CHART_BARS,
    /* the funnel of the first page, a step a mark: y cases, note: what the
       step left out */
    HF_CHART_STEPS
} hf_chart_kind;

/** A point or bar. What a kind does not use is 0. */
typedef struct hf_mark {
    hf_view label;
    double x, y, low, high, second;
    bool is_flagged, is_absent;
    hf_view note; /* a word beside the mark */
} hf_mark;

typedef struct hf_chart {
    hf_chart_kind kind;
    hf_view title, text; /* text: the alternative for those who do not see it */
    const char *x_label, *y_label;
    const char *first, *second; /* the two parts of bars; NULL: one part */
    double centre;              /* pooled rate; below 0: none */
    hf_mark *marks;
    size_t count;
    /* limits of a funnel plot by n, drawn as curves: marks with x, low, high */
    hf_mark *inner, *outer;
    size_t curve_count;
} hf_chart;

/** A number of the first screen. */
typedef struct hf_headline {
    hf_view name; /* "Passed, not followed" */
    hf_rate rate;
    hf_view change; /* "4 points more than in the 90 days before (-1 to +9)" */
    hf_view anchor; /* "#section-3" */
} hf_headline;

/** One case to discuss, whole. */
typedef struct hf_card {
    hf_view anchor; /* "case-3" */
    hf_view title;  /* "Passed, not followed: L-7F3A91C2, Enterprise EMEA" */
    hf_view why;    /* it was chosen */
    hf_view lead, code; /* with `cycle` the key of a judgement */
    int64_t cycle;
    struct hf_card_part {
        const char *title; /* "What the rules saw", "What Sales did", ... */
        hf_view *lines;
        size_t count;
    } parts[3];
} hf_card;

typedef enum hf_block_kind {
    HF_BLOCK_LEAD,  /* the sentence that stands under the title */
    HF_BLOCK_TEXT,  /* a paragraph */
    HF_BLOCK_NOTE,  /* a denominator, an exclusion, a caution: smaller */
    HF_BLOCK_EMPTY, /* says that there is nothing, in one line */
    HF_BLOCK_LIST,  /* items: texts */
    HF_BLOCK_HEADLINES,
    HF_BLOCK_SHEET,
    HF_BLOCK_CHART,
    HF_BLOCK_CARDS /* cases to discuss, each with room for two judgements */
} hf_block_kind;

typedef struct hf_block {
    hf_block_kind kind;
    hf_view text;
    hf_view *items;
    size_t item_count;
    hf_headline *headlines;
    size_t headline_count;
    hf_sheet *sheet;
    hf_chart *chart;
    hf_card *cards;
    size_t card_count;
} hf_block;

typedef struct hf_section {
    int number; /* 1 to 15 */
    const char *title;
    hf_block *blocks;
    size_t count, room;
} hf_section;

enum { HF_DOCUMENT_SECTIONS = 15 };

typedef struct hf_document {
    hf_arena arena;
    hf_view title, subtitle; /* "Override report", the period and rule sets */
    hf_view footer;          /* version, head of the chain, moment */
    hf_section sections[HF_DOCUMENT_SECTIONS];
    bool out_of_memory;
} hf_document;

/** Lay the report out. False when memory ran out; clear in any case. */
bool hf_document_lay_out(hf_document *document, hf_report *report,
                         handoff_ledger *ledger);
void hf_document_clear(hf_document *document);

#endif
