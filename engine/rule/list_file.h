/*
 * List files: bytes of any encoding as UTF-8, and what the readers of both
 * kinds of file share.
 */
#ifndef HF_RULE_LIST_FILE_H
#define HF_RULE_LIST_FILE_H

#include "base/buffer.h"
#include "base/view.h"
#include "rule/reader.h"

#include <stdbool.h>
#include <stddef.h>

/** A list file that is being read. */
typedef struct hf_list_file {
    hf_reader *reader;
    const hf_node *node;     /* what names the file */
    const char *path;        /* as findings call it */
    hf_view text;            /* UTF-8, or meant to be; in the arena */
    const hf_source *source; /* made when the first finding needs it */
    hf_list *list;
    hf_view *cells; /* row after row, on the heap while they grow */
    size_t cell_count, cell_room;
} hf_list_file;

/** Bytes up to here decide whether a text is UTF-8. */
enum { HF_LIST_FILE_DECIDING = 1 << 20, HF_LIST_FILE_BYTES = 256 << 20 };

/**
 * UTF-8 without its mark, UTF-16 with its mark, Windows-1252 when the first
 * MiB is not UTF-8. What is invalid behind that, or behind a mark, is left
 * in. `out` views `bytes` or `spare`, whose `failed` says no memory.
 */
hf_view hf_list_decode(hf_view bytes, hf_buffer *spare);

/** A finding at a piece of the file. */
hf_finding *hf_list_file_report(hf_list_file *file, hf_code code, size_t at,
                                size_t len, const char *message);

/** Add a row; false when there are too many values or no memory. */
bool hf_list_file_add_row(hf_list_file *file, const hf_view *cells,
                          size_t count);

/** Read the rows of a CSV file with header. False with a finding. */
bool hf_list_csv_read(hf_list_file *file);

#endif
