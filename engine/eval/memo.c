/*
 * The memo of a group of text tests: sets of four entries, each with its key
 * inside so that a hit touches one cache line. The least used of a set gives
 * way, and grows old on every change, so that the titles which carry most
 * leads stay while those that come once pass through.
 *
 * In a column that does not repeat (company names) a memo costs more than it
 * saves: by the share of hits it is switched off for a while.
 */
#include "eval/memo.h"

#include "base/memory.h"

#include <string.h>

enum {
    SETS = 1024,       /* 256 KiB of entries, stays in the L2 cache */
    WAYS = 4,          /* entries of a set */
    KEY_LEN = 40,      /* longer texts seldom come again */
    WINDOW = 8192,     /* lookups between two looks at the share of hits */
    LEAST_HITS = 2048, /* of them; below that the memo does not pay */
    PAUSE = 262144     /* lookups that it is then off for */
};

typedef struct entry {
    uint64_t hash;
    uint64_t answer; /* the first word */
    uint32_t len;
    uint32_t uses; /* 0: free */
    char key[KEY_LEN];
} entry;

struct hf_memo {
    uint32_t words;
    uint32_t lookups, hits; /* in this window */
    uint32_t pause;         /* lookups until it is on again */
    entry entries[SETS * WAYS];
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
more_of(hf_memo *memo, const entry *found)
{
    return memo->more + (size_t)(found - memo->entries) * (memo->words - 1);
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

bool
hf_memo_find(hf_memo *memo, hf_view text, uint64_t *answer, void **place)
{
    *place = NULL;
    if (text.len > KEY_LEN || !is_on(memo)) {
        return false;
    }
    uint64_t hash = hf_view_hash(text);
    entry *set = memo->entries + hash % SETS * WAYS;
    entry *oldest = set;
    for (size_t way = 0; way < WAYS; way++) {
        entry *each = set + way;
        if (each->hash == hash && each->uses > 0 && each->len == text.len &&
            memcmp(each->key, text.ptr, text.len) == 0) {
            each->uses += each->uses < UINT32_MAX;
            memo->hits++;
            answer[0] = each->answer;
            for (uint32_t i = 1; i < memo->words; i++) {
                answer[i] = more_of(memo, each)[i - 1];
            }
            return true;
        }
        oldest = each->uses < oldest->uses ? each : oldest;
    }
    oldest->hash = hash; // its key no longer fits: the entry is taken below
    oldest->uses = 0;
    *place = oldest;
    return false;
}

void
hf_memo_keep(hf_memo *memo, hf_view text, const uint64_t *answer, void *place)
{
    entry *kept = place;
    entry *set = memo->entries + kept->hash % SETS * WAYS;
    for (size_t way = 0; way < WAYS; way++) {
        set[way].uses -= set[way].uses / 2;
    }
    kept->uses = 1;
    kept->len = (uint32_t)text.len;
    kept->answer = answer[0];
    memcpy(kept->key, text.ptr, text.len);
    for (uint32_t i = 1; i < memo->words; i++) {
        more_of(memo, kept)[i - 1] = answer[i];
    }
}
