/*
 * The storage of a batch: every array is taken from one arena when the batch
 * is made and used again for each block of leads. Texts that are not in the
 * input live in the scratch arena, which each round empties.
 */
#include "batch/batch.h"

static bool
init_texts(hf_column *column, hf_arena *storage)
{
    column->texts =
        hf_arena_alloc(storage, HF_BATCH_ROWS * sizeof *column->texts);
    for (size_t row = 0; column->texts && row < HF_BATCH_ROWS; row++) {
        column->texts[row] = HF_VIEW("");
    }
    return column->texts != NULL;
}

bool
hf_batch_column_init(hf_column *column, hf_kind kind, hf_arena *storage)
{
    *column = (hf_column){.kind = kind};
    switch (kind) {
    case HF_KIND_TEXT:
    case HF_KIND_ID:
        return init_texts(column, storage);
    case HF_KIND_NUMBER:
    case HF_KIND_DATE:
        column->numbers =
            hf_arena_zero(storage, HF_BATCH_ROWS, sizeof *column->numbers);
        return column->numbers != NULL;
    case HF_KIND_BOOLEAN:
        return true;
    case HF_KIND_SET:
        column->sets =
            hf_arena_zero(storage, HF_BATCH_ROWS, sizeof *column->sets);
        return column->sets != NULL;
    }
    return false;
}

static bool
init_kept(hf_batch *batch, size_t kept_count)
{
    batch->kept =
        hf_arena_zero(&batch->storage, kept_count, sizeof *batch->kept);
    if (!batch->kept) {
        return false;
    }
    batch->kept_count = kept_count;
    for (size_t at = 0; at < kept_count; at++) {
        batch->kept[at] = hf_arena_zero(&batch->storage, HF_BATCH_ROWS,
                                        sizeof *batch->kept[at]);
        if (!batch->kept[at]) {
            return false;
        }
    }
    return true;
}

bool
hf_batch_init(hf_batch *batch, const hf_kind *kinds, size_t column_count,
              size_t kept_count)
{
    *batch = (hf_batch){.column_count = column_count};
    batch->columns =
        hf_arena_zero(&batch->storage, column_count, sizeof *batch->columns);
    batch->leads =
        hf_arena_zero(&batch->storage, HF_BATCH_ROWS, sizeof *batch->leads);
    batch->lines =
        hf_arena_zero(&batch->storage, HF_BATCH_ROWS, sizeof *batch->lines);
    bool is_made = batch->columns && batch->leads && batch->lines &&
                   init_kept(batch, kept_count);
    for (size_t at = 0; is_made && at < column_count; at++) {
        is_made = hf_batch_column_init(&batch->columns[at], kinds[at],
                                       &batch->storage);
    }
    if (!is_made) {
        hf_batch_clear(batch);
    }
    return is_made;
}

void
hf_batch_reset(hf_batch *batch)
{
    batch->rows = 0;
    hf_arena_reset(&batch->scratch);
}

void
hf_batch_clear(hf_batch *batch)
{
    hf_arena_clear(&batch->scratch);
    hf_arena_clear(&batch->storage);
    *batch = (hf_batch){0};
}
