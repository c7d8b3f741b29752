/*
 * Moments as UTC seconds since 1970, years 1 to 9999 ("Numbers, money, dates"
 * of the rule language). No libc time function, no TZ.
 */
#ifndef HF_BASE_DATE_H
#define HF_BASE_DATE_H

#include "base/buffer.h"
#include "base/view.h"

#include <stdbool.h>
#include <stdint.h>

#define HF_DATE_DAY INT64_C(86400)

typedef enum hf_date_format {
    HF_DATE_ISO,
    HF_DATE_MDY,
    HF_DATE_DMY,
    HF_DATE_YMD,
    HF_DATE_EPOCH_MS
} hf_date_format;

typedef struct hf_civil {
    int year, month, day, hour, minute, second;
} hf_civil;

/**
 * Read a trimmed text. `zone` is in seconds east of UTC and serves texts that
 * carry none. False when it is not a date of the format; then `*out` is
 * untouched.
 */
bool hf_date_read(hf_view text, hf_date_format format, int32_t zone,
                  int64_t *out);

/** `Z`, `UTC`, `+hh:mm`, `-hhmm` or nothing -> seconds east of UTC. */
bool hf_date_zone(hf_view text, int32_t *out);

/** A duration `90m` `12h` `30d` `6w` -> seconds; false when it is none or
 * longer than the years 1 to 9999. */
bool hf_date_duration(hf_view text, int64_t *out);

/** Proleptic Gregorian, any zone-free civil time; false for 30 February. */
bool hf_date_from_civil(const hf_civil *civil, int64_t *out);
void hf_date_to_civil(int64_t seconds, hf_civil *out);

/** Whole days, rounded down, since 1970-01-01. */
int64_t hf_date_day(int64_t seconds);

/** `2026-01-31` at midnight, else `2026-01-31T09:00:00Z`. */
void hf_date_print(hf_buffer *out, int64_t seconds);

/** Always `2026-01-31T09:00:00Z`. */
void hf_date_print_full(hf_buffer *out, int64_t seconds);

#endif
