/*
 * A rule set as its author meant it: every section read, conditions parsed,
 * lists loaded, keys and ids checked; names inside conditions not yet
 * resolved (that is the plan's work). Immutable after loading; one arena.
 */
#ifndef HF_RULE_RULES_H
#define HF_RULE_RULES_H

#include "base/arena.h"
#include "base/date.h"
#include "base/table.h"
#include "diag/findings.h"
#include "handoff/rules.h"
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

struct handoff_rules {
    hf_arena arena;
    handoff_findings *sources; /* owns the sources that spans point into */
    hf_view path;              /* of the top file, as given */
    hf_view name, title, owner, version;
    bool has_effective_from;
    int64_t effective_from; /* UTC seconds */
    hf_span effective_from_span;
    size_t id_field;  /* index into fields */
    hf_view *missing; /* spellings, trimmed; "" is not among them */
    size_t missing_count;
    hf_field *fields;
    size_t field_count;
    hf_list *lists;
    size_t list_count;
    hf_derived *derived;
    size_t derived_count;
    hf_condition *conditions;
    size_t condition_count;
    hf_gate *gates;
    size_t gate_count;
    bool has_axes; /* false: one implicit axis called points */
    hf_axis *axes;
    size_t axis_count;
    hf_group *groups;
    size_t group_count;
    hf_criterion *criteria;
    size_t criterion_count;
    hf_limits score;
    hf_verdict_rule *verdicts;
    size_t verdict_count;
    hf_route *routes;
    size_t route_count;
    char revision[65];       /* SHA-256 over the canonical form, hex */
    char rules_revision[65]; /* the part without list contents */
    char lists_revision[65]; /* list contents alone */
};

enum {
    HF_RULES_CRITERIA = 10000,
    HF_RULES_LIST_VALUES = 1000000,
    HF_RULES_POINTS = 1000000 /* size of points and limits of sums */
};

/** How many columns of a CSV list are called `name` (trimmed, ASCII case
 * folded); `*column` becomes the first. */
size_t hf_list_find_column(const hf_list *list, hf_view name, size_t *column);

/**
 * Spans of a rule set point into sources that it owns. Give `findings` copies
 * of those that its items point into, so that it may outlive the rule set.
 */
void hf_rules_copy_sources(const handoff_rules *rules,
                           handoff_findings *findings);

/**
 * The canonical resolved form: what the revision is taken over, one line an
 * item, independent of comments, layout and key order. Appended to `out`.
 */
void hf_rules_canonical(const handoff_rules *rules, hf_buffer *out);

#endif
