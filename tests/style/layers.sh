#!/bin/sh
# A folder of engine/ includes only itself and folders of a lower rank; the
# command line includes the public headers alone; each foreign library has one
# home. Run from the project's root.
set -u
failed=0
say() { echo "layers: $*"; failed=1; }

rank() {
    case $1 in
    base) echo 0 ;; diag | kernel) echo 1 ;; rule | batch) echo 2 ;;
    csv | plan) echo 3 ;; activity | eval) echo 4 ;;
    output | ledger | check | sql) echo 5 ;; dispute) echo 6 ;;
    report) echo 7 ;; cli) echo 8 ;; *) echo none ;;
    esac
}

for file in engine/*/*.c engine/*/*.h engine/*/*.def; do
    [ -f "$file" ] || continue
    folder=${file#engine/}
    folder=${folder%%/*}
    own=$(rank "$folder")
    [ "$own" = none ] && say "$file: no rank is given to '$folder'" && continue
    for included in $(sed -n 's/^ *# *include "\([^"]*\)".*/\1/p' "$file"); do
        other=${included%%/*}
        case $other in handoff | handoff.h) continue ;; esac
        if [ "$other" = "$folder" ]; then continue; fi
        if [ "$folder" = cli ]; then
            say "$file: the command line includes '$included'"
            continue
        fi
        its=$(rank "$other")
        if [ "$its" = none ] || [ "$its" -ge "$own" ]; then
            say "$file: '$folder' (rank $own) includes '$included'"
        fi
    done
done

one_home() { # header file
    for file in $(grep -lE "# *include <$1" engine/*/*.[ch]); do
        [ "$file" = "$2" ] || say "$file: <$1> belongs to $2 alone"
    done
}
one_home yaml.h engine/rule/yaml.c
one_home pcre2.h engine/plan/pattern.c
one_home sha2 engine/base/digest.c
one_home yajl engine/csv/ndjson.c
one_home sqlite3.h engine/ledger/db.c
for file in $(grep -lE '# *include <.*(intrin|arm_neon)\.h>' engine/*/*.[ch]); do
    case $file in engine/kernel/*) ;; *) say "$file: intrinsics belong to engine/kernel" ;; esac
done

[ $failed = 0 ] && echo "layers: ok"
exit $failed
