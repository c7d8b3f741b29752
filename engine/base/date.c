/*
 * Moments as UTC seconds. Texts come in trimmed, in one declared format; out
 * come seconds since 1970 or nothing, never a guess. `2026-01-31` with or
 * without `T09:00:00` and `Z` is what exports hold, and is read as words in
 * front of the reader that knows every form. Days are counted by the
 * proleptic Gregorian calendar, with years that start in March, so that the
 * leap day is the last (Howard Hinnant, "chrono-compatible low-level date
 * algorithms").
 */
#include "base/date.h"

#include "base/word.h"

enum { HOUR = 3600, MINUTE = 60 };

// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
#define FIRST_SECOND INT64_C(-62135596800)
#define LAST_SECOND INT64_C(253402300799)

// A place in a text from which the readers below take what they know.
typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

static bool
is_digit(char byte)
{
    return (unsigned char)(byte - '0') < 10;
}

// ---- The calendar ----------------------------------------------------------

static HF_ALWAYS_INLINE bool
is_day(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char lengths[16] = {0,  31, 28, 31, 30, 31, 30,
                                              31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    // `lengths` has zeros outside 1 to 12, where no day fits.
    return month < 16 && day >= 1 &&
           day <= lengths[month] + (unsigned)(month == 2 && is_leap);
}

// Days since 1970-01-01 of a day that is one, years from 1.
static HF_ALWAYS_INLINE int64_t
count_days(unsigned year, unsigned month, unsigned day)
{
    unsigned shifted = year - (month <= 2);
    unsigned of_year = (153 * (month + (month > 2 ? -3u : 9u)) + 2) / 5 + day;
    unsigned of_all =
        shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + of_year;
    return (int64_t)of_all - 719469;
}

bool
hf_date_from_civil(const hf_civil *civil, int64_t *out)
{
    if (civil->year < 1 || civil->year > 9999 || civil->month < 1 ||
        civil->day < 1 || civil->hour < 0 || civil->hour > 23 ||
        civil->minute < 0 || civil->minute > 59 || civil->second < 0 ||
        civil->second > 59) {
        return false;
    }
    unsigned year = (unsigned)civil->year;
    unsigned month = (unsigned)civil->month;
    unsigned day = (unsigned)civil->day;
    if (!is_day(year, month, day)) {
        return false;
    }
    *out = count_days(year, month, day) * HF_DATE_DAY + civil->hour * HOUR +
           civil->minute * MINUTE + civil->second;
    return true;
}

int64_t
hf_date_day(int64_t seconds)
{
    return seconds / HF_DATE_DAY - (seconds % HF_DATE_DAY < 0);
}

void
hf_date_to_civil(int64_t seconds, hf_civil *out)
{
    int64_t day = hf_date_day(seconds);
    int of_day = (int)(seconds - day * HF_DATE_DAY);
    // Days since 0000-03-01, then the era of 400 years and what is inside it.
    int64_t all = day + 719468;
    int64_t era = (all >= 0 ? all : all - 146096) / 146097;
    int of_era = (int)(all - era * 146097);
    int year =
        (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153; // from March

    out->day = of_year - (153 * month + 2) / 5 + 1;
    out->month = month < 10 ? month + 3 : month - 9;
    out->year = (int)(era * 400) + year + (out->month <= 2);
    out->hour = of_day / HOUR;
    out->minute = of_day % HOUR / MINUTE;
    out->second = of_day % MINUTE;
}

static bool
settle(int64_t seconds, int64_t *out)
{
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
        return false;
    }
    *out = seconds;
    return true;
}

// ---- Pieces of a text ------------------------------------------------------

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
take_either(cursor *text, char first, char second)
{
    return take_byte(text, first) || take_byte(text, second);
}

// At least `min` and at most `max` digits, as many as there are.
static bool
take_digits(cursor *text, int min, int max, int *out)
{
    int value = 0;
    int count = 0;
    while (count < max && text->at < text->end && is_digit(*text->at)) {
        value = value * 10 + (*text->at - '0');
        text->at++;
        count++;
    }
    *out = value;
    return count >= min;
}

// `+hh:mm` or `-hhmm`.
static bool
take_offset(cursor *text, int32_t *out)
{
    bool is_west = text->at < text->end && *text->at == '-';
    int hours, minutes;
    if (!take_either(text, '+', '-') || !take_digits(text, 2, 2, &hours)) {
        return false;
    }
    take_byte(text, ':');
    if (!take_digits(text, 2, 2, &minutes) || hours > 23 || minutes > 59) {
        return false;
    }
    int32_t seconds = hours * HOUR + minutes * MINUTE;
    *out = is_west ? -seconds : seconds;
    return true;
}

bool
hf_date_zone(hf_view text, int32_t *out)
{
    if (text.len == 0 || hf_view_equal(text, HF_VIEW("Z")) ||
        hf_view_equal(text, HF_VIEW("UTC"))) {
        *out = 0;
        return true;
    }
    cursor rest = {text.ptr, text.ptr + text.len};
    int32_t seconds;
    if (!take_offset(&rest, &seconds) || rest.at != rest.end) {
        return false;
    }
    *out = seconds;
    return true;
}

// ---- ISO 8601 --------------------------------------------------------------

// `2026-01-31` at `ptr`: the year, month and day stand at known bytes of two
// words that overlap.
static HF_ALWAYS_INLINE bool
read_plain_day(const char *ptr, int64_t *days)
{
    uint64_t word = hf_word_load(ptr);
    uint64_t last = hf_word_load(ptr + 2);
    uint64_t dashes = UINT64_C(0xff0000ff00000000);
    uint64_t digits = (word & 0xffffffff) | (word >> 40 & 0xffff) << 32 |
                      (last & UINT64_C(0xffff000000000000));
    if ((word & dashes) != (HF_WORD_EACH('-') & dashes) ||
        !hf_word_is_digits(digits)) {
        return false;
    }
    unsigned number = hf_word_digits(digits); // 20260131
    unsigned year = number / 10000;
    unsigned month = number / 100 % 100;
    unsigned day = number % 100;
    if (year == 0 || !is_day(year, month, day)) {
        return false;
    }
    *days = count_days(year, month, day);
    return true;
}

// `09:00:00` at `ptr`.
static HF_ALWAYS_INLINE bool
read_plain_clock(const char *ptr, int64_t *seconds)
{
    uint64_t word = hf_word_load(ptr);
    uint64_t colons = UINT64_C(0x0000ff0000ff0000);
    uint64_t digits = (word & 0xffff) | (word >> 24 & 0xffff) << 16 |
                      (word >> 48) << 32 |
                      (HF_WORD_EACH('0') & UINT64_C(0xffff000000000000));
    if ((word & colons) != (HF_WORD_EACH(':') & colons) ||
        !hf_word_is_digits(digits)) {
        return false;
    }
    unsigned number = hf_word_digits(digits) / 100; // 090000
    unsigned hour = number / 10000;
    unsigned minute = number / 100 % 100;
    unsigned second = number % 100;
    if (hour > 23 || minute > 59 || second > 59) {
        return false;
    }
    *seconds = hour * HOUR + minute * MINUTE + second;
    return true;
}

// The forms of an export: a day, or a day, `T` or a blank, the time to the
// second, and `Z` or nothing.
static HF_ALWAYS_INLINE bool
read_plain_iso(hf_view text, int32_t zone, int64_t *out)
{
    int64_t days;
    int64_t clock = 0;
    if (text.len != 10 && text.len != 19 && text.len != 20) {
        return false;
    }
    if (!read_plain_day(text.ptr, &days)) {
        return false;
    }
    if (text.len > 10) {
        if ((text.ptr[10] != 'T' && text.ptr[10] != ' ') ||
            !read_plain_clock(text.ptr + 11, &clock)) {
            return false;
        }
        if (text.len == 20) {
            if (text.ptr[19] != 'Z') {
                return false;
            }
            zone = 0;
        }
    }
    return settle(days * HF_DATE_DAY + clock - zone, out);
}

// The time behind a day: hh:mm, seconds, a fraction that is dropped, a zone.
static bool
take_iso_time(cursor *text, hf_civil *civil, int32_t *zone)
{
    if (!take_either(text, 'T', ' ') ||
        !take_digits(text, 2, 2, &civil->hour) || !take_byte(text, ':') ||
        !take_digits(text, 2, 2, &civil->minute)) {
        return false;
    }
    if (take_byte(text, ':')) {
        if (!take_digits(text, 2, 2, &civil->second)) {
            return false;
        }
        if (take_either(text, '.', ',')) {
            const char *from = text->at;
            while (text->at < text->end && is_digit(*text->at)) {
                text->at++;
            }
            if (text->at == from) {
                return false;
            }
        }
    }
    if (take_byte(text, 'Z')) {
        *zone = 0;
        return true;
    }
    return text->at == text->end || take_offset(text, zone);
}

static bool
read_iso(hf_view text, int32_t zone, int64_t *out)
{
    if (HF_LIKELY(read_plain_iso(text, zone, out))) {
        return true;
    }
    cursor rest = {text.ptr, text.ptr + text.len};
    hf_civil civil = {0};
    int64_t seconds;
    if (!take_digits(&rest, 4, 4, &civil.year) || !take_byte(&rest, '-') ||
        !take_digits(&rest, 2, 2, &civil.month) || !take_byte(&rest, '-') ||
        !take_digits(&rest, 2, 2, &civil.day)) {
        return false;
    }
    if (rest.at < rest.end && !take_iso_time(&rest, &civil, &zone)) {
        return false;
    }
    return rest.at == rest.end && hf_date_from_civil(&civil, &seconds) &&
           settle(seconds - zone, out);
}

// ---- The other formats -----------------------------------------------------

// `h:mm[:ss] [AM|PM]`
static bool
take_clock(cursor *text, hf_civil *civil)
{
    if (!take_digits(text, 1, 2, &civil->hour) || !take_byte(text, ':') ||
        !take_digits(text, 2, 2, &civil->minute)) {
        return false;
    }
    if (take_byte(text, ':') && !take_digits(text, 2, 2, &civil->second)) {
        return false;
    }
    if (text->at == text->end) {
        return true;
    }
    take_byte(text, ' ');
    bool is_afternoon = take_either(text, 'P', 'p');
    if ((!is_afternoon && !take_either(text, 'A', 'a')) ||
        !take_either(text, 'M', 'm') || civil->hour < 1 || civil->hour > 12) {
        return false;
    }
    civil->hour = civil->hour % 12 + (is_afternoon ? 12 : 0);
    return true;
}

// Day, month and year by `/`, `-` or `.`, both times the same, in the order
// of the format.
static bool
take_local_day(cursor *text, hf_date_format format, hf_civil *civil)
{
    int parts[3];
    bool is_year_first = format == HF_DATE_YMD;
    char mark = 0;
    for (int at = 0; at < 3; at++) {
        bool is_year = at == (is_year_first ? 0 : 2);
        if (at == 1) {
            mark = text->at < text->end ? *text->at : 0;
            if (mark != '/' && mark != '-' && mark != '.') {
                return false;
            }
        }
        if ((at > 0 && !take_byte(text, mark)) ||
            !take_digits(text, is_year ? 4 : 1, is_year ? 4 : 2, &parts[at])) {
            return false;
        }
    }
    civil->year = parts[is_year_first ? 0 : 2];
    civil->month = parts[format == HF_DATE_MDY ? 0 : 1];
    civil->day = parts[format == HF_DATE_MDY ? 1 : is_year_first ? 2 : 0];
    return true;
}

static bool
read_local(hf_view text, hf_date_format format, int32_t zone, int64_t *out)
{
    cursor rest = {text.ptr, text.ptr + text.len};
    hf_civil civil = {0};
    int64_t seconds;
    if (!take_local_day(&rest, format, &civil)) {
        return false;
    }
    if (rest.at < rest.end) {
        if (!take_byte(&rest, ' ')) {
            return false;
        }
        while (take_byte(&rest, ' ')) {
        }
        if (!take_clock(&rest, &civil)) {
            return false;
        }
    }
    return rest.at == rest.end && hf_date_from_civil(&civil, &seconds) &&
           settle(seconds - zone, out);
}

// Milliseconds since 1970, rounded down to the second.
static bool
read_epoch_ms(hf_view text, int64_t *out)
{
    cursor rest = {text.ptr, text.ptr + text.len};
    bool is_negative = rest.at < rest.end && *rest.at == '-';
    int64_t size = 0;
    take_either(&rest, '+', '-');
    if (rest.at == rest.end) {
        return false;
    }
    for (; rest.at < rest.end; rest.at++) {
        if (!is_digit(*rest.at)) {
            return false;
        }
        if (size <= LAST_SECOND * 1000) { // beyond it no digit helps
            size = size * 10 + (*rest.at - '0');
        }
    }
    return settle(is_negative ? -((size + 999) / 1000) : size / 1000, out);
}

bool
hf_date_read(hf_view text, hf_date_format format, int32_t zone, int64_t *out)
{
    switch (format) {
    case HF_DATE_ISO:
        return read_iso(text, zone, out);
    case HF_DATE_MDY:
    case HF_DATE_DMY:
    case HF_DATE_YMD:
        return read_local(text, format, zone, out);
    case HF_DATE_EPOCH_MS:
        return read_epoch_ms(text, out);
    }
    return false;
}

bool
hf_date_duration(hf_view text, int64_t *out)
{
    if (text.len < 2) {
        return false;
    }
    int64_t unit;
    switch (text.ptr[text.len - 1]) {
    case 'm':
        unit = MINUTE;
        break;
    case 'h':
        unit = HOUR;
        break;
    case 'd':
        unit = HF_DATE_DAY;
        break;
    case 'w':
        unit = 7 * HF_DATE_DAY;
        break;
    default:
        return false;
    }
    int64_t count = 0;
    for (size_t at = 0; at < text.len - 1; at++) {
        if (!is_digit(text.ptr[at])) {
            return false;
        }
        if (count <= INT64_MAX / 100) {
            count = count * 10 + (text.ptr[at] - '0');
        }
    }
    // No window is longer than all of time; sums with it cannot overflow.
    if (count > (LAST_SECOND - FIRST_SECOND) / unit) {
        return false;
    }
    *out = count * unit;
    return true;
}

// ---- Printing --------------------------------------------------------------

static void
put_digits(char *out, int value, int len)
{
    for (int at = len; at-- > 0; value /= 10) {
        out[at] = (char)('0' + value % 10);
    }
}

// `2026-01-31T09:00:00Z`, or its first ten bytes.
static void
print_moment(hf_buffer *out, int64_t seconds, size_t len)
{
    char text[] = "0000-00-00T00:00:00Z";
    hf_civil civil;
    hf_date_to_civil(seconds, &civil);
    put_digits(text, civil.year, 4);
    put_digits(text + 5, civil.month, 2);
    put_digits(text + 8, civil.day, 2);
    put_digits(text + 11, civil.hour, 2);
    put_digits(text + 14, civil.minute, 2);
    put_digits(text + 17, civil.second, 2);
    hf_buffer_add(out, text, len);
}

void
hf_date_print(hf_buffer *out, int64_t seconds)
{
    print_moment(out, seconds, seconds % HF_DATE_DAY == 0 ? 10 : 20);
}

void
hf_date_print_full(hf_buffer *out, int64_t seconds)
{
    print_moment(out, seconds, 20);
}
