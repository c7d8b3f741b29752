#!/usr/bin/python3
"""What an ignorant or a malicious hand could do to a ledger.

  tamper.py refuse LEDGER          try to change, delete, replace a row of each table of facts
  tamper.py edit LEDGER TABLE      drop the triggers, change the newest row; prints its batch
  tamper.py cut LEDGER             drop the triggers, delete the newest batch with its facts
"""

import sqlite3
import sys

FACTS = ("batch ruleset revision criterion agreement lead rationale decision handoff disposition"
         " outcome review link sighting withdrawal erasure").split()
# What is changed by force; of the rest the last column.
EDITED = {"decision": "as_of", "handoff": "at", "disposition": "status", "outcome": "stage",
          "review": "code", "rationale": "score", "batch": "rows_read", "link": "kind"}


def attempts(table):
    return ["UPDATE %s SET id = id" % table, "UPDATE OR REPLACE %s SET batch = batch" % table
            if table != "batch" else "UPDATE OR REPLACE batch SET who = 'x'",
            "DELETE FROM %s" % table, "INSERT OR REPLACE INTO %s SELECT * FROM %s" % (table, table),
            "REPLACE INTO %s SELECT * FROM %s ORDER BY id DESC" % (table, table)]


def refuse(base):
    for table in FACTS:
        if not base.execute("SELECT count(*) FROM %s" % table).fetchone()[0]:
            print("no row of %s to try it on" % table)
        for sql in attempts(table):
            try:
                base.execute(sql)
                print("not refused: %s" % sql)
            except sqlite3.Error as error:
                if "never" not in str(error):
                    print("refused otherwise: %s: %s" % (sql, error))
            base.rollback()


def drop_triggers(base):
    for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        base.execute("DROP TRIGGER %s" % name)


def edit(base, table):
    drop_triggers(base)
    columns = [row[1] for row in base.execute("PRAGMA table_info(%s)" % table)]
    column = EDITED.get(table, columns[-1])
    row, batch, value = base.execute("SELECT id, %s, %s FROM %s ORDER BY id DESC LIMIT 1" % (
        "id" if table == "batch" else "batch", column, table)).fetchone()
    if table == "link":
        value = "opportunity" if value == "contact" else "contact"
    elif isinstance(value, (int, type(None))):
        value = (value or 0) + 1
    else:
        value = value + "x" if isinstance(value, str) else value[:-1] + bytes([value[-1] ^ 1])
    base.execute("UPDATE %s SET %s = ? WHERE id = ?" % (table, column), (value, row))
    base.commit()
    print(batch)


def cut(base):
    drop_triggers(base)
    base.execute("PRAGMA foreign_keys = OFF")
    last = base.execute("SELECT max(id) FROM batch").fetchone()[0]
    for table in FACTS[1:]:
        base.execute("DELETE FROM %s WHERE batch = ?" % table, (last,))
    base.execute("DELETE FROM batch WHERE id = ?", (last,))
    base.commit()


def main():
    base = sqlite3.connect(sys.argv[2])
    if sys.argv[1] == "refuse":
        refuse(base)
    elif sys.argv[1] == "edit":
        edit(base, sys.argv[3])
    else:
        cut(base)


if __name__ == "__main__":
    main()
