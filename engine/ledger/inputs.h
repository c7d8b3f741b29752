/* The inputs of a decision, read back into a batch. */
#ifndef HF_LEDGER_INPUTS_H
#define HF_LEDGER_INPUTS_H

#include "batch/batch.h"
#include "batch/fields.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * Put the inputs of one decision (the text that pack.c wrote) into `row` of
 * the batch, whose texts live in its scratch; fields that are not there are
 * missing. `*is_whole` is false when a personal value is kept as a hash
 * alone. False when the text is no such object or memory ran out.
 */
bool hf_inputs_read(const hf_fields *fields, hf_view text, hf_batch *batch,
                    size_t row, bool *is_whole);

#endif
