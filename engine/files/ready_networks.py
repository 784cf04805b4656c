"""Networks that ship with the program, and worlds of lessons, as a gallery shows them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.files.network_file import NetworkFile
from engine.files.network_files import read_network_file
from engine.files.scenario_reader import SUFFIXES, read_scenario
from engine.networks.layout import layered_positions
from engine.problems import InvalidInput
from engine.progress import Progress
from engine.sessions.positions import Point

FOLDER = Path(__file__).resolve().parents[2] / "networks"
LESSON = "The world of a lesson of this program"
_HEAD_BYTES = 4000
_COMMENT = re.compile(r"\s*//\s?(.*)")
_SOURCE = "Source:"


@dataclass(frozen=True)
class ReadyNetwork:
    """A network in the gallery, or why it cannot be opened.

    Parameters
    ----------
    path
        Its file.
    title
        What it is called.
    about
        What it tells of, in a sentence or two.
    source
        Where its arrows and numbers were published.
    content
        What the file holds; None when it is at fault.
    points
        Where every variable lies, in grid steps.
    is_lesson
        Whether it is the world of a lesson.
    fault
        What is wrong with the file; empty when nothing is.
    """

    path: Path
    title: str
    about: str = ""
    source: str = ""
    content: NetworkFile | None = None
    points: tuple[Point, ...] = ()
    is_lesson: bool = False
    fault: str = ""

    @property
    def n_arrows(self) -> int:
        """How many arrows there are."""
        return 0 if self.content is None else len(tuple(self.content.network.dag.edges()))

    def matches(self, words: str) -> bool:
        """Return whether each of the words stands somewhere in what is said of it, or in the name of a variable."""
        names = () if self.content is None else self.content.network.names
        text = " ".join((self.title, self.path.stem, self.about, self.source, *names)).casefold()
        return all(word in text for word in words.casefold().split())


def network_files(folder: Path | None = None) -> tuple[Path, ...]:
    """Return the files of the networks that ship with the program, or of another folder, by name."""
    return tuple(sorted((FOLDER if folder is None else folder).glob("*.bif")))


def read_all(paths: Sequence[Path]) -> Iterator[Progress[ReadyNetwork]]:
    """Read networks, and worlds of lessons, one by one.

    Yields
    ------
    Progress
        After each file, with what it holds; about 10 ms each.
    """
    for done, path in enumerate(paths, start=1):
        yield Progress(done, len(paths), read_ready(path))


def read_ready(path: Path) -> ReadyNetwork:
    """Return what a gallery shows of a network or of the world of a lesson; one at fault says so.

    The file of a network begins with comments: its title, what it tells of, and after ``Source:`` where it was
    published.
    """
    try:
        if path.suffix.lower() in SUFFIXES:
            return _of_lesson(path)
        title, about, source = _head(path)
        content = read_network_file(path)
        return ReadyNetwork(path, title or content.title or path.stem, about, source, content, places(content))
    except InvalidInput as error:
        return ReadyNetwork(path, path.stem, fault=str(error))


def places(content: NetworkFile) -> tuple[Point, ...]:
    """Return where every variable lies: as the file says, in layers where it does not say it of all."""
    names = content.network.names
    if all(name in content.positions for name in names):
        return tuple(content.positions[name] for name in names)
    return tuple(layered_positions(content.network.dag))


def _of_lesson(path: Path) -> ReadyNetwork:
    scenario = read_scenario(path)
    if scenario.world is None:
        return ReadyNetwork(path, scenario.title, fault=f"{os.fspath(path)}: this lesson has data only, no network.")
    content = NetworkFile(scenario.world, scenario.positions, scenario.notes, scenario.title)
    about = " ".join(scenario.summary.split())
    return ReadyNetwork(path, scenario.title, about, LESSON, content, places(content), is_lesson=True)


def _head(path: Path) -> tuple[str, str, str]:
    try:
        with path.open("rb") as file:
            text = file.read(_HEAD_BYTES).decode("utf-8", "replace")
    except OSError:
        return "", "", ""
    lines = []
    for line in text.splitlines():
        comment = _COMMENT.fullmatch(line)
        if comment is None:
            break
        lines.append(comment[1].strip())
    sources = [line.removeprefix(_SOURCE).strip() for line in lines if line.startswith(_SOURCE)]
    told = [line for line in lines if not line.startswith(_SOURCE)]
    return (told[0] if told else ""), " ".join(told[1:]), " ".join(sources)
