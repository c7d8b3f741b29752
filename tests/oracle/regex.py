"""The portable subset of regular expressions, in terms of Python's `re`.

Case folding is written out (`k` becomes `[kK]`), never left to a flag, because Python folds
the Kelvin sign and the long s along with ASCII. `.` is anything but LF, `$` the very end.
"""

import functools
import re

CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": " \\t\\n\\r\\f\\v"}
CONTROL = {"t": 9, "n": 10, "r": 13, "f": 12, "v": 11}


def both_cases(code):
    """The code points that equal this one when ASCII letters fold."""
    character = chr(code)
    if character.isascii() and character.isalpha():
        return {ord(character.lower()), ord(character.upper())}
    return {code}


def class_item(code):
    return "\\U%08x" % code


class Translator:
    def __init__(self, pattern, is_case_sensitive):
        self.pattern = pattern
        self.at = 0
        self.folds = not is_case_sensitive

    def peek(self):
        return self.pattern[self.at:self.at + 1]

    def take(self):
        character = self.pattern[self.at]
        self.at += 1
        return character

    def literal(self, code):
        codes = both_cases(code) if self.folds else {code}
        return "[" + "".join(class_item(c) for c in sorted(codes)) + "]"

    def translate(self):
        out = []
        while self.at < len(self.pattern):
            out.append(self.one())
        return "".join(out)

    def one(self):
        c = self.take()
        if c == "\\":
            return self.escape()
        if c == "[":
            return self.bracket()
        if c == ".":
            return "[^\\n]"
        if c == "^":
            return "\\A"
        if c == "$":
            return "\\Z"
        if c == "{":
            end = self.pattern.index("}", self.at)
            counts, self.at = self.pattern[self.at:end], end + 1
            return "{" + counts + "}"
        if c in "()|?*+:":
            return c if c != ":" or self.pattern[self.at - 3:self.at] == "(?:" else "[:]"
        return self.literal(ord(c))

    def escape(self):
        c = self.take()
        if c in CLASSES:
            return "[" + CLASSES[c] + "]"
        if c in "DWS":
            return "[^" + CLASSES[c.lower()] + "]"
        if c == "b":
            return "\\b"
        return self.literal(CONTROL.get(c, ord(c)))

    def bracket(self):
        negation = ""
        if self.peek() == "^":
            negation, self.at = "^", self.at + 1
        items, first = [], True
        while first or self.peek() != "]":
            items.append(self.bracket_item())
            first = False
        self.at += 1
        return "[" + negation + "".join(items) + "]"

    def bracket_item(self):
        c = self.take()
        if c == "\\":
            c = self.take()
            if c in CLASSES:
                return CLASSES[c]
            c = chr(CONTROL.get(c, ord(c)))
        low = high = ord(c)
        if self.peek() == "-" and self.pattern[self.at + 1:self.at + 2] != "]":
            self.at += 1
            high = ord(self.take())
            if high == ord("\\"):
                high = ord(self.take())
        codes = set(range(low, high + 1))
        if self.folds:
            codes = set().union(*(both_cases(code) for code in codes))
        return "".join(class_item(code) for code in sorted(codes))


@functools.lru_cache(maxsize=None)
def compile_pattern(pattern, is_case_sensitive):
    """-> compiled; `.search(text)` finds the pattern anywhere"""
    return re.compile(Translator(pattern, is_case_sensitive).translate(), re.ASCII)
