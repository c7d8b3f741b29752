"""What is planted in a ledger is named by its report, and where nothing is planted nothing is named.

  planted_test.py HANDOFF [NULLS]     NULLS ledgers without anything in them, 200
"""

import json
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

from planted import START, Planted, World, iso

HANDOFF = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "handoff"
NULLS = int(sys.argv[2]) if len(sys.argv) > 2 else 200


class Large(World):
    runs, leads = 4, 500


class Misleads(Large):
    """Who is in a core industry buys less, and the rules give points for it."""
    def convert(self, lead, week):
        return 0.08 if lead.industry else 0.4


class Lenient(Large):
    """West follows nearly everything."""
    def reject(self, lead, week):
        return 0.02 if lead.region == "west" else 0.35


class Mix(Large):
    """North is given the leads that all reject most, and rejects fewer of each kind than others."""
    def shape(self, chance, lead):
        lead.senior = chance.random() < (0.95 if lead.region == "north" else 0.1)
        lead.size = 800 if lead.senior else 80

    def ignore(self, lead, week):
        return 0

    def reject(self, lead, week):
        if lead.region == "north":
            return 0.4 if lead.is_hot() else 0.02
        return 0.7 if lead.is_hot() else 0.12


class Silent(Large):
    def ignore(self, lead, week):
        return 0.4 if lead.region == "south" else 0.05


class Bulk(World):
    def bulk(self):
        return "east", 1, 35


class TakenBack(World):
    def take_back(self, lead, week):
        return 0.7


class Small(World):
    def shape(self, chance, lead):
        if chance.random() < 0.01:
            lead.region = chance.choice(["isle", "cape", "fjord"])


class Revised(Large):
    """Sales has no use for who comes by a webinar alone; from the third week on nor have the rules."""
    def webinar_points(self, week):
        return 12 if week < 2 else 6

    def reject(self, lead, week):
        return 0.12 if lead.passes(6) else 0.8


class Worse(Large):
    def reject(self, lead, week):
        return 0.12 if week < 2 else 0.35


class Pulled(Large):
    """Sales sees what the rules do not."""
    def pull(self, lead, week):
        return 0.2

    def convert(self, lead, week):
        return 0.25 if lead.passes(12) else 0.65


class Sources(Large):
    def reject(self, lead, week):
        return 0.5 if lead.source == "Ads" else 0.15


# ---- What the reports have to say ------------------------------------------------------------------


def names(report, *parts, section):
    """A finding has all of these parts and stands there."""
    for finding in report["findings"]:
        if finding["section"] == section and all(part in finding["text"] for part in parts):
            return True
    return False


def group(report, name):
    return next(one for one in report["teams"] if one["team"] == name)


def bulk_counts_once(report, truth):
    """35 closings by one hand say nothing of a team."""
    time, rate = report["time"], report["rates"]["high_side"]
    return (time["bulk_closures"] == 1 and not report["findings"] and
            time["high_side_bulk_once"]["k"] == rate["k"] - 34 and
            time["high_side_bulk_once"]["n"] == rate["n"] - 34 and
            group(report, "East")["high_side"]["k"] > 40)


def small_teams_are_one(report, truth):
    teams = [one["team"] for one in report["teams"]]
    pooled = [one for one in report["teams"] if one["pooled"]]
    seen = {one["team"] for one in report["classes"]} - {""}
    return (teams == ["East", "North", "South", "West", ""] and 0 < pooled[0]["n"] and
            pooled[0]["q"] == 1 and seen <= set(teams))


PLANTED = [
    (Misleads, "a criterion that misleads is named by what its leads became", lambda report, truth:
     names(report, "'industry' had fired", "became an opportunity", section=5)),
    (Lenient, "a team that follows nearly everything is named", lambda report, truth:
     names(report, "Team West", "were not followed", section=7)),
    (Mix, "a team that only has other leads is seen through", lambda report, truth:
     group(report, "North")["flipped"] and
     names(report, "Team North", "cell by cell it is less", section=7)),
    (Silent, "silence is named by its team", lambda report, truth:
     names(report, "Team South", "not touched while their time ran", section=7)),
    (Bulk, "a bulk closure counts once", bulk_counts_once),
    (TakenBack, "rejections that were taken back are counted, and are none", lambda report, truth:
     report["rates"]["reversed"]["k"] == truth["taken back"] > 50 and
     report["rates"]["reversed"]["rate"] > 0.6),
    (Small, "small teams are one, without a name", small_teams_are_one),
    (Revised, "rules that changed the rate are named by their day", lambda report, truth:
     names(report, "Under the rules in force since 16 March 2026", section=3)),
    (Worse, "a change against the period before is named", lambda report, truth:
     names(report, "in the period before", section=3)),
    (Pulled, "held leads that do better than passes are named, for Sales", lambda report, truth:
     names(report, "Held leads that Sales worked anyway", section=9)),
    (Sources, "a source is named that is followed less", lambda report, truth:
     names(report, "source = Ads", section=7)),
]


def ask(planted, world):
    """Of the later half against the first, but where the rules changed in between."""
    words = ["--by", "source,region", "--format", "json"]
    if world in (Worse, World):
        words += ["--compare", "--from", iso(START + timedelta(weeks=world.runs / 2)),
                  "--to", iso(START + timedelta(weeks=world.runs))]
    return json.loads(planted.report(*words))


def made(job):
    world, seed = job
    with tempfile.TemporaryDirectory() as folder:
        planted = Planted(world(), seed, folder, HANDOFF).make()
        return ask(planted, world), planted.truth


def check_planted(pool):
    failed = 0
    jobs = [(world, 7) for world, _, _ in PLANTED]
    for (world, behaviour, holds), (report, truth) in zip(PLANTED, pool.map(made, jobs)):
        is_fine = holds(report, truth)
        failed += not is_fine
        print("%s - %s" % ("ok" if is_fine else "not ok", behaviour))
        if not is_fine:
            print(json.dumps([report["findings"], report["comparisons"], truth], indent=1))
    return failed


def check_nulls(pool):
    named = 0
    for report, _ in pool.map(made, [(World, seed) for seed in range(NULLS)], chunksize=4):
        named += bool(report["findings"])
        for finding in report["findings"]:
            print("# named by chance: %s %s" % (finding["text"], finding["q"]))
    is_fine = named <= max(1, 0.05 * NULLS)
    print("%s - of %d ledgers with nothing in them %d name something" %
          ("ok" if is_fine else "not ok", NULLS, named))
    return not is_fine


if __name__ == "__main__":
    with ProcessPoolExecutor(min(os.cpu_count(), 4)) as workers:
        sys.exit(bool(check_planted(workers) + check_nulls(workers)))
