/* Texts with bits: which of several tests each of them passes. */
#ifndef HF_PLAN_DICTIONARY_H
#define HF_PLAN_DICTIONARY_H

#include "base/table.h"
#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hf_dictionary hf_dictionary;

/** Read-only once it is filled, so that threads may share it. */
struct hf_dictionary {
    hf_table table;
    uint32_t words;  /* of bits, a text */
    uint64_t *masks; /* words * table.count; NULL without words */
    size_t room;
    hf_dictionary *next; /* in the list of the program that owns it */
};

/** An empty one, folding ASCII case or not, at the front of `*list`. NULL
 * when memory ran out. */
hf_dictionary *hf_dictionary_new(hf_dictionary **list, bool is_folding,
                                 uint32_t words);

/** The number of `text`, new or not, or HF_TABLE_NONE without memory. */
uint32_t hf_dictionary_intern(hf_dictionary *dictionary, hf_view text);

/** Let `text` have bit `at`. False when memory ran out. */
bool hf_dictionary_add(hf_dictionary *dictionary, hf_view text, uint32_t at);

/** The bits of `text`, or NULL when it is not there. */
static inline const uint64_t *
hf_dictionary_find(const hf_dictionary *dictionary, hf_view text)
{
    uint32_t number = hf_table_find(&dictionary->table, text);
    return number == HF_TABLE_NONE
               ? NULL
               : dictionary->masks + (size_t)number * dictionary->words;
}

/** Free a list of them. Accepts NULL. */
void hf_dictionary_free(hf_dictionary *list);

#endif
