/*
 * Rows of a scoring run on their way from the threads that scored them to the
 * one that writes them: packed into bytes, with everything that can be worked
 * out beforehand.
 */
#ifndef HF_LEDGER_PACK_H
#define HF_LEDGER_PACK_H

#include "base/buffer.h"
#include "batch/batch.h"
#include "eval/verdicts.h"
#include "ledger/agreement.h"
#include "ledger/store.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What the rules said, as words: equal words, equal rationale. */
typedef struct hf_pack_layout {
    size_t axes, fired, unknown, pivotal; /* first word of each */
    size_t words;                         /* in all */
} hf_pack_layout;

enum {
    HF_PACK_VERDICT,
    HF_PACK_ROUTE,
    HF_PACK_CELL,
    HF_PACK_SCORE,
    HF_PACK_COMPLETENESS,
    HF_PACK_HAS_MARGIN,
    HF_PACK_MARGIN,
    HF_PACK_HEAD /* words before those of the layout */
};

hf_pack_layout hf_pack_layout_of(const handoff_plan *plan);

/** A packed row, in place. */
typedef struct hf_packed {
    hf_view rationale; /* its words, not aligned */
    hf_view lead, inputs;
    uint64_t line; /* of the record's first byte */
} hf_packed;

/** One a thread. */
typedef struct hf_packer hf_packer;

/** NULL when memory ran out. What it is given outlives it; `agreement` may be
 * NULL. */
hf_packer *hf_pack_new(const handoff_ledger *ledger, const handoff_plan *plan,
                       const handoff_agreement *agreement);
void hf_pack_free(hf_packer *packer);

/** Append the rows that no pattern failed on, last scored by `scorer`. False
 * when memory ran out. */
bool hf_pack_add(hf_packer *packer, const hf_scorer *scorer,
                 const hf_batch *batch, const hf_verdicts *verdicts,
                 hf_buffer *out);

/** Take the next row off `*rest`; false at the end. */
bool hf_pack_next(const hf_pack_layout *layout, hf_view *rest, hf_packed *out);

#endif
