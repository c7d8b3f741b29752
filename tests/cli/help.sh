#!/bin/sh
# handoff help and version: one table is behind -h, --help, man pages and
# completions; every example that help shows can be typed.
. "$(dirname "$0")/lib.sh"

it "help lists the commands, and -h and --help do too"
run help
status 0
lines err 0
cp out overview
for command in $("$handoff" help --format names); do
    has out "  $command"
done
run -h
status 0
same out overview
run --help
status 0
same out overview

it "every command has a short and a full help"
for command in $("$handoff" help --format names); do
    run "$command" -h
    status 0
    has out "usage: handoff $command"
    lacks out Examples
    run "$command" --help
    status 0
    has out "usage: handoff $command"
    has out "Examples:"
    cp out full
    run help "$command"
    same out full
    run score rules.yaml --help --no-such-option
    status 0
done

it "every option of --help stands in -h, the man page and the completions"
for shell in bash zsh fish; do
    "$handoff" help --format $shell >completion.$shell
done
for command in $("$handoff" help --format names); do
    "$handoff" help "$command" >full
    "$handoff" "$command" -h >short
    "$handoff" help --format man "$command" | sed 's/\\-/-/g' >page
    called="handoff help --format ... $command"
    for option in $(sed -n 's/^  \(-[a-z], \)\{0,1\}--\([a-z-]*\).*/\2/p' full)
    do
        has short "--$option "
        has page "\\fB--$option\\fR"
        grep -qE "^    $command:-\*\).*--${option}[ ']" completion.bash ||
            trouble "bash: $command --$option"
        awk -v command="$command" '$0 == "    " command ")" { on = 1 }
            /;;/ { on = 0 } on' completion.zsh |
            grep -qE -e "--${option}[=}']|--${option}\)" ||
            trouble "zsh: $command --$option"
        grep -qE "from $command'.* -l $option( |\$)" completion.fish ||
            trouble "fish: $command --$option"
    done
done

it "the shells can read their completions"
for shell in bash zsh fish; do
    if command -v $shell >/dev/null 2>&1; then
        $shell -n completion.$shell || trouble "$shell -n"
    fi
done

it "bash completes commands, options, choices"
if command -v bash >/dev/null 2>&1; then
    cat >complete.bash <<'END'
. ./completion.bash
complete_line() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _handoff
    echo "$*: ${COMPREPLY[*]}"
}
complete_line handoff sc
complete_line handoff score --max-r
complete_line handoff score --format nd
complete_line handoff score --format = nd
complete_line handoff help ch
complete_line handoff score -o x
END
    bash complete.bash >out 2>err
    called="bash's completion"
    has out "handoff sc: score"
    has out "--max-r: --max-rejected"
    has out "--format nd: ndjson"
    has out "--format = nd: ndjson"
    has out "help ch: check"
    grep -qx 'handoff score -o x: ' out || trouble "files are for bash to find"
    lines err 0
fi

it "man pages have no warnings"
"$handoff" help --format man >handoff.1
has handoff.1 ".TH HANDOFF 1"
for command in $("$handoff" help --format names); do
    "$handoff" help --format man "$command" >"handoff-$command.1"
    has handoff.1 "handoff\\-$command (1)"
done
if command -v groff >/dev/null 2>&1; then
    for page in handoff*.1; do
        groff -man -ww -Tascii "$page" 2>err >/dev/null
        called="groff $page"
        lines err 0
    done
fi

it "help fits into 80 columns and has no trailing blanks"
for command in $("$handoff" help --format names); do
    { "$handoff" help "$command"; "$handoff" "$command" -h; } >out
    called="handoff help $command"
    [ -z "$(awk 'length > 80' out)" ] || trouble "$(awk 'length > 80' out)"
    ! grep -q ' $' out || trouble "$(grep ' $' out)"
done
[ -z "$(awk 'length > 80' overview)" ] || trouble "overview is too wide"

it "every example can be typed"
mkdir rules
for folder in . rules; do
    write_rules $folder/rules.yaml
    write_leads $folder/leads.csv
    write_tests $folder/rules.test.yaml
done
ln -s "$handoff" handoff
echo ann@example.com >erasures.txt
write_agreement
write_history
printf 'Lead,Stage,At,Deal\nL-1,Won,2026-11-01,D-1\n' >deals.csv
echo lead,cycle,code,by,at,rule_right,response_right,note,action >reviews.csv
echo L-1,1,HS_REJECT,Ann,2026-11-02,yes,no,, >>reviews.csv
run score rules.yaml leads.csv -o scores.csv --ledger handoffs.ledger
run score rules.yaml leads.csv -o scores.csv --ledger handoffs.ledger \
    --agreement agreement.yaml --as-of 2026-10-01
for command in $("$handoff" help --format names); do
    "$handoff" help "$command" | sed -n '/^Examples:/,/^$/s/^      //p' |
        while read -r line; do
            PATH=.:$PATH sh -c "$line" >example.out 2>example.err </dev/null ||
                echo "$line: status $?: $(head -1 example.err)"
        done >broken
    called="examples of $command"
    [ ! -s broken ] || trouble "$(cat broken)"
done

it "every code is explained, in any case"
run help codes
status 0
cut -d' ' -f1 out >codes
[ "$(sort codes | uniq -d)" = "" ] || trouble "a code stands twice"
while read -r code; do
    run help "$code"
    status 0
    has out "$code ("
    [ -z "$(awk 'length > 80' out)" ] || trouble "$code is too wide"
done <codes
run help S001
cp out upper
run help s001
same out upper

it "the nearest code or command is suggested"
run help S0O1
status 2
run help R0211
refused "did you mean"
run help scroe
refused "handoff help score"
run help frobnicate
refused "handoff help codes"

it "version is one line"
run version
status 0
lines out 1
grep -qE '^handoff [0-9]+\.[0-9]+\.[0-9]+$' out || trouble "$(cat out)"
cp out first
run --version
same out first
finish
