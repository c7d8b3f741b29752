#!/bin/sh
# Fuzzes each target for some seconds, from its corpus. usage: run.sh SECONDS
# with BUILD and LIBS set by the Makefile. What it finds is left in BUILD.
set -eu
seconds=$1
for source in tests/fuzz/fuzz_*.c; do
    name=${source##*/fuzz_}
    name=${name%.c}
    mkdir -p "$BUILD/corpus/$name"
    clang -fsanitize=fuzzer,address,undefined \
        "$BUILD/tests/fuzz/fuzz_$name.o" "$BUILD/libhandoff.a" $LIBS \
        -o "$BUILD/fuzz_$name"
    echo "== fuzz $name, $seconds s"
    "$BUILD/fuzz_$name" -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=1024 -print_final_stats=0 -verbosity=0 \
        -artifact_prefix="$BUILD/crash-$name-" \
        "$BUILD/corpus/$name" "tests/fuzz/corpus/$name"
done
echo "fuzz: nothing found"
