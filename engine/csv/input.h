/*
 * An export: its encoding, dialect and header are found out, then it is cut
 * into blocks of whole records, which threads read into batches on their own.
 * CSV, TSV, any one-byte separator, and NDJSON all come out the same.
 */
#ifndef HF_CSV_INPUT_H
#define HF_CSV_INPUT_H

#include "batch/batch.h"
#include "batch/fields.h"
#include "diag/findings.h"
#include "handoff/leads.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hf_encoding {
    HF_ENCODING_AUTO,
    HF_ENCODING_UTF8,
    HF_ENCODING_UTF16LE,
    HF_ENCODING_UTF16BE,
    HF_ENCODING_WINDOWS_1252
} hf_encoding;

enum {
    HF_FOOTER_AUTO = -1,
    HF_FOOTER_NONE = 0 /* a positive number: that many lines */
};

typedef struct hf_input_options {
    hf_encoding encoding;
    int separator;      /* a byte, or -1: detected */
    int footer;         /* HF_FOOTER_AUTO, HF_FOOTER_NONE or lines */
    size_t max_columns; /* 4096 */
    size_t max_cell;    /* 1 MiB */
    size_t block_bytes; /* 1 MiB; tests make it tiny */
    const char *kernel; /* NULL: the best, or HANDOFF_KERNEL */
    bool has_header;    /* false for --stream: columns are the fields' first
                           column names in order */
    const volatile int *stop; /* or NULL; once it is set, waiting for a pipe
                                 ends with HANDOFF_INTERRUPTED */
} hf_input_options;

typedef struct hf_input hf_input;

typedef enum hf_reject_reason {
    HF_REJECT_SHORT, /* fewer cells than the header */
    HF_REJECT_LONG,
    HF_REJECT_QUOTING,  /* text after a closing quote */
    HF_REJECT_UNCLOSED, /* a quote is never closed */
    HF_REJECT_UTF8,
    HF_REJECT_NUL,
    HF_REJECT_JSON,        /* not one object of JSON */
    HF_REJECT_ID,          /* no id */
    HF_REJECT_PATTERN,     /* a regular expression hit its limit (eval) */
    HF_REJECT_REPEATED,    /* scored, but not kept in a ledger: the id came */
    HF_REJECT_FORGOTTEN,   /* before in the run, or was forgotten */
    HF_REJECT_EMPTY_LINE,  /* no reject: a mark for the footer rule */
    HF_REJECT_FULL_RECORD, /* no reject: the first full one behind a mark */
    HF_REJECT_COUNT
} hf_reject_reason;

typedef struct hf_reject {
    uint64_t line; /* of the record's first byte, from 1 */
    hf_reject_reason reason;
    uint32_t cells, wanted; /* short and long ones */
    hf_view record;         /* its bytes (UTF-8, as read), in the block */
} hf_reject;

/** Whole records of one export, in a buffer that is reused. All zero is a
 * valid, empty block. */
typedef struct hf_block hf_block;

/** Defaults of the command line. */
void hf_input_defaults(hf_input_options *options);

/**
 * Open `path` ("-": standard input) and read up to its header. HANDOFF_SYSTEM
 * when it cannot be opened or read or is a folder; HANDOFF_DATA when it has
 * no header, too many columns, a broken header. The caller closes.
 */
handoff_status hf_input_open(const char *path, const hf_input_options *options,
                             hf_input **out, handoff_findings *findings);

/** The same over bytes that outlive the input; `name` stands in findings. */
handoff_status hf_input_open_bytes(const char *name, hf_view bytes,
                                   const hf_input_options *options,
                                   hf_input **out, handoff_findings *findings);

/** Accepts NULL. */
void hf_input_close(hf_input *input);

/** Header cells, as read; duplicates possible. Of NDJSON they are the keys of
 * the lines that begin in its first MiB; one that first comes later is no
 * column, and its values are passed over. */
const hf_view *hf_input_header(const hf_input *input, size_t *count);

const char *hf_input_name(const hf_input *input);
bool hf_input_is_ndjson(const hf_input *input);
char hf_input_separator(const hf_input *input);
hf_encoding hf_input_encoding(const hf_input *input);
bool hf_input_had_bom(const hf_input *input);
/** "LF", "CRLF", "CR": the first line end seen. */
const char *hf_input_line_end(const hf_input *input);
/** Bytes of the file, or -1 for a pipe; and bytes consumed so far. */
int64_t hf_input_size(const hf_input *input);
int64_t hf_input_consumed(const hf_input *input);

/**
 * Decide which header cell serves which field. A field that is not optional
 * and has no column, and a needed name that stands twice, is a finding (field,
 * columns tried, nearest header) and HANDOFF_DATA. `keep` lists header
 * indexes whose raw text goes into batch->kept. With `reads_all`, fields that
 * no rule uses are read too.
 */
handoff_status hf_input_bind(hf_input *input, const hf_fields *fields,
                             bool reads_all, const size_t *keep,
                             size_t keep_count, handoff_findings *findings);

/** Header index that serves the field, or SIZE_MAX. After hf_input_bind. */
size_t hf_input_column_of(const hf_input *input, size_t field);

/**
 * Read the next block of whole records. Not thread safe: callers take turns;
 * what follows on the block is independent. `*has_more` false: the end, the
 * block is empty. HANDOFF_DATA with a finding when a cell is over the limit
 * (an unclosed quote must not eat a file), HANDOFF_SYSTEM on a failed read.
 */
handoff_status hf_input_next(hf_input *input, hf_block *block, bool *has_more,
                             handoff_findings *findings);

hf_block *hf_block_new(void);
void hf_block_free(hf_block *block);

/** Number of the block within its input, from 0, and its size in bytes. */
uint64_t hf_block_sequence(const hf_block *block);
size_t hf_block_bytes(const hf_block *block);

/**
 * Fill `batch` with the block's next accepted records (up to HF_BATCH_ROWS)
 * and append rejects and footer marks to `*rejects` (a growing array, room in
 * `*room`). rows 0: the block is used up. Views live until the block is
 * filled again. `stats` has one entry a field. HANDOFF_SYSTEM: memory.
 */
handoff_status hf_block_read(hf_block *block, hf_batch *batch,
                             hf_field_stats *stats, hf_reject **rejects,
                             size_t *reject_count, size_t *room);

/** "short record: 3 of 5 cells" and so on, appended to `out`. */
void hf_reject_text(const hf_reject *reject, hf_buffer *out);

/** A short fixed name for summaries: "short record". */
const char *hf_reject_name(hf_reject_reason reason);

#endif
