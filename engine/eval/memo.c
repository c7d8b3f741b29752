/*
 * The memo of a group of text tests: sets of eight entries. The hashes of a
 * set share a cache line, and each entry holds its key, so that a hit touches
 * two. The least used of a set gives way, and grows old on every change, so
 * that the titles which carry most leads stay while those that come once pass
 * through.
 *
 * In a column that does not repeat (company names) a memo costs more than it
 * saves: by the share of hits it is switched off for a while.
 */
#include "eval/memo.h"

#include "base/memory.h"

#include <string.h>

enum {
    SETS = 512,        /* 4096 entries: 256 KiB, stays in the L2 cache */
    WAYS = 8,          /* entries of a set */
    KEY_LEN = 48,      /* longer texts seldom come again */
    USES_MOST = 255,   /* so that what was often is forgotten in time */
    WINDOW = 8192,     /* lookups between two looks at the share of hits */
    LEAST_HITS = 2048, /* of them; below that the memo does not pay */
    PAUSE = 262144     /* lookups that it is then off for */
};

typedef struct entry {
    uint64_t answer; /* the first word */
    uint32_t len;
    uint32_t uses; /* 0: free */
    char key[KEY_LEN];
} entry;

typedef struct entry_set {
    uint64_t hashes[WAYS];
    entry entries[WAYS];
} entry_set;

struct hf_memo {
    uint32_t words;
    uint32_t lookups, hits; /* in this window */
    uint32_t pause;         /* lookups until it is on again */
    entry_set sets[SETS];
    uint64_t more[]; /* words 1 and up, by entry */
};

hf_memo *
hf_memo_new(uint32_t words)
{
    size_t more = (size_t)SETS * WAYS * (words - 1) * sizeof(uint64_t);
    hf_memo *memo = hf_memory_zero(1, sizeof *memo + more);
    if (memo) {
        memo->words = words;
    }
    return memo;
}

void
hf_memo_free(hf_memo *memo)
{
    hf_memory_free(memo);
}

static uint64_t *
more_of(hf_memo *memo, const entry_set *set, size_t way)
{
    size_t number = (size_t)(set - memo->sets) * WAYS + way;
    return memo->more + number * (memo->words - 1);
}

// Whether the memo is on; closes a window that is full.
static bool
is_on(hf_memo *memo)
{
    if (memo->pause > 0) {
        memo->pause--;
        return false;
    }
    if (++memo->lookups == WINDOW) {
        memo->pause = memo->hits < LEAST_HITS ? PAUSE : 0;
        memo->lookups = memo->hits = 0;
    }
    return true;
}

static size_t
least_used(const entry_set *set)
{
    size_t least = 0;
    for (size_t way = 1; way < WAYS; way++) {
        if (set->entries[way].uses < set->entries[least].uses) {
            least = way;
        }
    }
    return least;
}

bool
hf_memo_find(hf_memo *memo, hf_view text, uint64_t *answer, uint64_t *hash)
{
    *hash = 0;
    if (text.len > KEY_LEN || !is_on(memo)) {
        return false;
    }
    *hash = hf_view_hash(text) | 1; // 0 says: not to be kept
    entry_set *set = &memo->sets[*hash >> 1 & (SETS - 1)];
    for (size_t way = 0; way < WAYS; way++) {
        if (set->hashes[way] != *hash) {
            continue;
        }
        entry *found = &set->entries[way];
        if (found->len != text.len ||
            memcmp(found->key, text.ptr, text.len) != 0) {
            continue;
        }
        found->uses += found->uses < USES_MOST;
        memo->hits++;
        answer[0] = found->answer;
        for (uint32_t i = 1; i < memo->words; i++) {
            answer[i] = more_of(memo, set, way)[i - 1];
        }
        return true;
    }
    return false;
}

void
hf_memo_keep(hf_memo *memo, hf_view text, uint64_t hash, const uint64_t *answer)
{
    if (hash == 0) {
        return;
    }
    entry_set *set = &memo->sets[hash >> 1 & (SETS - 1)];
    size_t way = least_used(set);
    for (size_t i = 0; i < WAYS; i++) {
        set->entries[i].uses -= set->entries[i].uses / 8;
    }
    entry *kept = &set->entries[way];
    set->hashes[way] = hash;
    kept->uses = 1;
    kept->len = (uint32_t)text.len;
    kept->answer = answer[0];
    memcpy(kept->key, text.ptr, text.len);
    for (uint32_t i = 1; i < memo->words; i++) {
        more_of(memo, set, way)[i - 1] = answer[i];
    }
}
