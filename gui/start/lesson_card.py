"""What the gallery knows of a lesson: read from its file, in the background, one file at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.problems import InvalidInput
from engine.progress import Progress

if TYPE_CHECKING:
    from engine.sessions.scenario import Scenario

Point = tuple[float, float]
FOLDER = Path(__file__).resolve().parents[2] / "scenarios"
# The order in which lessons are offered, by the first of their tags.
GROUPS = ("first steps", "seeing and doing", "hidden causes", "thinking traps", "for researchers")
_HEAD_BYTES = 2000


@dataclass(frozen=True)
class LessonCard:
    """A lesson in the gallery, or why it cannot be opened.

    Parameters
    ----------
    path
        Its file.
    title, summary, minutes, tags
        What the file says of it.
    names, positions, edges, hidden
        The graph of its world: places in grid steps, arrows as (parent, child), and which nodes are hidden.
    asked
        An arrow that the lesson asks about and that is not there, or None.
    n_steps
        How many steps it has.
    fault
        What is wrong with the file; empty when nothing is.
    """

    path: Path
    title: str = ""
    summary: str = ""
    minutes: int | None = None
    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    positions: tuple[Point, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()
    hidden: frozenset[int] = field(default_factory=frozenset)
    asked: tuple[int, int] | None = None
    n_steps: int = 0
    fault: str = ""


def shipped_folder() -> Path:
    """Return the folder of the lessons that come with the program."""
    return FOLDER


def lesson_files(folder: Path | None = None) -> tuple[Path, ...]:
    """Return the lesson files of a folder by the group of their first tag, then by title; others come last.

    Only the first lines of each file are looked at, and not as YAML: a wrong guess costs a place in the order.
    """
    where = FOLDER if folder is None else folder
    return tuple(sorted(where.glob("*.yaml"), key=_place))


def lesson_tags(path: Path) -> tuple[str, ...]:
    """Return the tags of a lesson, from the first lines of its file alone; none where they stand otherwise."""
    return _tags(_head(path))


def read_cards(paths: Sequence[Path]) -> Iterator[Progress[LessonCard]]:
    """Read lessons one by one.

    Yields
    ------
    Progress
        After each file, with its card; some 10 ms each, so this is for a worker thread.
    """
    for done, path in enumerate(paths, start=1):
        yield Progress(done, len(paths), read_card(path))


def read_card(path: Path) -> LessonCard:
    """Return the card of a lesson; one whose file is at fault says so."""
    # Reading YAML takes a tenth of a second to import, which the first paint does not wait for.
    from engine.files.scenario_reader import read_scenario

    try:
        return _card(path, read_scenario(path))
    except InvalidInput as error:
        return LessonCard(path, path.stem, fault=str(error))


def _card(path: Path, scenario: Scenario) -> LessonCard:
    from engine.networks.layout import circle_positions, layered_positions

    world = scenario.world
    names = world.names if world else scenario.belief_names
    laid_out = layered_positions(world.dag) if world else circle_positions(len(names))
    placed = all(name in scenario.positions for name in names)
    return LessonCard(
        path=path,
        title=scenario.title,
        summary=scenario.summary,
        minutes=scenario.minutes,
        tags=scenario.tags,
        names=tuple(names),
        positions=tuple(scenario.positions[name] for name in names) if placed else laid_out,
        edges=tuple(world.dag.edges()) if world else (),
        hidden=world.hidden if world else frozenset(),
        asked=_asked(scenario),
        n_steps=len(scenario.steps),
    )


def _asked(scenario: Scenario) -> tuple[int, int] | None:
    # Where a figure tells what setting one thing does to another, that arrow is what the lesson is about.
    from engine.sessions.chances import Chance

    if scenario.world is None:
        return None
    edges = set(scenario.world.dag.edges())
    figures = (step.figure for step in scenario.steps if step.figure is not None)
    shown = (bar.shown for figure in figures for bar in figure.bars)
    for chance in (each for each in shown if isinstance(each, Chance)):
        for target in sorted(chance.regime.targets):
            for effect, _ in chance.event:
                if (target, effect) not in edges and (effect, target) not in edges:
                    return target, effect
    return None


def _place(path: Path) -> tuple[int, str, str]:
    head = _head(path)
    first = next(iter(_tags(head)), "")
    title = re.search(r"^title:\s*[\"']?(.*)$", head, re.MULTILINE)
    return GROUPS.index(first) if first in GROUPS else len(GROUPS), title.group(1) if title else "", path.name


def _tags(head: str) -> tuple[str, ...]:
    found = re.search(r"^tags:(.*)$", head, re.MULTILINE)
    words = found.group(1).strip(" []").split(",") if found else ()
    return tuple(word.strip(" \"'") for word in words)


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
