#!/bin/sh
# Sees whether packages are there; installs them with apt-get when it can, else
# says in one line what is needed.
# usage: deps.sh "PKG-CONFIG NAMES" "DEBIAN NAMES" [COMMAND | python3:MODULE]...
set -u
modules=$1
debian=$2
shift 2

is_there() {
    command -v cc >/dev/null 2>&1 || return 1
    if [ -n "$modules" ]; then
        command -v pkg-config >/dev/null 2>&1 || return 1
        pkg-config --exists $modules || return 1
    fi
    for need in "$@"; do
        case $need in
        python3:*) /usr/bin/python3 -c "import ${need#*:}" 2>/dev/null || return 1 ;;
        *) command -v "$need" >/dev/null 2>&1 || return 1 ;;
        esac
    done
}

is_there "$@" && exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
    echo "handoff needs (Debian's names): $debian - install them, as root, and run make again" >&2
    exit 1
fi
echo "installing: $debian" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update && apt-get install -y --no-install-recommends $debian; } >"$log" 2>&1; then
    tail -5 "$log" >&2
    echo "apt-get could not install what handoff needs: $debian" >&2
    exit 1
fi
rm -f "$log"
is_there "$@" && exit 0
echo "something is still missing after installing: $debian" >&2
exit 1
