# The virtual environment .venv and the packages in it. Sourced by setup.sh.
# .venv/set-up holds what was done: `python` (version and folder), a copy of each lock that was installed in
# full, `kernels` once they were compiled, and while an installation runs, `unfinished`.

environment_now() {
    "$here/.venv/bin/python" -c 'import sys; print("Python %d.%d in" % sys.version_info[:2], sys.prefix)' 2>/dev/null
}

# Not sound are: none, one cut short, one whose Python was replaced or removed, one that was moved here.
environment_is_sound() {
    [ -f .venv/set-up/python ] && [ ! -e .venv/set-up/unfinished ] &&
        [ "$(environment_now)" = "$(cat .venv/set-up/python)" ]
}

environment_is_wanted() {
    environment_is_sound || return 1
    if [ -z "${PYTHON:-}" ]; then return 0; fi
    [ "$(python_version "$python")" = "$(python_version .venv/bin/python)" ]
}

make_environment() {
    if environment_is_wanted; then return; fi
    python_makes_environments "$python" || fail "$python cannot make virtual environments: it lacks venv or ensurepip."
    say "Making the virtual environment .venv with $python ($("$python" -V 2>&1))"
    rm -rf .venv
    "$python" -m venv .venv
    mkdir .venv/set-up
    environment_now >.venv/set-up/python
}

install_locked_packages() {
    case $purpose in
        run) locks=run ;;
        test) locks="dev run" ;;  # the lock for developers holds all of the other one
    esac
    lock=${locks%% *}
    if cmp -s "requirements/$lock.txt" ".venv/set-up/$lock.txt"; then return; fi
    say "Installing into .venv, checked by hash:"
    # A browser's Python (emscripten) has a few of its own, which are never installed here.
    sed -n "/== 'emscripten'/d; s/^\([^ ]*==[^ ]*\).*/\1/p" "requirements/$lock.txt" | tr '\n' ' ' | fold -s -w 100
    say
    : >.venv/set-up/unfinished
    rm -f .venv/set-up/kernels  # another numba compiles them anew
    # On a terminal pip shows how far a download is; in a log that would only be noise.
    if [ -t 1 ]; then quiet=; else quiet=--quiet; fi
    .venv/bin/python -m pip install $quiet --disable-pip-version-check --no-input --only-binary :all: \
        --require-hashes --requirement "requirements/$lock.txt" ||
        fail "pip could not install the packages. Its lines above say why; the same command can be run again."
    for lock in $locks; do
        cp "requirements/$lock.txt" .venv/set-up/
    done
    rm .venv/set-up/unfinished
}
