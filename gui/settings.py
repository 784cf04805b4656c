"""What the program remembers from one start to the next: one table of settings, and typed access to them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from PySide6.QtCore import QSettings

T = TypeVar("T")
ORGANISATION = "causal-sandbox"
APPLICATION = "causal-sandbox"
MOST_RECENT_FILES = 10


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One row of the table.

    Attributes
    ----------
    key
        Name in the file, with a group before the slash.
    default
        Value while nothing usable is stored.
    description
        What it means, for people.
    read
        Makes a value of the stored text; raises ValueError when it is not usable.
    write
        Makes the text to store.
    """

    key: str
    default: T
    description: str
    read: Callable[[str], T]
    write: Callable[[T], str]


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"{text!r} is none of {', '.join(allowed)}")
        return text

    return read


def _scale(text: str) -> float:
    value = float(text)
    if value not in SCALES:
        raise ValueError(f"{value} is none of {SCALES}")
    return value


def _flag(text: str) -> bool:
    return _one_of("true", "false")(text) == "true"


def _write_flag(value: bool) -> str:
    return "true" if value else "false"


def _whole(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not lowest <= value <= highest:
            raise ValueError(f"{value} is not from {lowest} to {highest}")
        return value

    return read


def _paths(text: str) -> tuple[str, ...]:
    values = json.loads(text)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError("a list of paths was expected")
    return tuple(dict.fromkeys(values))[:MOST_RECENT_FILES]


def _write_paths(values: tuple[str, ...]) -> str:
    return json.dumps(list(values)[:MOST_RECENT_FILES], ensure_ascii=True)


def _steps(text: str) -> Mapping[str, int]:
    values = json.loads(text)
    if not isinstance(values, dict) or not all(type(step) is int and step >= 0 for step in values.values()):
        raise ValueError("steps by lesson were expected")
    return values


def _write_steps(values: Mapping[str, int]) -> str:
    return json.dumps(dict(values), ensure_ascii=True, sort_keys=True)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii"), validate=True)


def _write_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


SCALES = (1.0, 1.25, 1.5, 2.0)

THEME: Setting[str] = Setting(
    "look/theme", "system", "Light, dark, or as the system says", _one_of("light", "dark", "system"), str
)
SCALE: Setting[float] = Setting("look/scale", 1.0, "Size of type and lengths; 2 is for presenting", _scale, repr)
REDUCED_MOTION: Setting[bool] = Setting(
    "look/reduced_motion", False, "Changes jump instead of moving", _flag, _write_flag
)
ROWS: Setting[int] = Setting(
    "draw/rows", 10, "How many rows one press of Watch or Act draws", _whole(1, 1_000_000), str
)
RECENT_FILES: Setting[tuple[str, ...]] = Setting(
    "files/recent", (), "Paths opened or saved last, the latest first", _paths, _write_paths
)
WINDOW_GEOMETRY: Setting[bytes] = Setting("window/geometry", b"", "Where the window was", _bytes, _write_bytes)
WINDOW_ARRANGEMENT: Setting[bytes] = Setting("window/arrangement", b"", "Where its docks were", _bytes, _write_bytes)
OUTLINE: Setting[bool] = Setting("world/outline", False, "Whether the world is listed beside it", _flag, _write_flag)
WEIGHTS_CURVES: Setting[str] = Setting(
    "weights/curves", "areas", "Weights over time as stacked areas or as lines", _one_of("areas", "lines"), str
)
WEIGHTS_ALONG: Setting[str] = Setting(
    "weights/along", "rows", "Whether each row or each batch is as wide as any other", _one_of("rows", "batches"), str
)
WEIGHTS_ENTROPY: Setting[bool] = Setting(
    "weights/entropy", True, "Whether a line below the weights says how much is still open", _flag, _write_flag
)
LESSON_STEPS: Setting[Mapping[str, int]] = Setting(
    "lessons/steps",
    MappingProxyType({}),
    "How many steps of each lesson were finished, by the lesson's name",
    _steps,
    _write_steps,
)

TABLE: tuple[
    Setting[str] | Setting[float] | Setting[bool] | Setting[int] | Setting[tuple[str, ...]] | Setting[bytes]
    | Setting[Mapping[str, int]],
    ...,
] = (
    THEME, SCALE, REDUCED_MOTION, ROWS, RECENT_FILES, WINDOW_GEOMETRY, WINDOW_ARRANGEMENT, OUTLINE,
    WEIGHTS_CURVES, WEIGHTS_ALONG, WEIGHTS_ENTROPY, LESSON_STEPS,
)  # fmt: skip


class Settings:
    """Reads and writes the settings in an INI file at the user's place for such files.

    Values that are missing, damaged or out of range read as the default and do no harm.

    Parameters
    ----------
    path
        The file; None takes the user's own. Tests give one of theirs.
    """

    def __init__(self, path: Path | None = None) -> None:
        ini = QSettings.Format.IniFormat
        if path is None:
            self._store = QSettings(ini, QSettings.Scope.UserScope, ORGANISATION, APPLICATION)
        else:
            self._store = QSettings(str(path), ini)
        self._store.setFallbacksEnabled(False)

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self._store.fileName())

    def get(self, setting: Setting[T]) -> T:
        """Return the stored value, or the default where there is no usable one."""
        text = self._store.value(setting.key)
        if not isinstance(text, str):
            return setting.default
        try:
            return setting.read(text)
        except (ValueError, RecursionError):
            return setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Store a value; raises ValueError when reading it back would not give a usable one."""
        text = setting.write(value)
        if text != setting.write(setting.default):
            setting.read(text)
        self._store.setValue(setting.key, text)

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        others = tuple(other for other in self.get(RECENT_FILES) if other != str(path))
        self.set(RECENT_FILES, (str(path), *others)[:MOST_RECENT_FILES])

    def forget(self) -> None:
        """Go back to the defaults."""
        self._store.clear()

    def save(self) -> None:
        """Write what changed to the file now, instead of a little later."""
        self._store.sync()
