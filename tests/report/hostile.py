#!/usr/bin/env python3
"""Writes rules, an agreement, leads and what Sales did with them, with a text
in front of every name that people choose. usage: hostile.py FOLDER TEXT"""
import csv
import os
import sys

folder, text = sys.argv[1:]
os.makedirs(folder)


def write(name, content):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(content)


def table(name, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8",
              newline="") as out:
        csv.writer(out).writerows(rows)


def quoted(words):
    return "'" + words.replace("'", "''") + "'"


write("rules.yaml", f"""handoff: 1
ruleset: hostile
title: {quoted(text + "A rule set")}
leads:
  id: lead_id
  fields:
    lead_id:   {{ column: Id, type: id }}
    employees: {{ column: Employees, type: number }}
    source:    Source
criteria:
  - id: size
    because: {quoted(text + "Small firms do not recover the cost.")}
    when: employees >= 200
    points: 30
  - id: web
    because: {quoted(text + "They came by themselves.")}
    when: employees >= 300
    points: 10
verdicts:
  - {{ verdict: mql, means: pass, when: score >= 30 }}
  - {{ verdict: nurture, means: hold }}
routes:
  - {{ to: inbound }}
""")
write("agreement.yaml", f"""handoff_agreement: 1
dispositions:
  columns: {{ lead: Lead, status: Status, at: At, actor: By, team: Team, reason: Reason, comment: Comment }}
  statuses:
    touched: [Working]
    rejected: [Rejected]
  reasons:
    too_small: {{ values: [{quoted(text + "Too small")}], class: fit, disputes: [size], contradicted_when: employees >= 200 }}
minimum_cell: 2
""")
table("leads.csv", [["Id", "Employees", "Source"]] + [
    [f"{text}L-{at}", 100 + 10 * at, text + "Web"] for at in range(40)])
table("history.csv", [["Lead", "Status", "At", "By", "Team", "Reason",
                       "Comment"]] + [
    [f"{text}L-{at}", "Rejected" if at % 2 else "Working",
     f"2026-10-02T09:{at:02}:00Z", f"{text}Sam {at % 3}",
     f"{text}Team {at % 2}", text + "Too small" if at % 2 else "",
     text + "They said no."] for at in range(40)])
