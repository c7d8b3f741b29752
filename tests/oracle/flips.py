#!/usr/bin/python3
"""The nearest change that `handoff explain` tells, done: does the verdict change as it says?

  flips.py HANDOFF [--first SEED] [-n COUNT] [--leads N]

For random rule sets and exports: some leads are explained, the change is made to the lead's
own cells, and the oracle scores what comes out. The lines of points must add up to the score.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

import leads
import oracle
import scoring
from generate import generate
from rules import RuleSet


class Failure(Exception):
    pass


def explain(handoff, folder, name, as_of, lead):
    """-> the JSON of one lead, or None when it is not an accepted record"""
    command = [handoff, "explain", "rules.yaml", name, "--lead", lead, "--as-of", as_of,
               "--format", "json", "--show-values"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise Failure("status %d: %s" % (done.returncode, done.stderr.decode()[:300]))
    return json.loads(done.stdout)


def expect(what, found, expected):
    if found != expected:
        raise Failure("%s: %r instead of %r" % (what, found, expected))


def check_points(told):
    expect("sum of the lines", sum(line["points"] for line in told["points"]), told["score"])


def check_result(told, result):
    for name in ("verdict", "means", "score", "axes", "cell", "route", "completeness", "unknown"):
        expect(name, told[name], getattr(result, name))


def check_change(rules, binding, record, as_of, change):
    cells = list(record.cells)
    for one in change["changes"]:
        column = binding.columns[one["field"]]
        if column is None:
            raise Failure("field %r has no column" % one["field"])
        cells[column] = one["to"]
    result = scoring.score_row(rules, binding.row(cells, as_of))
    expect("verdict after %r" % change["changes"], result.verdict, change["verdict"])
    expect("cell after it", result.cell, change["cell"])
    return result


def check_lead(rules, binding, record, as_of, told):
    """-> how many changes were told, and whether one makes it pass or not any more"""
    row = binding.row(record.cells, as_of)
    result = scoring.score_row(rules, row)
    check_result(told, result)
    check_points(told)
    counts = {"nearest_change": 0, "nearest_other_change": 0}
    for key in counts:
        if told[key] is None:
            continue
        counts[key] = 1
        after = check_change(rules, binding, record, as_of, told[key])
        if after.verdict == result.verdict:
            raise Failure("the verdict stays %r" % result.verdict)
        crosses = (after.means == "pass") != (result.means == "pass")
        expect("whether it crosses", crosses, key == "nearest_change")
    return counts


def chosen(records, count):
    """Some of them, spread over the file"""
    step = max(1, len(records) // count)
    return records[::step][:count]


def check_case(handoff, seed, count, tally):
    with tempfile.TemporaryDirectory() as folder:
        as_of_text, names = generate(seed, folder, rows=120)
        rules = RuleSet(os.path.join(folder, "rules.yaml"))
        as_of = oracle.read_as_of(as_of_text)
        with open(os.path.join(folder, names[0]), "rb") as file:
            header, records = leads.read_table(file.read())
        binding = scoring.Binding(rules, header)
        seen = set()
        for record in chosen([r for r in records if not r.problem], count):
            lead = binding.row(record.cells, as_of).lead
            if lead is None or lead in seen or lead.startswith("-"):
                continue
            told = explain(handoff, folder, names[0], as_of_text, lead)
            if told["line"] != record.line:
                continue        # an id that comes again: the first is explained
            seen.add(lead)
            tally["leads"] += 1
            for key, found in check_lead(rules, binding, record, as_of, told).items():
                tally[key] += found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("handoff")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("-n", type=int, default=20)
    parser.add_argument("--leads", type=int, default=6)
    given = parser.parse_args()
    handoff = os.path.abspath(given.handoff)
    tally = {"leads": 0, "nearest_change": 0, "nearest_other_change": 0}
    for seed in range(given.first, given.first + given.n):
        try:
            check_case(handoff, seed, given.leads, tally)
        except Failure as problem:
            print("seed %d: %s" % (seed, problem))
            return 1
    print("%(leads)d leads explained; %(nearest_change)d changes across the line and "
          "%(nearest_other_change)d others are true" % tally)
    return 0


if __name__ == "__main__":
    sys.exit(main())
