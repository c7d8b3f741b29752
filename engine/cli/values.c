/*
 * One reader a kind of option. Each either sets the number or says what it
 * wants, with an example that works. Digits are read by hand: strtol takes
 * blanks, signs and nonsense behind the figure.
 */
#include "cli/values.h"
#include "cli/suggest.h"
#include "cli/terminal.h"

#include <handoff/leads.h>
#include <handoff/output.h>

#include <stdbool.h>
#include <string.h>

static bool
is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// The whole number that `*text` begins with; moves behind it. At most 15
// digits, far above every limit of the table and far below overflow.
static bool
read_digits(const char **text, int64_t *out)
{
    enum { MOST_DIGITS = 15 };
    int64_t number = 0;
    int digits = 0;

    for (; is_digit(**text); (*text)++) {
        if (++digits > MOST_DIGITS) {
            return false;
        }
        number = number * 10 + (**text - '0');
    }
    *out = number;
    return digits > 0;
}

static handoff_status
read_flag(const char *shown, const char *text, int64_t *out)
{
    static const char *const words[] = {"0",  "1",   "false", "true",
                                        "no", "yes", "off",   "on"};
    for (size_t at = 0; at < sizeof words / sizeof *words; at++) {
        if (strcmp(text, words[at]) == 0) {
            *out = at % 2;
            return HANDOFF_OK;
        }
    }
    return hf_terminal_refuse("%s wants true or false, not '%s'", shown, text);
}

// "csv|tsv|ndjson" as "csv, tsv or ndjson".
static void
write_choices(const char *allowed, char *out, size_t room)
{
    const char *last = strrchr(allowed, '|');
    size_t len = 0;

    for (const char *at = allowed; *at && len + 5 < room; at++) {
        if (*at != '|') {
            out[len++] = *at;
        } else {
            const char *joint = at == last ? " or " : ", ";
            memcpy(out + len, joint, strlen(joint));
            len += strlen(joint);
        }
    }
    out[len] = '\0';
}

static handoff_status
read_choice(const hf_option *option, const char *shown, const char *text,
            int64_t *out)
{
    enum { MOST = 16, ROOM = 200, WORD = 32 };
    char words[MOST][WORD];
    const char *list[MOST];
    char choices[ROOM];
    size_t count = 0;

    for (const char *at = option->allowed; at && count < MOST; count++) {
        size_t len = strcspn(at, "|");
        memcpy(words[count], at, len);
        words[count][len] = '\0';
        list[count] = words[count];
        at = at[len] ? at + len + 1 : NULL;
        if (strcmp(words[count], text) == 0) {
            *out = (int64_t)count;
            return HANDOFF_OK;
        }
    }
    write_choices(option->allowed, choices, sizeof choices);
    const char *nearest = hf_suggest_word(text, strlen(text), list, count);
    if (nearest) {
        return hf_terminal_refuse("%s wants %s, not '%s'; did you mean '%s'?",
                                  shown, choices, text, nearest);
    }
    return hf_terminal_refuse("%s wants %s, not '%s'", shown, choices, text);
}

static handoff_status
read_number(const hf_option *option, const char *shown, const char *text,
            int64_t *out)
{
    const char *limits = option->allowed;
    const char *at = text;
    int64_t least = 0;
    int64_t most = 0;
    int64_t number;

    read_digits(&limits, &least);
    limits++;
    read_digits(&limits, &most);
    if (!read_digits(&at, &number) || *at || number < least || number > most) {
        return hf_terminal_refuse(
            "%s wants a whole number from %lld to %lld, not '%s'", shown,
            (long long)least, (long long)most, text);
    }
    *out = number;
    return HANDOFF_OK;
}

static handoff_status
read_size(const char *shown, const char *text, int64_t *out)
{
    static const char units[] = "KMG";
    const char *at = text;
    int64_t number;
    int shift = 0;

    bool is_number = read_digits(&at, &number);
    const char *unit = *at ? strchr(units, *at) : NULL;
    if (unit) {
        shift = 10 * (int)(unit - units + 1);
        at++;
    }
    // A cell is kept whole in memory, so that more than 1G makes no sense.
    if (!is_number || *at || number == 0 || number > (1 << 30) >> shift) {
        return hf_terminal_refuse(
            "%s wants a size up to 1G such as 4096, 64K or 1M, not '%s'", shown,
            text);
    }
    *out = number << shift;
    return HANDOFF_OK;
}

static handoff_status
read_share(const char *shown, const char *text, int64_t *out)
{
    enum { PERCENT = 10000 }; // millionths
    const char *at = text;
    int64_t whole;
    int64_t part = 0;

    bool is_share = read_digits(&at, &whole);
    if (is_share && *at == '.') {
        at++;
        is_share = is_digit(*at);
        for (int64_t unit = PERCENT / 10; is_digit(*at) && is_share; at++) {
            is_share = unit > 0;
            part += unit * (*at - '0');
            unit /= 10;
        }
    }
    if (!is_share || strcmp(at, "%") != 0 || whole > 100 ||
        whole * PERCENT + part > 100 * PERCENT) {
        return hf_terminal_refuse(
            "%s wants a percentage such as 1%% or 0.5%%, not '%s'", shown,
            text);
    }
    *out = whole * PERCENT + part;
    return HANDOFF_OK;
}

static handoff_status
read_time(const char *shown, const char *text, int64_t *out)
{
    handoff_time time;
    if (!handoff_time_read(text, &time)) {
        return hf_terminal_refuse("%s wants a date such as 2026-01-31 or a "
                                  "moment such as 2026-01-31T09:00:00Z, "
                                  "not '%s'",
                                  shown, text);
    }
    *out = time;
    return HANDOFF_OK;
}

static handoff_status
read_wait(const char *shown, const char *text, int64_t *out)
{
    static const struct {
        const char *name;
        int64_t milliseconds;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}};
    const int64_t most = 24 * INT64_C(3600000);
    const char *at = text;
    int64_t number;

    bool is_number = read_digits(&at, &number);
    for (size_t i = 0; is_number && i < sizeof units / sizeof *units; i++) {
        if (strcmp(at, units[i].name) == 0 &&
            number <= most / units[i].milliseconds) {
            *out = number * units[i].milliseconds;
            return HANDOFF_OK;
        }
    }
    return hf_terminal_refuse(
        "%s wants a time up to 24h such as 500ms, 30s or 10m, not '%s'", shown,
        text);
}

static handoff_status
read_span(const char *shown, const char *text, int64_t *out)
{
    static const struct {
        char name;
        int64_t seconds;
    } units[] = {{'h', 3600}, {'d', 86400}, {'w', 7 * 86400}};
    const int64_t most = 3660 * INT64_C(86400);
    const char *at = text;
    int64_t number;

    bool is_number = read_digits(&at, &number) && number > 0;
    for (size_t i = 0; is_number && i < sizeof units / sizeof *units; i++) {
        if (at[0] == units[i].name && !at[1] &&
            number <= most / units[i].seconds) {
            *out = number * units[i].seconds;
            return HANDOFF_OK;
        }
    }
    return hf_terminal_refuse(
        "%s wants a time such as 24h, 90d or 13w, not '%s'", shown, text);
}

static handoff_status
read_separator(const char *shown, const char *text, int64_t *out)
{
    static const struct {
        const char *name;
        char byte;
    } names[] = {{"comma", ','}, {"tab", '\t'},  {"semicolon", ';'},
                 {"pipe", '|'},  {"space", ' '}, {"\\t", '\t'}};

    for (size_t at = 0; at < sizeof names / sizeof *names; at++) {
        if (strcmp(text, names[at].name) == 0) {
            *out = names[at].byte;
            return HANDOFF_OK;
        }
    }
    unsigned char byte = (unsigned char)text[0];
    if (byte == 0 || text[1] || byte >= 0x80 || strchr("\"\r\n", byte)) {
        return hf_terminal_refuse("%s wants one ASCII character, or comma, "
                                  "tab, semicolon, pipe or space, not '%s'",
                                  shown, text);
    }
    *out = byte;
    return HANDOFF_OK;
}

static handoff_status
read_footer(const char *shown, const char *text, int64_t *out)
{
    enum { MOST_LINES = 1000000 };
    const char *at = text;
    int64_t lines;

    if (strcmp(text, "auto") == 0) {
        *out = HANDOFF_FOOTER_AUTO;
        return HANDOFF_OK;
    }
    if (strcmp(text, "none") == 0) {
        *out = HANDOFF_FOOTER_NONE;
        return HANDOFF_OK;
    }
    if (!read_digits(&at, &lines) || *at || lines > MOST_LINES) {
        return hf_terminal_refuse(
            "%s wants auto, none or a number of lines, not '%s'", shown, text);
    }
    *out = lines;
    return HANDOFF_OK;
}

handoff_status
hf_values_read(const hf_option *option, const char *shown, const char *text,
               int64_t *out)
{
    switch (option->kind) {
    case HF_KIND_FLAG:
        return read_flag(shown, text, out);
    case HF_KIND_CHOICE:
        return read_choice(option, shown, text, out);
    case HF_KIND_NUMBER:
        return read_number(option, shown, text, out);
    case HF_KIND_SIZE:
        return read_size(shown, text, out);
    case HF_KIND_SHARE:
        return read_share(shown, text, out);
    case HF_KIND_TIME:
        return read_time(shown, text, out);
    case HF_KIND_WAIT:
        return read_wait(shown, text, out);
    case HF_KIND_SPAN:
        return read_span(shown, text, out);
    case HF_KIND_SEPARATOR:
        return read_separator(shown, text, out);
    case HF_KIND_FOOTER:
        return read_footer(shown, text, out);
    case HF_KIND_TEXT:
    case HF_KIND_FILE:
        if (*text == '\0') {
            return hf_terminal_refuse("%s is empty; write %s %s", shown, shown,
                                      option->argument);
        }
        return HANDOFF_OK;
    case HF_KIND_HELP:
        return HANDOFF_OK;
    }
    return HANDOFF_OK;
}
