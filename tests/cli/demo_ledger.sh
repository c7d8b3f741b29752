#!/bin/sh
# The demo: it ends well and tells what the README quotes. Its story holds every
# code that there is, at a small size too, and one seed gives the same exports
# and the same cases.
. "$(dirname "$0")/lib.sh"

case ${BUILD:-build} in
/*) build=${BUILD:-build} ;;
*) build=$root/${BUILD:-build} ;;
esac

# demo FOLDER LEADS: all of it, with so many leads in 400 days, into FOLDER;
# `out` is what it tells.
demo() {
    called="demo.sh $1"
    (
        cd "$root" || exit 1
        HANDOFF=$handoff GENERATE=$build/generate ANSWER=$build/answer \
            LEADS=1000 WEEKLY=$2 SEED=1 sh bench/demo.sh "$work/$1"
    ) >out 2>&1
    status=$?
}

it "ends well, and has verified its ledger"
demo whole 24000
status 0
has out "head "
cp out told

it "asks for a mapping once, and goes on without"
grep -c 'error\[A022\]' told >count
has count 1

it "tells whose hand it was"
has told "  system: owner "

it "tells what the README quotes of it"
awk '/^## What Sales/ { on = 1 } /^## Your own/ { on = 0 } on' \
    "$root/README.md" |
    awk '/^```/ { inside = !inside; next } inside && $0 != "..."' >quoted
[ -s quoted ] || trouble "the README quotes nothing"
while IFS= read -r line; do
    [ -z "$line" ] || grep -qxF -e "$line" told || echo "$line"
done <quoted >missing
[ ! -s missing ] || trouble "not told: $(head -3 missing)"

demo one 6000
ledger=one/ledger/handoffs.ledger
run log $ledger --as-of 2026-11-04 --all --format csv
cp out cases.csv

it "lists every code that there is"
for code in $(sed -n 's/^HF_UNIT_CODE(\([A-Z_]*\),.*/\1/p' \
    "$root/engine/dispute/codes.def"); do
    has cases.csv ",$code,"
done

it "knows who was right, in every way in which one can be"
for resolution in both_right rule_wrong rule_vindicated sales_vindicated \
    unobservable both_missed open; do
    has cases.csv ",$resolution,"
done

# column NAME VALUE: how many cases have that value.
column() {
    awk -F, -v name="$1" -v value="$2" '
        NR == 1 { for (at = 1; at <= NF; at++) if ($at == name) column = at }
        NR > 1 && $column == value { count++ }
        END { print count + 0 }' cases.csv
}

it "has bulk closings, reversals, contradicted and missing reasons, cycles"
for flag in unexplained contradicted bulk reversed; do
    [ "$(column "$flag" 1)" -gt 0 ] || trouble "no case is $flag"
done
[ "$(column cycle 2)" -gt 0 ] || trouble "nothing was handed over again"
[ "$(column bulk 1)" -gt 5 ] || trouble "a bulk of $(column bulk 1)"

it "has two revisions"
awk -F, 'NR > 1 { print $NF }' cases.csv | sort -u >revisions
lines revisions 2

it "has leads of 'industry' that come to less than the others"
awk -F, 'NR > 1 && ($29 == "both_right" || $29 == "rule_wrong") && $13 != "" {
        is_one = $27 ~ /industry:/
        all[is_one]++
        good[is_one] += $29 == "both_right"
    } END { print (2 * good[1] * all[0] < good[0] * all[1]) }' cases.csv >less
has less 1

it "gives the same bytes for the same seed"
demo two 6000
status 0
for file in july/lead-history.csv october/tasks.csv october/closed-leads.csv \
    october/opportunities.csv october/reviews.csv scores-2026-08-03.csv; do
    same "one/ledger/$file" "two/ledger/$file"
done
run log two/ledger/handoffs.ledger --as-of 2026-11-04 --all --format csv
same out cases.csv

finish
