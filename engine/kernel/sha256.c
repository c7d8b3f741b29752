/*
 * SHA-256: the plain rounds, blocks gathered from pieces, and the choice of
 * who takes the blocks.
 */
#include "kernel/sha256.h"

#include <stdlib.h>
#include <string.h>

const uint32_t hf_sha256_rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const uint32_t beginning[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372,
                                      0xa54ff53a, 0x510e527f, 0x9b05688c,
                                      0x1f83d9ab, 0x5be0cd19};

// ---- The plain way ---------------------------------------------------------

static uint32_t
turn(uint32_t word, unsigned bits)
{
    return word >> bits | word << (32 - bits);
}

static uint32_t
load(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

static void
take_block(uint32_t state[8], const uint8_t *block)
{
    uint32_t w[64];
    uint32_t s[8];
    memcpy(s, state, sizeof s);
    for (size_t at = 0; at < 16; at++) {
        w[at] = load(block + 4 * at);
    }
    for (size_t at = 16; at < 64; at++) {
        uint32_t a = w[at - 15];
        uint32_t b = w[at - 2];
        w[at] = w[at - 16] + w[at - 7] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) +
                (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
    for (size_t at = 0; at < 64; at++) {
        uint32_t first = s[7] + hf_sha256_rounds[at] + w[at] +
                         (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) +
                         ((s[4] & s[5]) ^ (~s[4] & s[6]));
        uint32_t second = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) +
                          ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (size_t at = 0; at < 8; at++) {
        state[at] += s[at];
    }
}

void
hf_sha256_plain(uint32_t state[8], const uint8_t *blocks, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        take_block(state, blocks + at * HF_SHA256_BLOCK);
    }
}

// ---- The choice ------------------------------------------------------------

hf_sha256_take *
hf_sha256_choose(void)
{
    uint8_t text[4 * HF_SHA256_BLOCK];
    uint32_t plain[8];
    uint32_t fast[8];
    const char *asked = getenv("HANDOFF_KERNEL");
    hf_sha256_take *found = hf_sha256_ni_find();
    if (!found || (asked && strcmp(asked, "scalar") == 0)) {
        return hf_sha256_plain;
    }
    for (size_t at = 0; at < sizeof text; at++) {
        text[at] = (uint8_t)(at * 7 + at / 64);
    }
    memcpy(plain, beginning, sizeof plain);
    memcpy(fast, beginning, sizeof fast);
    hf_sha256_plain(plain, text, 4);
    found(fast, text, 4);
    return memcmp(plain, fast, sizeof plain) == 0 ? found : hf_sha256_plain;
}

// ---- Pieces ----------------------------------------------------------------

void
hf_sha256_init(hf_sha256 *digest, hf_sha256_take *take)
{
    digest->take = take ? take : hf_sha256_plain;
    digest->len = 0;
    memcpy(digest->state, beginning, sizeof beginning);
}

void
hf_sha256_add(hf_sha256 *digest, const void *bytes, size_t len)
{
    const uint8_t *from = bytes;
    size_t used = digest->len % HF_SHA256_BLOCK;
    if (len == 0) {
        return;
    }
    digest->len += len;
    if (used) {
        size_t room = HF_SHA256_BLOCK - used;
        size_t part = len < room ? len : room;
        memcpy(digest->rest + used, from, part);
        from += part;
        len -= part;
        if (part < room) {
            return;
        }
        digest->take(digest->state, digest->rest, 1);
    }
    if (len >= HF_SHA256_BLOCK) {
        digest->take(digest->state, from, len / HF_SHA256_BLOCK);
        from += len / HF_SHA256_BLOCK * HF_SHA256_BLOCK;
        len %= HF_SHA256_BLOCK;
    }
    if (len) {
        memcpy(digest->rest, from, len);
    }
}

void
hf_sha256_end(hf_sha256 *digest, uint8_t out[HF_SHA256_LEN])
{
    static const uint8_t padding[HF_SHA256_BLOCK] = {0x80};
    uint64_t bits = digest->len * 8;
    uint8_t last[8];
    size_t used = digest->len % HF_SHA256_BLOCK;
    hf_sha256_add(digest, padding, (used < 56 ? 56 : 120) - used);
    for (unsigned at = 0; at < 8; at++) {
        last[at] = (uint8_t)(bits >> (56 - 8 * at));
    }
    hf_sha256_add(digest, last, sizeof last);
    for (unsigned at = 0; at < HF_SHA256_LEN; at++) {
        out[at] = (uint8_t)(digest->state[at / 4] >> (24 - at % 4 * 8));
    }
}
