#!/bin/sh
# Many at once: nine imports, three of the files twice, and readers beside them.
. "$(dirname "$0")/lib.sh"
write_rules
write_agreement
# Six groups of leads, a file of what Sales did with each.
awk 'BEGIN {
    print "Id,Email,Title,Employees,Source"
    for (group = 1; group <= 6; group++) {
        file = "history-" group ".csv"
        print "Lead,Status,At,By,Team,Reason,Comment" >file
        for (n = 1; n <= 150; n++) {
            print group "-" n ",,Head of IT,2000,Demo Request"
            print group "-" n ",Rejected,2026-10-01T09:00:00Z,Sam,enterprise,," >file
        }
    }
}' >leads.csv
run score rules.yaml leads.csv -o scores.csv --ledger l --as-of 2026-10-01 \
    --agreement agreement.yaml --quiet
status 0
cp l before

# each WAIT: the nine at once; `ended` has a line each, "STATUS FILE".
each() {
    rm -f l l-wal l-shm ended.*
    cp before l
    for one in 1-a 2-a 3-a 4-a 5-a 6-a 1-b 2-b 3-b; do
        {
            "$handoff" record l "history-${one%-*}.csv" --as dispositions \
                --agreement agreement.yaml --wait "$1" >out.$one 2>err.$one
            echo "$? $one" >ended.$one
        } &
    done
    read_along &
    wait
    cat ended.* >ended
}

# What readers see while it lasts: a group has all of its file, or none of it.
read_along() {
    : >seen
    while [ "$(cat ended.* 2>/dev/null | wc -l)" -lt 9 ]; do
        "$handoff" log l --code HS_REJECT --format csv --as-of 2026-10-09 \
            >rows 2>log.err
        echo "log $? $(tail -n +2 rows | cut -d- -f1 | sort | uniq -c |
            awk '$1 != 150' | wc -l)" >>seen
        "$handoff" status l --format json >batches 2>status.err
        echo "status $? $(awk '/"added"/ { added = $2 + 0 }
            /"known"/ { known = $2 + 0; if (added != 900 && added != 150 &&
            known != 150) print }' batches | wc -l)" >>seen
    done
}

# What is there in the end: six files once, one chain.
holds_all() {
    run verify l
    status 0
    run log l --code HS_REJECT --format csv --as-of 2026-10-09
    status 0
    lines out 901
    /usr/bin/python3 - >chain <<'END'
import sqlite3
base = sqlite3.connect("l")
print(base.execute("SELECT count(*) FROM batch AS b LEFT JOIN batch AS a ON a.id = b.id - 1"
                   " WHERE b.previous IS NOT a.hash").fetchone()[0] <= 1,
      base.execute("SELECT count(*) = count(DISTINCT hash) FROM batch").fetchone()[0])
END
    called="the chain"
    has chain "True 1"
}

it "nine at once end as done or as already known"
each 60s
called="nine at once"
grep -c '^0 ' ended >done
has done 9
known=$(grep -l ' 150 known already' err.* | wc -l)
[ "$known" = 3 ] || trouble "$known of them were already known"
holds_all

it "readers see whole batches meanwhile, and wait for nobody"
called="readers"
[ "$(wc -l <seen)" -ge 2 ] || trouble "nothing was read meanwhile"
grep -qvE '^(log|status) 0 0$' seen && trouble "$(grep -vE ' 0 0$' seen | head -3)"

it "those that will not wait are busy, say how long they waited, and lose nothing"
each 0ms
called="nine at once, without waiting"
grep -vE '^[06] ' ended >other
lines other 0
for one in $(sed -n 's/^6 //p' ended); do
    has "err.$one" "is busy"
    has "err.$one" "waited 0 ms"
    grep -q '[1-9][0-9]* facts\? added' "err.$one" && trouble "$one is busy and added facts"
done
run verify l
status 0
for n in 1 2 3 4 5 6; do
    run record l history-$n.csv --as dispositions --agreement agreement.yaml
    status 0
done
holds_all

it "a wait is kept, and stated"
/usr/bin/python3 - <<'END' &
import sqlite3, time, os
connection = sqlite3.connect("l", isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
open("locked", "w").close()
while not os.path.exists("go"):
    time.sleep(0.02)
END
while [ ! -e locked ]; do sleep 0.02; done
run record l history-1.csv --as dispositions --agreement agreement.yaml --wait 250ms
status 6
has err "waited 250 ms"
: >go
wait

finish
