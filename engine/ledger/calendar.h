/*
 * Business hours: when an SLA that began at a moment has run out. Zones come
 * from the system's tz database, read by us: no TZ, no localtime.
 */
#ifndef HF_LEDGER_CALENDAR_H
#define HF_LEDGER_CALENDAR_H

#include "base/arena.h"
#include "base/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A change of the offset. */
typedef struct hf_zone_change {
    int64_t at;     /* UTC */
    int32_t offset; /* seconds east of UTC from then on */
} hf_zone_change;

/** All zero is UTC. */
typedef struct hf_zone {
    int32_t offset; /* before the first change */
    hf_zone_change *changes;
    size_t count;
} hf_zone;

/**
 * `Europe/London`, `UTC`, `+02:00`: changes up to the year 2100 in `arena`
 * (the footer of the TZif file written out). False when there is no such zone;
 * `*no_memory` tells why.
 */
bool hf_zone_load(hf_view name, hf_arena *arena, hf_zone *out, bool *no_memory);

/** Seconds east of UTC at a moment of UTC. */
int32_t hf_zone_offset(const hf_zone *zone, int64_t utc);

/** Civil seconds (as UTC would count them) to UTC: of a time that comes twice
 * the first, of one that is left out the moment of the change. */
int64_t hf_zone_to_utc(const hf_zone *zone, int64_t civil);

/** All zero runs round the clock. */
typedef struct hf_calendar {
    bool has_hours; /* false: round the clock */
    hf_zone zone;
    uint8_t days;        /* bit 0 Monday ... bit 6 Sunday */
    int32_t open, close; /* seconds of the day; open < close <= 86400 */
    int64_t *holidays;   /* days since 1970, ascending */
    size_t holiday_count;
} hf_calendar;

/** The moment at which `seconds` of working time since `from` are over. */
int64_t hf_calendar_add(const hf_calendar *calendar, int64_t from,
                        int64_t seconds);

/** Working seconds between two moments, 0 when `to` is not later. */
int64_t hf_calendar_between(const hf_calendar *calendar, int64_t from,
                            int64_t to);

#endif
