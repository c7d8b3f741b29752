/*
 * The seeded draw: keys and a seed in, the chosen places out. What is drawn
 * from, and what each case drawn stands for, is for others.
 */
#include "report/sample.h"

#include "base/digest.h"
#include "base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct ticket {
    uint64_t rank;
    hf_view key;
    size_t at;
} ticket;

uint64_t
hf_sample_rank(uint64_t seed, hf_view key)
{
    char front[24]; // 20 digits, the colon and the NUL
    snprintf(front, sizeof front, "%" PRIu64 ":", seed);

    hf_digest digest;
    uint8_t hash[HF_DIGEST_LEN];
    hf_digest_init(&digest);
    hf_digest_add(&digest, hf_view_of(front));
    hf_digest_add(&digest, key);
    hf_digest_raw(&digest, hash);

    uint64_t rank = 0;
    for (size_t at = 0; at < sizeof rank; at++) {
        rank = rank << 8 | hash[at];
    }
    return rank;
}

static int
order_tickets(const void *a, const void *b)
{
    const ticket *one = a;
    const ticket *other = b;
    if (one->rank != other->rank) {
        return one->rank < other->rank ? -1 : 1;
    }
    return hf_view_order(one->key, other->key);
}

handoff_status
hf_sample_draw(uint64_t seed, const hf_view *keys, size_t count, size_t wanted,
               size_t *drawn, size_t *drawn_count)
{
    ticket *tickets = hf_memory_zero(count + 1, sizeof *tickets);
    if (tickets == NULL) {
        return HANDOFF_SYSTEM;
    }
    for (size_t at = 0; at < count; at++) {
        tickets[at] = (ticket){hf_sample_rank(seed, keys[at]), keys[at], at};
    }
    qsort(tickets, count, sizeof *tickets, order_tickets);

    *drawn_count = wanted < count ? wanted : count;
    for (size_t at = 0; at < *drawn_count; at++) {
        drawn[at] = tickets[at].at;
    }
    hf_memory_free(tickets);
    return HANDOFF_OK;
}
