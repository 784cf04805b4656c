"""Tables of two variables as files, from how often each pair of states was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

Counts = Sequence[Sequence[int]]
SET = {"obs": "", "doA": "A", "doB": "B"}


def write_pairs(path: Path, data: Mapping[str, Counts]) -> Path:
    """Write a table with the columns B, Z, A and _do from counts [a][b] by what was set; Z is the same in every row."""
    lines = ["B,Z,A,_do"]
    for what, counts in data.items():
        for a, row in enumerate(counts):
            for b, often in enumerate(row):
                lines += [f"s{b},z,s{a},{SET[what]}"] * often
    path.write_text("\n".join(lines) + "\n")
    return path
