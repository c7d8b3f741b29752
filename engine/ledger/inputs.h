/* The inputs of a decision, read back into a batch. */
#ifndef HF_LEDGER_INPUTS_H
#define HF_LEDGER_INPUTS_H

#include "batch/batch.h"
#include "batch/fields.h"

#include <stdbool.h>
#include <stddef.h>

/** The member that holds answers of tests on personal fields (see
 * eval/replay.h): no field is called that. */
#define HF_INPUTS_ANSWERS "?"

/**
 * Put the inputs of one decision (the text that pack.c wrote) into `row` of
 * the batch, whose texts live in its scratch; fields that are not there are
 * missing, and so is a personal one, of which there is a hash alone. `*answers`
 * is empty when none are kept. `is_lenient` passes over fields that are not
 * among `fields`. False when the text is no such object or memory ran out.
 */
bool hf_inputs_read(const hf_fields *fields, hf_view text, hf_batch *batch,
                    size_t row, bool is_lenient, hf_view *answers);

#endif
