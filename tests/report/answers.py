"""Leads for the rules of tests/cli/lib.sh, and what Sales did with them: made
up by a seed, a run of scoring a week.

usage: answers.py FOLDER SEED, writes leads-N.csv and history-N.csv for N from
1 to 8, deals.csv
"""
import random
import sys
from datetime import datetime, timedelta

WEEKS = 8
LEADS = 60
START = datetime(2026, 6, 1, 8)
TEAMS = ["enterprise", "inbound"]
REASONS = ["Too small", "", "", "Other words"]


def at(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(draw, lead, scored, rows):
    """What Sales did with one lead, if anything."""
    team = draw.choice(TEAMS)
    actor = f"{team[:1].upper()}{draw.randrange(4)}"
    moment = scored + timedelta(minutes=draw.randrange(30, 6000))
    kind = draw.random()
    if kind < 0.25:
        return
    if kind < 0.45:
        rows.append((lead, "Accepted", moment, actor, team, ""))
        if kind < 0.35:
            return
    if kind < 0.8:
        for step in range(draw.choice([1, 1, 2, 6])):
            rows.append((lead, "Working", moment + timedelta(hours=step),
                         actor, team, ""))
    if kind > 0.65:
        rows.append((lead, "Rejected", moment + timedelta(hours=9), actor, team,
                     draw.choice(REASONS)))
    if kind > 0.97:
        rows.append((lead, "Working", moment + timedelta(hours=20), actor, team,
                     ""))


def main():
    folder, seed = sys.argv[1], int(sys.argv[2])
    draw = random.Random(seed)
    deals = ["Lead,Stage,At,Deal"]
    for week in range(1, WEEKS + 1):
        scored = START + timedelta(weeks=week - 1)
        rows = []
        with open(f"{folder}/leads-{week}.csv", "w", encoding="utf-8") as out:
            out.write("Id,Email,Title,Employees,Source\n")
            for place in range(LEADS):
                lead = f"W{week}-{place}"
                size = draw.choice([20, 250, 400, 1200, 5000])
                source = draw.choice(["Demo Request", "Web", "Event"])
                title = draw.choice(["VP Sales", "Student", "CMO"])
                out.write(f"{lead},{lead}@example.com,{title},{size},{source}\n")
                if draw.random() < 0.7:
                    answer(draw, lead, scored, rows)
                if draw.random() < 0.15:
                    stage = draw.choice(["Proposal", "Won"])
                    day = at(scored + timedelta(days=draw.randrange(8, 60)))
                    deals.append(f"{lead},{stage},{day},D-{lead}")
        with open(f"{folder}/history-{week}.csv", "w", encoding="utf-8") as out:
            out.write("Lead,Status,At,By,Team,Reason,Comment\n")
            for lead, status, moment, actor, team, reason in rows:
                out.write(f"{lead},{status},{at(moment)},{actor},{team},"
                          f"{reason},\n")
    with open(f"{folder}/deals.csv", "w", encoding="utf-8") as out:
        out.write("\n".join(deals) + "\n")


main()
