#!/usr/bin/python3
"""What a ledger says, table by table, without what only tells how it came there.

  dump.py LEDGER

A line a row, `table: value|value`, sorted: numbers of rows and batches, salts, keys and hashes
made with them are left out; rows that no longer count are, too. Two ledgers that say the same
give the same lines.
"""

import sqlite3
import sys

# The place of each kind in engine/ledger/facts.def.
KINDS = ("ruleset revision criterion agreement lead rationale decision handoff disposition outcome"
         " review link sighting withdrawal erasure").split()

SEEN = """
CREATE TEMP VIEW seen AS SELECT kind, first, last, batch FROM sighting
WHERE batch NOT IN (SELECT batch FROM withdrawn)
"""
COUNTS = """({table}.batch NOT IN (SELECT batch FROM withdrawn)
 OR EXISTS (SELECT 1 FROM seen WHERE kind = {kind} AND {table}.id BETWEEN first AND last))"""
AS_OF = """CASE WHEN {table}.batch NOT IN (SELECT batch FROM withdrawn) THEN {table}.{column}
 ELSE (SELECT as_of FROM batch WHERE id = (SELECT min(batch) FROM seen
  WHERE kind = {kind} AND {table}.id BETWEEN first AND last)) END"""

# table: (columns, joined with)
KEPT = {
    "ruleset": ("name", ""),
    "revision": ("hash, rules_hash, lists_hash, text", ""),
    "criterion": ("revision.hash, name, kind, axis, grouped, points, because, owner",
                  "JOIN revision ON revision.id = criterion.revision"),
    "agreement": ("hash, text", ""),
    "lead": ("key", "JOIN identity ON identity.lead = lead.id"),
    "decision": ("key, ruleset.name, {as_of}, revision.hash, verdict, means, score, axes, cell,"
                 " margin, route, completeness, fired, unknown, pivotal, sla_due, input.text",
                 "JOIN identity ON identity.lead = decision.lead"
                 " JOIN ruleset ON ruleset.id = decision.ruleset"
                 " JOIN rationale ON rationale.id = decision.rationale"
                 " JOIN revision ON revision.id = rationale.revision"
                 " LEFT JOIN input ON input.decision = decision.id"),
    "handoff": ("key, ruleset.name, cycle, {at}, due, recipient, kind, actor",
                "JOIN identity ON identity.lead = handoff.lead"
                " LEFT JOIN ruleset ON ruleset.id = handoff.ruleset"),
    "disposition": ("identity.key, at, actor, team, status, reason, priority, owner,"
                    " source, current, remark.text",
                    "JOIN identity ON identity.lead = disposition.lead LEFT JOIN remark"
                    " ON remark.fact = disposition.id AND remark.kind = 'comment'"),
    "outcome": ("identity.key, opportunity, stage, at, amount, currency, matched",
                "JOIN identity ON identity.lead = outcome.lead"),
    "review": ("identity.key, cycle, code, reviewer, at, rule_right, response_right, remark.text,"
               " action", "JOIN identity ON identity.lead = review.lead LEFT JOIN remark"
               " ON remark.fact = review.id AND remark.kind = 'note'"),
    "link": ("identity.key, link.kind, link_key.key",
             "JOIN identity ON identity.lead = link.lead LEFT JOIN link_key"
             " ON link_key.link = link.id"),
    "erasure": ("erasure.lead IS NULL", ""),
}
DERIVED = {
    "disagreement": "SELECT ruleset, lead, cycle, code, side, mode, decided, verdict, means, score,"
                    " cell, margin, route, handed, due, at, minutes, touched, attempts, actor,"
                    " team, reason, reason_code, class, disputes, unexplained, contradicted, bulk,"
                    " reversed, fired, pivotal, resolution, revision FROM units",
    "disputed": "SELECT criterion, ruleset, lead, cycle, decided FROM criteria_disputed",
}


def question(table, columns, joined):
    kind = KINDS.index(table)
    names = {name: AS_OF.format(table=table, column=name, kind=kind) for name in ("as_of", "at")}
    if "LEFT JOIN ruleset" in joined:       # imported handoffs keep their time
        names["at"] = "CASE WHEN handoff.ruleset IS NULL THEN at ELSE %s END" % names["at"]
    columns = columns.replace("key,", "identity.key,", 1) if columns.startswith("key,") else columns
    return "SELECT %s FROM %s %s WHERE %s" % (
        columns.format(**names), table, joined, COUNTS.format(table=table, kind=kind))


def main():
    base = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
    base.execute(SEEN)
    asked = {table: question(table, *rest) for table, rest in KEPT.items()}
    asked.update(DERIVED)
    lines = []
    for table, sql in asked.items():
        for row in base.execute(sql):
            lines.append("%s: %s" % (table, "|".join(
                "" if value is None else str(value).replace("\n", " ") for value in row)))
    print("\n".join(sorted(lines)))


if __name__ == "__main__":
    main()
