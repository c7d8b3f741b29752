/* The lines that exports of NDJSON are mostly made of, read quickly. */
#ifndef HF_CSV_FLAT_H
#define HF_CSV_FLAT_H

#include "csv/ndjson.h"

/**
 * Read a line that has neither backslashes nor control characters into the
 * cells of `target`, if it is an object without nested values. False for
 * anything else, be it valid or not: then the cells are not defined.
 */
bool hf_flat_read(hf_view line, const hf_ndjson_target *target);

#endif
