/*
 * A filter of a regular expression: up to eight pieces of up to three
 * characters of ASCII, one of which stands in every match. A sequence offers
 * its runs of characters and what each of its parts offers, and the best is
 * taken; a choice needs the pieces of all its branches. The search itself is
 * the kernel's, three bytes at a time.
 */
#include "plan/regex_filter.h"

#include <string.h>

enum { PIECES = 8, PIECE_LEN = HF_LANES_FILTER_LEN, SHORTEST = 2 };

/* A run of characters, each one of a class. */
typedef struct piece {
    uint64_t classes[PIECE_LEN][2];
    size_t len;
} piece;

typedef struct pieces {
    piece at[PIECES];
    size_t count; /* 0: none that is worth it */
} pieces;

static void find_pieces(const hf_regex *regex, const hf_regex_node *node,
                        pieces *out);

static size_t
shortest_of(const pieces *some)
{
    size_t least = some->count > 0 ? PIECE_LEN : 0;
    for (size_t i = 0; i < some->count; i++) {
        least = some->at[i].len < least ? some->at[i].len : least;
    }
    return least;
}

static void
take_better(pieces *best, const pieces *other)
{
    size_t had = shortest_of(best), has = shortest_of(other);
    if (has >= SHORTEST &&
        (has > had || (has == had && other->count < best->count))) {
        *best = *other;
    }
}

// The characters that a node of one character matches; false when it is
// something else or may be beyond ASCII.
static bool
class_of(const hf_regex *regex, const hf_regex_node *node, uint64_t out[2])
{
    out[0] = out[1] = 0;
    if (node->op == HF_REGEX_LITERAL && node->code < 128) {
        uint32_t code = node->code;
        out[code / 64] |= UINT64_C(1) << code % 64;
        uint32_t letter = code | 32;
        if (!regex->is_case_sensitive && letter >= 'a' && letter <= 'z') {
            out[1] |= UINT64_C(1) << letter % 64;
            out[1] |= UINT64_C(1) << (letter - 32) % 64;
        }
        return true;
    }
    if (node->op != HF_REGEX_SET || node->is_negated) {
        return false;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (node->ranges[i].high >= 128) {
            return false;
        }
        for (uint32_t code = node->ranges[i].low; code <= node->ranges[i].high;
             code++) {
            out[code / 64] |= UINT64_C(1) << code % 64;
        }
    }
    return true;
}

static void
find_in_sequence(const hf_regex *regex, const hf_regex_node *const *nodes,
                 size_t count, pieces *out)
{
    pieces run = {.count = 1};
    for (size_t i = 0; i < count; i++) {
        const hf_regex_node *node = nodes[i];
        uint64_t class[2];
        if (node->op == HF_REGEX_START || node->op == HF_REGEX_END ||
            node->op == HF_REGEX_WORD_EDGE) {
            continue;
        }
        if (class_of(regex, node, class)) {
            piece *last = &run.at[0];
            if (last->len < PIECE_LEN) {
                memcpy(last->classes[last->len++], class, sizeof class);
            }
            continue;
        }
        take_better(out, &run);
        run.at[0].len = 0;
        pieces inner = {.count = 0};
        find_pieces(regex, node, &inner);
        take_better(out, &inner);
    }
    take_better(out, &run);
}

static void
find_in_choice(const hf_regex *regex, const hf_regex_node *choice, pieces *out)
{
    pieces all = {.count = 0};
    for (uint32_t i = 0; i < choice->count; i++) {
        pieces one = {.count = 0};
        find_pieces(regex, choice->args[i], &one);
        if (one.count == 0 || all.count + one.count > PIECES) {
            return;
        }
        memcpy(all.at + all.count, one.at, one.count * sizeof *one.at);
        all.count += one.count;
    }
    *out = all;
}

// `out` has none yet.
static void
find_pieces(const hf_regex *regex, const hf_regex_node *node, pieces *out)
{
    switch (node->op) {
    case HF_REGEX_SEQUENCE:
        find_in_sequence(regex, node->args, node->count, out);
        return;
    case HF_REGEX_CHOICE:
        find_in_choice(regex, node, out);
        return;
    case HF_REGEX_REPEAT:
        if (node->min > 0) {
            find_pieces(regex, node->args[0], out);
        }
        return;
    case HF_REGEX_LITERAL:
    case HF_REGEX_SET:
    case HF_REGEX_ANY:
    case HF_REGEX_START:
    case HF_REGEX_END:
    case HF_REGEX_WORD_EDGE:
        return; // too short to tell much
    }
}

static void
let_pass(hf_lanes_filter *filter, size_t at, unsigned byte, uint8_t bit)
{
    filter->low[at][byte & 15] |= bit;
    filter->high[at][byte >> 4] |= bit;
}

bool
hf_regex_filter(const hf_regex *regex, hf_lanes_filter *out)
{
    pieces found = {.count = 0};
    find_pieces(regex, regex->root, &found);
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < found.count; i++) {
        const piece *one = &found.at[i];
        uint8_t bit = (uint8_t)(1u << i);
        for (size_t at = 0; at < PIECE_LEN; at++) {
            // Behind a short piece stands anything, the end of the text too.
            for (unsigned byte = 0; byte < 256; byte++) {
                bool passes = at >= one->len ||
                              (byte < 128 &&
                               (one->classes[at][byte / 64] >> byte % 64 & 1));
                if (passes) {
                    let_pass(out, at, byte, bit);
                }
            }
        }
    }
    return found.count > 0;
}
