#!/bin/sh
# The page in a browser, and what it saves taken in by the program. Run from
# the root with HANDOFF, PAGE (writes the page of the fixture) and LEDGER (of
# the demo); skipped where there is no Chromium or node.
. "$(dirname "$0")/../cli/lib.sh"
here=$root/tests/report
page=$(cd "$root" && cd "$(dirname "$PAGE")" && pwd)/$(basename "$PAGE")
cp "$(cd "$root" && cd "$(dirname "$LEDGER")" && pwd)/$(basename "$LEDGER")" \
    demo.ledger || exit 1
for need in chromium node; do
    command -v $need >/dev/null 2>&1 && continue
    echo "page: skipped: no $need here"
    exit 0
done

long=$(printf '%09990d' 0)
rtl=$(printf '\342\200\256\342\201\246\327\251\342\200\217')
emoji=$(printf '\360\237\246\204\360\237\217\263\357\270\217')
"$page" >harmless.html
"$handoff" report demo.ledger --as-of 2026-11-04 --compare --last 180d \
    -o report.html || exit 1

# A payload goes into every text of the fixture, and into every name of rules,
# an agreement and exports that go through a ledger.
# payload NAME TEXT
payload() {
    "$page" "$2" >"payload-$1.html"
    python3 "$here/hostile.py" "$1" "$2"
    cd "$1" || exit 1
    "$handoff" score rules.yaml leads.csv -o scores.csv --ledger l --quiet \
        --agreement agreement.yaml --as-of 2026-10-01
    "$handoff" record l history.csv --as dispositions --quiet \
        --covers 2026-10-01..2026-10-20
    "$handoff" report l --as-of 2026-10-20 --show-values --people --quiet \
        --by source -o report.html
    python3 "$here/tree.py" report.html >tree
    cd .. || exit 1
}
payload none ''
payload script '<script>alert(1)</script><img src=x onerror=alert(1)>'
payload ends "\"'>\`</style></script></svg></title></textarea><!-- "
payload scheme 'javascript:alert(1)//&lt;b&gt;&#60;'
payload turned "$rtl$emoji"
payload long "$long"
"$page" "$(printf '\001\033\177\377\302\205')" >payload-control.html

it "no text of anybody changes the tree of elements, nor the size much"
python3 "$here/tree.py" harmless.html >tree
[ "$(wc -l <tree)" -gt 1000 ] || trouble "the tree is too small"
for name in payload-*.html; do
    python3 "$here/tree.py" "$name" | cmp -s - tree || trouble "$name differs"
done
for name in script ends scheme turned long; do
    cmp -s none/tree $name/tree || trouble "by a ledger: $name differs"
done
[ "$(wc -l <none/tree)" -gt 1000 ] || trouble "the ledger's tree is too small"
[ "$(wc -c <payload-long.html)" -lt 1048576 ] || trouble "over 1 MiB"

axe=
if command -v npm >/dev/null 2>&1 &&
    npm install --silent --no-audit --no-fund --prefix axe \
        axe-core@4.10.3 >/dev/null 2>&1; then
    axe=axe/node_modules/axe-core/axe.min.js
else
    echo "page: without the accessibility checker: npm has no axe-core here"
fi
report_behaviour
behaviour=
node "$here/page.mjs" chromium "$work" $axe || failures=$((failures + 1))

it "what the page saved is taken in"
cat >agreement.yaml <<'END'
handoff_agreement: 1
END
write_rules
write_leads
sed -i 's/L-1/L-7F3A91C0/; s/L-2/L-7F3A91C2/' leads.csv
run score rules.yaml leads.csv -o scores.csv --ledger l --as-of 2026-10-01
run record l reviews.csv --as reviews
status 0
has err "2 facts added"
run record demo.ledger reviews-report.csv --as reviews
status 0
has err "1 fact added"

it "printed, every row stands once and every page of a table has its header"
if command -v pdftotext >/dev/null 2>&1; then
    for paper in a4 letter; do
        pdftotext -layout $paper.pdf text
        leads=$(grep -o 'L-[0-9A-F]\{8\}' text | sort -u | wc -l)
        rows=$(grep -c '^ *L-[0-9A-F]\{8\} ' text)
        [ "$rows" = 60 ] || trouble "$paper: $rows rows, $leads leads"
        pages=$(tr '\f' '\001' <text | awk 'BEGIN { RS = "\001" }
            /L-[0-9A-F]+ +(SMB|Enterprise)/ { n++ } END { print n + 0 }')
        heads=$(grep -c 'Lead  *Team  *Handed  *Waited' text)
        [ "$pages" = "$heads" ] || trouble "$paper: $heads heads, $pages pages"
    done
else
    echo "page: pages not counted: no pdftotext here"
fi
finish
