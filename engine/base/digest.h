/* SHA-256, from libmd. */
#ifndef HF_BASE_DIGEST_H
#define HF_BASE_DIGEST_H

#include "base/view.h"

#include <stdint.h>

enum { HF_DIGEST_LEN = 32, HF_DIGEST_HEX_LEN = 64 };

typedef struct hf_digest {
    uint64_t state[26]; /* room for libmd's context; private */
} hf_digest;

void hf_digest_init(hf_digest *digest);
void hf_digest_add(hf_digest *digest, hf_view bytes);

/** A text with its length before it (8 bytes, little endian): unambiguous. */
void hf_digest_add_field(hf_digest *digest, hf_view text);

/** The digest itself. Either this or the next ends it. */
void hf_digest_raw(hf_digest *digest, uint8_t out[HF_DIGEST_LEN]);

/** 64 lower-case hex digits and a NUL. */
void hf_digest_hex(hf_digest *digest, char out[HF_DIGEST_HEX_LEN + 1]);

#endif
