"""Start here: no argument or a scenario file opens the window, a command runs without one."""

from __future__ import annotations

import sys

COMMANDS = ("simulate", "posterior", "run", "race", "convert", "check")


def main(argv: list[str]) -> int:
    """Open the window or carry out a command; return the exit code."""
    # Each way imports only what it needs: commands work without Qt, and the window opens at once.
    if argv and (argv[0] in COMMANDS or argv[0].startswith("-")):
        from engine.commands import main as carry_out

        return carry_out(argv)
    from gui.application import main as open_window

    return open_window(argv)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("engine", "gui"):
            raise
        sys.exit(f"The package {error.name} is not installed. Set everything up with: make setup")
