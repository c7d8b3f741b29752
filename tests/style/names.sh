#!/bin/sh
# A file exports only symbols that begin with its name or its folder's (hf_),
# or public ones (handoff_). usage: names.sh BUILD, after a build.
set -u
build=${1:-build}
failed=0
for object in "$build"/engine/*/*.o; do
    folder=$(basename "$(dirname "$object")")
    [ "$folder" = cli ] && continue
    file=$(basename "$object" .o)
    [ -f "engine/$folder/$file.c" ] || continue # of a file that is gone
    for symbol in $(nm -g --defined-only "$object" | awk '{ print $3 }'); do
        case $symbol in
        handoff_* | "hf_${file}" | "hf_${file}_"* | "hf_${folder}_"* | \
            __* | "hf_${file%%_*}_"* | "hf_${file%s}_"*) ;;
        *)
            echo "names: engine/$folder/$file.c exports '$symbol'"
            failed=1
            ;;
        esac
    done
done
[ $failed = 0 ] && echo "names: ok"
exit $failed
