"""One lead, scored: gates, criteria, sums, cell, verdict, route.

See "Three values" and "Points" of the rule language.
"""

import leads
from leads import DataError
from values import trim


class Row:
    """A lead: its typed fields, what was derived from them, and later its results."""

    def __init__(self, lead, fields, as_of):
        self.lead = lead
        self.fields = fields
        self.as_of = as_of
        self.memory = {}
        self.results = None


class Result:
    def __init__(self, lead):
        self.lead = lead
        self.verdict = self.means = self.cell = self.route = ""
        self.axes = {}              # name -> clamped sum
        self.score = 0
        self.completeness = 100
        self.fired, self.unknown, self.shadow = [], [], []


# ---- Leads --------------------------------------------------------------------------------

class Binding:
    """Which column of one file serves which field"""

    def __init__(self, rules, header):
        self.rules = rules
        self.columns = {}
        for field in rules.fields:
            index = leads.column_of(header, field.columns)
            if index is None and not field.is_optional:
                raise DataError("no column for field %r: %r" % (field.name, field.columns))
            self.columns[field.name] = index

    def row(self, cells, as_of):
        fields = {}
        for field in self.rules.fields:
            index = self.columns[field.name]
            fields[field.name] = field.read(None if index is None else cells[index])
        return Row(self.lead_of(cells, fields), fields, as_of)

    def lead_of(self, cells, fields):
        """The text of the id, trimmed (widened when it is a Salesforce id), or None"""
        found = fields[self.rules.id]
        if found is None or isinstance(found, str):
            return found
        return trim(cells[self.columns[self.rules.id]])


# ---- Criteria -----------------------------------------------------------------------------

def answer_of(criterion, row):
    """-> (True, False or None; the number of the case; its points)

    A case that is unknown is passed over and makes the whole criterion unknown unless a
    later case is true.
    """
    answer = False
    for number, (holds, points) in enumerate(criterion.cases, 1):
        found = holds(row)
        if found is True:
            return True, number, points
        if found is None:
            answer = None
    return answer, 0, 0


def fired_text(criterion, number, points):
    suffix = ".%d" % number if criterion.has_cases else ""
    return "%s%s:%d" % (criterion.id, suffix, points)


class Tally:
    """What the gates and criteria of one lead came to"""

    def __init__(self, rules):
        self.rules = rules
        self.gates, self.fired_ids = set(), set()
        self.asked = self.known = 0
        self.axis_sums = {axis.name: 0 for axis in rules.axes}
        self.group_sums = {name: 0 for name in rules.groups}

    def count(self, answer):
        self.asked += 1
        self.known += answer is not None

    def add(self, criterion, points):
        if criterion.group:
            self.group_sums[criterion.group] += points
        else:
            self.axis_sums[criterion.axis] += points

    def completeness(self):
        return self.known * 100 // self.asked if self.asked else 100

    def clamped_axes(self):
        """Group first, then axis"""
        sums = dict(self.axis_sums)
        for name, group in self.rules.groups.items():
            sums[group.axis] += group.clamp(self.group_sums[name])
        return {axis.name: axis.clamp(sums[axis.name]) for axis in self.rules.axes}


def ask_gates(rules, row, tally, result):
    for gate in rules.gates:
        answer = gate.holds(row)
        tally.count(answer)
        if answer is True:
            tally.gates.add(gate.id)
            result.fired.append(gate.id + ":gate")
        elif answer is None:
            result.unknown.append(gate.id)


def ask_criteria(rules, row, tally, result):
    for criterion in rules.criteria:
        if not criterion.stands_on(row.as_of):
            continue
        answer, number, points = answer_of(criterion, row)
        if criterion.status == "shadow":
            if answer is True:
                result.shadow.append(fired_text(criterion, number, points))
            continue
        tally.count(answer)
        if answer is True:
            tally.add(criterion, points)
            tally.fired_ids.add(criterion.id)
            if criterion.has_cases:
                tally.fired_ids.add("%s.%d" % (criterion.id, number))
            result.fired.append(fired_text(criterion, number, points))
        elif answer is None:
            result.unknown.append(criterion.id)


# ---- Verdict ------------------------------------------------------------------------------

def cell_of(rules, sums):
    if not all(axis.bands for axis in rules.axes):
        return ""
    return "".join(axis.band(sums[axis.name]) for axis in rules.axes)


def first_that_holds(choices, row):
    for choice in choices:
        if choice.holds(row) is True:
            return choice
    return None


def decide(rules, row, tally, result):
    row.results = dict(result.axes, score=result.score, cell=result.cell,
                       completeness=result.completeness, gated=bool(tally.gates),
                       gates=tally.gates, fired=tally.fired_ids)
    verdict = first_that_holds(rules.verdicts, row)
    result.verdict, result.means = verdict.name, verdict.means
    if verdict.means == "pass":
        route = first_that_holds(rules.routes, row)
        result.route = route.to if route else ""


def score_row(rules, row):
    result, tally = Result(row.lead), Tally(rules)
    ask_gates(rules, row, tally, result)
    ask_criteria(rules, row, tally, result)
    result.axes = tally.clamped_axes()
    result.score = rules.total.clamp(sum(result.axes.values()))
    result.cell = cell_of(rules, result.axes)
    result.completeness = tally.completeness()
    decide(rules, row, tally, result)
    return result


def score_file(rules, data, as_of):
    """-> ([Result], [(line, reason)] of the rejected records)"""
    header, records = leads.read_table(data)
    binding = Binding(rules, header)
    results, rejected = [], []
    for record in records:
        row = None if record.problem else binding.row(record.cells, as_of)
        if row is None or row.lead is None:
            rejected.append((record.line, record.problem or "missing id"))
        else:
            results.append(score_row(rules, row))
    return results, rejected
