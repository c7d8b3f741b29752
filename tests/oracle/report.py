"""What a report says in numbers, from the log of a ledger, its criteria by SQL and stats.py: cases
of the log go in as dicts of text, out comes what `handoff report --format json` has to hold.

Every case of the ledger is in the period. `differences` compares the two.
"""

import datetime
import sqlite3
from decimal import Decimal
from fractions import Fraction

import stats
from units import name_of

HIGH = ("HS_REJECT", "HS_IGNORE", "HS_PAPER", "HS_DOWNGRADE")
LOW = ("LS_PULL", "LS_UPGRADE", "LS_GATE")
SILENT = ("HS_IGNORE", "HS_PAPER")
FOLLOWED = ("AGREE_PASS", "LATE", "DQ_WORKED", "LAT_REROUTE")
WORKED = FOLLOWED + ("HS_DOWNGRADE",)
MINUTE, DAY, WEEK = 60, 86400, 7 * 86400
CRITERIA = """SELECT criterion.name, revision.hash, ruleset.name, criterion.kind FROM criterion
JOIN revision ON revision.id = criterion.revision JOIN ruleset ON ruleset.id = revision.ruleset
WHERE criterion.kind <> 'shadow'"""
REVISIONS = """SELECT revision.hash, ruleset.name, rules_hash, (SELECT min(as_of) FROM batch
WHERE batch.revision = revision.id) AS since, revision.id FROM revision
JOIN ruleset ON ruleset.id = revision.ruleset ORDER BY ruleset.name, since, revision.id"""


def moment(text):
    if not text:
        return None
    parsed = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    return int(parsed.replace(tzinfo=datetime.timezone.utc).timestamp())


def rate(k, n):
    share, low, high = stats.wilson(k, n)
    return {"k": k, "n": n, "rate": share, "low": low, "high": high}


def share_of(cases, hit):
    cases = list(cases)
    return rate(sum(bool(hit(case)) for case in cases), len(cases))


def standardised(strata):
    """Without a stratum in common there is neither rate nor interval."""
    found = dict(zip(("rate", "low", "high", "covered"), stats.standard(strata)))
    if found["rate"] is None:
        found["low"] = found["high"] = None
    return found


class Cases:
    def __init__(self, path, rows, as_of, maturity, least):
        self.as_of, self.maturity, self.least = as_of, maturity, least
        with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as base:
            self.criteria = base.execute(CRITERIA).fetchall()
            self.revisions = base.execute(REVISIONS).fetchall()
            self.numbers = dict(base.execute("SELECT key, lead FROM identity"))
        ruleset = {row[0]: row[1] for row in self.revisions}
        self.cases = [self.read(dict(row), ruleset) for row in rows]
        self.mark_repeats()

    def read(self, case, ruleset):
        case["ruleset"] = ruleset[case["revision"]]
        case["stratum"] = (case["ruleset"], case["cell"])
        case["began"] = moment(case["handed"]) or moment(case["decided"])
        case["when"] = moment(case["at"])
        for name in ("fired", "pivotal", "disputes"):
            case[name] = {name_of(label) for label in case[name].split(";") if label}
        code = case["code"]
        case["high"], case["low"], case["silent"] = code in HIGH, code in LOW, code in SILENT
        case["pass"] = case["high"] or code in FOLLOWED
        case["hold"] = case["low"] or code == "AGREE_HOLD"
        start = case["when"] if case["low"] else case["began"]
        case["ripe"] = (case["resolution"] not in ("", "open")
                        and self.as_of > start + self.maturity)
        case["won"] = case["resolution"] == "both_right"
        case["matured_pass"] = code in WORKED and case["ripe"]
        case["pulled"] = code in ("LS_PULL", "LS_GATE")
        case["group"] = (case["team"] or case["route"]).lower() or "(not known)"
        return case

    def mark_repeats(self):
        """Closings in bulk count once where groups are compared."""
        last = {}
        for case in sorted(self.cases, key=lambda case: (
                case["when"], self.numbers[case["lead"]], int(case["cycle"]))):
            before = last.get(case["actor"])
            case["repeat"] = bool(case["bulk"] == "1" and before is not None
                                  and case["when"] - before <= MINUTE)
            if case["bulk"] == "1":
                last[case["actor"]] = case["when"]

    # ---- The first page --------------------------------------------------------------------

    def counts(self):
        cases = self.cases
        inside = [case for case in cases if case["code"] != "EXCLUDED"]
        passed = [case for case in inside if case["means"] == "pass"]
        handed = [case for case in passed if case["handed"] and case["code"] not in ("MK_FORCE", "MK_BLOCK")]
        due = [case for case in handed if case["code"] != "PENDING"]
        answered = [case for case in due if case["code"] not in ("HS_IGNORE", "INDETERMINATE")]
        return dict(zip(("scored", "in_scope", "passed", "handed", "due", "answered"),
                        map(len, (cases, inside, passed, handed, due, answered))))

    def tally(self, name):
        found = {}
        for case in self.cases:
            if case[name]:
                found[case[name]] = found.get(case[name], 0) + 1
        return found

    def rates(self):
        either = [case for case in self.cases if case["high"] or case["low"]]
        closed = [case for case in self.cases if case["reversed"] == "1"
                  or case["code"] in ("HS_REJECT", "DQ_WORKED")]
        return {"high_side": share_of(filter(lambda case: case["pass"], self.cases),
                                      lambda case: case["high"]),
                "low_side": share_of(filter(lambda case: case["hold"], self.cases),
                                     lambda case: case["low"]),
                "disputed": share_of(either, lambda case: case["disputes"]),
                "unexplained": share_of(either, lambda case: case["unexplained"] == "1"),
                "contradicted": share_of(either, lambda case: case["contradicted"] == "1"),
                "reversed": share_of(closed, lambda case: case["reversed"] == "1")}

    def agreement(self):
        def count(codes):
            return sum(case["code"] in codes for case in self.cases)
        table = (count(WORKED), count(HIGH[:3]), count(("LS_PULL", "LS_GATE")),
                 count(("AGREE_HOLD", "LS_UPGRADE")))
        figures = stats.agreement(*table)
        del figures[1]  # chance alone is not told
        return dict(zip(("a", "b", "c", "d", "po", "kappa", "pabak", "ac1", "prevalence", "bias",
                         "mcnemar_p"), list(table) + figures))

    def changes(self):
        """-> moments from which other rules were in force, lists aside"""
        used = {case["revision"] for case in self.cases}
        seen = [row for row in self.revisions if row[0] in used]
        return [after[3] for before, after in zip(seen, seen[1:])
                if before[1] == after[1] and before[2] != after[2] and after[3] is not None]

    def trend(self):
        weeks = {}
        for case in self.cases:
            if case["pass"] and case["handed"]:
                day = case["began"] // DAY
                weeks.setdefault((day - (day + 3) % 7) * DAY, []).append(case["high"])
        if not weeks:
            return []
        points, names, segment = [], [], 0
        for start in range(min(weeks), max(weeks) + 1, WEEK):
            segment += bool(points) and any(start <= at < start + WEEK for at in self.changes())
            hits = weeks.get(start, [])
            points.append((sum(hits), len(hits), segment))
            year, week, _ = datetime.datetime.fromtimestamp(
                start, datetime.timezone.utc).isocalendar()
            names.append("%04d-W%02d" % (year, week))
        width = 10  # figures of a week
        flat = stats.chart(points)
        rows = [flat[at * width:(at + 1) * width] for at in range(len(points))]
        return [{"week": name, **rate(*point[:2]), "outside": row[8] if point[1] else False}
                for name, point, row in zip(names, points, rows)]

    def cells(self):
        found = []
        for cell in sorted({case["cell"] for case in self.cases
                            if case["pass"] or case["hold"]}, key=str.encode):
            here = [case for case in self.cases if case["cell"] == cell]
            found.append({"cell": cell,
                          "high_side": share_of((c for c in here if c["pass"]), lambda c: c["high"]),
                          "low_side": share_of((c for c in here if c["hold"]), lambda c: c["low"]),
                          "conversion": share_of(
                              (c for c in here if c["matured_pass"] or c["pulled"] and c["ripe"]),
                              lambda c: c["resolution"] in ("both_right", "sales_vindicated"))})
        return found

    # ---- Beside others in the same cells ---------------------------------------------------

    @staticmethod
    def by_stratum(cases, hit):
        found = {}
        for case in cases:
            k, n = found.get(case["stratum"], (0, 0))
            found[case["stratum"]] = k + bool(case[hit]), n + 1
        return found

    def contrast(self, here, others, hit):
        group, rest = self.by_stratum(here, hit), self.by_stratum(others, hit)
        strata = sorted(set(group) | set(rest))
        expected = standardised([rest.get(one, (0, 0)) + group.get(one, (0, 0))
                                 for one in strata])
        once = [self.by_stratum((c for c in side if not c["repeat"]), hit)
                for side in (here, others)]
        tables = []
        for one in strata:
            (a, n), (c, m) = once[0].get(one, (0, 0)), once[1].get(one, (0, 0))
            tables.append((a, n - a, c, m - c))
        odds = stats.odds(tables)
        return {**share_of(here, lambda case: case[hit]), "odds_ratio": odds[0], "p": odds[4],
                "expected": expected}

    def criterion(self, name, ruleset):
        under = {row[1] for row in self.criteria if row[0] == name and row[2] == ruleset}
        cases = [case for case in self.cases if case["revision"] in under]
        judged = [case for case in cases if case["pass"] or case["hold"]]
        either = [case for case in cases if case["high"] or case["low"]]
        named = [case for case in either
                 if name in case["disputes"] or name in case["pivotal"]]

        def sides(kind):
            chosen = [case for case in cases if case[kind]]
            return ([case for case in chosen if name in case["fired"]],
                    [case for case in chosen if name not in case["fired"]])
        fired = [case for case in either if name in case["fired"]]
        return {"scored": len(judged), "fired": sum(name in case["fired"] for case in judged),
                "pivotal": sum(name in case["pivotal"] for case in judged),
                "overridden": self.contrast(*sides("pass"), "high"),
                "worked_anyway": share_of(sides("hold")[0], lambda case: case["low"]),
                "conversion": self.contrast(*sides("matured_pass"), "won"),
                "disputed": sum(name in case["disputes"] for case in either),
                "disputed_share": share_of(fired, lambda case: name in case["disputes"]),
                "rule_vindicated": sum(c["resolution"] == "rule_vindicated" for c in named),
                "sales_vindicated": sum(c["resolution"] == "sales_vindicated" for c in named)}

    def all_criteria(self):
        used = {case["revision"] for case in self.cases}
        found = {(row[2], row[0]): self.criterion(row[0], row[2])
                 for row in self.criteria if row[1] in used}
        shares = [one["disputed_share"] for one in found.values()]
        shrunken = stats.shrink([(one["k"], one["n"]) for one in shares])
        for one, share in zip(found.values(), shrunken):
            one["disputed_shrunken"] = share
        return found

    # ---- Reasons and groups ----------------------------------------------------------------

    def reasons(self):
        found = {}
        for case in self.cases:
            if (case["high"] or case["low"]) and case["reason_code"]:
                one = found.setdefault(case["reason_code"], {
                    "class": case["class"], "n": 0, "contradicted": 0, "rule_vindicated": 0,
                    "sales_vindicated": 0})
                one["n"] += 1
                one["contradicted"] += case["contradicted"] == "1"
                for side in ("rule_vindicated", "sales_vindicated"):
                    one[side] += case["resolution"] == side
        return found

    def groups(self):
        """-> by name, the pooled ones as None"""
        found = {}
        passes = [case for case in self.cases if case["pass"]]
        for case in self.cases:
            found.setdefault(case["group"], [])
        for case in passes:
            found[case["group"]].append(case)
        named = {name: own for name, own in found.items() if len(own) >= max(self.least, 1)}
        small = [case for name, own in found.items() if name not in named for case in own]
        rows = list(named.items()) + ([(None, small)] if small else [])
        flat = stats.funnel([(sum(c["high"] for c in own), len(own)) for _, own in rows])[1:]
        tests = [flat[9 * at + 7] for at in range(len(named))]
        q = stats.q_values([Fraction(p) for p in tests]) if tests else []
        wanted = {}
        for at, (name, own) in enumerate(rows):
            row = flat[9 * at:9 * at + 9]
            mine = {id(case) for case in own}
            others = [case for case in passes if id(case) not in mine]
            strata = self.by_stratum(own, "high"), self.by_stratum(passes, "high")
            adjusted = standardised([strata[0].get(one, (0, 0)) + strata[1][one]
                                     for one in sorted(strata[1])])
            wanted[name] = {
                **share_of(own, lambda case: case["high"]),
                "expected_low": row[1], "expected_high": row[2], "far_low": row[3],
                "far_high": row[4], "p": row[7] if name else Decimal(1),
                "q": stats.dec(q[at]) if name else Decimal(1), "pooled": name is None,
                "adjusted": adjusted,
                "high_side": self.contrast(own, others, "high"),
                "silence": self.contrast(own, others, "silent"),
                "late": sum(case["code"] == "LATE" for case in own)}
        return wanted

    # ---- All comparisons -------------------------------------------------------------------

    def tried(self, it):
        """-> its p, or None: too few cases, or too few others in the same cells"""
        enough = it["n"] >= self.least and it["expected"]["rate"] is not None \
            and it["expected"]["covered"] >= Decimal("0.5")
        return it["p"] if enough else None

    def pair(self, now, before):
        """-> p of two rates, without cells"""
        if min(now[1], before[1]) < max(self.least, 1):
            return None
        return stats.odds([(now[0], now[1] - now[0], before[0], before[1] - before[0])])[4]

    def bounded(self, cases, worked):
        """-> p where what nobody worked, whatever it was, leaves one side right"""
        cases = [case for case in cases if case["high"] and case["ripe"]]
        rule, unknown, known = (sum(case["resolution"] == name for case in cases) for name in
                                ("rule_vindicated", "unobservable", "sales_vindicated"))
        n = rule + unknown + known
        if not n or not worked[1]:
            return None
        share = Fraction(*worked)
        if Fraction(rule, n) > share:
            return self.pair((rule, n), worked)
        return self.pair((rule + unknown, n), worked) if Fraction(rule + unknown, n) < share \
            else None

    def revised(self):
        """-> p of each change of the rules, lists aside"""
        used = {case["revision"] for case in self.cases}
        eras = []
        for row in (row for row in self.revisions if row[0] in used):
            if not eras or eras[-1][0] != row[1:3]:
                eras.append((row[1:3], set()))
            eras[-1][1].add(row[0])
        sides = [[case["high"] for case in self.cases if case["pass"] and not case["repeat"]
                  and case["revision"] in era] for _, era in eras]
        shown = [sum(case["pass"] and case["revision"] in era for case in self.cases)
                 for _, era in eras]
        return [stats.odds([(sum(now), len(now) - sum(now), sum(old), len(old) - sum(old))])[4]
                for before, after, old, now, *n in zip(eras, eras[1:], sides, sides[1:], shown,
                                                       shown[1:])
                if before[0][0] == after[0][0] and min(n) >= self.least]

    def correct(self, criteria, teams):
        """Give what was compared its q among all; -> how many comparisons there were."""
        compared = [one[name] for group, one in teams.items() if group
                    for name in ("high_side", "silence")]
        compared += [one[name] for one in criteria.values()
                     for name in ("overridden", "conversion")]
        tried = [(one, self.tried(one)) for one in compared]
        ripe = [case for case in self.cases if case["matured_pass"]]
        worked = (sum(case["won"] for case in ripe), len(ripe))
        pulled = [case["resolution"] == "sales_vindicated" for case in self.cases
                  if case["low"] and case["ripe"]]
        others = [self.bounded(self.cases, worked), self.pair((sum(pulled), len(pulled)), worked)]
        for (ruleset, name), one in criteria.items():
            others.append(self.bounded(
                (case for case in self.cases if name in case["disputes"]
                 and case["ruleset"] == ruleset),
                (one["conversion"]["k"], one["conversion"]["n"])))
        ps = [p for _, p in tried] + others + self.revised()
        known = [Fraction(p) for p in ps if p is not None]
        qs = dict(zip(known, stats.q_values(known)))
        for one, p in tried:
            one["q"] = None if p is None else stats.dec(qs[Fraction(p)])
        for group, one in teams.items():
            if not group:
                one["high_side"]["q"] = one["silence"]["q"] = None
        return len(known)

    def all(self):
        criteria, teams = self.all_criteria(), self.groups()
        return {"comparisons": self.correct(criteria, teams), "funnel": self.counts(), "codes": self.tally("code"), "rates": self.rates(),
                "agreement": self.agreement(), "trend": self.trend(), "cells": self.cells(),
                "criteria": criteria, "reasons": self.reasons(),
                "teams": teams, "resolution": self.tally("resolution")}


# ---- Compared ----------------------------------------------------------------------------------

def keyed(found):
    """The report's lists, by the keys that the oracle has."""
    out = dict(found)
    out["criteria"] = {(one["ruleset"], one["id"]): one for one in found["criteria"]}
    out["reasons"] = {one["code"]: one for one in found["reasons"]}
    out["teams"] = {None if one["pooled"] else one["team"].lower(): one for one in found["teams"]}
    for name in ("codes", "resolution"):
        out[name] = {key: count for key, count in found[name].items() if count}
    return out


def is_same(wanted, found):
    if wanted is None or found is None or isinstance(wanted, (bool, str)):
        return wanted == found
    return abs(Decimal(repr(found)) - stats.dec(wanted)) < Decimal("3e-9")


def differences(wanted, found, path=""):
    """-> a text for each value that differs; None of `outside` is for either side"""
    if isinstance(wanted, dict):
        if not isinstance(found, dict) or not set(wanted) <= set(found):
            return ["%s: %s wanted, there is %s" % (path, sorted(map(str, wanted)), found)]
        return [text for key, value in wanted.items()
                for text in differences(value, found[key], "%s.%s" % (path, key))]
    if isinstance(wanted, list):
        if len(wanted) != len(found):
            return ["%s: %d rows, not %d" % (path, len(found), len(wanted))]
        return [text for at, value in enumerate(wanted)
                for text in differences(value, found[at], "%s[%d]" % (path, at))]
    if path.endswith(".outside") and wanted is None or is_same(wanted, found):
        return []
    return ["%s: %s, not %s" % (path, found, wanted)]


def compare(cases, report):
    wanted, found = cases.all(), keyed(report)
    texts = differences(wanted, found)
    for name in ("codes", "resolution", "criteria", "reasons", "teams"):
        if set(found[name]) != set(wanted[name]):
            texts.append(".%s: %s, not %s" % (name, sorted(map(str, found[name])),
                                              sorted(map(str, wanted[name]))))
    return texts
