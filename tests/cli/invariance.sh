#!/bin/sh
# The same leads give the same bytes, however they come and whatever scores
# them: threads, kernels, locale, time zone, line ends, encoding, quoting,
# NDJSON, standard input. On a made-up export, and on a real one if it is here.
. "$(dirname "$0")/lib.sh"

setting=A=b # nothing that matters

# same_scores RULES LEADS OPTIONS: the bytes of `expected`, with $setting in
# the environment.
same_scores() {
    env "$setting" "$handoff" score "$@" --as-of 2026-10-01 --quiet >out 2>err
    status=$? called="$setting handoff score $*"
    status 0
    same out expected
}

# same_under NAME=VALUE RULES LEADS OPTIONS
same_under() {
    setting=$1
    shift
    same_scores "$@"
    setting=A=b
}

# variants RULES LEADS: LEADS is a CSV file without quotes or CR.
variants() {
    it "$2: threads"
    "$handoff" score "$1" "$2" --as-of 2026-10-01 --threads 1 --quiet >expected
    for threads in 1 2 3 8; do same_scores "$1" "$2" --threads $threads; done

    it "$2: kernels"
    for kernel in scalar sse2 avx2 avx512 neon; do
        HANDOFF_KERNEL=$kernel "$handoff" score "$1" "$2" --dry-run --quiet \
            >/dev/null 2>&1 || continue # this machine does not have it
        same_under HANDOFF_KERNEL=$kernel "$1" "$2"
    done
    same_under HANDOFF_KERNEL=scalar "$1" "$2"

    it "$2: locale and time zone"
    same_under LC_ALL=tr_TR.UTF-8 "$1" "$2"
    same_under LC_ALL=de_DE.UTF-8 "$1" "$2"
    same_under TZ=Pacific/Apia "$1" "$2"

    it "$2: standard input"
    same_scores "$1" - <"$2"
    mkfifo pipe
    cat "$2" >pipe &
    same_scores "$1" - <pipe
    rm pipe

    it "$2: line ends"
    sed 's/$/\r/' "$2" >crlf.csv
    same_scores "$1" crlf.csv
    tr '\n' '\r' <"$2" >cr.csv
    same_scores "$1" cr.csv
    head -c -1 "$2" >unended.csv
    same_scores "$1" unended.csv

    it "$2: marks, separators and encodings"
    { printf '\357\273\277'; cat "$2"; } >bom.csv
    same_scores "$1" bom.csv
    { echo 'sep=,'; cat "$2"; } >sep.csv
    same_scores "$1" sep.csv
    if command -v iconv >/dev/null 2>&1; then
        { printf '\377\376'; convert tabs <"$2" | iconv -t UTF-16LE; } >u16.tsv
        same_scores "$1" u16.tsv
        { printf '\376\377'; convert tabs <"$2" | iconv -t UTF-16BE; } >u16.tsv
        same_scores "$1" u16.tsv
    fi
    convert tabs <"$2" >tabs.tsv
    same_scores "$1" tabs.tsv
    convert semicolons <"$2" >semicolons.csv
    same_scores "$1" semicolons.csv

    it "$2: all quoted"
    convert quoted <"$2" >quoted.csv
    same_scores "$1" quoted.csv
    sed 's/$/\r/' quoted.csv >crlf.csv
    same_scores "$1" crlf.csv

    it "$2: NDJSON"
    convert ndjson <"$2" >leads.ndjson
    same_scores "$1" leads.ndjson
    same_scores "$1" - <leads.ndjson
}

# convert WAY: CSV as others write it. Python reads the quotes of the real one.
convert() {
    /usr/bin/python3 -c '
import csv, io, json, sys
way = sys.argv[1]
rows = csv.reader(io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline=""))
out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="")
if way == "ndjson":
    header = next(rows)
    for row in rows:
        json.dump(dict(zip(header, row)), out, ensure_ascii=False)
        out.write("\n")
else:
    quoting = csv.QUOTE_ALL if way == "quoted" else csv.QUOTE_MINIMAL
    separator = {"tabs": "\t", "semicolons": ";"}.get(way, ",")
    csv.writer(out, delimiter=separator, quoting=quoting,
               lineterminator="\n").writerows(rows)
' "$1"
}

write_rules
awk 'BEGIN {
    split("VP Marketing|Student|Head of Sales|M\303\274ller|\305\236ef", title, "|")
    split("Demo Request|Web|N/A||Trade Show", source, "|")
    split("I|i|\304\260|\304\261|x", letter, "|")
    print "Id,Email,Title,Employees,Source"
    for (n = 1; n <= 20000; n++) {
        printf "L%s-%d,lead%d@example.com,%s,%d,%s\n", letter[n % 5 + 1], n, n,
            title[n % 7 % 5 + 1], n * 7919 % 3000, source[n % 11 % 5 + 1]
    }
}' >made.csv
variants rules.yaml made.csv
lines expected 20001

education=$root/rules/education.yaml
export=$root/../shared/data/x_education/Leads.csv
if [ -r "$education" ] && [ -r "$export" ]; then
    cp "$export" Leads.csv
    variants "$education" Leads.csv
    lines expected 9241
    it "Leads.csv: none is rejected"
    run score "$education" Leads.csv --as-of 2026-10-01 -o s.csv \
        --rejects rejects.csv --summary summary.json
    status 0
    grep -q '"rejected": *0' summary.json ||
        grep -q '"rejected": *{ *"count": *0' summary.json ||
        trouble "$(head -20 summary.json)"
else
    echo "# skipped: no ${export#"$root"/} or no rules/education.yaml"
fi
finish
