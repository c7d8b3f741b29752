#!/bin/sh
# What the command line says when it is called in a way that makes no sense,
# and its environment.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads
write_scores

it "without a command the help goes to standard error, status 2"
run
status 2
lines out 0
has err "usage: handoff"
has err "handoff score rules.yaml leads.csv"

it "the nearest command is suggested"
run scroe
refused "handoff score"
run frobnicate
refused "handoff -h"
run --frobnicate score
refused "the command comes before"

it "missing and surplus operands are named"
run score
refused "score needs RULES"
run score rules.yaml
refused "score needs LEADS"
run check
refused "check needs RULES"
run version please
refused "please"

it "the nearest option is suggested"
run score rules.yaml leads.csv --ouput x
refused "did you mean '--output'"
run score rules.yaml leads.csv --frobnicate
refused "handoff score -h"
run score rules.yaml leads.csv -x
refused "-x"
run score rules.yaml leads.csv -output x
refused "one dash too few"

it "an option of another command is told so"
run check rules.yaml --lead 1
refused "belongs to 'explain'"

it "options are never abbreviated"
run score rules.yaml leads.csv --out x
status 2
run score rules.yaml leads.csv --quie
refused "--quiet"

it "an option that takes one value is given once"
run score rules.yaml leads.csv -o a --output b
refused "given twice"
run score rules.yaml leads.csv --threads 1 --threads 1
refused "given twice"

it "values are checked and the way to write them is shown"
run score rules.yaml leads.csv --threads none
refused "from 1 to 1024"
run score rules.yaml leads.csv --threads 0
refused "from 1 to 1024"
run score rules.yaml leads.csv --threads " 4"
refused "from 1 to 1024"
run score rules.yaml leads.csv --format cvs
refused "did you mean 'csv'"
run score rules.yaml leads.csv --max-rejected 5
refused "1%"
run score rules.yaml leads.csv --max-rejected 101%
refused "1%"
run score rules.yaml leads.csv --max-cell 1X
refused "64K"
run score rules.yaml leads.csv --quiet=yes
refused "takes no value"
run score rules.yaml leads.csv --keep=
refused "--keep is empty"
run score rules.yaml leads.csv --keep
refused "needs a value"

it "a value may begin with a dash"
run score rules.yaml leads.csv --separator - --columns lead
[ "$status" = 4 ] || status 4

it "-- ends the options"
cp leads.csv ./--leads.csv
run score rules.yaml -- --leads.csv
status 0
same out expected.csv

it "options may stand before, between and behind operands"
run score --quiet rules.yaml --format csv leads.csv --threads 2
status 0
same out expected.csv
lines err 0

it "the environment sets options, and the command line goes first"
with HANDOFF_FORMAT=ndjson score rules.yaml leads.csv
status 0
has out '{"lead":"L-1"'
with HANDOFF_FORMAT=ndjson score rules.yaml leads.csv --format csv
same out expected.csv
with HANDOFF_QUIET=true score rules.yaml leads.csv
lines err 0
with HANDOFF_QUIET=false score rules.yaml leads.csv
has err mql
with HANDOFF_QUIET='' score rules.yaml leads.csv
has err mql
with HANDOFF_AS_OF=2026-10-01 score rules.yaml leads.csv
has err 2026-10-01
with HANDOFF_THREADS=many score rules.yaml leads.csv
refused "HANDOFF_THREADS"

it "standard output that is closed or full is status 5 in one line"
"$handoff" version >&- 2>err
status=$? called="handoff version >&-"
status 5
lines err 1
if [ -w /dev/full ]; then
    for command in version help "help score" "score -h" "help codes"; do
        "$handoff" $command >/dev/full 2>err
        status=$? called="handoff $command >/dev/full"
        status 5
        lines err 1
    done
fi
it "what was typed is shown without anything a terminal would obey"
escape=$(printf '\033')
for call in "${escape}[31m" "check --${escape}[31m" \
    "score rules.yaml leads.csv --as-of ${escape}[31m"; do
    run $call
    refused "<U+001B>[31m"
    lacks err "$escape"
done

finish
