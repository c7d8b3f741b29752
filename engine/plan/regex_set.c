/*
 * Classes of regular expressions: single characters, ranges and \d \w \s go
 * in, ascending ranges that do not touch come out as a node of the tree. What
 * a class may hold, and where it is written wrong, is the parser's to say.
 */
#include "plan/regex_set.h"

static void
add_ascii(hf_regex_set *set, uint32_t low, uint32_t high)
{
    for (uint32_t code = low; code <= high; code++) {
        set->ascii[code >> 6] |= UINT64_C(1) << (code & 63);
    }
}

void
hf_regex_set_add(hf_regex_set *set, uint32_t low, uint32_t high)
{
    if (low < 128) {
        add_ascii(set, low, high < 128 ? high : 127);
    }
    if (high >= 128) {
        set->others[set->count++] =
            (hf_regex_range){low < 128 ? 128 : low, high};
    }
}

// The small letter's meaning.
static void
add_positive(hf_regex_set *set, int letter)
{
    switch (letter) {
    case 'd':
        add_ascii(set, '0', '9');
        break;
    case 'w':
        add_ascii(set, '0', '9');
        add_ascii(set, 'A', 'Z');
        add_ascii(set, 'a', 'z');
        add_ascii(set, '_', '_');
        break;
    default: // 's'
        add_ascii(set, '\t', '\r');
        add_ascii(set, ' ', ' ');
        break;
    }
}

void
hf_regex_set_add_named(hf_regex_set *set, int letter)
{
    uint64_t before[2] = {set->ascii[0], set->ascii[1]};
    bool is_negated = (letter & 32) == 0;

    if (!is_negated) {
        add_positive(set, letter);
        return;
    }
    set->ascii[0] = set->ascii[1] = 0;
    add_positive(set, letter | 32);
    set->ascii[0] = ~set->ascii[0] | before[0];
    set->ascii[1] = ~set->ascii[1] | before[1];
    hf_regex_set_add(set, 128, HF_REGEX_LAST_CODE);
}

void
hf_regex_set_fold(hf_regex_set *set)
{
    // 'A' to 'Z' are bits 1 to 26 of the second word, 'a' to 'z' 32 higher.
    const uint64_t upper = UINT64_C(0x07FFFFFE);
    uint64_t bits = set->ascii[1];

    set->ascii[1] = bits | (bits & upper) << 32 | (bits >> 32 & upper);
}

static void
sort_others(hf_regex_set *set)
{
    for (size_t i = 1; i < set->count; i++) {
        hf_regex_range range = set->others[i];
        size_t at = i;
        for (; at > 0 && set->others[at - 1].low > range.low; at--) {
            set->others[at] = set->others[at - 1];
        }
        set->others[at] = range;
    }
}

// Made one with the last range where they touch.
static void
append_range(hf_regex_range *ranges, uint32_t *count, uint32_t low,
             uint32_t high)
{
    if (*count == 0 || ranges[*count - 1].high + 1 < low) {
        ranges[(*count)++] = (hf_regex_range){low, high};
    } else if (ranges[*count - 1].high < high) {
        ranges[*count - 1].high = high;
    }
}

hf_regex_node *
hf_regex_set_node(hf_regex_set *set, hf_arena *arena)
{
    hf_regex_node *node = hf_arena_zero(arena, 1, sizeof *node);
    // 128 bits make 64 runs at most.
    hf_regex_range *ranges =
        hf_arena_zero(arena, 64 + set->count, sizeof *ranges);

    if (node == NULL || ranges == NULL) {
        return NULL;
    }
    node->op = HF_REGEX_SET;
    node->ranges = ranges;
    for (uint32_t code = 0; code < 128; code++) {
        if (set->ascii[code >> 6] >> (code & 63) & 1) {
            append_range(ranges, &node->count, code, code);
        }
    }
    sort_others(set);
    for (size_t i = 0; i < set->count; i++) {
        append_range(ranges, &node->count, set->others[i].low,
                     set->others[i].high);
    }
    return node;
}

hf_regex_node *
hf_regex_set_named(hf_arena *arena, int letter)
{
    hf_regex_set set = {{0, 0}, 0, {{0, 0}}};

    add_positive(&set, letter | 32);
    hf_regex_node *node = hf_regex_set_node(&set, arena);
    if (node != NULL) {
        node->is_negated = (letter & 32) == 0;
    }
    return node;
}
