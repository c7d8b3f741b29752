#!/bin/sh
# Golden files: NAME.yaml with NAME.csv (or .ndjson) and beside them what is
# expected: NAME.scores, NAME.rejects, NAME.summary, NAME.explain (of the lead
# whose id stands in NAME.lead), NAME.findings (of `check`, where the rules or
# the export are wrong). Whichever exist are compared. --update writes anew
# those that exist.
set -u
cd "$(dirname "$0")/../.." || exit 5
case ${HANDOFF:=build/handoff} in /*) ;; *) HANDOFF=$PWD/$HANDOFF ;; esac
cd tests/cases || exit 5
update=no
[ "${1:-}" = --update ] && update=yes
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0

judge() { # found expected
    [ -f "$2" ] || return 0
    if [ $update = yes ]; then cp "$1" "$2"; fi
    if cmp -s "$1" "$2"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not ok $2"
        diff "$2" "$1" | head -20
    fi
}

for rules in *.yaml; do
    case $rules in *.test.yaml) continue ;; esac
    name=${rules%.yaml}
    leads=$name.csv
    [ -f "$name.ndjson" ] && leads=$name.ndjson
    rm -f "$dir"/*
    if [ -f "$name.findings" ]; then
        "$HANDOFF" check "$rules" >"$dir/findings" 2>&1
        judge "$dir/findings" "$name.findings"
    fi
    if [ -f "$name.scores" ]; then
        "$HANDOFF" score "$rules" "$leads" --as-of 2026-10-01 \
            -o "$dir/scores" --rejects "$dir/rejects" \
            --summary "$dir/summary" --quiet 2>"$dir/stderr" ||
            cat "$dir/stderr"
        for kind in scores rejects summary; do
            judge "$dir/$kind" "$name.$kind"
        done
    fi
    if [ -f "$name.explain" ]; then
        "$HANDOFF" explain "$rules" "$leads" --as-of 2026-10-01 \
            --lead "$(cat "$name.lead")" --show-values >"$dir/explain" 2>&1
        judge "$dir/explain" "$name.explain"
    fi
done
echo "cases: $passed passed, $failed failed"
[ $failed = 0 ]
