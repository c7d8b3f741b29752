"""The counts and rates of a report made again with SQL, from the derived rows
of its ledger, and compared with its JSON.

usage: counts.py LEDGER REPORT [RULESET]
"""
import json
import math
import sqlite3
import sys

Z = 1.9599639845400545
HIGH = ("HS_REJECT", "HS_IGNORE", "HS_PAPER", "HS_DOWNGRADE")
LOW = ("LS_PULL", "LS_UPGRADE", "LS_GATE")
PASSES = HIGH + ("AGREE_PASS", "LATE", "DQ_WORKED", "LAT_REROUTE")
HOLDS = LOW + ("AGREE_HOLD",)
WORKED = ("AGREE_PASS", "LATE", "DQ_WORKED", "LAT_REROUTE", "HS_DOWNGRADE")

troubles = []


def listed(codes):
    return "(" + ",".join(f"'{code}'" for code in codes) + ")"


def same(name, found, expected):
    if isinstance(expected, float):
        is_same = found is not None and abs(found - expected) < 1e-6
    else:
        is_same = found == expected
    if not is_same:
        troubles.append(f"{name}: {found} is not {expected}")


def wilson(k, n):
    if n == 0:
        return None, 0.0, 1.0
    p = k / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return p, max(0.0, middle - half), min(1.0, middle + half)


def same_rate(name, rate, k, n):
    p, low, high = wilson(k, n)
    same(f"{name}.k", rate["k"], k)
    same(f"{name}.n", rate["n"], n)
    same(f"{name}.rate", rate["rate"], p)
    same(f"{name}.low", rate["low"], low)
    same(f"{name}.high", rate["high"], high)


class Cases:
    """The cases of a period, as a view `c`."""

    def __init__(self, path, period, ruleset):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        begin, end = (
            self.one(f"SELECT unixepoch('{period[key]}')")
            for key in ("from", "to")
        )
        if period["to"] == period["as_of"]:
            end += 1
        which = f"ruleset.name = '{ruleset}'" if ruleset else "1"
        self.db.execute(
            "CREATE TEMP VIEW c AS SELECT d.*, r.means, r.cell, r.margin,"
            " coalesce(d.handed, d.decided) AS began"
            " FROM disagreement AS d"
            " JOIN ruleset ON ruleset.id = d.ruleset"
            " JOIN decision ON decision.id = d.decision"
            " JOIN rationale AS r ON r.id = decision.rationale"
            f" WHERE {which} AND coalesce(d.handed, d.decided) >= {begin}"
            f" AND coalesce(d.handed, d.decided) < {end}"
        )

    def one(self, sql):
        return self.db.execute(sql).fetchone()[0]

    def count(self, condition):
        return self.one(f"SELECT count(*) FROM c WHERE {condition}")

    def all(self, sql):
        return self.db.execute(sql).fetchall()


def look_at_page(cases, report):
    for code, number in report["codes"].items():
        same(f"codes.{code}", number, cases.count(f"code = '{code}'"))
    passed = "code <> 'EXCLUDED' AND means = 'pass'"
    handed = f"{passed} AND handed IS NOT NULL AND code NOT LIKE 'MK_%'"
    due = f"{handed} AND code <> 'PENDING'"
    steps = {
        "scored": "1",
        "in_scope": "code <> 'EXCLUDED'",
        "passed": passed,
        "handed": handed,
        "due": due,
        "answered": f"{due} AND code NOT IN ('HS_IGNORE', 'INDETERMINATE')",
    }
    for name, condition in steps.items():
        same(f"funnel.{name}", report["funnel"][name], cases.count(condition))
    same("leads", report["leads"], cases.one("SELECT count(DISTINCT lead) FROM c"))


def look_at_rates(cases, report):
    high, low = f"code IN {listed(HIGH)}", f"code IN {listed(LOW)}"
    either = f"code IN {listed(HIGH + LOW)}"
    closed = "(reversed OR code IN ('HS_REJECT', 'DQ_WORKED'))"
    rates = {
        "high_side": (f"code IN {listed(PASSES)}", high),
        "low_side": (f"code IN {listed(HOLDS)}", low),
        "disputed": (either, "disputes <> ''"),
        "unexplained": (either, "unexplained"),
        "elsewhere": (either, "disputes = '' AND NOT unexplained"),
        "contradicted": (either, "contradicted"),
        "reversed": (closed, "reversed"),
    }
    for name, (among, hit) in rates.items():
        k, n = cases.count(f"{among} AND {hit}"), cases.count(among)
        same_rate(name, report["rates"][name], k, n)
    table = {
        "a": WORKED,
        "b": ("HS_REJECT", "HS_IGNORE", "HS_PAPER"),
        "c": ("LS_PULL", "LS_GATE"),
        "d": ("AGREE_HOLD", "LS_UPGRADE"),
    }
    for name, codes in table.items():
        expected = cases.count(f"code IN {listed(codes)}")
        same(f"agreement.{name}", report["agreement"][name], expected)


def look_at_weeks(cases, report):
    found = {
        week["week"]: (week["k"], week["n"])
        for week in report["trend"]
        if week["n"]
    }
    expected = {}
    rows = cases.all(
        f"SELECT date(handed, 'unixepoch'), code IN {listed(HIGH)} FROM c"
        f" WHERE handed IS NOT NULL AND code IN {listed(PASSES)}"
    )
    from datetime import date

    for day, is_high in rows:
        year, week, _ = date.fromisoformat(day).isocalendar()
        k, n = expected.get(f"{year:04}-W{week:02}", (0, 0))
        expected[f"{year:04}-W{week:02}"] = (k + is_high, n + 1)
    same("trend", found, expected)


def look_at_cells(cases, report):
    found = [
        (cell["cell"], cell["high_side"]["k"], cell["high_side"]["n"],
         cell["low_side"]["k"], cell["low_side"]["n"])
        for cell in report["cells"]
    ]
    expected = cases.all(
        f"SELECT cell, sum(code IN {listed(HIGH)}), sum(code IN {listed(PASSES)}),"
        f" sum(code IN {listed(LOW)}), sum(code IN {listed(HOLDS)}) FROM c"
        f" WHERE code IN {listed(PASSES + HOLDS)} GROUP BY cell ORDER BY cell"
    )
    same("cells", found, expected)
    followed = sum(bar["followed"] for bar in report["margins"])
    overridden = sum(bar["overridden"] for bar in report["margins"])
    known = f"margin IS NOT NULL AND code IN {listed(PASSES + HOLDS)}"
    same("margins.overridden", overridden,
         cases.count(f"{known} AND code IN {listed(HIGH + LOW)}"))
    same("margins", followed + overridden, cases.count(known))


def look_at_outcomes(cases, report, maturity):
    for name, number in report["resolution"].items():
        expected = cases.count(f"resolution = '{name}'")
        same(f"resolution.{name}", number, expected)
    as_of = cases.one(f"SELECT unixepoch('{report['period']['as_of']}')")
    age = f"CASE WHEN code IN {listed(LOW)} THEN at ELSE began END + {maturity}"
    ripe = f"resolution NOT IN ('', 'open') AND {as_of} > {age}"
    right = report["right"]
    same("right.matured", right["matured"], cases.count(ripe))
    unworked = "code IN ('HS_REJECT', 'HS_IGNORE', 'HS_PAPER')"
    for name, codes, hit, miss in (
        ("worked_pass", f"code IN {listed(WORKED)}", "both_right", "rule_wrong"),
        ("worked_hold", f"code IN {listed(LOW)}", "sales_vindicated",
         "rule_vindicated"),
        ("high_vindicates_rule", unworked, "rule_vindicated",
         "sales_vindicated"),
    ):
        k = cases.count(f"{ripe} AND {codes} AND resolution = '{hit}'")
        n = k + cases.count(f"{ripe} AND {codes} AND resolution = '{miss}'")
        same_rate(f"right.{name}", right[name], k, n)
    same("right.unobservable", right["unobservable"],
         cases.count(f"{ripe} AND resolution = 'unobservable'"))
    time = report["time"]
    touched = f"code IN {listed(PASSES)} AND touched IS NOT NULL"
    same("time.touched", time["touched"], cases.count(touched))
    same("time.bins", sum(time["bins"]), time["touched"])


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        report = json.load(file)
    ruleset = sys.argv[3] if len(sys.argv) > 3 else None
    cases = Cases(sys.argv[1], report["period"], ruleset)
    look_at_page(cases, report)
    look_at_rates(cases, report)
    look_at_weeks(cases, report)
    look_at_cells(cases, report)
    look_at_outcomes(cases, report, 90 * 86400)
    print("\n".join(troubles[:10]))
    sys.exit(bool(troubles))


if __name__ == "__main__":
    main()
