"""An agreement and the rules, as far as disagreements ask for them: names, times, conditions."""

import csv
import datetime
import json
import os
import re
import zoneinfo
from types import SimpleNamespace as Thing

import yaml

ACTIONS = ("handed accepted touched rejected recycled disqualified converted reassigned"
           " reprioritised pulled unmapped").split()
CLOSINGS = ("rejected", "recycled", "disqualified")
LENGTHS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
UTC = datetime.timezone.utc


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, yaml.BaseLoader)


def fold(text):
    text = (text or "").strip()
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def listed(value):
    return value if isinstance(value, list) else [value]


def seconds(text):
    found = re.fullmatch(r"(\d+)([smhd])", text)
    return int(found[1]) * LENGTHS[found[2]]


class Calendar:
    """Working hours; without any, time runs round the clock."""

    def __init__(self, given):
        self.given = given
        if given:
            self.zone = zoneinfo.ZoneInfo(given["zone"])
            first, last = given["days"].split("-")
            self.days = range(DAYS.index(first), DAYS.index(last) + 1)
            self.open, self.close = [datetime.time.fromisoformat(text)
                                     for text in given["hours"].split("-")]
            self.holidays = given.get("holidays", [])

    def hours(self, day):
        """-> (open, close) of a civil day as UTC seconds, or None"""
        if day.weekday() not in self.days or day.isoformat() in self.holidays:
            return None
        return [int(datetime.datetime.combine(day, time, self.zone).timestamp())
                for time in (self.open, self.close)]

    def add(self, start, length):
        """-> when so many working seconds are over"""
        if not self.given or length <= 0:
            return start + length
        day = datetime.datetime.fromtimestamp(start, self.zone).date() - datetime.timedelta(1)
        while True:
            hours = self.hours(day)
            if hours and hours[1] > start:
                begin = max(start, hours[0])
                if length <= hours[1] - begin:
                    return begin + length
                length -= hours[1] - begin
            day += datetime.timedelta(1)


class Agreement:
    def __init__(self, path):
        given = load(path)
        self.blocks = listed(given["dispositions"])
        self.statuses, self.ranks, self.levels, self.kinds = {}, {}, {}, {}
        for block in self.blocks:
            self.take_names(self.statuses, block.get("statuses"))
            for rank, name in enumerate(block.get("priorities", [])):
                self.ranks[fold(name)] = rank
        for block in listed(given.get("outcomes", [])):
            self.take_names(self.levels, block.get("stages"))
        handoffs = given.get("handoffs", {})
        self.imports = handoffs.get("from") == "imported"
        self.kinds = {"handed": "handed", "scored": "handed"}
        self.take_names(self.kinds, handoffs.get("kinds"))
        self.take_reasons(given)
        self.take_limits(given)
        self.people = self.read_people(path, given)

    @staticmethod
    def take_names(into, given):
        for meaning, names in (given or {}).items():
            for name in names:
                into[fold(name)] = meaning

    def take_reasons(self, given):
        self.reasons = {}
        for block in self.blocks:
            for code, one in block.get("reasons", {}).items():
                for value in one["values"]:
                    self.reasons[fold(value)] = Thing(
                        code=code, cls=one["class"], needs=one.get("needs_attempts"),
                        disputes=one.get("disputes", []), contradicted=one.get("contradicted_when"))

    def take_limits(self, given):
        sla = given.get("sla", {})
        attempts = given.get("attempts", {})
        self.grace = seconds(sla.get("grace", "0s"))
        self.calendar = Calendar(sla.get("calendar"))
        self.minimum = int(attempts.get("minimum", 5))
        self.conversation = {fold(name) for name in attempts.get("conversation", [])}
        self.maturity = seconds(given.get("maturity", "90d"))
        self.pulled = int(given.get("pulled", {}).get("minimum_touches", 1))

    @staticmethod
    def read_people(path, given):
        people = {}
        if "people" in given:
            name = os.path.join(os.path.dirname(path), given["people"]["file"])
            with open(name, encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    people[fold(row["name"])] = row
        return people

    def side(self, actor):
        person = self.people.get(fold(actor))
        return person["side"] if person else "sales"

    def action(self, fact):
        if fold(fact.status):
            return self.statuses.get(fold(fact.status), "unmapped")
        if fold(fact.owner):
            return "reassigned"
        return "reprioritised" if fold(fact.priority) else "unmapped"

    def team(self, fact):
        person = self.people.get(fold(fact.actor))
        return (fact.team or "").strip() or (person["team"] if person else "")

    def shows_touches(self, status):
        """Whether a block by which a touch would be seen reads the status."""
        for block in self.blocks:
            meanings = {}
            self.take_names(meanings, block.get("statuses"))
            if fold(status) in meanings and {"touched", "converted"} & set(meanings.values()):
                return True
        return False


class Rules:
    """Of one revision: routes, consent gates, and where each criterion belongs."""

    def __init__(self, path):
        given = load(path)
        self.slas = {}
        for route in given["routes"]:
            self.slas.setdefault(route["to"], seconds(route["sla"]) if "sla" in route else 0)
        self.consents = {gate["id"] for gate in given["gates"] if gate.get("consent") == "true"}
        self.criteria = {one["id"]: one for one in given["criteria"]}

    def is_disputed(self, disputes, name):
        one = self.criteria.get(name, {})
        if isinstance(disputes, dict):
            ((kind, wanted),) = disputes.items()
            return one.get(kind) == wanted
        return name in disputes


def holds(condition, inputs):
    """Whether `FIELD >= NUMBER` is true of the inputs of a decision, as JSON."""
    field, number = re.fullmatch(r"(\w+) >= (\d+)", condition).groups()
    value = json.loads(inputs or "{}").get(field)
    return value is not None and value >= int(number)


def iso(moment):
    if moment is None:
        return ""
    return datetime.datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
