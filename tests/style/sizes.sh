#!/bin/sh
# No function over 60 lines, no file over 800, no header over 200, no line
# over 80 columns; tables do not count. Run from the project's root.
set -u
failed=0
for file in engine/*/*.c engine/*/*.h include/*.h include/handoff/*.h \
    bench/*.[ch] tests/*.c tests/*.h tests/*/*.c; do
    [ -f "$file" ] || continue
    case $file in *.h) most=200 ;; *) most=800 ;; esac
    awk -v file="$file" -v most="$most" '
        { line = $0; gsub(/[\200-\277]/, "", line) }
        length(line) > 80 && line !~ /https?:/ {
            printf "sizes: %s:%d: %d columns\n", file, NR, length(line); bad = 1
        }
        /^[a-z_]+[a-z0-9_]*\(/ { name = $0; sub(/\(.*/, "", name); named = NR }
        /^\{/ && named { start = NR }
        /^\}/ && start {
            if (NR - start - 1 > 60) {
                printf "sizes: %s:%d: %s has %d lines\n", file, named, name,
                       NR - start - 1
                bad = 1
            }
            start = 0; named = 0
        }
        END {
            if (NR > most) {
                printf "sizes: %s: %d lines\n", file, NR; bad = 1
            }
            exit bad
        }' "$file" || failed=1
done
[ $failed = 0 ] && echo "sizes: ok"
exit $failed
