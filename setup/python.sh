# Which Python to build the environment with. Sourced by setup.sh.

python_version() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# Asked by running it: a name on PATH may be a version manager's shim that runs nothing.
python_suits() {
    case $(python_version "$1") in
        3.11 | 3.12 | 3.13) return 0 ;;
        *) return 1 ;;
    esac
}

# Sets `python` to a command that works, or stops with a sentence.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        python_suits "$PYTHON" || fail "PYTHON=$PYTHON is not a working Python 3.11, 3.12 or 3.13."
        python=$PYTHON
        return
    fi
    for python in python3 python3.13 python3.12 python3.11; do
        if python_suits "$python"; then return; fi
    done
    found=$(python_version python3) || found=none
    fail "Python 3.11, 3.12 or 3.13 is needed (python3 here: $found)." \
        "Install one, on Debian 12 with 'apt-get install python3', or name yours: make run PYTHON=/path/to/python3."
}

# Debian ships venv without the part that puts pip into a new environment.
python_makes_environments() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}
