#!/bin/sh
# Every block of rules/README.md, run in order. A comment before a block says
# what it is; a block without one fails:
#
#   <!-- rules: FILE -->           a whole rule set: saved and checked
#   <!-- file: FILE -->            any other file: saved
#   <!-- add to: FILE -->          lines added at the end of their sections,
#                                  then checked, and leads.csv scored
#   <!-- change in: FILE -->       the same, but whole sections are replaced
#   <!-- refused in: FILE: TEXT --> added to a copy; check must refuse it with
#                                  status 3 and name TEXT
#   <!-- run -->                   `$ command` lines, each with its output or
#                                  none, when only the status is looked at
. "$(dirname "$0")/lib.sh"
mkdir bin blocks
ln -s "$handoff" bin/handoff
PATH=$work/bin:$PATH

# One file a block: the directive in the first line, then its lines.
awk '
    /^<!-- .* -->$/ { directive = $0; next }
    /^```/ && !inside {
        inside = 1
        file = sprintf("blocks/%03d", ++count)
        print (directive == "" ? "<!-- missing -->" : directive) > file
        print FNR > (file ".line")
        directive = ""
        next
    }
    /^```$/ { inside = 0; close(file); next }
    inside { print > file }
    !inside && NF > 0 { directive = "" }
    END { if (inside) print "<!-- unclosed -->" > "blocks/999" }
' "$root/rules/README.md"

# merge add|change FILE PART: FILE with the sections of PART. The fields of
# `leads` are its last section, so that more of them can be added at its end.
merge() {
    awk -v how="$1" '
        function key_of(line) { return substr(line, 1, index(line, ":") - 1) }
        FNR == 1 { part++; key = "" }
        /^[a-z_]+:/ {
            key = key_of($0)
            if (!(key in text)) order[++keys] = key
            else if (part == 2 && how == "change") text[key] = ""
            else if (part == 2) next
        }
        part == 2 && how == "add" && key == "leads" && /^  fields:$/ { next }
        { text[key] = text[key] $0 "\n" }
        END { for (i = 1; i <= keys; i++) printf "%s", text[order[i]] }
    ' "$2" "$3"
}

# check_rules FILE: it loads without an error, and scores what there is.
check_rules() {
    run check "$1"
    status 0
    [ -f leads.csv ] && [ "$1" = rules.yaml ] || return 0
    run score "$1" leads.csv --as-of 2026-10-01
    status 0
}

# run_commands: each `$ command` of ./body; the lines behind one are the
# output it must have.
run_commands() {
    rm -f command.*
    awk '/^\$ / { file = sprintf("command.%02d", ++n); print substr($0, 3) > file
                  next }
         { print > (file ".out") }' body
    for command in command.??; do
        called=$(cat "$command")
        sh "$command" >out 2>err
        status=$?
        status 0
        [ ! -f "$command.out" ] || same "$command.out" out
    done
}

for block in blocks/???; do
    directive=$(sed -n '1s/^<!-- \(.*\) -->$/\1/p' "$block")
    it "line $(cat "$block.line"): $directive"
    sed 1d "$block" >body
    name=${directive#*: } called=$directive
    case $directive in
    "rules: "*)
        cp body "$name"
        check_rules "$name" ;;
    "file: "*)
        case $name in */*) mkdir -p "${name%/*}" ;; esac
        cp body "$name" ;;
    "add to: "*)
        merge add "$name" body >merged && mv merged "$name"
        check_rules "$name" ;;
    "change in: "*)
        merge change "$name" body >merged && mv merged "$name"
        check_rules "$name" ;;
    "refused in: "*)
        merge add "${name%%: *}" body >refused.yaml
        run check refused.yaml
        status 3
        has out "${name#*: }" ;;
    run) run_commands ;;
    *) trouble "no such directive" ;;
    esac
done
finish
