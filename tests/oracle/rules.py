"""A rule set: YAML in which every scalar is text, includes, lists, and names resolved.

See "A rule set" and "Conditions" of the rule language. Only valid rule sets are expected;
what the oracle stumbles over is a RuleError.
"""

import os

import yaml

import conditions
import leads
import values
from conditions import RuleError, Scope, Value
from values import fold, trim

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
IMPLICIT_AXIS = "points"


# ---- Files --------------------------------------------------------------------------------

def load_yaml(path):
    with open(path, "rb") as file:
        return yaml.load(file.read().decode("utf-8"), LOADER)


def resolve_files(tree, folder):
    """Lists name files relative to the file they stand in."""
    for source in tree.get("lists", {}).values():
        if isinstance(source, dict):
            source["file"] = os.path.join(folder, source["file"])


def merge(first, second):
    """Top-level sections: mappings and sequences join, first before second."""
    out = dict(first)
    for key, section in second.items():
        if isinstance(out.get(key), dict) and isinstance(section, dict):
            out[key] = merge(out[key], section)
        elif isinstance(out.get(key), list) and isinstance(section, list):
            out[key] = out[key] + section
        else:
            out[key] = section
    return out


def load_tree(path):
    own = load_yaml(path)
    folder = os.path.dirname(path)
    resolve_files(own, folder)
    included = {}
    for name in own.pop("include", []):
        included = merge(included, load_tree(os.path.join(folder, name)))
    return merge(included, own)


# ---- Lists --------------------------------------------------------------------------------

def without_comment(line):
    """# begins a comment at the start of the line or after a blank."""
    for at, character in enumerate(line):
        if character == "#" and (at == 0 or line[at - 1] in " \t"):
            return line[:at]
    return line


def values_of_lines(data):
    text = leads.to_utf8(data).decode("utf-8")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [value for value in (trim(without_comment(line)) for line in lines) if value]


class SourceList:
    """Inline, a value a line, or a CSV file."""

    def __init__(self, node):
        self.header, self.rows = [""], []
        self.column = 0
        if isinstance(node, list):
            self.rows = [[trim(value)] for value in node]
        else:
            self.load(node["file"], node.get("column"))

    def load(self, path, column):
        with open(path, "rb") as file:
            data = file.read()
        if column is None and not path.lower().endswith((".csv", ".tsv")):
            self.rows = [[value] for value in values_of_lines(data)]
            return
        self.header, records = leads.read_csv(leads.to_utf8(data))
        self.rows = [[trim(cell) for cell in r.cells] for r in records if not r.problem]
        self.column = 0 if column is None else self.column_index(column)

    def column_index(self, name):
        index = leads.column_of(self.header, [name])
        if index is None:
            raise RuleError("the list has no column %r" % name)
        return index

    def keys(self, kind):
        """Its values as the type on the left of the test reads them"""
        return {conditions.membership_key(kind, row[self.column])
                for row in self.rows if row[self.column]}

    def table(self, kind, column):
        """Its own column -> that column, by the first row; empty cells are missing"""
        index, found = self.column_index(column), {}
        for row in self.rows:
            if row[self.column]:
                found.setdefault(conditions.comparable(kind, row[self.column]),
                                 row[index] or None)
        return found


# ---- Names --------------------------------------------------------------------------------

def remembered(kind, name, compute):
    """Derived values and named conditions are computed once a lead."""
    def get(row):
        key = (kind, name)
        if key not in row.memory:
            row.memory[key] = compute(row)
        return row.memory[key]
    return get


class RuleScope(Scope):
    """Fields, derived values, named conditions and lists"""

    def __init__(self, tree):
        self.values, self.conditions, self.lists = {}, {}, {}
        for name, node in tree.get("lists", {}).items():
            self.lists[name] = SourceList(node)

    def value(self, name):
        return self.values.get(name)

    def condition(self, name):
        return self.conditions.get(name)

    def source_list(self, name):
        return self.lists.get(name)


class ResultScope(RuleScope):
    """Verdicts and routes see the results too: clamped, and always known."""

    def __init__(self, rules, scope):
        self.values, self.conditions = dict(scope.values), dict(scope.conditions)
        self.lists = scope.lists
        for name in ["score", "completeness"] + [axis.name for axis in rules.axes]:
            self.values[name] = Value("number", result_number(name))
        self.values["cell"] = Value("text", lambda row: row.results["cell"])
        self.conditions["gated"] = lambda row: row.results["gated"]

    def fired(self, identifier):
        return lambda row: identifier in row.results["fired"]

    def gate(self, identifier):
        return lambda row: identifier in row.results["gates"]


def result_number(name):
    return lambda row: row.results[name] * values.MILLION


# ---- Derived values -----------------------------------------------------------------------

def derived_value(node, scope):
    if not isinstance(node, dict):
        return conditions.parse_value(node, scope)
    cases = [(case_condition(case, scope), case["is"]) for case in node["first"]]

    def first_true(row):
        for holds, answer in cases:
            if holds(row) is True:
                return answer
        return None
    return Value("text", first_true, as_number=number_of(cases, first_true))


def number_of(cases, first_true):
    """The same derived value as a number, where every `is` of it reads as one"""
    numbers = {answer: conditions.number_literal(answer) for _, answer in cases}
    if None in numbers.values():
        return None

    def run(row):
        answer = first_true(row)
        return None if answer is None else numbers[answer]
    return Value("number", run)


def case_condition(case, scope):
    return conditions.parse_condition(case["when"], scope) if "when" in case else always


def always(row):
    return True


# ---- The parts of a rule set --------------------------------------------------------------

def whole(text):
    return None if text is None else int(text)


class Limits:
    def __init__(self, node):
        self.min, self.max = whole(node.get("min")), whole(node.get("max"))

    def clamp(self, points):
        if self.min is not None and points < self.min:
            return self.min
        if self.max is not None and points > self.max:
            return self.max
        return points


class Axis(Limits):
    def __init__(self, name, node):
        super().__init__(node)
        self.name = name
        self.bands = list(node.get("bands", {}).items())

    def band(self, points):
        """A band holds from its figure upwards; the last is `any`."""
        for name, figure in self.bands:
            if figure == "any" or points >= int(figure):
                return name
        raise RuleError("the last band of %s is not any" % self.name)


class Group(Limits):
    def __init__(self, node, only_axis):
        super().__init__(node)
        self.axis = node.get("axis", only_axis)


class Gate:
    def __init__(self, node, scope):
        self.id = node["id"]
        self.holds = conditions.parse_condition(node["when"], scope)


class Criterion:
    def __init__(self, node, scope, groups, only_axis):
        self.id = node["id"]
        self.group = node.get("group")
        group_axis = groups[self.group].axis if self.group else None
        self.axis = node.get("axis") or group_axis or only_axis
        self.status = node.get("status", "active")
        self.first_day, self.last_day = day_of(node.get("from")), day_of(node.get("until"))
        self.has_cases = "first" in node
        parts = node["first"] if self.has_cases else [node]
        self.cases = [(case_condition(case, scope), int(case["points"])) for case in parts]

    def stands_on(self, as_of):
        """Off, or outside its dates (both ends inclusive): as if it were not there."""
        day = values.utc_day(as_of)
        return (self.status != "off"
                and (self.first_day is None or self.first_day <= day)
                and (self.last_day is None or day <= self.last_day))


def day_of(text):
    return None if text is None else values.utc_day(values.read_iso_date(trim(text)))


class Verdict:
    def __init__(self, node, scope):
        self.name, self.means = node["verdict"], node["means"]
        self.holds = case_condition(node, scope)


class Route:
    def __init__(self, node, scope):
        self.to = node["to"]
        self.holds = case_condition(node, scope)


# ---- The whole ----------------------------------------------------------------------------

class Field:
    def __init__(self, name, node, missing):
        node = node if isinstance(node, dict) else {"column": node}
        columns = node.get("column", name)
        self.name = name
        self.columns = columns if isinstance(columns, list) else [columns]
        self.is_optional = node.get("optional") == "true"
        self.kind = values.VALUE_TYPE[node.get("type", "text")]
        self.read = values.field_reader(node, missing)


def field_value(name, kind):
    return Value(kind, lambda row: row.fields[name])


class RuleSet:
    def __init__(self, path):
        tree = load_tree(path)
        scope = RuleScope(tree)
        self.read_fields(tree["leads"], scope)
        for name, node in tree.get("derived", {}).items():
            made = derived_value(node, scope)
            made.get = remembered("derived", name, made.get)
            scope.values[name] = made
        for name, node in tree.get("conditions", {}).items():
            test = conditions.parse_condition(node, scope)
            scope.conditions[name] = remembered("condition", name, test)
        self.read_axes(tree)
        self.gates = [Gate(node, scope) for node in tree.get("gates", [])]
        self.criteria = [Criterion(node, scope, self.groups, self.only_axis)
                         for node in tree.get("criteria", [])]
        results = ResultScope(self, scope)
        self.verdicts = [Verdict(node, results) for node in tree["verdicts"]]
        self.routes = [Route(node, results) for node in tree.get("routes", [])]

    def read_fields(self, node, scope):
        missing = node.get("missing", [])
        self.id = node["id"]
        self.fields = [Field(name, field, missing) for name, field in node["fields"].items()]
        for field in self.fields:
            scope.values[field.name] = field_value(field.name, field.kind)

    def read_axes(self, tree):
        self.only_axis = None if tree.get("axes") else IMPLICIT_AXIS
        declared = tree.get("axes") or {IMPLICIT_AXIS: {}}
        self.axes = [Axis(name, node) for name, node in declared.items()]
        self.groups = {name: Group(node, self.only_axis)
                       for name, node in tree.get("groups", {}).items()}
        self.total = Limits(tree.get("score", {}))
