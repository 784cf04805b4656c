"""Exit codes and messages: one readable message, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
COMMANDS = ("simulate", "posterior", "run", "race", "convert", "check")


def started(*words: object, **how: object) -> subprocess.Popen[str]:
    command = [sys.executable, "main.py", *map(str, words)]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)


def test_help_names_every_command(run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert all(command in out for command in COMMANDS)
    assert "Exit codes: 0 done, 1 an expectation failed, 2 something given was wrong." in out


def test_the_version_is_that_of_the_project(run) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert run("--version") == (0, f"causal sandbox {project['version']}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert out.startswith(f"usage: python main.py {command}")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "the following arguments are required: COMMAND. See: python main.py --help."),
        (("simulate",), "the following arguments are required: NETWORK, --rows. "
         "See: python main.py simulate --help."),
        (("simulate", "x", "--rows", "many"), 'argument --rows: "many" is not a whole number. '
         "See: python main.py simulate --help."),
        (("posterior", "x", "--ess", "much"), 'argument --ess: "much" is not a number. '
         "See: python main.py posterior --help."),
        (("check", "a", "b"), "unrecognized arguments: b. See: python main.py --help."),
        (("simulate", "x", "--row", "3"), "the following arguments are required: --rows. "
         "See: python main.py simulate --help."),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_one_message(run, words: tuple[str, ...], message: str) -> None:
    assert run(*words) == (2, "", f"command line: {message}\n")


def test_an_unknown_command_lists_those_there_are(run) -> None:
    code, _, err = run("simulat")
    assert code == 2
    assert all(command in err for command in COMMANDS)


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes are those of POSIX")
def test_a_reader_who_leaves_early_is_no_fault(network: Path) -> None:
    with started("simulate", network, "--rows", 200_000) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "rain,grass,_do\n"
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == ""
    assert child.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes are those of POSIX")
def test_an_interrupt_is_quiet(network: Path) -> None:
    with started("simulate", network, "--rows", 5_000_000) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=300)
    assert (child.returncode, err) == (130, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
def test_output_that_cannot_be_written_is_said(network: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "main.py", "simulate", str(network), "--rows", "9"],
            cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "the output could not be written: no space left on device.\n"


def test_commands_load_no_qt(network: Path) -> None:
    code = (
        f"import sys\nfrom main import main\nmain(['check', {str(network)!r}])\n"
        "assert not any(name.startswith(('PySide6', 'pyqtgraph', 'gui')) for name in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
