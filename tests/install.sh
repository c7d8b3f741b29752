#!/bin/sh
# What `make install` puts down is enough for a program outside the project:
# shared and static, through pkg-config; and `make uninstall` leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
make --no-print-directory install PREFIX="$dir/usr" >"$dir/log"
awk '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on' README.md >"$dir/example.c"
export PKG_CONFIG_PATH="$dir/usr/lib/pkgconfig"
cc -std=c17 -Wall -Wextra -Werror "$dir/example.c" \
    $(pkg-config --cflags --libs handoff) -o "$dir/example"
LD_LIBRARY_PATH="$dir/usr/lib" "$dir/example" rules/saas-salesforce.yaml
cc -std=c17 "$dir/example.c" $(pkg-config --cflags handoff) \
    "$dir/usr/lib/libhandoff.a" \
    $(pkg-config --libs libpcre2-8 yaml-0.1 yajl libmd sqlite3) -lm -pthread \
    -o "$dir/static"
"$dir/static" rules/saas-salesforce.yaml
exported=$(nm -D --defined-only "$dir/usr/lib/libhandoff.so" |
    awk '$3 !~ /^handoff_/ { print $3 }')
[ -z "$exported" ] || { echo "hidden symbols are visible: $exported"; exit 1; }
[ -s "$dir/usr/share/man/man1/handoff-score.1" ]
[ -s "$dir/usr/share/bash-completion/completions/handoff" ]
[ -s "$dir/usr/share/handoff/report.schema.json" ]
make --no-print-directory uninstall PREFIX="$dir/usr" >"$dir/log"
left=$(find "$dir/usr" -type f -o -type l)
[ -z "$left" ] || { echo "uninstall leaves: $left"; exit 1; }
echo "install: ok"
