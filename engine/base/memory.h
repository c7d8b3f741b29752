/* The one way to the heap, with a hook by which a test makes it fail. */
#ifndef HF_BASE_MEMORY_H
#define HF_BASE_MEMORY_H

#include <stddef.h>

/** `size` bytes, not cleared, or NULL. The caller frees. */
void *hf_memory_alloc(size_t size);

/** `count` times `size` bytes, cleared, or NULL (on overflow too). */
void *hf_memory_zero(size_t count, size_t size);

/** As realloc; on NULL the old block is untouched. */
void *hf_memory_resize(void *block, size_t size);

/**
 * Make room for at least `wanted` elements of `size` bytes in a growing
 * array: doubles `*room`. Returns the block, moved or not, or NULL with the
 * old block and `*room` untouched.
 */
void *hf_memory_grow(void *block, size_t *room, size_t wanted, size_t size);

/** Accepts NULL. */
void hf_memory_free(void *block);

/**
 * For tests: the `nth` allocation from now (1 is the next) and all after it
 * fail; 0 turns failing off. Not thread safe.
 */
void hf_memory_fail_at(unsigned long nth);

/** For tests: allocations asked for since the last `hf_memory_fail_at`. */
unsigned long hf_memory_asked(void);

#endif
