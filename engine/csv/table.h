/*
 * A small reader for whole small or middling exports, a record at a time:
 * what dispositions, outcomes, lists of tests and the like come in. Same
 * dialects and rejects as hf_input, all columns as raw text.
 */
#ifndef HF_CSV_TABLE_H
#define HF_CSV_TABLE_H

#include "csv/input.h"

typedef struct hf_table_reader hf_table_reader;

typedef struct hf_record {
    uint64_t line;
    const hf_view *cells; /* one a header cell; ptr NULL: none (JSON null) */
    bool is_rejected;     /* then only `reject` is set */
    hf_reject reject;
} hf_record;

/** As hf_input_open; the caller closes. */
handoff_status hf_table_reader_open(const char *path,
                                    const hf_input_options *options,
                                    hf_table_reader **out,
                                    handoff_findings *findings);
handoff_status hf_table_reader_open_bytes(const char *name, hf_view bytes,
                                          const hf_input_options *options,
                                          hf_table_reader **out,
                                          handoff_findings *findings);
void hf_table_reader_close(hf_table_reader *reader);

const hf_view *hf_table_reader_header(const hf_table_reader *reader,
                                      size_t *count);

/** Header index of the first of `names` that the header has (trimmed, ASCII
 * folded), or SIZE_MAX. */
size_t hf_table_reader_find(const hf_table_reader *reader, const hf_view *names,
                            size_t count);

/**
 * The next record in file order, accepted or rejected; the CRM footer is left
 * out. `*has_more` false at the end. Cells live until the next call.
 */
handoff_status hf_table_reader_next(hf_table_reader *reader, hf_record *out,
                                    bool *has_more, handoff_findings *findings);

#endif
