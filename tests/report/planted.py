"""Made-up ledgers of which the truth is known: leads are drawn, rules score them, and Sales does
with them what a world says. A world in which nothing is so differs from another in one line.

World is the null: whoever the team, whatever the source, the criterion, the rules or the month, a
pass is rejected, left, worked and won with the same chances. `plant` makes the files, scores and
records them with the real commands.
"""

import csv
import os
import random
import subprocess
from datetime import datetime, timedelta, timezone

START = datetime(2026, 3, 2, 8, tzinfo=timezone.utc)  # a Monday
TEAMS = {"north": "North", "south": "South", "east": "East", "west": "West"}
SMALL = {"isle": "Isle", "cape": "Cape", "fjord": "Fjord"}
SOURCES = ["Web", "Event", "Partner", "Referral", "Ads"]
REASONS = ["Too small", "Wrong industry", "Just looking", "Other"]

RULES = """\
handoff: 1
ruleset: planted
title: Planted
leads:
  id: lead
  fields:
    lead: {{ column: Id, type: id }}
    region: {{ column: Region }}
    source: {{ column: Source }}
    size: {{ column: Size, type: number }}
    industry: {{ column: Industry, type: boolean }}
    senior: {{ column: Senior, type: boolean }}
    pages: {{ column: Pages, type: number }}
    webinar: {{ column: Webinar, type: boolean }}
    demo: {{ column: Demo, type: boolean }}
gates:
  - {{ id: rival, when: size = 1, because: They compete with us. }}
  - {{ id: trial, when: source = "Trial", because: We try things out. }}
axes:
  fit: {{ bands: {{ A: 40, B: 20, C: any }} }}
  engagement: {{ bands: {{ "1": 30, "2": 10, "3": any }} }}
criteria:
  - id: company-size
    axis: fit
    because: Small firms do not recover the onboarding.
    first: [{{ when: size >= 500, points: 30 }}, {{ when: size >= 50, points: 20 }}]
  - {{ id: seniority, axis: fit, when: senior, points: 15, because: They decide. }}
  - {{ id: industry, axis: fit, when: industry, points: 10, because: Our references are there. }}
  - {{ id: pages, axis: engagement, when: pages >= 5, points: 20, because: They read prices. }}
  - {{ id: webinars, axis: engagement, when: webinar, points: {webinar}, because: An hour is more than a click. }}
  - {{ id: demo-request, axis: engagement, when: demo, points: 30, because: They asked. }}
verdicts:
  - {{ verdict: out, when: gated, means: disqualify }}
  - {{ verdict: mql, when: fit >= 20 and engagement >= 10, means: pass }}
  - {{ verdict: nurture, means: hold }}
routes:
{routes}
"""

AGREEMENT = """\
handoff_agreement: 1
dispositions:
  columns: { lead: Id, status: Status, at: At, actor: By, team: Team, reason: Reason }
  statuses: { accepted: [Accepted], touched: [Working], rejected: [Rejected], converted: [Converted] }
  reasons:
    too_small: { values: [Too small], class: fit, disputes: [company-size], contradicted_when: size >= 500 }
    wrong_industry: { values: [Wrong industry], class: fit, disputes: [industry] }
    just_looking: { values: [Just looking], class: intent, disputes: { axis: engagement } }
    other: { values: [Other], class: unexplained }
outcomes:
  columns: { lead: Id, opportunity: Deal, stage: Stage, at: At }
  stages: { opportunity: [Open], won: [Won] }
sla: { grace: 2h }
attempts: { minimum: 3 }
maturity: 30d
minimum_cell: 10
"""


class Lead:
    """As it was drawn; what the rules will say of it is worked out here, too."""

    def __init__(self, chance, number, regions):
        self.id = "P-%05d" % number
        self.region = chance.choice(regions)
        self.source = chance.choice(SOURCES)
        self.size = chance.choice([1] + [10] * 9 + [80] * 15 + [800] * 15)
        self.industry = chance.random() < 0.5
        self.senior = chance.random() < 0.5
        self.pages = chance.choice([0, 2, 6, 9])
        self.webinar = chance.random() < 0.4
        self.demo = chance.random() < 0.3

    def row(self):
        flags = [str(flag).lower() for flag in
                 (self.industry, self.senior, self.webinar, self.demo)]
        return [self.id, self.region, self.source, self.size, flags[0], flags[1], self.pages,
                flags[2], flags[3]]

    def passes(self, webinar_points):
        fit = (30 if self.size >= 500 else 20 if self.size >= 50 else 0)
        fit += 15 * self.senior + 10 * self.industry
        engagement = 20 * (self.pages >= 5) + webinar_points * self.webinar + 30 * self.demo
        return self.size != 1 and fit >= 20 and engagement >= 10

    def is_hot(self):
        """In the upper cells."""
        fit = (30 if self.size >= 500 else 20) + 15 * self.senior + 10 * self.industry
        return fit >= 40


class World:
    """What Sales does. Each method takes a lead and the week in which it was handed over."""
    runs, leads = 4, 250
    regions = list(TEAMS)

    def shape(self, chance, lead):
        """Leads of other kinds."""

    def webinar_points(self, week):
        return 12

    def reject(self, lead, week):
        return 0.18

    def ignore(self, lead, week):
        return 0.08

    def convert(self, lead, week):
        return 0.3

    def pull(self, lead, week):
        return 0.08

    def take_back(self, lead, week):
        return 0.0

    def reason(self, chance, lead):
        return chance.choice(REASONS) if chance.random() < 0.6 else ""

    def bulk(self):
        """Team, week and number of leads that one hand closes at once."""
        return None


class Planted:
    """The files of a world, and where they stand in a folder."""

    def __init__(self, world, seed, folder, handoff):
        self.world, self.folder, self.handoff = world, folder, handoff
        self.chance = random.Random(seed)
        self.deeds, self.outcomes, self.truth = [], [], {}
        self.ledger = os.path.join(folder, "planted.ledger")
        self.end = START + timedelta(weeks=world.runs + 12)

    # ---- One lead --------------------------------------------------------------------------

    def deed(self, lead, status, at, reason=""):
        team = {**TEAMS, **SMALL}[lead.region]
        self.deeds.append([lead.id, status, iso(at), "%s %d" % (team, self.chance.randrange(3)),
                           team, reason])

    def count(self, what):
        self.truth[what] = self.truth.get(what, 0) + 1

    def outcome(self, lead, week, at):
        if self.chance.random() < self.world.convert(lead, week):
            self.outcomes.append([lead.id, "D" + lead.id, self.chance.choice(["Open", "Won"]),
                                  iso(at + timedelta(days=5))])

    def minutes(self, low, high):
        return timedelta(seconds=self.chance.randrange(low * 60, high * 60))

    def work(self, lead, week, at):
        for number in range(self.chance.randrange(1, 4)):
            self.deed(lead, "Working", at + self.minutes(20 + 1500 * number, 1200 + 1500 * number))
        self.outcome(lead, week, at)

    def sell(self, lead, week, at):
        world, chance = self.world, self.chance
        luck = chance.random()
        if luck < world.ignore(lead, week):
            self.count("ignored")
        elif luck < world.ignore(lead, week) + world.reject(lead, week):
            closed = at + self.minutes(30, 1300)
            self.deed(lead, "Rejected", closed, world.reason(chance, lead))
            if chance.random() < world.take_back(lead, week):
                self.count("taken back")
                self.deed(lead, "Working", closed + timedelta(hours=2))
        else:
            self.work(lead, week, at)

    def close_in_bulk(self, leads, at):
        """One hand, one minute."""
        for number, lead in enumerate(leads):
            self.deeds.append([lead.id, "Rejected", iso(at + timedelta(seconds=number)), "Bulk",
                               TEAMS[lead.region], "Other"])

    # ---- All of them -----------------------------------------------------------------------

    def week(self, week):
        world = self.world
        first = week * world.leads
        leads = [Lead(self.chance, first + at, world.regions) for at in range(world.leads)]
        for lead in leads:
            world.shape(self.chance, lead)
        at = START + timedelta(weeks=week)
        write(self.folder, "leads-%d.csv" % week,
              ["Id", "Region", "Source", "Size", "Industry", "Senior", "Pages", "Webinar", "Demo"],
              [lead.row() for lead in leads])
        bulk = world.bulk()
        closed = []
        for lead in leads:
            if not lead.passes(world.webinar_points(week)):
                if lead.size != 1 and self.chance.random() < world.pull(lead, week):
                    self.count("pulled")
                    self.work(lead, week, at)
            elif bulk and bulk[:2] == (lead.region, week) and len(closed) < bulk[2]:
                closed.append(lead)
            else:
                self.sell(lead, week, at)
        self.close_in_bulk(closed, at + timedelta(hours=6))

    def run(self, *words):
        done = subprocess.run([self.handoff, *words], cwd=self.folder, capture_output=True,
                              text=True)
        if done.returncode:
            raise RuntimeError("%s: %s%s" % (" ".join(words), done.stdout, done.stderr))
        return done.stdout

    def make(self):
        world = self.world
        routes = "".join('  - { to: %s, when: region = "%s", sla: 24h }\n' % (team, region)
                         for region, team in {**TEAMS, **SMALL}.items())
        with open(os.path.join(self.folder, "agreement.yaml"), "w") as file:
            file.write(AGREEMENT)
        for week in range(world.runs):
            self.week(week)
            with open(os.path.join(self.folder, "rules.yaml"), "w") as file:
                file.write(RULES.format(webinar=world.webinar_points(week), routes=routes))
            self.run("score", "rules.yaml", "leads-%d.csv" % week, "-o", "scores.csv", "--ledger",
                     self.ledger, "--agreement", "agreement.yaml", "--as-of",
                     iso(START + timedelta(weeks=week)))
        covers = "%s..%s" % (iso(START), iso(self.end))
        write(self.folder, "deeds.csv", ["Id", "Status", "At", "By", "Team", "Reason"], self.deeds)
        write(self.folder, "deals.csv", ["Id", "Deal", "Stage", "At"], self.outcomes)
        self.run("record", self.ledger, "deeds.csv", "--as", "dispositions", "--covers", covers)
        if self.outcomes:
            self.run("record", self.ledger, "deals.csv", "--as", "outcomes")
        return self

    def report(self, *words):
        return self.run("report", self.ledger, "--as-of", iso(self.end), *words)


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header] + rows)
