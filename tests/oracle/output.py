"""Results -> CSV or NDJSON, as "score" of the command line says."""

import json

import values

RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")


def column_names(rules):
    return (["lead", "verdict", "means", "score"] + [axis.name for axis in rules.axes]
            + ["cell", "route", "completeness", "fired", "unknown"])


def cell_value(result, name):
    """-> str, int or list of str"""
    if name in result.axes:
        return result.axes[name]
    return getattr(result, name)


# ---- CSV ----------------------------------------------------------------------------------

def is_wholly_a_number(text):
    return values.read_number(text) is not None


def csv_text(value):
    if isinstance(value, int):
        return str(value)
    text = ";".join(value) if isinstance(value, list) else value
    if text.startswith(RISKY_STARTS) and not is_wholly_a_number(text):
        text = "'" + text
    return text


def csv_cell(value):
    text = csv_text(value)
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def chosen_columns(rules, spec):
    """`lead,Score__c=score` -> [(shown, name)]"""
    names = spec.split(",") if spec else column_names(rules)
    pairs = []
    for name in names:
        shown, is_renamed, source = name.partition("=")
        pairs.append((shown, source if is_renamed else shown))
    return pairs


def write_csv(rules, results, spec):
    columns = chosen_columns(rules, spec)
    lines = [",".join(csv_cell(shown) for shown, _ in columns)]
    for result in results:
        lines.append(",".join(csv_cell(cell_value(result, name)) for _, name in columns))
    return "".join(line + "\n" for line in lines)


# ---- NDJSON -------------------------------------------------------------------------------

def write_ndjson(rules, results, spec):
    """The same names, and always `shadow`; lists as arrays"""
    columns = chosen_columns(rules, spec)
    if not spec:
        columns.append(("shadow", "shadow"))
    out = []
    for result in results:
        found = {shown: cell_value(result, name) for shown, name in columns}
        out.append(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")
    return "".join(out)


def write(form, rules, results, spec):
    writer = write_ndjson if form == "ndjson" else write_csv
    return writer(rules, results, spec).encode("utf-8")
