/* What the files of this folder know of an input. */
#ifndef HF_CSV_INSIDE_H
#define HF_CSV_INSIDE_H

#include "csv/block.h"
#include "csv/bytes.h"

struct hf_input {
    hf_input_options options;
    const hf_kernel *kernel;
    hf_arena arena; /* name, header, binding */
    const char *name;
    hf_bytes bytes;
    hf_shape shape;
    const char *line_end;
    size_t record_limit; /* bytes of one record, or one line of NDJSON */
    uint64_t line;       /* of the next byte */
    bool after_cr;       /* the byte before it was a CR */
    bool is_over;
    bool has_more_keys; /* perhaps: NDJSON behind where keys are looked for */
    hf_buffer carry;    /* what the last block left: the start of a record */
    uint64_t sequence;
    hf_ndjson *json; /* for what is done in turns; NULL until needed */
};

/** Add the finding that memory ran out; HANDOFF_SYSTEM. */
handoff_status hf_input_no_memory(handoff_findings *findings);

/** "in 'leads.csv', line 7: a cell has more than 1048576 bytes". */
handoff_status hf_input_cell_too_large(const hf_input *input, uint64_t line,
                                       handoff_findings *findings);

/** The same of a record. */
handoff_status hf_input_record_too_large(const hf_input *input, uint64_t line,
                                         handoff_findings *findings);

/**
 * Whether the bytes from `start` up to `end` hold more than `most` as a cell:
 * without its quotes, doubled ones counted once. The cell may be unfinished.
 */
bool hf_input_is_cell_larger(hf_view text, size_t start, size_t end,
                             size_t most);

/** Find out dialect and header and pass over them; on failure the caller
 * closes. */
handoff_status hf_input_read_header(hf_input *input,
                                    handoff_findings *findings);

/** The parser for what is done in turns, or NULL without memory. */
hf_ndjson *hf_input_json(hf_input *input);

#endif
