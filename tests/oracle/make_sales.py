#!/usr/bin/python3
"""A random history of leads between Marketing and Sales: rules, an agreement, nightly exports,
what Sales did, what became of it, and the commands that take all of it in.

  make_sales.py SEED OUTDIR

writes the files and steps.txt, a command a line without the program and the ledger. A seed gives
the same history on every machine.
"""

import os
import sys

from chance import Chance
from terms import iso

HOUR, DAY = 3600, 86400
START = 1790812800              # 2026-10-01, a Thursday
LEADS, SPAN = 40, 24 * DAY      # how many, and while when things happen
REGIONS = ["emea", "us", "rest", "own", ""]
SALES = ["Ann", "Uma", "Sam", "ann", "Zoe"]
ACTORS = SALES * 2 + ["Mara", "Bot", ""]
STATUSES = {
    "handed": ["New"], "accepted": ["Accepted"], "touched": ["Working", "Connected"],
    "rejected": ["Rejected"], "recycled": ["Nurture"], "disqualified": ["Junk"],
    "converted": ["Converted"], "pulled": ["Taken"]}
HABITS = [                      # what a lead is likely to meet with
    ["Working", "Working", "Connected", "Converted", "Accepted"],
    ["Accepted", "Rejected", "Nurture", "Junk", "Working"],
    ["New", "Accepted", "Weird", "New"],
    ["Working", "Rejected", "Working", "Rejected", "Nurture"],
    ["New", "Accepted", "Working", "Connected", "Rejected", "Nurture", "Junk", "Converted",
     "Taken", "Weird"]]
REASONS = ["Too small", "No interest", "Off site", "No answer", "Other", "Whatever", "", "", " "]

RULES = """\
handoff: 1
ruleset: {name}
title: Drawn
owner: ops
leads:
  id: lead
  fields:
    lead: {{ column: Id, type: id }}
    size: {{ column: Size, type: number }}
    visits: {{ column: Visits, type: number }}
    optout: {{ column: Optout, type: boolean }}
    region: {{ column: Region }}
gates:
  - {{ id: optout, when: optout, consent: true, because: asked not to }}
  - {{ id: rival, when: size = 1, because: a competitor }}
axes: {{ fit: {{ max: 50, bands: {{ A: 30, B: any }} }}, engagement: {{}} }}
groups: {{ web: {{ axis: engagement }} }}
criteria:
  - id: company-size
    axis: fit
    because: large
    first: [{{ when: size >= 500, points: 40 }}, {{ when: size >= 50, points: 30 }}]
  - {{ id: pages, axis: engagement, group: web, when: visits >= 3, points: 5, because: reads }}
  - {{ id: often, axis: engagement, when: visits >= 8, points: 20, because: comes back }}
verdicts:
  - {{ verdict: ours, when: region = "own", means: exclude }}
  - {{ verdict: out, when: gated, means: disqualify }}
  - {{ verdict: mql, when: score >= {limit}, means: pass }}
  - {{ verdict: thin, when: completeness < 50, means: insufficient }}
  - {{ verdict: nurture, means: hold }}
routes:
  - {{ to: EMEA, when: region = "emea"{sla} }}
  - {{ to: US, when: region = "us" }}
  - {{ to: Rest, sla: 4h }}
"""


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        file.write(text)


def table(header, rows):
    return "".join(",".join(str(cell) for cell in row) + "\n" for row in [header] + rows)


class History:
    def __init__(self, seed, folder):
        self.chance, self.folder, self.steps = Chance(seed), folder, []
        chance = self.chance
        self.sla = chance.pick([HOUR, 4 * HOUR, 24 * HOUR, 48 * HOUR, 0])
        self.grace = chance.pick([0, 1800, 2 * HOUR])
        self.imports = chance.percent(25)
        self.runs = sorted(START + chance.below(SPAN // HOUR) * HOUR
                           for _ in range(chance.between(2, 6)))
        self.leads = ["L-%02d" % number for number in range(LEADS)]
        self.habits = {lead: chance.pick(HABITS) for lead in self.leads}

    # ---- Terms -------------------------------------------------------------------------------

    def write_rules(self):
        sla = ", sla: %dm" % (self.sla // 60) if self.sla else ""
        names = ["rules.yaml"]
        write(self.folder, "rules.yaml", RULES.format(name="drawn", limit=30, sla=sla))
        if self.chance.percent(30):     # a revision
            names.append("revised.yaml")
            write(self.folder, "revised.yaml", RULES.format(name="drawn", limit=40, sla=sla))
        if self.chance.percent(30):     # and another rule set
            names.append("other.yaml")
            write(self.folder, "other.yaml", RULES.format(name="other", limit=20, sla=""))
        return names

    def statuses(self):
        given = dict(STATUSES)
        if self.blind:
            given = {**given, "accepted": ["Accepted", "Connected"]}
            del given["touched"], given["converted"]
        return ", ".join("%s: [%s]" % (meaning, ", ".join(names))
                         for meaning, names in given.items())

    def write_agreement(self, name):
        chance = self.chance
        self.maturity = chance.pick([5, 20, 90])
        self.blind = chance.percent(12)     # no status says that anybody was spoken to
        reasons = [
            "too_small: { values: [Too small], class: fit, disputes: [company-size]%s }"
            % chance.pick(["", ", contradicted_when: size >= 200"]),
            "no_interest: { values: [No interest], class: intent, disputes: { axis: engagement } }",
            "off_site: { values: [Off site], class: intent, disputes: { group: web } }",
            "unreachable: { values: [No answer], class: contact, needs_attempts: %d }"
            % chance.between(0, 3),
            "other: { values: [Other], class: unexplained }"]
        lines = ["handoff_agreement: 1", "dispositions:",
                 "  - columns: { lead: Id, status: Status, at: At, actor: By, team: Team,"
                 " reason: Reason, priority: Priority }",
                 "    priorities: [Hot, Warm, Cold]",
                 "    statuses: { %s }" % self.statuses(),
                 "    reasons:"] + ["      " + reason for reason in reasons] + [
                     "  - columns: { lead: Who, status: Task, at: Done, actor: Assigned }",
                     "    statuses: { touched: [Call, Mail] }",
                     "  - columns: { lead: Who, owner: Owner, at: Since, actor: Changed }",
                     "outcomes:",
                     "  columns: { lead: Id, opportunity: Deal, stage: Stage, at: At }",
                     "  stages: { meeting: [Met], opportunity: [Open], won: [Won], lost: [Lost],"
                     " no_decision: [Quiet] }",
                     "handoffs:",
                     "  from: %s" % ("imported" if self.imports else "scored"),
                     "  columns: { lead: Id, at: At, to: To, by: By, kind: Kind }",
                     "  kinds: { handed: [Handed], forced: [Forced], blocked: [Blocked] }",
                     "links: { columns: { lead: Id, contact: Contact } }",
                     "sla: { %s }" % ", ".join(self.grace_text() + self.calendar()),
                     "attempts: { minimum: %d, conversation: [%s] }"
                     % (chance.between(0, 4), chance.pick(["", "Connected"])),
                     "maturity: %dd" % self.maturity,
                     "pulled: { minimum_touches: %d }" % chance.between(1, 3)]
        if chance.percent(80):
            lines.append("people: { file: people.csv }")
        write(self.folder, name, "\n".join(lines) + "\n")

    def grace_text(self):
        return ["grace: %dm" % (self.grace // 60)] if self.grace else []

    def calendar(self):
        if self.chance.percent(60):
            return []
        zone = self.chance.pick(["Europe/London", "America/New_York", "Asia/Kolkata"])
        holidays = self.chance.pick(["", ", holidays: [2026-10-12, 2026-10-26]"])
        return ['calendar: { zone: %s, days: mon-fri, hours: "09:00-18:00"%s }' % (zone, holidays)]

    # ---- Files -------------------------------------------------------------------------------

    def write_leads(self, name):
        chance, rows = self.chance, []
        for lead in chance.some(self.leads, LEADS - 4, LEADS):
            rows.append((lead, chance.pick(["", "1", "20", "60", "60", "60", "300", "900"]),
                         chance.pick(["", "1", "4", "9"]),
                         "true" if chance.percent(8) else "false",
                         chance.pick(REGIONS) if chance.percent(60) else "emea"))
        write(self.folder, name, table(("Id", "Size", "Visits", "Optout", "Region"), rows))

    def moment(self):
        """Often just when something is due."""
        chance = self.chance
        if chance.percent(30):
            return START + chance.below(SPAN)
        after = chance.pick([0, 0, 1, HOUR, self.sla, self.sla + self.grace,
                             self.sla + self.grace + 1, 3 * self.sla, 3 * self.sla + 1, 2 * DAY])
        return chance.pick(self.runs) + after + chance.pick([0, 0, chance.below(HOUR)])

    def deed(self, lead):
        chance = self.chance
        return (lead, chance.pick(self.habits[lead]), iso(self.moment()), chance.pick(ACTORS),
                chance.pick(["", "", "EMEA", "us"]), chance.pick(REASONS),
                chance.pick(["", "", "", "Hot", "Warm", "Cold"]))

    def bulk_deeds(self):
        """Around as many closings in a minute as make one decision."""
        chance, at, out = self.chance, self.moment(), []
        status = chance.pick(["Rejected", "Junk", "Nurture"])
        actor = chance.pick(["Max", "Max", chance.pick(ACTORS)])
        for lead in chance.some(self.leads, 20, 23):
            out.append((lead, status, iso(at + chance.pick([0, 30, 60] * 3 + [61])), actor, "",
                        chance.pick(REASONS), ""))
        return out

    def write_deeds(self):
        """-> names of files that overlap"""
        chance, deeds, names = self.chance, [], []
        for lead in self.leads:
            deeds += [self.deed(lead) for _ in range(chance.below(7))]
        bulk = self.bulk_deeds() if chance.percent(50) else []
        for number in range(chance.between(1, 4)):
            names.append("history-%d.csv" % number)
            write(self.folder, names[-1], table(
                ("Id", "Status", "At", "By", "Team", "Reason", "Priority"),
                chance.some(deeds, len(deeds) // 3, len(deeds)) + bulk))
        contacts = ["C-%02d" % number for number in range(LEADS)]
        links = [(lead, contact) for lead, contact in zip(self.leads, contacts)
                 if chance.percent(50)]
        who = self.leads if chance.percent(50) else self.leads + contacts
        if who != self.leads and links:
            names.append("links.csv")
            write(self.folder, "links.csv", table(("Id", "Contact"), links))
        tasks = [(chance.pick(who), chance.pick(["Call", "Mail"]), iso(self.moment()),
                  chance.pick(ACTORS)) for _ in range(chance.below(50))]
        owners = [(chance.pick(self.leads), chance.pick(SALES), iso(self.moment()), "Bot")
                  for _ in range(chance.below(8))]
        if tasks:
            names.append("tasks.csv")
            write(self.folder, "tasks.csv", table(("Who", "Task", "Done", "Assigned"), tasks))
        if owners:
            names.append("owners.csv")
            write(self.folder, "owners.csv", table(("Who", "Owner", "Since", "Changed"), owners))
        return names

    def write_rest(self):
        chance = self.chance
        few = chance.between(1, 40 if self.imports else 8)
        handoffs = [(chance.pick(self.leads), iso(self.moment()), chance.pick(["", "EMEA", "US"]),
                     chance.pick(["Mara", "Ann", "Bot", ""]),
                     chance.pick(["Handed"] * 4 + ["Forced", "Blocked"])) for _ in range(few)]
        outcomes = [(chance.pick(self.leads), "D-%d" % number,
                     chance.pick(["Met", "Open", "Won", "Lost", "Quiet"]),
                     iso(self.moment() + chance.pick([0, DAY, 60 * DAY])))
                    for number in range(chance.below(12))]
        write(self.folder, "handoffs.csv", table(("Id", "At", "To", "By", "Kind"), handoffs))
        write(self.folder, "outcomes.csv", table(("Id", "Deal", "Stage", "At"), outcomes))
        write(self.folder, "people.csv",
              "name,team,side\nAnn,EMEA,sales\nUma,US,sales\nSam,Rest,sales\nMara,,marketing\n"
              "Bot,,system\n")
        return [("handoffs.csv", "handoffs")] + ([("outcomes.csv", "outcomes")] if outcomes else [])

    # ---- Steps -------------------------------------------------------------------------------

    def record(self, name, kind):
        words = ["record", name, "--as", kind, "--allow-unmapped", "--agreement", "agreement.yaml"]
        if kind == "dispositions" and self.chance.percent(40):
            end = self.chance.pick([self.moment(), START + self.chance.below(60) * DAY])
            words += ["--covers", "%s..%s" % (iso(START - DAY), iso(end))]
        return words

    def make(self):
        chance = self.chance
        rules = self.write_rules()
        self.write_agreement("agreement.yaml")
        files = [(name, "dispositions") for name in self.write_deeds()] + self.write_rest()
        records = [self.record(*one) for one in files]
        records += [self.record(*chance.pick(files)) for _ in range(chance.below(3))]
        records = chance.shuffled(records)
        for number, run in enumerate(self.runs):
            name = "leads-%d.csv" % (number if chance.percent(70) else 0)
            if not os.path.exists(os.path.join(self.folder, name)):
                self.write_leads(name)
            for which in rules if number else rules[:1]:
                self.score(which, name, run)
            while records and chance.percent(40):
                self.steps.append(records.pop())
            if chance.percent(20):
                self.log()
        self.steps += records
        self.log()
        self.end()

    def score(self, rules, leads, run):
        if rules == "revised.yaml" and run != self.runs[-1]:
            return
        words = ["score", rules, leads, "--as-of", iso(run), "--agreement", "agreement.yaml"]
        self.steps.append(words + (["--baseline"] if self.chance.percent(5) else []))

    def log(self):
        chance = self.chance
        moment = chance.pick([self.moment(), START + SPAN, START + 50 * DAY, START + 200 * DAY,
                              chance.pick(self.runs) + self.maturity * DAY + chance.below(2)])
        self.steps.append(["log", iso(moment)])

    def end(self):
        """What was taken in is withdrawn, taken in again, and read by other terms."""
        chance = self.chance
        for _ in range(chance.below(3)):
            self.steps.append(["retract", str(chance.between(1, len(self.steps)))])
            self.log()
        if chance.percent(40):
            self.steps += [step for step in self.steps if step[0] == "record"][:2]
            self.log()
        if chance.percent(40):
            self.steps.append(["known", iso(START + chance.pick([20, 50]) * DAY),
                               str(chance.between(1, 6))])
        if chance.percent(30):
            self.write_agreement("mended.yaml")
            self.steps.append(["log", iso(START + 50 * DAY), "mended.yaml"])
        self.log()


def make(seed, folder):
    """-> the steps, as lists of words"""
    history = History(seed, folder)
    history.make()
    write(folder, "steps.txt", "".join(" ".join(step) + "\n" for step in history.steps))
    return history.steps


if __name__ == "__main__":
    os.makedirs(sys.argv[2], exist_ok=True)
    make(int(sys.argv[1]), sys.argv[2])
