#!/bin/sh
# What a ledger promises: nothing twice, whatever the order; a mistake is mended
# without a trace in what is derived; rule sets do not touch each other.
. "$(dirname "$0")/lib.sh"
dump() { /usr/bin/python3 "$root/tests/ledger/dump.py" "$1"; }
write_rules
write_leads
write_agreement
write_history
score() {
    run score rules.yaml "${2:-leads.csv}" -o scores.csv --ledger "$1" \
        --agreement agreement.yaml --quiet --as-of "${3:-2026-10-01}"
    status 0
}
take() {
    ledger=$1 kind=$2
    shift 2
    run record "$ledger" "$@" --as "$kind" --agreement agreement.yaml
    status 0
}
units() {
    run log "$1" --all --format csv --as-of "${2:-2026-12-01}"
    status 0
}
# The lines of `status` about the time that each source covers.
sources() { run status "$1" --format json; sed -n '/"sources"/,$p' out; }

it "thirty nights of the same leads add no decision and no unit"
score l
units l
cp out first.csv
dump l >first
night=2
while [ $night -le 30 ]; do
    score l leads.csv "2026-10-$(printf %02d $night)"
    night=$((night + 1))
done
units l
same out first.csv
dump l >last
same last first
run verify l
status 0
has out "30 batches"

it "a lead that falls to hold while Sales works it makes no second unit"
printf 'Lead,Status,At,By,Team,Reason,Comment\nL-1,Working,2026-10-01T09:00:00Z,Sam,enterprise,,\n' >working.csv
sed 's/^L-1,.*/L-1,ann@example.com,VP Marketing,20,Web/' leads.csv >fallen.csv
score falls
take falls dispositions working.csv --covers 2026-10-01..2026-12-01
score falls fallen.csv 2026-10-03
has scores.csv "L-1,nurture"
units falls
grep -c '^L-1,' out >count
has count 1
has out "L-1,1,AGREE_PASS"

it "a mapping mistake, mended, changes the derived rows without an import"
cp agreement.yaml right.yaml
sed 's/accepted: \[Accepted\]/accepted: [Accepted, Rejected]/; s/rejected: \[Rejected\]/rejected: [Refused]/' \
    right.yaml >agreement.yaml
score mistaken
take mistaken dispositions history.csv --covers 2026-10-01..2026-12-01
units mistaken
has out "L-1,1,PENDING"
run verify mistaken --head
cp out head
run log mistaken --all --format csv --as-of 2026-12-01 --agreement right.yaml
cp out mended.csv
has mended.csv "L-1,1,HS_REJECT"
run verify mistaken --head
same out head
dump mistaken | grep -v '^agreement' >mended
cp right.yaml agreement.yaml
score never
take never dispositions history.csv --covers 2026-10-01..2026-12-01
units never
same out mended.csv
dump never | grep -v '^agreement' >never.lines
same mended never.lines
run verify mistaken
status 0

it "a withdrawn batch leaves the ledger as if it had not come"
{ sed 's/Rejected/Working/' history.csv; echo "L-2,Accepted,2026-10-04T10:00:00Z,Kim,inbound,,"; } \
    >wrong.csv
take never dispositions wrong.csv --covers 2026-10-01..2027-01-01
units never
has out "L-2,0,LS_PULL"
run status never --format json
batch=$(grep -c '"kind"' out)
run retract never "$batch" --because "another company's"
status 0
units never
same out mended.csv
dump never | grep -v '^agreement' >withdrawn.lines
same withdrawn.lines never.lines
sources never >sources.withdrawn
sources mistaken >sources.never
same sources.withdrawn sources.never
run verify never
status 0

it "a withdrawn run leaves the decisions as if it had not scored"
score runs
score runs leads.csv 2026-10-05
units runs
cp out without.csv
dump runs >without
score again
score again fallen.csv 2026-10-03
score again leads.csv 2026-10-05
units again
cmp -s out without.csv && trouble "the run in between changed nothing"
run retract again 2 --because "half an export"
status 0
units again
same out without.csv
run verify again
status 0

it "two rule sets over one export do not touch each other's units"
sed 's/ruleset: small/ruleset: strict/; s/fit >= 30/fit >= 50/' rules.yaml >strict.yaml
for ledger in one both; do
    score $ledger
    [ $ledger = one ] || {
        run score strict.yaml leads.csv -o strict.csv --ledger both --quiet \
            --as-of 2026-10-01
        status 0
    }
    take $ledger dispositions history.csv --covers 2026-10-01..2026-12-01
    score $ledger fallen.csv 2026-10-09
    run log $ledger --all --format csv --as-of 2026-12-01 --ruleset small
    status 0
    cp out $ledger.csv
done
same one.csv both.csv
lines one.csv 5
run log both --all --format csv --as-of 2026-12-01 --ruleset strict
lines out 4
dump one | grep '^disagreement: small' >one.lines
dump both | grep '^disagreement: small' >both.lines
same one.lines both.lines

# Exports that overlap, of every kind.
cat >later.csv <<'END'
Lead,Status,At,By,Team,Reason,Comment
L-3,Working,2026-10-02T09:00:00Z,Kim,inbound,,
L-1,Accepted,2026-10-02T09:00:00Z,Sam,enterprise,,
L-9,Working,2026-10-02T10:00:00Z,Kim,inbound,,
END
cat >deals.csv <<'END'
Lead,Stage,At,Deal
L-3,Proposal,2026-11-01,D-1
L-1,Won,2026-11-04,D-2
END
sed 1,2d deals.csv >rest
{ echo Lead,Stage,At,Deal; cat rest; echo L-8,Won,2026-11-05,D-3; } >deals-2.csv
cat >handed.csv <<'END'
Lead,At,To,By,Kind
L-3,2026-10-02T08:00:00Z,inbound,Mara,Forced
END
{ cat handed.csv; echo L-2,2026-10-03T08:00:00Z,inbound,Mara,Forced; } >handed-2.csv
cat >seen.csv <<'END'
lead,cycle,code,by,at,rule_right,response_right,note,action
L-1,1,HS_REJECT,Ann,2026-11-02,yes,no,they are large,
END
{ cat seen.csv; echo L-3,0,LS_PULL,Ann,2026-11-02,no,yes,asked twice,; } >seen-2.csv
cat >>agreement.yaml <<'END'
people: { list: [[Mara, '', marketing]] }
END
sed -i 's/kind: Kind }/kind: Kind }\n  kinds: { forced: [Forced] }/' agreement.yaml

it "files taken twice, or overlapping in either order, leave the same ledger"
for order in there back; do
    score $order
    for pair in dispositions:history:later outcomes:deals:deals-2 \
        handoffs:handed:handed-2 reviews:seen:seen-2; do
        IFS=: read -r kind a b <<END
$pair
END
        [ $order = there ] || { c=$a; a=$b; b=$c; }
        take $order "$kind" "$a.csv"
        take $order "$kind" "$b.csv"
        grep -q ' [1-9][0-9]* known already' err ||
            trouble "$called: nothing was known"
        take $order "$kind" "$a.csv"
        has err " 0 facts added"
    done
    units $order
    dump $order >$order.lines
done
same there.lines back.lines
[ "$(cut -d: -f1 there.lines | sort -u | wc -l)" -ge 11 ] ||
    trouble "some table is empty: $(cut -d: -f1 there.lines | sort -u | tr '\n' ' ')"

it "any order of import gives the same rows"
/usr/bin/python3 - >orders <<'END'
import random
files = [("dispositions", "history"), ("dispositions", "later"), ("outcomes", "deals"),
         ("outcomes", "deals-2"), ("handoffs", "handed"), ("handoffs", "handed-2"),
         ("reviews", "seen"), ("reviews", "seen-2"), ("dispositions", "history")]
chance = random.Random(3)
for _ in range(8):
    chance.shuffle(files)
    print(" ".join("%s:%s.csv" % pair for pair in files))
END
while read -r order; do
    rm -f any any-wal any-shm
    score any
    for one in $order; do
        take any "${one%%:*}" "${one##*:}"
        # Rows that are kept up to date on the way are the same, too.
        [ "${one%%:*}" = reviews ] || units any
    done
    units any
    dump any >any.lines
    called="imported in the order $order"
    same any.lines there.lines
done <orders

finish
