/* "Did you mean": the nearest of several words. */
#ifndef HF_BASE_NEAREST_H
#define HF_BASE_NEAREST_H

#include "base/view.h"

#include <stddef.h>

/**
 * The word with the least restricted Damerau-Levenshtein distance to `word`,
 * ASCII case ignored; ties go to the first. An empty view when none is near
 * enough (distance at most a third of the longer one, at least 1 allowed).
 */
hf_view hf_nearest(hf_view word, const hf_view *words, size_t count);

#endif
