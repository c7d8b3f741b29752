/*
 * Units and their codes, as a table that a Sales manager could check: what the
 * rules said, what happened, and what that is called. Times are hours since
 * the first decision; the SLA is 24 hours, with 2 hours of grace; five
 * attempts are the minimum; outcomes mature after 90 days (2160 hours).
 */
#include "testing.h"

#include "base/memory.h"
#include "dispute/units.h"
#include "ledger/said.h"

#include <stdlib.h>
#include <unistd.h>

static const char RULES[] =
    "handoff: 1\nruleset: t\ntitle: t\nowner: ops\n"
    "leads:\n  id: lead\n  fields:\n"
    "    lead: { column: Id, type: id }\n"
    "    size: { column: Size, type: number }\n"
    "    optout: { column: Optout, type: boolean }\n"
    "gates:\n"
    "  - { id: optout, when: optout, consent: true, because: asked not }\n"
    "  - { id: rival, when: size = 1, because: a competitor }\n"
    "axes: { fit: {}, engagement: {} }\n"
    "groups: { web: { axis: engagement } }\n"
    "criteria:\n"
    "  - { id: company-size, axis: fit, when: size >= 50, points: 30,"
    " because: large }\n"
    "  - { id: pages, axis: engagement, group: web, when: size >= 60,"
    " points: 5, because: reads }\n"
    "verdicts:\n"
    "  - { verdict: mql, when: score >= 30, means: pass }\n"
    "  - { verdict: nurture, means: hold }\n"
    "routes:\n  - { to: EMEA, sla: 24h }\n";

static const char AGREEMENT[] =
    "handoff_agreement: 1\n"
    "dispositions:\n"
    "  columns: { lead: Id, status: Status, at: At, priority: P, owner: O,"
    " reason: R, team: T, actor: A }\n"
    "  priorities: [Hot, Warm, Cold]\n"
    "  statuses:\n"
    "    handed: [New]\n    accepted: [Accepted]\n"
    "    touched: [Working, Connected]\n    rejected: [Rejected]\n"
    "    recycled: [Nurture]\n    disqualified: [Junk]\n"
    "    converted: [Converted]\n    pulled: [Taken]\n"
    "  reasons:\n"
    "    too_small: { values: [Too small], class: fit,"
    " disputes: [company-size] }\n"
    "    no_interest: { values: [No interest], class: intent,"
    " disputes: { axis: engagement } }\n"
    "    off_site: { values: [Off site], class: intent,"
    " disputes: { group: web } }\n"
    "    unreachable: { values: [No answer], class: contact,"
    " needs_attempts: 2 }\n"
    "    other: { values: [Other], class: unexplained }\n"
    "outcomes:\n"
    "  columns: { lead: Id, opportunity: O, stage: S, at: At }\n"
    "  stages: { meeting: [Met], opportunity: [Open], won: [Won],"
    " lost: [Lost] }\n"
    "handoffs:\n"
    "  columns: { lead: Id, at: At, to: T, by: B, kind: K }\n"
    "  kinds: { handed: [Handed], forced: [Forced], blocked: [Blocked] }\n"
    "sla: { grace: 2h }\n"
    "attempts: { minimum: 5, conversation: [Connected] }\n"
    "people: { list: [[Bot, '', system], [Mara, '', marketing],"
    " [Ann, EMEA, sales], [Uma, US, sales]] }\n"
    "maturity: 90d\n"
    "pulled: { minimum_touches: 2 }\n";

enum { HOUR = 3600, FAR = 30 * 24, MATURE = 2161, MOST = 40 };

static char folder[] = "/tmp/handoff-units-XXXXXX";
static handoff_findings *findings;
static handoff_rules *rules;
static handoff_agreement *agreement;
static hf_ground_revision revision;
static hf_ground ground;

static void
write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    fputs(text, file);
    fclose(file);
}

static int
set_up(void **state)
{
    (void)state;
    findings = handoff_findings_new();
    if (!mkdtemp(folder) || chdir(folder)) {
        return -1;
    }
    write_file("r.yaml", RULES);
    write_file("a.yaml", AGREEMENT);
    if (handoff_rules_load("r.yaml", &rules, findings) != HANDOFF_OK ||
        handoff_agreement_load("a.yaml", &agreement, findings) != HANDOFF_OK) {
        char *text = handoff_findings_print(findings, HANDOFF_FINDINGS_TEXT);
        fputs(text ? text : "", stderr);
        handoff_free(text);
        return -1;
    }
    revision = (hf_ground_revision){1, rules};
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    char command[64];
    handoff_rules_free(rules);
    handoff_agreement_free(agreement);
    handoff_findings_free(findings);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

// ---- A story in a line -----------------------------------------------------

/*
 * "0 pass; 0 hand; 3 Working by Ann; 4 Rejected (Too small)": an hour, then
 * pass, hold, gate (hold for want of consent), rival, thin (insufficient),
 * exclude, hand (scored), Handed, Forced, Blocked (imported), "= Won" (an
 * outcome) or a status, behind a "~" when it is what an export of present
 * statuses says; "by NAME", "(REASON)", "!PRIORITY", "@TEAM" and "#ID" (of the
 * row) may follow.
 */
typedef struct told {
    hf_story story;
    hf_story_decision decisions[MOST];
    hf_story_handoff handoffs[MOST];
    hf_story_disposition dispositions[MOST];
    hf_story_outcome outcomes[MOST];
    char text[512];
} told;

static hf_view
cut(char *from, char end)
{
    char *stop = strchr(from, end);
    size_t len = stop ? (size_t)(stop - from) : strlen(from);
    return hf_view_trim((hf_view){from, len});
}

static bool
tell_decision(told *self, int64_t at, hf_view word)
{
    static const struct {
        const char *word, *means, *fired;
    } kinds[] = {{"pass", "pass", "company-size:30;pages:5"},
                 {"hold", "hold", "pages:5"},
                 {"gate", "disqualify", "optout:gate;pages:5"},
                 {"rival", "disqualify", "rival:gate"},
                 {"thin", "insufficient", ""},
                 {"exclude", "exclude", ""}};
    for (size_t one = 0; one < sizeof kinds / sizeof *kinds; one++) {
        if (hf_view_equal(word, hf_view_of(kinds[one].word))) {
            size_t count = self->story.decision_count++;
            bool is_pass = one == 0;
            self->decisions[count] = (hf_story_decision){
                .id = (int64_t)count + 1,
                .as_of = at,
                .revision = 1,
                .means = hf_view_of(kinds[one].means),
                .fired = hf_view_of(kinds[one].fired),
                .route = is_pass ? HF_VIEW("EMEA") : HF_VIEW(""),
                .sla_due = is_pass ? at + 24 * HOUR : HF_FACTS_NO_TIME};
            return true;
        }
    }
    return false;
}

static bool
tell_handoff(told *self, int64_t at, hf_view word, hf_view actor)
{
    bool is_scored = hf_view_equal(word, HF_VIEW("hand"));
    if (!is_scored &&
        hf_agreement_handoff(agreement, word) == HF_HANDOFF_UNMAPPED) {
        return false;
    }
    self->handoffs[self->story.handoff_count++] = (hf_story_handoff){
        .fact = {.ruleset = is_scored,
                 .at = at,
                 .kind = is_scored ? HF_VIEW("scored") : word,
                 .actor = actor,
                 .due = HF_FACTS_NO_TIME}};
    return true;
}

static void
tell_event(told *self, char *text)
{
    char *rest = NULL;
    int64_t at = strtol(text, &rest, 10) * HOUR;
    char *by = strstr(rest, " by ");
    char *reason = strchr(rest, '(');
    char *priority = strchr(rest, '!');
    char *team = strchr(rest, '@');
    char *source = strchr(rest, '#');
    bool is_current = rest[1] == '~';
    rest += is_current;
    size_t len = strcspn(rest + 1, " !@(#");
    hf_view word = {rest + 1, len};
    hf_view actor = by ? cut(by + 4, ' ') : HF_VIEW("");
    if (rest[1] == '=') {
        self->outcomes[self->story.outcome_count++] =
            (hf_story_outcome){.fact = {.at = at, .stage = cut(rest + 3, ' ')}};
    } else if (!tell_decision(self, at, word) &&
               !tell_handoff(self, at, word, actor)) {
        size_t count = self->story.disposition_count++;
        self->dispositions[count] = (hf_story_disposition){
            .id = (int64_t)count + 1,
            .fact = {.at = at,
                     .status = word,
                     .is_current = is_current,
                     .source = source ? cut(source + 1, ' ') : HF_VIEW(""),
                     .actor = actor,
                     .reason = reason ? cut(reason + 1, ')') : HF_VIEW(""),
                     .priority =
                         priority ? cut(priority + 1, ' ') : HF_VIEW(""),
                     .team = team ? cut(team + 1, ' ') : HF_VIEW("")}};
    }
}

static void
tell(told *self, const char *text)
{
    char *save = NULL;
    *self = (told){.story = {.lead = 1, .key = HF_VIEW("L")}};
    snprintf(self->text, sizeof self->text, "%s", text);
    for (char *event = strtok_r(self->text, ";", &save); event;
         event = strtok_r(NULL, ";", &save)) {
        tell_event(self, event);
    }
    self->story.decisions = self->decisions;
    self->story.handoffs = self->handoffs;
    self->story.dispositions = self->dispositions;
    hf_said_settle(self->dispositions, &self->story.disposition_count,
                   agreement);
    self->story.outcomes = self->outcomes;
}

// Units as "HS_REJECT+reversed 4 fired resolution; ...": code, hour, cycle,
// disputes and resolution.
static void
describe(const hf_units *units, hf_buffer *out)
{
    for (size_t at = 0; at < units->count; at++) {
        const hf_unit *unit = &units->items[at];
        hf_buffer_add_text(out, at ? "; " : "");
        hf_buffer_add_view(out, hf_units_code_text(unit->code));
        hf_buffer_add_text(out, unit->is_reversed ? "+reversed" : "");
        hf_buffer_add_byte(out, ' ');
        hf_buffer_add_int(out, unit->at / HOUR);
        hf_buffer_add_text(out, " #");
        hf_buffer_add_int(out, unit->cycle);
        if (unit->disputes.len) {
            hf_buffer_add_text(out, " disputes ");
            hf_buffer_add_view(out, unit->disputes);
        }
        hf_buffer_add_text(out, unit->is_unexplained ? " unexplained" : "");
        if (unit->resolution != HF_RESOLUTION_OPEN &&
            unit->resolution != HF_RESOLUTION_NONE) {
            hf_buffer_add_byte(out, ' ');
            hf_buffer_add_view(out, hf_units_resolution_text(unit->resolution));
        }
    }
}

static void
judge_at(int64_t hour)
{
    ground = (hf_ground){.agreement = agreement,
                         .as_of = hour * HOUR,
                         .covered = hour * HOUR,
                         .has_seen_touches = true,
                         .revisions = &revision,
                         .revision_count = 1};
}

static void
expect(const char *story, const char *expected)
{
    hf_units units = {0};
    hf_buffer found = {0};
    told one;
    tell(&one, story);
    assert_true(hf_units_find(&units, &ground, &one.story));
    describe(&units, &found);
    const char *text = found.len ? hf_buffer_text(&found) : "";
    if (strcmp(text, expected)) {
        fail_msg("%s\n  is       %s\n  and not  %s", story, text, expected);
    }
    hf_buffer_clear(&found);
    hf_units_clear(&units);
}

// ---- The table -------------------------------------------------------------

typedef struct scenario {
    int hour; // as of
    const char *story, *expected;
} scenario;

static const scenario SCENARIOS[] = {
    // worked as agreed
    {FAR, "0 pass; 0 hand; 3 Working by Ann", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 3 Converted", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 26 Working", "AGREE_PASS 26 #1"},
    {FAR, "0 pass; 0 hand; 27 Working", "LATE 27 #1"},
    {FAR, "0 hold", "AGREE_HOLD 0 #0"},
    {FAR, "0 hold; 5 rival; 9 Rejected", "AGREE_HOLD 5 #0"},
    // passed, not followed
    {FAR, "0 pass; 0 hand; 1 Accepted; 4 Rejected (Too small)",
     "HS_REJECT 4 #1 disputes company-size"},
    {FAR, "0 pass; 0 hand; 4 Junk (No interest)",
     "HS_REJECT 4 #1 disputes pages"},
    {FAR, "0 pass; 0 hand; 4 Nurture (Off site)",
     "HS_REJECT 4 #1 disputes pages"},
    {FAR, "0 pass; 0 hand; 4 Rejected", "HS_REJECT 4 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 4 Rejected (Other)", "HS_REJECT 4 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 4 Rejected (Too small); 5 Rejected",
     "HS_REJECT 5 #1 disputes company-size"},
    {FAR, "0 pass; 0 hand; 1 Working; 2 Working; 3 Working; 4 Rejected",
     "HS_REJECT 4 #1 unexplained"},
    // a no after real attempts, or after a conversation, is none
    {FAR,
     "0 pass; 0 hand; 1 Working; 2 Working; 3 Working; 4 Working;"
     " 5 Working; 6 Rejected (Too small)",
     "DQ_WORKED 6 #1"},
    {FAR, "0 pass; 0 hand; 1 Connected; 6 Rejected", "DQ_WORKED 6 #1"},
    {FAR, "0 pass; 0 hand; 1 Working; 2 Working; 6 Junk (No answer)",
     "DQ_WORKED 6 #1"},
    {FAR, "0 pass; 0 hand; 1 Working; 6 Junk (No answer)", "HS_REJECT 6 #1"},
    // what is so is no second touch, and no second no
    {FAR,
     "0 pass; 0 hand; 1 ~Working; 2 ~Working; 3 ~Working; 4 ~Working;"
     " 5 ~Working; 6 ~Rejected",
     "HS_REJECT 6 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 2 ~Rejected (Too small); 9 ~Rejected (Too small)",
     "HS_REJECT 2 #1 disputes company-size"},
    {FAR, "0 pass; 0 hand; 2 ~Rejected; 9 ~Rejected (Too small)",
     "HS_REJECT 9 #1 disputes company-size"},
    {FAR, "0 pass; 0 hand; 2 Rejected; 9 ~Rejected (Too small)",
     "HS_REJECT 9 #1 disputes company-size"},
    {FAR, "0 pass; 0 hand; 3 Working; 30 ~Working", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 30 ~Working; 3 Working", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 1 ~New; 30 ~Working; 40 ~New; 50 ~Working",
     "LATE 30 #1"},
    {FAR, "0 pass; 0 hand; 1 ~Nurture; 2 pass; 2 hand; 9 ~Nurture; 11 Working",
     "HS_REJECT 1 #1 unexplained; AGREE_PASS 11 #2"},
    {FAR, "0 pass; 0 hand; 1 ~Working !Hot; 5 ~Working !Hot; 9 ~Working !Cold",
     "HS_DOWNGRADE 9 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 1 Working; 2 ~Working !Hot; 9 ~Working !Cold",
     "HS_DOWNGRADE 9 #1 unexplained"},
    {FAR, "0 hold; 1 ~Working; 9 ~Working", "AGREE_HOLD 0 #0"},
    {FAR, "0 hold; 1 Working; 9 Working", "LS_PULL 9 #0 unexplained"},
    {FAR, "0 pass; 0 hand; 1 ~Working by Bot; 3 ~Working by Ann",
     "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 1 ~Working by Ann; 3 ~Working by Bot",
     "AGREE_PASS 1 #1"},
    {FAR, "0 pass; 0 hand; 1 ~Working; 3 ~New by Bot; 30 ~Working",
     "AGREE_PASS 1 #1"},
    // a row with an id is corrected by the one recorded last
    {FAR, "0 hold; 1 Working #A; 1 Working #B", "LS_PULL 1 #0 unexplained"},
    {FAR, "0 hold; 1 Working #A; 9 Working #A", "AGREE_HOLD 0 #0"},
    {FAR, "0 pass; 0 hand; 4 Rejected (Too small) #A; 3 Working #A",
     "AGREE_PASS 3 #1"},
    // silence
    {26, "0 pass; 0 hand", "PENDING 0 #1"},
    {27, "0 pass; 0 hand", "HS_IGNORE 26 #1 unexplained"},
    {27, "0 pass; 0 hand; 1 New", "HS_IGNORE 26 #1 unexplained"},
    {72, "0 pass; 0 hand; 1 Accepted", "PENDING 0 #1"},
    {73, "0 pass; 0 hand; 1 Accepted", "HS_PAPER 72 #1 unexplained"},
    // kept, and thought less of
    {FAR, "0 pass; 0 hand; 1 New !Hot; 2 Working !Cold",
     "HS_DOWNGRADE 2 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 1 New !Warm; 2 Working !Hot", "AGREE_PASS 2 #1"},
    {FAR, "0 pass; 0 hand; 1 New !Hot; 2 Working !Cold; 3 New !Hot",
     "AGREE_PASS 2 #1"},
    {FAR, "0 pass; 0 hand; 1 New !Hot; 2 Working !Cold; 3 New !Cold by Bot",
     "HS_DOWNGRADE 2 #1 unexplained"},
    {FAR,
     "0 pass; 0 hand; 1 New !Hot by Bot; 2 Working !Cold; 3 New !Hot by Bot",
     "HS_DOWNGRADE 2 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 1 New !Hot; 2 New !Cold; 3 Rejected",
     "HS_REJECT 3 #1 unexplained"},
    {27, "0 pass; 0 hand; 1 New !Hot; 2 New !Cold",
     "HS_IGNORE 26 #1 unexplained"},
    // another team
    {FAR, "0 pass; 0 hand; 3 Working by Uma", "LAT_REROUTE 3 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 3 Working @emea", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 3 Working by Zoe", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 3 Working by Ann; 4 Working by Uma",
     "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 27 Working by Uma", "LATE 27 #1"},
    // held, worked anyway
    {FAR, "0 hold; 5 Converted", "LS_PULL 5 #0 unexplained"},
    {FAR, "0 hold; 5 Taken", "LS_PULL 5 #0 unexplained"},
    {FAR, "0 hold; 5 Accepted", "LS_PULL 5 #0 unexplained"},
    {FAR, "0 hold; 5 Working", "AGREE_HOLD 0 #0"},
    {FAR, "0 hold; 5 Working; 6 Working", "LS_PULL 6 #0 unexplained"},
    {FAR, "0 rival; 5 Accepted", "LS_PULL 5 #0 unexplained"},
    {FAR, "0 gate; 5 Accepted", "LS_GATE 5 #0 unexplained"},
    {FAR, "0 hold; 2 gate; 5 Accepted", "LS_GATE 5 #0 unexplained"},
    {FAR, "0 gate; 2 Accepted; 5 hold", "LS_GATE 2 #0 unexplained"},
    {FAR, "0 hold; 1 New !Cold; 5 New !Hot", "LS_UPGRADE 5 #0 unexplained"},
    // Marketing's own
    {FAR, "0 hold; 3 Forced by Mara; 4 Working",
     "AGREE_HOLD 0 #0; MK_FORCE 3 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 2 Blocked by Mara", "MK_BLOCK 0 #1 unexplained"},
    {FAR, "0 pass; 2 Blocked by Mara", "MK_BLOCK 0 #0 unexplained"},
    {FAR, "0 pass; 2 Blocked by Mara; 5 hand; 6 Working",
     "MK_BLOCK 0 #0 unexplained; AGREE_PASS 6 #1"},
    {FAR, "0 pass; 0 hand; 2 Working; 3 Blocked by Mara", "AGREE_PASS 2 #1"},
    {FAR, "0 pass; 0 hand; 3 Rejected; 5 Blocked by Mara",
     "HS_REJECT 3 #1 unexplained"},
    {FAR, "0 hold; 2 Blocked by Mara", "AGREE_HOLD 0 #0"},
    {FAR, "0 pass; 1 Forced by Mara; 4 Working", "AGREE_PASS 4 #1"},
    {FAR, "0 exclude; 1 Forced by Mara; 4 Working",
     "EXCLUDED 0 #0; EXCLUDED 1 #1"},
    {FAR, "0 pass; 0 hand; 2 Rejected by Mara", "MK_BLOCK 2 #1 unexplained"},
    {FAR, "0 hold; 2 Accepted by Mara", "AGREE_HOLD 0 #0"},
    // what systems do counts for nobody
    {FAR, "0 pass; 0 hand; 2 Rejected by Bot; 3 Working", "AGREE_PASS 3 #1"},
    {FAR, "0 hold; 2 Accepted by Bot", "AGREE_HOLD 0 #0"},
    // not to be judged
    {FAR, "0 exclude; 3 Accepted", "EXCLUDED 0 #0"},
    {FAR, "0 pass; 0 hand; 3 Weird", "INDETERMINATE 0 #1"},
    {FAR, "0 hold; 3 Weird", "INDETERMINATE 0 #0"},
    {FAR, "0 pass; 0 hand; 1 New by Bot; 3 Weird", "INDETERMINATE 0 #1"},
    {FAR, "0 pass; 0 hand; 1 New; 3 Weird", "HS_IGNORE 26 #1 unexplained"},
    {FAR, "0 hold; 3 exclude; 5 Accepted", "EXCLUDED 3 #0"},
    {FAR, "0 hold; 3 Accepted; 5 exclude", "LS_PULL 3 #0 unexplained"},
    {FAR, "0 thin; 3 Accepted", "LS_PULL 3 #0 unexplained"},
    // a closing taken back
    {FAR, "0 pass; 0 hand; 4 Rejected; 9 Working", "AGREE_PASS+reversed 9 #1"},
    {FAR, "0 pass; 0 hand; 4 Rejected; 99 Working", "LATE+reversed 99 #1"},
    {73, "0 pass; 0 hand; 4 Rejected; 9 Accepted",
     "HS_PAPER+reversed 72 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 1 Working; 4 Rejected; 9 Accepted",
     "AGREE_PASS+reversed 1 #1"},
    {FAR, "0 pass; 0 hand; 4 Rejected; 9 Working; 12 Junk (Too small)",
     "HS_REJECT+reversed 12 #1 disputes company-size"},
    {FAR, "0 pass; 0 hand; 4 Rejected; 9 Working by Mara",
     "HS_REJECT 4 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 4 Rejected; 9 New", "HS_REJECT 4 #1 unexplained"},
    // units
    {FAR, "0 pass; 0 hand; 3 Rejected; 4 Working by Mara; 5 hold",
     "HS_REJECT 3 #1 unexplained; AGREE_HOLD 5 #1"},
    {FAR, "0 pass; 0 hand; 3 Converted; 4 hold; 5 Working",
     "AGREE_PASS 3 #1; AGREE_HOLD 4 #1"},
    {FAR, "0 pass; 0 hand; 2 hold; 3 Working; 4 hold", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 3 Rejected; 4 hold; 5 Accepted",
     "HS_REJECT 3 #1 unexplained; LS_PULL 5 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 3 Rejected; 9 hand", "HS_REJECT 3 #1 unexplained"},
    {FAR, "0 pass; 0 hand; 3 Nurture; 9 hand; 10 Working",
     "HS_REJECT 3 #1 unexplained; AGREE_PASS 10 #2"},
    {FAR, "0 pass; 0 hand; 9 Nurture; 9 hand; 10 Working",
     "HS_REJECT 9 #1 unexplained; AGREE_PASS 10 #2"},
    {FAR, "0 hold; 5 pass; 5 hand; 6 Working",
     "AGREE_HOLD 0 #0; AGREE_PASS 6 #1"},
    {FAR, "3 Working; 5 hold", "AGREE_HOLD 5 #0"},
    {FAR, "3 Working; 4 Rejected", ""},
    {FAR, "0 pass; 3 Working", ""},
    // who was right
    {MATURE, "0 pass; 0 hand; 3 Working", "AGREE_PASS 3 #1 rule_wrong"},
    {2160, "0 pass; 0 hand; 3 Working", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 3 Working; 9 = Lost", "AGREE_PASS 3 #1 both_right"},
    {FAR, "0 pass; 0 hand; 3 Working; 9 = Met", "AGREE_PASS 3 #1"},
    {FAR, "0 pass; 0 hand; 3 Rejected (Too small); 9 = Won",
     "HS_REJECT 3 #1 disputes company-size rule_vindicated"},
    {MATURE, "0 pass; 0 hand; 3 Rejected (No answer)",
     "HS_REJECT 3 #1 unobservable"},
    {MATURE,
     "0 pass; 0 hand; 3 Nurture (No answer); 9 hand; 10 Working; 11 Working;"
     " 12 Working; 13 Working; 14 Working",
     "HS_REJECT 3 #1 sales_vindicated; AGREE_PASS 10 #2"},
    {FAR, "0 hold; 5 Accepted; 9 = Won",
     "LS_PULL 5 #0 unexplained sales_vindicated"},
    {MATURE + 5, "0 hold; 5 Accepted",
     "LS_PULL 5 #0 unexplained rule_vindicated"},
    {MATURE, "0 hold; 5 Accepted", "LS_PULL 5 #0 unexplained"},
    {FAR, "0 hold; 9 = Open", "AGREE_HOLD 0 #0 both_missed"},
    {FAR, "0 pass; 0 hand; 27 Working; 40 = Open", "LATE 27 #1 both_right"},
    {FAR, "0 pass; 0 hand; 1 Connected; 6 Rejected; 9 = Open",
     "DQ_WORKED 6 #1 both_right"},
    {MATURE, "0 pass; 0 hand; 1 Connected; 6 Rejected",
     "DQ_WORKED 6 #1 rule_wrong"},
    {MATURE, "0 pass; 0 hand; 3 Working by Uma",
     "LAT_REROUTE 3 #1 unexplained rule_wrong"},
    {FAR, "0 pass; 0 hand; 3 Working by Uma; 9 = Open",
     "LAT_REROUTE 3 #1 unexplained both_right"},
    {MATURE, "0 pass; 0 hand; 1 New !Hot; 2 Working !Cold",
     "HS_DOWNGRADE 2 #1 unexplained rule_wrong"},
    {FAR, "0 pass; 0 hand; 1 New !Hot; 2 Working !Cold; 9 = Lost",
     "HS_DOWNGRADE 2 #1 unexplained both_right"},
    {MATURE, "0 pass; 0 hand", "HS_IGNORE 26 #1 unexplained unobservable"},
    {FAR, "0 pass; 0 hand; 99 = Open",
     "HS_IGNORE 26 #1 unexplained rule_vindicated"},
    {MATURE, "0 pass; 0 hand; 1 Accepted",
     "HS_PAPER 72 #1 unexplained unobservable"},
    {FAR, "0 pass; 0 hand; 1 Accepted; 99 = Won",
     "HS_PAPER 72 #1 unexplained rule_vindicated"},
    {FAR, "0 gate; 5 Accepted; 9 = Open",
     "LS_GATE 5 #0 unexplained sales_vindicated"},
    {MATURE + 5, "0 gate; 5 Accepted",
     "LS_GATE 5 #0 unexplained rule_vindicated"},
    {MATURE + 5, "0 hold; 1 New !Cold; 5 New !Hot",
     "LS_UPGRADE 5 #0 unexplained rule_vindicated"},
    {FAR, "0 hold; 1 New !Cold; 5 New !Hot; 9 = Won",
     "LS_UPGRADE 5 #0 unexplained sales_vindicated"},
    {MATURE, "0 pass; 0 hand; 3 Rejected; 400 Working; 401 Working",
     "LATE+reversed 400 #1 rule_wrong"},
    {MATURE, "0 exclude; 9 = Won", "EXCLUDED 0 #0"},
    {MATURE, "0 hold; 3 Forced by Mara; 9 = Won",
     "AGREE_HOLD 0 #0 both_missed; MK_FORCE 3 #1 unexplained"},
    {MATURE, "0 pass; 0 hand; 3 Weird; 9 = Won", "INDETERMINATE 0 #1"},
    {MATURE, "0 hold", "AGREE_HOLD 0 #0 both_right"},
    {FAR, "8 pass; 8 hand; 3 = Won; 9 Working", "AGREE_PASS 9 #1"},
};

static void
every_case_is_called_what_it_is(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof SCENARIOS / sizeof *SCENARIOS; at++) {
        judge_at(SCENARIOS[at].hour);
        expect(SCENARIOS[at].story, SCENARIOS[at].expected);
    }
}

static void
silence_that_was_not_observed_is_not_judged(void **state)
{
    (void)state;
    judge_at(FAR);
    ground.covered = 25 * HOUR;
    expect("0 pass; 0 hand", "INDETERMINATE 0 #1");
    ground.covered = 26 * HOUR;
    expect("0 pass; 0 hand", "HS_IGNORE 26 #1 unexplained");
    expect("0 pass; 0 hand; 1 Accepted", "INDETERMINATE 0 #1");
    ground.covered = HF_FACTS_NO_TIME;
    expect("0 pass; 0 hand", "INDETERMINATE 0 #1");
}

static void
a_no_is_not_judged_where_touches_are_not_seen(void **state)
{
    (void)state;
    judge_at(FAR);
    ground.has_seen_touches = false;
    expect("0 pass; 0 hand; 4 Rejected", "INDETERMINATE 4 #1");
    expect("0 pass; 0 hand; 1 Connected; 4 Rejected", "DQ_WORKED 4 #1");
}

static void
imported_handoffs_say_when(void **state)
{
    (void)state;
    handoff_agreement imports = *agreement;
    imports.imports_handoffs = true;
    judge_at(FAR);
    ground.agreement = &imports;
    expect("0 pass; 0 hand; 30 Handed; 40 Working", "AGREE_PASS 40 #1");
    expect("0 hold; 3 Handed by Mara", "AGREE_HOLD 0 #0;"
                                       " MK_FORCE 3 #1 unexplained");
    expect("0 hold; 3 Handed by Ann", "AGREE_HOLD 0 #0");
}

// ---- Properties ------------------------------------------------------------

static unsigned
draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static void
make_story(unsigned *seed, char *out, size_t room)
{
    static const char *const events[] = {
        "pass",      "hold",      "gate",     "hand",     "hand",    "Working",
        "Working",   "New",       "Accepted", "Rejected", "Nurture", "Junk",
        "Taken",     "Converted", "Weird",    "New !Hot", "Blocked", "Forced",
        "New !Cold", "Connected", "= Won"};
    unsigned hour = 0;
    size_t len = 0;
    for (unsigned left = 2 + draw(seed, 10); left; left--) {
        const char *event = events[draw(seed, sizeof events / sizeof *events)];
        len += (size_t)snprintf(out + len, room - len, "%s%u %s",
                                len ? "; " : "", hour, event);
        hour += draw(seed, 12);
    }
}

static void
the_order_of_import_does_not_matter(void **state)
{
    (void)state;
    unsigned seed = 7;
    judge_at(FAR);
    for (int round = 0; round < 3000; round++) {
        char text[512];
        hf_units units = {0};
        hf_buffer found[2] = {{0}, {0}};
        told one;
        make_story(&seed, text, sizeof text);
        tell(&one, text);
        for (int time = 0; time < 2; time++) {
            assert_true(hf_units_find(&units, &ground, &one.story));
            describe(&units, &found[time]);
            // Facts of one second, in another order.
            for (size_t at = 1; at < one.story.disposition_count; at++) {
                hf_story_disposition *b = &one.dispositions[at];
                if (b[-1].fact.at == b->fact.at) {
                    hf_story_disposition kept = *b;
                    *b = b[-1];
                    b[-1] = kept;
                }
            }
        }
        assert_view(hf_buffer_view(&found[0]),
                    found[1].len ? hf_buffer_text(&found[1]) : "");
        hf_buffer_clear(&found[0]);
        hf_buffer_clear(&found[1]);
        hf_units_clear(&units);
    }
}

static void
check_unit(const hf_unit *unit, const char *text)
{
    hf_view side = hf_units_side(unit->code);
    bool is_handed = unit->kind == HF_UNIT_HANDED;
    bool is_pass = hf_view_equal(unit->decision->means, HF_VIEW("pass"));
    if ((hf_view_equal(side, HF_VIEW("high")) && !(is_handed && is_pass)) ||
        (hf_view_equal(side, HF_VIEW("low")) && (is_handed || is_pass)) ||
        (unit->is_reversed && !is_handed) || unit->at > ground.as_of) {
        fail_msg("%s", text);
    }
}

static void
nothing_is_both_high_and_low(void **state)
{
    (void)state;
    unsigned seed = 11;
    for (int round = 0; round < 3000; round++) {
        char text[512];
        hf_units units = {0};
        told one;
        judge_at(draw(&seed, 200));
        make_story(&seed, text, sizeof text);
        tell(&one, text);
        assert_true(hf_units_find(&units, &ground, &one.story));
        for (size_t at = 0; at < units.count; at++) {
            check_unit(&units.items[at], text);
        }
        hf_units_clear(&units);
    }
}

static void
a_rejection_worked_later_is_reversed(void **state)
{
    (void)state;
    unsigned seed = 3;
    judge_at(FAR);
    for (int round = 0; round < 500; round++) {
        char text[128];
        hf_units units = {0};
        told one;
        unsigned no = draw(&seed, 50);
        unsigned yes = no + 1 + draw(&seed, 50);
        snprintf(text, sizeof text, "0 pass; 0 hand; %u Rejected; %u Working",
                 no, yes);
        tell(&one, text);
        assert_true(hf_units_find(&units, &ground, &one.story));
        assert_int_equal(units.count, 1);
        assert_true(units.items[0].is_reversed);
        assert_int_equal(units.items[0].code,
                         yes > 26 ? HF_UNIT_LATE : HF_UNIT_AGREE_PASS);
        hf_units_clear(&units);
    }
}

static void
time_alone_changes_nothing_before_it_was_said_to(void **state)
{
    (void)state;
    unsigned seed = 5;
    for (int round = 0; round < 1000; round++) {
        char text[512];
        hf_units units = {0};
        hf_buffer before = {0};
        hf_buffer after = {0};
        told one;
        make_story(&seed, text, sizeof text);
        tell(&one, text);
        judge_at(200 + draw(&seed, 2000));
        ground.covered = 9999 * HOUR;
        assert_true(hf_units_find(&units, &ground, &one.story));
        describe(&units, &before);
        int64_t until = ground.as_of + 5000 * HOUR;
        for (size_t at = 0; at < units.count; at++) {
            int64_t its = units.items[at].until;
            until = its != HF_FACTS_NO_TIME && its < until ? its : until;
        }
        ground.as_of = until - 1;
        assert_true(hf_units_find(&units, &ground, &one.story));
        describe(&units, &after);
        assert_view(hf_buffer_view(&after),
                    before.len ? hf_buffer_text(&before) : "");
        hf_buffer_clear(&before);
        hf_buffer_clear(&after);
        hf_units_clear(&units);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_is_called_what_it_is),
        cmocka_unit_test(silence_that_was_not_observed_is_not_judged),
        cmocka_unit_test(a_no_is_not_judged_where_touches_are_not_seen),
        cmocka_unit_test(imported_handoffs_say_when),
        cmocka_unit_test(the_order_of_import_does_not_matter),
        cmocka_unit_test(nothing_is_both_high_and_low),
        cmocka_unit_test(a_rejection_worked_later_is_reversed),
        cmocka_unit_test(time_alone_changes_nothing_before_it_was_said_to),
    };
    return cmocka_run_group_tests_name("dispute units", tests, set_up,
                                       tear_down);
}
