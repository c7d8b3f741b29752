#!/bin/sh
# score --ledger, status, verify, retract, forget: what is kept of runs.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads
day() { run score rules.yaml leads.csv -o scores.csv --ledger l --as-of "$@"; }

it "a run is kept and verifies"
day 2026-10-01
status 0
has err "ledger, batch 1: "
exists scores.csv
[ "$(stat -c %a l)" = 600 ] || trouble "mode $(stat -c %a l)"
run verify l
status 0
has out "1 batches"

it "the same leads on the next night add no decision"
day 2026-10-02
status 0
has err "ledger, batch 2: 0 new decisions, 0 handoffs; "
run verify l
status 0

it "a dry run says what it would keep, and keeps nothing"
run verify l --head
cp out head
day 2026-10-03 --dry-run
status 0
has err "would be kept: 0 new decisions"
run verify l --head
same out head

it "a dry run makes no ledger, and knows what would come"
run score rules.yaml leads.csv --dry-run --ledger none
status 0
has err "would be kept: 3 new decisions, 1 handoff;"
absent none

it "a summary names the batch"
day 2026-10-02 --summary summary.json
status 0
has summary.json '"batch": 3,'
day 2026-10-02 --dry-run --summary dry.json
absent dry.json
run verify l --head
cp out head

it "no output is put in place of the ledger, the rules or the agreement"
run score rules.yaml leads.csv -o l --ledger l
refused "the ledger 'l'"
run score rules.yaml leads.csv -o new --ledger new
refused "the ledger 'new'"
absent new
run score rules.yaml leads.csv --rejects rules.yaml --ledger l
refused "the rules in 'rules.yaml'"
write_agreement
run score rules.yaml leads.csv --summary agreement.yaml --ledger l \
    --agreement agreement.yaml
refused "the agreement in 'agreement.yaml'"

it "a run whose reader went away is not kept, and says so"
{
    sleep 0.3
    "$handoff" score rules.yaml leads.csv --ledger l 2>err
    echo $? >ended
} | :
called="handoff score | :"
[ "$(cat ended)" = 5 ] || trouble "status $(cat ended) instead of 5"
has err "nothing was kept"
run verify l --head
same out head

it "figures that cannot be written leave the run, and say so"
run score rules.yaml leads.csv -o full.csv --ledger full --summary /dev/full
status 5
exists full.csv
has err "batch 1 is in the ledger all the same"
run verify full
status 0

it "a strange name of a ledger is the name of a file"
for name in :memory: file:odd; do
    run score rules.yaml leads.csv -o odd.csv --ledger "$name"
    status 0
    exists "$name"
    [ -s "$name" ] || trouble "'$name' is empty"
    run verify "$name"
    status 0
    has out "1 batches"
done

it "an id that comes again is listed with its line, and counts as no reject"
{ cat leads.csv; sed -n 2p leads.csv; echo ",,,,"; } >twice.csv
run score rules.yaml twice.csv -o twice.out --ledger twice --rejects rejects.csv \
    --summary twice.json --max-rejected 20%
status 0
lines twice.out 5
has rejects.csv "5,not kept: the id came before in this run"
has rejects.csv "6,missing id"
lines rejects.csv 3
has twice.json '"rejected": 1'
has err "2 rejected"
run score rules.yaml leads.csv twice.csv -o twice.out --ledger twice \
    --rejects rejects.csv
has rejects.csv "2,not kept: the id came before in this run,twice.csv"
lines rejects.csv 6
run forget twice L-3
run score rules.yaml leads.csv -o twice.out --ledger twice --rejects rejects.csv
has rejects.csv "4,not kept: the lead was forgotten"

it "an agreement that is given again outlives the batch that brought it"
write_history
write_agreement
record() { run record again "$@" --as dispositions --agreement agreement.yaml; }
run score rules.yaml leads.csv -o scores.csv --ledger again --as-of 2026-10-01
record history.csv
head -2 history.csv >first.csv
record first.csv
run retract again 2 --because "wrong file"
status 0
run log again --all
status 0
has out "L-1"
run status again
status 0
run verify again
status 0
run retract again 3 --because "wrong too"
run log again
status 2

it "a head that was kept elsewhere is compared"
run verify l --against "$(cat head)"
status 0
run verify l --against "2:0000"
status 6
run verify l --against "99:$(cut -d: -f2 head)"
status 6
run verify l --against nonsense
status 2
run verify l --head --against 1:00
refused "give one of them"

it "status lists batches and what is missing"
run status l
status 0
has out "score"
has out "dispositions  missing"
run status l --format json
status 0
has out '"batch": 2'

it "a batch is withdrawn once, with a reason"
run retract l 2
refused "--because"
run retract l two --because x
refused "no number of a batch"
run retract l 2 --because "wrong day" --summary retracted.json --who Ann
status 0
has retracted.json '"batch": 4'
run status l --format json
has out '"who": "Ann"'
run retract l 2 --because again
status 2
run verify l
status 0

it "nothing of a forgotten person is left, and the ledger verifies"
lead=$(sed -n 2p leads.csv | cut -d, -f1)
run forget l "$lead"
status 0
has out "1 lead erased"
for file in l l-wal; do
    [ ! -e "$file" ] || ! grep -qF "$lead" "$file" ||
        trouble "'$lead' is still in '$file'"
done
run verify l
status 0
day 2026-10-04
status 0
has err "1 rejected"
run forget l
refused "--from"

it "options of a ledger want one"
run score rules.yaml leads.csv -o other.csv --baseline
refused "--ledger"
absent other.csv

it "a shift of the verdicts trips the gate before anything is written"
head -1 leads.csv >one.csv
sed -n 3p leads.csv >>one.csv
run score rules.yaml one.csv -o one.scores --ledger l --max-shift 1% \
    --as-of 2026-10-05
status 1
has err "L008"
absent one.scores

it "what is no ledger is left alone"
echo "not a ledger, and long enough to be looked at as a file" >text
cp text kept
run score rules.yaml leads.csv -o other.csv --ledger text
status 6
same text kept
absent other.csv
run verify absent.ledger
status 5

finish
