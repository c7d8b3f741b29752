/*
 * Business time: moments and durations in, counted in the hours that a
 * calendar is open. Every day is looked at by its civil date in the
 * calendar's zone, so that an hour that the clocks leave out or repeat counts
 * as it was lived. Zones are zone.c's.
 */
#include "ledger/calendar.h"

#include "base/date.h"

// The open hours of a civil day, as UTC; false when it has none.
static bool
find_hours(const hf_calendar *calendar, int64_t day, int64_t *open,
           int64_t *close)
{
    int64_t weekday = ((day + 3) % 7 + 7) % 7; // 1970-01-01: Thursday
    if (!(calendar->days >> weekday & 1)) {
        return false;
    }
    size_t low = 0;
    size_t high = calendar->holiday_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (calendar->holidays[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < calendar->holiday_count && calendar->holidays[low] == day) {
        return false;
    }
    int64_t midnight = day * HF_DATE_DAY;
    *open = hf_zone_to_utc(&calendar->zone, midnight + calendar->open);
    *close = hf_zone_to_utc(&calendar->zone, midnight + calendar->close);
    return *open < *close;
}

static int64_t
day_of(const hf_calendar *calendar, int64_t utc)
{
    return hf_date_day(utc + hf_zone_offset(&calendar->zone, utc));
}

static bool
is_open_always(const hf_calendar *calendar)
{
    return !calendar->has_hours || !(calendar->days & 0x7f);
}

static int64_t
add_bounded(int64_t from, int64_t seconds)
{
    return seconds > INT64_MAX - from ? INT64_MAX : from + seconds;
}

int64_t
hf_calendar_add(const hf_calendar *calendar, int64_t from, int64_t seconds)
{
    if (seconds <= 0) {
        return from;
    }
    if (is_open_always(calendar)) {
        return from > 0 ? add_bounded(from, seconds) : from + seconds;
    }
    // A day begins before the civil date of its moment where a clock goes
    // back over midnight.
    for (int64_t day = day_of(calendar, from) - 1;; day++) {
        int64_t open;
        int64_t close;
        if (!find_hours(calendar, day, &open, &close) || close <= from) {
            continue;
        }
        int64_t begin = open > from ? open : from;
        if (seconds <= close - begin) {
            return begin + seconds;
        }
        seconds -= close - begin;
    }
}

int64_t
hf_calendar_between(const hf_calendar *calendar, int64_t from, int64_t to)
{
    int64_t seconds = 0;
    if (to <= from) {
        return 0;
    }
    if (is_open_always(calendar)) {
        return to - from;
    }
    int64_t last = day_of(calendar, to) + 1;
    for (int64_t day = day_of(calendar, from) - 1; day <= last; day++) {
        int64_t open;
        int64_t close;
        if (!find_hours(calendar, day, &open, &close)) {
            continue;
        }
        int64_t begin = open > from ? open : from;
        int64_t end = close < to ? close : to;
        seconds += end > begin ? end - begin : 0;
    }
    return seconds;
}
