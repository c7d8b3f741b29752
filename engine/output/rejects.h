/* Rejected records, in the order of the export. */
#ifndef HF_OUTPUT_REJECTS_H
#define HF_OUTPUT_REJECTS_H

#include "base/buffer.h"
#include "csv/footer.h"
#include "csv/input.h"
#include "output/sink.h"

#include <stdbool.h>
#include <stdint.h>

/**
 * What becomes of the rejects of a run: those that turn out to be the footer
 * of a report are forgotten, the others are counted and listed. The list is
 * CSV: `line,reason`, and `file` behind them when the run has several exports;
 * `line` is that of the record's first byte, from 1. Raw records are not in
 * it, for they are personal; the line finds them.
 */
typedef struct hf_rejects {
    hf_sink *sink;    /* or NULL; owned by the caller */
    bool has_files;   /* several exports */
    const char *file; /* the present one */
    hf_footer footer;
    bool has_no_memory;
    hf_buffer text;
    uint64_t count;
    uint64_t reasons[HF_REJECT_COUNT];
    hf_reject first; /* of the run, without its record; when count > 0 */
    const char *first_file;
} hf_rejects;

/** `sink` NULL: no list. Writes its header. */
void hf_rejects_init(hf_rejects *rejects, hf_sink *sink, bool has_files);

/** A file begins. Its name outlives `rejects`. */
void hf_rejects_begin_file(hf_rejects *rejects, const char *file);

/** The rejects and marks of the file's next block. False: memory, or the list
 * cannot be written (the sink knows). */
bool hf_rejects_add(hf_rejects *rejects, const hf_reject *items, size_t count);

/** The file is over: lines of its footer that were left out. */
uint64_t hf_rejects_end_file(hf_rejects *rejects);

/** Write what is still in memory. */
bool hf_rejects_flush(hf_rejects *rejects);

void hf_rejects_clear(hf_rejects *rejects);

#endif
