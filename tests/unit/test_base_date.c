/*
 * Dates against the oracle's answers (date_cases.def), the calendar against
 * itself day by day, and the reader of plain texts against that of every
 * form.
 */
#include "testing.h"

#include "base/date.h"

typedef bool reader(hf_view text, hf_date_format format, int32_t zone,
                    int64_t *out);

static bool
read_zone(hf_view text, hf_date_format format, int32_t zone, int64_t *out)
{
    (void)format;
    (void)zone;
    int32_t seconds;
    if (!hf_date_zone(text, &seconds)) {
        return false;
    }
    *out = seconds;
    return true;
}

static const struct known_case {
    const char *text;
    reader *read;
    hf_date_format format;
    int32_t zone;
    bool is_value;
    int64_t value;
} known_cases[] = {
#define READ(text, format, zone, is_value, value)                              \
    {text, hf_date_read, format, zone, is_value, value},
#define ISO(text, value) READ(text, HF_DATE_ISO, 0, true, value)
#define ISO_NONE(text) READ(text, HF_DATE_ISO, 0, false, 0)
#define ISO_WEST(text, value) READ(text, HF_DATE_ISO, -18000, true, value)
#define ISO_WEST_NONE(text) READ(text, HF_DATE_ISO, -18000, false, 0)
#define MDY(text, value) READ(text, HF_DATE_MDY, 0, true, value)
#define MDY_NONE(text) READ(text, HF_DATE_MDY, 0, false, 0)
#define DMY(text, value) READ(text, HF_DATE_DMY, 0, true, value)
#define DMY_NONE(text) READ(text, HF_DATE_DMY, 0, false, 0)
#define YMD_EAST(text, value) READ(text, HF_DATE_YMD, 3600, true, value)
#define YMD_EAST_NONE(text) READ(text, HF_DATE_YMD, 3600, false, 0)
#define EPOCH_MS(text, value) READ(text, HF_DATE_EPOCH_MS, 0, true, value)
#define EPOCH_MS_NONE(text) READ(text, HF_DATE_EPOCH_MS, 0, false, 0)
#define ZONE(text, value) {text, read_zone, HF_DATE_ISO, 0, true, value},
#define ZONE_NONE(text) {text, read_zone, HF_DATE_ISO, 0, false, 0},
#include "unit/date_cases.def"
};

static void
texts_are_read_as_the_oracle_does(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof known_cases / sizeof *known_cases; at++) {
        const struct known_case *known = &known_cases[at];
        int64_t found = 77;
        bool is_value = known->read(hf_view_of(known->text), known->format,
                                    known->zone, &found);
        if (is_value != known->is_value ||
            found != (is_value ? known->value : 77)) {
            fail_msg("line %zu: '%s' was read as %d %lld", at + 6, known->text,
                     is_value, (long long)found);
        }
    }
}

static void
every_day_of_the_calendar_comes_back(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    int64_t expected = INT64_C(-62135596800);
    for (int year = 1; year <= 9999; year++) {
        bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        for (int month = 1; month <= 12; month++) {
            int days = lengths[month - 1] + (month == 2 && is_leap);
            for (int day = 1; day <= days; day++) {
                hf_civil civil = {year, month, day, 23, 59, 59};
                hf_civil back;
                int64_t seconds;
                if (!hf_date_from_civil(&civil, &seconds) ||
                    seconds != expected + HF_DATE_DAY - 1) {
                    fail_msg("%d-%d-%d", year, month, day);
                }
                hf_date_to_civil(seconds, &back);
                if (memcmp(&civil, &back, sizeof back) != 0) {
                    fail_msg("%d-%d-%d does not come back", year, month, day);
                }
                expected += HF_DATE_DAY;
            }
            hf_civil none = {year, month, days + 1, 0, 0, 0};
            int64_t seconds;
            assert_false(hf_date_from_civil(&none, &seconds));
        }
    }
    assert_int_equal(expected, INT64_C(253402300800));
}

// A fraction makes a text take the long way; what comes out is the same.
static void
plain_times_are_read_the_same_both_ways(void **state)
{
    (void)state;
    uint64_t seed = 9;
    for (int round = 0; round < 20000; round++) {
        char plain[] = "2026-01-31T09:00:00Z";
        char exact[] = "2026-01-31T09:00:00.5Z";
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        for (int change = 0; change < 3; change++) {
            unsigned drawn = (unsigned)(seed >> (24 + 10 * change)) % 1024;
            unsigned at = drawn % 19;
            char byte = "0123456789/:-T 0123"[drawn / 19 % 19];
            plain[at] = exact[at] = byte;
        }
        int64_t from_plain = 77;
        int64_t from_exact = 77;
        bool is_plain =
            hf_date_read(hf_view_of(plain), HF_DATE_ISO, 60, &from_plain);
        bool is_exact =
            hf_date_read(hf_view_of(exact), HF_DATE_ISO, 60, &from_exact);
        if (is_plain != is_exact || from_plain != from_exact) {
            fail_msg("'%s' is read otherwise than '%s'", plain, exact);
        }
        // The day alone against the day with a time in the zone's hours.
        hf_view day = {plain, 10};
        char midnight[] = "2026-01-31 00:00";
        memcpy(midnight, plain, 10);
        from_plain = from_exact = 77;
        is_plain = hf_date_read(day, HF_DATE_ISO, 60, &from_plain);
        is_exact =
            hf_date_read(hf_view_of(midnight), HF_DATE_ISO, 60, &from_exact);
        assert_int_equal(is_plain, is_exact);
        assert_int_equal(from_plain, from_exact);
    }
}

static void
durations_are_in_seconds(void **state)
{
    (void)state;
    int64_t found = 0;
    assert_true(hf_date_duration(HF_VIEW("90m"), &found));
    assert_int_equal(found, 5400);
    assert_true(hf_date_duration(HF_VIEW("12h"), &found));
    assert_int_equal(found, 43200);
    assert_true(hf_date_duration(HF_VIEW("030d"), &found));
    assert_int_equal(found, 30 * HF_DATE_DAY);
    assert_true(hf_date_duration(HF_VIEW("6w"), &found));
    assert_int_equal(found, 42 * HF_DATE_DAY);
    static const char *const bad[] = {"",
                                      "d",
                                      "30",
                                      "30 d",
                                      "-30d",
                                      "3M",
                                      "1.5d",
                                      "30D",
                                      "6weeks",
                                      "m30",
                                      "99999999999999999999999d"};
    for (size_t at = 0; at < sizeof bad / sizeof *bad; at++) {
        assert_false(hf_date_duration(hf_view_of(bad[at]), &found));
    }
    assert_int_equal(found, 42 * HF_DATE_DAY);
}

static void
days_round_down_before_1970_too(void **state)
{
    (void)state;
    assert_int_equal(hf_date_day(0), 0);
    assert_int_equal(hf_date_day(86399), 0);
    assert_int_equal(hf_date_day(86400), 1);
    assert_int_equal(hf_date_day(-1), -1);
    assert_int_equal(hf_date_day(-86400), -1);
    assert_int_equal(hf_date_day(-86401), -2);
}

static void
midnight_prints_as_a_day(void **state)
{
    (void)state;
    hf_buffer buffer = {0};
    hf_date_print(&buffer, 1769817600);
    hf_buffer_add_byte(&buffer, ' ');
    hf_date_print(&buffer, 1769817600 + 9 * 3600);
    hf_buffer_add_byte(&buffer, ' ');
    hf_date_print_full(&buffer, 1769817600);
    hf_buffer_add_byte(&buffer, ' ');
    hf_date_print_full(&buffer, INT64_C(-62135596800));
    assert_view(hf_buffer_view(&buffer),
                "2026-01-31 2026-01-31T09:00:00Z 2026-01-31T00:00:00Z "
                "0001-01-01T00:00:00Z");
    hf_buffer_clear(&buffer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_as_the_oracle_does),
        cmocka_unit_test(every_day_of_the_calendar_comes_back),
        cmocka_unit_test(plain_times_are_read_the_same_both_ways),
        cmocka_unit_test(durations_are_in_seconds),
        cmocka_unit_test(days_round_down_before_1970_too),
        cmocka_unit_test(midnight_prints_as_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
