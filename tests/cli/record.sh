#!/bin/sh
# record: exports of Sales are taken in once, and nothing is guessed.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads
write_agreement
write_history
run score rules.yaml leads.csv -o scores.csv --ledger l --as-of 2026-10-01
take() { run record l "$@" --as dispositions --agreement agreement.yaml; }

it "an export is one batch, with what it covers"
take history.csv --covers 2026-10-01..2026-10-03 --summary summary.json
status 0
lines out 0
has err "history.csv: batch 2"
has err "2 facts added"
has summary.json '"batch": 2,'
has summary.json '"added": 2,'
run status l
has out "known until 2026-10-03"

it "the same file again adds nothing, and says so"
take history.csv --covers 2026-10-01..2026-10-03
status 0
has err "2 known already"
has err "0 facts added"

it "an overlapping export adds what is new"
{ cat history.csv; echo "L-9,Working,2026-10-02T10:00:00Z,Kim,inbound,,"; } \
    >later.csv
take later.csv
status 0
has err "1 fact added"
has err "2 known already"
has err "1 lead without a decision, kept"

it "a name that is not mapped is refused with its line, until it is allowed"
sed 's/Working/Nurture/' history.csv >other.csv
run verify l --head
cp out head
take other.csv --summary none.json
status 4
has err "'Nurture' is not mapped: 1 row of 'other.csv', first on line 3"
absent none.json
run verify l --head
same out head
take other.csv --allow-unmapped --dry-run
status 0
has err "nothing written"
run verify l --head
same out head
take other.csv --allow-unmapped
status 0
has err "'Nurture' is not mapped"
has err "1 name that the agreement does not map"

it "a row that cannot be read is listed with its line"
{ head -1 history.csv; echo "L-1,Working,yesterday,Sam,enterprise,,"; } >bad.csv
take bad.csv --rejects rejects.csv
status 0
has err "1 rejected"
has rejects.csv "line,reason"
has rejects.csv "2,"
lines rejects.csv 2

it "several files have one list of rejects, with their names"
take history.csv bad.csv bad.csv --rejects rejects.csv --summary summary.json
status 0
has rejects.csv "line,reason,file"
has rejects.csv "2,a time that cannot be read,bad.csv"
lines rejects.csv 3
[ "$(grep -c '"rejected": 1' summary.json)" = 2 ] || trouble "no two rejects"
take other.csv bad.csv history.csv --rejects rejects.csv
lines rejects.csv 2

it "figures that cannot be written leave the batch, and say so"
take bad.csv --covers 2026-10-01..2026-10-09 --summary /dev/full
status 5
has err "is in the ledger all the same"
run verify l
status 0

it "one file that cannot be understood stands in the way of no other"
printf 'Id,What\nL-1,x\n' >strange.csv
printf 'Lead,Stage,At,Deal\nL-3,Won,2026-11-01,D-1\n' >deals.csv
run record l strange.csv deals.csv --as outcomes --summary summary.json
status 4
has err "strange.csv"
has err "deals.csv: batch"
[ "$(head -1 summary.json)" = "[" ] || trouble "the summary is no list"
/usr/bin/python3 -c 'import json; print(len(json.load(open("summary.json"))))' \
    >count
has count 1

it "reviews need no agreement"
cat >reviews.csv <<'END'
lead,cycle,code,by,at,rule_right,response_right,note,action
L-1,1,HS_REJECT,Ann,2026-11-02,yes,no,they are large,
END
run record l reviews.csv --as reviews
status 0
has err "1 fact added"

it "no rows are nothing to do"
head -1 history.csv >empty.csv
take empty.csv
status 7
take empty.csv --allow-empty
status 0
take empty.csv --covers 2026-10-03..2026-10-04
status 0

it "what cannot be meant is refused"
run record l history.csv
refused "--as"
take history.csv --covers 2026-10-01
refused "2026-09-01..2026-10-01"
take history.csv --covers 2026-10-03..2026-10-01
status 2
take history.csv --rejects l
refused "the ledger 'l'"
take history.csv --summary history.csv
refused "the export 'history.csv'"
take history.csv --summary agreement.yaml
refused "the agreement in 'agreement.yaml'"

it "leads with their present status, night after night, are touched once"
cat >present.yaml <<'END'
handoff_agreement: 1
dispositions:
  - only: { Field: Status }
    columns: { lead: LeadId, status: NewValue, at: CreatedDate }
    statuses: { handed: [New], touched: [Working, Completed], rejected: [Rejected] }
  - only: { Status: Completed }
    columns: { lead: WhoId, status: Status, at: ActivityDate, id: Id }
  - current: true
    columns: { lead: Id, status: Status, at: LastModifiedDate }
attempts: { minimum: 3 }
END
for day in 02 03 04; do
    printf 'Id,Status,LastModifiedDate\nL-1,Working,2026-10-%s\n' $day >$day.csv
done
printf 'Id,Status,LastModifiedDate\nL-1,Rejected,2026-10-05\n' >05.csv
printf 'LeadId,Field,NewValue,CreatedDate\nL-1,Status,Working,2026-10-02T08:00:00Z\n' \
    >changes.csv
printf 'Id,WhoId,Status,ActivityDate\nT-1,L-1,Completed,2026-10-03\nT-2,L-1,Completed,2026-10-03\n' \
    >calls.csv
cases() { run log "$1" --all --lead L-1 --format csv --as-of 2026-10-20; }
for order in "02 03 04 05" "05 04 02 03" "05 03 changes 04 02" "changes 02 04 03 05"; do
    rm -f present
    run score rules.yaml leads.csv -o scores.csv --ledger present --as-of 2026-10-01
    for name in $order; do
        run record present $name.csv --as dispositions --agreement present.yaml
        status 0
    done
    cases present
    has out "HS_REJECT,high"
    has out ",2026-10-05T00:00:00Z,"
    cases present && cp out "cases $order"
done
same "cases 02 03 04 05" "cases 05 04 02 03"
same "cases 05 03 changes 04 02" "cases changes 02 04 03 05"

it "equal calls of one day are two attempts, and a call corrected is one"
run record present calls.csv --as dispositions --agreement present.yaml
has err "2 facts added"
cases present
has out "DQ_WORKED"
sed 's/T-2,L-1,Completed/T-2,L-1,completed/' calls.csv >corrected.csv
run record present corrected.csv --as dispositions --agreement present.yaml
has err "1 fact added"
has err "1 known already"
sed 's/2026-10-03/2026-10-06/' calls.csv >moved.csv
run record present moved.csv --as dispositions --agreement present.yaml
cases present
has out "AGREE_PASS"
run log present --lead L-1 --as-of 2026-10-20
has out "still Working"
run verify present
status 0

it "links join tasks, deals and merged leads, whichever file comes first"
cat >joined.yaml <<'END'
handoff_agreement: 1
dispositions:
  columns: { lead: WhoId, status: Status, at: At, id: Id }
  statuses: { touched: [Completed], rejected: [Rejected], recycled: [Nurture] }
outcomes:
  columns: { lead: Lead, opportunity: Deal, stage: Stage, at: At }
  stages: { won: [Won] }
links: { columns: { lead: Id, contact: Contact, opportunity: Deal, master: Master } }
END
printf 'Id,WhoId,Status,At\nT-1,C-1,Completed,2026-10-01T05:00:00Z\n' >tasks.csv
printf 'Lead,Deal,Stage,At\n,D-1,Won,2026-11-01\n' >won.csv
printf 'Id,Contact,Deal,Master\nL-1,C-1,D-1,\n' >links.csv
printf 'Id,Contact,Deal,Master\nL-1,,,L-3\n' >merged.csv
printf 'Id,Contact,Deal,Master\nL-3,,,L-1\n' >other.csv
taken() {
    kind=dispositions
    [ "$1" != won.csv ] || kind=outcomes
    run record joined "$1" --as $kind --agreement joined.yaml
    status 0
}
head -3 leads.csv | sed 2d >begun.csv
join() {
    rm -f joined
    run score rules.yaml begun.csv -o joined.csv --ledger joined --as-of 2026-10-01
    for file in "$@"; do
        case $file in
        score) run score rules.yaml leads.csv -o joined.csv --ledger joined --as-of 2026-10-01 ;;
        log) run log joined --all --as-of 2026-12-01 ;;
        *) taken "$file" ;;
        esac
    done
    run log joined --all --as-of 2026-12-01 --format csv
    cp out "joined by $*"
    run verify joined
    status 0
}
join score tasks.csv won.csv links.csv
run log joined --lead L-1 --as-of 2026-12-01
has out "outcome: Won"
has "joined by score tasks.csv won.csv links.csv" "L-1,1,AGREE_PASS"
has "joined by score tasks.csv won.csv links.csv" "both_right"
join links.csv tasks.csv score won.csv
join won.csv log tasks.csv score log links.csv
join score log links.csv log won.csv log tasks.csv
for order in "links.csv tasks.csv score won.csv" \
    "won.csv log tasks.csv score log links.csv" \
    "score log links.csv log won.csv log tasks.csv"; do
    same "joined by score tasks.csv won.csv links.csv" "joined by $order"
done
run record joined tasks.csv --as dispositions --agreement joined.yaml
has err "1 known already"
join score log tasks.csv log merged.csv links.csv
join merged.csv links.csv tasks.csv score
same "joined by score log tasks.csv log merged.csv links.csv" \
    "joined by merged.csv links.csv tasks.csv score"
has "joined by merged.csv links.csv tasks.csv score" "L-3,1,AGREE_PASS"
lacks "joined by merged.csv links.csv tasks.csv score" "L-1,"
run log joined --lead L-1 --as-of 2026-12-01
has out "lead L-3, by the rules of small"
join score other.csv links.csv tasks.csv
has "joined by score other.csv links.csv tasks.csv" "L-1,1,AGREE_PASS"
lacks "joined by score other.csv links.csv tasks.csv" "L-3,"
join merged.csv links.csv tasks.csv score
run retract joined 2 --because "not merged"
run log joined --all --as-of 2026-12-01 --format csv
has out "L-1,1,AGREE_PASS"
has out "L-3,0,AGREE_HOLD"

it "a deal that names no lead is refused where no links could ever find one"
sed '/^links/d' joined.yaml >apart.yaml
run record joined won.csv --as outcomes --agreement apart.yaml --rejects rejects.csv
status 0
has rejects.csv "2,\"no lead, and 'links' join none with it\""
run record joined won.csv --as outcomes --agreement joined.yaml

it "a forgotten lead takes its contact and what it was merged with along"
run forget joined L-1 --summary forgotten.json
status 0
has forgotten.json '"erased": 3'
for key in L-1 L-3 C-1; do
    grep -qF "$key" joined && trouble "'$key' is still there"
done
sed 's/T-1/T-9/' tasks.csv >late.csv
run record joined late.csv --as dispositions --agreement joined.yaml
status 0
has err "0 facts added"
run verify joined
status 0

it "a lead that is still recycled is handed over once more, not every night"
cat >again.yaml <<'END'
handoff_agreement: 1
dispositions:
  current: true
  columns: { lead: Id, status: Status, at: LastModifiedDate }
  statuses: { touched: [Working], recycled: [Nurture] }
END
night() {
    run score rules.yaml leads.csv -o again.csv --ledger nights --as-of "$1" \
        --agreement again.yaml --summary night.json
    printf 'Id,Status,LastModifiedDate\nL-1,Nurture,%sT12:00:00Z\n' "$1" >still.csv
    run record nights still.csv --as dispositions --agreement again.yaml
}
for day in 01 02 03 04 05; do
    night 2026-10-$day
done
run log nights --all --lead L-1 --format csv --as-of 2026-10-20
has out "L-1,1,HS_REJECT"
has out "L-1,2,PENDING"
lacks out "L-1,3,"
/usr/bin/python3 -c 'import sqlite3
print(sqlite3.connect("nights").execute("select count(*) from handoff").fetchone()[0])' >count
[ "$(cat count)" = 2 ] || trouble "$(cat count) handoffs instead of 2"

it "files that are not there, and ledgers, are status 5"
take absent.csv
status 5
run record absent.ledger history.csv --as dispositions --agreement agreement.yaml
status 5
absent absent.ledger

it "an agreement with mistakes is status 3, and nothing is written"
sed 's/maturity/maturty/' agreement.yaml >wrong.yaml
run record l history.csv --as dispositions --agreement wrong.yaml
status 3
has err "wrong.yaml"
has err "'maturity'"
run score rules.yaml leads.csv -o s.csv --ledger fresh --agreement wrong.yaml
status 3
absent fresh
absent s.csv

it "a first export needs an agreement, a later one finds it in the ledger"
run score rules.yaml leads.csv -o scores.csv --ledger second --as-of 2026-10-01
run record second history.csv --as dispositions
status 2
has err "no agreement is given"
run record second history.csv --as dispositions --agreement agreement.yaml
status 0
run record second later.csv --as dispositions
status 0

it "a busy ledger is waited for as long as was said, then status 6"
/usr/bin/python3 - <<'END' &
import sqlite3, time
connection = sqlite3.connect("l", isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
open("locked", "w").close()
time.sleep(4)
END
while [ ! -e locked ]; do sleep 0.05; done
take history.csv --wait 100ms
status 6
has err "busy"
run status l
status 0
wait
take history.csv
status 0

it "all of it verifies"
run verify l
status 0

finish
