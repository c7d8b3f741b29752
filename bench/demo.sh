#!/bin/sh
# The main job end to end on made-up leads: an export, rules that are checked
# and tested, scores, a lead that passed and one that nearly did.
# usage: demo.sh FOLDER, with HANDOFF and GENERATE set by the Makefile.
set -eu
dir=$1
rules=rules/saas-salesforce.yaml
as_of=2026-11-01
mkdir -p "$dir"

title() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || title() { printf '\n%s\n' "$*"; }
run() { printf '$ handoff %s\n' "$*"; "$HANDOFF" "$@"; }

title "1. An export of 100,000 leads, as Salesforce writes it (made up, seed 1)"
"$GENERATE" 100000 --seed 1 >"$dir/leads.csv"
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

title "Yours next"
echo "The scores are in $dir/scores.csv. Change a number in rules/saas/policy.yaml"
echo "and run make demo again; then try your own export:"
echo "  $HANDOFF inspect $rules YOUR-EXPORT.csv"
