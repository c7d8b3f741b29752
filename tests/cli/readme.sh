#!/bin/sh
# What the README shows is true: its ten lines of rules load and score, its
# program compiles and runs in 40 lines, the explanation it quotes is what the
# program prints, and the commands it lists are there.
. "$(dirname "$0")/lib.sh"

block() { # LANGUAGE: the first block of it in the README
    awk -v fence="\`\`\`$1" '$0 == fence && !seen { on = 1; seen = 1; next }
        /^```$/ { on = 0 } on' "$root/README.md"
}

it "scores a lead by the README's ten lines of rules"
block yaml >rules.yaml
printf 'Id,LeadSource,NumberOfEmployees\n1,Demo Request,50\n2,Web,450\n' >leads.csv
run score rules.yaml leads.csv --as-of 2026-10-01
status 0
has out '1,mql,pass,40'
has out '2,nurture,hold,20'

it "compiles and runs the README's program"
block c >example.c
libs=$(pkg-config --libs $(sed -n 's/^Requires.private: //p' \
    "$root/engine/dist/handoff.pc.in"))
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
called="the example"
flags=$(sed -n 's/^CFLAGS_USED := //p' "$build/flags" 2>/dev/null)
${CC:-cc} -std=c17 -Wall -Wextra -Werror $flags -I"$root/include" example.c \
    "$build/libhandoff.a" $libs -pthread -o example >out 2>err
status=$?
status 0
./example "$root/rules/saas-salesforce.yaml" >out 2>err
status=$?
status 0
has out '00Q5e00000001AbEAI: mql (pass)'
[ "$(grep -c . example.c)" -le 45 ] || trouble "the example is too long"

it "prints the explanation that the README quotes"
mkdir -p build/demo
ln -s "$root/rules" rules
"$build/generate" 100000 --seed 1 >build/demo/leads.csv
words=$(sed -n 's/^\$ handoff \(explain .*demo.*\)/\1/p' "$root/README.md")
run $words
status 0
awk '/^## One lead/ { on = 1 } /^## What Sales/ { on = 0 } on' "$root/README.md" |
    awk '/^```/ { inside = !inside; next } inside && !/^\$/' >quoted
grep -v '^\.\.\.$' quoted | while IFS= read -r line; do
    [ -z "$line" ] || grep -qxF -e "$line" out || echo "$line"
done >missing
[ -s quoted ] || trouble "the README quotes no explanation"
[ ! -s missing ] || trouble "not printed: $(head -3 missing)"

it "has each command that the README lists"
for command in $(sed -n 's/^| `handoff \([a-z]*\).*/\1/p' "$root/README.md"); do
    run help "$command"
    status 0
done

finish
