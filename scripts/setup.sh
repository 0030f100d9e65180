#!/bin/sh
# Creates .venv and installs the pinned, hashed requirements into it.
# Usage: scripts/setup.sh UV_VERSION   (run from the project's folder)
# Environment: PYTHON, the interpreter to use (default: the newest one found).
set -eu

uv_version=$1
environment=.venv
requirements="-r requirements.txt -r requirements-dev.txt"

# say SPANISH ENGLISH: one sentence in the person's language.
say() {
    case "${LC_ALL:-${LANG:-}}" in
        en*) printf '%s\n' "$2" >&2 ;;
        *) printf '%s\n' "$1" >&2 ;;
    esac
}

recent_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if command -v "$candidate" >/dev/null && recent_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

if ! python=$(find_python); then
    say "Falta Python 3.11 o posterior: instálelo (Debian o Ubuntu: sudo apt install python3 python3-venv; otros sistemas: python.org) y repita la orden." \
        "Python 3.11 or later is missing: install it (Debian or Ubuntu: sudo apt install python3 python3-venv; other systems: python.org) and run the command again."
    exit 1
fi

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    package=$("$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')
    say "A $python le falta el módulo venv: instálelo (Debian o Ubuntu: sudo apt install $package) y repita la orden." \
        "$python lacks the venv module: install it (Debian or Ubuntu: sudo apt install $package) and run the command again."
    exit 1
fi

if ! "$environment/bin/python" -m pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear "$environment"
fi

# uv is only faster; pip checks the same hashes.
install_with_uv() {
    "$environment/bin/uv" --version 2>/dev/null | grep -q "^uv $uv_version\b" ||
        "$environment/bin/python" -m pip install --quiet "uv==$uv_version" || return 1
    # shellcheck disable=SC2086
    "$environment/bin/uv" pip install --quiet --python "$environment/bin/python" \
        --require-hashes $requirements
}

install_with_pip() {
    # shellcheck disable=SC2086
    "$environment/bin/python" -m pip install --quiet --require-hashes $requirements
}

say "Preparando el entorno (la primera vez tarda alrededor de un minuto)…" \
    "Setting up the environment (about a minute the first time)…"
install_with_uv 2>/dev/null || install_with_pip
