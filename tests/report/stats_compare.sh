#!/bin/sh
# The statistics against their second implementation on random counts, and
# against themselves: any compiler at any level must find the same bytes.
#   stats_compare.sh DRIVER [ROUNDS]   from the project's root; CC is heeded
set -u
driver=$1
rounds=${2:-20}
CC=${CC:-cc}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
oracle="/usr/bin/python3 tests/oracle/compare_stats.py"

$oracle ask 1 "$rounds" >"$dir/questions" || exit 1
"$driver" <"$dir/questions" >"$dir/answers" || exit 1
paste "$dir/questions" "$dir/answers" | $oracle check || exit 1

sources=tests/report/stats_driver.c
for name in adjust agreement_table binomial chart decimal_text funnel normal \
    proportion quantile sample shrink; do
    sources="$sources engine/report/$name.c"
done
for name in buffer digest memory view; do
    sources="$sources engine/base/$name.c"
done
flags="-std=c17 -D_GNU_SOURCE -ffp-contract=off -Iengine -Iinclude"
same=0
for way in "$CC -O0" "$CC -O3 -march=native" "clang -O2 -march=native"; do
    command -v "${way%% *}" >/dev/null 2>&1 || continue
    $way $flags $sources $(pkg-config --libs libmd) -lm -o "$dir/other" ||
        exit 1
    "$dir/other" <"$dir/questions" | cmp - "$dir/answers" || {
        echo "stats: '$way' finds other bytes"
        exit 1
    }
    same=$((same + 1))
done
echo "stats: the same bytes in $same other builds"
