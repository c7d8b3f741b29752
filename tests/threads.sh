#!/bin/sh
# The parallel path under the thread sanitizer: several threads, small blocks
# through a pipe and a file, rejects among them, all with one answer.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$GENERATE" 20000 --broken >"$dir/leads.csv"
rules=rules/saas-salesforce.yaml
export TSAN_OPTIONS=halt_on_error=1
for threads in 1 4; do
    "$HANDOFF" score $rules "$dir/leads.csv" --as-of 2026-11-01 --quiet \
        --threads $threads -o "$dir/scores.$threads" \
        --rejects "$dir/rejects.$threads"
done
"$HANDOFF" score $rules - --as-of 2026-11-01 --quiet --threads 3 \
    <"$dir/leads.csv" >"$dir/scores.pipe"
cmp "$dir/scores.1" "$dir/scores.4"
cmp "$dir/scores.1" "$dir/scores.pipe"
cmp "$dir/rejects.1" "$dir/rejects.4"
echo "threads: ok"
