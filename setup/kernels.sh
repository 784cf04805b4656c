# The inner loops, compiled once so that the first use need not wait for it. Sourced by setup.sh.
# .venv/set-up/kernels is as old as the last time this was done; the compiled code itself lies in the user's cache.

# numba compiles a file anew when it is newer than what was kept.
kernels_are_compiled() {
    [ -f .venv/set-up/kernels ] && [ -z "$(find engine/kernels -name '*.py' -newer .venv/set-up/kernels)" ]
}

compile_kernels() {
    if kernels_are_compiled; then return; fi
    say "Compiling the inner loops once, which takes a few seconds"
    if .venv/bin/python -m engine.sessions.warm_up; then
        : >.venv/set-up/kernels
    else
        say "They could not be compiled ahead; the lines above say why. The first rows drawn will take longer."
    fi
}
