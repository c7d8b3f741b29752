#!/bin/sh
# score --ledger and record, killed at a write or failed by the disk: all or
# nothing of a batch is there, the ledger verifies, and the same command again
# completes it.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads
write_agreement
write_history
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
dump() { /usr/bin/python3 "$root/tests/ledger/dump.py" l; }

# The batches that are there: what is in them, `verify` says.
batches() { "$handoff" status l --format json 2>/dev/null | grep -cE '"kind"'; }

# The commands, behind what traces them. `begin` puts their ledger in place.
score_on() {
    day=$1
    shift
    "$@" "$handoff" score rules.yaml leads.csv -o scores.csv --ledger l \
        --as-of "$day" --agreement agreement.yaml --quiet --threads 1 >out 2>err
}
begin_first() { rm -f l l-wal l-shm scores.csv; }
do_first() { score_on 2026-10-01 "$@"; }
begin_score() {
    begin_first
    cp scored l
}
do_score() { score_on 2026-10-02 "$@"; }
begin_record() { begin_score; }
do_record() {
    "$@" "$handoff" record l history.csv --as dispositions \
        --agreement agreement.yaml --quiet >out 2>err
}

# undisturbed COMMAND CALLS: $before and $after, how many batches there are,
# `whole`, what they say, and $count, the calls of the sort that were made.
undisturbed() {
    "begin_$1"
    before=$(batches)
    "do_$1" "$strace" -f -o trace -e "trace=$2" || trouble "$1: $(cat err)"
    count=$(grep -cE '^[0-9]+ +[a-z0-9]+\(' trace)
    after=$(batches)
    dump >whole
    [ "$count" -gt 5 ] || trouble "$1 makes only $count calls"
}

verifies() {
    moment=$called
    run verify l
    called="$moment, verify"
    # A file that was made and got no schema yet is no ledger.
    [ "$status" = 0 ] || { [ "$1" = loosely ] && grep -q L001 err; } || status 0
    called=$moment
}

# All of the batch is there or, when it may, nothing of it.
is_whole_or() {
    [ ! -s l ] || verifies loosely
    found=$(batches)
    [ "$found" = "$after" ] || { [ "$1" = none ] && [ "$found" = "$before" ]; } ||
        trouble "$called: $found batches"
}

# The same command again ends well, with what an undisturbed run leaves.
completes() {
    "do_$1"
    status=$?
    status 0
    verifies strictly
    found=$(batches)
    # The batch is there once, by the run that was disturbed or by this one; a
    # run that finds all as it left it is a batch, too.
    [ "$found" -le "$2" ] || trouble "$called: $found batches"
    dump >found
    same found whole
}

killed() {
    undisturbed "$1" $calls
    n=1
    while [ "$n" -le "$count" ]; do
        "begin_$1"
        "do_$1" "$strace" -f -o trace -e trace=$calls \
            -e inject=$calls:signal=SIGKILL:when=$n
        called="$1 killed at call $n of $count"
        is_whole_or none
        completes "$1" "$2"
        n=$((n + 1))
    done
}

# A disk that is full stays full; one that fails may fail once.
failed() {
    undisturbed "$1" pwrite64,fdatasync
    n=1
    while [ "$n" -le "$count" ]; do
        for failure in ENOSPC:when=$n+ EIO:when=$n; do
            "begin_$1"
            "do_$1" "$strace" -f -o trace -e trace=pwrite64,fdatasync \
                -e "inject=pwrite64,fdatasync:error=$failure"
            status=$?
            called="$1, $failure of $count"
            [ "$status" = 5 ] || [ "$status" = 0 ] || status 5
            # Right where only what comes after the commit failed.
            [ "$status" = 0 ] && is_whole_or all || is_whole_or none
            completes "$1" "$2"
        done
        n=$((n + 1))
    done
}

it "a first run killed at a write leaves all or nothing, and goes on"
killed first 2

it "a first run on a disk that is full or broken is status 5"
failed first 2

begin_first
do_first
mv l scored
cat >>leads.csv <<'END'
L-4,dan@example.com,Head of IT,2000,Demo Request
END
it "a run killed at any write leaves all or nothing, and goes on"
killed score 3

it "a run on a disk that is full or broken is status 5, and nothing is half-done"
failed score 3

it "a record killed at any write leaves all or nothing, and goes on"
killed record 3

it "a record on a disk that is full or broken is status 5, and nothing is half-done"
failed record 3

finish
