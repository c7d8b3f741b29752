#!/bin/sh
# Facts are not changed, what was changed by force is found, and what is to be
# forgotten is nowhere.
. "$(dirname "$0")/lib.sh"
tamper() { /usr/bin/python3 "$root/tests/ledger/tamper.py" "$@"; }
write_rules plain.yaml
awk '{ print } /^gates:/ { print "  - { id: rival, when: email ends with \"@rival.example\"," \
    " because: a competitor }" }' plain.yaml >rules.yaml
write_leads
write_agreement
cat >>agreement.yaml <<'END'
links: { columns: { lead: Id, contact: Contact } }
END
cat >history.csv <<'END'
Lead,Status,At,By,Team,Reason,Comment
L-1,Rejected,2026-10-01T09:00:00Z,Sam,enterprise,Too small,Ann Blythe said ten people
L-3,Working,2026-10-02T09:00:00Z,Kim,inbound,,
END
cat >links.csv <<'END'
Id,Contact
L-1,003-CONTACT-OF-ANN
L-3,003-OTHER
END
printf 'Lead,Stage,At,Deal\nL-3,Won,2026-11-01,D-1\n' >deals.csv
cat >reviews.csv <<'END'
lead,cycle,code,by,at,rule_right,response_right,note,action
L-1,1,HS_REJECT,Moe,2026-11-02,yes,no,Blythe Ltd has three offices,
END
score() {
    run score rules.yaml "$1" -o scores.csv --ledger l --quiet \
        --agreement agreement.yaml --as-of "$2"
    status 0
}
take() {
    run record l "$2" --as "$1" --agreement agreement.yaml
    status 0
}
# One batch of each kind: 1, 2 score; 3 dispositions; 4 links; 5 outcomes;
# 6 reviews; 7 known again; 8 withdrawal.
score leads.csv 2026-10-01
score leads.csv 2026-10-02
take dispositions history.csv
take dispositions links.csv
take outcomes deals.csv
take reviews reviews.csv
score leads.csv 2026-10-03
run retract l 7 --because "a test"
run log l --all --as-of 2026-12-01
status 0

it "an edit by force is found in the first batch that does not fit"
for table in batch revision criterion agreement lead rationale decision \
    handoff disposition outcome review link sighting withdrawal; do
    cp l edited
    rm -f edited-wal edited-shm
    tamper edit edited $table >batch
    run verify edited
    called="an edit of $table in batch $(cat batch)"
    status 6
    has err "batch $(cat batch) "
done

it "what was cut off at the end is found by a head that was kept elsewhere"
run verify l --head
cp out head
cp l cut
tamper cut cut
run verify cut
status 0
run verify cut --against "$(cat head)"
status 6
run verify l --against "$(cat head)"
status 0

it "a file that was written anew from the start is found by a kept head, too"
run score rules.yaml leads.csv -o scores.csv --ledger anew --as-of 2026-10-01 --quiet
for n in 2 3 4 5 6 7 8; do
    run score rules.yaml leads.csv -o scores.csv --ledger anew --as-of 2026-10-01 --quiet
done
run verify anew
status 0
run verify anew --against "$(cat head)"
status 6

# Everything that tells of the person, wherever it came from.
printf '%s\n' L-1 ann@example.com 'VP Marketing' 'Ann Blythe' 'ten people' \
    003-CONTACT-OF-ANN 'three offices' >words
remains() {
    for file in l l-wal l-shm l-journal; do
        [ -e $file ] || continue
        while read -r word; do
            grep -aqF -e "$word" $file && trouble "$called: '$word' is in '$file'"
        done <words
    done
}

it "all of that is in the ledger before"
while read -r word; do
    [ "$word" = ann@example.com ] || grep -aqF -e "$word" l l-wal 2>/dev/null ||
        trouble "'$word' was never there"
done <words
grep -aqF ann@example.com l && trouble "a personal field is there in the clear"

it "a reader keeps nothing of a person from being erased, or is told of"
cp l kept
/usr/bin/python3 - <<'END' &
import sqlite3, time, os
connection = sqlite3.connect("l", isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM batch").fetchone()
open("reading", "w").close()
while not os.path.exists("go"):
    time.sleep(0.02)
connection.execute("COMMIT")
open("idle", "w").close()
while not os.path.exists("gone"):
    time.sleep(0.02)
END
while [ ! -e reading ]; do sleep 0.02; done
run forget l L-1 ann@example.com --wait 100ms
status 6
has err "what was erased is still in the file until the same command is run again"
: >go
while [ ! -e idle ]; do sleep 0.02; done
# The reader is still there, and with it the WAL.
run forget l L-1 ann@example.com
status 0
exists l-wal
remains
: >gone
wait

it "nothing of a forgotten person is left, and the ledger verifies"
remains
run verify l
status 0
run log l --all --as-of 2026-12-01
status 0
lacks out L-1
remains

it "a person is forgotten by e-mail alone"
rm -f l l-wal l-shm
cp kept l
run forget l ann@example.com
status 0
has out "1 lead erased"
remains
run verify l
status 0

it "no old export brings the person back"
score leads.csv 2026-10-09
take dispositions history.csv
has err "forgotten"
remains
run verify l
status 0

it "facts can be neither changed nor deleted nor replaced"
tamper refuse l >refused
called="tamper"
lines refused 0
[ ! -s refused ] || trouble "$(cat refused)"
run verify l
status 0

finish
