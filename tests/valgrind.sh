#!/bin/sh
# No leak and no bad access under valgrind: scoring, explaining, testing,
# checking, and rules that do not load. Run from the project's root.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
build/generate 600 --broken >"$dir/leads.csv"
printf 'handoff: 1\nruleset: x\n' >"$dir/broken.yaml"

watched() { # expected status, then the command
    expected=$1
    shift
    status=0
    valgrind --quiet --error-exitcode=99 --leak-check=full \
        --suppressions=tests/valgrind.supp \
        --errors-for-leak-kinds=definite,possible "$@" \
        >"$dir/out" 2>"$dir/err" || status=$?
    if [ $status != "$expected" ]; then
        tail -30 "$dir/err"
        echo "valgrind: status $status, not $expected: $*"
        exit 1
    fi
}

rules=rules/saas-salesforce.yaml
watched 0 build/handoff score $rules "$dir/leads.csv" --threads 2 \
    --as-of 2026-11-01 -o "$dir/scores" --rejects "$dir/rejects"
lead=$(awk -F, 'NR == 2 { print $1 }' "$dir/scores")
watched 0 build/handoff explain $rules "$dir/leads.csv" --lead "$lead" \
    --as-of 2026-11-01
watched 0 build/handoff inspect $rules "$dir/leads.csv"
watched 0 build/handoff test $rules
watched 0 build/handoff check $rules
watched 3 build/handoff check "$dir/broken.yaml"
echo "valgrind: ok"
