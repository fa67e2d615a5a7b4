#!/bin/sh
# Makes .venv from uv.lock, with nothing but python3 and the Python package index; says in plain words what is missing.
# Does nothing when .venv is already newer than uv.lock and pyproject.toml.
set -eu
cd "$(dirname "$0")"

stop() {
    printf '\nfoedus cannot be set up: %s\n%s\n' "$1" "$2" >&2
    exit 1
}

stamp=.venv/.made-from-lock
# The stamp holds the folder's name, since the commands in .venv/bin do not survive a move.
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(pwd)" ] && ! [ uv.lock -nt "$stamp" ] && ! [ pyproject.toml -nt "$stamp" ]; then
    exit 0
fi

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || stop "there is no $python." \
    "Install Python 3.11 or later (on Debian and Ubuntu: the packages python3 and python3-venv), or name one: make demo PYTHON=/path/to/python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop "$python is older than 3.11." \
    "It is $("$python" --version 2>&1). Install Python 3.11 or later, or name one: make demo PYTHON=/path/to/python3.11"
"$python" -c 'import venv' >/dev/null 2>&1 || stop "this Python has no venv." \
    "Install python3-venv (on Debian and Ubuntu: the package python3-venv), then run the same command again."
"$python" -c 'import ensurepip' >/dev/null 2>&1 || stop "this Python has venv but no ensurepip, so it cannot make a full environment." \
    "Install python3-venv (on Debian and Ubuntu: the package python3-venv), then run the same command again."

if ! .boot/bin/uv --version >/dev/null 2>&1; then
    echo "Setting up (once): uv into .boot ..."
    rm -rf .boot
    "$python" -m venv .boot || stop "$python could not make an environment in .boot." \
        "If it speaks of ensurepip, install python3-venv. If it speaks of space or permission, see to this folder: $(pwd)"
    .boot/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1' || {
        rm -rf .boot
        stop "uv could not be fetched from the Python package index." \
            "Check the network and any proxy (the variables HTTPS_PROXY and PIP_INDEX_URL are heeded), then run the same command again."
    }
fi

echo "Setting up (once): the locked packages into .venv ..."
rm -f "$stamp"
[ -d .venv ] && ! .venv/bin/python -c '' >/dev/null 2>&1 && rm -rf .venv
.boot/bin/uv sync --compile-bytecode --reinstall-package foedus --quiet --frozen --no-python-downloads --python "$python" || stop "the packages of uv.lock could not be installed." \
    "Check the network, any proxy and the space on the disk, then run the same command again: it goes on where it stopped."
# Our own too: where Python may not keep what it compiled, every command would compile all of it anew.
.venv/bin/python -m compileall -q src || echo "What stands in src could not all be compiled now: commands start more slowly." >&2
pwd >"$stamp"
