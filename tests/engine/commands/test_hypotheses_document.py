"""docs/hypotheses.md: every example is read, checked and weighed, and its table of shapes is that of the program."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from engine.files.belief_schema import HYPOTHESES
from engine.files.hypotheses_files import read_hypotheses
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.templates import TEMPLATES
from engine.posterior.assumptions import PRIORS

DOCUMENT = (Path(__file__).parents[3] / "docs" / "hypotheses.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)


def first_cells(heading: str) -> list[list[str]]:
    """Return the code in every cell, or its text, of the table with this first heading."""
    lines = DOCUMENT.split(f"| {heading} |")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_is_sound_and_can_be_weighed(run, tmp_path: Path, number: int) -> None:
    path, table = tmp_path / "example.yaml", tmp_path / "rows.csv"
    path.write_text(EXAMPLES[number])
    assert run("check", path)[::2] == (0, "")
    names = read_hypotheses(path).names
    values = np.random.default_rng(number).integers(0, 2, (6, len(names)))
    header = ",".join(f'"{name}"' for name in names)
    table.write_text("\n".join([header, *(",".join(map(str, row)) for row in values)]) + "\n")
    code, out, err = run("posterior", table, "--hypotheses", path)
    assert (code, err) == (0, "")
    assert json.loads(out)["variables"] == list(names)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8


def test_the_table_of_shapes_is_complete_and_right() -> None:
    shapes = {shape: (slots.split(", "), gives) for shape, slots, gives in first_cells("shape")}
    assert set(shapes) == {template.key for template in TEMPLATES}
    for template in TEMPLATES:
        slots, gives = shapes[template.key]
        assert len(slots) == template.n_slots
        assert parse_candidate(gives, slots) == template.filled(range(len(slots)), len(slots))


def test_every_key_and_every_rule_is_told() -> None:
    told = {key for cells in first_cells("key") for key in re.findall(r"\w+", cells[0])}
    assert told == {key.name for key in HYPOTHESES.keys}
    assert [cells[0] for cells in first_cells("rule")] == list(PRIORS)
