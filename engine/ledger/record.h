/* Taking one export in: what the parts of it share. Private to engine/ledger.
 */
#ifndef HF_LEDGER_RECORD_H
#define HF_LEDGER_RECORD_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/table.h"
#include "csv/table.h"
#include "ledger/agreement.h"
#include "ledger/facts.h"
#include "ledger/pseudonym.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A block on one header: SIZE_MAX where it has no column. */
typedef struct hf_record_layout {
    const hf_agreement_block *block;
    size_t columns[HF_ROLE_COUNT];
    size_t *only; /* by filter */
} hf_record_layout;

/** What a name is that the agreement does not map. */
typedef enum hf_record_name {
    HF_RECORD_STATUS,
    HF_RECORD_STAGE,
    HF_RECORD_KIND,
    HF_RECORD_PRIORITY,
    HF_RECORD_REASON,
    HF_RECORD_NAMES
} hf_record_name;

/** Spellings of one sort, in order of appearance. */
typedef struct hf_record_unmapped {
    hf_table spellings; /* folding */
    uint64_t *counts;   /* by spelling */
    uint64_t *lines;    /* of the first */
    size_t count_room, line_room;
} hf_record_unmapped;

typedef struct hf_recording {
    handoff_ledger *ledger;
    const char *path;
    const handoff_record_options *options;
    const handoff_agreement *agreement; /* NULL: reviews need none */
    handoff_agreement *kept;            /* ours, when none was given */
    handoff_findings *findings;
    hf_table_reader *table;
    hf_facts *facts;
    hf_arena arena;
    hf_record_layout *layouts; /* that read rows, first choice first */
    size_t layout_count;
    hf_record_layout *links; /* that read rows, all of them */
    size_t link_count;
    size_t reviews[9];        /* columns of reviews, see record_reviews.c */
    hf_pseudonyms pseudonyms; /* by which reviews may name leads */
    hf_record_unmapped unmapped[HF_RECORD_NAMES];
    hf_buffer rejects;   /* the list, as CSV */
    hf_arena scratch;    /* of one row */
    int64_t first, last; /* times seen; HF_FACTS_NO_TIME: none */
    uint64_t *asked;     /* bits by lead: it has a row */
    size_t asked_words;
    handoff_receipt receipt;
} hf_recording;

/** One row: its cells, and what is wrong with it, if anything. */
typedef struct hf_record_row {
    const hf_record *record;
    const hf_record_layout *layout;
    const char *problem; /* static, or NULL */
    bool is_skipped;     /* of a forgotten lead */
} hf_record_row;

/** The trimmed cell of a role, empty when there is none. */
hf_view hf_record_cell(const hf_record_row *row, hf_role role);

/** Choose the blocks that read the header. HANDOFF_DATA with a finding when
 * none does. */
handoff_status hf_record_choose(hf_recording *run);

/** Whether the filter of a layout lets a row through. */
bool hf_record_passes(const hf_record_layout *layout, const hf_record *record);

/** The layout that lets the row through and finds a status (stage, owner,
 * priority) in it, or NULL: the row is passed over. */
const hf_record_layout *hf_record_match(const hf_recording *run,
                                        const hf_record *record);

/** Leads that have rows and no decision, into the receipt. */
handoff_status hf_record_count_unknown(hf_recording *run);

/** Note that the agreement does not map a name. */
void hf_record_note(hf_recording *run, hf_record_name what, hf_view name,
                    uint64_t line);

/** A finding for each of them: errors, or warnings when they are allowed.
 * HANDOFF_DATA when they are not. */
handoff_status hf_record_tell(hf_recording *run);

/** One accepted record, of each kind. `row->problem` rejects it. */
handoff_status hf_record_take(hf_recording *run, hf_record_row *row);
handoff_status hf_record_take_links(hf_recording *run, hf_record_row *row);

/** Reviews have columns of their own and no block. */
handoff_status hf_record_choose_reviews(hf_recording *run);
handoff_status hf_record_take_review(hf_recording *run, hf_record_row *row);

/** The lead of a key, added when it is new; counts unknown and forgotten
 * ones. */
handoff_status hf_record_lead(hf_recording *run, hf_record_row *row,
                              hf_view key, hf_facts_lead *out);

#endif
