#!/bin/sh
# handoff score: what it writes, where, and how it ends.
. "$(dirname "$0")/lib.sh"
write_rules
write_leads
write_scores

it "scores go to standard output, the summary to standard error"
run score rules.yaml leads.csv
status 0
same out expected.csv
has err mql
lacks out "2 of 3"

it "-o writes the file whole and leaves nothing beside it"
mkdir result
run score rules.yaml leads.csv -o result/scores.csv
status 0
lines out 0
same result/scores.csv expected.csv
[ "$(ls -A result)" = scores.csv ] || trouble "$(ls -A result)"

it "-o FILE, -oFILE, --output FILE and --output=FILE are one option"
for way in "-o s1" -os2 "--output s3" --output=s4; do
    run score rules.yaml leads.csv $way
    status 0
done
for at in 1 2 3 4; do same "s$at" expected.csv; done

it "a failed run leaves an older result as it was"
echo older >kept.csv
printf 'Id,Other\n1,2\n' >other.csv
run score rules.yaml other.csv -o kept.csv
status 4
[ "$(cat kept.csv)" = older ] || trouble "kept.csv was overwritten"

it "standard input is '-'"
run score rules.yaml - <leads.csv
status 0
same out expected.csv

it "several files are one run with one header"
run score rules.yaml leads.csv leads.csv
status 0
lines out 7
it "standard input can be given once"
run score rules.yaml - -
refused "standard input"

it "tsv, ndjson and csv-raw are other ways to write the same"
run score rules.yaml leads.csv --format tsv
status 0
tr ',' '\t' <expected.csv >expected.tsv
same out expected.tsv
run score rules.yaml leads.csv --format csv-raw
same out expected.csv
run score rules.yaml leads.csv --format ndjson
status 0
lines out 3
has out '{"lead":"L-1","verdict":"mql","means":"pass","score":50,"fit":50,"cell":"A","route":"enterprise","completeness":100,"fired":["size.1:30","demo-request:25"],"unknown":[],"shadow":[]}'

it "--columns chooses and renames"
run score rules.yaml leads.csv --columns Id=lead,Score__c=score,verdict
status 0
head -2 out >top
printf 'Id,Score__c,verdict\nL-1,50,mql\n' >wanted
same top wanted
run score rules.yaml leads.csv --columns Id=leed
status 2
has err "leed"
has err "lead"

it "--keep carries columns of the export behind ours"
run score rules.yaml leads.csv --columns lead --keep Employees,Title
status 0
head -2 out >top
printf 'lead,Employees,Title\nL-1,"1,200",VP Marketing\n' >wanted
same top wanted
run score rules.yaml leads.csv --keep all
has out "Id,Email,Title,Employees,Source"
run score rules.yaml leads.csv --keep Titel
status 4
has err "Titel"
has err "Title"

it "--only writes the leads of one verdict"
run score rules.yaml leads.csv --only mql
status 0
lines out 2
has out L-1
run score rules.yaml leads.csv --only mqll
status 2
has err "mql"

it "texts that a spreadsheet would run are guarded, but not in csv-raw"
printf 'Id,Email,Title,Employees,Source\n=1+1,,,,\n-5,,,,\n' >formula.csv
run score rules.yaml formula.csv --columns lead
status 0
has out "'=1+1"
has out "-5"
lacks out "'-5"
run score rules.yaml formula.csv --columns lead --format csv-raw
lacks out "'"

it "a record that cannot be read is rejected, counted and listed with its line"
{
    cat leads.csv
    echo 'L-4,short'
    echo ',no id,x,1,y'
} >broken.csv
run score rules.yaml broken.csv --rejects rejects.csv --footer none
status 0
same out expected.csv
has rejects.csv "line,reason"
has rejects.csv "5,short record: 2 of 5 cells"
has rejects.csv "6,missing id"
lacks rejects.csv "L-4"
has err "2"

it "--strict ends with status 4 and writes nothing"
run score rules.yaml broken.csv --strict --footer none -o strict.csv
status 4
absent strict.csv
sed 's/250/many/' leads.csv >unparsed.csv
run score rules.yaml unparsed.csv --strict
status 4
has err employees

it "--max-rejected and --max-unparsed are gates: status 1, nothing written"
run score rules.yaml broken.csv --footer none --max-rejected 1% -o gated.csv
status 1
absent gated.csv
run score rules.yaml broken.csv --footer none --max-rejected 40% -o gated.csv
status 0
exists gated.csv
run score rules.yaml unparsed.csv --max-unparsed 2%
status 1
lines out 0
run score rules.yaml unparsed.csv --max-unparsed 50%
status 0

it "--dry-run scores, sums up and writes nothing"
run score rules.yaml leads.csv --dry-run -o dry.csv --summary dry.json
status 0
lines out 0
absent dry.csv
absent dry.json
has err mql

it "--summary writes the figures as JSON, twice the same"
run score rules.yaml leads.csv --as-of 2026-10-01 -o a.csv --summary a.json
status 0
run score rules.yaml leads.csv --as-of 2026-10-01 -o b.csv --summary b.json
same a.json b.json
has a.json '"mql"'
has a.json 2026-10-01

it "--as-of is shown, and now is the default"
run score rules.yaml leads.csv --as-of 2026-10-01
has err 2026-10-01
run score rules.yaml leads.csv
has err "$(date -u +%Y)"
run score rules.yaml leads.csv --as-of tomorrow
refused "2026-01-31"

it "the summary tells the git commit of the rules, and a dirty mark"
run score rules.yaml leads.csv
lacks err "git commit"
if command -v git >/dev/null 2>&1; then
    git init -q tree
    cp rules.yaml tree/
    git -C tree add rules.yaml
    git -C tree -c user.name=Ann -c user.email=ann@example.com \
        -c commit.gpgsign=false commit -qm rules
    run score tree/rules.yaml leads.csv
    grep -qE 'git commit [0-9a-f]{12}$' err || trouble "$(cat err)"
    echo '# changed' >>tree/rules.yaml
    run score tree/rules.yaml leads.csv
    grep -qE 'git commit [0-9a-f]{12}, dirty$' err || trouble "$(cat err)"
fi

it "--quiet prints nothing when all is well"
run score rules.yaml leads.csv --quiet -o quiet.csv
status 0
lines err 0
run score rules.yaml none.csv --quiet
status 5
lines err 1

it "--separator takes a character or its name"
tr ',' '^' <leads.csv | sed 's/"1^200"/1200/' >caret.csv
run score rules.yaml caret.csv --separator '^'
status 0
same out expected.csv
sed 's/"1,200"/1200/' leads.csv | tr ',' '\t' >tabs.tsv
for name in tab '\t' "$(printf '\t')"; do
    run score rules.yaml tabs.tsv --separator "$name"
    status 0
    same out expected.csv
done
run score rules.yaml leads.csv --separator commas
refused "comma, tab, semicolon"

it "--encoding is taken at its word"
run score rules.yaml leads.csv --encoding windows-1252
status 0
same out expected.csv
run score rules.yaml leads.csv --encoding latin
refused "windows-1252"

it "--footer drops lines at the end"
{
    cat leads.csv
    echo "Grand total,,,,"
} >footer.csv
run score rules.yaml footer.csv --footer 1
status 0
same out expected.csv
{
    cat leads.csv
    echo
    echo "Confidential Information"
    echo "Generated by: Ann"
} >footer.csv
run score rules.yaml footer.csv
status 0
same out expected.csv
run score rules.yaml footer.csv --footer some
refused "auto, none"

it "--max-columns and --max-cell refuse what cannot be an export"
run score rules.yaml leads.csv --max-columns 4
status 4
run score rules.yaml leads.csv --max-cell 8
status 4
run score rules.yaml leads.csv --max-cell 1K
status 0

it "--threads changes nothing but the time"
for threads in 1 2 8; do
    run score rules.yaml leads.csv --threads "$threads"
    same out expected.csv
done

it "--stream gives a line for each line, without headers"
printf 'L-1,ann@example.com,VP,1200,Demo Request\nL-2,,,,\n' >stream.csv
run score rules.yaml - --stream <stream.csv
status 0
lines out 2
lines err 0
has out "L-1,mql,pass,50"

it "a header alone is status 7, and with --allow-empty a header"
head -1 leads.csv >header.csv
run score rules.yaml header.csv -o empty.csv
status 7
lines err 1
has err "--allow-empty"
run score rules.yaml header.csv --allow-empty -o empty.csv
status 0
head -1 expected.csv >wanted
same empty.csv wanted

it "a rule set without gates and criteria is status 7"
sed '/^gates:/,/^verdicts:/{/^verdicts:/!d;}; /gated/d; /fit/d' \
    rules.yaml >bare.yaml
run score bare.yaml leads.csv
status 7
lines err 1
run score bare.yaml leads.csv --allow-empty
status 0

it "rules of comments alone are status 3"
echo '# nothing yet' >comments.yaml
run score comments.yaml leads.csv
status 3
has err comments.yaml

it "invalid rules are status 3 with the place and the nearest name"
sed 's/employees >= 200/employes >= 200/' rules.yaml >typo.yaml
run score typo.yaml leads.csv -o typo.csv
status 3
absent typo.csv
has err "typo.yaml:25:"
has err "^^^^^^^^"
has err "'employees'"

it "an export that cannot be understood is status 4 with the nearest header"
sed '1s/Employees/Employes/' leads.csv >renamed.csv
run score rules.yaml renamed.csv
status 4
has err employees
has err Employes
: >nothing.csv
run score rules.yaml nothing.csv
[ "$status" = 4 ] || [ "$status" = 7 ] || status 4

it "files that are not there, or folders, are status 5 in one line"
mkdir folder
for call in "rules.yaml none.csv" "rules.yaml folder" "none.yaml leads.csv" \
    "folder leads.csv" "rules.yaml leads.csv -o folder" \
    "rules.yaml leads.csv -o none/scores.csv"; do
    run score $call --quiet
    status 5
    lines err 1
    lines out 0
done

it "what is not there is told in the same words, rules or leads"
run score none.yaml leads.csv
has err "cannot open 'none.yaml': no such file"
run score rules.yaml none.csv
has err "cannot open 'none.csv': no such file"

it "a full disk is status 5 in one line, and no result"
if [ -w /dev/full ]; then
    "$handoff" score rules.yaml leads.csv --quiet >/dev/full 2>err
    status=$?
    status 5
    lines err 1
    run score rules.yaml leads.csv --quiet -o /dev/full
    status 5
    lines err 1
fi

it "a summary that cannot be written leaves no scores behind"
if [ -w /dev/full ]; then
    run score rules.yaml leads.csv --quiet -o whole.csv --summary /dev/full
    status 5
    lines err 1
    absent whole.csv
fi

it "outputs never write over what is read or over one another"
run score rules.yaml leads.csv -o leads.csv
status 2
write_leads wanted
same leads.csv wanted
run score rules.yaml leads.csv -o rules.yaml
refused rules.yaml
run score rules.yaml leads.csv --summary leads.csv
refused leads.csv
run score rules.yaml leads.csv --summary -
refused "--summary"
run score rules.yaml leads.csv -o one.csv --rejects one.csv
status 2

it "no colours and no bar when standard error is a file"
awk 'BEGIN {
    print "Id,Email,Title,Employees,Source"
    for (n = 0; n < 200000; n++) print n ",a@example.com,VP," n ",Web"
}' >many.csv
escape=$(printf '\033')
run score rules.yaml many.csv -o many.out
status 0
lacks err "$escape"
run score rules.yaml many.csv -o many.out --color always
has err "$escape"
with NO_COLOR=1 score rules.yaml many.csv -o many.out
lacks err "$escape"

it "a reader that goes away ends it quietly"
"$handoff" score rules.yaml many.csv --quiet 2>err | head -1 >out
lines out 1
lines err 0

it "an interrupted run is status 130 and leaves nothing behind"
mkdir interrupted
mkfifo pipe
exec 3<>pipe # the pipe stays open, so that the run waits for more leads
head -500 many.csv >&3
"$handoff" score rules.yaml pipe -o interrupted/s.csv --rejects \
    interrupted/r.csv 3>&- >out 2>err &
runner=$!
sleep 1
kill -TERM "$runner"
wait "$runner"
status=$? called="handoff score, interrupted"
status 130
[ -z "$(ls -A interrupted)" ] || trouble "left: $(ls -A interrupted)"
lines err 1

it "a bar shows on a terminal and is erased at the end"
if command -v script >/dev/null 2>&1; then
    # A pause in the leads makes the run last longer than one without a bar.
    leads="{ cat many.csv; sleep 0.6; tail -n +2 many.csv; }"
    TERM=xterm script -qc "$leads | $handoff score rules.yaml - \
        --threads 1 -o bar.out" typescript >/dev/null 2>&1
    called="handoff score, on a terminal"
    has typescript "${escape}[K"
    has typescript " rows/s"
    TERM=xterm script -qc "$leads | $handoff score rules.yaml - \
        --no-progress --color never -o bar.out" typescript >/dev/null 2>&1
    lacks typescript "$escape"
fi
finish
