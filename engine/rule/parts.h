/*
 * The parts of a rule set, each as its author meant it. Texts and arrays live
 * in the rule set's arena; spans point into its sources.
 */
#ifndef HF_RULE_PARTS_H
#define HF_RULE_PARTS_H

#include "base/date.h"
#include "base/view.h"
#include "diag/source.h"
#include "rule/expr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_field_type {
    HF_FIELD_TEXT,
    HF_FIELD_ID,
    HF_FIELD_EMAIL,
    HF_FIELD_NUMBER,
    HF_FIELD_MONEY,
    HF_FIELD_RANGE,
    HF_FIELD_DATE,
    HF_FIELD_BOOLEAN,
    HF_FIELD_SET
} hf_field_type;

typedef struct hf_field {
    hf_view name;
    hf_span span; /* of the name */
    hf_field_type type;
    hf_view *columns; /* headers to look for, best first, at least one */
    size_t column_count;
    bool is_optional;
    bool is_personal;
    bool is_salesforce_id;
    bool has_default;
    hf_view default_text; /* trimmed; reads as the type */
    hf_span default_span;
    hf_date_format format;
    int32_t zone;      /* seconds east of UTC */
    char decimal_mark; /* '.' or ',' */
    hf_view separator; /* of a set */
} hf_field;

/** A named list: one column of keys, and for CSV lists whole rows. */
typedef struct hf_list {
    hf_view name;
    hf_span span;
    hf_view file;        /* as written, empty for an inline list */
    hf_view *header;     /* CSV: column names; else NULL */
    size_t column_count; /* 1 for plain lists */
    size_t key_column;
    size_t row_count;
    hf_view *cells;     /* row_count * column_count, trimmed */
    hf_span *row_spans; /* inline lists: place of each; else NULL */
} hf_list;

typedef struct hf_case { /* of a derived value, criterion */
    hf_span span;
    const hf_expr *when; /* NULL: always */
    hf_view is;          /* derived only */
    hf_span is_span;
    int64_t points;  /* criteria only */
    hf_view because; /* own, or empty */
} hf_case;

typedef struct hf_derived {
    hf_view name;
    hf_span span;
    const hf_expr *value; /* or NULL with cases */
    hf_case *cases;
    size_t case_count;
} hf_derived;

typedef struct hf_condition {
    hf_view name;
    hf_span span;
    const hf_expr *when;
} hf_condition;

typedef struct hf_gate {
    hf_view id;
    hf_span span;
    const hf_expr *when;
    bool is_consent;
    hf_view because, owner;
} hf_gate;

/** What a sum may not leave; has_* false: no such bound. */
typedef struct hf_limits {
    bool has_min, has_max;
    int64_t min, max;
} hf_limits;

typedef struct hf_band {
    hf_view name;
    hf_span span;
    bool is_any;
    int64_t from;
} hf_band;

typedef struct hf_axis {
    hf_view name;
    hf_span span;
    hf_limits limits;
    hf_band *bands;
    size_t band_count; /* 0: no bands */
} hf_axis;

typedef struct hf_group {
    hf_view name;
    hf_span span;
    size_t axis; /* index */
    hf_limits limits;
} hf_group;

typedef enum hf_criterion_status {
    HF_CRITERION_ACTIVE,
    HF_CRITERION_SHADOW,
    HF_CRITERION_OFF
} hf_criterion_status;

typedef struct hf_criterion {
    hf_view id;
    hf_span span;
    size_t axis;    /* index */
    size_t group;   /* index or HF_NO_GROUP */
    bool has_cases; /* written with `first` */
    hf_case *cases; /* one for a plain `when` + `points` */
    size_t case_count;
    bool has_from, has_until;
    int64_t from_day, until_day; /* days since 1970, inclusive */
    hf_criterion_status status;
    hf_view because, owner;
} hf_criterion;

#define HF_NO_GROUP SIZE_MAX

typedef enum hf_means { /* order of handoff_means */
                        HF_MEANS_PASS,
                        HF_MEANS_HOLD,
                        HF_MEANS_DISQUALIFY,
                        HF_MEANS_INSUFFICIENT,
                        HF_MEANS_EXCLUDE
} hf_means;

typedef struct hf_verdict_rule {
    hf_view name;
    hf_span span;
    hf_means means;
    const hf_expr *when; /* NULL only on the last */
} hf_verdict_rule;

typedef struct hf_route {
    hf_view to;
    hf_span span;
    const hf_expr *when; /* NULL: always */
    int64_t sla;         /* seconds; 0 when none is given */
} hf_route;

#endif
