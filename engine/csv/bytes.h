/* Where the bytes of an export come from, as UTF-8. */
#ifndef HF_CSV_BYTES_H
#define HF_CSV_BYTES_H

#include "base/buffer.h"
#include "csv/decode.h"
#include "diag/findings.h"

/** Bytes that decide what an encoding or a dialect is. */
enum { HF_BYTES_HEAD = 1 << 20 };

typedef struct hf_bytes {
    const char *name;         /* for messages; the caller's */
    int file;                 /* a descriptor, or -1: bytes in memory */
    hf_view memory;           /* what is left of them */
    const volatile int *stop; /* as in hf_input_options */
    bool is_live;             /* what was read is given at once, be it little */
    bool is_over;             /* the source has no more; `ahead` may have */
    bool has_bom;
    hf_encoding encoding; /* never AUTO once detected */
    hf_decode decode;
    hf_buffer raw;   /* undecoded pieces */
    hf_buffer ahead; /* UTF-8 that was read before it was asked for */
    size_t ahead_at; /* of it, given already */
    int64_t size;    /* of the source, or -1 */
    int64_t consumed;
} hf_bytes;

/** Open a path ("-": standard input); HANDOFF_SYSTEM with a finding. */
handoff_status hf_bytes_open(hf_bytes *bytes, const char *path,
                             handoff_findings *findings);

void hf_bytes_open_memory(hf_bytes *bytes, hf_view memory);

/** Once, before anything else: find out the encoding (AUTO) or take the one
 * that is given, and pass over a byte order mark. */
handoff_status hf_bytes_detect(hf_bytes *bytes, hf_encoding encoding,
                               handoff_findings *findings);

/**
 * UTF-8 to come without taking it: `wanted` bytes, or all there are; of a live
 * source whatever is there. The view dies with the next call.
 */
handoff_status hf_bytes_peek(hf_bytes *bytes, size_t wanted, hf_view *out,
                             handoff_findings *findings);

/** Pass over bytes that were peeked at. */
void hf_bytes_skip(hf_bytes *bytes, size_t len);

/** Whether all has been given. */
bool hf_bytes_is_over(const hf_bytes *bytes);

/** Take up to `room` bytes; fewer when there are no more, or the source is
 * live. */
handoff_status hf_bytes_fill(hf_bytes *bytes, char *to, size_t room,
                             size_t *got, handoff_findings *findings);

/** Close, give memory back. A closed or zeroed one is fine. */
void hf_bytes_close(hf_bytes *bytes);

#endif
