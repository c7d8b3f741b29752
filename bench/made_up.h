/* What the generators share: chances that are the same on every machine, and
 * days. Whole numbers only. */
#ifndef BENCH_MADE_UP_H
#define BENCH_MADE_UP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define PICK(c, array) ((array)[below((c), COUNT(array))])

/** splitmix64 (Steele, Lea, Flood 2014): begins with any state. */
typedef struct chance {
    uint64_t state;
} chance;

uint64_t next(chance *c);

/** 0 to bound - 1, each as likely. */
uint32_t below(chance *c, uint32_t bound);

/** True in that share of 100. */
bool percent(chance *c, uint32_t share);

/** 0 to bound - 1, small numbers far likelier than large ones, as in Zipf's
 * law. */
uint32_t skewed(chance *c, uint32_t bound);

/** Days since 1970-01-01 as 2026-01-31: ten characters and a NUL. */
void put_day(uint32_t days, char out[11]);

/** Days since 1970-01-01 of a text that begins as 2026-01-31; false for any
 * other text. */
bool read_day(const char *text, uint32_t *out);

#endif
