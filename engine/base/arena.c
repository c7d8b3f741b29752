/*
 * An arena: blocks from the heap, each twice the one before up to a limit,
 * handed out from front to back and given back together. What is larger than
 * the next block gets a block of its own size. Single objects are never
 * freed.
 */
#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum {
    FIRST_BLOCK = 4096,
    LARGEST_BLOCK = 1 << 20 // of those that grow by doubling
};

struct hf_arena_block {
    hf_arena_block *older;
    size_t size; // of `bytes`
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

// Put a block with room for `size` bytes before the others.
static hf_arena_block *
add_block(hf_arena *arena, size_t size)
{
    size_t room = FIRST_BLOCK;
    if (arena->blocks) {
        room = arena->blocks->size;
        if (room < LARGEST_BLOCK) {
            room *= 2;
        } else {
            room = LARGEST_BLOCK;
        }
    }
    if (room < size) {
        room = size;
    }
    if (room > SIZE_MAX - sizeof(hf_arena_block)) {
        return NULL;
    }
    hf_arena_block *block = hf_memory_alloc(sizeof(hf_arena_block) + room);
    if (block) {
        *block = (hf_arena_block){.older = arena->blocks, .size = room};
        arena->blocks = block;
    }
    return block;
}

void *
hf_arena_alloc(hf_arena *arena, size_t size)
{
    const size_t step = alignof(max_align_t);
    if (size > SIZE_MAX - step) {
        return NULL;
    }
    size = size ? (size + step - 1) / step * step : step;

    hf_arena_block *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        block = add_block(arena, size);
        if (!block) {
            return NULL;
        }
    }
    void *found = block->bytes + block->used;
    block->used += size;
    arena->used += size;
    return found;
}

void *
hf_arena_zero(hf_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    void *found = hf_arena_alloc(arena, count * size);
    if (found) {
        memset(found, 0, count * size);
    }
    return found;
}

hf_view
hf_arena_copy(hf_arena *arena, hf_view text)
{
    char *copy =
        text.len < SIZE_MAX ? hf_arena_alloc(arena, text.len + 1) : NULL;
    if (!copy) {
        return (hf_view){NULL, 0};
    }
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    copy[text.len] = '\0';
    return (hf_view){copy, text.len};
}

void
hf_arena_reset(hf_arena *arena)
{
    hf_arena_block *kept = NULL;
    for (hf_arena_block *block = arena->blocks, *older; block; block = older) {
        older = block->older;
        if (!kept || block->size > kept->size) {
            hf_memory_free(kept);
            kept = block;
        } else {
            hf_memory_free(block);
        }
    }
    if (kept) {
        kept->older = NULL;
        kept->used = 0;
    }
    arena->blocks = kept;
    arena->used = 0;
}

void
hf_arena_clear(hf_arena *arena)
{
    for (hf_arena_block *block = arena->blocks, *older; block; block = older) {
        older = block->older;
        hf_memory_free(block);
    }
    *arena = (hf_arena){0};
}
