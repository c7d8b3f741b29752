#!/usr/bin/python3
"""Random histories, taken in by a handoff program; its log compared with the oracle's units.

  compare_log.py [-n N] [--first SEED] [--keep DIR] HANDOFF

Status 1 when anything differs. --keep leaves each differing history below DIR.
"""

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import make_sales
import units
from facts import Ledger
from terms import Agreement, Rules
from values import read_iso_date

SHOWN = 3
COLUMNS = ("lead,cycle,code,side,mode,decided,verdict,means,score,cell,margin,route,handed,due,at,"
           "minutes,actor,team,reason,reason_code,class,disputes,unexplained,contradicted,bulk,"
           "reversed,fired,pivotal,resolution,revision").split(",")
ORDER = [COLUMNS.index(name) for name in ("at", "lead", "cycle", "decided")]
BENIGN = (0, 2)     # a batch that is not there cannot be withdrawn


class Trouble(Exception):
    pass


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("handoff")
    parser.add_argument("-n", type=int, default=40, help="how many seeds (40)")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="the first (1)")
    parser.add_argument("--keep", metavar="DIR", help="keep what differs below DIR")
    return parser.parse_args()


class Comparison:
    """One history, step by step, in a folder of its own"""

    def __init__(self, handoff, folder):
        self.handoff, self.folder, self.rules = handoff, folder, {}

    def path(self, name):
        return os.path.join(self.folder, name)

    def call(self, *words):
        ran = subprocess.run([self.handoff, *words], cwd=self.folder, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
        if ran.returncode not in (BENIGN if words[0] == "retract" else BENIGN[:1]):
            raise Trouble("status %d of %s\n%s" % (
                ran.returncode, " ".join(words), ran.stderr.decode()[:400]))
        return ran.stdout.decode()

    def take(self, step):
        what, rest = step[0], step[1:]
        if what == "score":
            self.call("score", *rest, "-o", "scores.csv", "--quiet", "--ledger", "ledger")
            self.learn_rules(rest[0])
        elif what == "record":
            self.call("record", "ledger", *rest)
        elif what == "retract":
            self.call("retract", "ledger", *rest, "--because", "wrong")
        elif what == "log":
            self.compare(*rest)
            self.call("verify", "ledger")
        elif what == "known":
            self.compare(rest[0], "agreement.yaml", int(rest[1]))

    def learn_rules(self, name):
        """The revision of a file is the newest one when it is first scored."""
        if name not in self.rules.values():
            ledger = Ledger(self.path("ledger"))
            self.rules.update((one.revision, name) for one in ledger.decisions
                              if one.revision not in self.rules)

    def compare(self, as_of, agreement=None, known_by=None):
        ledger = Ledger(self.path("ledger"), known_by)
        words = ["log", "ledger", "--all", "--format", "csv", "--as-of", as_of]
        words += ["--known-by", str(known_by)] if known_by else []
        if agreement or not ledger.agreements:
            agreement = agreement or "agreement.yaml"
            words += ["--agreement", agreement]
        header, *found = list(csv.reader(io.StringIO(self.call(*words))))
        terms = Agreement(self.path(agreement or "agreement.yaml"))
        rules = {revision: Rules(self.path(name)) for revision, name in self.rules.items()}
        wanted = units.rows(ledger, terms, rules, read_iso_date(as_of))
        if header != COLUMNS:
            raise Trouble("other columns: %s" % header)
        if [[row[at] for at in ORDER[:2]] + [int(row[ORDER[2]]), row[ORDER[3]]] for row in found] \
                != sorted([row[at] for at in ORDER[:2]] + [int(row[ORDER[2]]), row[ORDER[3]]]
                          for row in found):
            raise Trouble("out of order: %s" % " ".join(words))
        if sorted(wanted) != sorted(found):
            raise Trouble("%s\n%s" % (" ".join(words), differing(wanted, found)))


def differing(wanted, found):
    missing = [row for row in sorted(wanted) if row not in found]
    extra = [row for row in sorted(found) if row not in wanted]
    shown = ["  oracle   " + ",".join(row[:-1]) for row in missing[:SHOWN]]
    return "\n".join(shown + ["  handoff  " + ",".join(row[:-1]) for row in extra[:SHOWN]])


def judge(seed, given):
    """-> None, or a text that tells how this seed differs"""
    folder = tempfile.mkdtemp()
    try:
        comparison = Comparison(os.path.abspath(given.handoff), folder)
        for step in make_sales.make(seed, folder):
            comparison.take(step)
        return None
    except Trouble as trouble:
        if given.keep:
            shutil.copytree(folder, os.path.join(given.keep, str(seed)), dirs_exist_ok=True)
        return "seed %d differs: %s\n  again: tests/oracle/compare_log.py -n 1 --first %d --keep" \
            " DIR %s" % (seed, trouble, seed, given.handoff)
    finally:
        shutil.rmtree(folder)


def judged(job):
    return judge(*job)


def main():
    given = arguments()
    jobs = [(seed, given) for seed in range(given.first, given.first + given.n)]
    failed = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for report in pool.map(judged, jobs):
            if report:
                failed += 1
                print(report)
    print("%d histories as expected, %d not" % (len(jobs) - failed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
