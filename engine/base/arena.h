/* Memory that is given back all at once. */
#ifndef HF_BASE_ARENA_H
#define HF_BASE_ARENA_H

#include "base/view.h"

#include <stddef.h>

typedef struct hf_arena_block hf_arena_block;

/** All zero is a valid, empty arena. Not thread safe. */
typedef struct hf_arena {
    hf_arena_block *blocks; /* newest first */
    size_t used;            /* bytes handed out, over all blocks */
} hf_arena;

/** `size` bytes aligned for any object, not cleared, or NULL. */
void *hf_arena_alloc(hf_arena *arena, size_t size);

/** `count` times `size` bytes, cleared, or NULL (on overflow too). */
void *hf_arena_zero(hf_arena *arena, size_t count, size_t size);

/**
 * A copy of `text` that ends in NUL (not counted in `len`). On failure `ptr`
 * is NULL. An empty text gives a non-NULL `ptr`.
 */
hf_view hf_arena_copy(hf_arena *arena, hf_view text);

/** Forget all that was handed out but keep the largest block for reuse. */
void hf_arena_reset(hf_arena *arena);

/** Give everything back; the arena is empty and usable again. */
void hf_arena_clear(hf_arena *arena);

#endif
