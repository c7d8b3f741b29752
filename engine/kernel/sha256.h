/*
 * SHA-256 by the machine's own instructions where it has them. sha256.c holds
 * the plain twin, which defines the meaning (FIPS 180-4), and chooses.
 */
#ifndef HF_KERNEL_SHA256_H
#define HF_KERNEL_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HF_SHA256_LEN = 32, HF_SHA256_BLOCK = 64 };

/** Take `count` blocks into the state. */
typedef void hf_sha256_take(uint32_t state[8], const uint8_t *blocks,
                            size_t count);

typedef struct hf_sha256 {
    hf_sha256_take *take;
    uint32_t state[8];
    uint64_t len; /* bytes so far */
    uint8_t rest[HF_SHA256_BLOCK];
} hf_sha256;

/** The fastest way that runs here and agrees with the plain one;
 * HANDOFF_KERNEL=scalar asks for the plain one. It takes a while: ask once. */
hf_sha256_take *hf_sha256_choose(void);

/** `take` is how blocks are taken; NULL: the plain way. */
void hf_sha256_init(hf_sha256 *digest, hf_sha256_take *take);

void hf_sha256_add(hf_sha256 *digest, const void *bytes, size_t len);

void hf_sha256_end(hf_sha256 *digest, uint8_t out[HF_SHA256_LEN]);

/** The constants of the rounds. */
extern const uint32_t hf_sha256_rounds[64];

/** The plain way. */
hf_sha256_take hf_sha256_plain;

/** By the instructions of x86-64 (SHA-NI); NULL where the machine or the
 * program has none. */
hf_sha256_take *hf_sha256_ni_find(void);

#endif
