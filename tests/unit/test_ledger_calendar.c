/*
 * Zones and business hours. The expected figures are those of Python's
 * zoneinfo; durations in business time were counted minute by minute there.
 */
#include "ledger/calendar.h"
#include "ledger/zone_rule.h"
#include "testing.h"

#include "base/memory.h"

static hf_arena arena;

static hf_zone
load_zone(const char *name)
{
    hf_zone zone = {0};
    bool no_memory = true;
    assert_true(hf_zone_load(hf_view_of(name), &arena, &zone, &no_memory));
    assert_false(no_memory);
    return zone;
}

static int
clear(void **state)
{
    (void)state;
    hf_arena_clear(&arena);
    return 0;
}

typedef struct zone_case {
    const char *zone;
    int64_t from, to;
} zone_case;

static const zone_case OFFSETS[] = {
    {"Europe/London", 0, 3600},
    {"Europe/London", 931089600, 3600},
    {"Europe/London", 1459040340, 0},
    {"Europe/London", 1459040400, 3600},
    {"Europe/London", 1772953140, 0},
    {"Europe/London", 1772953200, 0},
    {"Europe/London", 1775314740, 3600},
    {"Europe/London", 1775314800, 3600},
    {"Europe/London", 1792889940, 3600},
    {"Europe/London", 1792890000, 0},
    {"Europe/London", 1793512740, 0},
    {"Europe/London", 1793512800, 0},
    {"Europe/London", 2689808340, 0},
    {"Europe/London", 2689808400, 3600},
    {"Europe/London", 4102358400, 0},
    {"America/New_York", 0, -18000},
    {"America/New_York", 931089600, -14400},
    {"America/New_York", 1459040340, -14400},
    {"America/New_York", 1459040400, -14400},
    {"America/New_York", 1772953140, -18000},
    {"America/New_York", 1772953200, -14400},
    {"America/New_York", 1775314740, -14400},
    {"America/New_York", 1775314800, -14400},
    {"America/New_York", 1792889940, -14400},
    {"America/New_York", 1792890000, -14400},
    {"America/New_York", 1793512740, -14400},
    {"America/New_York", 1793512800, -18000},
    {"America/New_York", 2689808340, -14400},
    {"America/New_York", 2689808400, -14400},
    {"America/New_York", 4102358400, -18000},
    {"Australia/Sydney", 0, 36000},
    {"Australia/Sydney", 931089600, 36000},
    {"Australia/Sydney", 1459040340, 39600},
    {"Australia/Sydney", 1459040400, 39600},
    {"Australia/Sydney", 1772953140, 39600},
    {"Australia/Sydney", 1772953200, 39600},
    {"Australia/Sydney", 1775314740, 39600},
    {"Australia/Sydney", 1775314800, 39600},
    {"Australia/Sydney", 1792889940, 39600},
    {"Australia/Sydney", 1792890000, 39600},
    {"Australia/Sydney", 1793512740, 39600},
    {"Australia/Sydney", 1793512800, 39600},
    {"Australia/Sydney", 2689808340, 39600},
    {"Australia/Sydney", 2689808400, 39600},
    {"Australia/Sydney", 4102358400, 39600},
    {"Asia/Kolkata", 0, 19800},
    {"Asia/Kolkata", 931089600, 19800},
    {"Asia/Kolkata", 1459040340, 19800},
    {"Asia/Kolkata", 1459040400, 19800},
    {"Asia/Kolkata", 1772953140, 19800},
    {"Asia/Kolkata", 1772953200, 19800},
    {"Asia/Kolkata", 1775314740, 19800},
    {"Asia/Kolkata", 1775314800, 19800},
    {"Asia/Kolkata", 1792889940, 19800},
    {"Asia/Kolkata", 1792890000, 19800},
    {"Asia/Kolkata", 1793512740, 19800},
    {"Asia/Kolkata", 1793512800, 19800},
    {"Asia/Kolkata", 2689808340, 19800},
    {"Asia/Kolkata", 2689808400, 19800},
    {"Asia/Kolkata", 4102358400, 19800},
    {"America/Sao_Paulo", 0, -10800},
    {"America/Sao_Paulo", 931089600, -10800},
    {"America/Sao_Paulo", 1459040340, -10800},
    {"America/Sao_Paulo", 1459040400, -10800},
    {"America/Sao_Paulo", 1772953140, -10800},
    {"America/Sao_Paulo", 1772953200, -10800},
    {"America/Sao_Paulo", 1775314740, -10800},
    {"America/Sao_Paulo", 1775314800, -10800},
    {"America/Sao_Paulo", 1792889940, -10800},
    {"America/Sao_Paulo", 1792890000, -10800},
    {"America/Sao_Paulo", 1793512740, -10800},
    {"America/Sao_Paulo", 1793512800, -10800},
    {"America/Sao_Paulo", 2689808340, -10800},
    {"America/Sao_Paulo", 2689808400, -10800},
    {"America/Sao_Paulo", 4102358400, -10800},
    {"Europe/Dublin", 0, 3600},
    {"Europe/Dublin", 931089600, 3600},
    {"Europe/Dublin", 1459040340, 0},
    {"Europe/Dublin", 1459040400, 3600},
    {"Europe/Dublin", 1772953140, 0},
    {"Europe/Dublin", 1772953200, 0},
    {"Europe/Dublin", 1775314740, 3600},
    {"Europe/Dublin", 1775314800, 3600},
    {"Europe/Dublin", 1792889940, 3600},
    {"Europe/Dublin", 1792890000, 0},
    {"Europe/Dublin", 1793512740, 0},
    {"Europe/Dublin", 1793512800, 0},
    {"Europe/Dublin", 2689808340, 0},
    {"Europe/Dublin", 2689808400, 3600},
    {"Europe/Dublin", 4102358400, 0},
    {"Australia/Lord_Howe", 0, 36000},
    {"Australia/Lord_Howe", 931089600, 37800},
    {"Australia/Lord_Howe", 1459040340, 39600},
    {"Australia/Lord_Howe", 1459040400, 39600},
    {"Australia/Lord_Howe", 1772953140, 39600},
    {"Australia/Lord_Howe", 1772953200, 39600},
    {"Australia/Lord_Howe", 1775314740, 39600},
    {"Australia/Lord_Howe", 1775314800, 37800},
    {"Australia/Lord_Howe", 1792889940, 39600},
    {"Australia/Lord_Howe", 1792890000, 39600},
    {"Australia/Lord_Howe", 1793512740, 39600},
    {"Australia/Lord_Howe", 1793512800, 39600},
    {"Australia/Lord_Howe", 2689808340, 39600},
    {"Australia/Lord_Howe", 2689808400, 39600},
    {"Australia/Lord_Howe", 4102358400, 39600},
};

static void
an_offset_is_that_of_the_tz_database(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof OFFSETS / sizeof *OFFSETS; at++) {
        hf_zone zone = load_zone(OFFSETS[at].zone);
        int64_t found = hf_zone_offset(&zone, OFFSETS[at].from);
        if (found != OFFSETS[at].to) {
            fail_msg("%s at %lld: %lld", OFFSETS[at].zone,
                     (long long)OFFSETS[at].from, (long long)found);
        }
    }
}

static const zone_case CIVIL[] = {
    {"Europe/London", 1774745999, 1774745999},       // 2026-03-29 00:59:59
    {"Europe/London", 1774746000, 1774746000},       // 2026-03-29 01:00:00
    {"Europe/London", 1774747800, 1774746000},       // 2026-03-29 01:30:00
    {"Europe/London", 1774749600, 1774746000},       // 2026-03-29 02:00:00
    {"Europe/London", 1792891800, 1792888200},       // 2026-10-25 01:30:00
    {"Europe/London", 1792893600, 1792893600},       // 2026-10-25 02:00:00
    {"America/New_York", 1772937000, 1772953200},    // 2026-03-08 02:30:00
    {"America/New_York", 1772938800, 1772953200},    // 2026-03-08 03:00:00
    {"America/New_York", 1793496600, 1793511000},    // 2026-11-01 01:30:00
    {"America/New_York", 1793498400, 1793516400},    // 2026-11-01 02:00:00
    {"America/New_York", 1783155600, 1783170000},    // 2026-07-04 09:00:00
    {"Australia/Lord_Howe", 1775353500, 1775313900}, // 2026-04-05 01:45:00
    {"Australia/Lord_Howe", 1791080100, 1791041400}, // 2026-10-04 02:15:00
    {"Asia/Kolkata", 1767225600, 1767205800},        // 2026-01-01 00:00:00
    {"Europe/Dublin", 3802593600, 3802590000},       // 2090-07-01 12:00:00
};

static void
a_civil_time_is_the_first_that_reads_so(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof CIVIL / sizeof *CIVIL; at++) {
        hf_zone zone = load_zone(CIVIL[at].zone);
        int64_t found = hf_zone_to_utc(&zone, CIVIL[at].from);
        if (found != CIVIL[at].to) {
            fail_msg("%s at %lld: %lld", CIVIL[at].zone,
                     (long long)CIVIL[at].from, (long long)found);
        }
    }
}

static void
a_civil_time_comes_back(void **state)
{
    (void)state;
    static const char *const names[] = {"Europe/London", "America/New_York",
                                        "Australia/Sydney", "Asia/Kolkata",
                                        "Europe/Dublin"};
    for (size_t at = 0; at < sizeof names / sizeof *names; at++) {
        hf_zone zone = load_zone(names[at]);
        for (int64_t utc = 0; utc < 3600 * INT64_C(24) * 365 * 60;
             utc += 86400 * 3 + 7919) {
            int64_t civil = utc + hf_zone_offset(&zone, utc);
            int64_t back = hf_zone_to_utc(&zone, civil);
            assert_int_equal(back + hf_zone_offset(&zone, back), civil);
            assert_true(back <= utc);
        }
    }
}

static void
an_offset_is_a_zone_too(void **state)
{
    (void)state;
    hf_zone zone = load_zone("+05:30");
    assert_int_equal(zone.count, 0);
    assert_int_equal(hf_zone_offset(&zone, 1), 19800);
    assert_int_equal(hf_zone_to_utc(&zone, 19800), 0);
    assert_int_equal(load_zone("Z").offset, 0);
    assert_int_equal(load_zone(" UTC ").offset, 0);
    assert_int_equal(load_zone("-0930").offset, -34200);
}

static void
a_name_that_leads_elsewhere_is_no_zone(void **state)
{
    (void)state;
    static const char *const names[] = {"",
                                        "/etc/passwd",
                                        "../zoneinfo/UTC",
                                        "Europe/..",
                                        "Europe",
                                        "Europe//London",
                                        "Europe/London/",
                                        "europe/nowhere",
                                        "zone.tab",
                                        "Europe/London\nEtc",
                                        "+25:00",
                                        "tzdata.zi",
                                        "Europe/../Etc/UTC"};
    for (size_t at = 0; at < sizeof names / sizeof *names; at++) {
        hf_zone zone = {0};
        bool no_memory = true;
        assert_false(
            hf_zone_load(hf_view_of(names[at]), &arena, &zone, &no_memory));
        assert_false(no_memory);
    }
}

static void
memory_that_runs_out_is_told(void **state)
{
    (void)state;
    for (unsigned long nth = 1; nth <= 2; nth++) {
        hf_zone zone = {0};
        bool no_memory = false;
        hf_arena_clear(&arena);
        hf_memory_fail_at(nth);
        bool is_loaded =
            hf_zone_load(HF_VIEW("Europe/London"), &arena, &zone, &no_memory);
        hf_memory_fail_at(0);
        assert_false(is_loaded);
        assert_true(no_memory);
    }
}

static void
rules_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const rules[] = {"",
                                        "A",
                                        "CET",
                                        "CET-1CEST",
                                        "CET-1CEST,M3.5.0",
                                        "CET-1CEST,M13.5.0,M10.5.0",
                                        "CET-1CEST,M3.6.0,M10.5.0",
                                        "CET-1CEST,M3.5.0,M10.5.0x",
                                        "<+03",
                                        "CET-168",
                                        "CET-1CEST,J366,J1"};
    hf_zone_change room[HF_ZONE_RULE_CHANGES];
    for (size_t at = 0; at < sizeof rules / sizeof *rules; at++) {
        hf_zone zone = {.changes = room};
        assert_false(hf_zone_rule_expand(hf_view_of(rules[at]), &zone));
    }
}

static void
rules_give_two_changes_a_year(void **state)
{
    (void)state;
    hf_zone_change room[HF_ZONE_RULE_CHANGES];
    hf_zone zone = {.changes = room};
    assert_true(hf_zone_rule_expand(HF_VIEW("<+03>-3"), &zone));
    assert_int_equal(zone.count, 0);
    assert_int_equal(zone.offset, 10800);
    zone = (hf_zone){.changes = room};
    assert_true(
        hf_zone_rule_expand(HF_VIEW("CET-1CEST,M3.5.0,M10.5.0/3"), &zone));
    assert_int_equal(zone.count, HF_ZONE_RULE_CHANGES);
    assert_int_equal(hf_zone_offset(&zone, 1774745999), 3600); // 2026-03-29
    assert_int_equal(hf_zone_offset(&zone, 1774746000), 7200);
    // 1 March is day 60 under J, leap year or not, and day 59 or 60 from 0.
    zone = (hf_zone){.changes = room};
    assert_true(hf_zone_rule_expand(HF_VIEW("AAA0BBB,J60/0,J300/0"), &zone));
    assert_int_equal(zone.changes[0].at, 59 * 86400);
    assert_int_equal(zone.changes[4].at, (365 * 2 + 60) * 86400);
    zone = (hf_zone){.changes = room};
    assert_true(hf_zone_rule_expand(HF_VIEW("AAA0BBB,59/0,300/0"), &zone));
    assert_int_equal(zone.changes[4].at, (365 * 2 + 59) * 86400);
}

// ---- Business hours ---------------------------------------------------------

enum { LONDON, NIGHT, DAYS, CALENDARS };

static hf_calendar calendars[CALENDARS];
static int64_t holidays[] = {20812, 20815}; // 2026-12-25, 2026-12-28

static int
make_calendars(void **state)
{
    (void)state;
    calendars[LONDON] = (hf_calendar){.has_hours = true,
                                      .zone = load_zone("Europe/London"),
                                      .days = 0x1f,
                                      .open = 9 * 3600,
                                      .close = 18 * 3600,
                                      .holidays = holidays,
                                      .holiday_count = 2};
    calendars[NIGHT] = (hf_calendar){.has_hours = true,
                                     .zone = load_zone("America/New_York"),
                                     .days = 0x7f,
                                     .open = 0,
                                     .close = 4 * 3600};
    calendars[DAYS] = (hf_calendar){.has_hours = true,
                                    .zone = load_zone("America/New_York"),
                                    .days = 0x05,
                                    .open = 0,
                                    .close = 86400};
    return 0;
}

typedef struct add_case {
    int calendar;
    int64_t from, seconds, to;
} add_case;

static const add_case ADD[] = {
    {LONDON, 1774629000, 7200, 1774859400},
    {LONDON, 1774630800, 3600, 1774634400},
    {LONDON, 1774699200, 3600, 1774861200},
    {LONDON, 1792771200, 14400, 1793016000},
    {LONDON, 1798133400, 32400, 1798565400},
    {LONDON, 1782874800, 162000, 1783443600},
    {LONDON, 1767603600, 32400, 1767636000},
    {LONDON, 1767603600, 32460, 1767690060},
    {NIGHT, 1772946000, 14400, 1773032400},
    {NIGHT, 1772946000, 10800, 1772956800},
    {NIGHT, 1793505600, 18000, 1793523600},
    {NIGHT, 1793505600, 18060, 1793595660},
    {NIGHT, 1793419200, 36000, 1793599200},
    {DAYS, 1772971200, 86400, 1773115200},
    {DAYS, 1793534400, 259200, 1794286800},
};

static void
a_duration_is_counted_in_open_hours(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof ADD / sizeof *ADD; at++) {
        const hf_calendar *calendar = &calendars[ADD[at].calendar];
        assert_int_equal(
            hf_calendar_add(calendar, ADD[at].from, ADD[at].seconds),
            ADD[at].to);
        assert_int_equal(
            hf_calendar_between(calendar, ADD[at].from, ADD[at].to),
            ADD[at].seconds);
    }
}

static void
nothing_and_the_past_are_no_time(void **state)
{
    (void)state;
    int64_t sunday = 1772953140;
    assert_int_equal(hf_calendar_add(&calendars[LONDON], sunday, 0), sunday);
    assert_int_equal(hf_calendar_add(&calendars[LONDON], sunday, -5), sunday);
    assert_int_equal(
        hf_calendar_between(&calendars[LONDON], sunday, sunday - 9), 0);
    assert_int_equal(
        hf_calendar_between(&calendars[LONDON], sunday, sunday + 60), 0);
}

static void
without_hours_time_runs_round_the_clock(void **state)
{
    (void)state;
    hf_calendar none = {0};
    assert_int_equal(hf_calendar_add(&none, 100, 86400 * 9), 86400 * 9 + 100);
    assert_int_equal(hf_calendar_between(&none, 100, 350), 250);
    assert_true(hf_calendar_add(&none, 100, INT64_MAX) == INT64_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_offset_is_that_of_the_tz_database, clear),
        cmocka_unit_test_teardown(a_civil_time_is_the_first_that_reads_so,
                                  clear),
        cmocka_unit_test_teardown(a_civil_time_comes_back, clear),
        cmocka_unit_test_teardown(an_offset_is_a_zone_too, clear),
        cmocka_unit_test_teardown(a_name_that_leads_elsewhere_is_no_zone,
                                  clear),
        cmocka_unit_test_teardown(memory_that_runs_out_is_told, clear),
        cmocka_unit_test(rules_that_are_none_are_refused),
        cmocka_unit_test(rules_give_two_changes_a_year),
        cmocka_unit_test_setup_teardown(a_duration_is_counted_in_open_hours,
                                        make_calendars, clear),
        cmocka_unit_test_setup_teardown(nothing_and_the_past_are_no_time,
                                        make_calendars, clear),
        cmocka_unit_test(without_hours_time_runs_round_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
