"""How one cell becomes one value.

A value is None when it is missing, else:
  text, id, email   str           number, money, range   int, whole millionths
  date              int, seconds  boolean                bool
  set               tuple of str

Everything here follows "Text" and "Numbers, money, dates" of the rule language.
"""

import datetime
import re
import unicodedata

MILLION = 10**6
NUMBER_LIMIT = 9 * 10**12 * MILLION     # |value| stays below this
DAY = 86400
EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()
FIRST_SECOND = (1 - EPOCH_DAY) * DAY
LAST_SECOND = (datetime.date(9999, 12, 31).toordinal() - EPOCH_DAY + 1) * DAY - 1

LOWER = {ord(c): ord(c) + 32 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


# ---- Text ---------------------------------------------------------------------------------

def trim(text):
    """Space, TAB, CR and LF go from both ends; nothing else does."""
    return text.strip(" \t\r\n")


def fold(text):
    """Lower-case the ASCII letters and nothing else."""
    return text.lower() if text.isascii() else text.translate(LOWER)


# ---- Numbers and money --------------------------------------------------------------------

PLAIN_NUMBER = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,6})?\Z")


def swap_marks(text, decimal):
    """Bring a text with a decimal comma into the form with a decimal point."""
    return text.translate({44: ".", 46: ","}) if decimal == "," else text


def unsigned_millionths(text):
    """Digits, groups of three, at most six decimals; no sign."""
    if not PLAIN_NUMBER.match(text):
        return None
    whole, _, decimals = text.replace(",", "").partition(".")
    return int(whole) * MILLION + int(decimals.ljust(6, "0"))


def in_range(number):
    return number if number is not None and abs(number) < NUMBER_LIMIT else None


def signed(number, is_negative):
    return None if number is None else -number if is_negative else number


def split_sign(text):
    """-> (sign or "", the rest)"""
    return (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)


def read_number(text, decimal="."):
    sign, digits = split_sign(swap_marks(text, decimal))
    return in_range(signed(unsigned_millionths(digits), sign == "-"))


ISO_CODE_FIRST = re.compile(r"[A-Z]{3}(?![A-Z])")
ISO_CODE_LAST = re.compile(r"(?<![A-Z])[KMB]?([A-Z]{3})\Z")
MONEY_SCALE = {"K": 10**3, "M": 10**6, "B": 10**9}


def is_currency_sign(character):
    return character != "" and unicodedata.category(character) == "Sc"


def drop_currency_first(text):
    if is_currency_sign(text[:1]):
        return text[1:].lstrip(" ")
    code = ISO_CODE_FIRST.match(text)
    return text[3:].lstrip(" ") if code else text


def drop_currency_last(text):
    if is_currency_sign(text[-1:]):
        return text[:-1].rstrip(" ")
    code = ISO_CODE_LAST.search(text)
    return text[:-3].rstrip(" ") if code else text


def read_money(text, decimal="."):
    """A number with a currency before or after, K, M or B, and (300) for a negative."""
    in_brackets = text.startswith("(") and text.endswith(")")
    if in_brackets:
        text = trim(text[1:-1])
    sign, text = split_sign(text)
    without = drop_currency_first(text)
    if without != text:
        if sign == "":
            sign, without = split_sign(without)
        text = without
    else:
        text = drop_currency_last(text)
    if in_brackets and sign:
        return None
    scale = MONEY_SCALE.get(text[-1:], 1)
    if scale != 1:
        text = text[:-1]
    number = unsigned_millionths(swap_marks(text, decimal))
    if number is None:
        return None
    return in_range(signed(number * scale, sign == "-" or in_brackets))


def read_range(text, decimal="."):
    """`51-200` and `10,001+` are their lower end; a plain number is itself."""
    plain = read_number(text, decimal)
    if plain is not None:
        return plain
    text = swap_marks(text, decimal)
    if text.endswith("+"):
        return in_range(unsigned_millionths(text[:-1].rstrip(" ")))
    low, dash, high = text.partition("-")
    if dash and in_range(unsigned_millionths(high.strip(" "))) is not None:
        return in_range(unsigned_millionths(low.strip(" ")))
    return None


# ---- Dates --------------------------------------------------------------------------------

ISO_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?)?\Z")
YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})(?: +(.+))?\Z")
YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?: +(.+))?\Z")
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?([AaPp][Mm]))?\Z")
ZONE = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})\Z")
EPOCH_MS = re.compile(r"[+-]?[0-9]+\Z")


def read_zone(text):
    """-> seconds east of UTC, or None"""
    if text in ("Z", "UTC", ""):
        return 0
    match = ZONE.match(text)
    if not match or int(match[2]) > 23 or int(match[3]) > 59:
        return None
    seconds = int(match[2]) * 3600 + int(match[3]) * 60
    return -seconds if match[1] == "-" else seconds


def seconds_of(year, month, day, hour=0, minute=0, second=0):
    """Seconds of a civil time since 1970, or None for 30 February and the like."""
    if hour > 23 or minute > 59 or second > 59:
        return None
    try:
        ordinal = datetime.date(year, month, day).toordinal()
    except ValueError:
        return None
    return (ordinal - EPOCH_DAY) * DAY + hour * 3600 + minute * 60 + second


def in_years(seconds):
    inside = seconds is not None and FIRST_SECOND <= seconds <= LAST_SECOND
    return seconds if inside else None


def read_iso_date(text, zone=0):
    match = ISO_DATE.match(text)
    if not match:
        return None
    civil = seconds_of(*(int(part or 0) for part in match.groups()[:6]))
    offset = zone if match[7] is None else read_zone(match[7])
    if civil is None or offset is None:
        return None
    return in_years(civil - offset)


def read_clock(text):
    """`h:mm[:ss] [AM|PM]` -> (hour, minute, second) or None"""
    match = CLOCK.match(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    return hour, minute, second


def read_local_date(text, order, zone=0):
    """mdy, dmy and ymd"""
    match = (YEAR_FIRST if order == "ymd" else YEAR_LAST).match(text)
    if not match:
        return None
    parts = dict(zip(order, (int(match[1]), int(match[3]), int(match[4]))))
    clock = (0, 0, 0) if match[5] is None else read_clock(match[5])
    if clock is None:
        return None
    civil = seconds_of(parts["y"], parts["m"], parts["d"], *clock)
    return None if civil is None else in_years(civil - zone)


def read_epoch_ms(text):
    return in_years(int(text) // 1000) if EPOCH_MS.match(text) else None


def read_date(text, form="iso", zone=0):
    if form in ("mdy", "dmy", "ymd"):
        return read_local_date(text, form, zone)
    if form == "epoch_ms":
        return read_epoch_ms(text)
    return read_iso_date(text, zone)


def utc_day(seconds):
    return seconds // DAY


# ---- The other types ----------------------------------------------------------------------

TRUE_WORDS = {"true", "yes", "t", "y", "1", "on", "checked"}
FALSE_WORDS = {"false", "no", "f", "n", "0", "off", "unchecked"}


def read_boolean(text):
    word = fold(text)
    return True if word in TRUE_WORDS else False if word in FALSE_WORDS else None


def read_email(text):
    """Something on both sides of an @ and no blank."""
    if re.search(r"[ \t\r\n]", text) or "@" not in text[1:-1]:
        return None
    return text


def read_set(text, separator):
    elements = tuple(e for e in (trim(part) for part in text.split(separator)) if e)
    return elements or None


SALESFORCE_15 = re.compile(r"[A-Za-z0-9]{15}\Z")
SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def widen_salesforce_id(text):
    """Three groups of five; bit i of a group is set where its i-th character is a capital."""
    if not SALESFORCE_15.match(text):
        return text
    groups = (text[0:5], text[5:10], text[10:15])
    return text + "".join(
        SUFFIX[sum(1 << i for i, c in enumerate(group) if "A" <= c <= "Z")] for group in groups)


# ---- A field's reader ---------------------------------------------------------------------

VALUE_TYPE = {"id": "id", "text": "text", "email": "text", "number": "number",
              "money": "number", "range": "number", "date": "date", "boolean": "boolean",
              "set": "set"}


def type_reader(field):
    """`field` is the mapping of the rule set -> function from trimmed text to a value"""
    kind = field.get("type", "text")
    decimal = field.get("decimal", ".")
    separator = field.get("separator", ";")
    form = field.get("format", "iso")
    zone = read_zone(field.get("zone", "Z"))
    if kind == "id":
        widens = field.get("salesforce_id") == "true"
        return widen_salesforce_id if widens else lambda text: text
    return {
        "text": lambda text: text,
        "email": read_email,
        "number": lambda text: read_number(text, decimal),
        "money": lambda text: read_money(text, decimal),
        "range": lambda text: read_range(text, decimal),
        "date": lambda text: read_date(text, form, zone),
        "boolean": read_boolean,
        "set": lambda text: read_set(text, separator),
    }[kind]


def field_reader(field, missing):
    """-> function from a cell (str, or None when there is no column) to a value

    A missing value takes the default; one that is there but does not parse is missing and
    does not.
    """
    read = type_reader(field)
    spellings = {fold(trim(word)) for word in missing} | {""}
    fallback = read(trim(field["default"])) if "default" in field else None

    def read_cell(cell):
        if cell is None:
            return fallback
        text = trim(cell)
        return fallback if fold(text) in spellings else read(text)
    return read_cell
