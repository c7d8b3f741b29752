/*
 * SHA-256 by libmd. The context lives inside hf_digest, so that no header of
 * ours shows libmd's; that it fits is checked when this file is compiled.
 */
#include "base/digest.h"

#include <sha2.h>

#include <assert.h>
#include <stdalign.h>

static_assert(sizeof(SHA2_CTX) <= sizeof(hf_digest), "libmd's context fits");
static_assert(alignof(SHA2_CTX) <= alignof(hf_digest), "and is aligned");
static_assert(HF_DIGEST_LEN == SHA256_DIGEST_LENGTH, "the same digest");

static SHA2_CTX *
context_of(hf_digest *digest)
{
    return (SHA2_CTX *)digest->state;
}

void
hf_digest_init(hf_digest *digest)
{
    SHA256Init(context_of(digest));
}

void
hf_digest_add(hf_digest *digest, hf_view bytes)
{
    if (bytes.len > 0) {
        SHA256Update(context_of(digest), (const uint8_t *)bytes.ptr, bytes.len);
    }
}

void
hf_digest_add_field(hf_digest *digest, hf_view text)
{
    uint8_t len[8];
    for (unsigned at = 0; at < 8; at++) {
        len[at] = (uint8_t)((uint64_t)text.len >> (8 * at));
    }
    SHA256Update(context_of(digest), len, sizeof len);
    hf_digest_add(digest, text);
}

void
hf_digest_raw(hf_digest *digest, uint8_t out[HF_DIGEST_LEN])
{
    SHA256Final(out, context_of(digest));
}

void
hf_digest_hex(hf_digest *digest, char out[HF_DIGEST_HEX_LEN + 1])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[HF_DIGEST_LEN];
    hf_digest_raw(digest, bytes);
    for (unsigned at = 0; at < HF_DIGEST_LEN; at++) {
        out[2 * at] = digits[bytes[at] >> 4];
        out[2 * at + 1] = digits[bytes[at] & 15];
    }
    out[HF_DIGEST_HEX_LEN] = '\0';
}
