#!/bin/sh
# Compare the numbers of reports with the oracle's over random histories, and
# over the demo's ledger at a small size.
#   compare_report.sh HANDOFF GENERATE ANSWER [N]   from the project's root
set -u
here=$(dirname "$0")
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

"$here/compare_report.py" -n "${4:-20}" "$1" || exit 1
HANDOFF=$1 GENERATE=$2 ANSWER=$3 LEADS=500 WEEKLY=4000 \
    sh bench/demo.sh "$dir" >"$dir/told" 2>&1 || { tail "$dir/told"; exit 1; }
"$here/compare_report.py" --ledger "$dir/ledger/handoffs.ledger" \
    --agreement "$dir/ledger/agreement.yaml" --as-of 2026-11-04 "$1"
