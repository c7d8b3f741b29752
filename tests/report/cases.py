"""Sections 10 to 14 of a report made again from the derived rows of its
ledger, and compared with its JSON: who was worked in spite of consent, what
Marketing did itself, what was at stake, what meetings judged.

usage: cases.py LEDGER REPORT [MATURITY_DAYS]
"""
import datetime
import json
import math
import sqlite3
import sys

from counts import HIGH, HOLDS, WORKED, listed, wilson

troubles = []


def same(name, found, expected):
    is_same = (
        abs(found - expected) < 1e-6
        if isinstance(expected, float)
        else found == expected
    )
    if not is_same:
        troubles.append(f"{name}: {found} is not {expected}")


def seconds(text):
    return int(
        datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    )


def same_rate(name, found, k, n):
    same(f"{name}.k", found["k"], k)
    same(f"{name}.n", found["n"], n)
    if n:
        same(f"{name}.low", found["low"], wilson(k, n)[1])
        same(f"{name}.high", found["high"], wilson(k, n)[2])


def check_lists(ask, report):
    same(
        "compliance",
        [case["at"] for case in report["compliance"]],
        [
            row[0]
            for row in ask(
                "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch')"
                " FROM cases WHERE code = 'LS_GATE' ORDER BY at, began, id"
            )
        ],
    )
    gated = ask(
        "SELECT sum(code = 'LS_GATE'), count(*) FROM cases WHERE code IN"
        f" {listed(HOLDS)} AND EXISTS (SELECT 1 FROM criterion WHERE"
        " criterion.revision = cases.revision AND kind = 'consent' AND"
        " instr(';' || fired, ';' || name || ':gate') > 0)"
    )[0]
    same_rate("gated", report["gated"], gated[0] or 0, gated[1])
    forced, blocked, handed, passed = ask(
        "SELECT sum(code = 'MK_FORCE'), sum(code = 'MK_BLOCK'),"
        " sum(code = 'MK_FORCE' OR (means = 'pass' AND handed IS NOT NULL"
        " AND code <> 'MK_BLOCK')), sum(means = 'pass' AND code <> 'MK_FORCE')"
        " FROM cases"
    )[0]
    same("marketing", len(report["marketing"]), (forced or 0) + (blocked or 0))
    same_rate("forced", report["forced"], forced or 0, handed or 0)
    same_rate("blocked", report["blocked"], blocked or 0, passed or 0)


def check_value(ask, report, ripe):
    low = high = 0.0
    unworked = uncompared = 0
    for n, hits, all_worked in ask(
        "SELECT sum(code IN ('HS_REJECT','HS_IGNORE','HS_PAPER') AND resolution"
        " NOT IN ('rule_vindicated','sales_vindicated')),"
        f" sum(code IN {listed(WORKED)} AND began < {ripe}"
        "  AND resolution = 'both_right'),"
        f" sum(code IN {listed(WORKED)} AND began < {ripe}"
        "  AND resolution IN ('both_right', 'rule_wrong'))"
        " FROM cases GROUP BY cell"
    ):
        unworked += n
        if not all_worked:
            uncompared += n
            continue
        low += n * wilson(hits, all_worked)[1]
        high += n * wilson(hits, all_worked)[2]
    value = report["value"]
    same("value.unworked", value["unworked"], unworked)
    same("value.uncompared", value["uncompared"], uncompared)
    if unworked > uncompared:
        same("value.opportunities.low", value["opportunities"]["low"], low)
        same("value.opportunities.high", value["opportunities"]["high"], high)
    left = ask("SELECT count(*) FROM cases WHERE code = 'AGREE_HOLD'")[0][0]
    same("value.held", value["held"], left)
    worked = report["right"]["worked_hold"]
    if left and worked["n"]:
        same("value.spared.low", value["spared"]["low"],
             left * (1 - wilson(worked["k"], worked["n"])[2]))
        same("value.spared.high", value["spared"]["high"],
             left * (1 - wilson(worked["k"], worked["n"])[1]))


def check_agenda(report):
    discussed = report["discussed"]
    keys = {(case["lead"], case["cycle"], case["code"]) for case in discussed}
    same("discussed, each once", len(keys), len(discussed))
    reasons = [case["why"] for case in discussed]
    same(
        "as many of either side",
        reasons.count("the outcome says that the rule was right"),
        reasons.count("the outcome says that Sales was right"),
    )
    if len(discussed) > 20:
        troubles.append("discussed: over 20")


def check_reviews(ask, report):
    expected = ask(
        "SELECT code, count(*), sum(rule_right), sum(response_right) FROM"
        " (SELECT lead, cycle, code, rule_right, response_right, max(at) FROM"
        "  review GROUP BY lead, cycle, code) AS newest WHERE EXISTS"
        " (SELECT 1 FROM cases WHERE cases.lead = newest.lead"
        "  AND cases.cycle = newest.cycle) GROUP BY code ORDER BY code"
    )
    found = sorted(
        (one["code"], one["n"], one["rule_right"]["k"],
         one["response_right"]["k"])
        for one in report["reviews"]
    )
    same("reviews", found, expected)


def check_changes(report):
    for one in report["changes"]:
        kept = one["replayed"] + one["unkept"] + one["new_fields"]
        same("changes: all drawn", kept + one["personal"], one["drawn"])
        b, c = sorted((one["to_pass"], one["from_pass"]))
        tail = sum(math.comb(b + c, k) for k in range(b + 1))
        exact = min(1.0, 2 * tail / 2 ** (b + c))
        if one["replayed"]:
            same("changes: McNemar", one["mcnemar_p"], float(exact))


def main():
    path, written = sys.argv[1:3]
    days = int(sys.argv[3]) if len(sys.argv) > 3 else 90
    with open(written, encoding="utf-8") as file:
        report = json.load(file)
    period = {name: seconds(text) for name, text in report["period"].items()}
    ledger = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    end = period["to"] + (period["to"] == period["as_of"])
    ledger.execute(
        "CREATE TEMP TABLE cases AS SELECT d.*,"
        " coalesce(handed, decided) AS began, means, cell, fired, revision"
        " FROM disagreement AS d JOIN decision ON decision.id = d.decision"
        " JOIN rationale ON rationale.id = decision.rationale"
        " WHERE coalesce(handed, decided) >= ? AND coalesce(handed, decided)"
        " < ?", (period["from"], end))

    def ask(sql):
        return ledger.execute(sql).fetchall()

    check_lists(ask, report)
    check_value(ask, report, period["as_of"] - days * 86400)
    check_agenda(report)
    check_reviews(ask, report)
    check_changes(report)
    for trouble in troubles:
        print(trouble)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
