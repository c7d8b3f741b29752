#!/bin/sh
# handoff explain: one lead, whole.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads

it "shows conditions with the value seen, points, verdict and route"
run explain rules.yaml leads.csv --lead L-1 --as-of 2026-10-01
status 0
has out L-1
has out mql
has out enterprise
has out demo-request
has out "Demo Request"
has out 1200
lines err 0

it "shows what is unknown of a lead that did not pass"
run explain rules.yaml leads.csv --lead L-3
status 0
has out nurture
has out unknown
has out 250

it "masks personal values unless they are asked for"
sed 's/title contains "student"/email contains "bob"/' rules.yaml >mail.yaml
run explain mail.yaml leads.csv --lead L-2
status 0
lacks out "bob@example.com"
run explain mail.yaml leads.csv --lead L-2 --show-values
has out "bob@example.com"

it "json is one document"
run explain rules.yaml leads.csv --lead L-2 --format json
status 0
has out '"disqualified"'
if command -v /usr/bin/python3 >/dev/null; then
    /usr/bin/python3 -m json.tool <out >/dev/null 2>&1 ||
        trouble "not JSON: $(head -3 out)"
fi

it "a lead that is not there is status 7 in one line"
run explain rules.yaml leads.csv --lead L-9
status 7
lines out 0
has err L-9

it "reads standard input"
run explain rules.yaml - --lead L-1 <leads.csv
status 0
has out mql

it "ends like the other commands"
run explain rules.yaml leads.csv
refused "--lead ID"
run explain rules.yaml leads.csv --lead
refused "--lead needs a value"
run explain rules.yaml none.csv --lead L-1
status 5
lines err 1

it "no colours when standard output is a file"
escape=$(printf '\033')
run explain rules.yaml leads.csv --lead L-1
lacks out "$escape"
run explain rules.yaml leads.csv --lead L-1 --color always
has out "$escape"
finish
