/*
 * Answers as Sales would: reads the scores of weekly runs and writes what a
 * CRM exports of the time after them. Each lead has a story of its own, drawn
 * from the seed and its id, so that two calls tell the same of it. Teams are
 * lenient or strict, one region goes silent, one user closes many in a minute,
 * some holds are worked, and one criterion ('industry') promises more than its
 * leads keep. Whole numbers only.
 *
 *   answer --people
 *   answer FOLDER --from DAY --until DAY [--seed N] SCORES-DAY.csv...
 *
 * A file of scores is named after the day of its run, which is at 13:00 UTC,
 * and was written with --keep Country,NumberOfEmployees. What was recycled
 * before --from has been recorded: the next run that passes it hands it over
 * again.
 */
#include "crm.h"
#include "made_up.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HOUR = 3600,
    DAY = 86400,
    OPEN = 13 * HOUR, /* 09:00 in New York, in summer */
    CLOSE = 22 * HOUR,
    COLUMNS = 32
};

#define SILENT_SINCE 20678 /* 2026-08-13: nobody covers the UK and Ireland */
#define SWEEP 20721        /* 2026-09-25: the quarter's last Friday */
#define MEETING 20740      /* 2026-10-14: where cases are judged */

// ---- Teams -----------------------------------------------------------------

/* Shares of 100 leads that were handed over; the rest is worked in time. */
typedef struct team {
    const char *name, *users;
    uint32_t first, count; /* users */
    uint32_t sla;          /* working minutes */
    uint32_t reject, ignore, paper, late, reroute, lower;
} team;

static const team teams[] = {
    {"named-accounts", "ae", 1, 4, 240, 6, 2, 2, 5, 3, 2},
    {"demo-desk", "sdr", 1, 5, 240, 8, 4, 2, 12, 3, 2},
    {"enterprise-sales", "ae", 5, 8, 480, 28, 6, 9, 8, 3, 4},
    {"inbound-team", "sdr", 6, 12, 1440, 15, 9, 4, 8, 4, 3},
};

static const crm_user sync_user = {"sync", 0};
static const crm_user forcing = {"mops", 1}, blocking = {"mops", 2};
static const crm_user sweeper = {"ae", 9};

static void
print_people(void)
{
    puts("name,team,side");
    for (size_t at = 0; at < COUNT(teams); at++) {
        for (uint32_t user = 0; user < teams[at].count; user++) {
            printf("%s-%02u,%s,sales\n", teams[at].users,
                   teams[at].first + user, teams[at].name);
        }
    }
    puts("mops-01,marketing-ops,marketing\nmops-02,marketing-ops,marketing\n"
         "sync,,system");
}

static crm_user
one_of(chance *c, const team *from)
{
    return (crm_user){from->users, from->first + below(c, from->count)};
}

// ---- Working time ----------------------------------------------------------

// The moment so many working minutes later.
static int64_t
add_work(int64_t at, int64_t minutes)
{
    for (;;) {
        int64_t midnight = at / DAY * DAY, weekday = (at / DAY + 4) % 7;
        if (weekday == 0 || weekday == 6 || at >= midnight + CLOSE) {
            at = midnight + DAY;
            continue;
        }
        at = at < midnight + OPEN ? midnight + OPEN : at;
        int64_t left = (midnight + CLOSE - at) / 60;
        if (minutes < left) {
            return at + minutes * 60;
        }
        minutes -= left;
        at = midnight + CLOSE;
    }
}

// The same with some seconds, from `least` to `most` working hours later.
static int64_t
later(chance *c, int64_t at, uint32_t least, uint32_t most)
{
    uint32_t minutes = least * 60 + below(c, (most - least) * 60 + 1);
    return add_work(at, minutes) + below(c, 60);
}

// ---- Scores ----------------------------------------------------------------

typedef struct score {
    char lead[CRM_ID];
    int64_t at;
    const team *to; /* NULL: no pass */
    bool is_held, is_gated;
    bool has_industry, has_request, has_referral;
    bool is_silent; /* a region that does not answer any more */
    char cell[3];
    uint32_t size; /* employees, 0: not known */
} score;

typedef struct scores {
    score *items;
    size_t count;
} scores;

static const char *
cell_of(char **header, char **cells, size_t count, const char *name)
{
    for (size_t at = 0; at < count; at++) {
        if (strcmp(header[at], name) == 0) {
            return cells[at];
        }
    }
    fprintf(stderr, "answer: the scores have no column '%s'\n", name);
    exit(4);
}

static size_t
cut(char *line, char **cells)
{
    size_t count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *cell = line; cell != NULL && count < COLUMNS;) {
        cells[count++] = strsep(&cell, ",");
        line = cell;
    }
    return count;
}

static void
read_score(char **header, char **cells, size_t count, int64_t at, score *out)
{
    const char *means = cell_of(header, cells, count, "means");
    const char *route = cell_of(header, cells, count, "route");
    const char *fired = cell_of(header, cells, count, "fired");
    const char *country = cell_of(header, cells, count, "Country");
    *out = (score){.at = at};
    snprintf(out->lead, sizeof out->lead, "%s",
             cell_of(header, cells, count, "lead"));
    snprintf(out->cell, sizeof out->cell, "%s",
             cell_of(header, cells, count, "cell"));
    for (size_t one = 0; one < COUNT(teams); one++) {
        if (strcmp(means, "pass") == 0 && strcmp(route, teams[one].name) == 0) {
            out->to = &teams[one];
        }
    }
    out->is_held = strcmp(means, "hold") == 0;
    out->is_gated = strstr(fired, "no-consent:gate") != NULL;
    out->has_industry = strstr(fired, "industry:") != NULL;
    out->has_request = strstr(fired, "demo-request:") != NULL;
    out->has_referral = strstr(fired, "referral:") != NULL;
    out->is_silent =
        (strcmp(country, "GB") == 0 || strcmp(country, "IE") == 0) &&
        at >= SILENT_SINCE * DAY;
    out->size = (uint32_t)strtoul(
        cell_of(header, cells, count, "NumberOfEmployees"), NULL, 10);
}

static void
read_scores(scores *all, const char *path)
{
    char *line = NULL, *first = NULL, *header[COLUMNS], *cells[COLUMNS];
    size_t room = 0, len = strlen(path);
    uint32_t day;
    FILE *in = fopen(path, "r");
    if (in == NULL || len < 14 || !read_day(path + len - 14, &day) ||
        getline(&first, &room, in) <= 0) {
        fprintf(stderr, "answer: '%s' is no file of scores\n", path);
        exit(4);
    }
    size_t count = cut(first, header);
    for (room = 0; getline(&line, &room, in) > 0;) {
        if (cut(line, cells) != count) {
            fprintf(stderr, "answer: '%s' has a cell in quotes\n", path);
            exit(4);
        }
        if ((all->count & (all->count - 1)) == 0) {
            all->items =
                realloc(all->items, (2 * all->count + 1) * sizeof *all->items);
        }
        if (all->items == NULL) {
            fputs("answer: memory ran out\n", stderr);
            exit(5);
        }
        read_score(header, cells, count, (int64_t)day * DAY + OPEN,
                   &all->items[all->count++]);
    }
    free(line);
    free(first);
    fclose(in);
}

static int
order_scores(const void *a, const void *b)
{
    const score *left = a, *right = b;
    int order = strcmp(left->lead, right->lead);
    return order ? order : left->at < right->at ? -1 : left->at > right->at;
}

// ---- What is done with a lead ----------------------------------------------

typedef struct story {
    crm *crm;
    chance c;
    const score *said;
    crm_user rep;
    uint32_t cycle;
    bool is_good;     /* something would come of it */
    int64_t recycled; /* 0: it was not */
} story;

static void
do_task(story *s, int64_t at, crm_user by)
{
    static const char *const subjects[] = {
        "Call", "Call", "Email", "Email", "Voicemail", "LinkedIn message"};
    crm_add_fact(s->crm, (crm_fact){.lead = s->said->lead,
                                    .at = at,
                                    .kind = CRM_TASK,
                                    .by = by,
                                    .text = PICK(&s->c, subjects)});
}

static void
set(story *s, int64_t at, crm_kind kind, crm_user by, const char *text)
{
    crm_add_fact(s->crm, (crm_fact){.lead = s->said->lead,
                                    .at = at,
                                    .kind = kind,
                                    .by = by,
                                    .text = text});
}

static void
give_to(story *s, int64_t at, crm_user by, crm_user owner)
{
    crm_add_fact(s->crm, (crm_fact){.lead = s->said->lead,
                                    .at = at,
                                    .kind = CRM_OWNER,
                                    .by = by,
                                    .owner = owner,
                                    .text = ""});
}

static void
close_lead(story *s, int64_t at, crm_user by, const char *status,
           const char *reason)
{
    crm_add_fact(s->crm, (crm_fact){.lead = s->said->lead,
                                    .at = at,
                                    .kind = CRM_STATUS,
                                    .by = by,
                                    .text = status,
                                    .reason = reason});
}

static void
make_deal(story *s, int64_t at)
{
    static const char *const ends[] = {
        "Closed Won",  "Closed Won",  "Closed Won",  "Closed Lost",
        "Closed Lost", "Closed Lost", "Closed Lost", "Closed - No Decision"};
    crm_add_deal(s->crm, (crm_deal){.lead = s->said->lead,
                                    .at = at,
                                    .decided = later(&s->c, at, 15 * 9, 60 * 9),
                                    .end = PICK(&s->c, ends),
                                    .amount = 6000 + 500 * below(&s->c, 100)});
}

// Somebody of that account came back on their own.
static void
come_back(story *s, int64_t at, uint32_t share)
{
    if (percent(&s->c, share)) {
        make_deal(s, later(&s->c, at, 15 * 9, 45 * 9));
    }
}

// So many attempts, the first at `at`; when the last one was.
static int64_t
attempt(story *s, int64_t at, crm_user by, uint32_t times)
{
    for (uint32_t done = 0; done < times; done++) {
        if (done > 0) {
            at = later(&s->c, at, 5, 24);
        }
        do_task(s, at, by);
        if (done == 0) {
            set(s, at + 60 + below(&s->c, 240), CRM_STATUS, by,
                "Working - Contacted");
        }
    }
    return at;
}

// ---- How work ends ---------------------------------------------------------

static void
convert(story *s, int64_t at, crm_user by)
{
    set(s, at, CRM_STATUS, by, "Closed - Converted");
    make_deal(s, at);
}

static void
hold_meeting(story *s, int64_t at)
{
    crm_add_deal(s->crm, (crm_deal){.lead = s->said->lead,
                                    .at = at,
                                    .decided = at + 60 * DAY,
                                    .is_meeting = true,
                                    .amount = 0});
}

// Worked for real, and nothing came of it.
static void
give_up(story *s, int64_t at, crm_user by)
{
    static const char *const reasons[] = {"No budget", "Not now",
                                          "Uses competitor", "No budget"};
    uint32_t draw = below(&s->c, 100);
    int64_t end = later(&s->c, at, 4, 18);
    if (draw < 20) {
        // Agreed on are eight attempts: some stop before.
        if (percent(&s->c, 70)) {
            end = attempt(s, end, by, 4);
        }
        close_lead(s, end + 120, by, "Closed - Not Converted", "No answer");
    } else if (draw < 44) {
        set(s, at + 300, CRM_STATUS, by, "Connected");
        close_lead(s, end, by, "Closed - Not Converted", PICK(&s->c, reasons));
    } else if (draw < 60) {
        s->recycled = end;
        close_lead(s, end, by, "Nurturing", "Bad timing");
    } else if (draw < 70) {
        hold_meeting(s, end);
    } else {
        set(s, end, CRM_PLAN, by, "Follow up");
    }
}

static void
work(story *s, int64_t first, crm_user by)
{
    uint32_t times = s->is_good ? 2 + below(&s->c, 4) : 5 + below(&s->c, 4);
    int64_t last = attempt(s, first, by, times);
    if (s->is_good) {
        convert(s, later(&s->c, last, 1, 27), by);
    } else {
        give_up(s, last, by);
    }
}

// ---- What is not followed --------------------------------------------------

static const char *
reason_for(story *s)
{
    static const struct {
        uint32_t below;
        const char *text;
    } reasons[] = {{19, NULL},
                   {37, "Just researching"},
                   {54, "Company too small"},
                   {69, "Not a decision maker"},
                   {77, "Duplicate"},
                   {83, "Bounced"},
                   {88, "Wrong territory"},
                   {92, "Old activity"},
                   {96, "Outside of territory"},
                   {100, "Other"}};
    uint32_t draw = below(&s->c, 100);
    size_t at = 0;
    if (s->said->has_industry && percent(&s->c, 55)) {
        return "Wrong industry";
    }
    while (draw >= reasons[at].below) {
        at++;
    }
    return reasons[at].text;
}

static void
review(story *s, const char *code, uint32_t cycle, const char *rule_right,
       const char *response_right, const char *note, const char *action)
{
    crm_add_review(s->crm, (crm_review){s->said->lead, code, rule_right,
                                        response_right, note, action, cycle,
                                        MEETING * DAY + 14 * HOUR, forcing});
}

static void
review_rejection(story *s, const char *reason)
{
    if (reason == NULL || s->cycle != 1) {
        return;
    }
    if (strcmp(reason, "Wrong industry") == 0 && percent(&s->c, 7)) {
        review(s, "HS_REJECT", 1, "no", "yes",
               "Their industry does not buy this from us",
               "Look at the points for industry");
    } else if (strcmp(reason, "Company too small") == 0 &&
               s->said->size >= 200 && percent(&s->c, 15)) {
        review(s, "HS_REJECT", 1, "yes", "no",
               "The company has more people than the reason says",
               "Show the head count on the lead page");
    }
}

static void
reject(story *s, int64_t at)
{
    const char *reason = reason_for(s);
    bool is_recycled = percent(&s->c, 12);
    bool is_reversed = !is_recycled && percent(&s->c, 9);
    uint32_t attempts = below(&s->c, 3);
    int64_t end = later(&s->c, at, 1, 27);
    if (attempts > 0) {
        end = later(&s->c, attempt(s, end, s->rep, attempts), 1, 9);
    }
    if (is_recycled) {
        s->recycled = end;
        close_lead(s, end, s->rep, "Nurturing", "Not now");
        return;
    }
    close_lead(s, end, s->rep, "Closed - Not Converted", reason);
    if (is_reversed) {
        work(s, later(&s->c, end, 9, 45), s->rep);
        return;
    }
    if (end < MEETING * DAY) {
        review_rejection(s, reason);
    }
    if (s->is_good) {
        come_back(s, end, 35);
    }
}

// Nobody moved; a few are found weeks later.
static void
leave(story *s, int64_t at)
{
    if (percent(&s->c, 10)) {
        work(s, later(&s->c, at, 10 * 9, 20 * 9), s->rep);
    } else if (s->is_good) {
        come_back(s, at, 25);
    }
}

// All that was left open at the end of a quarter, closed in one minute.
static bool
sweep(story *s, int64_t at)
{
    if (s->said->to != &teams[2] || at < (SWEEP - 19) * DAY ||
        at > SWEEP * DAY || !percent(&s->c, 60)) {
        return false;
    }
    close_lead(s, SWEEP * DAY + CLOSE - 600 + below(&s->c, 45), sweeper,
               "Closed - Not Converted", "Other");
    return true;
}

// ---- A lead that was handed over -------------------------------------------

static void
assign(story *s, int64_t at)
{
    bool is_hot = s->said->has_request || s->said->cell[1] == '1';
    set(s, at + 60, CRM_RATING, sync_user, is_hot ? "Hot" : "Warm");
    give_to(s, at + 60, sync_user, s->rep);
}

static void
answer_in_time(story *s, int64_t at, uint32_t draw)
{
    const team *to = s->said->to;
    uint32_t minutes = 15 + skewed(&s->c, to->sla - 30);
    int64_t first = add_work(at, minutes) + below(&s->c, 60);
    crm_user by = s->rep;
    if (draw < to->reroute) {
        const team *other = &teams[(to - teams + 1) % COUNT(teams)];
        by = one_of(&s->c, other);
        give_to(s, first - 120, s->rep, by);
    } else if (draw < to->reroute + to->lower) {
        set(s, first + 30, CRM_RATING, by, "Cold");
    }
    work(s, first, by);
}

// By the shares of the team; industry promises more than it keeps, and what
// would come to nothing is seen through a little more frequently.
static void
answer(story *s, int64_t at)
{
    const team *to = s->said->to;
    uint32_t draw = below(&s->c, 100);
    uint32_t reject_share =
        to->reject + (s->said->has_industry ? 17 : 0) + (s->is_good ? 0 : 4);
    uint32_t ignore_share = s->said->is_silent ? 40 : to->ignore;
    if (draw < reject_share) {
        reject(s, at);
        return;
    }
    draw -= reject_share;
    if (draw < ignore_share) {
        leave(s, at);
        return;
    }
    draw -= ignore_share;
    if (draw < to->paper) {
        set(s, later(&s->c, at, 1, 5), CRM_STATUS, s->rep, "Accepted");
        return;
    }
    draw -= to->paper;
    if (draw < to->late) {
        work(s, add_work(at, to->sla + 180 + below(&s->c, 1500)), s->rep);
        return;
    }
    answer_in_time(s, at, draw - to->late);
}

static void
tell_handed(story *s)
{
    int64_t at = s->said->at;
    s->rep = one_of(&s->c, s->said->to);
    s->cycle++;
    if (percent(&s->c, 1)) {
        // A status that nobody agreed on.
        set(s, later(&s->c, at, 2, 20), CRM_STATUS, s->rep, "Parked");
        return;
    }
    assign(s, at);
    if (percent(&s->c, 1)) {
        crm_add_step(s->crm,
                     (crm_step){s->said->lead, "Blocked", s->said->to->name,
                                at + 1200 + below(&s->c, 600), blocking});
    } else if (!sweep(s, at)) {
        answer(s, at);
    }
}

// ---- A lead that was held --------------------------------------------------

// Who knows the account takes a lead that the rules held.
static void
pull(story *s, int64_t at)
{
    int64_t taken = later(&s->c, at, 4, 40);
    s->is_good = percent(&s->c, 30);
    give_to(s, taken, s->rep, s->rep);
    work(s, taken + 600, s->rep);
    if (s->is_good && taken < MEETING * DAY && percent(&s->c, 6)) {
        review(s, "LS_PULL", 0, "no", "yes",
               "The rep knew the buyer from an earlier company",
               "Ask for past customers in the form");
    }
}

static void
force(story *s, int64_t at)
{
    int64_t handed = later(&s->c, at, 9, 27);
    crm_add_step(s->crm, (crm_step){s->said->lead, "Forced", teams[3].name,
                                    handed, forcing});
    if (percent(&s->c, 60)) {
        work(s, later(&s->c, handed, 1, 20), s->rep);
    }
}

static void
tell_held(story *s)
{
    int64_t at = s->said->at;
    uint32_t draw = below(&s->c, 1000);
    s->rep = one_of(&s->c, &teams[percent(&s->c, 50) ? 2 : 3]);
    if (s->said->is_gated) {
        if (draw < 50) {
            attempt(s, later(&s->c, at, 9, 60), s->rep, 1 + below(&s->c, 3));
        }
    } else if (s->said->is_held && draw < 40) {
        pull(s, at);
    } else if (s->said->is_held && draw < 47) {
        set(s, at + 60, CRM_RATING, sync_user, "Cold");
        set(s, later(&s->c, at, 9, 40), CRM_RATING, s->rep, "Hot");
    } else if (s->said->is_held && draw < 53) {
        force(s, at);
    } else if (s->said->is_held && draw < 63) {
        come_back(s, at, 100);
    }
}

// ---- All of them -----------------------------------------------------------

static uint32_t
promise_of(const score *said)
{
    uint32_t share = said->cell[0] == 'A' ? 22 : said->cell[0] == 'B' ? 16 : 10;
    share += said->cell[1] == '1' ? 8 : 0;
    share += said->has_request ? 6 : 0;
    share += said->has_referral ? 8 : 0;
    return said->has_industry ? share / 3 : share;
}

// The runs that scored one lead, in the order of time.
static void
tell_lead(crm *into, const score *runs, size_t count, uint64_t seed,
          int64_t from)
{
    story s = {.crm = into, .c = {seed}};
    bool is_free = true; // to be handed over
    bool was_held = false;
    for (const char *byte = runs->lead; *byte != '\0'; byte++) {
        s.c.state = next(&s.c) ^ (unsigned char)*byte;
    }
    s.is_good = percent(&s.c, promise_of(runs));
    for (size_t at = 0; at < count; at++) {
        s.said = &runs[at];
        is_free |= s.recycled != 0 && s.recycled < from && runs[at].at >= from;
        if (runs[at].to == NULL) {
            is_free = true;
            if (!was_held && s.cycle == 0) {
                tell_held(&s);
            }
            was_held = true;
        } else if (is_free) {
            s.recycled = 0;
            tell_handed(&s);
            is_free = false;
        }
    }
}

static int
complain(const char *what)
{
    fprintf(stderr,
            "answer: %s\nusage: answer --people\n       answer FOLDER --from "
            "DAY --until DAY [--seed N] SCORES-DAY.csv...\n",
            what);
    return 2;
}

static void
tell_all(crm *into, const scores *all, uint64_t seed, int64_t from)
{
    size_t end;
    for (size_t at = 0; at < all->count; at = end) {
        end = at + 1;
        while (end < all->count &&
               strcmp(all->items[end].lead, all->items[at].lead) == 0) {
            end++;
        }
        tell_lead(into, &all->items[at], end - at, seed, from);
    }
}

int
main(int count, char **words)
{
    scores all = {0};
    crm told = {0};
    uint64_t seed = 1;
    uint32_t from = 0, until = 0;
    if (count == 2 && strcmp(words[1], "--people") == 0) {
        print_people();
        return fflush(stdout) == 0 ? 0 : 5;
    }
    for (int at = 2; at < count; at++) {
        const char *value = at + 1 < count ? words[at + 1] : "";
        if (strcmp(words[at], "--seed") == 0) {
            seed = strtoull(value, NULL, 10);
            at++;
        } else if (strcmp(words[at], "--from") == 0) {
            at += read_day(value, &from);
        } else if (strcmp(words[at], "--until") == 0) {
            at += read_day(value, &until);
        } else {
            read_scores(&all, words[at]);
        }
    }
    if (from == 0 || until == 0 || all.count == 0) {
        free(all.items);
        return complain("two days and scores are needed");
    }
    qsort(all.items, all.count, sizeof *all.items, order_scores);
    tell_all(&told, &all, seed, (int64_t)from * DAY);
    bool is_written =
        crm_write(&told, words[1], (int64_t)from * DAY, (int64_t)until * DAY);
    if (!is_written) {
        perror("answer");
    }
    crm_clear(&told);
    free(all.items);
    return is_written ? 0 : 5;
}
