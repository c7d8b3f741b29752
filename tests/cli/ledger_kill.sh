#!/bin/sh
# score --ledger, killed at a write or failed by the disk: all or nothing of a
# batch is there, the ledger verifies, and the same command again completes it.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads
strace=$(command -v strace || true)
if [ -n "$strace" ]; then
    "$strace" -o trace -e trace=none true 2>/dev/null || strace=''
fi
if grep -q fsanitize "$(dirname "$handoff")/flags" 2>/dev/null; then
    echo "1..0 # skipped: a sanitizer and strace cannot both trace"
    exit 0
fi
if [ -z "$strace" ]; then
    echo "1..0 # skipped: strace is not here or may not trace"
    exit 0
fi
calls=pwrite64,write,fdatasync,fsync,ftruncate,rename,unlink

# What the ledger says, without what differs from one run to the next.
facts() {
    "$handoff" status "$1" --format json | grep -E '"(kind|read|added|known)"'
}

score() {
    "$@" "$handoff" score rules.yaml leads.csv -o scores.csv --ledger l \
        --as-of 2026-10-01 --quiet --threads 1 >out 2>err
}

# How often a run makes one of the calls.
rm -f l l-wal l-shm
"$strace" -f -o trace -e trace=$calls "$handoff" score rules.yaml leads.csv \
    -o scores.csv --ledger l --as-of 2026-10-01 --quiet --threads 1
writes=$(grep -cE '(pwrite64|write|fdatasync|fsync|ftruncate|rename|unlink)\(' trace)
facts l >whole
[ "$writes" -gt 10 ] || trouble "only $writes calls"

it "killed at any write, the ledger holds all or nothing and goes on"
n=1
while [ "$n" -le "$writes" ]; do
    rm -f l l-wal l-shm scores.csv
    score "$strace" -f -o trace -e trace=$calls \
        -e inject=$calls:signal=SIGKILL:when=$n
    called="killed at call $n of $writes"
    if [ -s l ]; then
        run verify l
        # A file that was made and got no schema yet is no ledger.
        [ "$status" = 0 ] || has err L001
    fi
    score
    status=$?
    status 0
    run verify l
    status 0
    facts l | tail -4 >again
    # The batch is there once, by the killed run or by this one.
    batches=$("$handoff" status l --format json | grep -c '"kind"')
    [ "$batches" -le 2 ] || trouble "$called: $batches batches"
    n=$((n + 1))
done

it "a disk that is full or broken is status 5, and nothing is half-done"
n=1
while [ "$n" -le "$writes" ]; do
    for error in ENOSPC EIO; do
        rm -f l l-wal l-shm scores.csv
        score "$strace" -f -o trace -e trace=pwrite64,fdatasync \
            -e inject=pwrite64,fdatasync:error=$error:when=$n+
        status=$?
        called="$error from call $n on"
        [ "$status" = 5 ] || [ "$status" = 0 ] || {
            trouble "$called: status $status"
            trouble "$(head -3 err)"
        }
        # Status 0 is right where only what comes after the commit failed.
        had=$status
        score
        status=$?
        status 0
        run verify l
        status 0
        if [ "$had" = 0 ]; then
            "$handoff" status l --format json >all
            grep -q '"added": 3' all || trouble "$called: rows were lost"
        fi
    done
    n=$((n + 3))
done

finish
