#!/bin/sh
# What keeping a run costs: a million leads scored into a new ledger, beside
# what sqlite3 takes to import the same decisions into one indexed table; then
# the same run again, which adds nothing.
# usage: ledger.sh FOLDER, with HANDOFF and GENERATE set by the Makefile; ROWS
# (default 1,000,000) may be set.
set -eu
dir=$1
rows=${ROWS:-1000000}
rules=${RULES:-bench/reference.yaml}
mkdir -p "$dir"
leads=$dir/leads-$rows.csv
[ -s "$leads" ] || "$GENERATE" "$rows" --seed 1 >"$leads"
if ! command -v sqlite3 >/dev/null 2>&1; then
    echo "ledger: skipped: no sqlite3 here to compare with"
    exit 0
fi
cat "$leads" >/dev/null

# Milliseconds of a command, and its peak memory where it can be told.
timed() { # name, command...
    name=$1
    shift
    begin=$(date +%s%N)
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -o "$dir/peak" -f '%M' "$@"
    else
        echo '-' >"$dir/peak"
        "$@"
    fi
    end=$(date +%s%N)
    took=$(((end - begin) / 1000000))
    printf '%-36s %8d ms, peak %s KiB\n' "$name" "$took" "$(tail -1 "$dir/peak")"
}


import() {
    sqlite3 "$dir/imported.db" <<END
CREATE TABLE decision (id INTEGER, ruleset TEXT, lead TEXT, as_of INTEGER,
    verdict TEXT, means TEXT, score INTEGER, axes TEXT, cell TEXT,
    margin INTEGER, route TEXT, sla_due INTEGER, completeness INTEGER,
    fired TEXT, unknown TEXT, pivotal TEXT, inputs TEXT,
    PRIMARY KEY (lead, ruleset, as_of));
.mode csv
.import $dir/decisions.csv decision
END
}

rm -f "$dir"/kept.ledger* "$dir"/imported.db
echo "ledger: $rows decisions, rules: $rules"
timed "score" "$HANDOFF" score $rules "$leads" --quiet -o "$dir/scores.csv" \
    --as-of 2026-11-01
plain=$took
timed "score --ledger" "$HANDOFF" score $rules "$leads" --quiet \
    -o "$dir/scores.csv" --as-of 2026-11-01 --ledger "$dir/kept.ledger"
kept=$took
timed "the next night, nothing new" "$HANDOFF" score $rules "$leads" --quiet \
    -o "$dir/scores.csv" --as-of 2026-11-02 --ledger "$dir/kept.ledger"
sqlite3 "$dir/kept.ledger" >"$dir/decisions.csv" <<END
.mode csv
SELECT decisions.id, ruleset, lead, as_of, verdict, means, score, axes, cell,
    margin, route, sla_due, completeness, fired, unknown, pivotal, input.text
FROM decisions JOIN input ON input.decision = decisions.id;
END
begin=$(date +%s%N)
import
end=$(date +%s%N)
imported=$(((end - begin) / 1000000))
printf '%-36s %8d ms\n' "sqlite3 .import of the same rows" "$imported"
awk -v kept="$kept" -v plain="$plain" -v imported="$imported" 'BEGIN {
    printf "keeping takes %.2f times the import (%.2f with the scoring)\n",
        (kept - plain) / imported, kept / imported }'
