"""Bytes of an export -> its header and its records, as `score` of the command line says.

A record is a `Record`; one that is rejected has a `problem` and takes no part in anything.
"""

import codecs
import json
from json.decoder import scanstring

from values import fold, trim

MIB = 1 << 20
SEPARATORS = (b",", b"\t", b";", b"|")
LF, CR, QUOTE = 10, 13, 34


class DataError(Exception):
    """The file cannot be understood at all."""


class Record:
    def __init__(self, line, cells, problem=None):
        self.line = line            # of its first byte, from 1
        self.cells = cells          # bytes, later str; None: an empty line
        self.problem = problem


# ---- Encodings ----------------------------------------------------------------------------

def is_utf8_start(data):
    """Whether the first MiB is UTF-8; a character cut off at its end does not count."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(data[:MIB], final=len(data) <= MIB)
    except UnicodeDecodeError:
        return False
    return True


def from_windows_1252(data):
    """The five bytes that Windows-1252 does not define are the control characters."""
    def one(byte):
        try:
            return bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            return chr(byte)
    table = [one(byte) for byte in range(256)]
    return "".join(table[byte] for byte in data)


def to_utf8(data):
    """-> bytes; invalid UTF-8 may be left in them and rejects its record later"""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            body = data[2:len(data) - len(data) % 2]
            return body.decode(name, "surrogatepass").encode("utf-8", "surrogatepass")
    if data.startswith(codecs.BOM_UTF8):
        return data[3:]
    if is_utf8_start(data):
        return data
    return from_windows_1252(data).encode("utf-8")


# ---- CSV ----------------------------------------------------------------------------------

def end_of_line_at(data, at):
    """Length of the line end at this place: 2 for CRLF, 1 for LF or CR, else 0"""
    if at >= len(data) or data[at] not in (LF, CR):
        return 0
    return 2 if data[at:at + 2] == b"\r\n" else 1


def sep_line(data):
    """-> (separator or None, where the rest begins) for a first line `sep=;`"""
    if len(data) >= 5 and data[:4].lower() == b"sep=" and data[4] not in (LF, CR):
        length = end_of_line_at(data, 5)
        if length or len(data) == 5:
            return data[4:5], 5 + length
    return None, 0


def guess_separator(data):
    """The one that stands most often outside quotes in the header, else a comma."""
    counts = dict.fromkeys(SEPARATORS, 0)
    is_quoted = seen = False
    for at, byte in enumerate(data):
        if byte in (LF, CR) and not is_quoted:
            if seen:
                break
            continue
        seen = True
        if byte == QUOTE:
            is_quoted = not is_quoted
        elif not is_quoted and bytes([byte]) in counts:
            counts[bytes([byte])] += 1
    return max(SEPARATORS, key=lambda separator: counts[separator])


class CsvScanner:
    """RFC 4180, a byte at a time. A quote opens only at the very start of a cell."""

    def __init__(self, data, at, separator, line):
        self.data = data
        self.at = at
        self.separator = separator[0]
        self.line = line

    def records(self):
        while self.at < len(self.data):
            yield self.record()

    def record(self):
        line, start = self.line, self.at
        length = end_of_line_at(self.data, self.at)
        if length:
            self.take_line_end(length)
            return Record(line, None)
        cells, problem = [], None
        while True:
            cell, trouble = self.cell()
            cells.append(cell)
            problem = problem or trouble
            if self.at < len(self.data) and self.data[self.at] == self.separator:
                self.at += 1
                continue
            break
        if 0 in self.data[start:self.at]:
            problem = "NUL byte"
        self.take_line_end(end_of_line_at(self.data, self.at))
        return Record(line, cells, problem)

    def take_line_end(self, length):
        self.at += length
        self.line += 1 if length else 0

    def cell(self):
        if self.at < len(self.data) and self.data[self.at] == QUOTE:
            return self.quoted_cell()
        return self.plain_cell(), None

    def plain_cell(self):
        start = self.at
        while self.at < len(self.data) and not self.is_cell_end():
            self.at += 1
        return self.data[start:self.at]

    def is_cell_end(self):
        return self.data[self.at] == self.separator or self.data[self.at] in (LF, CR)

    def quoted_cell(self):
        self.at += 1
        out = bytearray()
        while self.at < len(self.data):
            byte = self.data[self.at]
            if byte == QUOTE and self.data[self.at + 1:self.at + 2] != b'"':
                self.at += 1
                rest = self.plain_cell()
                return bytes(out) + rest, "text after a closing quote" if rest else None
            if byte == QUOTE:
                self.at += 1
            elif byte == LF or (byte == CR and self.data[self.at + 1:self.at + 2] != b"\n"):
                self.line += 1
            out.append(byte)
            self.at += 1
        return bytes(out), "a quote is never closed"


def drop_footer(records, width):
    """What follows an empty line goes when every record after it is shorter than the header."""
    last_full = -1
    for index, record in enumerate(records):
        if record.cells is not None and len(record.cells) >= width:
            last_full = index
    for index in range(last_full + 1, len(records)):
        if records[index].cells is None:
            return records[:index]
    return records


def decode_cells(record):
    try:
        record.cells = [cell.decode("utf-8") for cell in record.cells]
    except UnicodeDecodeError:
        record.problem = record.problem or "invalid UTF-8"


def judge(record, width):
    if len(record.cells) != width and not record.problem:
        shape = "short" if len(record.cells) < width else "long"
        record.problem = "%s record: %d of %d cells" % (shape, len(record.cells), width)
    decode_cells(record)
    return record


def read_csv(data):
    separator, at = sep_line(data)
    line = 2 if at else 1
    scanner = CsvScanner(data, at, separator or guess_separator(data), line)
    records = list(scanner.records())
    while records and records[0].cells is None:
        records.pop(0)
    if not records:
        raise DataError("no header")
    header = records.pop(0)
    decode_cells(header)
    if header.problem:
        raise DataError("header: " + header.problem)
    width = len(header.cells)
    kept = [r for r in drop_footer(records, width) if r.cells is not None]
    return header.cells, [judge(record, width) for record in kept]


# ---- NDJSON -------------------------------------------------------------------------------

JSON_BLANKS = " \t\r\n"


def no_constant(word):
    raise ValueError(word)


JSON = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=no_constant)


def skip_blanks(text, at):
    while at < len(text) and text[at] in JSON_BLANKS:
        at += 1
    return at


def json_cell(text, at):
    """-> (the text that a cell would hold, or None for null; where the value ends)"""
    value, end = JSON.raw_decode(text, at)
    if value is None:
        return None, end
    if value is True or value is False:
        return "true" if value else "false", end
    if isinstance(value, (dict, list)):
        return text[at:end], end
    return value, end


def json_object(text):
    """-> dict of key to cell, or ValueError"""
    found = {}
    at = skip_blanks(text, 0)
    if text[at:at + 1] != "{":
        raise ValueError("not an object")
    at = skip_blanks(text, at + 1)
    while text[at:at + 1] != "}":
        if text[at:at + 1] != '"':
            raise ValueError("a key expected")
        key, at = scanstring(text, at + 1, True)
        at = skip_blanks(text, at)
        if text[at:at + 1] != ":":
            raise ValueError(": expected")
        found[key], at = json_cell(text, skip_blanks(text, at + 1))
        at = skip_blanks(text, at)
        if text[at:at + 1] == ",":
            at = skip_blanks(text, at + 1)
            if text[at:at + 1] == "}":
                raise ValueError("a key expected")
        elif text[at:at + 1] != "}":
            raise ValueError(", expected")
    if skip_blanks(text, at + 1) != len(text):
        raise ValueError("text after the object")
    return found


def ndjson_record(line, raw):
    """-> (Record without cells yet, the object)"""
    try:
        found = json_object(raw.decode("utf-8"))
        for cell in found.values():
            if cell is not None and "\0" in cell:
                raise ValueError("NUL character")
            (cell or "").encode("utf-8")
        return Record(line, []), found
    except (ValueError, RecursionError) as problem:
        return Record(line, [], "not an object of JSON: %s" % problem), {}


def read_ndjson(data):
    """The header is the union of the keys in the first MiB, in the order they come."""
    header, rows, start = {}, [], 0
    for line, raw in enumerate(data.split(b"\n"), 1):
        if raw.strip(b" \t\r"):
            record, found = ndjson_record(line, raw)
            rows.append((record, found))
            if start < MIB:
                header.update(dict.fromkeys(found))
        start += len(raw) + 1
    for record, found in rows:
        record.cells = [found.get(key) for key in header]
    return list(header), [record for record, _ in rows]


# ---- Both ---------------------------------------------------------------------------------

def read_table(data):
    """-> (header cells, [Record])"""
    data = to_utf8(data)
    if data.lstrip(b" \t\r\n").startswith(b"{"):
        return read_ndjson(data)
    return read_csv(data)


def column_of(header, names):
    """Index of the first of these columns that the header has, or None."""
    folded = [fold(trim(cell)) for cell in header]
    for name in names:
        wanted = fold(trim(name))
        if folded.count(wanted) > 1:
            raise DataError("the header has %r more than once" % name)
        if wanted in folded:
            return folded.index(wanted)
    return None
