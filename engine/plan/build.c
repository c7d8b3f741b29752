/*
 * Memory of a plan while it is made. A part that gets NULL leaves at once;
 * `out_of_memory` says at the end why there is no plan.
 */
#include "plan/build.h"

#include "base/memory.h"

void *
hf_build_zero(hf_build *build, size_t count, size_t size)
{
    void *room = hf_arena_zero(&build->plan->arena, count ? count : 1, size);
    if (!room) {
        build->out_of_memory = true;
    }
    return room;
}

hf_view
hf_build_copy(hf_build *build, hf_view text)
{
    hf_view copy = hf_arena_copy(&build->plan->arena, text);
    if (!copy.ptr) {
        build->out_of_memory = true;
    }
    return copy;
}

void
hf_build_clear(hf_build *build)
{
    hf_table_clear(&build->names);
    hf_table_clear(&build->lists.table);
    hf_table_clear(&build->gates.table);
    hf_table_clear(&build->criteria.table);
    hf_table_clear(&build->node_keys);
    hf_buffer_clear(&build->text);
    hf_buffer_clear(&build->key);
    hf_memory_free(build->traces);
    hf_memory_free(build->nodes);
    hf_pattern_matcher_free(build->matcher);
}
