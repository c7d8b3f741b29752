"""Random valid rule sets: a tree of sections, and the YAML it is written as."""

import re

from chance import Chance
from make_conditions import Conditions, Expression, date_text, other_case, quote
from values import DAY

# ---- Fields -------------------------------------------------------------------------------

WORDS = ["Demo Request", "Partner", "Web", "VP Marketing", "Head of Ops", "Chief Data Officer",
         "cto", "NO", "on", "012", "1e3", "450", "yes", "Straße 1", "Ünal & Söhne", "mañana",
         "\u212aelvin", "kelvin", "\u017fmart", "smart", "İstanbul", "O'Neil", 'the "best" one',
         "a,b", "a;b", "x|y", "a/b", "100%", "[x]", "C++", "c#", "e-mail", "key: value",
         "日本", "\U0001f600 ok", "two  blanks", "line\nbreak", "cr\r\nlf", "a\n\nb", "ünal & söhne", "no#comment",
         "#hash", "tab\tin", "=SUM(A1)",
         "-5", "+5", "-x", "@home", "Select one", "\u00a0nbsp\u00a0", "UPPER", "lower", "MiXeD"]
MAILS = ["a@example.com", "B.C@Rival.example", "x+y@gold.example", "q@a@twice.example",
         "é@münchen.example", "info@GOLD.EXAMPLE", "me@free.example"]
TOPICS = ["News", "Pricing", "price list", "API", "on", "NO", "Über", "12", "x y", "\u212a9"]
SPELLINGS = ["null", "N/A", "#N/A", "-", "Select", "--None--", "(No value)", "unknown", "é?"]
FIELD_NAMES = ["title", "country", "source", "industry", "employees", "revenue", "budget",
               "created", "last_seen", "opted_out", "customer", "topics", "stage", "domain",
               "last", "length", "lookup", "Region2", "_x9", "days_left", "K", "B2B", "owner_1"]
COLUMN_WORDS = ["Title", "Job Title", "Country/Region", "Lead Source", "No. of Employees",
                "AnnualRevenue", "Budget", "Create Date", "Last Activity", "Email Opt Out",
                "Customer?", "Interests", "Stage", "Größe", "Cell, with comma", 'He said "x"',
                "NO", "on", "2026", "Owner: Name", "a#b", "[Score]", "100%", "Semi;colon"]
ZONES = ["Z", "-05:00", "+02:00", "+05:30", "-0330", "+14:00", "+0000"]
KINDS = ["text", "text", "email", "number", "number", "money", "range", "date", "date", "date",
         "boolean", "boolean", "set"]


class Field:
    def __init__(self, name, kind, columns):
        self.name, self.kind, self.columns = name, kind, columns
        self.options = {}           # what stands beside column and type
        self.is_absent = False      # optional, and without a column in the export
        self.words = []             # texts for its cells
        self.notables = []          # figures or seconds that some condition looks at

    def expression(self):
        kind = {"email": "text", "money": "number", "range": "number"}.get(self.kind, self.kind)
        return Expression(self.name, kind, self.notables.append, self.words)

    def node(self, chance):
        """Short forms where they say the same"""
        columns = self.columns if len(self.columns) > 1 or chance.percent(40) else self.columns[0]
        if self.kind == "text" and not self.options and chance.percent(60):
            return Flow(self.columns) if isinstance(columns, list) else columns
        node = {"column": Flow(columns) if isinstance(columns, list) else columns}
        if self.kind != "text" or chance.percent(30):
            node["type"] = self.kind
        return FlowMap(node | self.options)


class FieldMaker:
    def __init__(self, chance):
        self.chance = chance
        self.names = chance.shuffled(FIELD_NAMES)
        self.columns = chance.shuffled(COLUMN_WORDS)

    def fields(self):
        kinds = [kind for kind in KINDS if kind == "text" or self.chance.percent(80)]
        return [self.id_field()] + [self.field(kind) for kind in self.chance.shuffled(kinds)]

    def id_field(self):
        kind = self.chance.pick(["id", "id", "id", "text"])
        field = Field("lead_id", kind, ["Id", "Lead ID"][:self.chance.between(1, 2)])
        if kind == "id" and self.chance.percent(40):
            field.options["salesforce_id"] = "true"
        field.words = ["1", "L-7", "Q9", "a b", "é1", "a0D30000001n7PiEAI", "a0D30000001n7piEAA"]
        return field

    def field(self, kind):
        name = self.names.pop()
        columns = [self.columns.pop() if self.columns else name.title() + " 2"]
        for _ in range(self.chance.pick([0, 0, 1, 2])):
            columns.append("%s alias %d" % (name, len(columns)))
        field = Field(name, kind, columns)
        getattr(self, kind + "_options", lambda field: None)(field)
        if self.chance.percent(20):
            field.options["optional"] = "true"
            field.is_absent = self.chance.percent(50)
        if self.chance.percent(10):
            field.options["personal"] = "true"
        if self.chance.percent(15) and kind != "set":
            field.options["default"] = self.default(field)
        return field

    def text_options(self, field):
        field.words = self.chance.some(WORDS, 5, 9)

    def email_options(self, field):
        field.words = self.chance.some(MAILS, 4, 7)

    def set_options(self, field):
        field.words = self.chance.some(TOPICS, 4, 7)
        if self.chance.percent(70):
            field.options["separator"] = self.chance.pick([";", ",", "|", "||", "/"])

    def number_options(self, field):
        if self.chance.percent(25):
            field.options["decimal"] = ","

    money_options = range_options = number_options

    def date_options(self, field):
        if self.chance.percent(65):
            field.options["format"] = self.chance.pick(["mdy", "dmy", "ymd", "epoch_ms"])
        if self.chance.percent(40) and field.options.get("format") != "epoch_ms":
            field.options["zone"] = self.chance.pick(ZONES)

    def default(self, field):
        dates = {"mdy": "1/31/2026", "dmy": "31.1.2026 5:07 PM", "ymd": "2026/1/31",
                 "epoch_ms": "1767225600123", None: "2026-01-31"}
        return {"text": self.chance.pick(WORDS[:8]), "email": "none@default.example",
                "number": "7", "money": "$5", "range": "51-200",
                "date": dates[field.options.get("format")], "boolean": "no"}[field.kind]


# ---- YAML ---------------------------------------------------------------------------------

class Flow(list):
    """A sequence written in [ ]"""


class FlowMap(dict):
    """A mapping written in { }"""


class Condition(str):
    """A text that wants a style of its own"""


PLAIN = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_ .<>=!+*()'\"/%;é-]*[A-Za-z0-9_)'\"])?\Z")


class Yaml:
    """Writes a tree, choosing among the styles that mean the same."""

    def __init__(self, chance):
        self.chance = chance

    def scalar(self, text, is_flow):
        if PLAIN.match(text) and "  " not in text and self.chance.percent(60):
            return text
        if re.match(r"-?[0-9][0-9.-]*\Z", text) and self.chance.percent(60):
            return text
        if text.isprintable() and self.chance.percent(70):
            return "'" + text.replace("'", "''") + "'"
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'

    def flow(self, node):
        if isinstance(node, dict):
            inner = ", ".join("%s: %s" % (self.key(k), self.flow(v)) for k, v in node.items())
            return "{ %s }" % inner
        if isinstance(node, list):
            return "[%s]" % ", ".join(self.flow(item) for item in node)
        return self.scalar(node, True)

    def key(self, text):
        if re.match(r"[A-Za-z_][A-Za-z0-9_-]*\Z", text) and self.chance.percent(90):
            return text
        return self.chance.pick(["'%s'", '"%s"']) % text

    def folded(self, text, indent):
        """`>-`, broken at one of the single blanks"""
        words = text.split(" ")
        if "" in words or len(words) < 2 or not text.isprintable():
            return None
        at = self.chance.between(1, len(words) - 1)
        pad = " " * (indent + 2)
        return ">-\n%s%s\n%s%s" % (pad, " ".join(words[:at]), pad, " ".join(words[at:]))

    def block_text(self, text, indent):
        if isinstance(text, Condition) and self.chance.percent(10):
            folded = self.folded(text, indent)
            if folded:
                return folded
        return self.scalar(text, False)

    def block(self, node, indent):
        """-> lines of a mapping or sequence at this indent"""
        pad = " " * indent
        lines = []
        for item in node.items() if isinstance(node, dict) else ((None, each) for each in node):
            start = pad + (self.key(item[0]) + ":" if item[0] is not None else "-")
            lines += self.entry(start, item[1], indent, is_item=item[0] is None)
            if self.chance.percent(4):
                lines.append(pad + "# " + self.chance.pick(["a comment", "why: because"]))
        return lines

    def entry(self, start, node, indent, is_item):
        if not isinstance(node, (dict, list)):
            return [start + " " + self.block_text(node, indent)]
        if isinstance(node, (Flow, FlowMap)) or not node:
            return [start + " " + self.flow(node)]
        lines = self.block(node, indent + 2)
        if is_item and isinstance(node, dict):
            lines[0] = start + lines[0][indent + 1:]
            return lines
        return [start] + lines


# ---- Rule sets ----------------------------------------------------------------------------

BECAUSE = ["Decision makers close three times as often.", "it's so: \"yes\" # really", "Größe",
           "Won 61% of 2025", "-"]
LIST_NAMES = ["accounts", "competitors", "free_mail", "core", "size", "title", "NO_x"]


class RuleMaker:
    def __init__(self, chance, as_of):
        self.chance = chance
        self.as_of = as_of
        self.files = {}             # list files and includes: path -> text
        self.fields = FieldMaker(chance).fields()
        self.missing = chance.some(SPELLINGS, 0, 5)
        self.tree = {"handoff": "1", "ruleset": "random"}
        self.folder = chance.pick(["lists/", "", "deep/er/"])
        self.ids = 0

    def make(self):
        self.make_leads()
        self.make_lists()
        self.make_derived()
        self.make_conditions()
        self.make_axes()
        self.make_gates()
        self.make_criteria()
        self.make_verdicts()
        return self

    # -- leads and lists ----------------------------------------------------------------

    def make_leads(self):
        leads = {"id": "lead_id"}
        if self.missing:
            leads["missing"] = Flow(self.chance.shuffled(self.missing + [""]))
        leads["fields"] = {field.name: field.node(self.chance) for field in self.fields}
        self.tree["leads"] = leads

    def texts(self):
        found = []
        for field in self.fields[1:]:
            if field.kind in ("text", "set"):
                found += [word for word in field.words if word.isprintable()]
            elif field.kind == "email":
                found += [word.rpartition("@")[2] for word in field.words] + field.words
        return found

    def make_lists(self):
        self.lists, self.tables, self.number_lists, nodes = {}, {}, {}, {}
        for name in self.chance.some(LIST_NAMES, 1, 4):
            words = self.list_words()
            maker = self.chance.pick([self.inline_list, self.line_list, self.csv_list])
            nodes[name] = maker(name, words)
            self.lists[name] = words
        if self.chance.percent(25):
            self.number_lists["figures"] = self.chance.some(["1", "10", "49.5", "200"], 1, 3)
            nodes["figures"] = Flow(self.number_lists["figures"])
        self.tree["lists"] = nodes

    def list_words(self):
        words = {}
        for word in self.chance.some(self.texts(), 2, 8):
            word = other_case(self.chance, word) if self.chance.percent(30) else word
            words.setdefault(word.lower(), word)
        return list(words.values())

    def inline_list(self, name, words):
        return Flow(words) if self.chance.percent(60) else list(words)

    def line_list(self, name, words):
        path = "%s%s.txt" % (self.folder, name)
        lines = ["# a list", ""]
        for word in words:
            if not re.search(r"(^|[ \t])#", word):
                tail = self.chance.pick(["", "", "  ", " # note", "\t#x"])
                lines.append(self.chance.pick(["", " "]) + word + tail)
        end = self.chance.pick(["\n", "\r\n"])
        self.files[path] = end.join(lines) + self.chance.pick(["", end])
        return FlowMap({"file": path})

    def csv_list(self, name, words):
        """Rows of tier, domain, note; some keys come twice, some cells are empty"""
        path = "%s%s%s" % (self.folder, name, self.chance.pick([".csv", ".csv", ".txt"]))
        tiers = ["gold", "Silver", "é", ""]
        rows = [["Domain", "Tier", "Note, long"]]
        for word in words + words[:1]:
            rows.append([word, self.chance.pick(tiers), self.chance.pick(["", "a;b", "x"])])
        order = self.chance.shuffled([0, 1, 2])
        is_named = path.endswith(".txt") or order[0] != 0 or self.chance.percent(50)
        self.files[path] = "".join(
            ",".join(csv_quoted(row[i]) for i in order) + "\n" for row in rows)
        self.tables[name] = [("Tier", tiers[:3]), ("tier", tiers[:3]), ("DOMAIN", words)]
        return FlowMap({"file": path, "column": "domain"} if is_named else {"file": path})

    # -- names --------------------------------------------------------------------------

    def make_derived(self):
        self.maker = Conditions(self.chance, self.as_of, self.lists)
        self.maker.tables, self.maker.number_lists = self.tables, self.number_lists
        self.maker.values = [field.expression() for field in self.fields]
        nodes = {}
        for number in range(self.chance.between(0, 5)):
            name = self.chance.pick(["derived_%d", "D%d", "age_%d"]) % number
            if self.chance.percent(40):
                self.derived_first(name, nodes)
            else:
                self.derived_value(name, nodes)
        if nodes:
            self.tree["derived"] = nodes

    def derived_value(self, name, nodes):
        kind = self.chance.pick(["number", "text", "date"])
        made = getattr(self.maker, "made_" + kind)()
        if made:
            nodes[name] = Condition(made.text)
            self.maker.values.append(Expression(name, kind, made.note, made.words))

    def derived_first(self, name, nodes):
        is_number = self.chance.percent(35)
        answers = self.chance.some(["1", "2", "3.5", "10"] if is_number else
                                   ["vp", "c-level", "NO", "other one", "é"], 1, 4)
        cases = []
        for answer in answers:
            cases.append(FlowMap({"when": Condition(self.maker.condition(1)), "is": answer}))
        if self.chance.percent(60):
            cases.append(FlowMap({"is": self.chance.pick(answers)}))
        nodes[name] = {"first": cases}
        self.maker.values.append(Expression(name, "text", words=answers))
        if is_number:
            figure = self.chance.pick(answers)
            self.maker.tests += ["%s >= %s" % (name, figure), "%s < 3.5" % name,
                                 "%s between 2 and %s" % (name, "10"), "2 != %s" % name]

    def condition(self, depth=2):
        """-> node"""
        return self.node(self.maker.tree(depth))

    def node(self, tree):
        if isinstance(tree, tuple):
            made = FlowMap if self.chance.percent(50) else dict
            return made({tree[0]: [self.node(part) for part in tree[1]]})
        return Condition(tree)

    def make_conditions(self):
        nodes = {}
        for number in range(self.chance.between(0, 4)):
            name = self.chance.pick(["is_%d", "Cond_%d"]) % number
            nodes[name] = self.condition()
            self.maker.names.append(name)
        if nodes:
            self.tree["conditions"] = nodes

    # -- points -------------------------------------------------------------------------

    def limits(self, low, high):
        node = {}
        if self.chance.percent(50):
            node["min"] = str(low + self.chance.below(abs(low) // 2 + 1))
        if self.chance.percent(60):
            node["max"] = str(self.chance.between(high // 2, high))
        return node

    def make_axes(self):
        self.axes = self.chance.pick([[], ["fit"], ["fit", "engagement"], ["fit", "engagement"],
                                      ["Zeal", "fit", "interest"]])
        self.bands = {}
        all_have_bands = self.chance.percent(70)
        nodes = {}
        for axis in self.axes:
            nodes[axis] = FlowMap(self.limits(-40, 90))
            if all_have_bands or self.chance.percent(40):
                nodes[axis]["bands"] = self.axis_bands(axis)
        if nodes:
            self.tree["axes"] = nodes
        self.make_groups()
        if self.chance.percent(40):
            self.tree["score"] = FlowMap(self.limits(-60, 150))

    def axis_bands(self, axis):
        names = self.chance.pick([["A", "B", "C", "D"], ["1", "2", "3", "4"],
                                  ["hot", "warm", "NO", "on"]])[:self.chance.between(1, 4)]
        figures = sorted({self.chance.between(-30, 80) for _ in names[1:]}, reverse=True)
        names = names[:len(figures) + 1]
        self.bands[axis] = names
        return FlowMap(dict(zip(names, [str(f) for f in figures] + ["any"])))

    def make_groups(self):
        self.groups, nodes = {}, {}
        for name in self.chance.some(["size", "web", "title", "G1"], 0, 3):
            node = self.limits(self.chance.pick([-30, 4]), 40)
            if self.axes:
                self.groups[name] = self.chance.pick(self.axes)
                node = {"axis": self.groups[name]} | node
            else:
                self.groups[name] = None
            nodes[name] = FlowMap(node)
        if nodes:
            self.tree["groups"] = nodes

    def new_id(self, stem):
        self.ids += 1
        return self.chance.pick(["%s-%d", "%s_%d", "%s%d"]) % (stem, self.ids)

    def make_gates(self):
        self.gates = []
        for _ in range(self.chance.between(0, 3)):
            node = {"id": self.new_id("gate"), "when": self.condition()}
            if self.chance.percent(20):
                node["consent"] = "true"
            self.because(node)
            self.gates.append(node)
        if self.gates:
            self.tree["gates"] = [self.laid_out(node) for node in self.gates]

    def because(self, node):
        if self.chance.percent(60):
            node["because"] = self.chance.pick(BECAUSE)
        if self.chance.percent(20):
            node["owner"] = "j.ops"

    def laid_out(self, node):
        return FlowMap(node) if self.chance.percent(30) else node

    def points(self):
        return str(self.chance.pick([1, 5, 10, 25, 40, 100, -5, -15, -60, 7, 33]))

    def make_criteria(self):
        nodes = [self.criterion() for _ in range(self.chance.between(3, 14))]
        self.fired = [node["id"] for node in nodes if node.get("status", "active") == "active"]
        self.tree["criteria"] = [self.laid_out(node) for node in nodes]

    def criterion(self):
        node = {"id": self.new_id(self.chance.pick(["fit", "c", "Size"]))}
        group = self.chance.pick(sorted(self.groups)) if self.groups else None
        if group and self.chance.percent(40):
            node["group"] = group
        elif self.axes:
            node["axis"] = self.chance.pick(self.axes)
        if self.chance.percent(35):
            node["first"] = self.cases()
        else:
            node["when"] = self.condition()
            node["points"] = self.points()
        self.because(node)
        self.dates(node)
        if self.chance.percent(20):
            node["status"] = self.chance.pick(["active", "shadow", "shadow", "off"])
        return node

    def cases(self):
        cases = []
        for _ in range(self.chance.between(1, 4)):
            node = {"when": self.condition(1), "points": self.points()}
            if self.chance.percent(15):
                node["because"] = self.chance.pick(BECAUSE)
            cases.append(self.laid_out(node))
        if self.chance.percent(30):
            cases.append(FlowMap({"points": self.points()}))
        return cases

    def dates(self, node):
        """Both ends inclusive, so the day of the as-of itself and its neighbours matter."""
        if self.chance.percent(25):
            node["from"] = date_text(self.as_of + self.chance.pick([-90, -1, 0, 0, 1]) * DAY)
            if self.chance.percent(50):
                node["until"] = date_text(self.as_of + self.chance.pick([1, 2, 30]) * DAY)
        elif self.chance.percent(15):
            node["until"] = date_text(self.as_of + self.chance.pick([-30, -1, 0, 0, 1]) * DAY)

    # -- verdicts -----------------------------------------------------------------------

    def result_tests(self):
        tests = ["completeness < 50", "completeness >= 100", "score >= 0", "not score < 10",
                 "score between 1 and 60", "gated", "not gated"]
        for axis in self.axes or ["points"]:
            tests += ["%s >= %d" % (axis, self.chance.between(-20, 90)), "%s = 0" % axis]
        if self.axes:
            tests.append("%s + %s >= 20" % (self.axes[0], self.axes[-1]))
        tests += ["fired(%s)" % quote(self.chance, name) for name in self.fired]
        tests += ["gate(%s)" % quote(self.chance, gate["id"]) for gate in self.gates]
        if self.axes and len(self.bands) == len(self.axes):
            tests += self.cell_tests() * 3
        return tests

    def cell_tests(self):
        cells = [""]
        for axis in self.axes:
            cells = [cell + band for cell in cells for band in self.bands[axis]]
        some = self.chance.some(cells, 1, 5)
        return ["cell in [%s]" % ", ".join(some), 'cell = "%s"' % other_case(self.chance, some[0]),
                "cell starts with '%s'" % some[-1][0]]

    def make_verdicts(self):
        tests = self.result_tests()
        self.maker.tests += tests
        nodes = []
        for _ in range(self.chance.between(1, 5)):
            when = self.chance.pick(tests) if self.chance.percent(60) else None
            node = {"verdict": self.chance.pick(["mql", "partner", "needs data", "NO", "=odd"]),
                    "means": self.chance.pick(["pass", "pass", "hold", "disqualify",
                                               "insufficient", "exclude"]),
                    "when": Condition(when) if when else self.condition()}
            nodes.append(self.laid_out(node))
        last = {"verdict": "nurture", "means": self.chance.pick(["hold", "pass"])}
        self.tree["verdicts"] = nodes + [self.laid_out(last)]
        self.make_routes()

    def make_routes(self):
        nodes = []
        for number in range(self.chance.between(0, 3)):
            node = {"to": "team, %d" % number if self.chance.percent(20) else "team-%d" % number,
                    "when": self.condition()}
            if self.chance.percent(50):
                node["sla"] = self.chance.pick(["4h", "90m", "2d"])
            nodes.append(self.laid_out(node))
        if self.chance.percent(60):
            nodes.append(self.laid_out({"to": "inbound", "sla": "24h"}))
        if nodes:
            self.tree["routes"] = nodes

    # -- files --------------------------------------------------------------------------

    def texts_of_files(self):
        """-> path -> text of the rule set and of everything it reads"""
        if self.chance.percent(30):
            self.split()
        yaml = Yaml(self.chance)
        self.files["rules.yaml"] = "\n".join(yaml.block(self.tree, 0)) + "\n"
        return self.files

    def split(self):
        """Move whole sections, or the first half of the criteria, to included files."""
        yaml, names = Yaml(self.chance), []
        for section in self.chance.some(["leads", "gates", "criteria", "axes"], 1, 3):
            if section in self.tree:
                names.append("parts-%s.yaml" % section)
                text = "\n".join(yaml.block({section: self.taken(section)}, 0)) + "\n"
                self.files[names[-1]] = text
        if "lists" in self.tree and self.chance.percent(50):
            names.append(self.folder + "lists.yaml")
            self.files[names[-1]] = self.moved_lists(yaml)
        self.tree = {"handoff": "1", "ruleset": "random", "include": Flow(names)} | self.tree

    def taken(self, section):
        nodes = self.tree.pop(section)
        if section == "criteria" and len(nodes) > 3:
            self.tree[section] = nodes[2:]
            return nodes[:2]
        return nodes

    def moved_lists(self, yaml):
        """The lists' files are named from the folder that the included file stands in."""
        nodes = self.tree.pop("lists")
        for node in nodes.values():
            if isinstance(node, dict):
                node["file"] = node["file"][len(self.folder):]
        return "\n".join(yaml.block({"lists": nodes}, 0)) + "\n"


def csv_quoted(text):
    if any(mark in text for mark in ',"\r\n') or text == "":
        return '"' + text.replace('"', '""') + '"'
    return text


def make_rules(seed, as_of):
    return RuleMaker(Chance(seed), as_of).make()
