"""The command line: drawing rows, exact belief, playing lessons and checking files, without a window."""

from engine.commands.command_line import main

__all__ = ["main"]
