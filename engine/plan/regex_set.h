/* A class of a regular expression while it is put together. */
#ifndef HF_PLAN_REGEX_SET_H
#define HF_PLAN_REGEX_SET_H

#include "base/arena.h"
#include "plan/regex.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Ranges beyond ASCII that a class can hold: each takes two bytes of the
 * pattern at least. */
enum { HF_REGEX_SET_OTHERS = HF_REGEX_LENGTH / 2 };

/** ASCII as bits, the rest as ranges. All zero is an empty set. */
typedef struct hf_regex_set {
    uint64_t ascii[2];
    size_t count;
    hf_regex_range others[HF_REGEX_SET_OTHERS];
} hf_regex_set;

/** Add the code points from `low` to `high`, both included. */
void hf_regex_set_add(hf_regex_set *set, uint32_t low, uint32_t high);

/** Add what \d, \w or \s stands for, or with a capital what it does not. */
void hf_regex_set_add_named(hf_regex_set *set, int letter);

/** Add the other case of every ASCII letter that is in it. */
void hf_regex_set_fold(hf_regex_set *set);

/** The set as a node, in ascending ranges that do not touch; NULL when memory
 * ran out. Puts the ranges of `set` in order. */
hf_regex_node *hf_regex_set_node(hf_regex_set *set, hf_arena *arena);

/** The node of a lone \d, \w, \s or its negation; NULL when memory ran out. */
hf_regex_node *hf_regex_set_named(hf_arena *arena, int letter);

#endif
