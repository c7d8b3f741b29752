/*
 * The nearest of several words, by the fewest letters to add, drop, replace
 * or swap with a neighbour. The engine has a twin of this for names in rules;
 * the command line is written on the public headers alone and has its own.
 */
#include "cli/suggest.h"

#include <stdbool.h>
#include <string.h>

enum { LONGEST = 32, WORDS = 64 };

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// The distance of two words that are at most LONGEST bytes long.
static size_t
distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t table[LONGEST + 1][LONGEST + 1];

    for (size_t i = 0; i <= a_len; i++) {
        table[i][0] = i;
    }
    for (size_t j = 0; j <= b_len; j++) {
        table[0][j] = j;
    }
    for (size_t i = 1; i <= a_len; i++) {
        for (size_t j = 1; j <= b_len; j++) {
            size_t steps = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            steps = least(steps, table[i - 1][j] + 1);
            steps = least(steps, table[i][j - 1] + 1);
            bool is_swap =
                i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap) {
                steps = least(steps, table[i - 2][j - 2] + 1);
            }
            table[i][j] = steps;
        }
    }
    return table[a_len][b_len];
}

const char *
hf_suggest_word(const char *word, size_t len, const char *const *words,
                size_t count)
{
    const char *best = NULL;
    size_t best_steps = LONGEST;

    if (len == 0 || len > LONGEST) {
        return NULL;
    }
    for (size_t at = 0; at < count; at++) {
        size_t other = strlen(words[at]);
        if (other == 0 || other > LONGEST) {
            continue;
        }
        size_t allowed = (len > other ? len : other) / 3;
        size_t steps = distance(word, len, words[at], other);
        if (steps <= (allowed ? allowed : 1) && steps < best_steps) {
            best = words[at];
            best_steps = steps;
        }
    }
    return best;
}

const char *
hf_suggest_command(const char *word)
{
    const char *words[WORDS];
    size_t count = 0;
    const hf_command *command;

    while (count < WORDS && (command = hf_commands_at(count)) != NULL) {
        words[count++] = command->name;
    }
    return hf_suggest_word(word, strlen(word), words, count);
}

const char *
hf_suggest_option(const hf_command *command, const char *word, size_t len)
{
    const char *words[HF_OPTION_COUNT];
    size_t count = 0;
    const hf_option *option;

    while (count < HF_OPTION_COUNT &&
           (option = hf_commands_option_at(command, count)) != NULL) {
        words[count++] = option->name;
    }
    return hf_suggest_word(word, len, words, count);
}
