#!/bin/sh
# log: scored, handed over, worked by Sales, and listed where the two differ.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads
write_agreement
write_history
run score rules.yaml leads.csv -o scores.csv --ledger l --as-of 2026-10-01 \
    --agreement agreement.yaml
status 0
run record l history.csv --as dispositions --covers 2026-10-01..2026-12-01
status 0
list() { run log l --as-of 2026-10-10 "$@"; }

it "a line a case, in the order in which they came about"
list
status 0
lines out 2
lines err 0
has out "L-1                 HS_REJECT     passed, not followed: Sam [enterprise] \"Too small\""
has out "L-3                 LS_PULL       held, worked anyway"
head -1 out | grep -q 2026-10-01T09:00:00Z || trouble "not the oldest first"

it "CSV has all that is known of a case"
list --format csv
status 0
cp out cases.csv
cat >expected.csv <<'END'
lead,cycle,code,side,mode,decided,verdict,means,score,cell,margin,route,handed,due,at,minutes,actor,team,reason,reason_code,class,disputes,unexplained,contradicted,bulk,reversed,fired,pivotal,resolution
L-1,1,HS_REJECT,high,explicit,2026-10-01T00:00:00Z,mql,pass,50,A,20,enterprise,2026-10-01T00:00:00Z,,2026-10-01T09:00:00Z,540,Sam,enterprise,Too small,too_small,fit,size,0,1,0,0,size.1:30;demo-request:25,size,open
L-3,0,LS_PULL,low,explicit,2026-10-01T00:00:00Z,nurture,hold,20,B,-10,,,,2026-10-02T09:00:00Z,,Kim,inbound,,,,,1,0,0,0,size.2:20,,open
END
sed 's/,[^,]*$//' cases.csv >cut.csv
same cut.csv expected.csv

it "NDJSON is an object a case, Markdown a table"
list --format ndjson
status 0
lines out 2
/usr/bin/python3 -c '
import json
for line in open("out"):
    case = json.loads(line)
    print(case["lead"], case["code"], case["disputes"], case["contradicted"])
' >read
has read "L-1 HS_REJECT ['size'] True"
list --format md
status 0
lines out 4
has out "|---|"

it "a list goes into a file as it goes to the terminal"
list --format csv -o list.csv
status 0
lines out 0
same list.csv cases.csv

it "filters choose"
for filter in "--code HS_REJECT" "--side high" "--team Enterprise" \
    "--criterion size" "--reason too_small" "--reason 'Too small'" \
    "--until 2026-10-02" "--lead L-1 --format csv" "--ruleset small --side high"; do
    eval "list $filter"
    status 0
    has out L-1
    lacks out L-3
done
list --since 2026-10-02
lines out 1
has out L-3
list --open
lines out 2
list --criterion demo-request
status 0
lines out 0
list --all
lines out 3
has out "L-2                 AGREE_HOLD    held, left alone"
list --code AGREE_HOLD
lines out 1

it "the story of a lead tells what was said, done and why"
list --lead L-1
status 0
has out "the rules say mql (pass), score 50, cell A"
has out "Small firms do not recover the cost of onboarding."
has out "handed over to enterprise"
has out "Sales: Rejected, by Sam [enterprise], because \"Too"
has out "ten people at most"

it "an outcome says who was right"
printf 'Lead,Stage,At,Deal\nL-3,Won,2026-11-01,D-1\n' >deals.csv
run record l deals.csv --as outcomes
status 0
run log l --as-of 2026-11-10 --side low
has out "Sales was right"

it "what was known by an earlier batch is listed as it was then"
list --known-by 2 --format csv
status 0
same out cases.csv
list --known-by 1
status 0
lines out 0
list --known-by 1 --lead L-1
has out "the rules say mql"
lacks out "Rejected"
list --known-by 9
status 2
has err "there is no batch 9"

it "an agreement that is mended changes what is derived, not the facts"
run verify l --head
cp out head
sed 's/disputes: \[size\]/disputes: [demo-request]/' agreement.yaml >mended.yaml
list --agreement mended.yaml --criterion demo-request
status 0
has out L-1
run verify l --head
same out head

it "what is derived is verified, too"
list --all
status 0
run verify l
status 0
has out "3 derived rows came out the same"
/usr/bin/python3 -c '
import sqlite3
ledger = sqlite3.connect("l")
ledger.execute("UPDATE disagreement SET side = \"\" WHERE code = \"HS_REJECT\"")
ledger.commit()'
run verify l
status 6
has err "the derived rows of the lead '"'L-1'"' do not follow from the facts"
/usr/bin/python3 -c '
import sqlite3
ledger = sqlite3.connect("l")
ledger.execute("DELETE FROM derivation")
ledger.commit()'
run verify l
status 0
has out "no rows are derived yet"
list --all
run verify l
status 0

it "a withdrawn batch is as if it had not come"
run retract l 2 --because "another company's export"
status 0
run log l --as-of 2026-10-01
status 0
lines out 0
run record l history.csv --as dispositions --covers 2026-10-01..2026-12-01
status 0
list --format csv
same out cases.csv

it "a ledger that may only be read gives the same list"
chmod 400 l
list --format csv
status 0
same out cases.csv
chmod 600 l

it "a list does not wait for a writer"
/usr/bin/python3 - <<'END' &
import sqlite3, time
connection = sqlite3.connect("l", isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
open("locked", "w").close()
time.sleep(2)
END
while [ ! -e locked ]; do sleep 0.05; done
list --format csv --wait 100ms
status 0
same out cases.csv
wait

it "a forgotten lead is in no list"
run forget l L-1
status 0
list --all --format csv
status 0
lacks out L-1
run verify l
status 0

it "names that are not there are refused"
list --code HS_REJET
status 2
list --lead nobody
status 2
list --ruleset other
status 2
list --side top
refused "high"
list -o l
refused "the ledger 'l'"
run log absent.ledger
status 5
run log rules.yaml
status 6

it "a ledger without an agreement cannot say what Sales meant"
run score rules.yaml leads.csv -o scores.csv --ledger bare --as-of 2026-10-01
run log bare
status 2
has err "no agreement"

it "a reader that goes away is no error"
"$handoff" log l --all --as-of 2026-10-10 2>err | :
lines err 0

finish
