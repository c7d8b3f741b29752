"""The facts of a ledger, read by SQL, as lists of leads: what counts, in the order of time.

A fact counts when the batch that brought it was not withdrawn, or else by the first batch that
saw it again and was not withdrawn; what a run said then counts from that run's as-of.
"""

import sqlite3
from types import SimpleNamespace as Thing

KINDS = ("ruleset revision criterion agreement lead rationale decision handoff disposition outcome"
         " review link sighting withdrawal erasure").split()

DECISIONS = """
SELECT decision.id, decision.batch, decision.lead, ruleset.name AS ruleset, as_of, verdict, means,
  score, cell, margin, route, fired, unknown, pivotal, revision.hash AS revision, input.text AS input
FROM decision JOIN rationale ON rationale.id = decision.rationale
JOIN revision ON revision.id = rationale.revision JOIN ruleset ON ruleset.id = decision.ruleset
LEFT JOIN input ON input.decision = decision.id
"""
HANDOFFS = """
SELECT handoff.id, handoff.batch, lead, ruleset.name AS ruleset, at, recipient, kind, actor
FROM handoff LEFT JOIN ruleset ON ruleset.id = handoff.ruleset
"""
DISPOSITIONS = "SELECT id, batch, lead, at, actor, team, status, reason, priority, owner FROM disposition"
OUTCOMES = "SELECT id, batch, lead, at, stage FROM outcome"

LINKS = """
SELECT link.id, link.batch, link.lead, link_key.key FROM link
JOIN link_key ON link_key.link = link.id WHERE link.kind = 'contact'
"""


class Ledger:
    """decisions, handoffs, dispositions, outcomes: what counts; keys of leads; covered time

    With known_by, as it was when that batch was the last."""

    def __init__(self, path, known_by=None):
        self.base = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
        self.known_by = known_by or float("inf")
        self.withdrawn = {row.withdrawn for row in self.known(
            "SELECT batch, withdrawn FROM withdrawal")}
        self.seen = self.known("SELECT batch, kind, first, last FROM sighting ORDER BY batch")
        self.moments = {row.id: row.as_of for row in self.rows("SELECT id, as_of FROM batch")}
        self.keys = {row.lead: row.key for row in self.rows("SELECT lead, key FROM identity")}
        self.decisions = self.counted("decision", DECISIONS)
        self.handoffs = self.counted("handoff", HANDOFFS)
        self.dispositions = self.counted("disposition", DISPOSITIONS)
        self.outcomes = self.counted("outcome", OUTCOMES)
        self.agreements = self.counted("agreement", "SELECT id, batch, 0 AS lead FROM agreement")
        self.join_contacts()
        self.covered = self.covered_time()
        self.base.close()

    def rows(self, sql):
        found = self.base.execute(sql)
        names = [column[0] for column in found.description]
        return [Thing(**dict(zip(names, row))) for row in found]

    def known(self, sql):
        return [row for row in self.rows(sql) if row.batch <= self.known_by]

    def counts_by(self, kind, fact):
        """-> the batch by which a fact counts, or None"""
        if fact.batch not in self.withdrawn:
            return fact.batch
        number = KINDS.index(kind)
        for one in self.seen:
            if (one.kind == number and one.first <= fact.id <= one.last
                    and one.batch not in self.withdrawn):
                return one.batch
        return None

    def counted(self, kind, sql):
        facts = []
        for fact in self.known(sql):
            by = self.counts_by(kind, fact)
            if by is None or fact.lead and fact.lead not in self.keys:
                continue
            if by != fact.batch and kind == "decision":
                fact.as_of = self.moments[by]
            if by != fact.batch and kind == "handoff" and fact.ruleset:
                fact.at = self.moments[by]
            facts.append(fact)
        return facts

    def join_contacts(self):
        """Facts under the id of a contact belong to the lead that it is linked with."""
        scored = {row.lead for row in self.rows("SELECT lead FROM decision")}
        numbers = {key: lead for lead, key in self.keys.items()}
        leads = {numbers[link.key]: link.lead for link in self.counted("link", LINKS)
                 if link.key in numbers and numbers[link.key] not in scored}
        for fact in self.handoffs + self.dispositions + self.outcomes:
            fact.lead = leads.get(fact.lead, fact.lead)

    def covered_time(self):
        """-> until when dispositions were observed, or None"""
        ends = [row.covers_to for row in self.known(
            "SELECT id AS batch, covers_to FROM batch WHERE kind = 'dispositions'")
            if row.batch not in self.withdrawn and row.covers_to is not None]
        return max(ends) if ends else None

    def rulesets(self):
        return sorted({decision.ruleset for decision in self.decisions})
