/* UTF-16 and Windows-1252 become UTF-8, piece by piece. */
#ifndef HF_CSV_DECODE_H
#define HF_CSV_DECODE_H

#include "base/buffer.h"
#include "csv/input.h"

/** What a piece left for the next one. All zero: nothing. */
typedef struct hf_decode {
    bool has_odd; /* the first byte of a unit */
    unsigned char odd;
    uint32_t high; /* the first half of a surrogate pair, or 0 */
} hf_decode;

/**
 * Append a piece in `encoding` (one of UTF-16 or Windows-1252) to `out` as
 * UTF-8. A lone surrogate becomes its three bytes, which are invalid and
 * reject their record later. The five bytes that Windows-1252 leaves undefined
 * are control characters.
 */
void hf_decode_piece(hf_decode *decode, hf_encoding encoding, hf_view piece,
                     hf_buffer *out);

/** The text is over: half a pair is written, half a unit dropped. */
void hf_decode_finish(hf_decode *decode, hf_buffer *out);

#endif
