#!/bin/sh
# handoff inspect: how an export is read.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads

it "shows which column serves which field, and what none does"
sed '1s/$/,Notes/; 2,$s/$/,x/' leads.csv >notes.csv
run inspect rules.yaml notes.csv
status 0
has out employees
has out Employees
has out Notes
lines err 0

it "shows values that do not parse with line and example"
sed 's/250/many/' leads.csv >unparsed.csv
run inspect rules.yaml unparsed.csv
status 0
has out many
has out 4

it "masks personal values unless they are asked for"
sed 's/bob@example.com/bob at home/' leads.csv >personal.csv
run inspect rules.yaml personal.csv
status 0
lacks out "bob at home"
run inspect rules.yaml personal.csv --show-values
has out "bob at home"

it "json is one document"
run inspect rules.yaml leads.csv --format json
status 0
has out '"employees"'
if command -v /usr/bin/python3 >/dev/null; then
    /usr/bin/python3 -m json.tool <out >/dev/null 2>&1 ||
        trouble "not JSON: $(head -3 out)"
fi

it "--records prints typed records"
run inspect rules.yaml leads.csv --records
status 0
lines out 3
has out '"lead_id":"L-1"'
has out '"employees":1200'
run inspect rules.yaml leads.csv --records --format json
refused "--records"

it "reads standard input and tells the dialect"
tr ',' ';' <leads.csv | sed 's/"1;200"/1200/' >semicolons.csv
run inspect rules.yaml - <semicolons.csv
status 0
has out ";"

it "ends like the other commands"
run inspect rules.yaml
refused "inspect needs LEADS"
run inspect rules.yaml leads.csv leads.csv
refused "does not know what to do"
run inspect rules.yaml none.csv
status 5
lines err 1
echo '# nothing' >comments.yaml
run inspect comments.yaml leads.csv
status 3
sed '1s/Employees/Employes/' leads.csv >renamed.csv
run inspect rules.yaml renamed.csv
status 4
has err Employes
finish
