#!/bin/sh
# Programs built in several ways (HANDOFF_ALL) give the same bytes, under odd
# locales and time zones too. Run from the project's root after building them.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
build/generate 20000 --seed 3 --broken >"$dir/leads.csv"
for program in $HANDOFF_ALL; do
    LC_ALL=tr_TR.UTF-8 TZ=Pacific/Apia "$program" score \
        rules/saas-salesforce.yaml "$dir/leads.csv" --as-of 2026-11-01 \
        --quiet -o "$dir/scores" --rejects "$dir/rejects" \
        --summary "$dir/summary"
    cat "$dir/scores" "$dir/rejects" "$dir/summary" | sha256sum >"$dir/sum"
    [ -f "$dir/first" ] || cp "$dir/sum" "$dir/first"
    cmp "$dir/sum" "$dir/first" || { echo "$program differs"; exit 1; }
done
echo "compilers: ok"
