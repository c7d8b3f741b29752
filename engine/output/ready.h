/* Texts of the output that are the same in every row. */
#ifndef HF_OUTPUT_READY_H
#define HF_OUTPUT_READY_H

#include "output/scores.h"

/** Fill in the texts of `scores`, whose columns are chosen; called by
 * hf_scores_begin. False when memory ran out. */
bool hf_ready_make(hf_scores *scores);

#endif
