/*
 * Numbers as people read them: in goes a count, a rate, a moment, out come a
 * few words at the end of a buffer. Nothing here knows a format or a locale:
 * a point is the decimal mark, a comma parts thousands, every time is UTC.
 */
#include "report/words.h"

#include "base/date.h"
#include "report/decimal_text.h"

enum { HOUR = 60, DAY = 24 * HOUR }; // minutes

void
hf_words_count(hf_buffer *out, int64_t number)
{
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    char digits[32];
    size_t at = sizeof digits;
    unsigned placed = 0;
    do {
        if (placed && placed % 3 == 0) {
            digits[--at] = ',';
        }
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
        placed++;
    } while (rest);
    if (number < 0) {
        digits[--at] = '-';
    }
    hf_buffer_add(out, digits + at, sizeof digits - at);
}

// Between 0 and 1 but neither: never rounded to "0 %" or "100 %".
static void
add_extreme(hf_buffer *out, double share)
{
    if (share < 0.001) {
        hf_buffer_add_text(out, "under 0.1 %");
    } else if (share > 0.999) {
        hf_buffer_add_text(out, "over 99.9 %");
    } else {
        hf_decimal_text_add(out, share * 100, 1);
        hf_buffer_add_text(out, " %");
    }
}

static bool
is_extreme(double share)
{
    return (share > 0 && share < 0.01) || (share > 0.99 && share < 1);
}

void
hf_words_share(hf_buffer *out, double share)
{
    if (is_extreme(share)) {
        add_extreme(out, share);
        return;
    }
    hf_decimal_text_add(out, share * 100, 0);
    hf_buffer_add_text(out, " %");
}

void
hf_words_rate_share(hf_buffer *out, hf_rate rate)
{
    if (is_extreme(rate.rate)) {
        add_extreme(out, rate.rate);
    } else {
        // From the fraction itself: half a percent goes the right way.
        hf_decimal_text_percent(out, rate.k, rate.n, 0);
        hf_buffer_add_text(out, " %");
    }
}

void
hf_words_rate(hf_buffer *out, hf_rate rate)
{
    if (!rate.has_rate) {
        hf_buffer_add_text(out, "none of 0");
        return;
    }
    hf_words_rate_share(out, rate);
    hf_buffer_add_text(out, " (");
    hf_words_count(out, rate.k);
    hf_buffer_add_text(out, " of ");
    hf_words_count(out, rate.n);
    hf_buffer_add_text(out, ", ");
    hf_words_share(out, rate.low);
    hf_buffer_add_text(out, " to ");
    hf_words_share(out, rate.high);
    hf_buffer_add_byte(out, ')');
}

// With its sign; nothing has none. True when it reads as one point.
static bool
add_points(hf_buffer *out, double share)
{
    int64_t points = (int64_t)(share * 100 + (share < 0 ? -0.5 : 0.5));
    if (points > 0) {
        hf_buffer_add_byte(out, '+');
    }
    hf_buffer_add_int(out, points);
    return points == 1 || points == -1;
}

void
hf_words_difference(hf_buffer *out, hf_difference difference)
{
    if (!difference.is_known) {
        hf_buffer_add_text(out, "not comparable");
        return;
    }
    bool is_one = add_points(out, difference.value);
    hf_buffer_add_text(out, is_one ? " point (" : " points (");
    add_points(out, difference.low);
    hf_buffer_add_text(out, " to ");
    add_points(out, difference.high);
    hf_buffer_add_byte(out, ')');
}

void
hf_words_real(hf_buffer *out, double real, int decimals)
{
    hf_decimal_text_add(out, real, decimals);
}

static void
add_span(hf_buffer *out, int64_t major, const char *name, int64_t minor,
         const char *small)
{
    hf_words_count(out, major);
    hf_buffer_add_text(out, name);
    if (minor) {
        hf_buffer_add_byte(out, ' ');
        hf_buffer_add_int(out, minor);
        hf_buffer_add_text(out, small);
    }
}

void
hf_words_span(hf_buffer *out, int64_t minutes)
{
    if (minutes < HOUR) {
        add_span(out, minutes, " min", 0, "");
    } else if (minutes < DAY) {
        add_span(out, minutes / HOUR, " h", minutes % HOUR, " min");
    } else {
        add_span(out, minutes / DAY, " d", minutes % DAY / HOUR, " h");
    }
}

static const char *
month_name(int month)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    return names[month - 1];
}

void
hf_words_day(hf_buffer *out, int64_t seconds)
{
    hf_civil civil;
    hf_date_to_civil(seconds, &civil);
    hf_buffer_printf(out, "%d %s %d", civil.day, month_name(civil.month),
                     civil.year);
}

void
hf_words_moment(hf_buffer *out, int64_t seconds)
{
    hf_civil civil;
    hf_date_to_civil(seconds, &civil);
    hf_words_day(out, seconds);
    if (civil.hour || civil.minute || civil.second) {
        hf_buffer_printf(out, ", %02d:%02d UTC", civil.hour, civil.minute);
    }
}

void
hf_words_chance(hf_buffer *out, char letter, double chance)
{
    hf_buffer_add_byte(out, letter);
    if (chance < 0.001) {
        hf_buffer_add_text(out, " < 0.001");
        return;
    }
    hf_buffer_add_text(out, " = ");
    hf_decimal_text_add(out, chance, 3);
}

void
hf_words_of(hf_buffer *out, int64_t number, const char *one, const char *many)
{
    hf_words_count(out, number);
    hf_buffer_add_byte(out, ' ');
    hf_buffer_add_text(out, number == 1 ? one : many);
}

// ---- Sentences -------------------------------------------------------------

// One that takes two or three arguments.
static void
add_several(hf_buffer *out, char what, va_list *args)
{
    if (what == 'c') {
        int letter = va_arg(*args, int);
        hf_words_chance(out, (char)letter, va_arg(*args, double));
        return;
    }
    int64_t number = va_arg(*args, int64_t);
    const char *one = va_arg(*args, const char *);
    hf_words_of(out, number, one, va_arg(*args, const char *));
}

static void
add_argument(hf_buffer *out, char what, va_list *args)
{
    switch (what) {
    case 'n':
        hf_words_count(out, va_arg(*args, int64_t));
        break;
    case 'r':
        hf_words_rate(out, va_arg(*args, hf_rate));
        break;
    case 's':
        hf_words_share(out, va_arg(*args, double));
        break;
    case 'd':
        hf_words_difference(out, va_arg(*args, hf_difference));
        break;
    case 'w':
        hf_words_span(out, va_arg(*args, int64_t));
        break;
    case 'y':
        hf_words_day(out, va_arg(*args, int64_t));
        break;
    case 'm':
        hf_words_moment(out, va_arg(*args, int64_t));
        break;
    case 'v':
        hf_buffer_add_view(out, va_arg(*args, hf_view));
        break;
    case 't':
        hf_buffer_add_text(out, va_arg(*args, const char *));
        break;
    case 'c':
    case 'o':
        add_several(out, what, args);
        break;
    default:
        hf_buffer_add_byte(out, what);
        break;
    }
}

void
hf_words_add_list(hf_buffer *out, const char *format, va_list args)
{
    va_list rest;
    va_copy(rest, args);
    for (const char *at = format; *at; at++) {
        if (*at != '%') {
            hf_buffer_add_byte(out, *at);
        } else if (at[1]) {
            add_argument(out, *++at, &rest);
        }
    }
    va_end(rest);
}

void
hf_words_add(hf_buffer *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    hf_words_add_list(out, format, args);
    va_end(args);
}
