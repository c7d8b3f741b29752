/* Units as rows of the tables disagreement and disputed. Private to
 * engine/dispute. */
#ifndef HF_DISPUTE_UNIT_ROWS_H
#define HF_DISPUTE_UNIT_ROWS_H

#include "base/buffer.h"
#include "dispute/units.h"
#include "ledger/store.h"

#include <stdbool.h>
#include <stdint.h>

/** Whose rows they are: a lead under a rule set. */
typedef struct hf_unit_rows_owner {
    int64_t ruleset, lead;
} hf_unit_rows_owner;

/** Away with all rows, and with the indexes of their tables: to build one over
 * all rows is faster than to keep it up row by row. `indexes` gets the
 * statements that build them; none for temporary tables, which have none. */
handoff_status hf_unit_rows_clear(handoff_ledger *ledger, hf_buffer *indexes,
                                  handoff_findings *findings);

/** Add a unit as row `id`, and the criteria that it disputes; hf_db_status
 * says whether it is there. */
void hf_unit_rows_add(handoff_ledger *ledger, int64_t id,
                      hf_unit_rows_owner owner, const hf_unit *unit);

/** Whether the rows that are there are these units, in their order; ids may
 * differ. False on a failure, too: hf_db_status. */
bool hf_unit_rows_are(handoff_ledger *ledger, hf_unit_rows_owner owner,
                      const hf_units *units);

#endif
