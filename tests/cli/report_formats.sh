#!/bin/sh
# report --format: each form end to end, and the tables that every figure can
# be counted in again.
. "$(dirname "$0")/lib.sh"
tests=$root/tests/report
write_rules
write_agreement
sed -i 's/^  reasons:$/&\n    other: { values: [Other words], class: other }/' \
    agreement.yaml
mkdir made
it "two months of leads are scored and answered"
/usr/bin/python3 "$tests/answers.py" made 1
for week in 1 2 3 4 5 6 7 8; do
    day=$(/usr/bin/python3 -c "
from datetime import date, timedelta
print(date(2026, 6, 1) + timedelta(weeks=$week - 1))")
    run score rules.yaml made/leads-$week.csv -o scores.csv --ledger months \
        --as-of "${day}T08:00:00Z" --agreement agreement.yaml
    status 0
    run record months made/history-$week.csv --as dispositions \
        --covers 2026-06-01.."$day"
    status 0
done
run record months made/deals.csv --as outcomes
status 0
period="--as-of 2026-11-20 --last 180d"

# tells EXPRESSION: whether it is so of `r`, the JSON, and of tables by name.
tells() {
    /usr/bin/python3 - "$1" >said 2>&1 <<'PYTHON' || trouble "$1: $(cat said)"
import csv, json, sys
from collections import Counter
r = json.load(open("json"))
def rows(name):
    return list(csv.DictReader(open("tables/%s.csv" % name, newline="")))
sys.exit(0 if eval("(" + sys.argv[1] + ")") else "it is not so")
PYTHON
}

it "the same report comes in every form"
for format in html text md json; do
    run report months $period --format $format -o $format
    status 0
    lines out 0
    run report months $period --format $format
    status 0
    lines err 0
done
has html '<!doctype html>'
has text 'Override report'
has md '# Override report'
tells 'r["schema_version"] == 1 and r["funnel"]["scored"] > 50'

it "CSV is a file a table, in a folder that is made"
run report months $period --format csv -o tables
status 0
lines out 0
lines err 0
for name in headlines steps rates codes criteria teams agenda cases; do
    exists tables/$name.csv
done
absent tables/.handoff*
tells 'all(None not in row and None not in row.values()
           for name in ("rates", "teams", "criteria", "cases", "agenda")
           for row in rows(name))'

it "what the JSON counts can be counted in the rows"
tells 'len(rows("cases")) == r["funnel"]["scored"]'
tells 'Counter(c["code"] for c in rows("cases")) ==
       {code: n for code, n in r["codes"].items() if n}'
tells 'sum(c["code"].startswith("HS_") for c in rows("cases")) ==
       r["rates"]["high_side"]["k"]'
tells 'sum(int(c["contradicted"]) for c in rows("cases")
           if c["code"][:3] in ("HS_", "LS_")) ==
       r["rates"]["contradicted"]["k"]'
tells 'len(rows("contradicted")) == r["rates"]["contradicted"]["k"] > 0'
tells 'len({c["lead"] for c in rows("cases")}) == r["leads"]'
tells '[int(s["cases"]) for s in rows("steps")] == list(r["funnel"].values())'

it "cases are those of the log, by their names in the report"
run log months --all --format csv --as-of 2026-11-20
status 0
cp out log.csv
tells 'next(csv.reader(open("log.csv"))) ==
       next(csv.reader(open("tables/cases.csv")))'
run report months $period --format csv -o tables --show-values --people
status 0
tells 'sorted(map(tuple, csv.reader(open("log.csv", newline="")))) ==
       sorted(map(tuple, csv.reader(open("tables/cases.csv", newline=""))))'

it "leads and persons are shown as on the page"
run report months $period --format csv -o tables
tells 'all(c["lead"].startswith("L-") and not c["actor"]
           for c in rows("cases"))'
run report months $period --format csv -o tables --people --pseudonyms
tells '{c["actor"][:2] for c in rows("cases")} == {"", "P-"}'

it "the same facts and options give the same bytes"
rm tables/*
run report months $period --format csv -o tables
run report months $period --format csv -o again
for file in tables/*; do
    same "$file" "again/${file#tables/}"
done

it "the agenda, filled in, is what the ledger takes as reviews"
/usr/bin/python3 - <<'PYTHON'
import csv
rows = list(csv.DictReader(open("tables/agenda.csv", newline="")))
for row in rows:
    row.update(by="Ann", at="2026-11-21", rule_right="yes", note="seen")
with open("judged.csv", "w", newline="") as file:
    to = csv.DictWriter(file, rows[0].keys())
    to.writeheader()
    to.writerows(rows)
PYTHON
cp months judged
run record judged judged.csv --as reviews
status 0
run report judged --as-of 2026-11-22 --last 182d --format json -o json
tells 'sum(v["n"] for v in r["reviews"]) == len(rows("agenda")) > 0'

it "a ledger without a case has its tables too"
head -1 made/leads-1.csv >none.csv
run score rules.yaml none.csv -o scores.csv --ledger none --allow-empty \
    --as-of 2026-10-01 --agreement agreement.yaml
run report none --as-of 2026-10-02 --format csv -o empty
status 0
lines empty/cases.csv 1

it "CSV wants a folder, and no other thing will do"
run report months $period --format csv
refused "name a folder"
run report months $period --format csv -o -
refused "name a folder"
echo mine >file
run report months $period --format csv -o file
status 5
has err "'file'"
has file mine
run report months $period --format csv -o absent/tables
status 5
absent absent

it "a full disk leaves the folder as it was"
mkdir full
echo old >full/codes.csv
ln -s /dev/full full/cases.csv
run report months $period --format csv -o full
status 5
has err "cases.csv"
has full/codes.csv old
[ "$(ls -A full)" = "$(printf 'cases.csv\ncodes.csv')" ] ||
    trouble "$called: left $(ls -A full)"
for format in html text md json; do
    run report months $period --format $format -o /dev/full
    status 5
done

finish
