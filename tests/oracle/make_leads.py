"""Random exports for a rule set: values at and beside every threshold, and every file form."""

import datetime
import json

from make_conditions import other_case
from values import DAY, MILLION, read_zone

EPOCH = datetime.datetime(1970, 1, 1)
MIB = 1 << 20
LOOSE = ["", " ", "  ", "\t"]
BAD = {
    "number": ["abc", "1e3", "12,00", "1.0000001", "50-100", "inf", "0x32", "9000000000000",
               ".5", "5.", "1 000", "--5", "$5", "12a", "+", "1,2345", "1.2.3"],
    "money": ["abc", "$", "1e3", "9000B", "five", "$1.2.3", "(5", "12,00", "USD"],
    "range": ["51-", "-", "a-b", "1-2-3", "+", "51 to 200", "small"],
    "date": ["2026-02-30", "31/31/2026", "yesterday", "2026", "26-01-01", "0000-01-01",
             "1/1/26", "2026-13-01", "25:00", "1.5", "1/2/2026 13:00 PM", "1/2/2026 0:30 AM",
             "1.2.2026 24:00", "2026-1-2 9:60", "2026-01-02T24:00:00Z", "2026-01-02 09:00:60"],
    "boolean": ["maybe", "2", "ja", "truee", "o n"],
    "email": ["nobody", "@x", "x@", "a b@c.example", "@"],
}
UNUSED = ["Notes", "Unused, one", "Ünused", "", "Dup", "Dup", 'Q "q"', "Score"]
NOTES = ["", "plain", "two\nlines", "cr\r\nlf", 'a "quote"', "comma, semi; tab\t", "=1+1", "é",
         "x" * 200]


# ---- One value ----------------------------------------------------------------------------

def grouped(digits, mark):
    out = digits[-3:]
    digits = digits[:-3]
    while digits:
        out = digits[-3:] + mark + out
        digits = digits[:-3]
    return out


class Cells:
    """Writes a value as one of the forms that its field accepts."""

    def __init__(self, chance, as_of, missing):
        self.chance = chance
        self.as_of = as_of
        self.missing = missing + [""]

    def cell(self, field):
        if self.chance.percent(10):
            return self.loose(other_case(self.chance, self.chance.pick(self.missing)))
        if field.kind in BAD and self.chance.percent(6):
            return self.loose(self.chance.pick(BAD[field.kind]))
        text = getattr(self, field.kind)(field)
        return self.loose(text) if self.chance.percent(15) else text

    def loose(self, text):
        return self.chance.pick(LOOSE) + text + self.chance.pick(LOOSE)

    def text(self, field):
        word = self.chance.pick(field.words)
        choice = self.chance.below(10)
        if choice < 3:
            return other_case(self.chance, word)
        if choice < 4:
            return self.chance.pick([word + "x", "x " + word, word * 2, word[:3] or "y", "zzz"])
        return word

    def email(self, field):
        word = self.chance.pick(field.words)
        return other_case(self.chance, word) if self.chance.percent(30) else word

    def set(self, field):
        separator = field.options.get("separator", ";")
        if self.chance.percent(6):
            return separator + self.chance.pick(["", " ", separator])
        words = self.chance.some(field.words, 0, 4) + self.chance.pick([[], [""], ["other"]])
        return separator.join(self.chance.pick(["", " "]) + word for word in words)

    def boolean(self, field):
        words = ["true", "false", "yes", "no", "t", "f", "y", "n", "1", "0", "on", "off",
                 "checked", "unchecked"]
        return other_case(self.chance, self.chance.pick(words))

    # -- numbers ------------------------------------------------------------------------

    def figure(self, field):
        """Millionths: at a threshold, a millionth or one beside it, or anywhere"""
        if field.notables and self.chance.percent(65):
            beside = self.chance.pick([0, 0, 1, -1, MILLION, -MILLION])
            figure = self.chance.pick(field.notables) + beside
        else:
            figure = self.chance.pick([1, 1000, MILLION, MILLION]) * self.chance.between(-5, 5000)
        limit = 9 * 10**12 * MILLION - 1
        return max(-limit, min(limit, figure))

    def digits(self, figure, field):
        """An unsigned figure in digits, plain or in groups"""
        whole, decimals = divmod(figure, MILLION)
        point, group = (",", ".") if field.options.get("decimal") == "," else (".", ",")
        text = str(whole)
        if self.chance.percent(35):
            text = grouped(text, group)
        elif self.chance.percent(5):
            text = "00" + text
        decimals = "%06d" % decimals
        if self.chance.percent(80):
            decimals = decimals.rstrip("0")
        return text + point + decimals if decimals else text

    def number(self, field):
        figure = self.figure(field)
        sign = "-" if figure < 0 else self.chance.pick(["", "", "", "+"])
        return sign + self.digits(abs(figure), field)

    def money(self, field):
        figure = self.figure(field)
        size, text = abs(figure), None
        for letter, scale in (("B", 10**9), ("M", 10**6), ("K", 10**3)):
            if size and size % scale == 0 and self.chance.percent(40):
                text = self.digits(size // scale, field) + letter
                break
        text = text or self.digits(size, field)
        shape = self.chance.pick(["%s", "$%s", "€%s", "£ %s", "USD %s", "EUR%s", "%s €", "%s USD",
                                  "%s¥"])
        if figure >= 0:
            return shape % text
        if self.chance.percent(40):
            return "(" + shape % text + ")"
        return "-" + shape % text if self.chance.percent(50) else shape % ("-" + text)

    def range(self, field):
        figure = self.figure(field)
        if figure < 0 or self.chance.percent(25):
            return self.number(field)
        low = self.digits(figure, field)
        if self.chance.percent(30):
            return low + "+"
        high = min(figure + self.chance.between(1, 900) * MILLION, 9 * 10**12 * MILLION - 1)
        return low + "-" + self.digits(high, field)

    # -- dates --------------------------------------------------------------------------

    def seconds(self, field):
        if field.notables and self.chance.percent(65):
            beside = self.chance.pick([0, 0, 1, -1, DAY, -DAY, DAY - 1])
            return self.chance.pick(field.notables) + beside
        return self.as_of + self.chance.between(-900 * DAY, 60 * DAY)

    def date(self, field):
        seconds = self.seconds(field)
        if not 0 <= seconds < 4102444800:
            seconds = self.as_of
        form = field.options.get("format")
        if form == "epoch_ms":
            return str(seconds * 1000 + self.chance.pick([0, 0, 1, 999]))
        local = seconds + read_zone(field.options.get("zone", "Z"))
        if form is None:
            return self.iso(seconds, local)
        return self.national(local, form)

    def iso(self, seconds, local):
        at = EPOCH + datetime.timedelta(seconds=local)
        if self.chance.percent(40):
            offset = self.chance.pick(["Z", "+02:00", "-0330", "+0530", "+00:00"])
            at = EPOCH + datetime.timedelta(seconds=seconds + read_zone(offset))
            fraction = self.chance.pick(["", "", ".0", ".999", ".123456"])
            mark = self.chance.pick("T ")
            return at.strftime("%Y-%m-%d" + mark + "%H:%M:%S") + fraction + offset
        if local % DAY == 0:
            return at.strftime("%Y-%m-%d")
        if local % 60 == 0:
            return at.strftime("%Y-%m-%d" + self.chance.pick("T ") + "%H:%M")
        return at.strftime("%Y-%m-%d" + self.chance.pick("T ") + "%H:%M:%S")

    def national(self, local, form):
        at = EPOCH + datetime.timedelta(seconds=local)
        shape = self.chance.pick(["%d", "%02d"])
        parts = {"y": "%04d" % at.year, "m": shape % at.month, "d": shape % at.day}
        text = self.chance.pick("/-.").join(parts[letter] for letter in form)
        if local % DAY == 0 and self.chance.percent(70):
            return text
        return text + " " + self.clock(at)

    def clock(self, at):
        second = ":%02d" % at.second if at.second or self.chance.percent(50) else ""
        if self.chance.percent(50):
            half = "AM" if at.hour < 12 else "PM"
            return "%d:%02d%s %s" % ((at.hour + 11) % 12 + 1, at.minute, second, half)
        return self.chance.pick(["%d:%02d", "%02d:%02d"]) % (at.hour, at.minute) + second


# ---- The table ----------------------------------------------------------------------------

class Table:
    """A header and rows of texts, before it is known which kind of file they become"""

    def __init__(self, chance, rules):
        self.chance = chance
        self.rules = rules
        self.cells = Cells(chance, rules.as_of, rules.missing)
        self.columns = []           # (header cell, field or None)
        for field in rules.fields:
            if not field.is_absent:
                self.columns += self.columns_of(field)
        self.columns += [(name, None) for name in chance.some(UNUSED, 0, 5)]
        self.columns = chance.shuffled(self.columns)
        self.number = 0

    def columns_of(self, field):
        """Any one of its columns; at times two, and the first in the rule set counts."""
        first = self.chance.below(len(field.columns))
        found = [(self.header_cell(field.columns[first]), field)]
        if first + 1 < len(field.columns) and self.chance.percent(40):
            found.append((self.header_cell(field.columns[-1]), field))
        return found

    def header_cell(self, name):
        name = other_case(self.chance, name) if self.chance.percent(40) else name
        return self.chance.pick(["", "", " "]) + name + self.chance.pick(["", "", "  "])

    def header(self):
        return [name for name, _ in self.columns]

    def row(self):
        self.number += 1
        return [self.cell(field) for _, field in self.columns]

    def cell(self, field):
        if field is None:
            return self.chance.pick(NOTES)
        if field.name != "lead_id":
            return self.cells.cell(field)
        if self.chance.percent(3):
            return self.chance.pick(self.cells.missing)
        return self.lead_id(field)

    def lead_id(self, field):
        choice = self.chance.below(20)
        if choice == 0:
            return self.chance.pick(["=1+%d", "+x%d", "-%d", "-x%d", "@a%d", "+%d"]) % self.number
        if choice == 1:
            return self.chance.pick(['q"%d', "a,b;c|%d", "two\nlines%d", "é%d"]) % self.number
        if choice < 6:
            return self.chance.pick(field.words)
        if choice < 9:
            letters = "abcDEF0129xyzQRS"
            return "00Q" + "".join(self.chance.pick(letters) for _ in range(12))
        if choice < 10:
            return self.cells.loose("L%d" % self.number)
        return "L%d" % self.number


# ---- CSV ----------------------------------------------------------------------------------

ENCODINGS = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"]


class CsvFile:
    def __init__(self, chance, table, rows):
        self.chance = chance
        self.table = table
        self.rows = rows
        self.separator = chance.pick([",", ",", ",", ";", "\t", "|"])
        self.end = chance.pick(["\n", "\n", "\r\n", "\r"])
        self.quotes_all = chance.percent(20)
        self.encoding = chance.pick(ENCODINGS)
        self.header = table.header()
        if self.encoding == "cp1252":
            self.header.append("Größe unused")
        if len(self.header) < 3:
            self.header += ["pad one", "pad two"]

    def data(self):
        text = self.head() + "".join(self.record() for _ in range(self.rows)) + self.tail()
        if self.encoding == "cp1252":
            return text.encode("cp1252", "replace")
        if self.encoding == "utf-8" and self.chance.percent(6):
            return self.with_invalid_bytes(text)
        if self.encoding.startswith("utf-16"):
            text = "\ufeff" + text
        return text.encode(self.encoding)

    def head(self):
        first = ""
        if self.chance.percent(12):
            self.separator = self.chance.pick([",", ";", "^", "\t"])
            first = "sep=" + self.separator + self.end
        return first + self.joined([self.quoted(cell) for cell in self.header])

    def joined(self, cells):
        return self.separator.join(cells) + self.end

    def needs_quotes(self, cell):
        return (any(mark in cell for mark in (self.separator, "\r", "\n"))
                or cell.startswith('"'))

    def quoted(self, cell):
        is_number_of_quotes_odd = cell.count('"') % 2 == 1
        if (self.quotes_all or self.needs_quotes(cell) or is_number_of_quotes_odd
                or self.chance.percent(8) or ('"' in cell and self.chance.percent(70))):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    def full_row(self):
        row = self.table.row()
        return row + [""] * (len(self.header) - len(row))

    def record(self):
        cells = [self.quoted(cell) for cell in self.full_row()]
        choice = self.chance.below(60)
        if choice == 0:
            return self.joined(cells[:-1])
        if choice == 1:
            return self.joined(cells + ["extra"])
        if choice == 2:
            cells[0] = '"closed" too early'
        if choice == 3:
            cells[-1] = "nul\0"
        if choice == 4:
            return self.joined(cells) + self.end * self.chance.between(1, 2)
        if choice == 5:
            cells[1] = "zero" + '"' + "inch" + '"'
        return self.joined(cells)

    def tail(self):
        """A footer, a quote that is never closed, a last line without its end, or nothing"""
        choice = self.chance.below(10)
        last = self.joined([self.quoted(cell) for cell in self.full_row()])
        if choice < 3:
            lines = ["Leads by source", '"Copyright (c) 2026, all"', "", "Confidential",
                     "Generated by" + self.separator + "J. Ops"]
            return last + self.end + self.end.join(lines) + self.chance.pick(["", self.end])
        if choice == 3:
            return last + self.separator.join(["L0"] * (len(self.header) - 1) + ['"never closed'])
        if choice < 6:
            return last[:-len(self.end)]
        return last + self.end * self.chance.below(3)

    def with_invalid_bytes(self, text):
        """Beyond the first MiB, so that the file still is UTF-8"""
        if text.endswith('"never closed'):      # a cell of over 1 MiB ends the run
            return text.encode("utf-8")
        pad = self.joined(["pad"] + ["x" * (MIB // 2)] + [""] * (len(self.header) - 2))
        bad = self.joined(["bad"] + ["\udcff"] + [""] * (len(self.header) - 2))
        more = "".join(self.record() for _ in range(3))
        whole = text.rstrip("\r\n") + self.end + pad * 3 + more + bad + more
        return whole.encode("utf-8", "surrogateescape")


# ---- NDJSON -------------------------------------------------------------------------------

class NdjsonFile:
    def __init__(self, chance, table, rows):
        self.chance = chance
        self.table = table
        self.rows = rows

    def data(self):
        lines = [self.object(is_whole=True)]
        lines += [self.line() for _ in range(self.rows)]
        text = "\n".join(lines) + self.chance.pick(["", "\n", "\n\n"])
        return self.chance.pick([b"", b"", b"\xef\xbb\xbf"]) + text.encode("utf-8")

    def line(self):
        choice = self.chance.below(50)
        if choice == 0:
            return self.chance.pick(["", '{"a":}', "{", "[1]", '{"a":1,}', "{} x", '"text"'])
        return self.object(is_whole=False)

    def object(self, is_whole):
        parts = {}
        for (name, field), cell in zip(self.table.columns, self.table.row()):
            if is_whole or self.chance.percent(93):
                parts[name] = self.value(cell, field)
        blank = self.chance.pick(["", "", " "])
        inner = ("," + blank).join("%s:%s%s" % (self.text(key), blank, value)
                                   for key, value in parts.items())
        return "{%s}%s" % (inner, self.chance.pick(["", "", " ", "\r"]))

    def text(self, text):
        return json.dumps(text, ensure_ascii=self.chance.percent(30))

    def value(self, cell, field):
        bare = cell.strip()
        if bare == "" and self.chance.percent(50):
            return "null"
        if bare in ("true", "false"):
            return bare
        if field and field.kind in ("number", "money", "range") and is_json_number(bare):
            return bare if self.chance.percent(70) else self.text(cell)
        if field is None and self.chance.percent(30):
            return self.chance.pick(['[1, {"a": "b"}]', "{}", '{"x":[true,null]}', "1.50", "-0"])
        if field and field.kind == "text" and self.chance.percent(3):
            return self.chance.pick(['["NO", 1]', '{"k": "\\u00e9"}'])
        return self.text(cell)


def is_json_number(text):
    try:
        return isinstance(json.loads(text), (int, float)) and text not in ("NaN", "Infinity")
    except ValueError:
        return False


def make_leads(chance, rules, rows):
    """-> bytes of one export"""
    table = Table(chance, rules)
    maker = NdjsonFile if chance.percent(15) else CsvFile
    return maker(chance, table, rows).data()
