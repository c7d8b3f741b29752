# What the scripts of this folder share: sourced, never run. A script says
# what it looks at with `it`, runs the program with `run`, and tells what it
# expects; `finish` ends it. Each works in a folder of its own.
set -u
handoff=${HANDOFF:-build/handoff}
handoff=$(cd "$(dirname "$handoff")" && pwd)/$(basename "$handoff")
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in $(env | sed -n 's/^\(HANDOFF_[A-Z_]*\)=.*/\1/p'); do
    unset "$name"
done
unset NO_COLOR COLUMNS
cd "$work" || exit 1

tested=0 failures=0 behaviour='' troubles=''

# it DESCRIPTION: the behaviour that the next expectations are about.
it() {
    report_behaviour
    behaviour=$1 troubles=''
}

report_behaviour() {
    [ -n "$behaviour" ] || return 0
    tested=$((tested + 1))
    if [ -z "$troubles" ]; then
        echo "ok $tested - $behaviour"
        return 0
    fi
    failures=$((failures + 1))
    echo "not ok $tested - $behaviour"
    printf '%s' "$troubles" | sed 's/^/#   /'
}

trouble() {
    troubles="$troubles$*
"
}

# run ARGUMENTS: the program; `out`, `err` and $status are what came of it.
run() {
    called="handoff $*"
    "$handoff" "$@" >out 2>err
    status=$?
}

# with NAME=VALUE ARGUMENTS: the same with a variable set.
with() {
    setting=$1
    shift
    called="$setting handoff $*"
    env "$setting" "$handoff" "$@" >out 2>err
    status=$?
}

# status N: how the last run ended.
status() {
    [ "$status" = "$1" ] && return 0
    trouble "$called: status $status instead of $1"
    trouble "$(head -5 err)"
}

# has FILE TEXT, lacks FILE TEXT: a fixed text on some line of a file.
has() {
    grep -qF -e "$2" "$1" && return 0
    trouble "$called: '$1' lacks: $2"
    trouble "$(head -5 "$1")"
}
lacks() {
    grep -qF -e "$2" "$1" || return 0
    trouble "$called: '$1' should not have: $2"
}

# lines FILE N: how many there are.
lines() {
    found=$(wc -l <"$1")
    [ "$found" -eq "$2" ] && return 0
    trouble "$called: '$1' has $found lines instead of $2"
    trouble "$(head -5 "$1")"
}

# same FILE FILE: the same bytes.
same() {
    cmp -s "$1" "$2" && return 0
    trouble "$called: '$1' and '$2' differ"
    trouble "$(diff "$1" "$2" 2>&1 | head -6)"
}

# exists FILE, absent FILE
exists() { [ -e "$1" ] || trouble "$called: there is no '$1'"; }
absent() { [ ! -e "$1" ] || trouble "$called: there is a '$1'"; }

# refused TEXT: a usage error of one line that begins with the program's name.
refused() {
    status 2
    lines out 0
    lines err 1
    has err "handoff: "
    has err "$1"
}

finish() {
    report_behaviour
    echo "1..$tested"
    [ "$failures" -eq 0 ] || echo "# $failures of $tested failed"
    [ "$failures" -eq 0 ]
    exit
}

# What most scripts score: three leads by a small rule set with tests beside.
write_rules() {
    cat >"${1:-rules.yaml}" <<'END'
handoff: 1
ruleset: small
title: A small rule set
leads:
  id: lead_id
  missing: ["N/A"]
  fields:
    lead_id:   { column: Id, type: id }
    email:     { column: Email, type: email, personal: true }
    title:     { column: Title }
    employees: { column: Employees, type: number }
    source:    [Source, Lead Source]
gates:
  - id: student
    when: title contains "student"
    because: Students do not buy.
axes:
  fit: { min: 0, max: 50, bands: { A: 30, B: 10, C: any } }
criteria:
  - id: size
    because: Small firms do not recover the cost of onboarding.
    axis: fit
    first:
      - { when: employees >= 1000, points: 30 }
      - { when: employees >= 200, points: 20 }
  - id: demo-request
    axis: fit
    when: source = "Demo Request"
    points: 25
    because: They asked to be called.
verdicts:
  - { verdict: disqualified, means: disqualify, when: gated }
  - { verdict: mql, means: pass, when: fit >= 30 }
  - { verdict: nurture, means: hold }
routes:
  - { to: enterprise, when: employees >= 1000 }
  - { to: inbound }
END
}

write_leads() {
    cat >"${1:-leads.csv}" <<'END'
Id,Email,Title,Employees,Source
L-1,ann@example.com,VP Marketing,"1,200",Demo Request
L-2,bob@example.com,Student,20,Web
L-3,cyd@example.com,Head of Sales,250,N/A
END
}

write_scores() {
    cat >"${1:-expected.csv}" <<'END'
lead,verdict,means,score,fit,cell,route,completeness,fired,unknown
L-1,mql,pass,50,50,A,enterprise,100,size.1:30;demo-request:25,
L-2,disqualified,disqualify,0,0,C,,100,student:gate,
L-3,nurture,hold,20,20,B,,66,size.2:20,demo-request
END
}

write_tests() {
    cat >"${1:-rules.test.yaml}" <<'END'
as_of: 2026-10-01
cases:
  - name: a demo request from a large firm passes
    lead: { lead_id: 1, title: VP, employees: "1200", source: Demo Request }
    expect: { verdict: mql, fit: 50, cell: A, route: enterprise, fired: [size.1, demo-request], not_fired: [student], unknown: [] }
  - name: a student is no lead
    lead: { lead_id: 2, title: student, employees: "300", source: Web }
    expect: { verdict: disqualified, fired: [student] }
END
}

# What the two teams agreed on those leads, and what Sales did with them.
write_agreement() {
    cat >"${1:-agreement.yaml}" <<'END'
handoff_agreement: 1
dispositions:
  columns: { lead: Lead, status: Status, at: At, actor: By, team: Team, reason: Reason, comment: Comment }
  statuses:
    accepted: [Accepted]
    touched:  [Working]
    rejected: [Rejected]
  reasons:
    too_small: { values: [Too small], class: fit, disputes: [size], contradicted_when: employees >= 200 }
outcomes:
  columns: { lead: Lead, opportunity: Deal, stage: Stage, at: At }
  stages: { opportunity: [Proposal], won: [Won] }
handoffs:
  columns: { lead: Lead, at: At, to: To, by: By, kind: Kind }
sla: { grace: 2h }
attempts: { minimum: 5 }
maturity: 90d
END
}

write_history() {
    cat >"${1:-history.csv}" <<'END'
Lead,Status,At,By,Team,Reason,Comment
L-1,Rejected,2026-10-01T09:00:00Z,Sam,enterprise,Too small,ten people at most
L-3,Working,2026-10-02T09:00:00Z,Kim,inbound,,
END
}
