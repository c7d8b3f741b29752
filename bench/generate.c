/*
 * Writes a believable Salesforce lead export, the same bytes for the same
 * seed on every machine: 25 columns, titles that repeat as real ones do,
 * companies with commas and quotes, notes with line breaks, values missing
 * and misspelt. Serves `make demo` and `make bench`; whole numbers only.
 *
 * With --since and --until it is a scheduled export: of ROWS leads that come
 * in one after the other in 400 days, those created in that time, as they
 * stood at its end. Two such exports tell the same of a lead.
 *
 *   generate ROWS [--seed N] [--quoted] [--crlf] [--separator C] [--unique]
 *            [--broken] [--since DAY --until DAY]
 */
#include "made_up.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DISTINCT_TITLES = 3000,
    CELL = 512,
    FIRST_DAY = 20362, /* 2025-10-01 */
    DAYS = 400
};

typedef struct options {
    uint64_t rows, seed;
    bool is_quoted; /* every value in quotes, as the Data Loader writes */
    bool is_crlf;
    bool is_unique; /* no text comes twice */
    bool is_broken; /* one record in a hundred is to be rejected */
    bool is_scheduled;
    uint32_t since, until; /* days since 1970, the second not in it */
    char separator;
} options;

static const char *const first_names[] = {
    "Ada",   "Amara", "Anna",  "Ben",    "Bruno", "Carla",  "Chen",  "Clara",
    "David", "Elif",  "Emma",  "Farid",  "Fiona", "Goran",  "Hana",  "Ines",
    "Ivan",  "Jonas", "Kenji", "Laila",  "Liam",  "Lucía",  "Maja",  "Marco",
    "Mina",  "Nadia", "Noah",  "Olga",   "Omar",  "Paula",  "Priya", "Rosa",
    "Sam",   "Sofia", "Tariq", "Thomas", "Uma",   "Victor", "Wei",   "Zoë"};
static const char *const last_names[] = {
    "Abara",   "Andersen", "Bauer",   "Becker",   "Costa",    "Dubois",
    "Eriksen", "Ferreira", "Fischer", "García",   "Haddad",   "Hansen",
    "Ibrahim", "Ivanova",  "Jansen",  "Kim",      "Kowalski", "Larsen",
    "Lopez",   "Martin",   "Meyer",   "Müller",   "Nakamura", "Novak",
    "Okafor",  "Olsen",    "Patel",   "Rossi",    "Santos",   "Schmidt",
    "Silva",   "Singh",    "Tanaka",  "Virtanen", "Walker",   "Wilson"};
static const char *const levels[] = {"Marketing",
                                     "Sales",
                                     "Senior",
                                     "Junior",
                                     "Head of",
                                     "Director of",
                                     "VP",
                                     "VP of",
                                     "Chief",
                                     "Manager,",
                                     "Lead",
                                     "Principal",
                                     "Associate",
                                     "Regional",
                                     "Global",
                                     "Assistant",
                                     "Deputy Director,",
                                     "Group",
                                     "Vice President",
                                     "Interim",
                                     "Founder &",
                                     "Student,",
                                     "Intern,"};
static const char *const functions[] = {"Marketing",
                                        "Operations",
                                        "Sales",
                                        "Finance",
                                        "IT",
                                        "Engineering",
                                        "Procurement",
                                        "HR",
                                        "Product",
                                        "Data",
                                        "Customer Success",
                                        "Growth",
                                        "Demand Generation",
                                        "Revenue Operations",
                                        "Technology",
                                        "Information",
                                        "Security",
                                        "Legal",
                                        "Strategy",
                                        "Partnerships",
                                        "Content",
                                        "Digital",
                                        "Research",
                                        "Support"};
static const char *const roles[] = {"Manager",   "Officer",    "Specialist",
                                    "Analyst",   "Lead",       "Coordinator",
                                    "Executive", "Consultant", "Director",
                                    "Engineer",  "",           "Administrator",
                                    "Architect", "Partner",    "Representative",
                                    "Strategist"};
static const char *const company_words[] = {
    "Acorn",  "Alder",  "Amber",  "Anvil",   "Aspen",   "Atlas",  "Beacon",
    "Birch",  "Bright", "Canyon", "Cedar",   "Cobalt",  "Copper", "Coral",
    "Crest",  "Delta",  "Ember",  "Fable",   "Falcon",  "Garnet", "Harbor",
    "Hazel",  "Indigo", "Jasper", "Juniper", "Kestrel", "Lumen",  "Maple",
    "Meadow", "Nimbus", "Oak",    "Onyx",    "Orchid",  "Osprey", "Pebble",
    "Quartz", "Raven",  "Ridge",  "River",   "Sable",   "Slate",  "Sparrow",
    "Summit", "Tidal",  "Topaz",  "Vale",    "Willow",  "Zephyr"};
static const char *const company_kinds[] = {
    "Analytics", "Systems",  "Logistics", "Foods",     "Energy",   "Software",
    "Health",    "Works",    "Media",     "Robotics",  "Partners", "Labs",
    "Retail",    "Networks", "Materials", "Insurance", "Textiles", "Mobility"};
static const char *const company_forms[] = {"",     " GmbH", " Ltd", " AS",
                                            " LLC", " SA",   " BV"};
static const char *const industries[] = {
    "Technology", "Manufacturing",  "Healthcare",     "Retail",
    "Education",  "Finance",        "Media",          "Energy",
    "Government", "Transportation", "Not For Profit", "Hospitality"};
static const char *const countries[] = {
    "US", "US", "US", "US", "GB", "GB", "DE", "FR", "CA", "NO",           "SE",
    "IE", "NL", "ES", "IT", "BR", "IN", "AU", "JP", "ZA", "United States"};
static const char *const cities[] = {
    "Austin", "Boston", "Berlin", "Bergen", "Bristol",   "Chicago", "Cork",
    "Denver", "Dublin", "Leeds",  "Lisbon", "Lyon",      "Madrid",  "Milan",
    "Munich", "Osaka",  "Oslo",   "Pune",   "São Paulo", "Toronto", "Utrecht"};
static const char *const sources[] = {"Web",
                                      "Web",
                                      "Web",
                                      "Webinar",
                                      "Paid Search",
                                      "Organic Search",
                                      "Trade Show",
                                      "Partner",
                                      "Referral",
                                      "Demo Request",
                                      "Content Download",
                                      "Purchased List",
                                      "Outbound",
                                      "Chat"};
static const char *const statuses[] = {
    "Open - Not Contacted", "Open - Not Contacted", "Working - Contacted",
    "Closed - Converted", "Closed - Not Converted"};
static const char *const ratings[] = {"", "", "Hot", "Warm", "Cold"};
static const char *const free_mail[] = {"gmail.com", "outlook.com", "yahoo.com",
                                        "gmx.de", "proton.me"};
static const char *const named_accounts[] = {
    "acme.example", "globex.example", "initech.example", "umbrella.example"};
static const char *const note_words[] = {
    "asked",  "about",       "pricing", "for",     "the",     "team",
    "call",   "back",        "after",   "budget",  "round",   "uses",
    "a",      "spreadsheet", "today",   "met",     "at",      "booth",
    "wants",  "security",    "review",  "first",   "renewal", "in",
    "spring", "compare",     "with",    "current", "vendor"};

static const char *const header[] = {"Id",
                                     "FirstName",
                                     "LastName",
                                     "Email",
                                     "Title",
                                     "Company",
                                     "Industry",
                                     "AnnualRevenue",
                                     "NumberOfEmployees",
                                     "Country",
                                     "State",
                                     "City",
                                     "PostalCode",
                                     "LeadSource",
                                     "Status",
                                     "Rating",
                                     "HasOptedOutOfEmail",
                                     "CreatedDate",
                                     "LastActivityDate",
                                     "Website_Visits__c",
                                     "Pricing_Views__c",
                                     "Email_Clicks__c",
                                     "Webinars_Attended__c",
                                     "Demo_Requested__c",
                                     "Description"};

/* ---- Writing ------------------------------------------------------------ */

static bool
needs_quotes(const options *given, const char *cell)
{
    for (; *cell != '\0'; cell++) {
        if (*cell == given->separator || *cell == '"' || *cell == '\n' ||
            *cell == '\r') {
            return true;
        }
    }
    return false;
}

static void
write_cell(const options *given, size_t column, const char *cell)
{
    if (column > 0) {
        putchar_unlocked(given->separator);
    }
    if (!given->is_quoted && !needs_quotes(given, cell)) {
        fwrite_unlocked(cell, 1, strlen(cell), stdout);
        return;
    }
    putchar_unlocked('"');
    for (; *cell != '\0'; cell++) {
        if (*cell == '"') {
            putchar_unlocked('"');
        }
        putchar_unlocked(*cell);
    }
    putchar_unlocked('"');
}

static void
end_line(const options *given)
{
    if (given->is_crlf) {
        putchar_unlocked('\r');
    }
    putchar_unlocked('\n');
}

/* ---- Values ------------------------------------------------------------- */

static char titles[DISTINCT_TITLES][64];

static void
make_title(chance *c, char out[64])
{
    const char *role = PICK(c, roles);
    snprintf(out, 64, "%s %s%s%s", PICK(c, levels), PICK(c, functions),
             role[0] != '\0' ? " " : "", role);
}

static void
put_id(uint64_t row, char out[CELL])
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz";
    memcpy(out, "00Q5e00000", 10);
    for (int at = 14; at >= 10; at--) {
        out[at] = digits[row % 62];
        row /= 62;
    }
    out[15] = '\0';
}

static void
put_company(chance *c, const options *given, uint64_t row, char out[CELL])
{
    const char *word = PICK(c, company_words);
    const char *kind = PICK(c, company_kinds);
    uint32_t number = below(c, 1000);
    uint32_t kinds = below(c, 100);
    if (given->is_unique) {
        snprintf(out, CELL, "%s %s %llu", word, kind, (unsigned long long)row);
    } else if (kinds < 11) {
        snprintf(out, CELL, "%s, %s & Sons %u, Inc.", word, kind, number);
    } else if (kinds < 13) {
        snprintf(out, CELL, "The \"%s\" %s %u", word, kind, number);
    } else {
        snprintf(out, CELL, "%s %s %u%s", word, kind, number,
                 PICK(c, company_forms));
    }
}

static void
lower_ascii(char *text)
{
    // What is not a letter of ASCII leaves the address.
    char *to = text;
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if ((unsigned char)(byte - 'A') < 26) {
            *to++ = (char)(byte | 32);
        } else if ((unsigned char)(byte - 'a') < 26 || byte == '.' ||
                   byte == '@' || (unsigned char)(byte - '0') < 10) {
            *to++ = (char)byte;
        }
    }
    *to = '\0';
}

static void
put_email(chance *c, const options *given, uint64_t row, const char *first,
          const char *last, char out[CELL])
{
    uint32_t kind = below(c, 100);
    if (kind < 3) {
        out[0] = '\0';
    } else if (kind < 4) {
        snprintf(out, CELL, "%s at example", first); // misspelt
    } else if (kind < 22) {
        snprintf(out, CELL, "%s.%s%llu@%s", first, last,
                 (unsigned long long)(row % 9973), PICK(c, free_mail));
        lower_ascii(out);
    } else if (kind < 24) {
        snprintf(out, CELL, "%s@rival%u.example", first, below(c, 5));
        lower_ascii(out);
    } else if (given->is_scheduled && kind < 28) {
        snprintf(out, CELL, "%s.%s@%s", first, last, PICK(c, named_accounts));
        lower_ascii(out);
    } else {
        snprintf(out, CELL, "%s.%s@%s%s%u.example", first, last,
                 PICK(c, company_words), PICK(c, company_kinds),
                 below(c, 1000));
        lower_ascii(out);
    }
}

static void
put_number(chance *c, uint32_t missing, uint32_t number, char out[CELL])
{
    if (percent(c, missing)) {
        strcpy(out, percent(c, 20) ? "N/A" : "");
    } else {
        snprintf(out, CELL, "%u", number);
    }
}

static void
put_employees(chance *c, char out[CELL])
{
    static const uint32_t scale[] = {10, 50, 200, 1000, 5000, 20000};
    uint32_t most = PICK(c, scale);
    put_number(c, 12, 1 + below(c, most), out);
    if (percent(c, 1)) {
        strcpy(out, "unknown"); // there, but no number
    }
}

static void
put_note(chance *c, const options *given, uint64_t row, char out[CELL])
{
    size_t len = 0, words = 8 + below(c, 12);
    bool has_break = percent(c, 4);
    if (given->is_unique) {
        len = (size_t)snprintf(out, CELL, "%llu", (unsigned long long)row);
    }
    for (size_t word = 0; word < words; word++) {
        char blank = has_break && word == words / 2 ? '\n' : ' ';
        len += (size_t)snprintf(out + len, CELL - len, "%c%s",
                                len > 0 ? blank : ' ', PICK(c, note_words));
    }
    memmove(out, out + (out[0] == ' '), len + 1 - (out[0] == ' '));
}

static void
write_person(chance *c, const options *given, uint64_t row)
{
    char cell[CELL], title[64];
    const char *first = PICK(c, first_names), *last = PICK(c, last_names);
    put_id(row, cell);
    write_cell(given, 0, cell);
    write_cell(given, 1, first);
    write_cell(given, 2, last);
    put_email(c, given, row, first, last, cell);
    write_cell(given, 3, cell);
    if (given->is_unique || percent(c, 2)) {
        make_title(c, title);
        snprintf(cell, CELL, "%s %llu", title, (unsigned long long)row);
        write_cell(given, 4, cell);
    } else {
        write_cell(given, 4,
                   percent(c, 6) ? "" : titles[skewed(c, DISTINCT_TITLES)]);
    }
}

static void
write_company(chance *c, const options *given, uint64_t row)
{
    char cell[CELL];
    put_company(c, given, row, cell);
    write_cell(given, 5, cell);
    write_cell(given, 6, percent(c, 10) ? "" : PICK(c, industries));
    put_number(c, 25, (1 + below(c, 5000)) * 10000, cell);
    write_cell(given, 7, cell);
    put_employees(c, cell);
    write_cell(given, 8, cell);
    write_cell(given, 9, percent(c, 5) ? "" : PICK(c, countries));
    write_cell(given, 10, "");
    write_cell(given, 11, PICK(c, cities));
    snprintf(cell, CELL, "%05u", below(c, 100000));
    write_cell(given, 12, cell);
}

// The day on which a lead of a scheduled export came in, from the first of
// all: in the order of ids.
static uint32_t
day_of(const options *given, uint64_t row)
{
    return (uint32_t)(row * DAYS / given->rows);
}

// `day` is that of the creation, from the first of all.
static void
write_times(chance *c, const options *given, uint32_t day, bool is_active)
{
    char cell[CELL];
    uint32_t created = FIRST_DAY + day, last;
    put_day(created, cell);
    snprintf(cell + 10, CELL - 10, "T%02u:%02u:%02u.000Z", below(c, 24),
             below(c, 60), below(c, 60));
    write_cell(given, 17, cell);
    if (given->is_scheduled) {
        last = created + below(c, 3);
        last = last < given->until ? last : given->until - 1;
    } else {
        last = created + below(c, DAYS - day);
    }
    put_day(last, cell);
    write_cell(given, 18, is_active ? cell : "");
}

// What is new is open, but for the odd lead that was converted at once.
static const char *
status_of(chance *c, const options *given)
{
    const char *status = PICK(c, statuses);
    if (given->is_scheduled && !percent(c, 3)) {
        return statuses[0];
    }
    return status;
}

static void
write_behaviour(chance *c, const options *given, uint64_t row)
{
    char cell[CELL];
    uint32_t day = below(c, DAYS);
    bool is_active = percent(c, 55);
    write_cell(given, 13, PICK(c, sources));
    write_cell(given, 14, status_of(c, given));
    write_cell(given, 15, PICK(c, ratings));
    write_cell(given, 16, percent(c, 4) ? "1" : "0");
    write_times(c, given, given->is_scheduled ? day_of(given, row) : day,
                is_active);
    put_number(c, 3, is_active ? skewed(c, 60) : 0, cell);
    write_cell(given, 19, cell);
    put_number(c, 3, is_active ? skewed(c, 8) : 0, cell);
    write_cell(given, 20, cell);
    put_number(c, 3, is_active ? skewed(c, 12) : 0, cell);
    write_cell(given, 21, cell);
    put_number(c, 3, is_active ? skewed(c, 4) : 0, cell);
    write_cell(given, 22, cell);
    write_cell(given, 23, is_active && percent(c, 9) ? "true" : "false");
    put_note(c, given, row, cell);
    write_cell(given, 24, cell);
}

static void
write_rows(const options *given)
{
    chance c = {given->seed};
    for (size_t at = 0; at < DISTINCT_TITLES; at++) {
        make_title(&c, titles[at]);
    }
    for (size_t at = 0; at < COUNT(header); at++) {
        write_cell(given, at, header[at]);
    }
    end_line(given);
    for (uint64_t row = 0; row < given->rows; row++) {
        if (given->is_scheduled) {
            uint32_t created = FIRST_DAY + day_of(given, row);
            if (created < given->since || created >= given->until) {
                continue;
            }
            c.state = given->seed ^ row << 20; // the same in every export
        }
        write_person(&c, given, row);
        write_company(&c, given, row);
        write_behaviour(&c, given, row);
        if (given->is_broken && row % 100 == 50) {
            write_cell(given, COUNT(header), "one cell too many");
        }
        end_line(given);
    }
}

/* ---- The command -------------------------------------------------------- */

static int
complain(const char *what)
{
    fprintf(stderr,
            "generate: %s\nusage: generate ROWS [--seed N] [--quoted] "
            "[--crlf] [--separator C] [--unique] [--broken] "
            "[--since DAY --until DAY]\n",
            what);
    return 2;
}

static bool
read_flag(options *given, const char *word)
{
    if (strcmp(word, "--quoted") == 0) {
        given->is_quoted = true;
    } else if (strcmp(word, "--crlf") == 0) {
        given->is_crlf = true;
    } else if (strcmp(word, "--unique") == 0) {
        given->is_unique = true;
    } else if (strcmp(word, "--broken") == 0) {
        given->is_broken = true;
    } else {
        return false;
    }
    return true;
}

static bool
read_option(options *given, const char *word, const char *value)
{
    if (strcmp(word, "--seed") == 0) {
        given->seed = strtoull(value, NULL, 10);
        return true;
    }
    if (strcmp(word, "--separator") == 0) {
        given->separator = value[0];
        return true;
    }
    if (strcmp(word, "--since") == 0) {
        return read_day(value, &given->since);
    }
    if (strcmp(word, "--until") == 0) {
        given->is_scheduled = true;
        return read_day(value, &given->until);
    }
    return false;
}

int
main(int count, char **words)
{
    options given = {.seed = 1, .separator = ','};
    if (count < 2 || (given.rows = strtoull(words[1], NULL, 10)) == 0) {
        return complain("how many rows?");
    }
    for (int at = 2; at < count; at++) {
        if (read_flag(&given, words[at])) {
            continue;
        }
        if (at + 1 == count || !read_option(&given, words[at], words[at + 1])) {
            return complain("an option that is not one");
        }
        at++;
    }
    write_rows(&given);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 5;
}
