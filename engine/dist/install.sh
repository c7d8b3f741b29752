#!/bin/sh
# Puts the program, the library, headers, man pages and completions below
# DESTDIR/PREFIX, or takes them away again.
# usage: install.sh BUILD DESTDIR PREFIX VERSION
#        install.sh --remove DESTDIR PREFIX VERSION
set -eu
build=$1 root=$2$3 prefix=$3 version=$4

bash_dir=$root/share/bash-completion/completions
zsh_dir=$root/share/zsh/site-functions
fish_dir=$root/share/fish/vendor_completions.d

if [ "$build" = --remove ]; then
    rm -f "$root/bin/handoff" "$root/lib/libhandoff.a" \
        "$root/lib/libhandoff.so" "$root/lib/libhandoff.so.0" \
        "$root/lib/libhandoff.so.$version" "$root/lib/pkgconfig/handoff.pc" \
        "$root/include/handoff.h" "$bash_dir/handoff" "$zsh_dir/_handoff" \
        "$fish_dir/handoff.fish" "$root/share/man/man1/handoff.1" \
        "$root/share/man/man1/handoff-"*.1 \
        "$root/share/handoff/report.schema.json"
    rmdir "$root/share/handoff" 2>/dev/null || true
    rm -rf "$root/include/handoff"
    echo "removed from $root"
    exit 0
fi

mkdir -p "$root/bin" "$root/lib/pkgconfig" "$root/include/handoff" \
    "$root/share/man/man1" "$root/share/handoff" "$bash_dir" "$zsh_dir" "$fish_dir"
install -m 755 "$build/handoff" "$root/bin/handoff"
install -m 644 "$build/libhandoff.a" "$root/lib/libhandoff.a"
install -m 755 "$build/libhandoff.so.$version" "$root/lib/"
ln -sf "libhandoff.so.$version" "$root/lib/libhandoff.so.0"
ln -sf libhandoff.so.0 "$root/lib/libhandoff.so"
install -m 644 engine/report/report.schema.json "$root/share/handoff/"
install -m 644 include/handoff.h "$root/include/"
install -m 644 include/handoff/*.h "$root/include/handoff/"
sed -e "s|@PREFIX@|$prefix|" -e "s|@VERSION@|$version|" \
    engine/dist/handoff.pc.in >"$root/lib/pkgconfig/handoff.pc"

# Man pages and completions come from the program's own table of options.
"$build/handoff" help --format man >"$root/share/man/man1/handoff.1"
for command in $("$build/handoff" help --format names); do
    "$build/handoff" help --format man "$command" \
        >"$root/share/man/man1/handoff-$command.1"
done
"$build/handoff" help --format bash >"$bash_dir/handoff"
"$build/handoff" help --format zsh >"$zsh_dir/_handoff"
"$build/handoff" help --format fish >"$fish_dir/handoff.fish"
echo "installed below $root"
