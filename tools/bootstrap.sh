#!/bin/sh
# Makes .venv from requirements/*.txt and keeps it current.
#
#   tools/bootstrap.sh run        what `onewindow run` and the UI build need
#   tools/bootstrap.sh dev        that and the tools of developers
#   tools/bootstrap.sh chromium   a browser for the tests
#
# APT=1 allows apt-get for what Python itself lacks; without it the one command to type is printed.
# PYTHON names another interpreter (3.11 or newer). A second run with nothing changed takes no time.
set -eu
cd "$(dirname "$0")/.."

STARTED=$(date +%s)
SET=${1:-run}
VENV=.venv
STAMP=$VENV/.onewindow-set

say() { printf '%3ss  %s\n' "$(($(date +%s) - STARTED))" "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }
fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && fits "$name"; then command -v "$name"; return; fi
    done
    stop "OneWindow needs Python 3.11 or newer. Install it, or set PYTHON to its path, and type make again."
}

apt() {  # the packages, if apt-get is ours to use; otherwise the sentence
    if [ "${APT:-}" = 1 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing $* with apt-get."
        words=$(mktemp)
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>"$words" \
            || { cat "$words" >&2; stop "apt-get could not install $*. Mend what is named above and type make again."; }
        rm -f "$words"
    else
        stop "Type:  sudo apt-get install --no-install-recommends $*   and then make again.
(As root, APT=1 make ... does it for you.)"
    fi
}

content() {  # one word for the content of the files that decide about a set
    case $SET in
        run) files="requirements/boot.txt requirements/run.txt requirements/build.txt" ;;
        dev) files="requirements/boot.txt requirements/dev.txt" ;;
        *) stop "Type: tools/bootstrap.sh run, dev or chromium." ;;
    esac
    # shellcheck disable=SC2086
    cat $files pyproject.toml tools/bootstrap.sh | sha256 && printf ' %s' "$PWD"
}

sha256() { "$PY" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest(), end="")'; }

current() {  # the developers' set serves for running too
    [ -x $VENV/bin/python ] && [ -x $VENV/bin/onewindow ] && [ -f "$STAMP" ] && $VENV/bin/python -c '' 2>/dev/null || return 1
    wanted=$(content)
    grep -qxF "$SET $wanted" "$STAMP" && return 0
    if [ "$SET" = run ]; then SET=dev; wanted=$(content); SET=run; grep -qxF "dev $wanted" "$STAMP"; else return 1; fi
}

whole() {  # a half-made one has no working pip, or no uv, which comes last
    $VENV/bin/python -m pip --version >/dev/null 2>&1 && $VENV/bin/uv --version >/dev/null 2>&1
}

make_venv() {
    rm -rf $VENV
    trap 'rm -rf $VENV; trap - EXIT; exit 1' EXIT INT TERM HUP
    say "Making $VENV with $PY."
    if "$PY" -c 'import ensurepip' 2>/dev/null; then
        "$PY" -m venv $VENV
    elif "$PY" -m pip --version >/dev/null 2>&1; then
        "$PY" -m venv --without-pip $VENV
        "$PY" -m pip --python $VENV/bin/python install -q pip
    else
        trap - EXIT INT TERM HUP
        apt python3-venv
        "$PY" -c 'import ensurepip' 2>/dev/null || stop "python3-venv is installed, but $PY still has no ensurepip. Set PYTHON to /usr/bin/python3 and type make again."
        trap 'rm -rf $VENV; trap - EXIT; exit 1' EXIT INT TERM HUP
        "$PY" -m venv $VENV
    fi
    $VENV/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/boot.txt
    trap - EXIT INT TERM HUP
}

follow_pip() {  # uv does not read pip's configuration; an index of the house must serve both
    for pair in UV_DEFAULT_INDEX:index-url UV_INDEX:extra-index-url UV_FIND_LINKS:find-links; do
        name=${pair%%:*}
        value=$($VENV/bin/python -m pip config get "global.${pair#*:}" 2>/dev/null | tr '\n' ' ') || value=
        eval "known=\${$name:-}"
        if [ -z "$known" ] && [ -n "$value" ]; then export "$name=${value% }"; fi
    done
}

# Several indexes of one house are fine: the hashes decide, not the order.
sync_with_uv() { $VENV/bin/uv pip sync -q --index-strategy unsafe-best-match --require-hashes requirements/boot.txt "$@"; }

fill() {
    if [ "$SET" = dev ]; then sets="-r requirements/dev.txt"; plain="requirements/dev.txt"
    else sets="-r requirements/run.txt -r requirements/build.txt"; plain="requirements/run.txt requirements/build.txt"; fi
    say "Installing the $SET set."
    rm -f "$STAMP"
    export VIRTUAL_ENV="$PWD/$VENV"
    # A machine may trust an authority of its own house: the second try asks the system's list.
    # shellcheck disable=SC2086
    if ! { sync_with_uv $plain || sync_with_uv --system-certs $plain; } 2>$VENV/uv.log; then
        cat $VENV/uv.log >&2
        say "uv could not install it; trying pip, which is slower."
        $VENV/bin/python -m pip install -q --require-hashes -r requirements/boot.txt $sets \
            || stop "The packages could not be installed. Check the way to the package index (pip's own words are above) and type make again."
    fi
    say "Installing OneWindow itself, editable."
    $VENV/bin/uv pip install -q --no-deps --no-build-isolation -e . 2>$VENV/uv.log \
        || { cat $VENV/uv.log >&2; stop "OneWindow could not be installed from $PWD. Mend what is named above and type make again."; }
    printf '%s %s\n' "$SET" "$(content)" > "$STAMP"
}

own_chromium() {  # playwright's, printed if it is there; fails where its driver does not start
    $VENV/bin/python -c 'from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as p: path = p.chromium.executable_path
print(path if Path(path).exists() else "")' 2>/dev/null
}

fonts() {  # pages in Chinese and Yi are looked at as pictures: without letters they are boxes
    [ "${APT:-}" = 1 ] && [ "$(id -u)" = 0 ] || return 0
    [ -n "$(fc-list :lang=zh 2>/dev/null)" ] && [ -n "$(fc-list :lang=ii 2>/dev/null)" ] && return 0
    apt fontconfig fonts-wqy-microhei fonts-sil-nuosusil
}

chromium() {
    known=$VENV/.chromium
    [ -s "$known" ] && [ -x "$(cat "$known")" ] && [ "$known" -nt "$STAMP" ] && exit 0
    own_chromium >/dev/null || apt libatomic1  # a bare Debian lacks what playwright's Node needs
    for path in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome "$(own_chromium)"; do
        if [ -x "$path" ]; then fonts; echo "$path" > "$known"; exit 0; fi
    done
    if [ "${APT:-}" = 1 ] && [ "$(id -u)" = 0 ]; then apt chromium; fonts; exit 0; fi
    say "Fetching Chromium with playwright (about 170 MB)."
    $VENV/bin/playwright install chromium \
        || stop "Chromium could not be fetched. Type:  sudo apt-get install chromium   and then make again,
or leave the browser tests out:  BROWSER=no make test"
}

[ "$SET" = chromium ] && chromium
PY=$(python)
current && exit 0
whole || make_venv
follow_pip
fill
say "$VENV is ready."
