/*
 * The structural index of delimited text: one pass over the bytes finds where
 * cells and records end. Each kernel gives the same answer; scalar.c defines
 * it. The only intrinsics of the engine are in this folder.
 */
#ifndef HF_KERNEL_KERNEL_H
#define HF_KERNEL_KERNEL_H

#include "kernel/lanes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Bytes that a kernel takes at a time. */
enum { HF_KERNEL_WORD = 64 };

/** Where the next byte stands in its cell. */
typedef enum hf_kernel_cell {
    HF_KERNEL_START,  /* it is the cell's first */
    HF_KERNEL_PLAIN,  /* in a cell without quotes; a quote is text */
    HF_KERNEL_QUOTED, /* between quotes */
    HF_KERNEL_CLOSED  /* behind a quote that closes, or is half of two */
} hf_kernel_cell;

/** What goes on from one piece of a text to the next. All zero: its start. */
typedef struct hf_kernel_state {
    hf_kernel_cell cell;
    bool after_cr;  /* the byte before was a CR: an LF belongs to it */
    bool is_faulty; /* this record has text behind a closing quote */
    uint32_t lines; /* line ends so far, in quotes too */
} hf_kernel_state;

/** One record, as far as its end tells. */
typedef struct hf_kernel_record {
    uint32_t end;   /* marks up to its end, which is the last of them */
    uint32_t lines; /* line ends up to its own, which counts */
    bool is_faulty; /* text behind a closing quote */
} hf_kernel_record;

/** What some byte of a word is, or two of them are. */
enum {
    HF_KERNEL_HIGH = 1,   /* not ASCII */
    HF_KERNEL_NUL = 2,    /* NUL */
    HF_KERNEL_DOUBLED = 4 /* the second of two quotes in a quoted cell */
};

/**
 * Arrays of the caller, appended to. A mark is the position of a separator or
 * line end outside quotes (of CRLF the CR). `flags` has an element for each
 * word of the text, the last one counted whole.
 */
typedef struct hf_kernel_index {
    uint32_t *marks;
    size_t mark_count, mark_room; /* room: at least HF_KERNEL_WORD */
    hf_kernel_record *records;
    size_t record_count, record_room; /* room: at least HF_KERNEL_WORD */
    uint8_t *flags;
    uint8_t all_flags; /* all of them or-ed together */
} hf_kernel_index;

/**
 * Index `len` (below 4 GiB) bytes. A quote opens a cell only as its first
 * byte; text behind a closing quote is a fault, and the rest of the cell is
 * read as a plain one. Line ends are LF, CRLF and CR. `separator` is ASCII and
 * none of NUL, quote, LF, CR. Returns the bytes taken: `len`, or fewer, a
 * multiple of HF_KERNEL_WORD, when less than a word's worth of room is left in
 * one of the arrays. Reads no byte outside the text.
 */
typedef size_t hf_kernel_scan(const char *bytes, size_t len, char separator,
                              hf_kernel_state *state, hf_kernel_index *index);

typedef struct hf_kernel {
    const char *name;
    hf_kernel_scan *scan;
    const hf_lanes *lanes;
} hf_kernel;

/**
 * The kernel called `name`, or NULL when there is none or it does not run on
 * this machine. A NULL `name` is what HANDOFF_KERNEL says, else the fastest
 * that runs here and agrees with the scalar one on a text that is made up on
 * the spot.
 */
const hf_kernel *hf_kernel_choose(const char *name);

/** How hf_kernel_choose(NULL) takes rows of columns; the plain way when there
 * is no such kernel. */
const hf_lanes *hf_kernel_lanes(void);

/** The `at`-th kernel that runs on this machine, the fastest first, the scalar
 * one last; NULL behind it. */
const hf_kernel *hf_kernel_at(size_t at);

/** Whether a kernel indexes a made-up text as the scalar one does. */
bool hf_kernel_agrees(const hf_kernel *kernel);

#endif
