#!/bin/sh
# clang-format would change nothing. Run from the project's root.
set -u
if ! command -v clang-format >/dev/null 2>&1; then
    echo "format: skipped: no clang-format here"
    exit 0
fi
files=$(ls engine/*/*.[ch] include/*.h include/handoff/*.h bench/*.[ch] \
    tests/*.[ch] tests/unit/*.c tests/fuzz/*.c tests/report/*.c 2>/dev/null)
wrong=$(clang-format --dry-run -Werror $files 2>&1 | grep 'error:' | head -20)
if [ -n "$wrong" ]; then
    echo "$wrong"
    exit 1
fi
echo "format: ok"
