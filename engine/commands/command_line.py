"""From the words typed to an exit code; every fault becomes one readable message."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence

from engine.commands.arguments import parser
from engine.commands.exit_codes import BAD_INPUT, DONE, INTERRUPTED
from engine.problems import InvalidInput


def main(argv: Sequence[str]) -> int:
    """Carry out a command.

    Parameters
    ----------
    argv
        The words after the name of the program.

    Returns
    -------
    int
        0 done, 1 an expectation failed, 2 something given was wrong, 130 interrupted.
    """
    try:
        status = _carry_out(parser().parse_args(argv))
        sys.stdout.flush()
    except InvalidInput as error:
        return _refuse(str(error))
    except MemoryError:
        return _refuse("there is not enough memory for this. Ask for less.")
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        _drop_output()
        return DONE
    except OSError as error:
        _drop_output()
        return _refuse(f"the output could not be written: {(error.strerror or str(error)).lower()}.")
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leaving:  # --help and --version
        return leaving.code if isinstance(leaving.code, int) else DONE
    return status


def _drop_output() -> None:
    # What could not be written would be tried again, and complained of, when Python closes the output.
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _carry_out(arguments: argparse.Namespace) -> int:
    # Imported only when asked for, so that --help answers at once.
    if arguments.command == "simulate":
        from engine.commands.simulate import simulate

        return simulate(arguments)
    if arguments.command == "posterior":
        from engine.commands.posterior import posterior

        return posterior(arguments)
    if arguments.command == "run":
        from engine.commands.run import run

        return run(arguments)
    if arguments.command == "race":
        from engine.commands.race import race

        return race(arguments)
    if arguments.command == "convert":
        from engine.commands.convert import convert

        return convert(arguments)
    from engine.commands.check import check

    return check(arguments)


def _refuse(message: str) -> int:
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    sys.stderr.write(f"{message}\n")
    return BAD_INPUT
