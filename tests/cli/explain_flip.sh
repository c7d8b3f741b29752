#!/bin/sh
# handoff explain: the nearest change is true. On made-up leads it is done, and
# the oracle scores what comes out.
. "$(dirname "$0")/lib.sh"

it "the change that is told changes the verdict as it says, and points add up"
if /usr/bin/python3 -c 'import yaml' 2>/dev/null; then
    /usr/bin/python3 "$root/tests/oracle/flips.py" "$handoff" -n 15 >out 2>&1 ||
        trouble "$(tail -3 out)"
fi
finish
