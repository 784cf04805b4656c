#!/bin/sh
# Make this folder ready: `setup/setup.sh run` for the program, `setup/setup.sh test` for its tests too.
# It asks nothing, says what it is about to install, and can be repeated: what is there already stays.
# PYTHON names the Python to use; without it the first one from 3.11 to 3.13 that works is taken.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)
purpose=${1:-run}

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

. setup/python.sh
. setup/system.sh
. setup/environment.sh
. setup/kernels.sh

case $purpose in
    run | test) ;;
    *) fail "setup.sh knows 'run' and 'test', not '$purpose'." ;;
esac

if [ -n "${PYTHON:-}" ] || ! environment_is_sound; then
    find_python
fi
install_system_packages
make_environment
install_locked_packages
compile_kernels
say "Ready: $(cat .venv/set-up/python), everything for '$purpose' is installed."
