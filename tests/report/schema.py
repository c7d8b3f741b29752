"""Whether a document is what a JSON Schema says: those words of the language
that report.schema.json uses, and an error for any other.

usage: schema.py SCHEMA DOCUMENT
"""
import json
import re
import sys

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float))
    and not isinstance(v, bool),
}
SILENT = {"$schema", "$defs", "title", "description"}


def is_number(value):
    return TYPES["number"](value)


def check(schema, value, root, where):
    """Yield what is wrong."""
    for word, wanted in schema.items():
        if word in SILENT:
            continue
        elif word == "$ref":
            name = wanted.removeprefix("#/$defs/")
            yield from check(root["$defs"][name], value, root, where)
        elif word == "type":
            names = wanted if isinstance(wanted, list) else [wanted]
            if not any(TYPES[name](value) for name in names):
                yield f"{where}: not {wanted}: {value!r}"
        elif word == "const":
            if value != wanted:
                yield f"{where}: not {wanted!r}"
        elif word == "oneOf":
            fits = [s for s in wanted if not list(check(s, value, root, where))]
            if len(fits) != 1:
                yield f"{where}: fits {len(fits)} of oneOf"
        elif word == "required":
            if isinstance(value, dict):
                for name in wanted:
                    if name not in value:
                        yield f"{where}: lacks {name}"
        elif word == "properties":
            if isinstance(value, dict):
                for name, part in wanted.items():
                    if name in value:
                        at = f"{where}.{name}"
                        yield from check(part, value[name], root, at)
                for name in value.keys() - wanted.keys():
                    yield f"{where}: {name} is not in the schema"
        elif word == "items":
            if isinstance(value, list):
                for place, item in enumerate(value):
                    yield from check(wanted, item, root, f"{where}[{place}]")
        elif word == "pattern":
            if isinstance(value, str) and not re.search(wanted, value):
                yield f"{where}: {value!r} is not like {wanted}"
        elif word in ("minimum", "maximum"):
            sign = 1 if word == "minimum" else -1
            if is_number(value) and sign * value < sign * wanted:
                yield f"{where}: {value} beyond {word} {wanted}"
        elif word in ("minItems", "maxItems"):
            sign = 1 if word == "minItems" else -1
            if isinstance(value, list) and sign * len(value) < sign * wanted:
                yield f"{where}: {len(value)} items beyond {word} {wanted}"
        else:
            yield f"{where}: the schema has a word that is not known: {word}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        document = json.load(file)
    troubles = list(check(schema, document, schema, "report"))
    print("\n".join(troubles[:10]))
    sys.exit(bool(troubles))


main()
