#!/bin/sh
# Makes sure that the browser tests find Chromium. Never stops the tests: without
# a browser those that need one fail and say so.
set -u

say() {
    case "${LC_ALL:-${LANG:-}}" in
        en*) printf '%s\n' "$2" >&2 ;;
        *) printf '%s\n' "$1" >&2 ;;
    esac
}

command -v chromium >/dev/null && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Instalando Chromium para las pruebas con navegador…" \
        "Installing Chromium for the browser tests…"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends \
        chromium fonts-liberation; } >/dev/null
    command -v chromium >/dev/null && exit 0
fi

say "Falta Chromium: las pruebas con navegador fallarán hasta que lo instale (Debian o Ubuntu: sudo apt install chromium)." \
    "Chromium is missing: the browser tests will fail until you install it (Debian or Ubuntu: sudo apt install chromium)."
exit 0
