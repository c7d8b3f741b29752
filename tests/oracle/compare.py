#!/usr/bin/python3
"""Random rule sets and exports, scored by the oracle and by a handoff program, and compared.

  compare.py [-n N] [--first SEED] [--rows N] [--keep DIR] HANDOFF

Status 1 when anything differs. --keep writes each differing case below DIR.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import generate
import oracle
import values

SHOWN = 3           # differing rows shown of one seed
FORMS = [("csv", None), ("csv", None), ("csv", "Id=lead,shadow,verdict,fired,unknown"),
         ("ndjson", None)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("handoff")
    parser.add_argument("-n", type=int, default=200, help="how many seeds (200)")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="the first (1)")
    parser.add_argument("--rows", type=int, default=150, help="leads in an export (150)")
    parser.add_argument("--keep", metavar="DIR", help="keep what differs below DIR")
    parser.add_argument("--csv-only", action="store_true", help="no other form of output")
    return parser.parse_args()


def form_of(seed, given):
    """Most seeds compare the plain output, some the shadow column, some NDJSON."""
    return FORMS[0] if given.csv_only else FORMS[seed % len(FORMS)]


def command(given, folder, names, as_of, form, columns):
    words = [given.handoff, "score", os.path.join(folder, "rules.yaml")]
    words += [os.path.join(folder, name) for name in names]
    words += ["--as-of", as_of, "--quiet"]
    words += ["--format", form] if form != "csv" else []
    return words + (["--columns", columns] if columns else [])


def expected(folder, names, as_of, form, columns):
    data = [oracle.read_bytes(os.path.join(folder, name)) for name in names]
    path = os.path.join(folder, "rules.yaml")
    return oracle.score(path, data, values.read_iso_date(as_of), form, columns)[0]


def differing_rows(wanted, found):
    """-> texts that show the first rows that differ"""
    wanted, found = wanted.split(b"\n"), found.split(b"\n")
    shown = []
    for number in range(max(len(wanted), len(found))):
        pair = [lines[number] if number < len(lines) else b"(nothing)"
                for lines in (wanted, found)]
        if pair[0] != pair[1]:
            shown.append("  line %d\n    oracle   %s\n    handoff  %s" % (
                number + 1, *(line.decode("utf-8", "replace") for line in pair)))
        if len(shown) == SHOWN:
            break
    return shown


def judge(seed, given):
    """-> None, or a text that tells how this seed differs"""
    with tempfile.TemporaryDirectory() as folder:
        if given.keep:
            folder = os.path.join(given.keep, str(seed))
        as_of, names = generate.generate(seed, folder, given.rows)
        form, columns = form_of(seed, given)
        wanted = expected(folder, names, as_of, form, columns)
        words = command(given, folder, names, as_of, form, columns)
        ran = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if ran.returncode == 0 and ran.stdout == wanted:
            return None
        if given.keep:
            write(os.path.join(folder, "oracle.out"), wanted)
            write(os.path.join(folder, "handoff.out"), ran.stdout)
        lines = ["seed %d differs (status %d)" % (seed, ran.returncode)]
        if ran.returncode:
            lines += ["  " + line for line in ran.stderr.decode("utf-8", "replace").split("\n")[:8]]
        lines += differing_rows(wanted, ran.stdout) if not ran.returncode else []
        lines.append("  again: tests/oracle/compare.sh -n 1 --first %d --rows %d --keep DIR %s"
                     % (seed, given.rows, given.handoff))
        return "\n".join(lines)


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def judged(job):
    return judge(*job)


def main():
    given = arguments()
    jobs = [(seed, given) for seed in range(given.first, given.first + given.n)]
    failed = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for report in pool.map(judged, jobs, chunksize=4):
            if report:
                failed += 1
                print(report)
    print("%d passed, %d failed" % (len(jobs) - failed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
