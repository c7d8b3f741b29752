#!/bin/sh
# Compare a handoff program with the oracle over random rule sets.
#   compare.sh [-n N] [--first SEED] [--rows N] [--keep DIR] HANDOFF
# Status 1 when anything differs; the same seeds give the same cases everywhere.
exec /usr/bin/python3 "$(dirname "$0")/compare.py" "$@"
