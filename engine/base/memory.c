/*
 * The one way to the heap. Every allocation is counted and, when a test asked
 * for it, refused; callers see the same NULL as when memory really runs out.
 * The counters are atomic so that threads may allocate, and are the only
 * state that the engine keeps outside its objects.
 */
#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static atomic_ulong asked;
static atomic_ulong fails_at; // 0: never

// Whether to refuse `count` times `size` bytes: for a test, or because no
// object is larger than PTRDIFF_MAX.
static bool
count_and_refuse(size_t count, size_t size)
{
    unsigned long nth =
        atomic_fetch_add_explicit(&asked, 1, memory_order_relaxed) + 1;
    unsigned long limit = atomic_load_explicit(&fails_at, memory_order_relaxed);
    return (limit != 0 && nth >= limit) ||
           (size != 0 && count > PTRDIFF_MAX / size);
}

void *
hf_memory_alloc(size_t size)
{
    // malloc(0) may answer NULL, which here means that memory ran out.
    return count_and_refuse(1, size) ? NULL : malloc(size ? size : 1);
}

void *
hf_memory_zero(size_t count, size_t size)
{
    if (count_and_refuse(count, size)) {
        return NULL;
    }
    return count && size ? calloc(count, size) : calloc(1, 1);
}

void *
hf_memory_resize(void *block, size_t size)
{
    return count_and_refuse(1, size) ? NULL : realloc(block, size ? size : 1);
}

void *
hf_memory_grow(void *block, size_t *room, size_t wanted, size_t size)
{
    if (wanted <= *room && block) {
        return block;
    }
    size_t next = *room < 8 ? 8 : *room;
    while (next < wanted) {
        if (next > SIZE_MAX / 2) {
            return NULL;
        }
        next *= 2;
    }
    if (size != 0 && next > SIZE_MAX / size) {
        return NULL;
    }
    void *moved = hf_memory_resize(block, next * size);
    if (moved) {
        *room = next;
    }
    return moved;
}

void
hf_memory_free(void *block)
{
    free(block);
}

void
hf_memory_fail_at(unsigned long nth)
{
    atomic_store_explicit(&fails_at, nth, memory_order_relaxed);
    atomic_store_explicit(&asked, 0, memory_order_relaxed);
}

unsigned long
hf_memory_asked(void)
{
    return atomic_load_explicit(&asked, memory_order_relaxed);
}
