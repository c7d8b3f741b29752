#!/bin/sh
# handoff test: the tests beside the rules.
. "$(dirname "$0")/lib.sh"
write_rules
write_tests

it "tests that hold are status 0, with coverage"
run test rules.yaml
status 0
has out "2"
has out "overage"
lines err 0

it "a test file may be given in place of its rules, or beside them"
cp out first
run test rules.test.yaml
status 0
same out first
run test rules.yaml rules.test.yaml
status 0
same out first

it "a failure shows expected and actual and is status 1"
cp rules.yaml wrong.yaml
sed 's/verdict: mql/verdict: nurture/' rules.test.yaml >wrong.test.yaml
run test wrong.yaml
status 1
has out "a demo request from a large firm passes"
has out nurture
has out mql
run test rules.yaml wrong.yaml
status 1

it "--run takes cases by name"
run test wrong.yaml --run student
status 0
run test wrong.yaml --run "no such case"
status 7

it "--min-coverage is a gate"
run test rules.yaml --min-coverage 100
status 1
run test rules.yaml --min-coverage 1
status 0
run test rules.yaml --min-coverage 101
refused "from 0 to 100"

it "no tests are status 7, and 0 with --allow-empty"
cp rules.yaml untested.yaml
run test untested.yaml
status 7
lines out 0
run test untested.yaml --allow-empty
status 0
run test rules.yaml untested.yaml
status 0
has err "untested.yaml: no tests"

it "a test file that makes no sense is status 3 with the place"
cp rules.yaml typo.yaml
sed 's/verdict: mql/verdikt: mql/' rules.test.yaml >typo.test.yaml
run test typo.yaml
status 3
has err "typo.test.yaml:5:"
has err "verdict"

it "invalid rules are status 3, a missing file status 5"
echo '# nothing' >comments.yaml
run test comments.yaml
status 3
run test none.yaml
status 5
lines err 1
finish
