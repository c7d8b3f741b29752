#!/bin/sh
# Each header compiles alone: public ones as C17 and C++17, ours as C17; and
# each public declaration has a contract above it. Run from the root.
set -u
failed=0
CC=${CC:-cc}
CXX=${CXX:-g++}
flags="-Wall -Wextra -Werror -Iengine -Iinclude -fsyntax-only"
for header in include/*.h include/handoff/*.h engine/*/*.h; do
    case $header in engine/cli/*) continue ;; esac
    $CC -std=c17 -D_GNU_SOURCE $flags -x c "$header" 2>&1 |
        grep -v 'pragma once' | grep . && failed=1
done
if command -v "$CXX" >/dev/null 2>&1; then
    for header in include/*.h include/handoff/*.h; do
        echo "#include \"$header\"" |
            $CXX -std=c++17 -I. $flags -x c++ - 2>&1 | grep . && failed=1
    done
else
    echo "headers: skipped as C++17: no $CXX here"
fi
# A declaration stands under a comment, or under others of one group.
for header in include/*.h include/handoff/*.h; do
    awk -v file="$header" '
        /^HANDOFF_API/ && !covered {
            printf "headers: %s:%d: no contract above\n", file, NR; bad = 1
        }
        /\*\/ *$/ { covered = 1; next }
        /^ *$/ { covered = 0 }
        END { exit bad }' "$header" || failed=1
done
[ $failed = 0 ] && echo "headers: ok"
exit $failed
