"""The grammar of conditions and values, turned into Python closures.

A condition is a function row -> True, False or None (unknown). A value is a `Value`: its type
and a function row -> the value or None (missing). Types: text, id, number, date, boolean, set.
See "Conditions" and "Three values" of the rule language.
"""

import re

import regex
import values
from values import DAY, MILLION, fold


class RuleError(Exception):
    """The rule set is not valid (the oracle only recognises what it stumbles over)."""


class Value:
    def __init__(self, kind, get, constant=None, as_number=None):
        self.kind = kind            # its type
        self.get = get              # row -> value or None
        self.constant = constant    # a number literal's millionths
        self.as_number = as_number  # for a derived `first` whose texts all read as numbers


class Scope:
    """What names mean in one place of a rule set."""

    def value(self, name):
        return None                 # a Value: field, derived value, result

    def condition(self, name):
        return None                 # a condition: named, gated

    def source_list(self, name):
        return None                 # a rules.SourceList

    def fired(self, identifier):
        raise RuleError("fired() is for verdicts and routes")

    def gate(self, identifier):
        raise RuleError("gate() is for verdicts and routes")


# ---- Three values -------------------------------------------------------------------------

def kleene_not(a):
    return None if a is None else not a


def kleene_and(answers):
    answers = list(answers)
    if False in answers:
        return False
    return None if None in answers else True


def kleene_or(answers):
    answers = list(answers)
    if True in answers:
        return True
    return None if None in answers else False


def kleene_at_least(n, answers):
    answers = list(answers)
    true, unknown = answers.count(True), answers.count(None)
    if true >= n:
        return True
    return None if true + unknown >= n else False


def negate(condition):
    return lambda row: kleene_not(condition(row))


def all_of(conditions):
    return lambda row: kleene_and(c(row) for c in conditions)


def any_of(conditions):
    return lambda row: kleene_or(c(row) for c in conditions)


def needing(operands, test):
    """A test that is unknown when one of the values it needs is missing."""
    getters = [operand.get for operand in operands]

    def run(row):
        found = [get(row) for get in getters]
        return None if None in found else test(*found)
    return run


def function_of(kind, operands, compute):
    """A function that is missing when one of its operands is."""
    getters = [operand.get for operand in operands]

    def run(row):
        found = [get(row) for get in getters]
        return None if None in found else compute(*found)
    return Value(kind, run)


# ---- Literals -----------------------------------------------------------------------------

NUMBER_TEXT = r"[0-9][0-9_]*(?:\.[0-9]+)?[KMB]?"
NUMBER_LITERAL = re.compile(r"[+-]?" + NUMBER_TEXT + r"\Z")
SCALE = {"K": 10**3, "M": 10**6, "B": 10**9}


def number_literal(text):
    """`200`, `-1.5`, `1_000_000`, `2.5M` -> millionths or None"""
    if not NUMBER_LITERAL.match(text):
        return None
    scale = SCALE.get(text[-1], 1)
    digits = text.rstrip("KMB").replace("_", "").lstrip("+-")
    whole, _, decimals = digits.partition(".")
    scaled = int(whole + decimals) * scale * MILLION
    number, rest = divmod(scaled, 10 ** len(decimals))
    if rest:
        return None
    return -number if text[0] == "-" else number


def date_literal(text):
    return values.read_iso_date(text, 0)


def element_value(kind, text):
    """An element of `[ ]` or of a list, read by the type on its left."""
    found = {
        "text": lambda: text,
        "set": lambda: text,
        "id": lambda: text,
        "number": lambda: number_literal(text),
        "date": lambda: date_literal(text),
        "boolean": lambda: {"true": True, "false": False}.get(text),
    }[kind]()
    if found is None:
        raise RuleError("%r is not a %s" % (text, kind))
    return found


def comparable(kind, value):
    """Text folds the case of ASCII letters; an id is compared exactly."""
    return fold(value) if kind == "text" else value


def membership_key(kind, text):
    key = element_value(kind, text)
    return fold(key) if kind in ("text", "set") else key


# ---- The tokens ---------------------------------------------------------------------------

BLANKS = re.compile(r"[ \t\r\n]*")
DATE_TOKEN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?")
NUMBER_TOKEN = re.compile(NUMBER_TEXT)
DURATION_TOKEN = re.compile(r"([0-9]+)([mhdw])(?![A-Za-z0-9_])")
NAME_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
TEXT_TOKEN = re.compile(r'"(?:[^"]|"")*"|' + r"'(?:[^']|'')*'")
COMPARISON_TOKEN = re.compile(r"!=|<=|>=|=|<|>")
REGEX_TOKEN = re.compile(r"/((?:[^/\\]|\\.)*)/(c(?![A-Za-z0-9_]))?", re.DOTALL)
DURATION_UNIT = {"m": 60, "h": 3600, "d": DAY, "w": 7 * DAY}


def unquote(token):
    quote = token[0]
    return token[1:-1].replace(quote * 2, quote)


class Reader:
    """A position in a text, with the few looks ahead that the grammar wants."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        self.at = BLANKS.match(self.text, self.at).end()

    def match(self, pattern):
        """Take what the pattern matches here, or nothing: -> match or None"""
        self.skip()
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def symbol(self, text):
        self.skip()
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def words(self, phrase):
        """Take all the words of the phrase, or nothing."""
        start = self.at
        for word in phrase.split():
            found = self.match(NAME_TOKEN)
            if not found or found[0] != word:
                self.at = start
                return False
        return True

    def expect(self, text):
        if not self.symbol(text):
            raise RuleError("%r expected at %d of %r" % (text, self.at, self.text))

    def at_end(self):
        self.skip()
        return self.at == len(self.text)


# ---- The parser ---------------------------------------------------------------------------

class Parser(Reader):
    def __init__(self, text, scope):
        super().__init__(text)
        self.scope = scope

    # condition = or; or = and { "or" and }; and = not { "and" not }; not = [ "not" ] test

    def condition(self):
        parts = [self.conjunction()]
        while self.words("or"):
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else any_of(parts)

    def conjunction(self):
        parts = [self.negation()]
        while self.words("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else all_of(parts)

    def negation(self):
        return negate(self.test()) if self.words("not") else self.test()

    def test(self):
        """A comparison where one can be read here, else a name, a function or brackets."""
        start = self.at
        try:
            left = self.value()
            found = self.comparison(left)
            if found:
                return found
        except RuleError as error:
            problem = error
        else:
            if left.kind == "boolean":
                return left.get
            problem = RuleError("no test in %r at %d" % (self.text, start))
        self.at = start
        return self.bare_test(problem)

    def bare_test(self, problem):
        if self.symbol("("):
            inner = self.condition()
            self.expect(")")
            return inner
        name = self.match(NAME_TOKEN)
        if name and self.symbol("("):
            return self.test_function(name[0], problem)
        found = name and self.scope.condition(name[0])
        if not found:
            raise problem
        return found

    def test_function(self, name, problem):
        if name == "at_least":
            return self.at_least()
        if name not in ("fired", "gate"):
            raise problem
        identifier = unquote(self.text_token())
        self.expect(")")
        return getattr(self.scope, name)(identifier)

    def at_least(self):
        wanted = int(self.match(NUMBER_TOKEN)[0])
        conditions = []
        while self.symbol(","):
            conditions.append(self.condition())
        self.expect(")")
        return lambda row: kleene_at_least(wanted, [c(row) for c in conditions])

    # What may stand behind a value

    def comparison(self, left):
        operator = self.match(COMPARISON_TOKEN)
        if operator:
            return compare(operator[0], left, self.value())
        if self.words("within"):
            return within(left, self.duration())
        if self.words("older than"):
            return older_than(left, self.duration())
        if self.words("is not missing"):
            return negate(is_missing(left))
        if self.words("is missing"):
            return is_missing(left)
        start = self.at
        is_negated = self.words("not")
        found = self.negatable(left)
        if found is None:
            self.at = start
            return None
        return negate(found) if is_negated else found

    def negatable(self, left):
        if self.words("between"):
            low = self.value()
            if not self.words("and"):
                raise RuleError("between wants an and: %r" % self.text)
            return all_of([compare(">=", left, low), compare("<=", left, self.value())])
        if self.words("in"):
            return is_in(left, self.elements(left.kind))
        if self.words("contains"):
            return text_test(left, self.value(), lambda whole, part: part in whole)
        if self.words("starts with"):
            return text_test(left, self.value(), str.startswith)
        if self.words("ends with"):
            return text_test(left, self.value(), str.endswith)
        if self.words("matches"):
            return self.matches(left)
        if self.words("has"):
            return self.has(left)
        return None

    def matches(self, left):
        must_be_text(left)
        found = self.match(REGEX_TOKEN)
        if not found:
            raise RuleError("no pattern in %r" % self.text)
        is_case_sensitive = found[2] == "c" or left.kind == "id"
        pattern = regex.compile_pattern(found[1], is_case_sensitive)
        return needing([left], lambda text: pattern.search(text) is not None)

    def has(self, left):
        must_be(left, "set")
        if self.words("any of"):
            wanted = self.elements("text")
            return needing([left], lambda found: any(fold(e) in wanted for e in found))
        if self.words("all of"):
            wanted = self.elements("text")
            return needing([left], lambda found: wanted <= {fold(e) for e in found})
        element = self.value()
        must_be_text(element)
        return needing([left, element],
                       lambda found, one: fold(one) in {fold(e) for e in found})

    def elements(self, kind):
        """A list's name or `[ literal, ... ]` -> the set of keys to compare with"""
        if self.symbol("["):
            return {membership_key(kind, text) for text in self.bracket_elements()}
        name = self.match(NAME_TOKEN)
        source = name and self.scope.source_list(name[0])
        if not source:
            raise RuleError("no list in %r" % self.text)
        return source.keys(kind)

    def bracket_elements(self):
        found = []
        while True:
            quoted = self.match(TEXT_TOKEN)
            if quoted:
                found.append(unquote(quoted[0]))
            else:
                found.append(values.trim(self.match(re.compile(r"[^],]*"))[0]))
            if self.symbol("]"):
                return found
            self.expect(",")

    def duration(self):
        found = self.match(DURATION_TOKEN)
        if not found:
            raise RuleError("no duration in %r" % self.text)
        return int(found[1]) * DURATION_UNIT[found[2]]

    def text_token(self):
        found = self.match(TEXT_TOKEN)
        if not found:
            raise RuleError("quoted text expected in %r" % self.text)
        return found[0]

    # value = FIELD | DERIVED | literal | function | value ("+"|"-"|"*") value | "(" value ")"

    def value(self):
        left = self.product()
        while True:
            if self.symbol("+"):
                left = add(left, self.product(), 1)
            elif self.symbol("-"):
                left = add(left, self.product(), -1)
            else:
                return left

    def product(self):
        left = self.primary()
        while self.symbol("*"):
            left = multiply(left, self.primary())
        return left

    def primary(self):
        if self.symbol("("):
            inner = self.value()
            self.expect(")")
            return inner
        return self.literal() or self.named_value()

    def literal(self):
        text = self.match(TEXT_TOKEN)
        if text:
            return constant("text", unquote(text[0]))
        date = self.match(DATE_TOKEN)
        if date:
            return constant("date", element_value("date", date[0]))
        sign = "-" if self.symbol("-") else "+" if self.symbol("+") else ""
        number = self.match(NUMBER_TOKEN)
        if number:
            return constant("number", element_value("number", sign + number[0]))
        for word in ("true", "false"):
            if self.words(word):
                return constant("boolean", word == "true")
        return None

    def named_value(self):
        name = self.match(NAME_TOKEN)
        if not name:
            raise RuleError("a value expected at %d of %r" % (self.at, self.text))
        if self.symbol("("):
            return self.function(name[0])
        found = self.scope.value(name[0])
        if not found:
            raise RuleError("no value is called %r" % name[0])
        return found

    def function(self, name):
        if name == "lookup":
            return self.lookup()
        if name not in FUNCTIONS:
            raise RuleError("no function of values is called %r" % name)
        operands = [self.value()]
        while self.symbol(","):
            operands.append(self.value())
        self.expect(")")
        return FUNCTIONS[name](*operands)

    def lookup(self):
        source = self.scope.source_list(self.match(NAME_TOKEN)[0])
        self.expect(",")
        key = self.value()
        self.expect(",")
        column = self.match(TEXT_TOKEN)
        column = unquote(column[0]) if column else self.match(NAME_TOKEN)[0]
        self.expect(")")
        must_be_text(key)
        table = source.table(key.kind, column)
        return Value("text", lambda row: table.get(comparable_or_none(key, row)))


def comparable_or_none(value, row):
    found = value.get(row)
    return None if found is None else comparable(value.kind, found)


def constant(kind, value):
    return Value(kind, lambda row: value, value if kind == "number" else None)


def must_be(value, *kinds):
    if value.kind not in kinds:
        raise RuleError("a %s where %s is wanted" % (value.kind, " or ".join(kinds)))


def must_be_text(value):
    must_be(value, "text", "id")


# ---- Tests --------------------------------------------------------------------------------

ORDER = {
    "=": lambda a, b: a == b, "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}


def agree(left, right):
    """Bring both sides to one type; comparing across types is an error."""
    if left.kind == "number" and right.as_number:
        right = right.as_number
    if right.kind == "number" and left.as_number:
        left = left.as_number
    kinds = {left.kind, right.kind}
    if kinds == {"text", "id"}:
        return "id", left, right
    if len(kinds) > 1:
        raise RuleError("a %s is compared with a %s" % (left.kind, right.kind))
    return left.kind, left, right


def compare(operator, left, right):
    kind, left, right = agree(left, right)
    if operator not in ("=", "!=") and kind not in ("number", "date"):
        raise RuleError("only numbers and dates have an order")
    if kind == "set":
        raise RuleError("sets are not compared")
    order = ORDER[operator]
    return needing([left, right],
                   lambda a, b: order(comparable(kind, a), comparable(kind, b)))


def is_in(left, keys):
    must_be(left, "text", "id", "number", "date", "boolean")
    return needing([left], lambda value: comparable(left.kind, value) in keys)


def text_test(left, right, test):
    must_be_text(left)
    must_be_text(right)
    kind = "id" if left.kind == "id" else "text"
    return needing([left, right],
                   lambda a, b: test(comparable(kind, a), comparable(kind, b)))


def is_missing(value):
    return lambda row: value.get(row) is None


def within(value, seconds):
    """(as_of - d, as_of]"""
    must_be(value, "date")

    def run(row):
        at = value.get(row)
        return None if at is None else row.as_of - seconds < at <= row.as_of
    return run


def older_than(value, seconds):
    """all up to and with as_of - d"""
    must_be(value, "date")

    def run(row):
        at = value.get(row)
        return None if at is None else at <= row.as_of - seconds
    return run


# ---- Functions of values ------------------------------------------------------------------

def add(left, right, sign):
    must_be(left, "number")
    must_be(right, "number")
    found = function_of("number", [left, right], lambda a, b: a + sign * b)
    if left.constant is not None and right.constant is not None:
        found.constant = left.constant + sign * right.constant
    return found


def multiply(left, right):
    """One of the two is a whole constant."""
    factor, other = (right, left) if right.constant is not None else (left, right)
    must_be(other, "number")
    if factor.constant is None or factor.constant % MILLION:
        raise RuleError("* wants a whole constant")
    times = factor.constant // MILLION
    found = function_of("number", [other], lambda a: a * times)
    if other.constant is not None:
        found.constant = other.constant * times
    return found


def one_kind(operands):
    kinds = {operand.kind for operand in operands}
    if len(kinds) > 1:
        raise RuleError("operands of several types")
    return operands[0].kind


def coalesce(*operands):
    def run(row):
        for operand in operands:
            found = operand.get(row)
            if found is not None:
                return found
        return None
    return Value(one_kind(operands), run)


def least(*operands):
    return function_of(one_kind(operands), operands, lambda *found: min(found))


def greatest(*operands):
    return function_of(one_kind(operands), operands, lambda *found: max(found))


def domain(email):
    """What stands after the last @; missing when nothing does."""
    must_be_text(email)

    def run(row):
        found = email.get(row)
        return found.rpartition("@")[2] or None if found and "@" in found else None
    return Value("text", run)


def lower(text):
    must_be_text(text)
    return function_of("text", [text], fold)


def length(text):
    must_be_text(text)
    return function_of("number", [text], lambda found: len(found) * MILLION)


def whole_days(seconds):
    return seconds // DAY * MILLION


def days_between(a, b):
    must_be(a, "date")
    must_be(b, "date")
    return function_of("number", [a, b], lambda first, last: whole_days(last - first))


def days_since(date):
    must_be(date, "date")

    def run(row):
        found = date.get(row)
        return None if found is None else whole_days(row.as_of - found)
    return Value("number", run)


FUNCTIONS = {"domain": domain, "lower": lower, "length": length, "coalesce": coalesce,
             "least": least, "greatest": greatest, "days_since": days_since,
             "days_between": days_between}


# ---- What the rule set calls ---------------------------------------------------------------

def parse_condition(node, scope):
    """A text, or { all | any | none: [conditions] }"""
    if isinstance(node, dict):
        [(word, inner)] = node.items()
        parts = [parse_condition(part, scope) for part in inner]
        if word == "all":
            return all_of(parts)
        if word in ("any", "none"):
            return any_of(parts) if word == "any" else negate(any_of(parts))
        raise RuleError("no condition is called %r" % word)
    parser = Parser(node, scope)
    found = parser.condition()
    if not parser.at_end():
        raise RuleError("%r goes on after its end at %d" % (node, parser.at))
    return found


def parse_value(text, scope):
    parser = Parser(text, scope)
    found = parser.value()
    if not parser.at_end():
        raise RuleError("%r goes on after its end at %d" % (text, parser.at))
    return found
