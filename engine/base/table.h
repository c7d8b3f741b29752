/* A string table: each distinct text gets the next number, from 0. */
#ifndef HF_BASE_TABLE_H
#define HF_BASE_TABLE_H

#include "base/arena.h"
#include "base/view.h"

#include <stdbool.h>
#include <stdint.h>

enum { HF_TABLE_NONE = UINT32_MAX };

/** All zero is a valid, empty table that compares exactly. */
typedef struct hf_table {
    bool is_folding; /* set before the first text: ASCII case is ignored */
    uint32_t count;  /* texts held */
    hf_view *texts;  /* by number; copies, as first spelt */
    uint32_t *slots; /* number + 1, 0 for a free slot */
    uint32_t *tags;  /* upper hash bits by slot */
    size_t room;     /* of texts */
    size_t mask;     /* slots - 1 */
    hf_arena arena;
} hf_table;

/** Its number, new or not, or HF_TABLE_NONE when memory ran out. */
uint32_t hf_table_intern(hf_table *table, hf_view text);

/** Its number, or HF_TABLE_NONE when it is not there. */
uint32_t hf_table_find(const hf_table *table, hf_view text);

void hf_table_clear(hf_table *table);

#endif
