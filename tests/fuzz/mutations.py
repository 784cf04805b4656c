"""Files of networks with something wrong in them, the same for the same number."""

from __future__ import annotations

import numpy as np

from engine.files.network_file import NetworkFile
from engine.files.network_formats import FORMATS, NetworkFormat
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from tests.engine.files.network_contents import unequal
from tests.engine.files.network_samples import SAMPLES

MOST_CHANGES = 6
LONGEST = 200_000
WORDS = tuple(
    word.encode()
    for word in (
        *'{}()[]<>;:,|="%#/\\@&',
        *("->", "<-", "<->", "--", "//", "/*", "*/", "<!--", "-->", "\\n", '\\"', "&amp;", "&bomb;", "<a>", "</a>"),
        *("0", "1", "-1", "0.5", "1e309", "-1e-309", "nan", "inf", "1_0", "99999999999999999999", "0x10", "٣", "1e5"),
        *("table", "default", "data", "node", "potential", "probability", "subgraph", "function", "type", "states"),
        *("<TABLE>", "<GIVEN>A</GIVEN>", "<cpt id='A'>", "<strengths>", "<parents>A B C</parents>", "MARKOV", "dag {"),
        *("\x00", "\ufeff", "é", "日本", "\u2028", " ", "\n", "\t", "'", "", "A", "A B", "no yes"),
        *("(" * 300, "{" * 300, "<a>" * 300, "[" * 300, "a->" * 300, '"' * 3, "0.5 " * 300),
    )
)


def seeds(kind: NetworkFormat) -> tuple[bytes, ...]:
    """Return sound files of a format: one as this program writes it, and those of other programs."""
    content = NetworkFile(unequal(), Positions({"A": (0, 0), "B": (1, 1)}), Notes({"C": "a note"}), "A title")
    written = kind.write(kind.spelled(content))
    return tuple(text.encode() for text in (written, *SAMPLES[kind.suffixes[0]]))


def mutated(kind: NetworkFormat, number: int) -> bytes:
    """Return the file of this number: a seed with one to six changes, mostly one."""
    rng = np.random.default_rng([FORMATS.index(kind), number])
    known = seeds(kind)
    data = known[rng.integers(len(known))]
    for _ in range(min(int(rng.geometric(0.6)), MOST_CHANGES)):
        data = _CHANGES[rng.integers(len(_CHANGES))](data, known, rng)[:LONGEST]
    return data


def _span(data: bytes, rng: np.random.Generator) -> tuple[int, int]:
    start = int(rng.integers(len(data) + 1))
    return start, min(len(data), start + int(rng.geometric(0.05)))


def _flip(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    changed[rng.integers(len(data))] = int(rng.integers(256))
    return bytes(changed)


def _delete(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _repeat(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    start, end = _span(data, rng)
    times = int(rng.choice([2, 3, 50, 1000], p=[0.5, 0.3, 0.15, 0.05]))
    return data[:start] + data[start:end] * times + data[end:]


def _insert(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    start = int(rng.integers(len(data) + 1))
    return data[:start] + WORDS[rng.integers(len(WORDS))] + data[start:]


def _replace_word(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    words = data.split(b" ")
    words[rng.integers(len(words))] = WORDS[rng.integers(len(WORDS))]
    return b" ".join(words)


def _swap_words(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    words = data.split(b" ")
    one, other = rng.integers(len(words), size=2)
    words[one], words[other] = words[other], words[one]
    return b" ".join(words)


def _move_line(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    lines = data.split(b"\n")
    lines.insert(int(rng.integers(len(lines))), lines.pop(int(rng.integers(len(lines)))))
    return b"\n".join(lines)


def _change_digit(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    places = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return data
    changed = bytearray(data)
    changed[places[rng.integers(len(places))]] = int(rng.integers(48, 58))
    return bytes(changed)


def _copy_line(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    lines = data.split(b"\n")
    lines.insert(int(rng.integers(len(lines))), lines[rng.integers(len(lines))])
    return b"\n".join(lines)


def _cut_short(data: bytes, _known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    return data[: rng.integers(len(data) + 1)]


def _splice(data: bytes, known: tuple[bytes, ...], rng: np.random.Generator) -> bytes:
    other = known[rng.integers(len(known))]
    start, end = sorted(rng.integers(len(other) + 1, size=2))
    place = int(rng.integers(len(data) + 1))
    return data[:place] + other[start:end] + data[place:]


_CHANGES = (
    _flip,
    _delete,
    _repeat,
    _insert,
    _replace_word,
    _swap_words,
    _move_line,
    _cut_short,
    _splice,
    _change_digit,
    _copy_line,
)
