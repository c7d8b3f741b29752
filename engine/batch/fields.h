/*
 * Fields: which column of an export serves each, and how a cell becomes a
 * typed value. The plan fills this in from the rule set; the readers of
 * exports and of tests use it.
 */
#ifndef HF_BATCH_FIELDS_H
#define HF_BATCH_FIELDS_H

#include "base/arena.h"
#include "base/date.h"
#include "base/view.h"
#include "batch/batch.h"
#include "kernel/lanes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_cell_type {
    HF_CELL_TEXT,
    HF_CELL_ID,
    HF_CELL_EMAIL,
    HF_CELL_NUMBER,
    HF_CELL_MONEY,
    HF_CELL_RANGE,
    HF_CELL_DATE,
    HF_CELL_BOOLEAN,
    HF_CELL_SET
} hf_cell_type;

typedef struct hf_field_spec {
    hf_view name;
    const hf_view *columns; /* headers to look for, best first */
    size_t column_count;
    hf_cell_type type;
    bool is_optional; /* no column: missing on every lead */
    bool is_personal;
    bool is_used; /* some condition needs it */
    bool is_salesforce_id;
    hf_date_format format;
    int32_t zone;
    char decimal_mark;
    hf_view separator; /* of a set */
    bool has_default;  /* read in place of a missing value */
    hf_view default_text;
} hf_field_spec;

/** The spellings of "no value", folded and trimmed, with a quick filter. */
typedef struct hf_missing {
    const hf_view *spellings; /* folded; "" always is and is not listed */
    size_t count;
    uint64_t lengths;  /* bit min(len, 63) set when one has it */
    uint64_t first[4]; /* bit of the folded first byte */
} hf_missing;

typedef struct hf_fields {
    hf_field_spec *specs;
    size_t count;
    size_t id; /* index of the field that names a lead */
    hf_missing missing;
    const hf_lanes *lanes; /* NULL: the plain ones */
} hf_fields;

/** How columns are read. */
static inline const hf_lanes *
hf_fields_lanes(const hf_fields *fields)
{
    return fields->lanes ? fields->lanes : &hf_lanes_plain;
}

/** What became of one field's cells, over a batch or a run. */
typedef struct hf_field_stats {
    uint64_t present;      /* cells that gave a value */
    uint64_t missing;      /* empty, a spelling of "no value", no column */
    uint64_t unparsed;     /* there, but not of the type: missing too */
    uint64_t example_line; /* of the first unparsed; 0: none */
    char example[64];      /* its text, cut at a character, NUL-terminated */
} hf_field_stats;

/** Build the quick filter over `count` spellings (copied into `arena`,
 * trimmed and folded). False when memory ran out. */
bool hf_fields_set_missing(hf_missing *missing, const hf_view *spellings,
                           size_t count, hf_arena *arena);

/** Whether a trimmed cell spells "no value". */
bool hf_fields_is_missing(const hf_missing *missing, hf_view trimmed);

/** The kind of value that a cell type gives. */
hf_kind hf_fields_kind(hf_cell_type type);

/**
 * Read `rows` raw cells (unquoted, not trimmed; ptr NULL: no cell) of one
 * field into `column`, whose storage is there (hf_batch_init). Texts point
 * into the cells or into `scratch`. Adds to `stats`; `lines` (one a row, may
 * be NULL) gives the line of an example. False when memory ran out.
 */
bool hf_fields_read(const hf_fields *fields, size_t field, const hf_view *cells,
                    size_t rows, const uint64_t *lines, hf_arena *scratch,
                    hf_column *column, hf_field_stats *stats);

/**
 * The id of one raw cell as it is shown: trimmed, widened when it is a
 * Salesforce id. An empty view when it is missing or does not parse; its `ptr`
 * is NULL when memory ran out.
 */
hf_view hf_fields_lead(const hf_fields *fields, hf_view cell,
                       hf_arena *scratch);

#endif
