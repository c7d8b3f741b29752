#!/bin/sh
# What keeping facts costs: a million leads scored into a new ledger, then a
# million dispositions recorded, each beside what sqlite3's .import takes for
# the same rows in one table that is indexed as the ledger's is. The four
# alternate RUNS (3) times; of each the median counts. Then what is derived, and
# queries.
# usage: ledger.sh FOLDER, with HANDOFF and GENERATE set by the Makefile; ROWS
# (default 1,000,000) and RUNS may be set.
set -eu
dir=$1
rows=${ROWS:-1000000} runs=${RUNS:-3}
rules=bench/reference.yaml agreement=bench/agreement.yaml
as_of=2026-11-01 now=2028-10-01
mkdir -p "$dir"
leads=$dir/leads-$rows.csv history=$dir/history-$rows.csv
ledger=$dir/kept.ledger
for tool in sqlite3 /usr/bin/time; do
    if ! command -v $tool >/dev/null 2>&1; then
        echo "ledger: skipped: no $tool here"
        exit 0
    fi
done
[ -s "$leads" ] || "$GENERATE" "$rows" --seed 1 >"$leads"

# ---- What is measured -------------------------------------------------------

# One row a lead over 23 months, in the order of time, in which the leads come
# at random.
tell_history() {
    awk -F, -v rows="$rows" 'NR > 1 { ids[NR - 2] = $1 }
    END {
        split("Accepted Working Connected Unqualified Nurture Qualified",
            status, " ")
        split("Too small|Just researching|Wrong role", reason, "|")
        split("asked to call again in spring|has a vendor and is content|" \
            "no budget before next year", comment, "|")
        print "lead,at,status,actor,team,reason,comment"
        for (i = 0; i < rows; i++) {
            said = i % 6 + 1
            minute = int(i * 23 * 28 * 1440 / rows)
            day = int(minute / 1440)
            month = 10 + int(day / 28)
            printf "%s,%d-%02d-%02dT%02d:%02d:%02dZ,%s,Rep %d,%s,%s,%s\n",
                ids[i * 611953 % rows], 2026 + int(month / 12),
                month % 12 + 1, day % 28 + 1, int(minute / 60) % 24,
                minute % 60, i % 60, status[said], i % 97,
                i % 2 ? "Enterprise" : "Velocity",
                said == 4 || said == 5 ? reason[i % 3 + 1] : "",
                i % 4 ? "" : comment[i % 7 % 3 + 1]
        }
    }' "$leads"
}

score() {
    "$HANDOFF" score $rules "$leads" --quiet -o "$dir/scores.csv" \
        --as-of "${1:-$as_of}" --ledger "$ledger"
}

record() {
    "$HANDOFF" record "$ledger" "$history" --as dispositions \
        --agreement $agreement >"$dir/told" 2>&1
}

log() {
    "$HANDOFF" log "$ledger" --as-of $now "$@" -o "$dir/log.txt"
}

# What the ledger keeps of them, as rows of one table.
export_rows() {
    sqlite3 "$ledger" <<END
.mode csv
.output $dir/decision.csv
SELECT decision.id, decision.batch, key, decision.ruleset, decision.as_of,
    verdict, means, score, axes, cell, margin, route, sla_due, completeness,
    fired, unknown, pivotal, text
FROM decision JOIN rationale ON rationale.id = decision.rationale
    JOIN identity ON identity.lead = decision.lead
    JOIN input ON input.decision = decision.id ORDER BY decision.id;
.output $dir/disposition.csv
SELECT disposition.id, batch, identity.key, at, actor, team, status, reason,
    priority, owner, line, text
FROM disposition JOIN identity ON identity.lead = disposition.lead
    LEFT JOIN remark ON fact = disposition.id AND kind = 'comment'
ORDER BY disposition.id;
END
}

import_decisions() {
    rm -f "$dir"/imported.db*
    sqlite3 "$dir/imported.db" <<END
CREATE TABLE decision (id INTEGER PRIMARY KEY, batch INTEGER, lead TEXT,
    ruleset INTEGER, as_of INTEGER, verdict TEXT, means TEXT, score INTEGER,
    axes TEXT, cell TEXT, margin INTEGER, route TEXT, sla_due INTEGER,
    completeness INTEGER, fired TEXT, unknown TEXT, pivotal TEXT, inputs TEXT);
CREATE INDEX decision_lead ON decision (lead, ruleset, as_of);
.mode csv
.import $dir/decision.csv decision
END
}

import_dispositions() {
    rm -f "$dir"/imported.db*
    sqlite3 "$dir/imported.db" <<END
CREATE TABLE disposition (id INTEGER PRIMARY KEY, batch INTEGER, lead TEXT,
    at INTEGER, actor TEXT, team TEXT, status TEXT, reason TEXT, priority TEXT,
    owner TEXT, line INTEGER, comment TEXT);
CREATE INDEX disposition_lead ON disposition (lead, at);
.mode csv
.import $dir/disposition.csv disposition
END
}

# ---- How it is measured -----------------------------------------------------

# Appends "seconds, seconds of user and system, KiB" to the list of the name.
# A step is a command of this script, called anew so that time can measure it.
measure() { # name, command...
    name=$1
    shift
    sync
    /usr/bin/time -o "$dir/time" -f '%e %U %S %M' sh "$0" "$dir" "$@"
    tail -1 "$dir/time" >>"$dir/times-$name"
}

# The median of a column of a list: 1 wall, 2 processor, 3 the most memory.
median() { # name, column
    awk -v column="$2" '{
        print column == 1 ? $1 : column == 2 ? $2 + $3 : $4
    }' "$dir/times-$1" | sort -n | awk -v column="$2" '{ all[NR] = $1 }
        END { print column == 3 ? all[NR] : all[int((NR + 1) / 2)] }'
}

tell() { # name, what
    printf '%-34s %7.2f s, %6.2f s of processors, %4d MiB   (%s)\n' "$2" \
        "$(median "$1" 1)" "$(median "$1" 2)" $(($(median "$1" 3) / 1024)) \
        "$(awk '{ print $1 }' "$dir/times-$1" | sort -n | paste -sd ' ')"
}

compare() { # ours, theirs, what
    awk -v what="$3" -v wall="$(median "$1" 1)" -v cpu="$(median "$1" 2)" \
        -v their_wall="$(median "$2" 1)" -v their_cpu="$(median "$2" 2)" '
    BEGIN {
        printf "%s: %.2f times the import (%.2f of processors)\n", what,
            wall / their_wall, cpu / their_cpu }'
}

shift
if [ $# -gt 0 ]; then
    "$@"
    exit
fi

# ---- The runs ---------------------------------------------------------------

[ -s "$history" ] || tell_history >"$history"
rm -f "$dir"/times-* "$ledger"*
echo "ledger: $rows decisions ($rules), then $rows dispositions; $runs runs"
score && record && export_rows
for run in $(seq "$runs"); do
    rm -f "$ledger"*
    measure score score
    measure import-decisions import_decisions
    measure record record
    measure import-dispositions import_dispositions
done
tell score "score --ledger"
tell import-decisions "sqlite3 .import of the decisions"
tell record "record"
tell import-dispositions "sqlite3 .import of dispositions"
compare score import-decisions "a decision"
compare record import-dispositions "a disposition"

lead=$(sed -n "$((rows / 2)){s/,.*//p;q}" "$history")
measure next score 2026-11-02
measure derive log --until $as_of
for run in $(seq "$runs"); do
    measure log-lead log --lead "$lead"
    measure log-criterion log --criterion R01 --since 2027-03-01 \
        --until 2027-03-08
    measure log-week log --since 2027-03-01 --until 2027-03-08
done
tell next "the next night, nothing new"
tell derive "the disagreements of all"
tell log-lead "log --lead"
tell log-criterion "log --criterion, of a week"
tell log-week "log, of a week: $(wc -l <"$dir/log.txt") lines"
