/*
 * What a scorer saw on its last batch, by the trees of the plan
 * (plan/trace.h): the answer of every condition, and every value. For
 * explaining a lead by the operations that scored it.
 */
#ifndef HF_EVAL_SEEN_H
#define HF_EVAL_SEEN_H

#include "batch/batch.h"
#include "eval/verdicts.h"
#include "plan/trace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_answer {
    HF_ANSWER_FALSE,
    HF_ANSWER_TRUE,
    HF_ANSWER_UNKNOWN
} hf_answer;

/** A value of one lead. `kind` says which of the members holds it. */
typedef struct hf_seen {
    hf_kind kind;
    bool is_missing;
    bool is_true;   /* boolean */
    hf_view text;   /* text, id; of a derived `first` also beside a number */
    int64_t number; /* number: millionths; date: UTC seconds */
    hf_set set;     /* set */
} hf_seen;

/**
 * The answer of a condition on a row of the last batch. A condition that
 * nothing asked (HF_TRACE_UNBOUND) is unknown.
 */
hf_answer hf_seen_answer(const hf_scorer *scorer, const hf_trace *condition,
                         size_t row);

/**
 * A value on a row of the last batch; texts live as long as the batch does.
 * False when it was not worked out (no condition that counts asked for it).
 */
bool hf_seen_value(const hf_scorer *scorer, const hf_trace *value, size_t row,
                   hf_seen *out);

/** The case of a derived `first` that was taken, from 0; SIZE_MAX: none, or
 * it was not worked out. */
size_t hf_seen_case(const hf_scorer *scorer, const hf_trace_derived *derived,
                    size_t row);

#endif
