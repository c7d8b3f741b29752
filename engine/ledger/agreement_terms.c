/*
 * Terms of an agreement: how long Sales has and in which hours, how often they
 * try, and what a deal is worth. Texts come in, seconds, counts and
 * millionths go out.
 */
#include "ledger/agreement_read.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/nearest.h"

#include <stdlib.h>

enum { MOST_COUNT = 1000000 };

static bool
read_count(hf_agreement_reader *reader, const hf_node *node, int64_t least,
           int64_t *out)
{
    int64_t number = *out;
    if (!hf_map_whole(node, MOST_COUNT, &number, reader->findings)) {
        return false;
    }
    if (node && number < least) {
        hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                        "'%.*s' is below %lld", HF_SHOWN(node->text),
                        (long long)least);
        return false;
    }
    *out = number;
    return true;
}

// ---- Hours -----------------------------------------------------------------

static bool
refuse_hours(hf_agreement_reader *reader, const hf_node *node, const char *what,
             const char *hint)
{
    hf_finding *finding =
        hf_findings_add(reader->findings, HF_CODE_AGREEMENT_HOURS, node->span,
                        "'%.*s' is no %s", HF_SHOWN(node->text), what);
    hf_findings_hint(reader->findings, finding, "%s", hint);
    return false;
}

// `mon` to `sun`, or a longer name: 0 to 6, or 7.
static size_t
read_weekday(hf_view text)
{
    static const hf_view names[] = {HF_VIEW("monday"),    HF_VIEW("tuesday"),
                                    HF_VIEW("wednesday"), HF_VIEW("thursday"),
                                    HF_VIEW("friday"),    HF_VIEW("saturday"),
                                    HF_VIEW("sunday")};
    size_t at = 0;
    text = hf_view_trim(text);
    while (at < 7 && (text.len < 3 || !hf_view_starts_fold(names[at], text))) {
        at++;
    }
    return at;
}

static size_t
find_byte(hf_view text, char byte)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] != byte) {
        at++;
    }
    return at;
}

// `mon-fri` or `sat`; over the end of the week too.
static bool
add_days(hf_view text, uint8_t *days)
{
    size_t dash = find_byte(text, '-');
    size_t first = read_weekday(hf_view_slice(text, 0, dash));
    size_t last = dash < text.len
                      ? read_weekday(hf_view_slice(text, dash + 1, text.len))
                      : first;
    if (first > 6 || last > 6) {
        return false;
    }
    for (size_t day = first;; day = (day + 1) % 7) {
        *days |= (uint8_t)(1u << day);
        if (day == last) {
            return true;
        }
    }
}

static void
read_days(hf_agreement_reader *reader, const hf_node *node,
          hf_calendar *calendar)
{
    for (size_t at = 0; at < hf_agreement_texts(node); at++) {
        hf_view text;
        const hf_node *from =
            hf_agreement_text(reader, node, at, "a day", &text);
        while (from && text.len) {
            size_t comma = find_byte(text, ',');
            if (!add_days(hf_view_slice(text, 0, comma), &calendar->days)) {
                refuse_hours(reader, from, "day of the week",
                             "write mon-fri, or mon-thu, sat");
                break;
            }
            text = hf_view_slice(text, comma + 1, text.len);
        }
    }
}

// `9:00` or `24:00` -> seconds of the day.
static bool
read_clock(hf_view text, int32_t *out)
{
    int64_t hour;
    int64_t minute;
    text = hf_view_trim(text);
    size_t colon = find_byte(text, ':');
    if (colon == 0 || colon > 2 || text.len != colon + 3 ||
        !hf_decimal_whole(hf_view_slice(text, 0, colon), 0, 24, &hour) ||
        !hf_decimal_whole(hf_view_slice(text, colon + 1, 2), 0, 59, &minute) ||
        hour * 60 + minute > 24 * 60) {
        return false;
    }
    *out = (int32_t)(hour * 3600 + minute * 60);
    return true;
}

static void
read_hours(hf_agreement_reader *reader, const hf_node *node,
           hf_calendar *calendar)
{
    hf_view text = node->text;
    size_t dash = find_byte(text, '-');
    if (!read_clock(hf_view_slice(text, 0, dash), &calendar->open) ||
        !read_clock(hf_view_slice(text, dash + 1, text.len),
                    &calendar->close)) {
        refuse_hours(reader, node, "span of hours",
                     "write \"09:00-18:00\", in quotes");
    } else if (calendar->open >= calendar->close) {
        refuse_hours(reader, node, "span of hours",
                     "the end is later on the same day");
    }
}

static int
order_days(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void
read_holidays(hf_agreement_reader *reader, const hf_node *node,
              hf_calendar *calendar)
{
    size_t most = node ? hf_agreement_texts(node) : 0;
    calendar->holidays =
        hf_agreement_zero(reader, most, sizeof *calendar->holidays);
    for (size_t at = 0; calendar->holidays && at < most; at++) {
        const hf_node *day =
            node->kind == HF_NODE_LIST ? node->elements[at] : node;
        calendar->holiday_count +=
            hf_map_day(day, &calendar->holidays[calendar->holiday_count],
                       reader->findings);
    }
    if (calendar->holidays) {
        qsort(calendar->holidays, calendar->holiday_count,
              sizeof *calendar->holidays, order_days);
    }
}

static void
read_calendar(hf_agreement_reader *reader, const hf_node *node)
{
    enum { ZONE, DAYS, HOURS, HOLIDAYS, KEYS };
    static const hf_map_key table[KEYS] = {
        [ZONE] = {{"zone", 4}, HF_MAP_TEXT, true},
        [DAYS] = {{"days", 4}, HF_MAP_ANY, true},
        [HOURS] = {{"hours", 5}, HF_MAP_TEXT, true},
        [HOLIDAYS] = {{"holidays", 8}, HF_MAP_ANY, false},
    };
    hf_calendar *calendar = &reader->agreement->calendar;
    const hf_node *values[KEYS];
    hf_map_read(node, "'calendar'", table, KEYS, values, reader->findings);
    hf_agreement_zone(reader, values[ZONE], &calendar->zone);
    if (values[DAYS]) {
        read_days(reader, values[DAYS], calendar);
    }
    if (values[HOURS]) {
        read_hours(reader, values[HOURS], calendar);
    }
    read_holidays(reader, values[HOLIDAYS], calendar);
    calendar->has_hours = true;
}

void
hf_agreement_read_sla(hf_agreement_reader *reader, const hf_node *node)
{
    enum { GRACE, CALENDAR, KEYS };
    static const hf_map_key table[KEYS] = {
        [GRACE] = {{"grace", 5}, HF_MAP_TEXT, false},
        [CALENDAR] = {{"calendar", 8}, HF_MAP_MAP, false},
    };
    const hf_node *values[KEYS];
    hf_map_read(node, "'sla'", table, KEYS, values, reader->findings);
    hf_map_duration(values[GRACE], &reader->agreement->grace, reader->findings);
    if (values[CALENDAR]) {
        read_calendar(reader, values[CALENDAR]);
    }
}

// ---- Attempts and pulls ----------------------------------------------------

// A conversation that no block maps to anything is a slip of the pen.
static void
check_conversation(hf_agreement_reader *reader, const hf_node *node)
{
    handoff_agreement *agreement = reader->agreement;
    for (size_t at = 0; at < agreement->disposition_count; at++) {
        const hf_agreement_block *block = &agreement->dispositions[at];
        if (hf_agreement_find(block->statuses, block->status_count,
                              node->text)) {
            return;
        }
    }
    hf_finding *finding =
        hf_findings_add(reader->findings, HF_CODE_UNKNOWN_NAME, node->span,
                        "no status is called '%.*s'", HF_SHOWN(node->text));
    for (size_t at = 0; at < agreement->disposition_count; at++) {
        const hf_agreement_block *block = &agreement->dispositions[at];
        for (size_t name = 0; name < block->status_count; name++) {
            if (hf_nearest(node->text, &block->statuses[name].name, 1).len) {
                hf_findings_hint(reader->findings, finding,
                                 "did you mean '%.*s'?",
                                 HF_SHOWN(block->statuses[name].name));
                return;
            }
        }
    }
}

void
hf_agreement_read_attempts(hf_agreement_reader *reader, const hf_node *node)
{
    enum { MINIMUM, CONVERSATION, KEYS };
    static const hf_map_key table[KEYS] = {
        [MINIMUM] = {{"minimum", 7}, HF_MAP_TEXT, false},
        [CONVERSATION] = {{"conversation", 12}, HF_MAP_ANY, false},
    };
    handoff_agreement *agreement = reader->agreement;
    const hf_node *values[KEYS];
    hf_map_read(node, "'attempts'", table, KEYS, values, reader->findings);
    read_count(reader, values[MINIMUM], 0, &agreement->minimum_attempts);
    const hf_node *list = values[CONVERSATION];
    agreement->conversation = hf_agreement_views(
        reader, list, "a status", &agreement->conversation_count);
    for (size_t at = 0; list && at < hf_agreement_texts(list); at++) {
        const hf_node *text =
            list->kind == HF_NODE_LIST ? list->elements[at] : list;
        if (text->kind == HF_NODE_SCALAR && text->text.len) {
            check_conversation(reader, text);
        }
    }
}

void
hf_agreement_read_pulled(hf_agreement_reader *reader, const hf_node *node)
{
    static const hf_map_key table[] = {
        {{"minimum_touches", 15}, HF_MAP_TEXT, false},
    };
    const hf_node *value;
    hf_map_read(node, "'pulled'", table, 1, &value, reader->findings);
    read_count(reader, value, 1, &reader->agreement->pulled_touches);
}

// ---- Value -----------------------------------------------------------------

static void
read_amount(hf_agreement_reader *reader, const hf_node *node, int64_t *out)
{
    if (node && (!hf_decimal_literal(node->text, out) || *out < 0)) {
        hf_finding *finding =
            hf_findings_add(reader->findings, HF_CODE_BAD_VALUE, node->span,
                            "'%.*s' is no amount", HF_SHOWN(node->text));
        hf_findings_hint(reader->findings, finding,
                         "write digits alone, such as 12000 or 37.5");
    }
}

void
hf_agreement_read_value(hf_agreement_reader *reader, const hf_node *node)
{
    enum { DEAL, CURRENCY, MINUTES, HOUR, AGREED_BY, KEYS };
    static const hf_map_key table[KEYS] = {
        [DEAL] = {{"deal", 4}, HF_MAP_TEXT, true},
        [CURRENCY] = {{"currency", 8}, HF_MAP_TEXT, true},
        [MINUTES] = {{"minutes_per_lead", 16}, HF_MAP_TEXT, false},
        [HOUR] = {{"hour", 4}, HF_MAP_TEXT, false},
        [AGREED_BY] = {{"agreed_by", 9}, HF_MAP_TEXT, false},
    };
    handoff_agreement *agreement = reader->agreement;
    const hf_node *values[KEYS];
    hf_map_read(node, "'value'", table, KEYS, values, reader->findings);
    agreement->has_value = true;
    read_amount(reader, values[DEAL], &agreement->deal);
    read_amount(reader, values[MINUTES], &agreement->minutes_per_lead);
    read_amount(reader, values[HOUR], &agreement->hour);
    agreement->currency = hf_map_text(values[CURRENCY]);
    agreement->agreed_by = hf_map_text(values[AGREED_BY]);
}
