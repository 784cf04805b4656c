"""`convert`: a network from any file that holds one into a file of another program."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from engine.commands.exit_codes import DONE
from engine.files.any_network import read_any_network
from engine.files.network_files import suffix_of, what_is_lost, write_network_file
from engine.problems import InvalidInput, Problem


def convert(arguments: argparse.Namespace) -> int:
    """Read a network, say on stderr what will be lost of it, write it, and return the exit code.

    What had to be made up because the first file did not hold it is said too.

    Raises
    ------
    InvalidInput
        When nothing was written: the network cannot be read, the new name has the ending of no format, there is a file
        of that name and ``--force`` is missing, or it cannot be saved.
    """
    source, target = arguments.network, arguments.out
    content = read_any_network(source)
    try:
        lost = what_is_lost(suffix_of(target), content)
    except InvalidInput as error:
        raise error.within(target) from None
    if not arguments.force and Path(target).is_file():
        remedy = "Give another name, or --force to replace it"
        raise InvalidInput(Problem("there is a file of this name already", remedy), source=target)
    _say(source, content.losses)
    _say(target, lost)
    write_network_file(target, content)
    return DONE


def _say(path: str, sentences: Iterable[str]) -> None:
    sys.stderr.writelines(f"{path}: {sentence}\n" for sentence in sentences)
    sys.stderr.flush()
