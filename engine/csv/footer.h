/*
 * The footer that a CRM report puts under its records: what follows an empty
 * line, when every record after it is shorter than the header. Whether it is
 * one shows only at the end of the file, so short records behind an empty line
 * are held back until a full one comes or the file ends.
 */
#ifndef HF_CSV_FOOTER_H
#define HF_CSV_FOOTER_H

#include "csv/input.h"

/** Records that may be held; more are no footer that a report writes. */
enum { HF_FOOTER_HELD = 65536 };

/** All zero is a valid start of a file. */
typedef struct hf_footer {
    bool is_open;        /* an empty line, and no full record since */
    uint64_t first_line; /* of what is held: the empty line */
    hf_reject *items;    /* real rejects first, then those held */
    size_t count, room;
    size_t taken, ready; /* real ones: handed out, and all */
    hf_arena records;    /* bytes of those held */
} hf_footer;

/** What was left out at the end of a file. */
typedef struct hf_footer_size {
    uint64_t lines; /* from the empty line to the last record */
    uint64_t records;
} hf_footer_size;

/**
 * Give the next reject or mark, in the order of the file; then take all that
 * turned out to be rejects. False when memory ran out.
 */
bool hf_footer_add(hf_footer *footer, const hf_reject *reject);

/** The next real reject, or NULL. Lives until the next hf_footer_add. */
const hf_reject *hf_footer_take(hf_footer *footer);

/** The file is over: what is held was its footer. Ready for the next file. */
hf_footer_size hf_footer_finish(hf_footer *footer);

void hf_footer_clear(hf_footer *footer);

#endif
