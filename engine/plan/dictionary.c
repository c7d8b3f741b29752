/*
 * Dictionaries: a string table, and beside it words of bits by number. A
 * text that several lists and literals share is looked up once for all.
 */
#include "plan/dictionary.h"

#include "base/bitmap.h"
#include "base/memory.h"

hf_dictionary *
hf_dictionary_new(hf_dictionary **list, bool is_folding, uint32_t words)
{
    hf_dictionary *dictionary = hf_memory_zero(1, sizeof *dictionary);
    if (!dictionary) {
        return NULL;
    }
    dictionary->table.is_folding = is_folding;
    dictionary->words = words;
    dictionary->next = *list;
    *list = dictionary;
    return dictionary;
}

uint32_t
hf_dictionary_intern(hf_dictionary *dictionary, hf_view text)
{
    uint32_t count = dictionary->table.count;
    uint32_t number = hf_table_intern(&dictionary->table, text);
    if (number != count || dictionary->words == 0) {
        return number; // known already, or no memory, or without bits
    }
    size_t used = (size_t)count * dictionary->words;
    uint64_t *masks = hf_memory_grow(dictionary->masks, &dictionary->room,
                                     used + dictionary->words, sizeof *masks);
    if (!masks) {
        return HF_TABLE_NONE;
    }
    dictionary->masks = masks;
    for (uint32_t i = 0; i < dictionary->words; i++) {
        masks[used + i] = 0;
    }
    return number;
}

bool
hf_dictionary_add(hf_dictionary *dictionary, hf_view text, uint32_t at)
{
    uint32_t number = hf_dictionary_intern(dictionary, text);
    if (number == HF_TABLE_NONE) {
        return false;
    }
    hf_bitmap_set(dictionary->masks + (size_t)number * dictionary->words, at);
    return true;
}

void
hf_dictionary_free(hf_dictionary *list)
{
    while (list) {
        hf_dictionary *next = list->next;
        hf_table_clear(&list->table);
        hf_memory_free(list->masks);
        hf_memory_free(list);
        list = next;
    }
}
