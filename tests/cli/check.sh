#!/bin/sh
# handoff check: findings as text and for programs, levels, statuses.
. "$(dirname "$0")/lib.sh"
write_rules
write_tests

it "a rule set that is well is one line and status 0"
run check rules.yaml
status 0
lines out 1
has out "rules.yaml: ok, 2 criteria, 1 gate, revision "
lines err 0

it "the revision is 12 hex digits and stays with comments and layout"
cut -d' ' -f8 out >first
grep -qE '^[0-9a-f]{12}$' first || trouble "$(cat first)"
{
    echo '# a comment'
    cat rules.yaml
} >other.yaml
run check other.yaml
cut -d' ' -f8 out >second
same first second
sed 's/points: 25/points: 24/' rules.yaml >other.yaml
run check other.yaml
cut -d' ' -f8 out >second
cmp -s first second && trouble "a change of points is another revision"

it "a finding has its place, its line, an underline and the fix"
sed 's/employees >= 200/employes >= 200/' rules.yaml >typo.yaml
run check typo.yaml
status 3
has out "typo.yaml:25:"
has out "error[R"
has out "^^^^^^^^"
has out "'employees'"
has out "typo.yaml: does not load, 1 error"

it "all mistakes come in one go"
sed 's/employees >= 200/employes >= 200/; s/title contains/titel contains/
    s/^routes:/route:/; s/points: 25/points: many/' rules.yaml >typos.yaml
run check typos.yaml
status 3
has out "'employees'"
has out "'title'"
has out "'routes'"
has out "many"

it "several files each get a line; the worst status counts"
run check rules.yaml typo.yaml none.yaml
status 5
has out "rules.yaml: ok"
has out "typo.yaml: does not load"
has err "none.yaml"
run check rules.yaml typo.yaml
status 3

it "test files are checked too"
run check rules.yaml rules.test.yaml
status 0
has out "rules.test.yaml: ok"
sed 's/lead_id: 2/lead_idd: 2/' rules.test.yaml >wrong.test.yaml
cp rules.yaml wrong.yaml
run check wrong.test.yaml
status 3
has out "lead_idd"
has out "wrong.test.yaml: does not load"

it "json is one document of all files"
run check rules.yaml typo.yaml --format json
status 3
if command -v /usr/bin/python3 >/dev/null; then
    /usr/bin/python3 -m json.tool <out >/dev/null 2>&1 ||
        trouble "not JSON: $(head -3 out)"
fi
has out typo.yaml
lacks out "rules.yaml: ok"

it "sarif is one document of version 2.1.0"
run check rules.yaml typo.yaml --format sarif
status 3
has out '"2.1.0"'
if command -v /usr/bin/python3 >/dev/null; then
    /usr/bin/python3 -m json.tool <out >/dev/null 2>&1 ||
        trouble "not JSON: $(head -3 out)"
fi

it "github is a command a finding"
run check rules.yaml typo.yaml --format github
status 3
has out "::error file=typo.yaml,line=25"
lacks out "ok, 2 criteria"
has err "rules.yaml: ok"

it "warnings fail at the level of warnings alone"
sed '/because: They asked/d' rules.yaml >warned.yaml
run check warned.yaml
if grep -q "warning" out; then
    status 0
    run check warned.yaml --fail-level warning
    status 1
    has out "warned.yaml: not ok, 1 warning"
fi

it "--portable refuses patterns that run only here"
sed 's|title contains "student"|title matches /student(?!s)/|' \
    rules.yaml >lookahead.yaml
run check lookahead.yaml
status 0
has out "R137"
run check lookahead.yaml --portable
status 1
has out "lookahead.yaml: not portable, 1 pattern"
run check rules.yaml --portable
status 0

it "a rule file of comments, an empty one and a folder"
echo '# nothing yet' >comments.yaml
: >empty.yaml
mkdir folder
run check comments.yaml
status 3
run check empty.yaml
status 3
run check folder
status 5
lines err 1

it "a rule set without gates and criteria is status 7"
sed '/^gates:/,/^verdicts:/{/^verdicts:/!d;}; /gated/d; /fit/d' \
    rules.yaml >bare.yaml
run check bare.yaml
status 7
run check bare.yaml --allow-empty
status 0

it "no colours when standard output is a file"
escape=$(printf '\033')
run check typo.yaml
lacks out "$escape"
run check typo.yaml --color always
has out "$escape"
with NO_COLOR=1 check typo.yaml --color always
has out "$escape"

it "hostile files are refused at once"
awk 'BEGIN { for (n = 0; n < 100000; n++) printf "["; print "" }' >deep.yaml
awk 'BEGIN {
    print "a0: &a0 [x,x,x,x,x,x,x,x,x]"
    for (n = 1; n < 12; n++) {
        printf "a%d: &a%d [", n, n
        for (i = 0; i < 9; i++) printf "%s*a%d", (i ? "," : ""), n - 1
        print "]"
    }
}' >laughs.yaml
awk 'BEGIN {
    for (n = 0; n < 10000; n++) { printf "%*s", n % 200, ""; print "a:" }
}' >nested.yaml
awk 'BEGIN { for (n = 0; n < 10000; n++) printf "{a: "; print "" }' >flow.yaml
printf 'handoff: 1\nhandoff: 1\n' >twice.yaml
printf 'hand\000off: 1\n' >nul.yaml
# Under sanitizers the program does not even start within such a limit.
limit=120000
(ulimit -v $limit && "$handoff" version) >/dev/null 2>&1 || limit=unlimited
for file in deep laughs nested flow twice nul; do
    (
        ulimit -v $limit
        timeout 10 "$handoff" check $file.yaml >out 2>err
    )
    status=$? called="handoff check $file.yaml"
    status 3
done

it "an agreement is compared with the rules beside it"
cat >agreement.yaml <<'END'
handoff_agreement: 1
dispositions:
  columns: { lead: Lead, status: Status, at: At }
  statuses: { touched: [Working] }
  reasons:
    small: { values: [Too small], disputes: [size], contradicted_when: employees >= 200 }
END
run check agreement.yaml
status 0
has out "agreement.yaml: ok, an agreement"
run check agreement.yaml rules.yaml
status 0
has out "agreement.yaml: ok, an agreement that fits the rules"
sed 's/employees >=/employes >=/; s/\[size\]/[sise]/' agreement.yaml >unfit.yaml
run check unfit.yaml
status 0
run check rules.yaml unfit.yaml
status 3
has out "unfit.yaml:6:46: error[A007]: the rules have no criterion or gate 'sise'"
has out "unfit.yaml: does not fit the rules, 2 errors"
sed 's/touched/touchd/' agreement.yaml >unfit.yaml
run check unfit.yaml
status 3
has out "unfit.yaml:4:15: error[R022]"
has out "unfit.yaml: does not load, 1 error"

it "a closed pipe is quiet, a full disk is not"
"$handoff" check typo.yaml 2>err | :
lines err 0
if [ -w /dev/full ]; then
    "$handoff" check rules.yaml >/dev/full 2>err
    status=$?
    status 5
    lines err 1
fi
finish
