#!/bin/sh
# The main job end to end on made-up leads: an export, rules that are checked
# and tested, scores, a lead that passed and one that nearly did; then half a
# year of Mondays kept in a ledger, what Sales did with the leads it was handed,
# where the two disagree, and the report of it.
# usage: demo.sh FOLDER, with HANDOFF, GENERATE and ANSWER set by the Makefile;
# LEADS (100,000), WEEKLY (24,000 in 400 days) and SEED (1) may be set.
set -eu
dir=$1
leads=${LEADS:-100000} weekly=${WEEKLY:-24000} seed=${SEED:-1}
rules=rules/saas-salesforce.yaml
as_of=2026-11-01
mkdir -p "$dir"

title() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || title() { printf '\n%s\n' "$*"; }
run() { printf '$ handoff %s\n' "$*"; "$HANDOFF" "$@" 2>&1; }

title "1. An export of $leads leads, as Salesforce writes it (made up, seed $seed)"
"$GENERATE" "$leads" --seed "$seed" >"$dir/leads.csv"
ls -l "$dir/leads.csv" | awk '{ printf "%s, %.1f MB\n", $NF, $5 / 1e6 }'

title "2. The rules: do they load, and do their own tests hold?"
run check $rules
run test $rules | tail -4

title "3. Score them all"
run score $rules "$dir/leads.csv" --as-of $as_of -o "$dir/scores.csv"
echo
head -4 "$dir/scores.csv"

title "4. Why did this one pass?"
passed=$(awk -F, '$3 == "pass" { print $1; exit }' "$dir/scores.csv")
run explain $rules "$dir/leads.csv" --as-of $as_of --lead "$passed"

title "5. And this one: what did it lack?"
nearly=$(awk -F, '$3 == "hold" && $4 > best { best = $4; lead = $1 }
    END { print lead }' "$dir/scores.csv")
run explain $rules "$dir/leads.csv" --as-of $as_of --lead "$nearly"

# ---- Half a year of Mondays, kept in a ledger --------------------------------

kept=$dir/ledger
rm -rf "$kept"
mkdir -p "$kept/rules" "$kept/july" "$kept/october"
cp -r rules/saas rules/lists $rules "$kept/rules"
cp rules/agreements/salesforce.yaml "$kept/agreement.yaml"
echo 'value: { deal: 12000, currency: EUR, minutes_per_lead: 25, hour: 60, agreed_by: the made-up CFO }' >>"$kept/agreement.yaml"
"$ANSWER" --people >"$kept/people.csv"
program=$(readlink -f "$HANDOFF") generate=$(readlink -f "$GENERATE")
answer=$(readlink -f "$ANSWER")
cd "$kept"
HANDOFF=$program
ledger=handoffs.ledger
today=2026-11-04

day() { date -u -d "$1" +%F; }

# Monday's export: who came in during the four weeks before it, and not before
# the first week.
export_leads() {
    since=$(day "$1 - 28 days")
    [ "$(printf '%s\n' "$since" 2026-04-27 | sort | tail -1)" = "$since" ] ||
        since=2026-04-27
    "$generate" "$weekly" --seed "$seed" --since "$since" --until "$1" \
        >"leads-$1.csv"
}

score_monday() {
    export_leads "$1"
    run score rules/saas-salesforce.yaml "leads-$1.csv" \
        -o "scores-$1.csv" --keep Country,NumberOfEmployees \
        --as-of "$1T13:00:00Z" --ledger $ledger --agreement agreement.yaml
}

# From one Monday to another, a line each.
score_mondays() {
    monday=$1
    until [ "$monday" = "$(day "$2 + 7 days")" ]; do
        score_monday "$monday" >told
        sed -n "s/^ledger, batch [0-9]*: /$monday  /p" told
        monday=$(day "$monday + 7 days")
    done
    rm told
}

record() { # WHAT IT TELLS, FILE...
    printf '\n# %s\n' "$1"
    shift
    run record $ledger "$@"
}

title "6. A Monday in May: scored, and kept in a ledger"
echo "(in $kept; the agreement says what the two teams settled on, among it:)"
grep -E '^(attempts|maturity):' agreement.yaml
grep -E '^sla:' agreement.yaml | sed 's/, holidays.*/ ... } }/'
echo
score_monday 2026-05-04

title "7. The twelve Mondays after it"
score_mondays 2026-05-11 2026-07-27

title "8. What Sales did, May to July, as Salesforce exports it"
"$answer" july --from 2026-05-04 --until 2026-08-03 --seed "$seed" scores-*.csv
record "leads that were closed, and why" \
    july/closed-leads.csv --as dispositions
record "every change of status, rating and owner" \
    july/lead-history.csv --as dispositions --covers 2026-05-04..2026-08-03 || {
    record "a name nobody agreed on is never guessed at; taken in as it stands" \
        july/lead-history.csv --as dispositions \
        --covers 2026-05-04..2026-08-03 --allow-unmapped
}
record "calls and e-mails: the attempts" \
    july/tasks.csv --as dispositions --covers 2026-05-04..2026-08-03
record "deals" july/opportunities.csv --as outcomes
record "what marketers handed over or kept back themselves" \
    july/own-handoffs.csv --as handoffs

title "9. In August a rule changes: webinars were worth too much"
sed '/id: webinars/,/points:/ s/points: 12/points: 6/' \
    rules/saas/policy.yaml >policy.yaml
diff rules/saas/policy.yaml policy.yaml || true
mv policy.yaml rules/saas/policy.yaml
score_mondays 2026-08-03 2026-11-02

title "10. August to October; what overlaps is known, and nothing counts twice"
"$answer" october --from 2026-07-27 --until $today --seed "$seed" scores-*.csv
record "closed leads, changes, tasks" \
    october/closed-leads.csv october/lead-history.csv october/tasks.csv \
    --as dispositions --covers 2026-07-27..$today --allow-unmapped
record "deals" october/opportunities.csv --as outcomes
record "the marketers' own handoffs" october/own-handoffs.csv --as handoffs
record "what the October meeting judged" october/reviews.csv --as reviews

title "11. Where the rules and Sales disagreed last"
run log $ledger --as-of $today --since 2026-11-03T16:00:00Z

title "12. One of them, whole: not followed, and a deal was won all the same"
"$HANDOFF" log $ledger --as-of $today --code HS_REJECT --format csv -o told
case=$(awk -F, 'NR == FNR { if ($3 == "Closed Won") won[$2]; next }
    $29 == "rule_vindicated" && $22 != "" && $1 in won { print $1; exit }' \
    october/opportunities.csv told)
rm told
[ -z "$case" ] || run log $ledger --as-of $today --lead "$case"

title "13. Nothing was changed behind anybody's back"
run verify $ledger

title "14. The page that the two teams look at together"
run report $ledger --as-of $today --last 180d -o report.html
ls -l report.html | awk '{ printf "%s, %.0f kB: one file, for a browser, a mail, a printer\n", $NF, $5 / 1e3 }'

title "Yours next"
cat <<END
Open the report in a browser: $kept/report.html
The scores are in $dir/scores.csv. Change a number in
rules/saas/policy.yaml and run make demo again; then try your own export:
  handoff inspect rules/saas-salesforce.yaml YOUR-EXPORT.csv
The ledger is $kept/$ledger. Go there, and ask it:
  cd $kept
  handoff status $ledger                     # what was taken in
  handoff log $ledger --as-of $today --side low    # held, worked anyway
  handoff log $ledger --as-of $today --criterion industry
  handoff log $ledger --as-of $today --format csv -o cases.csv
  handoff log $ledger --as-of $today --lead ${case:-ID}
(handoff is $program.)
END
