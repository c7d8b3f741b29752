/*
 * The rule at the end of a zone file: a POSIX TZ text with the additions of
 * RFC 8536 (hours up to 167, before or after midnight) becomes two changes a
 * year. Files and questions are zone.c's.
 */
#include "ledger/zone_rule.h"

#include "base/date.h"

enum { FIRST_YEAR = 1970, LAST_YEAR = 2100 };

// A day of each year and a time of that day.
typedef struct rule_day {
    char form; // 'M', 'J', or 'D' for a day from 0 without a letter
    int month, week, day;
    int64_t seconds;
} rule_day;

typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

static bool
take_byte(cursor *text, char byte)
{
    if (text->at == text->end || *text->at != byte) {
        return false;
    }
    text->at++;
    return true;
}

static bool
take_number(cursor *text, int most, int *out)
{
    const char *from = text->at;
    int number = 0;
    while (text->at < text->end && (unsigned char)(*text->at - '0') < 10 &&
           number <= most) {
        number = number * 10 + (*text->at++ - '0');
    }
    *out = number;
    return text->at > from && number <= most;
}

// `CET` or `<+03>`.
static bool
take_name(cursor *text)
{
    const char *from = text->at;
    if (take_byte(text, '<')) {
        while (text->at < text->end && *text->at != '>') {
            text->at++;
        }
        return take_byte(text, '>');
    }
    while (text->at < text->end &&
           (unsigned char)(hf_view_fold_byte((unsigned char)*text->at) - 'a') <
               26) {
        text->at++;
    }
    return text->at - from >= 3;
}

// `2`, `-1:30`, `+26:00:00`.
static bool
take_time(cursor *text, int64_t *out)
{
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    bool is_negative = take_byte(text, '-');
    if (!is_negative) {
        take_byte(text, '+');
    }
    if (!take_number(text, 167, &hours)) {
        return false;
    }
    if (take_byte(text, ':')) {
        if (!take_number(text, 59, &minutes)) {
            return false;
        }
        if (take_byte(text, ':') && !take_number(text, 59, &seconds)) {
            return false;
        }
    }
    int64_t whole = (int64_t)hours * 3600 + minutes * 60 + seconds;
    *out = is_negative ? -whole : whole;
    return true;
}

static bool
take_day(cursor *text, rule_day *out)
{
    bool is_read = false;
    *out = (rule_day){.form = 'D', .seconds = 2 * 3600};
    if (!take_byte(text, ',')) {
        return false;
    }
    if (take_byte(text, 'M')) {
        out->form = 'M';
        is_read = take_number(text, 12, &out->month) && out->month > 0 &&
                  take_byte(text, '.') && take_number(text, 5, &out->week) &&
                  out->week > 0 && take_byte(text, '.') &&
                  take_number(text, 6, &out->day);
    } else {
        out->form = take_byte(text, 'J') ? 'J' : 'D';
        is_read = take_number(text, 365, &out->day);
    }
    return is_read && (!take_byte(text, '/') || take_time(text, &out->seconds));
}

static int64_t
first_of(int year, int month)
{
    hf_civil civil = {.year = year, .month = month, .day = 1};
    int64_t seconds = 0;
    hf_date_from_civil(&civil, &seconds);
    return hf_date_day(seconds);
}

// The civil moment in a year.
static int64_t
find_moment(const rule_day *rule, int year)
{
    int64_t day = first_of(year, 1) + rule->day;
    if (rule->form == 'J') { // from 1, and 29 February is never counted
        bool is_leap = first_of(year, 3) - first_of(year, 2) == 29;
        day += (is_leap && rule->day >= 60) - 1;
    } else if (rule->form == 'M') {
        int64_t first = first_of(year, rule->month);
        int64_t next = rule->month == 12 ? first_of(year + 1, 1)
                                         : first_of(year, rule->month + 1);
        int64_t weekday = ((first + 4) % 7 + 7) % 7; // 1970-01-01: Thursday
        day = first + (rule->day - weekday + 7) % 7 + 7 * (rule->week - 1);
        day -= day >= next ? 7 : 0;
    }
    return day * HF_DATE_DAY + rule->seconds;
}

static void
add_change(hf_zone *zone, int64_t after, hf_zone_change change)
{
    if (change.at > after &&
        (zone->count == 0 || zone->changes[zone->count - 1].at < change.at)) {
        zone->changes[zone->count++] = change;
    }
}

static void
add_years(hf_zone *zone, const rule_day *start, const rule_day *end,
          int32_t standard, int32_t summer)
{
    int64_t after = zone->count ? zone->changes[zone->count - 1].at : INT64_MIN;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        hf_zone_change on = {find_moment(start, year) - standard, summer};
        hf_zone_change off = {find_moment(end, year) - summer, standard};
        bool is_north = on.at < off.at;
        add_change(zone, after, is_north ? on : off);
        add_change(zone, after, is_north ? off : on);
    }
}

bool
hf_zone_rule_expand(hf_view rule, hf_zone *zone)
{
    cursor text = {rule.ptr, rule.ptr + rule.len};
    rule_day start;
    rule_day end;
    int64_t west = 0;
    if (!take_name(&text) || !take_time(&text, &west)) {
        return false;
    }
    int32_t standard = (int32_t)-west;
    if (zone->count == 0) {
        zone->offset = standard;
    }
    if (text.at == text.end) {
        return true; // what the last change says holds for good
    }
    west -= 3600;
    if (!take_name(&text) || text.at == text.end ||
        (*text.at != ',' && !take_time(&text, &west)) ||
        !take_day(&text, &start) || !take_day(&text, &end) ||
        text.at != text.end) {
        return false;
    }
    add_years(zone, &start, &end, standard, (int32_t)-west);
    return true;
}
