"""The set-up script: which Python it takes, what it misses on the system, when it makes .venv anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the set-up script is for sh")


@pytest.fixture
def clone(tmp_path):
    """A folder with the set-up scripts and locks, and a `bin` that stands first on PATH."""
    shutil.copytree(ROOT / "setup", tmp_path / "clone" / "setup")
    shutil.copytree(ROOT / "requirements", tmp_path / "clone" / "requirements")
    (tmp_path / "clone" / "bin").mkdir()
    (tmp_path / "clone" / "engine" / "kernels").mkdir(parents=True)
    (tmp_path / "clone" / "engine" / "kernels" / "loops.py").touch()
    return tmp_path / "clone"


def command(clone: Path, name: str, body: str) -> None:
    path = clone / "bin" / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def pythons(clone: Path, **versions: str | None) -> None:
    """Put Pythons that only tell their version on PATH; None is a shim that runs nothing."""
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        version = versions.get(name.replace(".", "_"))
        command(clone, name, "exit 127" if version is None else f"echo {version}")


def sh(clone: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of shell with the parts of the set-up script at hand."""
    prelude = (
        'set -eu; here=$(pwd -P); purpose=run; say() { printf \'%s\\n\' "$*"; }; fail() { say "$*" >&2; exit 1; }\n'
        ". setup/python.sh; . setup/system.sh; . setup/environment.sh; . setup/kernels.sh\n"
    )
    path = f"{clone / 'bin'}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", prelude + script],
        cwd=clone,
        env={"PATH": path, "HOME": str(clone), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    ("versions", "taken"),
    [
        ({"python3": "3.12", "python3_13": "3.13"}, "python3"),
        ({"python3": "3.9", "python3_12": "3.12", "python3_11": "3.11"}, "python3.12"),
        ({"python3": None, "python3_13": None, "python3_11": "3.11"}, "python3.11"),
        ({"python3": "3.14", "python3_13": "3.13"}, "python3.13"),
    ],
)
def test_the_first_python_that_works_and_suits_is_taken(clone, versions, taken):
    pythons(clone, **versions)
    assert sh(clone, "find_python; say $python").stdout.strip() == taken


def test_without_a_python_it_says_which_is_needed(clone):
    pythons(clone, python3="3.10")
    answer = sh(clone, "find_python")
    assert answer.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed (python3 here: 3.10)" in answer.stderr


def test_a_python_asked_for_is_taken_or_refused_but_not_replaced(clone):
    pythons(clone, python3="3.11", python3_12="3.12")
    assert sh(clone, "find_python; say $python", PYTHON="python3.12").stdout.strip() == "python3.12"
    refused = sh(clone, "find_python", PYTHON="python3.13")
    assert refused.returncode == 1
    assert "PYTHON=python3.13" in refused.stderr


def with_libraries(clone: Path, *left_out: str) -> None:
    table = sh(clone, "qt_libraries").stdout.splitlines()
    names = [line.split()[0] for line in table]
    assert set(left_out) <= set(names)
    lines = [f"echo '\t{name} (libc6,x86-64) => /lib/{name}'" for name in names if name not in left_out]
    command(clone, "ldconfig", "\n".join(lines))


def test_nothing_is_missing_where_all_libraries_are(clone):
    with_libraries(clone)
    assert sh(clone, "missing_from_system").stdout == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these libraries")
def test_an_ordinary_user_is_told_what_to_ask_the_administrator_for(clone):
    with_libraries(clone, "libEGL.so.1", "libxcb-cursor.so.0")
    command(clone, "id", "echo 1000")
    command(clone, "sudo", "exit 1")
    command(clone, "apt-get", "echo called; exit 1")
    answer = sh(clone, "install_system_packages")
    assert answer.returncode == 1
    assert answer.stderr.rstrip().endswith("apt-get install --no-install-recommends libegl1 libxcb-cursor0")
    assert "called" not in answer.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these libraries")
def test_it_says_what_apt_get_will_install_before_it_does(clone):
    with_libraries(clone, "libGL.so.1")
    command(clone, "id", "echo 0")
    command(clone, "apt-get", f'echo "apt-get $*" >>"{clone}/calls"')
    answer = sh(clone, "install_system_packages")
    assert answer.returncode == 0
    assert "Installing with apt-get" in answer.stdout
    assert answer.stdout.rstrip().endswith(": libgl1")
    calls = (clone / "calls").read_text(encoding="utf-8").splitlines()
    assert [line.split()[2] for line in calls] == ["update", "install"]
    assert "--yes" in calls[1]


@pytest.fixture
def sound(clone):
    """A clone whose environment is whole."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", clone / ".venv"], check=True, timeout=300)
    (clone / ".venv" / "set-up").mkdir()
    sh(clone, "environment_now >.venv/set-up/python")
    assert sh(clone, "environment_is_sound").returncode == 0
    return clone


def test_a_whole_environment_is_kept_without_looking_for_a_python(sound):
    pythons(sound)
    shutil.copy(sound / "requirements" / "run.txt", sound / ".venv" / "set-up")
    (sound / ".venv" / "set-up" / "kernels").touch()
    with_libraries(sound)
    answer = subprocess.run(
        ["sh", "setup/setup.sh", "run"],
        cwd=sound,
        env={"PATH": f"{sound / 'bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("Ready: Python 3.")


def test_an_installation_cut_short_makes_it_unsound(sound):
    (sound / ".venv" / "set-up" / "unfinished").touch()
    assert sh(sound, "environment_is_sound").returncode != 0


def test_a_folder_that_was_moved_makes_it_unsound(sound):
    moved = sound.rename(sound.with_name("moved"))
    assert sh(moved, "environment_is_sound").returncode != 0


def test_a_python_that_went_away_makes_it_unsound(sound):
    python = sound / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(sound / "nowhere")
    assert sh(sound, "environment_is_sound").returncode != 0


def test_another_version_asked_for_makes_it_unwanted(sound):
    pythons(sound, python3_13="3.13", python3_12="3.12")
    other = "python3.12" if sys.version_info[:2] != (3, 12) else "python3.13"
    assert sh(sound, f"python={other}; environment_is_wanted", PYTHON=other).returncode != 0
    assert sh(sound, f"python={sys.executable}; environment_is_wanted", PYTHON=sys.executable).returncode == 0


def compiling(clone: Path, body: str) -> None:
    """Put a Python into the environment that tells how it was called and then does `body`."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "set-up").mkdir()
    python = clone / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\necho "$*" >>calls\n{body}\n', encoding="utf-8")
    python.chmod(0o755)


def calls(clone: Path) -> list[str]:
    return (clone / "calls").read_text(encoding="utf-8").splitlines()


def test_kernels_are_compiled_once_and_it_says_so(clone):
    compiling(clone, "exit 0")
    first, second = sh(clone, "compile_kernels"), sh(clone, "compile_kernels")
    assert (first.returncode, first.stdout) == (0, "Compiling the inner loops once, which takes a few seconds\n")
    assert (second.returncode, second.stdout) == (0, "")
    assert calls(clone) == ["-m engine.sessions.warm_up"]


def test_kernels_that_changed_are_compiled_again(clone):
    compiling(clone, "exit 0")
    sh(clone, "compile_kernels")
    later = (clone / ".venv" / "set-up" / "kernels").stat().st_mtime + 10
    os.utime(clone / "engine" / "kernels" / "loops.py", (later, later))
    assert sh(clone, "compile_kernels").stdout != ""
    assert len(calls(clone)) == 2


def test_packages_that_change_have_kernels_compiled_again(clone):
    compiling(clone, "exit 0")
    (clone / ".venv" / "set-up" / "kernels").touch()
    assert sh(clone, "install_locked_packages; kernels_are_compiled").returncode == 1
    assert sh(clone, "install_locked_packages; compile_kernels; kernels_are_compiled").returncode == 0


def test_kernels_that_do_not_compile_stop_nothing_and_are_tried_again(clone):
    compiling(clone, "echo no compiler >&2; exit 1")
    for _ in range(2):
        answer = sh(clone, "compile_kernels")
        assert answer.returncode == 0
        assert "could not be compiled ahead" in answer.stdout
        assert "no compiler" in answer.stderr
    assert len(calls(clone)) == 2
