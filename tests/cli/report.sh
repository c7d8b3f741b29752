#!/bin/sh
# report: its numbers against SQL, the same bytes from the same facts, a page
# for every ledger however empty, and last month's report printed again.
. "$(dirname "$0")/lib.sh"
tests=$root/tests/report
schema=$root/engine/report/report.schema.json
write_rules
write_leads
write_agreement
sed -i 's/^  reasons:$/&\n    other: { values: [Other words], class: other }/' \
    agreement.yaml
write_history

# read EXPRESSION: what it is of the report `r` in `out`.
read_json() {
    /usr/bin/python3 -c '
import json, sys
r = json.load(open("out"))
print(eval(sys.argv[1]))' "$1" >read 2>&1
}

# says EXPRESSION VALUE
says() {
    read_json "$1"
    [ "$(cat read)" = "$2" ] || trouble "$called: $1 is $(cat read), not $2"
}

# agrees LEDGER: `out` has the schema and, made again with SQL, the counts.
agrees() {
    /usr/bin/python3 "$tests/schema.py" "$schema" out >wrong ||
        trouble "$called: $(cat wrong)"
    /usr/bin/python3 "$tests/counts.py" "$1" out >wrong ||
        trouble "$called: $(cat wrong)"
    /usr/bin/python3 "$tests/cases.py" "$1" out >wrong ||
        trouble "$called: $(cat wrong)"
}

# whole LEDGER OPTIONS: a page in every form, and numbers that agree.
whole() {
    ledger=$1
    shift
    for format in html json; do
        run report "$ledger" --format $format "$@"
        status 0
        lines err 0
    done
    agrees "$ledger"
}

it "a ledger without a case has a page that says so"
head -1 leads.csv >none.csv
run score rules.yaml none.csv -o scores.csv --ledger none --allow-empty \
    --as-of 2026-10-01 --agreement agreement.yaml
status 0
whole none --as-of 2026-10-02
says 'r["funnel"]["scored"]' 0
says 'r["rates"]["high_side"]["rate"]' None
run report none --as-of 2026-10-02
has out "No case began in this period"

it "a ledger with a single handoff has a page"
head -2 leads.csv >one.csv
run score rules.yaml one.csv -o scores.csv --ledger one --as-of 2026-10-01 \
    --agreement agreement.yaml
status 0
whole one --as-of 2026-10-01
says 'r["funnel"]["handed"]' 1
says 'r["codes"]["PENDING"]' 1

it "a period without its end holds the moment of the report"
says 'r["period"]["to"]' 2026-10-01T00:00:00Z
run report one --as-of 2026-10-01 --to 2026-10-01 --format json
says 'r["funnel"]["scored"]' 0

it "a ledger in which all is pending has a page"
run score rules.yaml leads.csv -o scores.csv --ledger pending \
    --as-of 2026-10-01 --agreement agreement.yaml
whole pending --as-of 2026-10-01
says 'r["codes"]["PENDING"] + r["codes"]["AGREE_HOLD"]' 3
says 'r["warnings"] != []' True

it "a ledger without outcomes has a page and says what is missing"
run record pending history.csv --as dispositions \
    --covers 2026-10-01..2026-12-01
status 0
whole pending --as-of 2026-11-01
says 'r["rates"]["high_side"]["k"], r["rates"]["low_side"]["k"]' '(1, 1)'
says 'any("No outcomes" in w for w in r["warnings"])' True

it "what concerns leads that the rules had not seen is counted"
says 'r["facts_without_decision"]' 0
cat >strange.csv <<'END'
Lead,Status,At,By,Team,Reason,Comment
L-9,Working,2026-10-03T09:00:00Z,Kim,inbound,,
L-2,Working,2026-09-03T09:00:00Z,Kim,inbound,,
END
run record pending strange.csv --as dispositions
status 0
run report pending --as-of 2026-11-01 --from 2026-09-01 --format json
says 'r["facts_without_decision"]' 2
run report pending --as-of 2026-11-01 --from 2026-10-01 --format json
says 'r["facts_without_decision"]' 1

it "counts are those that SQL finds, over periods and rule sets"
mkdir made
for seed in 1 2 3; do
    /usr/bin/python3 "$tests/answers.py" made $seed
    for week in 1 2 3 4 5 6 7 8; do
        day=$(/usr/bin/python3 -c "
from datetime import date, timedelta
print(date(2026, 6, 1) + timedelta(weeks=$week - 1))")
        run score rules.yaml made/leads-$week.csv -o scores.csv \
            --ledger many$seed --as-of "${day}T08:00:00Z" \
            --agreement agreement.yaml
        status 0
        run record many$seed made/history-$week.csv --as dispositions \
            --covers 2026-06-01.."$day"
        status 0
    done
    run record many$seed made/deals.csv --as outcomes
    status 0
    for options in "" "--last 30d" "--from 2026-06-08 --to 2026-07-01" \
        "--last 20d --compare" "--ruleset small"; do
        run report many$seed --as-of 2026-11-20 --format json $options
        status 0
        agrees many$seed
    done
done
says 'r["rates"]["high_side"]["n"] > 50 and r["right"]["matured"] > 300' True

it "the same facts and options give the same bytes"
for format in html json; do
    run report many1 --as-of 2026-11-20 --format $format
    cp out first.$format
    run report many1 --as-of 2026-11-20 --format $format
    same out first.$format
    cp many1 copy
    run report copy --as-of 2026-11-20 --format $format
    same out first.$format
    with LC_ALL=de_DE.UTF-8 report many1 --as-of 2026-11-20 --format $format
    same out first.$format
    chmod 400 copy
    run report copy --as-of 2026-11-20 --format $format -o page
    status 0
    lines out 0
    same page first.$format
    rm -f copy
done

it "an earlier moment changes nothing for a later one"
run report many1 --as-of 2026-07-01 --format json
status 0
run report many1 --as-of 2026-11-20 --format json
same out first.json

it "what Sales did later restates a month, and the old page can be had again"
/usr/bin/python3 "$tests/answers.py" made 7
for week in 1 2 3 4; do
    run score rules.yaml made/leads-$week.csv -o scores.csv --ledger months \
        --as-of 2026-06-0${week}T08:00:00Z --agreement agreement.yaml
done
{ cat made/history-1.csv; tail -n +2 made/history-2.csv; } >early.csv
run record months early.csv --as dispositions --covers 2026-06-01..2026-07-01
status 0
june="--from 2026-06-01 --to 2026-06-05 --as-of 2026-07-01"
for format in html json; do
    run report months $june --format $format
    status 0
    cp out june.$format
done
says 'r["restated"]' None
run score rules.yaml made/leads-5.csv -o scores.csv --ledger months \
    --as-of 2026-07-01T08:00:00Z
run record months made/history-3.csv --as dispositions --covers 2026-06-01..2026-08-01
status 0
{ cat agreement.yaml; echo 'minimum_cell: 12'; } >later.yaml
run record months made/deals.csv --as outcomes --agreement later.yaml
status 0
for format in html json; do
    run report months $june --known-by 5 --format $format
    status 0
    same out june.$format
done
run report months --from 2026-06-01 --to 2026-06-05 --as-of 2026-08-01 \
    --format json
says 'r["restated"]["known_by"]' 5
says 'r["restated"]["high_side_then"] != r["restated"]["high_side_now"]' True
says 'r["restated"]["high_side_now"] == r["rates"]["high_side"]' True
agrees months
run report months --from 2026-06-01 --to 2026-06-05 --as-of 2026-08-01
has out "Restated: on 1 July 2026"
run retract months 5 --because "another company's export"
status 0
run report months $june --known-by 5 --format json
status 0
same out june.json
run report months --from 2026-06-05 --to 2026-06-09 --as-of 2026-06-30 \
    --compare --format json
says 'r["before"]["to"]' 2026-06-05T00:00:00Z

it "leads are shown under made-up names, unless values are asked for"
run report many1 --as-of 2026-11-20
lacks out W1-
has out L-
run report many1 --as-of 2026-11-20 --show-values
has out W1-

it "what is asked for and is not there is refused"
run report many1 --ruleset nobody
refused "there is no rule set 'nobody'"
run report many1 --known-by 999
refused "there is no batch 999"
run report many1 --from 2026-07-01 --to 2026-06-01
refused "the period ends before it begins"
run report many1 --from 2026-07-01 --last 30d
refused "--last and --from"
run report many1 --last 30
refused "--last wants"
run report many1 industry
refused "--by segment"
run score rules.yaml one.csv -o scores.csv --ledger bare --as-of 2026-10-01
run report bare
refused "keeps no agreement"
run report absent
status 5

finish
