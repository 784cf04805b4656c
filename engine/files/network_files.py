"""Networks from any file that holds one, into any file that can, and from text that was pasted."""

from __future__ import annotations

import os
import re
from pathlib import PurePath

from engine.files import scenario_reader
from engine.files.atomic import write_atomically
from engine.files.dagitty import roles_in
from engine.files.edge_list import has_arrow, network_from_edge_list
from engine.files.messages import listed
from engine.files.model_string import is_model_string, network_from_model_string
from engine.files.network_file import NetworkFile
from engine.files.network_formats import FORMATS, HIDDEN, NAMES, NOTES, POSITIONS, TABLES, NetworkFormat
from engine.files.reading import PathLike, check_text, opened, read_bytes
from engine.networks.network import BayesianNetwork
from engine.problems import InvalidInput, Problem

NETWORK_SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
SCENARIO_SUFFIXES = scenario_reader.SUFFIXES
LARGEST_FILE = 30_000_000
LARGEST_PASTED = 5_000_000
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_NAMED = 6


def suffix_of(path: PathLike) -> str:
    """Return the ending of a file's name in small letters, with its full stop."""
    return PurePath(path).suffix.lower()


def read_network(path: PathLike) -> BayesianNetwork:
    """Return the network in a file of any format of the table, or the world of a scenario.

    Raises
    ------
    InvalidInput
        As `read_network_file`.
    """
    return read_network_file(path).network


def read_network_file(path: PathLike) -> NetworkFile:
    """Return all that a file of any format of the table holds, or the world of a scenario.

    Raises
    ------
    InvalidInput
        When the file cannot be read, is of another kind or larger than 30 MB, has faults (each is told with its line),
        or is a scenario without a world.
    """
    suffix = suffix_of(path)
    if suffix in SCENARIO_SUFFIXES:
        return _world_of_scenario(path)
    if suffix not in _BY_SUFFIX:
        raise unknown_kind(path, "networks", (*NETWORK_SUFFIXES, *SCENARIO_SUFFIXES))
    data = read_bytes(path, LARGEST_FILE)
    check_text(path, data)
    try:
        return _BY_SUFFIX[suffix].read(data)
    except InvalidInput as error:
        raise error.within(os.fspath(path)) from None


def write_network_file(path: PathLike, content: NetworkFile) -> None:
    """Save a network in the format that the ending of the name says, atomically.

    What the format cannot hold is left out or respelled; `what_is_lost` says what, before. Where not all nodes have a
    place, they are laid out in layers for programs that would pile them up.

    Raises
    ------
    InvalidInput
        When the ending is of no format of the table, the file would be too large to be read again (30 MB), or it cannot
        be saved.
    """
    chosen = _format_of(suffix_of(path), os.fspath(path))
    data = chosen.bytes_of(content)
    if len(data) > LARGEST_FILE:
        what = (
            f"the file would have {len(data) // 1_000_000:,} MB, and no more than {LARGEST_FILE // 1_000_000} are read"
        )
        raise InvalidInput(Problem(what, "Make its tables smaller"), source=os.fspath(path))
    write_atomically(path, data)


def network_text(suffix: str, content: NetworkFile) -> str:
    """Return a network as the text of a file of the format that an ending, such as ``.dagitty``, stands for.

    Raises
    ------
    InvalidInput
        When the ending is of no format of the table.
    """
    return _format_of(suffix.lower()).bytes_of(content).decode()


def what_is_lost(suffix: str, content: NetworkFile) -> tuple[str, ...]:
    """Return what a file of a format will not hold of a network, as sentences; () when all is kept.

    Parameters
    ----------
    suffix
        The ending of the name of the file, such as ``.net``.
    content
        What is to be saved.

    Raises
    ------
    InvalidInput
        When the ending is of no format of the table.
    """
    chosen = _format_of(suffix.lower())
    network = content.network
    sentences = []
    if TABLES not in chosen.keeps:
        sentences.append("Tables and names of states are not kept: only the arrows are.")
    if NAMES not in chosen.keeps:
        sentences.append("Names are not kept: variables and states get numbers.")
    else:
        sentences += _respelled(chosen, content)
    if HIDDEN not in chosen.keeps and network.hidden:
        names = [network.names[index] for index in sorted(network.hidden)]
        sentences.append(f"It is not kept that they are hidden: {listed(names, _NAMED)}.")
    if POSITIONS not in chosen.keeps and content.positions:
        sentences.append("Where the nodes lie is not kept.")
    if NOTES not in chosen.keeps:
        # DAGitty has words for some notes.
        lost = [name for name, note in content.notes.items() if NAMES not in chosen.keeps or not roles_in(note)]
        if lost:
            sentences.append(f"Notes are not kept: {listed(lost, _NAMED)}.")
    elif changed := _respelled_notes(chosen, content):
        sentences.append(f"Notes are put on one line or lose marks: {listed(changed, _NAMED)}.")
    return tuple(sentences)


def parse_pasted(text: str) -> NetworkFile:
    """Return the network in a text that was pasted.

    It may be code of DAGitty or Graphviz, arrows in lines, a model string of R bnlearn (``[A][B|A]``), BIF, NET, DSC,
    or a whole XML document.

    Raises
    ------
    InvalidInput
        When it is nothing of these, has faults, or is longer than 5 million characters.
    """
    if len(text) > LARGEST_PASTED:
        what = f"the text has more than {LARGEST_PASTED:,} characters"
        raise InvalidInput(Problem(what, "Save it as a file, and open that"))
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    begun = text.lstrip()
    if not begun:
        raise InvalidInput(Problem("there is no text to paste", 'Copy arrows like "A -> B" first'))
    if begun.startswith("<") and not begun.startswith(("<-", "<=")):
        return _BY_SUFFIX[".xml"].read(begun.encode("utf-8", errors="replace"))
    # R shows model code within a call: dagitty('dag { ... }').
    called = re.search(r"\bdagitty\(\s*([\"'])(.*?)\1\s*\)", text, re.DOTALL)
    if called is not None and "{" in called[2]:
        return _BY_SUFFIX[".dagitty"].read(called[2].strip().encode())
    word = re.match(r"(?:\s+|//[^\n]*|/\*.*?\*/|#[^\n]*|%[^\n]*)*(?:strict\s+)?([A-Za-z]+)", text, re.DOTALL)
    suffix = _BEGINNINGS.get(word[1].lower()) if word is not None and "{" in text else None
    if suffix is not None:
        return _BY_SUFFIX[suffix].read(text.encode("utf-8", errors="replace"))
    if is_model_string(text):
        return network_from_model_string(text)
    if has_arrow(text):
        return network_from_edge_list(text)
    remedy = 'Paste text from DAGitty, arrows like "A -> B" in lines, a model string of R, DOT, BIF or XML'
    raise InvalidInput(Problem("no network was recognised in the text", remedy))


_BEGINNINGS = {
    **dict.fromkeys(("dag", "pdag", "cpdag", "mag", "pag"), ".dagitty"),
    **dict.fromkeys(("digraph", "graph"), ".dot"),
    **dict.fromkeys(("network", "variable", "probability"), ".bif"),
    **dict.fromkeys(("net", "class", "node", "potential"), ".net"),
    **dict.fromkeys(("belief", "diagnostic", "trouble"), ".dsc"),
}


def unknown_kind(path: PathLike, what: str, suffixes: tuple[str, ...]) -> InvalidInput:
    """Return what to say of a file whose name ends in none of `suffixes`; raise when it cannot even be read."""
    with opened(path, limit_bytes=1 << 62):
        suffix = suffix_of(path)
        ending = f"its name ends in {suffix}" if suffix else "its name has no ending"
        problem = Problem(ending, f"This program reads {what} from {_either(suffixes)} files")
        return InvalidInput(problem, source=os.fspath(path))


def _format_of(suffix: str, source: str = "") -> NetworkFormat:
    if suffix not in _BY_SUFFIX:
        ending = f"its name ends in {suffix}" if suffix else "its name has no ending"
        problem = Problem(ending, f"This program writes networks as {_either(NETWORK_SUFFIXES)} files")
        raise InvalidInput(problem, source=source)
    return _BY_SUFFIX[suffix]


def _either(suffixes: tuple[str, ...]) -> str:
    return ", ".join(suffixes[:-1]) + f" or {suffixes[-1]}"


def _respelled(chosen: NetworkFormat, content: NetworkFile) -> list[str]:
    pairs: dict[tuple[str, str], None] = {}
    for old, new in zip(content.network.variables, chosen.spelled(content).network.variables, strict=True):
        pairs[old.name, new.name] = None
        if TABLES in chosen.keeps:
            pairs.update(dict.fromkeys(zip(old.states, new.states, strict=True)))
    changed = [f'"{old}" becomes "{new}"' for old, new in pairs if old != new]
    if not changed:
        return []
    more = f", and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
    return [f"The format allows fewer characters in names: {', '.join(changed[:_NAMED])}{more}."]


def _respelled_notes(chosen: NetworkFormat, content: NetworkFile) -> list[str]:
    spelled = chosen.spelled(content)
    names = zip(content.network.names, spelled.network.names, strict=True)
    return [old for old, new in names if content.notes.get(old, "").strip() != spelled.notes.get(new, "")]


def _world_of_scenario(path: PathLike) -> NetworkFile:
    scenario = scenario_reader.read_scenario(path)
    if scenario.world is None:
        problem = Problem("this scenario has no world, only data", "Choose one with a world, or a network")
        raise InvalidInput(problem, source=os.fspath(path))
    return NetworkFile(scenario.world, scenario.positions, scenario.notes, scenario.title)
