#!/bin/sh
# verify: every decision of a run is scored again, and what was changed is
# named.
. "$(dirname "$0")/lib.sh"
generate=$(cd "$root" && cd "$(dirname "${BUILD:-build}/generate")" && pwd)/generate
"$generate" 3000 --seed 7 --unique >salesforce.csv
sed '1 {
    s/^Id,/Record ID,/; s/,Title,/,Job Title,/
    s/,NumberOfEmployees,/,Number of Employees,/; s/,AnnualRevenue,/,Annual Revenue,/
    s/,Website_Visits__c,/,Number of Sessions,/
}' salesforce.csv >hubspot.csv

# Every decision is scored again: as many as there are leads.
all_again() {
    has out "3000 of 3000 decisions, scored again, came out the same"
    lacks out "not scored again"
}

for name in salesforce hubspot; do
    it "every decision of a saas-$name run is scored again, as of its moment"
    run score "$root/rules/saas-$name.yaml" $name.csv -o scores.csv \
        --ledger $name --as-of 2026-11-01 --agreement \
        "$root/rules/agreements/$name.yaml"
    status 0
    run verify $name
    status 0
    has out "1 batches"
    all_again
    run score "$root/rules/saas-$name.yaml" $name.csv -o scores.csv \
        --ledger $name --as-of 2027-03-01
    status 0
    run verify $name
    status 0
    lacks out "not scored again"
done

it "what tests said of a person is kept, and no personal value"
email=$(awk -F, '$4 ~ /@/ { print $4; exit }' salesforce.csv)
for file in salesforce salesforce-wal; do
    [ ! -e $file ] || ! grep -qiF "$email" $file || trouble "'$email' in '$file'"
done

it "forgotten decisions are counted, and no other is left out"
lead=$(sed -n 2p salesforce.csv | cut -d, -f1)
run score "$root/rules/saas-salesforce.yaml" salesforce.csv -o scores.csv \
    --ledger few --as-of 2026-11-01
run forget few "$lead"
status 0
run verify few
status 0
has out "2999 of 3000 decisions, scored again, came out the same"
has out "1 not scored again: their leads were forgotten"

# changed TABLE CHANGE: the second of two runs is edited by force.
changed() {
    cp salesforce edited
    /usr/bin/python3 - "$1" "$2" <<'PYTHON'
import sqlite3, sys
table, change = sys.argv[1:]
ledger = sqlite3.connect("edited")
ledger.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
ledger.execute(f"UPDATE {table} SET {change}")
ledger.commit()
PYTHON
    run verify edited
    status 6
    has err "batch 2 does not fit"
    lacks out "came out the same"
}

it "a forced edit of a decision, a rationale or an input names its batch"
# Into the one file, so that it can be copied.
/usr/bin/python3 -c '
import sqlite3
sqlite3.connect("salesforce").execute("PRAGMA wal_checkpoint(TRUNCATE)")'
changed decision "as_of = as_of - 1 WHERE id = (SELECT max(id) FROM decision)"
changed rationale "fired = '' WHERE id = (SELECT max(id) FROM rationale)"
changed rationale "score = 99 WHERE id = (SELECT max(id) FROM rationale)"
changed input "text = replace(text, ':0', ':1') WHERE decision =
    (SELECT max(decision) FROM input WHERE instr(text, ':0'))"

finish
