#!/usr/bin/python3
"""The slow, obvious second implementation of `score`, for the engine to be compared with.

  oracle.py score RULES LEADS... [--as-of T] [--format csv|ndjson] [--columns ..]
            [--rejects FILE]
"""

import argparse
import sys
import time

import output
import rules
import scoring
import values
from conditions import RuleError
from leads import DataError


def read_as_of(text):
    if text is None:
        return int(time.time())
    found = values.read_iso_date(text)
    if found is None:
        raise SystemExit("oracle: --as-of %r is not a date" % text)
    return found


def read_bytes(path):
    if path == "-":
        return sys.stdin.buffer.read()
    with open(path, "rb") as file:
        return file.read()


def score(rule_path, lead_data, as_of, form="csv", spec=None):
    """-> (what stands on stdout, [(line, reason)] of the rejected records)"""
    rule_set = rules.RuleSet(rule_path)
    results, rejected = [], []
    for data in lead_data:
        found, refused = scoring.score_file(rule_set, data, as_of)
        results += found
        rejected += refused
    return output.write(form, rule_set, results, spec), rejected


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], allow_abbrev=False)
    parser.add_argument("command", choices=["score"])
    parser.add_argument("rules")
    parser.add_argument("leads", nargs="+")
    parser.add_argument("--as-of")
    parser.add_argument("--format", choices=["csv", "ndjson"], default="csv")
    parser.add_argument("--columns")
    parser.add_argument("--rejects")
    return parser.parse_args()


def main():
    given = arguments()
    data = [read_bytes(path) for path in given.leads]
    try:
        text, rejected = score(given.rules, data, read_as_of(given.as_of), given.format,
                               given.columns)
    except (RuleError, DataError) as problem:
        sys.exit("oracle: %s" % problem)
    sys.stdout.buffer.write(text)
    if given.rejects:
        with open(given.rejects, "w", encoding="utf-8", newline="\n") as file:
            file.write("line,reason\n")
            file.writelines("%d,%s\n" % pair for pair in rejected)


if __name__ == "__main__":
    main()
