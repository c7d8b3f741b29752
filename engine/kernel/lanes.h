/*
 * What is done to 64 rows of a column at a time, so that each processor can do
 * it in its own way. The plain functions of lanes.c say what comes out; a
 * kernel has its own or these.
 */
#ifndef HF_KERNEL_LANES_H
#define HF_KERNEL_LANES_H

#include "base/view.h"

#include <stddef.h>
#include <stdint.h>

enum {
    HF_LANES_ROWS = 64,
    HF_LANES_KEY = 32,    /* bytes of a key */
    HF_LANES_LONGEST = 31 /* bytes of a text that has one */
};

/** A short text, zeros behind it and its length plus one in the last
 * byte: all zero is no key of any text. */
typedef struct hf_lanes_key {
    unsigned char bytes[HF_LANES_KEY];
} hf_lanes_key;

/** Where a record of an index starts, and the number of its first mark. */
typedef struct hf_lanes_record {
    uint32_t start, mark;
} hf_lanes_record;

/** Cells to be looked at closely. */
typedef struct hf_lanes_odd {
    uint64_t lengths;  /* bit min(length, 63) */
    uint64_t first[4]; /* bit of the first byte */
} hf_lanes_odd;

enum { HF_LANES_FILTER_LEN = 3 };

/**
 * Up to eight sets of byte sequences: bit i of low[k][b & 15] and of
 * high[k][b >> 4] are both set when byte b may be the k-th of set i.
 */
typedef struct hf_lanes_filter {
    uint8_t low[HF_LANES_FILTER_LEN][16], high[HF_LANES_FILTER_LEN][16];
} hf_lanes_filter;

typedef struct hf_lanes {
    /** Bit i is set where numbers[i] is within `span` above `low`, unsigned. */
    uint64_t (*in_range)(const int64_t numbers[HF_LANES_ROWS], uint64_t low,
                         uint64_t span);

    /**
     * Look the texts of `rows` up in a table of `mask` + 1 keys: the bits of
     * those whose key is at its place, which found[] then says. Texts beyond
     * HF_LANES_LONGEST are never found.
     */
    uint64_t (*find)(const hf_lanes_key *keys, size_t mask,
                     const hf_view texts[HF_LANES_ROWS], uint64_t rows,
                     uint32_t found[HF_LANES_ROWS]);

    /**
     * Cut cell `column` out of `count` records: what stands between the mark
     * before it, or the record's start, and its own. Returns whether any
     * begins with a quote.
     */
    bool (*cut)(const char *bytes, const uint32_t *marks,
                const hf_lanes_record *records, size_t count, size_t column,
                hf_view *cells);

    /**
     * Copy the plain cells of `count` rows, at most HF_LANES_ROWS: those that
     * begin and end in a byte above a blank and have not both a length and a
     * first byte of `odd`. Returns their rows; the others become empty views,
     * `ptr` at "".
     */
    uint64_t (*copy)(const hf_view *cells, size_t count,
                     const hf_lanes_odd *odd, hf_view *texts);

    /**
     * Read the texts of `rows` that are one to eight digits: the bits of
     * those, whose numbers in millionths are stored. Others may be left out,
     * too, when the bytes around them are out of reach.
     */
    uint64_t (*digits)(const hf_view texts[HF_LANES_ROWS], uint64_t rows,
                       int64_t numbers[HF_LANES_ROWS]);

    /** Whether somewhere in the text a sequence of one of the sets may begin;
     * bytes behind its end count as 0. True may be wrong, false is not. */
    bool (*passes)(const hf_lanes_filter *filter, hf_view text);
} hf_lanes;

/** In the C of any machine. */
extern const hf_lanes hf_lanes_plain;

#if defined(__x86_64__)
extern const hf_lanes hf_lanes_avx512;
#endif

/** The key of a text of at most HF_LANES_LONGEST bytes, and its place among
 * `mask` + 1. */
hf_lanes_key hf_lanes_key_of(hf_view text);
size_t hf_lanes_place(const hf_lanes_key *key, size_t mask);

#endif
