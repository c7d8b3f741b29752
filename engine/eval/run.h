/*
 * A scorer from inside: the registers of one batch, and the functions that
 * work out each operation of the plan on it. Private to engine/eval.
 *
 * Bits and values of rows behind `rows` in the last word are not defined; what
 * reads texts or sets goes by hf_run_present, which leaves them out.
 */
#ifndef HF_EVAL_RUN_H
#define HF_EVAL_RUN_H

#include "base/arena.h"
#include "batch/batch.h"
#include "eval/memo.h"
#include "eval/quick.h"
#include "eval/verdicts.h"
#include "plan/ops.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Of one test: true, and known (true or false). True is known, too. */
typedef struct hf_answers {
    uint64_t yes[HF_BATCH_WORDS];
    uint64_t known[HF_BATCH_WORDS];
} hf_answers;

struct hf_scorer {
    const handoff_plan *plan;
    size_t rows, words;  /* of the batch */
    hf_column **columns; /* the fields are the batch's, the rest ours */
    hf_answers *answers;
    const int64_t *points; /* by item */
    const hf_lanes *lanes;
    hf_quick **quicks; /* by group */
    hf_memo **memos;
    hf_pattern_matcher *matcher; /* NULL without patterns */
    uint64_t *masks;             /* 64 rows of answers of a group */
    uint64_t *members;           /* bits, for sets_has_all */
    int64_t *sums;               /* by slot, for one row */
    hf_verdicts verdicts;
    hf_arena scratch; /* texts made for one batch */
    hf_arena storage; /* everything above */
    bool out_of_memory;
    const hf_answers *given; /* of the personal tests, or NULL: see replay.h */
};

/** One for each operation that is not filled in. */
#define HF_FILLED(name, output)
#define HF_OP(name, function, output)                                          \
    void hf_##function(hf_scorer *scorer, const hf_op *op);
#include "plan/ops.def"
#undef HF_OP

/** Sums, axes, cell and completeness from what fired, into the verdicts and
 * into the columns of results. */
void hf_results_compute(hf_scorer *scorer);

/** The first verdict that holds, and the route of those that pass. */
void hf_results_decide(hf_scorer *scorer);

/** Bits of the rows of one word that are there. */
static inline uint64_t
hf_run_rows(const hf_scorer *scorer, size_t word)
{
    size_t left = scorer->rows - word * 64;
    return left >= 64 ? UINT64_MAX : (UINT64_C(1) << left) - 1;
}

/** Bits of the rows of one word on which a column has a value. */
static inline uint64_t
hf_run_present(const hf_scorer *scorer, const hf_column *column, size_t word)
{
    return column->present[word] & hf_run_rows(scorer, word);
}

static inline const hf_column *
hf_run_column(const hf_scorer *scorer, const hf_op *op, uint32_t arg)
{
    return scorer->columns[op->args[arg]];
}

static inline const hf_answers *
hf_run_answers(const hf_scorer *scorer, const hf_op *op, uint32_t arg)
{
    return &scorer->answers[op->args[arg]];
}

/** Take the lowest bit out of `*bits`, which is not 0: its place. */
static inline size_t
hf_run_next(uint64_t *bits)
{
    size_t at = (size_t)__builtin_ctzll(*bits);
    *bits &= *bits - 1;
    return at;
}

#endif
