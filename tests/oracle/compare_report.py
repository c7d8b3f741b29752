#!/usr/bin/python3
"""Random histories, taken in by a handoff program; the numbers of its report compared with the
oracle's, from the oracle's units. With --ledger those of one ledger, from its own log.

  compare_report.py [-n N] [--first SEED] HANDOFF
  compare_report.py --ledger LEDGER --agreement FILE --as-of T HANDOFF

Status 1 when anything differs.
"""

import argparse
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import yaml

import make_sales
import report
import units
from compare_log import COLUMNS, Comparison, Trouble
from facts import Ledger
from terms import Agreement, Rules, seconds
from values import read_iso_date

SHOWN = 8


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("handoff")
    parser.add_argument("-n", type=int, default=20, help="how many seeds (20)")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="the first (1)")
    parser.add_argument("--ledger")
    parser.add_argument("--agreement")
    parser.add_argument("--as-of")
    return parser.parse_args()


def told(texts, what):
    return "%s differs:\n  %s" % (what, "\n  ".join(texts[:SHOWN])) if texts else None


def limits(path):
    """-> maturity in seconds and the least number of cases of a group"""
    with open(path, encoding="utf-8") as file:
        given = yaml.load(file, Loader=yaml.BaseLoader)
    return seconds(given.get("maturity", "90d")), int(given.get("minimum_cell", 10))


class History(Comparison):
    """One history; its log is another script's."""
    moment, terms = None, None

    def compare(self, as_of, agreement=None, known_by=None):
        self.moment, self.terms = as_of, agreement

    def report(self):
        ledger = Ledger(self.path("ledger"))
        terms = self.terms or "agreement.yaml"
        words = ["report", "ledger", "--format", "json", "--as-of", self.moment]
        if self.terms or not ledger.agreements:
            words += ["--agreement", terms]
        found = json.loads(self.call(*words))
        rules = {revision: Rules(self.path(name)) for revision, name in self.rules.items()}
        as_of = read_iso_date(self.moment)
        rows = units.rows(ledger, Agreement(self.path(terms)), rules, as_of)
        cases = report.Cases(self.path("ledger"), [dict(zip(COLUMNS, row)) for row in rows],
                             as_of, *limits(self.path(terms)))
        return report.compare(cases, found)


def judge(job):
    """-> None, or a text that tells how this seed differs"""
    seed, given = job
    folder = tempfile.mkdtemp()
    try:
        history = History(os.path.abspath(given.handoff), folder)
        for step in make_sales.make(seed, folder):
            history.take(step)
        return told(history.report(), "seed %d" % seed)
    except Trouble as trouble:
        return "seed %d: %s" % (seed, trouble)
    finally:
        shutil.rmtree(folder)


def judge_ledger(given):
    def call(*words):
        return subprocess.run([given.handoff, words[0], given.ledger, *words[1:], "--as-of",
                               given.as_of], check=True, stdout=subprocess.PIPE).stdout.decode()
    rows = list(csv.DictReader(io.StringIO(call("log", "--all", "--format", "csv"))))
    cases = report.Cases(given.ledger, rows, read_iso_date(given.as_of), *limits(given.agreement))
    return told(report.compare(cases, json.loads(call("report", "--format", "json"))),
                given.ledger)


def main():
    given = arguments()
    if given.ledger:
        texts = [judge_ledger(given)]
    else:
        jobs = [(seed, given) for seed in range(given.first, given.first + given.n)]
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            texts = list(pool.map(judge, jobs))
    failed = [text for text in texts if text]
    print("\n".join(failed + ["%d reports as expected, %d not" %
                              (len(texts) - len(failed), len(failed))]))
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
