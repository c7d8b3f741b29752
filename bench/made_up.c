/*
 * Chances and days for the generators. Days to a date and back are by Hinnant
 * ("chrono-compatible low-level date algorithms", days to and from civil).
 */
#include "made_up.h"

#include <stdio.h>

uint64_t
next(chance *c)
{
    uint64_t z = c->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

uint32_t
below(chance *c, uint32_t bound)
{
    return (uint32_t)((next(c) >> 32) * bound >> 32);
}

bool
percent(chance *c, uint32_t share)
{
    return below(c, 100) < share;
}

uint32_t
skewed(chance *c, uint32_t bound)
{
    uint32_t a = below(c, bound) + 1;
    uint32_t b = below(c, a) + 1;
    return below(c, b);
}

void
put_day(uint32_t days, char out[11])
{
    uint32_t z = days + 719468, era = z / 146097, doe = z % 146097;
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    uint32_t mp = (5 * doy + 2) / 153, day = doy - (153 * mp + 2) / 5 + 1;
    uint32_t month = mp < 10 ? mp + 3 : mp - 9;
    uint32_t year = yoe + era * 400 + (month <= 2);
    snprintf(out, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
}

bool
read_day(const char *text, uint32_t *out)
{
    unsigned year, month, day;
    if (sscanf(text, "%4u-%2u-%2u", &year, &month, &day) != 3 || month < 1 ||
        month > 12 || day < 1 || day > 31 || year < 1970) {
        return false;
    }
    year -= month <= 2;
    uint32_t era = year / 400, yoe = year % 400;
    uint32_t doy =
        (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    *out = era * 146097 + doe - 719468;
    return true;
}
