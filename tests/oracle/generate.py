#!/usr/bin/python3
"""A random valid rule set and an export for it, the same for a seed on every machine.

  generate.py SEED OUTDIR [--rows N]

writes rules.yaml with what it includes and its lists, leads.csv, sometimes leads-2.csv, and
as-of.txt, the moment to score them at.
"""

import argparse
import os

from chance import Chance
from make_conditions import time_text
from make_leads import make_leads
from make_rules import RuleMaker
from values import DAY

DAYS = [20743, 20743, 20727, 19782, 19723, 20453]   # 2026-10-17, 2024-02-29, year ends, ...
MOMENTS = [0, 0, 1, DAY - 1, 43200, 54321]


def as_of_text(seconds):
    return time_text(seconds)[:10] if seconds % DAY == 0 else time_text(seconds)


def generate(seed, folder, rows=300):
    """-> (as-of as text, [names of the lead files])"""
    chance = Chance(seed)
    as_of = chance.pick(DAYS) * DAY + chance.pick(MOMENTS)
    rules = RuleMaker(chance, as_of).make()
    files = {path: text.encode("utf-8") for path, text in rules.texts_of_files().items()}
    names = ["leads.csv"] + (["leads-2.csv"] if chance.percent(12) else [])
    for name in names:
        files[name] = make_leads(chance, rules, rows // len(names))
    files["as-of.txt"] = (as_of_text(as_of) + "\n").encode()
    for path, data in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    return as_of_text(as_of), names


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("seed", type=int)
    parser.add_argument("folder")
    parser.add_argument("--rows", type=int, default=300)
    given = parser.parse_args()
    as_of, names = generate(given.seed, given.folder, given.rows)
    print("--as-of %s %s" % (as_of, " ".join(names)))


if __name__ == "__main__":
    main()
