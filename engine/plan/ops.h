/*
 * The operations of a plan, in the order in which they are run on a batch.
 * Registers are of two kinds, numbered apart: columns of values, of which the
 * first are the fields, and answers.
 */
#ifndef HF_PLAN_OPS_H
#define HF_PLAN_OPS_H

#include "base/view.h"
#include "batch/batch.h"
#include "plan/dictionary.h"
#include "plan/pattern.h"
#include "plan/trace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_op_code {
#define HF_OP(name, function, output) HF_OP_##name,
#include "plan/ops.def"
#undef HF_OP
    HF_OP_COUNT
} hf_op_code;

typedef struct hf_op {
    hf_op_code code;
    hf_kind kind; /* of the column it makes */
    uint32_t out; /* register */
    uint32_t count;
    const uint32_t *args; /* registers */
    int64_t low, high;
    const void *data;
} hf_op;

typedef enum hf_text_test_kind {
    HF_TEXT_EQUAL, /* part */
    HF_TEXT_IN,    /* members: one of them; of sets: any of them */
    HF_TEXT_CONTAINS,
    HF_TEXT_STARTS,
    HF_TEXT_ENDS,
    HF_TEXT_MATCHES
} hf_text_test_kind;

/** A test of one text against what the rules say. */
typedef struct hf_text_test {
    hf_text_test_kind kind;
    uint32_t out; /* register of the answer */
    hf_view part;
    const hf_members *members;
    const hf_pattern *pattern;
} hf_text_test;

/**
 * All such tests of one column: a text is looked up once, and bit i of the
 * answer is tests[i]. The first `exact_count` of them (equal, in) are in the
 * dictionary; the rest are tried one by one, unless the text is remembered.
 */
typedef struct hf_text_group {
    bool is_exact;   /* an id: nothing is folded */
    uint32_t words;  /* of an answer */
    uint32_t number; /* among the groups */
    uint32_t memo;   /* number of its memo, or HF_NO_MEMO */
    uint32_t test_count;
    uint32_t exact_count;
    const hf_text_test *tests;
    hf_dictionary *dictionary; /* NULL when exact_count is 0 */
} hf_text_group;

enum { HF_NO_MEMO = UINT32_MAX };

/** Texts to the cells of another column; a cell may be empty: missing. */
typedef struct hf_lookup {
    const hf_dictionary *keys; /* its numbers index `values` */
    const hf_view *values;
} hf_lookup;

/** A column that the scorer fills with a result. */
typedef struct hf_result_column {
    uint32_t result; /* hf_trace_result */
    uint32_t column;
} hf_result_column;

/** An answer that is worked out from a personal field. */
typedef struct hf_personal_test {
    uint32_t op;     /* index into ops; of a group, all its tests */
    uint32_t answer; /* register */
} hf_personal_test;

typedef struct hf_program hf_program;

struct hf_program {
    const hf_op *ops;
    uint32_t before;        /* ops that need no result */
    uint32_t count;         /* all; those behind `before` need results */
    const hf_op *constants; /* columns and answers filled once */
    uint32_t constant_count;
    const hf_result_column *results;
    uint32_t result_count;
    uint32_t field_count;
    uint32_t column_count; /* the fields first */
    const hf_kind *kinds;  /* of the columns */
    uint32_t answer_count;
    uint32_t group_count;
    const uint32_t *group_words; /* of an answer, by group */
    uint32_t memo_count;
    const uint32_t *memo_words; /* of an answer, by memo */
    size_t most_members;        /* of one SET_HAS_ALL */
    const uint32_t *items;      /* answers: the item is fired where true */
    const uint32_t *subjects;   /* answers: unknown where not known */
    const uint32_t *verdicts, *routes;
    uint32_t *slots; /* by item: group, or group_count + axis; a gate's
                              is behind both */
    const hf_personal_test *personal; /* in the order of ops */
    uint32_t personal_count;
    uint32_t personal_print;     /* equal: the same tests in the same order */
    bool personal_is_mixed;      /* one of them compares with a result */
    hf_dictionary *dictionaries; /* all of them, to be freed */
    hf_pattern **patterns;
    size_t pattern_count, pattern_room;
};

/** Whether an operation makes a column of values. */
bool hf_ops_is_value(hf_op_code code);

/** Whether its args are columns of values, not answers. */
bool hf_ops_reads_values(hf_op_code code);

/** "RANGE", static. */
const char *hf_ops_name(hf_op_code code);

/** Whether `text` passes a test that is no pattern. */
bool hf_ops_text_holds(const hf_text_test *test, bool is_exact, hf_view text);

/** Whether a number, date or boolean is among the members. */
bool hf_ops_has_number(const hf_members *members, int64_t number);

#endif
