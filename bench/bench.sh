#!/bin/sh
# How fast leads are scored, beside counting their lines: medians of RUNS runs
# in turn on one machine, the export in the page cache, the scores to a file.
# usage: bench.sh FOLDER, with HANDOFF and GENERATE set by the Makefile;
# ROWS (default 1,000,000) and RUNS (5) may be set.
set -eu
dir=$1
rows=${ROWS:-1000000}
runs=${RUNS:-5}
rules=${RULES:-bench/reference.yaml}
mkdir -p "$dir"
leads=$dir/leads-$rows.csv
[ -s "$leads" ] || "$GENERATE" "$rows" --seed 1 >"$leads"
bytes=$(wc -c <"$leads")
cat "$leads" >/dev/null

# The wall time of a command in milliseconds.
timed() {
    begin=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    echo $(((end - begin) / 1000000))
}

measure() { # name, command...
    name=$1
    shift
    for run in $(seq "$runs"); do
        rm -f "$dir/scores.csv"
        timed "$@"
    done | sort -n | awk -v name="$name" -v bytes="$bytes" -v rows="$rows" \
        -v runs="$runs" '
        { at[NR] = $1 < 1 ? 1 : $1 }
        END {
            middle = at[int((runs + 1) / 2)]
            printf "%-28s %8.3f s (%.3f-%.3f) %8.0f MB/s %11.0f leads/s\n",
                name, middle / 1000, at[1] / 1000, at[runs] / 1000,
                bytes / middle / 1000, rows * 1000 / middle
        }'
}

grep -m1 'model name' /proc/cpuinfo | sed 's/.*: /machine: /' || true
echo "data: $rows made-up leads, 25 columns, $bytes bytes; rules: $rules"
echo "median (fastest-slowest) of $runs runs"
score() { "$HANDOFF" score $rules "$leads" --as-of 2026-11-01 --quiet -o "$dir/scores.csv" "$@"; }
measure "cat" cat "$leads"
measure "wc -l" wc -l "$leads"
for kernel in scalar sse2 avx2 avx512; do
    HANDOFF_KERNEL=$kernel score >/dev/null 2>&1 || continue
    export HANDOFF_KERNEL=$kernel
    measure "score, 1 thread, $kernel" score --threads 1
    unset HANDOFF_KERNEL
done
measure "score, 2 threads" score --threads 2
if [ -x /usr/bin/time ]; then
    /usr/bin/time -f "peak memory, 2 threads: %M KiB" \
        "$HANDOFF" score $rules "$leads" --as-of 2026-11-01 --quiet \
        -o "$dir/scores.csv" --threads 2 2>&1 | tail -1
fi
