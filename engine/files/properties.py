"""What formats of the BIF family say beside a network: properties such as `position = (335, 99)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.files.network_file import NetworkFile
from engine.files.node_places import PIXELS_A_STEP
from engine.networks.network import BayesianNetwork
from engine.sessions.positions import Point

HIDDEN = "hidden"
NOTE = "note"
UNTITLED = "unknown"
_POSITION = re.compile(r"\(?\s*([-+0-9.eE]+)\s*[,;\s]\s*([-+0-9.eE]+)\s*\)?")


@dataclass(frozen=True)
class Properties:
    """The properties of one variable, by name in small letters."""

    values: dict[str, str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Properties:
        """Return the properties in lines such as ``position = (335, 99)``; those without a value are left out."""
        found: dict[str, str] = {}
        for line in lines:
            name, equals, value = line.partition("=")
            if equals:
                found.setdefault(name.strip().lower(), value.strip())
        return cls(found)

    def says(self, name: str) -> bool:
        """Return whether a property is set to yes."""
        return self.values.get(name, "").strip('"').lower() in ("true", "yes", "1")

    @property
    def position(self) -> Point | None:
        """The place of the node in the units of the file, or None."""
        return point_in(self.values.get("position", ""))

    @property
    def note(self) -> str:
        """What is written about the variable; may be empty."""
        return self.values.get(NOTE, "")


def title_in(text: str) -> str:
    """Return the name of a network as a file has it; "" for what programs write when it has none."""
    return "" if text.lower() in (UNTITLED, "unnamed", "untitled") else text


def point_in(text: str) -> Point | None:
    """Return the two numbers of a text such as ``(335, 99)``, or None."""
    match = _POSITION.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return float(match[1]), float(match[2])
    except ValueError:
        return None


def position_property(place: Point, units_a_step: float = PIXELS_A_STEP) -> str:
    """Return the property that says where a node lies, in pixels."""
    return f"position = ({place[0] * units_a_step:.10g}, {place[1] * units_a_step:.10g})"


def property_lines(content: NetworkFile, index: int, quote: str = "") -> Iterator[str]:
    """Yield the properties of one variable of a network as lines, its note between quotation marks."""
    name = content.network.names[index]
    if name in content.positions:
        yield position_property(content.positions[name])
    if index in content.network.hidden:
        yield f"{HIDDEN} = true"
    if name in content.notes:
        yield f"{NOTE} = {quote}{content.notes[name]}{quote}"


def written_tables(network: BayesianNetwork) -> Iterator[tuple[str, tuple[str, ...], Iterator[list[str]]]]:
    """Yield per table the name of its child, those of its parents, and its rows as texts that read back the same.

    The first parent runs slowest.
    """
    for table in network.tables:
        rows = table.probabilities.reshape(-1, table.probabilities.shape[-1])
        texts = ([repr(value) for value in row] for row in rows.tolist())
        yield network.names[table.child], tuple(network.names[parent] for parent in table.parents), texts
