"""Random conditions and values of the rule language, always well typed.

Every threshold that a condition compares a field with is noted at the field, so that the leads
can be put exactly at it and a millionth or a second beside it.
"""

import datetime

from values import DAY, MILLION

EPOCH = datetime.datetime(1970, 1, 1)
FIGURES = ["0", "1", "2", "3", "9", "10", "25", "49.5", "50", "99.999999", "200", "1000",
           "1_000", "10_000", "2.5K", "1M", "2.5M", "1.25B", "0.000001", "-1", "-1.5", "-300",
           "999_999.999999", "8999999999999"]
COUNTS = ["0", "1", "2", "3", "7", "10", "14", "30", "90", "365", "-1", "-30"]
DURATIONS = ["90m", "1m", "12h", "24h", "1d", "30d", "45d", "365d", "1w", "6w", "1440m"]
UNIT = {"m": 60, "h": 3600, "d": DAY, "w": 7 * DAY}


def figure_value(text):
    scale = {"K": 10**3, "M": 10**6, "B": 10**9}.get(text[-1], 1)
    sign = -1 if text.startswith("-") else 1
    whole, _, decimals = text.strip("-KMB").replace("_", "").partition(".")
    return sign * int(whole + decimals.ljust(6, "0")[:6]) * scale


def date_text(seconds):
    return (EPOCH + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%d")


def time_text(seconds):
    return (EPOCH + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def other_case(chance, text):
    """Change the case of ASCII letters here and there."""
    return "".join(c.swapcase() if c.isascii() and chance.percent(30) else c for c in text)


def quote(chance, text):
    mark = chance.pick("\"'")
    return mark + text.replace(mark, mark * 2) + mark


class Expression:
    """A value's text, its type, and where to note a threshold for it"""

    def __init__(self, text, kind, note=None, words=(), is_result=False):
        self.text = text
        self.is_result = is_result      # score, an axis, completeness: never missing
        self.kind = kind
        self.note = note or (lambda threshold: None)
        self.words = list(words)        # texts it may well have


class Patterns:
    """Random regular expressions within the portable subset"""

    def __init__(self, chance):
        self.chance = chance

    def pattern(self, words):
        lines = [word for word in words if "\n" in word]
        if lines and self.chance.percent(15):
            return "^" + "".join(self.escaped(c) for c in self.chance.pick(lines)) + "$"
        body = self.alternation(words, 2)
        start = "^" if self.chance.percent(20) else ""
        end = "$" if self.chance.percent(20) else ""
        if (start or end) and "|" in body:
            body = "(" + body + ")"
        return start + body + end

    def alternation(self, words, depth):
        count = self.chance.pick([1, 1, 2, 3])
        return "|".join(self.sequence(words, depth) for _ in range(count))

    def sequence(self, words, depth):
        return "".join(self.piece(words, depth) for _ in range(self.chance.between(1, 3)))

    def piece(self, words, depth):
        kind = self.chance.below(12)
        if kind < 4:
            return self.literal(words)
        if kind < 5:
            return "\\b" + self.literal(words)
        if kind < 7 and depth > 0:
            group = "(" + self.alternation(words, depth - 1) + ")"
            return group + self.chance.pick(["", "", "?", "{1,2}"])
        return self.atom() + self.chance.pick(["", "", "?", "*", "+", "{2}", "{1,3}", "{0,255}"])

    def literal(self, words):
        """A piece of one of the words, its punctuation escaped"""
        word = self.chance.pick(words or ["vp"]) or "x"
        at = self.chance.below(len(word))
        if "\n" in word and self.chance.percent(60):
            at = max(0, word.index("\n") - self.chance.between(1, 2))
        part = word[at:at + self.chance.between(1, 5)]
        return "".join(self.escaped(c) for c in other_case(self.chance, part))

    def escaped(self, character):
        if character in ".^$*+?()[]{}|\\/":
            return "\\" + character
        if character in "\r\n":
            return self.chance.pick([".", "\\s", "."])
        return "\\t" if character == "\t" else character

    def atom(self):
        choice = self.chance.below(10)
        if choice < 2:
            return "."
        if choice < 5:
            return self.chance.pick(["\\d", "\\w", "\\s", "\\D", "\\W", "\\S"])
        return self.bracket()

    def bracket(self):
        items = self.chance.some(["a-z", "A-F", "0-9", "k", "S", "é", "\\.", "\\-", "\\d", "\\w",
                                  " ", "&", "\\/", "x-z", "\\]", "\\s", "K-M"], 1, 3)
        return "[" + ("^" if self.chance.percent(25) else "") + "".join(items) + "]"


class Conditions:
    """Makes tests over the expressions that one place of a rule set may use."""

    def __init__(self, chance, as_of, lists):
        self.chance = chance
        self.as_of = as_of
        self.lists = lists              # name -> list of its texts
        self.tables = {}                # name -> column names that lookup() may ask for
        self.number_lists = {}          # name -> figures
        self.values = []                # Expressions: fields, derived values, results
        self.names = []                 # named conditions, boolean fields, `gated`
        self.tests = []                 # whole tests: fired("x"), gate("x")
        self.patterns = Patterns(chance)

    # -- values -------------------------------------------------------------------------

    def of_kind(self, *kinds):
        return [value for value in self.values if value.kind in kinds]

    def expression(self, kind):
        """One that is there, or something computed from one; None when there is none"""
        there = self.of_kind(kind)
        if there and self.chance.percent(70):
            return self.chance.pick(there)
        makers = {"number": self.made_number, "date": self.made_date, "text": self.made_text}
        made = makers[kind]() if kind in makers else None
        return made or (self.chance.pick(there) if there else None)

    def made_number(self):
        maker = self.chance.pick([self.length, self.days_since, self.days_between, self.chosen,
                                  self.shifted, self.multiplied, self.either_number])
        return maker()

    def length(self):
        inner = self.chance.pick(self.of_kind("text"))
        return Expression("length(%s)" % inner.text, "number")

    def days_since(self):
        dates = self.of_kind("date")
        if not dates:
            return None
        inner = self.chance.pick(dates)
        return Expression("days_since(%s)" % inner.text, "number",
                          lambda figure: inner.note(self.as_of - figure // MILLION * DAY))

    def days_between(self):
        dates = self.of_kind("date")
        if not dates:
            return None
        inner, other = self.chance.pick(dates), self.date_literal()
        if self.chance.percent(50):
            return Expression("days_between(%s, %s)" % (other[0], inner.text), "number",
                              lambda figure: inner.note(other[1] + figure // MILLION * DAY))
        return Expression("days_between(%s, %s)" % (inner.text, self.chance.pick(dates).text),
                          "number")

    def chosen(self):
        """least() and greatest()"""
        numbers = self.of_kind("number")
        if not numbers:
            return None
        inner = self.chance.some(numbers, 1, 3)
        texts = [value.text for value in inner]
        if len(texts) == 1 or self.chance.percent(40):
            texts.append(self.chance.pick(FIGURES))
        word = self.chance.pick(["least", "greatest"])
        return Expression("%s(%s)" % (word, ", ".join(texts)), "number",
                          lambda figure: [value.note(figure) for value in inner])

    def either_number(self):
        numbers = self.of_kind("number")
        if not numbers:
            return None
        inner = self.chance.some(numbers, 1, 2)
        texts = [value.text for value in inner]
        if len(texts) == 1 or self.chance.percent(30):
            texts.append(self.chance.pick(FIGURES))
        return Expression("coalesce(%s)" % ", ".join(texts), "number",
                          lambda figure: [value.note(figure) for value in inner])

    def shifted(self):
        """A number plus or minus a constant: stays in 64 bits by the limit of a number"""
        numbers = self.of_kind("number")
        if not numbers:
            return None
        inner, figure = self.chance.pick(numbers), self.chance.pick(["1", "0.5", "100", "1_000"])
        moved = figure_value(figure)
        form = self.chance.below(4)
        if form == 0:
            return Expression("%s + %s" % (inner.text, figure), "number",
                              lambda x: inner.note(x - moved))
        if form == 1:
            return Expression("%s - %s" % (inner.text, figure), "number",
                              lambda x: inner.note(x + moved))
        if form == 2:
            return Expression("%s -%s" % (inner.text, figure), "number",
                              lambda x: inner.note(x + moved))
        return Expression("%s - (%s)" % (figure, inner.text), "number",
                          lambda x: inner.note(moved - x))

    def multiplied(self):
        """Only what is small for sure is multiplied."""
        small = self.chance.pick([self.length, self.days_since, self.days_between])()
        if not small:
            return None
        times = self.chance.pick([2, 3, 7, -1, 10])
        form = self.chance.pick(["%s * %d", "2 + %s * %d", "(%s + 1) * %d"])
        return Expression(form % (small.text, times), "number",
                          lambda x: small.note(x // times))

    def made_date(self):
        dates = self.of_kind("date")
        if not dates:
            return None
        inner = self.chance.some(dates, 1, 2)
        texts = [value.text for value in inner]
        if len(texts) == 1:
            texts.append(self.date_literal()[0])
        word = self.chance.pick(["coalesce", "least", "greatest"])
        return Expression("%s(%s)" % (word, ", ".join(texts)), "date",
                          lambda at: [value.note(at) for value in inner])

    def made_text(self):
        texts = self.of_kind("text")
        inner = self.chance.pick(texts)
        choice = self.chance.below(5)
        if choice == 0:
            return Expression("lower(%s)" % inner.text, "text", words=inner.words)
        if choice == 1:
            return self.domain(texts)
        if choice == 2 and self.tables:
            return self.lookup(inner)
        other = self.chance.pick(texts)
        last = self.text_literal(inner.words) if self.chance.percent(30) else other.text
        return Expression("coalesce(%s, %s)" % (inner.text, last), "text",
                          words=inner.words + other.words)

    def domain(self, texts):
        mails = [value for value in texts if any("@" in word for word in value.words)]
        inner = self.chance.pick(mails or texts)
        words = [word.rpartition("@")[2] for word in inner.words if "@" in word]
        return Expression("domain(%s)" % inner.text, "text", words=words)

    def lookup(self, inner):
        name = self.chance.pick(sorted(self.tables))
        column, words = self.chance.pick(self.tables[name])
        shown = quote(self.chance, column)
        return Expression("lookup(%s, %s, %s)" % (name, inner.text, shown), "text", words=words)

    # -- literals -----------------------------------------------------------------------

    def date_literal(self):
        """-> (text, seconds)"""
        at = self.as_of + self.chance.between(-900, 60) * DAY
        if self.chance.percent(50):
            at -= at % DAY
            return date_text(at), at
        text = time_text(at)
        return text if self.chance.percent(75) else text[:-1], at

    def word(self, words):
        """A text that may be in the data, in another case, or near it"""
        words = [w for w in words if w.isprintable()] or ["other"]
        word = self.chance.pick(words)
        if self.chance.percent(40):
            word = other_case(self.chance, word)
        return word

    def text_literal(self, words):
        return quote(self.chance, self.word(words))

    def elements(self, words):
        """`[a, "b c", ...]`, bare where that is the same text"""
        count = self.chance.between(1, 5)
        found = {self.word(words).lower(): None for _ in range(count)}
        return "[%s]" % self.joined([self.element(word) for word in found])

    def element(self, word):
        is_bare = not any(mark in word for mark in ",]'\"[{}#:") and self.chance.percent(60)
        return word if is_bare and word == word.strip() else quote(self.chance, word)

    def joined(self, texts):
        return self.chance.pick([", ", ",", " , "]).join(texts)

    # -- tests --------------------------------------------------------------------------

    def test(self):
        makers = [self.number_test, self.number_test, self.text_test, self.text_test,
                  self.text_test, self.date_test, self.flag_test, self.set_test,
                  self.missing_test, self.id_test]
        if self.tests:
            makers += [lambda: self.chance.pick(self.tests)]
        while True:
            made = self.chance.pick(makers)()
            if made:
                return made

    def number_test(self):
        left = self.expression("number")
        if not left:
            return None
        pool = COUNTS if left.text.startswith(("length", "days")) else FIGURES
        if self.chance.percent(20):
            return self.between_figures(left, pool)
        if self.number_lists and self.chance.percent(10):
            name = self.chance.pick(sorted(self.number_lists))
            for figure in self.number_lists[name]:
                left.note(figure_value(figure))
            return "%s in %s" % (left.text, name)
        if self.chance.percent(12):
            figures = self.chance.some(pool, 1, 4)
            for figure in figures:
                left.note(figure_value(figure))
            return "%s%s in [%s]" % (left.text, self.maybe_not(), self.joined(figures))
        return self.ordered(left, self.number_right(left, pool))

    def number_right(self, left, pool):
        if self.chance.percent(12):
            other = self.expression("number")
            if other and other.text != left.text:
                return other.text
        figure = self.chance.pick(pool)
        left.note(figure_value(figure))
        return figure

    def ordered(self, left, right):
        operator = self.chance.pick(["=", "!=", "<", "<=", ">", ">=", ">=", ">="])
        blank = self.chance.pick([" ", " ", ""]) if right[:1] != "-" else " "
        return left.text + blank + operator + blank + right

    def maybe_not(self):
        return " not" if self.chance.percent(30) else ""

    def between_figures(self, left, pool):
        low, high = sorted(self.chance.some(pool, 2, 2), key=figure_value)
        left.note(figure_value(low))
        left.note(figure_value(high))
        return "%s%s between %s and %s" % (left.text, self.maybe_not(), low, high)

    def text_test(self):
        left = self.expression("text")
        choice = self.chance.below(10)
        if choice < 3:
            return self.equal_text(left)
        if choice < 5:
            return "%s%s in %s" % (left.text, self.maybe_not(), self.text_set(left.words))
        if choice < 8:
            operator = self.chance.pick(["contains", "starts with", "ends with"])
            return "%s%s %s %s" % (left.text, self.maybe_not(), operator,
                                   quote(self.chance, self.part_of_word(left.words)))
        pattern = self.patterns.pattern(left.words)
        flag = self.chance.pick(["", "", "c"])
        return "%s%s matches /%s/%s" % (left.text, self.maybe_not(), pattern, flag)

    def equal_text(self, left):
        operator = self.chance.pick(["=", "=", "!="])
        if self.chance.percent(15):
            return "%s %s %s" % (left.text, operator, self.expression("text").text)
        return "%s %s %s" % (left.text, operator, self.text_literal(left.words))

    def text_set(self, words):
        if self.lists and self.chance.percent(40):
            return self.chance.pick(sorted(self.lists))
        return self.elements(words)

    def part_of_word(self, words):
        word = self.word(words)
        at = self.chance.below(len(word))
        part = word[at:at + self.chance.between(1, 5)]
        return part if part.strip() == part else part.strip() or word

    def date_test(self):
        left = self.expression("date")
        if not left:
            return None
        if self.chance.percent(45):
            return self.window_test(left)
        if self.chance.percent(25):
            low, high = sorted([self.date_literal(), self.date_literal()], key=lambda d: d[1])
            left.note(low[1])
            left.note(high[1])
            return "%s%s between %s and %s" % (left.text, self.maybe_not(), low[0], high[0])
        right = self.date_literal()
        left.note(right[1])
        return self.ordered(left, right[0])

    def window_test(self, left):
        length = self.chance.pick(DURATIONS)
        left.note(self.as_of - int(length[:-1]) * UNIT[length[-1]])
        left.note(self.as_of)
        return "%s %s %s" % (left.text, self.chance.pick(["within", "older than"]), length)

    def flag_test(self):
        flags = self.of_kind("boolean")
        if flags and self.chance.percent(30):
            flag = self.chance.pick(flags).text
            return "%s %s %s" % (flag, self.chance.pick(["=", "!="]),
                                 self.chance.pick(["true", "false"]))
        names = self.names + [flag.text for flag in flags]
        return self.chance.pick(names) if names else None

    def set_test(self):
        left = self.expression("set")
        if not left:
            return None
        if self.chance.percent(40):
            right = self.text_literal(left.words)
        else:
            right = self.chance.pick(["any of ", "all of "]) + self.text_set(left.words)
        return "%s%s has %s" % (left.text, self.maybe_not(), right)

    def id_test(self):
        left = self.expression("id")
        if not left or self.chance.percent(60):
            return None
        words = [w for w in left.words if w.isprintable()] or ["x"]
        if self.chance.percent(50):
            return "%s = %s" % (left.text, quote(self.chance, self.chance.pick(words)))
        chosen = self.chance.some(words, 1, 4)
        return "%s in [%s]" % (left.text, self.joined([self.element(w) for w in chosen]))

    def missing_test(self):
        value = self.chance.pick([v for v in self.values if not v.is_result])
        return value.text + self.chance.pick([" is missing", " is not missing"])

    # -- whole conditions ---------------------------------------------------------------

    def condition(self, depth=2):
        choice = self.chance.below(10)
        if depth == 0 or choice < 4:
            return self.test()
        if choice < 6:
            return self.part(depth) + " and " + self.part(depth)
        if choice < 8:
            return self.part(depth) + " or " + self.part(depth)
        if choice < 9:
            return "not " + self.bracketed(depth)
        return self.at_least(depth)

    def part(self, depth):
        """Now and then without brackets, so that precedence decides."""
        if self.chance.percent(30):
            return self.bracketed(depth)
        test = self.test()
        return test if test.startswith("not ") else self.chance.pick(["", "", "not "]) + test

    def bracketed(self, depth):
        return "(" + self.condition(depth - 1) + ")"

    def at_least(self, depth):
        parts = [self.condition(depth - 1) for _ in range(self.chance.between(2, 4))]
        return "at_least(%d, %s)" % (self.chance.between(1, len(parts)), ", ".join(parts))

    def tree(self, depth=2):
        """A text, or now and then { all | any | none: [...] } as (word, [trees])"""
        if depth and self.chance.percent(15):
            word = self.chance.pick(["all", "any", "none"])
            return word, [self.tree(depth - 1) for _ in range(self.chance.between(1, 3))]
        return self.condition()
