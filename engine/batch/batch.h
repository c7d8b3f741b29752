/* Up to HF_BATCH_ROWS leads as typed columns with present bits; reused. */
#ifndef HF_BATCH_BATCH_H
#define HF_BATCH_BATCH_H

#include "base/arena.h"
#include "base/bitmap.h"
#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Eight words of bits: 17 columns of 16 bytes a row stay in the L2 cache. */
enum { HF_BATCH_ROWS = 512, HF_BATCH_WORDS = HF_BATCH_ROWS / 64 };

typedef enum hf_kind {
    HF_KIND_TEXT,   /* folds ASCII case when compared */
    HF_KIND_ID,     /* compared exactly */
    HF_KIND_NUMBER, /* millionths */
    HF_KIND_DATE,   /* UTC seconds */
    HF_KIND_BOOLEAN,
    HF_KIND_SET
} hf_kind;

typedef struct hf_set {
    const hf_view *elements;
    size_t count;
} hf_set;

/** One value a row. What stands where `present` is 0 is not defined, except
 * that it may be read: texts are empty views, numbers 0, bits 0, sets empty. */
typedef struct hf_column {
    hf_kind kind;
    uint64_t present[HF_BATCH_WORDS];
    hf_view *texts;                /* text, id: HF_BATCH_ROWS */
    int64_t *numbers;              /* number, date: HF_BATCH_ROWS */
    hf_set *sets;                  /* set: HF_BATCH_ROWS */
    uint64_t bits[HF_BATCH_WORDS]; /* boolean */
} hf_column;

typedef struct hf_batch {
    size_t rows;
    hf_column *columns; /* one a field, in the order of the rule set */
    size_t column_count;
    hf_view *leads;  /* the id as shown, one a row */
    uint64_t *lines; /* line of the record's first byte, one a row */
    hf_view **kept;  /* [kept column][row]: raw text carried along */
    size_t kept_count;
    hf_arena scratch; /* what texts point into that are not in the input */
    hf_arena storage; /* the arrays above */
} hf_batch;

/** Storage for columns of these kinds and for `kept_count` raw columns. False
 * when memory ran out. */
bool hf_batch_init(hf_batch *batch, const hf_kind *kinds, size_t column_count,
                   size_t kept_count);

/** No rows; scratch is given back, storage kept. */
void hf_batch_reset(hf_batch *batch);

void hf_batch_clear(hf_batch *batch);

/** Storage of one column of a kind (also for derived values). */
bool hf_batch_column_init(hf_column *column, hf_kind kind, hf_arena *storage);

#endif
