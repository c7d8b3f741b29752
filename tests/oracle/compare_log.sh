#!/bin/sh
# Compare the log of a handoff program with the oracle over random histories.
#   compare_log.sh [-n N] [--first SEED] [--keep DIR] HANDOFF
# Status 1 when anything differs; the same seeds give the same histories everywhere.
exec /usr/bin/python3 "$(dirname "$0")/compare_log.py" "$@"
